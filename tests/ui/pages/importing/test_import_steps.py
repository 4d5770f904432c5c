"""导入: what each step shows of the files, and how far the keyboard goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.importing.memory.recall import subjects
from desktop_app.importing.model import Decision
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import CELL
from desktop_app.ui.pages.importing import page as importing
from desktop_app.work.edit import add_record

Key = Qt.Key
CODE, OTHER = "91330203MA2TE5T1XB", "91330205MA2TE5T288"
FIRMS = f"企业名称,统一社会信用代码\n宁波甲有限公司,{CODE}\n宁波乙有限公司,{OTHER}\n"


@pytest.fixture
def written(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def test_that_a_file_stands_for_its_first_sheet_and_a_bad_one_for_why(page, look, written):
    good = written("甲企业名录.csv", FIRMS)
    other = written("乙研发2024年.csv", f"企业名称,统一社会信用代码,研发费用\n甲,{CODE},5\n")
    look(good, written("空.csv", ""), other)
    place = page.match.sheet_model.find(page.preview.sheets[-1].key)
    page.match.sheets.choose(place - 1)
    look()
    assert page.match._sheet is page.preview.sheets[-1]
    assert page.match.column_model.rowCount() == 3
    bad = next(n for n in range(place) if "空.csv" in page.match.sheet_model.index(n, 0).data())
    page.match.sheets.choose(bad)
    assert "空文件" in page.match.about.text()
    assert page.match.column_model.rowCount() == 0
    assert page.match.form.isHidden()


def test_that_a_period_that_stands_nowhere_is_told_where_it_can_be_given(page, look, written):
    look(
        written("a.csv", f"企业名称,统一社会信用代码,研发费用(万元)\n宁波甲有限公司,{CODE},5\n"),
        written(
            "b.csv",
            "企业名称,统一社会信用代码,2023年研发费用(万元),2024年研发费用(万元)\n"
            f"宁波甲有限公司,{CODE},5,6\n",
        ),
    )
    said = [page.match.sheet_model.index(row, 4).data(CELL) for row in (1, 3)]
    assert [cell.text for cell in said] == ["没有写", "按表头"]
    assert [cell.sign for cell in said] == [Sign.DOUBTFUL, Sign.NONE]


def test_that_enter_opens_the_values_of_a_row_where_the_window_is_narrow(page, look, written):
    page.set_narrow(narrow=True)
    look(written("企业名录.csv", FIRMS))
    page.go_to(importing.PREVIEW)
    look()
    assert not page.drawer.isHidden()
    assert page.rows.isHidden()
    QTest.keyClick(page.show_rows.table, Key.Key_Return)
    assert not page.rows.isHidden()
    page.drawer.click()
    assert page.rows.isHidden()
    QTest.keyClick(page.show_rows.table, Key.Key_Return)
    page.show_rows.table.setFocus()
    QTest.keyClick(page.show_rows.table, Key.Key_Escape)
    assert page.rows.isHidden()


def test_that_several_rows_of_the_preview_are_copied_as_excel_takes_them(page, look, written):
    look(written("企业名录.csv", FIRMS))
    page.go_to(importing.PREVIEW)
    look()
    table = page.show_rows.table
    QTest.keyClick(table, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().strip().split("\n")
    assert [line.split("\t")[-1] for line in lines] == [CODE, OTHER]


def test_that_ctrl_f_goes_to_the_filter_and_enter_back_to_the_rows(page, look, written):
    look(written("企业名录.csv", FIRMS))
    page.go_to(importing.PREVIEW)
    look()
    page.activateWindow()
    assert page.seek()
    page.show_rows.field.setText("乙")
    assert page.show_rows.table.model().rowCount() == 1
    page.show_rows.table.clearFocus()
    QTest.keyClick(page.show_rows.field, Key.Key_Return)
    assert page.focusWidget() is page.show_rows.table


def test_that_what_a_cell_was_and_will_be_has_room(page, look, written, desk):
    phone = "0574-80000000"
    add_record(desk.ws, "firm", {"name": "宁波甲有限公司", "uscc": CODE, "phone": phone})
    look(
        written(
            "企业名录.csv", f"企业名称,统一社会信用代码,电话\n宁波甲有限公司,{CODE},0574-70000000\n"
        )
    )
    page.go_to(importing.PREVIEW)
    look()
    table = page.show_rows.table
    text = table.model().index(0, 5).data()
    assert text == f"{phone} → 0574-70000000"
    assert table.columnWidth(5) >= table.fontMetrics().horizontalAdvance(text) + 16


def test_that_the_rows_of_all_sheets_are_summed_beside_those_of_one(page, look, written):
    one = FIRMS.partition("宁波乙")[0]
    look(written("甲企业名录.csv", FIRMS), written("乙企业名录.csv", one))
    page.go_to(importing.PREVIEW)
    look()
    assert "读到 2 行" in page.show_rows.sum.text()
    assert "全部 2 张工作表：读到 3 行 = 收下 3" in page.show_rows.sum.text()


def test_that_one_key_says_that_a_proposal_is_right(page, look, written):
    look(
        written("自编.csv", f"企业全名,统一社会信用代码,经营状况\n宁波甲有限公司,{CODE},正常营业\n")
    )
    for index in (0, 2):
        assert page.match.column_model.index(index, 2).data(CELL).sign is not Sign.CLEAN
        page.match.columns.choose(index)
        QTest.keyClick(page.match.columns, Key.Key_Return)
        QTest.keyClick(page.focusWidget(), Key.Key_Space)
        look()
    columns = page.preview.sheets[0].mapping.columns
    assert [column.reason for column in columns] == ["chosen", "label", "chosen"]
    assert [column.field for column in columns] == ["name", "uscc", "op_status"]
    assert not page.preview.sheets[0].remarks(0)


def test_that_a_field_whose_record_has_no_key_here_is_not_proposed_again(page, look, written):
    look(
        written("自编2024年.csv", f"企业名称,统一社会信用代码,本年投入\n宁波甲有限公司,{CODE},5\n")
    )
    page.match.columns.choose(2)
    page.columns.sought.setText("研发费用")
    listed = page.columns.fields
    offered = [listed.item(n).text() for n in range(listed.count())]
    assert offered[0].startswith("企业分期")
    assert [one.partition("：")[0] for one in offered[-2:]] == ["科小入库", "孵化器"]


def test_that_other_files_begin_with_their_columns(page, look, written):
    look(written("企业名录.csv", FIRMS))
    page.match.parts.choose("questions")
    page.begin_again()
    look(written("另一名录.csv", FIRMS))
    assert page.match.parts.current == "columns"


def test_that_a_recipe_that_is_taken_before_the_files_is_used_for_them(page, look, written):
    subject = subjects(["甲栏"])
    page.use_recipe([Decision("", "column", subject[0], "firm.contact")])
    look(written("企业名录.csv", f"企业名称,统一社会信用代码,甲栏\n宁波甲有限公司,{CODE},张三\n"))
    column = page.preview.sheets[0].mapping.columns[2]
    assert (column.form, column.field, column.reason) == ("firm", "contact", "remembered")


def test_that_a_row_that_is_contradicted_says_by_which_rows(page, look, written):
    head = "企业名称,统一社会信用代码,研发费用(万元)\n"
    look(
        written("甲2024年.csv", f"{head}宁波甲有限公司,{CODE},5\n宁波乙有限公司,{OTHER},7\n"),
        written("乙2024年.csv", f"{head}宁波甲有限公司,{CODE},6\n"),
        written("丙2023年.csv", f"{head}宁波甲有限公司,{CODE},4\n"),
    )
    page.go_to(importing.PREVIEW)
    look()
    lines = page.show_rows.lines
    said = {entry.number: lines.said_again(entry) for entry in lines.all}
    assert said == {2: "同一条记录也在：乙2024年.csv › 乙2024年 第 2 行", 3: ""}
    page._on_row(lines, lines.all[0])
    look()
    texts = [label.text() for label in page.rows.findChildren(QLabel)]
    assert said[2] in texts


def test_that_a_column_that_adds_to_another_one_is_none_that_is_left(page, look, written):
    look(written("专利.csv", "专利名称,申请号,专利号,专利权人\n一种阀门,,ZL201710601862.3,张三\n"))
    assert page.match.about.text() == "4 列，已配 4，待定 0，不导入 0"
    assert cells(page.match.columns, 2)[:3] == ["C　专利号", "ZL201710601862.3", "补充另一列"]


def test_that_the_column_of_reasons_is_called_what_it_is(page, look, written):
    head = "问题原因（双倍增报送）,企业名称,统一社会信用代码\n"
    look(written("问题行.csv", f"{head}存疑：与原件核对,宁波甲有限公司,{CODE}\n"))
    heading, first, taken, _unit, why, _sure = cells(page.match.columns, 0)
    assert (heading, first) == ("A　问题原因（双倍增报送）", "存疑：与原件核对")
    assert (taken, why) == ("不导入", "导出问题行时加的一列，不读")


def test_that_a_sum_that_differs_names_its_column(page, look, written):
    head = "企业名称,统一社会信用代码,2023年研发费用(万元)\n"
    rows = f"宁波甲有限公司,{CODE},5\n宁波乙有限公司,{OTHER},6\n合计,,12\n"
    look(written("研发.csv", f"{head}{rows}"))
    page.go_to(importing.PREVIEW)
    look()
    lines = page.show_rows.lines
    said = [lines.reasons(entry) for entry in lines.all if entry.place < 0]
    assert said == [["合计行", "2023年研发费用(万元)：表上“12”，相加是 11"]]


def cells(table, place):
    """Return the texts of a row of a list."""
    model = table.model()
    return [model.index(place, n).data(CELL).text for n in range(model.columnCount())]
