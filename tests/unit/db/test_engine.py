"""A database file and its log."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import LOGGED, PAGE, Database

ROWS = 3 * LOGGED
"""Rows of half a page each: more than a usual commit leaves in the log."""


@pytest.fixture
def database(tmp_path):
    found = Database(tmp_path / "data.db")
    with found.transaction(writes=True) as connection:
        connection.execute("CREATE TABLE one (value BLOB)")
    yield found
    found.close()


def fill(database: Database, *, is_large: bool) -> None:
    with database.transaction(writes=True, is_large=is_large) as connection:
        values = ((bytes(PAGE // 2),) for _ in range(ROWS))
        connection.executemany("INSERT INTO one VALUES (?)", values)


def counted(database: Database) -> int:
    with database.transaction() as connection:
        return int(connection.execute("SELECT count(*) FROM one").fetchone()[0])


def size(path: Path) -> int:
    return (path / "data.db").stat().st_size


def test_that_a_large_commit_waits_in_the_log_until_it_is_settled(database, tmp_path):
    fill(database, is_large=True)
    assert size(tmp_path) < ROWS * PAGE // 2
    assert counted(database) == ROWS
    database.settle()
    assert size(tmp_path) >= ROWS * PAGE // 2


def test_that_who_reads_keeps_what_is_seen_while_a_commit_is_settled(database):
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM one").fetchone()[0] == 0
        fill(database, is_large=True)
        database.settle()
        assert connection.execute("SELECT count(*) FROM one").fetchone()[0] == 0
    assert counted(database) == ROWS


def test_that_the_commit_after_a_large_one_settles_both(database, tmp_path):
    fill(database, is_large=True)
    fill(database, is_large=False)
    assert size(tmp_path) >= ROWS * PAGE
