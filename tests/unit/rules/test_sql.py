"""The queries made from rules: complete, quick, and the same however they are asked."""

from __future__ import annotations

import csv
import re

import pytest

from desktop_app.catalogue import load
from desktop_app.catalogue.model import Rule
from desktop_app.domain.findings import Severity
from desktop_app.rules.generated import field_checks, field_queries, raw_query
from desktop_app.rules.sql import (
    MOST_SWEPT,
    breach_query,
    related,
    rules_of,
    sweep_query,
    tally_query,
)

RULES = list(load().rules.values())
FORMS = [form for form in load().reported if any(rule.form == form.code for rule in RULES)]
BY_TWO = re.compile(r"unit=\? AND \w+=\?")
CATALOGUE_TABLE = re.compile(r"(SEARCH|SCAN) (n|b|w|c|period|json_each) ?")


def plan(bench, query):
    """The steps that SQLite takes, without the one that walks the records under check."""
    found = bench.connection.execute(f"EXPLAIN QUERY PLAN {query}", bench.bound("2024"))
    return [detail for *_, detail in found if detail.startswith(("SEARCH", "SCAN"))]


def test_that_every_known_rule_is_there_with_its_severity(catalogue, root):
    made = {
        (check.id, Severity.MUST.value, form.code)
        for form in catalogue.forms
        for check in field_checks(catalogue, form)
        if check.id[4:].isdigit()
    }
    written = {(rule.id, rule.severity.value, rule.form) for rule in RULES}

    with (root / "tests/golden/rules.csv").open(encoding="utf-8", newline="") as file:
        known = {tuple(row.values()) for row in csv.DictReader(file)}

    assert written | made == known


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_that_other_records_are_looked_up_by_an_index_of_their_own_key(bench, rule):
    form = bench.catalogue.form(rule.form)
    steps = plan(bench, breach_query(bench.catalogue, rule, source=form.view))

    walked, *looked_up = steps
    assert form.code in walked
    slow = [s for s in looked_up if not BY_TWO.search(s) and not CATALOGUE_TABLE.match(s)]
    assert slow == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_that_one_firms_records_are_found_without_walking_all(bench, form):
    key = "firm" if form.parent == "firm" else form.parent
    scope = f"r.{key} = 'x'" if key else "r.uid = 'x'"
    rules = rules_of(bench.catalogue, form.code, 2024)
    queries = [
        sweep_query(bench.catalogue, rules, source=form.view, scope=scope),
        *field_queries(bench.catalogue, form, year=2024, table=form.code, scope=scope),
        raw_query(form, table=form.code, scope=scope),
    ]

    tables = {other.code for other in bench.catalogue.forms}
    for query in queries:
        scans = [s.split()[1] for s in plan(bench, query) if s.startswith("SCAN")]
        assert tables.isdisjoint(scans)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_that_a_sweep_says_what_the_rule_alone_says(bench, rule):
    form = bench.catalogue.form(rule.form)
    bad = rule.cases[1]
    source = bench.live(form, bench.place(rule, bad))

    alone = bench.ask(breach_query(bench.catalogue, rule, source=source), bad.period)
    together = bench.ask(sweep_query(bench.catalogue, [rule], source=source), bad.period)

    assert len(alone) == 1
    assert together == alone


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_that_a_sweep_of_many_rules_gives_each_its_own_records(bench, form):
    # The empty record breaks some rules and not others.
    keys = {"period": "2024"} if form.periodic else {}
    source = bench.live(form, {**keys, **({form.parent: "owner"} if form.parent else {})})
    rules = rules_of(bench.catalogue, form.code, 2024)

    expected = [
        row
        for rule in rules
        for row in bench.ask(breach_query(bench.catalogue, rule, source=source), "2024")
    ]
    assert bench.ask(sweep_query(bench.catalogue, rules, source=source), "2024") == expected


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_that_a_tally_counts_what_a_sweep_gives(bench, form):
    keys = {"period": "2024"} if form.periodic else {}
    source = bench.live(form, {**keys, **({form.parent: "owner"} if form.parent else {})})
    rules = rules_of(bench.catalogue, form.code, 2024)

    found = [
        row["severity"]
        for row in bench.ask(sweep_query(bench.catalogue, rules, source=source), "2024")
    ]
    tally = tally_query(bench.catalogue, rules, source=source)
    [counts] = bench.connection.execute(tally, bench.bound("2024"))

    assert list(counts) == [found.count(severity.value) for severity in Severity]


@pytest.mark.parametrize("count", [0, MOST_SWEPT + 1])
def test_that_a_sweep_takes_as_many_rules_as_it_has_bits(catalogue, count):
    with pytest.raises(ValueError, match=str(count)):
        sweep_query(catalogue, [RULES[0]] * count, source="firm_view")


def test_that_rules_are_asked_in_their_years_only(catalogue):
    old = {rule.id for rule in rules_of(catalogue, "rd_activity", 2020)}
    new = {rule.id for rule in rules_of(catalogue, "rd_activity", 2021)}

    assert old - new == {"RDA-037"}
    assert new - old == {"RDA-019", "RDA-036"}


def test_that_evidence_holds_all_that_the_condition_reads(bench, catalogue):
    rule = catalogue.rules["RDA-029"]
    form = catalogue.form(rule.form)
    source = bench.live(form, bench.place(rule, rule.cases[1]))

    row = bench.ask(breach_query(catalogue, rule, source=source), "2024")[0]

    # R&D expenses, the revenue they are held against, and both as shown.
    assert row["evidence"] == '[150100000,300000000,"3,000","50"]'
    assert row["shown"] == '{"pct":"50","rd_total":150100000,"revenue":"3,000"}'
    assert row["fields"] == '["rd_total"]'


def test_that_evidence_stays_the_same_when_a_blank_becomes_0(bench, catalogue):
    rule: Rule = catalogue.rules["RDA-021"]
    form = catalogue.form(rule.form)
    answers = []
    for values in ({}, {"institutions": 0}):
        source = bench.live(form, {"firm": "owner", "period": "2024", **values})
        answers += bench.ask(breach_query(catalogue, rule, source=source), "2024")

    assert answers[0] == answers[1]


def test_that_a_change_names_the_forms_to_check_anew(catalogue):
    assert related(catalogue, "rd_project") == {"rd_project", "rd_activity", "firm"}
    assert related(catalogue, "rd_activity") == {"rd_activity", "hte_cert", "firm"}
    assert related(catalogue, "patent_owner") == {"patent_owner", "patent"}
    assert related(catalogue, "carrier") == {"carrier", "incubator"}
    assert "rd_activity" in related(catalogue, "firm_period")
