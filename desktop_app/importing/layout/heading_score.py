"""How much some rows look like the heading of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.column_heads import head_of, heads_of, is_role
from desktop_app.importing.layout.heading_cells import is_known, is_period_alone, may_be_heading
from desktop_app.importing.layout.headings import LONGEST, ColumnHead, cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.plain_rows import (
    are_labels_beside,
    is_banner,
    is_caption,
    sums_up,
)
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.mapping.unit_of_title import is_unit_line
from desktop_app.sheets.table import Cell, Row, is_filled

_SEVERAL = 2
_COLONS = (":", "：")
_ACROSS = 0.25
"""What a period or place weighs that stands alone in a heading."""


class HeadingRows(NamedTuple):
    """Rows that may head a table.

    Attributes:
        score: How much they look like a heading; 1 for each column whose field is known.
        first: The first and `last` the last of them, counted from 0.
        last: See above.
        has_rows: Whether rows that look like records stand below them.
    """

    score: float
    first: int
    last: int
    has_rows: bool = False


def score_of(grid: list[Row], first: int, last: int, known: Lexicon) -> float:
    """Return how much rows look like a heading: 1 for each known field, 0 where they are none."""
    levels = grid[first : last + 1]
    if not any(map(cell_text, levels[-1])) or not any(map(cell_text, levels[0])):
        return 0.0
    if is_caption(levels[-1]) or any(is_banner(row) or _is_of_pairs(row, known) for row in levels):
        return 0.0
    over = combinations(levels, 2)
    if any(is_title_over(*pair, known) for pair in over) or any(map(_is_unit_line, levels[:-1])):
        return 0.0
    if any(sums_up(lower, upper) for upper, lower in pairwise(levels)) or _is_measured(grid, last):
        return 0.0
    odd = sum(1 for row in levels for cell in row if cell != "" and not may_be_heading(cell))
    named = {column for row in levels for column, cell in enumerate(row) if cell_text(cell)}
    if odd >= (1 + _ACROSS) * len(named):
        # However well they are known: most rows below a heading are done with here.
        return 0.0
    heads = {head.text: head for head in reversed(heads_of(levels)) if head.text}
    are_beside = are_labels_beside(levels[-1])
    weights = [_weight(head, known, are_beside=are_beside) for head in heads.values()]
    if 1.0 in weights:
        # 指标 | 2022年 | 2023年, or 指标 | 海曙区 | 江北区: what is known has its values beside it.
        weights.append(_ACROSS * sum(map(_is_across, heads.values())))
    return sum(weights) - odd - 0.01 * (last - first)


def _is_of_pairs(row: Row, known: Lexicon) -> bool:
    """Whether labels stand beside their values: 企业名称 | 甲有限公司, 营业收入 | 1991 | 利润."""
    cells = [cell for cell in row if is_filled(cell)]
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST]
    named = sum(1 for text in texts if any(map(known.knows, head_of((text,)).keys)))
    # Behind a figure in the corner stand several years: 营业收入 | 2021 | 2022.
    behind = list(map(is_number, cells[2:]))
    return any(
        isinstance(label, str) and _is_pair(label, cell, known, is_among=named > 1 and not is_more)
        for label, cell, is_more in zip(cells, cells[1:], [*behind, False], strict=False)
    )


def _is_pair(label: str, cell: Cell, known: Lexicon, *, is_among: bool) -> bool:
    """Whether a cell is the value of the label before it: a firm, or the figure among others."""
    if isinstance(cell, str):
        core = fold(cell)
        return (is_firm_name(core) or is_uscc(core)) and known.is_key(heading_key(label))
    return is_among and any(map(known.counts, head_of((label,)).keys))


def _is_measured(grid: Sequence[Row], number: int) -> bool:
    """Whether numbers of a row look like years and are none: below years, or all behind a unit.

    高新技术企业数 | 2010 below 指标 | 2021; 营业收入 | 万元 | 2010.
    """
    row, above = grid[number], grid[number - 1] if number else []
    are_below = any(
        is_number(low) and cell_text(low) != (over := cell_text(up)) and is_period_alone(over)
        for up, low in zip(above, row, strict=False)
    )
    units = [place for place, cell in enumerate(row) if isinstance(cell, str) and unit_of(cell)]
    behind = row[units[0] + 1 :] if units else []
    return are_below or (bool(behind) and all(map(is_number, behind)))


def _is_across(head: ColumnHead) -> bool:
    """Whether a heading says no more than when or where what a row names was measured."""
    core, known = fold(head.text), layout_words()
    is_bare = not head.keys and bool(head.period)
    is_bare = is_bare or heading_key(head.text).text in known.periods
    return is_bare or any(one.fullmatch(core) for one in (known.places, known.parts))


def _is_unit_line(row: Row) -> bool:
    """Whether a row says no more than the unit of what stands below, and its period: 单位：万元."""
    texts = [text for cell in row if (text := cell_text(cell))]
    others = {text for text in texts if not is_unit_line(text)}
    is_dated = len(others) == 1 < len(texts) and all(map(is_period_alone, others))
    return not others or is_dated


def is_title_over(upper: Row, lower: Row, known: Lexicon) -> bool:
    """Whether the one text of a row begins where the row below begins, as a title does.

    Or stands, as one in the middle, above what names the records: no figures are grouped so.
    """
    places = [column for column, cell in enumerate(upper) if cell_text(cell)]
    texts = {cell_text(upper[column]) for column in places}
    if len(texts) != 1:
        return False
    own = [column for column, cell in enumerate(lower) if cell_text(cell)]
    if len(own) <= _SEVERAL:
        return False
    under = cell_text(lower[places[0]]) if places[0] < len(lower) else ""
    is_over_key = len(places) == 1 and bool(under) and known.is_key(heading_key(under))
    is_title = layout_words().titles.fullmatch(fold(texts.pop())) is not None
    return places[0] <= own[0] or is_over_key or (len(places) == 1 and is_title)


def _weight(head: ColumnHead, known: Lexicon, *, are_beside: bool = False) -> float:
    if is_known(head, known):
        # A colon promises the value itself, at its right, unless the next label stands there.
        return 0.4 if head.text.endswith(_COLONS) and not are_beside else 1.0
    if any(is_role(key) for key in head.keys):
        return 0.4
    return 0.1 if head.unit is not None and not head.keys else 0.0
