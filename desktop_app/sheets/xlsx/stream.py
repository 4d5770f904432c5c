"""Takes the rows of an .xlsx sheet out of its XML one by one.

For sheets that are too large, or reach too far, to be taken at once: what is held is a window of
the part and the texts that its cells share.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from desktop_app.sheets import caps
from desktop_app.sheets.formats import Format
from desktop_app.sheets.grid import moment
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.table import Cell, Marks, Row, column_index
from desktop_app.sheets.xlsx.book import plain_text, rich_text
from desktop_app.sheets.xlsx.ooxml import fragment
from desktop_app.sheets.xml_source import local, local_attributes

_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*?)(/?)>")
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']")
# A cell as most programs write it; one that looks otherwise is taken apart piece by piece.
_CELL = re.compile(
    rb'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="(\w+)")?'
    rb"(?:/>|>(?:<f>[^<]*</f>|<f [^<>]*(?:/>|>[^<]*</f>)|<f/>)?"
    rb"(?:<v>([^<]*)</v>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>|<v/>)?</c>)"
)
_ROW_END = b"</row>"
_ANY_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_PLACE = re.compile(r"([A-Za-z]+)(\d+)")
_LAST_ROW = 1_048_576


class XlsxRows:
    """Makes rows of a sheet's XML.

    Args:
        texts: The texts that cells share.
        looks: Number format of each cell format.
        marks: What the sheet hides or breaks; cells far away are added to it.
    """

    def __init__(self, texts: Sequence[str], looks: Sequence[Format], marks: Marks) -> None:
        self._texts = texts
        self._marks = marks
        self._columns: dict[bytes, int] = {}
        self._dates = {
            str(number).encode(): look for number, look in enumerate(looks) if look.is_date
        }
        self._value: dict[bytes, Callable[[bytes, bytes], Cell]] = {
            b"": self._number,
            b"n": self._number,
            b"s": self._shared,
            b"str": lambda value, _style: plain_text(value),
            b"inlineStr": lambda value, _style: plain_text(value),
            b"b": lambda value, _style: value.strip() in {b"1", b"true"},
            b"e": lambda _value, _style: "",
            b"d": _iso,
        }

    def numbered(self, windows: Iterator[bytes]) -> Iterator[tuple[int, Row]]:
        """Yield the rows that have a value, with their numbers, as they come."""
        number = 0
        for window in windows:
            places = [found for found in _ROW.finditer(window) if not found[2]]
            if _ANY_CELL.search(window, 0, places[0].start() if places else len(window)):
                raise RefusedError(FileProblem.CORRUPT)
            ends = [*(found.start() for found in places[1:]), len(window)]
            for found, end in zip(places, ends, strict=False):
                said = _ROW_NUMBER.search(found[1])
                number = int(said[1]) if said else number + 1
                if not 1 <= number <= _LAST_ROW:
                    raise caps.OverCapError
                row = self._row(_inside(window[found.end() : end]), number)
                if row:
                    yield number, row

    def _row(self, data: bytes, number: int) -> Row:
        row: Row = []
        cells = _CELL.findall(data)
        if len(cells) != data.count(b"<c ") or b":c " in data:
            return self._odd_row(data, number)
        value, columns = self._value, self._columns
        for letters, style, kind, text, inline in cells:
            said = text or inline
            if not said:
                continue
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_index(letters.decode())
            cell = value[kind](said, style)
            width = len(row)
            if column == width < caps.WIDEST:
                row.append(cell)
            elif column >= width:
                self._put(row, number, column, cell)
            else:
                # Cells go from left to right; else it is to be seen whether they are of this row.
                return self._odd_row(data, number)
        return row

    def _put(self, row: Row, number: int, column: int, cell: Cell) -> None:
        if cell == "":
            return
        if column >= caps.WIDEST:
            self._marks.note_far(number, column)
            return
        width = len(row)
        if column < width:
            row[column] = cell
        else:
            row.extend([""] * (column - width))
            row.append(cell)

    def _odd_row(self, data: bytes, number: int) -> Row:
        """Return a row whose cells are written in an unusual way, as an XML reader sees it."""
        row: Row = []
        column = -1
        for cell in fragment(data):
            if local(cell.tag) != "c":
                continue
            at = local_attributes(cell)
            place = _PLACE.fullmatch(at.get("r", ""))
            if place and int(place[2]) != number:
                raise RefusedError(FileProblem.CORRUPT)
            column = column_index(place[1].upper()) if place else column + 1
            self._put(row, number, column, self._odd_cell(cell, at))
        return row

    def _odd_cell(self, cell: etree._Element, at: dict[str, str]) -> Cell:
        parts = {local(part.tag): part for part in cell}
        if "is" in parts:
            return rich_text(b"".join(etree.tostring(part) for part in parts["is"]))
        text = parts["v"].text if "v" in parts else None
        if not text:
            return ""
        if at.get("t") in {"str", "inlineStr"}:
            return text
        return self._value[at.get("t", "").encode()](text.encode(), at.get("s", "").encode())

    def _shared(self, value: bytes, _style: bytes) -> Cell:
        return self._texts[int(value)]

    def _number(self, value: bytes, style: bytes) -> Cell:
        number = float(value)
        shown = self._dates.get(style)
        if shown is None:
            return number
        return moment(number, shown, is_1904=self._marks.is_1904)


def _inside(data: bytes) -> bytes:
    """Return what stands before the end of a row; behind it are no cells.

    Raises:
        RefusedError: There are, or the row has no end.
    """
    if data.endswith(_ROW_END) and data.count(_ROW_END) == 1:
        return data[: -len(_ROW_END)]
    inside, *behind = _ANY_ROW_END.split(data, maxsplit=1)
    if _ANY_CELL.search(behind[0] if behind else data):
        raise RefusedError(FileProblem.CORRUPT)
    return inside


def _iso(value: bytes, _style: bytes) -> Cell:
    """Return a day or moment that is written as text."""
    text = value.decode("ascii").strip()
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return found if found.time() != dt.time() else found.date()
