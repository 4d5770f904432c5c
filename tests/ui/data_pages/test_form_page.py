"""Keying in on the page of a form: saving, findings, pasting, undo, filters, locks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import CELL
from desktop_app.ui.pages.form.acts import FindingWalk
from desktop_app.ui.pages.form.page import GRID, RECORD, FormPage
from desktop_app.ui.pages.form.sheet_source import SheetModel, SheetSource
from desktop_app.work.history import undo_last
from desktop_app.work.report.reporting import report_of
from desktop_app.work.workspace import open_workspace

Key = Qt.Key
FIRST, PASTED = 0, 3


@pytest.fixture
def page(office):
    return office.show(FormPage(office.desk, "rd_activity"))


def editor_of(page: FormPage) -> QLineEdit:
    found = [e for e in page.area.grid.viewport().findChildren(QLineEdit) if e.isVisible()]
    assert found, "no editor is open"
    return found[0]


def at(page: FormPage, row: int, field: str) -> None:
    model = page.area.model
    page.area.grid.setCurrentIndex(model.index(row, model.column_of(field)))


def key_in(page: FormPage, row: int, field: str, text: str) -> None:
    at(page, row, field)
    QTest.keyClicks(page.area.grid, text[0])
    editor = editor_of(page)
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Key.Key_Return)


def cell(page: FormPage, row: int, field: str):
    model = page.area.model
    return model.index(row, model.column_of(field)).data(CELL)


def place_of(page: FormPage, name: str) -> int:
    model = page.area.model
    return next(i for i in range(model.rowCount()) if name in model.row(i).name)


def paste(page: FormPage, row: int, field: str, text: str) -> None:
    at(page, row, field)
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(page.area.grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_that_the_model_over_the_store_keeps_qts_contract(office, qtmodeltester):
    form = office.ws.catalogue.form("rd_activity")
    source = SheetSource(office.desk, form, ("rd_staff", "rd_total"), compared=("rd_total",))
    model = SheetModel(source)
    model.load()
    qtmodeltester.check(model)


def test_that_a_keyed_figure_is_saved_and_its_finding_shown_at_once(page, office):
    key_in(page, FIRST, "bachelor_staff", "99")
    assert cell(page, FIRST, "bachelor_staff").bar
    office.settle()
    uid = page.area.model.row(FIRST).uid
    assert office.ws.store.record("rd_activity", uid).values["bachelor_staff"] == 99
    shown = cell(page, FIRST, "bachelor_staff")
    assert (shown.text, shown.sign, shown.bar) == ("99", Sign.MUST, False)
    assert page.area.model.row(FIRST).sign is Sign.MUST
    assert page.area.grid.currentIndex().row() == FIRST + 1


def test_that_saving_leaves_the_editor_of_the_next_cell_open(page, office):
    key_in(page, FIRST, "staff_cost", "700")
    QTest.keyClicks(page.area.grid, "8")
    office.settle()
    assert editor_of(page).text() == "8"


def test_that_a_pasted_block_is_one_batch_and_undo_brings_all_back(page, office):
    before = [cell(page, PASTED + i, "staff_cost").text for i in range(2)]
    count = len(office.ws.store.batches())
    paste(page, PASTED, "staff_cost", "11\t12\r\n21\t22\r\n")
    office.settle()
    assert len(office.ws.store.batches()) == count + 1
    assert cell(page, PASTED + 1, "direct_input").text == "22"
    office.desk.operations.run(lambda: undo_last(office.ws))
    office.settle()
    assert [cell(page, PASTED + i, "staff_cost").text for i in range(2)] == before


def test_that_text_that_is_no_value_stays_with_its_reason_after_a_restart(page, office, folder):
    key_in(page, FIRST, "staff_cost", "300-ish")
    office.settle()
    shown = cell(page, FIRST, "staff_cost")
    assert (shown.text, shown.sign) == ("300-ish", Sign.MUST)
    tip = page.area.model.index(FIRST, page.area.model.column_of("staff_cost"))
    assert "不是数" in tip.data(Qt.ItemDataRole.ToolTipRole)
    again = open_workspace(folder, write=False)
    found = list(again.store.rows("raw_text", ("field", "text")))
    again.close()
    assert [row[2:] for row in found] == [("staff_cost", "300-ish")]


def test_that_typing_into_an_unfilled_row_makes_its_record(page, office):
    row = place_of(page, "7号")
    assert page.area.model.row(row).sign is Sign.UNFILLED
    count = office.ws.store.count("rd_activity", "2024")
    key_in(page, row, "rd_staff", "12")
    key_in(page, row, "rd_total", "500")
    office.settle()
    assert office.ws.store.count("rd_activity", "2024") == count + 1
    assert (cell(page, row, "rd_staff").text, cell(page, row, "rd_total").text) == ("12", "500")
    assert page.area.model.row(row).sign is not Sign.UNFILLED


def test_that_a_block_pasted_over_unfilled_rows_is_one_batch(page, office):
    page.area.choose_segment("unfilled")
    assert page.area.model.rowCount() == 2
    count = len(office.ws.store.batches())
    paste(page, 0, "rd_staff", "5\n6\n")
    office.settle()
    assert len(office.ws.store.batches()) == count + 1
    assert page.area.bar.segments.button("unfilled").text() == "未填 0"


@pytest.mark.parametrize(
    ("text", "count"),
    [("海丰", 10), ("nbhf", 10), ("NBHFZC1H", 1), ("91330203MX00004", 10), ("无", 0)],
)
def test_that_the_filter_finds_names_initials_and_codes_as_one_types(page, text, count):
    page.area.bar.field.setText(text)
    assert page.area.model.rowCount() == count


def test_that_a_segment_shows_only_its_rows_with_their_number(page, office):
    key_in(page, FIRST, "bachelor_staff", "99")
    office.settle()
    office.settle()
    button = page.area.bar.segments.button("must")
    assert button.text() == "强制 1"
    button.click()
    assert [page.area.model.row(0).sign, page.area.model.rowCount()] == [Sign.MUST, 1]


def test_that_last_period_and_its_change_stand_beside_the_figure(page):
    model = page.area.model
    column = model.column_of("rd_total")
    texts = [model.index(5, column + offset).data() for offset in range(3)]
    assert texts == ["1,090", "1,050", "+3.8"]


def test_that_nothing_can_be_typed_in_a_sent_period(page, office):
    report = report_of(office.ws, "2024")
    block = put("report", report.uid, report.version, {"state": "已上报"})
    office.ws.store.apply(ChangePlan("send", "上报", (block,)))
    page.mark_stale()
    office.settle()
    assert page.area.model.row(FIRST).locked
    assert not page.paste.isEnabled()
    assert "已锁定，只能看" in page.header.facts.text()
    at(page, FIRST, "staff_cost")
    QTest.keyClicks(page.area.grid, "5")
    assert not [e for e in page.area.grid.viewport().findChildren(QLineEdit) if e.isVisible()]


def test_that_f8_goes_from_finding_to_finding_and_the_panel_counts(page, office):
    for row in (FIRST, PASTED):
        key_in(page, row, "bachelor_staff", "99")
    office.settle()
    office.settle()
    assert page.walk.count >= 2
    page.next_finding(1)
    first = page.area.grid.current()
    page.next_finding(1)
    second = page.area.grid.current()
    assert first[0].uid != second[0].uid or first[1] != second[1]
    numbers = [page.walk.number(row.uid, field) for row, field in (first, second)]
    assert numbers[1] == numbers[0] % page.walk.count + 1


def test_that_f8_ends_with_one_record_before_it_goes_to_another():
    walk = FindingWalk()
    walk.set_places((("b", "x"), ("a", "x"), ("b", "y"), ("a", "y"), ("c", "z")))
    there, seen = ("b", "x"), []
    for _step in range(5):
        seen.append(there)
        there = walk.next(*there, 1)
    assert seen == [("b", "x"), ("b", "y"), ("a", "x"), ("a", "y"), ("c", "z")]
    assert walk.next("a", "nothing wrong here", 1) == ("a", "x")
    assert walk.next("a", "nothing wrong here", -1) == ("a", "y")
    assert walk.next("d", "", 1) == ("b", "x")


def test_that_a_card_takes_no_more_room_than_its_words(page, office):
    key_in(page, FIRST, "bachelor_staff", "99")
    office.settle()
    page.area.go_to(page.area.model.row(FIRST).uid, "bachelor_staff")
    office.settle()
    (card, *_others) = page.panel._cards
    assert card.height() <= card.heightForWidth(card.width())


def test_that_f8_shows_the_column_and_row_of_a_finding_that_is_filtered_away(page, office):
    key_in(page, FIRST, "bachelor_staff", "99")
    office.settle()
    office.settle()
    uid = page.area.model.row(FIRST).uid
    page.area.bar.field.setText("无此企业")
    assert page.area.model.rowCount() == 0
    page.next_finding(1)
    assert page.area.grid.current()[0].uid == uid


def test_that_an_explanation_is_stored_and_the_triangle_hollow(page, office):
    key_in(page, FIRST, "rd_total", "5000")
    key_in(page, FIRST, "staff_cost", "4700")
    office.settle()
    office.settle()
    finding = next(
        f for f in office.ws.store.findings("2024", form="rd_activity") if f.severity == "核实"
    )
    page.area.go_to(finding.uid, finding.fields[0])
    office.settle()
    card = next(c for c in page.panel._cards if c.finding.rule == finding.rule)
    card.editor.setPlainText("新增中试线一条，材料投入增加")
    card.save.click()
    office.settle()
    row = page.area.model.row(page.area.model.find(finding.uid))
    assert row.marks[finding.fields[0]].sign in {Sign.EXPLAINED, Sign.VERIFY, Sign.MUST}
    stored = office.ws.store.findings("2024", form="rd_activity", uids=[finding.uid])
    assert next(f for f in stored if f.rule == finding.rule).explanation.startswith("新增中试线")


def test_that_the_panel_tells_values_findings_and_history_of_the_cell(page, office):
    key_in(page, FIRST, "bachelor_staff", "99")
    at(page, FIRST, "bachelor_staff")
    office.settle()
    texts = [label.text() for label in page.panel.findChildren(type(page.header.title))]
    assert page.area.model.row(FIRST).name in texts
    assert "05 本科毕业及以上人员" in " ".join(texts)
    assert any("5 → 99" in text for text in texts)
    assert "强制，要改数" in texts


def test_that_enter_on_a_name_opens_its_form_and_typing_there_saves(page, office):
    at(page, 4, "")
    QTest.keyClick(page.area.grid, Key.Key_Return)
    office.settle()
    assert page.mode == RECORD
    record = page.record
    assert record.editor.row.uid == page.area.model.row(4).uid
    sheet = record.editor.sheet
    sheet.go_to("direct_input")
    sheet.form_model.setData(sheet.currentIndex(), "333")
    office.settle()
    stored = office.ws.store.record("rd_activity", record.editor.row.uid)
    assert stored.values["direct_input"] == 333 * 100_000
    record.step(1)
    assert record.editor.place == 5


def test_that_grid_and_form_keep_the_field_one_is_at(page, office):
    uid = page.area.model.row(4).uid
    page.area.go_to(uid, "self_funds")
    office.settle()
    page.views.choose(RECORD)
    office.settle()
    assert page.record.editor.row.uid == uid
    assert page.record.editor.sheet.current_field() == "self_funds"
    page.record.editor.sheet.go_to("staff_cost")
    page.views.choose(GRID)
    office.settle()
    row, field = page.area.grid.current()
    assert (row.uid, field) == (uid, "staff_cost")
    assert page.panel._field == "staff_cost"


def test_that_the_form_opens_at_the_row_that_was_filtered_for(page, office):
    page.area.bar.field.setText("17号")
    office.settle()
    assert page.area.model.rowCount() == 1
    assert "17号" in page.panel._row.name
    page.views.choose(RECORD)
    office.settle()
    assert "17号" in page.record.editor.row.name


def test_that_a_field_without_a_column_leads_back_to_its_row(page, office):
    uid = page.area.model.row(4).uid
    page.open_record(uid, "design_cost")
    office.settle()
    columns = page.area.shown.columns
    page.views.choose(GRID)
    office.settle()
    assert page.area.grid.current()[0].uid == uid
    assert page.area.shown.columns == columns


def test_that_last_period_is_carried_into_blank_fields_only(page, office):
    row = place_of(page, "20号")
    page.open_record(page.area.model.row(row).uid)
    page.record.carry.click()
    office.settle()
    shown = page.record.editor.row
    values = office.ws.store.record("rd_activity", shown.uid).values
    assert values["rd_staff"] == 30
    assert values["direct_input"] == 300 * 100_000


def test_that_a_removed_record_can_be_brought_back(page, office):
    uid = page.area.model.row(FIRST).uid
    told = []
    office.desk.toast_wanted.connect(lambda words, action: told.append((words, action)))
    page.acts.remove([uid])
    office.settle()
    assert office.ws.store.record("rd_activity", uid) is None
    told[-1][1][1]()
    office.settle()
    assert office.ws.store.record("rd_activity", uid) is not None


def test_that_chosen_columns_are_kept_for_the_next_start(page, office):
    chooser_shown = page.area.shown
    page.area._on_columns(type(chooser_shown)(("rd_staff", "staff_cost"), ("staff_cost",)))
    office.settle()
    titles = [column.title for column in page.area.model.columns]
    assert titles == ["", "企业", "研发人员", "本期", "上期", "±%"]
    again = FormPage(office.desk, "rd_activity")
    assert again.area.shown.columns == ("rd_staff", "staff_cost")
    again.deleteLater()


def test_that_another_period_shows_its_own_rows(page, office):
    office.desk.set_period("2023")
    office.settle()
    assert page.area.model.rowCount() == 60
    assert page.area.model.row(FIRST).values[page.area.model.columns[2].place] == 10
    office.desk.set_period("2019")
    office.settle()
    codes = {field.code for field in page.area.source.fields}
    assert all(page.form.by_code[code].in_version(2019) for code in codes)


def test_that_a_column_shown_for_a_finding_stays_when_the_rows_are_read_again(page, office):
    assert "female_staff" not in page.area.shown.columns
    uid = page.area.model.row(FIRST).uid
    page.area.go_to(uid, "female_staff")
    page.mark_stale()
    office.settle()
    assert page.area.grid.current()[1] == "female_staff"


def test_that_a_filter_begins_at_the_top(page, office):
    grid = page.area.grid
    grid.scrollToBottom()
    grid.setCurrentIndex(page.area.model.index(59, 3))
    page.area.bar.field.setText("甬能")
    office.settle()
    assert grid.verticalScrollBar().value() == 0


# Typing while rows are read


def new_page(office, qtbot) -> FormPage:
    page = FormPage(office.desk, "rd_activity")
    qtbot.addWidget(page)
    page.resize(1264, 820)
    page.show()
    page.refresh()
    page.activateWindow()
    return page


def type_on(page: FormPage, keys: str) -> None:
    """Type where the focus is, as a keyboard does."""
    for key in keys:
        QTest.keyClicks(page.focusWidget(), key)


def staff_of(office, uid: str) -> int:
    return office.ws.store.record("rd_activity", uid).values["rd_staff"]


def test_that_rows_read_for_a_jump_do_not_break_a_figure_in_two(office, busy, qtbot):
    uid = next(
        row[0] for row in office.ws.store.rows("rd_activity", ("period",)) if row[2] == "2024"
    )
    with busy(office.desk.operations):
        page = new_page(office, qtbot)
        page.show_target({"uid": uid, "field": "rd_staff"})
        page.first_focus().setFocus()
        type_on(page, "1")
    office.settle()
    type_on(page, "2")
    QTest.keyClick(page.focusWidget(), Key.Key_Return)
    office.settle()
    assert staff_of(office, uid) == 12
    undo_last(office.ws)
    assert staff_of(office, uid) not in {1, 2, 12}


def test_that_a_figure_is_whole_though_other_changes_come_while_it_is_typed(page, office, busy):
    at(page, FIRST, "rd_staff")
    uid = page.area.model.row(FIRST).uid
    type_on(page, "1")
    office.desk.reload_all()
    office.settle()
    type_on(page, "2")
    QTest.keyClick(page.focusWidget(), Key.Key_Return)
    office.settle()
    assert staff_of(office, uid) == 12
    assert page.area.grid.currentIndex().row() == FIRST + 1


def test_that_what_is_typed_before_the_rows_are_there_goes_to_the_first_cell(office, busy, qtbot):
    with busy(office.desk.operations):
        page = new_page(office, qtbot)
        page.first_focus().setFocus()
        type_on(page, "12")
        QTest.keyClick(page.focusWidget(), Key.Key_Return)
        assert page.area.model.rowCount() == 0
    office.settle()
    assert cell(page, 0, page.area.shown.columns[0]).text == "12"
    assert page.area.grid.currentIndex().row() == 1


def test_that_a_figure_typed_after_a_change_of_period_is_of_that_period(page, office, busy):
    at(page, FIRST, "rd_staff")
    old = page.area.model.row(FIRST).uid
    before = staff_of(office, old)
    with busy(office.desk.operations):
        office.desk.set_period("2023")
        type_on(page, "12")
        QTest.keyClick(page.focusWidget(), Key.Key_Return)
    office.settle()
    assert cell(page, FIRST, "rd_staff").text == "12"
    assert page.area.model.row(FIRST).uid != old
    assert staff_of(office, old) == before


@pytest.mark.parametrize("way_out", ["escape", "click", "wait"])
def test_that_keys_for_rows_that_do_not_come_are_dropped(office, busy, qtbot, way_out):
    count = len(office.ws.store.batches())
    told = []
    office.desk.toast_wanted.connect(lambda words, _action: told.append(words))
    with busy(office.desk.operations):
        page = new_page(office, qtbot)
        page.first_focus().setFocus()
        type_on(page, "1")
        if way_out == "escape":
            QTest.keyClick(page.focusWidget(), Key.Key_Escape)
        elif way_out == "click":
            QTest.mouseClick(page.header, Qt.MouseButton.LeftButton)
        else:
            page.area._ahead._wait.timeout.emit()
            type_on(page, "2")
    office.settle()
    assert len(office.ws.store.batches()) == count
    assert told == ["数据还没读出来，刚才键入的没有采用"] * (way_out != "escape")
