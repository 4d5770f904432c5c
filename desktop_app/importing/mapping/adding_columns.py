"""Tells apart columns of a field that another column gives already, but that add to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.texts import is_said
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.model import JOINT, NUMBERED, Column
from desktop_app.sheets.table import Row

OWNER = ("patent_owner", "name")
"""Field of which a further column names more."""

ADDS = "adds"
"""Why a column is not taken that fills what another one leaves blank, or names more."""

HANDED_OVER = "handed_over"
"""Why a column of owners is not taken beside one of those that took over from them."""


def adding(column: Column) -> Column:
    """Return a column, told apart where it adds to the one that gives its field already.

    专利号 fills what 申请号 leaves blank, 共同权利人 are further 专利权人.
    """
    is_more = column.near == OWNER and layout_words().joint.search(column.heading) is not None
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
        # 省级专精特新 › 认定年份 and 市级单项冠军 › 认定年份 are of two things.
        is_key = (own.form, own.field) in lexicon(catalogue).keys or field.type is FieldType.YEAR
        return not is_key and column.unit in {None, own.unit}
    # What stands in groups may be of two things: 首次认定 › 有效期至.
    is_grouped = JOINT in column.heading or JOINT in own.heading
    return not is_grouped and (own.form, own.field) not in lexicon(catalogue).keys


def _takes_turns(index: int, own: int, rows: Sequence[Row]) -> bool:
    """Whether no row says two things in both columns, and some fill the one, some the other."""
    cells = [[row[place] if place < len(row) else "" for place in (own, index)] for row in rows]
    said = [tuple(map(is_said, pair)) for pair in cells if pair[0] != pair[1]]
    return (True, True) not in said and (True, False) in said and (False, True) in said
