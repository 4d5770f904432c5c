"""Reading: single records, lists as row ids and blocks, searching, counting."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import le
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.findings import Severity
from desktop_app.domain.names import name_key
from desktop_app.domain.plans import Record, Stored
from desktop_app.store.names import subject_expression

BLOCK = 500


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list or grid shows.

    Attributes:
        form: Code of the form.
        period: Only records of this period (periodic forms), or "".
        text: Only records whose name, code or initials contain it.
        parent: Only records of this parent (uid), or "".
        severity: Only records with a finding of this severity in `period`, or "".
        empty: Only due firms that have no record in `period` (list of firms).
        sort: Field or "name", or "" for the order of entry; `descending` turns it round.
    """

    form: str
    period: str = ""
    text: str = ""
    parent: str = ""
    severity: str = ""
    sort: str = ""
    descending: bool = False
    finding_period: str = ""


def record(connection: Connection, form: Form, unit: str, uid: str) -> Record | None:
    """Return one record, or None."""
    names = ", ".join(form.columns)
    row = connection.execute(
        f"SELECT version, {names} FROM {form.code} WHERE unit = ? AND uid = ?", (unit, uid)
    ).fetchone()
    if row is None:
        return None
    return Record(form.code, uid, row[0], dict(zip(form.columns, row[1:], strict=True)))


def rows(
    connection: Connection,
    form: Form,
    unit: str,
    columns: Sequence[str],
    *,
    where: str = "",
    params: Sequence[Stored] = (),
) -> Iterator[tuple[Stored, ...]]:
    """Yield (uid, version, *columns) of the records of a form, in order of entry.

    `where` is SQL over the table `r` and is only ever written by this program.
    """
    names = "".join(f", r.{column}" for column in columns)
    condition = f" AND ({where})" if where else ""
    yield from connection.execute(
        f"SELECT r.uid, r.version{names} FROM {form.code} r WHERE r.unit = ?{condition} "
        "ORDER BY r.rowid",
        (unit, *params),
    )


def count(connection: Connection, form: Form, unit: str, period: str = "") -> int:
    """Return the number of records of a form, in a period where it is periodic."""
    if form.periodic and period:
        sql = f"SELECT count(*) FROM {form.code} WHERE unit = ? AND period = ?"
        return int(connection.execute(sql, (unit, period)).fetchone()[0])
    sql = f"SELECT count(*) FROM {form.code} WHERE unit = ?"
    return int(connection.execute(sql, (unit,)).fetchone()[0])


def count_open(connection: Connection, unit: str, period: str) -> int:
    """Return how many findings keep a period from being sent: 强制, and 核实 not explained.

    Explanations are few: those that hold are looked for, not each finding's own.
    """
    bound = {"unit": unit, "period": period}
    explained = (
        "SELECT count(*) FROM explanation e CROSS JOIN finding f ON f.unit = e.unit "
        "AND f.period = e.period AND f.form = e.form AND f.uid = e.record AND f.rule = e.rule "
        "AND f.evidence = e.evidence WHERE e.unit = :unit AND e.period = :period "
        f"AND f.severity = '{Severity.VERIFY.value}' AND e.text <> ''"
    )
    return int(
        connection.execute(
            f"SELECT count(*) - ({explained}) FROM finding f NOT INDEXED "
            "WHERE f.unit = :unit AND f.period = :period "
            f"AND f.severity IN ('{Severity.MUST.value}', '{Severity.VERIFY.value}')",
            bound,
        ).fetchone()[0]
    )


def count_open_by_unit(connection: Connection, period: str) -> dict[str, int]:
    """Return by unit what `count_open` gives, for all units of the city at once."""
    bound = {"period": period}
    found = connection.execute(
        "SELECT unit, count(*) FROM finding NOT INDEXED WHERE period = :period "
        f"AND severity IN ('{Severity.MUST.value}', '{Severity.VERIFY.value}') GROUP BY 1",
        bound,
    )
    counts = {str(unit): int(count) for unit, count in found}
    explained = connection.execute(
        "SELECT e.unit, count(*) FROM explanation e CROSS JOIN finding f ON f.unit = e.unit "
        "AND f.period = e.period AND f.form = e.form AND f.uid = e.record AND f.rule = e.rule "
        "AND f.evidence = e.evidence WHERE e.period = :period "
        f"AND f.severity = '{Severity.VERIFY.value}' AND e.text <> '' GROUP BY 1",
        bound,
    )
    for unit, count in explained:
        counts[str(unit)] -= int(count)
    return counts


ARRIVED = ("reported", "zero")
"""States of a due firm that count as 实报: with figures, or 零报送."""


def count_due(connection: Connection, period: str) -> dict[str, tuple[int, int]]:
    """Return by unit how many firms are due in a period (应报), and how many reported (实报).

    What the city itself has listed goes before what packages say.
    """
    marks = ", ".join("?" * len(ARRIVED))
    found = connection.execute(
        f"SELECT unit, count(*), sum(state IN ({marks})) FROM due WHERE period = ? GROUP BY unit",
        (*ARRIVED, period),
    )
    counts = {str(unit): (int(due), int(reported)) for unit, due, reported in found}
    listed = connection.execute(
        "SELECT for_unit, count(*) FROM task_due WHERE for_period = ? GROUP BY 1", (period,)
    )
    for unit, due in listed:
        counts[str(unit)] = (int(due), counts.get(str(unit), (0, 0))[1])
    return counts


def count_findings(connection: Connection, unit: str, period: str) -> dict[str, int]:
    """Return the findings of a period by severity."""
    found = connection.execute(
        "SELECT severity, count(*) FROM finding WHERE unit = ? AND period = ? GROUP BY 1",
        (unit, period),
    )
    return {str(severity): int(count) for severity, count in found}


def packed(row_ids: Iterable[int]) -> array[int]:
    """Return row ids in 4 bytes each; SQLite counts them up from 1."""
    return array("I", row_ids)


def ids(connection: Connection, catalogue: Catalogue, unit: str, query: ListQuery) -> Sequence[int]:
    """Return the row ids of a list in its order, a million at once if need be."""
    form = catalogue.form(query.form)
    where = ["r.unit = ?"]
    params: list[Stored] = [unit]
    if form.periodic and query.period:
        where.append("r.period = ?")
        params.append(query.period)
    if query.parent and form.parent:
        where.append(f"r.{form.parent} = ?")
        params.append(query.parent)
    if query.text.strip():
        condition, texts = _matches(catalogue, form, unit, query.text)
        where.append(condition)
        params += texts
    if query.severity:
        where.append(
            "EXISTS (SELECT 1 FROM finding f WHERE f.unit = r.unit AND f.period = ? "
            f"AND f.form = '{form.code}' AND f.uid = r.uid AND f.severity = ?)"
        )
        params += [query.finding_period or query.period, query.severity]
    sql = f"SELECT r.rowid FROM {form.code} r WHERE {' AND '.join(where)}"
    order = _order(catalogue, form, query)
    if order:
        found = connection.execute(f"{sql} ORDER BY {order}", params)
        return packed(chain.from_iterable(found))
    if len(where) == 1:
        whole = _unbroken(connection, form, unit)
        if whole is not None:
            return whole[::-1] if query.descending else whole
        # The index of uids holds all that is asked for, and ids rise as records are entered.
        sql += " ORDER BY r.uid"
    found = connection.execute(sql, params)
    return _as_entered(packed(chain.from_iterable(found)), descending=query.descending)


def _unbroken(connection: Connection, form: Form, unit: str) -> range | None:
    """Return the row ids of all records if none is missing between them: not one has to be read."""
    count, first, last = connection.execute(
        f"SELECT count(*), min(rowid), max(rowid) FROM {form.code} WHERE unit = ?", (unit,)
    ).fetchone()
    if not count:
        return range(0)
    return range(first, last + 1) if last - first + 1 == count else None


def _as_entered(row_ids: array[int], *, descending: bool) -> array[int]:
    """Return row ids in the order of entry; those of a large list are in it mostly."""
    if not descending and all(map(le, row_ids, islice(row_ids, 1, None))):
        return row_ids
    return packed(sorted(row_ids, reverse=descending))


def _order(catalogue: Catalogue, form: Form, query: ListQuery) -> str:
    """Return how SQLite is to sort a list, or "" for the order of entry."""
    direction = " DESC" if query.descending else ""
    if query.sort in form.columns:
        return f"r.{query.sort}{direction}, r.rowid"
    if query.sort == "name":
        return f"{subject_expression(catalogue, form, 'r')}{direction}, r.rowid"
    return ""


def _matches(catalogue: Catalogue, form: Form, unit: str, text: str) -> tuple[str, list[Stored]]:
    """Return the condition that a name, code or initials, also the parent's, contain `text`."""
    key = name_key(text)
    targets = [
        code
        for code in ("name_key", "initials", "uscc", "app_no", "cert_no", "phone")
        if code in form.by_code
    ]
    conditions = [f"instr(r.{code}, ?) > 0" for code in targets]
    params: list[Stored] = [key] * len(targets)
    for code in ("title", "name"):
        if code in form.by_code and "name_key" not in form.by_code:
            conditions.append(f"instr(upper(r.{code}), ?) > 0")
            params.append(text.strip().upper())
    if form.parent:
        parent = catalogue.form(form.parent)
        inner, more = _matches(catalogue, parent, unit, text)
        inner = inner.replace("r.", "p.")
        # The unit is bound here too: asked of each row, the parents would be searched for each.
        conditions.append(
            f"r.{form.parent} IN (SELECT p.uid FROM {parent.code} p WHERE p.unit = ? AND {inner})"
        )
        params += [unit, *more]
    if not conditions:
        texts = [f.code for f in form.fields if not f.is_number]
        conditions = [f"instr(r.{code}, ?) > 0" for code in texts]
        params = [text.strip()] * len(texts)
    return f"({' OR '.join(conditions)})", params


def block(
    connection: Connection, form: Form, row_ids: Sequence[int], columns: Sequence[str]
) -> list[tuple[Stored, ...]]:
    """Return (rowid, uid, version, *columns) for some row ids, in their order."""
    names = "".join(f", {column}" for column in columns)
    found: dict[int, tuple[Stored, ...]] = {}
    for start in range(0, len(row_ids), BLOCK):
        part = tuple(row_ids[start : start + BLOCK])
        marks = ", ".join("?" * len(part))
        for row in connection.execute(
            f"SELECT rowid, uid, version{names} FROM {form.code} WHERE rowid IN ({marks})", part
        ):
            found[row[0]] = row
    return [found[row_id] for row_id in row_ids if row_id in found]


def subjects(
    connection: Connection, catalogue: Catalogue, form: Form, row_ids: Sequence[int]
) -> dict[int, str]:
    """Return the name of the firm or incubator behind some row ids."""
    name = subject_expression(catalogue, form, "r")
    found: dict[int, str] = {}
    for start in range(0, len(row_ids), BLOCK):
        part = tuple(row_ids[start : start + BLOCK])
        marks = ", ".join("?" * len(part))
        for row_id, text in connection.execute(
            f"SELECT r.rowid, {name} FROM {form.code} r WHERE r.rowid IN ({marks})", part
        ):
            found[row_id] = str(text or "")
    return found
