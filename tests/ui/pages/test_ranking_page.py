"""排名 in the city's window: order, readings, spans, the records behind a figure, the workbook."""

from __future__ import annotations

import openpyxl
import pytest

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.pages.ranking import page as ranking
from desktop_app.work.workspace import init_workspace

HAISHU, JIANGBEI = "330203", "330205"
CERTIFIED = {HAISHU: ("2021-05-01", "2023-05-01"), JIANGBEI: ("2021-05-01", "2022-05-01")}


@pytest.fixture
def desk(tmp_path, qtbot):
    """The session of a city with a few certificates, in place of the district's."""
    ws = init_workspace(tmp_path / "city", role="city", unit="", person="陈立")
    for unit, days in CERTIFIED.items():
        for number, day in enumerate(days):
            firm = f"{unit}firm{number}"
            cert = {"firm": firm, "cert_no": f"GR{number}", "issue_date": day, "kind": "1"}
            blocks = (
                put("firm", firm, None, {"name": f"企业{firm}"}),
                put("hte_cert", f"c{firm}", None, cert),
            )
            ws.store.of(unit).apply(ChangePlan("edit", "记", blocks), check=False)
    operations = Operations()
    faults = []
    operations.crashed.connect(faults.append)
    made = Desk(operations)
    made.open(ws, "2023")
    yield made
    qtbot.waitUntil(lambda: not operations.busy)
    operations.close()
    ws.close()
    assert not faults, faults


@pytest.fixture
def page(desk, shown):
    return shown(ranking.make)


def first_row(page):
    return [page.model.index(0, column).data() for column in range(7)]


def test_that_the_best_rate_stands_first_with_its_figures(page):
    # 2 of 121 is more than 2 of 222.
    assert first_row(page) == ["1", "江北区", "2", "121", "1.7", "−119", "229"]
    assert page.model.rowCount() == 15 + 2
    last = [page.model.index(row, 1).data() for row in (15, 16)]
    assert last == ["全市，分项合计", "全市，原文合计"]


def test_that_readings_and_spans_are_chosen_without_asking_again(page, desk, busy):
    with busy(desk.operations):
        page.spans.choose("year")
        assert first_row(page)[1:4] == ["海曙区", "1", "82"]
        page.ways.choose("A2")
        assert first_row(page)[2] == "0"


def test_that_each_figure_opens_down_to_its_records(page, settled):
    dialog = page.open_records()
    settled()
    names = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
    assert names == [f"企业{JIANGBEI}firm0", f"企业{JIANGBEI}firm1"]
    assert [dialog.model.index(row, 3).data() for row in range(2)] == ["2021", "2022"]
    dialog.reject()
    page.table.choose(15)
    dialog = page.open_records()
    settled()
    assert dialog.model.rowCount() == 4
    dialog.reject()


def test_that_the_panel_shows_the_unit_year_by_year(page, settled):
    settled()
    chart = page.panel.chart.chart
    assert [bar.label for bar in chart.bars] == ["2021", "2022", "2023", "2024", "2025"]
    assert [bar.done for bar in chart.bars] == [1, 2, 2, None, None]
    page.table.choose(16)
    assert page.panel.chart is None


def test_that_a_period_before_the_plan_ranks_nothing(page, desk, settled):
    desk.set_period("2020")
    settled()
    assert first_row(page)[4] == "—"
    assert page.open_records() is None
    assert not page.export.isEnabled()


def test_that_all_readings_go_into_one_workbook(page, settled, tmp_path, toasts):
    page.export_to(tmp_path / "排名.xlsx")
    settled()
    book = openpyxl.load_workbook(tmp_path / "排名.xlsx")
    assert book.sheetnames == ["附件 1 A1", "附件 1 A1-first", "附件 2 A2"]
    rows = [row for row in book["附件 1 A1"].iter_rows(values_only=True) if row[0] == 1]
    assert rows[0][:7] == (1, "江北区", 2, 121, 1.7, -119, 229)
    assert "排名.xlsx" in toasts[-1][0]
