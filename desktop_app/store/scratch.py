"""Records of a package in a database of their own, in memory: what they add up to by themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager

from db.views import view_text
from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.plans import Stored
from desktop_app.store.derived import derive
from desktop_app.store.inserting import insert_rows

Given = tuple[Sequence[str], Sequence[Sequence[Stored]]]
"""Columns, the uid first, and the values of each record."""


@contextmanager
def scratch(
    catalogue: Catalogue, unit: str, records: Mapping[str, Given]
) -> Iterator[sqlite3.Connection]:
    """Give a database of a unit's records of some forms, with the views that indicators read.

    Raises:
        ValueError: Numbers are larger than the database can add up.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        for code, (columns, rows) in records.items():
            _fill(connection, catalogue.form(code), unit, columns, rows)
        try:
            yield connection
        except sqlite3.Error as error:
            raise ValueError(str(error)) from error


def _fill(
    connection: sqlite3.Connection,
    form: Form,
    unit: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Stored]],
) -> None:
    """Make the table and the view of a form and put the records in."""
    whole = [f"unit DEFAULT '{unit}'", "uid", *form.columns, "version"]
    connection.execute(f"CREATE TABLE {form.code} ({', '.join(whole)})")
    connection.execute(f"CREATE VIEW {form.view} AS {view_text(form)}")
    versioned = [(row[0], None, *row[1:]) for row in rows]
    names, records = derive(form, columns[1:], versioned)
    insert_rows(connection, form.code, ("uid", "version", *names), records)
