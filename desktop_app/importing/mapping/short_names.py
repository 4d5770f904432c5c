"""Columns of short names of firms, where nothing else names them: 企业简称."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.mapping.lexicon import Lexicon, names_shortly

_NAME = "企业名称"
_NAMING = frozenset({("carrier", "name"), ("firm", "name"), *(("firm", one) for one in FIRM_CODES)})


def with_short_names(heads: Sequence[ColumnHead], known: Lexicon) -> list[ColumnHead]:
    """Return headings, of which that of short names is one of names where no other is.

    A firm that is not called so is proposed as for any other name; beside a name or a code the
    short one would only take its place.
    """
    is_named = any(_names(head, known) for head in heads)
    short = [] if is_named else [n for n, head in enumerate(heads) if names_shortly(head.text)]
    return [
        replace(head_of((_NAME,)), text=head.text) if place in short[:1] else head
        for place, head in enumerate(heads)
    ]


def _names(head: ColumnHead, known: Lexicon) -> bool:
    targets = chain(*(chain(*known.targets(key)[:1]) for key in head.keys))
    return any((one.form, one.field) in _NAMING for one in targets)
