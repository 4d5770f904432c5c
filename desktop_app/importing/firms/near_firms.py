"""Firms whose names are nearly one that a row gives: proposed to a person, never taken."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from desktop_app.domain.names import name_key, stem
from desktop_app.importing.words import words

_FEWEST_SIGNS = 2
_COMMON = 400
"""Pairs of signs that more names have than this tell nothing, unless there is no other pair."""

_LOOKED_AT = 60
_LIKENESS = 75
_SHORT = 3
_BRANDS_APART = 60
"""Two signs of which one differs are 50 alike, three are 67."""

_SIGNS = re.compile(r"[()\[\]{}<>《》【】〔〕·•.,，。、\-—_&'\"“”‘’/+ ]+")
_NUMBERS = re.compile(r"[0-9A-Z〇一二三四五六七八九十百]+")
_SERIES = (frozenset("甲乙丙丁戊己庚辛壬癸"), frozenset("东南西北中"))
"""Signs that tell sister firms apart: 示例一厂 is not nearly 示例二厂."""

_RANK = re.compile(r"^(..)[市区县]")
_NO_RANK = str.maketrans(dict.fromkeys("省市"))
_SURE = {"signs": 98, "traditional": 97, "legal_form": 95, "place": 92, "sound": 90, "short": 80}
_ELSEWHERE = 10
"""How much less alike are names of which each begins with a place of its own."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a firm, as names are compared for likeness.

    Attributes:
        uid: The firm.
        name: As it stands.
        is_former: Whether it had this name before.
        stem: The name key without its legal form.
        place: Province and city that it begins with.
        core: The rest of the stem, without signs, 余姚 for 余姚市.
    """

    uid: str
    name: str
    is_former: bool
    stem: str
    place: str
    core: str


def named(uid: str, name: str, *, is_former: bool = False) -> Named:
    """Return a name as it is compared."""
    own = stem(name)
    plain = _SIGNS.sub("", own)
    core = plain
    for word in words().place_before:
        core = core.removeprefix(word)
    if len(core) < _FEWEST_SIGNS:
        core = plain
    place = plain.removesuffix(core).translate(_NO_RANK)
    return Named(uid, name, is_former, own, place, _RANK.sub(r"\1", core))


class NearFirms:
    """The names of firms, findable by parts of them."""

    def __init__(self, names: Iterable[Named] = ()) -> None:
        self._names: list[Named] = []
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        self._by_core: dict[str, list[int]] = defaultdict(list)
        for one in names:
            self.add(one)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._names)

    def add(self, one: Named) -> None:
        """Make a name findable."""
        place = len(self._names)
        self._names.append(one)
        self._by_core[one.core].append(place)
        for pair in _pairs(one.core):
            self._by_pair[pair].append(place)

    def nearest(
        self, name: str, count: int, *, is_thorough: bool = True
    ) -> list[tuple[Named, int, str]]:
        """Return the names that are nearly `name`, with their likeness and in what they differ.

        Args:
            name: The name.
            count: How many are wanted at most.
            is_thorough: Whether other letters, sounds and short names are looked for too, and not
                only other signs, legal forms and places.
        """
        asked = named("", name)
        found: dict[str, tuple[Named, int, str]] = {}
        for place in self._likely(asked.core) if is_thorough else self._by_core.get(asked.core, ()):
            one = self._names[place]
            score, how = likeness(asked, one)
            if score >= _LIKENESS and score > found.get(one.uid, (one, 0, ""))[1]:
                found[one.uid] = (one, score, how)
        return sorted(found.values(), key=lambda said: (-said[1], said[0].name))[:count]

    def _likely(self, core: str) -> Iterator[int]:
        """Yield the names that share most pairs of signs with `core`."""
        lists = [self._by_pair.get(pair, ()) for pair in _pairs(core)]
        telling = [places for places in lists if len(places) <= _COMMON] or lists
        shared: Counter[int] = Counter()
        for places in telling:
            shared.update(places)
        for place, _number in shared.most_common(_LOOKED_AT):
            yield place


def _pairs(core: str) -> set[str]:
    """Return the pairs of signs of a name, and the sounds of its first ones.

    The sounds find 宁波甬能 where somebody typed 宁波永能.
    """
    pairs = {core[place : place + 2] for place in range(len(core) - 1)} or {core}
    return pairs | {f"~{sounds(core[:3])}"}


def likeness(asked: Named, one: Named) -> tuple[int, str]:
    """Return how alike two names are, 0 to 100, and in what they differ."""
    how = _difference(asked, one)
    if how in {"", "short"} and _are_sisters(asked.core, one.core):
        return 0, ""
    if not how and not _have_like_brands(asked.core, one.core):
        return 0, ""
    score = _SURE[how] if how else round(fuzz.ratio(asked.core, one.core))
    how = how or "letters"
    if asked.place and one.place and asked.place != one.place:
        score -= _ELSEWHERE
    return score, "former" if one.is_former else how


def _difference(asked: Named, one: Named) -> str:
    if _plain(asked.name) == _plain(one.name):
        return "signs"
    if asked.stem == one.stem:
        return "legal_form"
    if asked.core == one.core:
        return "place"
    for own, other in ((asked.core, one.core), (asked.stem, one.stem)):
        if sounds(own) == sounds(other):
            return "traditional" if _is_traditional(own, other) else "sound"
    short, long = sorted((asked.core, one.core), key=len)
    is_short = len(short) >= _SHORT and short[:2] == long[:2] and _is_within(short, long)
    return "short" if is_short or (len(short) > _SHORT and short in long) else ""


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    return _SIGNS.sub("", name_key(name))


def _have_like_brands(one: str, other: str) -> bool:
    """Whether the words of their own are alike: 海天科技 is not nearly 甬江科技."""
    brand, its = _brand(one), _brand(other)
    is_same = one.startswith(its) or other.startswith(brand)
    return is_same or fuzz.ratio(brand, its) > _BRANDS_APART


@cache
def _brand(core: str) -> str:
    """Return a name without the words that many names have at their end."""
    for word in words().common:
        if core.endswith(word) and len(core) - len(word) >= _FEWEST_SIGNS:
            return _brand(core.removesuffix(word))
    return core


def _is_within(short: str, long: str) -> bool:
    """Whether a name leaves out signs of another, and has no others: 示例科技, 示例智能科技."""
    rest = iter(long)
    return all(sign in rest for sign in short)


def _are_sisters(one: str, other: str) -> bool:
    """Whether names differ in signs that number firms: 示例一厂 and 示例二厂, 15号 and 21号."""
    if _NUMBERS.sub("", one) == _NUMBERS.sub("", other):
        return True
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and any(set(differing[0]) <= series for series in _SERIES)


def _is_traditional(one: str, other: str) -> bool:
    """Whether signs of one are the traditional ones of the other, which GB 2312 does not have."""
    differing = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return all(_is_simple(a) != _is_simple(b) for a, b in differing)


def _is_simple(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=100_000)
def sounds(text: str) -> str:
    """Return how a text sounds, sign by sign."""
    return " ".join(map(_sound, text))


@cache
def _sound(sign: str) -> str:
    # Without the phrases, which single signs do not ask for: they cost 0.2 s and 44 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(sign)[0]) if not sign.isascii() else sign
