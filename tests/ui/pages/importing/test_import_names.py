"""导入: what is called alike stays apart, files in their folders and firms of nearly one name."""

from __future__ import annotations

import pytest

from desktop_app.importing.model import Choice
from desktop_app.ui.pages.importing import page as importing
from desktop_app.ui.pages.importing import reading
from desktop_app.ui.pages.importing.match import QUESTIONS
from desktop_app.ui.pages.importing.questions import QuestionPanel
from desktop_app.ui.pages.importing.rows import SheetLines
from desktop_app.work.edit import add_record
from desktop_app.work.history import redo_last, undo_last


@pytest.fixture
def written(tmp_path):
    def write(folder, text):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "研发投入2024年.csv"
        path.write_text(text, "utf-8")
        return path

    return write


FIRST = "统一社会信用代码,单位详细名称,甲栏\n91330203MA2TE5T1XB,宁波甲科技有限公司,46\n"
SECOND = "单位详细名称,统一社会信用代码,乙栏\n宁波乙科技有限公司,91330205MA2TE5T288,12\n"


def test_that_files_called_alike_are_decided_on_one_by_one(page, look, written, finished):
    look(written("镇海", FIRST))
    page.decide(page.preview.sheets[0].mapping.columns[2], Choice("rd_activity", "rd_staff"))
    look()
    # One that cannot be read is not given to the process that imports.
    look(written("北仑", SECOND), written("鄞州", ""))
    one, two = page.preview.sheets
    assert [one.file, two.file] == ["研发投入2024年.csv", "北仑/研发投入2024年.csv"]
    assert [sheet.mapping.columns[2].form for sheet in (one, two)] == ["rd_activity", ""]
    assert page._raw.sample(two, [2])[0][2] == "12"
    page._on_sheet(two)
    page.decide(two.mapping.columns[2], Choice("rd_activity", "bachelor_staff"))
    look()
    page.import_all()
    finished(page)
    rows = page.desk.ws.store.rows("rd_activity", ("rd_staff", "bachelor_staff"))
    assert {row[2:] for row in rows} == {(46, None), (None, 12)}


def test_that_a_row_shows_the_name_that_its_firm_keeps(page, look, written, desk):
    name = "宁波甲科技有限公司"
    add_record(desk.ws, "firm", {"name": name, "uscc": "91330203MA2TE5T1XB"})
    look(written("镇海", "单位详细名称,研究开发人员合计\n宁波甲科技股份有限公司,46\n"))
    (question,) = page.asked.questions
    page.answer(question, question.candidates[0].uid)
    look()
    assert shown(page)[0] == ("", name)


def test_that_after_an_answer_the_arrow_keys_go_on(page, look, written, desk, monkeypatch):
    for code, letter in (("91330203MA2TE5T1XB", "甲"), ("91330205MA2TE5T288", "乙")):
        add_record(desk.ws, "firm", {"name": f"宁波示例{letter}电子有限公司", "uscc": code})
    rows = "".join(f"宁波示例{letter}电子股份有限公司,46\n" for letter in "甲乙")
    look(written("镇海", f"单位详细名称,研究开发人员合计\n{rows}"))
    page.match.parts.choose(QUESTIONS)
    # A window that no screen shows is never the active one.
    monkeypatch.setattr(QuestionPanel, "has_focus_inside", True)
    page.answer(page.asked.questions[0], page.asked.questions[0].candidates[0].uid)
    look()
    assert page.focusWidget() is page.match.questions.table


def test_that_of_rows_that_contradict_each_other_the_later_is_shown_as_stored(page, look, written):
    rows = [f"宁波甲科技有限公司,91330203MA2TE5T1XB,{count}\n" for count in (46, 47)]
    look(written("镇海", "单位详细名称,统一社会信用代码,研究开发人员合计\n" + "".join(rows)))
    assert shown(page)[2] == ("", "47")
    assert shown(page, 1)[2] == ("", "47")


def shown(page, place=0):
    """Return what stands as old and new in the cells of a row."""
    lines = SheetLines(page.preview.sheets[0], page.preview, page.desk.ws.catalogue)
    entry = sorted(lines.all, key=lambda one: one.number)[place]
    return [(value.old, value.new) for value in lines.values(entry)]


@pytest.mark.parametrize("is_much", [False, True])
def test_that_each_sheet_that_is_read_is_told(page, look, written, monkeypatch, is_much):
    monkeypatch.setattr(reading, "is_much", lambda _paths: is_much)
    said = []
    monkeypatch.setattr(page.progress, "name", said.append)
    look(written("镇海", FIRST))
    assert said == ["读表：研发投入2024年.csv", "读表：研发投入2024年.csv › 研发投入2024年"]


def test_that_after_an_import_that_was_stopped_it_can_be_begun_again(
    page, look, written, finished, toasts
):
    look(written("镇海", FIRST))
    page.go_to(importing.PREVIEW)
    page.import_all()
    assert not page.act.isEnabled()
    page.progress.cancel.click()
    finished(page)
    assert toasts[-1][0] == "已停下，没有导入，数据未动"
    assert page.desk.ws.store.batches() == []
    assert page.act.isEnabled()


def test_that_after_an_import_that_was_refused_it_can_be_begun_again(
    page, look, written, finished, failures
):
    path = written("镇海", FIRST)
    look(path)
    page.go_to(importing.PREVIEW)
    # Its rows are shown from the file.
    finished(page)
    path.write_text(SECOND, "utf-8")
    page.import_all()
    finished(page)
    assert "在预览之后变了" in failures[0].message
    assert page.act.isEnabled()


def test_that_rows_that_come_late_do_not_take_the_place_of_the_preview(page, look, written):
    look(written("镇海", FIRST))
    page.go_to(importing.PREVIEW)
    page._on_column(page.preview.sheets[0].mapping.columns[0])
    assert page.side is page.rows


def test_that_a_decision_follows_its_column_when_the_file_is_changed(page, look, written):
    path = written("镇海", FIRST)
    look(path)
    page.decide(page.preview.sheets[0].mapping.columns[2], Choice("rd_activity", "rd_staff"))
    look()
    path.write_text(FIRST.replace("统一", "新栏,统一").replace("91330", "7,91330"), "utf-8")
    page._look()
    look()
    columns = page.preview.sheets[0].mapping.columns
    assert [column.field for column in columns] == ["", "uscc", "name", "rd_staff"]
    path.write_text(FIRST.replace("甲栏", "丙栏"), "utf-8")
    page._look()
    look()
    assert page.preview.sheets[0].mapping.columns[2].form == ""
    assert page.options.choices[page.preview.sheets[0].key] == {}


def test_that_the_result_says_what_was_not_read_and_follows_undo_and_redo(
    page, look, written, finished
):
    look(written("镇海", FIRST), written("鄞州", ""))
    page.import_all()
    finished(page)
    assert page.result.left.text() == "没有导入：鄞州/研发投入2024年.csv"
    ws, operations = page.desk.ws, page.desk.operations
    operations.run(lambda: undo_last(ws), lambda _done: None)
    finished(page)
    assert page.result.title.words.text() == "第 1 批已撤销"
    assert [page.result.rest.isHidden(), page.result.found.isHidden()] == [True, True]
    operations.run(lambda: redo_last(ws), lambda _done: None)
    finished(page)
    assert page.result.title.words.text().startswith("已导入 1 条记录")
