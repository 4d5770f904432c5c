"""The entry grid types, moves, copies, pastes and saves as Excel does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionViewItem

from desktop_app.ui import theme
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import CELL
from desktop_app.ui.grid.editor import CellEditor
from desktop_app.ui.grid.model import BLOCK_ROWS, BLOCKS_KEPT, GridModel, percent_change
from desktop_app.ui.grid.source import Query
from desktop_app.ui.grid.view import EntryGrid

STAFF, DEGREE, TOTAL, BEFORE, CHANGE, LABOUR, DIRECT, OUTSIDE, NOTE = range(2, 11)
Key = Qt.Key


@pytest.fixture
def source(fake_source):
    return fake_source(40)


@pytest.fixture
def grid(qtbot, source):
    model = GridModel(source)
    model.load()
    grid = EntryGrid(model)
    qtbot.addWidget(grid)
    grid.resize(944, 700)
    grid.show()
    qtbot.waitExposed(grid)
    grid.activateWindow()
    grid.setFocus()
    return grid


def at(grid: EntryGrid, row: int, column: int) -> None:
    grid.setCurrentIndex(grid.grid_model.index(row, column))


def press(grid: EntryGrid, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(editor_of(grid) or grid, key, modifier)


def editor_of(grid: EntryGrid) -> QLineEdit | None:
    found = [e for e in grid.viewport().findChildren(QLineEdit) if e.isVisible()]
    return found[0] if found else None


def select(grid: EntryGrid, top: int, left: int, bottom: int, right: int) -> None:
    model = grid.grid_model
    at(grid, top, left)
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def place_of(grid: EntryGrid) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def test_that_the_model_keeps_qts_contract(qtmodeltester, source):
    model = GridModel(source)
    model.load()
    qtmodeltester.check(model)


def test_that_typing_replaces_the_figure_and_enter_saves_it_and_goes_down(grid, source):
    at(grid, 2, LABOUR)
    QTest.keyClicks(grid, "1")
    QTest.keyClicks(editor_of(grid), "250")
    press(grid, Key.Key_Return)
    assert [(t.uid, t.field, t.text) for t in source.typed] == [("u2", "labour", "1250")]
    assert grid.grid_model.index(2, LABOUR).data() == "1,250"
    assert place_of(grid) == (3, LABOUR)


def test_that_arrows_save_while_typing_and_move_in_the_text_after_f2(grid, source):
    at(grid, 2, LABOUR)
    QTest.keyClicks(grid, "7")
    press(grid, Key.Key_Right)
    assert place_of(grid) == (2, DIRECT)
    press(grid, Key.Key_F2)
    press(grid, Key.Key_Left)
    assert editor_of(grid) is not None
    assert place_of(grid) == (2, DIRECT)
    assert len(source.typed) == 1


def test_that_typing_after_f2_goes_on_at_the_end(grid, source):
    at(grid, 2, LABOUR)
    before = grid.grid_model.edit_text(grid.grid_model.row(2), grid.grid_model.columns[LABOUR])
    press(grid, Key.Key_F2)
    QTest.keyClicks(editor_of(grid), "5")
    press(grid, Key.Key_Return)
    assert [t.text for t in source.typed] == [f"{before}5"]


def test_that_tab_goes_to_the_next_cell_that_can_be_typed_over_computed_and_locked_ones(grid):
    at(grid, 2, DEGREE)
    press(grid, Key.Key_Tab)
    assert place_of(grid) == (2, LABOUR)
    at(grid, 9, NOTE)
    press(grid, Key.Key_Tab)
    assert place_of(grid) == (11, STAFF)
    press(grid, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert place_of(grid) == (9, NOTE)


def test_that_escape_leaves_the_figure_as_it_was(grid, source):
    at(grid, 2, LABOUR)
    before = grid.grid_model.index(2, LABOUR).data()
    QTest.keyClicks(grid, "9")
    press(grid, Key.Key_Escape)
    assert source.typed == []
    assert grid.grid_model.index(2, LABOUR).data() == before


def test_that_computed_and_locked_cells_open_no_editor(grid):
    for row, column in ((2, TOTAL), (2, CHANGE), (10, LABOUR), (2, 1)):
        at(grid, row, column)
        QTest.keyClicks(grid, "5")
        assert editor_of(grid) is None


def test_that_a_cell_is_marked_until_it_is_saved(grid, source, qtbot):
    source.wait = True
    model = grid.grid_model
    with qtbot.waitSignal(model.pending_changed) as told:
        model.setData(model.index(2, LABOUR), "88")
    assert told.args == [1]
    assert model.index(2, LABOUR).data(CELL).bar
    assert "未保存" in model.index(2, LABOUR).data(Qt.ItemDataRole.AccessibleTextRole)
    source.release()
    assert not model.index(2, LABOUR).data(CELL).bar
    assert model.index(2, LABOUR).data() == "88"


def test_that_text_that_is_no_value_stays_in_its_cell_with_the_reason(grid):
    model = grid.grid_model
    model.setData(model.index(2, LABOUR), "约三百")
    cell = model.index(2, LABOUR).data(CELL)
    assert (cell.text, cell.sign, cell.ground) == ("约三百", Sign.MUST, "red_soft")
    assert "不是数" in model.index(2, LABOUR).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(2, LABOUR).data(Qt.ItemDataRole.EditRole) == "约三百"


def test_that_leaving_the_grid_saves_what_was_typed(grid, source, qtbot):
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    at(grid, 2, LABOUR)
    QTest.keyClicks(grid, "4")
    other.activateWindow()
    other.setFocus()
    QApplication.processEvents()
    assert [t.text for t in source.typed] == ["4"]


@pytest.mark.parametrize("begun", ["nihao", ""])
def test_that_the_first_letter_of_an_input_method_opens_the_editor_and_is_kept(grid, source, begun):
    at(grid, 2, NOTE)
    if begun:
        QApplication.sendEvent(grid, QInputMethodEvent(begun, []))
    commit = QInputMethodEvent("", [])
    commit.setCommitString("你好")
    QApplication.sendEvent(grid, commit)
    QApplication.processEvents()
    editor = editor_of(grid)
    assert editor is not None
    more = QInputMethodEvent("", [])
    more.setCommitString("宁波")
    QApplication.sendEvent(editor, more)
    assert editor.text() == "你好宁波"
    press(grid, Key.Key_Return)
    assert [t.text for t in source.typed] == ["你好宁波"]


def test_that_the_grid_takes_input_methods_where_something_can_be_typed(grid):
    at(grid, 2, NOTE)
    assert grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_that_a_copied_block_is_text_that_excel_takes(grid):
    select(grid, 3, TOTAL, 4, LABOUR)
    press(grid, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    model = grid.grid_model
    assert len(lines) == 2
    first = lines[0].split("\t")
    assert first[0] == model.index(3, TOTAL).data().replace(",", "")
    assert first[2].startswith("+")
    assert "," not in lines[0]
    assert "<td" in QGuiApplication.clipboard().mimeData().html()


def test_that_a_pasted_block_is_one_call_and_passes_over_computed_columns(grid, source):
    QGuiApplication.clipboard().setText("1\t2\t3\r\n4\t5\t6\r\n")
    at(grid, 4, STAFF)
    press(grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(source.pastes) == 1
    fields = [(t.uid, t.field, t.text) for t in source.pastes[0]]
    assert fields[:3] == [("u4", "staff", "1"), ("u4", "degree", "2"), ("u4", "labour", "3")]
    assert grid.grid_model.index(5, LABOUR).data() == "6"


def test_that_a_block_copied_from_the_grid_comes_back_to_the_same_columns(grid, source):
    select(grid, 2, DEGREE, 2, LABOUR)
    press(grid, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    at(grid, 6, DEGREE)
    press(grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert {t.field for t in source.pastes[0]} == {"degree", "labour"}


def test_that_rows_without_a_record_are_counted_not_lost_silently(grid, qtbot):
    with qtbot.waitSignal(grid.overflowed) as told:
        grid.paste_block(38, STAFF, [["1"], ["2"], ["3"], ["4"]])
    assert told.args == [2]


def test_that_one_copied_cell_fills_the_selection(grid, source):
    QGuiApplication.clipboard().setText("7")
    select(grid, 2, STAFF, 4, DEGREE)
    press(grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(source.pastes[0]) == 6


def test_that_delete_makes_the_selection_blank_as_one_batch(grid, source):
    select(grid, 2, LABOUR, 3, DIRECT)
    press(grid, Key.Key_Delete)
    assert [t.text for t in source.pastes[0]] == [""] * 4
    assert grid.grid_model.index(2, LABOUR).data() == ""


def test_that_the_status_facts_sum_the_selection(grid):
    select(grid, 2, STAFF, 4, STAFF)
    assert grid.selection_facts() == ("已选 3 格", "合计 333", "平均 111", "最大 148")


def test_that_the_current_cell_stays_when_the_list_is_filtered(grid):
    grid.go_to("u7", "direct")
    grid.grid_model.load(Query("海丰"))
    row, field = grid.current()
    assert (row.uid, field) == ("u7", "direct")


def test_that_only_the_blocks_last_looked_at_are_kept(fake_source):
    source = fake_source(BLOCK_ROWS * (BLOCKS_KEPT + 20))
    model = GridModel(source)
    model.load()
    for number in range(BLOCKS_KEPT + 20):
        model.row(number * BLOCK_ROWS)
    assert len(model._blocks) == BLOCKS_KEPT
    assert source.blocks == BLOCKS_KEPT + 20


def test_that_the_current_cell_never_hides_under_the_frozen_columns(grid):
    grid.resize(500, 400)
    QApplication.processEvents()
    at(grid, 2, OUTSIDE)
    at(grid, 2, STAFF)
    left = grid.visualRect(grid.currentIndex()).left()
    assert left >= grid.frozen.width()


def test_that_the_heading_is_one_line_for_copying_and_speech(grid):
    header = [
        grid.grid_model.headerData(c, Qt.Orientation.Horizontal) for c in (STAFF, TOTAL, BEFORE)
    ]
    assert header == ["研发人员合计，人", "研发费用合计，本期，千元", "研发费用合计，上期，千元"]


def test_that_the_spoken_text_names_line_figure_unit_and_finding(grid):
    spoken = grid.grid_model.index(3, TOTAL).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "07 研发费用合计，2,733 千元，核实未说明：比上期增长 71.5%，超过 50%"


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [
        (15480, 9026, "+71.5"),
        (4866, 7340, "−33.7"),
        (0, 0, "—"),
        (5, 0, "—"),
        (None, 5, ""),
        (10, 10, "0.0"),
        (-5, -10, "+50.0"),
    ],
)
def test_that_the_change_is_signed_and_undefined_over_nothing(now, before, shown):
    assert percent_change(now, before) == shown


def test_that_a_figure_without_room_is_never_cut_in_half(grid):
    class Painter(QPainter):
        texts: ClassVar[list[str]] = []

        def drawText(self, *arguments):  # noqa: N802 - the name that is called
            self.texts.append(arguments[-1])

    canvas = QPixmap(200, 40)
    painter = Painter(canvas)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 50, 28)
    grid.itemDelegate().paint(painter, option, grid.grid_model.index(20, LABOUR))
    painter.end()
    assert Painter.texts == ["####"]
    assert "18,220" in grid.grid_model.index(20, LABOUR).data()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_that_the_grid_paints_the_states_of_its_cells(grid, picture, mode):
    theme.look().set_mode(mode)
    at(grid, 3, TOTAL)
    QApplication.processEvents()
    picture(grid, f"grid-{mode}")
    image = grid.grab().toImage()
    for token, column, row in (("red_soft", DEGREE, 1), ("violet_soft", DIRECT, 8)):
        box = grid.visualRect(grid.grid_model.index(row, column))
        y = box.center().y() + grid.horizontalHeader().height()
        seen = {image.pixelColor(x, y).name() for x in range(box.left(), box.right())}
        assert theme.colour(token).name() in seen


MILLION = """
import os, random, sys
sys.path.insert(0, {tests!r})
from PySide6.QtWidgets import QApplication
from desktop_app.ui import theme
from fake_source import FakeSource
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.view import EntryGrid
app = QApplication([])
theme.look().start("light")
def memory():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))
model = GridModel(FakeSource(1_000_000))
model.load()
grid = EntryGrid(model)
grid.resize(1200, 800)
grid.show()
app.processEvents()
bar = grid.verticalScrollBar()
rng = random.Random(1)
for _ in range(80):
    bar.setValue(rng.randrange(bar.maximum()))
    app.processEvents()
print(memory())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_that_a_million_rows_scroll_within_150_megabytes():
    tests = str(Path(__file__).resolve().parents[1])
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", MILLION.format(tests=tests)],
        capture_output=True,
        text=True,
        env=env,
        timeout=240,
        check=True,
    )
    assert float(done.stdout) < 150


def test_that_what_is_being_typed_is_saved_before_the_rows_change_under_it(grid, source):
    at(grid, 2, LABOUR)
    QTest.keyClicks(grid, "6")
    grid.grid_model.load(Query("海丰"))
    assert [(t.uid, t.text) for t in source.typed] == [("u2", "6")]
    assert editor_of(grid) is None


def test_that_a_refused_text_stays_until_it_is_saved_again(grid, source):
    model = grid.grid_model
    source.refuse = True
    model.setData(model.index(2, LABOUR), "77")
    assert model.index(2, LABOUR).data() == "77"
    assert model.index(2, LABOUR).data(CELL).bar
    source.refuse = False
    model.retry()
    assert not model.index(2, LABOUR).data(CELL).bar
    assert model.index(2, LABOUR).data() == "77"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("工业", "工业企业"),
        ("企业", "企业"),
        ("甲", "甲"),
        ("2", "2"),
        ("", ""),
        ("建筑", "建筑企业"),
    ],
)
def test_that_a_text_that_can_only_mean_one_choice_becomes_it(qtbot, typed, meant):
    editor = CellEditor(None, ("工业企业", "建筑企业"))
    qtbot.addWidget(editor)
    editor.setText(typed)
    assert editor.value() == meant


CTRL = Qt.KeyboardModifier.ControlModifier


def test_that_ctrl_d_fills_the_selection_from_its_first_row_as_one_block(grid, source):
    model = grid.grid_model
    first = model.edit_text(model.row(2), model.columns[LABOUR])
    select(grid, 2, LABOUR, 4, DIRECT)
    press(grid, Key.Key_D, CTRL)
    (block,) = source.pastes
    labour = [t for t in block if t.field == "labour"]
    assert [(t.uid, t.text) for t in labour] == [("u3", first), ("u4", first)]
    assert {t.uid for t in block} == {"u3", "u4"}


def test_that_ctrl_d_and_ctrl_r_in_one_cell_take_the_cell_before(grid, source):
    model = grid.grid_model
    above = model.edit_text(model.row(2), model.columns[LABOUR])
    at(grid, 3, LABOUR)
    press(grid, Key.Key_D, CTRL)
    assert [(t.uid, t.text) for t in source.pastes[0]] == [("u3", above)]
    model.setData(model.index(5, LABOUR), "77")
    at(grid, 5, DIRECT)
    press(grid, Key.Key_R, CTRL)
    assert [(t.uid, t.text) for t in source.pastes[1]] == [("u5", "77")]
    at(grid, 5, LABOUR)
    press(grid, Key.Key_R, CTRL)
    assert len(source.pastes) == 2


def test_that_filling_passes_over_what_cannot_be_typed_and_stops_at_the_edge(grid, source):
    select(grid, 2, TOTAL, 4, TOTAL)
    press(grid, Key.Key_D, CTRL)
    at(grid, 0, LABOUR)
    press(grid, Key.Key_D, CTRL)
    assert source.pastes == []


def test_that_home_leads_to_the_first_figure_and_ctrl_home_to_the_first_row(grid):
    at(grid, 5, DIRECT)
    press(grid, Key.Key_Home)
    assert place_of(grid) == (5, STAFF)
    at(grid, 5, DIRECT)
    press(grid, Key.Key_Home, CTRL)
    assert place_of(grid) == (0, STAFF)
