"""Tells the rows that title a table from its records, and what they say anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, is_filled

_WIDEST = 6
_LONGEST = 60
_NO_TITLE = re.compile(r".*(?:有限公司|合伙\)|厂)$")


def is_title(row: Row, places: frozenset[str]) -> bool:
    """Whether a row right above a heading titles its table.

    Args:
        row: The row.
        places: Folded names of places, which title a table where they stand alone.
    """
    cells = [cell for cell in row if is_filled(cell)]
    texts = [fold(cell_text(cell)) for cell in cells]
    if not 0 < len(set(texts)) <= _WIDEST or not all(texts) or max(map(len, texts)) > _LONGEST:
        return False
    if _ends_a_table(texts[0]) or _NO_TITLE.match(texts[0]):
        return False
    # A record names a place or a year too, but never nothing else.
    return all(
        before.endswith(":") or _says_of_a_table(text, places)
        for before, text in pairwise(["", *texts])
    )


def _says_of_a_table(text: str, places: frozenset[str]) -> bool:
    known = layout_words()
    return (
        known.titles.fullmatch(text) is not None
        or known.foreign.fullmatch(text) is not None
        or text in places
        or text in words().title_unit
        or unit_of(text) is not None
        or _is_period(text)
    )


def is_sample(above: Sequence[Row], tab: str) -> bool:
    """Whether a sheet shows how one fills in, by what stands above its heading or on its tab."""
    known = layout_words()
    texts = (fold(cell) for row in above for cell in row if isinstance(cell, str))
    in_title = any(known.sample_titles.fullmatch(text) for text in texts)
    return in_title or known.sample_tabs.fullmatch(fold(tab)) is not None


def _ends_a_table(text: str) -> bool:
    known = words()
    signed = (f"{word}:" for word in known.sign_off_words)
    return text.startswith((*known.notes, *known.sign_off, *signed, *known.totals))


def _is_period(text: str) -> bool:
    found = find_period(text)
    return found is not None and bool(found.code)


def says_the_same(new: TitleFacts, old: TitleFacts) -> bool:
    """Whether the title above a heading that comes again says nothing that was not known."""
    return (
        new.period in {"", old.period}
        and new.unit in {None, old.unit}
        and all(old.constants.get(what) == value for what, value in new.constants.items())
    )


def blank(rows: Sequence[Row]) -> bool:
    """Whether nothing stands in some rows."""
    return not any(is_filled(cell) for row in rows for cell in row)
