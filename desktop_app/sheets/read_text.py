"""Reads .csv, .tsv and .txt tables: encoding and separator are found, never asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import cast

from desktop_app.sheets.read_errors import BadFile, FileProblem, RefusedError
from desktop_app.sheets.table import Content, Row, Sheet

_SEPARATORS = (",", "\t", ";", "，", "|")
_LOOKED_AT = 40
_LONGEST_CELL = 1_000_000
_CONTROL_SHARE = 0.02
_LONGEST_LETTER = 3


def text_sheet(path: Path, data: bytes) -> tuple[Sheet, str]:
    """Return the one sheet of a text file, and its encoding.

    Raises:
        RefusedError: The bytes are no text.
    """
    text, encoding = _decoded(data)
    separator = _separator(text)
    sheet = Sheet(
        name=path.stem,
        hidden=False,
        read=lambda: Content(_named_rows(path, text, separator), text.count("\n") + 1),
        is_text=True,
    )
    return sheet, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16"), "utf-16"
    try:
        return _checked(data.decode("utf-8-sig")), "utf-8"
    except UnicodeDecodeError as error:
        # Good to the last letter and then cut: not another encoding, but half a file.
        if error.start >= len(data) - _LONGEST_LETTER and not data[: error.start].isascii():
            raise RefusedError(FileProblem.CORRUPT) from error
    return _strict(data, "gb18030"), "gb18030"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise RefusedError(FileProblem.UNSUPPORTED) from error


def _checked(text: str) -> str:
    """Refuse what decodes by chance but is no text."""
    head = text[:20_000]
    controls = sum(1 for sign in head if sign < " " and sign not in "\t\r\n\f")
    if "\0" in head or controls > len(head) * _CONTROL_SHARE:
        raise RefusedError(FileProblem.UNSUPPORTED)
    return text


def _separator(text: str) -> str:
    """Return the separator that cuts the first lines into columns most evenly."""
    best, best_score = ",", 0
    for separator in _SEPARATORS:
        widths = [len(row) for row in islice(_rows(text, separator), _LOOKED_AT) if any(row)]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = (common > 1) * widths.count(common) * 100 + max(widths, default=0)
        if score > best_score and max(widths, default=1) > 1:
            best, best_score = separator, score
    return best


def _rows(text: str, separator: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return cast("Iterator[Row]", reader)


def _named_rows(path: Path, text: str, separator: str) -> Iterator[Row]:
    try:
        yield from _rows(text, separator)
    except csv.Error as error:
        raise BadFile(path, FileProblem.CORRUPT) from error
