"""Every rule gives the stated outcome for its three records, while typing and in bulk."""

from __future__ import annotations

import sqlite3

import pytest

from desktop_app.catalogue import load
from desktop_app.rules.sql import _joins, breach_query, record_condition

CASES = [(rule, case) for rule in load().rules.values() for case in rule.cases]
IDS = [f"{rule.id}-{case.name}" for rule, case in CASES]
KEPT_BY_TABLE = {("SUP-005", "bad")}
"""The table itself refuses this record; it can only be met while it is being typed."""


def outcome(bench, rule, source, period):
    """True, False, or None for not applicable, of the one record with the rule's uid."""
    form = bench.catalogue.form(rule.form)
    row = bench.connection.execute(
        f"SELECT ({rule.needs or 1}), ({rule.holds}) FROM {source} AS r"
        f"{_joins(bench.catalogue, form, rule.uses)} "
        f"WHERE {record_condition(form, '')} AND r.uid = 'record'",
        bench.bound(period),
    ).fetchone()
    needed, holds = row
    return bool(holds) if needed and holds is not None else None


@pytest.mark.parametrize(("rule", "case"), CASES, ids=IDS)
def test_that_the_record_has_the_stated_outcome(bench, rule, case):
    form = bench.catalogue.form(rule.form)
    values = bench.place(rule, case)
    live = bench.live(form, values)
    sources = [live]
    if (rule.id, case.name) in KEPT_BY_TABLE:
        with pytest.raises(sqlite3.IntegrityError):
            bench.put(form.code, form, values, "record")
    else:
        bench.put(form.code, form, values, "record")
        sources.append(form.view)

    answers = []
    for source in sources:
        assert outcome(bench, rule, source, case.period) is case.holds
        query = breach_query(bench.catalogue, rule, source=source, scope="r.uid = 'record'")
        answers.append(bench.ask(query, case.period))
        assert len(answers[-1]) == (case.holds is False)
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("rule", load().rules.values(), ids=list(load().rules))
def test_that_a_rule_has_one_good_one_bad_and_one_blank_record(rule):
    assert [case.name for case in rule.cases] == ["good", "bad", "blank"]
    assert [case.holds for case in rule.cases][:2] == [True, False]
    assert all(rule.since <= int(case.period[:4]) <= rule.until for case in rule.cases)
