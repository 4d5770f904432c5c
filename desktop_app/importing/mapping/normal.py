"""Headings brought into one form, and the unit taken out of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.texts import fold
from desktop_app.importing.words import words

_SUMMED_BEHIND = re.compile(r"\((?:本年)?累计(?:数|值|额|完成)?\)$")
_NUMBERING = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,，]|\(\d{1,2}\)|\d{1,2}[、.．)](?!\d)|"
    r"(?:I{1,3}|I[VX]|VI{0,3}|X)[、.)]|[①-⑳]|[⑴-⒇]|[减加][:：])"
)
_FOOTNOTES = re.compile("[①-⑳⑴-⒇㈠-㈩⒈-⒛❶-❿¹²³⁰⁴-⁹†‡]|[\\[〔](?:注?\\d{1,2})[\\]〕]")
_MARKS = "*#★☆△▲※●○◆◇■□"
_BRACKETS = re.compile(r"[(\[{【〔<《]([^()\[\]{}【】〔〕<>《》]*)[)\]}】〕>》]")
_SIGNS = re.compile(r"[\s:：,，、;；.。·\-—_/\\|*#★☆△▲※●○◆◇■□\"'“”‘’!?%]+")
_UNIT_LABEL = re.compile(r"^(?:单位|计量单位|金额单位|货币单位)?[:：为以按]?")
_UNIT_END = re.compile(r"(?:为单位|为计量单位|计算?|计价|填报|填列|列示)$")
_ASKED = re.compile(r"(?<=..)(?:大约|约)?(?:[是为有](?:多少|几)|[是为有:]?_{2,})([^?_]{0,4})\??$")
"""How a questionnaire asks for a figure, and in what: 研发费用是多少万元? 研发费用为____万元"""
_FORMULA = re.compile(r"[(\[][\d+\-x×X*÷/%.~～=≥≤]+[)\]](?:[x×X*]\d+%?)?$")
"""Which lines make up a figure: (47-48-49)×50."""
_BROKEN = re.compile(
    r"(?<=[十百千万亿])\s+(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]+[)\]）】])"
)
_SCALED = re.compile(
    r"(?:人民币|RMB|CNY)\s*[(]?(?:(?P<thousand>1,?000|['’]000)|10,?000)(?![\d,])"
    r"|(?<![\d,.])(?:(?P<thousands>1,?000|thousand)|10,?000|ten thousand)\s*(?:yuan|RMB|CNY)\b",
    re.I,
)
"""Thousands or ten thousands of our money: RMB 1,000, RMB'000, 10,000 yuan."""
_OURS = re.compile(r"^(?:人民币|RMB|CNY|¥)|(?:人民币|RMB|CNY)$")
_TRANSLATED = re.compile(r"([\u4e00-\u9fff%]{1,5})\(?[\dA-Z()/., ]*[A-Z]{3}[A-Z()/.]*")
"""A unit with its English behind it, as yearbooks have it: 亿元 100 million yuan."""
_EMPTY = re.compile(r"[(（]\s*[)）]")
_LEAST = 3
"""Signs of a figure's name that are left without the words that say that all of it is meant."""
_TAIL_UNIT = re.compile(r"(?:[,，/:：_\-—]|单位[:：为]?)([^,，/:：_\-—()]{1,6})$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a heading, title or cell names.

    Attributes:
        word: As written, folded ("万元").
        kind: "money", "foreign", "area", "count" or "percent".
    """

    word: str
    kind: str

    @property
    def text(self) -> str:
        """The unit as people write it: ㎡ for M2."""
        return words().unit_texts.get(self.word, self.word)


@dataclass(frozen=True, slots=True)
class HeadingKey:
    """One heading as it is compared.

    Attributes:
        text: Folded, without numbering, unit and signs.
        plain: `text` without bracketed remarks; may be the same.
        short: `text` without the words that carry no meaning; may be the same.
        meaning: `short` with synonyms put alike.
        unit: The unit that it names, or None.
        is_part: Whether it begins with 其中.
    """

    text: str
    plain: str
    short: str
    meaning: str
    unit: Unit | None
    is_part: bool


def unit_of(word: str) -> Unit | None:
    """Return the unit that `word` names as a whole, or None."""
    core, known = fold(word), words()
    ours = _OURS.sub("", core)
    if core not in known.money and ours in known.money:
        return Unit(ours, "money")
    kind = _kind_of_unit(core)
    if kind:
        return Unit(core, kind)
    own = _TRANSLATED.fullmatch(core)
    return unit_of(own[1]) if own else None


def _kind_of_unit(core: str) -> str:
    known = words()
    kinds = {
        "money": known.money,
        "foreign": known.foreign,
        "area": known.area,
        "percent": known.percent,
        "count": known.counts,
    }
    return next((kind for kind, units in kinds.items() if core in units), "")


def without_footnotes(raw: str) -> str:
    """Return a heading without the marks that number it or point to a note: ①, ², [1].

    Folded, they would be digits, and a part of the words: a 2023年① the first month.
    """
    return _FOOTNOTES.sub("", raw)


def with_scale_named(raw: str) -> str:
    """Return a text with 千元 or 万元 for so many of our money: RMB 1,000."""
    return _SCALED.sub(_named_scale, raw)


def scale_apart(raw: str) -> tuple[str, str]:
    """Return a text without RMB 10,000, and what that is: 万元, or ""."""
    found = _SCALED.search(raw)
    if found is None:
        return raw, ""
    return _EMPTY.sub("", raw[: found.start()] + raw[found.end() :]), _named_scale(found)


def _named_scale(found: re.Match[str]) -> str:
    return "千元" if found["thousand"] or found["thousands"] else "万元"


def rejoined(raw: str) -> str:
    """Return a heading without ends of lines in its units and brackets: (万 元) is no 元."""
    return _BROKEN.sub("", raw)


@lru_cache(maxsize=20_000)
def heading_key(raw: str) -> HeadingKey:
    """Return how a heading is compared; numbers, brackets and units do not count."""
    core = _unnumbered(raw)
    core, unit = _without_unit(core)
    is_part = core.lstrip("*#").startswith("其中")
    text = _bare(core)
    plain = _SIGNS.sub("", _BRACKETS.sub("", text)) or text
    short = _shortened(plain)
    return HeadingKey(text, plain, short, meaning_of(short), unit, is_part)


def _unnumbered(raw: str) -> str:
    core = fold(rejoined(without_footnotes(raw)).strip())
    core = _FORMULA.sub("", _NUMBERING.sub("", core.lstrip(_MARKS), count=1))
    return _ASKED.sub(r"(\1)", core)


def _without_unit(core: str) -> tuple[str, Unit | None]:
    """Take the unit out of a heading: 研发费用(万元), 研发费用/万元, 研发费用:万元."""
    found: Unit | None = None
    for bracket in _BRACKETS.finditer(core):
        unit = unit_of(_UNIT_END.sub("", _UNIT_LABEL.sub("", bracket[1])))
        found = found or unit
        if unit is not None or bracket[1] in words().after:
            # A bracket such as (必填) says nothing; others, (会计), may tell two figures apart.
            core = core.replace(bracket[0], "")
    if found is None:
        tail = _TAIL_UNIT.search(core)
        found = unit_of(tail[1]) if tail else None
        if tail and found is not None:
            core = core[: tail.start()]
    if found is None:
        core, found = _glued_unit(core)
    return core, found


def _glued_unit(core: str) -> tuple[str, Unit | None]:
    """Take a unit of money off the end of a heading: 营业收入万元."""
    for word in ("万元", "千元", "亿元", "百万元"):
        if core.endswith(word) and len(core) > len(word) + 1:
            return core.removesuffix(word), Unit(word, "money")
    return core, None


def _bare(core: str) -> str:
    if core.startswith("其中"):
        core = core.removeprefix("其中")
    return _SIGNS.sub("", core)


def _shortened(plain: str) -> str:
    """Drop empty words, as long as something is left."""
    known = words()
    core = _without_start(plain, known.before, 2)
    core = _without_start(core, known.whole_before, _LEAST)
    return _without_end(_without_end(core, known.after, 2), known.whole_after, _LEAST)


def _without_start(core: str, said: tuple[str, ...], least: int) -> str:
    if not core.startswith(said):
        return core
    fits = (word for word in said if len(core) - len(word) >= least and core.startswith(word))
    return core.removeprefix(next(fits, ""))


def _without_end(core: str, said: tuple[str, ...], least: int) -> str:
    if not core.endswith(said):
        return core
    fits = (word for word in said if len(core) - len(word) >= least and core.endswith(word))
    return core.removesuffix(next(fits, ""))


@lru_cache(maxsize=20_000)
def meaning_of(text: str) -> str:
    """Return `text` with every synonym put in place, so that two ways of saying it are alike."""
    found, meant = _synonyms()
    return found.sub(lambda hit: meant[hit[0]], text)


@lru_cache(maxsize=1)
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = words().synonyms
    # Of several words that begin alike, the first in the list is found.
    meant = dict(reversed(pairs))
    return re.compile("|".join(map(re.escape, (word for word, _meant in pairs)))), meant


def name_of_total(text: str) -> str:
    """Return the name of a total as headings are compared, without a （累计） behind it."""
    return _SUMMED_BEHIND.sub("", heading_key(text).text)
