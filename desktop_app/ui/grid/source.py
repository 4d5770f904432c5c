"""What a grid is told: its fields, its rows, and how to save what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop_app.catalogue.model import Field
from desktop_app.domain.plans import Stored
from desktop_app.ui.glyphs import Sign


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be said of one cell.

    Attributes:
        sign: MUST, VERIFY, EXPLAINED, HINT or LOCKED, the worst that holds; NONE for nothing.
        reason: The finding's sentence.
        remark: The city's remark, or ""; `settled` once somebody has acted on it.
        raw: Text that was typed and is no value; it stands in the cell in place of a value.
        notable: A rule asks about the change against last period: its ±% is bold amber.
    """

    sign: Sign = Sign.NONE
    reason: str = ""
    remark: str = ""
    settled: bool = False
    raw: str = ""
    notable: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the grid shows it.

    Attributes:
        uid: The record.
        name: What its row is called (the firm).
        values: Stored values in the order of the source's columns.
        previous: Last period's values in the same order, or () for none.
        sign: Shape of the state column: CLEAN, UNFILLED, LOCKED, MUST, VERIFY …
        marks: Marks by field code.
        mark: What is to be said of the record as a whole.
    """

    uid: str
    name: str
    values: tuple[Stored, ...]
    previous: tuple[Stored, ...] = ()
    sign: Sign = Sign.NONE
    marks: Mapping[str, Mark] = field(default_factory=dict)
    mark: Mark = Mark()

    @property
    def locked(self) -> bool:
        """Whether nothing in it can be changed."""
        return self.sign is Sign.LOCKED


@dataclass(frozen=True, slots=True)
class Query:
    """What a grid or list is to show.

    Attributes:
        text: What the filter field says.
        segment: Key of the chosen segment ("" for all).
        sort: Field code, "name", or "" for the usual order.
        descending: The other way round.
    """

    text: str = ""
    segment: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A text typed or pasted into one field of one record."""

    uid: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did.

    Attributes:
        rows: Rows that are different now by row id (findings of neighbours change too), or None
            where everything shown should be read again.
        refused: Nothing was saved; the texts stay in their cells, marked as not yet saved.
    """

    rows: Mapping[int, Row] | None = None
    refused: bool = False


Done = Callable[[Saved], None]


class Source(Protocol):
    """Where a grid's rows come from. Every call is quick: a block of 100 rows takes a few ms."""

    @property
    def fields(self) -> Sequence[Field]:
        """The columns, in order."""

    @property
    def compared(self) -> frozenset[str]:
        """Codes of the fields that last period and ±% stand beside."""

    @property
    def computed(self) -> frozenset[str]:
        """Codes of the fields that are calculated and cannot be typed."""

    @property
    def name_label(self) -> str:
        """Heading of the name column (“企业”)."""

    def ids(self, query: Query) -> Sequence[int]:
        """Return the row ids of what is asked for, in its order."""

    def block(self, ids: Sequence[int]) -> Sequence[Row]:
        """Return the rows of some row ids, in their order."""

    def show(self, column: Field, stored: Stored) -> str:
        """Return the text of a value in the grid (the label of a code)."""

    def choices(self, column: Field) -> Sequence[str]:
        """Return what can be chosen in a field: labels of its code list, or ()."""

    def save(self, typed: Typed, done: Done) -> None:
        """Save one text; `done` is called on this thread, now or later.

        Until then the cell is marked as not yet saved, and it stays so if saving fails.
        """

    def paste(self, typed: Sequence[Typed], done: Done) -> None:
        """Save a block of texts as one batch."""

    def place(self, uid: str) -> int | None:
        """Return the row id of a record, or None."""
