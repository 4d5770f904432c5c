"""Charts say the same as their table, and draw with the colours of the mode."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6 import QtWidgets
from PySide6.QtWidgets import QApplication, QGraphicsView

from desktop_app.ui import theme
from desktop_app.ui.charts import Bar, BarChart, ChartCard, ChartLegend
from desktop_app.ui.plots import _Figure, ticks
from desktop_app.ui.plotting import pg

YEARS = ("2021 年", "2022 年", "2023 年", "2024 年", "2025 年")
DONE = (71, 152, 239, 306, None)
TARGETS = (66, 140, 222, 313, 412)
BARS = [Bar(y, d, t) for y, d, t in zip(YEARS, DONE, TARGETS, strict=True)]
CHART = BarChart("高企培育（附件 1，累计，家）", BARS, sentence="应到 313，现 306，差 7。")


@pytest.fixture
def card(qtbot):
    card = ChartCard(CHART)
    qtbot.addWidget(card)
    card.resize(460, 400)
    card.show()
    qtbot.waitExposed(card)
    qtbot.waitUntil(lambda: card._plot is not None)
    return card


def _colours(card) -> set[str]:
    QApplication.processEvents()
    image = card.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_that_bars_and_pace_are_drawn_and_follow_the_mode(card):
    assert {theme.colour("accent").name(), theme.colour("text").name()} <= _colours(card)
    theme.look().set_mode("dark")
    seen = _colours(card)
    assert {theme.colour("accent").name(), theme.colour("surface").name()} <= seen


def test_that_the_table_says_what_the_picture_shows(card):
    card._toggle()
    assert card._stack.currentWidget() is card.table
    model = card.table.model()
    rows = [[model.index(r, c).data() for c in range(4)] for r in range(model.rowCount())]
    assert rows[3] == ["2024 年", "306", "313", "−7"]
    assert rows[4] == ["2025 年", "", "412", ""]
    card._toggle()
    assert card._stack.currentWidget() is card._plot


def test_that_the_picture_is_spoken_as_a_sentence(card):
    assert card.accessibleName() == "高企培育（附件 1，累计，家）。应到 313，现 306，差 7。"


def test_that_an_open_table_follows_the_figures(card):
    card._toggle()
    card.show_chart(BarChart("x", [Bar("2024 年", 5, 3)]))
    model = card.table.model()
    assert [model.index(0, c).data() for c in range(4)] == ["2024 年", "5", "3", "+2"]


def test_that_a_long_figure_fits_into_its_bar(qtbot):
    card = ChartCard(BarChart("x", [Bar(y, 1000 * n, 5000) for n, y in enumerate(YEARS, 1)]))
    qtbot.addWidget(card)
    card.resize(380, 400)
    card.show()
    qtbot.waitUntil(lambda: card._plot is not None)
    items = card._plot.findChild(QGraphicsView).scene().items()
    figures = {one.text(): one.boundingRect().width() for one in items if isinstance(one, _Figure)}
    bars = next(one for one in items if isinstance(one, pg.BarGraphItem))
    box = bars.getViewBox()
    qtbot.waitUntil(lambda: box.viewPixelSize()[0] > 0)
    assert figures["4,000"] <= bars.opts["width"] / box.viewPixelSize()[0]


@pytest.mark.parametrize("bars", [[], [Bar("2024 年", None, None)], [Bar("2024 年", 0, None)]])
def test_that_a_chart_with_nothing_in_it_is_drawn_too(card, bars):
    card.show_chart(BarChart("x", bars))
    assert theme.colour("surface").name() in _colours(card)


def test_that_the_plotting_library_takes_only_the_classes_of_qt_that_it_uses(card):
    copied = pg.QtWidgets
    assert {"QGraphicsView", "QWidget"} <= vars(copied).keys()
    assert not {"QWizard", "QCalendarWidget", "QColumnView"} & vars(copied).keys()
    assert copied.QLCDNumber is QtWidgets.QLCDNumber
    with pytest.raises(AttributeError):
        _none = copied.QNothing


LEFT_OUT = """
import sys
from desktop_app.ui.plotting import pg
assert "pyqtgraph.widgets.ColorButton" not in sys.modules
assert "numpy.random.mtrand" not in sys.modules
from PySide6.QtWidgets import QPushButton
from pyqtgraph.widgets.ColorButton import ColorButton
assert issubclass(ColorButton, QPushButton)
import numpy
assert numpy.random.default_rng(1).integers(1, 2) == 1
"""


def test_that_parts_of_libraries_that_were_left_out_can_be_had_later():
    subprocess.run([sys.executable, "-c", LEFT_OUT], check=True)


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (412, [0, 100, 200, 300, 400]),
        (1050, [0, 250, 500, 750, 1000]),
        (3, [0, 1, 2, 3]),
        (0.5, [0]),
        (50, [0, 10, 20, 30, 40, 50]),
    ],
)
def test_that_an_axis_has_few_round_steps(highest, steps):
    assert ticks(highest) == steps


def test_that_a_narrow_legend_says_all_in_further_lines(qtbot):
    legend = ChartLegend()
    qtbot.addWidget(legend)
    legend.resize(900, legend.height())
    legend.show()
    line = legend.height()
    legend.resize(180, line)
    assert legend.height() == 3 * line
    assert all(box.right() <= 180 for _kind, _words, box in legend._boxes())
