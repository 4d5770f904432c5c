"""A large plan is written part by part, and all of it or nothing."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import Cancelled
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.store import writing as applying


@pytest.fixture
def plan(monkeypatch):
    monkeypatch.setattr(applying, "AT_ONCE", 3)
    rows = [(f"f{n}", None, f"第{n}公司") for n in range(10)]
    return ChangePlan("import", "导入", (Rows("firm", ("name",), rows),))


def test_that_a_plan_in_parts_is_one_batch(store, plan):
    told = []
    applied = store.apply(plan, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(0, 10), (3, 10), (6, 10), (9, 10)]
    assert (applied.count, store.count("firm")) == (10, 10)
    store.undo(applied.batch)
    assert store.count("firm") == 0


def test_that_a_plan_stopped_between_its_parts_leaves_nothing(store, plan):
    before = store.dump()

    def stop(done, _whole):
        if done > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        store.apply(plan, progress=stop)
    assert store.dump() == before
    assert store.batches() == []
