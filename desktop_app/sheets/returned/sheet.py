"""One sheet of rows that go back to a person: the reason first, then the row as it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from math import ceil

from desktop_app.sheets.returned.appearance import Appearance
from desktop_app.sheets.returned.cells import cell_xml, is_formula_like, number_format, tidied
from desktop_app.sheets.table import Merge, Row, column_name
from desktop_app.sheets.writing.palette import Palette, Wish
from desktop_app.sheets.writing.shell import text_width

REFUSED, ASKED = "FFFFC7CE", "FFFFEB9C"
"""Grounds of cells of refused and of questioned rows, as spreadsheet programs paint bad ones."""

_SPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_REASON_WIDTH = 46.0
_ROW_HEIGHT = 15.0
_MOST_LINES = 8
_NARROWEST, _WIDEST = 8.0, 48.0
_MEASURED = 200
_FREEZABLE = 12
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One row that goes back.

    Attributes:
        number: Its number in the sheet that it comes from.
        cells: Its cells, from column A on.
        reason: Why it goes back; "" for titles and headings.
        ground: Ground of the cells that are to blame: REFUSED or ASKED.
        comments: What is to be said of cells, by column.
        formats: Number formats of cells that have no style, by column.
    """

    number: int
    cells: Row
    reason: str = ""
    ground: str = ""
    comments: Mapping[int, str] = field(default_factory=dict)
    formats: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """One sheet that goes back.

    Attributes:
        name: Its tab.
        lines: Its rows in their order; run through once.
        heading: First and last row of its heading, numbered as in the sheet that it comes from.
        about: Comment on the heading of the reasons.
        look: How the sheet looks that it comes from.
        merges: Merged ranges of that sheet; those of titles and headings are kept.
        codes: Columns whose cells stay text when they are typed again.
        without: Column that is left out, for it holds earlier reasons; or -1.
        commented: Whether cells carry comments; many thousands of them make a workbook slow.
    """

    name: str
    lines: Iterable[Line]
    heading: tuple[int, int]
    about: str = ""
    look: Appearance = field(default_factory=Appearance)
    merges: Sequence[Merge] = ()
    codes: frozenset[int] = frozenset()
    without: int = -1
    commented: bool = True

    def column(self, index: int) -> int:
        """Return where a column stands now, from 0; the reasons stand before all others."""
        return index if 0 <= self.without < index else index + 1


class SheetParts:
    """The XML of one sheet, made as it is written.

    Args:
        sheet: What goes back.
        palette: Styles of the workbook.
        heading: What stands above the reasons.

    Attributes:
        comments: Comments by cell, once all parts were taken.
    """

    def __init__(self, sheet: ReturnedSheet, palette: Palette, heading: str) -> None:
        self.comments: dict[str, str] = {}
        self._sheet = sheet
        self._palette = palette
        self._heading = heading
        # Where the rows of titles and headings stand now, by their numbers.
        self._placed: dict[int, int] = {}
        self._last = 0
        self._letters: list[str] = []

    def parts(self) -> Iterator[str]:
        """Yield the sheet from its beginning to its end."""
        lines = iter(self._sheet.lines)
        first = list(islice(lines, _MEASURED))
        yield self._head(first)
        made = map(self._row, chain(first, lines))
        while batch := list(islice(made, _BATCH)):
            yield "".join(batch)
        yield self._tail()

    def _head(self, first: Sequence[Line]) -> str:
        widths = {**_needed(first), **self._sheet.look.widths}
        shown = {self._sheet.column(i): w for i, w in widths.items() if i != self._sheet.without}
        columns = "".join(
            f'<col min="{place + 1}" max="{place + 1}" width="{width:.2f}" customWidth="1"/>'
            for place, width in sorted({**shown, 0: _REASON_WIDTH}.items())
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet {_SPACES}>'
            f'<sheetViews><sheetView workbookViewId="0">{self._pane()}</sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="{_ROW_HEIGHT}"/><cols>{columns}</cols><sheetData>'
        )

    def _pane(self) -> str:
        rows, columns = self._sheet.look.frozen
        if not (rows or columns) and self._sheet.heading[1] <= _FREEZABLE:
            rows = self._sheet.heading[1]
        columns = self._sheet.column(columns - 1) + 1 if columns else 1
        corner = f"{column_name(columns)}{rows + 1}"
        split = f' ySplit="{rows}"' if rows else ""
        side = "bottomRight" if rows else "topRight"
        return (
            f'<pane xSplit="{columns}"{split} topLeftCell="{corner}" activePane="{side}" '
            'state="frozen"/>'
        )

    def _row(self, line: Line) -> str:
        self._last += 1
        number = self._last
        if not line.reason:
            self._placed[line.number] = number
        tall = self._tall(line)
        cells = [self._reason(line, number)]
        styles = self._sheet.look.styles.get(line.number, {})
        width = max(len(line.cells), max(styles, default=-1) + 1)
        cells += [
            self._cell(line, index, styles.get(index), number)
            for index in range(width)
            if index != self._sheet.without
        ]
        return f'<row r="{number}"{tall}>{"".join(cells)}</row>'

    def _tall(self, line: Line) -> str:
        """Return how high a row is: as it was, and so that the whole reason is seen."""
        look = self._sheet.look
        height = look.heights.get(line.number, 0.0)
        lines = min(ceil(text_width(line.reason) / (_REASON_WIDTH - 2)), _MOST_LINES)
        if lines > 1:
            height = max(height, lines * _ROW_HEIGHT)
        if height:
            return f' ht="{height}" customHeight="1"'
        fitted = look.fitted.get(line.number, 0.0)
        return f' ht="{fitted}"' if fitted else ""

    def _cell(self, line: Line, index: int, style: int | None, number: int) -> str:
        cell = tidied(line.cells[index]) if index < len(line.cells) else ""
        where = f"{self._letter(self._sheet.column(index))}{number}"
        said = line.comments.get(index, "")
        if said and self._sheet.commented:
            self.comments[where] = said
        wish = Wish(
            ground=line.ground if said else "",
            number=line.formats.get(index)
            or number_format(cell, is_code=index in self._sheet.codes),
            quoted=is_formula_like(cell),
        )
        book = self._sheet.look.book if style is not None else None
        shown = self._palette.number(book, style or 0, wish)
        return cell_xml(where, shown, cell) if cell != "" or shown else ""

    def _letter(self, place: int) -> str:
        while len(self._letters) <= place:
            self._letters.append(column_name(len(self._letters)))
        return self._letters[place]

    def _reason(self, line: Line, number: int) -> str:
        where = f"A{number}"
        # A record of a form may begin in the row where its heading does.
        if line.number == self._sheet.heading[0] and not line.reason:
            if self._sheet.about:
                self.comments[where] = self._sheet.about
            style = self._palette.number(None, 0, Wish(bold=True, wrapped=True))
            return cell_xml(where, style, self._heading)
        if not line.reason:
            return ""
        style = self._palette.number(None, 0, Wish(ground=line.ground, wrapped=True))
        return cell_xml(where, style, tidied(line.reason))

    def _tail(self) -> str:
        merges = [self._range(merge) for merge in self._sheet.merges if self._is_kept(merge)]
        top, bottom = (self._placed.get(row, 0) for row in self._sheet.heading)
        if 0 < top < bottom:
            merges.append(f"A{top}:A{bottom}")
        cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
        merged = f'<mergeCells count="{len(merges)}">{cells}</mergeCells>' if merges else ""
        drawing = '<legacyDrawing r:id="anysvml"/>' if self.comments else ""
        return f"</sheetData>{merged}{drawing}</worksheet>"

    def _is_kept(self, merge: Merge) -> bool:
        """Whether a merged range lies in titles and headings."""
        top, left, bottom, _right = merge
        is_lead = bottom - top < _FREEZABLE and all(
            row in self._placed for row in range(top, bottom + 1)
        )
        return is_lead and left != self._sheet.without

    def _range(self, merge: Merge) -> str:
        top, left, bottom, right = merge
        first, last = self._sheet.column(left), self._sheet.column(right)
        return f"{column_name(first)}{self._placed[top]}:{column_name(last)}{self._placed[bottom]}"


def _needed(lines: Sequence[Line]) -> dict[int, float]:
    """Return how wide the columns of a sheet are that has no widths of its own."""
    found: dict[int, float] = {}
    for line in lines:
        if len([cell for cell in line.cells if cell != ""]) < 2:
            # A title reaches over the columns beside it.
            continue
        for index, cell in enumerate(line.cells):
            wide = min(ceil(text_width(str(cell))) + 2.0, _WIDEST) if cell != "" else 0.0
            found[index] = max(found.get(index, _NARROWEST), wide)
    return found
