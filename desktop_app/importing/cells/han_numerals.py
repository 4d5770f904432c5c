"""Numbers in Chinese numerals, alone or mixed with digits: 壹佰贰拾万, 3千万, 1亿2000万."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_POWERS = {"万": 10**4, "亿": 10**8}
_PLAIN = str.maketrans(
    {
        "萬": "万",
        "億": "亿",
        "兩": "两",
        "貳": "贰",
        "參": "叁",
        "陸": "陆",
        "廿": "二十",
        "卅": "三十",
    }
)
_D = "".join(_DIGITS)
# 三千五百 below a power of ten thousand; each digit has its ten, but the last.
_BELOW = rf"(?:[{_D}]?[千仟])?零?(?:[{_D}]?[百佰])?零?(?:[{_D}]?[十拾])?零?[{_D}]?"
_WHOLE = re.compile(rf"(?:({_BELOW})亿)?零?(?:({_BELOW})万)?零?({_BELOW})")
_SPOKEN = re.compile(rf"[{_D}]+")
_MIXED_PART = re.compile(r"(\d+(?:\.\d+)?)([百千]?[万亿]|[百千])")
_BEGINNINGS = frozenset(_D + "十拾") - {"零"}
# 一千二 is 1,200, 三万五 35,000: without 零 the last digit counts what is next below.
_CLIPPED = re.compile(rf"(.*([百佰千仟万亿]))([{_D}])")
_POINT = re.compile(rf"(.+)点([{_D}]+)(万|亿)?")


def plain_numerals(text: str) -> str:
    """Return `text` with the traditional signs of numbers made simple ones."""
    return text.translate(_PLAIN)


def is_large(core: str) -> bool:
    """Whether a number says how large it is by itself: with 万 or 亿."""
    return any(sign in core for sign in _POWERS)


def read_numerals(core: str) -> Decimal | None:
    """Return the number that a text of Chinese numerals says, or None where it is none."""
    if _SPOKEN.fullmatch(core):
        # 二〇二一: digit by digit.
        return Decimal("".join(str(_DIGITS[sign]) for sign in core))
    point = _POINT.fullmatch(core)
    if point:
        return _with_point(point)
    found = _WHOLE.fullmatch(core)
    if not found or core[:1] not in _BEGINNINGS:
        # 百万 alone is a word for much.
        return None
    clipped = _CLIPPED.fullmatch(core)
    if clipped and clipped[3] not in "零〇○":
        return _clipped(*clipped.groups())
    billions, thousands, rest = found.groups()
    total = _below(rest)
    if billions is not None:
        total += (_below(billions) or 1) * _POWERS["亿"]
    if thousands is not None:
        total += (_below(thousands) or 1) * _POWERS["万"]
    return Decimal(total)


def _clipped(whole: str, power: str, digit: str) -> Decimal | None:
    number = read_numerals(whole)
    next_below = (_TENS.get(power) or _POWERS[power]) // 10
    return None if number is None else number + _DIGITS[digit] * next_below


def _with_point(point: re.Match[str]) -> Decimal | None:
    whole = read_numerals(point[1])
    if whole is None:
        return None
    digits = "".join(str(_DIGITS[sign]) for sign in point[2])
    return Decimal(f"{whole}.{digits}") * _POWERS.get(point[3] or "", 1)


def _below(core: str) -> int:
    """Return a number below ten thousand: 三千五百, 十二."""
    total, digit = 0, 0
    for sign in core:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def read_mixed(core: str) -> Decimal | None:
    """Return what digits and powers say together: 3千万, 1亿2000万, 2万3千."""
    total, place, below = Decimal(0), 0, Decimal(10**12)
    for part in _MIXED_PART.finditer(core):
        power = _power(part[2])
        if part.start() != place or power >= below:
            return None
        total += Decimal(part[1]) * power
        place, below = part.end(), power
    rest = core[place:]
    if not place or (rest and not (rest.isdecimal() and len(rest) == len(str(int(below))) - 1)):
        # 5万5 may mean 55,000 or 50,005.
        return None
    return total + Decimal(rest or 0)


def _power(signs: str) -> Decimal:
    power = 1
    for sign in signs:
        power *= _TENS.get(sign) or _POWERS[sign]
    return Decimal(power)
