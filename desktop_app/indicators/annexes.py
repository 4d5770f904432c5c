"""The annexes: yearly targets of a unit, and what was done, in each reading of what counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from desktop_app.catalogue.model import Catalogue, Indicator
from desktop_app.domain.periods import parse_period
from desktop_app.indicators.asking import Reading
from desktop_app.indicators.figures import needed, value_of
from desktop_app.indicators.targets import computed, months_left, plan_years, printed

ANNEXES = (1, 2)


@dataclass(frozen=True, slots=True)
class AnnexReading:
    """What was done year by year in one reading of an annex.

    Attributes:
        indicator: The reading (net growth, first recognition …).
        done: Number of each plan year up to the period; None for the years after it.
    """

    indicator: Indicator
    done: tuple[int | None, ...]

    @property
    def cumulative(self) -> tuple[int | None, ...]:
        """What was done since 2021, by year."""
        sums = accumulate(value or 0 for value in self.done)
        return tuple(
            None if value is None else total for value, total in zip(self.done, sums, strict=True)
        )

    @property
    def now(self) -> int:
        """All that was done from 2021 to the period's last day."""
        return sum(value or 0 for value in self.done)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a reading stands against the annex.

    Attributes:
        year: Plan year that the period lies in.
        due: What should be done by the end of that year, since 2021.
        now: What is done.
        by: The plan's last year; `total` what should be done by its end.
        monthly: What must be added each month till then, rounded up to 0.1; None if nothing.
    """

    year: int
    due: int
    now: int
    by: int
    total: int
    monthly: Decimal | None

    @property
    def gap(self) -> int:
        """What is missing to `due`; negative or zero once it is done."""
        return self.due - self.now


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex for one unit, up to one period.

    Attributes:
        number: 1 or 2.
        unit: Reporting unit, or "3302" for the city.
        period: Code of the period.
        years: The plan's years.
        targets: Printed target of each year; of the city the printed totals.
        sums: The 15 rows added, by year: what the city's printed totals should be.
        readings: Done in each reading; the first is the one that is judged.
    """

    number: int
    unit: str
    period: str
    years: tuple[int, ...]
    targets: tuple[int, ...]
    sums: tuple[int, ...]
    readings: tuple[AnnexReading, ...]

    @property
    def cumulative(self) -> tuple[int, ...]:
        """Target since 2021, by year."""
        return tuple(accumulate(self.targets))

    def pace(self, reading: int = 0) -> Pace | None:
        """Return how a reading stands; None before the plan begins.

        Args:
            reading: Place of the reading.
        """
        cut = parse_period(self.period)
        if cut.year < self.years[0]:
            return None
        place = min(cut.year, self.years[-1]) - self.years[0]
        total = self.cumulative[-1]
        now = self.readings[reading].now
        monthly = needed(Decimal(total - now), months_left(cut))
        return Pace(self.years[place], self.cumulative[place], now, self.years[-1], total, monthly)


def annex(reading: Reading, catalogue: Catalogue, unit: str, period: str, number: int) -> Annex:
    """Return an annex of a unit with all its readings, up to the period's last day."""
    years = plan_years(catalogue, number)
    targets = printed(catalogue, number, unit)
    sums = computed(catalogue, number)
    codes = _year_codes(years, period)
    ways = [i for i in catalogue.indicators.values() if i.annex == number and i.query]
    return Annex(
        number,
        unit,
        period,
        years,
        tuple(targets[year] for year in years),
        tuple(sums[year] for year in years),
        tuple(AnnexReading(way, _done(reading, catalogue, unit, way, codes)) for way in ways),
    )


def _year_codes(years: tuple[int, ...], period: str) -> tuple[str, ...]:
    """Return the period that closes each plan year so far: "" for the years after it."""
    last = parse_period(period).year
    return tuple("" if y > last else period if y == last else str(y) for y in years)


def _done(
    reading: Reading, catalogue: Catalogue, unit: str, way: Indicator, codes: tuple[str, ...]
) -> tuple[int | None, ...]:
    return tuple(
        int(value_of(reading, catalogue, unit, way, code)[0] or 0) if code else None
        for code in codes
    )
