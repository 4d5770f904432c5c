"""A table on paper: official head and foot, black on white, no column cut, headings repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop_app.i18n import _
from desktop_app.ui import glyphs, theme
from desktop_app.ui.glyphs import Sign

LINE_HEIGHT = 22.0
HEAD_HEIGHT = 44.0
TITLE_HEIGHT = 66.0
FOOT_HEIGHT = 64.0
GLYPH = 11.0
GAP = 12.0
WIDEST = 240.0
BLACK, WHITE, GREY = QColor("black"), QColor("white"), QColor(150, 150, 150)
LEGEND = (Sign.MUST, Sign.VERIFY, Sign.EXPLAINED, Sign.HINT, Sign.REMARK, Sign.LOCKED)


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column: heading, line code and unit under it, side, sum at the foot."""

    title: str
    detail: str = ""
    right: bool = False
    total: str = ""


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One cell: its text, and the shape directly left of it."""

    text: str
    sign: Sign = Sign.NONE


@dataclass(frozen=True, slots=True)
class PaperTable:
    """What is printed.

    Attributes:
        title: Official name of the form; `subtitle` the period.
        unit: Who reports.
        head: Lines at the top right: number of the form, who made it, unit of measure.
        columns: The first two (number and name) repeat on each sheet.
        count: Number of rows; `row` gives the cells of one.
        signers: Names and date under the table.
        foot: Unit, revision and digest, at the left of the last line.
    """

    title: str
    subtitle: str
    unit: str
    head: Sequence[str]
    columns: Sequence[PaperColumn]
    count: int
    row: Callable[[int], Sequence[PaperCell]]
    signers: Sequence[str] = ()
    foot: str = ""


@dataclass(slots=True)
class Layout:
    """How a table is cut into sheets.

    Attributes:
        width: Room for the table, in pixels of 1/96 inch; `height` of the whole page.
        widths: Width of each column.
        sheets: Columns of each sheet across.
        rows_each: Rows on a page.
    """

    width: float
    height: float
    widths: list[float]
    sheets: list[list[int]]
    rows_each: int
    pages: list[tuple[int, int]] = field(default_factory=list)


def lay_out(table: PaperTable, width: float, height: float) -> Layout:
    """Cut a table into pages: rows down, then whole columns across."""
    widths = [_column_width(table, place) for place in range(len(table.columns))]
    lead = sum(widths[:2])
    sheets: list[list[int]] = [[]]
    used = lead
    for place in range(2, len(widths)):
        if used + widths[place] > width and sheets[-1]:
            sheets.append([])
            used = lead
        sheets[-1].append(place)
        used += widths[place]
    room = height - TITLE_HEIGHT - HEAD_HEIGHT - FOOT_HEIGHT - LINE_HEIGHT
    rows_each = max(1, int(room // LINE_HEIGHT))
    layout = Layout(width, height, widths, sheets, rows_each)
    starts = range(0, max(1, table.count), rows_each)
    layout.pages = [(sheet, start) for sheet in range(len(sheets)) for start in starts]
    return layout


def draw_page(painter: QPainter, table: PaperTable, layout: Layout, number: int) -> None:
    """Draw page `number` (from 0); the painter's unit is 1/96 inch, its origin the margin."""
    sheet, start = layout.pages[number]
    columns = [0, 1, *layout.sheets[sheet]]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_title(painter, table, layout.width)
    top = TITLE_HEIGHT
    places = _places(layout, columns)
    _rule(painter, top, layout.width, 1.4)
    _draw_headings(painter, table, places, top)
    top += HEAD_HEIGHT
    _rule(painter, top, layout.width, 0.8)
    last = min(start + layout.rows_each, table.count)
    for row in range(start, last):
        _draw_row(painter, table.columns, table.row(row), places, top)
        top += LINE_HEIGHT
        if row < last - 1:
            _rule(painter, top, layout.width, 0.5, GREY)
    if last >= table.count:
        _rule(painter, top, layout.width, 0.8)
        _draw_totals(painter, table, places, top)
        top += LINE_HEIGHT
    _rule(painter, top, layout.width, 1.4)
    _draw_foot(painter, table, layout, top, number)


def _draw_title(painter: QPainter, table: PaperTable, width: float) -> None:
    _write(painter, QRectF(0, 0, width, 26), table.title, _font(17, bold=True), "middle")
    _write(painter, QRectF(0, 27, width, 18), table.subtitle, _font(12), "middle")
    _write(painter, QRectF(0, 42, width / 2, 18), table.unit, _font(12))
    for place, line in enumerate(table.head):
        box = QRectF(width - 240, 2 + 18 * place, 240, 18)
        _write(painter, box, line, _font(12))


def _draw_headings(
    painter: QPainter, table: PaperTable, places: Sequence[tuple[int, QRectF]], top: float
) -> None:
    for place, box in places:
        column = table.columns[place]
        side = "right" if column.right else "left"
        first = QRectF(box.left(), top + 4, box.width(), 18)
        _write(painter, first, column.title, _font(12, bold=True), side)
        second = QRectF(box.left(), top + 22, box.width(), 18)
        _write(painter, second, column.detail, _font(11), side)


def _draw_row(
    painter: QPainter,
    columns: Sequence[PaperColumn],
    cells: Sequence[PaperCell],
    places: Sequence[tuple[int, QRectF]],
    top: float,
) -> None:
    for place, box in places:
        cell = cells[place]
        line = QRectF(box.left(), top, box.width(), LINE_HEIGHT)
        side = "right" if columns[place].right else "left"
        drawn = _write(painter, line, cell.text, _font(12), side)
        if cell.sign is not Sign.NONE:
            left = line.right() - drawn - GLYPH - 4 if side == "right" else line.left() - GLYPH - 3
            shape = QRectF(left, top + (LINE_HEIGHT - GLYPH) / 2, GLYPH, GLYPH)
            glyphs.paint(painter, shape, cell.sign, BLACK, WHITE)


def _draw_totals(
    painter: QPainter, table: PaperTable, places: Sequence[tuple[int, QRectF]], top: float
) -> None:
    for place, box in places:
        words = table.columns[place].total
        if place == 1:
            words = _("合计（{n}）").format(n=f"{table.count:,}")
        side = "right" if table.columns[place].right else "left"
        line = QRectF(box.left(), top, box.width(), LINE_HEIGHT)
        _write(painter, line, words, _font(12, bold=True), side)


def _draw_foot(
    painter: QPainter, table: PaperTable, layout: Layout, top: float, number: int
) -> None:
    left = 0.0
    for sign in LEGEND:
        glyphs.paint(painter, QRectF(left, top + 9, GLYPH, GLYPH), sign, BLACK, WHITE)
        box = QRectF(left + GLYPH + 5, top + 6, 90, 17)
        left += GLYPH + 5 + _write(painter, box, glyphs.word(sign), _font(11)) + 22
    _write(
        painter,
        QRectF(0, top + 28, layout.width, 18),
        "\u2003\u2003".join(table.signers),
        _font(12),
    )
    last = QRectF(0, layout.height - 18, layout.width, 18)
    _write(painter, last, table.foot, _font(11))
    pages = _("第 {n} 页，共 {m} 页").format(n=number + 1, m=len(layout.pages))
    _write(painter, last, pages, _font(11), "right")


def _places(layout: Layout, columns: Sequence[int]) -> list[tuple[int, QRectF]]:
    """Return each column's box; spare room goes to the gaps, as far as it looks right."""
    used = sum(layout.widths[place] for place in columns)
    spare = min((layout.width - used) / max(1, len(columns) - 1), 60.0)
    boxes = []
    left = 0.0
    for number, place in enumerate(columns):
        width = layout.widths[place] + (spare if number else 0)
        boxes.append((place, QRectF(left, 0, width - GAP / 2, 0)))
        left += width
    return boxes


def _column_width(table: PaperTable, place: int) -> float:
    plain, bold = QFontMetricsF(_font(12)), QFontMetricsF(_font(12, bold=True))
    column = table.columns[place]
    widest = max(
        bold.horizontalAdvance(column.title),
        plain.horizontalAdvance(column.detail),
        bold.horizontalAdvance(column.total),
    )
    for row in range(0, table.count, max(1, table.count // 100)):
        cell = table.row(row)[place]
        glyph = GLYPH + 4 if cell.sign is not Sign.NONE else 0
        widest = max(widest, plain.horizontalAdvance(cell.text) + glyph)
    return min(widest, WIDEST) + GAP


def _font(pixels: int, *, bold: bool = False) -> QFont:
    made = theme.font("print", bold=bold)
    made.setPixelSize(pixels)
    return made


def _write(painter: QPainter, box: QRectF, words: str, face: QFont, side: str = "left") -> float:
    """Write one line, cut with … where it is too long; return its width."""
    painter.setFont(face)
    painter.setPen(BLACK)
    metrics = QFontMetricsF(face)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() + 1)
    flag = {
        "left": Qt.AlignmentFlag.AlignLeft,
        "right": Qt.AlignmentFlag.AlignRight,
        "middle": Qt.AlignmentFlag.AlignHCenter,
    }[side]
    painter.drawText(box, flag | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def _rule(painter: QPainter, top: float, width: float, thick: float, ink: QColor = BLACK) -> None:
    painter.setPen(QPen(ink, thick))
    painter.drawLine(QPointF(0, top), QPointF(width, top))
