"""How a sheet of an .xlsb looks: its cell formats as those of a workbook."""

from __future__ import annotations

import struct
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from desktop_app.sheets.formats import BUILT_IN
from desktop_app.sheets.returned.xls_look import ACROSS, DOWN, FILLS, LINES, MOST_TURNED, of
from desktop_app.sheets.xlsb.biff12 import records, wide_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.styles.colors import Color

_ROW, _COLUMNS, _PANE = 0, 60, 151
_CELLS = frozenset({*range(1, 12), 62})
_FONT, _FORMAT, _FILL, _BORDER, _XF, _OWN_COLOUR = 43, 44, 45, 46, 47, 475
_FORMATS_BEGIN, _FORMATS_END = 617, 618
_BOLD, _ITALIC, _STRUCK = 700, 0x02, 0x08
_BY_HAND, _FROZEN, _WRAPPED = 0x20, 0x03, 0x40
_TWIPS, _WIDTHS, _TINTS = 20, 256, 32_767
_INDEXED, _LIT, _OF_THEME = 1, 2, 3
_SIDES = (1, 11, 21, 31)
"""Where a border's top, bottom, left and right side begin."""
_WIDEST = 16_384


class XlsbLook:
    """The look of one sheet.

    Args:
        data: The sheet's part.
        rows: Numbers of the rows whose styles are wanted, from 1.

    Attributes:
        widths: Widths of columns in characters.
        heights: Heights of rows in points, where they were set by hand.
        fitted: Heights of other rows, as the program that saved them fitted them.
        frozen: How many rows and columns stay in view.
        cells: Number of the cell format of each cell of the rows.
    """

    def __init__(self, data: bytes, rows: Collection[int]) -> None:
        self.widths: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        self.fitted: dict[int, float] = {}
        self.frozen = (0, 0)
        self.cells: dict[int, dict[int, int]] = {number: {} for number in rows}
        self._row = 0
        last = max(rows, default=0)
        for kind, body in records(data):
            self._take(kind, body)
            if self._row > last:
                break

    def _take(self, kind: int, body: bytes) -> None:
        if kind in _CELLS:
            if self._row in self.cells:
                column, style = struct.unpack_from("<II", body)
                self.cells[self._row][column] = style & 0xFFFFFF
        elif kind == _ROW:
            row, _style, height = struct.unpack_from("<IIH", body)
            self._row = row + 1
            if self._row in self.cells:
                heights = self.heights if body[11] & _BY_HAND else self.fitted
                heights[self._row] = height / _TWIPS
        elif kind == _COLUMNS:
            first, last, width = struct.unpack_from("<III", body)
            if width:
                own = range(first, min(last + 1, _WIDEST))
                self.widths |= dict.fromkeys(own, width / _WIDTHS)
        elif kind == _PANE and body[28] & _FROZEN:
            columns, rows = struct.unpack_from("<dd", body)
            self.frozen = int(rows), int(columns)


class XlsbStyles:
    """The cell formats of an .xlsb as styles of an empty workbook, each made when it is asked for.

    Args:
        data: The part of the styles.
        theme: The part of the theme that its colours are of, or nothing.

    Attributes:
        styled: The workbook.
    """

    def __init__(self, data: bytes, theme: bytes) -> None:
        from openpyxl import Workbook

        self.styled: Workbook = Workbook()
        self.styled.loaded_theme = theme or None
        self._parts: dict[int, list[bytes]] = {_FONT: [], _FILL: [], _BORDER: [], _OWN_COLOUR: []}
        self._formats: list[bytes] = []
        self._codes: dict[int, str] = {}
        self._made: dict[int, int] = {}
        is_inside = False
        for kind, body in records(data):
            if kind in {_FORMATS_BEGIN, _FORMATS_END}:
                is_inside = kind == _FORMATS_BEGIN
            elif kind == _XF and is_inside:
                self._formats.append(body)
            elif kind == _FORMAT:
                self._codes[int.from_bytes(body[:2], "little")] = wide_text(body, 2)[0]
            elif kind in self._parts:
                self._parts[kind].append(body)

    def number(self, cell_format: int) -> int:
        """Return the number of the style that a cell format is."""
        if cell_format not in self._made:
            self._made[cell_format] = self._style(self._formats[cell_format])
        return self._made[cell_format]

    def _style(self, body: bytes) -> int:
        from openpyxl.cell import Cell
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        _parent, number, font, fill, border = struct.unpack_from("<5H", body)
        cell = Cell(self.styled.worksheets[0], 1, 1)
        known = self._codes.get(number) or BUILT_IN.get(number) or BUILTIN_FORMATS.get(number)
        cell.number_format = known or "General"
        cell.alignment = _alignment(body)
        if letters := self._part(_FONT, font):
            cell.font = self._font(letters)
        if sides := self._part(_BORDER, border):
            cell.border = self._border(sides)
        if (ground := self._part(_FILL, fill)) and (painted := self._fill(ground)):
            cell.fill = painted
        return int(cell.style_id)

    def _part(self, kind: int, number: int) -> bytes:
        own = self._parts[kind]
        return own[number] if number < len(own) else b""

    def _font(self, body: bytes) -> Font:
        from openpyxl.styles import Font

        height, options, weight, _shift, line = struct.unpack_from("<HHHHB", body)
        return Font(
            name=wide_text(body, 21)[0],
            sz=height / _TWIPS,
            b=weight >= _BOLD,
            i=bool(options & _ITALIC),
            strike=bool(options & _STRUCK),
            u="single" if line else None,
            color=self._colour(body, 12),
        )

    def _border(self, body: bytes) -> Border:
        from openpyxl.styles import Border, Side

        top, bottom, left, right = (
            Side(of(LINES, body[at]), self._colour(body, at + 2)) for at in _SIDES
        )
        return Border(top=top, bottom=bottom, left=left, right=right)

    def _fill(self, body: bytes) -> PatternFill | None:
        from openpyxl.styles import PatternFill

        kind = of(FILLS, int.from_bytes(body[:4], "little"))
        if kind is None:
            return None
        front, back = self._colour(body, 4) or "FF000000", self._colour(body, 12) or "FFFFFFFF"
        return PatternFill(kind, front, back)

    def _colour(self, body: bytes, place: int) -> Color | None:
        """Return a colour, or None for the one that every program takes for itself."""
        from openpyxl.styles.colors import COLOR_INDEX, Color

        how, number, tint = struct.unpack_from("<BBh", body, place)
        own = self._parts[_OWN_COLOUR]
        known: dict[str, Any] = {}
        if how >> 1 == _OF_THEME:
            known = {"theme": number}
        elif how >> 1 == _LIT:
            known = {"rgb": f"FF{body[place + 4 : place + 7].hex().upper()}"}
        elif how >> 1 == _INDEXED and number < len(own):
            known = {"rgb": f"FF{own[number][:3].hex().upper()}"}
        elif how >> 1 == _INDEXED and number < len(COLOR_INDEX) - 2:
            known = {"rgb": f"FF{COLOR_INDEX[number][2:]}"}
        return Color(**known, tint=tint / _TINTS) if known else None


def _alignment(body: bytes) -> Alignment:
    from openpyxl.styles import Alignment

    turn, indent, way = body[10:13]
    return Alignment(
        horizontal=of(ACROSS, way & 0x07),
        vertical=of(DOWN, way >> 3 & 0x07) or "bottom",
        wrap_text=bool(way & _WRAPPED),
        text_rotation=turn if turn <= MOST_TURNED else 0,
        indent=indent,
    )
