"""Sealed workbooks of plain tables, as notices and task files are: sheets made, and read again.

Reading makes all of it again and compares, as with packages: people and programs see the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone

from desktop_app.domain.plans import Stored
from desktop_app.packages.opc import layout
from desktop_app.packages.report.manifest import FIRST_ROW, NAME
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.writing.book import book_parts
from desktop_app.sheets.writing.cells import Column, Look, Styles
from desktop_app.sheets.writing.reread import NotOurs, read_chunks
from desktop_app.sheets.writing.shell import Drawn, Streaming
from desktop_app.sheets.writing.stream import Streamed, row_chunks

BASIC = "基本情况"
KIND_WORD = "文件种类"
"""What the first row of 清单 says, behind which the kind of the file stands."""

PAGE_COLUMNS = (
    Column("项目", Look.TEXT, width=24),
    Column("内容", Look.TEXT, width=90, wrapped=True),
)
_LIST_COLUMNS = (
    Column("类别", Look.CODE, width=11),
    Column("项目", Look.CODE, width=26),
    Column("内容", Look.CODE, width=70),
)
_BEIJING = timezone(timedelta(hours=8))
_LARGEST_LIST = 8 * 1024 * 1024


def plain_sheet(
    name: str,
    columns: tuple[Column, ...],
    rows: Iterable[Sequence[Stored]],
    footer: str,
    *,
    unprinted: int = 0,
    filtered: bool = False,
) -> Streaming:
    """Return a sheet of one table; its name is its title as well."""

    def body(styles: Styles, at: Streamed) -> Iterator[bytes]:
        return row_chunks(columns, rows, sheet=name, styles=styles, at=at)

    return Streaming(
        name,
        name,
        footer,
        columns,
        body,
        unprinted=unprinted,
        footer=footer,
        filtered=filtered,
    )


def sheet_count(workbook: VerifiedWorkbook) -> int:
    """Return how many sheets a workbook has."""
    return sum(name.startswith("xl/worksheets/") for name in workbook.parts)


def sheet_rows(
    workbook: VerifiedWorkbook, number: int, columns: Sequence[Column], *, largest: int
) -> Iterator[tuple[Stored, ...]]:
    """Yield the rows of a sheet, counted from 1, of at most `largest` bytes.

    Raises:
        NotOurs: It is missing, larger, or not one that the writer made with these columns.
    """
    name = layout.sheet_name(number)
    if name not in workbook.parts or workbook.container.entries[name].size > largest:
        raise NotOurs(name)
    for values in read_chunks(workbook.container.blocks(name), columns, FIRST_ROW):
        yield from zip(*values, strict=True)


def moment_text(moment: datetime) -> str:
    """Return a moment as people of the offices read it."""
    return f"{moment.astimezone(_BEIJING):%Y-%m-%d %H:%M}（北京时间）"


def list_sheet(rows: Iterable[Sequence[Stored]], footer: str) -> Streaming:
    """Return 清单, the last sheet, from rows of three texts: category, word, text."""
    return plain_sheet(NAME, _LIST_COLUMNS, rows, footer)


def listed(workbook: VerifiedWorkbook) -> list[tuple[str, str, str]]:
    """Return the rows of 清单.

    Raises:
        NotOurs: The last sheet is no such list.
    """
    rows = sheet_rows(workbook, sheet_count(workbook), _LIST_COLUMNS, largest=_LARGEST_LIST)
    return [(str(kind), str(word), str(text or "")) for kind, word, text in rows]


def kind_of(workbook: VerifiedWorkbook) -> str:
    """Return what kind of file a workbook says it is, or "" for one that has no such list."""
    try:
        rows = listed(workbook)
    except NotOurs:
        return ""
    return rows[0][2] if rows and rows[0][:2] == (BASIC, KIND_WORD) else ""


def insist_same(workbook: VerifiedWorkbook, sheets: Sequence[Drawn | Streaming]) -> None:
    """Hold a workbook against one of `sheets`.

    Raises:
        NotOurs: A part of it differs.
    """
    for part in book_parts(sheets):
        digest = hashlib.sha256()
        for block in part.data:
            digest.update(block)
        if part.name == layout.WORKBOOK_RELATIONSHIPS:
            continue
        if digest.digest() != workbook.digests.get(part.name):
            raise NotOurs(part.name)
