"""Inserting many rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from sqlite3 import Connection

from desktop_app.domain.plans import Stored

AT_ONCE = 50
"""Rows that one statement inserts: of many rows each then takes a quarter less."""


def insert_rows(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Stored]]
) -> None:
    """Insert rows of values for some columns of a table."""
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES"
    marks = f"({', '.join('?' * len(columns))})"
    whole = len(rows) - len(rows) % AT_ONCE
    together = (
        tuple(chain.from_iterable(rows[start : start + AT_ONCE]))
        for start in range(0, whole, AT_ONCE)
    )
    if whole:
        connection.executemany(f"{into} {', '.join([marks] * AT_ONCE)}", together)
    connection.executemany(f"{into} {marks}", rows[whole:])
