"""Looking records up as one types: a few of them, found through an index where one will do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Stored

LAST = "\U0010ffff"

Row = tuple[Stored, ...]


def lookup(
    connection: Connection,
    form: Form,
    unit: str,
    wanted: Sequence[tuple[str, str]],
    *,
    shown: Sequence[str],
    limit: int,
) -> list[Row]:
    """Return (uid, *shown) of records: where a column begins with its key, then where one has it.

    Args:
        connection: To read from.
        form: The form.
        unit: The unit.
        wanted: Columns to look in, each with its key in capitals; an index makes it quick.
        shown: Columns to return.
        limit: At most so many.
    """
    found: dict[int, None] = {}
    for where, params in [*_beginnings(wanted), *_insides(wanted)]:
        if len(found) >= limit:
            break
        # Row ids alone, one column at a time: so an index answers without reading the records.
        rows = connection.execute(
            f"SELECT rowid FROM {form.code} WHERE unit = ? AND {where} LIMIT ?",
            (unit, *params, limit + len(found)),
        )
        found.update(dict.fromkeys(row[0] for row in rows))
    return _rows(connection, form, list(found)[:limit], shown)


def _beginnings(wanted: Sequence[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column, key in wanted:
        yield f"{column} >= ? AND {column} < ? ORDER BY {column}", (key, key + LAST)


def _insides(wanted: Sequence[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column, key in wanted:
        escaped = key.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        yield f"{column} LIKE ? ESCAPE '!'", (f"%{escaped}%",)


def _rows(
    connection: Connection, form: Form, row_ids: Sequence[int], shown: Sequence[str]
) -> list[Row]:
    marks = ", ".join("?" * len(row_ids))
    rows = connection.execute(
        f"SELECT rowid, {', '.join(['uid', *shown])} FROM {form.code} WHERE rowid IN ({marks})",
        tuple(row_ids),
    )
    by_id = {row[0]: tuple(row[1:]) for row in rows}
    return [by_id[row_id] for row_id in row_ids if row_id in by_id]


def first_uid(connection: Connection, form: Form, unit: str, period: str) -> str:
    """Return the record of a form that was entered first, in a period if periodic, or ""."""
    where, params = "unit = ?", [unit]
    if form.periodic:
        where, params = "unit = ? AND period = ?", [unit, period]
    found = connection.execute(
        f"SELECT uid FROM {form.code} WHERE {where} LIMIT 1", params
    ).fetchone()
    return str(found[0]) if found else ""
