"""Functions that rules call from SQL: deterministic, and NULL for NULL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from functools import cache, lru_cache, wraps

from desktop_app.domain import dates, identifiers, patents
from desktop_app.domain.names import name_key
from desktop_app.domain.numerals import MINUS, shown_number

SqlResult = str | int | float | None
_LATIN = re.compile(r"[A-Za-z]+")
_ONE_DECIMAL = Decimal("0.1")
_FAR = 8
_KEPT = 40_000


def matches(text: str, regex: str) -> bool:
    """Whether `regex` is found in `text` (anchor it to judge the whole)."""
    return _compiled(regex).search(str(text)) is not None


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


def latin_run(text: str) -> int:
    """Return the length of the longest run of Latin letters."""
    return max(map(len, _LATIN.findall(text)), default=0)


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1; the order of the two does not matter."""
    if one == other:
        return 1.0
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def amount(fen: int, fen_per_unit: int) -> str:
    """Return an amount in its display unit ("1,234.5"); `fen_per_unit` is a power of ten."""
    return shown_number(fen, len(str(fen_per_unit)) - 1)


def pct_change(now: int, before: int) -> str | None:
    """Return the change against `before` with one decimal ("+71.5%"); None against zero."""
    if not before:
        return None
    change = Decimal(now - before) * 100 / abs(before)
    rounded = change.quantize(_ONE_DECIMAL, ROUND_HALF_UP)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):,}%"


def near_power_of_ten(one: int, other: int) -> bool:
    """Whether one is about 10, 100, 1000 … times the other (within a tenth): a wrong unit."""
    low, high = sorted((abs(one), abs(other)))
    if not low or (one < 0) != (other < 0):
        return False
    return any(9 * low * 10**k <= 10 * high <= 11 * low * 10**k for k in range(1, _FAR + 1))


def _for_sql(function: Callable[..., SqlResult]) -> Callable[..., SqlResult]:
    """Return `function` for SQL: NULL for NULL or for a text that is no date, 1 and 0 for bools."""

    @wraps(function)
    def called(*args: SqlResult) -> SqlResult:
        if None in args:
            return None
        try:
            result = function(*args)
        except ValueError:
            return None
        return int(result) if isinstance(result, bool) else result

    return called


def _remembered(function: Callable[..., SqlResult]) -> Callable[..., SqlResult]:
    """Return `function` for SQL with its answers kept: it is asked of the same firms and days."""
    return lru_cache(_KEPT)(_for_sql(function))


FUNCTIONS: Mapping[str, tuple[int, Callable[..., SqlResult]]] = {
    "is_uscc": (1, _remembered(identifiers.is_uscc)),
    "is_org_code": (1, _remembered(identifiers.is_org_code)),
    "is_reg_no": (1, _for_sql(identifiers.is_reg_no)),
    "is_cert_no": (1, _for_sql(identifiers.is_cert_no)),
    "is_phone": (1, _for_sql(identifiers.is_phone)),
    "is_mobile": (1, _for_sql(identifiers.is_mobile)),
    "is_patent_no": (1, _for_sql(patents.is_patent_no)),
    "is_pct_no": (1, _for_sql(patents.is_pct_no)),
    "matches": (2, _for_sql(matches)),
    "name_key": (1, _for_sql(name_key)),
    "latin_run": (1, _for_sql(latin_run)),
    "similarity": (2, _for_sql(similarity)),
    "months_between": (2, _remembered(dates.months_between)),
    "add_years": (2, _remembered(dates.add_years)),
    "days_between": (2, _for_sql(dates.days_between)),
    "amount": (2, _for_sql(amount)),
    "pct_change": (2, _for_sql(pct_change)),
    "near_power_of_ten": (2, _for_sql(near_power_of_ten)),
}
"""Number of arguments and function, by the name in SQL."""
