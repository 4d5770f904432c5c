"""The data pages as the window makes them: sizes, names, lists, children, ways on."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.i18n import set_language
from desktop_app.ui.components.side_panel import FindingCard, FindingText
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.page_table import entries
from desktop_app.ui.pages.firms import CHILDREN, FirmsPage
from desktop_app.ui.pages.form.firm_links import firm_links
from desktop_app.ui.pages.form.page import GRID, RECORD, FormPage
from desktop_app.ui.pages.incubators import IncubatorsPage
from desktop_app.ui.pages.others import OthersPage
from desktop_app.ui.pages.overview.page import OverviewPage
from desktop_app.ui.pages.places import page_of
from desktop_app.ui.pages.printing import make_sheet, write_summary
from desktop_app.ui.paper.output import write_pdf
from desktop_app.ui.tokens import size

KEYS = ("overview", "firms", "rd", "patents", "incubators", "others")


def smallest() -> tuple[int, int]:
    """Return the room for a page in the smallest window."""
    wide = size("page_min_width") - size("nav_width_narrow")
    high = size("page_min_height") - size("top_bar") - size("status_bar")
    return wide, high


def make(key: str, desk):
    entry = next(entry for entry in entries() if entry.key == key)
    return entry.make(desk)


@pytest.fixture(params=["zh", "en"])
def spoken(request):
    """Both languages: English words are longer."""
    set_language(request.param)
    yield
    set_language("zh")


@pytest.fixture(params=KEYS)
def any_page(request, office):
    return office.show(make(request.param, office.desk))


@pytest.fixture
def firms(office):
    return office.show(FirmsPage(office.desk))


def test_that_every_page_fits_the_smallest_window(spoken, any_page, office):
    any_page.set_narrow(narrow=True)
    any_page.resize(*smallest())
    office.settle()
    hint = any_page.minimumSizeHint()
    wide, high = smallest()
    assert (hint.width() <= wide, hint.height() <= high) == (True, True), hint


@pytest.mark.parametrize("key", KEYS[1:])
def test_that_the_form_of_a_record_fits_the_smallest_window(spoken, key, office):
    page = office.show(make(key, office.desk))
    if isinstance(page, OthersPage):
        page.show_form("firm_period")
        office.settle()
    form = page if isinstance(page, FormPage) else page.current
    page.set_narrow(narrow=True)
    form.open_record(form.area.model.row(0).uid)
    page.resize(*smallest())
    office.settle()
    hint = page.minimumSizeHint()
    wide, high = smallest()
    assert (hint.width() <= wide, hint.height() <= high) == (True, True), hint


def test_that_a_page_beside_its_panel_fits_a_wide_window(spoken, any_page, office):
    any_page.resize(size("narrow_below") - size("nav_width"), 800)
    office.settle()
    assert any_page.minimumSizeHint().width() <= size("narrow_below") - size("nav_width")


@pytest.mark.parametrize("key", ["firms", "rd", "patents"])
def test_that_a_record_beside_its_panel_fits_a_wide_window(spoken, key, office):
    page = office.show(make(key, office.desk))
    page.open_record(page.area.model.row(0).uid)
    office.settle()
    assert page.minimumSizeHint().width() <= size("narrow_below") - size("nav_width")


def test_that_a_long_finding_is_whole_on_its_card(office):
    page = office.show(FormPage(office.desk, "rd_activity"))
    page.open_record(page.area.model.row(0).uid)
    office.settle()
    card = FindingCard(FindingText(Sign.MUST, "强制", "RDA-009", "合计应等于各项之和，" * 12))
    page.panel.add(card)
    office.settle()
    (words,) = (label for label in card.findChildren(QLabel) if "合计" in label.text())
    assert words.height() >= words.heightForWidth(words.width())


def test_that_everything_one_can_reach_has_a_name(any_page):
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in any_page.findChildren(kind)
        if widget.isVisibleTo(any_page)
        and widget.focusPolicy().value
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_that_the_first_thing_to_do_takes_the_focus(any_page):
    focus = any_page.first_focus()
    assert focus is not None
    assert focus.isVisibleTo(any_page)


# 企业


def test_that_the_lists_of_the_status_stand_beside_the_segments(firms, office):
    certificate = {
        "firm": firms.area.model.row(2).uid,
        "cert_no": "GR202133100001",
        "issue_date": "2022-01-10",
        "expire_date": "2025-01-10",
        "kind": "1",
        "status": "1",
    }
    office.ws.store.apply(
        ChangePlan("edit", "证书", (put("hte_cert", "c" * 16, None, certificate),))
    )
    firms.area.bar.segments.choose("expiring")
    office.settle()
    shown = firms._lists["expiring"]
    assert [shown.list.isVisibleTo(firms), firms.area.grid.isVisibleTo(firms)] == [True, False]
    assert shown.model.rowCount() == 1
    assert shown.model.index(0, 4).data() == "10"
    assert firms.area.bar.segments.button("expiring").text() == "证书将到期 1"
    firms.area.bar.field.setText("没有")
    assert shown.model.rowCount() == 0
    firms.area.bar.field.clear()
    shown.list.row_opened.emit(0)
    assert firms.mode == RECORD
    assert firms.record.editor.row.uid == certificate["firm"]
    firms.views.choose(GRID)
    firms.area.bar.segments.choose("")
    assert firms.area.grid.isVisibleTo(firms)


def test_that_what_belongs_to_a_firm_is_keyed_beside_it(firms, office):
    uid = firms.area.model.row(3).uid
    firms.open_record(uid)
    firms.record.parts.choose("hte_cert")
    office.settle()
    area = firms.record._children["hte_cert"]
    assert area.model.rowCount() == 0
    area.add.click()
    office.settle()
    assert area.model.rowCount() == 1
    column = area.model.column_of("cert_no")
    area.model.setData(area.model.index(0, column), "GR202433101234")
    office.settle()
    rows = list(office.ws.store.rows("hte_cert", ("firm", "cert_no")))
    assert [row[2:] for row in rows] == [(uid, "GR202433101234")]
    office.settle()
    assert firms.record.parts.button("hte_cert").text() == "高企证书 1"
    area.remove.click()
    office.settle()
    assert office.ws.store.count("hte_cert") == 0


def test_that_a_new_firm_is_added_and_its_form_shown(firms, office):
    firms.add_new()
    office.settle()
    assert firms.mode == RECORD
    row = firms.record.editor.row
    assert office.ws.store.record("firm", row.uid) is not None
    assert row.sign is Sign.MUST
    assert set(CHILDREN) <= set(office.ws.catalogue.by_code)


def test_that_the_panel_of_a_new_firm_tells_what_it_lacks_from_the_start(firms, office):
    firms.area.go_to(firms.area.model.row(3).uid, "legal_rep")
    office.settle()
    firms.add_new()
    office.settle()
    said = {label.text() for label in firms.panel.findChildren(QLabel) if not label.isHidden()}
    assert "没有问题" not in said
    assert "单位详细名称未填" in said
    assert "统一社会信用代码" in said


def test_that_a_finding_beside_a_form_leads_into_its_field(firms, office):
    firms.add_new()
    office.settle()
    firms.panel.change_wanted.emit("legal_rep")
    office.settle()
    field = firms.record.editor.sheet.field("legal_rep")
    assert firms.window().focusWidget() is field.editor


def test_that_a_firm_leads_to_its_figures(firms, office):
    journeys = []
    office.desk.page_wanted.connect(lambda key, target: journeys.append((key, target)))
    links = firm_links(office.desk, "firm", firms.area.model.row(0))
    links[0].click()
    name = firms.area.model.row(0).name
    assert journeys == [("rd", {"form": "rd_activity", "text": name})]


def test_that_the_figures_of_a_firm_lead_to_its_other_forms(office):
    page = office.show(FormPage(office.desk, "rd_activity"))
    journeys = []
    office.desk.page_wanted.connect(lambda key, target: journeys.append((key, target)))
    page.area.go_to(page.area.model.row(2).uid, "rd_staff")
    office.settle()
    ways = {button.text(): button for button in page.panel.findChildren(QAbstractButton)}
    assert "看研发投入" not in ways
    ways["看企业分期"].click()
    name = page.area.model.row(2).name
    assert journeys == [("others", {"form": "firm_period", "text": name})]


def test_that_the_overview_fits_a_window_with_its_charts(office):
    page = office.show(OverviewPage(office.desk), width=1264, height=820)
    office.settle()
    (area,) = page.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


# 专利, 孵化器, 其他报表


def test_that_patents_show_firm_and_owners_which_are_typed_elsewhere(office):
    page = office.show(make("patents", office.desk))
    model = page.area.model
    columns = [c.field.code for c in model.columns if c.field is not None]
    owners = next(i for i, c in enumerate(model.columns) if c.field and c.field.code == "owners")
    assert {"of_firm", "owners"} <= set(columns)
    assert model.index(0, owners).data() == "宁波甬能"
    assert not model.is_editable(0, owners)
    page.open_record(model.row(0).uid)
    page.record.parts.choose("patent_owner")
    office.settle()
    assert page.record._children["patent_owner"].model.rowCount() == 1


def test_that_incubators_without_figures_are_rows_to_fill_in(office):
    page = office.show(IncubatorsPage(office.desk))
    form = page.current
    assert [form.area.model.row(i).sign is Sign.UNFILLED for i in range(3)] == [False, True, True]
    page.show_target({"form": "carrier"})
    office.settle()
    assert page.current.form.code == "carrier"
    assert page.current.area.model.rowCount() == 4


def test_that_the_other_forms_are_a_list_and_each_opens(office):
    page = office.show(OthersPage(office.desk))
    names = [page.model.line(i).cells[0].text for i in range(page.model.rowCount())]
    assert {"企业分期", "加计扣除", "高企证书", "众创空间", "单位汇总数"} <= set(names)
    page.list.row_opened.emit(names.index("企业分期"))
    office.settle()
    assert page.current.form.code == "firm_period"
    assert page.current.area.model.rowCount() == 60
    page.show_list()
    assert page.current is None


def test_that_every_reported_form_has_a_page_that_opens(office):
    for form in office.ws.catalogue.reported:
        page = office.show(FormPage(office.desk, form.code))
        page.views.choose(RECORD)
        page.views.choose(GRID)
        office.settle()
        assert page.header.title.text()
        assert page_of(form.code) in KEYS
        page.close()


def test_that_a_form_without_records_says_what_comes_first(office):
    page = office.show(FormPage(office.desk, "unit_total"))
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "还没有单位汇总数" in words
    page.add_new()
    office.settle()
    assert page.record.editor.row is not None


# 总览


def test_that_the_overview_shows_what_is_due_and_leads_there(office):
    page = office.show(OverviewPage(office.desk))
    journeys = []
    office.desk.page_wanted.connect(lambda key, target: journeys.append((key, target)))
    assert len(page._cards) == 6
    assert page.due.absent._count.text() == "2 家"
    page.due.absent.act.click()
    assert journeys[-1] == ("rd", {"segment": "unfilled"})
    line = page.due._newest.itemAt(0).widget()
    line.click()
    assert set(journeys[-1][1]) == {"form", "uid", "field"}


def test_that_both_readings_of_the_first_annex_can_be_seen(office):
    page = office.show(OverviewPage(office.desk))
    first = page._charts[0].chart
    page.ways.choose("1")
    assert page._charts[0].chart.title == first.title
    assert page._readings[0] == 1
    assert [bar.target for bar in page._charts[0].chart.bars] == [66, 140, 222, 313, 412]


def test_that_an_office_without_data_is_told_the_fastest_way(tmp_path, qtbot):
    from desktop_app.ui.desk import Desk
    from desktop_app.ui.operations import Operations
    from desktop_app.work.workspace import init_workspace

    ws = init_workspace(tmp_path / "new", role="district", unit="海曙区")
    desk = Desk(Operations())
    desk.open(ws, "2024")
    page = OverviewPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page._empty is not None)
    assert page.stack.currentWidget() is page._empty
    desk.operations.close()
    ws.close()


# Paper


def test_that_rows_and_overview_are_printed_on_whole_pages(office, tmp_path):
    page = office.show(FormPage(office.desk, "rd_activity"))
    sheet = make_sheet(office.desk, page.area.model, page.form)
    assert len(sheet.rows) == 60
    assert sheet.total[1].text == "合计（60 家）"
    assert write_pdf(sheet, tmp_path / "rd.pdf") >= 3
    overview = office.show(OverviewPage(office.desk))
    charts = [card.chart for card in overview._charts]
    assert write_summary(office.desk, charts, tmp_path / "sum.pdf") == 4
    assert (tmp_path / "sum.pdf").stat().st_size > 10_000
