"""Tells whether 去年同期 behind 增长 is the figure a year earlier: where the growth says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import read_number_text
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.figures import is_bare
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.sheets.table import Row

_LOOKED_AT = 200
_MOSTLY = 0.8
_NEAR = 0.01
"""Share by which a figure may differ from the one that its rounded growth makes."""


def with_grown(
    heads: Sequence[ColumnHead], below: Sequence[Row], known: Lexicon
) -> list[ColumnHead]:
    """Return headings of which 去年同期 behind 增长 is named after the figure that has grown.

    Args:
        heads: The headings.
        below: The first rows below them.
        known: The headings that are known.
    """
    found = list(heads)
    for place in range(2, len(heads)):
        figure, growth, earlier = heads[place - 2 : place + 1]
        is_meant = any(map(known.counts, figure.keys)) and _is_growth(growth) and _is_last(earlier)
        if is_meant and _has_grown(below[:_LOOKED_AT], place):
            period = earlier.period or period_said(earlier.text) or ""
            unit = earlier.unit or figure.unit
            found[place] = replace(earlier, keys=figure.keys[:1], period=period, unit=unit)
    return found


def _is_growth(head: ColumnHead) -> bool:
    return layout_words().measures.fullmatch(fold(head.text)) is not None


def _is_last(head: ColumnHead) -> bool:
    return is_bare(head) and (head.period or period_said(head.text) or "").startswith("<")


def _has_grown(rows: Sequence[Row], place: int) -> bool:
    """Whether nearly all figures are those of the year before, grown as it is said."""
    fits = list(_fits(rows, place))
    return bool(fits) and sum(fits) >= _MOSTLY * len(fits)


def _fits(rows: Sequence[Row], place: int) -> Iterator[bool]:
    for row in rows:
        numbers = [_number(row, column) for column in range(place - 2, place + 1)]
        figure, growth, earlier = numbers
        if figure and growth is not None and earlier:
            # 5 per cent is 5, 5% or 0.05; or the difference itself.
            grown = {earlier * (1 + growth / 100), earlier * (1 + growth), earlier + growth}
            yield any(abs(one - figure) <= _NEAR * abs(figure) for one in grown)


def _number(row: Row, column: int) -> float | None:
    cell = row[column] if column < len(row) else ""
    if isinstance(cell, str):
        found = read_number_text(plain_text(cell))
        return None if found.number is None else float(found.number)
    return float(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else None
