"""Reads the XML that Excel 2002–2003 saves as 'XML spreadsheet', mostly named .xls."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from lxml import etree

from desktop_app.sheets.formats import GENERAL, Format, struck, understood
from desktop_app.sheets.grid import Grid
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.reading import reading
from desktop_app.sheets.struck import without_struck
from desktop_app.sheets.table import PLAIN, STRUCK, Content, Sheet
from desktop_app.sheets.xml_source import local, local_attributes, xml_events

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_NAMED = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Long Date": "yyyy年m月d日",
    "Medium Date": "d-mmm-yy",
    "Short Date": "yyyy/m/d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm",
    "Short Time": "h:mm",
    "Currency": "#,##0.00",
    "Euro Currency": "[$€-2] #,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": "General",
}
_ZERO = re.compile(r"0+(?:\.0+)?")
_HIDDEN = frozenset({"SheetHidden", "SheetVeryHidden"})
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_POINTS = 5.25
"""Points that one character takes in the width of a column."""


def spreadsheetml_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an XML spreadsheet; each is parsed when it is read.

    Raises:
        RefusedError: It is damaged, or declares a document type.
    """
    book = _Book()
    book.run(data)
    if not book.names:
        raise RefusedError(FileProblem.UNSUPPORTED, "XML")
    return tuple(
        Sheet(name, place in book.hidden, reading(path, partial(_content, data, place)))
        for place, name in enumerate(book.names)
    )


def _content(data: bytes, place: int) -> Content:
    book = _Book(place)
    book.run(data)
    return book.grid.content()


class _Book:
    """Runs through the elements; gathers the names of all sheets and the cells of one.

    Attributes:
        names: Names of the sheets.
        hidden: Places of hidden sheets.
        grid: Cells of the sheet that is wanted.
    """

    def __init__(self, wanted: int = -1) -> None:
        self.names: list[str] = []
        self.hidden: set[int] = set()
        self.grid = Grid()
        self._wanted = wanted
        self._is_in_table = False
        self._formats: dict[str, Format] = {}
        self._style = ""
        self._row = self._column = 0
        self._at: dict[str, str] = {}
        self._look_of_row = ""
        self._looks_of_columns: dict[int, str] = {}
        self._data: etree._Element | None = None

    def run(self, data: bytes) -> None:
        """Run through the whole document."""
        for event, element in xml_events(data):
            name = local(element.tag)
            if event == "start":
                self._begin(name, element)
            else:
                self._end(name, element)

    def _begin(self, name: str, element: etree._Element) -> None:
        at = local_attributes(element)
        if name == "Worksheet":
            self.names.append(at.get("Name", ""))
            self._is_in_table = False
        elif name == "Style":
            self._style = at.get("ID", "")
            self._formats[self._style] = self._formats.get(at.get("Parent", ""), GENERAL)
        elif name == "NumberFormat":
            code = at.get("Format", "General")
            found = understood(_NAMED.get(code, code))
            is_struck = self._formats.get(self._style, GENERAL).look.struck
            self._formats[self._style] = struck(found) if is_struck else found
        elif name == "Font" and at.get("StrikeThrough", "0") == "1":
            self._formats[self._style] = struck(self._formats.get(self._style, GENERAL))
        elif name == "Table":
            self._is_in_table = len(self.names) - 1 == self._wanted
            self._row = self._column = 0
            self._looks_of_columns = {}
        elif self._is_in_table:
            self._begin_part(name, at)

    def _begin_part(self, name: str, at: dict[str, str]) -> None:
        if name == "Column":
            self._take_column(at)
        elif name == "Row":
            self._row = _place(at, "Index", self._row + 1, _LAST_ROW)
            self._look_of_row = at.get("StyleID", "")
            self._column = 0
            if _is_hidden(at, "Height"):
                last = min(self._row + _whole(at, "Span"), _LAST_ROW)
                self.grid.marks.hidden_rows.update(range(self._row, last + 1))
        elif name == "Cell":
            self._column = _place(at, "Index", self._column + 1, _LAST_COLUMN)
            self._at, self._data = at, None

    def _take_column(self, at: dict[str, str]) -> None:
        first = _place(at, "Index", self._column + 1, _LAST_COLUMN)
        self._column = min(first + _whole(at, "Span"), _LAST_COLUMN)
        if _is_hidden(at, "Width"):
            self.grid.marks.hidden_columns.update(range(first - 1, self._column))
        with suppress(ValueError):
            width = float(at.get("Width", "")) / _POINTS
            self.grid.marks.widths |= dict.fromkeys(range(first - 1, self._column), width)
        if "StyleID" in at:
            looks = dict.fromkeys(range(first - 1, self._column), at["StyleID"])
            self._looks_of_columns |= looks

    def _end(self, name: str, element: etree._Element) -> None:
        if name == "Visible" and (element.text or "") in _HIDDEN:
            self.hidden.add(len(self.names) - 1)
        elif name == "Date1904":
            self.grid.marks.is_1904 = True
        elif not self._is_in_table:
            if name in {"Row", "Worksheet"}:
                element.clear()
        elif name == "Data" and local(getattr(element.getparent(), "tag", "")) == "Cell":
            self._data = element
        elif name == "Comment":
            said = "".join(map(str, element.itertext())).strip()
            self.grid.marks.comments[self._row, self._column - 1] = said
        elif name == "Cell":
            self._take_cell()
        elif name == "Row":
            self._row += _whole(local_attributes(element), "Span")
            element.clear()
        elif name == "Table":
            self._is_in_table = False
            element.clear()

    def _take_cell(self) -> None:
        row, column = self._row, self._column - 1
        across, down = _whole(self._at, "MergeAcross"), _whole(self._at, "MergeDown")
        last_row, last = min(row + down, _LAST_ROW), min(column + across, _LAST_COLUMN - 1)
        self.grid.merge(row, column, last_row, last)
        self._column = last + 1
        kind = local_attributes(self._data).get("Type", "String") if self._data is not None else ""
        text = "".join(map(str, self._data.itertext())) if self._data is not None else ""
        if "Formula" in self._at and not text and kind != "String":
            self.grid.marks.no_value.add((row, column))
        elif kind == "Number":
            self.grid.number(row, column, float(text), self._format(column))
        elif kind == "DateTime":
            self._take_date(row, column, text)
        elif kind == "Error":
            self.grid.error(row, column, text)
        else:
            left = without_struck(_runs(self._data)) if self._data is not None else None
            if left is not None or self._format(column).look.struck:
                self.grid.marks.note_look(row, column, STRUCK)
            text = text if left is None else left
            self.grid.put(row, column, text.strip() == "1" if kind == "Boolean" else text)

    def _take_date(self, row: int, column: int, text: str) -> None:
        found = dt.datetime.fromisoformat(text.strip())
        look = self._format(column).look
        if look != PLAIN:
            self.grid.marks.note_look(row, column, look)
        self.grid.put(row, column, found if found.time() != dt.time() else found.date())

    def _format(self, column: int) -> Format:
        style = self._at.get("StyleID") or self._look_of_row or self._looks_of_columns.get(column)
        return self._formats.get(style or "", GENERAL)


def _runs(element: etree._Element, *, is_struck: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each stands within a mark that strikes it through."""
    yield element.text or "", is_struck
    for part in element:
        yield from _runs(part, is_struck=is_struck or local(part.tag) == "S")
        yield part.tail or "", is_struck


def _place(at: dict[str, str], name: str, usual: int, last: int) -> int:
    place = int(at.get(name, usual))
    if not 1 <= place <= last:
        raise RefusedError(FileProblem.CORRUPT)
    return place


def _whole(at: dict[str, str], name: str) -> int:
    return max(int(at.get(name, 0)), 0)


def _is_hidden(at: dict[str, str], size: str) -> bool:
    return at.get("Hidden") == "1" or bool(_ZERO.fullmatch(at.get(size, "")))
