"""The window paints before anything heavy is imported, then opens the workspace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import language, set_language
from desktop_app.ui.app import FRAME, Program, fit_screen
from desktop_app.ui.page_table import entries
from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace, open_workspace

FIRST_PAINT = """
import json, sys, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop_app.ui.app import make_window
folder = Path(tempfile.mkdtemp())
(folder / "settings.toml").write_text('theme = "dark"', "utf-8")
shell = make_window(folder)
seen = {}
def painted():
    heavy = ("sqlalchemy", "openpyxl", "pyqtgraph", "numpy", "cryptography", "lxml", "pypinyin",
             "rapidfuzz", "desktop_app.work", "desktop_app.store", "desktop_app.catalogue.loading")
    seen["heavy"] = [name for name in heavy if name in sys.modules]
    app.quit()
shell.painted.connect(painted)
shell.show()
app.exec()
from desktop_app.ui import theme
seen["mode"] = theme.look().mode
shell.desk.operations.close()
print(json.dumps(seen))
"""


def test_that_the_window_fills_a_screen_that_has_no_room_for_it(qtbot, monkeypatch):
    shell = Program(Path("nowhere")).shell
    qtbot.addWidget(shell)
    wanted = shell.sizeHint()

    def screen(height):
        room = QRect(0, 0, wanted.width(), height)
        found = SimpleNamespace(availableGeometry=lambda: room)
        monkeypatch.setattr(shell, "screen", lambda: found)

    screen(wanted.height() + FRAME)
    fit_screen(shell)
    assert not shell.isMaximized()
    screen(wanted.height() + FRAME - 1)
    fit_screen(shell)
    assert shell.isMaximized()
    assert shell.normalGeometry().height() == wanted.height() - 1
    shell.desk.operations.close()


def test_that_nothing_heavy_is_imported_before_the_first_paint():
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT],
        capture_output=True,
        text=True,
        env=env,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"heavy": [], "mode": "dark"}


@pytest.fixture
def program(tmp_path, qtbot):
    ws = init_workspace(tmp_path / "ws", role="district", unit="海曙区", person="王敏")
    ws.keep(period="2024")
    ws.close()
    made = Program(tmp_path / "ws")
    made.shell.show()
    wait_for(qtbot, made)
    yield made
    made.shell.close()
    set_language("zh")


def wait_for(qtbot, program):
    desk = program.shell.desk
    qtbot.waitUntil(lambda: desk.workspace is not None and not desk.operations.busy)


def test_that_another_language_is_shown_at_once_in_the_same_place(program, qtbot):
    old = program.shell
    ws, place = old.desk.ws, old.geometry()
    old.go("settings")
    wait_for(qtbot, program)
    old.desk.language_wanted.emit("en")
    qtbot.waitUntil(lambda: program.shell is not old)
    wait_for(qtbot, program)
    new = program.shell
    assert language() == "en"
    assert new.navigation.items["settings"].text() == "Settings"
    assert new.current == "settings"
    assert new.page("settings").header.title.text() == "Settings"
    assert (new.desk.ws, new.desk.period) == (ws, "2024")
    assert new.geometry() == place
    qtbot.waitUntil(lambda: not isValid(old))
    new.desk.language_wanted.emit("zh")
    qtbot.waitUntil(lambda: program.shell is not new)
    wait_for(qtbot, program)
    assert program.shell.navigation.items["settings"].text() == "设置"
    assert ws.lock.token


def test_that_what_is_being_saved_is_saved_before_the_language_changes(program, qtbot):
    old = program.shell
    ws, done = old.desk.ws, []
    old.desk.operations.run(lambda: ws.keep(person_role="填报人"), done.append)
    old.desk.language_wanted.emit("en")
    qtbot.waitUntil(lambda: program.shell is not old)
    assert done == [None]
    wait_for(qtbot, program)


def test_that_what_was_typed_is_saved_when_the_window_closes(program, qtbot):
    shell = program.shell
    ws, folder = shell.desk.ws, shell.desk.ws.folder
    firm, _edited = add_record(ws, "firm", {"name": "宁波甲新材料有限公司"})
    shell.go("firms", {"uid": firm, "field": "legal_rep"})
    wait_for(qtbot, program)
    grid = shell.page("firms").area.grid
    assert grid.go_to(firm, "legal_rep")
    shell.activateWindow()
    assert QTest.qWaitForWindowActive(shell, 60_000)
    grid.setFocus()
    shell.desk.operations.run(lambda: time.sleep(0.3))
    QTest.keyClick(grid, Qt.Key.Key_S)
    shell.close()
    again = open_workspace(folder, write=False)
    assert again.store.record("firm", firm).values["legal_rep"] == "s"
    again.close()


def test_that_a_first_start_can_be_read_in_english(tmp_path, qtbot):
    program = Program(tmp_path / "none")
    program.shell.show()
    qtbot.waitUntil(lambda: program.shell.desk.folder is not None)
    old = program.shell
    old.desk.language_wanted.emit("en")
    qtbot.waitUntil(lambda: program.shell is not old)
    qtbot.waitUntil(lambda: program.shell.desk.folder is not None)
    assert program.shell.windowTitle() == "Shuangbei"
    program.shell.close()
    set_language("zh")


def test_that_files_it_was_started_with_are_opened_once_the_workspace_stands(tmp_path, qtbot):
    init_workspace(tmp_path / "ws", role="district", unit="海曙区", person="王敏").close()
    table = tmp_path / "企业.csv"
    table.write_text("企业名称\n宁波甲新材料有限公司\n", "utf-8")
    made = Program(tmp_path / "ws", [table])
    made.shell.show()
    qtbot.waitUntil(lambda: made.shell.current == "importing", timeout=20_000)
    page = made.shell.page("importing")
    qtbot.waitUntil(lambda: getattr(page, "paths", None) == [table], timeout=20_000)
    wait_for(qtbot, made)
    made.shell.close()


def test_that_the_city_sees_its_own_pages(tmp_path, qtbot):
    init_workspace(tmp_path / "city", role="city", unit="", person="陈立").close()
    made = Program(tmp_path / "city")
    made.shell.show()
    wait_for(qtbot, made)
    assert list(made.shell.navigation.items) == [
        entry.key for entry in entries("city") if entry.group
    ]
    assert "importing" not in made.shell.navigation.items
    made.shell.close()


def test_that_a_workspace_of_another_role_brings_its_own_pages(program, qtbot, tmp_path):
    old = program.shell
    ws = init_workspace(tmp_path / "city", role="city", unit="", person="陈立")
    kept = old.desk.ws
    old.desk.open(ws, "2024")
    qtbot.waitUntil(lambda: program.shell is not old)
    wait_for(qtbot, program)
    assert program.shell.desk.ws is ws
    assert list(program.shell.navigation.items) == [
        entry.key for entry in entries("city") if entry.group
    ]
    kept.close()


def test_that_codes_of_a_task_stand_in_the_pages_at_once(program, qtbot):
    old = program.shell
    ws = old.desk.ws
    code = {"list": "label_kind", "code": "99", "label": "未来工厂"}
    plan = ChangePlan("task", "任务", (put("task_code", new_uid(), None, code),))
    old.desk.operations.run(lambda: ws.store.apply(plan))
    qtbot.waitUntil(lambda: program.shell is not old)
    wait_for(qtbot, program)
    assert program.shell.desk.ws is ws
    assert "99" in ws.catalogue.codes["label_kind"].by_code
