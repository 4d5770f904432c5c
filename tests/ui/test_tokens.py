"""Colours, type and row heights are what the look says."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.ui import icons, theme
from desktop_app.ui.tokens import MODES, contrast, themes_folder, tokens

STATED = [(c.text, c.ground, mode, c.ratios[mode]) for c in tokens().contrasts for mode in MODES]


@pytest.mark.parametrize(("text", "ground", "mode", "ratio"), STATED)
def test_that_each_stated_contrast_is_the_computed_one(text, ground, mode, ratio):
    colours = tokens().colours[mode]
    assert contrast(colours[text], colours[ground]) == pytest.approx(ratio, abs=0.06)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tone", ["accent", "red", "amber", "green", "violet", "slate"])
def test_that_a_colour_on_its_own_soft_ground_can_be_read(mode, tone):
    colours = tokens().colours[mode]
    assert contrast(colours[tone], colours[f"{tone}_soft"]) >= 5.4


@pytest.mark.parametrize("mode", MODES)
def test_that_every_text_can_be_read_on_every_ground_that_it_stands_on(mode):
    colours = tokens().colours[mode]
    for text in ("text", "text2", "text3"):
        for ground in ("surface", "header", "sunken", "bg"):
            assert contrast(colours[text], colours[ground]) >= 4.8, (text, ground)
    for link in ("on_inverse", "inverse_link"):
        assert contrast(colours[link], colours["inverse"]) >= 4.8


@pytest.mark.parametrize("mode", MODES)
def test_that_no_two_series_of_a_chart_are_equally_light(mode):
    series = tokens().series[mode]
    surface = tokens().colours[mode]["surface"]
    lightness = [_lightness(colour) for colour in series]
    assert all(contrast(colour, surface) >= 3.35 for colour in series)
    assert all(abs(a - b) >= 7.9 for a, b in combinations(lightness, 2))


def _lightness(colour: str) -> float:
    luminance = contrast(colour, "#000000") * 0.05 - 0.05
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def test_that_both_modes_have_the_same_tokens():
    light, dark = (tokens().colours[mode] for mode in MODES)
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("mode", MODES)
def test_that_the_style_sheet_is_filled_and_uses_no_colour_of_its_own(mode):
    raw = (themes_folder() / "window.qss").read_text("utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}", raw)
    assert "@" not in theme.style_sheet(mode)


@pytest.mark.parametrize("mode", MODES)
def test_that_the_drawings_of_the_sheet_have_the_colours_of_the_tokens(mode):
    colours = tokens().colours[mode]
    for name, token in (("tick", "on_accent"), ("arrow", "text2")):
        drawing = (themes_folder() / f"{name}-{mode}.svg").read_text("utf-8")
        assert colours[token] in drawing


def test_that_all_digits_have_one_width():
    for kind in tokens().type_sizes:
        for bold in (False, True):
            metrics = QFontMetrics(theme.font(kind, bold=bold))
            widths = {metrics.horizontalAdvance(digit) for digit in "0123456789"}
            assert len(widths) == 1


def test_that_rows_are_24_28_and_32_pixels_high():
    heights = [theme.row_height(density) for density in ("compact", "standard", "loose")]
    assert heights == sorted(heights)
    assert all(height % 4 == 0 for height in heights)
    if QFontMetrics(theme.font()).height() == 19:
        assert heights == [24, 28, 32]


def test_that_another_mode_changes_palette_and_sheet_at_once(qtbot):
    button = QPushButton("全审")
    qtbot.addWidget(button)
    with qtbot.waitSignal(theme.look().changed):
        theme.look().set_mode("dark")
    window = QApplication.palette().color(QPalette.ColorRole.Window).name().upper()
    assert window == tokens().colours["dark"]["surface"]
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert tokens().colours["dark"]["accent"] in app.styleSheet()


def test_that_an_icon_has_the_colour_of_its_role_in_each_mode():
    for mode in MODES:
        theme.look().set_mode(mode)
        image = icons.icon("send", 16, role="text2").pixmap(16, 16).toImage()
        seen = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert theme.colour("text2").name() in seen


def test_that_every_icon_file_is_an_outline_drawing():
    folder = themes_folder().parent / "icons"
    assert (folder / "LICENSE").is_file()
    for path in folder.glob("*.svg"):
        if path.name != "app.svg":
            assert 'stroke="currentColor"' in path.read_text("utf-8"), path.name
