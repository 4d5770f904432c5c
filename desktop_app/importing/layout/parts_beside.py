"""Tells the parts of a sheet apart that stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import Stretch
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.part_titles import (
    NEAR,
    gap_before,
    is_about,
    is_wide,
    may_title,
    title_of,
)
from desktop_app.importing.layout.side_by_side import Window, masked
from desktop_app.importing.layout.titles import blank
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.sheets.table import Row, is_filled

_SEVERAL = 2


def beside_each_other(part: Stretch, known: Lexicon) -> list[list[Stretch]]:
    """Return the parts that an empty column keeps apart, of which each has its own title.

    What is carried on at the right (续表) goes with the part that it carries on.

    Args:
        part: Rows of a sheet.
        known: The headings that are known.
    """
    groups = list(_groups(part.rows))
    if len(groups) < _SEVERAL:
        return [[part]]
    sides = [masked(part.rows, Window(one.start, one.stop - 1)) for one in groups]
    titled = [n for n, side in enumerate(sides) if _is_titled(side)]
    own = [n for n in titled if n == 0 or _is_apart(sides[n], sides[n - 1], known)]
    if len(own) < _SEVERAL or own[0] != 0:
        return [[part]]
    ends = [groups[after - 1].stop for after in [*own[1:], len(groups)]]
    windows = [Window(groups[n].start, end - 1) for n, end in zip(own, ends, strict=True)]
    found: list[list[Stretch]] = []
    for one in _with_title_of_all([_columns_of(part, window) for window in windows]):
        if found and layout_words().carried_on.fullmatch(fold(title_of(_own_rows(one.rows)[0]))):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _groups(rows: Sequence[Row]) -> Iterator[range]:
    """Yield the columns between those that hold nothing."""
    width = max(map(len, rows), default=0)
    first = -1
    for column in range(width + 1):
        if any(column < len(row) and is_filled(row[column]) for row in rows):
            first = column if first < 0 else first
        elif first >= 0:
            yield range(first, column)
            first = -1


def _columns_of(part: Stretch, window: Window) -> Stretch:
    """Return some columns of a part, and the merged ranges that begin in them."""
    merges = [one for one in part.merges if window.holds(one[1])]
    return part._replace(rows=masked(part.rows, window), merges=merges)


def _with_title_of_all(parts: list[Stretch]) -> list[Stretch]:
    """Return parts beside each other with the lines above them, which title each.

    Only the first has them where a sheet begins at the left; it has a title of its own below.
    """
    first, *others = parts
    return [first, *(one._replace(rows=_titled_by(first.rows, one.rows)) for one in others)]


def _titled_by(first: Sequence[Row], rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows of a part with the lines above it that the first part begins with."""
    top = next(n for n, row in enumerate(rows) if not blank([row]))
    if any(map(is_wide, first[:top])) or not title_of(first[top]):
        return rows
    gap: Row = [""] * gap_before(rows)
    return [*([*gap, title_of(row)] for row in first[:top]), *rows[top:]]


def _own_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows from the first on that holds something."""
    return rows[next((n for n, row in enumerate(rows) if not blank([row])), len(rows)) :]


def _is_titled(rows: Sequence[Row]) -> bool:
    """Whether columns begin with a title of their own, right above rows of several cells."""
    own = _own_rows(rows)
    return bool(own) and may_title(own[0]) and any(map(is_wide, own[1 : 1 + NEAR]))


def _is_apart(rows: Sequence[Row], left: Sequence[Row], known: Lexicon) -> bool:
    """Whether titled columns say of something else than those at their left.

    They name what their own records are about, or end elsewhere. Otherwise they may be more of the
    same records, which an empty column parts from the others: 联系方式 over 姓名 and 电话.
    """
    return is_about(_own_rows(rows), known) or _last_full(rows) != _last_full(left)


def _last_full(rows: Sequence[Row]) -> int:
    """Return the place of the last row that fills most of its columns."""
    counts = [sum(map(is_filled, row)) for row in rows]
    return max(n for n, count in enumerate(counts) if _SEVERAL * count >= max(counts))
