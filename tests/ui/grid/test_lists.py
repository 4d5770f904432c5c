"""Lists and static tables: rows are chosen, filtered, sorted, opened and copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid import clipboard
from desktop_app.ui.grid.cells import CELL, Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable, RowsModel
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.source import Query

Key = Qt.Key
HEADINGS = (
    Heading("企业", stretch=True, sort="name"),
    Heading("研发人员", right=True, sort="staff"),
)


def _cells(row):
    return (Cell(row.name, sign=row.sign), Cell(str(row.values[0]), right=True))


@pytest.fixture
def firms(qtbot, fake_source):
    rows = GridModel(fake_source(400))
    model = RowsModel(rows, HEADINGS, _cells)
    table = ListTable(model, HEADINGS, "企业")
    qtbot.addWidget(table)
    rows.load()
    table.resize(600, 400)
    table.show()
    qtbot.waitExposed(table)
    return table


@pytest.fixture
def history(qtbot):
    headings = (Heading("时间", width=120), Heading("内容", stretch=True))
    model = LinesModel(headings)
    model.set_lines(
        [
            Line((Cell("12-14 10:12"), Cell("宁波思创新材料")), key=418),
            Line((Cell("12-14 09:58"), Cell("研发台账11月.xlsx")), key=417),
        ]
    )
    table = ListTable(model, headings, "历史")
    qtbot.addWidget(table)
    return table


def test_that_list_models_keep_qts_contract(qtmodeltester, firms):
    qtmodeltester.check(firms.model())


def test_that_static_models_keep_qts_contract(qtmodeltester, history):
    qtmodeltester.check(history.model())


def test_that_a_row_is_opened_with_enter_and_told_as_it_is_chosen(firms, qtbot):
    with qtbot.waitSignal(firms.row_changed) as told:
        firms.choose(3)
    assert told.args == [3]
    with qtbot.waitSignal(firms.row_opened) as opened:
        QTest.keyClick(firms, Key.Key_Return)
    assert opened.args == [3]


def test_that_the_chosen_record_stays_chosen_when_the_list_is_filtered(firms):
    firms.choose(7)
    name = firms.model().row(7).name
    firms.model().rows.load(Query("海丰"))
    assert firms.model().row(firms.current_place()).name == name


def test_that_headings_sort_up_down_and_back(firms):
    rows = firms.model().rows
    firms._sort(1)
    assert (rows.query.sort, rows.query.descending) == ("staff", False)
    firms._sort(1)
    assert (rows.query.sort, rows.query.descending) == ("staff", True)
    firms._sort(1)
    assert rows.query.sort == ""


def test_that_a_list_shows_shapes_and_speaks_columns(firms):
    model = firms.model()
    assert model.index(1, 0).data(CELL).sign is Sign.MUST
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "研发人员，37"


def test_that_the_stretching_column_takes_the_room_that_is_left(firms):
    assert sum(firms.columnWidth(c) for c in range(2)) == firms.viewport().width()


def test_that_a_column_narrower_than_its_header_allows_makes_nothing_to_scroll(qtbot):
    headings = (Heading("报表", stretch=True), Heading("", width=4))
    table = ListTable(LinesModel(headings), headings, "其他报表")
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    qtbot.waitExposed(table)
    assert table.columnWidth(1) > 4
    assert table.horizontalScrollBar().maximum() == 0


def test_that_all_rows_are_copied_with_headings(firms):
    assert firms.copy(everything=True) == 400
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "企业\t研发人员"
    assert len(lines) == 401


def test_that_a_static_table_filters_over_all_cells_and_finds_by_key(history):
    model = history.model()
    model.filter("台账")
    assert [model.line(i).key for i in range(model.rowCount())] == [417]
    model.filter("")
    assert history.choose_key(418)
    assert not history.choose_key(1)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("一\n", [["一"]]),
        ('"两行\n文字"\t5\n6\t7', [["两行 文字", "5"], ["6", "7"]]),
        ('"引""号"""\t1', [['引"号"', "1"]]),
        ('3"\t4', [['3"', "4"]]),
        ("\t\n1\t", [["", ""], ["1", ""]]),
    ],
)
def test_that_a_block_is_read_as_excel_and_wps_write_it(text, cells):
    assert clipboard.read_block(text) == cells


@pytest.mark.parametrize(
    ("shown", "plain"),
    [("15,480", "15480"), ("−420", "-420"), ("+71.5", "+71.5"), ("甲, 乙", "甲, 乙"), ("—", "—")],
)
def test_that_figures_are_copied_plain(shown, plain):
    assert clipboard.friendly(shown) == plain


def test_that_codes_stay_text_in_excel():
    table = clipboard.as_html([["91330203MA2TE5T1XB", "330203195612625", "007", "12"]])
    assert table.count("mso-number-format") == 2
    assert "&lt;b&gt;" in clipboard.as_html([["<b>"]])
