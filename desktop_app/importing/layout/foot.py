"""Finds headings that stand at the foot of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.heading_rows import LOOKED_AT, find_heading
from desktop_app.importing.layout.headings import Heading, Merges, Stretch
from desktop_app.importing.layout.titles import is_title
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.sheets.table import Row, is_filled

_HALF = 0.5
_LEAST = 2


def heading_at_foot(
    head: Sequence[Row], merges: Merges, found: Heading | None, known: Lexicon
) -> Heading | None:
    """Return a heading that stands below its rows as one that begins above them, or None.

    Args:
        head: The rows of a sheet.
        merges: Its merged ranges.
        found: What looks like a heading near its top.
        known: The headings that are known.
    """
    if found is None:
        before = max(len(head) - LOOKED_AT, 0)
        found = find_heading(Stretch(head[before:], merges, before), known)
    if found is None or found.has_rows:
        return None
    keys = [c for c, one in enumerate(found.heads) if any(map(known.is_key, one.keys))]
    named = [column for column, one in enumerate(found.heads) if one.text]
    first = found.first_row - 1
    while first and _is_row(head[first - 1], named, keys, known):
        first -= 1
    if first == found.first_row - 1 or len(named) < _LEAST:
        return None
    return replace(found, first_row=first, last_row=first, at=(found.first_row, found.last_row))


def _is_row(row: Row, named: Sequence[int], keys: Sequence[int], known: Lexicon) -> bool:
    """Whether a row holds something in most columns, and names what it is about."""
    held = [column for column in named if column < len(row) and is_filled(row[column])]
    if len(held) < max(_HALF * len(named), _LEAST) or is_title(row, frozenset(), known):
        return False
    texts = [fold(cell) for column in held if isinstance(cell := row[column], str)]
    names = [fold(plain_text(row[column])) for column in keys if column in held]
    is_said = any(is_uscc(name) or is_firm_name(name) for name in names)
    return is_said and not any(known.knows(heading_key(text)) for text in texts)
