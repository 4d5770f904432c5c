"""Reporting periods and their codes: 2024, 2024Q3, 2024M09, 2024M01-09."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_CODE = re.compile(r"([0-9]{4})(?:Q([1-4])|M([0-9]{2})(?:-([0-9]{2}))?)?")
_FIRST_YEAR, _LAST_YEAR = 1949, 2199
_CACHED = 4096


class BadPeriod(ValueError):  # noqa: N818 - said as the callers say it
    """A text that is no period code."""


class PeriodKind(StrEnum):
    """How a period is cut out of its year."""

    YEAR = "year"
    QUARTER = "quarter"  # three months alone
    MONTH = "month"  # one month alone
    YTD = "ytd"  # January to a later month before December


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period.

    Attributes:
        code: Its one canonical code.
        kind: How it is cut.
        year: Its year.
        first_month: 1 to 12; `last_month` likewise.
    """

    code: str
    kind: PeriodKind
    year: int
    first_month: int
    last_month: int

    @property
    def first_day(self) -> str:
        """The first day, as ISO text."""
        return f"{self.year}-{self.first_month:02}-01"

    @property
    def last_day(self) -> str:
        """The last day, as ISO text."""
        days = monthrange(self.year, self.last_month)[1]
        return f"{self.year}-{self.last_month:02}-{days:02}"

    @property
    def quarter(self) -> int:
        """The quarter that it ends in, 1 to 4."""
        return (self.last_month + 2) // 3

    @property
    def previous(self) -> str:
        """Code of the same cut one year earlier (上年同期)."""
        return f"{self.year - 1}{self.code[4:]}"

    @property
    def following(self) -> str:
        """Code of the same cut one year later."""
        return f"{self.year + 1}{self.code[4:]}"


@lru_cache(maxsize=_CACHED)
def parse_period(code: str) -> Period:
    """Return the period that `code` names; "2024M01-12" is 2024 and "2024M01-01" is 2024M01.

    Raises:
        BadPeriod: `code` names none.
    """
    found = _CODE.fullmatch(code)
    if not found or not _FIRST_YEAR < int(found[1]) < _LAST_YEAR:
        raise BadPeriod(code)
    year, quarter, first, last = found.groups()
    if quarter:
        end = int(quarter) * 3
        return Period(code, PeriodKind.QUARTER, int(year), end - 2, end)
    if not first:
        return Period(code, PeriodKind.YEAR, int(year), 1, 12)
    return _of_months(int(year), int(first), int(last or first))


def _of_months(year: int, first: int, last: int) -> Period:
    code = f"{year}M{first:02}-{last:02}"
    if not 1 <= first <= last <= 12 or (first > 1 and first != last):
        raise BadPeriod(code)
    if first == last:
        return Period(f"{year}M{first:02}", PeriodKind.MONTH, year, first, last)
    if last == 12:
        return Period(str(year), PeriodKind.YEAR, year, first, last)
    return Period(code, PeriodKind.YTD, year, first, last)


def is_period(code: str) -> bool:
    """Whether `code` is the canonical code of a period."""
    try:
        return parse_period(code).code == code
    except BadPeriod:
        return False
