"""Reads web pages that programs and Excel name .xls: their tables, one below the other."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import cast

from lxml import etree

from desktop_app.sheets.html.rows import HtmlRows
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.reading import reading
from desktop_app.sheets.table import Content, Sheet
from desktop_app.sheets.text.encoding import encoding_of

_HEAD = 4096
_BIG5 = re.compile(rb"charset\s*=\s*[\"']?\s*big5", re.IGNORECASE)
_TABLE = re.compile(r"<table\b|<t[rdh]\b", re.IGNORECASE)
_WINDOW = 256 * 1024


def html_sheets(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the one sheet that a page's tables make.

    Raises:
        RefusedError: The page has no table, or is no text.
    """
    page = html_text(data)
    if not has_table(page):
        raise RefusedError(FileProblem.UNSUPPORTED, "HTML")
    return (page_sheet(path, page, path.stem),)


def page_sheet(path: Path, page: str, name: str, *, hidden: bool = False) -> Sheet:
    """Return the tables of a page as a sheet, parsed when it is read."""
    return Sheet(name, hidden, reading(path, partial(_content, page)), is_text=True)


def has_table(page: str) -> bool:
    """Whether there is anything in a page that has rows."""
    return bool(_TABLE.search(page))


def html_text(data: bytes) -> str:
    """Return a page's text, in the encoding that its bytes are whatever it declares.

    Raises:
        RefusedError: The bytes are no text, or one whose letters are lost.
    """
    # Pages that declare gb2312 hold letters beyond it, and some that do are UTF-8.
    if _BIG5.search(data[:_HEAD]):
        return data.decode("big5hkscs", "replace")
    found = encoding_of(data)
    return data[found.skip :].decode(found.codec, "replace")


def _content(page: str) -> Content:
    rows = HtmlRows()
    # The parser would follow what the page declares; by now it is UTF-8.
    target = cast("etree.ParserTarget", rows)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    data = page.encode("utf-8", "replace")
    for start in range(0, len(data), _WINDOW):
        parser.feed(data[start : start + _WINDOW])
    parser.close()
    return rows.grid.content()
