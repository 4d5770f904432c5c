"""The line under a grid that says what its shapes mean; it can be hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.i18n import _, joined
from desktop_app.ui import glyphs, theme
from desktop_app.ui.components.buttons import link
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.tokens import size

GRID_SIGNS = (
    Sign.UNSAVED,
    Sign.MUST,
    Sign.VERIFY,
    Sign.EXPLAINED,
    Sign.HINT,
    Sign.REMARK,
    Sign.LOCKED,
    Sign.COMPUTED,
)


class _Signs(QWidget):
    """Shapes and words in one painted line; what has no room is left out at the end."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        super().__init__()
        self._signs = signs
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(joined(glyphs.word(sign) for sign in signs))

    def sizeHint(self) -> QSize:
        """Wide enough for all."""
        face = QFontMetrics(theme.font("caption"))
        return QSize(sum(face.horizontalAdvance(glyphs.word(s)) + 36 for s in self._signs), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them from the left."""
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text2"))
        left = 0
        for sign in self._signs:
            words = glyphs.word(sign)
            width = painter.fontMetrics().horizontalAdvance(words)
            if left + 20 + width > self.width():
                break
            glyphs.draw(painter, left, (self.height() - 12) / 2, sign)
            box = QRectF(left + 20, 0, width + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            left += 20 + width + 16


class Legend(QWidget):
    """Shapes with their words, and a way to hide them.

    Signals:
        hidden: It was hidden by the user, to be kept in the settings.
    """

    hidden = Signal()

    def __init__(self, signs: Sequence[Sign] = GRID_SIGNS) -> None:
        super().__init__()
        self.setProperty("k", "bar-top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 14, 0)
        row.addWidget(_Signs(signs), 1)
        row.addWidget(link(_("隐藏图例"), self._on_hide))
        self.setMinimumWidth(size("nav_width"))

    def _on_hide(self) -> None:
        self.hide()
        self.hidden.emit()
