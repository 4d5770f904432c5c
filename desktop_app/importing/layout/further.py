"""Finds the headings that stand among the rows of a table: its own again, or another table's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from desktop_app.importing.layout.column_heads import is_role
from desktop_app.importing.layout.corners import with_corners_named
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.heading_rows import find_heading
from desktop_app.importing.layout.headings import TALLEST, ColumnHead, Heading, Merges, Stretch
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT
from desktop_app.sheets.table import Row, is_filled

_CENTURIES = ("19", "20")
_LONGEST_CORNER = 8
_CODE = 18
_SAME = 0.7
"""Share of the columns that a heading which comes again names as before."""
_MOST = 0.6
"""Share of its cells that a heading of another table is known by; less where it has many."""
_SOME = 0.4
_FEW = 3
"""Columns that a heading must at least share with the one above it, wherever they stand."""


class FurtherHeadings:
    """Looks for headings below the first one, as cheaply as rows of records allow.

    Args:
        merges: Merged ranges of the sheet.
        known: The headings that are known.
    """

    def __init__(self, merges: Merges, known: Lexicon) -> None:
        self._merges = merges
        self._known = known

    def at(
        self, rows: Sequence[Row], place: int, least: int, before: int, current: Heading
    ) -> Heading | None:
        """Return the heading that a row belongs to, or None.

        Args:
            rows: Rows of the sheet.
            place: The row's place among them.
            least: Place of the first of them that was not read yet.
            before: How many rows of the sheet stand before the first of them.
            current: The heading that stands over the row.
        """
        low = max(least, place - TALLEST + 1)
        seen = with_corners_named(rows[low : place + TALLEST], self._known)
        near = Stretch(seen, self._merges, before + low)
        found = find_heading(near, self._known)
        if found is None or not found.first_row <= before + place + 1 <= found.last_row:
            return None
        own = seen[found.first_row - 1 - before - low : found.last_row - before - low]
        is_alike = comes_again(found, current) or _names_alike(found, current)
        return found if is_alike or self._is_sure(found, own) else None

    def likely(self, rows: Sequence[Row], first: int, coded: int, current: Heading) -> list[int]:
        """Return the places of rows of which two cells may be headings and none is a number.

        Args:
            rows: Rows of the sheet.
            first: Place of the first to look at.
            coded: Column of credit codes, or -1; a row that has one heads nothing.
            current: The heading that stands over the rows.
        """
        said = {part for head in current.heads for part in head.text.split(JOINT)}
        places: Iterable[int] = range(first, len(rows))
        if coded >= 0:
            places = [place for place in places if not _is_coded(rows[place], coded)]
        return [place for place in places if self._may_be(rows[place], said)]

    def _may_be(self, row: Row, said: Collection[str]) -> bool:
        hits = times = 0
        ends, is_led = layout_words().over_totals, False
        is_known = self._known.is_quickly_known
        for cell in row:
            if type(cell) is not str:
                if not may_be_heading(cell):
                    return False
            elif cell and (cell in said or is_known(cell)):
                hits += 1
            elif cell[:2] in _CENTURIES:
                times += 1
            elif not times and cell.endswith(ends) and len(cell) <= _LONGEST_CORNER:
                is_led = True
        # 指标 | 2024年2月末 heads totals, 汇总指标 | 2022年 | 2023年 too.
        return hits >= 2 or bool((hits or is_led) and times)

    def _is_sure(self, found: Heading, rows: Sequence[Row]) -> bool:
        """Whether a heading is no record whose cells happen to be called like fields."""
        cells = [cell for row in rows for cell in row if is_filled(cell)]
        if not all(map(may_be_heading, cells)) or any(_is_number(cell) for cell in cells):
            return False
        named = [head for head in found.heads if head.text]
        hits = sum(1 for head in named if self._is_known(head))
        return hits >= (_MOST if hits == 2 else _SOME) * len(named)

    def _is_known(self, head: ColumnHead) -> bool:
        # 1990 beside the name of a figure is its value rather than a year over some.
        is_time = bool(head.period) and not head.keys and not head.text.isdecimal()
        return is_time or any(self._known.knows(key) or is_role(key) for key in head.keys)


def _is_coded(row: Row, column: int) -> bool:
    cell = row[column] if column < len(row) else ""
    return type(cell) is str and len(cell) == _CODE


def _is_number(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip().isdecimal()


def comes_again(found: Heading, current: Heading) -> bool:
    """Whether a heading names the same columns as the one above it."""
    named = _named(found)
    same = {
        place
        for text, place in named.items()
        if place < len(current.heads) and _parts(text) & _parts(current.heads[place].text)
    }
    if len(same) < max(_SAME * len(named), 1):
        return False
    # Behind a further column the others stand elsewhere, and so do their values.
    leaves = {_leaf(head.text) for head in current.heads} - {""}
    return not any(_leaf(text) in leaves for text, at in named.items() if at not in same)


def _names_alike(found: Heading, current: Heading) -> bool:
    """Whether most of a heading's columns are called as those of the one above it, wherever."""
    named = _named(found)
    leaves = {_leaf(head.text) for head in current.heads} - {""}
    least = max(_SAME * min(len(named), len(leaves)), _FEW)
    return sum(1 for text in named if _leaf(text) in leaves) >= least


def _named(found: Heading) -> dict[str, int]:
    """Return where each heading stands; a text that is merged over several counts once."""
    return {head.text: place for place, head in reversed([*enumerate(found.heads)]) if head.text}


def names_more(found: Heading, current: Heading, known: Lexicon) -> bool:
    """Whether a heading names a field that the one above it does not have."""
    had = {part for head in current.heads for part in _parts(head.text)}
    return any(
        not _parts(head.text) & had and any(map(known.knows, head.keys)) for head in found.heads
    )


def puts_other(found: Heading, current: Heading, known: Lexicon) -> bool:
    """Whether a heading has what nobody knows where the one above it has a figure: 未报原因."""
    pairs = zip(found.heads, current.heads, strict=False)
    return any(
        bool(one.keys)
        and not any(map(known.knows, one.keys))
        and any(map(known.counts, over.keys))
        and not _parts(one.text) & _parts(over.text)
        for one, over in pairs
    )


def _leaf(text: str) -> str:
    return heading_key(text.rpartition(JOINT)[2]).text


def _parts(text: str) -> set[str]:
    return {heading_key(part).text for part in text.split(JOINT)} - {""}
