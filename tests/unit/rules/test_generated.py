"""The checks made from field entries: what they find, and under which id."""

from __future__ import annotations

import json

import pytest

from desktop_app.catalogue import load
from desktop_app.rules.generated import KINDS, field_checks, field_queries, raw_query, tally_query

QIAN = 100_000
FORMS = [form for form in load().forms if form.kind != "system"]


def found(bench, code, values, period="2024"):
    """(rule, fields) of the findings made from the entries of a form, for one record."""
    form = bench.catalogue.form(code)
    keys = {"period": period} if form.periodic else {}
    if form.parent:
        keys[form.parent] = "owner"
    bench.put(code, form, {**keys, **values}, "record")
    rows = [
        row
        for query in field_queries(bench.catalogue, form, year=int(period[:4]), table=code)
        for row in bench.ask(query, period)
    ]
    assert {row["uid"] for row in rows} <= {"record"}
    tally = tally_query(bench.catalogue, form, year=int(period[:4]), table=code)
    assert bench.connection.execute(tally, bench.bound(period)).fetchone()[0] == len(rows)
    return {row["rule"]: json.loads(row["fields"]) for row in rows}


def test_that_a_required_field_without_a_value_is_found_although_its_view_gives_0(bench):
    rules = found(bench, "rd_activity", {"rd_staff": 3})

    assert rules == {"REQ-rd_activity-rd_total": ["rd_total"]}


def test_that_a_record_in_order_has_no_finding(bench):
    assert found(bench, "rd_activity", {"rd_staff": 3, "rd_total": 0}) == {}


def test_that_negative_and_broken_amounts_of_107_2_are_one_finding_that_names_the_fields(bench):
    values = {"rd_staff": 3, "rd_total": QIAN, "staff_cost": QIAN + 1, "admin_staff": -1}

    assert found(bench, "rd_activity", values) == {"RDA-032": ["admin_staff", "staff_cost"]}


def test_that_a_blank_is_neither_negative_nor_broken(bench):
    values = {"rd_staff": 3, "rd_total": QIAN, "staff_cost": None, "admin_staff": None}

    assert found(bench, "rd_activity", values) == {}


def test_that_each_field_has_a_finding_of_its_own_where_no_rule_is_named(bench):
    values = {"area_total": -1, "tenants": -1, "income": QIAN - 1}

    assert found(bench, "incubator", values) == {
        "NEG-incubator-area_total": ["area_total"],
        "NEG-incubator-tenants": ["tenants"],
        "INT-incubator-income": ["income"],
    }


def test_that_a_field_that_may_be_negative_is_not_found(bench):
    assert found(bench, "firm_period", {"total_profit": -QIAN, "revenue": -QIAN}) == {
        "NEG-firm_period-revenue": ["revenue"]
    }


def test_that_a_check_with_a_rule_of_its_own_is_left_to_it(bench):
    # ENT-006 asks for the name, ENT-013 for the sign of the capital, ENT-008 for the industry.
    rules = found(bench, "firm", {"reg_capital": -1, "industry_code": "9999"})

    assert "REQ-firm-address" in rules
    assert not {"REQ-firm-name", "NEG-firm-reg_capital", "LST-firm-industry_code"} & set(rules)


def test_that_a_code_outside_its_list_is_found(bench):
    rules = found(bench, "carrier", {"kind": "1", "name": "样例", "level": "9", "type": None})

    assert rules == {"LST-carrier-level": ["level"]}


@pytest.mark.parametrize(("period", "expected"), [("2016", []), ("2024", ["gbt2260"])])
def test_that_a_code_is_judged_by_the_year_checked(bench, period, expected):
    # 江东区 was dissolved in 2016.
    rules = found(bench, "firm", {"gbt2260": "330204"}, period)

    assert rules.get("LST-firm-gbt2260", []) == expected


@pytest.mark.parametrize(("period", "expected"), [("2020", {}), ("2021", {"RDA-032"})])
def test_that_a_field_is_asked_only_in_the_years_of_its_form(bench, period, expected):
    values = {"rd_staff": 3, "rd_total": 0, "self_funds": -1}

    assert set(found(bench, "rd_activity", values, period)) == set(expected)


def test_that_a_scope_keeps_other_records_out(bench):
    form = bench.catalogue.form("rd_activity")
    bench.put(form.code, form, {"firm": "owner", "period": "2024"}, "record")

    queries = field_queries(
        bench.catalogue, form, year=2024, table=form.code, scope="r.firm = 'another'"
    )

    assert [row for query in queries for row in bench.ask(query, "2024")] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_that_there_is_one_scan_for_each_kind_and_shared_id(bench, form):
    checks = field_checks(bench.catalogue, form)
    ids = [check.id for check in checks]
    shared = {name for name in ids if ids.count(name) > 1}
    kinds = {check.kind for check in checks if check.id not in shared}

    queries = field_queries(bench.catalogue, form, year=2024, table=form.code)

    assert len(queries) == len(shared) + len(kinds) <= len(KINDS) + 1
    for query in queries:
        bench.ask(query, "2024")
        assert query.count(f"FROM {form.code} AS r") == 1


def test_that_loose_texts_of_a_record_are_one_finding(bench):
    form = bench.catalogue.form("rd_activity")
    texts = bench.catalogue.form("raw_text")
    bench.put(form.code, form, {"firm": "owner", "period": "2024"}, "record")
    for field, text, reason in (("rd_total", "约300", "not_a_number"), ("papers", "3.5", "")):
        values = {"form": form.code, "record": "record", "field": field, "text": text}
        bench.put(texts.code, texts, {**values, "reason": reason})
    bench.put(texts.code, texts, {"form": "firm", "record": "record", "field": "name", "text": "x"})

    rows = bench.ask(raw_query(form, table=form.code), "2024")

    assert [(row["rule"], row["severity"], row["uid"]) for row in rows] == [
        ("RAW", "强制", "record")
    ]
    assert sorted(json.loads(rows[0]["fields"])) == ["papers", "rd_total"]
    kept = json.loads(json.loads(rows[0]["shown"])["texts"])
    assert sorted(kept) == [["papers", "3.5", ""], ["rd_total", "约300", "not_a_number"]]
    assert bench.ask(raw_query(form, table=form.code), "2023") == []
