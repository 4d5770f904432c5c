"""Labels by kind of text, rows of facts, lines, and what re-reads a style."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop_app.ui import glyphs, icons, theme
from desktop_app.ui.glyphs import Sign

EM_SPACE = "\u2003"
"""Stands between facts of one line; the middle dot is full width in some fonts."""


def text(words: str, kind: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """Return a label.

    Args:
        words: What it says (plain text).
        kind: title, section, strong, figure, fact, caption, label, small, error, or "" for body.
        tone: Colour token that replaces the kind's colour.
        wrap: Whether it may take several lines.
    """
    label = WrappedLabel(words) if wrap else QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        label.setProperty("k", kind)
    if tone:
        label.setProperty("tone", tone)
    return label


class WrappedLabel(QLabel):
    """A text of several lines, as high as it needs at the width that it gets.

    Qt's own asks for the height of its narrowest form, which opens gaps in panels and dialogs.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """One line, and room for a few signs."""
        return QSize(40, self.fontMetrics().height())


def facts(*parts: str) -> str:
    """Return facts as one line, set apart by an em space; empty ones fall away."""
    return EM_SPACE.join(part for part in parts if part)


def rule(*, vertical: bool = False) -> QFrame:
    """Return a thin line."""
    line = QFrame()
    line.setProperty("k", "rule")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget the colours of another tone."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        restyle(widget)


class ElidedLabel(QLabel):
    """A line that ends in … where there is no room; the tooltip shows all of it."""

    def __init__(self, words: str = "", kind: str = "") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("k", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    def sizeHint(self) -> QSize:
        """Ask for the whole text; less is accepted."""
        return QSize(
            self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text cut at its end."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), self.alignment(), shown)


class GlyphLabel(QWidget):
    """The shape of a state alone, `edge` pixels wide."""

    def __init__(self, sign: Sign, edge: int = 12, tone: str = "") -> None:
        super().__init__()
        self.sign = sign
        self._edge = edge
        self._tone = tone
        self.setFixedSize(edge, edge)
        self.setAccessibleName(glyphs.word(sign))

    def set_sign(self, sign: Sign) -> None:
        """Show another state."""
        self.sign = sign
        self.setAccessibleName(glyphs.word(sign))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        if self.sign is Sign.NONE:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(0, 0, glyphs.pixmap(self.sign, self._edge, ratio, self._tone))


class IconLabel(QWidget):
    """A line icon alone, in text2, beside words that say the same."""

    def __init__(self, name: str, edge: int = 16) -> None:
        super().__init__()
        self._name = name
        self._edge = edge
        self.setFixedSize(edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        ratio = self.devicePixelRatioF()
        QPainter(self).drawPixmap(0, 0, icons.cached(self._name, self._edge, "text2", ratio))


class FactRow(QWidget):
    """A name at the left and its value at the right, on one line."""

    def __init__(self, name: str, value: str, *, bold: bool = False, small: bool = False) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        self.name = text(name, "label" if small else "fact")
        self.value = text(value, "small" if small else "strong" if bold else "")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(self.value)
        self.setAccessibleName(f"{name} {value}")


class GlyphText(QWidget):
    """A state's shape with words beside it, as in legends and lists of what is due."""

    def __init__(self, sign: Sign, words: str, kind: str = "", *, gap: int = 8) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        self.glyph = GlyphLabel(sign)
        self.words = text(words, kind)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words)


def draw_lines(painter: QPainter, box: QRect, lines: Sequence[tuple[str, str, bool]]) -> None:
    """Draw lines of (words, colour token, bold), one under the other, from the top of `box`."""
    top = box.top()
    for words, tone, bold in lines:
        face = theme.font(bold=bold)
        painter.setFont(face)
        painter.setPen(theme.colour(tone))
        height = painter.fontMetrics().height()
        line = QRect(box.left(), top, box.width(), height)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        top += height
