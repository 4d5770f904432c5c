"""Looks into the XML of an .xlsx sheet for what its values alone do not tell.

The part is searched as bytes, window by window; only a window that holds one of the few telling
words is looked at more closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from operator import lt
from zipfile import ZipFile

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.table import STRUCK, Look, Marks, Merge, column_index
from desktop_app.sheets.xlsx.letters import struck_cells
from desktop_app.sheets.xlsx.ooxml import Package, parsed
from desktop_app.sheets.xml_source import local_attributes

__all__ = ["Scan", "extent", "parsed", "part_of", "scan", "windows"]

_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']|\s(?:ht|width)=[\"']0(?:\.0*)?[\"']")
_BOUND = re.compile(rb"\b(min|max)=[\"'](\d+)[\"']")
_USUAL_NUMBER = re.compile(rb' r="(\d+)"')
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]+)(\d+)[\"']")
_VALUE = re.compile(
    rb"\s*(?:<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<"
)
_COL = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]*\sref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_END = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
# Places beyond column Z or row 99,999, and those in small letters, whatever stands around them.
_BEYOND = rb"%b(?:[A-Z](?:[A-Za-z]|\d{6})|\d{6,}%b|[a-z][A-Za-z]*\d)"
_FAR = tuple(re.compile(_BEYOND % (quote, quote)) for quote in (b'"', b"'"))
# A cell that does not begin as most programs write it, with a place that is not far; or what only
# begins like one, which is looked at in vain.
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")')
# The same of any row, and the row of a usual one.
_WIDE = re.compile(rb'<c(?! r="[A-Z]\d{1,7}")')
_ROW_OF_CELL = re.compile(rb'<c r="[A-Z](\d+)')
_ANY_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")
_ERROR = re.compile(rb't="e"')  # which a pattern finds sooner than `in`
_TYPED = (b't="str"', b"t='str'")
_HEAD = 8192
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_NEAR = 99_999, 26
"""Rows and columns of which nothing is `_FAR`."""
_CDATA = b"<![CDATA["
_DOCTYPE, _DATA = b"<!DOCTYPE", b"sheetData"


class _Words:
    """Patterns for XML as most programs write it, where literal beginnings are found quickly."""

    row = re.compile(rb"<row\b[^<>]*>")
    cell = re.compile(rb"<c [^<>]*>")
    error = re.compile(rb'<c r="[A-Z]+\d+"[^<>]* t="e"[^<>]*>')
    # A formula is followed by the end of its cell, or by a blank or zero result.
    no_result = re.compile(rb"(?:</f>|<f [^<>]*/>|<f/>)(?:<v/>|<v>(\s*|0)</v>)?</c>")
    styled = rb'<c r="[A-Z]+\d+" s="(%b)"[^<>]*>'


class _AnyWords(_Words):
    """The same for XML in any dress: prefixes, single quotes, attributes in any order."""

    row = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
    cell = re.compile(rb"<(?:\w+:)?c\b[^<>]*>")
    error = re.compile(rb"<(?:\w+:)?c\b[^<>]*\st\s*=\s*[\"']e[\"'][^<>]*>")
    no_result = re.compile(
        rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*"
        rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>(\s*|0)</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    )
    styled = rb"<(?:\w+:)?c\b(?=[^<>]*\ss\s*=\s*[\"'](%b)[\"'])[^<>]*>"


@dataclass(slots=True)
class Scan:
    """What the XML of a sheet tells besides its values.

    Attributes:
        marks: What it hides or breaks.
        merges: Its merged ranges.
        zeros: Formulas whose 0 is no result, as columns by row.
        struck: How cells read of which letters are struck through, by row and column.
        last_row: Last row that has a value.
        is_ordered: Whether its rows come from top to bottom and say their numbers.
        is_whole: Whether its rows come to an end.
    """

    marks: Marks = field(default_factory=Marks)
    merges: list[Merge] = field(default_factory=list)
    zeros: dict[int, list[int]] = field(default_factory=dict)
    struck: dict[int, dict[int, str]] = field(default_factory=dict)
    last_row: int = 0
    is_ordered: bool = True
    is_whole: bool = False


def extent(parts: Sequence[bytes]) -> tuple[int, int]:
    """Return how many rows and columns the cells of windows reach over, or somewhat more.

    Of a sheet that is written in a way which calamine does not take they are as many as can be.
    """
    if any(b"!" in window and _CDATA in window for window in parts):
        return _LAST_ROW, _LAST_COLUMN
    if not any(map(_reaches_far, parts)):
        return _NEAR
    columns, rows = {b"A"}, set[bytes]()
    if not any(_has_prefix(window) or _WIDE.search(window) for window in parts):
        rows.update(*map(_ROW_OF_CELL.findall, parts))
        return _height(rows), _NEAR[1]
    for window in parts:
        places = _ANY_PLACE.findall(window)
        columns.update({column for column, _row in places})
        rows.update({row for _column, row in places})
    width = max(column_index(column.decode().upper()) for column in columns) + 1
    return _height(rows), width


def _height(rows: Iterable[bytes]) -> int:
    numbers = [*map(int, rows)] or [1]
    return max(numbers) - min(numbers) + 1


def _reaches_far(window: bytes) -> bool:
    if _UNUSUAL.search(window) is None and not _has_prefix(window):
        return False
    return any(far.search(window) for far in _FAR)


def _has_prefix(window: bytes) -> bool:
    """Whether cells may have a prefix; a rare sign is found much sooner than a pair of them."""
    return any(part.startswith(b"c") for part in window.split(b":")[1:])


def scan(
    archive: ZipFile,
    part: str,
    looks: Mapping[int, Look],
    struck: Mapping[int, str],
    *,
    is_due: bool,
) -> Scan:
    """Return what the XML of a sheet tells besides its values.

    Args:
        archive: The zipped file.
        part: The sheet's part.
        looks: Cell formats that show a number otherwise than it is.
        struck: How shared texts read of which letters are struck through, by their number.
        is_due: Whether a 0 is no result of a formula.

    Raises:
        RefusedError: The part declares a document type.
        OverCapError: It grows beyond its stated size, or a row never ends.
    """
    return _Scanner(looks, struck, is_due=is_due).run(_ahead(windows(archive, part)))


def _ahead(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield windows, the next of which is inflated while one is looked at."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, parts, None)
        while (window := coming.result()) is not None:
            coming = beside.submit(next, parts, None)
            yield window


def windows(archive: ZipFile, part: str) -> Iterator[bytes]:
    """Yield a sheet's part in windows that end with a whole row.

    Raises:
        RefusedError: The part declares a document type.
        OverCapError: It grows beyond its stated size, or a row never ends.
    """
    rest = b""
    for number, window in enumerate(caps.inflated(archive, part)):
        if number == 0 and _DOCTYPE in window.partition(_DATA)[0]:
            raise RefusedError(FileProblem.CORRUPT)
        joined = rest + window if rest else window
        cut = _row_end(joined)
        if cut:
            yield joined[:cut]
        rest = joined[cut:]
        if len(rest) > caps.MAX_ROW:
            raise caps.OverCapError
    yield rest


def _row_end(data: bytes) -> int:
    """Return the place behind the last row that is complete, or 0."""
    end = data.rfind(b"row>")
    while end > 0:
        start = data.rfind(b"<", 0, end)
        if data[start + 1 : start + 2] == b"/":
            return end + 4
        end = data.rfind(b"row>", 0, max(start, 0))
    return max(data.rfind(b"<row "), 0)


class _Scanner:
    """Gathers what windows of a sheet tell."""

    def __init__(
        self, looks: Mapping[int, Look], struck: Mapping[int, str], *, is_due: bool
    ) -> None:
        self._found = Scan()
        self._is_due = is_due
        self._looks = {str(number).encode(): look for number, look in looks.items()}
        self._styles = b"|".join(self._looks)
        self._struck = struck
        self._number = 0

    def run(self, parts: Iterator[bytes]) -> Scan:
        """Look through all windows."""
        found, is_begun = self._found, False
        for window in parts:
            if not is_begun:
                self._take_columns(window.partition(_DATA)[0])
                is_begun = _DATA in window
            words = _words(window[:_HEAD])
            self._take_rows(window, words)
            self._take_cells(window, words)
            if b"h" in window and _DATA in window and _END.search(window):
                found.is_whole = True
            if found.is_whole:
                self._take_merges(window)
        return found

    def _take_rows(self, window: bytes, words: type[_Words]) -> None:
        tags = words.row.findall(window)
        if not tags:
            return
        joined = b"".join(tags)
        said = _USUAL_NUMBER.findall(joined)
        if len(said) != len(tags):
            said = _ROW_NUMBER.findall(joined)
        numbers = list(map(int, said))
        ordered = [self._number, *numbers]
        found = self._found
        found.is_ordered &= len(numbers) == len(tags) and all(map(lt, ordered, numbers))
        self._number = ordered[-1]
        last = window.rfind(b"c>")
        row = (
            _ROW_NUMBER.search(window, max(window.rfind(b"row ", 0, last), 0)) if last > 0 else None
        )
        if row:
            found.last_row = max(found.last_row, int(row[1]))
        if b"hidden" not in joined and b"ht=" not in joined:
            return
        hidden = [tag for tag in tags if b"hidden" in tag or b"ht=" in tag]
        for tag in filter(_HIDDEN.search, hidden):
            number = _ROW_NUMBER.search(tag)
            if number:
                found.marks.hidden_rows.add(int(number[1]))

    def _take_cells(self, window: bytes, words: type[_Words]) -> None:
        if _ERROR.search(window) or (words is _AnyWords and b"e" in window):
            self._take_errors(window, words)
        if (b"f" in window and b"<f" in window) or (words is _AnyWords and b":f" in window):
            self._take_formulas(window, words)
        if self._looks:
            marks = self._found.marks
            for cell in re.finditer(words.styled % self._styles, window):
                place = _PLACE.search(cell[0])
                if place:
                    row, column = _place(place)
                    marks.note_look(row, column, self._looks[cell[1]])

        for row, column, text in struck_cells(window, self._struck):
            self._found.struck.setdefault(row, {})[column] = text
            self._found.marks.note_look(row, column, STRUCK)

    def _take_errors(self, window: bytes, words: type[_Words]) -> None:
        for cell in words.error.finditer(window):
            place = _PLACE.search(cell[0])
            value = _VALUE.match(window, cell.end())
            if place:
                text = value[1].decode("ascii", "replace") if value else "#N/A"
                self._found.marks.errors[_place(place)] = text

    def _take_formulas(self, window: bytes, words: type[_Words]) -> None:
        found = self._found
        for result in words.no_result.finditer(window):
            is_zero = result[1] == b"0"
            if is_zero and not self._is_due:
                continue
            start = max(window.rfind(b"<c ", 0, result.start()), 0)
            if words is _AnyWords:
                start = max(window.rfind(b":c ", 0, result.start()) - 10, start)
            tags = words.cell.findall(window, start, result.start())
            place = _PLACE.search(tags[-1]) if tags else None
            # An empty text is a result, except of a program that works nothing out.
            if place and (self._is_due or not any(sign in tags[-1] for sign in _TYPED)):
                row, column = _place(place)
                found.marks.no_value.add((row, column))
                if is_zero:
                    found.zeros.setdefault(row, []).append(column)

    def _take_columns(self, head: bytes) -> None:
        for column in filter(_HIDDEN.search, _COL.findall(head)):
            bounds = {name: int(number) for name, number in _BOUND.findall(column)}
            first, last = bounds.get(b"min", 1), min(bounds.get(b"max", 0), caps.WIDEST)
            self._found.marks.hidden_columns.update(range(first - 1, last))

    def _take_merges(self, window: bytes) -> None:
        for left, top, right, bottom in _MERGE.findall(window):
            columns = column_index(left.decode()), column_index(right.decode())
            self._found.merges.append((int(top), columns[0], int(bottom), columns[1]))


def _words(head: bytes) -> type[_Words]:
    """Return the patterns for XML that begins like this; a program writes it all in one way."""
    head = head[: head.rfind(b"<")]
    is_usual = head.count(b"<c ") == head.count(b'<c r="') and b":c " not in head
    return _Words if is_usual else _AnyWords


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    return int(found[2]), column_index(found[1].decode())


def part_of(archive: ZipFile, name: str) -> str:
    """Return the part that holds the sheet named `name`, or ""."""
    package = Package(archive)
    main = package.workbook()
    root, relations = parsed(package.read(main)), package.relations(main)
    for element in root.iter("{*}sheet") if root is not None else ():
        at = local_attributes(element)
        if at.get("name") == name and at.get("id", "") in relations:
            return relations[at["id"]].part
    return ""
