"""The tables of a sheet, as the layout of its cells gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from desktop_app.importing.layout.headings import ColumnHead, Heading
from desktop_app.importing.layout.side_by_side import Window
from desktop_app.importing.moves.named_kinds import NamedKinds
from desktop_app.importing.moves.spread import Spread
from desktop_app.importing.moves.ticks import Ticks
from desktop_app.sheets.table import PLAIN, Marks, Row, column_name


class Spot(NamedTuple):
    """A cell of a sheet; row and column are counted from 0."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell as Excel names it."""
        return f"{column_name(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Turned:
    """A table that does not lie in a sheet row by row: made of labels with values beside them.

    Attributes:
        rows: Its records, one a row, as the table's heading names their cells.
        numbers: Row that each record begins in, as Excel shows it.
        spots: Where the cells of each record stand, by column.
        passed: Rows of the sheet that give no record, as Excel shows them, with the reason.
        noted: Rows among them in which no figures stand.
    """

    rows: Sequence[Row]
    numbers: Sequence[int]
    spots: Sequence[Mapping[int, Spot]]
    passed: tuple[tuple[int, str], ...] = ()
    noted: Sequence[Row] = ()

    def marks(self, sheet: Marks) -> Marks:
        """Return what the sheet hides or breaks of it, by its own rows and columns."""
        own = Marks()
        for number, spots in enumerate(self.spots, start=1):
            for column, (row, place) in spots.items():
                where = (row + 1, place)
                if where in sheet.errors:
                    own.errors[number, column] = sheet.errors[where]
                if where in sheet.no_value:
                    own.no_value.add((number, column))
                if where in sheet.comments:
                    own.comments[number, column] = sheet.comments[where]
                look = sheet.look(*where) if place in sheet.looks else PLAIN
                if look != PLAIN:
                    own.note_look(number, column, look)
                if where in sheet.broken:
                    own.broken.add((number, column))
                if row + 1 in sheet.hidden_rows or place in sheet.hidden_columns:
                    own.hidden_rows.add(number)
        return own

    def moved(self, rows: int, columns: int) -> Turned:
        """Return the table so many rows further down and columns further to the right."""
        spots = [
            {place: Spot(at.row + rows, at.column + columns) for place, at in own.items()}
            for own in self.spots
        ]
        numbers = [number + rows for number in self.numbers]
        passed = tuple((number + rows, reason) for number, reason in self.passed)
        return replace(self, spots=spots, numbers=numbers, passed=passed)

    def record(self, number: int) -> Row:
        """Return the first record that begins in a row, or [] where none does."""
        return next((r for r, n in zip(self.rows, self.numbers, strict=True) if n == number), [])


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet.

    Attributes:
        heading: Its heading; NO_HEADING where nothing looks like one.
        above: The rows that title it.
        below: Its first rows.
        lead: The rows of title and heading.
        window: The columns that it stands in, or None for all.
        turned: Its records, where they are no rows of the sheet.
        spread: How its lines are spread out, where it has one for each figure.
        ticks: Its choices that are ticked in a column for each answer.
        named_kinds: The kinds of its records that only their names say.
        why_not: Why it is passed over where no form is found for it, or "".
    """

    heading: Heading
    above: Sequence[Row] = field(default=(), repr=False)
    below: Sequence[Row] = field(default=(), repr=False)
    lead: Sequence[Row] = field(default=(), repr=False)
    window: Window | None = None
    turned: Turned | None = field(default=None, repr=False)
    spread: Spread | None = field(default=None, repr=False)
    ticks: tuple[Ticks, ...] = ()
    named_kinds: NamedKinds | None = None
    why_not: str = ""

    def with_head(self, head: ColumnHead) -> Block:
        """Return the table with a further column in which nothing stands."""
        heading = replace(self.heading, heads=(*self.heading.heads, head))
        return replace(self, heading=heading)

    def moved(self, rows: int, columns: int) -> Block:
        """Return the table so many rows further down and columns further to the right."""
        heading = self.heading.moved(rows, 0 if self.turned else columns)
        if self.turned is not None:
            return replace(self, heading=heading, turned=self.turned.moved(rows, columns))
        gap: Row = [""] * columns
        above, below, lead = (
            [gap + row for row in part] for part in (self.above, self.below, self.lead)
        )
        window = self.window and self.window.moved(columns)
        spread = self.spread and self.spread.moved(columns)
        return replace(self, heading=heading, above=above, below=below, lead=lead,
                       window=window, spread=spread)  # fmt: skip

    @property
    def width(self) -> int:
        """Number of its columns, as far as its first rows tell."""
        return max([len(self.heading.heads), *map(len, self.below)])

    @property
    def is_whole(self) -> bool:
        """Whether all its rows must be known before its columns are."""
        return self.turned is not None or self.spread is not None

    @property
    def first_row(self) -> int:
        """Number of the first row of its title, else of its heading."""
        return self.heading.last_row - len(self.lead) + 1
