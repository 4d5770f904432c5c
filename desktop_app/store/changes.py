"""What a batch changed: counts for the journal, values field by field for its details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import Stored
from desktop_app.store.names import record_names, subject_expression

NAMED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counted:
    """Records that a batch added, changed and took away."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What a batch did to one record.

    Attributes:
        form: Code of its form.
        uid: The record.
        subject: The firm or incubator that it belongs to, or what else names it.
        kind: "added", "changed" or "removed".
        values: Field, value before and after, of each field changed; of a new or removed record
            none.
    """

    form: str
    uid: str
    subject: str
    kind: str
    values: tuple[tuple[str, Stored, Stored], ...]


def counted(
    connection: Connection, catalogue: Catalogue, first: int, last: int
) -> dict[int, Counted]:
    """Return what each of the batches `first` to `last` did to the reported forms, by number."""
    found: dict[int, Counted] = {}
    for form in catalogue.reported:
        rows = connection.execute(
            "SELECT in_batch, sum(before_version IS NULL), "
            "sum(before_version IS NOT NULL AND after_version IS NOT NULL), "
            f"sum(after_version IS NULL) FROM {form.history} "
            "WHERE in_batch BETWEEN ? AND ? GROUP BY in_batch",
            (first, last),
        )
        for number, added, changed, removed in rows:
            old = found.get(number, Counted())
            found[number] = Counted(old.added + added, old.changed + changed, old.removed + removed)
    return found


def counted_by_form(connection: Connection, catalogue: Catalogue, batch: int) -> dict[str, Counted]:
    """Return what one batch did to each of the reported forms that it touched."""
    found = {}
    for form in catalogue.reported:
        added, changed, removed = connection.execute(
            "SELECT sum(before_version IS NULL), "
            "sum(before_version IS NOT NULL AND after_version IS NOT NULL), "
            f"sum(after_version IS NULL) FROM {form.history} WHERE in_batch = ?",
            (batch,),
        ).fetchone()
        if added is not None:
            found[form.code] = Counted(added, changed, removed)
    return found


KINDS = ("changed", "added", "removed")
"""What a batch can do to a record: changed ones first, since their values tell the most."""


def changes(
    connection: Connection,
    catalogue: Catalogue,
    unit: str,
    batch: int,
    *,
    limit: int,
    kinds: Sequence[str] = KINDS,
) -> tuple[Change, ...]:
    """Return what a batch did to the first `limit` records of the reported forms, kind by kind."""
    found: list[Change] = []
    for which in kinds:
        for form in catalogue.reported:
            if len(found) < limit:
                found += _of_form(
                    connection,
                    catalogue,
                    form,
                    unit=unit,
                    batch=batch,
                    which=which,
                    limit=limit - len(found),
                )
    return tuple(found)


_WHICH = {
    "added": "h.before_version IS NULL",
    "changed": "h.before_version IS NOT NULL AND h.after_version IS NOT NULL",
    "removed": "h.before_version IS NOT NULL AND h.after_version IS NULL",
}


def _of_form(
    connection: Connection,
    catalogue: Catalogue,
    form: Form,
    *,
    unit: str,
    batch: int,
    which: str,
    limit: int,
) -> list[Change]:
    names = ", ".join(f"h.{column}" for column in form.columns)
    rows: Sequence[Any] = connection.execute(
        f"SELECT h.uid, {names} FROM {form.history} h "
        f"WHERE h.in_batch = ? AND h.unit = ? AND {_WHICH[which]} ORDER BY h.uid LIMIT ?",
        (batch, unit, limit),
    ).fetchall()
    if not rows:
        return []
    subjects = _subjects(connection, catalogue, form, unit, [str(row[0]) for row in rows])
    result = []
    for uid, *before in rows:
        name = subjects.get(uid) or _old_name(form, before)
        values: tuple[tuple[str, Stored, Stored], ...] = ()
        if which == "changed":
            values = _compared(form, before, _after(connection, form, unit, uid, batch))
        result.append(Change(form.code, uid, name, which, values))
    return result


def _compared(
    form: Form, before: Sequence[Stored], after: Sequence[Stored]
) -> tuple[tuple[str, Stored, Stored], ...]:
    return tuple(
        (column, old, new)
        for column, old, new in zip(form.columns, before, after, strict=True)
        if old != new and column in form.by_code and not form.by_code[column].derived
    )


def _after(connection: Connection, form: Form, unit: str, uid: str, batch: int) -> Sequence[Stored]:
    """Return the content that a batch left: what the next batch found, or what stands there."""
    names = ", ".join(form.columns)
    row = connection.execute(
        f"SELECT {names} FROM {form.history} WHERE unit = ? AND uid = ? AND in_batch > ? "
        "ORDER BY in_batch LIMIT 1",
        (unit, uid, batch),
    ).fetchone()
    if row is None:
        row = connection.execute(
            f"SELECT {names} FROM {form.code} WHERE unit = ? AND uid = ?", (unit, uid)
        ).fetchone()
    return tuple(row) if row is not None else (None,) * len(form.columns)


def _subjects(
    connection: Connection, catalogue: Catalogue, form: Form, unit: str, uids: Sequence[str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(uids), NAMED_AT_ONCE):
        part = uids[start : start + NAMED_AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = connection.execute(
            f"SELECT r.uid, {subject_expression(catalogue, form, 'r')} FROM {form.code} r "
            f"WHERE r.unit = ? AND r.uid IN ({marks})",
            (unit, *part),
        )
        found.update({uid: str(name or "") for uid, name in rows})
        missing = [uid for uid in part if not found.get(uid)]
        if missing:
            found.update(record_names(connection, catalogue, unit, form.code, missing))
    return found


def _old_name(form: Form, before: Sequence[Stored]) -> str:
    if form.name_field in form.columns:
        return str(before[form.columns.index(form.name_field)] or "")
    return ""
