"""The styles of a workbook that is being written, made of other workbooks' styles as they come."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

_PARTS = ("font", "fill", "border", "alignment", "protection", "number_format")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a cell is to look like.

    Attributes:
        ground: Colour of its ground where it is marked, or "".
        number: Number format where the cell has no other, or "".
        quoted: Whether its text stays a text when it is typed again.
        wrapped: Whether it goes on in further lines.
        bold: Whether it is set in bold.
    """

    ground: str = ""
    number: str = ""
    quoted: bool = False
    wrapped: bool = False
    bold: bool = False


class Palette:
    """Numbers of the styles of one workbook, each style made once."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.worksheets[0]
        self._books: dict[int, Workbook] = {}
        self._known: dict[tuple[int, int, Wish], int] = {}

    def number(self, source: Workbook | None, style: int, wish: Wish) -> int:
        """Return the number of a style of another workbook as it is wished for.

        Args:
            source: The other workbook, or None for a plain cell.
            style: Number of the style in it.
            wish: What is changed about it.
        """
        if source is not None:
            # It is kept, so that no other workbook gets its id.
            self._books[id(source)] = source
        key = (id(source) if source is not None else 0, style, wish)
        if key not in self._known:
            self._known[key] = self._made(source, style, wish)
        return self._known[key]

    def _made(self, source: Workbook | None, style: int, wish: Wish) -> int:
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = Cell(self._sheet, 1, 1)
        if source is not None:
            _adopt(cell, source, style)
        if wish.ground:
            cell.fill = PatternFill("solid", wish.ground)
        if wish.number and cell.number_format == "General":
            cell.number_format = wish.number
        if wish.wrapped:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        if wish.bold:
            cell.font = Font(bold=True)
        if wish.quoted:
            cell.quotePrefix = True
        return int(cell.style_id)


def _adopt(cell: Cell, source: Workbook, style: int) -> None:
    from openpyxl.cell import Cell

    # There is no other way to a style by its number.
    styles = source._cell_styles  # type: ignore[attr-defined] # noqa: SLF001
    if not 0 <= style < len(styles):
        return
    there = Cell(source.worksheets[0], 1, 1, style_array=styles[style])
    for part in _PARTS:
        setattr(cell, part, copy(getattr(there, part)))
