"""Totals whose indicators stand across the top."""

from __future__ import annotations

import pytest

HEAD = ["区县", "技术合同交易额（亿元）", "年度发明专利授权量（件）"]
NAME = "宁波示例甲有限公司"


def totals(found):
    return [(one["period"], one["fields"]["indicator"]) for one in found.records("unit_total")]


def test_that_the_own_place_is_taken_and_others_are_told(sheet):
    found = sheet([["2023年指标"], HEAD, ["江北区", 1, 2], ["海曙区", 3, 4], ["合计", 4, 6]])
    assert totals(found) == [("2023", "T5-1"), ("2023", "T4-2")]
    assert found.skipped == {3: "other_unit", 5: "total"}


def test_that_each_figure_says_where_it_stands(sheet):
    found = sheet([["2023年指标"], [*HEAD, "新增高企数"], ["海曙区", 3, 4, 5]])
    (refused,) = [one for one in found.entries if one.get("rejected")]
    assert (refused["row"], refused["cells"]) == (3, ["D2"])


def test_that_years_of_a_firm_are_its_form(sheet):
    rows = [["年份", "研究开发费用合计（万元）"], ["2022年", 3], ["2023年", 4]]
    assert sheet([[f"{NAME}研发情况"], *rows]).records("unit_total") == []
    assert sheet(rows, tab=f"{NAME}").records("unit_total") == []


def test_that_several_rows_of_a_place_are_no_totals(sheet):
    rows = [["海曙区", "甲厂", 3], ["海曙区", "乙厂", 4]]
    found = sheet([["2023年"], ["区县", "简称", "技术合同交易额（亿元）"], *rows])
    assert found.records("unit_total") == []


@pytest.mark.parametrize("label", ["2022年", 2022, "2022年度"])
def test_that_years_down_are_periods(sheet, label):
    found = sheet([["年份", *HEAD[1:]], [label, 3, 4]])
    assert totals(found) == [("2022", "T5-1"), ("2022", "T4-2")]


def test_that_places_without_any_indicator_are_passed_over_for_that(sheet):
    found = sheet([["区县", "企业数"], ["海曙区", 3], ["江北区", 4]])
    assert set(found.skipped.values()) == {"no_indicator"}


def test_that_a_title_beside_a_unit_groups_nothing(sheet):
    found = sheet(
        [
            ["2023年指标", "", "单位：家", "第1页"],
            ["区县", "高企数", "省科小累计数"],
            ["海曙区", 3, 4],
        ]
    )
    assert totals(found) == [("2023", "H1"), ("2023", "H2")]


def test_that_years_above_indicators_are_theirs(sheet):
    years = ["区县", "2021年", "2021年", "2022年", "2022年"]
    names = ["", "高企数", "技术合同成交额（亿元）"]
    found = sheet([["指标"], years, [*names, *names[1:]], ["海曙区", 3, 4, 5, 6]])
    wanted = [("2021", "H1"), ("2021", "T5-1"), ("2022", "H1"), ("2022", "T5-1")]
    assert totals(found) == wanted


def test_that_what_a_person_said_of_a_name_holds_across_too(sheet):
    said = {("unit_total", "indicator", "用电量"): "H8"}
    found = sheet([["2023年"], ["区县", "用电量"], ["海曙区", 3], ["江北区", 4]], words=said)
    assert totals(found) == [("2023", "H8")]


def test_that_a_mark_for_nothing_across_is_no_total(sheet):
    found = sheet([["2023年指标"], HEAD, ["海曙区", "-", 4]])
    assert totals(found) == [("2023", "T4-2")]


def test_that_an_aim_for_the_whole_year_is_no_figure(sheet):
    found = sheet(
        [
            ["2023年科技指标进度"],
            ["区县", "高企数（家）", ""],
            ["", "全年目标", "完成"],
            ["海曙区", 600, 571],
        ],
    )
    assert [one["fields"]["value"] for one in found.records("unit_total")] == ["571"]


def test_that_figures_below_a_place_are_its_totals_though_most_are_those_of_firms_too(sheet):
    heads = ["指标名称", "单位", "上半年", "全年"]
    names = ("研发经费支出", "有效发明专利", "其中：高价值发明专利")
    rows = [["技术合同成交额", "亿元", 5.1, 31.5], *([name, "件", 3, 4] for name in names)]
    found = sheet([["海曙区2023年科技创新主要指标"], heads, *rows])
    assert totals(found) == [("2023", "T5-1"), ("2023M01-06", "T5-1")]
    assert {one["row"] for one in found.entries if one.get("rejected")} == {4, 5, 6}


def test_that_a_place_and_a_period_hold_for_rows_that_leave_them_out_behind_numbers(sheet):
    heads = ["序号", "区县", "年度", *HEAD[1:]]
    rows = [[1, "海曙区", "2022年", 3, 4], [2, "", "2023年", 5, 6], [3, "江北区", "2022年", 7, 8]]
    found = sheet([["指标"], heads, *rows])
    assert [one["period"] for one in found.records("unit_total")] == ["2022"] * 2 + ["2023"] * 2
    heads = ["年度", "区县", *HEAD[1:]]
    rows = [["2022年", "江北区", 1, 2], ["", "海曙区", 3, 4], ["2023年", "江北区", 5, 6]]
    found = sheet([["指标"], heads, *rows, ["", "海曙区", 7, 8]])
    assert [one["period"] for one in found.records("unit_total")] == ["2022"] * 2 + ["2023"] * 2


@pytest.mark.parametrize("serials", [None, ["序号", 1, 2, ""]])
def test_that_a_figure_beside_a_place_may_look_like_a_year(sheet, serials):
    rows = [["单位", "2023年"], ["海曙区", 2011], ["江北区", 2860], ["合计", 4871]]
    if serials:
        rows = [[first, *row] for first, row in zip(serials, rows, strict=True)]
    found = sheet([["高新技术企业数"] * len(rows[0]), *rows])
    assert [(one["period"], one["fields"]) for one in found.records("unit_total")] == [
        ("2023", {"indicator": "H1", "value": "2011"})
    ]
    assert found.rejected == {}


def test_that_all_incubators_of_a_level_are_none_of_their_own(sheet):
    rows = [["单位", "2023年"], ["江北区", 19], ["海曙区", 10], ["合计", 29]]
    found = sheet([["宁波市市级以上孵化器和众创空间数"] * 2, *rows])
    assert totals(found) == [("2023", "T8-1")]


def test_that_what_a_carriers_table_passes_over_is_numbered_as_in_the_sheet(sheet):
    rows = [["单位", "2023年"], ["江北区", 19], ["海曙区", 10], ["合计", 29]]
    found = sheet([["发明专利授权量"] * 2, *rows], tab="甬创孵化器")
    assert found.records("unit_total") == []
    assert set(found.skipped) == {1, 2, 3, 4, 5}


FUND = [
    ["天使投资引导基金（单位：亿元）"],
    ["时间", "参股基金数", "累计引导社会资本"],
    ["一季度末", 5, 3.1],
    ["二季度末", 6, 3.3],
]
LOANS = [
    ["科技信贷风险池（单位：万元）"],
    ["时间", "放款笔数", "累计放款额"],
    ["一季度", 20, "12,500"],
    ["二季度", 41, 26800],
]


@pytest.mark.parametrize("tables", [[FUND, LOANS], [LOANS, FUND]])
def test_that_tables_below_each_other_have_units_and_titles_of_their_own(sheet, tables):
    found = sheet([*tables[0], [], *tables[1]], tab="2023年")
    kept = {(one["period"], *one["fields"].values()) for one in found.records("unit_total")}
    assert kept == {
        ("2023Q1", "T7-1", "3.1"),
        ("2023Q2", "T7-1", "3.3"),
        ("2023Q1", "T7-2", "1.25"),
        ("2023Q2", "T7-2", "2.68"),
    }


@pytest.mark.parametrize("is_first", [True, False])
def test_that_one_of_no_indicator_beside_another_is_told(sheet, is_first):
    other = [["人才引进"], ["时间", "博士", "硕士"], ["一季度", 5, 31], ["二季度", 6, 33]]
    tables = [other, LOANS] if is_first else [LOANS, other]
    found = sheet([*tables[0], [], *tables[1]], tab="2023年")
    assert totals(found) == [("2023Q1", "T7-2"), ("2023Q2", "T7-2")]
    untaken = {
        column.heading for column in found.preview.sheets[0].mapping.columns if not column.form
    }
    assert {"博士", "硕士", "放款笔数"} <= untaken
    assert list(found.skipped.values()).count("no_indicator") == 3


def test_that_what_buyers_took_in_is_none_of_the_contracts(sheet):
    heads = [["地区", "输出技术", "", "吸纳技术", ""], ["", "项数", "成交额", "项数", "成交额"]]
    found = sheet(
        [["2023年1-9月技术合同情况（单位：万元）"], *heads, ["海曙区", 4, 25000, 3, 31000]]
    )
    assert [one["fields"]["value"] for one in found.records("unit_total")] == ["2.5"]
    assert {"not_in_list"} == {one["reason"] for one in found.entries if one.get("rejected")}


def test_that_a_year_and_its_part_stand_in_two_columns(sheet):
    heads = [
        ["年度", "季度", "技术合同成交额（亿元）", "", "发明专利授权量（件）", ""],
        ["", "", "本季", "累计", "本季", "累计"],
    ]
    rows = [
        ["2022", "一季度", 6.5, 6.5, 26, 26],
        ["", "二季度", 11, 17.5, 30, 56],
        ["2023", "一季度", 7, 7, 31, 31],
    ]
    found = sheet([["海曙区科技指标"], *heads, *rows, ["", "全年目标", "", 40, "", 110]])
    kept = {(one["period"], *one["fields"].values()) for one in found.records("unit_total")}
    assert {one for one in kept if one[1] == "T5-1"} == {
        ("2022Q1", "T5-1", "6.5"),
        ("2022M01-03", "T5-1", "6.5"),
        ("2022Q2", "T5-1", "11"),
        ("2022M01-06", "T5-1", "17.5"),
        ("2023Q1", "T5-1", "7"),
        ("2023M01-03", "T5-1", "7"),
    }
    assert found.skipped[7] == "no_figure"


@pytest.mark.parametrize("label", ["目标", "2023年目标", "全年预计数"])
def test_that_what_was_aimed_at_is_passed_over_first_and_last(sheet, label):
    aim, rows = [label, 9, 9], [["1-6月", 5, 6], ["1-9月", 7, 8]]
    for order in ([aim, *rows], [*rows, aim]):
        found = sheet([["海曙区2023年指标"], ["时间", "有效高企数", "发明专利授权量"], *order])
        assert sorted(totals(found)) == sorted(
            (period, code) for period in ("2023M01-06", "2023M01-09") for code in ("H1", "T4-2")
        )
        assert "no_figure" in found.skipped.values()


def test_that_a_note_below_says_unit_and_that_months_are_to_date(sheet):
    rows = [["1月", 1, "1.2"], ["2月", 2, 2.5], ["3月", 3, 4]]
    heads = ["时间", "有效高企数", "技术合同成交额"]
    found = sheet([["海曙区2023年指标"], heads, *rows, ["备注：单位亿元，均为累计数。"]])
    assert {one["period"] for one in found.records("unit_total")} == {
        "2023M01",
        "2023M01-02",
        "2023M01-03",
    }
    assert not any(found.flags.values())


def test_that_a_line_of_a_year_holds_for_the_months_below_it(sheet):
    rows = [
        ["2022年"],
        ["1-3月", 310, 65000],
        ["2023年"],
        ["1-3月", 371, 71000],
        ["1-6月", 402, 194000],
    ]
    heads = ["月份", "有效高企数（家）", "技术合同成交额（万元）"]
    found = sheet([["2023年海曙区科技指标月报（累计）"], heads, *rows])
    kept = {(one["period"], *one["fields"].values()) for one in found.records("unit_total")}
    assert {one for one in kept if one[1] == "H1"} == {
        ("2022M01-03", "H1", "310"),
        ("2023M01-03", "H1", "371"),
        ("2023M01-06", "H1", "402"),
    }


def test_that_the_time_before_the_name_of_a_total_may_be_an_end_and_have_a_unit(sheet):
    heads = ["位次", "地区", "2022年末有效高企数（家）", "2023年6月末有效高企数（家）"]
    found = sheet([["各区县科技指标对比"], heads, [1, "鄞州区", 800, 860], [2, "海曙区", 366, 402]])
    assert totals(found) == [("2022", "H1"), ("2023M01-06", "H1")]
