"""Styled workbooks that are not signed: lists of findings, error workbooks, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desktop_app.domain.plans import Stored
from desktop_app.sheets.write_file import whole_file
from desktop_app.sheets.writing.book import Part, app_part, book_parts, content_types, root_links
from desktop_app.sheets.writing.cells import Column, Styles
from desktop_app.sheets.writing.shell import Drawn, Streaming
from desktop_app.sheets.writing.stream import Streamed, row_chunks

VERSION = "1.0"
_NO_NAME = re.compile(r"[\[\]:*?/\\']+")
_LONGEST_NAME = 31
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write_table(
    path: Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Stored]],
    *,
    facts: str = "",
    kept: int = 0,
) -> None:
    """Write one styled table to a workbook at `path`, replacing what stands there.

    `rows` hold one stored value a column; `facts` is the line under the title; the first `kept`
    columns stay in view.

    Raises:
        UserError: A text that no cell can hold, or `path` cannot be written.
    """
    write_book(path, (table(title, columns, rows, facts=facts, kept=kept),))


def table(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Stored]],
    *,
    facts: str = "",
    kept: int = 0,
    name: str = "",
) -> Streaming:
    """Return the sheet of one styled table, named `name` (else `title`, shortened)."""
    name = (name or _NO_NAME.sub(" ", title).strip())[:_LONGEST_NAME]

    def body(styles: Styles, at: Streamed) -> Iterator[bytes]:
        return row_chunks(columns, rows, sheet=name, styles=styles, at=at)

    return Streaming(name, title, facts, tuple(columns), body, kept=kept, footer=title)


def write_book(path: Path, sheets: Sequence[Drawn | Streaming]) -> None:
    """Write a workbook of `sheets` to `path`, replacing what stands there.

    Raises:
        UserError: A text that no cell can hold, or `path` cannot be written.
    """
    with whole_file(path) as file:
        _write_zip(file, (app_part(VERSION),), book_parts(sheets))


def _write_zip(file: BinaryIO, first: Iterable[Part], parts: Iterable[Part]) -> None:
    types: list[tuple[str, str]] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for part in chain(first, parts):
            types.append((part.name, part.content_type))
            with made.open(_entry(part.name), "w") as entry:
                for block in part.data:
                    entry.write(block)
        made.writestr(_entry("_rels/.rels"), root_links())
        made.writestr(_entry("[Content_Types].xml"), content_types(types))


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _FIXED_TIME)
    entry.compress_type = ZIP_DEFLATED
    return entry
