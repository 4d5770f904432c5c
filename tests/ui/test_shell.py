"""The window's frame: pages on first visit, keys, narrow mode, search, toast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied
from desktop_app.ui.components.buttons import primary
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.stepper import FootBar
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.page_entry import PageEntry
from desktop_app.ui.page_table import entries
from desktop_app.ui.search_results import Hit
from desktop_app.ui.shell import Shell
from desktop_app.ui.tokens import size

Key = Qt.Key


class FirmPage(Page):
    forms = frozenset({"firm"})
    made = 0

    def __init__(self, desk):
        super().__init__(desk, "企业", "1,286 家")
        FirmPage.made += 1
        self.loads = 0
        self.steps = []
        self.targets = []
        self.field = QLineEdit()
        self.header.add_action(primary("导入名单"))
        self.body.addWidget(self.field)
        panel = SidePanel()
        panel.add_heading("宁波甲有限公司", "07 研发费用合计")
        panel.add(QLineEdit())
        self.set_side(panel)

    def reload(self):
        self.loads += 1

    def show_target(self, target):
        self.targets.append(target)

    def next_finding(self, step):
        self.steps.append(step)

    def first_focus(self):
        return self.field


def _entries():
    return [
        PageEntry("firms", lambda: "企业", "building-factory-2", FirmPage),
        PageEntry("checks", lambda: "审核", "clipboard-check", lambda d: Page(d, "审核"), "work"),
        PageEntry("settings", lambda: "设置", "settings", lambda d: Page(d, "设置"), "foot"),
    ]


@pytest.fixture
def shell(qtbot):
    FirmPage.made = 0
    desk = Desk(Operations())
    desk.workspace = object()
    shell = Shell(desk, _entries())
    qtbot.addWidget(shell)
    shell.resize(1440, 900)
    shell.show()
    qtbot.waitExposed(shell)
    yield shell
    desk.operations.close()


def test_that_a_page_is_made_on_its_first_visit_and_kept(shell):
    assert FirmPage.made == 0
    shell.go("firms")
    page = shell.page("firms")
    shell.go("checks")
    shell.go("firms")
    assert FirmPage.made == 1
    assert shell.page("firms") is page
    assert shell.focusWidget() is page.field


def test_that_the_page_that_is_shown_keeps_what_it_has_said(shell):
    shell.go("firms")
    shell.desk.tell("已保存")
    shell.go("firms")
    assert shell.status.words.text() == "已保存"
    shell.go("checks")
    assert shell.status.words.text() == ""


def test_that_files_over_the_window_are_told_what_becomes_of_them(shell, tmp_path):
    shell.go("firms")
    shell.desk.tell("已保存")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    action = Qt.DropAction.CopyAction
    over = QDragEnterEvent(QPoint(9, 9), action, data, buttons, keys)
    QApplication.sendEvent(shell, over)
    assert over.isAccepted()
    assert "松开" in shell.status.words.text()
    QApplication.sendEvent(shell, QDragLeaveEvent())
    assert shell.status.words.text() == "已保存"


def test_that_a_page_reloads_when_its_data_changed_and_only_then(shell):
    shell.go("firms")
    page = shell.page("firms")
    announce = shell.desk.operations.data_changed.emit
    announce(Applied(1, "edit", "", 1, frozenset({"patent"})))
    assert page.loads == 1
    announce(Applied(2, "edit", "", 1, frozenset({"firm"})))
    assert page.loads == 2
    shell.go("checks")
    announce(Applied(3, "edit", "", 1, frozenset({"firm"})))
    shell.desk.set_period("2023")
    assert page.loads == 2
    shell.go("firms")
    assert page.loads == 3


def test_that_a_page_does_not_reload_for_what_it_wrote_itself(shell, qtbot):
    shell.go("firms")
    page = shell.page("firms")
    applied = Applied(1, "edit", "", 1, frozenset({"firm"}))
    operations = shell.desk.operations
    with qtbot.waitSignal(operations.data_changed):
        operations.run(lambda: applied, origin=page)
    assert page.loads == 1
    with qtbot.waitSignal(operations.data_changed):
        operations.run(lambda: applied)
    assert page.loads == 2


def test_that_a_page_is_told_what_another_page_asked_for(shell):
    shell.desk.go("firms", {"uid": "u7"})
    assert shell.page("firms").targets == [{"uid": "u7"}]
    assert shell.navigation.items["firms"].isChecked()


def test_that_f8_and_f4_reach_the_page(shell):
    shell.go("firms")
    page = shell.page("firms")
    QTest.keyClick(page.field, Key.Key_F8)
    QTest.keyClick(page.field, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.steps == [1, -1]
    QTest.keyClick(page.field, Key.Key_F4)
    assert not page.side.isVisible()
    QTest.keyClick(page.field, Key.Key_F4)
    assert page.side.isVisible()


def test_that_f6_walks_round_all_regions(shell):
    shell.go("firms")
    page = shell.page("firms")
    seen = []
    for _step in range(5):
        QTest.keyClick(shell.focusWidget(), Key.Key_F6)
        focused = shell.focusWidget()
        regions = {
            "navigation": shell.navigation,
            "top": shell.top,
            "header": page.header,
            "main": page._main,
            "side": page.side,
        }
        seen.append(next(n for n, r in regions.items() if r.isAncestorOf(focused)))
    assert seen == ["side", "navigation", "top", "header", "main"]


def test_that_undo_and_redo_go_to_the_window_from_a_page(shell, qtbot):
    shell.go("firms")
    with qtbot.waitSignal(shell.undo_wanted):
        QTest.keyClick(shell.page("firms").side, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shell.top.set_undo(undo="录入", redo="录入")
    with qtbot.waitSignal(shell.redo_wanted):
        shell.top.redo.click()


def test_that_a_narrow_window_has_a_small_navigation_and_a_drawer(shell):
    shell.go("firms")
    page = shell.page("firms")
    shell.resize(1366, 768)
    QApplication.processEvents()
    assert shell.navigation.width() == size("nav_width_narrow")
    assert not page.side.isVisible()
    QTest.keyClick(page.field, Key.Key_F4)
    assert page.side.isVisible()
    assert page.side.mapTo(shell, QPoint(page.side.width(), 0)).x() == shell.width()
    shell.resize(1440, 900)
    QApplication.processEvents()
    assert shell.navigation.width() == size("nav_width")
    assert page.side.isVisible()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1093, 614)])
def test_that_the_frame_fits_a_small_screen_at_125_percent(shell, width, height):
    shell.go("firms")
    shell.top.set_unit("国家高新区（新材料科技城）")
    shell.top.set_periods(["2024M01-11"], "2024M01-11")
    shell.top.set_report("已审核", "截止 12 月 20 日", "还剩 6 天")
    shell.resize(width, height)
    QApplication.processEvents()
    least = shell.minimumSizeHint()
    assert least.width() <= size("page_min_width")
    assert least.height() <= size("page_min_height")
    assert (shell.width(), shell.height()) == (width, height)


def test_that_ctrl_k_finds_pages_and_what_pages_offer(shell, qtbot):
    shell.go("checks")
    opened = []
    shell.top.search.add_finder(
        lambda text, found: found(
            [Hit(f"宁波{text}公司", "企业", "building-factory-2", lambda: opened.append(text))]
        )
    )
    QTest.keyClick(shell, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = shell.top.search
    assert search.hasFocus()
    QTest.keyClicks(search, "fuke")
    qtbot.waitUntil(lambda: search._popup is not None and search._popup.isVisible())
    assert search._popup.chosen().words == "宁波fuke公司"
    QTest.keyClick(search, Key.Key_Return)
    assert opened == ["fuke"]
    assert search.text() == ""
    search.setFocus()
    search.setText("企")
    search._ask()
    QTest.keyClick(search, Key.Key_Down)
    QTest.keyClick(search, Key.Key_Up)
    QTest.keyClick(search, Key.Key_Return)
    assert shell.current == "firms"


def test_that_the_navigation_is_walked_with_arrows_and_opened_with_enter(shell):
    shell.go("firms")
    item = shell.navigation.items["firms"]
    item.setFocus()
    QTest.keyClick(item, Key.Key_Down)
    QTest.keyClick(shell.focusWidget(), Key.Key_Return)
    assert shell.current == "checks"


def test_that_counts_and_progress_reach_the_navigation(shell):
    shell.desk.counts_changed.emit({"firms": 1286})
    shell.desk.progress_told.emit("checks", 0.5)
    assert shell.navigation.items["firms"].accessibleName() == "企业 1,286"
    assert shell.navigation.items["checks"]._share == 0.5


def test_that_a_toast_stands_above_the_bar_of_a_stepped_page(shell):
    shell.desk.toast("已审核通过")
    usual = shell._toast.geometry()
    bar = FootBar()
    bar.setParent(shell.stack)
    bar.show()
    shell.desk.toast("已审核通过")
    assert shell._toast.geometry() == usual.translated(0, -bar.height())


def test_that_a_toast_offers_to_take_back_and_one_replaces_another(shell):
    taken = []
    shell.desk.toast("已导入 203 行", ("撤销", lambda: taken.append(1)))
    toast = shell._toast
    assert toast.isVisible()
    shell.desk.toast("已导入 5 行", ("撤销", lambda: taken.append(2)))
    assert shell._toast is toast
    assert toast.words == "已导入 5 行"
    toast.button.click()
    assert taken == [2]
    assert not toast.isVisible()


def test_that_a_toast_waits_while_its_button_has_the_focus(shell):
    shell.desk.toast("已撤销", ("重做", list))
    toast = shell._toast
    assert toast._timer.isActive()
    toast.button.setFocus()
    assert not toast._timer.isActive()
    shell.top.search.setFocus()
    assert toast._timer.isActive()


def test_that_an_error_is_shown_with_its_way_out(shell):
    shell.desk.operations.failed.emit(UserError("磁盘已满，没有写入。", "数据未动。"))
    dialog = shell.findChild(type(_dialog(shell)))
    assert dialog.windowTitle() == "磁盘已满，没有写入。"
    dialog.reject()


def test_that_a_fault_is_shown_with_a_report_to_copy(shell):
    shell.desk.operations.crashed.emit(ZeroDivisionError("made up"))
    dialog = _dialog(shell)
    dialog.buttons.itemAt(dialog.buttons.count() - 1).widget().click()
    assert "ZeroDivisionError: made up" in QApplication.clipboard().text()
    dialog.reject()


def _dialog(shell):
    from desktop_app.ui.components.dialogs import Question

    return shell.findChildren(Question)[-1]


def test_that_everything_in_the_frame_that_takes_the_focus_has_a_name(shell):
    shell.go("checks")
    frame = (shell.navigation, shell.top)
    for widget in [w for part in frame for w in part.findChildren(QWidget)]:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, widget


def test_that_every_page_of_the_table_has_an_icon():
    from desktop_app.paths import resources

    for entry in entries():
        assert (resources() / "icons" / f"{entry.icon}.svg").is_file(), entry.key
        assert entry.label()


def test_that_one_is_asked_before_the_window_is_closed_on_unfinished_work(shell, qtbot):
    shell.desk.unfinished["firms"] = "正在导入"
    closed = []
    shell.closing.connect(lambda: closed.append(True))

    def answer(place):
        shell.close()
        asked = next(one for one in shell.findChildren(QDialog) if one.isVisible())
        asked.buttons.itemAt(place).widget().click()

    answer(1)
    assert shell.isVisible()
    assert shell.desk.unfinished
    assert not closed
    answer(2)
    assert not shell.isVisible()
    assert closed == [True]


def test_that_the_question_goes_once_the_work_is_over(shell):
    shell.desk.unfinished["importing"] = "正在导入"
    shell.close()
    [asked] = [one for one in shell.findChildren(QDialog) if one.isVisible()]
    shell.desk.progress_told.emit("importing", 0.5)
    assert asked.isVisible()
    shell.desk.unfinished.clear()
    shell.desk.progress_told.emit("importing", -1.0)
    assert not [one for one in shell.findChildren(QDialog) if one.isVisible()]
    assert shell.isVisible()
