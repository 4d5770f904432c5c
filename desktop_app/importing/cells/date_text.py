"""What a text says of a day, a month or a year, in all the ways in which people write one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop_app.domain.dates import FIRST_YEAR, LAST_YEAR
from desktop_app.domain.texts import plain_width

_PIVOT = 60
_FIRST, _LAST = 1900, 2099
"""Four digits between these are a year, and others a year and a month of two digits each."""

_LIKELY = range(1950, 2080)
"""Six digits whose first four lie here are a year and a month."""

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = re.compile(r"^(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*[,. ]+")
_TOKEN = re.compile(r"(\d+|[A-Z]{3,9})(?:ST|ND|RD|TH)?([^\dA-Z]{0,3})")
_BETWEEN = re.compile(r" ?[-./,，、·\\|_—–―−。年月日号'] ?|[-./ ]{1,2}|月份?")
_BEHIND = re.compile(r"|年度?|财年|月份?|日|号")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d")
_TIME = re.compile(
    r"[ T]*(?:[上下]午|凌晨|中午)? *\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?"
    r"(?: ?[AP]M)?(?:Z|[+-]\d\d:\d\d)?$| *[上下]午$"
)
_WEEKDAY = re.compile(r" ?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?$| ?\([一二三四五六日]\)$")
_FORMAL = str.maketrans("零○◯壹贰叁肆伍陆柒捌玖拾", "〇〇〇一二三四五六七八九十")
_HAN_YEAR = re.compile(r"[〇O\d一二三四五六七八九]{4}(?=[年.\-/]|$)")
_HAN_PART = re.compile(
    r"[〇一二三四五六七八九十]{1,4}(?=[月日号]|$)|(?<=\.)[一二三四五六七八九十]{1,3}(?=\.)"
)
_HAN_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"O": "0"}
_VAGUE = re.compile(
    r"(?:[上下]半年|第?[一二三四1-4]季度?|Q[1-4]|[春夏秋冬][季天]?|[上中下]旬|年?[初中底末]|"
    r"前后|左右|上下|[以之]?[前后])$"
)
_GUESSED = re.compile(r"^(?:约|大约|预计|计划|拟|暂定|估计)")
_SINCE = re.compile(r"^[自从于]+|(?:起|开始)$")
_UNTIL = re.compile(
    r"^(?:有效期限?|有效|截止|截至|到期|至|到|日期?|[:：])+|(?:止|为止|截止|到期|结束)$"
)
_REMARK = re.compile(r"(.*?\d[日号月年]?度?) ?\(([^()]+)\)")
_LETTERS = re.compile(r"(?<=\d)[OlI](?=\d)|(?<=[\d年月./-])O(?=\d)|(?<=[./-])[lI](?=\d|[./-])")
_WHOLE = re.compile(r"(?<!\d)((?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)(?![\d.-])")
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_LONG_NUMBER = re.compile(r"\d{3,}|\d[-./年月]\d")
_AROUND = re.compile(r" *([年月日号]) *")
_LOOKALIKES = str.maketrans("OlI", "011")
_LINES = re.compile(r"\d[日号月年]?\s*[\r\n]+\s*'?\d")
_PARTED = re.compile(r"[;；、,，/|]+|和|及")
_LONG = r"(?:有效期?)?(?:[1-9]|10|[一二两三四五六七八九十])周?年"
_HOW_LONG = re.compile(rf"^{_LONG}(?:[,;:、 ]+|(?=\())|[,;、 ]*\({_LONG}\)$|[,;、 ]+{_LONG}$")
"""What says beside both ends of a time how long it is."""

_JOINS = re.compile(r"至|到|[-~—–―−]+")


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a month or year where that is all there is.

    Attributes:
        year: The year; 0 where `reject` says why there is none.
        month: The month, or 0.
        day: The day, or 0.
        flag: Why a person should look at it; "since" or "until" where words beside it say that
            it is the first or the last of something; or "".
        reject: Why it is none, or "".
    """

    year: int = 0
    month: int = 0
    day: int = 0
    flag: str = ""
    reject: str = ""

    @property
    def iso(self) -> str:
        """2021-03-05, 2021-03 or 2021."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def precision(self) -> int:
        """3 for a day, 2 for a month, 1 for a year, 0 for none."""
        return sum(map(bool, (self.year, self.month, self.day)))


NONE = When(reject="not_a_date")
_SEVERAL = When(reject="several_values")


def century(two: str) -> int:
    """Return the year that two digits mean."""
    return int(two) + (2000 if int(two) < _PIVOT else 1900)


@lru_cache(maxsize=20_000)
def read_when(text: str, *, is_day_first: bool = False) -> When:
    """Return what a text says that is neither blank nor a missing mark.

    Args:
        text: The text.
        is_day_first: Whether 5/3/2021 is the fifth of March, as far as its column tells.
    """
    written = plain_width(text)
    if _LINES.search(written):
        return _SEVERAL
    spaced = _AROUND.sub(r"\1", " ".join(written.split()))
    core = _LETTERS.sub(lambda found: found[0].translate(_LOOKALIKES), spaced)
    is_mended = core != spaced
    core = _undressed(core)
    remark = _REMARK.fullmatch(core)
    found = _worded(_undressed(remark[1] if remark else core), is_day_first=is_day_first)
    if remark:
        found = _noted(found, "remark_in_cell")
    return _noted(found, "letters_in_number") if is_mended else found


@lru_cache(maxsize=20_000)
def read_span(text: str) -> tuple[When, When] | None:
    """Return first and last of a stretch of time such as 2021.3.5-2024.3.4, or None."""
    core = _undressed(_AROUND.sub(r"\1", plain_width(text)))
    core = _HOW_LONG.sub("", core).strip("()")
    for join in _JOINS.finditer(core):
        one = _worded(core[: join.start()], is_day_first=False)
        if one.reject:
            continue
        rest = core[join.end() :]
        for written in (rest, f"{one.year}.{rest}", f"{one.year}.{one.month}.{rest}"):
            other = _worded(written, is_day_first=False)
            if not other.reject and other.precision == one.precision and other.iso >= one.iso:
                return _bare(one), _bare(other)
    return None


def _bare(end: When) -> When:
    """Return an end of a time without what its place in the text says already."""
    return replace(end, flag="") if end.flag in {"since", "until"} else end


def _undressed(written: str) -> str:
    """Return a text without its time, weekday and quotes, its Chinese numerals made digits."""
    core = written.strip(" '\"‘’“”*").upper().rstrip("。.,，;；、/- ")
    core = _WEEKDAYS.sub("", _WEEKDAY.sub("", core))
    time = _TIME.search(core)
    if time and _worded(core[: time.start()], is_day_first=False).precision == len("ymd"):
        core = core[: time.start()]
    core = _WEEKDAY.sub("", core.strip())
    return _HAN_PART.sub(_number, _HAN_YEAR.sub(_year, core.translate(_FORMAL)))


def _year(found: re.Match[str]) -> str:
    return "".join(_HAN_DIGITS.get(sign, sign) for sign in found[0])


def _number(found: re.Match[str]) -> str:
    tens, ten, ones = found[0].lstrip("〇").rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return found[0]
    return str(
        (10 * int(_HAN_DIGITS.get(tens, "1")) if ten else 0) + int(_HAN_DIGITS.get(ones, "0"))
    )


def _worded(core: str, *, is_day_first: bool) -> When:
    """Return a time beside words such as 自…起, 约…, …底."""
    certain = _GUESSED.sub("", core)
    since = _SINCE.sub("", certain)
    bare = _UNTIL.sub("", since).strip()
    found = _numbers(bare, is_day_first=is_day_first)
    flag = "approximate" if certain != core else ""
    rough = _VAGUE.sub("", bare).strip()
    if found.reject and rough != bare:
        found, flag = _numbers(rough, is_day_first=is_day_first), "approximate"
    flag = flag or ("since" if since != certain else "until" if bare != since.strip() else "")
    return _noted(found, flag) if flag else found


def _noted(found: When, flag: str) -> When:
    return found if found.reject or found.flag else replace(found, flag=flag)


def _numbers(core: str, *, is_day_first: bool) -> When:
    """Return the time that one to three numbers, or a month by its name, say together."""
    tokens = list(_TOKEN.finditer(core))
    if not tokens or len(tokens) > len("ymd") or "".join(token[0] for token in tokens) != core:
        return NONE
    signs = [token[2] for token in tokens]
    if not all(map(_BETWEEN.fullmatch, signs[:-1])) or not _BEHIND.fullmatch(signs[-1]):
        return NONE
    parts = [token[1] for token in tokens]
    named = [_MONTHS.index(part[:3]) + 1 for part in parts if part[:3] in _MONTHS]
    if named:
        return _with_name(parts, named[0])
    # 5.3.2021 is how those write who put the day first.
    is_day_first = is_day_first or signs[0] == "."
    return (
        _in_digits(parts, signs, is_day_first=is_day_first) if "".join(parts).isdecimal() else NONE
    )


def _in_digits(parts: Sequence[str], signs: Sequence[str], *, is_day_first: bool) -> When:
    if len(parts) == len("y"):
        return _one(parts[0], signs[0])
    if len(parts) == len("ym"):
        return _two(parts, signs)
    return _three(parts, is_day_first=is_day_first)


def _one(part: str, sign: str) -> When:
    if len(part) == 8 or (len(part) == 14 and _CLOCK.fullmatch(part[8:])):
        return _day(int(part[:4]), int(part[4:6]), int(part[6:8]))
    if len(part) == 6:
        month = _month(int(part[:4]), int(part[4:]))
        if int(part[:4]) in _LIKELY and not month.reject:
            return month
        return _day(century(part[:2]), int(part[2:4]), int(part[4:]), "two_digit_year")
    if len(part) == 4:
        is_year = _FIRST <= int(part) <= _LAST
        return When(int(part)) if is_year else _short_month(part[:2], part[2:])
    if len(part) == 2 and sign[:1] == "年":
        return When(century(part), flag="two_digit_year")
    return NONE


def _two(parts: Sequence[str], signs: Sequence[str]) -> When:
    one, other = parts
    if len(one) == 4 and len(other) == 4:
        day = _day(int(one), int(other[:2]), int(other[2:]))
        return NONE if day.reject else day
    if len(one) == 4 and len(other) <= 2:
        return _month(int(one), int(other))
    is_year = "年" in signs[0] or (len(one) == 2 and int(one) > 12)
    if len(one) == 2 and len(other) <= 2 and is_year:
        return _short_month(one, other)
    return NONE


def _short_month(two: str, month: str) -> When:
    return _month(century(two), int(month), "two_digit_year")


def _three(parts: Sequence[str], *, is_day_first: bool) -> When:
    one, two, three = parts
    if max(map(len, parts)) > 4 or len(two) > 2:
        return NONE
    if len(one) == 4 and len(three) <= 2:
        return _day(int(one), int(two), int(three))
    if len(one) <= 2 and len(three) == 4:
        return _western(int(three), int(one), int(two), is_day_first=is_day_first)
    if len(one) == 2 and len(three) <= 2:
        found = _day(century(one), int(two), int(three), "two_digit_year")
        if not found.reject or len(three) == 1:
            return found
    if len(one) <= 2 and len(three) == 2:
        found = _western(century(three), int(one), int(two), is_day_first=is_day_first)
        return _noted(found, "two_digit_year")
    return NONE


def _western(year: int, one: int, two: int, *, is_day_first: bool) -> When:
    month, day = (two, one) if is_day_first else (one, two)
    if month > 12:
        month, day = day, month
    is_clear = day > 12 or day == month
    return _day(year, month, day, "" if is_clear else "ambiguous_date")


def _with_name(parts: Sequence[str], month: int) -> When:
    numbers = [part for part in parts if part.isdecimal()]
    if len(numbers) != len(parts) - 1 or not numbers:
        return NONE
    if len(numbers) == 1:
        year = numbers[0]
        is_first = parts[0] == year
        if len(year) == 4:
            return _month(int(year), month)
        # Mar-21 is what a spreadsheet shows of a month; 21-Mar is a day without its year.
        is_year = len(year) == 2 and not is_first
        return _month(century(year), month, "two_digit_year") if is_year else NONE
    years = [number for number in numbers if len(number) == 4]
    year = years[0] if years else numbers[1]
    day = next((number for number in numbers if number is not year), "")
    if len(day) > 2 or len(year) not in {2, 4}:
        return NONE
    is_short = len(year) == 2
    return _day(
        century(year) if is_short else int(year),
        month,
        int(day),
        "two_digit_year" if is_short else "",
    )


def _day(year: int, month: int, day: int, flag: str = "") -> When:
    try:
        dt.date(year, month, day)
    except ValueError:
        return When(reject="no_such_day")
    return When(year, month, day, flag) if year >= FIRST_YEAR else NONE


def _month(year: int, month: int, flag: str = "") -> When:
    is_month = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return When(year, month, 0, flag) if is_month else NONE


_WESTERN_TEXT = re.compile(r"\s*(\d{1,2})([-./])(\d{1,2})\2(?:\d{4}|\d{2})\s*")


def day_among_words(text: str) -> When:
    """Return the one whole day that stands among words: 2023-05-31第3批."""
    core = _undressed(_AROUND.sub(r"\1", plain_width(text)))
    days = list(_WHOLE.finditer(core))
    if len(days) != 1:
        return NONE
    rest = f"{core[: days[0].start()]} {core[days[0].end() :]}"
    is_said = _WORDS.search(rest) is not None and not _LONG_NUMBER.search(rest)
    return _noted(_worded(days[0][0], is_day_first=False), "remark_in_cell") if is_said else NONE


def holds_several(text: str) -> bool:
    """Whether a text names more than one day, month or year."""
    parts = [part for part in _PARTED.split(_AROUND.sub(r"\1", plain_width(text))) if part.strip()]
    return len(parts) > 1 and all(not read_when(part).reject for part in parts)


def says_day_first(cells: Iterable[object]) -> bool | None:
    """Return whether texts such as 25/3/2021 tell the order of day and month in their column."""
    orders = set()
    for cell in cells:
        found = _WESTERN_TEXT.fullmatch(cell) if isinstance(cell, str) else None
        if found and (int(found[1]) > 12) != (int(found[3]) > 12):
            orders.add(int(found[1]) > 12)
    return orders.pop() if len(orders) == 1 else None
