import pytest

from desktop_app.domain.errors import UserError
from desktop_app.work.checks import check
from desktop_app.work.due import SUSPENDED, ZERO, mark_due
from desktop_app.work.edit import add_record


@pytest.fixture
def second(ws, firm):
    uid, _edited = add_record(ws, "firm", {"name": "宁波乙有限公司", "op_status": "1"})
    add_record(ws, "firm_period", {"revenue": "1"}, parent=firm, period="2024")
    return uid


def absent(ws):
    return {f.uid for f in check(ws, "2024").findings if f.rule == "RPT-007"}


def test_that_a_due_firm_without_figures_is_asked_for(ws, second):
    assert absent(ws) == {second}


def test_that_a_zero_report_with_its_reason_is_enough_and_leaves_the_others_due(ws, firm, second):
    mark_due(ws, "2024", second, ZERO, "本年没有经营")
    assert absent(ws) == set()
    assert ws.store.due_firms("2024") == [firm, second]
    rows = ws.store.rows("due", ("state",), where="r.firm = ?", params=(second,))
    assert [row[2] for row in rows] == [ZERO]


def test_that_a_mark_without_reason_is_not_enough(ws, second):
    mark_due(ws, "2024", second, SUSPENDED, " ")
    assert absent(ws) == {second}


def test_that_a_deregistered_firm_is_not_due(ws, second):
    from desktop_app.work.edit import CellText, set_cells

    set_cells(ws, "firm", [CellText(second, "op_status", "6")])
    assert absent(ws) == set()


def test_that_a_firm_with_figures_cannot_report_zero(ws, firm, second):
    with pytest.raises(UserError, match="本期已有数据"):
        mark_due(ws, "2024", firm, ZERO, "没有")
