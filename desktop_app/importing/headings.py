"""Finds the heading rows of a sheet: below the title, one to three rows, joined by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from desktop_app.domain.texts import fold
from desktop_app.importing.lexicon import Lexicon
from desktop_app.importing.model import JOINT
from desktop_app.importing.normal import HeadingKey, Unit, heading_key, unit_of
from desktop_app.importing.period_text import find_period
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

LOOKED_AT = 80
"""Rows in which the heading must end."""

_TALLEST = 3
_LONGEST = 80
_LAYOUT = 6
_GENERIC = frozenset(
    {"", "合计", "小计", "总计", "金额", "数量", "本期", "数值", "本年", "合计数", "数"}
)


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
    """

    text: str
    keys: tuple[HeadingKey, ...]
    unit: Unit | None
    period: str
    is_part: bool
    above: HeadingKey | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a table's heading stands, and what it says.

    Attributes:
        first_row: Its first and `last_row` its last row, from 1.
        last_row: See above.
        heads: One a column.
        title: The texts above it, joined by spaces.
        hits: Headings that are known.
    """

    first_row: int
    last_row: int
    heads: tuple[ColumnHead, ...]
    title: str
    hits: int


def find_heading(
    rows: Sequence[Row], merges: Sequence[tuple[int, int, int, int]], known: Lexicon
) -> Heading | None:
    """Return the heading among the first rows of a sheet, or None where no row looks like one."""
    grid = _filled(rows[:LOOKED_AT], merges)
    best: tuple[float, int, int] = (0.0, 0, 0)
    for last in range(len(grid)):
        for height in range(1, min(_TALLEST, last + 1) + 1):
            first = last - height + 1
            score = _score(grid, first, last, known)
            # A further row must bring a heading of its own, else it is a title or the first record.
            if score > best[0] + 0.05:
                best = (score, first, last)
    score, first, last = best
    if score < 1.5 and not _is_narrow(grid, first, last, score):
        return None
    first = _top(first, last, merges)
    heads = _heads(grid, first, last)
    title = " ".join(_text(cell) for row in rows[:first] for cell in row if _text(cell))
    return Heading(first + 1, last + 1, heads, title, _hits(heads, known))


def _top(first: int, last: int, merges: Sequence[tuple[int, int, int, int]]) -> int:
    """Return the first heading row: cells merged downwards begin above the row that is found."""
    for top, _left, bottom, _right in merges:
        if top - 1 < first <= bottom - 1 and top - 1 > last - 4:
            return _top(top - 1, last, merges)
    return first


def is_form_layout(rows: Sequence[Row], known: Lexicon, hits: int) -> bool:
    """Whether the names of fields stand below each other, beside their values, as on 107-2."""
    most = 0
    for column in zip_longest(*rows[:LOOKED_AT], fillvalue=""):
        texts = {_text(cell) for cell in column} - {""}
        most = max(most, sum(1 for text in texts if _is_line(text, known)))
    return most >= _LAYOUT and most > hits


def _is_line(text: str, known: Lexicon) -> bool:
    return len(text) <= _LONGEST and known.knows(heading_key(text))


def _is_narrow(grid: list[Row], first: int, last: int, score: float) -> bool:
    """Whether a single known heading is the whole heading row."""
    return score >= 1 and sum(1 for cell in grid[last] if _text(cell)) <= 2 and first == last


def _filled(rows: Sequence[Row], merges: Sequence[tuple[int, int, int, int]]) -> list[Row]:
    """Return the rows with every cell of a merged range holding its value."""
    grid = [list(row) for row in rows]
    for top, left, bottom, right in merges:
        if top > len(grid) or left >= len(grid[top - 1]):
            continue
        value = grid[top - 1][left]
        for row in grid[top - 1 : bottom]:
            for place in range(left, min(right + 1, len(row))):
                row[place] = value
    return grid


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer() and 1900 < cell < 2200:
        return str(int(cell))
    return ""


def _heads(grid: list[Row], first: int, last: int) -> tuple[ColumnHead, ...]:
    levels = [grid[row] for row in range(first, last + 1)]
    width = max(map(len, levels), default=0)
    texts = [[_text(cell) for cell in level] + [""] * (width - len(level)) for level in levels]
    for upper in range(len(texts) - 1):
        _spread(texts[upper], texts[upper + 1])
    return tuple(_head(tuple(level[place] for level in texts)) for place in range(width))


def _spread(upper: list[str], lower: list[str]) -> None:
    """Let a group's name reach over the unnamed columns at its right that have own names below."""
    for place in range(1, len(upper)):
        if not upper[place] and lower[place] and upper[place - 1] and lower[place - 1]:
            upper[place] = upper[place - 1]


@lru_cache(maxsize=20_000)
def _head(path: tuple[str, ...]) -> ColumnHead:
    levels = [text for place, text in enumerate(path) if text and text not in path[:place]]
    period, unit = "", None
    cores: list[HeadingKey] = []
    for level in levels:
        found = find_period(level) if len(level) <= _LONGEST else None
        core = level
        if found and (found.code or found.part):
            period = found.code or f"+{found.part}"
            core = found.rest
        own = unit_of(core.strip("()（）"))
        key = heading_key(core)
        unit = own or key.unit or unit
        if own is None and key.text:
            cores.append(key)
    text = JOINT.join(levels)
    if not cores:
        return ColumnHead(text, (), unit, period, is_part=False)
    leaf = cores[-1]
    above = cores[-2] if len(cores) > 1 else None
    return ColumnHead(text, _keys(leaf, above), unit, period, leaf.is_part, above)


def _keys(leaf: HeadingKey, above: HeadingKey | None) -> tuple[HeadingKey, ...]:
    if above is None:
        return (leaf,)
    joined = heading_key(above.text + leaf.text)
    if leaf.text in _GENERIC or not leaf.short:
        return (joined, above)
    return (joined, leaf)


def _score(grid: list[Row], first: int, last: int, known: Lexicon) -> float:
    bottom = grid[last]
    if not any(_text(cell) for cell in bottom) or not any(_text(cell) for cell in grid[first]):
        return 0.0
    cells = [cell for row in grid[first : last + 1] for cell in row if cell != ""]
    odd = sum(1 for cell in cells if not _may_be_heading(cell))
    heads = _heads(grid, first, last)
    seen: set[str] = set()
    score = -1.0 * odd
    for head in heads:
        if not head.text or head.text in seen:
            continue
        seen.add(head.text)
        score += _weight(head, known)
    return score - 0.01 * (last - first)


def _weight(head: ColumnHead, known: Lexicon) -> float:
    if any(known.knows(key) for key in head.keys):
        return 1.0
    if any(is_role(key) for key in head.keys):
        return 0.4
    return 0.1 if head.unit is not None and not head.keys else 0.0


def _hits(heads: Sequence[ColumnHead], known: Lexicon) -> int:
    return sum(1 for head in heads if any(known.knows(key) for key in head.keys))


def is_role(key: HeadingKey) -> bool:
    """Whether a heading numbers, dates or remarks rows instead of naming a field."""
    named = words()
    return key.text in named.serial | named.remark | named.period | named.unit


def _may_be_heading(cell: Cell) -> bool:
    """Numbers, dates and long texts are no headings; a year is."""
    if isinstance(cell, str):
        core = fold(cell)
        return len(core) <= _LONGEST and not (len(core) > 5 and core.isdigit())
    return bool(_text(cell))
