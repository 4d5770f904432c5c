"""Reads the heading of a column: one to three rows, joined by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from desktop_app.importing.layout.centred_groups import put_over_all
from desktop_app.importing.layout.heading_brackets import BRACKET, without_brackets
from desktop_app.importing.layout.heading_periods import both_said, period_within, together
from desktop_app.importing.layout.headings import LONGEST, ColumnHead, cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.translations import in_own_words, without_translation
from desktop_app.importing.mapping.normal import (
    HeadingKey,
    Unit,
    heading_key,
    rejoined,
    unit_of,
    without_footnotes,
)
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.model import JOINT
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row

_FEW = 6
_FOUND = "核定"
_QUESTION = re.compile(r"^\s*Q\d{1,3}[_、.．](?=[\u4e00-\u9fff]|(?:19|20)\d{2}年)", re.IGNORECASE)
"""Numbers the questions of a questionnaire."""
_YEAR_ALONE = re.compile(r"\s*(?:19|20)\d{2}\s*年?度?\s*")
_SPAN = r"(?:19|20)\d{2}\s*年?\s*[-—–~～至到]+\s*(?:(?:19|20)?\d{2})\s*年度?"
"""Years beside each other: 2020-2022年."""
_SEVERAL_YEARS = re.compile(
    rf"^(?:企业)?(?:{_SPAN}|[近前][一二两三四五六1-6]个?(?:会计)?年度?)的?(?=.{{2}})"
)
_PLAN = re.compile(rf"[“\"”]?十[一二三四五六]五[”\"“]?(?:时期|期间|规划(?:期|期间)?)?|{_SPAN}")
_MATRIX = re.compile(r"\s*\d{1,3}[、.．](?!\d)\s*([^—－]{2,40})(?:[—－]+|--)([^—－]{2,40})\s*")
"""A question with several answers, and one of these."""
_TO_DATE = "累计"
_ENDS = frozenset({"末", "底"})
"""What is left of 一季度末, whose end says no more than the quarter."""


def heads_of(levels: Sequence[Row]) -> tuple[ColumnHead, ...]:
    """Return the headings of the columns that some rows stand for."""
    width = max(map(len, levels), default=0)
    texts = [
        _without_questions(list(map(cell_text, level))) + [""] * (width - len(level))
        for level in levels
    ]
    for upper in range(len(texts) - 1):
        put_over_all(texts[upper], texts[upper + 1])
        _spread(texts[upper], texts[upper + 1])
    return tuple(head_of(tuple(level[place] for level in texts)) for place in range(width))


def _without_questions(texts: list[str]) -> list[str]:
    """Return headings without the numbers of questions: Q3_2022年营业收入 is of no quarter.

    Where the rest of them is said again, as in Q1_营业收入 and Q2_营业收入, they are quarters.
    """
    rests = [_QUESTION.sub("", text) for text in texts]
    asked = [rest for rest, text in zip(rests, texts, strict=True) if rest != text]
    return rests if len(set(asked)) == len(asked) else texts


def _spread(upper: list[str], lower: list[str]) -> None:
    """Let a group's name reach over the unnamed columns at its right that have own names below."""
    for place in range(1, len(upper)):
        group, own = upper[place - 1], lower[place - 1]
        # What is merged downwards is a column's own name and no group's.
        if not upper[place] and lower[place] and group and own and group != own:
            upper[place] = group


@lru_cache(maxsize=20_000)
def head_of(path: tuple[str, ...]) -> ColumnHead:
    """Return the heading of a column whose rows read so, from the top."""
    # What a form gave goes back as a list, with such headings in one cell.
    path = tuple(part.strip() for text in path for part in _levels(text))
    levels = [text for place, text in enumerate(path) if text and text not in path[:place]]
    levels = _of_single_years(in_own_words(levels))
    head = _Head(is_alone=len(levels) == 1)
    for level in levels:
        head.add(level)
    is_part = any(level.lstrip("*# ").startswith("其中") for level in levels)
    return head.made(JOINT.join(levels), is_part=is_part)


def _of_single_years(levels: list[str]) -> list[str]:
    """Return levels without 近三年 and “十四五”时期 where another level is a single year."""
    if len(levels) == 1 or not any(_YEAR_ALONE.fullmatch(level) for level in levels):
        return levels
    told = [level for level in levels if not _PLAN.fullmatch(level)]
    return [_SEVERAL_YEARS.sub("", level) or level for level in told]


def _levels(text: str) -> list[str]:
    """Return the levels that stand in one cell: 4、运营情况(2023年)—在孵企业数."""
    asked = _MATRIX.fullmatch(text)
    return [asked[1], asked[2]] if asked else text.split(JOINT.strip())


class _Head:
    """The heading of one column, row by row.

    Args:
        is_alone: Whether it has one row.
    """

    def __init__(self, *, is_alone: bool) -> None:
        self._is_alone = is_alone
        self._cores: list[HeadingKey] = []
        self._period, self._by_other = "", ""
        self._unit: Unit | None = None
        self._is_short = False
        self._summed: HeadingKey | None = None
        self._is_summed = False

    def add(self, whole: str) -> None:
        """Take in a row."""
        before = self._by_other
        row = without_brackets(without_translation(rejoined(without_footnotes(whole))), self._unit)
        self._unit, self._by_other = row.unit, row.by_other or before
        level, key = row.text, heading_key(row.text)
        said = layout_words().periods.get(key.text) if not self._is_alone else None
        if said is not None:
            # 本年 and 上年同期 over or under a figure say no more than its period.
            self._is_summed |= key.text == _TO_DATE
            self._by_other, self._unit = both_said(self._by_other, said), key.unit or self._unit
            return
        core = self._without_period(level)
        if core != level and not heading_key(core).text and self._period.isdecimal():
            # 2021年（上年） says twice which year it is.
            self._by_other = before
        own, key = unit_of(core.strip("()（）")), heading_key(core)
        self._unit = own or key.unit or self._unit
        is_unit = own is not None and not (self._is_alone and core == whole)
        if key.text and not is_unit:
            self._cores.append(_as_written(key) if row.is_other else key)

    def made(self, text: str, *, is_part: bool) -> ColumnHead:
        """Return the heading, of which `text` are the rows together."""
        period = together(self._period, self._by_other)
        if period and not self._is_alone:
            # 月份 over 1月 and 2月 says of what kind they are.
            cores = [core for core in self._cores if core.text not in words().period]
            self._cores = [_of_one_year(core) for core in cores]
        if not self._cores:
            return ColumnHead(text, (), self._unit, period, is_short=self._is_short)
        if not self._is_alone and (
            any(map(_is_aimed, self._cores)) or any(map(_is_measure, self._cores[:-1]))
        ):
            # 营业收入 below 2023年预计 or 同比增长, or above 预计, is only known by all its words.
            self._cores = [_as_written(heading_key("".join(core.text for core in self._cores)))]
        if len(self._cores) == 1 and self._unit is not None and self._unit.kind == "money":
            amount = layout_words().amounts.get(self._cores[0].text)
            self._cores = [heading_key(amount)] if amount else self._cores
        leaf = self._cores[-1]
        above = self._cores[-2] if len(self._cores) > 1 else None
        summed = heading_key(f"{_TO_DATE}{leaf.text}") if self._is_summed else self._summed
        return ColumnHead(
            text,
            _keys(leaf, above),
            self._unit,
            period,
            leaf.is_part or is_part,
            above,
            is_short=self._is_short,
            summed=summed,
        )

    def _without_period(self, level: str) -> str:
        found = find_period(level) if len(level) <= LONGEST else None
        if found is None or not (found.code or found.part):
            return level
        if not found.code and any(map(_says_more, BRACKET.findall(level))):
            # （人，全年从事研发工时占一半以上） says what is counted, and not of when.
            return level
        self._period = period_within(self._period, found.said)
        self._is_short |= found.is_short
        rest = found.rest
        if found.part and _TO_DATE in rest:
            self._summed = heading_key(rest) if rest.startswith(_TO_DATE) else None
            rest = rest.replace(_TO_DATE, "")
        return "" if rest in _ENDS else rest


def _says_more(inside: str) -> bool:
    """Whether brackets name a part of a year among other words."""
    found = find_period(inside)
    return found is not None and bool(found.part) and len(found.rest) > _FEW


def _is_measure(key: HeadingKey) -> bool:
    """Whether a row of a heading says that its figures tell how others have grown."""
    return layout_words().measures.fullmatch(key.text) is not None


def _is_aimed(key: HeadingKey) -> bool:
    """Whether a row of a heading says that its figures are no more than aimed at or expected."""
    return layout_words().expected.fullmatch(key.text.strip("()")) is not None


def _of_one_year(key: HeadingKey) -> HeadingKey:
    """Return 研发费用 for 近三年研发费用 over the years, each of which heads its own column."""
    rest = layout_words().over_years.sub("", key.text)
    return key if rest in {"", key.text} else replace(heading_key(rest), is_part=key.is_part)


def _as_written(key: HeadingKey) -> HeadingKey:
    """Return what is only known by all its words, those in brackets included."""
    return replace(key, plain=key.text, short=key.text, meaning=key.text)


def _keys(leaf: HeadingKey, above: HeadingKey | None) -> tuple[HeadingKey, ...]:
    """Return what to look up for the last row of a heading and the one above it."""
    found = layout_words().found.search(leaf.text)
    name = found and (leaf.text[: found.start()] or (above.text if above else ""))
    if name:
        # 审定数 below 营业收入 is 营业收入; what was found of R&D expenses has names of its own.
        return (leaf, heading_key(f"{_FOUND}{name}"), heading_key(name))
    if above is None:
        return (leaf,)
    joined = heading_key(above.text + leaf.text)
    if leaf.text.startswith("(") and layout_words().other_figures.fullmatch(leaf.text.strip("()")):
        # （审计前） below 净利润 makes another figure of it, as it does behind it.
        joined = _as_written(joined)
    if leaf.text in layout_words().generic or not leaf.short:
        return (joined, above)
    return (joined, leaf)


def is_role(key: HeadingKey) -> bool:
    """Whether a heading numbers, dates or remarks rows instead of naming a field."""
    named = words()
    return key.text in named.serial | named.remark | named.period | named.unit
