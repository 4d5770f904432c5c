"""The window on a real workspace: opening, periods, undo, and workspaces that do not open."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.page_entry import PageEntry
from desktop_app.ui.session import Session
from desktop_app.ui.shell import Shell
from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace, open_workspace

FIRM = {"name": "宁波甲新材料有限公司", "uscc": "91330203MA2AGPM99L"}


@pytest.fixture
def folder(tmp_path):
    ws = init_workspace(tmp_path / "desk", role="district", unit="海曙区", person="王敏")
    ws.sign_in("王敏", "填报人")
    add_record(ws, "firm", FIRM)
    ws.keep(period="2024")
    ws.close()
    return tmp_path / "desk"


@pytest.fixture
def started(qtbot):
    made = []

    def start(folder) -> tuple[Shell, Session]:
        desk = Desk(Operations())
        page = PageEntry("firms", lambda: "企业", "table", lambda d: Page(d, "企业"))
        shell = Shell(desk, [page])
        qtbot.addWidget(shell)
        session = Session(
            shell,
            desk,
            folder,
            first_page="firms",
            first_start=lambda _desk: QLabel("开始用双倍增报送"),
        )
        made.append(session)
        session.open()
        return shell, session

    yield start
    for session in made:
        session.close()


def test_that_the_frame_shows_unit_period_user_state_and_counts(started, folder, qtbot):
    shell, _session = started(folder)
    qtbot.waitUntil(shell.top.undo.isEnabled)
    assert shell.top.unit.text() == "海曙区"
    assert shell.top.period.text() == "2024 年"
    assert shell.top.state.words == "未报"
    assert shell.navigation.user.text() == "王敏（填报人）"
    assert shell.navigation.items["firms"].accessibleName() == "企业 1"
    assert shell.page("firms") is not None


def test_that_another_period_is_shown_and_remembered(started, folder, qtbot):
    shell, session = started(folder)
    qtbot.waitUntil(shell.top.before.isEnabled)
    shell.top.before.click()
    qtbot.waitUntil(lambda: shell.top.period.text() == "2023 年")
    session.close()
    ws = open_workspace(folder, write=False)
    assert ws.period == "2023"
    ws.close()


def test_that_undo_takes_the_last_change_back_and_redo_brings_it_again(started, folder, qtbot):
    shell, _session = started(folder)
    qtbot.waitUntil(shell.top.undo.isEnabled)
    count = shell.navigation.items["firms"].accessibleName
    shell.top.undo.click()
    qtbot.waitUntil(lambda: count() == "企业 0")
    assert "撤销" in shell._toast.words
    qtbot.waitUntil(shell.top.redo.isEnabled)
    shell.top.redo.click()
    qtbot.waitUntil(lambda: count() == "企业 1")


def test_that_a_machine_without_a_workspace_shows_the_first_start(started, tmp_path):
    shell, session = started(tmp_path / "nothing")
    assert shell.stack.currentWidget().text() == "开始用双倍增报送"
    assert session._desk.folder == tmp_path / "nothing"


def test_that_a_workspace_that_is_open_elsewhere_says_so_and_opens_later(started, folder, qtbot):
    other = open_workspace(folder)
    shell, _session = started(folder)
    qtbot.waitUntil(lambda: shell.stack.count() > 0)
    words = " ".join(label.text() for label in shell.stack.currentWidget().findChildren(QLabel))
    assert "正由 王敏" in words
    other.close()
    shell.stack.currentWidget().findChild(QPushButton).click()
    qtbot.waitUntil(lambda: shell.page("firms") is not None)


# Workspaces that do not open


def told(shell) -> str:
    return " ".join(label.text() for label in shell.stack.currentWidget().findChildren(QLabel))


def contents(folder) -> dict[str, bytes]:
    """Return all files but what comes and goes with opening: the lock, SQLite's shared memory."""
    files = (path for path in folder.rglob("*") if path.is_file())
    passing = (".lock", ".db-shm", ".db-wal")
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if p.suffix not in passing}


def make_newer(folder) -> str:
    connection = sqlite3.connect(folder / "data.db")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    return "较新的版本"


def damage_settings(folder) -> str:
    (folder / "settings.toml").write_text('unit = "330203', "utf-8")
    return "已损坏"


def lose_database(folder) -> str:
    (folder / "data.db").unlink()
    return "没有工作区"


def damage_database(folder) -> str:
    (folder / "data.db").write_bytes(b"no database" * 1000)
    return "打不开"


@pytest.mark.parametrize("harm", [make_newer, damage_settings, lose_database, damage_database])
def test_that_trouble_is_told_with_its_way_out_and_nothing_is_touched(
    started, folder, qtbot, tmp_path, harm
):
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    cause = harm(folder)
    before = contents(folder)
    shell, session = started(folder)
    qtbot.waitUntil(lambda: shell.stack.count() > 0)
    assert cause in told(shell)
    assert "未动" in told(shell) or "没有改动" in told(shell)
    assert str(folder) in told(shell)
    buttons = [b.text() for b in shell.stack.currentWidget().findChildren(QPushButton)]
    assert buttons == ["再试", "另选文件夹"]
    assert contents(folder) == before
    session.open_folder(whole)
    qtbot.waitUntil(lambda: shell.page("firms") is not None)


@pytest.mark.parametrize("harm", [damage_database, lambda at: (at / "data.db").unlink()])
def test_that_a_damaged_database_is_restored_from_the_newest_copy(started, folder, qtbot, harm):
    ws = open_workspace(folder)
    ws.store.backup("manual")
    dump = ws.store.dump()
    ws.close()
    harm(folder)
    shell, _session = started(folder)
    qtbot.waitUntil(lambda: shell.stack.count() > 0)
    buttons = shell.stack.currentWidget().findChildren(QPushButton)
    assert [b.text()[:5] for b in buttons] == ["从备份恢复", "再试", "另选文件夹"]
    assert "manual" in told(shell)
    buttons[0].click()
    qtbot.waitUntil(lambda: shell.page("firms") is not None, timeout=20_000)
    assert shell.desk.ws.store.dump() == dump


def test_that_a_mended_workspace_opens_on_the_next_try(started, folder, qtbot):
    good = (folder / "settings.toml").read_text("utf-8")
    damage_settings(folder)
    shell, _session = started(folder)
    qtbot.waitUntil(lambda: shell.stack.count() > 0)
    shell.stack.currentWidget().findChild(QPushButton).click()
    qtbot.waitUntil(lambda: not shell.desk.operations.busy)
    assert shell.stack.count() == 1
    (folder / "settings.toml").write_text(good, "utf-8")
    shell.stack.currentWidget().findChild(QPushButton).click()
    qtbot.waitUntil(lambda: shell.page("firms") is not None)
