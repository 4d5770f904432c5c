"""Finds the columns of two values a cell: 起止时间, 联系人及电话, 甲孵化器（市级）."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT, Column
from desktop_app.importing.moves.paired import (
    CALLED,
    DATED,
    FIRST,
    KIND,
    LAST,
    NAMED,
    PERSON,
    PHONE,
    WHOSE,
    Paired,
    parted,
)
from desktop_app.sheets.table import Cell

_FIRM = "firm"
_FIRMS = re.compile("企业|单位|公司")
"""What a heading says of things below their firms: 企业/项目名称."""

_Way = tuple[str, tuple[str, ...]]
_LEVELLED: tuple[_Way, ...] = ((KIND, ("level",)),)
_BESIDE: Mapping[tuple[str, str], tuple[_Way, ...]] = {
    ("firm", "contact"): ((CALLED, ("mobile", "phone")), (PERSON, ("phone",))),
    ("patent", "app_no"): ((DATED, ("app_date",)),),
    ("firm", "phone"): ((PHONE, ("contact",)),),
    ("firm", "mobile"): ((PHONE, ("contact",)),),
    ("carrier", "name"): ((NAMED, ("level",)),),
    ("rd_institution", "name"): ((NAMED, ("level",)),),
    ("rd_institution", "kind"): _LEVELLED,
    ("carrier", "kind"): _LEVELLED,
    ("achievement", "kind"): _LEVELLED,
    ("label", "label"): _LEVELLED,
    ("rd_project", "name"): ((WHOSE, ("name",)),),
}
"""Which of two values in a cell a field is, and the fields of the form that the other one may be,
the one that is added where the sheet has none of them first."""


def with_paired(
    columns: Sequence[Column],
    samples: Sequence[Sequence[Cell]],
    width: int,
    said: Collection[tuple[str, str]],
    catalogue: Catalogue,
) -> tuple[list[Column], tuple[Paired, ...]]:
    """Return the columns, with one more for each other value, and what parts the cells.

    Args:
        columns: The columns as they were matched.
        samples: The first filled cells of the sheet's own columns.
        width: Number of columns of the table.
        said: Fields that title, or lines between the rows, say; names need not.
        catalogue: Forms, whose fields say of which time they are the end.
    """
    found = list(columns)
    pairs: list[Paired] = []
    given = {(column.form, column.field): column.index for column in columns if column.form}
    for column, (holds, others) in _candidates(columns, catalogue):
        cells = samples[column.index] if column.index < len(samples) else ()
        is_said = holds == NAMED and (column.form, others[0]) in said
        if is_said or not _holds_two(column, cells, holds):
            continue
        form = _FIRM if holds == WHOSE else column.form
        own = next((given[form, one] for one in others if (form, one) in given), -1)
        if own >= 0:
            # 起止时间 beside 完成时间 is read as the first alone, which is told.
            is_told = holds in {FIRST, WHOSE}
            pairs += [] if is_told else [Paired(column.index, holds, own, is_own=True)]
            continue
        place = width + sum(not pair.is_own for pair in pairs)
        found.append(replace(_other(column, place, others[0]), form=form))
        given[form, others[0]] = place
        pairs.append(Paired(column.index, holds, place))
    return found, tuple(pairs)


def _candidates(columns: Sequence[Column], catalogue: Catalogue) -> Iterator[tuple[Column, _Way]]:
    for column in columns:
        for way in _ways(column, catalogue) if column.form else ():
            yield column, way


def _ways(column: Column, catalogue: Catalogue) -> Sequence[_Way]:
    """Return which values a column may hold in each cell."""
    form = catalogue.form(column.form)
    begin = form.by_code[column.field].begin
    if begin:
        return ((LAST, (begin,)),)
    ends = tuple(field.code for field in form.fields if field.begin == column.field)
    return ((FIRST, ends),) if ends else _BESIDE.get((column.form, column.field), ())


def _holds_two(column: Column, cells: Sequence[Cell], holds: str) -> bool:
    """Whether a column is to be parted: by its heading, else by what stands below it."""
    if holds == FIRST:
        name = heading_key(column.heading.rsplit(JOINT, 1)[-1]).plain
        return layout_words().stretches.fullmatch(name) is not None
    if holds == WHOSE and _FIRMS.search(column.heading) is None:
        return False
    if holds == DATED and not _names_other(column.heading, _BESIDE[column.form, column.field]):
        return False
    return any(parted(cell, holds) is not None for cell in cells)


def _names_other(heading: str, ways: Sequence[_Way]) -> bool:
    """Whether a heading says what the other value of its cells is: 申请号及申请日."""
    named = [layout_words().beside[other[0]] for _holds, other in ways]
    return any(one.search(heading) for one in named)


def _other(column: Column, place: int, field: str) -> Column:
    """Return the column of the other value, told where the heading says nothing of it."""
    named = layout_words().beside.get(field)
    is_guessed = named is not None and named.search(column.heading) is None
    flags = (*column.flags, "guessed_heading") if is_guessed else column.flags
    return replace(column, index=place, field=field, at=column.index, flags=flags)
