"""The SQLite engine: PRAGMAs, transactions and the functions that rules may call."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from desktop_app.domain.functions import FUNCTIONS

APPLICATION_ID = 0x53425A31  # "SBZ1": tells our databases from any other SQLite file.
STATEMENTS_KEPT = 2048


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database with our PRAGMAs and functions; transactions are begun by hand.

    Raises:
        sqlite3.DatabaseError: The file cannot be opened or is no database.
    """
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
        timeout=10,
    )
    for name, (arity, function) in FUNCTIONS.items():
        connection.create_function(name, arity, function, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -8000")
    return connection


def make_engine(path: Path, *, read_only: bool = False) -> Engine:
    """Return an engine over one database file; it emits BEGIN itself."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, read_only=read_only),
        poolclass=QueuePool,
        max_overflow=-1,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that read first could not write after another one; so it says so at once.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
