"""A damaged database is noticed when it is opened, and a copy takes its place."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.store import damage
from desktop_app.store.backup import KEPT
from desktop_app.store.damage import DamagedError
from desktop_app.work.backups import back_up_daily, backups, restore
from desktop_app.work.workspace import init_workspace, open_workspace

PAGE = 8192


def bring(ws, first, count):
    rows = [(f"f{n:05}", None, f"第{n}公司") for n in range(first, first + count)]
    ws.store.apply(ChangePlan("import", "名单", (Rows("firm", ("name",), rows),)), check=False)


@pytest.fixture
def kept(tmp_path):
    """A workspace with a copy, whose database has gone on since; folder and dump of the copy."""
    folder = tmp_path / "ws"
    ws = init_workspace(folder, role="district", unit="海曙区", person="王敏")
    bring(ws, 0, 2000)
    ws.store.backup("manual")
    dump = ws.store.dump()
    bring(ws, 2000, 100)
    ws.close()
    return folder, dump


def spoil(path, page, filling):
    data = bytearray(path.read_bytes())
    data[page * PAGE : (page + 1) * PAGE] = filling
    path.write_bytes(data)


@pytest.mark.parametrize("filling", [bytes(PAGE), random.Random(5).randbytes(PAGE)], ids=["0", "x"])
def test_that_any_damaged_page_is_noticed_at_opening_and_names_the_copy(kept, filling):
    folder, _dump = kept
    path = folder / "data.db"
    whole = path.read_bytes()
    pages = len(whole) // PAGE
    for page in [0, 1, *random.Random(3).sample(range(2, pages), 20), pages - 1]:
        spoil(path, page, filling)
        spoilt = path.read_bytes()
        with pytest.raises(DamagedError, match="manual") as told:
            open_workspace(folder)
        assert told.value.copy == backups(folder)[0].path
        assert path.read_bytes() == spoilt
        path.write_bytes(whole)
    open_workspace(folder).close()


@pytest.mark.parametrize("left", [0, 50, PAGE, 100 * PAGE])
def test_that_a_database_cut_short_is_noticed(kept, left):
    path = kept[0] / "data.db"
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(DamagedError, match="manual"):
        open_workspace(kept[0])


def test_that_a_large_database_is_looked_through_once_something_ran_into_damage(kept, monkeypatch):
    folder, _dump = kept
    monkeypatch.setattr(damage, "LOOKED_THROUGH", 0)
    path = folder / "data.db"
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'firm'"
        ).fetchone()
    connection.close()
    spoil(path, page - 1, bytes(PAGE))
    ws = open_workspace(folder)
    with pytest.raises(UserError, match="已损坏"):
        ws.store.dump()
    ws.close()
    with pytest.raises(DamagedError, match="manual"):
        open_workspace(folder)
    restore(folder)
    open_workspace(folder).close()
    assert not list(folder.glob("*.doubtful"))


def test_that_a_backup_of_a_damaged_database_names_the_last_good_one(kept):
    folder, _dump = kept
    ws = open_workspace(folder)
    ws.store.backup("import")
    ws.close()
    newer = backups(folder)[0].path
    spoil(newer, 30, bytes(PAGE))
    path = folder / "data.db"
    spoil(path, 30, bytes(PAGE))
    with pytest.raises(DamagedError, match="manual"):
        ws.store.backup("import")
    assert len(backups(folder)) == 2


def test_that_the_copy_takes_the_place_of_what_is_damaged_and_nothing_is_thrown_away(kept):
    folder, dump = kept
    path = folder / "data.db"
    spoil(path, 20, bytes(PAGE))
    spoilt = path.read_bytes()
    # What stands in a log belongs to the damaged file alone, and must not run into the copy.
    (folder / "data.db-wal").write_bytes(b"a log of another state")
    done = restore(folder)
    assert done.copy.reason == "manual"
    assert (done.aside / "data.db").read_bytes() == spoilt
    assert (done.aside / "data.db-wal").read_bytes() == b"a log of another state"
    ws = open_workspace(folder)
    assert ws.store.dump() == dump
    ws.close()


def test_that_a_database_that_is_gone_is_not_taken_for_no_workspace(kept):
    folder, dump = kept
    (folder / "data.db").unlink()
    with pytest.raises(DamagedError, match="不见了"):
        open_workspace(folder)
    restore(folder)
    ws = open_workspace(folder)
    assert ws.store.dump() == dump
    ws.close()


def test_that_no_workspace_that_is_open_is_restored(kept):
    folder, _dump = kept
    ws = open_workspace(folder)
    before = ws.store.dump()
    with pytest.raises(UserError, match="打开"):
        restore(folder)
    assert ws.store.dump() == before
    ws.close()


def test_that_a_copy_that_is_not_whole_is_not_put_back(kept):
    folder, _dump = kept
    copy = backups(folder)[0].path
    spoil(copy, 20, bytes(PAGE))
    before = (folder / "data.db").read_bytes()
    for chosen in (copy, None):
        with pytest.raises(UserError, match="完好"):
            restore(folder, chosen)
    assert (folder / "data.db").read_bytes() == before


def test_that_a_database_of_another_program_is_not_put_there(kept, tmp_path):
    folder, _dump = kept
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE something (x)")
    before = (folder / "data.db").read_bytes()
    with pytest.raises(UserError, match="不是双倍增报送的数据库"):
        restore(folder, other)
    assert (folder / "data.db").read_bytes() == before
    assert not list((folder / "backups").glob("aside-*"))


def test_that_what_stands_in_the_log_of_a_copy_comes_with_it(kept, tmp_path):
    folder, _dump = kept
    ws = open_workspace(folder)
    bring(ws, 3000, 10)
    now = ws.store.dump()
    assert (folder / "data.db-wal").stat().st_size
    # As it lies in the folder of what was set aside after a sudden end.
    for name in ("data.db", "data.db-wal"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    ws.close()
    restore(folder)
    restore(folder, tmp_path / "data.db")
    ws = open_workspace(folder)
    assert ws.store.dump() == now
    ws.close()


def test_that_packages_sent_after_the_copy_are_named(kept):
    folder, _dump = kept
    (folder / "sent" / "海曙区_2024_第1版.xlsx").write_bytes(b"as sent")
    assert restore(folder).later == ("海曙区_2024_第1版.xlsx",)


def test_that_a_day_has_one_copy_and_an_empty_workspace_none(tmp_path):
    ws = init_workspace(tmp_path / "ws", role="district", unit="海曙区", person="王敏")
    assert back_up_daily(ws) is None
    bring(ws, 0, 1)
    made = back_up_daily(ws)
    assert made is not None
    assert back_up_daily(ws) is None
    made.rename(made.with_name("20200101-000000-000-daily.db"))
    assert back_up_daily(ws) is not None
    ws.close()


def test_that_copies_that_two_processes_make_at_once_do_not_meet(kept):
    folder, _dump = kept
    ws = open_workspace(folder)
    mine = folder / "backups" / f"copy.new.{os.getpid()}-half"
    others, dead = (mine.with_name(f"copy.new.{n}-half") for n in (os.getppid(), 2**30))
    for draft in (others, dead):
        draft.write_bytes(b"half a copy")
    ws.store.backup("manual")
    ws.close()
    assert others.read_bytes() == b"half a copy"
    assert [path.name for path in mine.parent.glob("copy.new*")] == [others.name]


def test_that_with_the_clock_set_back_the_copies_made_since_are_kept(kept):
    folder, _dump = kept
    (copy,) = (folder / "backups").glob("*.db")
    data = copy.read_bytes()
    copy.unlink()
    for number in range(KEPT):
        (folder / "backups" / f"29990101-0000{number:02}-000-import.db").write_bytes(data)
    ws = open_workspace(folder)
    made = [ws.store.backup("manual") for _ in range(3)]
    ws.close()
    assert [one.path for one in backups(folder)[:3]] == made[::-1]
    assert len(backups(folder)) == KEPT
