"""Every change of the data is a ChangePlan; `store.apply` writes it as one batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Stored = str | int | None
"""A value as the database keeps it: text, whole number (amounts in 分), ISO date, or blank."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Records of one form that set the same columns, or are taken away.

    Attributes:
        form: Code of the form, which is also its table.
        columns: What is set: parent column, `period`, fields. Of a new record the rest is blank.
        rows: One tuple a record: (uid, version before or None for a new record, *values).
        taken: True where the records are taken away (`columns` is then empty).
    """

    form: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Stored, ...]]
    taken: bool = False


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """What one act of a person changes, ready to be written as one batch.

    Attributes:
        kind: "edit", "paste", "import", "merge", "explain", "signoff", "send", "undo" …
        title: What the journal calls it, in the user's language.
        blocks: The changed records; no record stands in two blocks.
        facts: What else the journal keeps (file, digest, options, mapping, counts).
    """

    kind: str
    title: str
    blocks: tuple[Rows, ...]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The number of records changed."""
        return sum(len(block.rows) for block in self.blocks)

    @property
    def forms(self) -> frozenset[str]:
        """The codes of the forms changed."""
        return frozenset(block.form for block in self.blocks if block.rows)


@dataclass(frozen=True, slots=True)
class Applied:
    """A batch that was written.

    Attributes:
        batch: Number of the batch.
        kind: Kind of the plan.
        title: Title of the plan.
        count: Records changed.
        forms: Forms changed; open pages refresh when theirs is among them.
        periods: Periods of the periodic records changed, before and after; of an undo none.
    """

    batch: int
    kind: str
    title: str
    count: int
    forms: frozenset[str]
    periods: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """One stored record.

    Attributes:
        form: Code of its form.
        uid: Record id (记录号).
        version: Number of the batch that first made this content.
        values: Parent column, `period` and all fields, as stored.
    """

    form: str
    uid: str
    version: int
    values: Mapping[str, Stored]


def put(form: str, uid: str, before: int | None, values: Mapping[str, Stored]) -> Rows:
    """Return the block that sets `values` on one record."""
    return Rows(form, tuple(values), ((uid, before, *values.values()),))


def take(form: str, uid: str, before: int) -> Rows:
    """Return the block that takes one record away."""
    return Rows(form, (), ((uid, before),), taken=True)
