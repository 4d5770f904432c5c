"""Periods as sheets write them: 2024年度, 2024年1-9月, 2024年前三季度, 202409, 3月."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from desktop_app.domain.periods import BadPeriod, parse_period
from desktop_app.domain.texts import fold
from desktop_app.sheets.table import Cell

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_HAN_YEAR = re.compile(r"[二][〇零一二三四五六七八九]{3}(?=年)")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HAN_MONTHS = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_MONTH = r"(1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])"
_DASH = r"[-~—–－至到]+"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?:年度?|财年|会计年度)?")
_CODE = re.compile(r"(?<![0-9A-Z])(20\d{2})(?:Q[1-4]|M\d{2}(?:-\d{2})?)(?![0-9A-Z])")
_DAY = re.compile(r"(?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}[日号]|([-./])\d{1,2}\1\d{1,2}日?)")
_COMPACT = re.compile(
    r"(?<!\d)(20\d{2})(?:(0[1-9]|1[0-2])(?![\d年])|[-./年](1[0-2]|0?[1-9])(?![-~—–\d年季]|至|到))月?+"
    r"(?!累计|止|末累计|[-~—–至到])"
)
# 表2 2023年: two numbers, not one.
_APART = re.compile(r"(?<=\d)\s+(?=(?:19|20)\d{2})")
# 国统字(2018)100号, 有效期至2021年1月: years that are not the report's.
_DOCUMENT = re.compile(
    r"[(\[〔【](?:19|20)\d{2}[)\]〕】]第?\d*号?|有效期[至止]?[:：]?(?:19|20)\d{2}年?\d{0,2}月?"
)
_RANGE_OF_YEARS = re.compile(rf"(?:19|20)\d{{2}}年?{_DASH}(?:(?:19|20)\d{{2}}|\d{{2}})年")
_PARTS = (
    (re.compile(rf"1月?{_DASH}{_MONTH}月份?"), "ytd"),
    (re.compile(rf"截至{_MONTH}月[末底]?|{_MONTH}月份?累计|累计{_MONTH}月"), "ytd"),
    (re.compile(r"上半年度?|前[二两]季度|1-2季度|[半]年报"), "half"),
    (re.compile(r"前[三]季度|前3季度|1-3季度|三季报"), "nine"),
    (re.compile(r"全年|年报|1-4季度"), "year"),
    (re.compile(r"第?([一二三四1-4])季度?|Q([1-4])|([一二三四1-4])季报"), "quarter"),
    (re.compile(rf"(?<![-~—–至到\d.年/])年?{_MONTH}月份?(?![-~—–至到\d])"), "month"),
)


YEAR_TO_DATE = "+ytd"
"""Stands for the period from January to the end of the sheet's or the row's own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A period within a text.

    Attributes:
        code: Its code; "" where the text names a part of a year without the year.
        part: What follows the year in the code ("M01-09"), or "".
        rest: The text without it.
    """

    code: str
    part: str
    rest: str


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
        return found.code if len(rest) <= 4 and not any(map(str.isdigit, rest)) else ""
    return _checked(year[:4] + found.part) if year else ""


def is_open(said: str) -> bool:
    """Whether a heading's period needs that of the sheet or row to be one."""
    return said.startswith(("+", "<"))


def completed(said: str, base: str) -> str:
    """Return the period that a heading means where the sheet or row belongs to `base`.

    "+M01-09" lies in the year of `base`, "+year" is it, "+ytd" reaches from January to the end of
    `base`, "+month" is its last month; "<" before them, or alone, takes all a year earlier.
    What is no period without a base stays as it is.
    """
    if not is_open(said) or not base:
        return said
    whole = parse_period(base)
    part = said.lstrip("<").lstrip("+")
    codes = {
        "": base,
        "year": str(whole.year),
        "ytd": f"{whole.year}M01-{whole.last_month:02}",
        "month": f"{whole.year}M{whole.last_month:02}",
    }
    period = parse_period(codes.get(part, f"{whole.year}{part}"))
    return period.previous if said.startswith("<") else period.code


def find_period(text: str) -> Found | None:
    """Return the one period that a title, name or heading speaks of; None where none or several."""
    core = _western(fold(_APART.sub("、", text)))
    core = _RANGE_OF_YEARS.sub("", _DAY.sub("", _DOCUMENT.sub("", core)))
    code = _CODE.search(core)
    if code:
        known = _checked(code[0])
        return Found(known, known[4:], _cut(core, code.span())) if known else None
    years = {match[1] for match in _YEAR.finditer(core)}
    if len(years) > 1:
        return None
    compact = _COMPACT.search(core)
    if compact and not years - {compact[1]}:
        if "累计" in core or "截至" in core:
            code_ = _checked(f"{compact[1]}M01-{int(compact[2] or compact[3]):02}")
        else:
            code_ = _checked(f"{compact[1]}M{int(compact[2] or compact[3]):02}")
        return Found(code_, code_[4:], _cut(core, compact.span()))
    year = _YEAR.search(core)
    rest = _cut(core, year.span()) if year else core
    part, rest = _part(rest)
    if not year:
        return Found("", part, rest) if part else None
    code_ = _checked(year[1] + ("" if part == "year" else part))
    return Found(code_, code_[4:], rest) if code_ else None


def _western(core: str) -> str:
    return _HAN_YEAR.sub(lambda match: "".join(str(_DIGITS[sign]) for sign in match[0]), core)


def _cut(core: str, span: tuple[int, int]) -> str:
    return core[: span[0]] + core[span[1] :]


def _part(core: str) -> tuple[str, str]:
    """Return what the text says of a part of a year, and the text without it."""
    for pattern, kind in _PARTS:
        found = pattern.search(core)
        if not found:
            continue
        said = next((group for group in found.groups() if group), "")
        rest = _cut(core, found.span())
        if kind == "half":
            return "M01-06", rest
        if kind == "nine":
            return "M01-09", rest
        if kind == "year":
            return "year", rest
        if kind == "quarter":
            return f"Q{_QUARTERS[said]}", rest
        month = _HAN_MONTHS.get(said) or int(said)
        until = "累计" in core or "1-" in core[: found.start()]
        return (f"M01-{month:02}" if kind == "ytd" or until else f"M{month:02}"), rest
    return "", core


def _checked(code: str) -> str:
    try:
        return parse_period(code).code
    except BadPeriod:
        return ""
