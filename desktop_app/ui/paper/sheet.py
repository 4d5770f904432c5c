"""A table as it is printed: official head and foot, heading on each page, whole columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop_app.i18n import _
from desktop_app.ui import glyphs, theme
from desktop_app.ui.components.texts import EM_SPACE
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell

BLACK = QColor("black")
WHITE = QColor("white")
GREY = QColor("#444444")
HAIR = QColor("#B5B5B5")
MARGIN = 56.0
ROW = 22.0
HEAD = 44.0
TOP = 108.0
FOOT = 96.0
GLYPH = 11.0
THICK = 1.4
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column on paper: title, second line (code and unit), width in pixels, side."""

    title: str
    detail: str = ""
    width: float = 80.0
    right: bool = False


@dataclass(frozen=True)
class Sheet:
    """What is printed.

    Attributes:
        title: Name of the form; `period` under it.
        office: 填报单位, at the left over the table.
        facts: Lines at the right over the table (表号, 制定机关, 计量单位).
        columns: All columns; the first `kept` of them repeat on every sheet.
        rows: Cells in the columns' order; only text, side, bold and sign are printed.
        total: Cells of the last row, or ().
        sign_off: Names under the table, each as “单位负责人：周立群”.
        foot: Unit, revision, content digest, time of printing.
    """

    title: str
    period: str
    office: str
    facts: Sequence[str]
    columns: Sequence[PaperColumn]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    sign_off: Sequence[str] = ()
    foot: str = ""
    kept: int = 2

    @cached_property
    def signs(self) -> list[Sign]:
        """The states that are printed, in the order of the legend."""
        seen = {cell.sign for row in self.rows for cell in row}
        seen |= {Sign.REMARK for row in self.rows for cell in row if cell.corner}
        return [sign for sign in Sign if sign in seen and sign is not Sign.NONE]


@dataclass(frozen=True, slots=True)
class Part:
    """One printed page: columns and rows, by place."""

    columns: tuple[int, ...]
    first: int
    last: int
    ends: bool


def parts(sheet: Sheet, page: QSizeF) -> list[Part]:
    """Return the pages of a sheet: rows downwards first, then the columns that had no room.

    Args:
        sheet: What is printed.
        page: Size of the paper in pixels of 1/96 inch.
    """
    room = page.height() - TOP - HEAD - FOOT - ROW
    rows = max(1, int(room // ROW))
    count = len(sheet.rows)
    starts = list(range(0, count, rows)) or [0]
    return [
        Part(columns, start, min(start + rows, count), start == starts[-1])
        for columns in _column_groups(sheet, page.width() - 2 * MARGIN)
        for start in starts
    ]


def _column_groups(sheet: Sheet, width: float) -> list[tuple[int, ...]]:
    """Return the columns of each sheet; a column is never cut."""
    kept = tuple(range(min(sheet.kept, len(sheet.columns))))
    used = sum(sheet.columns[c].width for c in kept)
    groups: list[tuple[int, ...]] = []
    now: list[int] = []
    taken = used
    for place in range(len(kept), len(sheet.columns)):
        wide = sheet.columns[place].width
        if now and taken + wide > width:
            groups.append((*kept, *now))
            now, taken = [], used
        now.append(place)
        taken += wide
    groups.append((*kept, *now))
    return groups


class SheetPainter:
    """Paints the pages of a sheet, in pixels of 1/96 inch.

    Args:
        sheet: What is printed.
        page: Size of the paper.
    """

    def __init__(self, sheet: Sheet, page: QSizeF) -> None:
        self.sheet = sheet
        self.parts = parts(sheet, page)
        self._page = page
        self._body = _face(12)
        self._bold = _face(12, bold=True)

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint one page, counted from 0."""
        part = self.parts[number]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        lefts = self._lefts(part)
        self._paint_headings(painter, part, lefts)
        bottom = self._paint_rows(painter, part, lefts)
        if part.ends:
            self._paint_end(painter, bottom)
        self._paint_foot(painter, number)

    @property
    def _right(self) -> float:
        return self._page.width() - MARGIN

    def _lefts(self, part: Part) -> dict[int, float]:
        """Return where each column begins; the spare width goes between the columns."""
        widths = [self.sheet.columns[c].width for c in part.columns]
        spare = self._right - MARGIN - sum(widths)
        gap = min(max(0.0, spare) / max(1, len(widths) - 1), 40.0)
        lefts: dict[int, float] = {}
        left = MARGIN
        for column, width in zip(part.columns, widths, strict=True):
            lefts[column] = left
            left += width + gap
        return lefts

    def _paint_head(self, painter: QPainter) -> None:
        sheet = self.sheet
        wide = self._right - MARGIN
        _write(painter, QRectF(MARGIN, 38, wide, 26), sheet.title, _face(18, bold=True), CENTRE)
        _write(painter, QRectF(MARGIN, 64, wide, 20), sheet.period, self._body, CENTRE)
        _write(painter, QRectF(MARGIN, 78, wide / 2, 18), sheet.office, self._body, LEFT)
        lines = [fact for fact in sheet.facts if fact]
        room = max((QFontMetricsF(self._body).horizontalAdvance(x) for x in lines), default=0) + 4
        for place, fact in enumerate(lines):
            box = QRectF(self._right - room, 96 - 18 * (len(lines) - place), room, 18)
            _write(painter, box, fact, self._body, LEFT)

    def _paint_headings(self, painter: QPainter, part: Part, lefts: dict[int, float]) -> None:
        _line(painter, MARGIN, self._right, TOP)
        for place in part.columns:
            column = self.sheet.columns[place]
            side = RIGHT if column.right else LEFT
            box = QRectF(lefts[place], TOP + 3, column.width, 20)
            _write(painter, box, column.title, self._bold, side)
            _write(painter, box.translated(0, 19), column.detail, _face(11), side, colour=GREY)
        _line(painter, MARGIN, self._right, TOP + HEAD)

    def _paint_rows(self, painter: QPainter, part: Part, lefts: dict[int, float]) -> float:
        top = TOP + HEAD
        for row in self.sheet.rows[part.first : part.last]:
            self._paint_row(painter, top, row, lefts, face=self._body)
            top += ROW
            _line(painter, MARGIN, self._right, top, width=0, colour=HAIR)
        if part.ends and self.sheet.total:
            _line(painter, MARGIN, self._right, top)
            self._paint_row(painter, top, self.sheet.total, lefts, face=self._bold)
            top += ROW
        _line(painter, MARGIN, self._right, top)
        return top

    def _paint_row(
        self,
        painter: QPainter,
        top: float,
        row: Sequence[Cell],
        lefts: dict[int, float],
        *,
        face: QFont,
    ) -> None:
        for place, left_edge in lefts.items():
            cell = row[place] if place < len(row) else Cell()
            column = self.sheet.columns[place]
            box = QRectF(left_edge, top, column.width, ROW)
            right = column.right or cell.right
            sign = cell.sign if cell.sign is not Sign.NONE else Sign.REMARK
            shown = cell.sign is not Sign.NONE or cell.corner
            metrics = QFontMetricsF(face)
            left = box.left()
            if shown and right:
                # Directly left of its number, as there is no ground to tell the cell by.
                left = box.right() - metrics.horizontalAdvance(cell.text) - GLYPH - 6
            if shown:
                mark = QRectF(left, top + (ROW - GLYPH) / 2, GLYPH, GLYPH)
                glyphs.paint(painter, mark, sign, BLACK, WHITE)
            if shown and not right:
                box.setLeft(left + GLYPH + 6)
            text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, box.width() + 1)
            _write(painter, box, text, face, RIGHT if right else LEFT)

    def _paint_end(self, painter: QPainter, bottom: float) -> None:
        left = MARGIN
        small = _face(11)
        for sign in self.sheet.signs:
            glyphs.paint(painter, QRectF(left, bottom + 11, GLYPH, GLYPH), sign, BLACK, WHITE)
            word = glyphs.word(sign)
            width = QFontMetricsF(small).horizontalAdvance(word)
            _write(painter, QRectF(left + 16, bottom + 8, width + 2, 18), word, small, LEFT)
            left += width + 40
        names = (EM_SPACE * 3).join(self.sheet.sign_off)
        top = bottom + (32 if self.sheet.signs else 10)
        _write(painter, QRectF(MARGIN, top, self._right - MARGIN, 20), names, self._body, LEFT)

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        box = QRectF(MARGIN, self._page.height() - 50, self._right - MARGIN, 16)
        _write(painter, box, self.sheet.foot, _face(11), LEFT, colour=GREY)
        words = _("第 {n} 页，共 {all} 页").format(n=number + 1, all=len(self.parts))
        _write(painter, box, words, _face(11), RIGHT, colour=GREY)


def _face(pixels: int, *, bold: bool = False) -> QFont:
    face = theme.font("print", bold=bold)
    face.setPixelSize(pixels)
    return face


def _write(
    painter: QPainter,
    box: QRectF,
    words: str,
    face: QFont,
    side: Qt.AlignmentFlag,
    *,
    colour: QColor = BLACK,
) -> None:
    painter.setFont(face)
    painter.setPen(colour)
    painter.drawText(box, side, words)


def _line(
    painter: QPainter,
    left: float,
    right: float,
    y: float,
    *,
    width: float = THICK,
    colour: QColor = BLACK,
) -> None:
    painter.setPen(QPen(colour, width))
    painter.drawLine(int(left), int(y), int(right), int(y))
