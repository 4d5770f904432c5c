"""The live check of a saved record gives what 全审 gives."""

import pytest

from desktop_app.domain.plans import ChangePlan, put, take


def known(store, period="2024"):
    return {(f.rule, f.form, f.uid, f.evidence) for f in store.findings(period)}


def test_that_the_live_check_agrees_with_a_full_check(filled):
    filled.check("2024")
    filled.apply(ChangePlan("edit", "改", (put("rd_activity", "r1", 1, {"rd_total": 5_000_000}),)))
    live = known(filled)
    filled.check("2024")
    assert live == known(filled)


def test_that_a_patent_without_firm_is_checked_too(filled):
    filled.check("2024")
    filled.apply(ChangePlan("edit", "加", (put("patent", "p9", None, {"title": "无主"}),)))
    live = known(filled)
    assert any(uid == "p9" for _rule, _form, uid, _evidence in live)
    filled.check("2024")
    assert live == known(filled)


def test_that_taking_a_record_away_takes_its_findings_away(filled):
    filled.check("2024")
    assert any(uid == "r1" for _rule, _form, uid, _evidence in known(filled))
    filled.apply(ChangePlan("edit", "清除", (take("rd_activity", "r1", 1),)))
    assert not any(uid == "r1" for _rule, _form, uid, _evidence in known(filled))


def test_that_a_code_set_right_frees_its_twin_as_well(filled):
    filled.apply(ChangePlan("edit", "改", (put("firm", "f2", 1, {"uscc": "A"}),)))
    filled.check("2024")
    twins = {uid for rule, _form, uid, _e in known(filled) if rule == "ENT-004"}
    assert twins == {"f1", "f2"}
    version = filled.record("firm", "f2").version
    filled.apply(ChangePlan("edit", "改", (put("firm", "f2", version, {"uscc": "B"}),)))
    assert not [rule for rule, *_rest in known(filled) if rule == "ENT-004"]


def test_that_an_explanation_is_asked_again_when_the_values_change(filled):
    from desktop_app.domain.findings import Severity

    filled.check("2024")
    found = next(f for f in filled.findings("2024") if f.severity is Severity.VERIFY)
    values = {
        "period": "2024",
        "rule": found.rule,
        "form": found.form,
        "record": found.uid,
        "text": "情况属实",
        "evidence": found.evidence,
    }
    filled.apply(ChangePlan("explain", "说明", (put("explanation", "e1", None, values),)))
    again = next(f for f in filled.findings("2024") if (f.rule, f.uid) == (found.rule, found.uid))
    assert again.explanation == "情况属实"
    assert not again.open
    values |= {"evidence": "[other]"}
    version = filled.record("explanation", "e1").version
    filled.apply(ChangePlan("explain", "说明", (put("explanation", "e1", version, values),)))
    assert next(f for f in filled.findings("2024") if f.rule == found.rule).open


@pytest.mark.parametrize("previous", [0, 50_000_000])
def test_that_a_changed_year_re_checks_the_following_one(filled, previous):
    filled.check("2024")
    row = {"firm": "f1", "period": "2023", "rd_total": previous}
    filled.apply(ChangePlan("edit", "加", (put("rd_activity", "r0", None, row),)))
    filled.apply(ChangePlan("edit", "改", (put("rd_activity", "r1", 1, {"rd_total": 10_000_000}),)))
    live = known(filled)
    assert ("RDA-030" in {rule for rule, *_rest in live}) == bool(previous)
    filled.check("2024")
    assert live == known(filled)
