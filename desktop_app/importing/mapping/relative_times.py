"""Knows columns that say row by row of what time the figures are: 本期, 上年同期, 增减%, 目标."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_OF_TIMES = "期别"
_SPAN = ("所属期",)
_VAGUE = frozenset({"", "日期", "时间"})
"""Headings that stand over days, or over years and parts of them."""


def of_times(head: ColumnHead, cells: Sequence[Cell]) -> ColumnHead:
    """Return the heading 期别 for one, whatever it is called, over nothing but such words.

    Args:
        head: A heading.
        cells: The first cells below it.
    """
    if fold(head.text) in _VAGUE and _are_years(cells):
        return head_of((_OF_TIMES,))
    texts = {cell for cell in cells if isinstance(cell, str)}
    # 单季 below 备注 remarks on the period that another column names.
    if head.role or head.period or fold(head.text) in words().remark:
        return head
    if not texts or not all(isinstance(one, str) for one in cells):
        return head
    known = layout_words()
    aims = {text for text in texts if known.expected.fullmatch(fold(text))}
    rest = {text for text in texts - aims if not _says_when(text, is_beside_aims=bool(aims))}
    is_time = bool(texts - aims - rest) and all(known.measures.fullmatch(fold(one)) for one in rest)
    return replace(head_of((_OF_TIMES,)), text=head.text) if is_time else head


def _says_when(text: str, *, is_beside_aims: bool) -> bool:
    """Whether a text names a time by that of the sheet; 完成 beside 目标 is of the sheet's own."""
    known = layout_words()
    is_done = is_beside_aims and known.form_values.fullmatch(fold(text)) is not None
    return is_done or heading_key(text).text in known.periods


def _are_years(cells: Sequence[Cell]) -> bool:
    """Whether nothing but years and parts of them stand below no heading: 2021年, 2022年."""
    said = [find_period(cell) if isinstance(cell, str) else None for cell in cells]
    return len({one.code for one in said if one}) > 1 and all(
        one is not None and one.code and cell[0].isdecimal()
        for one, cell in zip(said, map(str, cells), strict=True)
    )


def with_spans(heads: Sequence[ColumnHead]) -> list[ColumnHead]:
    """Return headings of which 所属期起 and 所属期止 are a period's, where both are there."""
    known = words()
    said = {key.text for head in heads for key in head.keys}
    if not (said & known.period_from and said & known.period_to):
        return list(heads)
    ends = known.period_from | known.period_to
    return [
        replace(head_of(_SPAN), text=head.text) if {key.text for key in head.keys} & ends else head
        for head in heads
    ]
