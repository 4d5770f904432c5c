"""Columns as a person decided them, now or in an import before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop_app.importing.mapping.normal import Unit, unit_of
from desktop_app.importing.model import AS_FOUND, Choice, Column

GUESSED = "guessed_heading"
"""Flag of a column that its values alone tell."""


def chosen(column: Column, choices: Mapping[int, Choice], told: Unit | None) -> Column:
    """Return a column as a person decided it; `told` is the unit that the title names."""
    choice = choices.get(column.index)
    if choice is None:
        return column
    unit = unit_of(choice.unit) if choice.unit else None
    if unit is not None and told is not None and _is_told_anew(choice, unit, told):
        unit = None
    is_now = choice.by == "chosen" or choice.over == AS_FOUND
    return replace(
        column,
        form=choice.form,
        field=choice.field,
        unit=unit or column.unit,
        unit_from=("chosen" if is_now else choice.by) if unit else column.unit_from,
        confidence=1.0,
        reason=choice.by,
        flags=tuple(flag for flag in column.flags if flag != GUESSED),
    )


def _is_told_anew(choice: Choice, unit: Unit, told: Unit) -> bool:
    """Whether a sheet names another unit than it did when a person said what its amounts are in."""
    if choice.by == "chosen" or choice.over == AS_FOUND or told.kind != unit.kind:
        return False
    return told.word not in {choice.over, unit.word}
