"""Renders a whole window with a made-up grid, to be looked at beside the look's pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QApplication

from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button, primary, secondary
from desktop_app.ui.components.filter_bar import FilterBar, Segment
from desktop_app.ui.components.legend import Legend
from desktop_app.ui.components.messages import FindingStrip
from desktop_app.ui.components.side_panel import FindingCard, FindingText, HistoryEntry, SidePanel
from desktop_app.ui.components.texts import FactRow, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.view import EntryGrid
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.page_entry import PageEntry
from desktop_app.ui.page_table import entries
from desktop_app.ui.shell import Shell

SEGMENTS = [
    Segment("", "全部"),
    Segment("must", "强制", Sign.MUST),
    Segment("verify", "核实", Sign.VERIFY),
    Segment("hint", "提示", Sign.HINT),
    Segment("remark", "市局意见", Sign.REMARK),
    Segment("unfilled", "未填", Sign.UNFILLED),
]


class GridPage(Page):
    def __init__(self, desk, source):
        super().__init__(desk, "研发投入", "107-2 表", "214 家", "千元")
        for words, icon in (
            ("粘贴", "clipboard-text"),
            ("复制到 Excel", "copy"),
            ("打印", "printer"),
        ):
            self.header.add_action(secondary(words, icon=icon))
        self.header.add_action(primary("全审", icon="clipboard-check"))
        bar = FilterBar("筛选本表", SEGMENTS)
        bar.segments.set_counts(
            {"": 214, "must": 3, "verify": 7, "hint": 12, "remark": 2, "unfilled": 9}
        )
        bar.add_tool(Button("列", kind="ghost", icon="columns-3"))
        self.body.addWidget(bar)
        model = GridModel(source)
        model.load()
        self.grid = EntryGrid(model)
        self.body.addWidget(self.grid, 1)
        self.legend = Legend()
        self.body.addWidget(self.legend)
        self.strip = FindingStrip()
        self.strip.tell(
            Sign.VERIFY, "核实", "费用合计 2,733 千元，比上期 1,620 千元增长 71.5%，超过 50%。"
        )
        self.strip.hide()
        self.body.addWidget(self.strip)
        self.set_side(_panel())

    def narrow_changed(self, *, narrow):
        self.strip.setVisible(narrow)
        self.legend.setVisible(not narrow)

    def first_focus(self):
        return self.grid


def _panel() -> SidePanel:
    panel = SidePanel()
    panel.add_heading("宁波思创新材料有限公司", "07 研究开发费用合计\u2003千元")
    panel.add_rule()
    panel.add(FactRow("本期（1–11 月）", "15,480", bold=True))
    panel.add(FactRow("上期（1–8 月）", "9,026"))
    panel.add(FactRow("上年同期", "8,871"))
    words = "研发费用合计 15,480 千元，比上期 9,026 千元增长 71.5%，超过 50%。"
    stored = "3 月起新增中试线一条，设备折旧与材料投入增加"
    card = FindingCard(
        FindingText(Sign.VERIFY, "核实，需要说明", "RDA-041", words, stored), explain=True
    )
    card.add_button(secondary("改数"))
    panel.add(card)
    panel.add_rule()
    panel.add(text("修改历史", "section"))
    panel.add(HistoryEntry("今天 10:12", "王敏\u2003录入", "09 直接投入\u20034,650 → 6,650"))
    panel.set_foot(
        Button("上一处", icon="chevron-left"),
        Button("下一处", icon="chevron-right"),
        text("4 / 10", "fact"),
    )
    return panel


@pytest.fixture
def window(qtbot, fake_source):
    desk = Desk(Operations())
    desk.workspace = object()
    pages = [
        PageEntry(e.key, e.label, e.icon, lambda d: GridPage(d, fake_source(214)), e.group)
        for e in entries()
    ]
    shell = Shell(desk, pages)
    qtbot.addWidget(shell)
    shell.navigation.set_user("王敏", "填报人")
    shell.top.set_unit("海曙区")
    shell.top.set_periods(["2024M01-08", "2024M01-11", "2024"], "2024M01-11")
    shell.top.set_report("草稿", "截止 12 月 20 日", "还剩 6 天")
    shell.top.set_undo(undo="录入", redo=None)
    desk.counts_changed.emit(
        {"firms": 1286, "rd": 214, "patents": 3402, "incubators": 17, "checks": 10}
    )
    yield shell
    desk.operations.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1366, 768), (1093, 614)])
def test_that_a_grid_page_fits_its_window(window, picture, mode, width, height):
    theme.look().set_mode(mode)
    window.resize(width, height)
    window.show()
    window.go("rd")
    page = window.page("rd")
    grid, model = page.grid, page.grid.grid_model
    grid.setCurrentIndex(model.index(3, 4))
    block = QItemSelection(model.index(3, 4), model.index(6, 4))
    grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    window.desk.tell("2 格未保存，离开本格即保存", *grid.selection_facts())
    for _turn in range(3):
        QApplication.processEvents()
    picture(window, f"window-{width}-{mode}")
    assert (window.width(), window.height()) == (width, height)
    assert page.narrow == (width < 1400)
    assert page.strip.isVisible() == page.narrow
