"""The journal: batches, and what happened to one record."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import Stored

NOT_UNDONE = frozenset({"send", "receipt", "return"})
"""Kinds of batches that reached the outside, or came from there, and cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One line of the journal.

    Attributes:
        id: Number of the batch.
        kind: "edit", "import", "undo", "redo" (the undo of an undo) …
        title: What it is called.
        made_at: UTC, ISO text.
        person: Who, with role, user of the computer and its name.
        undoes: The batch that it takes back, or None.
        undone_by: The newest batch that took it back, or None.
        count: Records changed.
        forms: Forms changed.
        facts: File, digest, options, counts.
    """

    id: int
    kind: str
    title: str
    made_at: str
    person: str
    role: str
    os_user: str
    machine: str
    undoes: int | None
    undone_by: int | None
    count: int
    forms: tuple[str, ...]
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Past:
    """What a batch did to one field of a record: `before` -> `after`."""

    batch: int
    kind: str
    title: str
    made_at: str
    person: str
    field: str
    before: Stored
    after: Stored


_KIND = (
    "CASE WHEN b.kind = 'undo' AND (WITH RECURSIVE back(id) AS (SELECT b.undoes UNION ALL "
    "SELECT x.undoes FROM batch x JOIN back ON x.id = back.id WHERE x.undoes IS NOT NULL) "
    "SELECT count(*) FROM back) % 2 = 0 THEN 'redo' ELSE b.kind END"
)
"""What was undone twice is there again."""

_UNDONE_BY = (
    "(WITH RECURSIVE chain(id, depth) AS (SELECT b.id, 0 UNION ALL SELECT (SELECT max(u.id) "
    "FROM batch u WHERE u.undoes = chain.id AND u.id > chain.id), depth + 1 FROM chain "
    "WHERE chain.id IS NOT NULL) "
    "SELECT CASE WHEN depth % 2 THEN id END FROM chain WHERE id IS NOT NULL "
    "ORDER BY depth DESC LIMIT 1)"
)
"""Undo, redo and undo again make a chain, whose end stands; of three, the first is taken back.

What takes a batch back comes after it: there are few to look through for those shown first.
"""

_BATCH = (
    f"SELECT b.id, {_KIND}, b.title, b.made_at, b.person, b.role, b.os_user, b.machine, b.undoes, "
    f"{_UNDONE_BY}, b.count, b.forms, b.facts FROM batch b "
)


def batches(connection: Connection, *, limit: int = 500, before: int | None = None) -> list[Batch]:
    """Return the newest batches first, those before number `before` where it is given."""
    where = "WHERE b.id < ? " if before is not None else ""
    params = (before, limit) if before is not None else (limit,)
    found = connection.execute(f"{_BATCH}{where}ORDER BY b.id DESC LIMIT ?", params)
    return [_batch(tuple(row)) for row in found]


def batch(connection: Connection, number: int) -> Batch | None:
    """Return one batch, or None."""
    row = connection.execute(f"{_BATCH}WHERE b.id = ?", (number,)).fetchone()
    return _batch(tuple(row)) if row else None


def unit_of(connection: Connection, catalogue: Catalogue, number: int) -> str:
    """Return the unit whose records a batch changed, or "" where it changed none."""
    for form in catalogue.forms:
        row = connection.execute(
            f"SELECT unit FROM {form.history} WHERE in_batch = ? LIMIT 1", (number,)
        ).fetchone()
        if row:
            return str(row[0])
    return ""


def _batch(row: tuple[Any, ...]) -> Batch:
    values = dict(zip(Batch.__dataclass_fields__, row, strict=True))
    values["forms"] = tuple(name for name in str(values["forms"]).split(",") if name)
    values["facts"] = json.loads(str(values["facts"]))
    return Batch(**values)


def next_steps(connection: Connection) -> tuple[int | None, int | None]:
    """Return the batches that 撤销 and 重做 take back next, or None where there is none.

    The journal is the stack: an undo takes its batch off the done ones, an undo of an undo puts
    it back, and any other change empties what could be redone. What was sent cannot be reached
    over: nothing before it is offered any more.
    """
    rows = connection.execute(
        "SELECT id, kind, undoes FROM batch ORDER BY id DESC LIMIT 1000"
    ).fetchall()
    done: list[int] = []
    undone: list[int] = []
    for number, kind, undoes in reversed(rows):
        if kind == "undo" and undoes in done:
            done.remove(undoes)
            undone.append(number)
        elif kind == "undo" and undoes in undone:
            undone.remove(undoes)
            done.append(number)
        elif kind == "send":
            done.clear()
            undone.clear()
        elif kind in NOT_UNDONE:
            continue
        else:
            undone.clear()
            done.append(number)
    return (done[-1] if done else None), (undone[-1] if undone else None)


def past(connection: Connection, form: Form, unit: str, uid: str) -> list[Past]:
    """Return the changes of one record, newest first, field by field."""
    names = ", ".join(f"h.{column}" for column in form.columns)
    history: Sequence[Any] = connection.execute(
        f"SELECT h.in_batch, {_KIND}, b.title, b.made_at, b.person, h.before_version, {names} "
        f"FROM {form.history} h JOIN batch b ON b.id = h.in_batch "
        "WHERE h.unit = ? AND h.uid = ? ORDER BY h.in_batch DESC",
        (unit, uid),
    ).fetchall()
    now = connection.execute(
        f"SELECT {', '.join(form.columns)} FROM {form.code} WHERE unit = ? AND uid = ?",
        (unit, uid),
    ).fetchone()
    after: tuple[Stored, ...] = tuple(now) if now else (None,) * len(form.columns)
    result: list[Past] = []
    for row in history:
        before = tuple(row[6:]) if row[5] is not None else (None,) * len(form.columns)
        for column, old, new in zip(form.columns, before, after, strict=True):
            if old != new and not (column in form.by_code and form.by_code[column].derived):
                number, kind, title, made_at, person = row[:5]
                result.append(Past(number, kind, title, made_at, person, column, old, new))
        after = before
    return result
