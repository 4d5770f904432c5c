"""Tells what a sheet is that holds no records: notes, a list of codes, nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.sheets.table import Row, is_filled

_LOOKED_AT = 300
_LISTED = 0.6
_NOTED = 0.7
_SENTENCE = 12
_LEAST = 3


def kind_of(rows: Sequence[Row], tab: str, catalogue: Catalogue) -> str:
    """Return "empty", "list" for a list of codes, "notes" for explanations, or ""."""
    filled = [[cell for cell in row if is_filled(cell)] for row in rows[:_LOOKED_AT]]
    filled = [row for row in filled if row]
    if not filled:
        return "empty"
    if layout_words().list_tabs.fullmatch(fold(tab)) or _are_codes(filled, catalogue):
        return "list"
    lone = [row for row in filled if len(row) == 1 and isinstance(row[0], str)]
    is_told = any(len(str(row[0])) >= _SENTENCE for row in lone)
    if layout_words().note_tabs.fullmatch(fold(tab)) or (
        is_told and len(lone) >= _NOTED * len(filled)
    ):
        return "notes"
    return ""


def _are_codes(rows: Sequence[Row], catalogue: Catalogue) -> bool:
    """Whether most rows hold entries of code lists: labels alone, or each beside its code."""
    lists = [codes.spellings for codes in catalogue.codes.values()]
    listed = sum(1 for row in rows if any(_is_entry(row, spellings) for spellings in lists))
    return listed >= max(_LISTED * len(rows), _LEAST)


def _is_entry(row: Row, spellings: Mapping[str, str]) -> bool:
    texts = [fold(plain_text(cell)) for cell in row]
    labels = [text for text in texts if spellings.get(text) not in {None, "", text}]
    others = [text for text in texts if text not in labels and text[:1].isdecimal()]
    return bool(labels) and all(text == spellings[labels[0]].lstrip("0") or
                                text == spellings[labels[0]] for text in others)  # fmt: skip
