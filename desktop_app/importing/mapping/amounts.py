"""Columns of amounts, and what their amounts can be compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log10

from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.importing.mapping.magnitudes import Place, magnitudes, middle, sampled
from desktop_app.importing.model import Column

_YEAR = 12
Other = Sequence[Stored]
"""What the amounts of a column are compared with, by row; None where there is nothing."""

Keys = Iterable[tuple[str | None, str | None]]
"""Firm and period of each row, to be run through as often as wanted."""


@dataclass
class Amounts:
    """One column of amounts or counts.

    Attributes:
        column: The column.
        values: As stored, by row; None where a row has none or is refused.
        divisor: What a value is divided by to be in 元, or as counted.
        keys: Firm and period of each row.
        periods: All of these periods.
        too_large: How much too large the amounts seem, as log10; 0 for no doubt.
        fits: Whether something speaks for the unit.
        is_known: Whether what is stored, or what it comes to by head, speaks for it, so that an
            unusual size does not count.
        rows: Rows that are in doubt by themselves, and how much too large they seem.
    """

    column: Column
    values: Sequence[Stored]
    divisor: int
    keys: Keys
    periods: Collection[str]
    too_large: float = 0.0
    fits: bool = False
    is_known: bool = False
    rows: dict[int, float] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Its field."""
        return self.column.form, self.column.field

    @property
    def is_money(self) -> bool:
        """Whether it has a unit of money, which can be wrong; one that a person said is not."""
        return self.is_compared and self.column.unit_from != "remembered"

    @property
    def is_compared(self) -> bool:
        """Whether its unit can be wrong for what is stored of the same firms.

        What a person said of a like sheet before holds, until its amounts come in another unit.
        """
        unit = self.column.unit
        return unit is not None and unit.kind == "money" and self.column.unit_from != "chosen"

    def judge(self, too_large: float) -> None:
        """Note how much too large its amounts seem, or that they fit; the first doubt is kept."""
        if not too_large:
            self.fits = True
        elif not self.is_known:
            self.too_large = self.too_large or too_large

    def log(self, place: int) -> float | None:
        """Return log10 of the amount of a row, or None."""
        value = self.values[place]
        return log10(abs(value) / self.divisor) if isinstance(value, int) and value else None

    @cached_property
    def logs(self) -> list[float]:
        """log10 of amounts spread evenly over the column."""
        return [log for place in sampled(self.values) if (log := self.log(place)) is not None]

    @cached_property
    def middle(self) -> float:
        """The middle of them; 0 where there is none."""
        return middle(self.logs) if self.logs else 0.0

    def out_by(self, place: int) -> float:
        """Return how far the amount of a row is from the middle of the column, as log10."""
        return abs((self.log(place) or 0.0) - self.middle)

    @cached_property
    def part(self) -> float:
        """The part of a year that its shortest period is."""
        periods = map(parse_period, self.periods)
        months = [1 + one.last_month - one.first_month for one in periods]
        return min(months, default=_YEAR) / _YEAR

    @property
    def out_of_size(self) -> float:
        """How far the middle is from what is most ordinary of the field, as log10; else 0."""
        bounds = magnitudes().sizes.get(self.place)
        return abs(self.middle - bounds.centre) if bounds and self.logs else 0.0

    def against(self, other: Other, divisor: int) -> list[float]:
        """Return log10 of what amounts of the column come to for each of another."""
        found = []
        for place in sampled(self.values):
            own, base = self.values[place], other[place]
            if isinstance(own, int) and isinstance(base, int) and own and base:
                found.append(log10(abs(own) / self.divisor) - log10(abs(base) / divisor))
        return found


def stored(keys: Keys, known: Mapping[str, Mapping[str, int]]) -> Other:
    """Return the stored amounts of the firms and periods of rows."""
    return [
        known[period].get(firm) if firm is not None and period is not None else None
        for firm, period in keys
    ]


def outside(values: Sequence[Stored], other: Other, least: float, most: float) -> list[int]:
    """Return the rows whose amount is not between `least` and `most` times the other."""
    near = [
        place
        for place, (value, base) in enumerate(zip(values, other, strict=True))
        if value and base and not least * base <= value <= most * base  # type: ignore[operator]
    ]
    # Losses are judged by their size; the sweep above need not know.
    return [
        place
        for place in near
        if isinstance(value := values[place], int)
        and isinstance(base := other[place], int)
        and not least * abs(base) <= abs(value) <= most * abs(base)
    ]


def beyond(values: Sequence[Stored], least: float, most: float) -> list[tuple[int, int]]:
    """Return the rows whose amount is not between `least` and `most`, with the amount."""
    # Losses are judged by their size; the sweep over all rows need not know.
    far = [
        place
        for place, value in enumerate(values)
        if value and not least <= value <= most  # type: ignore[operator]
    ]
    return [
        (place, value)
        for place in far
        if isinstance(value := values[place], int) and not least <= abs(value) <= most
    ]
