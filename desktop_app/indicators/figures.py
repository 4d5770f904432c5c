"""Figures: an indicator of a unit in a period, held against its target, open down to its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum

from desktop_app.catalogue.model import Catalogue, Indicator
from desktop_app.domain.periods import parse_period
from desktop_app.indicators.asking import FigureRow, Reading, ask, ask_rows, units_of
from desktop_app.indicators.targets import BASE_YEAR, NO_GOAL, Goal, expected, goal, months_left
from desktop_app.store import Store

PACE_STEP = Decimal("0.1")
_GROWING = ("stock", "cumulative")


class Standing(StrEnum):
    """How a figure stands against its target."""

    NONE = "none"  # nothing to hold it against
    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator's value, and how far it has come.

    Attributes:
        indicator: Its id; `unit` the reporting unit, `period` the code of the period.
        value: In the indicator's unit, exactly; None where there is nothing to compute it from.
        numerator: Of a ratio, summed over units; `denominator` likewise.
        goal: What it is to reach by the end of 2025.
        expected: Where it should stand on the period's last day; None where that is not known.
    """

    indicator: Indicator
    unit: str
    period: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    goal: Goal = NO_GOAL
    expected: Decimal | None = None

    @property
    def shown(self) -> Decimal | None:
        """The value with the indicator's decimal places."""
        return rounded(self.value, self.indicator)

    @property
    def target(self) -> Decimal | None:
        """The number that it is held against, or None."""
        return self.goal.value if self.goal.binding else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none. 突破 is strictly more."""
        if self.value is None or self.target is None:
            return None
        strict = self.goal.operator == ">"
        return self.value > self.target if strict else self.value >= self.target

    @property
    def gap(self) -> Decimal | None:
        """What is missing to the target; negative or zero once it is reached."""
        if self.value is None or self.target is None:
            return None
        gap = self.target - self.value
        counted = self.goal.operator == ">" and not self.indicator.precision
        # Who is to pass 6,000 and stands there lacks one more.
        return gap + 1 if counted and not self.reached else gap

    @property
    def progress(self) -> Decimal | None:
        """The value as a part of its target; may pass 1."""
        if self.value is None or not self.target:
            return None
        return self.value / self.target

    @property
    def multiple(self) -> Decimal | None:
        """How many times the stand of 2020 it is, with two decimals; never judged."""
        if self.value is None or not self.goal.base:
            return None
        return (self.value / self.goal.base).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def pace(self) -> Decimal | None:
        """What must be added each month to the end of 2025, rounded up to 0.1; None if nothing."""
        if self.indicator.kind not in _GROWING or self.gap is None:
            return None
        return needed(self.gap, months_left(parse_period(self.period)))

    @property
    def standing(self) -> Standing:
        """The word for it: reached, on track, behind, or none."""
        if self.reached:
            return Standing.REACHED
        if self.expected is None or self.value is None:
            return Standing.NONE
        return Standing.ON_TRACK if self.value >= self.expected else Standing.BEHIND


def rounded(value: Decimal | None, indicator: Indicator) -> Decimal | None:
    """Return a value with the indicator's decimal places."""
    if value is None:
        return None
    return value.quantize(Decimal(1).scaleb(-indicator.precision), ROUND_HALF_UP)


def needed(gap: Decimal, months: int) -> Decimal | None:
    """Return a gap spread over months, rounded up to 0.1; None where there is none of either."""
    if gap <= 0 or months <= 0:
        return None
    return (gap / months).quantize(PACE_STEP, ROUND_CEILING)


def headline_indicators(catalogue: Catalogue) -> tuple[Indicator, ...]:
    """Return the indicators that overview and summary show, without those of the annexes."""
    return tuple(i for i in catalogue.indicators.values() if i.shown and not i.annex)


def value_of(
    reading: Reading, catalogue: Catalogue, unit: str, indicator: Indicator, period: str
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return value, numerator and denominator; the sums are made before dividing."""
    top, bottom = ask(reading, indicator, units_of(catalogue, unit), period)
    if indicator.kind != "ratio" and bottom is None:
        return (None if top is None else top / indicator.factor), None, None
    if top is None or not bottom:
        return None, top, bottom
    percent = 100 if indicator.unit == "%" else 1
    return top * percent / bottom / indicator.factor, top, bottom


def figure(
    reading: Reading, catalogue: Catalogue, unit: str, indicator: Indicator, period: str
) -> Figure:
    """Return one figure of a unit ("3302" is the city) in a period."""
    value, top, bottom = value_of(reading, catalogue, unit, indicator, period)
    aim = goal(catalogue, indicator, unit)
    due = expected(catalogue, indicator, unit, parse_period(period), aim)
    return Figure(indicator, unit, period, value, top, bottom, aim, due)


def trend(
    reading: Reading, catalogue: Catalogue, now: Figure
) -> tuple[tuple[int, Decimal | None], ...]:
    """Return (year, value) of the same cut in each year since 2021, the figure itself last."""
    earlier = [
        (cut.year, value_of(reading, catalogue, now.unit, now.indicator, cut.code)[0])
        for cut in map(parse_period, _cuts_before(now.period))
    ]
    return (*reversed(earlier), (parse_period(now.period).year, now.value))


def _cuts_before(period: str) -> Iterator[str]:
    code = parse_period(period).previous
    while parse_period(code).year > BASE_YEAR:
        yield code
        code = parse_period(code).previous


def figure_rows(
    store: Store, catalogue: Catalogue, unit: str, indicator: str, period: str
) -> tuple[FigureRow, ...]:
    """Return the records behind a figure; their amounts add up to its value.

    Args:
        store: Where the records are.
        catalogue: The catalogues.
        unit: Reporting unit, or "3302" for all.
        indicator: Id of an indicator that has a query.
        period: Code of the period; of an annex's earlier year that year's code.
    """
    entry = catalogue.indicators[indicator]
    with store.counting() as reading:
        return ask_rows(reading, entry, units_of(catalogue, unit), period)
