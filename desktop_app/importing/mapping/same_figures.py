"""Puts lines together that call one figure by two names: 研发费用, 研究开发费用合计."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.importing.model import Column
from desktop_app.importing.moves.spread import Spread


def joined(columns: Sequence[Column], spread: Spread) -> Spread:
    """Return where values are read, those under a second name where those of the first are.

    Names with units of their own that differ are left apart.
    """
    first = {
        (column.form, column.field, column.period): column
        for column in columns
        if column.form and column.at >= 0
    }
    moved: dict[int, int] = {}
    for column in columns:
        if column.at >= 0 and column.reason == "doubled" and column.near is not None:
            own = first.get((*column.near, column.period))
            if own is not None and (column.unit is None or column.unit == own.unit):
                moved[column.index] = own.index
    places = {key: moved.get(place, place) for key, place in spread.places.items()}
    return replace(spread, places=places)
