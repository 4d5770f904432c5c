"""The texts of the rows above a heading, each a thing that is said there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold, tidy
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

Constant = tuple[tuple[str, str], Stored]
"""A form and its field, and the value that all rows have there."""

LABELLED = re.compile(r"^([^:：]{2,20})[:：]\s*(.*)$", re.DOTALL)
"""A label with what it says: 填报单位：某公司."""

_GAP = re.compile(r"[\s\u3000]{2,}")
_COLON = re.compile("[:：]")
_LEAST_PART = 4


def texts_of(above: Iterable[Row]) -> list[str]:
    """Return what the rows above a heading say, from the top."""
    return [text for row in above for text in _texts(row)]


def _texts(row: Row) -> Iterator[str]:
    """Yield what the cells of a row say: a label with its value, a year with its 年."""
    said: list[str] = []
    for cell in chain.from_iterable(map(_parts, row)):
        text = tidy(cell) if isinstance(cell, str) else cell_text(cell)
        if not text:
            continue
        last = said[-1] if said else ""
        if last.endswith((":", "：")) or (last.isdecimal() and text.startswith("年")):
            said[-1] = last + text
        elif fold(last) in words().title_unit:
            said[-1] = f"{last}:{text}"
        else:
            said.append(text)
    for whole in said:
        text = layout_words().due.sub("", whole)
        label = LABELLED.match(text)
        if not (label and layout_words().foreign.fullmatch(fold(label[1]))):
            yield text


def _parts(cell: Cell) -> Sequence[Cell]:
    """Return what stands in one cell with wide gaps between: 表号：107-1表　　2022年."""
    if not isinstance(cell, str) or not _COLON.search(cell):
        return (cell,)
    parts = [part for part in _GAP.split(cell.strip()) if part]
    # The letters of a word may stand apart as well.
    return parts if all(len(part) >= _LEAST_PART for part in parts) else (cell,)
