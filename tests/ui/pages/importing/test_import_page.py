"""导入 in a real workspace: match, correct, preview, import as one batch, take it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from desktop_app.importing.model import AS_FOUND, Choice, Outcome
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import CELL
from desktop_app.ui.long_work import LongWork
from desktop_app.ui.pages.importing import page as importing
from desktop_app.ui.pages.importing import reading as importing_reading
from desktop_app.work.edit import add_record

CODE = "91330203MA2TE5T1XB"
HEAD = "单位详细名称,统一社会信用代码,研究开发人员合计,研究开发费用合计（千元）,备注\n"
ROWS = (
    "宁波甲科技有限公司,91330203MA2TE5T1XB,46,8914,\n"
    "宁波乙科技有限公司,91330203MA2TE5T1XC,12,300,\n"
    "合计,,58,9214,\n"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A made-up sheet of two firms, one with a wrong check digit, and a total."""
    path = tmp_path / "研发投入2024年.csv"
    path.write_text(HEAD + ROWS, "utf-8")
    return path


def test_that_files_become_sheets_with_what_they_are_taken_for(page, look, sheet):
    look(sheet)
    assert page.stepper.current == importing.MATCH
    model = page.match.sheet_model
    assert model.index(0, 0).data() == sheet.name
    assert "研发投入" in model.index(1, 1).data()
    columns = page.match.column_model
    assert columns.index(1, 1).data() == "91330203MA2TE5T1XB"
    assert columns.index(1, 2).data() == "企业：统一社会信用代码"
    assert columns.index(4, 2).data() == "不导入"


@pytest.fixture
def elsewhere(monkeypatch):
    """Let every file be read in a process of its own, as large ones are."""
    monkeypatch.setattr(importing_reading, "is_much", lambda _paths: True)


def test_that_much_is_read_in_a_process_of_its_own(page, look, sheet, elsewhere, qtbot):
    page.options = importing.ImportOptions(period="2024")
    page.take([sheet])
    qtbot.waitUntil(lambda: page.preview is not None)
    look()
    assert page.stepper.current == importing.MATCH
    assert page.preview.counts[Outcome.REJECTED] == 1
    assert page.preview.options.period == "2024"
    assert page.match.column_model.index(1, 2).data() == "企业：统一社会信用代码"


def test_that_reading_in_another_process_can_be_stopped(page, look, sheet, elsewhere, qtbot):
    page.take([sheet])
    assert page.findChildren(LongWork)
    page._stop_reading()
    qtbot.waitUntil(lambda: not page.findChildren(LongWork))
    look()
    assert page.preview is None
    assert page.stepper.current == importing.FILES


def test_that_of_two_questions_the_later_is_answered(page, look, sheet, elsewhere, qtbot):
    page.take([sheet])
    page.options = importing.ImportOptions(period="2023")
    page._look()
    qtbot.waitUntil(lambda: page.preview is not None and not page.findChildren(LongWork))
    look()
    assert page.preview.options.period == "2023"


def test_that_the_tiles_count_and_filter(page, look, sheet):
    look(sheet)
    page.go_to(importing.PREVIEW)
    look()
    tiles = page.show_rows.tiles
    counts = page.preview.counts
    assert tiles[Outcome.REJECTED].count == counts[Outcome.REJECTED] == 1
    assert tiles[Outcome.SKIPPED].count == counts[Outcome.SKIPPED] == 1
    assert page.show_rows.sum.text().startswith("读到 3 行 = 收下 1 + 拒收 1 + 跳过 1")
    page.show_rows.choose(Outcome.REJECTED)
    model = page.show_rows.table.model()
    assert model.rowCount() == 1
    assert "校验位不对" in model.index(0, 2).data()
    code = model.index(0, 4).data(CELL)
    assert code.sign is Sign.REFUSED
    assert code.text == "91330203MA2TE5T1XC"


def test_that_an_import_is_one_batch_and_its_toast_takes_it_back(
    page, look, sheet, finished, toasts
):
    ws = page.desk.ws
    before = ws.store.dump()
    page.options = importing.ImportOptions(period="2024")
    look(sheet)
    page.go_to(importing.PREVIEW)
    look()
    assert page.act.text() == f"导入 {page.preview.taken} 行"
    page.act.click()
    assert page.desk.unfinished == {"importing": "正在导入"}
    finished(page)
    assert not page.desk.unfinished
    assert page.stepper.current == importing.DONE
    batches = ws.store.batches()
    assert [batch.kind for batch in batches] == ["import"]
    assert ws.store.count("rd_activity", "2024") == 1
    words, (name, take_back) = toasts[-1]
    assert words == "已导入 1 行"
    assert name == "撤销"
    take_back()
    finished(page)
    assert ws.store.count("rd_activity", "2024") == 0
    assert _records_of(ws.store.dump()) == _records_of(before)


def _records_of(dump: str) -> list[str]:
    """Return the dump without the journal, which keeps both batches."""
    return [line for line in dump.splitlines() if "batch" not in line and "history" not in line]


def test_that_changed_values_stand_old_and_new_beside_each_other(page, look, sheet, desk):
    firm = {"name": "宁波甲科技有限公司", "uscc": "91330203MA2TE5T1XB"}
    uid, _edited = add_record(desk.ws, "firm", firm)
    figures = {"rd_staff": "40", "rd_total": "8914"}
    add_record(desk.ws, "rd_activity", figures, parent=uid, period="2024")
    look(sheet)
    page.go_to(importing.PREVIEW)
    look()
    cells = [
        page.show_rows.table.model().index(row, column).data(CELL)
        for row in range(2)
        for column in range(3, 7)
    ]
    changed = [cell for cell in cells if "→" in cell.text]
    assert [cell.text for cell in changed] == ["40 → 46"]
    assert changed[0].tone == "accent"
    assert changed[0].bold


def test_that_the_panel_shows_values_as_read_and_as_they_will_be_stored(page, look, sheet):
    look(sheet)
    page.go_to(importing.PREVIEW)
    look()
    entry = next(e for e in page.show_rows.lines.all if e.outcome is not Outcome.REJECTED)
    page._on_row(page.show_rows.lines, entry)
    look()
    table = page.rows.findChildren(type(page.match.sheets))[0]
    texts = {
        table.model().index(row, 0).data(): (
            table.model().index(row, 1).data(),
            table.model().index(row, 2).data(),
        )
        for row in range(table.model().rowCount())
    }
    assert ("8914", "8,914") in texts.values()


def test_that_the_values_of_a_column_come_with_the_unit_they_are_stored_in(page, look, sheet):
    look(sheet)
    mapped = page.preview.sheets[0].mapping.columns
    page.match.columns.choose(next(c.index for c in mapped if c.field == "rd_total"))
    look()
    table = page.columns.findChild(type(page.match.sheets))
    headings = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(2)]
    assert headings == ["读到", "将存为（千元）"]
    assert table.model().index(0, 1).data() == "8,914"


def test_that_a_decision_about_a_column_is_looked_at_again(page, look, sheet):
    look(sheet)
    column = page.preview.sheets[0].mapping.columns[2]
    assert column.field == "rd_staff"
    page.decide(column, Choice())
    look()
    again = page.preview.sheets[0].mapping.columns[2]
    assert again.form == ""
    assert again.reason == "chosen"
    page.decide(again, Choice("rd_activity", "bachelor_staff"))
    look()
    assert page.preview.sheets[0].mapping.columns[2].field == "bachelor_staff"


def test_that_the_decisions_reach_the_process_that_imports(page, look, sheet, finished):
    page.options = importing.ImportOptions(period="2024")
    look(sheet)
    page.decide(page.preview.sheets[0].mapping.columns[2], Choice("rd_activity", "bachelor_staff"))
    look()
    page.import_all()
    finished(page)
    rows = list(page.desk.ws.store.rows("rd_activity", ("rd_staff", "bachelor_staff")))
    assert [row[2:] for row in rows] == [(None, 46)]


def test_that_a_file_changed_since_its_preview_is_refused(page, look, sheet, finished, failures):
    look(sheet)
    sheet.write_text(HEAD + ROWS.replace("46", "47"), "utf-8")
    page.import_all()
    finished(page)
    assert "在预览之后变了" in failures[0].message
    assert page.desk.ws.store.batches() == []


def name_sheet(page, code):
    box = page.match.form
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def test_that_a_sheet_can_be_left_out_and_taken_in_again(page, look, sheet):
    look(sheet)
    name_sheet(page, "")
    look()
    assert page.preview.taken == 0
    assert not page.act.isEnabled()
    name_sheet(page, AS_FOUND)
    look()
    assert page.preview.taken == 1


def test_that_a_person_says_what_a_sheet_holds(page, look, sheet):
    look(sheet)
    assert page.preview.sheets[0].mapping.main == "rd_activity"
    name_sheet(page, "firm")
    look()
    assert page.preview.sheets[0].mapping.main == "firm"
    assert page.match.form.value() == "firm"


def test_that_a_recipe_carries_what_was_decided(page, look, sheet, finished, tmp_path):
    look(sheet)
    page.decide(page.preview.sheets[0].mapping.columns[2], Choice("rd_activity", "bachelor_staff"))
    look()
    page.import_all()
    finished(page)
    path = tmp_path / "方案.toml"
    page.recipes.save(path)
    finished(page)
    assert "研究开发人员合计" in path.read_text("utf-8")
    page.recipes.show_remembered()
    finished(page)
    assert page.side is page.memory
    page.begin_again()
    page.recipes.load(path)
    finished(page)
    look(sheet)
    assert page.preview.sheets[0].mapping.columns[2].field == "bachelor_staff"
    assert page.match.column_model.index(2, 4).data() == "按上次的指定"


def test_that_a_file_that_is_no_table_is_named_and_the_others_go_on(page, look, sheet, tmp_path):
    bad = tmp_path / "不是表.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    page.take([bad, sheet])
    look()
    model = page.match.sheet_model
    problem = model.index(0, 1).data(CELL)
    assert problem.sign is Sign.REFUSED
    assert "PDF" in problem.text
    assert page.preview.taken == 1


def test_that_the_rows_in_question_can_be_handed_out(page, look, sheet, tmp_path, toasts):
    look(sheet)
    path = tmp_path / "问题行.xlsx"
    page.problem_rows.write(path)
    look()
    assert path.is_file()
    odd = page.preview.counts[Outcome.REJECTED] + page.preview.counts[Outcome.QUESTIONED]
    assert f"已导出 {odd} 行" in toasts[-1][0]


def test_that_files_dropped_anywhere_on_the_page_are_taken(page, look, sheet):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sheet))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    look()
    assert page.paths == [sheet]
    assert page.preview.taken == 1


def test_that_a_text_narrows_the_rows(page, look, sheet):
    look(sheet)
    page.go_to(importing.PREVIEW)
    page.show_rows.field.setText("甲科技")
    assert [entry.number for entry in page.show_rows.shown.things] == [2]
    page.show_rows.field.setText("校验位")
    assert [entry.number for entry in page.show_rows.shown.things] == [3]


def test_that_the_current_row_stays_where_fewer_rows_are_shown(page, look, sheet):
    look(sheet)
    page.go_to(importing.PREVIEW)
    rows = page.show_rows
    last = len(rows.shown) - 1
    rows.table.choose(last)
    kept = rows.shown.things[last]
    rows.choose(kept.outcome)
    assert [entry.number for entry in rows.shown.things] == [kept.number]
    assert rows.table.current_place() == 0
    rows.choose(Outcome.SKIPPED)
    assert [entry.number for entry in rows.shown.things] == [4]


# Dragging fields


def drag(page, field, row):
    """Drag a field of the list in the panel onto a column, as the mouse does."""
    fields, table = page.columns.fields, page.match.columns
    item = next(
        fields.item(n)
        for n in range(fields.count())
        if fields.item(n).data(Qt.ItemDataRole.UserRole) == field
    )
    data = fields.mimeData([item])
    where = QPointF(table.visualRect(table.model().index(row, 0)).center())
    move, mouse, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    over = QDragMoveEvent(where.toPoint(), move, data, mouse, keys)
    table.dragMoveEvent(over)
    assert over.isAccepted()
    drop = QDropEvent(where, move, data, mouse, keys)
    table.dropEvent(drop)
    assert drop.isAccepted()


def test_that_a_field_dragged_onto_a_column_is_the_same_as_choosing_it(page, look, sheet, qtbot):
    page.options = importing.ImportOptions(period="2024")
    look(sheet)
    page.match.columns.choose(3)
    drag(page, "bachelor_staff", 2)
    key = page.preview.sheets[0].key
    chosen = Choice("rd_activity", "bachelor_staff")
    qtbot.waitUntil(lambda: page.options.choices.get(key) == {2: chosen})
    look()
    column = page.preview.sheets[0].mapping.columns[2]
    assert (column.field, column.reason) == ("bachelor_staff", "chosen")
    assert page.match.columns.current_place() == 2


def test_that_a_field_is_dropped_on_a_column_or_nowhere(page, look, sheet):
    look(sheet)
    table = page.match.columns
    page.match.columns.choose(2)
    data = page.columns.fields.mimeData([page.columns.fields.item(0)])
    below = QPointF(5, table.viewport().height() - 1)
    keys = Qt.KeyboardModifier(0)
    drop = QDropEvent(below, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    table.dropEvent(drop)
    assert not drop.isAccepted()
    assert page.options.choices == {}


def test_that_a_sheet_with_no_heading_that_is_known_can_be_put_right(page, look, tmp_path):
    odd = tmp_path / "怪表.csv"
    odd.write_text("甲栏,乙栏\n宁波甲科技有限公司,12\n宁波丙轴承有限公司,15\n", "utf-8")
    page.options = importing.ImportOptions(period="2024")
    look(odd)
    assert "拖到列上" in page.match.about.text()
    assert not page.act.isEnabled()
    name_sheet(page, "rd_activity")
    look()
    sheet = page.preview.sheets[0]
    page.decide(sheet.mapping.columns[1], Choice("rd_activity", "rd_staff"))
    look()
    # Until a column says which firm, what was said waits and is shown.
    assert page.match.column_model.index(1, 2).data() == "研发投入：研发人员"
    page.decide(sheet.mapping.columns[0], Choice("firm", "name"))
    look()
    mapping = page.preview.sheets[0].mapping
    assert mapping.main == "rd_activity"
    assert [column.field for column in mapping.columns] == ["name", "rd_staff"]
    assert page.act.isEnabled()


# Rows that go back


def test_that_problem_rows_can_be_written_after_the_import_too(page, look, sheet, finished, toasts):
    page.options = importing.ImportOptions(period="2024")
    look(sheet)
    page.import_all()
    finished(page)
    assert page.result.problems.isVisibleTo(page)
    assert page.result.problems.text() == "导出问题行（1）"
    back = sheet.with_name("问题行.xlsx")
    page.problem_rows.write(back)
    look()
    assert back.is_file()
    words, (name, _open) = toasts[-1]
    assert words == "已导出 1 行到 问题行.xlsx"
    assert name == "打开文件夹"


def test_that_the_box_of_sheets_names_their_problems(page, look, sheet, tmp_path):
    page.options = importing.ImportOptions(period="2024")
    clean = tmp_path / "另一张2024.csv"
    clean.write_text(HEAD + ROWS.splitlines()[0] + "\n", "utf-8")
    page.take([sheet, clean])
    look()
    page.go_to(importing.PREVIEW)
    box = page.show_rows.sheet
    texts = [box.itemText(n) for n in range(box.count())]
    assert "拒收 1" in texts[0]
    assert "拒收" not in texts[1]


def test_that_a_table_beside_another_shows_its_own_columns(page, look, tmp_path):
    path = tmp_path / "并排.csv"
    path.write_text(
        "2023年企业经营情况（千元）,,,2022年企业利润（千元）,\n"
        "企业名称,营业收入,,企业名称,利润总额\n"
        "宁波甲科技有限公司,12,,宁波乙科技有限公司,3\n",
        "utf-8",
    )
    look(path)
    shown = []
    for place in (1, 2):
        page.match.sheets.choose(place)
        look()
        model = page.match.column_model
        shown.append([model.index(row, 1).data() for row in range(model.rowCount())])
    assert shown == [["宁波甲科技有限公司", "12"], ["", "宁波乙科技有限公司", "3"]]


def test_that_progress_moves_nothing(page, look, sheet):
    look(sheet)
    before = page.stack.geometry()
    page.progress.begin("读表")
    page.progress.show()
    page.layout().activate()
    assert page.stack.geometry() == before
    page.progress.end()


def test_that_the_smallest_window_has_room_for_many_sheets(page, look, sheet, tmp_path):
    more = [tmp_path / f"研发投入2024年_{n}.csv" for n in range(5)]
    for path in more:
        path.write_text(HEAD + ROWS, "utf-8")
    page.take([sheet, *more])
    look()
    assert page.match.sheet_model.rowCount() > 8
    # 614 less top bar and status bar.
    assert page.minimumSizeHint().height() <= 614 - 52 - 28
    page.resize(900, 820)
    page.layout().activate()
    assert page.match.sheets.height() == page.match.sheets.sizeHint().height()
