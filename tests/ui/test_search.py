"""The search of the window: pages, commands, records and fields; off the screen's thread."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.page_entry import PageEntry
from desktop_app.ui.session import Session
from desktop_app.ui.shell import Shell
from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace, open_workspace

FIRM = {"name": "宁波甬能新材料有限公司", "uscc": "91330203MA2AGPM99L"}
PATENT = {"title": "一种深海轴承", "app_no": "2021103456782"}


class Told(Page):
    """A page that remembers what it was asked to show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "页")
        self.targets: list[dict] = []

    def show_target(self, target) -> None:
        self.targets.append(dict(target))


@pytest.fixture
def shell(tmp_path, qtbot):
    folder = tmp_path / "desk"
    ws = init_workspace(folder, role="district", unit="海曙区", person="王敏")
    uid, _ = add_record(ws, "firm", FIRM)
    add_record(ws, "patent", PATENT, parent=uid)
    add_record(ws, "rd_activity", {"rd_staff": "3"}, parent=uid, period="2024")
    ws.keep(period="2024")
    ws.close()
    desk = Desk(Operations())
    keys = {"firms": "企业", "rd": "研发投入", "patents": "专利", "others": "其他报表"}
    entries = [
        PageEntry(key, lambda label=label: label, "table", Told, initials="QY" * (key == "firms"))
        for key, label in keys.items()
    ]
    shell = Shell(desk, entries)
    qtbot.addWidget(shell)
    session = Session(shell, desk, folder, first_page="rd", first_start=lambda _d: QLabel())
    session.open()
    qtbot.waitUntil(shell.top.undo.isEnabled)
    shell.show()
    yield shell
    session.close()


@pytest.fixture
def search(shell, qtbot):
    """Type a text and return what was found, as (words, kind)."""

    def look(text: str, wanted: str) -> list[tuple[str, str]]:
        box = shell.top.search
        box.setFocus()
        box.setText(text)
        box._ask()
        qtbot.waitUntil(lambda: not box._missing)
        assert wanted in {words for words, _kind in hits(box)}
        return hits(box)

    def hits(box) -> list[tuple[str, str]]:
        if box._popup is None:
            return []
        rows = box._popup._list
        found = [rows.item(n).data(Qt.ItemDataRole.UserRole) for n in range(rows.count())]
        return [(hit.words, hit.kind) for hit in found if hit is not None]

    return look


def choose(shell, words: str) -> None:
    popup = shell.top.search._popup
    while popup.chosen() is None or popup.chosen().words != words:
        QTest.keyClick(shell.top.search, Qt.Key.Key_Down)
    QTest.keyClick(shell.top.search, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["甬能", "nbyn", "YNXCL", "91330203ma2agpm99l", "2AGPM99"])
def test_that_a_firm_is_found_by_name_initials_and_code(search, shell, text):
    found = search(text, FIRM["name"])
    assert (FIRM["name"], "企业") in found
    choose(shell, FIRM["name"])
    assert shell.current == "firms"
    target = shell.page("firms").targets[-1]
    assert target["form"] == "firm"
    assert shell.desk.ws.store.record("firm", target["uid"]).values["name"] == FIRM["name"]


@pytest.mark.parametrize("text", ["深海", "2021103456782", "ZL202110345678.2", "20211034567"])
def test_that_a_patent_is_found_by_title_and_number(search, shell, text):
    assert (PATENT["title"], "专利") in search(text, PATENT["title"])
    choose(shell, PATENT["title"])
    assert shell.current == "patents"


@pytest.mark.parametrize("text", ["研究开发人员合计", "l01"])
def test_that_a_field_leads_to_a_record_of_its_form(search, shell, text):
    words = "L01 研究开发人员合计"
    assert (words, "字段") in search(text, words)
    choose(shell, words)
    target = shell.page("rd").targets[-1]
    assert target["field"] == "rd_staff"
    assert shell.desk.ws.store.record("rd_activity", target["uid"]) is not None


def test_that_a_field_without_records_leads_to_its_form(search, shell):
    words = "qb13 高新技术企业证书编号"
    search("证书编号", words)
    choose(shell, words)
    assert shell.current == "others"
    assert "uid" not in shell.page("others").targets[-1]


def test_that_commands_are_found_by_word_and_initials_and_done(search, shell, qtbot):
    search("zt", "换深浅主题")
    assert theme.look().mode == "light"
    choose(shell, "换深浅主题")
    assert theme.look().mode == "dark"
    qtbot.waitUntil(lambda: not shell.desk.operations.busy)
    ws = open_workspace(shell.desk.ws.folder, write=False)
    assert ws.settings["theme"] == "dark"
    ws.close()


def test_that_the_command_for_undo_takes_the_last_change_back(search, shell, qtbot):
    search("撤销", "撤销")
    choose(shell, "撤销")
    qtbot.waitUntil(lambda: shell.desk.ws.store.count("rd_activity", "2024") == 0)


def test_that_pages_are_found_by_their_initials(search, shell):
    search("qy", "企业")
    choose(shell, "企业")
    assert shell.current == "firms"


def test_that_what_comes_late_for_an_older_text_is_not_shown(shell, qtbot):
    late = []
    shell.top.search.add_finder(lambda text, found: late.append((text, found)))
    box = shell.top.search
    box.setText("甲")
    box._ask()
    box.setText("没有这种")
    box._ask()
    qtbot.waitUntil(lambda: not shell.desk.operations.busy)
    from desktop_app.ui.search_results import Hit

    late[0][1]([Hit("旧的", "企业", "table", list)])
    assert box._popup.chosen() is None


def test_that_enter_before_the_answer_opens_what_the_whole_text_finds(shell, qtbot):
    box = shell.top.search
    box.setFocus()
    QTest.keyClicks(box, "91330203MA2AGPM99L")
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.current == "firms")
    assert box.text() == ""
    assert shell.page("firms").targets[-1]["form"] == "firm"


def test_that_what_is_typed_before_the_answer_is_meant_for_what_it_opens(shell, busy, qtbot):
    box, field = shell.top.search, QLineEdit(shell)
    shell.page("rd").first_focus = lambda: field
    field.show()
    box.setFocus()
    with busy(shell.desk.operations):
        QTest.keyClicks(box, "L01")
        QTest.keyClick(box, Qt.Key.Key_Return)
        QTest.keyClicks(box, "12")
        assert box.text() == "L01"
    qtbot.waitUntil(lambda: field.text() == "12")
    assert shell.page("rd").targets[-1]["field"] == "rd_staff"
    assert box.text() == ""


@pytest.mark.parametrize("way_out", ["escape", "click", "nothing found"])
def test_that_nothing_of_what_was_typed_ahead_is_left_when_the_jump_is_off(
    shell, busy, qtbot, way_out
):
    box, field = shell.top.search, QLineEdit(shell)
    shell.page("rd").first_focus = lambda: field
    field.show()
    box.setFocus()
    with busy(shell.desk.operations):
        QTest.keyClicks(box, "xqzqj" if way_out == "nothing found" else "L01")
        QTest.keyClick(box, Qt.Key.Key_Return)
        QTest.keyClicks(box, "12")
        if way_out == "escape":
            QTest.keyClick(box, Qt.Key.Key_Escape)
        elif way_out == "click":
            QTest.mouseClick(shell, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shell.desk.operations.busy)
    assert field.text() == ""
    assert "12" not in box.text()
    assert shell.page("rd").targets == []
