"""What the columns of totals are whose indicators stand across the top."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.blocks import Spot
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import ColumnHead, cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.mapping.titled_totals import parted_by_period
from desktop_app.importing.mapping.totals_grid import is_period, says_where
from desktop_app.importing.mapping.totals_known import TotalsKnown
from desktop_app.sheets.table import Row

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_GROUPS = 2
"""Different texts of a row above the headings that groups them, and titles nothing."""


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of figures: what they are, when, and where that is said."""

    column: int
    name: str
    at: Spot
    period: str = ""


def figure_columns(heading: Sequence[Row], top: int) -> Iterator[FigureColumn]:
    """Yield the columns of figures that a heading names; units and years may stand below."""
    for column, over in enumerate(_spread(heading)):
        name = over
        below = [cell_text(row[column]) for row in heading[1:] if column < len(row)]
        if not name or says_where(name) or layout_words().measures.fullmatch(fold(name)):
            continue
        unit = next((text for text in below if unit_of(text.strip("()（）")) is not None), "")
        periods = [text for text in below if text != name and period_said(text)]
        leaves = [text for text in below if text and text not in {name, unit, *periods}]
        # 全年目标 says a period too.
        if any(_is_aside(fold(text)) for text in (*leaves, *periods)):
            continue
        if any(map(says_where, leaves)):
            # 序号 or 备注, below a title that is an indicator.
            continue
        name, when = parted_by_period(name)
        periods = [*periods, when] if when else periods
        name = _whole(name, leaves)
        unit = unit or _unit_of_values(leaves)
        if unit and heading_key(name).unit is None:
            name = f"{name}（{unit.strip('()（）')}）"
        yield FigureColumn(column, name, Spot(top, column), next(iter(periods), ""))


def _unit_of_values(leaves: Sequence[str]) -> str:
    """Return the unit of the values below the name of a figure, which say no more: 金额（亿元）."""
    values = filter(layout_words().form_values.fullmatch, map(fold, leaves))
    return next((key.unit.text for key in map(heading_key, values) if key.unit), "")


def _spread(heading: Sequence[Row]) -> list[str]:
    """Return the names of figures, each also over the columns that only lines below it name.

    高企数 and blanks over 目标 完成 完成率, where no cells are merged.
    """
    names = list(map(cell_text, heading[0]))
    names += [""] * (max(map(len, heading)) - len(names))
    below = [[cell_text(row[c]) for row in heading[1:] if c < len(row)] for c in range(len(names))]
    for column in range(1, len(names)):
        left = [text for text in below[column - 1] if text and text != names[column - 1]]
        if not names[column] and any(below[column]) and left:
            names[column] = names[column - 1]
    return names


def _is_aside(leaf: str) -> bool:
    """Whether what stands below a figure's name says what was aimed at, or compares."""
    known = layout_words()
    return bool(known.measures.fullmatch(leaf)) or bool(known.aimed.search(leaf))


def _whole(name: str, leaves: Sequence[str]) -> str:
    """Return the name of a figure with what stands below it: 高企（家） over 新增, but not 数量."""
    said = [leaf for leaf in leaves if not layout_words().form_values.fullmatch(fold(leaf))]
    key = heading_key(name)
    if not said:
        return name
    if key.unit is None:
        return "".join((name, *said))
    return "".join((_BRACKETS.sub("", name), *said, f"（{key.unit.text}）"))


def with_groups(
    figures: Sequence[FigureColumn], above: Sequence[Row], known: TotalsKnown
) -> tuple[list[FigureColumn], int]:
    """Return columns of figures with what rows above their names say of them, but for aims.

    Args:
        figures: The columns.
        above: All rows above the one that names them.
        known: What cells are compared with.

    Returns:
        The columns, and how many of the rows group them.
    """
    places = [one.column for one in figures]
    rows = list(takewhile(partial(_is_grouping, places), reversed(above)))
    again = Counter(one.name for one in figures)
    alike = {one.column for one in figures if again[one.name] > 1}
    groups = [_reaching(row, places, alike) for row in rows]
    # 2025年目标 over 高企数 is none of the office's.
    aims = {c for row in groups for c, cell in enumerate(row) if known.is_aim(cell_text(cell))}
    return [_grouped(one, groups, known) for one in figures if one.column not in aims], len(rows)


def _is_grouping(places: Collection[int], row: Row) -> bool:
    """Whether a row above figures groups them; a title says one thing of all."""
    texts = {cell_text(cell) for column, cell in enumerate(row) if column in places}
    return len(texts - {""}) >= _GROUPS


def _reaching(row: Row, places: Sequence[int], alike: Collection[int]) -> Row:
    """Return a row of groups that reach to the next one, where no cells are merged.

    Periods always do; what else stands there only over names that come again beside it: 吸纳技术
    over 项数 and 成交额, of which 输出技术 has the same.
    """
    spread, over = [*row], ""
    for column in range(min(places), max(places) + 1):
        text = cell_text(row[column]) if column < len(row) else ""
        over = text or over
        if not text and column < len(row) and column in places:
            spread[column] = over if is_period(over) or column in alike else ""
    return spread


def _grouped(figure: FigureColumn, groups: Sequence[Row], known: TotalsKnown) -> FigureColumn:
    """Return a column of figures with what the groups above it say of it: 新增, 2023年."""
    for row in groups:
        text = cell_text(row[figure.column]) if figure.column < len(row) else ""
        if not text or text == figure.name:
            continue
        if is_period(text):
            figure = replace(figure, period=figure.period or text)
        elif (whole := f"{text}{figure.name}") and known.is_changed(text, whole):
            figure = replace(figure, name=whole)
    return figure


def own_indicators(figures: Sequence[FigureColumn], known: TotalsKnown) -> Iterator[FigureColumn]:
    """Yield the figures that are indicators, or may be one that no other column is.

    技术交易额 beside 技术合同成交额 is none of it.
    """
    surely = {known.indicators.read(one.name).value for one in figures} - {None}
    for one in figures:
        may = known.indicators.may_be(one.name)
        if known.is_indicator(one.name) and not (may and surely.issuperset(may)):
            yield one


def heads_beside(heading: Sequence[Row], own: Collection[int]) -> list[ColumnHead]:
    """Return the headings whose columns give nothing, so that they are told as not taken."""
    paths = (
        list(dict.fromkeys(filter(None, (cell_text(row[c]) for row in heading if c < len(row)))))
        for c in range(len(heading[0]))
        if c not in own
    )
    texts = dict.fromkeys("".join(path) for path in paths if path and not says_where(path[0]))
    return [ColumnHead(text) for text in texts]
