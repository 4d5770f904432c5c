"""Which period the figures of a column belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import PeriodKind, parse_period
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.period_of_title import (
    DIFFERS,
    NO_PERIOD,
    NOT_SAID,
    Said,
    names_coming,
)
from desktop_app.importing.mapping.period_text import (
    NONE,
    YEAR_TO_DATE,
    completed,
    find_period,
    is_none,
    is_open,
    names_month_end,
    until_end,
)
from desktop_app.importing.mapping.same_times import with_same_times
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.model import JOINT, Column, ImportOptions, SheetName

_ALWAYS = "~"
"""Goes behind all periods: what a heading says that names none."""

_ALONE = re.compile("[当本单][月季]")
"""Says that a figure is that of a month or quarter alone, whatever the title does."""

_ENDING = frozenset({"month", "quarter", "month_before", "quarter_before", "ytd"})
"""Periods that end with the month that a sheet is about."""


def period_of_sheet(title: TitleFacts, name: SheetName, options: ImportOptions) -> Said:
    """Return the period of rows that name none."""
    said = title.said
    if said.source == DIFFERS and said.code in {options.period, title.cover}:
        said = said._replace(source="title")
    if said.code and not said.is_coming:
        return said._replace(code=until_end(said.code)) if title.is_to_date else said
    if title.is_earlier and title.before:
        return Said(parse_period(title.before).previous, "title")
    return _said_around(title, name, options)


def _said_around(title: TitleFacts, name: SheetName, options: ImportOptions) -> Said:
    """Return what option, cover or file say of the period of a sheet that does not."""
    said = title.said
    if options.period:
        return Said(_within(options.period, title.part), "option")
    if said.source == NO_PERIOD:
        return NOT_SAID
    if title.cover:
        return Said(_shifted(_around(title.cover, title.part), title), "cover")
    stem = PurePath(name.file).stem
    found = find_period(stem)
    if found and found.code not in {"", said.code}:
        is_coming = names_coming(stem, found.code)
        code = _shifted(_around(found.code, title.part), title)
        return Said(code, "file", is_coming=is_coming)
    return said


def _shifted(period: str, title: TitleFacts) -> str:
    """Return the period of a sheet that says that it is of the year before: 上年度研发费用."""
    return parse_period(period).previous if title.is_earlier else period


def _around(period: str, part: str) -> str:
    """Return what cover or file say of when a table is, whose own title names a part of a year.

    The title of 1-2月 in a file of the first quarter is nearer to its rows.
    """
    return _within(str(parse_period(period).year), part) if part else period


def _within(period: str, part: str) -> str:
    """Return the part of a year that title or tab names, in the year that is said elsewhere."""
    is_year = parse_period(period).kind is PeriodKind.YEAR
    return completed(f"+{part}", period) if part and is_year else period


def dated(
    columns: Sequence[Column],
    period: str,
    *,
    is_to_date: bool = False,
    is_in_parts: bool = False,
    blank: Collection[int] = (),
) -> list[Column]:
    """Complete the periods that headings name without their year, or by another.

    Where rows name their own, each row completes them. Where all is said to be to date
    (`is_to_date`), 3月 reaches from January on, and 本月 does not. Months whose columns are still
    `blank` end no 累计 beside them. What is said of the year before is told where figures are of
    parts of a year (`is_in_parts`).
    """
    is_by_row = any(column.field == "period" and not column.form for column in columns)
    base = "" if is_by_row else period
    if base and any(column.period and not completed(column.period, base) for column in columns):
        # 本月 of no month known; 累计 beside it ends with that month.
        is_year = parse_period(base).kind is PeriodKind.YEAR
        columns = [
            replace(column, period=NONE)
            if column.period.lstrip("<+") in _ENDING
            and (is_year or not completed(column.period, base))
            else column
            for column in columns
        ]
    found = [_completed(column, base) for column in columns]
    pairs = zip(found, columns, strict=True)
    begun = [replace(one, form="") if one.index in blank else one for one in found]
    found = [_until(column, said, begun, columns) for column, said in pairs]
    if is_to_date:
        pairs = zip(found, columns, strict=True)
        found = [_to_date(column, said.period) for column, said in pairs]
    return once(with_same_times(found, columns, base, is_in_parts=is_in_parts))


def _to_date(column: Column, said: str) -> Column:
    """Let a single month or quarter reach from January on; 本月 and 当月 stay what they are."""
    is_closed = bool(column.period) and not is_open(column.period) and not is_none(column.period)
    is_alone = said.lstrip("<+") in _ENDING or _ALONE.search(column.heading) is not None
    if not is_closed or is_alone:
        return column
    return replace(column, period=until_end(column.period))


def _completed(column: Column, base: str) -> Column:
    if not is_none(column.period):
        said = completed(column.period, base)
        return replace(column, period=said, by_sheet=said != column.period)
    near = (column.form, column.field) if column.form else column.near
    return replace(column, form="", field="", period="", reason="bad_period", near=near)


def with_this_year(columns: Sequence[Column], period: str) -> list[Column]:
    """Let 本年营业收入 in a sheet of a month or quarter reach from January to its end."""
    is_part = bool(period) and until_end(period) != period
    return _of_this_year(columns, YEAR_TO_DATE, {YEAR_TO_DATE}) if is_part else list(columns)


def with_own_year(columns: Sequence[Column], said: Said) -> list[Column]:
    """Give 本年营业收入 the year for which firms apply, which figures that name none are not of."""
    told = {"", YEAR_TO_DATE}
    return _of_this_year(columns, said.code, told) if said.is_coming else list(columns)


def _of_this_year(columns: Sequence[Column], period: str, told: Collection[str]) -> list[Column]:
    """Give a period to figures that begin with 本年 and name none, by words that tell `told`."""
    said = layout_words().periods.items()
    words = tuple(word for word, meant in said if meant in told and "年" in word)
    return [
        replace(column, period=period)
        if column.form and not column.period and _begins(column.heading, words)
        else column
        for column in columns
    ]


def _begins(heading: str, words: tuple[str, ...]) -> bool:
    return any(fold(part).startswith(words) for part in heading.split(JOINT))


def with_periods_beside(
    columns: Sequence[Column], period: str, title: str, catalogue: Catalogue
) -> list[Column]:
    """Give figures that name no period the one that those beside them do.

    Args:
        columns: The columns.
        period: That of the sheet, or "".
        title: What stands above the table, and its tab.
        catalogue: Forms and code lists.
    """
    columns = _with_periods_of_others(columns, period, catalogue)
    return _with_month_ends(_with_periods_of_list(columns, period, title, catalogue), catalogue)


def _with_periods_of_others(
    columns: Sequence[Column], period: str, catalogue: Catalogue
) -> list[Column]:
    """Give figures that name no period the one that all others of the sheet name.

    Where those name several, which of them is meant cannot be told, and the column is left out.
    """
    is_by_row = any(column.field == "period" and not column.form for column in columns)
    named = {column.period for column in columns if column.form and column.period}
    if period or is_by_row or not named:
        return list(columns)
    return [
        _with_other(column, named) if _is_undated(column, catalogue) else column
        for column in columns
    ]


def _with_periods_of_list(
    columns: Sequence[Column], period: str, title: str, catalogue: Catalogue
) -> list[Column]:
    """Give figures of a list of a month the one longer period of others that ends then.

    在孵企业名单（2023年12月） says when it was put together: 从业人数 beside 2023年营业收入 is of
    that year.
    """
    named = {column.period for column in columns if column.form and column.period}
    ending = {one for one in named if _ends_with(one, period)}
    is_list = layout_words().dated_lists.fullmatch(fold(title)) is not None
    if len(ending) != 1 or not is_list:
        return list(columns)
    dated = {(column.form, column.field) for column in columns if column.period}
    return [
        _with_other(column, ending)
        if _is_undated(column, catalogue) and (column.form, column.field) not in dated
        else column
        for column in columns
    ]


def _ends_with(longer: str, period: str) -> bool:
    """Whether a month or quarter is the last of a longer period."""
    if not period or is_open(longer) or longer == period:
        return False
    whole, part = parse_period(longer), parse_period(period)
    is_part = part.kind in {PeriodKind.MONTH, PeriodKind.QUARTER}
    return is_part and (whole.year, whole.last_month) == (part.year, part.last_month)


def _is_undated(column: Column, catalogue: Catalogue) -> bool:
    form = catalogue.form(column.form) if column.form and not column.period else None
    return form is not None and form.periodic and form.by_code[column.field].is_number


def _with_other(column: Column, named: Collection[str]) -> Column:
    if len(named) > 1:
        near = (column.form, column.field)
        return replace(column, form="", field="", reason="no_period", near=near)
    return replace(column, period=next(iter(named)), flags=("period_assumed",))


def _with_month_ends(columns: Sequence[Column], catalogue: Catalogue) -> list[Column]:
    """Let what is there at the end of a month be of the period that figures beside it are of.

    2月末人数 is what there is at the end of January and February together, unless the figures
    beside it are those of February alone.
    """
    ends = {column.index for column in columns if _is_at_end(column, catalogue)}
    beside = {(c.form, c.period) for c in columns if c.form and c.index not in ends}
    return [_of_month(column, beside) if column.index in ends else column for column in columns]


def _is_at_end(column: Column, catalogue: Catalogue) -> bool:
    """Whether a column holds what is there at the end of a month: 2月末资产总计."""
    if not column.form or is_open(column.period) or not names_month_end(column.heading):
        return False
    field = catalogue.form(column.form).by_code[column.field]
    return field.is_number and layout_words().stocks.search(field.label) is not None


def _of_month(column: Column, beside: Collection[tuple[str, str]]) -> Column:
    said = parse_period(column.period) if column.period else None
    if said is None or (column.form, column.period) in beside:
        return column
    month = f"{said.year}M{said.last_month:02}"
    return replace(column, period=month) if (column.form, month) in beside else column


def without_periods_of_standing(columns: Sequence[Column], catalogue: Catalogue) -> list[Column]:
    """Take what stands in a register as it is last said: 2022年注册资本, 2023年注册资本.

    The periods of such columns say since when they hold, and are none of their records.
    """
    forms = {column.form for column in columns} - {""}
    standing = {form for form in forms if not catalogue.form(form).periodic}
    latest: dict[tuple[str, str], str] = {}
    for column in columns:
        if column.form in standing:
            where = (column.form, column.field)
            latest[where] = max(latest.get(where, ""), column.period or _ALWAYS)
    return [
        _as_it_is(column, latest[column.form, column.field])
        if column.form in standing and column.period
        else column
        for column in columns
    ]


def without_periods_of_names(columns: Sequence[Column], catalogue: Catalogue) -> list[Column]:
    """Take the one column of what figures are of for all of them: 指标 and 数值 below 2022年."""
    named = Counter((column.form, column.field) for column in columns)
    return [
        replace(column, period="")
        if column.period and _is_name(column, named, catalogue)
        else column
        for column in columns
    ]


def _is_name(column: Column, named: Mapping[tuple[str, str], int], catalogue: Catalogue) -> bool:
    """Whether periodic records are recognised by a column that has none of its kind beside it."""
    form = catalogue.form(column.form) if column.form else None
    if form is None or not form.periodic or named[column.form, column.field] > 1:
        return False
    parts = {part for way in form.identity for part in way.split("+")}
    return column.field in parts and not form.by_code[column.field].is_number


def _as_it_is(column: Column, latest: str) -> Column:
    if column.period == latest:
        return replace(column, period="")
    near = (column.form, column.field)
    return replace(column, form="", field="", period="", reason="doubled", near=near)


def _until(
    column: Column, said: Column, columns: Sequence[Column], sayings: Sequence[Column]
) -> Column:
    """Let 累计 beside single months or quarters reach to the last of them."""
    if said.period != YEAR_TO_DATE or not column.form or is_open(column.period):
        return column
    named = [
        parse_period(other.period)
        for other, own in zip(columns, sayings, strict=True)
        if (other.form, other.field) == (column.form, column.field)
        and other.period
        and not own.period.startswith("<")
    ]
    parts = [part for part in named if part.kind in {PeriodKind.MONTH, PeriodKind.QUARTER}]
    if not parts:
        return column
    last = max(parts, key=lambda part: (part.year, part.last_month))
    return replace(column, period=completed(YEAR_TO_DATE, last.code))


def once(columns: Sequence[Column]) -> list[Column]:
    """Take a field of a period once; the second of two columns for it is doubled."""
    taken: set[tuple[str, str, str]] = set()
    found = []
    for column in columns:
        where = (column.form, column.field, column.period)
        if column.form and where in taken:
            found.append(replace(column, form="", field="", reason="doubled", near=where[:2]))
            continue
        taken.add(where)
        found.append(column)
    return found
