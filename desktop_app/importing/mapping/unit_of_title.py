"""What titles and notes say of the unit of amounts: 单位：万元, 研发费用为千元."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import Unit, heading_key, unit_of, with_scale_named

_SHORTEST = 3
"""Signs of the name of a single figure."""
_ALL = "(?:均|都|统一|一律|全部)*"
_UNIT_LABEL = re.compile(
    rf"(?:单位|UNIT){_ALL}(?:[为是以按用]|使用|采用|[:/])*|金额{_ALL}(?:[为是以按用]|使用|采用|[:/])+"
)
_BETWEEN_UNITS = re.compile(r"[、,;。()/\s]|和|及")
_UNIT_SAID = re.compile(r"[以按用](.{1,6}?)(?:为单位|为计量单位|计|填|统计|列示|表示)")
_UNIT_REACH = 24
_BRACKETED = re.compile(r"\(([^()]{1,20})\)")
_NO_QUOTES = str.maketrans(dict.fromkeys('“”‘’"「」'))
_UNIT_LINE = re.compile(r"[(]?(?:金额|计量|货币|数据)?单位[:/为]")
_AND = re.compile("[、和及]|以及")


def units_of_figures(texts: Iterable[str]) -> dict[str, Unit]:
    """Return the units that texts name for single figures: 单位：万元（研发费用为千元）."""
    found: dict[str, Unit] = {}
    pattern = layout_words().units_of_figures
    for said in (one for text in texts for one in pattern.finditer(fold(text))):
        unit = _money(said["unit"])
        if unit is None:
            continue
        keys = (heading_key(name.lstrip("0123456789")) for name in _AND.split(said["names"]))
        found |= {key.meaning: unit for key in keys if len(key.text) >= _SHORTEST}
    return found


def unit_said(text: str) -> Unit | None:
    """Return the unit of money that a text gives for all amounts, or None."""
    text = with_scale_named(text).translate(_NO_QUOTES)
    # 单位：元　币种：人民币 are two things, 单 位：万 元 is one.
    apart = "、".join(text.split())
    return _unit_in(fold(apart)) or _unit_in(fold(text)) or _money(fold(apart))


def _unit_in(core: str) -> Unit | None:
    for label in _UNIT_LABEL.finditer(core):
        for word in _BETWEEN_UNITS.split(core[label.end() :][:_UNIT_REACH]):
            unit = _money(word)
            if unit is not None:
                return unit
    for said in _UNIT_SAID.finditer(core):
        unit = _money(said[1])
        if unit is not None:
            return unit
    brackets = map(_BETWEEN_UNITS.split, _BRACKETED.findall(core))
    return next(filter(None, (_money(word) for words in brackets for word in words)), None)


def _money(word: str) -> Unit | None:
    """Return the unit of money that a word names, or None."""
    unit = unit_of(word)
    return unit if unit is not None and unit.kind in {"money", "foreign"} else None


def is_unit_line(text: str) -> bool:
    """Whether a text begins as one that gives the unit of all amounts: 单位：万元."""
    return _UNIT_LINE.match(fold(text)) is not None
