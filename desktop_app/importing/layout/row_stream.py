"""Runs through the rows below a heading, and finds the headings that stand further down."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import firm_in
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.further import (
    FurtherHeadings,
    comes_again,
    names_more,
    puts_other,
)
from desktop_app.importing.layout.headings import TALLEST, Heading, Merges, Stretch
from desktop_app.importing.layout.long_tables import is_long
from desktop_app.importing.layout.side_by_side import masked
from desktop_app.importing.layout.tables import blocks_under
from desktop_app.importing.layout.titles import blank, is_title, says_the_same
from desktop_app.importing.mapping.figures import is_bare
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.values import SAMPLED
from desktop_app.sheets.table import Row, is_filled

_TITLES = 8
"""Rows above a heading that may title it."""

_HELD = TALLEST + _TITLES
"""Rows at the end that wait for what follows them."""


class Reading(Protocol):
    """What takes the rows of one table."""

    @property
    def code_column(self) -> int:
        """The column of credit codes, or -1."""

    def take(self, rows: list[Row], first: int) -> None:
        """Read some rows, of which the first has the number `first`."""

    def skip(self, rows: Sequence[Row], first: int, reason: str) -> None:
        """Note rows that are no records."""

    def finish(self) -> None:
        """Told when all its rows were read."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sheet's rows are looked at with.

    Attributes:
        merges: Merged ranges of the sheet.
        known: The headings that are known.
        places: Folded names of places.
        facts: Says what rows that title a table tell.
        open: Called for every table that begins; returns what takes its rows.
        taken: Numbers of rows that belong to no list.
    """

    merges: Merges
    known: Lexicon
    places: frozenset[str]
    facts: Callable[[Sequence[Row]], TitleFacts]
    open: Callable[[Block], Reading]
    taken: Set[int] = frozenset()


class RowStream:
    """The rows of one window of a sheet, from a heading down.

    Args:
        block: The table that begins there.
        around: What its rows are looked at with.
        before: How many rows of the sheet stand before those that it will be given.
    """

    def __init__(self, block: Block, around: Surroundings, before: int = 0) -> None:
        window = self._window = block.window
        if window is not None:
            own = [one for one in around.merges if window.holds(one[1])]
            around = replace(around, merges=own)
        self._around = around
        self._further = FurtherHeadings(around.merges, around.known)
        self._held: list[Row] = []
        self._before = before
        self._below: list[RowStream] = []
        self._begin(block)

    def _begin(self, block: Block) -> None:
        self._heading = block.heading
        self._facts = self._around.facts(block.above)
        self._firm = _firm_named(block.above)
        self._figure = self._figure_named(block.above)
        self._start = max(block.heading.last_row, self._before)
        self._reading = self._around.open(replace(block, below=self._own_rows(block)))

    def _own_rows(self, block: Block) -> Sequence[Row]:
        """Return the first rows below a heading, without those of the next table.

        Columns are understood by what stands in them: units below 单位, and no firms further down.
        """
        rows, before = block.below[:SAMPLED], block.heading.last_row
        for likely in self._further.likely(rows, 1, -1, block.heading):
            other = self._further.at(rows, likely, 1, before, block.heading)
            if other is not None and not comes_again(other, block.heading):
                return self._untitled(rows[: other.first_row - 1 - before])
        return block.below

    def _untitled(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return rows without the last ones, blank or the titles of what follows."""
        around, last = self._around, len(rows)
        while last > 1 and (
            blank([rows[last - 1]]) or is_title(rows[last - 1], around.places, around.known)
        ):
            last -= 1
        return rows[:last]

    def take(self, rows: list[Row]) -> None:
        """Read some more rows of the sheet."""
        for stream in self._below:
            stream.take(rows)
        if not self._below:
            self._held += masked(rows, self._window) if self._window else rows
            self._run(len(self._held) - _HELD, is_last=False)

    def finish(self) -> None:
        """Read the rows that waited for what follows them."""
        if not self._below:
            self._run(len(self._held), is_last=True)
        if not self._below:
            self._reading.finish()
        for stream in self._below:
            stream.finish()

    def _run(self, until: int, *, is_last: bool) -> None:
        """Read the rows held up to a place, and those behind it that belong to a heading."""
        rows, place = self._held, self._start - self._before
        coded = self._reading.code_column
        for likely in self._further.likely(rows, place, coded, self._heading):
            heading = self._further.at(rows, likely, place, self._before, self._heading)
            if likely < place or heading is None or self._is_taken(heading):
                continue
            first, row = heading.first_row - 1 - self._before, heading.last_row - self._before
            top = self._top(first, place)
            is_again = self._is_again(heading, rows[top:first])
            is_known = is_again or (
                len(rows) >= row + SAMPLED
                and not is_long(heading, rows[row:], rows[top:first], self._around.known)
            )
            if not is_last and (first >= until or not is_known):
                # Title, heading and the first rows below it are looked at together.
                until = min(until, top)
                break
            self._read(place, top)
            if heading.rows == self._heading.at:
                self._reading.skip(rows[top:first], self._before + top + 1, "note")
            elif is_again:
                self._reading.skip(rows[top:row], self._before + top + 1, "heading")
            elif self._turn_to(heading, rows[top:first]):
                return
            place = row
        until = until if is_last else _without_wrapped(rows, place, until)
        self._read(place, until)
        done = min(max(place, until, 0), len(rows))
        self._start, self._before, self._held = (
            self._before + max(place, done),
            self._before + done,
            rows[done:],
        )

    def _is_taken(self, heading: Heading) -> bool:
        """Whether what looks like a heading is a part of a form."""
        return heading.last_row in self._around.taken

    def _read(self, first: int, until: int) -> None:
        taken = sorted(one for one in self._around.taken if first < one - self._before <= until)
        start = first
        for place in (*(number - self._before - 1 for number in taken), until):
            # What forms between the rows take up is passed over.
            if start < place:
                self._reading.take(self._held[start:place], self._before + start + 1)
            start = place + 1

    def _top(self, first: int, place: int) -> int:
        """Return the place of the first row that titles a heading, from `place` on."""
        top = first
        for row in range(first - 1, max(place, first - _TITLES) - 1, -1):
            cells = self._held[row]
            if is_title(cells, self._around.places, self._around.known):
                top = row
            elif not blank([cells]):
                break
        return top

    def _is_again(self, heading: Heading, titles: Sequence[Row]) -> bool:
        """Whether a heading only says again what stands over the rows already."""
        if not comes_again(heading, self._heading):
            return False
        known = self._around.known
        if names_more(heading, self._heading, known) or puts_other(heading, self._heading, known):
            return False
        named = _firm_named(titles)
        if named and named != self._firm:
            # The next firm's own table.
            return False
        figure = self._figure_named(titles)
        if figure and figure != self._figure and any(map(is_bare, heading.heads)):
            # 二、研发投入 above the same years is of another figure.
            return False
        return says_the_same(self._around.facts(titles), self._facts)

    def _figure_named(self, titles: Sequence[Row]) -> str:
        """Return the figure that the last of some rows above a heading names, or ""."""
        texts = (cell for row in reversed(titles) for cell in row if isinstance(cell, str))
        return next(filter(None, (self._around.known.figure_in(fold(t)) for t in texts)), "")

    def _turn_to(self, heading: Heading, titles: Sequence[Row]) -> bool:
        """Begin the table of a heading; whether tables stand there side by side."""
        self._reading.finish()
        around = self._around
        stretch = Stretch(self._held, around.merges, self._before)
        blocks = blocks_under(heading, titles, stretch, around.known)
        if len(blocks) == 1:
            self._begin(blocks[0])
            return False
        self._below = [RowStream(block, around, self._before) for block in blocks]
        for stream in self._below:
            stream.take(self._held)
        self._held = []
        return True


def _firm_named(titles: Sequence[Row]) -> str:
    """Return the firm that rows above a heading begin with, or ""."""
    texts = (cell for row in titles for cell in row if isinstance(cell, str))
    return next(filter(None, map(firm_in, texts)), "")


def _without_wrapped(rows: Sequence[Row], place: int, until: int) -> int:
    """Return where to stop reading, so that the end of a name below its row is read with it."""
    if not place < until < len(rows):
        return until
    upper, lower = (sum(map(is_filled, rows[one])) for one in (until - 1, until))
    return until - 1 if lower == 1 < upper else until
