"""What the heading rows of a table say: one to three of them, joined by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.centred_groups import put_over_all
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.named_times import with_times_named
from desktop_app.importing.layout.translations import in_own_words, without_translation
from desktop_app.importing.mapping.normal import (
    HeadingKey,
    Unit,
    heading_key,
    rejoined,
    unit_of,
    without_footnotes,
)
from desktop_app.importing.mapping.period_text import (
    YEAR_TO_DATE,
    completed,
    find_period,
    is_open,
    part_until,
)
from desktop_app.importing.model import JOINT
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

Merges = Sequence[tuple[int, int, int, int]]

LONGEST = 80
"""Signs of a heading."""

TALLEST = 3
"""Rows of a heading."""

_SUMMED = re.compile(r"^\s*求和项[:：]\s*(?=\S)")
"""What a pivot table puts before the name of a figure that it sums."""

_BRACKET = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_BETWEEN = re.compile(r"[,，;；、]")
_FEW = 6
_FOUND = "核定"
_FILLING = re.compile("(?:(?:必|选)填项?|如有)?")
_UNIT_LABEL = re.compile(r"^(?:计量|金额|货币)?单位[:：为]?|(?:/年|每年)$")

GENERIC = frozenset(
    {
        "",
        "合计",
        "小计",
        "总计",
        "金额",
        "数量",
        "本期",
        "数值",
        "本年",
        "合计数",
        "数",
        "总额",
        "总数",
        "年末",
        "年末数",
        "年末余额",
        "期末",
        "期末数",
        "期末余额",
    }
)
"""Headings that say nothing without the one above them."""

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


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The heading of one column.

    Attributes:
        text: Its rows, joined by " › ".
        keys: What to look up, the most telling first.
        unit: Unit that it names, or None.
        period: Code of the period that it names; "+M01-09" where the year is missing; or "".
        is_part: Whether it begins with 其中.
        above: Key of the row above the last, or None.
        meant: The form and field that an official line code gives, or None.
        is_short: Whether it writes a year with two digits.
        is_doubted: Whether what is noted on it says otherwise.
        role: "figure" over the names of figures in a table with a line for each, "value" over
            their values, "other_unit" over the figures of another place; else "".
        at: Column of the sheet where the values stand that such a line names, or -1.
        summed: Key with 累计 where a part of a year stands before it, as in 上半年累计毕业企业数,
            or where it has a row of its own, which may be of the period and of the figure; or
            None.
    """

    text: str = ""
    keys: tuple[HeadingKey, ...] = ()
    unit: Unit | None = None
    period: str = ""
    is_part: bool = False
    above: HeadingKey | None = None
    meant: tuple[str, str] | None = None
    is_short: bool = False
    is_doubted: bool = False
    role: str = ""
    at: int = -1
    summed: HeadingKey | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a table's heading stands, and what it says.

    Attributes:
        first_row: Its first and `last_row` its last row, from 1.
        last_row: See above.
        heads: One a column.
        has_rows: Whether rows that look like records stand below it.
        at: First and last row where it stands, if that is below its rows; then `last_row` is the
            row above the first of these.
    """

    first_row: int
    last_row: int
    heads: tuple[ColumnHead, ...]
    has_rows: bool = True
    at: tuple[int, int] | None = None

    @property
    def rows(self) -> tuple[int, int]:
        """First and last row where it stands."""
        return self.at or (self.first_row, self.last_row)

    def moved(self, rows: int, columns: int) -> Heading:
        """Return it so many rows further down and columns further to the right."""
        heads = (*[ColumnHead()] * columns, *self.heads) if self.heads else ()
        at = self.at and (self.at[0] + rows, self.at[1] + rows)
        first, last = self.first_row + rows, self.last_row + rows
        return replace(self, first_row=first, last_row=last, heads=heads, at=at)


_TO_DATE = "累计"
_ENDS = frozenset({"末", "底"})
"""What is left of 一季度末, whose end says no more than the quarter."""

NO_HEADING = Heading(0, 0, ())
"""Stands over rows that nothing heads."""


class Stretch(NamedTuple):
    """Some rows of a sheet, one below the other.

    Attributes:
        rows: The rows.
        merges: Merged ranges of the sheet.
        before: How many of its rows stand above them.
    """

    rows: Sequence[Row]
    merges: Merges = ()
    before: int = 0


def filled(stretch: Stretch) -> list[Row]:
    """Return rows with every cell of a merged range holding its value."""
    grid = [list(row) for row in stretch.rows]
    for top, left, bottom, right in stretch.merges:
        first, last = top - 1 - stretch.before, bottom - stretch.before
        if not 0 <= first < len(grid) or left >= len(grid[first]):
            continue
        value = grid[first][left]
        for row in grid[first:last]:
            for place in range(left, min(right + 1, len(row))):
                row[place] = value
    return [with_times_named(row) for row in grid]


def is_summed(text: str) -> bool:
    """Whether a text is what a pivot table calls the figure that it sums: 求和项:营业收入."""
    return _SUMMED.match(text) is not None


@lru_cache(maxsize=20_000)
def cell_text(cell: Cell) -> str:
    """Return a cell of a heading or title as text; a number is one only where it is a year."""
    if isinstance(cell, str):
        return " ".join(_SUMMED.sub("", cell, count=1).split())
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return str(int(cell)) if float(cell).is_integer() and 1900 < cell < 2200 else ""
    return ""


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
        level, is_other = self._without_brackets(
            without_translation(rejoined(without_footnotes(whole)))
        )
        key = heading_key(level)
        said = layout_words().periods.get(key.text) if not self._is_alone else None
        if said is not None:
            # 本年 and 上年同期 over or under a figure say no more than its period.
            self._is_summed |= key.text == _TO_DATE
            self._by_other, self._unit = _both(self._by_other, said), key.unit or self._unit
            return
        core = self._without_period(level)
        if core != level and not heading_key(core).text and self._period.isdecimal():
            # 2021年（上年） says twice which year it is.
            self._by_other = before
        own, key = unit_of(core.strip("()（）")), heading_key(core)
        self._unit = own or key.unit or self._unit
        is_unit = own is not None and not (self._is_alone and core == whole)
        if key.text and not is_unit:
            self._cores.append(_as_written(key) if is_other else key)

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
        if not found.code and any(map(_says_more, _BRACKET.finditer(level))):
            # （人，全年从事研发工时占一半以上） says what is counted, and not of when.
            return level
        self._period = _within(self._period, found.said)
        self._is_short |= found.is_short
        rest = found.rest
        if found.part and _TO_DATE in rest:
            self._summed = heading_key(rest) if rest.startswith(_TO_DATE) else None
            rest = rest.replace(_TO_DATE, "")
        return "" if rest in _ENDS else rest

    def _without_brackets(self, level: str) -> tuple[str, bool]:
        """Take unit and period out of the brackets of a row: 研发费用（上年，万元，不含税）.

        Returns:
            The row without them, and whether brackets make another figure of it, as 预计 does;
            then their words stay a part of its name.
        """
        is_other = False
        for bracket in _BRACKET.finditer(level):
            left = [word for word in _words_of(bracket[1]) if not self._takes(word)]
            rest = ",".join(left)
            is_other |= _is_other(rest, level.replace(bracket[0], ""))
            level = level.replace(bracket[0], f"({rest})" if rest else "")
        return level, is_other

    def _takes(self, word: str) -> bool:
        """Take a word of brackets for unit or period; whether it is one, or nothing."""
        own = unit_of(_UNIT_LABEL.sub("", word))
        said = layout_words().periods.get(heading_key(word).text)
        # Of 元、角、分 the first is the unit.
        is_coin = self._unit is not None and own is not None and own.word in {"角", "分"}
        self._unit = self._unit if is_coin else own or self._unit
        self._by_other = said or self._by_other
        # （必填） says how to fill in, and nothing of the figure.
        return own is not None or said is not None or _FILLING.fullmatch(fold(word)) is not None


def _is_other(rest: str, level: str) -> bool:
    """Whether words in brackets make another figure of a heading.

    完成数（同比增长） is what was done, with its growth behind it.
    """
    known, core = layout_words(), fold(rest)
    is_beside = known.measures.fullmatch(core) and known.form_values.fullmatch(fold(level))
    return not is_beside and known.other_figures.fullmatch(core) is not None


def _says_more(bracket: re.Match[str]) -> bool:
    """Whether brackets name a part of a year among other words."""
    found = find_period(bracket[1])
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


def _words_of(bracket: str) -> Iterator[str]:
    """Yield the words that stand in brackets; signs with gaps between them are one: 单　位."""
    for part in _BETWEEN.split(bracket):
        words = part.split()
        yield from ["".join(words)] if all(len(word) == 1 for word in words) else words


def _both(outer: str, said: str) -> str:
    """Return what 上年同期 and 累计 say above each other, in either order."""
    is_earlier = outer.startswith("<") != said.startswith("<") and bool(outer and said)
    return f"<{outer.lstrip('<')}{said.lstrip('<')}" if is_earlier else said or outer


def _within(outer: str, said: str) -> str:
    """Return the period of a row below another that names one: 1-6月 below 2023年, or above it."""
    if is_open(said) == is_open(outer) or not outer:
        return said
    part, whole = (said, outer) if is_open(said) else (outer, said)
    return completed(part, whole) or said


def together(period: str, by_other: str) -> str:
    """Return what 2023年 and 上年同期 above each other mean."""
    if not period or not by_other:
        return period or by_other
    if not is_open(period):
        return completed(by_other, period)
    if by_other.startswith("<"):
        # 上年同期 over 1月 takes the month a year earlier, of whatever year that is.
        return f"<{together(period, by_other[1:])}"
    return part_until(period) if by_other == YEAR_TO_DATE else period


def period_said(text: str) -> str | None:
    """Return the period that a text over values names, as `ColumnHead` has it, or None."""
    said = layout_words().periods.get(heading_key(text).text)
    if said is not None:
        return said
    found = find_period(text) if len(text) <= LONGEST else None
    if found is None or not (found.code or found.part):
        return None
    return found.said


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
    if leaf.text in GENERIC or not leaf.short:
        return (joined, above)
    return (joined, leaf)


def is_role(key: HeadingKey) -> bool:
    """Whether a heading numbers, dates or remarks rows instead of naming a field."""
    named = words()
    return key.text in named.serial | named.remark | named.period | named.unit
