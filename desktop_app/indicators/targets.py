"""What the plan asks: targets of the annexes as printed and as they add up, and those for 2025."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from desktop_app.catalogue.model import Catalogue, Indicator
from desktop_app.domain.periods import Period
from desktop_app.indicators.asking import CITY

LAST_YEAR = 2025
"""The plan's last year: its targets are for the end of it."""

BASE_YEAR = 2020
"""The year that growth is measured from."""

ALL_YEARS = 0
"""Stands for the sum of all years among an annex's figures."""

ANNEX_OF = {"H1": 1, "H2": 2}
"""The annex whose yearly figures add to an indicator's stand of 2020."""


class Scope(StrEnum):
    """Whom the target of a figure is meant for."""

    NONE = "none"  # the plan names no number
    CITY = "city"  # a number of the whole city that is not broken down: never held against a unit
    OWN = "own"  # the city's own number, or a ratio that holds for each unit as well
    ANNEX = "annex"  # the unit's stand of 2020 and its figures of the annex, added


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure is to reach by the end of 2025.

    Attributes:
        scope: Whom it is meant for.
        value: The number; None where the plan has none.
        operator: ">" for 突破 and 超过, ">=" for 达到 and 以上.
        stretch: The 力争 line, which is never passed or failed.
        base: Stand at the end of 2020 that it starts from, if known.
    """

    scope: Scope
    value: Decimal | None = None
    operator: str = ""
    stretch: Decimal | None = None
    base: Decimal | None = None

    @property
    def binding(self) -> bool:
        """Whether a figure can be held against it."""
        return self.scope in {Scope.OWN, Scope.ANNEX}


NO_GOAL = Goal(Scope.NONE)


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed total of an annex that its rows do not add up to.

    Attributes:
        year: The year, or ALL_YEARS.
        printed: The total in the plan.
        computed: The sum of its 15 rows.
    """

    year: int
    printed: int
    computed: int

    @property
    def difference(self) -> int:
        """How far the sum is from the printed total."""
        return abs(self.computed - self.printed)


def number(catalogue: Catalogue, name: str, year: int, key: str = "") -> int | None:
    """Return a number of parameters.toml that holds in `year`, or None."""
    for known, since, until, for_key, value in catalogue.parameters:
        if (known, for_key) == (name, key) and since <= year <= until:
            return value
    return None


def baseline(catalogue: Catalogue, indicator: str, unit: str) -> Decimal | None:
    """Return where an indicator of a unit stood at the end of 2020, or None."""
    value = number(catalogue, "baseline_2020", BASE_YEAR, f"{indicator}.{unit}")
    return None if value is None else Decimal(value)


def plan_years(catalogue: Catalogue, annex: int) -> tuple[int, ...]:
    """Return the years of an annex."""
    return tuple(sorted({t.year for t in catalogue.targets if t.annex == annex and t.year}))


def printed(catalogue: Catalogue, annex: int, unit: str) -> dict[int, int]:
    """Return the printed figures of a unit (the city: the total row) by year and for ALL_YEARS."""
    return {t.year: t.value for t in catalogue.targets if (t.annex, t.unit) == (annex, unit)}


def computed(catalogue: Catalogue, annex: int) -> dict[int, int]:
    """Return the sums of the 15 rows of an annex by year."""
    sums: dict[int, int] = {}
    for target in catalogue.targets:
        if target.annex == annex and target.unit != CITY:
            sums[target.year] = sums.get(target.year, 0) + target.value
    return sums


def differences(catalogue: Catalogue, annex: int) -> tuple[Difference, ...]:
    """Return the printed totals that the rows do not add up to, the sum of all years last."""
    sums = computed(catalogue, annex)
    found = [
        Difference(year, total, sums[year])
        for year, total in printed(catalogue, annex, CITY).items()
        if sums[year] != total
    ]
    return tuple(sorted(found, key=lambda entry: entry.year or LAST_YEAR + 1))


def goal(catalogue: Catalogue, indicator: Indicator, unit: str) -> Goal:
    """Return what an indicator of a unit is to reach by the end of 2025."""
    base = baseline(catalogue, indicator.id, unit)
    if not indicator.target:
        return Goal(Scope.NONE, base=base)
    value = Decimal(indicator.target)
    stretch = Decimal(indicator.stretch) if indicator.stretch else None
    if unit == CITY or indicator.kind == "ratio":
        return Goal(Scope.OWN, value, indicator.operator, stretch, base)
    annex = ANNEX_OF.get(indicator.id)
    if annex and base is not None:
        added = printed(catalogue, annex, unit)[ALL_YEARS]
        return Goal(Scope.ANNEX, base + added, ">=", None, base)
    return Goal(Scope.CITY, value, indicator.operator, stretch, base)


def expected(
    catalogue: Catalogue, indicator: Indicator, unit: str, cut: Period, aim: Goal
) -> Decimal | None:
    """Return where a figure should stand on the last day of a period, or None.

    A unit goes by its annex, month by month; the city by a straight line from its stand of 2020.
    """
    if not aim.binding or aim.base is None or aim.value is None:
        return None
    months = months_into_plan(cut)
    if aim.scope is Scope.OWN:
        return aim.base + (aim.value - aim.base) * months / (12 * (LAST_YEAR - BASE_YEAR))
    steps = printed(catalogue, ANNEX_OF[indicator.id], unit)
    done = sum(value for year, value in steps.items() if year != ALL_YEARS and year < cut.year)
    part = Decimal(steps.get(cut.year, 0) * cut.last_month) / 12
    return aim.base + done + part


def months_into_plan(cut: Period) -> int:
    """Return the months from the end of 2020 to the end of a period, at most those of the plan."""
    months = (cut.year - BASE_YEAR - 1) * 12 + cut.last_month
    return max(0, min(months, (LAST_YEAR - BASE_YEAR) * 12))


def months_left(cut: Period) -> int:
    """Return the months from the end of a period to the end of the plan."""
    return (LAST_YEAR - BASE_YEAR) * 12 - months_into_plan(cut)
