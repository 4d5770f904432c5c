"""What stands over the columns of values in a sheet of lines: periods, firms, 本年 | 上年."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.form_lines import SheetLines, Value
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.labels import (
    is_label,
    is_period_label,
    label_of,
)
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.line_roles import is_aside
from desktop_app.importing.layout.line_times import (
    are_periods,
    is_period,
)
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_DATED_LEAST = 2
"""Cells of a row 年度 | 2021年 that head nothing."""


class ValueHeads:
    """What heads the columns of values, as the rows of a sheet come.

    Args:
        found: The sheet, whose heads and firms it keeps.
        labels: The columns that hold names of fields.
        known: The headings that are known.
    """

    def __init__(self, found: SheetLines, labels: Collection[int], known: Lexicon) -> None:
        self._found = found
        self._labels = labels
        self._known = known

    def period_over(self, column: int) -> str | None:
        """Return the period that heads a column, or None."""
        return period_said(self._found.over(column))

    def are_above(self, number: int) -> bool:
        """Whether a row stands right below one that heads columns of values."""
        return any(head.at.row == number - 1 for head in self._found.heads.values())

    def take(self, heads: Mapping[int, Value]) -> None:
        """Take a row over columns of values; below a row of firms each of these is over several."""
        firms = self._found.firms
        if self.are_above(next(iter(heads.values())).at.row):
            for column in sorted(heads):
                left = firms.get(column - 1)
                if column not in firms and left is not None:
                    firms[column] = left
        own = {c: v for c, v in heads.items() if c not in self._labels and _is_record_head(v.cell)}
        self._found.firms |= own
        self._found.heads |= heads

    def is_head(self, number: int, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a row heads the columns of values: 指标名称 | 计量单位 | 代码 | 本年 | 上年."""
        known = layout_words()
        # 年度 | 2021年 | 2022年 heads columns, 年度 | 2021年 says of all when they are.
        is_dated = len(cells) > _DATED_LEAST
        beside = [
            cell_text(cell)
            for column, cell in cells
            if column not in self._labels
            or not (
                known.form_names.fullmatch(fold(cell_text(cell)))
                or (is_dated and is_period_label(cell_text(cell)))
            )
        ]
        if self._is_corner(cells):
            # 费用类别 | 1月 | 2月: whatever stands over the labels.
            beside = beside[1:]
        if not any(map(period_said, beside)):
            # 指标 | 年度 | 单位 | firms: the year stands in each line.
            beside = [text for text in beside if not is_period_label(text)]
        is_led = len(beside) < len(cells) or self.are_above(number) or are_periods(beside)
        heads = is_led and bool(beside) and all(map(_heads_values, beside))
        return heads and not self._has_figures(cells)

    def _has_figures(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether numbers of a row look like years and are none.

        2000 beside 2023年营业收入 is its figure, and so is any number below 2023年.
        """
        texts = [text for _column, cell in cells if (text := cell_text(cell))]
        labels = map(label_of, filter(period_said, texts))
        is_named = any(is_label(label, self._known) for label in labels)
        numbers = (column for column, cell in cells if isinstance(cell, int | float))
        return is_named or any(self.period_over(column) for column in numbers)

    def _is_corner(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a text over labels, which is none, stands beside two periods or more."""
        column, text = cells[0][0], cell_text(cells[0][1])
        said = [cell_text(cell) for _column, cell in cells[1:]]
        times = {one for one in said if period_said(one)}
        is_over = column in self._labels and not is_label(text, self._known)
        return is_over and len(times) > 1 and not is_period(text)


def _heads_values(text: str) -> bool:
    core, known = fold(text), layout_words()
    patterns = (known.form_units, known.form_codes, known.form_values)
    return (
        is_aside(core)
        or period_said(text) is not None
        or any(pattern.fullmatch(core) for pattern in patterns)
        or core in words().remark | words().serial
        or is_firm_name(core)
    )


def _is_record_head(cell: Cell) -> bool:
    """Whether what stands over values names whose they are: a firm, or the sum of all."""
    core = fold(cell_text(cell))
    return is_firm_name(core) or core in words().totals
