from __future__ import annotations

import datetime as dt

import pytest

from desktop_app.importing.mapping.period_text import completed, find_period, period_of_cell


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("２０２４年度", "2024"),
        ("二〇二四年度", "2024"),
        ("2024年1-9月", "2024M01-09"),
        ("2024年1—9月", "2024M01-09"),
        ("2024(1-9)", "2024M01-09"),
        ("2024年（1-9）", "2024M01-09"),
        ("2024年1月至9月", "2024M01-09"),
        ("2024年9月累计", "2024M01-09"),
        ("截至2024年9月", "2024M01-09"),
        ("2024年6月底", "2024M01-06"),
        ("2024年6月末", "2024M01-06"),
        ("2024年6月底前", ""),
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


@pytest.mark.parametrize(
    ("text", "code"), [("三季度", "2023Q3"), ("三季度末", "2023Q3"), ("1-9月", "2023M01-09")]
)
def test_that_a_part_of_a_year_takes_the_year_of_its_sheet(text, code):
    assert period_of_cell(text, "2023") == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("海曙区2024年度企业研发情况表（单位：万元）", "2024"),
        ("2021—2025年行动计划2024年台账", "2024"),
        ("2024年1-11月研发投入（千元）", "2024M01-11"),
        ("企业名单 填报日期：2025年1月8日 报告期：2024年", "2024"),
        ("高新技术企业汇总（2022）", "2022"),
    ],
)
def test_that_a_title_names_the_period_of_its_sheet(title, code):
    found = find_period(title)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "title", ["企业名单", "2023年与2024年对比表", "2025年1月8日填报", "甬科高（2019）45号", ""]
)
def test_that_a_title_without_one_clear_period_names_none(title):
    assert find_period(title) is None


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2023年前8个月", "2023M01-08"),
        ("2023年一至三季度", "2023M01-09"),
        ("二〇二三年一至八月", "2023M01-08"),
        ("2023.01-08", "2023M01-08"),
        ("2023.1-8月", "2023M01-08"),
        ("2023年4-6月", "2023Q2"),
        ("2023年1月至2023年9月", "2023M01-09"),
        ("202301-202312", "2023"),
        ("2023-01-01至2023-06-30", "2023M01-06"),
        ("2024年3月报送2023年度企业情况", "2023"),
        ("2023年度企业情况（2024年3月制）", "2023"),
        ("关于2024年开展2023年度统计", "2023"),
        ("表2 2023年研发费用", "2023"),
        ("截止2023年6月底", "2023M01-06"),
        ("截至2023年9月30日", "2023M01-09"),
        ("2023年1月1日至9月30日", "2023M01-09"),
        ("2023年Ⅲ季度", "2023Q3"),
        ("2023年IV季度", "2023Q4"),
        ("2023年首季", "2023Q1"),
        ("2023年一季度至三季度", "2023M01-09"),
        ("2023年Q1-Q3", "2023M01-09"),
        ("2023Q1-Q3", "2023M01-09"),
        ("2023H1", "2023M01-06"),
        ("1H2023企业情况", "2023M01-06"),
        ("2023年H1高新技术企业数", "2023"),
        ("2023年半年度报表", "2023M01-06"),
        ("2023年年中", "2023M01-06"),
        ("2023年中小企业名单", "2023"),
        ("2023年元-9月", "2023M01-09"),
        ("2023年1、2月", "2023M01-02"),
        ("2023年8大指标", "2023"),
        ("2023年9", "2023M09"),
    ],
)
def test_that_every_part_of_a_year_is_understood(title, code):
    found = find_period(title)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "title",
    [
        "2023年下半年",
        "2023年7-12月",
        "2023年2月-4月",
        "202302-202304",
        "下半年",
        "2023H2",
        "2023年13月",
        "2023年1-13月",
        "2023年0-9月",
        "2023年初数",
        "截至2023年9月15日",
    ],
)
def test_that_a_part_of_a_year_that_is_no_period_is_no_whole_year(title):
    found = find_period(title)
    assert found is not None
    assert found.is_none
    assert found.code == ""
    assert period_of_cell(title, "2023") == ""


@pytest.mark.parametrize(("title", "code"), [("23年", "2023"), ("23年度研发", "2023")])
def test_that_a_year_of_two_digits_is_told(title, code):
    found = find_period(title)
    assert found is not None
    assert (found.code, found.is_short) == (code, True)


@pytest.mark.parametrize("title", ["近20年企业", "成立15年以上", "20年以内"])
def test_that_a_number_of_years_is_no_year(title):
    assert find_period(title) is None


def test_that_the_end_of_a_year_stays_in_a_heading():
    found = find_period("2024年末从业人员")
    assert found is not None
    assert (found.code, found.rest) == ("2024", "年末从业人员")


@pytest.mark.parametrize("cell", ["2023上", "2023下", "2023年上", "2023春季", "2023年半"])
def test_that_a_part_of_a_year_that_is_not_understood_is_no_year(cell):
    assert period_of_cell(cell) == ""


@pytest.mark.parametrize("said", ["+?", "<+?"])
def test_that_a_part_of_a_year_that_is_no_period_stays_none_in_any_sheet(said):
    assert completed(said, "2023") == said


@pytest.mark.parametrize(
    ("said", "base", "code"),
    [
        ("+quarter", "2023Q3", "2023Q3"),
        ("+quarter", "2023M01-06", "2023Q2"),
        ("<+quarter", "2023M09", "2022Q3"),
        ("+quarter", "2023M08", ""),
        ("+quarter", "2023", ""),
        ("+month", "2023", ""),
    ],
)
def test_that_this_quarter_and_month_are_those_that_a_sheet_ends_with(said, base, code):
    assert completed(said, base) == code


@pytest.mark.parametrize("cell", ["2021年9月止", "2021年9月底止", "截至2021年9月", "2021年9月累计"])
def test_that_a_month_until_which_figures_go_is_to_date(cell):
    assert period_of_cell(cell) == "2021M01-09"
