"""Reads tables of which heading and records take two lines each: 企业名称 over 信用代码."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.blocks import Block, Spot, Turned
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.heading_rows import LOOKED_AT
from desktop_app.importing.layout.headings import Heading, Merges, cell_text
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.sheets.table import Cell, Row, is_filled

_LEAST = 2
"""Columns that must head two things, and records that must stand in two lines."""

_NAME = ("firm", "name")


def two_line_block(rows: Sequence[Row], merges: Merges, known: Lexicon) -> Block | None:
    """Return the table of a sheet whose records take two lines each, or None where none does.

    Args:
        rows: The rows of the sheet; cells that a merged range covers are blank.
        merges: Its merged ranges.
        known: The headings that are known.
    """
    wide = {top - 1 for top, left, _bottom, right in merges if left < right}
    pairs = enumerate(pairwise(rows[:LOOKED_AT]))
    tops = (n for n, two in pairs if not wide & {n, n + 1} and _head_two(*two, known))
    top = next(tops, -1)
    if top < 0:
        return None
    starts = _starts(rows, top)
    return _block(rows, top, starts) if _stand_in_twos(rows, top, starts, known) else None


def _head_two(upper: Row, lower: Row, known: Lexicon) -> bool:
    """Whether each column of the lower row has a name above it, and several have two known ones."""
    own = [column for column, cell in enumerate(lower) if is_filled(cell)]
    cells = [cell for row in (upper, lower) for cell in row if is_filled(cell)]
    if len(own) < _LEAST or not all(map(may_be_heading, cells)):
        return False
    over = [cell_text(upper[column]) if column < len(upper) else "" for column in own]
    texts = [(text, cell_text(lower[column])) for column, text in zip(own, over, strict=True)]
    both = [
        (above, below)
        for above, below in texts
        if known.knows(heading_key(above)) and known.knows(heading_key(below))
    ]
    # What stands below a group is known together with it: 专利 over 发明.
    return all(over) and len(both) >= max(_LEAST, len(own) - 1)


def _starts(rows: Sequence[Row], top: int) -> dict[int, bool]:
    """Return the rows that begin records, and whether a second line follows."""
    alone = [c for c, cell in enumerate(rows[top]) if is_filled(cell) and not _at(rows[top + 1], c)]
    found: dict[int, bool] = {}
    row = top + 2
    while row < len(rows):
        lower = rows[row + 1] if row + 1 < len(rows) else []
        goes_on = any(map(is_filled, lower)) and not any(is_filled(_at(lower, c)) for c in alone)
        if any(map(is_filled, rows[row])):
            found[row] = goes_on
        row += 2 if goes_on else 1
    return found


def _stand_in_twos(rows: Sequence[Row], top: int, starts: dict[int, bool], known: Lexicon) -> bool:
    """Whether firms stand in the first of two lines, and in the second their codes or figures."""
    upper = [column for column, cell in enumerate(rows[top]) if _names(cell, known)]
    if len(upper) != 1:
        return False
    name = upper[0]
    lines = [row for row, goes_on in starts.items() if goes_on]
    if len(lines) < _LEAST or 2 * len(lines) < len(starts):
        return False
    below = [_at(rows[row + 1], name) for row in lines]
    if not is_filled(_at(rows[top + 1], name)):
        return not any(map(is_filled, below))
    coded = sum(1 for cell in below if isinstance(cell, str) and is_uscc(fold(cell)))
    return coded >= _LEAST and 2 * coded >= len(lines)


def _names(cell: Cell, known: Lexicon) -> bool:
    grades = known.targets(heading_key(cell_text(cell)))[:1] if is_filled(cell) else []
    return any(one[:2] == _NAME for grade in grades for one in grade)


def _block(rows: Sequence[Row], top: int, starts: dict[int, bool]) -> Block:
    """Return the table with the second line of each record behind its first."""
    width = max(map(len, rows[top:]))
    records: list[Row] = []
    spots: list[dict[int, Spot]] = []
    for row, goes_on in starts.items():
        lines = (row, row + 1) if goes_on else (row,)
        wide = [_at(rows[line], column) for line in lines for column in range(width)]
        records.append(wide)
        spots.append({n: Spot(row + n // width, n % width) for n in range(len(wide))})
    named = [_at(rows[line], column) for line in (top, top + 1) for column in range(width)]
    heads = tuple(head_of((cell_text(cell),)) for cell in named)
    turned = Turned(records, [row + 1 for row in starts], spots)
    heading = Heading(top + 1, top + 2, heads)
    return Block(heading, above=rows[:top], below=records, turned=turned)


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else ""
