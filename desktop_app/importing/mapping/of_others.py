"""Leaves out what stands beside a thing and need not be the firm's: 负责人 of a project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.without import THINGS
from desktop_app.importing.model import JOINT, Column

_FIRM = "firm"
_CHIEF = "legal_rep"
_NAMING = frozenset({"name", "uscc", "org_code", "reg_no", "reporting_unit", "town"})
_REACHED = frozenset({"phone", "mobile", "email"})
_CARRIER = ("carrier", "name")
_DECIDED = frozenset({"chosen", "remembered"})
_EVENT = 2
"""Columns that are not taken, in a list that tells of more than its firms."""


def without_fields_of_things(columns: Sequence[Column]) -> list[Column]:
    """Return columns without a bare 负责人, 地址 or 登记日期 that may be a thing's own.

    So they are behind the name of a project, result, institution or carrier, unless they go on
    with what describes the firm; 负责人 also in a list that says nothing else of its firms.
    """
    things = [column.index for column in columns if _is_thing(column)]
    told = {c.index for c in columns if _describes(c)}
    untaken = sum(1 for c in columns if not (c.form or c.field) and c.reason != "serial")
    is_of_events = not told and untaken >= _EVENT
    last = max((c.index for c in columns if c.form == _FIRM and c.field in _NAMING), default=0)
    found: list[Column] = []
    for column in columns:
        is_behind = bool(things) and min(things) < column.index and column.index - 1 not in told
        is_others = _is_bare(column) and (is_behind or (is_of_events and column.field == _CHIEF))
        left = found[-1] if found else column
        is_reached = column.form == _FIRM and column.field in _REACHED and _is_of_chief(left)
        is_between = bool(things) and min(things) < column.index < last
        is_count = is_between and _counts_anything(column)
        found.append(_left_out(column) if is_others or is_reached or is_count else column)
    return found


def _is_thing(column: Column) -> bool:
    where = (column.form, column.field)
    is_called = layout_words().things.fullmatch(fold(column.heading)) is not None
    return where in THINGS or where == _CARRIER or (not column.form and is_called)


def _is_bare(column: Column) -> bool:
    """Whether a column that was taken for the firm's says no more than what anything has."""
    pattern = _patterns().get(column.field) if column.form == _FIRM else None
    is_open = column.reason not in _DECIDED
    return pattern is not None and is_open and pattern.fullmatch(fold(column.heading)) is not None


def _counts_anything(column: Column) -> bool:
    """Whether a column is a figure of the firm by a name that anything has: 人数."""
    is_figure = bool(column.form) and column.form not in {_FIRM, *(form for form, _field in THINGS)}
    plain = heading_key(column.heading.rsplit(JOINT, 1)[-1]).plain
    return is_figure and layout_words().of_anything.fullmatch(plain) is not None


def _patterns() -> dict[str, re.Pattern[str]]:
    known = layout_words()
    return {
        _CHIEF: known.chiefs,
        "address": known.places_of_anything,
        "found_date": known.days_of_anything,
    }


def _describes(column: Column) -> bool:
    """Whether a column tells more of a firm than who it is."""
    is_firms = column.form == _FIRM and column.field not in _NAMING
    return is_firms and not _is_bare(column)


def _is_of_chief(column: Column) -> bool:
    return column.reason == "of_thing" and column.near == (_FIRM, _CHIEF)


def _left_out(column: Column) -> Column:
    return replace(column, form="", field="", reason="of_thing", near=(column.form, column.field))
