"""A new database: tables, views, catalogue tables, and the mark of its version."""

from __future__ import annotations

from sqlite3 import Connection

from db.engine import APPLICATION_ID
from db.views import view_statements
from desktop_app.catalogue.model import Catalogue

SCHEMA_VERSION = 4
"""Number of the newest migration; `PRAGMA user_version` of a database made today."""

# Alembic makes this table as soon as it first runs; a new database has it from the start.
_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create(connection: Connection, catalogue: Catalogue) -> None:
    """Make all tables and views in an empty database and fill the catalogue tables."""
    # Here, not at the top: SQLAlchemy, which writes the tables, is needed by no other database.
    from db.tables import table_statements

    for statement in (*table_statements(catalogue), *view_statements(catalogue), _VERSION_TABLE):
        connection.execute(statement)
    connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04d}",))
    fill_catalogue(connection, catalogue)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def fill_catalogue(connection: Connection, catalogue: Catalogue) -> None:
    """Write code lists, word lists and parameters anew; rules read them from these tables."""
    for table in ("code", "word", "parameter"):
        connection.execute(f"DELETE FROM {table}")
    codes = [
        (name, entry.code, entry.label, entry.parent or None, entry.since, entry.until)
        for name, codes in catalogue.codes.items()
        for entry in codes.entries
    ]
    words = [(name, word) for name, words in catalogue.words.items() for word in words]
    connection.executemany("INSERT INTO code VALUES (?, ?, ?, ?, ?, ?)", codes)
    connection.executemany("INSERT INTO word VALUES (?, ?)", words)
    connection.executemany(
        "INSERT INTO parameter (name, since, until, key, value) VALUES (?, ?, ?, ?, ?)",
        catalogue.parameters,
    )
    connection.execute(
        "INSERT OR REPLACE INTO setting VALUES ('catalogue', ?)", (catalogue.version,)
    )
