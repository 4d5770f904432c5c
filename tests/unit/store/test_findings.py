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


def edit(store, form, uid, **values):
    record = store.record(form, uid)
    block = put(form, uid, record.version if record else None, values)
    return store.apply(ChangePlan("edit", "改", (block,)))


def told(store, period="2024"):
    return {(f.rule, f.uid, f.evidence, str(f.shown)) for f in store.findings(period)}


def test_that_a_new_name_of_a_firm_reaches_the_findings_of_others(filled):
    edit(filled, "hte_cert", "h1", firm="f1", cert_no="GR202333100657")
    edit(filled, "hte_cert", "h2", firm="f2", cert_no="GR202333100657")
    filled.check("2024")
    edit(filled, "firm", "f2", name="丙公司")
    live = told(filled)
    assert any("丙公司" in shown for _rule, uid, _evidence, shown in live if uid == "h1")
    filled.check("2024")
    assert live == told(filled)


def test_that_a_firm_that_becomes_due_is_asked_for_all_its_records(filled):
    edit(filled, "label", "l1", firm="f1")
    edit(filled, "rd_activity", "r3", firm="f1", period="2023", rd_staff=1)
    edit(filled, "firm", "f1", op_status="7")
    filled.apply(ChangePlan("edit", "清除", (take("rd_activity", "r1", 1),)))
    filled.check("2024")
    assert not {uid for _rule, uid, *_rest in told(filled)} & {"f1", "l1"}
    edit(filled, "rd_activity", "r9", firm="f1", period="2024", rd_staff=1)
    live = told(filled)
    assert {uid for _rule, uid, *_rest in live} >= {"f1", "l1"}
    filled.check("2024")
    assert live == told(filled)


def test_that_a_checked_period_without_report_follows_the_data(filled):
    filled.check("2020")
    edit(filled, "patent", "p9", title="无主")
    live = told(filled, "2020")
    assert any(uid == "p9" for _rule, uid, *_rest in live)
    filled.check("2020")
    assert live == told(filled, "2020")


def test_that_figures_two_years_old_re_check_what_reads_them(filled):
    for number, year in enumerate(("2022", "2023", "2024")):
        edit(filled, "rd_activity", f"x{number}" if year != "2024" else "r1", firm="f1",
             period=year, rd_total=300_000)  # fmt: skip
        edit(filled, "firm_period", f"y{number}", firm="f1", period=year, revenue=1_000_000)
    edit(filled, "hte_cert", "h1", firm="f1", issue_date="2022-12-01", expire_date="2025-12-01")
    filled.check("2024")
    edit(filled, "rd_activity", "x0", rd_total=0)
    edit(filled, "firm_period", "y0", revenue=900_000_000)
    live = told(filled)
    filled.check("2024")
    assert live == told(filled)


def test_that_opening_a_period_makes_the_others_ask_for_a_check(filled):
    edit(filled, "patent", "p1", app_date="2025-06-01")
    filled.check("2024")
    assert any(rule == "PAT-010" for rule, *_rest in told(filled))
    edit(filled, "rd_activity", "r9", firm="f1", period="2025", rd_staff=1)
    assert not filled.checked_at("2024")


def test_that_a_due_list_that_comes_or_goes_makes_the_period_ask_for_a_check(filled):
    filled.check("2024")
    edit(filled, "due", "d1", firm="f1", period="2024", state="missing")
    assert not filled.checked_at("2024")
    filled.check("2024")
    edit(filled, "due", "d2", firm="f2", period="2024", state="missing")
    assert filled.checked_at("2024")
    live = told(filled)
    filled.check("2024")
    assert live == told(filled)
    first, second = (filled.record("due", uid) for uid in ("d1", "d2"))
    gone = tuple(take("due", one.uid, one.version) for one in (first, second))
    filled.apply(ChangePlan("edit", "清除", gone))
    assert not filled.checked_at("2024")


def test_that_heads_stand_in_the_order_of_the_findings_and_know_what_is_explained(filled):
    filled.check("2024")
    found = next(f for f in filled.findings("2024") if f.severity == "核实")
    values = {
        "period": "2024",
        "rule": found.rule,
        "form": found.form,
        "record": found.uid,
        "text": "情况属实",
        "evidence": found.evidence,
    }
    filled.apply(ChangePlan("explain", "说明", (put("explanation", "e1", None, values),)))
    assert len({f.severity for f in filled.findings("2024")}) > 1
    assert list(filled.heads("2024")) == [
        (f.rule, f.form, f.uid, f.severity, bool(f.explanation)) for f in filled.findings("2024")
    ]
