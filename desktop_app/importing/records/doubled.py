"""Columns of a field that another column gives already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.cells.owners import BETWEEN
from desktop_app.importing.cells.texts import is_said
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.model import JOINT, NUMBERED, Column, SheetMapping
from desktop_app.sheets.table import Cell, Row

_OWNER = ("patent_owner", "name")


ADDS = "adds"
"""Why a column is not taken that fills what another one leaves blank, or names more."""


def adding(column: Column) -> Column:
    """Return a column, told apart where it adds to the one that gives its field already.

    专利号 fills what 申请号 leaves blank, 共同权利人 are further 专利权人.
    """
    is_more = column.near == _OWNER and layout_words().joint.search(column.heading) is not None
    is_adding = column.reason == "doubled" and (is_more or column.near in NUMBERED)
    return replace(column, reason=ADDS) if is_adding else column


def filling(columns: Sequence[Column], rows: Sequence[Row], catalogue: Catalogue) -> list[Column]:
    """Return columns, told apart where they fill all that the one of their field leaves blank.

    研发费用 and 研发投入, of which each row has one. Two that are both filled somewhere say two
    things, and only the first is taken.

    Args:
        columns: The columns of a table.
        rows: Its first rows.
        catalogue: Forms and code lists.
    """
    first = {(c.form, c.field, c.period): c for c in columns if c.form and c.at < 0}
    found = []
    for column in columns:
        own = first.get((*(column.near or ("", "")), column.period))
        is_open = own is not None and column.reason == "doubled" and column.at < 0
        if is_open and own is not None and _may_fill(column, own, catalogue):
            is_one = _takes_turns(column.index, own.index, rows)
            column = replace(column, reason=ADDS) if is_one else column  # noqa: PLW2901 - the same
        found.append(column)
    return found


def _may_fill(column: Column, own: Column, catalogue: Catalogue) -> bool:
    field = catalogue.form(own.form).by_code[own.field]
    if field.is_number:
        return column.unit in {None, own.unit}
    # What stands in groups may be of two things: 首次认定 › 有效期至.
    is_grouped = JOINT in column.heading or JOINT in own.heading
    return not is_grouped and (own.form, own.field) not in lexicon(catalogue).keys


def _takes_turns(index: int, own: int, rows: Sequence[Row]) -> bool:
    """Whether no row says two things in both columns, and some fill the one, some the other."""
    cells = [[row[place] if place < len(row) else "" for place in (own, index)] for row in rows]
    said = [tuple(map(is_said, pair)) for pair in cells if pair[0] != pair[1]]
    return (True, True) not in said and (True, False) in said and (False, True) in said


def second_columns(mapping: SheetMapping, taken: Sequence[Column]) -> list[tuple[Column, Column]]:
    """Return each such column as it would be read, in its own unit, and the one that is taken."""
    first = {(column.form, column.field, column.period): column for column in taken}
    doubled = [
        column
        for column in mapping.columns
        if column.reason in {"doubled", ADDS} and column.near is not None and column.at < 0
    ]
    pairs = [(column, first.get((*(column.near or ("", "")), column.period))) for column in doubled]
    return [
        (
            replace(
                own,
                index=column.index,
                unit=column.unit or own.unit,
                reason=column.reason,
            ),
            own,
        )
        for column, own in pairs
        if own is not None
    ]


def is_further(second: Column) -> bool:
    """Whether a column names further owners, 共同权利人, rather than the same ones again."""
    return second.reason == ADDS and (second.form, second.field) == _OWNER


def with_seconds_put(
    pairs: Sequence[tuple[Column, Column]], columns: Sequence[Sequence[Cell]]
) -> list[Sequence[Cell]]:
    """Return columns with what second ones add to them.

    Where no 申请号 stands in a row, its 专利号 says which patent it is, and where no 研发费用 does
    its 研发投入; 共同权利人 are owners too.

    Args:
        pairs: Columns of a field that stands twice, and the ones that are taken.
        columns: The cells of some rows, by column.
    """
    found = list(columns)
    for second, first in pairs:
        if max(first.index, second.index) >= len(found):
            continue
        both = zip(found[first.index], found[second.index], strict=True)
        if second.reason == ADDS and not is_further(second):
            found[first.index] = [own if is_said(own) else other for own, other in both]
        elif is_further(second):
            found[first.index] = [_joined(own, other) for own, other in both]
    return found


def _joined(own: Cell, other: Cell) -> Cell:
    """Return owners with further ones behind them; / is nobody."""
    if not isinstance(other, str) or not is_said(other):
        return own
    return f"{own}{BETWEEN}{other}" if is_said(own) else other
