"""Cards: a bordered box, the headline card, tiles that filter or open, as pictures 01, 04b, 08."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.i18n import joined
from desktop_app.ui import glyphs, theme
from desktop_app.ui.components.chips import paint_chip
from desktop_app.ui.components.keys import press_by_enter
from desktop_app.ui.glyphs import Sign

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Card(QFrame):
    """A box with a thin border and 16 pixels of padding; `body` takes its contents."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)


@dataclass(frozen=True, slots=True)
class Headline:
    """What a headline card says.

    Attributes:
        name: Name of the indicator.
        figure: Its value as shown, with `unit`.
        word: Word of its state ("落后"), with shape `sign` and `tone`; "" for none.
        share: Length of the bar, 1.0 is its whole length; None for no bar.
        target: Place of the target tick on the bar; the bar may pass it.
        foot: What stands under the bar at the left (the target) and at the right (the gap).
        trend: Values of the sparkline in time order; fewer than two draw none.
    """

    name: str
    figure: str
    unit: str = ""
    word: str = ""
    tone: str = ""
    sign: Sign = Sign.NONE
    share: float | None = None
    target: float | None = None
    foot: tuple[str, str] = ("", "")
    trend: Sequence[float] = ()

    @property
    def spoken(self) -> str:
        """The card as one sentence for screen readers."""
        parts = (self.name, f"{self.figure} {self.unit}".strip(), self.word, *self.foot)
        return joined(part for part in parts if part)


class Tile(QAbstractButton):
    """A button as large as a card, with the border and focus ring of one.

    Attributes:
        tinted: Whether its ground shows that it is chosen; else its border alone does.
    """

    tinted = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, then what the tile says."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isCheckable() and self.isChecked()
        if chosen and self.tinted:
            painter.setBrush(theme.colour("accent_soft"))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(theme.colour("header"))
        strong = chosen or self.hasFocus()
        width = 2.0 if strong else 1.0
        painter.setPen(QPen(theme.colour("accent" if strong else "line"), width))
        half = width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, 8 - half, 8 - half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self.paint_face(painter, self.rect())

    def paint_face(self, painter: QPainter, box: QRect) -> None:
        """Draw the contents; the frame is there already."""

    def write(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        token: str,
        *,
        kind: str = "body",
        bold: bool = False,
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Draw one line, cut with … where it is too long."""
        face = theme.font(kind, bold=bold)
        painter.setFont(face)
        painter.setPen(theme.colour(token))
        width = int(box.width()) + 1
        shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(box, align, shown)


class HeadlineCard(Tile):
    """Name and word, figure with unit and sparkline, bar with a target tick, target and gap."""

    HEIGHT = 131

    def __init__(self, headline: Headline) -> None:
        super().__init__()
        self.setFixedHeight(self.HEIGHT)
        self.setMinimumWidth(200)
        self.show_headline(headline)

    def show_headline(self, headline: Headline) -> None:
        """Show other figures."""
        self.headline = headline
        self.setAccessibleName(headline.spoken)
        self.setToolTip(headline.name)
        self.update()

    def sizeHint(self) -> QSize:
        """Four of them fit beside each other in a 1440 pixel window."""
        return QSize(290, self.HEIGHT)

    def paint_face(self, painter: QPainter, box: QRect) -> None:
        """Draw the card's contents."""
        head = self.headline
        inner = QRectF(box).adjusted(16, 0, -16, 0)
        chip_left = self._paint_word(painter, inner)
        name = QRectF(inner.left(), 13, chip_left - inner.left() - 8, 22)
        self.write(painter, name, head.name, "text2")
        self._paint_figure(painter, inner)
        if len(head.trend) > 1:
            paint_sparkline(painter, QRectF(inner.right() - 66, 46, 62, 20), head.trend)
        if head.share is not None:
            paint_bar(painter, QRectF(inner.left(), 81, inner.width(), 6), head.share, head.target)
        self._paint_foot(painter, inner)

    def _paint_word(self, painter: QPainter, inner: QRectF) -> float:
        head = self.headline
        if not head.word:
            return inner.right()
        face = QFontMetrics(theme.font("caption", bold=True))
        width = face.horizontalAdvance(head.word) + (39 if head.sign is not Sign.NONE else 20)
        box = QRectF(inner.right() - width, 13, width, 22)
        paint_chip(painter, box, head.word, head.tone, head.sign)
        return box.left()

    def _paint_figure(self, painter: QPainter, inner: QRectF) -> None:
        """Figure and unit stand on one base line."""
        base = 66.0
        painter.setFont(theme.font("figure", bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(QPointF(inner.left(), base), self.headline.figure)
        width = painter.fontMetrics().horizontalAdvance(self.headline.figure)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text2"))
        painter.drawText(QPointF(inner.left() + width + 8, base), self.headline.unit)

    def _paint_foot(self, painter: QPainter, inner: QRectF) -> None:
        left, right = self.headline.foot
        line = QRectF(inner.left(), 97, inner.width(), 20)
        room = QFontMetrics(theme.font("caption")).horizontalAdvance(right) + 8
        self.write(painter, line, right, "text2", kind="caption", align=RIGHT)
        self.write(painter, line.adjusted(0, 0, -room, 0), left, "text2", kind="caption")


def paint_bar(painter: QPainter, box: QRectF, share: float, target: float | None) -> None:
    """Draw a bar on its track and the tick of the target over both."""
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 2
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(box, radius, radius)
    width = max(0.0, min(share, 1.0)) * box.width()
    if width > 0:
        painter.setBrush(theme.colour("accent"))
        done = QRectF(box.left(), box.top(), max(width, box.height()), box.height())
        painter.drawRoundedRect(done, radius, radius)
    if target is not None:
        place = box.left() + min(target, 1.0) * box.width()
        tick = QRectF(round(place) - 1, box.top() - 3, 2, box.height() + 6)
        painter.fillRect(tick.adjusted(-1, 0, 1, 0), theme.colour("surface"))
        painter.fillRect(tick, theme.colour("text"))


def paint_sparkline(painter: QPainter, box: QRectF, values: Sequence[float]) -> None:
    """Draw a thin line through the values, a dot at the last one."""
    low, high = min(values), max(values)
    span = high - low
    step = box.width() / (len(values) - 1)
    points = [
        QPointF(
            box.left() + i * step,
            box.bottom() - ((value - low) / span if span else 0.5) * box.height(),
        )
        for i, value in enumerate(values)
    ]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("input"), 1.3))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawEllipse(points[-1], 3, 3)


def _fits(words: str, kind: str, room: float) -> bool:
    return QFontMetrics(theme.font(kind, bold=True)).horizontalAdvance(words) <= room


class CountTile(Tile):
    """A tile that filters: glyph, large count, word (the seven counts of an import)."""

    def __init__(self, words: str, sign: Sign = Sign.NONE) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(67)
        self.setMinimumWidth(112)
        self._words = words
        self._sign = sign
        self.count = 0
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show another count."""
        self.count = count
        self.setAccessibleName(f"{self._words} {count:,}")
        self.update()

    def paint_face(self, painter: QPainter, _box: QRect) -> None:
        """Draw shape, count and word."""
        left = 16.0
        if self._sign is not Sign.NONE:
            glyphs.draw(painter, 14, 28, self._sign)
            left = 40.0
        room = self.width() - left - 8
        shown = f"{self.count:,}"
        kind = next((one for one in ("figure", "title") if _fits(shown, one, room)), "section")
        self.write(painter, QRectF(left, 10, room, 30), shown, "text", kind=kind, bold=True)
        self.write(painter, QRectF(left, 40, room, 18), self._words, "text2", kind="caption")
