"""Remarks of the city in a district: what they mark, and what becomes of them."""

from __future__ import annotations

import pytest

from desktop_app.domain.plans import ChangePlan, Rows, put
from desktop_app.domain.states import ReportState
from desktop_app.domain.uids import new_uid
from desktop_app.work.edit import CellText, add_record, remove_records, set_cells
from desktop_app.work.report.remarks import (
    AT_ONCE,
    Handled,
    explained,
    open_remarks,
    remarks,
    remarks_on,
)
from desktop_app.work.report.reporting import report_of
from desktop_app.work.report.unsendable import refuse_unfit_beside
from desktop_app.work.workspace import init_workspace

PERIOD = "2024"
COLUMNS = ("slip", "number", "for_period", "revision", "form", "record", "field", "text", "was")


@pytest.fixture
def ws(tmp_path):
    made = init_workspace(tmp_path / "ws", role="district", unit="海曙区")
    add_record(made, "unit_total", {"indicator": "A1", "value": "1"}, period=PERIOD)
    uid, version = next(iter(made.store.rows("report", ())))
    values = {"state": ReportState.RETURNED.value}
    block = put("report", str(uid), int(version), values)
    made.store.apply(ChangePlan("return", "退回", (block,)), check=False)
    yield made
    made.close()


def remark(ws, *rows, revision=1, text="核对"):
    """Store remarks, given as (form, record, field, was)."""
    slip = new_uid()
    stored = [
        (new_uid(), None, slip, n, PERIOD, revision, form, record, field, text, was)
        for n, (form, record, field, was) in enumerate(rows, 1)
    ]
    ws.store.apply(ChangePlan("return", "退回", (Rows("remark", COLUMNS, stored),)), check=False)


def test_that_a_remark_follows_its_record_and_ends_with_it(ws):
    firm, _ = add_record(ws, "firm", {"name": "甲公司", "address": "老地址"})
    other, _ = add_record(ws, "firm", {"name": "乙公司"})
    remark(ws, ("firm", firm, "address", "老地址"), ("firm", other, None, None))
    set_cells(ws, "firm", [CellText(firm, "name", "改名公司")])
    assert [one.handled for one in remarks(ws, PERIOD)] == [Handled.OPEN, Handled.OPEN]
    set_cells(ws, "firm", [CellText(firm, "address", "新地址")])
    remove_records(ws, "firm", [other])
    first, second = remarks(ws, PERIOD)
    assert (first.handled, first.was, first.now) == (Handled.CHANGED, "老地址", "新地址")
    assert second.handled is Handled.GONE
    set_cells(ws, "firm", [CellText(firm, "address", "老地址")])
    assert [one.number for one in open_remarks(ws, PERIOD)] == [1]


def test_that_what_this_version_does_not_know_is_a_remark_on_the_whole(ws):
    firm, _ = add_record(ws, "firm", {"name": "甲公司"})
    remark(ws, ("later_form", firm, "x", None), ("firm", firm, "later_field", "5"))
    assert [one.handled for one in remarks(ws, PERIOD)] == [Handled.OPEN, Handled.OPEN]
    set_cells(ws, "firm", [CellText(firm, "town", "古林镇")])
    assert [one.handled for one in remarks(ws, PERIOD)] == [Handled.OPEN, Handled.CHANGED]


def test_that_an_answer_says_nothing_that_the_city_would_refuse(ws):
    """It says again what the city wrote, and what was there."""
    firm, _ = add_record(ws, "firm", {"name": "甲公司", "address": "新地址"})
    remark(ws, ("firm", firm, "address", "老\u202e地址"), text="请与 \u202d0574\u202c 核对")
    found = list(explained(ws, report_of(ws, PERIOD)))
    assert [one.message for one in found] == ["单位所在地详细地址：请与 0574 核对"]
    refuse_unfit_beside(found, (), ws.catalogue)


def test_that_only_remarks_on_the_returned_revision_are_shown(ws):
    firm, _ = add_record(ws, "firm", {"name": "甲公司"})
    remark(ws, ("firm", firm, "town", None), revision=2)
    assert remarks(ws, PERIOD) == []
    assert remarks_on(ws, PERIOD, "firm", [firm]) == {}
    remark(ws, ("firm", firm, "town", None), ("firm", firm, None, None))
    found = remarks_on(ws, PERIOD, "firm", [firm])
    assert [one.field for one in found[firm]] == ["town", ""]
    assert remarks_on(ws, "2023", "firm", [firm]) == {}


def test_that_many_records_are_read_in_several_statements(ws):
    names = [(new_uid(), None, f"企业{n}") for n in range(AT_ONCE + 5)]
    plan = ChangePlan("import", "导入", (Rows("firm", ("name",), names),))
    ws.store.apply(plan, check=False)
    remark(ws, *(("firm", uid, "name", name) for uid, _version, name in names))
    assert len(open_remarks(ws, PERIOD)) == AT_ONCE + 5
