"""Headings of places, and figures by place side by side, of which one's own are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.place_names import place_named
from desktop_app.importing.mapping.place_of_title import PLACE

OTHERS = "other_unit"
"""Role of a column with the figures of another place."""

_INDICATOR = ("unit_total", "indicator")
_VALUE = "数值"
_LEAST = 2


def names_places(heading: str, catalogue: Catalogue) -> bool:
    """Whether a heading calls what stands below it places: 区县."""
    grades = lexicon(catalogue).targets(heading_key(heading))[:1]
    return any(one[:2] == PLACE for grade in grades for one in grade)


def of_own_place(block: Block, unit: str, catalogue: Catalogue) -> Block:
    """Return a table of which the column under one's own place holds the values.

    Totals are those of the unit that reports them; of 指标 | 海曙区 | 江北区 one column is its own.

    Args:
        block: The table.
        unit: Code of the reporting unit.
        catalogue: Forms and code lists.
    """
    heads, known = block.heading.heads, lexicon(catalogue)
    named = {
        (t.form, t.field) for h in heads for k in h.keys for t in next(iter(known.targets(k)), ())
    }
    if _INDICATOR not in named or block.spread is not None:
        return block
    spellings = catalogue.codes["reporting_unit"].spellings
    places = {c: code for c, h in enumerate(heads) if (code := _place(h.text, spellings))}
    if len(places) < _LEAST or unit not in places.values():
        return block
    found = [_head(head, places.get(column, ""), unit) for column, head in enumerate(heads)]
    return replace(block, heading=replace(block.heading, heads=tuple(found)))


def _place(text: str, spellings: Mapping[str, str]) -> str:
    """Return the code of a place, or the name of a street, town or park; "" for other texts."""
    core = fold(text)
    return place_named(core, spellings) or (core if layout_words().parts.fullmatch(core) else "")


def _head(head: ColumnHead, place: str, unit: str) -> ColumnHead:
    if not place:
        return head
    if place != unit:
        return ColumnHead(head.text, role=OTHERS)
    return replace(head_of((_VALUE,)), text=head.text)
