"""The parts of pages: what they say, how they are used by keyboard, what they tell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.states import ReportState
from desktop_app.ui import glyphs, theme
from desktop_app.ui.components import dialogs
from desktop_app.ui.components.buttons import Button, icon_only, primary, secondary
from desktop_app.ui.components.cards import CountTile, Headline, HeadlineCard
from desktop_app.ui.components.chips import REPORT_STATES, StateWord
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.filter_bar import FilterBar, Segment
from desktop_app.ui.components.header import PageHeader
from desktop_app.ui.components.legend import Legend
from desktop_app.ui.components.messages import Banner, FindingStrip, Toast
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.components.side_panel import FindingCard, FindingText, SidePanel
from desktop_app.ui.components.status_bar import StatusBar
from desktop_app.ui.components.stepper import FootBar, Stepper
from desktop_app.ui.components.texts import ElidedLabel, FactRow
from desktop_app.ui.components.verdict import VERDICTS, VerdictPanel
from desktop_app.ui.glyphs import DRAWN, Sign

Key = Qt.Key


@pytest.fixture
def shown(qtbot):
    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        return widget

    return show


def test_that_a_focused_primary_button_has_a_ring_inside(shown, qtbot):
    button = shown(primary("全审"))
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage().pixelColor(20, 3).name() == theme.colour("on_accent").name()
    button.clearFocus()
    assert button.grab().toImage().pixelColor(20, 3).name() == theme.colour("accent").name()


def test_that_no_button_grows_when_it_takes_the_focus(shown):
    for kind in ("plain", "primary", "ghost", "link", "segment"):
        button = shown(Button("导入名单", kind=kind))
        before = button.sizeHint()
        button.setFocus()
        QApplication.processEvents()
        assert button.sizeHint() == before, kind


@pytest.mark.parametrize("kind", ["plain", "ghost", "link", "segment"])
def test_that_the_focus_changes_nothing_inside_a_buttons_border(shown, qtbot, kind):
    button = shown(Button("导入名单", kind=kind))
    inside = button.rect().adjusted(7, 7, -7, -7)
    button.clearFocus()
    before = button.grab(inside).toImage()
    # Tab sets this mark on the window; only then styles draw a focus of their own.
    button.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert button.grab(inside).toImage() == before


def test_that_a_box_to_tick_has_one_ring_and_shows_its_tick_when_it_is_fixed(shown, qtbot):
    box = shown(QCheckBox("本单位作出以下承诺"))
    inside = box.rect().adjusted(24, 4, -4, -4)
    box.clearFocus()
    before = box.grab(inside).toImage()
    box.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(box.hasFocus)
    assert box.grab(inside).toImage() == before
    box.setChecked(True)
    box.setEnabled(False)
    picture = box.grab().toImage()
    places = ((x, y) for x in range(20) for y in range(picture.height()))
    shades = {picture.pixelColor(x, y).name() for x, y in places}
    assert {theme.colour("input").name(), theme.colour("on_accent").name()} <= shades


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_that_enter_presses_what_has_the_focus(shown, key):
    pressed = []
    for made in (Button("导入名单"), CountTile("新增")):
        button = shown(made)
        button.clicked.connect(lambda: pressed.append(1))
        QTest.keyClick(button, key)
    assert len(pressed) == 2


def test_that_a_field_does_not_grow_when_it_takes_the_focus(shown):
    field = shown(QLineEdit("甬能智控"))
    before = field.sizeHint()
    field.setFocus()
    QApplication.processEvents()
    assert field.sizeHint() == before
    assert before.height() == 32


def test_that_a_button_without_a_word_has_a_name():
    assert icon_only("后一期", "chevron-right").accessibleName() == "后一期"


def test_that_the_filter_tells_text_and_segment_at_each_keystroke(shown):
    bar = shown(FilterBar("筛选本表", [Segment("", "全部"), Segment("must", "强制", Sign.MUST)]))
    told = []
    bar.changed.connect(lambda text, key: told.append((text, key)))
    QTest.keyClicks(bar.field, "ab")
    bar.segments.choose("must")
    QTest.keyClick(bar.field, Key.Key_Escape)
    assert told == [("a", ""), ("ab", ""), ("ab", "must"), ("", "must")]


def test_that_choosing_a_segment_moves_nothing(shown):
    bar = shown(FilterBar("", [Segment("", "全部"), Segment("must", "强制", Sign.MUST)]))
    bar.segments.set_counts({"": 214, "must": 3})
    QApplication.processEvents()
    before = [bar.segments.button(key).geometry() for key in ("", "must")]
    bar.segments.choose("must")
    QApplication.processEvents()
    assert [bar.segments.button(key).geometry() for key in ("", "must")] == before
    assert bar.segments.button("must").text() == "强制 3"


@pytest.mark.parametrize("state", [state.value for state in ReportState])
def test_that_every_state_of_a_report_has_a_shape_and_a_word(state):
    word = StateWord(state)
    assert state in REPORT_STATES
    assert word.words == state
    assert word.accessibleName() == state


def test_that_all_signs_have_a_word_and_a_drawing_of_their_own():
    assert all(glyphs.word(sign) for sign in Sign)
    drawings = {}
    for sign, drawn in DRAWN.items():
        image = glyphs.pixmap(sign, 24).toImage()
        shape = bytes(image.pixelColor(x, y).alpha() > 127 for x in range(24) for y in range(24))
        drawings.setdefault(shape, set()).add(drawn.drawing)
        assert any(shape), sign
    assert all(len(same) == 1 for same in drawings.values())


def test_that_the_worst_sign_wins():
    assert glyphs.worst({Sign.HINT, Sign.MUST, Sign.LOCKED}) is Sign.MUST
    assert glyphs.worst({Sign.COMPUTED, Sign.EXPLAINED}) is Sign.EXPLAINED
    assert glyphs.worst(set()) is Sign.NONE


def test_that_a_headline_card_is_one_sentence_and_can_be_opened(shown):
    card = shown(
        HeadlineCard(
            Headline(
                "高企",
                "742",
                "家",
                "落后",
                "amber",
                Sign.VERIFY,
                0.8,
                0.9,
                ("2025 年目标 798 家", "差 56 家"),
                (1, 2),
            )
        )
    )
    assert card.accessibleName() == "高企，742 家，落后，2025 年目标 798 家，差 56 家"
    opened = []
    card.clicked.connect(lambda: opened.append(1))
    card.setFocus()
    QTest.keyClick(card, Key.Key_Space)
    assert opened == [1]


def test_that_a_count_tile_names_its_count():
    tile = CountTile("新增", Sign.ADDED)
    tile.set_count(1031)
    assert tile.accessibleName() == "新增 1,031"


def test_that_finished_steps_can_be_clicked_and_others_not(shown):
    stepper = shown(Stepper(["选文件", "认工作表", "配列"]))
    stepper.set_current(1)
    told = []
    stepper.chosen.connect(told.append)
    for step in stepper.steps:
        step.click()
    assert told == [0]
    assert stepper.steps[1].accessibleName() == "2 认工作表，现在这一步"


def test_that_progress_of_the_next_step_is_not_that_of_the_one_that_is_done(shown):
    strip = shown(ProgressStrip())
    strip.begin("正在导入")
    strip.advance(50, 100)
    strip.name("正在导入 第二张表")
    assert strip.percent.text() == "50%"
    strip.advance(100, 100)
    strip.name("正在导入 写入数据")
    assert strip.what.text() == "正在导入 写入数据"
    assert (strip.percent.text(), strip.bar.share) == ("", 0)


def test_that_progress_shows_after_a_second_with_done_all_and_rest(shown, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("desktop_app.ui.components.progress.time.monotonic", lambda: clock[0])
    stopped = []
    holder = QWidget()
    facts = QWidget(holder)
    strip = ProgressStrip(instead_of=facts)
    strip.cancel.clicked.connect(lambda: stopped.append(1))
    strip.setParent(holder)
    shown(holder)
    strip.begin("正在导入", "行")
    assert (strip.isVisible(), facts.isVisible()) == (False, True)
    assert strip._timer.interval() == 1000
    strip._timer.timeout.emit()
    assert (strip.isVisible(), facts.isVisible()) == (True, False)
    clock[0] += 4
    strip.advance(50_000, 100_000)
    assert strip.percent.text() == "50%"
    assert strip.detail.text() == "50,000 / 100,000 行，约剩 4 秒"
    strip.cancel.click()
    assert stopped == [1]
    strip.end()
    assert (strip.isVisible(), facts.isVisible()) == (False, True)
    strip.end()
    assert not strip.isVisible()


def test_that_an_explanation_is_saved_only_when_there_is_one(shown):
    card = shown(
        FindingCard(
            FindingText(Sign.VERIFY, "核实，需要说明", "RDA-041", "增长 71.5%"), explain=True
        )
    )
    told = []
    card.explained.connect(told.append)
    assert not card.save.isEnabled()
    card.editor.setPlainText("新增中试线")
    card.save.click()
    assert told == ["新增中试线"]
    card.editor.setPlainText("长" * 201)
    assert not card.save.isEnabled()


@pytest.mark.parametrize("typed", ["", "口径调整"])
def test_that_undo_in_an_explanation_reaches_the_window_while_nothing_was_typed(shown, typed):
    window = QWidget()
    card = FindingCard(FindingText(Sign.VERIFY, "核实", "RDA-030", "增长"), explain=True)
    QVBoxLayout(window).addWidget(card)
    taken_back = []
    QShortcut(QKeySequence("Ctrl+Z"), window).activated.connect(lambda: taken_back.append(1))
    shown(window)
    assert QTest.qWaitForWindowActive(window, 60_000)
    card.editor.setFocus()
    card.editor.insertPlainText(typed)
    QTest.keyClick(card.editor, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(taken_back) == (0 if typed else 1)
    assert card.editor.toPlainText() == ""


def test_that_the_foot_of_a_panel_stays_while_its_body_scrolls(shown):
    panel = SidePanel()
    for number in range(60):
        panel.add(FactRow(f"上期 {number}", "9,026"))
    panel.set_foot(Button("上一处"), Button("下一处"))
    panel.resize(340, 400)
    shown(panel)
    foot = panel.foot.mapTo(panel, QPoint(0, 0)).y()
    assert foot + panel.foot.height() == panel.height()
    assert panel.area.verticalScrollBar().maximum() > 0
    panel.clear()
    assert panel.body.count() == 0


def test_that_a_banner_ends_in_its_acts(shown):
    done = []
    banner = shown(Banner("磁盘只剩 40 MB。", Sign.MUST, [("重试", lambda: done.append(1))]))
    banner.findChild(QPushButton).click()
    assert done == [1]
    assert banner.accessibleName() == "磁盘只剩 40 MB。"


def test_that_the_strip_keeps_its_place_when_nothing_is_wrong(shown):
    strip = shown(FindingStrip())
    before = strip.height()
    strip.tell(Sign.VERIFY, "核实", "增长 71.5%")
    assert strip.explain.isVisible()
    strip.tell(Sign.MUST, "强制", "不能为负")
    assert not strip.explain.isVisible()
    assert strip.height() == before == 36


def test_that_an_error_under_a_field_replaces_its_help_and_goes_away(shown):
    field = shown(LabelledField("信用代码", None, "18 位"))
    field.set_error("少 2 位，应为 18 位")
    assert (field.note.text(), field.editor.accessibleDescription()) == (
        "少 2 位，应为 18 位",
        "少 2 位，应为 18 位",
    )
    field.set_error("")
    assert field.note.text() == "18 位"


@pytest.mark.parametrize(("word", "sign"), VERDICTS.items())
def test_that_each_verdict_says_its_word_and_reason(shown, word, sign):
    panel = shown(VerdictPanel(sign, "内容未改。"))
    assert panel.accessibleName() == f"{word}，内容未改。"


def test_that_a_dialog_asks_with_the_safe_answer_left(shown):
    window = shown(QWidget())
    done = []
    dialog = dialogs.ask(
        window,
        "用第 3 版替换第 2 版？",
        "第 2 版留在历史里。",
        ("生成第 3 版", lambda: done.append(1)),
    )
    buttons = dialog.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["取消", "生成第 3 版"]
    buttons[1].click()
    assert done == [1]


def test_that_a_password_is_asked_and_handed_on(shown):
    window = shown(QWidget())
    told = []
    dialog = dialogs.ask_password(window, "密钥的密码", "", ("签名", told.append))
    dialog.findChild(QLineEdit).setText("demo")
    dialog.findChildren(QPushButton)[-1].click()
    assert told == ["demo"]


def test_that_long_facts_are_cut_and_told_in_the_tooltip(shown):
    label = ElidedLabel("宁波思创新材料股份有限公司余姚分公司")
    label.setFixedWidth(60)
    shown(label)
    label.grab()
    assert label.toolTip() == label.text()


def test_that_header_and_status_show_their_facts(shown):
    header = shown(PageHeader("研发投入", "107-2 表", "", "千元"))
    assert header.facts.text() == "107-2 表\u2003千元"
    status = shown(StatusBar())
    status.set_facts("已选 4 格", "合计 3")
    status.set_facts("合计 5")
    status.tell("已保存 10:26")
    assert status._facts.count() == 1
    assert status.accessibleName() == "已保存 10:26"


def test_that_the_legend_can_be_hidden(shown, qtbot):
    legend = shown(Legend())
    with qtbot.waitSignal(legend.hidden):
        legend.findChild(QPushButton).click()
    assert not legend.isVisible()


def test_that_a_toast_has_room_for_other_words_and_their_act(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 300)
    window.show()
    toast = Toast(window, window)
    toast.tell("短", ("重做", lambda: None))
    qtbot.wait(1)
    toast.tell("已撤销：判定重合：201710601807.3，各算各的", ("重做", lambda: None))
    assert toast.width() >= toast.minimumSizeHint().width()
    qtbot.wait(1)
    assert toast.width() == toast.sizeHint().width()


def test_that_ctrl_enter_presses_the_next_step_from_wherever_one_is(shown):
    pressed = []
    foot = FootBar()
    foot.add_right(secondary("上一步", lambda: pressed.append("back")))
    foot.add_right(primary("预览", lambda: pressed.append("on")))
    holder = QWidget()
    column = QVBoxLayout(holder)
    field = QLineEdit()
    for part in (field, foot):
        column.addWidget(part)
    shown(holder)
    assert QTest.qWaitForWindowActive(holder, 60_000)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["on"]


def test_that_ctrl_enter_saves_the_explanation_that_is_typed_and_no_other(shown):
    holder, said = QWidget(), []
    column = QVBoxLayout(holder)
    cards = [
        FindingCard(FindingText(Sign.VERIFY, "核实", rule, "增长"), explain=True)
        for rule in ("RDA-030", "RDA-031")
    ]
    for card in cards:
        column.addWidget(card)
        card.explained.connect(lambda words, card=card: said.append((card.finding.rule, words)))
    shown(holder)
    assert QTest.qWaitForWindowActive(holder, 60_000)
    cards[1].editor.setFocus()
    cards[1].editor.insertPlainText("口径调整")
    QTest.keyClick(cards[1].editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == [("RDA-031", "口径调整")]
