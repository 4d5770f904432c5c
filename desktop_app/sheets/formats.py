"""What a number format makes a person see: a date, a percentage, a number in 万."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from desktop_app.sheets.table import PLAIN, Look

BUILT_IN = {
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "h:mm:ss"),
    22: "yyyy/m/d h:mm",
    46: "[h]:mm:ss",
    **dict.fromkeys((27, 36, 50, 57), "yyyy年m月"),
    **dict.fromkeys((28, 29, 51, 54, 58), "m月d日"),
    **dict.fromkeys((30, 31, 53), "yyyy年m月d日"),
    52: "yyyy年m月",
}
"""Formats that a workbook names by number alone, with the meaning that they have in China."""

# Whole words, before single signs are looked at: texts, escaped signs, conditions, AM/PM.
_TOKEN = re.compile(
    r'"([^"]*)"?|[\\!](.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[([^\]]*)\]|'
    r"(General|G/通用格式|Standard|AM/PM|A/P|上午/下午|0E[+-]0|.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
_CONDITION = re.compile(r"[<>=]")
_DATE_SIGNS = frozenset("ymdhse")
_POINTS = frozenset(".．")


class Format(NamedTuple):
    """A number format as understood.

    Attributes:
        is_date: Whether it shows a number as a day or a time.
        is_span: Whether it shows hours beyond a day.
        look: What else a person sees otherwise than the cell holds it.
    """

    is_date: bool = False
    is_span: bool = False
    look: Look = PLAIN


GENERAL = Format()


def struck(shown: Format) -> Format:
    """Return a format whose cells are struck through as well."""
    return shown._replace(look=shown.look._replace(struck=True))


@lru_cache(4096)
def understood(code: str) -> Format:
    """Return what a format code ("0.00%", "yyyy-mm-dd", "0!.0,") shows."""
    found = _understood(code)
    # Most formats change nothing, and there is one quick way to know them.
    return GENERAL if found == GENERAL else found


def _understood(code: str) -> Format:
    sections = _sections(code[:1000])
    first = sections[0]
    if first.is_date:
        return Format(is_date=True, is_span=first.is_span, look=Look(date=first.date))
    looks = {section.look for section in sections[:3] if section.is_number}
    if first.is_conditional and len(looks) > 1:
        return Format(look=Look(varies=True))
    return Format(look=first.look)


class _Section:
    """One of the up to four parts of a format: positive, negative, zero, text."""

    def __init__(self) -> None:
        self.is_span = self.is_conditional = False
        self._signs = ""
        self._before = self._after = ""
        self._zeros = 0
        self._shift = self._commas = 0
        self._has_point = self._has_percent = False
        self._has_hash = self._is_shifting = self._is_general = False

    @property
    def is_number(self) -> bool:
        """Whether it shows the number itself."""
        return self._zeros > 0 or self._has_hash or self._is_general

    @property
    def is_date(self) -> bool:
        """Whether it shows a number as a day or time."""
        return not self.is_number and bool(_DATE_SIGNS.intersection(self._signs) or self.is_span)

    @property
    def date(self) -> str:
        """Which parts of a date are shown, or "" where the day is."""
        signs = set(self._signs)
        has_year = bool(signs & {"y", "e"})
        if has_year:
            return "" if "d" in signs else "ym" if "m" in signs else "y"
        if "d" in signs:
            return "md"
        return "t" if signs & {"h", "s"} or self.is_span else ""

    @property
    def look(self) -> Look:
        """What a person sees otherwise than the cell holds it."""
        unit = self._after.strip() or self._before.strip()
        is_padded = not (self._has_point or self._has_hash or self._commas or self._shift)
        digits = self._zeros if is_padded else 0
        return Look(
            percent=self._has_percent,
            divisor=1000**self._commas * 10**self._shift,
            unit=unit.strip("()（）-+ "),
            digits=digits if digits > 1 else 0,
        )

    def literal(self, text: str) -> None:
        """Take text that is shown as it is."""
        if text in _POINTS and self.is_number:
            # A point that is only painted: 12345 is shown as 1.2345.
            self._is_shifting, self._shift = True, 0
        elif self.is_number:
            self._after += text
        else:
            self._before += text

    def sign(self, sign: str) -> None:
        """Take a sign that stands for a part of the number or date."""
        low = sign.lower()
        if len(low) > 1:
            self._is_general |= low in {"general", "g/通用格式", "standard"}
            self._zeros += low.startswith("0e")
        elif sign in "0#?":
            self._digit(sign)
        elif sign == ",":
            self._commas += self.is_number
        elif sign == ".":
            self._has_point |= self.is_number
        elif sign == "%":
            self._has_percent = True
        elif low in _DATE_SIGNS:
            self._signs += low
        elif sign not in "/:-+() @aAbBgG":
            self.literal(sign)

    def _digit(self, sign: str) -> None:
        if "s" in self._signs:
            return
        # A comma between digits groups them; only those behind the last digit divide.
        self._commas = 0
        self._shift += self._is_shifting and not self._has_point
        self._has_hash |= sign != "0"
        self._zeros += sign == "0" and not self._has_point

    def bracket(self, inside: str) -> None:
        """Take what stands in brackets: a colour, a condition, hours beyond a day."""
        if _ELAPSED.fullmatch(inside):
            self.is_span = True
        elif _CONDITION.match(inside):
            self.is_conditional = True


def _sections(code: str) -> list[_Section]:
    sections = [_Section()]
    for quoted, escaped, currency, bracket, sign in _TOKEN.findall(code):
        section = sections[-1]
        if sign == ";":
            sections.append(_Section())
        elif sign:
            section.sign(sign)
        elif bracket:
            section.bracket(bracket)
        else:
            section.literal(quoted or escaped or currency)
    return sections
