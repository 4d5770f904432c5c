"""What a batch changed, also after later batches changed the same records again."""

from __future__ import annotations

from desktop_app.catalogue import load
from desktop_app.domain.plans import ChangePlan, put, take
from desktop_app.store.changes import Counted, changes, counted


def of(store, batch, limit=100):
    with store.reading() as connection:
        return changes(connection, load(), store.unit, batch, limit=limit)


def set_staff(store, staff):
    version = store.record("rd_activity", "r1").version
    return store.apply(
        ChangePlan("edit", "改数", (put("rd_activity", "r1", version, {"rd_staff": staff}),))
    ).batch


def test_that_counts_tell_added_changed_and_removed_apart(filled):
    changed = set_staff(filled, 9)
    version = filled.record("patent_owner", "o1").version
    plan = ChangePlan("edit", "清除", (take("patent_owner", "o1", version),))
    removed = filled.apply(plan).batch
    with filled.reading() as connection:
        found = counted(connection, load(), 1, removed)
    assert found[1] == Counted(added=6)
    assert found[changed] == Counted(changed=1)
    assert found[removed] == Counted(removed=1)


def test_that_values_are_those_before_and_after_that_batch(filled):
    first = set_staff(filled, 9)
    second = set_staff(filled, 11)
    (change,) = of(filled, first)
    assert change.subject == "甲公司"
    assert change.kind == "changed"
    assert change.values == (("rd_staff", 5, 9),)
    (later,) = of(filled, second)
    assert later.values == (("rd_staff", 9, 11),)


def test_that_new_records_are_named_without_their_values(filled):
    found = of(filled, 1)
    assert {change.kind for change in found} == {"added"}
    assert all(change.values == () for change in found)
    assert "乙公司" in {change.subject for change in found}


def test_that_no_more_records_are_read_than_asked_for(filled):
    assert len(of(filled, 1, limit=2)) == 2
