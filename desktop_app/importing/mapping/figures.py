"""Names the figures of columns that only say their period, as in 研发费用 by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import HeadingKey, Unit, heading_key
from desktop_app.importing.mapping.period_text import period_of_cell
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_SHORTEST = 2
_INDICATOR = ("unit_total", "indicator")
_VALUE = "数值"
_ANY = "2001"
"""A year for cells that name a part of one alone."""


def with_figure(
    heads: Sequence[ColumnHead],
    samples: Sequence[Sequence[Cell]],
    texts: Sequence[str],
    known: Lexicon,
) -> list[ColumnHead]:
    """Return headings of which those that only name a period name the figure too.

    Args:
        heads: The headings.
        samples: Some cells of each.
        texts: Title and tab, of which the first that names a figure has the word.
        known: The headings that are known.
    """
    bare = [
        (is_bare(head) or _gives_values(head, cells)) and not _names_periods(head, cells)
        for head, cells in zip(heads, samples, strict=True)
    ]
    if not any(bare):
        return list(heads)
    key = _figure(heads, texts, known)
    earlier = [head for head, is_one in zip(heads, bare, strict=True) if is_one]
    if key is None or all(map(_is_earlier, earlier)):
        # Where nothing else says only when, 去年同期 is of the figure before it.
        heads = _with_neighbours(heads, bare, known)
        bare = [is_one and is_bare(head) for head, is_one in zip(heads, bare, strict=True)]
    if key is None:
        return list(heads)
    meant = {head.unit for head in heads if any(one.meaning == key.meaning for one in head.keys)}
    # 上年同月 beside 当月产值（万元） is in 万元 too.
    unit = meant.pop() if len(meant) == 1 else None
    named = zip(heads, bare, strict=True)
    return [_named(head, key, unit) if is_one else head for head, is_one in named]


def _with_neighbours(
    heads: Sequence[ColumnHead], bare: Sequence[bool], known: Lexicon
) -> list[ColumnHead]:
    """Return headings of which 去年同期 is that of the figure beside it, where nothing names one.

    It follows the figure, or another such heading that does, and no other column stands between.
    """
    found: list[ColumnHead] = []
    figure: ColumnHead | None = None
    for head, says_period in zip(heads, bare, strict=True):
        if not says_period:
            figure = head if any(map(known.counts, head.keys)) else None
        named = figure.keys[0] if figure is not None else None
        if figure is not None and named is not None and says_period and _is_earlier(head):
            head = _named(head, named, figure.unit)  # noqa: PLW2901 - the same column
        found.append(head)
    return found


def _is_earlier(head: ColumnHead) -> bool:
    """Whether a heading names a time before that of the figure beside it: 去年同期, 2022年同期."""
    words_of_time = (layout_words().periods.get(key.text, "") for key in head.keys)
    said = head.period or period_said(head.text) or ""
    return any(one.startswith("<") for one in (said, *words_of_time))


def is_bare(head: ColumnHead) -> bool:
    """Whether a heading says no more than a period: 2023年, 累计."""
    is_word = any(key.text in layout_words().periods for key in head.keys)
    return is_word if head.keys else bool(head.period)


def _gives_values(head: ColumnHead, cells: Sequence[Cell]) -> bool:
    """Whether a heading says of a period no more than that its figures stand here: 1-6月完成."""
    is_value = any(layout_words().form_values.fullmatch(key.text) for key in head.keys)
    return is_value and bool(head.period) and bool(cells) and all(map(is_figure, cells))


def _names_periods(head: ColumnHead, cells: Sequence[Cell]) -> bool:
    """Whether a heading that may say "of this period" stands over periods: 报告期, 2023年1-6月."""
    is_word = any(key.text in words().period for key in head.keys)
    return is_word and any(isinstance(cell, str) and period_of_cell(cell, _ANY) for cell in cells)


def _named(head: ColumnHead, key: HeadingKey, unit: Unit | None) -> ColumnHead:
    period = head.period or period_said(head.text) or ""
    return replace(head, keys=(key,), period=period, unit=head.unit or unit)


def _figure(heads: Sequence[ColumnHead], texts: Sequence[str], known: Lexicon) -> HeadingKey | None:
    grades = (known.targets(key)[:1] for head in heads for key in head.keys)
    fields = {(t.form, t.field) for found in grades for grade in found for t in grade}
    if _INDICATOR in fields:
        return heading_key(_VALUE)
    named = (known.figure_in(fold(text)) for text in texts)
    return next((heading_key(text) for text in named if len(text) >= _SHORTEST), None)
