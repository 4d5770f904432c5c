from __future__ import annotations

import datetime as dt

import pytest

from desktop_app.importing.period_text import find_period, period_of_cell


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("２０２４年度", "2024"),
        ("二〇二四年度", "2024"),
        ("2024年1-9月", "2024M01-09"),
        ("2024年1—9月", "2024M01-09"),
        ("2024年1月至9月", "2024M01-09"),
        ("2024年9月累计", "2024M01-09"),
        ("截至2024年9月", "2024M01-09"),
        ("2024年9月", "2024M09"),
        ("2024-09", "2024M09"),
        ("2024/9", "2024M09"),
        ("202409", "2024M09"),
        ("2024年三季度", "2024Q3"),
        ("2024年第三季度", "2024Q3"),
        ("2024Q3", "2024Q3"),
        ("2024年上半年", "2024M01-06"),
        ("2024年前三季度", "2024M01-09"),
        ("2024年1-12月", "2024"),
        ("2024年1月", "2024M01"),
        ("2024M01-11", "2024M01-11"),
        (2024.0, "2024"),
        (202409.0, "2024M09"),
        (dt.date(2024, 1, 1), "2024"),
        ("2024年12月31日", ""),
        ("2023-2024年度", ""),
        ("三季度", ""),
        ("GR202433100001", ""),
        ("无", ""),
        (3.5, ""),
        (True, ""),
    ],
)
def test_that_a_cell_names_its_period(text, code):
    assert period_of_cell(text) == code


@pytest.mark.parametrize(("text", "code"), [("三季度", "2023Q3"), ("1-9月", "2023M01-09")])
def test_that_a_part_of_a_year_takes_the_year_of_its_sheet(text, code):
    assert period_of_cell(text, "2023") == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("海曙区2024年度企业研发情况表（单位：万元）", "2024"),
        ("2021—2025年行动计划2024年台账", "2024"),
        ("2024年1-11月研发投入（千元）", "2024M01-11"),
        ("企业名单 填报日期：2025年1月8日 报告期：2024年", "2024"),
    ],
)
def test_that_a_title_names_the_period_of_its_sheet(title, code):
    found = find_period(title)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("title", ["企业名单", "2023年与2024年对比表", "2025年1月8日填报", ""])
def test_that_a_title_without_one_clear_period_names_none(title):
    assert find_period(title) is None
