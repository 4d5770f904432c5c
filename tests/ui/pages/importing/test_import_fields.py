"""The fields beside the columns of an import: found by a part of their names, or by initials."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from desktop_app import catalogue as catalogues
from desktop_app.importing.model import Choice, Column, SheetMapping
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview
from desktop_app.ui import theme
from desktop_app.ui.pages.importing.column import ColumnPanel
from desktop_app.ui.pages.importing.rows import SheetLines


@pytest.fixture
def decided():
    return []


@pytest.fixture
def panel(qtbot, decided):
    catalogue = catalogues.load()
    made = ColumnPanel(catalogue, lambda column, choice: decided.append((column.index, choice)))
    qtbot.addWidget(made)
    column = Column(2, "本年投入")
    mapping = SheetMapping("firm", ("firm",), (Column(0, "名称", "firm", "name"), column))
    sheet = SheetPreview("表.csv", "表", False, mapping)
    lines = SheetLines(sheet, ImportPreview([], None, {}), catalogue)
    made.show_column(column, lines, [])
    return made


def offered(panel):
    return [panel.fields.item(n).text() for n in range(panel.fields.count())]


@pytest.mark.parametrize("wanted", ["开发费用合计", "研发费", "yjkffyhj", "L07"])
def test_that_a_field_of_any_form_is_found_as_one_types(panel, wanted):
    assert "统一社会信用代码" in offered(panel)
    panel.sought.setText(wanted)
    assert "研发投入：研究开发费用合计" in offered(panel)
    assert "企业：统一社会信用代码" not in offered(panel)
    panel.sought.clear()
    assert "统一社会信用代码" in offered(panel)


def test_that_fields_of_the_sheets_own_form_come_first(panel):
    panel.sought.setText("代码")
    assert offered(panel)[0].startswith("企业：")


def test_that_a_field_that_was_found_is_chosen_with_its_form(panel, decided):
    panel.sought.setText("YJKFFYHJ")
    panel.sought.returnPressed.emit()
    panel.fields.itemActivated.emit(panel.fields.currentItem())
    assert decided == [(2, Choice("rd_activity", "rd_total"))]


def test_that_what_no_field_is_called_finds_none(panel):
    panel.sought.setText("没有这样的字段")
    assert offered(panel) == []


def test_that_the_field_at_hand_is_seen(panel):
    panel.resize(320, 640)
    panel.sought.setText("研发费")
    panel.fields.enter()
    shown = panel.fields.grab().toImage()
    place = panel.fields.visualItemRect(panel.fields.item(0)).topRight()
    other = panel.fields.visualItemRect(panel.fields.item(1)).topRight()
    inside = QPoint(-6, 6)
    assert shown.pixelColor(place + inside) == theme.colour("accent_soft")
    assert shown.pixelColor(other + inside) == theme.colour("surface")
