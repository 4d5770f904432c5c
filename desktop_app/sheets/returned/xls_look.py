"""How a sheet of an .xls of Excel 97 to 2003 looks: its cell formats as those of a workbook."""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.sheets.formats import BUILT_IN
from desktop_app.sheets.xls.book import EOF, BiffBook, records, sheet_records
from desktop_app.sheets.xls.strings import wide_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill

_FONT, _FORMAT, _XF, _PALETTE = 0x0031, 0x041E, 0x00E0, 0x0092
_ROW, _PANE, _WINDOW, _MANY, _BLANKS = 0x0208, 0x0041, 0x023E, 0x00BD, 0x00BE
_CELLS = frozenset({0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x0205, 0x0006, 0x0206, 0x0406, 0x0201})
_NO_FONT, _FIRST_COLOUR, _BOLD = 4, 8, 700
_ITALIC, _STRUCK, _WRAPPED, _BY_HAND, _FROZEN = 0x0002, 0x0008, 0x08, 0x40, 0x08
_USUAL = 0x8000
_XF_SIZE, MOST_TURNED = 20, 180
_TWIPS = 20
LINES = (None, "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed",
          "dashDot", "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot")  # fmt: skip
FILLS = (None, "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical",
          "darkDown", "darkUp", "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical",
          "lightDown", "lightUp", "lightGrid", "lightTrellis", "gray125", "gray0625")  # fmt: skip
ACROSS = ("general", "left", "center", "right", "fill", "justify", "centerContinuous",
           "distributed")  # fmt: skip
DOWN = ("top", "center", "bottom", "justify", "distributed")


class XlsLook:
    """The look of one sheet.

    Args:
        book: The .xls; before Excel 97 nothing is told.
        start: Where the sheet's records begin.
        rows: Numbers of the rows whose styles are wanted, from 1.

    Attributes:
        heights: Heights of rows in points, where they were set by hand.
        fitted: Heights of other rows, as the program that saved them fitted them.
        frozen: How many rows and columns stay in view.
        cells: Number of the cell format of each cell of the rows.
    """

    def __init__(self, book: BiffBook, start: int, rows: Collection[int]) -> None:
        self.heights: dict[int, float] = {}
        self.fitted: dict[int, float] = {}
        self.frozen = (0, 0)
        self.cells: dict[int, dict[int, int]] = {number: {} for number in rows}
        self._is_frozen = False
        for kind, place, size in sheet_records(book.stream, start):
            self._take(kind, book.stream[place : place + size])

    def _take(self, kind: int, body: bytes) -> None:
        if kind in _CELLS:
            row, column, number = struct.unpack_from("<HHH", body)
            self._put(row, column, [number])
        elif kind in {_MANY, _BLANKS}:
            row, column = struct.unpack_from("<HH", body)
            step = 6 if kind == _MANY else 2
            places = range(4, len(body) - 2 - step + 1, step)
            self._put(row, column, [struct.unpack_from("<H", body, at)[0] for at in places])
        elif kind == _ROW:
            row, _first, _last, height = struct.unpack_from("<HHHH", body)
            if row + 1 in self.cells and not height & _USUAL:
                heights = self.heights if body[12] & _BY_HAND else self.fitted
                heights[row + 1] = height / _TWIPS
        elif kind == _WINDOW:
            # It stands before the pane that it speaks of.
            self._is_frozen = bool(body[0] & _FROZEN)
        elif kind == _PANE and self._is_frozen:
            columns, rows = struct.unpack_from("<HH", body)
            self.frozen = rows, columns

    def _put(self, row: int, column: int, numbers: Sequence[int]) -> None:
        if row + 1 in self.cells:
            self.cells[row + 1] |= {column + at: number for at, number in enumerate(numbers)}


class XlsStyles:
    """The cell formats of an .xls as styles of an empty workbook, each made when it is asked for.

    Args:
        book: The .xls.

    Attributes:
        styled: The workbook.
    """

    def __init__(self, book: BiffBook) -> None:
        from openpyxl import Workbook

        self.styled: Workbook = Workbook()
        self._fonts: list[bytes] = []
        self._formats: list[bytes] = []
        self._codes: dict[int, str] = {}
        self._colours: list[str] = []
        self._made: dict[int, int] = {}
        for kind, place, size in records(book.stream, 0):
            if kind == EOF:
                break
            self._take(kind, book.stream[place : place + size])

    def number(self, cell_format: int) -> int:
        """Return the number of the style that a cell format is."""
        if cell_format not in self._made:
            self._made[cell_format] = self._style(self._formats[cell_format])
        return self._made[cell_format]

    def _take(self, kind: int, body: bytes) -> None:
        if kind == _FONT:
            if len(self._fonts) == _NO_FONT:
                # No font has this number.
                self._fonts.append(b"")
            self._fonts.append(body)
        elif kind == _XF and len(body) >= _XF_SIZE:
            self._formats.append(body)
        elif kind == _FORMAT:
            self._codes[int.from_bytes(body[:2], "little")] = wide_text(body, 2)
        elif kind == _PALETTE:
            self._colours = [body[at : at + 3].hex().upper() for at in range(2, len(body) - 3, 4)]

    def _style(self, body: bytes) -> int:
        from openpyxl.cell import Cell
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        font, number = struct.unpack_from("<HH", body)
        cell = Cell(self.styled.worksheets[0], 1, 1)
        if font < len(self._fonts) and self._fonts[font]:
            cell.font = self._font(self._fonts[font])
        known = self._codes.get(number) or BUILT_IN.get(number) or BUILTIN_FORMATS.get(number)
        cell.number_format = known or "General"
        cell.alignment = _alignment(body)
        cell.border = self._border(body)
        fill = self._fill(body)
        if fill is not None:
            cell.fill = fill
        return int(cell.style_id)

    def _font(self, body: bytes) -> Font:
        from openpyxl.styles import Font

        height, options, colour, weight, _shift, line = struct.unpack_from("<HHHHHB", body)
        return Font(
            name=wide_text(body, 14, is_long=False),
            sz=height / _TWIPS,
            b=weight >= _BOLD,
            i=bool(options & _ITALIC),
            strike=bool(options & _STRUCK),
            u="single" if line else None,
            color=self._colour(colour),
        )

    def _border(self, body: bytes) -> Border:
        from openpyxl.styles import Border, Side

        kinds, colours = struct.unpack_from("<II", body, 10)
        lit = (kinds >> 16 & 0x7F, kinds >> 23 & 0x7F, colours & 0x7F, colours >> 7 & 0x7F)
        sides = [
            Side(of(LINES, kinds >> shift & 0xF), self._colour(colour) if kinds else None)
            for shift, colour in zip((0, 4, 8, 12), lit, strict=True)
        ]
        left, right, top, bottom = sides
        return Border(left=left, right=right, top=top, bottom=bottom)

    def _fill(self, body: bytes) -> PatternFill | None:
        from openpyxl.styles import PatternFill

        [kinds, colours] = struct.unpack_from("<IH", body, 14)
        kind = of(FILLS, kinds >> 26)
        if kind is None:
            return None
        front = self._colour(colours & 0x7F) or "FF000000"
        return PatternFill(kind, front, self._colour(colours >> 7 & 0x7F) or "FFFFFFFF")

    def _colour(self, number: int) -> str | None:
        """Return a colour, or None for the one that every program takes for itself."""
        from openpyxl.styles.colors import COLOR_INDEX

        own = number - _FIRST_COLOUR
        if 0 <= own < len(self._colours):
            return f"FF{self._colours[own]}"
        # The last two are those of the system.
        return f"FF{COLOR_INDEX[number][2:]}" if number < len(COLOR_INDEX) - 2 else None


def _alignment(body: bytes) -> Alignment:
    from openpyxl.styles import Alignment

    way, turn, indent = body[6:9]
    return Alignment(
        horizontal=of(ACROSS, way & 0x07),
        vertical=of(DOWN, way >> 4 & 0x07) or "bottom",
        wrap_text=bool(way & _WRAPPED),
        text_rotation=turn if turn <= MOST_TURNED else 0,
        indent=indent & 0x0F,
    )


def of(words: Sequence[str | None], number: int) -> Any:  # noqa: ANN401 - words of openpyxl
    """Return the word that openpyxl has for a number of the file."""
    return words[number] if number < len(words) else None
