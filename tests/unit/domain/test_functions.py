"""The functions of the rules, called through SQLite as the rules call them."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.functions import FUNCTIONS, near_power_of_ten, similarity

LISTED = {
    "is_uscc",
    "is_org_code",
    "is_reg_no",
    "is_patent_no",
    "is_pct_no",
    "is_cert_no",
    "is_phone",
    "is_mobile",
    "matches",
    "name_key",
    "latin_run",
    "similarity",
    "months_between",
    "add_years",
    "days_between",
    "amount",
    "pct_change",
    "near_power_of_ten",
}


@pytest.fixture(scope="module")
def sql():
    connection = sqlite3.connect(":memory:")
    for name, (arity, function) in FUNCTIONS.items():
        connection.create_function(name, arity, function, deterministic=True)
    yield lambda text: connection.execute(f"SELECT {text}").fetchone()[0]
    connection.close()


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("is_uscc('91330203MA2TE5T1XB')", 1),
        ("is_uscc('91330203MA2TE5T1XA')", 0),
        ("is_uscc('')", 0),
        ("is_org_code(substr('91330203MA2TE5T1XB', 9, 9))", 1),
        ("is_reg_no('330203000012343')", 1),
        ("is_patent_no('202110123456.7')", 1),
        ("is_pct_no('PCT/CN2021/123456')", 1),
        ("is_cert_no('GR202133101234')", 1),
        ("is_phone('0574-87654321')", 1),
        ("is_mobile('13800000000')", 1),
        ("matches('GR2021', '^G[RFS]20')", 1),
        ("matches('XGR2021', '^G[RFS]20')", 0),
        ("matches(2021, '^20')", 1),
        ("name_key('甬江（集团） a')", "甬江(集团)A"),
        ("latin_run('基于AI的MES系统')", 3),
        ("latin_run('新材料')", 0),
        ("similarity('一种装置', '一种装置')", 1.0),
        ("similarity('一种装置', '完全不同')", 0.0),
        ("months_between('2024-03', '2024-09')", 6),
        ("months_between('2024', '2024-09')", None),
        ("add_years('2020-02-29', 3)", "2023-02-28"),
        ("add_years('不详', 3)", None),
        ("days_between('2024-01-01', '2024-12-31')", 365),
        ("days_between('2024-02-30', '2024-12-31')", None),
        ("amount(123450000, 100000)", "1,234.5"),
        ("amount(-100, 100)", "−1"),
        ("pct_change(343, 200)", "+71.5%"),
        ("pct_change(100, 200)", "−50.0%"),
        ("pct_change(200, 200)", "0.0%"),
        ("pct_change(100, -100)", "+200.0%"),
        ("pct_change(1000000, 100)", "+999,900.0%"),
        ("pct_change(100, 0)", None),
        ("near_power_of_ten(1000, 1)", 1),
        ("near_power_of_ten(1, 10500)", 1),
        ("near_power_of_ten(12, 1)", 0),
        ("near_power_of_ten(1, 1)", 0),
        ("near_power_of_ten(0, 10)", 0),
        ("near_power_of_ten(-10, 1)", 0),
    ],
)
def test_that_a_function_answers_in_sql(sql, text, result):
    assert sql(text) == result


def test_that_the_functions_are_those_that_rules_may_use():
    assert set(FUNCTIONS) == LISTED


@pytest.mark.parametrize("name", sorted(LISTED))
def test_that_null_gives_null(sql, name):
    arity = FUNCTIONS[name][0]
    for place in range(arity):
        arguments = ["1"] * arity
        arguments[place] = "NULL"
        assert sql(f"{name}({', '.join(arguments)})") is None


@given(st.text(max_size=20), st.text(max_size=20))
def test_that_similarity_does_not_depend_on_the_order(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1


@given(st.integers(1, 10**9), st.integers(1, 6))
def test_that_a_wrong_unit_is_seen_whatever_the_amount(number, power):
    assert near_power_of_ten(number * 10**power, number)
    assert near_power_of_ten(-number, -number * 10**power)
    assert not near_power_of_ten(number * 10**power * 2, number)
