"""Words on a soft ground: the state of a report, of a target, of a certificate."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.i18n import state_word
from desktop_app.ui import glyphs, theme
from desktop_app.ui.glyphs import Sign

REPORT_STATES = {
    "未报": (Sign.UNFILLED, "text2"),
    "未开始": (Sign.UNFILLED, "text2"),
    "草稿": (Sign.UNFILLED, "slate"),
    "已审核": (Sign.CLEAN, "green"),
    "已上报": (Sign.CHANGED, "accent"),
    "收件中": (Sign.CHANGED, "accent"),
    "已收齐": (Sign.CLEAN, "green"),
    "已受理": (Sign.CLEAN, "accent"),
    "退回": (Sign.REMARK, "violet"),
    "验收": (Sign.LOCKED, "green"),
    "更正": (Sign.CHANGED, "amber"),
    "逾期": (Sign.MUST, "red"),
}
"""Shape and tone of each state of a report, by its word in the data."""


class Chip(QWidget):
    """A bold word with a shape on the soft ground of its tone, 22 pixels high."""

    def __init__(self, words: str = "", tone: str = "slate", sign: Sign = Sign.NONE) -> None:
        super().__init__()
        self._words = words
        self._tone = tone
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def say(self, words: str, tone: str, sign: Sign = Sign.NONE) -> None:
        """Say something else."""
        self._words, self._tone, self._sign = words, tone, sign
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Shape, gap, word and the room around them."""
        width = QFontMetrics(theme.font("caption", bold=True)).horizontalAdvance(self._words)
        lead = 21 if self._sign is not Sign.NONE else 2
        return QSize(width + lead + 18, 22)

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, shape and word."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._words, self._tone, self._sign)


def paint_chip(
    painter: QPainter, box: QRectF, words: str, tone: str, sign: Sign = Sign.NONE
) -> None:
    """Draw a chip into `box`; cards draw theirs with this too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken" if tone == "text2" else f"{tone}_soft"))
    painter.drawRoundedRect(box, 4, 4)
    left = box.left() + 9
    if sign is not Sign.NONE:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(
            round(box.left()) + 7, round(box.top()) + 5, glyphs.pixmap(sign, 12, ratio, tone)
        )
        left = box.left() + 27
    painter.setFont(theme.font("caption", bold=True))
    painter.setPen(theme.colour(tone))
    area = QRectF(left, box.top(), box.right() - left, box.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


class StateWord(Chip):
    """The state of a report, with the shape and tone that belong to it."""

    def __init__(self, state: str = "未报") -> None:
        super().__init__()
        self.state = ""
        self.set_state(state)

    def set_state(self, state: str) -> None:
        """Show another state."""
        self.state = state
        sign, tone = REPORT_STATES.get(state, (Sign.UNFILLED, "text2"))
        self.say(state_word(state), tone, sign)
