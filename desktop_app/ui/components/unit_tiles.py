"""The units of the city as tiles, five beside each other: arrows walk, the chosen one is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop_app.i18n import joined
from desktop_app.ui import glyphs, theme
from desktop_app.ui.components.cards import RIGHT, Tile
from desktop_app.ui.glyphs import Sign

ACROSS = 5
HEIGHT = 76
STEPS: Mapping[Qt.Key, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -ACROSS,
    Qt.Key.Key_Down: ACROSS,
}


class Said(Protocol):
    """What a tile says."""

    @property
    def unit(self) -> str:
        """Code of the unit."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def sign(self) -> Sign:
        """Shape of its state."""

    @property
    def tone(self) -> str:
        """Colour of its state."""

    @property
    def word(self) -> str:
        """Word of its state."""

    @property
    def count(self) -> str:
        """Firms that reported, and those that were to."""

    @property
    def rate(self) -> str:
        """How many of them in time, or ""."""

    @property
    def note(self) -> str:
        """What is to be known besides, or ""."""


class UnitTile(Tile):
    """One unit: name and state, counts and what is to be known, the rate of those in time.

    Signals:
        reached: It took the focus.
    """

    reached = Signal()
    tinted = False

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(128)
        self.said: Said | None = None
        self.faded = False

    def show_face(self, said: Said, *, faded: bool) -> None:
        """Show other words; a faded tile is not among those that are asked for."""
        self.said = said
        self.faded = faded
        parts = (said.name, said.word, said.count, said.rate, said.note)
        self.setAccessibleName(joined(part for part in parts if part))
        self.setToolTip(joined(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Five fit beside a side panel in a 1440 pixel window."""
        return QSize(160, HEIGHT)

    def nextCheckState(self) -> None:
        """Stay chosen: another tile is chosen in place of this one, never none."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the tiles together; a button would walk its own way."""
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be the chosen one."""
        super().focusInEvent(event)
        self.reached.emit()

    def paint_face(self, painter: QPainter, box: QRect) -> None:
        """Draw the three lines."""
        said = self.said
        if said is None:
            return
        inner = QRectF(box).adjusted(12, 0, -12, 0)
        state = self._paint_state(painter, inner, said)
        name = QRectF(inner.left(), 8, state - inner.left() - 8, 22)
        self.write(painter, name, said.name, "text3" if self.faded else "text", bold=True)
        second = QRectF(inner.left(), 31, inner.width(), 18)
        self._paint_pair(painter, second, said.count, said.note, "text3" if self.faded else "text")
        third = QRectF(inner.left(), 50, inner.width(), 18)
        self.write(painter, third, said.rate, "text3", kind="caption")

    def _paint_state(self, painter: QPainter, inner: QRectF, said: Said) -> float:
        """Draw shape and word at the right; return where they begin."""
        face = QFontMetrics(theme.font())
        width = face.horizontalAdvance(said.word)
        left = inner.right() - width
        tone = "text3" if self.faded else said.tone
        self.write(painter, QRectF(left, 8, width, 22), said.word, tone, align=RIGHT)
        ratio = painter.device().devicePixelRatio()
        picture = glyphs.pixmap(said.sign, 12, ratio, tone)
        painter.drawPixmap(round(left) - 18, 13, picture)
        return left - 18

    def _paint_pair(
        self, painter: QPainter, line: QRectF, left: str, right: str, tone: str
    ) -> None:
        room = QFontMetrics(theme.font("caption")).horizontalAdvance(right)
        self.write(
            painter, line, right, "text3" if self.faded else "text2", kind="caption", align=RIGHT
        )
        self.write(painter, line.adjusted(0, 0, -room - 8, 0), left, tone, kind="caption")


class UnitTiles(QWidget):
    """All units in their order, never sorted anew.

    Signals:
        chosen: Code of the unit that is chosen now.
        opened: Code of a unit whose tile was clicked or entered.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, units: Sequence[str]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.current = ""
        self.tiles: dict[str, UnitTile] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, unit in enumerate(units):
            tile = UnitTile()
            tile.reached.connect(lambda u=unit: self.choose(u))
            tile.clicked.connect(lambda _on=False, u=unit: self._open(u))
            self.tiles[unit] = tile
            grid.addWidget(tile, place // ACROSS, place % ACROSS)
        for column in range(ACROSS):
            grid.setColumnStretch(column, 1)

    def show_faces(self, faces: Sequence[Said], asked: frozenset[str]) -> None:
        """Show what the units are at; those not `asked` for stay in their places, faded."""
        for said in faces:
            self.tiles[said.unit].show_face(said, faded=said.unit not in asked)

    def choose(self, unit: str) -> None:
        """Mark a tile."""
        if unit not in self.tiles:
            return
        for code, tile in self.tiles.items():
            tile.setChecked(code == unit)
            # Tab comes to the chosen one; arrows go on from there.
            tile.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if code == unit else Qt.FocusPolicy.ClickFocus
            )
        if unit != self.current:
            self.current = unit
            self.chosen.emit(unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        order = list(self.tiles)
        step = STEPS.get(Qt.Key(event.key()), 0)
        place = order.index(self.current) + step if step and self.current else -1
        if 0 <= place < len(order):
            self.tiles[order[place]].setFocus()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _open(self, unit: str) -> None:
        self.choose(unit)
        self.opened.emit(unit)
