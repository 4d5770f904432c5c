"""Asks about figures along a year: single ones that never fall, and those to date that do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.names import name_key
from desktop_app.domain.periods import PeriodKind, parse_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.model import SAID_TO_DATE, Remark, SheetMapping
from desktop_app.importing.records.sheet_rows import periods_of
from desktop_app.importing.records.table import Table

FLAG = "maybe_cumulative"
FALLEN = "falls_to_date"
_ALONE = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER})
_LEAST = 3
"""Figures along a year from which their rise says anything."""

_ROUNDED = 0.01
_TOTAL = ("unit_total", "value")
_OF_YEARS = "annual"
"""Kind of indicators that are made along a year."""
_SUMMED = "cumulative"
"""Kind of those that are summed over the years."""

Subject = tuple[Stored, ...]
Where = tuple[str, str, int, PeriodKind]
"""A field in a year, cut in one way: form, field, year, kind of period.

Of those to date is all that begins in January, the whole year too.
"""
Place = tuple[int, tuple[str, str, str], int]
"""Where a figure stands: number of its table, its column, its row."""


def take_to_date(table: Table, catalogue: Catalogue) -> None:
    """Let single months reach from January on in rows of totals whose names say so: （累计）.

    What is there at the end of a month is no sum, and asked about.
    """
    codes = table.column(_TOTAL[0], "indicator") or ()
    for row, code in enumerate(codes):
        said = next((one for one in table.remarks.get(row, ()) if one.code == SAID_TO_DATE), None)
        indicator = catalogue.indicators.get(str(code)) if said else None
        if said is None or indicator is None:
            continue
        if indicator.kind == _OF_YEARS:
            table.to_date.add(row)
        elif indicator.kind != _SUMMED:
            table.remarks[row].append(said._replace(code="near_word"))


def ask_about_sums(tables: Sequence[tuple[Table, SheetMapping]], catalogue: Catalogue) -> None:
    """Flag single months or quarters that never fall along the year, and those to date that do.

    Args:
        tables: All tables of an import; months may stand in columns, rows or sheets.
        catalogue: Forms and fields.
    """
    found: dict[Where, dict[Subject, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    places: dict[Where, dict[tuple[Subject, int], Place]] = defaultdict(dict)
    again: dict[Where, list[Place]] = defaultdict(list)
    for number, (table, mapping) in enumerate(tables):
        for where, subject, month, value, place in _figures(number, table, mapping, catalogue):
            if (subject, month) in places[where]:
                again[where].append(place)
            found[where][subject][month] = value
            places[where][subject, month] = place
    for where, subjects in found.items():
        if where[3] is PeriodKind.YTD:
            fallen = [(who, month) for who, one in subjects.items() for month in _falling(one)]
            _flag(FALLEN, (places[where][one] for one in fallen), tables)
            continue
        long = {who: series for who, series in subjects.items() if len(series) >= _LEAST}
        if not long or not all(map(_never_falls, long.values())):
            continue
        if not _add_up(long, _from_january(where, tables, catalogue)):
            _flag(FLAG, (*places[where].values(), *again[where]), tables)


def _flag(flag: str, places: Iterable[Place], tables: Sequence[tuple[Table, SheetMapping]]) -> None:
    for number, key, row in places:
        table = tables[number][0]
        remark = Remark(flag, table.sources[key])
        if remark not in table.remarks[row]:
            table.remarks[row].append(remark)


def _from_january(
    where: Where, tables: Sequence[tuple[Table, SheetMapping]], catalogue: Catalogue
) -> dict[tuple[Subject, int], int]:
    """Return what is said of a year, or up to a month of it, beside its months or quarters."""
    form, name, year, _kind = where
    wholes: dict[tuple[Subject, int], int] = {}
    for table, mapping in tables:
        for key, values in table.values.items():
            if key[:2] != (form, name):
                continue
            parent, is_total = catalogue.form(form).parent, key[:2] == _TOTAL
            subjects = _whom(table, mapping, parent, catalogue, is_total=is_total)
            periods = periods_of(key[2], table, mapping)
            ends = {code: _end(code, year) for code in set(periods)}
            for subject, value, period in zip(subjects, values, periods, strict=True):
                if isinstance(value, int) and ends[period]:
                    wholes[(subject,), ends[period]] = value
    return wholes


def _end(period: str, year: int) -> int:
    """Return the month until which a period runs from January of a year, or 0 for others."""
    cut = parse_period(period) if period else None
    runs = cut is not None and cut.year == year and cut.kind in {PeriodKind.YEAR, PeriodKind.YTD}
    return cut.last_month if cut is not None and runs else 0


def _add_up(
    series: Mapping[Subject, Mapping[int, int]], wholes: Mapping[tuple[Subject, int], int]
) -> bool:
    """Whether the figures of each add up to what is said from January on, rounding apart."""
    known = [
        (sum(value for month, value in series[who].items() if month <= end), whole)
        for (who, end), whole in wholes.items()
        if who in series
    ]
    return bool(known) and all(
        abs(total - whole) <= abs(whole) * _ROUNDED for total, whole in known
    )


def _never_falls(series: dict[int, int]) -> bool:
    values = [value for _month, value in sorted(series.items())]
    return values[-1] > values[0] and all(low <= high for low, high in pairwise(values))


def _falling(series: dict[int, int]) -> Iterator[int]:
    """Yield the months until which less was made than until an earlier one."""
    most = None
    for month, value in sorted(series.items()):
        if most is not None and value < most:
            yield month
        most = value if most is None else max(most, value)


def _figures(
    number: int, table: Table, mapping: SheetMapping, catalogue: Catalogue
) -> Iterator[tuple[Where, Subject, int, int, Place]]:
    """Yield the figures of single months and quarters, and of those to date, of a table."""
    for key, values in table.values.items():
        form, name, named = key
        entry = catalogue.form(form)
        is_total = key[:2] == _TOTAL
        if not entry.periodic or not (is_total or flows(entry.by_code[name])):
            continue
        periods = periods_of(named, table, mapping)
        # Where 3月 is to date as a title says, a fall tells otherwise; a profit falls with a loss.
        only_grows = mapping.is_to_date and (is_total or not entry.by_code[name].signed)
        kinds = {parse_period(period).kind for period in set(periods) if period}
        if kinds <= {PeriodKind.YEAR}:
            continue
        subjects = _whom(table, mapping, entry.parent, catalogue, is_total=is_total)
        for row, (value, period) in enumerate(zip(values, periods, strict=True)):
            if not isinstance(value, int) or not period or row in table.rejects:
                continue
            cut = parse_period(period)
            if subjects[row] is None:
                continue
            to_date = {PeriodKind.YTD} if cut.first_month == 1 and only_grows else set()
            for kind in to_date | ({cut.kind} & _ALONE):
                where = (form, name, cut.year, kind)
                yield where, (subjects[row],), cut.last_month, value, (number, key, row)


def flows(field: Field) -> bool:
    """Whether a figure is made along a period; what is there at its end is no sum of months."""
    if field.type is FieldType.MONEY:
        return layout_words().stocks.search(field.label) is None
    return field.type is FieldType.COUNT and layout_words().flows.search(field.label) is not None


def _whom(
    table: Table, mapping: SheetMapping, parent: str, catalogue: Catalogue, *, is_total: bool
) -> Sequence[Stored]:
    """Return what each row is about: the firm; of totals the indicator, if it is made in a year."""
    if not is_total:
        return _subjects(table, mapping, parent)
    codes = table.column(_TOTAL[0], "indicator") or [None] * len(table.numbers)
    known = catalogue.indicators
    return [
        code if code in known and known[str(code)].kind == _OF_YEARS else None for code in codes
    ]


def _subjects(table: Table, mapping: SheetMapping, parent: str) -> Sequence[Stored]:
    """Return whom each row is about, by code, else by name."""
    codes = table.column(parent, "uscc") or [None] * len(table.numbers)
    names = table.column(parent, "name") or [None] * len(table.numbers)
    whole = mapping.constants.get((parent, "uscc")) or mapping.constants.get((parent, "name"))
    return [
        code or (name_key(str(name)) if name else whole)
        for code, name in zip(codes, names, strict=True)
    ]
