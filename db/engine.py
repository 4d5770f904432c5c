"""SQLite as it is used here: PRAGMAs, transactions and the functions that rules may call."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.domain.functions import FUNCTIONS

APPLICATION_ID = 0x53425A31  # "SBZ1": tells our databases from any other SQLite file.
STATEMENTS_KEPT = 2048
READING_CACHE, WRITING_CACHE = 1000, 8000
"""KiB of pages that a connection keeps; what is written stays there until it is committed."""
LOGGED = 1000
"""Pages in the log from which on a commit takes them over into the database."""
PAGE = 8192
"""Bytes of a page of a new database: writing and checking many rows takes a tenth less than with
the usual 4096, and a saved cell, which waits for the disk, takes no more."""


def connect(path: Path, cache: int = WRITING_CACHE) -> sqlite3.Connection:
    """Open a database with our PRAGMAs and functions; transactions are begun by hand.

    Args:
        path: The file.
        cache: KiB of pages to keep.

    Raises:
        sqlite3.DatabaseError: The file cannot be opened or is no database.
    """
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
        timeout=10,
    )
    for name, (arity, function) in FUNCTIONS.items():
        connection.create_function(name, arity, function, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA page_size = {PAGE}")  # of a file that is still empty
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{cache}")
    return connection


class Database:
    """Lends connections to one file, each to one user at a time, in a transaction of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._readers: list[sqlite3.Connection] = []
        self._writers: list[sqlite3.Connection] = []
        self._trial: sqlite3.Connection | None = None

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Let everything within see what it writes, and take all of it back at the end."""
        with self._lent(writes=True) as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._trial = connection
            try:
                yield
            finally:
                self._trial = None
                connection.rollback()

    @contextmanager
    def transaction(
        self, *, writes: bool = False, is_large: bool = False
    ) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the data; an exception leaves nothing behind.

        Args:
            writes: Be the one writer: who reads first could not write after another one.
            is_large: Leave what is committed in the log, where it is as safe and as visible, until
                `settle` or the next commit takes it over: that is as much writing once more.
        """
        if self._trial is not None:
            yield self._trial
            return
        with self._lent(writes=writes) as connection:
            if writes:
                connection.execute(f"PRAGMA wal_autocheckpoint = {0 if is_large else LOGGED}")
            try:
                connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
                yield connection
                connection.commit()
            finally:
                connection.rollback()

    def settle(self) -> None:
        """Take over into the database what its log holds; others may read meanwhile."""
        with self._lent(writes=False) as connection:
            connection.execute("PRAGMA wal_checkpoint").fetchall()

    @contextmanager
    def _lent(self, *, writes: bool) -> Iterator[sqlite3.Connection]:
        idle = self._writers if writes else self._readers
        try:
            connection = idle.pop()
        except IndexError:
            connection = connect(self._path, WRITING_CACHE if writes else READING_CACHE)
        try:
            yield connection
        finally:
            idle.append(connection)

    def close(self) -> None:
        """Close all connections."""
        for idle in (self._readers, self._writers):
            while idle:
                idle.pop().close()
