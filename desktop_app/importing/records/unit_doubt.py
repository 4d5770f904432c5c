"""Questions amounts whose unit cannot be right: by size, by head, by what is known already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import log10

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.importing.mapping.amounts import Amounts, Keys, Other, beyond, outside, stored
from desktop_app.importing.mapping.known_amounts import KnownAmounts
from desktop_app.importing.mapping.magnitudes import (
    Place,
    Ratio,
    factor,
    likely_unit,
    magnitudes,
    middle,
)
from desktop_app.importing.mapping.period_text import is_open
from desktop_app.importing.model import DOUBT, Column, Remark
from desktop_app.importing.records.sheet_rows import SheetRows

_FEWEST = 3
_MOST = 0.6
"""Share of a column's amounts that must be out by the same."""

_THOUSAND = 2.5
"""log10 from which on an amount is out by a thousand rather than grown."""

_TEN = 0.85, 1.15
"""log10 between which a whole column is out by ten: 千元 for 万元."""

_GROWTH = 0.3
"""log10 that amounts of a column out by ten may differ in how they grew."""

_ROW_SLACK = 30
"""How much further one row may lie outside than the middle of a column."""

_SHARED = frozenset({"title", "assumed", "form"})
"""Where a unit comes from that holds for all columns of a sheet."""

_ALONE = 0.8
"""log10 that one amount must lie further outside than the middle of a column."""

_ALIKE = 0.7


class UnitDoubts:
    """The doubts about the units of one sheet.

    Args:
        sheet: Its rows.
        keys: Returns firm and period of each row, for the columns of a form and period.
        known: Amounts that are stored already.
        catalogue: The forms.
    """

    def __init__(
        self,
        sheet: SheetRows,
        keys: Callable[[str, str], Keys],
        known: KnownAmounts,
        catalogue: Catalogue,
    ) -> None:
        self._sheet = sheet
        self._known = known
        self._catalogue = catalogue
        self._amounts: dict[tuple[str, str, str], Amounts] = {}
        self._periods: dict[tuple[str, str], set[str]] = {}
        own: dict[tuple[str, str], Keys] = {}
        for column in sheet.mapping.columns:
            values = sheet.table.column(column.form, column.field, column.period)
            if column.form and values is not None and self._is_number(column):
                divisor = factor((column.form, column.field), catalogue)
                group = column.form, column.period
                if group not in own:
                    own[group] = keys(*group)
                    self._periods[group] = {period for _firm, period in own[group] if period}
                self._amounts[column.form, column.field, column.period] = Amounts(
                    column, values, divisor, own[group], self._periods[group]
                )

    def _is_number(self, column: Column) -> bool:
        kind = self._catalogue.form(column.form).by_code[column.field].type
        return kind in {FieldType.MONEY, FieldType.COUNT}

    def _is_amount(self, place: Place) -> bool:
        return self._catalogue.form(place[0]).by_code[place[1]].type is FieldType.MONEY

    def tell(self) -> None:
        """Note the doubts with the columns and rows of the sheet."""
        compared = [one for one in self._amounts.values() if one.is_compared]
        money = [one for one in compared if one.is_money]
        for one in compared:
            self._by_history(one)
        # What it comes to by head tells more than size, and size more than another amount.
        by_head = [one for one in magnitudes().ratios if not self._is_amount(one.per)]
        others = [one for one in magnitudes().ratios if self._is_amount(one.per)]
        groups = sorted({period for _form, _name, period in self._amounts})
        for ratio, group in product(by_head, groups):
            self._by_ratio(ratio, group)
        for one in money:
            _by_size(one)
        for ratio, group in product(others, groups):
            self._by_ratio(ratio, group)
        self._by_parts(money)
        _share(money)
        for one in compared:
            self._note(one)

    def _by_history(self, one: Amounts) -> None:
        """Compare with the same firm's amounts of this period, and of the years beside it."""
        best: tuple[list[float], Other] | None = None
        for other in self._others(one):
            logs = one.against(other, one.divisor)
            if logs and (best is None or len(logs) > len(best[0])):
                best = logs, other
        if best is not None:
            _judge_growth(one, *best)

    def _others(self, one: Amounts) -> Iterator[Other]:
        """Yield what gives the amount to compare that of a row with."""
        form, name = one.place
        periods = self._periods[form, one.column.period]
        for shift in ("", "previous", "following"):
            known = {p: self._known.of(form, name, _shifted(p, shift)) for p in periods}
            if any(known.values()):
                yield stored(one.keys, known)
        for (own, field_, period), other in self._amounts.items():
            is_before = (own, field_) == one.place and period < one.column.period
            if is_before and _part_of_year(period) == _part_of_year(one.column.period):
                yield other.values

    def _by_ratio(self, ratio: Ratio, group: str) -> None:
        """Judge a column by what it comes to for each of another, or for what is stored of it."""
        of = self._amounts.get((*ratio.of, group))
        if of is None or not of.is_money:
            return
        per = self._amounts.get((*ratio.per, group))
        if per is not None:
            other = per.values
        else:
            periods = self._periods[of.column.form, group]
            known = {period: self._known.of(*ratio.per, period) for period in periods}
            if not any(known.values()):
                return
            other = stored(of.keys, known)
        divisor = factor(ratio.per, self._catalogue)
        logs = of.against(other, divisor)
        if not logs:
            return
        is_by_head = not self._is_amount(ratio.per)
        shift = ratio.bounds.shift(middle(logs), len(logs), of.part if is_by_head else 1.0)
        if shift and per is not None and per.is_money:
            _blame(of, per, shift)
            return
        of.judge(shift)
        if not shift:
            of.is_known = of.is_known or (is_by_head and len(logs) >= _FEWEST)
            _judge_rows(
                of, per if per is not None and per.is_money else None, other, ratio, divisor
            )

    def _by_parts(self, money: Sequence[Amounts]) -> None:
        """Compare parts with their whole: 其中 is never a thousand times as much."""
        for one in money:
            entry = self._catalogue.form(one.column.form).by_code[one.column.field]
            whole = self._amounts.get((one.column.form, entry.part_of, one.column.period))
            if not entry.part_of or whole is None or not whole.is_money:
                continue
            logs = one.against(whole.values, whole.divisor)
            if len(logs) >= _FEWEST and middle(logs) >= _ALIKE:
                _blame(one, whole, middle(logs))

    def _note(self, one: Amounts) -> None:
        if not (one.too_large or one.rows):
            return
        table, column = self._sheet.table, one.column
        word = column.unit.word if column.unit else ""
        own = _with_own_unit(self._sheet, column.index)
        if one.too_large and not own:
            table.column_flags.setdefault(column.index, []).append(DOUBT)
            table.doubts[column.index] = likely_unit(word, one.too_large)
            return
        every = range(len(one.values))
        doubted = dict.fromkeys(every, one.too_large) if one.too_large else one.rows
        for place, too_large in doubted.items():
            if one.values[place] is not None and place not in own:
                remark = Remark(DOUBT, column.index, "", likely_unit(word, too_large))
                table.remarks[place].append(remark)


def _part_of_year(period: str) -> str:
    """Return the part of a year that a heading's period is, whatever the year: M01-09, +ytd."""
    return period.lstrip("<") if is_open(period) else period[4:]


def _judge_rows(of: Amounts, per: Amounts | None, other: Other, ratio: Ratio, divisor: int) -> None:
    """Note rows that lie far outside, though their column as a whole does not.

    Of two amounts the one is in doubt that is further from the middle of its column.
    """
    scale = of.divisor / divisor
    least = 10**ratio.bounds.low * scale / _ROW_SLACK
    most = 10**ratio.bounds.high * scale * _ROW_SLACK
    for place in outside(of.values, other, least, most):
        shift = _log_of_share(of.values[place], other[place]) - log10(scale) - ratio.bounds.centre
        if per is not None and per.out_by(place) > of.out_by(place):
            per.rows[place] = -shift
        else:
            of.rows[place] = shift


def _log_of_share(value: Stored, base: Stored) -> float:
    assert isinstance(value, int)  # noqa: S101 - the caller has looked
    assert isinstance(base, int)  # noqa: S101 - as above
    return log10(abs(value)) - log10(abs(base))


def _by_size(one: Amounts) -> None:
    bounds = magnitudes().sizes.get(one.place)
    if bounds is None or not one.logs:
        return
    shift = bounds.shift(one.middle, len(one.logs), one.part)
    one.judge(shift)
    if not shift and len(one.logs) >= _FEWEST:
        # One amount in another unit: out of all bounds, and nowhere near the others.
        least = 10 ** min(bounds.low - _ALONE, one.middle - _THOUSAND) * one.divisor
        most = 10 ** max(bounds.high + _ALONE, one.middle + _THOUSAND) * one.divisor
        for place, value in beyond(one.values, least, most):
            one.rows.setdefault(place, log10(abs(value) / one.divisor) - one.middle)


def _judge_growth(one: Amounts, logs: Sequence[float], other: Other) -> None:
    """Judge a column by how its amounts grew, and each row by itself."""
    usual = middle(logs)
    low, high = _TEN
    if abs(usual) >= _THOUSAND and _share_near(logs, usual, _ALIKE) >= _MOST:
        one.judge(usual)
        return
    # What was said of a like sheet is soon in doubt.
    fewest = 1 if one.column.unit_from == "remembered" else _FEWEST
    is_ten = low <= abs(usual) <= high and len(logs) >= fewest
    if is_ten and _share_near(logs, usual, _GROWTH) >= _MOST:
        one.judge(usual)
        return
    if abs(usual) < low and len(logs) >= _FEWEST:
        one.fits = one.is_known = True
    times = 10**_THOUSAND
    for place in outside(one.values, other, 1 / times, times):
        one.rows[place] = _log_of_share(one.values[place], other[place])


def _share_near(logs: Sequence[float], usual: float, within: float) -> float:
    return sum(abs(log - usual) <= within for log in logs) / len(logs)


def _blame(one: Amounts, other: Amounts, shift: float) -> None:
    """Say which of two columns is out that do not go together.

    It is the one that nothing speaks for, or whose amounts are further from what is usual; where
    that does not tell, both.
    """
    mine, its = one.out_of_size, other.out_of_size
    if one.fits == other.fits:
        is_mine, is_its = mine >= its - _ALIKE, its >= mine - _ALIKE
    else:
        is_mine, is_its = other.fits, one.fits
    if is_mine:
        one.judge(shift)
    if is_its:
        other.judge(-shift)


def _share(money: Sequence[Amounts]) -> None:
    """Let a doubt about the unit of a title reach the other columns that have it from there."""
    for one in money:
        if not one.too_large or one.column.unit_from not in _SHARED:
            continue
        for other in money:
            is_same = (other.column.unit, other.column.unit_from) == (
                one.column.unit,
                one.column.unit_from,
            )
            if is_same and not other.fits:
                other.too_large = other.too_large or one.too_large


def _with_own_unit(sheet: SheetRows, column: int) -> frozenset[int]:
    """Return the rows whose cell names a unit of its own."""
    return frozenset(
        place
        for place, remarks in sheet.table.remarks.items()
        if any(
            remark.column == column
            and remark.names_unit
            and remark.other
            and remark.other[-1:] in remark.read
            for remark in remarks
        )
    )


def _shifted(period: str, shift: str) -> str:
    return str(getattr(parse_period(period), shift)) if shift else period
