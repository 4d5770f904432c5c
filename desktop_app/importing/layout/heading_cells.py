"""What a single cell of a heading is: one that may head a column, is known, or says when."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import LONGEST, ColumnHead, cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.glued_periods import with_glued_period
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.model import JOINT
from desktop_app.sheets.table import Cell

_PAIR = re.compile(r"([^:]{2,20}):(.+)")
_NO_NAME = re.compile(r"\d{6,}|[\d-]{7,}|\S+@\S+\.\S+")
"""A number, telephone or address, which is never a heading."""


def is_period_alone(text: str) -> bool:
    """Whether a text in a heading names a period and no figure: 2023年, 上年同期."""
    head = head_of((text,))
    return not head.keys and period_said(text) is not None


def is_known(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading names a field, be it with a word before it that says when: 当月营业收入."""
    if any(map(known.knows, head.keys)):
        return True
    leaf = head.text.rpartition(JOINT)[2]
    if not leaf.startswith(_words_of_time()):
        return False
    own = head_of((leaf,))
    return with_glued_period(own, known) is not own


@cache
def _words_of_time() -> tuple[str, ...]:
    return tuple(layout_words().periods)


@lru_cache(maxsize=20_000)
def may_be_heading(cell: Cell) -> bool:
    """Whether a cell may head a column: no number but a year, no long text, no name of a firm."""
    if not isinstance(cell, str):
        return bool(cell_text(cell))
    core = fold(cell_text(cell))
    if len(core) > LONGEST or _NO_NAME.fullmatch(core):
        return False
    pair = _PAIR.fullmatch(core)
    if pair and not core.startswith(("其中", "*", "单位")):
        return False
    return not (is_uscc(core) or is_firm_name(core))
