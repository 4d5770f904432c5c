"""The frozen names stand beside the figures of their own rows, whenever Qt lays the views out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop_app.ui import theme
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.view import EntryGrid

ROWS = 200


@pytest.fixture
def grid(qtbot, fake_source):
    """A grid whose rows arrive, and whose last row is asked for, before it was ever shown."""
    stack = QStackedWidget()
    grid = EntryGrid(GridModel(fake_source(ROWS)))
    stack.addWidget(QWidget())
    stack.addWidget(grid)
    qtbot.addWidget(stack)
    stack.resize(700, 500)
    stack.show()
    grid.grid_model.load()
    grid.stack = stack
    return grid


def misplaced(grid: EntryGrid) -> list[int]:
    """Return the rows whose name does not stand at the height of their figures."""
    QApplication.processEvents()
    shown = range(grid.rowAt(0), ROWS if (last := grid.rowAt(400)) < 0 else last)
    assert len(shown) > 5
    top = grid.viewport().mapTo(grid, QPoint(0, 0)).y()
    names = grid.frozen.viewport().mapTo(grid, QPoint(0, 0)).y()
    return [
        row
        for row in shown
        if top + grid.rowViewportPosition(row) != names + grid.frozen.rowViewportPosition(row)
    ]


@pytest.mark.parametrize("row", [60, ROWS - 1])
def test_that_a_row_gone_to_as_soon_as_rows_arrive_is_shown_with_its_own_name(
    qtbot, fake_source, row
):
    grid = EntryGrid(GridModel(fake_source(ROWS)))
    qtbot.addWidget(grid)
    grid.resize(700, 500)
    grid.show()
    QApplication.processEvents()
    grid.grid_model.load()
    assert grid.go_to(f"u{row}", "staff")
    assert misplaced(grid) == []
    assert 0 <= grid.rowViewportPosition(row) < grid.viewport().height()


@pytest.mark.parametrize("row", [0, 60, ROWS - 1])
def test_that_a_row_gone_to_before_the_first_layout_has_its_own_name(grid, row):
    grid.stack.setCurrentWidget(grid)
    grid.setCurrentIndex(grid.grid_model.index(row, 4))
    assert misplaced(grid) == []


def test_that_names_follow_at_the_end_of_the_rows_and_after_a_resize(grid):
    grid.stack.setCurrentWidget(grid)
    QApplication.processEvents()
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert misplaced(grid) == []
    grid.stack.resize(500, 460)
    assert misplaced(grid) == []
    bar.setValue(bar.maximum())
    grid.stack.resize(1400, 500)
    assert misplaced(grid) == []


def test_that_names_follow_when_rows_are_read_again(grid):
    grid.stack.setCurrentWidget(grid)
    grid.setCurrentIndex(grid.grid_model.index(ROWS - 1, 4))
    QApplication.processEvents()
    grid.grid_model.load()
    assert misplaced(grid) == []


def test_that_names_and_figures_keep_one_list_of_rows(grid):
    assert grid.frozen.verticalHeader() is grid.verticalHeader()


def test_that_names_keep_up_with_the_density(grid):
    for density in ("loose", "standard"):
        theme.look().set_density(density)
        assert grid.frozen.rowHeight(5) == grid.rowHeight(5) == theme.row_height()
        assert not misplaced(grid)


def test_that_scrolling_the_names_scrolls_the_figures(grid):
    grid.stack.setCurrentWidget(grid)
    QApplication.processEvents()
    grid.frozen.verticalScrollBar().setValue(333)
    assert grid.verticalScrollBar().value() == 333
    assert misplaced(grid) == []
