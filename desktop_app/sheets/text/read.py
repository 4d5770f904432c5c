"""Reads .csv, .tsv and .txt tables: encoding and separator are found, never asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import cast

from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.table import Content, Marks, Row, Sheet
from desktop_app.sheets.text.encoding import Encoding, encoding_of
from desktop_app.sheets.textguard import is_formula

_SEPARATORS = (",", "\t", ";", "，", "|")
_LOOKED_AT = 40
_LONGEST_CELL = 1_000_000
_MOST_LINES = 50
_TAIL = 20_000
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?")
# ="0012" is how programs make Excel keep a code as text; =A1+B1 has no value here.
_QUOTED_TEXT = re.compile(r'="([^"]*)"')


def text_sheet(path: Path, data: bytes) -> tuple[Sheet, str]:
    """Return the one sheet of a text file, and its encoding.

    Raises:
        RefusedError: The bytes are no text, or a damaged one.
    """
    encoding = encoding_of(data)
    text = _Text(data, encoding)
    sheet = Sheet(name=path.stem, hidden=False, read=lambda: _content(path, text), is_text=True)
    return sheet, encoding.name


class _Text:
    """A text file whose lines can be run through several times."""

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        self.height = (data.count(b"\n") or data.count(b"\r")) + 1
        self.is_damaged = encoding.is_damaged
        self.has_formulas = b"=" in data
        self._data, self._encoding = data, encoding
        told = _SEPARATOR_LINE.fullmatch(next(self._lines(0), ""))
        # Excel takes such a line for no row of the sheet.
        self._first = 1 if told else 0
        head = list(islice(self.lines(), _LOOKED_AT))
        self.separator = told[1] if told else _separator(head)
        self._width = _common(_widths(head, self.separator))
        self.is_strict = b'"' not in data or _is_strict(self.lines(), self.separator)

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends."""
        return self._lines(self._first)

    def _lines(self, first: int) -> Iterator[str]:
        stream = io.BytesIO(self._data)
        stream.seek(self._encoding.skip)
        lines = io.TextIOWrapper(stream, self._encoding.codec, "replace", newline="")
        return islice(lines, first, None)

    def rows(self) -> Iterator[tuple[list[str], bool]]:
        """Yield the rows; of each, whether its quotes leave no doubt about its cells."""
        if self.is_strict:
            return ((row, True) for row in _reader(self.lines(), self.separator))
        return _careful(self.lines(), self.separator, self._width)

    def tail(self) -> list[str]:
        """Return the last lines; the first of them may be a part of one."""
        start = max(self._encoding.skip, len(self._data) - _TAIL)
        start -= (start - self._encoding.skip) % 4
        return self._data[start:].decode(self._encoding.codec, "replace").splitlines(keepends=True)


def _content(path: Path, text: _Text) -> Content:
    marks = Marks()
    if text.is_damaged or text.has_formulas or not text.is_strict:
        _look(_checked(path, text), marks)
    rows = (row for row, _is_sure in _checked(path, text))
    plain = (list(map(_unwrapped, row)) for row in rows) if text.has_formulas else rows
    width = _width_of_cut(text)
    if width:
        marks.broken.add((sum(1 for _row in _checked(path, text)), width - 1))
    return Content(cast("Iterator[Row]", plain), text.height, marks)


def _checked(path: Path, text: _Text) -> Iterator[tuple[list[str], bool]]:
    try:
        yield from text.rows()
    except csv.Error as error:
        raise BadFile(path, FileProblem.CORRUPT) from error


def _look(rows: Iterable[tuple[list[str], bool]], marks: Marks) -> None:
    for number, (row, is_sure) in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if not is_sure or "\ufffd" in cell:
                marks.broken.add((number, column))
            if is_formula(cell):
                marks.errors[number, column] = cell


def _unwrapped(cell: str) -> str:
    if is_formula(cell):
        return ""
    quoted = _QUOTED_TEXT.fullmatch(cell)
    return quoted[1] if quoted else cell


def _reader(lines: Iterable[str], separator: str, *, strict: bool = False) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=separator, strict=strict)


def _separator(lines: list[str]) -> str:
    """Return the separator that cuts the first lines into columns most evenly."""
    best, best_score = ",", 0
    for separator in _SEPARATORS:
        widths = _widths(lines, separator)
        common = _common(widths)
        # A ， that cuts no more evenly than another is one of a sentence.
        spread = max(widths, default=0) if separator.isascii() else 0
        score = (common > 1) * widths.count(common) * 100 + spread
        if score > best_score and max(widths, default=1) > 1:
            best, best_score = separator, score
    return best


def _common(widths: list[int]) -> int:
    return max(set(widths), key=lambda width: (widths.count(width), width), default=1)


def _widths(lines: list[str], separator: str) -> list[int]:
    try:
        return [len(row) for row in _reader(lines, separator) if any(row)]
    except csv.Error:
        return []


def _is_strict(lines: Iterable[str], separator: str) -> bool:
    """Whether every quote of a text opens or closes a cell, as programs write them."""
    try:
        for _row in _reader(lines, separator, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _careful(lines: Iterator[str], separator: str, width: int) -> Iterator[tuple[list[str], bool]]:
    """Yield the rows of a text with stray quotes: none may swallow the lines behind it."""
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        while waiting and (len(waiting) >= _MOST_LINES or _is_even(waiting)):
            yield _row(waiting, separator, width)
    while waiting:
        yield _row(waiting, separator, width)


def _is_even(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 0


def _row(waiting: list[str], separator: str, width: int) -> tuple[list[str], bool]:
    """Take one row off the lines: all of them where they make a row, else the first as it is."""
    if _is_even(waiting):
        rows = list(_reader(waiting, separator))
        if len(rows) == 1 and (len(waiting) == 1 or len(rows[0]) == width):
            is_sure = len(waiting) == 1 or _is_strict(waiting, separator)
            waiting.clear()
            return rows[0], is_sure
    line = waiting.pop(0).rstrip("\r\n")
    return line.split(separator), '"' not in line


def _width_of_cut(text: _Text) -> int:
    """Return how many cells the last row has where the file breaks off within it, else 0."""
    lines = text.tail()
    if len(lines) < 4 or lines[-1].endswith(("\n", "\r")) or not text.is_strict:
        return 0
    *whole, last = _widths(lines[1:], text.separator)
    return last if whole and len(set(whole)) == 1 and 0 < last < whole[0] else 0
