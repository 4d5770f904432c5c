import random
import sqlite3
import subprocess
import sys

import pytest

from desktop_app.catalogue import load
from desktop_app.domain.errors import UserError
from desktop_app.store import Store
from desktop_app.store.backup import KEPT, backup
from desktop_app.store.damage import DamagedError, check
from desktop_app.store.lock import WriterLock


def test_that_opening_needs_no_library_that_makes_tables(filled):
    filled.close()
    code = (
        "import sys, pathlib; from desktop_app.catalogue import load\n"
        "from desktop_app.store import Store\n"
        "Store.open(pathlib.Path(sys.argv[1]), load(), '330203').check('2024')\n"
        "print([m for m in ('sqlalchemy', 'alembic') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(filled.path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_that_data_survives_closing_and_opening(filled):
    dump = filled.dump()
    filled.close()
    again = Store.open(filled.path, load(), "330203")
    assert again.dump() == dump
    again.close()


def test_that_a_missing_database_is_named(tmp_path):
    with pytest.raises(UserError, match="找不到数据库"):
        Store.open(tmp_path / "none.db", load(), "330203")


def test_that_a_file_that_is_no_database_is_left_as_it_was(tmp_path):
    path = tmp_path / "data.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(UserError, match="打不开"):
        Store.open(path, load(), "330203")
    assert path.read_bytes() == b"not a database at all" * 100


def test_that_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "data.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(UserError, match="不是双倍增报送的数据库"):
        Store.open(path, load(), "330203")


def test_that_a_newer_database_is_refused_untouched(filled):
    filled.close()
    connection = sqlite3.connect(filled.path)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = filled.path.read_bytes()
    with pytest.raises(UserError, match="较新的版本"):
        Store.open(filled.path, load(), "330203")
    assert filled.path.read_bytes() == before


def test_that_a_backup_is_opened_and_equal(filled, tmp_path):
    copy = backup(filled.path, tmp_path / "backups", "test")
    check(copy)
    opened = Store.open(copy, load(), "330203")
    assert opened.dump() == filled.dump()
    opened.close()


def test_that_a_backup_of_a_damaged_database_is_not_believed(filled, tmp_path):
    filled.close()
    data = bytearray(filled.path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = b"\x99" * 8192
    filled.path.write_bytes(data)
    with pytest.raises(DamagedError, match="已损坏"):
        backup(filled.path, tmp_path / "backups", "test")
    assert not list((tmp_path / "backups").glob("*.db"))


def test_that_a_full_disk_leaves_the_data_as_it_was(filled):
    from desktop_app.domain.plans import ChangePlan, Rows

    before = filled.dump()
    with filled.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    rows = [(f"n{i}", None, "名" * 200) for i in range(5000)]
    with pytest.raises(UserError, match="磁盘已满"):
        filled.apply(ChangePlan("import", "大", (Rows("firm", ("name",), rows),)), check=False)
    assert filled.dump() == before


def test_that_a_second_writer_is_refused_and_told_who_holds_the_lock(tmp_path):
    lock = WriterLock(tmp_path / "workspace.lock")
    lock.take("王敏", "window")
    code = (
        "import sys, pathlib; from desktop_app.store.lock import WriterLock\n"
        "WriterLock(pathlib.Path(sys.argv[1])).take('x', 'y')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "workspace.lock")],
        capture_output=True,
        text=True,
        check=False,
    )
    lock.release()
    assert run.returncode != 0
    assert "王敏" in run.stderr


def test_that_the_lock_is_free_again_when_its_owner_ends(tmp_path):
    first, second = (WriterLock(tmp_path / "workspace.lock") for _ in range(2))
    first.take("甲", "window")
    first.release()
    second.take("乙", "window")
    assert second.held
    second.release()


def test_that_only_the_window_s_own_token_is_admitted(tmp_path):
    lock = WriterLock(tmp_path / "workspace.lock")
    lock.take("甲", "window")
    other = WriterLock(tmp_path / "workspace.lock")
    assert other.admits(lock.token)
    assert not other.admits("")
    assert not other.admits("0" * 32)
    lock.release()


def test_that_a_database_with_broken_pages_says_so(filled):
    filled.close()
    whole = filled.path.read_bytes()
    chance = random.Random(11)
    said = set()
    for _ in range(20):
        place = chance.randrange(4096, len(whole) - 4096)
        filled.path.write_bytes(whole[:place] + chance.randbytes(4096) + whole[place + 4096 :])
        try:
            store = Store.open(filled.path, load(), "330203")
            try:
                store.check("2024")
                store.dump()
            finally:
                store.close()
        except UserError as error:
            said.add(str(error)[:6])
    assert said == {"数据库已损坏"}


def test_that_values_in_a_statement_are_not_taken_for_the_cause(filled):
    with (
        pytest.raises(sqlite3.DatabaseError, match="no such table"),
        filled.writing() as connection,
    ):
        connection.execute("INSERT INTO nowhere VALUES (?)", ("disk is full, locked",))


def test_that_a_clock_set_back_does_not_cost_the_newest_backup(filled, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(KEPT):
        (folder / f"2999010{number % 10}-00000{number:02}-import.db").write_bytes(b"")
    made = backup(filled.path, folder, "import")
    check(made)
    assert len(list(folder.glob("*.db"))) == KEPT


def test_that_half_a_copy_is_never_called_a_backup(filled, tmp_path, monkeypatch):
    folder = tmp_path / "backups"

    def stop(_path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("desktop_app.store.backup.check", stop)
        with pytest.raises(KeyboardInterrupt):
            backup(filled.path, folder, "import")
    assert not list(folder.glob("*.db"))
    made = backup(filled.path, folder, "import")
    assert list(folder.iterdir()) == [made]


def test_that_an_old_backup_that_cannot_be_removed_keeps_none_from_being_made(filled, tmp_path):
    folder = tmp_path / "backups"
    for number in range(KEPT + 1):
        (folder / f"200001{number:02}-000000-import.db").mkdir(parents=True)
    assert backup(filled.path, folder, "import").is_file()
