"""Finds the rows of a sheet that head a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.column_heads import heads_of
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.heading_extent import with_rows_around
from desktop_app.importing.layout.heading_score import HeadingRows, score_of
from desktop_app.importing.layout.headings import (
    LONGEST,
    TALLEST,
    Heading,
    Stretch,
    cell_text,
    filled,
)
from desktop_app.importing.layout.labels import are_labels, is_period_label
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.sheets.table import Row, is_filled

LOOKED_AT = 80
"""Rows in which the first heading must end."""
_ENOUGH = 1.5
_MORE = 0.05
_MOSTLY = 0.6
_SEVERAL = 2
_PROMISE = re.compile(r"^[^:：]{2,20}[:：]|[:：]\s*$")


def find_heading(stretch: Stretch, known: Lexicon) -> Heading | None:
    """Return the first heading among some rows, or None where no row looks like one."""
    grid = filled(stretch)
    found = _first(grid, known)
    if found is None:
        return None
    before = stretch.before
    found = with_rows_around(found, stretch, grid, known)
    heads = heads_of(grid[found.first : found.last + 1])
    return Heading(before + found.first + 1, before + found.last + 1, heads, found.has_rows)


def _first(grid: list[Row], known: Lexicon) -> HeadingRows | None:
    """Return the first rows that head a table with rows, else those that best look like it."""
    ends = [_best_ending(grid, last, known) for last in range(len(grid))]
    peaks = _peaks([one for one in ends if one.score >= _ENOUGH])
    for number, peak in enumerate(peaks):
        until = peaks[number + 1].first if number + 1 < len(peaks) else len(grid)
        if _is_of_form(grid, peak, known):
            continue
        if any(_is_record(row, known) for row in grid[peak.last + 1 : until]):
            # A list of names alone may stand above it.
            above = _over_firms(grid[: peak.first], ends[: peak.first], known, _SEVERAL)
            return above or peak._replace(has_rows=True)
    over = _over_firms(grid, ends, known)
    if over is None and peaks:
        over = _over_firms(grid[: peaks[0].first], ends[: peaks[0].first], known, _SEVERAL)
    if over is not None:
        return over
    narrow = [one for one in ends if not _heads_headings(grid, one, known)]
    best = max(peaks or narrow, key=lambda one: (one.score, -one.last), default=None)
    if best is None or (best.score < _ENOUGH and not _is_narrow(grid, best)):
        return None
    return best


def _is_of_form(grid: list[Row], found: HeadingRows, known: Lexicon) -> bool:
    """Whether names of figures stand below what seems a heading: 职工人数 below 法定代表人.

    What heads a column of names, as 指标 does, is known for that.
    """
    rows = grid[found.last + 1 : found.last + 1 + TALLEST]
    heads = heads_of(grid[found.first : found.last + 1])
    named = [column for column, head in enumerate(heads) if any(map(known.knows, head.keys))]
    labels = [c for c, head in enumerate(heads) if c in named or is_period_label(head.text)]
    if len(labels) >= _SEVERAL and rows and are_labels(rows[0], labels, known):
        return True
    for column, head in enumerate(heads):
        is_list = layout_words().form_names.fullmatch(fold(head.text)) or any(
            map(known.is_total, head.keys)
        )
        if is_list or column not in named:
            continue
        below = [row[column] for row in rows if column < len(row) and is_filled(row[column])]
        texts = [cell for cell in below if isinstance(cell, str)]
        # 发明专利 in row after row is of what kind they are.
        is_said = len(set(texts)) == len(below) >= _SEVERAL
        if is_said and all(map(known.counts, map(heading_key, texts))):
            return True
    return False


def _over_firms(
    grid: list[Row], ends: Sequence[HeadingRows], known: Lexicon, least: int = 1
) -> HeadingRows | None:
    """Return the first rows that head names of firms, at least so many."""
    likely = (one for one in ends if one.score >= 1 and _over_names(grid, one, known, least))
    found = next(likely, None)
    return found and found._replace(has_rows=True)


def _over_names(grid: list[Row], found: HeadingRows, known: Lexicon, least: int) -> bool:
    """Whether a heading that is known stands over names of firms or totals, which says enough."""
    for column, head in enumerate(heads_of(grid[found.first : found.last + 1])):
        is_key, is_total = (any(map(one, head.keys)) for one in (known.is_key, known.is_total))
        if is_key or is_total:
            below = [row[column] for row in grid[found.last + 1 :] if column < len(row)]
            texts = [fold(cell) for cell in below if isinstance(cell, str) and cell.strip()]
            if is_total and known.lists_totals(texts):
                return True
            named = sum(map(is_firm_name, texts))
            if is_key and named >= max(least, _MOSTLY * len(texts)):
                return True
    return False


def _best_ending(grid: list[Row], last: int, known: Lexicon) -> HeadingRows:
    best = HeadingRows(0.0, last, last)
    for height in range(1, min(TALLEST, last + 1) + 1):
        first = last - height + 1
        score = score_of(grid, first, last, known)
        # A further row must bring a heading of its own, else it is a title or a record.
        if score > best.score + _MORE:
            best = HeadingRows(score, first, last)
    return best


def _peaks(ends: Sequence[HeadingRows]) -> list[HeadingRows]:
    """Return of rows that overlap those that score best, from the top."""
    peaks: list[HeadingRows] = []
    for one in ends:
        if not peaks or one.first > peaks[-1].last:
            peaks.append(one)
        elif one.score > peaks[-1].score + _MORE:
            peaks[-1] = one
    return peaks


def _is_record(row: Row, known: Lexicon) -> bool:
    """Whether a row below a heading looks like a record: neither blank nor made of labels."""
    cells = [cell for cell in row if cell != "" and not (isinstance(cell, str) and cell.isspace())]
    texts = [cell for cell in cells if isinstance(cell, str)]
    labels = sum(1 for text in texts if _PROMISE.search(text) or _names(text, known))
    return len(cells) >= 2 and 2 * labels < len(cells)


def _names(text: str, known: Lexicon) -> bool:
    return len(text) <= LONGEST and known.knows(heading_key(text))


def _is_narrow(grid: list[Row], found: HeadingRows) -> bool:
    """Whether a single known heading is the whole heading row."""
    texts = sum(1 for cell in grid[found.last] if cell_text(cell))
    return found.score >= 1 and texts <= 2 and found.first == found.last


def _heads_headings(grid: list[Row], found: HeadingRows, known: Lexicon) -> bool:
    """Whether a text alone titles the headings right below it: 孵化器情况 over 孵化器名称."""
    below = grid[found.last + 1] if found.last + 1 < len(grid) else []
    if len(set(filter(None, map(cell_text, grid[found.last])))) > 1:
        return False
    cells = [cell for cell in below if is_filled(cell)]
    is_heading = len(cells) > 1 and all(map(may_be_heading, cells))
    return is_heading and any(_names(cell_text(cell), known) for cell in cells)
