import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.catalogue import load
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, Rows, put, take
from desktop_app.store import Conflict, Store
from desktop_app.store import store as store_module


def edit(store, uid, name):
    version = store.record("firm", uid).version
    return store.apply(ChangePlan("edit", name, (put("firm", uid, version, {"name": name}),)))


def test_that_undo_undo_redo_redo_returns_to_the_same_bytes(filled):
    dumps = [filled.dump()]
    first = edit(filled, "f1", "甲一")
    dumps.append(filled.dump())
    second = edit(filled, "f1", "甲二")
    dumps.append(filled.dump())
    back = filled.undo(second.batch)
    assert filled.dump() == dumps[1]
    further = filled.undo(first.batch)
    assert filled.dump() == dumps[0]
    filled.undo(further.batch)
    assert filled.dump() == dumps[1]
    filled.undo(back.batch)
    assert filled.dump() == dumps[2]


def test_that_next_steps_walk_back_and_forth_like_a_stack(filled):
    first, second = edit(filled, "f1", "甲一").batch, edit(filled, "f1", "甲二").batch
    assert filled.next_steps() == (second, None)
    undone = filled.undo(second).batch
    assert filled.next_steps() == (first, undone)
    redone = filled.undo(undone).batch
    assert filled.next_steps() == (redone, None)
    filled.undo(redone)
    edit(filled, "f2", "乙一")
    assert filled.next_steps()[1] is None


def test_that_undo_is_refused_when_a_record_was_edited_later_and_names_it(filled):
    done = filled.apply(
        ChangePlan(
            "edit", "两家", (Rows("firm", ("name",), [("f1", 1, "甲一"), ("f2", 1, "乙一")]),)
        )
    )
    edit(filled, "f1", "甲九")
    before = filled.dump()
    with pytest.raises(Conflict, match="甲九"):
        filled.undo(done.batch)
    assert filled.dump() == before
    filled.undo(done.batch, free_only=True)
    assert filled.record("firm", "f1").values["name"] == "甲九"
    assert filled.record("firm", "f2").values["name"] == "乙公司"


def test_that_a_firm_that_got_records_later_stays(filled):
    done = filled.apply(
        ChangePlan("import", "新企业", (put("firm", "f3", None, {"name": "丙公司"}),)), check=False
    )
    row = ("r3", None, "f3", "2024", 1)
    filled.apply(
        ChangePlan("edit", "加", (Rows("rd_activity", ("firm", "period", "rd_staff"), [row]),))
    )
    assert [blocked.reason for blocked in filled.preview_undo(done.batch).blocked] == ["referred"]
    with pytest.raises(Conflict, match="丙公司"):
        filled.undo(done.batch)


def test_that_a_removed_record_does_not_return_below_a_missing_firm(filled):
    row = filled.record("rd_activity", "r2")
    gone = filled.apply(ChangePlan("edit", "清除", (take("rd_activity", "r2", row.version),)))
    filled.apply(ChangePlan("edit", "清除", (take("firm", "f2", 1),)))
    assert filled.preview_undo(gone.batch).blocked[0].reason == "orphan"
    with pytest.raises(Conflict):
        filled.undo(gone.batch)


def test_that_a_removed_record_does_not_return_onto_a_taken_key(filled):
    gone = filled.apply(ChangePlan("edit", "清除", (take("rd_activity", "r2", 1),)))
    row = ("r9", None, "f2", "2024", 1)
    filled.apply(
        ChangePlan("edit", "加", (Rows("rd_activity", ("firm", "period", "rd_staff"), [row]),))
    )
    assert filled.preview_undo(gone.batch).blocked[0].reason == "key"


def test_that_what_was_sent_is_not_taken_back(filled):
    changed = filled.apply(
        ChangePlan("edit", "改", (put("rd_activity", "r1", 1, {"rd_staff": 6}),))
    )
    uid, version = next(filled.rows("report", ()))
    sent = filled.apply(
        ChangePlan("send", "上报", (put("report", uid, version, {"state": "已上报"}),))
    )
    with pytest.raises(UserError, match="已经上报"):
        filled.undo(sent.batch)
    with pytest.raises(Conflict):
        filled.undo(changed.batch)


def test_that_nothing_before_a_sent_report_is_offered_any_more(filled):
    edit(filled, "f1", "甲一")
    uid, version = next(filled.rows("report", ()))
    block = put("report", uid, version, {"state": "已上报"})
    filled.apply(ChangePlan("send", "上报", (block,)))
    assert filled.next_steps() == (None, None)
    later = edit(filled, "f2", "乙一").batch
    assert filled.next_steps() == (later, None)


def test_that_the_preview_counts_what_would_happen(filled):
    preview = filled.preview_undo(1)
    assert preview.removed == {
        "firm": 2,
        "patent": 1,
        "patent_owner": 1,
        "rd_activity": 2,
        "report": 1,
    }
    assert not preview.blocked


def test_that_a_batch_that_does_not_exist_is_named(filled):
    with pytest.raises(UserError, match="没有第 77 批"):
        filled.undo(77)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["firm", "patent", "rd_activity"]),
        st.integers(0, 3),
        st.sampled_from(["put", "take"]),
        st.one_of(st.none(), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=6,
)
FIELDS = {"firm": "name", "patent": "title", "rd_activity": "rd_staff"}


def plan_of(store, changes):
    blocks = []
    seen = set()
    for form, number, act, value in changes:
        uid = f"{form[0]}{number}"
        if (form, uid) in seen:
            continue
        seen.add((form, uid))
        record = store.record(form, uid)
        if act == "take":
            if record is not None and form != "firm":
                blocks.append(take(form, uid, record.version))
            continue
        stored = value if form == "rd_activity" or value is None else f"名{value}"
        values = {FIELDS[form]: stored}
        if record is None and form != "firm":
            values |= {"firm": f"f{number % 2}"}
            values |= {"period": f"202{number}"} if form == "rd_activity" else {}
        blocks.append(put(form, uid, record.version if record else None, values))
    return ChangePlan("edit", "任意", tuple(blocks))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plans=st.lists(CHANGES, min_size=1, max_size=5))
def test_that_undo_of_any_plans_returns_to_the_same_bytes(plans, tmp_path_factory):
    store = Store.create(tmp_path_factory.mktemp("s") / "data.db", load(), "330203")
    firms = [("f0", None, "甲"), ("f1", None, "乙")]
    store.apply(ChangePlan("import", "底", (Rows("firm", ("name",), firms),)), check=False)
    dumps, batches = [store.dump()], []
    for changes in plans:
        plan = plan_of(store, changes)
        if plan.size:
            batches.append(store.apply(plan, check=False).batch)
            dumps.append(store.dump())
    undone = []
    for batch, dump in zip(reversed(batches), reversed(dumps[:-1]), strict=True):
        undone.append(store.undo(batch).batch)
        assert store.dump() == dump
    for batch, dump in zip(reversed(undone), dumps[1:], strict=True):
        store.undo(batch)
        assert store.dump() == dump
    store.close()


def test_that_an_undo_taken_back_is_called_a_redo_of_what_it_was(filled):
    done = edit(filled, "f1", "甲一")
    back = filled.undo(done.batch)
    again = filled.undo(back.batch)
    assert [back.title, again.title] == ["撤销：甲一", "重做：甲一"]
    assert filled.undo(again.batch).title == "撤销：甲一"


def test_that_a_large_batch_takes_its_findings_along(store):
    rows = [(f"f{n}", None, f"公司{n}") for n in range(store_module.CHECKED_AT_ONCE + 1)]
    done = store.apply(ChangePlan("import", "名录", (Rows("firm", ("name",), rows),)), check=False)
    store.check("2024")
    assert store.findings("2024")
    store.undo(done.batch)
    assert store.findings("2024") == []
    assert store.checked_at("2024") == ""
