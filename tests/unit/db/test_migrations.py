import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from db.create import SCHEMA_VERSION, create
from db.engine import connect
from db.tables import metadata
from db.upgrade import make_engine, upgrade
from desktop_app.catalogue import load
from desktop_app.domain.errors import UserError
from desktop_app.store import Store


def shape(path):
    """Tables, indexes, views and triggers as SQLite itself knows them."""
    connection = sqlite3.connect(path)
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
    ]
    columns = {n: sorted(connection.execute(f"PRAGMA table_xinfo({n})").fetchall()) for n in names}
    indexes = {
        n: sorted(row[1:] for row in connection.execute(f"PRAGMA index_list({n})")) for n in names
    }
    keys = {n: sorted(connection.execute(f"PRAGMA foreign_key_list({n})")) for n in names}
    texts = sorted(
        connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'trigger', 'index')"
        ).fetchall(),
        key=str,
    )
    marks = [
        connection.execute(f"PRAGMA {p}").fetchone() for p in ("application_id", "user_version")
    ]
    connection.close()
    return columns, indexes, keys, texts, marks


def test_that_upgrading_an_empty_database_gives_what_a_new_one_is(tmp_path):
    new, old = tmp_path / "new.db", tmp_path / "old.db"
    connection = connect(new)
    create(connection, load())
    connection.close()
    upgrade(old)
    assert shape(old) == shape(new)


def test_that_alembic_sees_no_difference_to_the_catalogue(tmp_path):
    path = tmp_path / "old.db"
    upgrade(path)
    engine = make_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata(load())) == []
    engine.dispose()


def test_that_an_upgraded_database_opens_with_its_code_lists(tmp_path):
    path = tmp_path / "data.db"
    upgrade(path)
    store = Store.open(path, load(), "330203")
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM code").fetchone()[0] > 1000
        assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    store.close()


def test_that_a_failed_migration_leaves_nothing_of_itself(tmp_path, monkeypatch):
    path = tmp_path / "data.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE rd_project_history (x)")
    connection.commit()
    before = list(connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name"))
    connection.close()
    with pytest.raises(sqlite3.OperationalError, match="rd_project_history"):
        upgrade(path)
    connection = sqlite3.connect(path)
    assert list(connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")) == before
    connection.close()


def test_that_a_disk_that_is_full_while_a_database_is_upgraded_is_told(tmp_path, monkeypatch):
    path = tmp_path / "data.db"
    upgrade(path, to="0001")

    def connect_to_a_full_disk(path):
        connection = connect(path)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    before = shape(path)
    with monkeypatch.context() as patched:
        patched.setattr("db.upgrade.connect", connect_to_a_full_disk)
        with pytest.raises(UserError, match="磁盘已满"):
            Store.open(path, load(), "330203")
    assert shape(path) == before
    Store.open(path, load(), "330203").close()


def test_that_every_field_has_a_column_of_its_type():
    tables = metadata(load()).tables
    for form in load().forms:
        for field in form.fields:
            kind = "INTEGER" if field.is_number or field.type in {"year", "bool"} else "TEXT"
            assert str(tables[form.code].c[field.code].type) == kind
            assert str(tables[form.history].c[field.code].type) == kind
