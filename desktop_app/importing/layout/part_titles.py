"""Reads what titles a part of a sheet, and what the first rows below it are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.unit_of_title import is_unit_line
from desktop_app.sheets.table import Row, is_filled

NEAR = 4
"""Rows below a title in which the heading of its part begins."""

SHORTEST = 4
"""Signs of the name of a figure that titles a part."""

_SEVERAL = 2
_NUMBER = re.compile(r"^附?[件表图][一二三四五六七八九十\d]*(?:[-.]\d+)?:")
"""Of a table, before what it is called: 附件1：."""
_BRACKETED = re.compile(r"\([^()]*\)")


def gap_before(rows: Sequence[Row]) -> int:
    """Return how many columns at the left hold nothing."""
    places = (next((c for c, cell in enumerate(row) if is_filled(cell)), -1) for row in rows)
    return min((place for place in places if place >= 0), default=0)


def first_wide(rows: Iterable[Row]) -> Row:
    """Return the first row of several cells, or []."""
    return next(filter(is_wide, rows), [])


def is_wide(row: Row) -> bool:
    """Whether several cells of a row hold something."""
    return len(list(islice(filter(is_filled, row), _SEVERAL))) == _SEVERAL


def title_of(row: Row) -> str:
    """Return the one text that stands in a row, or ""."""
    cells = filter(is_filled, row)
    first = next(cells, "")
    return first if isinstance(first, str) and next(cells, None) is None else ""


def said_below(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the texts of the first rows below a title."""
    filled = [row for row in rows[1:] if any(map(is_filled, row))]
    for row in filled[:NEAR]:
        yield from (cell for cell in row if isinstance(cell, str) and is_filled(cell))


def is_about(rows: Sequence[Row], known: Lexicon) -> bool:
    """Whether a part names what its records are recognised by, or totals."""
    for text in said_below(rows):
        key = heading_key(text)
        if known.is_key(key) or known.is_total(key) or known.calls_total(text):
            return True
        if is_firm_name(fold(text)) or is_uscc(fold(text)):
            return True
    title = fold(title_of(rows[0]))
    within = combinations(range(len(title) + 1), 2)
    return any(title[low:high] in known.totals for low, high in within if high - low >= SHORTEST)


def may_title(row: Row) -> bool:
    """Whether a row says one thing, which is neither a unit, a label with its value, nor a firm."""
    text = title_of(row)
    core = _NUMBER.sub("", fold(text))
    if not core or is_unit_line(core) or ":" in _BRACKETED.sub("", core):
        return False
    return not is_firm_name(core) and not firm_in(text)
