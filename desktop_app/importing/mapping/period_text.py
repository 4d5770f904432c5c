"""Periods as sheets write them: 2024年度, 2024年1-9月, 2024年前三季度, 202409, 3月."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.periods import BadPeriod, PeriodKind, parse_period
from desktop_app.domain.texts import fold
from desktop_app.sheets.table import Cell

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "零○◯O0", 0
)
_HAN_YEAR = re.compile(r"二[〇零○◯O0一二三四五六七八九]{3}(?=年)")
HAN_NUMBERS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_M = r"(1[0-2]|0?[1-9]|十[一二]|[一二两三四五六七八九十])(?!\d)"
_Q = "([一二两三四1-4])"
_TO = r"[-~—–－至到]+"
_Y = r"((?:19|20)\d{2})"
_YEAR = re.compile(rf"(?<!\d){_Y}(?!\d)(?:年度|财年|会计年度|年(?![末底初中]))?")
_YEAR_OF_REPORT = re.compile(rf"(?<!\d){_Y}年(?:度|年报)")
# 22Q4 is written so by programs.
_SHORT_YEAR = re.compile(
    r"(?:^|(?<=[^\dA-Z近满共前后第立约每]))([12]\d)"
    r"(?:年(?!以|内|来|间|期|限|级)度?|(?=Q[1-4](?![0-9A-Z])))"
)
_CODE = re.compile(
    rf"(?<![0-9A-Z])(20\d{{2}})(?:Q[1-4]|M\d{{2}}(?:-\d{{2}})?)(?![0-9A-Z]|{_TO}Q?[1-4])"
)
_OF_MONTH = r"(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?"
_DAYS = re.compile(rf"{_Y}(?:年|[-./]){_OF_MONTH}{_TO}(?:{_Y}(?:年|[-./]))?{_OF_MONTH}")
_UP_TO = re.compile("截[至止]")
_UNTIL_DAY = re.compile(rf"截[至止]到?{_Y}(?:年|[-./]){_OF_MONTH}(?!前|[上填]?报|提交|之前)")
_DAY = re.compile(r"(?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}[日号]|([-./])\d{1,2}\1\d{1,2}日?)")
_GLUED = re.compile(r"(?<!\d)(20\d{2})(?:0[1-9]|1[0-2])(?!\d)")
# 2024年1月至9月, 2024.1-9月, 202401-202409: the second year, if any, is the same.
_SPAN = re.compile(
    rf"(?<!\d){_Y}(?:年度?|[-./])?{_M}月?{_TO}(?:\1(?:年|[-./])?)?{_M}(?:月份?|(?![年季.\d]))"
)
_COMPACT = re.compile(
    rf"(?<!\d)(20\d{{2}})(?:(0[1-9]|1[0-2])(?![\d年])月?份?"
    # 2023年8大指标 is no month.
    rf"|[-./]{_M}(?!{_TO}|[.季个])月?份?|年{_M}(?!{_TO})(?:月份?[末底]?(?!前)|(?=$|[)]|累计)))"
)
# 2023H1, 1H2023; 2023年H1 unless an indicator follows that is called so.
# 2023(1-6), unless more follows: (47-48-49) are lines of a form.
_MONTHS_BEHIND = re.compile(rf"(?<!\d){_Y}年?度?[(]({_M}{_TO}{_M})月?[)](?=$|[^\d×x*])")
_HALF = re.compile(
    r"(?<!\d)(20\d{2})(?:年(?=H[12](?![0-9A-Z\u4e00-\u9fff])))?H([12])(?![0-9A-Z])"
    r"|(?<![0-9A-Z])([12])H(20\d{2})(?!\d)"
)
_ROMAN_NUMERALS = ("", "I", "II", "III", "IV")
_ROMAN = re.compile(r"(?<![A-Z])(IV|I{1,3})(?=季)")
_FIRST_MONTH = re.compile(rf"(?<=年)元(?=月|{_TO}{_M}月)")
# 表2 2023年: two numbers, not one.
_APART = re.compile(r"(?<=\d)\s+(?=(?:19|20)\d{2})")
# 国统字(2018)100号, GB/T4754-2017, 有效期至2021年1月, 2024年6月底前, (2024年3月制), 2024年3月报送:
# years of other things.
_DONE = "(?:报送|上报|填报|制定|制表|制|印发|印|修订|编制|更新|导出|打印|公示|公布|开展)"
_DOCUMENT = re.compile(
    # 高企名单（2022） ends with its year; 浙科发〔2022〕12号 is a document.
    r"[\[〔【](?:19|20)\d{2}[\]〕】]第?\d*号?|[(](?:19|20)\d{2}[)](?!$|年)第?\d*号?|[A-Z]{2}/?[A-Z]?\d+(?:\.\d+)?[-—–](?:19|20)\d{2}|有效期[至止]?[:：]?(?:19|20)\d{2}年?\d{0,2}月?"
    r"|(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}[日号]|[末底])?|[末底])之?前"
    rf"|[(][^()]*{_DONE}[)]|(?:19|20)\d{{2}}年\d{{1,2}}月(?:\d{{1,2}}日)?{_DONE}"
)
_RANGE_OF_YEARS = re.compile(rf"(?:19|20)\d{{2}}年?{_TO}(?:(?:19|20)\d{{2}}|\d{{2}})年")
_AS_OF = re.compile(r"截[至止]到?\d{1,2}月\d{1,2}[日号]")
_UNTIL = re.compile(
    rf"截[至止]{_M}月[末底]?|{_M}月份?[末底止]?累计|累计至?{_M}月|{_M}月份?[末底]?止"
    # 6月底: what there is by then, or was made until then.
    rf"|{_M}月份?[末底](?!前)"
)
_TO_DATE = re.compile("累计|截[至止]|月份?[末底]?止|月份?[末底](?!前)")
_PARTS = (
    (re.compile(rf"(?<![-~—–至到\d.]){_M}月?(?:{_TO}|[、和及]){_M}月份?"), "months"),
    (re.compile(rf"前{_M}个?月份?"), "until"),
    (_UNTIL, "until"),
    (
        re.compile(
            rf"第?{_Q}(?:季度?)?{_TO}第?{_Q}季度?|Q?{_Q}{_TO}Q{_Q}|Q{_Q}{_TO}{_Q}|{_Q}Q?{_TO}{_Q}Q"
        ),
        "quarters",
    ),
    (re.compile(r"(?<!下)半年[度报]|上半年度?|中报|年中(?=$|报|快报|数据)"), "half"),
    (re.compile(rf"前{_Q}个?季度?"), "quarters"),
    (re.compile(r"三季报"), "nine"),
    (re.compile(r"下半年度?|(?<=年)初(?=$|数)"), "none"),
    (re.compile(r"全年|年报"), "year"),
    (
        re.compile(rf"第?{_Q}季度?(?:[末底](?!前))?|Q{_Q}|{_Q}Q(?![A-Z])|{_Q}季报|首季度?"),
        "quarter",
    ),
    (re.compile(rf"(?<![-~—–至到\d.年/])年?{_M}月(?:份|[末底](?!止))?(?![-~—–至到\d])"), "month"),
)
_MONTH_END = re.compile(r"月份?[末底](?!前|[止累])")
_OTHER_MONTHS = re.compile(r"\d月份?(?!\d)")
_OF_PART = re.compile(r"[上下半季月旬周]")
"""Signs of a part of a year, which is not understood where the whole year was: 2023上."""

_SUMMED = "累计"
NONE = "?"
"""Stands for a part of a year that is no period."""
_MONTHS = 12
_FIRST_SHORT, _LAST_SHORT = 15, 39
_ANY_YEAR = 2001
_LASTING = {"month": 1, "quarter": 3, "month_before": 1, "quarter_before": 3}
_QUARTERS = {(4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4"}


_YEARS_BEFORE = re.compile("(?:去年|上年|上一年|前年)度?(?!同)")

YEAR_TO_DATE = "+ytd"
"""Stands for the period from January to the end of the sheet's or the row's own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A period within a text.

    Attributes:
        code: Its code; "" where the text names a part of a year without the year.
        part: What follows the year in the code ("M01-09"), or ""; "?" for a part of a year that is
            no period, as 下半年.
        rest: The text without it.
        is_short: Whether the year has two digits.
        before: How many years before that of sheet or row the part lies: 1 of 去年1-6月.
    """

    code: str
    part: str
    rest: str
    is_short: bool = False
    before: int = 0

    @property
    def said(self) -> str:
        """What a heading says with it: the code, or what the year of sheet or row completes."""
        return self.code or f"{'<' * self.before}+{self.part}"

    @property
    def is_none(self) -> bool:
        """Whether a part of a year is named that is no period."""
        return self.part == NONE


def period_of_cell(cell: Cell, year: str = "") -> str:
    """Return the code of the period that a cell of a period column names, or "".

    `year` completes a cell that names a part of a year alone.
    """
    if isinstance(cell, dt.date):
        return str(cell.year) if cell.month == 1 and cell.day == 1 else ""
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return ""
    if isinstance(cell, int | float):
        if not float(cell).is_integer():
            return ""
        cell = str(int(cell))
    core = fold(cell)
    found = find_period(core)
    if found is None:
        return ""
    if found.code:
        # What is left must be empty words, else the cell says something that is not understood.
        rest = found.rest
        is_empty = len(rest) <= 4 and not any(map(str.isdigit, rest)) and not _OF_PART.search(rest)
        return found.code if is_empty else ""
    is_whole = found.part == "year"
    code = _checked(year[:4] + ("" if is_whole else found.part)) if year else ""
    for _year in range(found.before if code else 0):
        code = parse_period(code).previous
    return code


def is_open(said: str) -> bool:
    """Whether a heading's period needs that of the sheet or row to be one."""
    return said.startswith(("+", "<"))


def is_none(said: str) -> bool:
    """Whether a heading's period is a part of a year that is none."""
    return said.endswith(NONE)


def names_month_end(text: str) -> bool:
    """Whether a heading speaks of the end of a month: 2月末人数."""
    return _MONTH_END.search(fold(text)) is not None


def completed(said: str, base: str) -> str:
    """Return the period that a heading means where the sheet or row belongs to `base`.

    "+M01-09" lies in the year of `base`, "+year" is it, "+ytd" reaches from January to the end of
    `base`, "+month" is its last month and "+quarter" its last quarter, "" of a whole year
    and where it ends within a quarter, "+month_before" and "+quarter_before" the ones before them;
    "<" before them, or alone, takes all a year earlier. What is no period without a base stays as
    it is.
    """
    if not is_open(said) or not base or is_none(said):
        return said
    whole = parse_period(base)
    part = said.lstrip("<").lstrip("+")
    if part in _LASTING and (whole.kind is PeriodKind.YEAR or whole.last_month % _LASTING[part]):
        # 本月 in a sheet of 2023, 本季 in one of August: of which, it does not say.
        return ""
    codes = {
        "": base,
        "year": str(whole.year),
        "ytd": f"{whole.year}M01-{whole.last_month:02}",
        "month": f"{whole.year}M{whole.last_month:02}",
        "quarter": f"{whole.year}Q{whole.quarter}",
        "month_before": _before(whole.year, "M", whole.last_month, 12),
        "quarter_before": _before(whole.year, "Q", whole.quarter, 4),
    }
    period = parse_period(codes.get(part, f"{whole.year}{part}"))
    for _year in range(said.count("<")):
        period = parse_period(period.previous)
    return period.code


def until_end(code: str) -> str:
    """Return the period from January to the end of a month or quarter; others stay."""
    period = parse_period(code)
    if period.kind not in {PeriodKind.MONTH, PeriodKind.QUARTER}:
        return code
    return _checked(f"{period.year}{_of_months(1, period.last_month)}".removesuffix("year"))


def _before(year: int, sign: str, number: int, most: int) -> str:
    """Return the month or quarter before one, which may lie in the year before."""
    year, number = (year, number - 1) if number > 1 else (year - 1, most)
    return f"{year}{sign}{number:02}" if sign == "M" else f"{year}{sign}{number}"


def part_until(said: str) -> str:
    """Return what 累计 over a month or quarter means: the months from January to its end."""
    part = said.removeprefix("+")
    if part in {"year", NONE, "ytd", *_LASTING}:
        return said
    # Parts of a year end in the same month in every year.
    last = parse_period(f"{_ANY_YEAR}{part}").last_month
    return f"+{_of_months(1, last)}"


def find_period(text: str) -> Found | None:
    """Return the one period that a title, name or heading speaks of; None where none or several."""
    core = _western(fold(_APART.sub("、", text)))
    between = _DAYS.search(core)
    if between:
        return _of_days(core, between)
    until = _UNTIL_DAY.search(core)
    if until:
        return _until_day(core, until)
    if _YEAR_OF_REPORT.search(core):
        # 2022年度 …（截至3月10日） says until when the figures came in.
        core = _AS_OF.sub("", core)
    core = _RANGE_OF_YEARS.sub("", _DAY.sub("", _DOCUMENT.sub("", core)))
    code = _CODE.search(core)
    if code:
        known = _checked(code[0])
        known = until_end(known) if known and _SUMMED in core else known
        return Found(known, known[4:], _cut(core, code.span())) if known else None
    year, is_sure = _year(core)
    if not is_sure:
        return None
    return _of_year(core, year) if year else _of_part(core)


def _year(core: str) -> tuple[str, bool]:
    """Return the year that a text is about, and whether there is not more than one."""
    years = {found[1] for pattern in (_YEAR, _GLUED) for found in pattern.finditer(core)}
    reported = {found[1] for found in _YEAR_OF_REPORT.finditer(core)}
    if len(years) > 1 and len(reported) == 1:
        years = reported
    return next(iter(years), ""), len(years) <= 1


def _of_year(core: str, year: str) -> Found | None:
    for pattern in (_SPAN, _COMPACT):
        found = next((one for one in pattern.finditer(core) if one[1] == year), None)
        if found is None:
            continue
        last = _number(next(filter(None, found.groups()[:0:-1])))
        first = _number(found[2]) if pattern is _SPAN else last
        rest = _cut(core, found.span())
        if pattern is _COMPACT and _TO_DATE.search(core):
            first = 1
        return _found(year, _of_months(first, last), rest)
    found = next(one for one in _YEAR.finditer(core) if one[1] == year)
    part, rest = _part(_cut(core, found.span()))
    return _found(year, part, rest)


def _of_part(core: str) -> Found | None:
    short = _SHORT_YEAR.search(core)
    if short and _FIRST_SHORT <= int(short[1]) <= _LAST_SHORT:
        part, rest = _part(_cut(core, short.span()))
        found = _found(f"20{short[1]}", part, rest)
        return None if found is None else replace(found, is_short=True)
    relative = _YEARS_BEFORE.match(core)
    part, rest = _part(core[relative.end() :] if relative else core)
    if not part or relative is None:
        return Found("", part, rest) if part else None
    return Found("", part, rest, before=2 if relative[0].startswith("前") else 1)


def _found(year: str, part: str, rest: str) -> Found | None:
    if part == NONE:
        return Found("", part, rest)
    code = _checked(year + ("" if part == "year" else part))
    return Found(code, code[4:], rest) if code else None


def _of_days(core: str, found: re.Match[str]) -> Found | None:
    """Return the period from one day to another: 2023-01-01至2023-06-30."""
    year, month, day, last_year, last_month, last_day = (int(one or 0) for one in found.groups())
    rest = _cut(core, found.span())
    if last_year not in {0, year} or day != 1 or not _is_last_day(year, last_month, last_day):
        return Found("", NONE, rest)
    return _found(str(year), _of_months(month, last_month), rest)


def _until_day(core: str, found: re.Match[str]) -> Found | None:
    """Return the period up to a day: 截至2023年9月30日."""
    year, month, day = map(int, found.groups())
    rest = _cut(core, found.span())
    part = _of_months(1, month) if _is_last_day(year, month, day) else NONE
    return _found(str(year), part, rest)


def _is_last_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and day == monthrange(year, month)[1]


_FISCAL = re.compile(r"FY(?:20)?(\d{2})(?!\d)|(?<!\d)20(\d{2})FY")
"""The books' year of a foreign firm: FY2021."""


def _western(core: str) -> str:
    """Return a text with years, quarters and halves of a year in digits."""
    core = _HAN_YEAR.sub(lambda match: "".join(str(_DIGITS[sign]) for sign in match[0]), core)
    core = _FISCAL.sub(lambda match: f"20{match[1] or match[2]}年", core)
    core = _ROMAN.sub(lambda match: str(_ROMAN_NUMERALS.index(match[0])), core)
    core = _MONTHS_BEHIND.sub(r"\1年\2月", core)
    return _FIRST_MONTH.sub("1", _HALF.sub(_half, core))


def _half(found: re.Match[str]) -> str:
    year, half = found[1] or found[4], found[2] or found[3]
    return f"{year}年{'上' if half == '1' else '下'}半年"


def _cut(core: str, span: tuple[int, int]) -> str:
    return core[: span[0]] + core[span[1] :]


def _number(text: str) -> int:
    return HAN_NUMBERS.get(text) or int(text)


def _of_months(first: int, last: int) -> str:
    """Return the part of a year from one month to another, "?" where that is no period."""
    if first == last:
        return f"M{first:02}"
    if first == 1:
        return "year" if last == _MONTHS else f"M01-{last:02}"
    return _QUARTERS.get((first, last), NONE)


def _part(core: str) -> tuple[str, str]:
    """Return what the text says of a part of a year, and the text without it."""
    for pattern, kind in _PARTS:
        found = pattern.search(core)
        if not found:
            continue
        said = [_number(group) for group in found.groups() if group]
        rest = _cut(core, found.span())
        is_summed = kind == "month" and _SUMMED in core
        if kind == "quarter" and said and (_UP_TO.search(core) or _SUMMED in core):
            # 截至三季度末 and 三季度累计 are what there was until then.
            return _of_months(1, 3 * said[0]), rest
        return _part_of_kind("until" if is_summed else kind, said), rest
    # 13月, 0-9月: a part of the year that is not understood, and not the whole of it.
    return (NONE if _OTHER_MONTHS.search(core) else ""), core


def _part_of_kind(kind: str, said: Sequence[int]) -> str:
    fixed = {"half": "M01-06", "nine": "M01-09", "year": "year", "none": NONE}
    if kind in fixed:
        return fixed[kind]
    if kind == "quarter":
        return f"Q{said[0] if said else 1}"
    if kind == "quarters":
        first, last = (said[0], said[1]) if len(said) > 1 else (1, said[0])
        return _of_months(3 * first - 2, 3 * last)
    if kind == "months":
        return _of_months(said[0], said[1]) if said[0] < said[1] else NONE
    return _of_months(1, said[0]) if kind == "until" else f"M{said[0]:02}"


def _checked(code: str) -> str:
    try:
        return parse_period(code).code
    except BadPeriod:
        return ""
