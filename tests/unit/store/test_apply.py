import pytest

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import ChangePlan, Rows, put, take
from desktop_app.store import Conflict


def state_of(store, period="2024"):
    rows = list(store.rows("report", ("state",), where="r.period = ?", params=(period,)))
    return rows[0][2] if rows else None


def move_report(store, state, kind="signoff"):
    (uid, version, *_rest) = next(store.rows("report", ()))
    store.apply(ChangePlan(kind, state, (put("report", uid, version, {"state": state}),)))


def test_that_a_batch_keeps_who_wrote_what(filled):
    batch = filled.batches()[0]
    assert (batch.title, batch.person, batch.role, batch.count) == ("底数", "测试员", "填报人", 6)
    assert set(batch.forms) == {"firm", "patent", "patent_owner", "rd_activity"}


def test_that_the_first_figures_of_a_period_open_its_report_as_a_draft(filled):
    assert state_of(filled) == "草稿"


def test_that_a_stale_version_is_refused_and_names_the_record(filled):
    with pytest.raises(Conflict, match="甲公司") as caught:
        filled.apply(ChangePlan("edit", "改", (put("firm", "f1", 99, {"name": "丙"}),)))
    assert caught.value.uids == {"firm": ["f1"]}
    assert filled.record("firm", "f1").values["name"] == "甲公司"


def test_that_a_refused_plan_leaves_nothing_of_itself(filled):
    before = filled.dump(), len(filled.batches())
    plan = ChangePlan(
        "edit",
        "改",
        (put("firm", "f1", 1, {"name": "丙"}), put("firm_period", "x", 5, {"staff_end": 1})),
    )
    with pytest.raises(Conflict):
        filled.apply(plan)
    assert (filled.dump(), len(filled.batches())) == before


def test_that_a_second_record_of_one_firm_in_one_period_is_refused(filled):
    row = ("r3", None, "f1", "2024", 1)
    with pytest.raises(UserError, match="同一户同一期"):
        filled.apply(
            ChangePlan("edit", "加", (Rows("rd_activity", ("firm", "period", "rd_staff"), [row]),))
        )


def test_that_a_firm_with_records_cannot_be_taken_away_alone(filled):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        filled.apply(ChangePlan("edit", "清除", (take("firm", "f1", 1),)), check=False)
    assert filled.record("firm", "f1") is not None


@pytest.mark.parametrize("state", ["已上报", "已受理", "验收"])
def test_that_a_sent_period_is_locked_but_its_firms_are_not(filled, state):
    move_report(filled, state, "send")
    with pytest.raises(UserError, match="已锁定"):
        filled.apply(ChangePlan("edit", "改", (put("rd_activity", "r1", 1, {"rd_staff": 6}),)))
    filled.apply(ChangePlan("edit", "改", (put("firm", "f1", 1, {"name": "甲二公司"}),)))
    assert filled.record("firm", "f1").values["name"] == "甲二公司"


def test_that_changing_a_figure_takes_the_sign_off_back(filled):
    move_report(filled, "已审核")
    filled.apply(ChangePlan("edit", "改", (put("rd_activity", "r1", 1, {"rd_staff": 6}),)))
    assert state_of(filled) == "草稿"


def test_that_undoing_the_change_restores_the_sign_off(filled):
    move_report(filled, "已审核")
    before = filled.dump()
    applied = filled.apply(
        ChangePlan("edit", "改", (put("rd_activity", "r1", 1, {"rd_staff": 6}),))
    )
    filled.undo(applied.batch)
    assert filled.dump() == before
    assert state_of(filled) == "已审核"


def test_that_name_key_and_initials_follow_the_name(filled):
    filled.apply(ChangePlan("edit", "改", (put("firm", "f1", 1, {"name": "宁波（甬能） 公司"}),)))
    values = filled.record("firm", "f1").values
    assert values["name_key"] == "宁波(甬能)公司"
    assert values["initials"] == "NBYNGS"
