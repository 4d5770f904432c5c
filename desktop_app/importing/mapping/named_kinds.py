"""Finds the column of names that say of which kind a record is, where nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.groups import grouped_fields
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.record_rows import records_among
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.values import SAMPLED, sample
from desktop_app.importing.model import Column
from desktop_app.importing.moves.named_kinds import NamedKinds

_KIND, _NAME = "kind", "name"
_WAYS = ({"firm", _KIND, _NAME}, {_KIND, _NAME})
"""How forms are recognised whose records have a kind and a name."""

_CARRIER = "carrier"
_SHORTEST = 5
"""Signs of a kind that names are believed; 研究院 and 技术中心 may be of several."""


def with_named_kinds(block: Block, title: TitleFacts, catalogue: Catalogue) -> Block:
    """Return a table with a column for the kinds that its names say.

    Args:
        block: The table.
        title: What stands above it. 研发中心 may stand over any kind there; where it says no more,
            the names have the first word.
        catalogue: Forms and code lists.
    """
    heads = block.heading.heads
    for form in catalogue.reported:
        if not any(set(way.split("+")) in _WAYS for way in form.identity):
            continue
        kinds = _kinds(form, catalogue)
        usual = str(title.constants.get((form.code, _KIND)) or "")
        is_told = usual and any(kind in fold(title.text) for kind, _names in kinds)
        if is_told:
            continue
        called = list(_called(heads, form, _NAME, catalogue))
        # Of 平台名称 | 级别 | 平台名称 the first is taken, and no other says what it is.
        for column in sorted({heads[n].text: n for n in reversed(called)}.values()):
            found = NamedKinds(column, kinds, max(block.width, len(heads)), usual)
            names = sample(records_among(block.below, heads), column)
            if any(map(found.kind_of, names)) and not _is_kind_said(block, form, catalogue):
                groups = grouped_fields(block.below[:SAMPLED], catalogue)
                return block if (form.code, _KIND) in groups else _with(block, found, form)
    return block


def _is_kind_said(block: Block, form: Form, catalogue: Catalogue) -> bool:
    """Whether a column says of which kind the records are, whatever it is called."""
    heads = block.heading.heads
    if next(_called(heads, form, _KIND, catalogue), None) is not None:
        return True
    kinds = catalogue.codes[form.by_code[_KIND].codes].spellings
    records = records_among(block.below, heads)
    columns = (map(fold, map(str, sample(records, column))) for column in range(len(heads)))
    return any(not kinds.keys().isdisjoint(cells) for cells in columns)


def told_by_names(columns: Sequence[Column], kinds: NamedKinds | None) -> list[Column]:
    """Return columns, of which the one of kinds says that names told them."""
    if kinds is None:
        return list(columns)
    return [
        replace(column, reason="names") if column.index == kinds.place and column.form else column
        for column in columns
    ]


def _called(
    heads: tuple[ColumnHead, ...], form: Form, field: str, catalogue: Catalogue
) -> Iterator[int]:
    """Yield the columns whose heading may mean a field of a form."""
    known = lexicon(catalogue)
    for column, head in enumerate(heads):
        targets = (one for key in head.keys for grade in known.targets(key)[:1] for one in grade)
        if any(one[:2] == (form.code, field) for one in targets):
            yield column


def _kinds(form: Form, catalogue: Catalogue) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what the kinds of a form are called, and how the names of their records read."""
    spellings = catalogue.codes[form.by_code[_KIND].codes].spellings
    if form.code == _CARRIER:
        said = ((fold(kind), names) for kind, names in layout_words().carriers.items())
        return tuple((kind, names) for kind, names in said if kind in spellings)
    long = sorted((kind for kind in spellings if len(kind) >= _SHORTEST), key=len, reverse=True)
    return tuple((kind, re.compile(f".*{re.escape(kind)}")) for kind in long)


def _with(block: Block, found: NamedKinds, form: Form) -> Block:
    heads = list(block.heading.heads)
    heads += [ColumnHead()] * (found.place - len(heads))
    heads.append(replace(head_of((form.by_code[_KIND].label,)), at=found.column))
    below = [list(row) for row in block.below]
    found.apply(below)
    heading = replace(block.heading, heads=tuple(heads))
    return replace(block, heading=heading, below=below, named_kinds=found)
