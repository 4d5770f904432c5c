"""Blocks of a batch may be written before its whole plan is known."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.store import staging

FIRMS = Rows("firm", ("name", "uscc"), [(f"f{n}", None, f"第{n}公司", f"{n}") for n in range(5)])
FIGURES = Rows(
    "rd_activity",
    ("firm", "period", "rd_staff"),
    [(f"r{n}", None, f"f{n}", "2024", n) for n in range(5)],
)
TEXTS = Rows("raw_text", ("form", "record", "field", "text"), [("t", None, "firm", "f1", "x", "y")])
FORMS = ("report", "raw_text", "rd_activity", "firm")
PLAN = ChangePlan("import", "导入", (FIRMS, FIGURES, TEXTS), {"read": 5})


@pytest.fixture(params=[1, 1_000], ids=["beside", "here"])
def many(request, monkeypatch):
    """Let blocks be written in a thread, as large ones are, or not."""
    monkeypatch.setattr(staging, "MANY", request.param)


def content_of(store):
    """Return all data but when a batch was made, and the report it opened, whose id is new."""
    [batch] = store.batches()
    lines = store.dump().replace(batch.made_at, "").splitlines()
    return [line for line in lines if "report" not in line]


@pytest.mark.parametrize("ahead", [1, 2, 3])
def test_that_blocks_written_ahead_are_the_batch_that_their_plan_is(store, many, ahead):
    at_once = store.apply(PLAN, check=False)
    expected = content_of(store)
    with store.writing() as connection:
        for form in FORMS:
            connection.execute(f"DELETE FROM {form}_history")
            connection.execute(f"DELETE FROM {form}")
        connection.execute("DELETE FROM batch")
    with store.writing_ahead(check=False) as writing:
        for block in PLAN.blocks[:ahead]:
            writing.put("import", block)
        applied = writing.finish(PLAN)
    assert (applied.count, applied.forms) == (at_once.count, at_once.forms)
    assert content_of(store) == expected
    store.undo(applied.batch)
    assert [store.count(form) for form in FORMS] == [0] * 4


def test_that_blocks_of_a_plan_that_is_given_up_leave_nothing(store, many):
    def give_up():
        with store.writing_ahead() as writing:
            writing.put("import", FIRMS)
            writing.put("import", FIGURES)
            raise KeyboardInterrupt

    before = store.dump()
    with pytest.raises(KeyboardInterrupt):
        give_up()
    assert store.dump() == before
    assert store.batches() == []


def test_that_a_fault_of_a_block_is_told_before_the_batch_stands(filled, many):
    taken = Rows("rd_activity", ("firm", "period"), [("r9", None, "f1", "2024")])

    def write():
        with filled.writing_ahead() as writing:
            writing.put("import", taken)
            writing.finish(ChangePlan("import", "导入", (taken,)))

    before = filled.dump()
    with pytest.raises(UserError, match="同一户同一期"):
        write()
    assert filled.dump() == before
