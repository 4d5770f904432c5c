"""Totals in other units than their indicator's, wherever these stand."""

from __future__ import annotations

import pytest

STAFF, FIRMS, MONEY = "高新技术企业从业人员期末人数", "高新技术企业数", "技术合同交易额"


def values(found):
    return [one["value"] for one in found.fields("unit_total")]


@pytest.mark.parametrize(
    ("name", "unit", "cell", "value"),
    [
        (STAFF, "万人", 8, "8"),
        (STAFF, "人", 80000, "8"),
        (STAFF, "万人", "8万人", "8"),
        (STAFF, "万人", "80000人", "8"),
        (FIRMS, "家", 320, "320"),
        (FIRMS, "万家", 0.03, "300"),
        (MONEY, "亿元", 3, "3"),
        (MONEY, "万元", 30000, "3"),
        (MONEY, "万元", "3亿元", "3"),
    ],
)
def test_that_the_unit_of_a_row_or_cell_is_counted_once(sheet, name, unit, cell, value):
    assert values(sheet([["2023年"], ["指标", "单位", "数值"], [name, unit, cell]])) == [value]


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        (f"{STAFF}（万人）", 8, "8"),
        (f"{STAFF}（人）", 80000, "8"),
        (f"{MONEY}（万元）", 30000, "3"),
    ],
)
def test_that_the_unit_of_a_name_is_counted_once(sheet, name, cell, value):
    assert values(sheet([["2023年"], ["指标", "数值"], [name, cell]])) == [value]


def test_that_the_unit_of_a_heading_is_counted_once(sheet):
    assert values(sheet([["2023年"], ["指标", "数值（万人）"], [STAFF, 8]])) == ["8"]


def test_that_units_across_are_counted_once(sheet):
    rows = [["2023年"], ["区县", STAFF, FIRMS], ["", "万人", "家"], ["海曙区", 8, 3]]
    assert values(sheet(rows)) == ["8", "3"]
    rows = [["2023年"], ["区县", f"{STAFF}（万人）", f"{FIRMS}（家）"], ["海曙区", 8, 3]]
    assert values(sheet(rows)) == ["8", "3"]


@pytest.mark.parametrize(
    ("name", "title", "flags"),
    [
        (MONEY, "2023年", {"unit_assumed"}),
        (STAFF, "2023年", {"unit_assumed"}),
        (FIRMS, "2023年", set()),
        (MONEY, "2023年（单位：万元）", set()),
    ],
)
def test_that_an_amount_without_any_unit_is_asked_about(sheet, name, title, flags):
    found = sheet([[title], ["指标", "数值"], [name, 423500]])
    assert {flag for one in found.entries for flag in one["flags"]} == flags


@pytest.mark.parametrize("mark", ["-", "—", "/", "", "无"])
def test_that_an_indicator_without_a_figure_is_no_total(sheet, mark):
    found = sheet([["2023年"], ["指标", "数值"], [FIRMS, mark], [STAFF, 9]])
    assert (values(found), found.skipped) == (["9"], {3: "no_figure"})


def test_that_a_total_of_which_the_figure_is_an_error_is_refused(sheet):
    found = sheet([["2023年"], ["指标", "数值"], [FIRMS, "#N/A"]])
    assert (found.records("unit_total"), found.rejected) == ([], {3: "no_figure"})
    assert found.entries[0]["cells"] == ["B3"]
