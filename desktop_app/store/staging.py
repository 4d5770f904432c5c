"""The set-based SQL that writes and takes back batches (SQLite's own dialect lives here).

Changed records are put into a temporary table first; conflict check, history and writing are then
one statement each, whatever the number of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Stored
from desktop_app.store.inserting import insert_rows

SHOWN_CONFLICTS = 20
MANY = 5000
"""Rows from which on a table of their own width is worth making."""

_STAGED = tuple(f"c{number}" for number in range(120))


def stage(connection: Connection, rows: Sequence[tuple[Stored, ...]]) -> None:
    """Fill `temp.stage` with (uid, before, *values) of one block.

    The table is made once a connection and has room for any form: a new table for each block
    would make SQLite compile every rule anew. Many rows get one as narrow as they are, where new
    ones are not sorted: nothing looks for them.
    """
    width = len(rows[0])
    if len(rows) < MANY:
        _make_room(connection)
    else:
        _make_anew(connection, width - 2, is_keyed=any(row[1] is not None for row in rows))
    insert_rows(connection, "temp.stage", ("uid", "before", *_STAGED[: width - 2]), rows)


def _make_room(connection: Connection) -> None:
    """Empty `temp.stage`, or make it anew where it has no room for any form."""
    found = connection.execute("SELECT count(*) FROM pragma_table_info('stage')").fetchone()
    if found[0] == 2 + len(_STAGED):
        connection.execute("DELETE FROM temp.stage")
    else:
        _make_anew(connection, len(_STAGED), is_keyed=True)


def _make_anew(connection: Connection, width: int, *, is_keyed: bool) -> None:
    """Make a `temp.stage` of so many columns of values."""
    connection.execute("DROP TABLE IF EXISTS temp.stage")
    columns = "".join(f", {name}" for name in _STAGED[:width])
    key, kind = (" PRIMARY KEY", " WITHOUT ROWID") if is_keyed else ("", "")
    connection.execute(f"CREATE TEMP TABLE stage (uid{key}, before{columns}){kind}")


def _staged(columns: Sequence[str]) -> list[tuple[str, str]]:
    """Return each column with the column of `temp.stage` that holds its value."""
    return list(zip(columns, _STAGED, strict=False))


def conflicts(connection: Connection, form: Form, unit: str) -> list[str]:
    """Return uids of staged records whose stored version is not the one expected."""
    found = connection.execute(
        f"SELECT s.uid FROM temp.stage s LEFT JOIN {form.code} f ON f.unit = ? AND f.uid = s.uid "
        f"WHERE f.version IS NOT s.before ORDER BY s.uid LIMIT {SHOWN_CONFLICTS}",
        (unit,),
    )
    return [row[0] for row in found]


def keep_before(
    connection: Connection, form: Form, unit: str, batch: int, after: int | None
) -> None:
    """Write the history of the staged records: what they were before this batch.

    New ones were nothing, which need not be looked up: `conflicts` has.
    """
    connection.execute(
        f"INSERT INTO {form.history} (in_batch, unit, uid, after_version) "
        "SELECT ?, ?, uid, ? FROM temp.stage WHERE before IS NULL",
        (batch, unit, after),
    )
    images = "".join(f", f.{column}" for column in form.columns)
    connection.execute(
        f"INSERT INTO {form.history} (in_batch, unit, uid, before_version, after_version"
        f"{_names(form)}) SELECT ?, ?, s.uid, f.version, ?{images} "
        f"FROM temp.stage s CROSS JOIN {form.code} f ON f.unit = ? AND f.uid = s.uid "
        "WHERE s.before IS NOT NULL",
        (batch, unit, after, unit),
    )


def write(
    connection: Connection, form: Form, unit: str, batch: int, columns: Sequence[str]
) -> None:
    """Insert the new staged records and update the others.

    The IN keeps SQLite from walking the whole table to update one record of it, and the end of the
    condition from looking up each new one again.
    """
    staged = _staged(columns)
    names = "".join(f", {column}" for column in columns)
    values = "".join(f", {place}" for _column, place in staged)
    connection.execute(
        f"INSERT INTO {form.code} (unit, uid{names}, version) "
        f"SELECT ?, uid{values}, ? FROM temp.stage WHERE before IS NULL",
        (unit, batch),
    )
    sets = "".join(f"{column} = s.{place}, " for column, place in staged)
    connection.execute(
        f"UPDATE {form.code} AS f SET {sets}version = ? FROM temp.stage s WHERE f.unit = ? "
        "AND f.uid IN (SELECT uid FROM temp.stage WHERE before IS NOT NULL) AND s.uid = f.uid "
        "AND s.before IS NOT NULL",
        (batch, unit),
    )


def remove(connection: Connection, form: Form, unit: str) -> None:
    """Take the staged records away."""
    connection.execute(
        f"DELETE FROM {form.code} WHERE unit = ? AND uid IN (SELECT uid FROM temp.stage)", (unit,)
    )


def touched_periods(
    connection: Connection, form: Form, unit: str, columns: Sequence[str]
) -> set[str]:
    """Return the periods that the staged records of a periodic form are in now or will be in."""
    found = connection.execute(
        f"SELECT DISTINCT f.period FROM temp.stage s CROSS JOIN {form.code} f "
        "ON f.unit = ? AND f.uid = s.uid WHERE s.before IS NOT NULL",
        (unit,),
    )
    periods = {row[0] for row in found}
    if "period" in columns:
        place = dict(_staged(columns))["period"]
        found = connection.execute(f"SELECT DISTINCT {place} FROM temp.stage")
        periods |= {row[0] for row in found}
    return periods


# Undo: `temp.blocked` names the records of a batch that must stay as they are.


def block_changed(connection: Connection, form: Form, unit: str, batch: int) -> None:
    """Block records whose content is no longer the one that the batch made."""
    connection.execute(
        f"INSERT OR IGNORE INTO temp.blocked SELECT '{form.code}', h.uid, 'changed' "
        f"FROM {form.history} h LEFT JOIN {form.code} f ON f.unit = h.unit AND f.uid = h.uid "
        "WHERE h.in_batch = ? AND h.unit = ? AND f.version IS NOT h.after_version",
        (batch, unit),
    )


def block_sent(connection: Connection, form: Form, unit: str, batch: int, locks: str) -> None:
    """Block periodic records that a sent report holds, before or after the undo."""
    connection.execute(
        f"INSERT OR IGNORE INTO temp.blocked SELECT '{form.code}', h.uid, 'sent' "
        f"FROM {form.history} h LEFT JOIN {form.code} f ON f.unit = h.unit AND f.uid = h.uid "
        "WHERE h.in_batch = ? AND h.unit = ? "
        "AND EXISTS (SELECT 1 FROM report p WHERE p.unit = h.unit "
        f"AND p.period IN (f.period, h.period) AND p.state IN ({locks}))",
        (batch, unit),
    )


def block_referred(connection: Connection, form: Form, child: Form, unit: str, batch: int) -> int:
    """Block records that the undo would remove while a staying record refers to them."""
    return connection.execute(
        f"INSERT OR IGNORE INTO temp.blocked SELECT '{form.code}', h.uid, 'referred' "
        f"FROM {form.history} h WHERE h.in_batch = ? AND h.unit = ? AND h.before_version IS NULL "
        f"AND EXISTS (SELECT 1 FROM {child.code} c WHERE c.unit = h.unit "
        f"AND c.{form.code} = h.uid AND NOT EXISTS (SELECT 1 FROM {child.history} k "
        "WHERE k.in_batch = h.in_batch AND k.unit = h.unit AND k.uid = c.uid "
        f"AND (k.before_version IS NULL OR k.{form.code} IS NOT h.uid) "
        f"AND NOT EXISTS (SELECT 1 FROM temp.blocked b WHERE b.form = '{child.code}' "
        "AND b.uid = k.uid)))",
        (batch, unit),
    ).rowcount


def block_orphans(connection: Connection, form: Form, unit: str, batch: int) -> int:
    """Block records that the undo would bring back or move below a parent that is not there."""
    parent = form.parent
    return connection.execute(
        f"INSERT OR IGNORE INTO temp.blocked SELECT '{form.code}', h.uid, 'orphan' "
        f"FROM {form.history} h WHERE h.in_batch = ? AND h.unit = ? "
        "AND h.before_version IS NOT NULL "
        f"AND h.{parent} IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {parent} p WHERE p.unit = h.unit AND p.uid = h.{parent}) "
        f"AND NOT EXISTS (SELECT 1 FROM {parent}_history q WHERE q.in_batch = h.in_batch "
        f"AND q.unit = h.unit AND q.uid = h.{parent} AND q.before_version IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM temp.blocked b WHERE b.form = '{parent}' "
        "AND b.uid = q.uid))",
        (batch, unit),
    ).rowcount


def block_taken_keys(connection: Connection, form: Form, unit: str, batch: int) -> int:
    """Block records whose key another record, that stays as it is, has taken meanwhile."""
    same = " AND ".join(f"o.{column} = h.{column}" for column in form.key)
    return connection.execute(
        f"INSERT OR IGNORE INTO temp.blocked SELECT '{form.code}', h.uid, 'key' "
        f"FROM {form.history} h WHERE h.in_batch = ? AND h.unit = ? "
        "AND h.before_version IS NOT NULL "
        f"AND EXISTS (SELECT 1 FROM {form.code} o WHERE o.unit = h.unit AND {same} "
        f"AND o.uid <> h.uid AND NOT EXISTS (SELECT 1 FROM {form.history} k "
        "WHERE k.in_batch = h.in_batch AND k.unit = h.unit AND k.uid = o.uid AND NOT EXISTS "
        f"(SELECT 1 FROM temp.blocked b WHERE b.form = '{form.code}' AND b.uid = k.uid)))",
        (batch, unit),
    ).rowcount


def take_back(connection: Connection, form: Form, unit: str, batch: int, undo: int) -> int:
    """Put the free records of a batch back to what they were; return how many.

    Content and version both return, so that an undo can itself be undone for ever.
    """
    free = (
        f"h.in_batch = {batch} AND h.unit = ? AND NOT EXISTS "
        f"(SELECT 1 FROM temp.blocked b WHERE b.form = '{form.code}' AND b.uid = h.uid)"
    )
    images = "".join(f", f.{column}" for column in form.columns)
    count = connection.execute(
        f"INSERT INTO {form.history} (in_batch, unit, uid, before_version, after_version"
        f"{_names(form)}) SELECT {undo}, h.unit, h.uid, f.version, h.before_version{images} "
        f"FROM {form.history} h LEFT JOIN {form.code} f ON f.unit = h.unit AND f.uid = h.uid "
        f"WHERE {free}",
        (unit,),
    ).rowcount
    connection.execute(
        f"DELETE FROM {form.code} WHERE unit = ? AND uid IN "
        f"(SELECT h.uid FROM {form.history} h WHERE {free} AND h.before_version IS NULL)",
        (unit, unit),
    )
    if form.key and _keys_move(connection, form, unit, free):
        # Records that change places under a unique key would meet half way: all out, then in.
        connection.execute(
            f"DELETE FROM {form.code} WHERE unit = ? AND uid IN "
            f"(SELECT h.uid FROM {form.history} h WHERE {free} AND h.after_version IS NOT NULL)",
            (unit, unit),
        )
    else:
        # The key stays as it is: setting it again would write every index that it leads.
        content = [column for column in form.columns if column not in form.key]
        sets = "".join(f"{column} = h.{column}, " for column in content)
        connection.execute(
            f"UPDATE {form.code} AS f SET {sets}version = h.before_version "
            f"FROM {form.history} h WHERE {free} AND f.unit = h.unit AND f.uid = h.uid "
            "AND h.before_version IS NOT NULL",
            (unit,),
        )
    connection.execute(
        f"INSERT INTO {form.code} (unit, uid{_names(form)}, version) SELECT h.unit, h.uid"
        f"{''.join(f', h.{column}' for column in form.columns)}, h.before_version "
        f"FROM {form.history} h WHERE {free} AND h.before_version IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM {form.code} f WHERE f.unit = h.unit AND f.uid = h.uid)",
        (unit,),
    )
    return count


def _keys_move(connection: Connection, form: Form, unit: str, free: str) -> bool:
    differs = " OR ".join(f"f.{column} IS NOT h.{column}" for column in form.key)
    found = connection.execute(
        f"SELECT 1 FROM {form.history} h CROSS JOIN {form.code} f ON f.unit = h.unit "
        f"AND f.uid = h.uid WHERE {free} AND h.before_version IS NOT NULL AND ({differs}) LIMIT 1",
        (unit,),
    )
    return found.fetchone() is not None


def _names(form: Form) -> str:
    return "".join(f", {column}" for column in form.columns)
