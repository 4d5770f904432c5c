"""What a text in a column of numbers says: the number, its unit, and what stands around it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from desktop_app.domain.texts import fold, plain_width
from desktop_app.importing.cells.han_numerals import (
    is_large,
    plain_numerals,
    read_mixed,
    read_numerals,
)
from desktop_app.importing.mapping.normal import Unit, unit_of
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_MINUS = str.maketrans(dict.fromkeys("−–—‐‑", "-"))
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}([,'’‘`])\d{3}(?:\1\d{3})*(?:\.\d*)?")
_GROUPS = re.compile(r"[,'’‘`]")
# Grouped by ten thousands, and as in Europe: clear, but not as usual.
# 1200,1300 are two numbers rather than one.
_BY_MYRIADS = re.compile(r"\d{1,3}(?:,\d{4})+(?:\.\d*)?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d*)?|\d{1,3}\.\d{3},\d{1,2}")
_ODD_COMMA = re.compile(r"-?\d+(?:,\d+)+(?:\.\d+)?")
# An input method writes 。 for the point.
_STOP = re.compile(r"\d+。\d{1,2}")
_ODDLY = (
    (_BY_MYRIADS, str.maketrans("", "", ",")),
    (_EUROPEAN, str.maketrans(",", ".", ".")),
    (_STOP, str.maketrans("。", ".")),
)
_POWER = re.compile(r"\d+(?:\.(\d*))?E([+-]?\d+)")
_LARGEST_POWER = 15
_SEVERAL = re.compile(r"\d[^\d.,]+[\d.]|\d,\d")
_LINES = re.compile(r"\d[ \t]*[\r\n\t\v\f]+[ \t]*[\d.]")
_RUN = re.compile(r"\d[\d .]*")
_NUMBER_ALONE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?|\d(?: [\d.]){2,}")
# 500 600 is half a million, or two numbers.
_TWO_ALIKE = re.compile(r"\d{3} \d{3}")
_FOOTNOTE = re.compile(r"(?:[*＊]+|[①-⑳⑴-⒇†]+|(?<=[\d.)])[¹²³⁰-⁹]+|注[\d一二三]?)$|^[*＊]+")
_SQUARE = re.compile(r"(?<=[mM米])[²³]")
_BRACKET_BEHIND = re.compile(r"(.*[^()])\(([^()]+)\)")
_BRACKET_BEFORE = re.compile(r"\(([^()]+)\)([^()].*)")
_NEGATIVE = re.compile(r"\(([\d.,]+)\)(\D{0,4})|\(([^()]+)\)")
_NO_BRACKETS = str.maketrans(dict.fromkeys("()"))
_DATED = re.compile(r"(?:19|20)\d\d(?:年|[-./]\d)|\d{1,2}月")
_LEAD = re.compile(r"[\d.,'’‘`]+")
_RINGS = frozenset("○◯")
"""Zero within 二○二一, but alone a mark whose meaning only the sheet's author knows."""

_POWERS = frozenset("万亿")
_BARE_POWERS = frozenset("百千万亿")
_TRIANGLES = frozenset("△▲▽▼")
_COINS = re.compile(r"(.+)[元圆块](?:零?([^元角分零])角)?(?:零?([^元角分零])分)?整?")
_EXACTLY = re.compile(r"([元圆块万亿])[整正]$")
_LOOKALIKES = str.maketrans("OLI|", "0111")
_LETTER = r"(?:[\dO]|[LI|](?=[\dO,.]))"
_LETTERED = re.compile(rf"{_LETTER}+(?:,{_LETTER}{{3}})*(?:\.[\dO]+)?")
_OUR_MONEY = frozenset({"人民币", "RMB", "CNY", "¥"})
_OUR_PREFIXES = ("(人民币)", "人民币", "(RMB)", "RMB", "CNY", "¥")
_PERCENT = re.compile(r"[+\-↑↓]?[\d.]+[%‰]")
_GROWN = re.compile(
    r"(.+?)[,;、]?\(?(?:同比|环比|较上年|比上年|较去年|比去年)(?:同期)?(?:增长|下降|增加|减少|提高|[增降])?[+-]?"
    r"[\d.]+(?:%|‰|个?百分点)\)?"
)
_PERCENT_BEFORE = ("百分之", "千分之")
_ORDINAL = re.compile(r"^第(?=[\d一二三四五六七八九十]+[年次批期名位届])")
_INNER = re.compile(r"([\d.,]+|[〇零一二三四五六七八九十百千两]+)[余多几来](\D{1,5})")
_PIECES = re.compile("(?<=[\\d〇零一二三四五六七八九十百千两])个(?=[亿万])")
"""What is said between a number and its power: 1.5个亿."""


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number as a text gives it.

    Attributes:
        number: The number, or None.
        unit: The unit that stands behind it, or None.
        word: That unit, as people write it.
        flag: Why a person should look at it, or "".
        reject: Why it is no number, or "".
        is_absolute: Whether it says how large it is by itself (3千万), so that the unit of its
            column does not count.
        is_odd_minus: Whether its minus is a △ or ▲, which may say other things.
    """

    number: Decimal | None = None
    unit: Unit | None = None
    word: str = ""
    flag: str = ""
    reject: str = ""
    is_absolute: bool = False
    is_odd_minus: bool = False


@lru_cache(maxsize=20_000)
def read_number_text(text: str) -> NumberText:
    """Return what a text says that is neither blank nor a missing mark."""
    written = plain_width(text).strip("\"'“”`")
    if _LINES.search(written) or not all(map(_is_spaced, _RUN.findall(written))):
        return NumberText(reject="several_values")
    core = _FOOTNOTE.sub("", written).strip()
    if core in _RINGS:
        return NumberText(reject="not_a_number")
    if any(unicodedata.category(sign) == "No" for sign in _SQUARE.sub("", core)):
        # NFKC would make 501 of 50①1, and 11⁄2 of 1½.
        return NumberText(reject="not_a_number")
    said = _PIECES.sub("", fold(core))
    found = _approximated(plain_numerals(said).translate(_MINUS).rstrip(",，、;；。"))
    if _TWO_ALIKE.fullmatch(core):
        return _noted(found, "odd_separators")
    return found if core == written else _noted(found, "remark_in_cell")


def meant_by_comma(text: str) -> str:
    """Return the numbers that one with its comma in an odd place (12,34) may be, or nothing."""
    core = fold(text).strip()
    if not _ODD_COMMA.fullmatch(core):
        return ""
    may_be_point = core.count(",") == 1 and "." not in core
    return "、".join([*([core.replace(",", ".")] if may_be_point else []), core.replace(",", "")])


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number and no word, be it as a text: 1,234.5 but not 1月."""
    if isinstance(cell, str):
        return _NUMBER_ALONE.fullmatch(cell.strip()) is not None
    return isinstance(cell, float | int) and not isinstance(cell, bool)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, be it as a text and with words beside it: 约200."""
    if isinstance(cell, str):
        return any(map(str.isdecimal, cell)) and read_number_text(cell).number is not None
    return isinstance(cell, float | int) and not isinstance(cell, bool)


def _is_spaced(run: str) -> bool:
    """Whether the gaps of a run of digits part thousands, 1 234.5, or all of them, 5 0 0."""
    return " " not in run.strip() or _SPACED.fullmatch(run.strip()) is not None


def _noted(found: NumberText, flag: str) -> NumberText:
    return found if found.reject or found.flag else replace(found, flag=flag)


def _approximated(core: str) -> NumberText:
    grown = _GROWN.fullmatch(core)
    if grown:
        return _noted(_approximated(grown[1]), "remark_in_cell")
    for word in words().approximate_before:
        if core.startswith(word) and len(core) > len(word):
            rest = core.removeprefix(word)
            # 近百人 is about one hundred.
            rest = f"一{rest}" if rest[0] in _BARE_POWERS else rest
            return _noted(_approximated(rest), "approximate")
    for word in words().approximate_after:
        if core.endswith(word) and len(core) > len(word):
            return _noted(_approximated(core.removesuffix(word)), "approximate")
    inner = _INNER.fullmatch(core)
    if inner:
        # 百余人 as well.
        head = f"一{inner[1]}" if inner[1] in _BARE_POWERS else inner[1]
        return _noted(_bracketed(head + inner[2]), "approximate")
    return _bracketed(core)


def _bracketed(core: str) -> NumberText:
    """Return the number beside a remark in brackets: 100(含税), 100(其中国拨50)."""
    behind, before = _BRACKET_BEHIND.fullmatch(core), _BRACKET_BEFORE.fullmatch(core)
    if behind and behind[2] in _OUR_MONEY:
        return _bracketed(behind[1])
    if behind and unit_of(behind[2]) is not None:
        return _bracketed(behind[1] + behind[2])
    if behind and behind[2] in words().loss:
        return _noted(_negated(_approximated(behind[1])), "remark_in_cell")
    if behind and _is_remark(behind[2]):
        return _noted(_approximated(behind[1]), _flag_of(behind[2]))
    if before and _is_remark(before[1]) and before[1] not in _OUR_MONEY:
        return _noted(_approximated(before[2]), _flag_of(before[1]))
    return _signed(core)


def _negated(found: NumberText) -> NumberText:
    return replace(found, number=-found.number) if found.number is not None else found


def _is_remark(inner: str) -> bool:
    """Whether words stand in a bracket; a number there, unless it is a date, is another value."""
    if _DATED.match(inner) or _PERCENT.fullmatch(inner):
        return True
    return not inner.isascii() and not inner[0].isdigit() and read_numerals(inner) is None


def _flag_of(remark: str) -> str:
    known = (*words().approximate_before, *words().approximate_after)
    return "approximate" if remark in known else "remark_in_cell"


def _signed(core: str) -> NumberText:
    """Return a number with its sign, however that is written."""
    for word in _OUR_PREFIXES:
        core = core.removeprefix(word)
    core = _ORDINAL.sub("", core)
    bracket = _NEGATIVE.fullmatch(core)
    if bracket:
        return _negative((bracket[1] or bracket[3]) + (bracket[2] or ""))
    if core[:1] in _TRIANGLES:
        return replace(_negative(core[1:]), is_odd_minus=True)
    if core[:1] in {"-", "负"}:
        return _negative(core[1:])
    for word in words().loss:
        if core.startswith(word) and len(core) > len(word):
            return _noted(_negative(core.removeprefix(word).lstrip(":")), "remark_in_cell")
    if core.endswith("-") and core[:1] != "+":
        return _negative(core[:-1])
    return _among_words(core.removeprefix("+"))


def _negative(core: str) -> NumberText:
    for word in _OUR_PREFIXES:
        core = core.removeprefix(word)
    if core[:1] in {"-", "+"}:
        return NumberText(reject="not_a_number")
    return _negated(_among_words(core))


def _among_words(core: str) -> NumberText:
    """Return a number without the words that are known to stand around one."""
    for word in words().amount_before:
        rest = core.removeprefix(word).lstrip(":=")
        if core.startswith(word) and rest:
            return _noted(_among_words(rest), "remark_in_cell")
    for word in words().amount_after:
        rest = core.removesuffix(word)
        if core.endswith(word) and rest:
            return _noted(_among_words(rest), "remark_in_cell")
    for word in _PERCENT_BEFORE:
        if core.startswith(word):
            rest = core.removeprefix(word)
            share = _split(f"一{rest}" if rest == "百" else rest, "%" if word[0] == "百" else "‰")
            return share or NumberText(reject="not_a_number")
    for word in words().foreign_before:
        if core.startswith(word):
            found = _with_unit(core.removeprefix(word).lstrip(":"))
            return replace(found, number=None, unit=Unit(word, "foreign"), reject="not_a_number")
    return _with_unit(core)


def _with_unit(core: str) -> NumberText:
    """Return a number with the unit behind it: 1,234.5万元, 12人, 75%, 五百万元整."""
    coins = _COINS.fullmatch(core)
    if coins and (coins[2] or coins[3]):
        return _with_coins(*coins.groups("零"))
    core = _EXACTLY.sub(r"\1", core)
    number = _digits(core)
    if not isinstance(number, str):
        return NumberText(number[0], flag=number[1])
    lead = _LEAD.match(core)
    found = _split(core[: lead.end()], core[lead.end() :]) if lead else None
    if found is not None:
        return found
    # The longest number first: 一百二十万 元, and not 一百二 十万元.
    for place in range(len(core) - 1, 0, -1):
        found = _split(core[:place], core[place:])
        if found is not None:
            return found
    spoken = _spoken(core)
    if spoken is not None:
        is_absolute = is_large(core) or any(map(str.isdecimal, core))
        return NumberText(spoken, is_absolute=is_absolute)
    return _lettered(core) or NumberText(reject=number)


def _with_coins(whole: str, tenths: str, hundredths: str) -> NumberText:
    """Return an amount as on an invoice: 壹仟贰佰元伍角整."""
    parts = [
        _spoken(part) if not part.isdecimal() else Decimal(part)
        for part in (whole, tenths, hundredths)
    ]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return NumberText(reject="not_a_number")
    number = known[0] + known[1] / 10 + known[2] / 100
    return NumberText(number, unit_of("元"), "元")


def _split(head: str, tail: str) -> NumberText | None:
    """Return the number before a unit, or None where the parts are not these."""
    word = tail.translate(_NO_BRACKETS)
    power = head[-1:] if head[-1:] in _POWERS and not head[:1].isdecimal() else ""
    if unit_of(power + word) is not None:
        # 一百二十万元 is as much as 120 万元.
        head, word = head.removesuffix(power), power + word
    unit = unit_of(word)
    digits = _digits(head)
    number = _spoken(head) if isinstance(digits, str) else digits[0]
    if unit is None or number is None:
        return None
    is_doubled = is_large(head) and any(map(word.__contains__, "百千万亿"))
    flag = "" if isinstance(digits, str) else digits[1]
    return None if is_doubled else NumberText(number, unit, unit.text, flag)


def _spoken(core: str) -> Decimal | None:
    number = read_numerals(core)
    return read_mixed(core.replace(",", "")) if number is None else number


def _digits(core: str) -> tuple[Decimal, str] | str:
    """Return the number and its flag, or the reason why there is none."""
    if _PLAIN.fullmatch(core):
        return Decimal(core), ""
    if _GROUPED.fullmatch(core):
        return Decimal(_GROUPS.sub("", core)), ""
    for odd, signs in _ODDLY:
        if odd.fullmatch(core):
            return Decimal(core.translate(signs)), "odd_separators"
    power = _POWER.fullmatch(core)
    if power:
        return _of_power(power)
    return "several_values" if _SEVERAL.search(core) else "not_a_number"


def _of_power(power: re.Match[str]) -> tuple[Decimal, str] | str:
    """Return a number that was written with its power of ten, if no digit of it was lost."""
    exponent = int(power[2])
    if not Decimal(power[0].partition("E")[0]):
        return Decimal(0), ""
    if abs(exponent) > _LARGEST_POWER or len(power[1] or "") < exponent:
        return "lost_digits"
    return Decimal(power[0]), "approximate"


def _lettered(core: str) -> NumberText | None:
    """Return a number in which O stands for 0, or l for 1."""
    if not _LETTERED.fullmatch(core) or not any(map(str.isdecimal, core)):
        return None
    return NumberText(
        Decimal(core.translate(_LOOKALIKES).replace(",", "")), flag="letters_in_number"
    )
