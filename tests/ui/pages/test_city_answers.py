"""What the city answers, in the district's window: taken, shown on cells and in 审核, answered."""

from __future__ import annotations

import pytest
import shiboken6
from city_answers import remark
from PySide6.QtWidgets import QLabel

from desktop_app.domain.states import RECEIPT, ReportState
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages import firms, rd
from desktop_app.ui.pages.checks import page as checks
from desktop_app.ui.pages.remark_card import RemarkCard
from desktop_app.ui.pages.submit import page as submit
from desktop_app.ui.pages.submit.answer import CorrectionDialog
from desktop_app.ui.pages.submit.state import Step
from desktop_app.work.checks import check
from desktop_app.work.edit import CellText, add_record, set_cells
from desktop_app.work.frame import load_frame
from desktop_app.work.report.receive_notice import Outcome, receive
from desktop_app.work.report.remarks import Handled, remarks
from desktop_app.work.report.reporting import report_of


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def state(desk):
    return report_of(desk.ws, desk.period).state


@pytest.fixture
def returned(faulty_firm, desk, city_office):
    """A returned report with a remark on a figure, one on a firm and one on the whole of it."""
    city_office.send(desk.period)
    firm = desk.ws.store.record("rd_activity", faulty_firm).values["firm"]
    name = "宁波示例科技有限公司"
    slip = city_office.notice(
        desk.period,
        remarks=(
            remark(
                *(1, "核对人数"),
                form="rd_activity",
                record=faulty_firm,
                field="bachelor_staff",
                was="52",
                subject=name,
            ),
            remark(2, "地址不全", form="firm", record=firm, subject=name),
            remark(3, "缺盖章的扫描件"),
        ),
    )
    assert receive(desk.ws, slip).outcome is Outcome.TAKEN
    return faulty_firm, firm


# Taking a file


@pytest.mark.usefixtures("due_firm")
def test_that_a_return_slip_moves_the_report_and_leads_to_its_remarks(
    desk, shown, settled, city_office, journeys
):
    city_office.send(desk.period)
    page = shown(submit.make)
    assert "等市局的回执" in words(page.answer_card)
    page.take([city_office.notice(desk.period, remarks=(remark(1, "缺附件"),))])
    settled()
    assert state(desk) is ReportState.RETURNED
    assert "已收下退回单" in words(page.result)
    said = words(page.answer_card)
    for fact in ("第 1 版", "2030-03-31", "1 条，1 条未处理", "请逐条核对"):
        assert fact in said
    assert page.answer_card.state.words == "退回"
    page.answer_card.look.click()
    assert journeys == [("checks", {"severity": "remark"})]


@pytest.mark.usefixtures("due_firm")
def test_that_an_answer_of_the_city_leaves_the_checks_as_they_are(desk, city_office):
    check(desk.ws, desk.period)
    city_office.send(desk.period)
    check(desk.ws, desk.period)
    checked = desk.ws.store.checked_at(desk.period)
    receive(desk.ws, city_office.notice(desk.period, remarks=(remark(1, "缺附件"),)))
    assert checked
    assert desk.ws.store.checked_at(desk.period) == checked


@pytest.mark.usefixtures("due_firm")
def test_that_a_file_that_does_not_fit_is_told_and_changes_nothing(
    desk, shown, settled, city_office
):
    city_office.send(desk.period)
    page = shown(submit.make)
    receipt = city_office.notice(desk.period, RECEIPT)
    page.take([receipt])
    settled()
    assert state(desk) is ReportState.RECEIVED
    before = desk.ws.store.dump()
    other = city_office.notice(desk.period, unit="330205")
    older = city_office.notice(desk.period, package="cd" * 32)
    forged = receipt.with_name("forged.xlsx")
    forged.write_bytes(receipt.read_bytes()[:-1] + b"!")
    page.take([other, older, receipt, forged])
    settled()
    said = words(page.result)
    for told in ("不是本单位的", "不是本工作区上报的", "已经收过", "没有收下，数据未动"):
        assert told in said
    assert desk.ws.store.dump() == before


@pytest.mark.usefixtures("due_firm")
def test_that_a_slip_for_another_period_leads_to_that_period(desk, shown, settled, city_office):
    add_record(desk.ws, "unit_total", {"indicator": "A1", "value": "1"}, period="2023")
    city_office.send("2023")
    page = shown(submit.make)
    page.take([city_office.notice("2023")])
    settled()
    assert desk.period == "2023"
    assert page.answer_card.state.words == "退回"
    assert "已收下退回单" in words(page.result)


# Remarks


def test_that_open_remarks_hold_the_report_and_lead_to_the_list(
    returned, desk, shown, settled, journeys
):
    page = shown(checks.make)
    segments = page.bar.segments
    assert segments.button("remark").text() == "未处理 3"
    segments.choose("remark")
    settled()
    assert [row.sign for row in page._rows] == [Sign.REMARK] * 3
    assert page.model.index(0, 0).data() == "意见"
    page.table.choose(0)
    settled()
    assert page.panel.card.remark.number == 1
    page.correct()
    assert journeys == [
        ("rd", {"form": "rd_activity", "uid": returned[0], "field": "bachelor_staff"})
    ]


@pytest.mark.usefixtures("returned")
def test_that_an_answer_from_the_list_is_stored_and_the_next_one_comes(desk, shown, settled):
    page = shown(checks.make)
    page.bar.segments.choose("remark")
    page.table.choose(1)
    settled()
    page.panel.card.editor.insertPlainText("注册地址即此")
    page.panel.card.save.click()
    settled()
    found = {one.number: one for one in remarks(desk.ws, desk.period)}
    assert (found[2].answer, found[2].handled) == ("注册地址即此", Handled.ANSWERED)
    assert [row.remark.number for row in page._rows] == [1, 3]
    assert page._current.remark.number == 3
    assert page.bar.segments.button("handled").text() == "已处理 1"


@pytest.mark.usefixtures("returned")
def test_that_an_answer_that_was_typed_is_saved_on_going_on(desk, shown, settled):
    page = shown(checks.make)
    page.bar.segments.choose("remark")
    page.table.choose(0)
    settled()
    page.panel.card.editor.insertPlainText("已核对")
    page.table.choose(2)
    settled()
    assert remarks(desk.ws, desk.period)[0].answer == "已核对"


def test_that_a_change_settles_a_remark_and_answers_settle_the_rest(returned, desk, shown, settled):
    page = shown(submit.make)
    assert page.check_card.remarks.value.text() == "3 条，3 条未处理"
    set_cells(desk.ws, "rd_activity", [CellText(returned[0], "bachelor_staff", "40")])
    page.mark_stale()
    settled()
    assert page.check_card.remarks.value.text() == "3 条，2 条未处理"
    assert (state(desk), report_of(desk.ws, desk.period).revision) == (ReportState.DRAFT, 2)
    # The day for the correction is still the one that counts.
    assert "2030-03-31" in words(page.answer_card)


@pytest.mark.usefixtures("due_firm")
def test_that_nothing_speaks_of_remarks_where_there_are_none(desk, shown):
    page = shown(checks.make)
    for key in ("remark", "handled"):
        assert not page.bar.segments.button(key).isVisibleTo(page)
    assert not shown(submit.make).check_card.remarks.isVisibleTo(page)


def test_that_a_remark_sits_on_its_cell_until_it_is_acted_on(returned, desk, shown, settled):
    page = shown(rd.make)
    model = page.area.model
    column = model.columns[model.column_of("bachelor_staff")]

    def cell():
        return model.cell(model.row(0), column)

    # The broken rule of the figure is graver than the remark on it: ground and glyph are its.
    assert (cell().corner, cell().ground, model.row(0).sign) == (True, "red_soft", Sign.MUST)
    set_cells(desk.ws, "rd_activity", [CellText(returned[0], "rd_staff", "60")])
    set_cells(desk.ws, "firm", [CellText(returned[1], "name", "宁波改名科技有限公司")])
    page.mark_stale()
    settled()
    assert (cell().corner, cell().ground) == (True, "violet_soft")
    assert "核对人数" in model.spoken(model.row(0), column)
    page.area.choose_segment("remark")
    assert model.rowCount() == 1
    set_cells(desk.ws, "rd_activity", [CellText(returned[0], "bachelor_staff", "40")])
    page.mark_stale()
    settled()
    assert model.rowCount() == 0
    page.area.show_all()
    assert (cell().corner, cell().ground) == (True, "")


def test_that_a_remark_on_a_whole_record_sits_on_its_name(returned, desk, shown, settled):
    page = shown(firms.make)
    model = page.area.model
    name = model.cell(model.row(0), model.columns[1])
    assert (name.corner, name.ground) == (True, "violet_soft")
    assert "地址不全" in model.spoken(model.row(0), model.columns[1])
    assert returned[1] == model.row(0).uid
    settled()


def test_that_a_remark_is_answered_beside_its_cell(returned, desk, shown, settled, qtbot):
    page = shown(rd.make)
    page.show_target({"uid": returned[0], "field": "bachelor_staff"})
    qtbot.waitUntil(lambda: page.panel.findChild(RemarkCard) is not None)
    card = page.panel.findChild(RemarkCard)
    card.editor.insertPlainText("已与企业核对")
    card.save.click()
    settled()
    assert remarks(desk.ws, desk.period)[0].answer == "已与企业核对"


@pytest.mark.usefixtures("returned")
def test_that_the_navigation_counts_open_remarks_with_the_findings(desk):
    frame = load_frame(desk.ws, desk.period)
    found = [f for f in desk.ws.store.findings(desk.period) if f.open]
    assert frame.counts["checks"] == len(found) + 3
    assert (frame.state, frame.deadline) == ("退回", "2030-03-31")


# Correcting what was accepted


@pytest.mark.usefixtures("due_firm")
def test_that_an_accepted_report_is_opened_again_with_a_reason_only(
    desk, shown, settled, city_office
):
    city_office.send(desk.period)
    page = shown(submit.make)
    assert not page.answer_card.correct.isVisibleTo(page)
    page.take([city_office.notice(desk.period, RECEIPT, decision=ReportState.ACCEPTED)])
    settled()
    assert page.answer_card.state.words == "验收"
    page.answer_card.correct.click()
    dialog = page.findChild(CorrectionDialog)
    dialog.act.click()
    assert "写明为什么" in dialog.field.note.text()
    assert state(desk) is ReportState.ACCEPTED
    dialog.reason.setText("漏报一户")
    dialog.act.click()
    settled()
    report = report_of(desk.ws, desk.period)
    assert (report.state, report.revision) == (ReportState.DRAFT, 2)
    assert report.values["reason"] == "漏报一户"
    assert page._standing.step is not Step.EXPORT


def test_that_a_page_that_goes_while_its_cell_is_read_is_told_nothing(returned, desk, qtbot):
    page = rd.make(desk)
    page.refresh()
    qtbot.waitUntil(lambda: page.panel._row is not None and not desk.operations.busy)
    page.panel._ask()
    shiboken6.delete(page)
    with qtbot.captureExceptions() as faults:
        qtbot.waitUntil(lambda: not desk.operations.busy)
    assert not faults
