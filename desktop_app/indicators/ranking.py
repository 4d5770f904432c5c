"""排名: how far each unit has come with an annex, the furthest first; pure tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import parse_period
from desktop_app.indicators.annexes import ANNEXES, Annex, AnnexReading, annex
from desktop_app.indicators.asking import CITY, FigureRow, Reading, ask_rows
from desktop_app.indicators.targets import computed, plan_years, printed

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Rank:
    """One unit, or the whole city, in a ranking.

    Attributes:
        place: From 1; units with the same rate share it. 0 for the city.
        unit: Code of the unit.
        done: What was done in the years that are ranked.
        due: What the annex asks for them.
        total: What it asks in all, to the end of the plan.
    """

    place: int
    unit: str
    done: int
    due: int
    total: int

    @property
    def rate(self) -> Decimal | None:
        """Done over due in percent, with one decimal; None where nothing is due."""
        if not self.due:
            return None
        return (Decimal(self.done * 100) / self.due).quantize(TENTH, ROUND_HALF_UP)

    @property
    def gap(self) -> int:
        """What is above the annex; negative where it is not reached."""
        return self.done - self.due


@dataclass(frozen=True, slots=True)
class Ranking:
    """The units by the rate at which they meet an annex.

    Attributes:
        annex: Number of the annex; `way` the id of the reading that counts.
        period: Code of the period up to which is counted.
        years: Plan years that are ranked; () before the plan begins.
        ranks: The 15 units, the best first; the same rate in the annex's order.
        city: The whole city against the rows added up, and against the printed total.
    """

    annex: int
    way: str
    period: str
    years: tuple[int, ...]
    ranks: tuple[Rank, ...]
    city: tuple[Rank, Rank]


@dataclass(frozen=True, slots=True)
class Standings:
    """Both annexes of all units, up to one period; every ranking is made from them.

    Attributes:
        period: Code of the period.
        annexes: By number of the annex and unit.
    """

    period: str
    annexes: dict[tuple[int, str], Annex]

    def of(self, number: int, unit: str) -> Annex:
        """Return an annex of a unit."""
        return self.annexes[number, unit]


def standings(reading: Reading, catalogue: Catalogue, period: str) -> Standings:
    """Return both annexes of all units, read from one state of the data."""
    return Standings(
        period,
        {
            (number, unit.code): annex(reading, catalogue, unit.code, period, number)
            for number in ANNEXES
            for unit in catalogue.units
        },
    )


def ranking(
    found: Standings, catalogue: Catalogue, number: int, way: str, *, yearly: bool = False
) -> Ranking:
    """Return the ranking of an annex.

    Args:
        found: The annexes of all units.
        catalogue: The catalogues.
        number: 1 or 2.
        way: Id of the reading that counts.
        yearly: Only the period's year, not all years since the plan began.
    """
    years = ranked_years(catalogue, number, found.period, yearly=yearly)
    rows = [_rank(found.of(number, unit.code), way, years, unit.code) for unit in catalogue.units]
    return Ranking(
        number, way, found.period, years, _placed(rows), _city(catalogue, number, years, rows)
    )


def ranked_years(
    catalogue: Catalogue, number: int, period: str, *, yearly: bool
) -> tuple[int, ...]:
    """Return the plan years that count up to a period, or its own year alone."""
    last = parse_period(period).year
    begun = tuple(year for year in plan_years(catalogue, number) if year <= last)
    return begun[-1:] if yearly else begun


def ranking_rows(
    reading: Reading, catalogue: Catalogue, unit: str, found: Ranking
) -> tuple[tuple[int, FigureRow], ...]:
    """Return the records behind what a unit has done, with their years; they add up to it."""
    indicator = catalogue.indicators[found.way]
    last = parse_period(found.period).year
    units = [entry.code for entry in catalogue.units] if unit == CITY else [unit]
    return tuple(
        (year, row)
        for year in found.years
        for row in ask_rows(reading, indicator, units, found.period if year == last else str(year))
    )


def _rank(one: Annex, way: str, years: Sequence[int], unit: str) -> Rank:
    done = _reading_of(one, way).done
    places = [one.years.index(year) for year in years]
    return Rank(
        0,
        unit,
        sum(done[place] or 0 for place in places),
        sum(one.targets[place] for place in places),
        sum(one.targets),
    )


def _reading_of(one: Annex, way: str) -> AnnexReading:
    return next(reading for reading in one.readings if reading.indicator.id == way)


def _placed(rows: Sequence[Rank]) -> tuple[Rank, ...]:
    """Sort by rate, not rounded; units that have nothing to do come last."""

    def exact(row: Rank) -> Decimal:
        return Decimal(row.done) / row.due if row.due else Decimal("-Infinity")

    placed: list[Rank] = []
    for number, row in enumerate(sorted(rows, key=exact, reverse=True), 1):
        tied = placed and exact(placed[-1]) == exact(row)
        place = placed[-1].place if tied else number
        placed.append(Rank(place, row.unit, row.done, row.due, row.total))
    return tuple(placed)


def _city(
    catalogue: Catalogue, number: int, years: Sequence[int], rows: Sequence[Rank]
) -> tuple[Rank, Rank]:
    done = sum(row.done for row in rows)
    added, total = computed(catalogue, number), printed(catalogue, number, CITY)
    plan = plan_years(catalogue, number)
    return tuple(  # type: ignore[return-value]  # two of them, always
        Rank(0, CITY, done, sum(by[year] for year in years), sum(by[year] for year in plan))
        for by in (added, total)
    )
