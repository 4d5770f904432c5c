"""Steps of a piece of work (导入, 上报) and the bar under it that goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.i18n import _, joined
from desktop_app.ui import icons, theme
from desktop_app.ui.components.keys import press_by_enter
from desktop_app.ui.components.texts import ElidedLabel
from desktop_app.ui.tokens import size

DISC = 20
_ALL = 100
"""Parts of the room beside the steps that what stands there gets, to one that stays free."""


class Step(QAbstractButton):
    """One step: done (tick), now (number on accent), or later (hollow)."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self.setText(words)
        self._number = number
        self.state = "later"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state("later")

    def set_state(self, state: str) -> None:
        """Make it "done", "now" or "later"; only a finished step can be clicked."""
        self.state = state
        self.setEnabled(state == "done")
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if state == "done" else Qt.FocusPolicy.NoFocus
        )
        spoken = {"done": _("已完成"), "now": _("现在这一步"), "later": _("还没到")}[state]
        self.setAccessibleName(joined((f"{self._number} {self.text()}", spoken)))
        self.update()

    def sizeHint(self) -> QSize:
        """Disc, gap and the word in bold, so that nothing moves."""
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        return QSize(DISC + 8 + width + 6, 28)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(2, (self.height() - DISC) / 2, DISC, DISC)
        self._paint_disc(painter, disc)
        painter.setFont(theme.font(bold=self.state == "now"))
        painter.setPen(theme.colour("text" if self.state == "now" else "text2"))
        words = QRectF(disc.right() + 8, 0, self.width() - disc.right() - 8, self.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        if self.state == "later":
            painter.setPen(QPen(theme.colour("input"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            disc = disc.adjusted(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if self.state == "now" else "accent_soft"))
        painter.drawEllipse(disc)
        if self.state == "done":
            ratio = self.devicePixelRatioF()
            picture = icons.pixmap("check", 14, theme.colour("accent"), ratio)
            painter.drawPixmap(QPoint(int(disc.left()) + 3, int(disc.top()) + 3), picture)
            return
        painter.setFont(theme.font("caption", bold=self.state == "now"))
        painter.setPen(theme.colour("on_accent" if self.state == "now" else "text2"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Stepper(QWidget):
    """All steps in a row.

    Signals:
        chosen: Index of a finished step that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("k", "bar-bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(size("margin") - 2, 0, size("margin"), 0)
        row.setSpacing(8)
        self.steps: list[Step] = []
        for index, words in enumerate(steps):
            if index:
                row.addWidget(_joint())
            step = Step(index + 1, words)
            step.clicked.connect(lambda _on=False, i=index: self.chosen.emit(i))
            self.steps.append(step)
            row.addWidget(step)
        row.addStretch(1)
        self._row = row
        self.current = 0
        self.set_current(0)

    def add_aside(self, widget: QWidget) -> None:
        """Put something at the right of the steps, where it moves nothing."""
        self._row.addWidget(widget, _ALL)

    def set_current(self, index: int) -> None:
        """Show the step that one is at; all before it are done."""
        self.current = index
        for place, step in enumerate(self.steps):
            step.set_state("done" if place < index else "now" if place == index else "later")


def _joint() -> QFrame:
    line = QFrame()
    line.setProperty("k", "rule2")
    line.setFixedHeight(1)
    line.setMinimumWidth(12)
    line.setMaximumWidth(34)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


class BottomBar(QWidget):
    """A bar under a page: what is told for a moment stands above it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "bar-top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class FootBar(BottomBar):
    """The bar under a stepped page: a note at the left, 上一步 and one primary at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(52)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(size("margin"), 0, size("margin"), 0)
        self._row.setSpacing(8)
        self.note = ElidedLabel("", "fact")
        self._row.addWidget(self.note, 1)
        self._act: QAbstractButton | None = None
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._press)

    def add_left(self, widget: QWidget) -> None:
        """Add something before the note."""
        self._row.insertWidget(self._row.indexOf(self.note), widget)

    def add_right(self, widget: QWidget) -> None:
        """Add a button at the right; the primary one comes last, and Ctrl+Enter presses it."""
        self._row.addWidget(widget)
        if isinstance(widget, QAbstractButton) and widget.property("k") == "primary":
            self._act = widget
            widget.setToolTip("Ctrl+Enter")

    def _press(self) -> None:
        if self._act is not None and self._act.isVisible():
            self._act.click()
