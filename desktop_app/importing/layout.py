"""Tells which tables a sheet holds, and where each of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.importing.heading_rows import LOOKED_AT, find_heading
from desktop_app.importing.headings import NO_HEADING, ColumnHead, Heading, Merges, Stretch, filled
from desktop_app.importing.lexicon import Lexicon
from desktop_app.importing.side_by_side import Window, masked, windows_of
from desktop_app.sheets.table import Row, is_filled


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet.

    Attributes:
        heading: Its heading; NO_HEADING where nothing looks like one.
        above: The rows that title it.
        below: Its first rows.
        lead: The rows of title and heading.
        window: The columns that it stands in, or None for all.
    """

    heading: Heading
    above: Sequence[Row] = field(default=(), repr=False)
    below: Sequence[Row] = field(default=(), repr=False)
    lead: Sequence[Row] = field(default=(), repr=False)
    window: Window | None = None

    @property
    def first_row(self) -> int:
        """Number of the first row of its title, else of its heading."""
        return self.heading.last_row - len(self.lead) + 1


def lay_out(head: Sequence[Row], merges: Merges, known: Lexicon) -> list[Block]:
    """Return the tables that stand side by side at the top of a sheet.

    Those further below are found as the rows are read.

    Args:
        head: The first rows of the sheet.
        merges: Its merged ranges.
        known: The headings that are known.
    """
    heading = find_heading(Stretch(head[:LOOKED_AT], merges), known)
    if heading is None:
        return [Block(NO_HEADING)]
    return blocks_under(heading, head[: heading.first_row - 1], Stretch(head, merges), known)


def blocks_under(
    heading: Heading,
    above: Sequence[Row],
    stretch: Stretch,
    known: Lexicon,
) -> list[Block]:
    """Return the tables that one heading stands over; most often it is one.

    Args:
        heading: The heading.
        above: The rows that title it.
        stretch: Rows of the sheet, those of the heading and the first ones below it among them.
        known: The headings that are known.
    """
    last = heading.last_row - stretch.before
    below = stretch.rows[last:]
    lead = stretch.rows[heading.first_row - 1 - len(above) - stretch.before : last]
    windows = windows_of(heading, below, known)
    if len(windows) == 1:
        return [Block(heading, above, below, lead)]
    titles = filled(Stretch(above, stretch.merges, heading.first_row - 1 - len(above)))
    return [
        Block(
            _within(heading, window),
            _titles(titles, window),
            masked(below, window),
            masked(lead, window),
            window,
        )
        for window in windows
    ]


def _within(heading: Heading, window: Window) -> Heading:
    """Return a heading that names nothing outside a window."""
    heads = tuple(
        head if window.first <= column <= window.last else ColumnHead()
        for column, head in enumerate(heading.heads)
    )
    return Heading(heading.first_row, heading.last_row, heads)


def _titles(rows: Sequence[Row], window: Window) -> list[Row]:
    """Return what titles a window: what stands over it, and what stands alone in its row."""
    cut = masked(rows, window)
    return [
        row if len({cell for cell in row if is_filled(cell)}) == 1 else part
        for row, part in zip(rows, cut, strict=True)
    ]
