"""Reads .ods, the sheets of LibreOffice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from lxml import etree

from desktop_app.sheets import caps
from desktop_app.sheets.formats import Format
from desktop_app.sheets.grid import Grid
from desktop_app.sheets.ods.styles import DATA_STYLES, OdsStyles
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.reading import reading
from desktop_app.sheets.struck import without_struck
from desktop_app.sheets.table import PLAIN, STRUCK, Cell, Content, Sheet
from desktop_app.sheets.xml_source import drop, local, local_attributes, part_events

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELL = _TABLE + "table-cell"
_REPEATED, _ROWS_REPEATED = _TABLE + "number-columns-repeated", _TABLE + "number-rows-repeated"
_STYLE, _CELL_STYLE = _TABLE + "style-name", _TABLE + "default-cell-style-name"
_ACROSS, _DOWN = _TABLE + "number-columns-spanned", _TABLE + "number-rows-spanned"
_FORMULA, _VISIBILITY, _DISPLAY = _TABLE + "formula", _TABLE + "visibility", _TABLE + "display"
_KIND, _OWN_KIND = _OFFICE + "value-type", _CALC + "value-type"
_VALUE, _DATE, _TIME = _OFFICE + "value", _OFFICE + "date-value", _OFFICE + "time-value"
_TRUTH = _OFFICE + "boolean-value"
_ANNOTATION = _OFFICE + "annotation"
_NUMBERS = frozenset({"float", "percentage", "currency"})
_PARAGRAPH = _TEXT + "p"
_HIDDEN = frozenset({"collapse", "filter"})
_GROUPS = frozenset({"table-row-group", "table-column-group"})
_WANTED = (
    *("table", "table-row", "table-column", "table-source", "null-date", "style"),
    *_GROUPS,
    *DATA_STYLES,
)
_ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:\d+")
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_BLANKS = {"tab": "\t", "line-break": "\n"}
_NOTES = frozenset({"annotation", "note", "ruby-text"})
_LAST_ROW = 1_048_576
_WIDEST = caps.WIDEST + 1
"""One beyond what is taken, so that what is left out is told."""
_MIDNIGHT = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - the hours of a cell have no time zone


def ods_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an .ods.

    Raises:
        RefusedError: It is encrypted or damaged, or declares a document type.
        OverCapError: It holds too many cells.
    """
    book = _Book()
    book.run(data)
    if not book.names:
        raise RefusedError(FileProblem.CORRUPT)
    return tuple(
        Sheet(name, name in book.hidden, reading(path, partial(_content, data, place, book.grids)))
        for place, name in enumerate(book.names)
    )


def _content(data: bytes, place: int, known: dict[int, Grid]) -> Content:
    # What was gathered while the sheets were listed is used once; who reads again, parses again.
    grid = known.pop(place, None)
    if grid is None:
        book = _Book(place)
        book.run(data)
        grid = book.grids[place]
    return grid.content()


class _Book:
    """Runs through the content and gathers its sheets.

    Attributes:
        names: Names of the sheets.
        hidden: Names of those that are hidden.
        grids: Cells of the sheets that are wanted, by their place.
    """

    def __init__(self, wanted: int | None = None) -> None:
        self.names: list[str] = []
        self.hidden: set[str] = set()
        self.grids: dict[int, Grid] = {}
        self._wanted = wanted
        self._styles = OdsStyles()
        self._sheet: _Sheet | None = None
        self._is_1904 = False
        self._depth = 0

    def run(self, data: bytes) -> None:
        """Run through the whole content."""
        with caps.check_zip(data) as archive:
            for part in ("styles.xml", "content.xml"):
                for event, element in part_events(archive, part, _WANTED):
                    if event == "start":
                        self._begin(local(element.tag), element)
                    else:
                        self._end(local(element.tag), element)

    def _begin(self, name: str, element: etree._Element) -> None:
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._begin_table(element)
        elif name in _GROUPS and self._sheet is not None:
            self._sheet.begin_group(element)

    def _begin_table(self, element: etree._Element) -> None:
        at = local_attributes(element)
        self.names.append(at.get("name", ""))
        if at.get("style-name") in self._styles.hidden_tables:
            self.hidden.add(self.names[-1])
        place = len(self.names) - 1
        self._sheet = None
        if self._wanted in {None, place}:
            self._sheet = _Sheet(self._styles)
            self._sheet.grid.marks.is_1904 = self._is_1904
            self.grids[place] = self._sheet.grid

    def _end(self, name: str, element: etree._Element) -> None:
        if name == "table":
            self._depth -= 1
            self._sheet = self._sheet if self._depth else None
            drop(element)
        elif name == "table-source" and self.names:
            # A copy of somebody else's sheet, kept to work out formulas with.
            self.grids.pop(len(self.names) - 1, None)
            self.names.pop()
            self._sheet = None
        elif name == "style" or name in DATA_STYLES:
            self._styles.take(name, element)
        elif name == "null-date":
            self._is_1904 = local_attributes(element).get("date-value") == "1904-01-01"
        elif name == "table-row":
            if self._sheet is not None:
                self._sheet.end_row(element)
            drop(element)
        elif self._sheet is not None:
            if name == "table-column":
                self._sheet.take_column(element)
            elif name in _GROUPS:
                self._sheet.end_group()


class _Sheet:
    """A sheet whose rows come by.

    Attributes:
        grid: What was gathered.
    """

    def __init__(self, styles: OdsStyles) -> None:
        self.grid = Grid()
        self._styles = styles
        self._row = 0
        self._width = 0
        self._column_styles: list[str] = []
        self._row_style = ""
        self._folded: list[bool] = []
        self._known: dict[tuple[str, str], Format] = {}

    def begin_group(self, element: etree._Element) -> None:
        """Go into rows or columns that can be folded away."""
        self._folded.append(element.get(_DISPLAY) == "false")

    def end_group(self) -> None:
        """Come out of them."""
        self._folded = self._folded[:-1]

    def take_column(self, element: etree._Element) -> None:
        """Take a column, or several that are alike."""
        last = min(self._width + _count(element, _REPEATED), caps.WIDEST)
        if element.get(_VISIBILITY) in _HIDDEN or any(self._folded):
            self.grid.marks.hidden_columns.update(range(self._width, last))
        self._column_styles += [element.get(_CELL_STYLE, "")] * (last - self._width)
        self._width = last

    def end_row(self, element: etree._Element) -> None:
        """Take a row that is complete, or several that are alike."""
        first = self._row + 1
        self._row += _count(element, _ROWS_REPEATED)
        self._row_style = element.get(_CELL_STYLE, "")
        column, has_cells = 0, False
        for cell in element:
            repeated = cell.get(_REPEATED)
            count = 1 if repeated is None else max(int(repeated), 1)
            if cell.tag == _CELL:
                kind = cell.get(_KIND)
                if kind is not None or len(cell) or cell.get(_FORMULA) is not None:
                    has_cells = True
                    self._take(first, range(column, min(column + count, _WIDEST)), cell, kind)
            column += count
        if not has_cells:
            return
        last = min(self._row, _LAST_ROW)
        if element.get(_VISIBILITY) in _HIDDEN or any(self._folded):
            self.grid.marks.hidden_rows.update(range(first, last + 1))
        if last > first:
            self.grid.repeat(first, last)

    def _take(self, row: int, columns: range, cell: etree._Element, kind: str | None) -> None:
        """Take a cell, or several beside each other that are alike."""
        across, down = cell.get(_ACROSS), cell.get(_DOWN)
        noted = next((part for part in cell if part.tag == _ANNOTATION), None)
        if noted is not None:
            self.grid.marks.comments[row, columns.start] = _text(noted)
        if across or down:
            self._merge(row, columns.start, int(across or 1), int(down or 1))
        if kind in _NUMBERS:
            number = float(cell.get(_VALUE, ""))
            for column in columns:
                self.grid.number(row, column, number, self._look(column, cell, kind))
            return
        text = _text(cell)
        if kind == "date":
            self._take_date(row, columns, cell)
        elif cell.get(_FORMULA) is not None and self._is_broken(row, columns, cell, text):
            return
        else:
            value = text if kind is None or kind == "string" else _value(kind, cell)
            left = without_struck(_runs(cell, self._styles.struck)) if self._styles.struck else None
            for column in columns:
                if left is not None or self._is_struck(column, cell):
                    self.grid.marks.note_look(row, column, STRUCK)
                self.grid.put(row, column, value if left is None else left)

    def _is_struck(self, column: int, cell: etree._Element) -> bool:
        return bool(self._styles.struck) and self._look(column, cell, "string").look.struck

    def _merge(self, row: int, column: int, across: int, down: int) -> None:
        self.grid.merge(row, column, row + max(down, 1) - 1, column + max(across, 1) - 1)

    def _is_broken(self, row: int, columns: range, cell: etree._Element, text: str) -> bool:
        """Note a formula whose result is an error or missing."""
        if cell.get(_OWN_KIND) == "error" or _ERROR.fullmatch(text):
            for column in columns:
                self.grid.error(row, column, text if text.startswith("#") else "#VALUE!")
            return True
        if cell.get(_KIND) is None and not text:
            self.grid.marks.no_value.update((row, column) for column in columns)
            return True
        return False

    def _take_date(self, row: int, columns: range, cell: etree._Element) -> None:
        found = dt.datetime.fromisoformat(cell.get(_DATE, ""))
        value = found if found.time() != _MIDNIGHT.time() else found.date()
        for column in columns:
            look = self._look(column, cell, "date").look
            if look != PLAIN:
                self.grid.marks.note_look(row, column, look)
            self.grid.put(row, column, value)

    def _look(self, column: int, cell: etree._Element, kind: str) -> Format:
        style = cell.get(_STYLE) or self._row_style
        if not style and column < len(self._column_styles):
            style = self._column_styles[column]
        known = self._known.get((style, kind))
        if known is None:
            known = self._known[style, kind] = self._styles.look(style, kind)
        return known


def _value(kind: str, cell: etree._Element) -> Cell:
    """Return a truth or a time."""
    if kind == "boolean":
        return cell.get(_TRUTH) == "true"
    span = _DURATION.fullmatch(cell.get(_TIME, ""))
    if span is None:
        return _text(cell)
    days, hours, minutes = (int(part or 0) for part in span.groups()[:3])
    found = dt.timedelta(days, float(span[4] or 0), minutes=minutes, hours=hours)
    return found if found.days else (_MIDNIGHT + found).time()


def _count(element: etree._Element, name: str) -> int:
    text = element.get(name)
    return 1 if text is None else max(int(text), 1)


def _text(cell: etree._Element) -> str:
    """Return a cell's paragraphs as lines; what is noted beside it is no part of it."""
    paragraphs = [part for part in cell if part.tag == _PARAGRAPH]
    if len(paragraphs) == 1 and not len(paragraphs[0]):
        return paragraphs[0].text or ""
    return "".join(text for text, _is_struck in _runs(cell, ()))


def _runs(cell: etree._Element, struck: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a cell's text, and whether each has a style that strikes it through."""
    paragraphs = [part for part in cell if part.tag == _PARAGRAPH]
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield "\n", False
        yield from _parts(paragraph, struck, is_struck=False)


def _parts(
    element: etree._Element, struck: Collection[str], *, is_struck: bool
) -> Iterator[tuple[str, bool]]:
    yield element.text or "", is_struck
    for part in element:
        name = local(part.tag)
        if name == "s":
            yield " " * min(int(part.get(_TEXT + "c", "1")), 1_000), is_struck
        elif name in _BLANKS:
            yield _BLANKS[name], is_struck
        elif name and name not in _NOTES:
            is_part = is_struck or part.get(_TEXT + "style-name") in struck
            yield from _parts(part, struck, is_struck=is_part)
        yield part.tail or "", is_struck
