"""No Chinese is left in the English window but what is the office's own."""

from __future__ import annotations

import re
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

from desktop_app.catalogue import load
from desktop_app.i18n import set_language
from desktop_app.paths import resources
from desktop_app.ui import theme
from desktop_app.ui.app import Program
from desktop_app.ui.help_dialog import HelpDialog
from desktop_app.ui.navigation import Navigation
from desktop_app.ui.page_table import entries
from desktop_app.ui.pages.history.rows import headings
from desktop_app.ui.pages.overview.figure_dialog import FigureDialog, SumsDialog
from desktop_app.ui.pages.places import page_of
from desktop_app.work.checks import check
from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
TEXTS = ("text", "title", "toolTip", "placeholderText", "accessibleName", "accessibleDescription")
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
OFFICIAL = (
    "中文",  # the language's own name
    "海曙区_2024_第1版.xlsx",  # the file that goes to the city
    "液压动力机械及元件制造",  # GB/T 4754, which has no English edition
)
FIRM = {
    "name": "Yongneng Ltd",
    "uscc": "91330203MA2TE5T1XB",
    "legal_rep": "Shen",
    "found_date": "2015-03-02",
    "gbt2260": "330203",
    "address": "Road 1",
    "industry_code": "3444",
    "main_business": "valves",
    "reg_type": "173",
    "op_status": "1",
    "above_scale": "Yes",
}
FIGURES = {"rd_staff": "46", "bachelor_staff": "52", "rd_total": "15480", "outsourced": "7"}


def fill(ws):
    firm, _edited = add_record(ws, "firm", FIRM)
    for year in ("2023", "2024"):
        add_record(ws, "rd_activity", FIGURES, parent=firm, period=year)
        add_record(ws, "firm_period", {"revenue": "30000"}, parent=firm, period=year)
    add_record(ws, "hte_cert", {"issue_date": "2023-12-01"}, parent=firm)
    for code, period in (("label", ""), ("rd_project", "2024"), ("super_deduction", "2024")):
        add_record(ws, code, {}, parent=firm, period=period)
    patent, _edited = add_record(ws, "patent", {"title": "A valve", "ptype": "1"}, parent=firm)
    add_record(ws, "patent_owner", {"name": "Somebody"}, parent=patent)
    carrier, _edited = add_record(ws, "carrier", {"kind": "1", "name": "Incubator one"})
    incubator = {"tenants": "30", "tenants_hte": "40"}
    add_record(ws, "incubator", incubator, parent=carrier, period="2024")
    add_record(ws, "unit_total", {"indicator": "A1", "value": "1"}, period="2024")
    check(ws, "2024")


@pytest.fixture
def window(tmp_path, qtbot):
    set_language("en")
    ws = init_workspace(tmp_path / "ws", role="district", unit="330203", person="Wang Min")
    fill(ws)
    ws.keep(period="2024", language="en")
    ws.close()
    program = Program(tmp_path / "ws")
    program.shell.resize(1440, 900)
    program.shell.show()
    qtbot.waitUntil(lambda: program.shell.desk.workspace is not None)
    yield program.shell
    program.shell.close()
    set_language("zh")


def settle(shell, seconds=0.2):
    quiet = time.monotonic()
    while time.monotonic() - quiet < seconds:
        QApplication.processEvents()
        if shell.desk.operations.busy:
            quiet = time.monotonic()


def said_by(widget):
    for name in TEXTS:
        give = getattr(widget, name, None)
        said = give() if callable(give) else None
        if isinstance(said, str):
            yield said
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from said_by_rows(widget.model())


def said_by_rows(model):
    across = Qt.Orientation.Horizontal
    for column in range(model.columnCount()):
        yield model.headerData(column, across, Qt.ItemDataRole.DisplayRole)
        for row in range(min(model.rowCount(), 20)):
            yield from (model.index(row, column).data(role) for role in ROLES)


def chinese_in(root, pledged):
    found = set()
    for widget in [root, *root.findChildren(QWidget)]:
        for said in said_by(widget):
            rest = said if isinstance(said, str) else ""
            for own in (pledged, *OFFICIAL):
                rest = rest.replace(own, "")
            if CHINESE.search(rest):
                found.add(rest)
    return found


@pytest.mark.parametrize("role", ["district", "city"])
def test_that_no_page_is_cut_in_the_narrow_navigation(qtbot, role):
    set_language("en")
    navigation = Navigation(entries(role))
    qtbot.addWidget(navigation)
    navigation.set_narrow(narrow=True)
    navigation.show()
    metrics = QFontMetrics(theme.font(bold=True))
    for item in navigation.items.values():
        assert metrics.horizontalAdvance(item.text()) <= item.room(), item.text()
    set_language("zh")


def test_that_no_heading_of_the_journal_is_cut(qtbot):
    set_language("en")
    metrics = QFontMetrics(theme.font(bold=True))
    for heading in headings():
        assert metrics.horizontalAdvance(heading.text) < heading.width, heading.text
    set_language("zh")


def test_that_no_page_form_or_dialog_has_chinese_left(window):
    pledged = (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip()
    left = set()
    for entry in entries():
        window.go(entry.key)
        settle(window)
    for form in load().reported:
        window.go(page_of(form.code), {"form": form.code})
        settle(window, 0.05)
    for key in ("firms", "rd", "patents"):
        page = window.page(key)
        window.go(key)
        page.views.choose("record")
        for child in page.children_forms:
            page.record.parts.choose(child.code)
        settle(window)
    left |= chinese_in(window, pledged)
    overview = window.page("overview")
    dialogs = [HelpDialog(window), SumsDialog(overview, window.desk)]
    figures = [card.figure for card in overview._shown.cards]
    dialogs += [FigureDialog(overview, window.desk, figure) for figure in figures]
    for dialog in dialogs:
        dialog.open()
        settle(window)
        left |= chinese_in(dialog, pledged)
        dialog.close()
    assert not left
