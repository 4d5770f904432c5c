"""What the frame of the window does: periods, taking back, files dropped, help."""

from __future__ import annotations

import zipfile

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.ui.desk import Desk
from desktop_app.ui.help_dialog import HelpDialog
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.page_entry import PageEntry
from desktop_app.ui.pages.submit.page import SubmitPage
from desktop_app.ui.period_dialog import PeriodDialog
from desktop_app.ui.session import Session
from desktop_app.ui.shell import Shell
from desktop_app.ui.undo_dialog import UndoDialog
from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace

FIRM = {"name": "宁波甲新材料有限公司", "uscc": "91330203MA2AGPM99L"}
OTHER = {"name": "宁波乙软件有限公司", "uscc": "91330203MA2TE5T1XB"}


class Told(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "页")
        self.targets: list[dict] = []

    def show_target(self, target) -> None:
        self.targets.append(dict(target))


@pytest.fixture
def shell(tmp_path, qtbot):
    folder = tmp_path / "desk"
    ws = init_workspace(folder, role="district", unit="海曙区", person="王敏")
    add_record(ws, "firm", FIRM)
    ws.keep(period="2024")
    ws.close()
    desk = Desk(Operations())
    entries = [
        PageEntry("firms", lambda: "企业", "table", Told),
        PageEntry("importing", lambda: "导入", "file-import", Told, "work"),
        PageEntry("submit", lambda: "上报", "send", SubmitPage, "work"),
        PageEntry("history", lambda: "历史", "history", Told, "work"),
        PageEntry("settings", lambda: "设置", "settings", Told, "foot"),
    ]
    shell = Shell(desk, entries)
    qtbot.addWidget(shell)
    session = Session(shell, desk, folder, first_page="firms", first_start=lambda _d: QLabel())
    session.open()
    qtbot.waitUntil(shell.top.undo.isEnabled)
    shell.resize(1440, 900)
    shell.show()
    yield shell
    session.close()


def idle(shell, qtbot) -> None:
    qtbot.waitUntil(lambda: not shell.desk.operations.busy)


def dialog(shell, kind):
    found = [it for it in shell.findChildren(kind) if it.isVisible()]
    return found[0] if found else None


def changed(shell, act, qtbot) -> object:
    """Do something on the data thread as a page would, and wait for the frame."""
    got = []
    shell.desk.operations.run(act, got.append)
    idle(shell, qtbot)
    return got[0]


# Periods


def test_that_a_period_without_data_can_be_chosen_and_nothing_is_written(shell, qtbot):
    before = shell.desk.ws.store.next_steps()
    menu = shell.top.period_menu()
    assert [it.text() for it in menu.actions()][:3] == ["2025 年", "2024 年", "2023 年"]
    next(it for it in menu.actions() if it.text() == "新的期别…").trigger()
    asked = dialog(shell, PeriodDialog)
    asked.year.setValue(2025)
    asked.cut.setCurrentIndex(asked.cut.findText("1 月起累计"))
    asked.part.setCurrentIndex(asked.part.findText("2025 年 1–9 月"))
    assert asked.act.text() == "换到 2025 年 1–9 月"
    asked.act.click()
    assert shell.desk.period == "2025M01-09"
    idle(shell, qtbot)
    assert shell.top.period.text() == "2025 年 1–9 月"
    assert shell.desk.ws.store.next_steps() == before
    assert shell.desk.ws.store.count("report") == 0


@pytest.mark.parametrize(
    ("cut", "code"), [("全年", "2026"), ("单季", "2026Q1"), ("单月", "2026M01")]
)
def test_that_every_cut_gives_a_period(shell, cut, code):
    shell.top.ask_new_period()
    asked = dialog(shell, PeriodDialog)
    asked.year.setValue(2026)
    asked.cut.setCurrentIndex(asked.cut.findText(cut))
    assert asked.code == code


def test_that_the_dialog_begins_with_the_period_shown(shell):
    shell.desk.set_period("2023Q3")
    shell.top.set_periods(["2023Q3"], "2023Q3")
    shell.top.ask_new_period()
    assert dialog(shell, PeriodDialog).code == "2023Q3"


# Taking back


def test_that_undo_and_redo_say_what_they_take_back(shell, qtbot):
    assert shell.top.undo.toolTip() == "撤销：企业：新增一条\u2003Ctrl+Z"
    assert shell.top.redo.toolTip() == "没有可重做的改动\u2003Ctrl+Y"
    shell.top.undo.click()
    qtbot.waitUntil(shell.top.redo.isEnabled)
    assert shell._toast.words == "已撤销：企业：新增一条"
    assert shell.top.redo.toolTip() == "重做：企业：新增一条\u2003Ctrl+Y"
    shell._toast.button.click()
    qtbot.waitUntil(shell.top.undo.isEnabled)
    assert shell._toast.words == "已重做：企业：新增一条"


def test_that_the_offer_to_redo_goes_when_something_else_is_changed(shell, qtbot):
    shell.top.undo.click()
    qtbot.waitUntil(shell.top.redo.isEnabled)
    assert shell._toast.isVisible()
    ws = shell.desk.ws
    changed(shell, lambda: add_record(ws, "firm", OTHER)[1], qtbot)
    assert not shell._toast.isVisible()


def test_that_undo_without_changes_says_so_quietly(shell, qtbot):
    shell.top.undo.click()
    qtbot.waitUntil(shell.top.redo.isEnabled)
    shell.undo_wanted.emit()
    qtbot.waitUntil(lambda: shell._toast.words == "没有可撤销的改动。")


def test_that_a_blocked_undo_names_who_is_in_the_way_and_takes_back_the_rest(shell, qtbot):
    ws = shell.desk.ws
    (first, _applied) = changed(shell, lambda: add_record(ws, "firm", OTHER), qtbot)
    batch = changed(shell, lambda: two_edits(ws, first), qtbot)
    # Something else changed one of the two since, and its own batch was taken out of the way.
    changed(shell, lambda: edit_outside(ws, first), qtbot)
    shell.undo_wanted.emit()
    qtbot.waitUntil(lambda: dialog(shell, UndoDialog) is not None)
    asked = dialog(shell, UndoDialog)
    words = " ".join(label.text() for label in asked.findChildren(QLabel))
    assert "有 1 条记录不能撤销，其余 1 条可以。数据未动。" in words
    assert OTHER["name"] in words
    assert "后来又改过" in words
    act = next(it for it in asked.findChildren(type(shell.top.undo)) if "其余" in it.text())
    act.click()
    idle(shell, qtbot)
    qtbot.waitUntil(lambda: shell._toast.words.startswith("已撤销"))
    assert batch in {it.undoes for it in ws.store.batches()}
    assert ws.store.record("firm", first).values["address"] == "别处 9 号"


def two_edits(ws, first: str) -> int:
    from desktop_app.domain.plans import ChangePlan, put

    uids = [str(row[0]) for row in ws.store.rows("firm", ())]
    blocks = tuple(
        put("firm", uid, ws.store.record("firm", uid).version, {"address": "新路 1 号"})
        for uid in uids
    )
    assert first in uids
    return ws.store.apply(ChangePlan("edit", "改地址", blocks)).batch


def edit_outside(ws, uid: str) -> None:
    with ws.store.writing() as connection:
        connection.execute(
            "UPDATE firm SET address = '别处 9 号', version = version + 1 WHERE uid = ?", (uid,)
        )


# Files


def drop(shell, *paths) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mouse, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(700, 400), copy, data, mouse, keys)
    QApplication.sendEvent(shell, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(shell, QDropEvent(QPointF(700, 400), copy, data, mouse, keys))


def test_that_a_dropped_sheet_goes_to_import(shell, qtbot, tmp_path):
    sheet = tmp_path / "企业.xlsx"
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    text = tmp_path / "孵化器.csv"
    text.write_text("名称\n", "utf-8")
    drop(shell, sheet, text)
    qtbot.waitUntil(lambda: shell.current == "importing")
    assert shell.page("importing").targets == [{"paths": [sheet, text]}]


def test_that_a_dropped_sealed_workbook_is_judged(shell, qtbot, tmp_path):
    sealed = tmp_path / "报送包.xlsx"
    with zipfile.ZipFile(sealed, "w") as archive:
        archive.writestr("_xmlsignatures/origin.sigs", "")
    drop(shell, sealed)
    qtbot.waitUntil(lambda: shell.current == "submit")
    idle(shell, qtbot)
    words = " ".join(label.text() for label in shell.page("submit").findChildren(QLabel))
    assert "报送包.xlsx" in words
    assert "无效" in words


# Help and user


def test_that_help_lists_the_shortcuts(shell):
    shell.help_wanted.emit()
    words = [label.text() for label in dialog(shell, HelpDialog).findChildren(QLabel)]
    assert "Ctrl+K" in words
    assert "F8 / Shift+F8" in words


def test_that_the_users_name_leads_to_settings(shell):
    shell.navigation.user.click()
    assert shell.current == "settings"
