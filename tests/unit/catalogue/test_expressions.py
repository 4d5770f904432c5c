"""The SQL of a rule is looked at before it runs."""

import pytest

from desktop_app.catalogue.expressions import Names, check_expression


@pytest.fixture(scope="module")
def names(catalogue):
    forms = catalogue.by_code
    records = {"r": forms["rd_activity"], "previous": forms["rd_activity"], "firm": forms["firm"]}
    return Names(records, forms)


GOOD = [
    "r.rd_total >= r.institution_cost",
    "r.rd_total = 0 OR r.staff_cost > 0",
    "r.rd_staff * 12 >= (SELECT SUM(p.staff_months) FROM rd_project_view p WHERE p.firm = r.firm)",
    "abs(r.rd_total - previous.rd_total) * 2 <= previous.rd_total",
    "r.rd_total <= 20000 * :wan",
    "r.rd_total <= :wan * 20000",
    "firm.reg_capital BETWEEN 1 * :yuan AND 5 * :yi",
    "r.rd_staff >= 5 AND r.rd_total > 0",
    "0 < r.rd_total AND 5 > r.rd_staff",
    "substr(firm.uscc, 3, 4) = '3302'",
    "instr(firm.name, 'a/b') = 0",
    "months_between(firm.open_month, '2024-12') >= 4",
    "(SELECT COUNT(*) FROM rd_project_view p WHERE p.cost > 0) >= 3",
    "r.rd_staff > 3 OR (r.rd_total > 0) = 1",
    "EXISTS (SELECT 1 FROM code c WHERE c.list = 'level' AND :year BETWEEN c.since AND c.until)",
    "(SELECT x.n FROM (SELECT COUNT(*) AS n FROM firm_view) x) > 1",
    "r.rd_total * 1000 <= r.staff_cost * (SELECT p.value FROM parameter p WHERE p.name = 'x')",
    "iif(r.rd_staff > 3, 1, 0) = 1",
]


@pytest.mark.parametrize("sql", GOOD)
def test_that_a_sound_expression_passes(sql, names):
    assert list(check_expression(sql, names)) == []


BAD = [
    ("r.rd_total <= 20000", "20000 stands beside an amount"),
    ("20000 >= r.rd_total", "20000 stands beside an amount"),
    ("r.rd_total - previous.rd_total > 5", "5 stands beside an amount"),
    ("r.rd_total + 5 > r.staff_cost", "5 stands beside an amount"),
    ("(r.rd_total + r.staff_cost) > 2 * 3", "2 * 3 stands beside an amount"),
    ("abs(r.rd_total - previous.rd_total) <= 2", "2 stands beside an amount"),
    ("coalesce(r.rd_total, 0) > 7", "7 stands beside an amount"),
    ("r.rd_total BETWEEN 1 AND r.staff_cost", "1 stands beside an amount"),
    ("r.rd_total BETWEEN r.staff_cost AND 9", "9 stands beside an amount"),
    ("NOT (r.rd_staff > 0 AND r.rd_total > 3)", "3 stands beside an amount"),
    ("(SELECT SUM(p.cost) FROM rd_project_view p) > 3", "3 stands beside an amount"),
    ("(SELECT p.staff_months FROM rd_project_view AS p) = 12", "12 stands beside an amount"),
    ("r.rd_staff / r.female_staff > 0", "`/` cuts whole numbers"),
    ("r.rd_totl > 0", "no such column"),
    ("rd.rd_total > 0", "rd is not among the records used"),
    ("p.cost > 0 AND EXISTS (SELECT 1 FROM planets p)", "no such column"),
    ("EXISTS (SELECT 1 FROM code c WHERE c.lists = 'x')", "no such column"),
    ("r.rd_staff > :limit", ":limit is not bound"),
    ("r.rd_staff > 3; DROP TABLE firm", "';' is no part of an expression"),
]


@pytest.mark.parametrize(("sql", "why"), BAD)
def test_that_a_fault_is_told(sql, why, names):
    told = list(check_expression(sql, names))
    assert len(told) == 1
    assert why in told[0]
