"""Asks the catalogue's queries: one value, or the records behind it, of one unit or of the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from desktop_app.catalogue.model import Catalogue, Indicator
from desktop_app.rules.sql import bound_names

CITY = "3302"
"""Code of the whole city; what it reports is the sum over its 15 units."""


class Answer(Protocol):
    """The rows that a query gave."""

    def fetchall(self) -> Sequence[Any]:
        """Return all rows."""


class Reading(Protocol):
    """A connection that sees one state of the data, as `Store.reading()` gives it."""

    def execute(self, statement: str, parameters: Mapping[str, Any]) -> Answer:
        """Run one statement with named parameters."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One record behind a figure.

    Attributes:
        unit: Reporting unit that keeps the record.
        form: Its form; `uid` the record.
        name: Firm, patent or incubator; `detail` what else tells it from others.
        amount: What it adds to the figure, in the indicator's unit, exactly; may be negative.
    """

    unit: str
    form: str
    uid: str
    name: str
    detail: str
    amount: Decimal


def units_of(catalogue: Catalogue, unit: str) -> tuple[str, ...]:
    """Return the units whose records make the figures of `unit`: itself, or the city's 15."""
    return tuple(entry.code for entry in catalogue.units) if unit == CITY else (unit,)


def ask(
    reading: Reading, indicator: Indicator, units: Sequence[str], period: str
) -> tuple[Decimal | None, Decimal | None]:
    """Return what an indicator's query gives, summed over units before anything is divided.

    Returns:
        The sum and None; or of a ratio the sum of numerators and the sum of denominators. The sum
        is None where no unit has a value.
    """
    rows = [
        reading.execute(indicator.query, bound_names(unit, period)).fetchall() for unit in units
    ]
    given = [row for found in rows for row in found if None not in tuple(row)]
    if not given:
        return None, None
    first = sum((Decimal(row[0]) for row in given), Decimal())
    if len(given[0]) == 1:
        return first, None
    return first, sum((Decimal(row[1]) for row in given), Decimal())


def ask_rows(
    reading: Reading, indicator: Indicator, units: Sequence[str], period: str
) -> tuple[FigureRow, ...]:
    """Return the records behind a figure; their amounts add up to it."""
    return tuple(
        FigureRow(unit, form, uid, str(name), str(detail or ""), Decimal(amount) / indicator.factor)
        for unit in units
        for form, uid, name, detail, amount in reading.execute(
            indicator.rows_query, bound_names(unit, period)
        ).fetchall()
    )
