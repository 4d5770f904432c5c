"""上报 in a real workspace: each step leads to the next, and the last one ends with 有效."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.errors import UserError
from desktop_app.domain.states import ReportState
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.submit import page as submit
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.ui.pages.submit.state import Step
from desktop_app.work.checks import check, explain
from desktop_app.work.keys.enrol import look_at, take_in
from desktop_app.work.report.reporting import report_of

NAMES = {"head": "周立群", "statistician": "沈洁", "filler": "王敏", "phone": "0574-87654321"}


@pytest.fixture
def explained(due_firm, desk):
    """A period without open findings."""
    ws = desk.ws
    texts = {(f.rule, f.uid): "本期停产" for f in check(ws, desk.period).findings}
    explain(ws, desk.period, texts)
    assert check(ws, desk.period).open == 0
    return due_firm


@pytest.fixture
def enrolled(desk, certificate, password):
    """A workspace that can sign."""
    return take_in(desk.ws, look_at(desk.ws, *certificate), password)


def fill_in(page):
    for code, text in NAMES.items():
        line_of(page.sign_card.fields[code]).setText(text)
    page.sign_card.pledge.setChecked(True)


def state(desk):
    return report_of(desk.ws, desk.period).state


def test_that_a_period_without_data_leads_to_the_import(desk, shown, journeys):
    page = shown(submit.make)
    assert page._standing.step is Step.PERIOD
    page.act.click()
    assert journeys == [("importing", {})]


@pytest.mark.usefixtures("due_firm")
def test_that_an_unchecked_period_is_checked_then_leads_to_explaining(
    desk, shown, settled, journeys
):
    page = shown(submit.make)
    assert page.act.text() == "全审"
    page.act.click()
    settled()
    assert page._standing.step is Step.EXPLAIN
    page.act.click()
    assert journeys == [("checks", {"severity": "verify"})]


@pytest.mark.usefixtures("faulty_firm")
def test_that_faults_lead_to_their_cells(desk, shown, journeys):
    check(desk.ws, desk.period)
    page = shown(submit.make)
    assert page.act.text() == "去改数"
    page.act.click()
    assert journeys == [("checks", {"severity": "must"})]


@pytest.mark.usefixtures("explained")
def test_that_nobody_signs_without_names_and_pledge(desk, shown):
    page = shown(submit.make)
    assert page._standing.step is Step.SIGN_OFF
    assert not page.act.isEnabled()
    fill_in(page)
    assert page.act.isEnabled()
    page.sign_card.pledge.setChecked(False)
    assert not page.act.isEnabled()


@pytest.mark.usefixtures("explained")
def test_that_a_telephone_that_is_none_is_told_under_its_field(desk, shown, settled):
    page = shown(submit.make)
    fill_in(page)
    line_of(page.sign_card.fields["phone"]).setText("没有")
    page.act.click()
    settled()
    assert "写法不对" in page.sign_card.fields["phone"].note.text()
    assert state(desk) is ReportState.DRAFT


@pytest.mark.usefixtures("explained")
def test_that_without_a_certificate_all_can_be_done_but_sending(desk, shown, settled):
    page = shown(submit.make)
    fill_in(page)
    page.act.click()
    settled()
    assert state(desk) is ReportState.SIGNED_OFF
    assert page.key_card.banner.isVisibleTo(page)
    assert not page.act.isEnabled()
    assert page.foot.note.text() == "安装证书后才能上报"


@pytest.mark.usefixtures("explained")
def test_that_a_key_that_was_installed_meanwhile_is_there_at_the_next_visit(
    desk, shown, settled, certificate, password
):
    page = shown(submit.make)
    fill_in(page)
    page.act.click()
    settled()
    assert not page.act.isEnabled()
    page.hide()
    take_in(desk.ws, look_at(desk.ws, *certificate), password)
    page.show()
    settled()
    assert page.act.isEnabled()
    assert page.focusWidget() is page.key_card.password.editor


@pytest.mark.usefixtures("explained")
def test_that_what_comes_next_has_the_focus(desk, shown, settled, journeys):
    page = shown(submit.make)
    fields = page.sign_card.fields
    assert page.focusWidget() is fields["head"].editor
    for code, text in NAMES.items():
        line_of(fields[code]).setText(text)
    assert page.first_focus() is page.sign_card.pledge
    page.sign_card.pledge.setChecked(True)
    assert page.first_focus() is page.act
    page.act.click()
    settled()
    page.focusWidget().click()
    assert journeys == [("settings", {"part": "keys"})]


def test_that_nothing_to_read_only_stops_the_tab_key(desk, shown):
    page = shown(submit.make)
    for field in (page.sign_card.day, page.key_card.file):
        assert not field.editor.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.usefixtures("explained", "enrolled")
def test_that_a_wrong_password_leaves_everything_as_it_is(desk, shown, settled, finished, tmp_path):
    page = shown(submit.make)
    fill_in(page)
    page.act.click()
    settled()
    before = desk.ws.store.dump()
    target = tmp_path / "out.xlsx"
    line_of(page.key_card.password).setText("wrong password")
    page.export_to(target)
    assert list(page.desk.unfinished.values()) == ["导出报送包"]
    finished(page)
    assert "密码" in page.key_card.password.note.text()
    assert page.key_card.password.editor.property("wrong")
    assert desk.ws.store.dump() == before
    assert not target.exists()
    assert list(desk.ws.sent.iterdir()) == []


@pytest.mark.usefixtures("explained", "enrolled")
def test_that_the_flow_ends_with_a_file_that_is_valid(desk, shown, finished, tmp_path, password):
    page = shown(submit.make)
    fill_in(page)
    page.act.click()
    finished(page)
    assert page.act.text() == "导出报送包"
    target = tmp_path / "海曙区.xlsx"
    line_of(page.key_card.password).setText(password)
    page.export_to(target)
    assert line_of(page.key_card.password).text() == ""
    finished(page)
    assert target.is_file()
    assert page.result.verdict.sign is Sign.VALID
    assert state(desk) is ReportState.SENT
    assert page.stepper.steps[-1].state == "done"
    assert not page.act.isVisibleTo(page)
    page.verify(target)
    finished(page)
    assert page.result.verdict.sign is Sign.VALID
    altered = tmp_path / "改过.xlsx"
    altered.write_bytes(target.read_bytes()[:-1] + b"!")
    page.verify(altered)
    finished(page)
    assert page.result.verdict.sign is Sign.INVALID


@pytest.mark.usefixtures("explained")
def test_that_what_was_pledged_for_one_period_is_not_for_the_next(desk, shown, settled):
    page = shown(submit.make)
    fill_in(page)
    desk.set_period("2023")
    page.refresh()
    settled()
    assert not page.sign_card.pledge.isChecked()


def test_that_a_file_that_cannot_be_read_is_told(desk, shown, settled, failures, tmp_path):
    page = shown(submit.make)
    page.verify(tmp_path / "missing.xlsx")
    settled()
    assert isinstance(failures[0], UserError)
