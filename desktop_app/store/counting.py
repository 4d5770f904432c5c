"""Counting once what several districts report, where a person of the city decided so.

What is not counted is hidden from the views that the queries of the indicators read. The records
themselves stay as they were reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.store.overlaps import Shared, shared

_LISTED = (
    "CREATE TEMP TABLE IF NOT EXISTS elsewhere (form TEXT, unit TEXT, uid TEXT, at TEXT, "
    "at_uid TEXT, PRIMARY KEY (form, unit, uid)) WITHOUT ROWID"
)
"""Records that are not counted, each with the unit and record that is counted in its place."""


@contextmanager
def counted_once(connection: Connection, catalogue: Catalogue) -> Iterator[None]:
    """Let the views leave out what is counted at another unit, as long as the block lasts.

    A firm that is decided to be the same is counted at the chosen unit: so are, form by form and
    period by period, the records that the chosen unit has of it. What only another unit has of
    it, such as the figures of the years before it moved, still counts there.
    """
    same = _same(connection)
    if not same:
        yield
        return
    _list(connection, catalogue, same)
    hidden = [str(row[0]) for row in connection.execute("SELECT DISTINCT form FROM temp.elsewhere")]
    try:
        for code in hidden:
            connection.execute(_view(catalogue.form(code)))
        yield
    finally:
        for code in hidden:
            connection.execute(f"DROP VIEW IF EXISTS temp.{catalogue.form(code).view}")
        connection.execute("DELETE FROM temp.elsewhere")


def _same(connection: Connection) -> list[Shared]:
    """Return the shared codes that are counted at one unit."""
    one = connection.execute("SELECT 1 FROM overlap WHERE choice = 'same' LIMIT 1").fetchone()
    if one is None:
        return []
    return [found for found in shared(connection) if found.choice == "same"]


def _view(form: Form) -> str:
    return (
        f"CREATE TEMP VIEW {form.view} AS SELECT v.* FROM main.{form.view} v "
        f"WHERE NOT EXISTS (SELECT 1 FROM temp.elsewhere e WHERE e.form = '{form.code}' "
        "AND e.unit = v.unit AND e.uid = v.uid)"
    )


def _list(connection: Connection, catalogue: Catalogue, same: Sequence[Shared]) -> None:
    """List what is not counted: the records themselves, then what belongs to them."""
    connection.execute(_LISTED)
    connection.execute("DELETE FROM temp.elsewhere")
    rows = []
    for one in same:
        counted = next((uid for unit, uid in one.places if unit == one.chosen), None)
        if counted is not None:
            rows += [
                (one.kind, unit, uid, one.chosen, counted)
                for unit, uid in one.places
                if unit != one.chosen
            ]
    connection.executemany("INSERT OR IGNORE INTO temp.elsewhere VALUES (?, ?, ?, ?, ?)", rows)
    for form in _below("firm", catalogue):
        _list_children(connection, form)


def _below(code: str, catalogue: Catalogue) -> list[Form]:
    """Return the forms whose records belong to those of a form, nearest first."""
    nearest = [form for form in catalogue.reported if form.parent == code]
    return nearest + [deeper for form in nearest for deeper in _below(form.code, catalogue)]


def _list_children(connection: Connection, form: Form) -> None:
    """List the records of a form whose parent is not counted.

    Those of a firm only where the chosen unit has such records too, of the same period.
    """
    has_its_own = ""
    if form.parent == "firm":
        period = " AND o.period = r.period" if form.periodic else ""
        has_its_own = (
            f"WHERE EXISTS (SELECT 1 FROM {form.code} o "
            f"WHERE o.unit = e.at AND o.{form.parent} = e.at_uid{period})"
        )
    connection.execute(
        f"INSERT OR IGNORE INTO temp.elsewhere SELECT '{form.code}', r.unit, r.uid, e.at, NULL "
        f"FROM temp.elsewhere e CROSS JOIN {form.code} r ON r.unit = e.unit "
        f"AND r.{form.parent} = e.uid AND e.form = '{form.parent}' {has_its_own}"
    )
