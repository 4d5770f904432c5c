"""Texts of an .xlsx some letters of which are struck through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from desktop_app.sheets.struck import without_struck
from desktop_app.sheets.table import column_index
from desktop_app.sheets.xlsx.ooxml import TRUE, fragment
from desktop_app.sheets.xml_source import local, local_attributes

if TYPE_CHECKING:
    from lxml import etree

STRIKE = b"strike"
"""What stands in the XML of any such text; hardly ever elsewhere."""

_SHARED = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\st\s*=\s*[\"']s[\"'])[^<>]*\sr\s*=\s*[\"']([A-Z]+)(\d+)[\"'][^<>]*>"
    rb"\s*<(?:\w+:)?v>(\d+)<"
)
_INLINE = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*\sr\s*=\s*[\"']([A-Z]+)(\d+)[\"'][^<>]*>"
    rb"\s*<(?:\w+:)?is>(.*?)</(?:\w+:)?is>",
    re.DOTALL,
)


def strikes(element: etree._Element) -> bool:
    """Whether a property of a font is a line through the letters."""
    return local(element.tag) == "strike" and local_attributes(element).get("val", "1") in TRUE


def struck_text(item: bytes) -> str | None:
    """Return how a text reads that is written in runs; None if none of its letters is struck.

    Args:
        item: What stands within its <si> or <is>.
    """
    return without_struck(_runs(item)) if STRIKE in item else None


def _runs(item: bytes) -> Iterator[tuple[str, bool]]:
    for part in fragment(item):
        if local(part.tag) == "t":
            yield part.text or "", False
        elif local(part.tag) == "r":
            looks = (look for look in part if local(look.tag) == "rPr")
            is_struck = any(strikes(one) for look in looks for one in look)
            yield "".join(one.text or "" for one in part if local(one.tag) == "t"), is_struck


def struck_cells(window: bytes, texts: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of the cells of a window that have struck letters.

    Args:
        window: XML of some whole rows.
        texts: How shared texts read that have such letters, by their number.
    """
    if texts:
        for cell in _SHARED.finditer(window):
            text = texts.get(int(cell[3]))
            if text is not None:
                yield int(cell[2]), column_index(cell[1].decode()), text
    # One rare letter is found ten times as fast as a word.
    if b"k" in window and STRIKE in window:
        for cell in _INLINE.finditer(window):
            text = struck_text(cell[3])
            if text is not None:
                yield int(cell[2]), column_index(cell[1].decode()), text
