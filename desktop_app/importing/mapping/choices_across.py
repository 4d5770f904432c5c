"""Finds the columns that together are one choice, each headed by an entry of a code list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.record_rows import records_among
from desktop_app.importing.mapping.forms import possible_forms
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.values import sample
from desktop_app.importing.model import JOINT
from desktop_app.importing.moves.ticks import Ticks, is_answer
from desktop_app.sheets.table import Row

CHOICE = "choice"
"""Role of a column that a tick stands in."""

_LEAST = 2


def with_choices(block: Block, scores: Mapping[str, float], catalogue: Catalogue) -> Block:
    """Return a table with a column for each choice that is ticked over several columns.

    Args:
        block: The table.
        scores: How much its title speaks for each form.
        catalogue: Forms and code lists.
    """
    heads = list(block.heading.heads)
    found: list[Ticks] = []
    width = block.width
    for group, columns in _groups(block):
        labels = [(column, _leaf(heads[column])) for column in columns]
        field = _field(group, [label for _column, label in labels], catalogue, heads, scores)
        if field is None or any(known_otherwise(heads[c], catalogue) for c in columns):
            continue
        heads += [ColumnHead()] * (width + len(found) - len(heads))
        found.append(Ticks(tuple(labels), len(heads)))
        heads.append(replace(head_of((group or field.label,)), at=columns[0]))
        for column in columns:
            heads[column] = ColumnHead(heads[column].text, role=CHOICE)
    if not found:
        return block
    below = [list(row) for row in block.below]
    for one in found:
        one.apply(below)
    heading = replace(block.heading, heads=tuple(heads))
    return replace(block, heading=heading, below=below, ticks=tuple(found))


def _groups(block: Block) -> Iterator[tuple[str, list[int]]]:
    """Yield columns beside each other that hold ticks, and what stands over all of them."""
    heads = block.heading.heads
    rows = records_among(block.below, heads)
    ticked = [column for column, head in enumerate(heads) if head.text and _is_ticked(rows, column)]
    runs = groupby(enumerate(ticked), key=lambda one: (one[1] - one[0], _over(heads[one[1]])))
    for (_gap, group), run in runs:
        columns = [column for _number, column in run]
        if len(columns) >= _LEAST:
            yield group, columns


def _is_ticked(rows: Sequence[Row], column: int) -> bool:
    cells = sample(rows, column)
    return all(map(is_answer, cells)) and not any(isinstance(cell, float) for cell in cells)


def _over(head: ColumnHead) -> str:
    return head.text.rpartition(JOINT)[0]


def _leaf(head: ColumnHead) -> str:
    return head.text.rpartition(JOINT)[2]


def known_otherwise(head: ColumnHead, catalogue: Catalogue) -> bool:
    """Whether a column is a field of its own: 是否规上."""
    known = lexicon(catalogue)
    kinds = {
        catalogue.form(one.form).by_code[one.field].type
        for grade in known.targets(heading_key(_leaf(head)))[:1]
        for one in grade
    }
    return FieldType.BOOL in kinds


def _field(
    group: str,
    labels: Sequence[str],
    catalogue: Catalogue,
    heads: Sequence[ColumnHead],
    scores: Mapping[str, float],
) -> Field | None:
    """Return the one field that has all labels in its list, or None.

    Of several, as levels are, it is that of the form that most headings beside speak for.
    """
    fit = [
        (form.code, field)
        for form in catalogue.reported
        for field in form.typed
        if field.type is FieldType.CODE
        and field.code not in {part for way in form.identity for part in way.split("+")}
        and all(catalogue.codes[field.codes].spellings.get(fold(label)) for label in labels)
    ]
    leaf = group.rpartition(JOINT)[2]
    if leaf:
        named = {
            (one.form, one.field)
            for grade in lexicon(catalogue).targets(heading_key(leaf))[:1]
            for one in grade
        }
        fit = [(form, field) for form, field in fit if (form, field.code) in named]
    if len(fit) > 1 and len({field.codes for _form, field in fit}) == 1:
        fit = _likeliest(fit, heads, catalogue)
        told = [one for one in fit if one[0] in scores]
        fit = told if len(told) == 1 else fit
    return fit[0][1] if len(fit) == 1 else None


def _likeliest(
    fit: Sequence[tuple[str, Field]], heads: Sequence[ColumnHead], catalogue: Catalogue
) -> list[tuple[str, Field]]:
    """Return the fields of the form that most headings mean, of those that have their key there."""
    known = lexicon(catalogue)
    grades = [[t for key in h.keys for one in known.targets(key)[:1] for t in one] for h in heads]
    fields: dict[str, set[str]] = defaultdict(set)
    for target in chain(*grades):
        fields[target.form].add(target.field)
    possible = possible_forms(fields, {}, catalogue)
    fit = [one for one in fit if one[0] in possible] or fit
    votes = Counter(form for grade in grades for form in {target.form for target in grade})
    most = max((votes[form] for form, _field in fit), default=0)
    return [(form, field) for form, field in fit if most and votes[form] == most]
