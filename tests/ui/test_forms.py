"""The form editors: official sheets as tables, standing forms as fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.catalogue.model import Form
from desktop_app.domain.values import FieldType
from desktop_app.ui.components.fields import ChoiceBox
from desktop_app.ui.forms.editor import FormEditor
from desktop_app.ui.forms.lines import form_lines
from desktop_app.ui.forms.table_form import NAME, NOW, TableForm
from desktop_app.ui.grid.cells import CELL
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.source import Query

Key = Qt.Key


def _form(fields, *, periodic: bool) -> Form:
    return Form(
        code="rd",
        label="研究开发活动及相关情况",
        label_en="R&D",
        short="研发投入",
        short_en="R&D",
        kind="reported",
        fields=fields,
        periodic=periodic,
        official="107-2",
        valid_until="2025-06",
    )


@pytest.fixture
def rows(fake_source):
    model = GridModel(fake_source(20))
    model.load()
    return model


@pytest.fixture
def sheet(qtbot, rows):
    editor = FormEditor(_form(rows.source.fields, periodic=True), rows, "2021 版式")
    qtbot.addWidget(editor)
    editor.resize(720, 400)
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    editor.show_place(2)
    editor.sheet.setFocus()
    return editor


@pytest.fixture
def fields(qtbot, rows):
    editor = FormEditor(_form(rows.source.fields, periodic=False), rows)
    qtbot.addWidget(editor)
    editor.resize(720, 500)
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    editor.show_place(2)
    return editor


def test_that_the_sheets_model_keeps_qts_contract(qtmodeltester, sheet):
    qtmodeltester.check(sheet.sheet.form_model)


def test_that_enter_goes_down_the_figures_and_saves_over_computed_ones(sheet, rows):
    table = sheet.sheet
    table.go_to("degree")
    QTest.keyClick(table, Key.Key_5)
    editor = table.viewport().findChild(QLineEdit)
    QTest.keyClick(editor, Key.Key_Return)
    assert rows.source.typed[0].field == "degree"
    assert rows.source.typed[0].text == "5"
    assert table.current_field() == "labour"


def test_that_what_is_typed_in_the_form_shows_in_the_rows_beside_it(sheet, rows):
    table = sheet.sheet
    model = table.form_model
    model.setData(model.index(model.line_of("direct"), NOW), "约三百")
    assert rows.row(2).marks["direct"].raw == "约三百"
    assert model.index(model.line_of("direct"), NOW).data(CELL).ground == "red_soft"


def test_that_a_column_of_figures_is_pasted_downwards_as_one_call(sheet, rows):
    QGuiApplication.clipboard().setText("1\n2\n3\n")
    sheet.sheet.go_to("degree")
    QTest.keyClick(sheet.sheet, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(t.field, t.text) for t in rows.source.pastes[0]] == [
        ("degree", "1"),
        ("labour", "2"),
        ("direct", "3"),
    ]


def test_that_an_input_methods_text_is_kept_in_a_sheet(sheet):
    sheet.sheet.go_to("note")
    event = QInputMethodEvent("", [])
    event.setCommitString("，")
    QApplication.sendEvent(sheet.sheet, event)
    assert sheet.sheet.viewport().findChild(QLineEdit).text() == "，"


def test_that_a_locked_record_opens_no_editor(sheet):
    sheet.show_place(10)
    sheet.sheet.go_to("degree")
    QTest.keyClick(sheet.sheet, Key.Key_5)
    assert sheet.sheet.viewport().findChild(QLineEdit) is None


def test_that_parts_stand_under_their_whole_and_the_first_says_so(fake_source):
    source = fake_source(1)
    from desktop_app.catalogue.model import Field

    count = FieldType.COUNT
    source.fields = (
        Field("all", "合计", "All", count, group="一、人员"),
        Field("women", "女性", "Women", count, group="一、人员", part_of="all"),
        Field("full", "全职", "Full", count, group="一、人员", part_of="all"),
        Field("cost", "费用", "Cost", count, group="二、费用"),
    )
    source.compared = source.computed = frozenset()
    lines = form_lines(_form(source.fields, periodic=True), source)
    assert [(line.text, line.indent // 13) for line in lines] == [
        ("一、人员", 0),
        ("合计", 0),
        ("其中：女性", 1),
        ("全职", 2),
        ("二、费用", 0),
        ("费用", 0),
    ]


def test_that_the_form_tells_which_field_is_current(sheet, qtbot):
    with qtbot.waitSignal(sheet.field_changed) as told:
        sheet.sheet.go_to("outside")
    assert (told.args[0].uid, told.args[1]) == ("u2", "outside")
    assert isinstance(sheet.sheet, TableForm)
    assert sheet.sheet.form_model.index(0, NAME).data() == "研发人员合计"


def test_that_a_field_saves_as_one_leaves_it(fields, rows):
    editor = fields.sheet.field("note").editor
    editor.setFocus()
    QTest.keyClicks(editor, "ok")
    fields.sheet.field("staff").editor.setFocus()
    assert [(t.uid, t.field, t.text) for t in rows.source.typed] == [("u2", "note", "ok")]


def test_that_enter_saves_a_field_and_goes_to_the_next(fields, rows):
    codes = [field.code for field in rows.source.fields]
    first, following = codes[0], codes[1]
    editor = fields.sheet.field(first).editor
    editor.setFocus()
    QTest.keyClicks(editor, "7")
    QTest.keyClick(editor, Key.Key_Return)
    assert fields.sheet.current_field() == following
    assert [t.field for t in rows.source.typed] == [first]
    QTest.keyClick(
        fields.sheet.field(following).editor, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier
    )
    assert fields.sheet.current_field() == first


def test_that_nothing_moves_when_an_error_comes_and_goes(fields, rows):
    below = fields.sheet.field("note")
    before = below.geometry()
    staff = rows.columns[rows.column_of("staff")]
    for typed in ("约三", "3"):
        rows.type_text(2, staff, typed)
        QApplication.processEvents()
        assert below.geometry() == before


def test_that_a_long_note_is_whole_under_its_field(fields):
    field = fields.sheet.field("note")
    field.set_note("代码不是市场监管部门登记的企业、个体户或合作社，说明单位性质。" * 4, "amber")
    for _turn in range(5):
        QApplication.processEvents()
    assert field.note.height() >= field.note.heightForWidth(field.note.width())
    field.set_error("")
    assert field.note.property("tone") == ""


def test_that_the_head_follows_the_name_of_its_record(fields, rows, monkeypatch):
    monkeypatch.setattr(rows.source, "name", lambda _place: "宁波新名有限公司")
    rows.reread()
    assert fields.head._name.text() == "宁波新名有限公司"


def test_that_an_arrow_opens_a_box_and_stores_nothing(qtbot, monkeypatch):
    box = ChoiceBox(("甲", "乙"))
    stored, opened = [], []
    box.activated.connect(stored.append)
    # Without a screen there is no list to open: Qt warns.
    monkeypatch.setattr(box, "showPopup", lambda: opened.append(box.text()))
    qtbot.addWidget(box)
    box.show()
    for key in (Key.Key_Down, Key.Key_Up, Key.Key_PageDown):
        QTest.keyClick(box, key)
    assert opened == ["", "", ""]
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_End, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(box, event)
    assert (box.text(), event.isAccepted()) == ("", False)
    assert not stored


def test_that_an_arrow_goes_on_in_the_list_that_it_opens_and_tab_takes_the_choice(
    qtbot, monkeypatch
):
    box = ChoiceBox(("甲", "乙"))
    stored = []
    box.activated.connect(stored.append)
    view = box.view()
    # Without a screen there is no list to open: Qt warns.
    monkeypatch.setattr(box, "showPopup", lambda: view.setCurrentIndex(box.model().index(0, 0)))
    qtbot.addWidget(box)
    box.show()
    QTest.keyClick(box, Key.Key_Down)
    assert (view.currentIndex().row(), box.text()) == (1, "")
    QTest.keyClick(view, Key.Key_Down)
    tab = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert box.eventFilter(view, tab)
    assert (box.text(), stored) == ("乙", [2])


def test_that_what_is_wrong_stands_under_its_field(fields, rows):
    rows.type_text(2, rows.columns[rows.column_of("staff")], "约三")
    field = fields.sheet.field("staff")
    assert field.editor.text() == "约三"
    assert field.note.text() == "不是数，只写数字"
    assert field.editor.property("wrong")
    rows.type_text(2, rows.columns[rows.column_of("staff")], "3")
    assert not field.editor.property("wrong")


def test_that_a_locked_record_is_read_only_and_computed_fields_always(fields):
    assert fields.sheet.field("total").editor.isReadOnly()
    assert not fields.sheet.field("staff").editor.isReadOnly()
    fields.show_place(10)
    assert fields.sheet.field("staff").editor.isReadOnly()


def test_that_few_codes_are_chosen_from_a_box_that_keeps_a_text_that_is_none(
    qtbot, fake_source, monkeypatch
):
    source = fake_source(3)
    monkeypatch.setattr(
        type(source), "choices", lambda _self, column: ("甲", "乙") if column.code == "note" else ()
    )
    rows = GridModel(source)
    rows.load()
    editor = FormEditor(_form(source.fields, periodic=False), rows)
    qtbot.addWidget(editor)
    editor.show_place(0)
    box = editor.sheet.field("note").editor
    box.set_text("乙")
    box.activated.emit(2)
    assert [t.text for t in source.typed] == ["乙"]
    box.set_text("丙")
    assert (box.text(), box.count()) == ("丙", 4)
    box.set_text("甲")
    assert box.count() == 3


def test_that_the_form_stays_on_its_record_when_the_list_is_filtered(sheet, fields, rows):
    rows.load(Query("联创光学"))
    assert sheet.row.uid == fields.row.uid == "u2"
    rows.load(Query("海丰"))
    assert sheet.row is None
