from __future__ import annotations

import pytest

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"


def test_that_the_second_of_two_like_columns_is_never_dropped_in_silence(sheet):
    rows = [
        ["企业名称", "信用代码", "地址", "地址"],
        ["宁波示例甲科技有限公司", A, "示例路1号", "示例路1号"],
        ["宁波示例乙机械有限公司", B, "示例路2号", "示例路9号"],
    ]
    result = sheet(rows)
    assert result.flags == {3: {"doubled_column"}}
    assert result.fields("firm")[1]["address"] == "示例路2号"


def test_that_a_count_of_firms_is_no_name(sheet):
    result = sheet([["区", "企业数"], ["海曙区", 12], ["江北区", 30]])
    assert [one.get("error") for one in result.entries] == ["unsupported"]
    assert result.preview.sheets[0].mapping.why_not == "no_indicator"


def test_that_a_waiting_text_alone_still_makes_its_record(sheet):
    heads = ["企业名称", "信用代码", "年度", "研发费用合计", "计量单位"]
    result = sheet([heads, ["宁波示例甲科技有限公司", A, 2023, 9, "万美元"]])
    assert result.fields("rd_activity") == [{"rd_total": "9万美元"}]
    assert result.flags == {2: {"foreign_currency"}}
    assert any(block.form == "raw_text" for block in result.plan.blocks)


def test_that_a_firm_of_another_district_is_questioned(sheet):
    result = sheet([["企业名称", "信用代码", "所属区"], ["宁波示例甲科技有限公司", A, "鄞州区"]])
    assert result.flags == {2: {"other_unit"}}
    assert result.fields("firm")[0]["reporting_unit"] == "330212"


@pytest.mark.parametrize("heading", ["实施企业名称", "参评公司名称", "技改单位全称（盖章）"])
def test_that_a_firm_is_named_in_whatever_part(sheet, heading):
    rows = [
        ["序号", heading, "信用代码", "成立日期", "推荐单位名称"],
        [1, "宁波示例甲科技有限公司", A, "2001-02-03", "海曙区科技局"],
    ]
    result = sheet(rows)
    assert result.fields("firm")[0]["name"] == "宁波示例甲科技有限公司"
    assert not result.flags


def test_that_another_firm_of_the_row_is_not_its_own(sheet):
    rows = [
        ["合作企业名称", "企业名称", "技术需求企业名称", "信用代码", "成立日期"],
        [
            "宁波示例乙机械有限公司",
            "宁波示例甲科技有限公司",
            "宁波示例丙机械有限公司",
            A,
            "2001-02-03",
        ],
    ]
    result = sheet(rows)
    assert result.fields("firm")[0]["name"] == "宁波示例甲科技有限公司"
    assert not result.flags


def test_that_a_remark_in_brackets_makes_no_other_heading(sheet):
    rows = [
        ["企业名称（必填）", "信用代码", "申请号/专利号", "专利名称"],
        ["宁波示例甲科技有限公司", A, "201710601862.3", "示例装置"],
    ]
    result = sheet(rows, tab="专利")
    assert result.fields("firm")[0]["name"] == "宁波示例甲科技有限公司"
    assert result.fields("patent")[0]["title"] == "示例装置"


def test_that_the_year_of_a_standard_dates_no_column(sheet):
    rows = [
        ["企业名称", "信用代码", "行业代码（GB/T 4754-2017）"],
        ["宁波示例甲科技有限公司", A, "3962"],
    ]
    assert sheet(rows).fields("firm")[0]["industry_code"] == "3962"


def test_that_a_register_takes_what_is_said_last(sheet):
    rows = [
        ["企业名称", "信用代码", "2023年注册资本（万元）", "2022年注册资本（万元）"],
        ["宁波示例甲科技有限公司", A, 600, 500],
        ["宁波示例乙机械有限公司", B, 300, 300],
    ]
    result = sheet(rows)
    assert [f["reg_capital"] for f in result.fields("firm")] == ["600", "300"]
    assert result.flags == {2: {"doubled_column"}}


def test_that_an_amount_in_two_units_is_one_amount(sheet):
    head = ["企业名称", "信用代码", "研发费用（万元）", "研发费用（千元）"]
    rows = [["宁波示例甲有限公司", A, 100, 1000], ["宁波示例乙有限公司", B, 100, 1001]]
    result = sheet([["2023年企业研发情况"], head, *rows])
    assert result.flags == {4: {"doubled_column"}}
    head = ["企业名称", "信用代码", "研发费用", "研发费用"]
    titled = sheet([["2023年企业研发情况（万元）"], head, ["宁波示例甲有限公司", A, 100, 100]])
    assert titled.flags == {}


@pytest.mark.parametrize("nothing", ["", " ", "/", "无", "—"])
def test_that_a_mark_for_nothing_hides_no_number_or_owner_of_the_column_beside_it(sheet, nothing):
    rows = [
        ["专利名称", "申请号", "专利号", "专利权人", "共同权利人"],
        ["一种阀门", nothing, "ZL201710601862.3", nothing, "宁波示例甲科技有限公司"],
    ]
    result = sheet(rows)
    assert result.fields("patent") == [{"title": "一种阀门", "app_no": "201710601862.3"}]
    assert [one["name"] for one in result.fields("patent_owner")] == ["宁波示例甲科技有限公司"]
    [mapping] = [one.mapping for one in result.preview.sheets]
    reasons = {column.heading: column.reason for column in mapping.columns}
    assert {reasons["专利号"], reasons["共同权利人"]} == {"adds"}


@pytest.mark.parametrize("unit", ["万元", "（万元）"])
def test_that_a_row_of_one_unit_below_headings_is_theirs(sheet, unit):
    heads = ["企业名称", "统一社会信用代码", "年度", "营业收入", "利润总额"]
    rows = [["", "", "", unit, unit], ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 2022, 900, 80]]
    found = sheet([heads, *rows])
    assert found.fields("firm_period") == [{"revenue": "9000", "total_profit": "800"}]
    assert found.flags == {}


@pytest.mark.parametrize("period", ["2022年（预计）", "2022年预测", "2022年计划数"])
def test_that_what_is_foreseen_for_a_year_is_no_figure_of_it(sheet, period):
    heads = ["企业名称", "统一社会信用代码", "年度", "营业收入（万元）"]
    found = sheet([heads, ["宁波示例甲有限公司", "91330203MA2TE5T1XB", period, 900]])
    assert found.records("firm_period") == []
    assert [one["reason"] for one in found.entries] == ["bad_period"]


def test_that_months_without_a_unit_are_in_that_of_the_same_figure_beside_them(sheet):
    heads = ["企业名称", "统一社会信用代码", "2023年11月产值", "2023年12月产值（万元）"]
    found = sheet([heads, ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 110, 90]])
    assert found.fields("firm_period") == [
        {"industrial_output": "1100"},
        {"industrial_output": "900"},
    ]
    assert found.flags == {2: {"unit_assumed"}}


@pytest.mark.parametrize(
    "heads",
    [
        [["营业收入（修改前）", "营业收入（修改后）"]],
        [["更正前营业收入", "更正后营业收入"]],
    ],
)
def test_that_what_stood_there_before_a_correction_is_told_and_not_taken(sheet, heads):
    labels = [["企业名称", "统一社会信用代码"], *[["", ""]] * (len(heads) - 1)]
    above = [[*left, *right] for left, right in zip(labels, heads, strict=True)]
    row = ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 320, 3200]
    found = sheet([["2022年，单位：万元"], *above, row])
    assert found.fields("firm_period") == [{"revenue": "32000"}]
    (untaken,) = [one for one in found.preview.sheets[0].mapping.columns if not one.form]
    assert "前" in untaken.heading


@pytest.mark.parametrize("line", ["（单位：万元）", "单位：万元"])
def test_that_a_unit_alone_below_headings_is_that_of_all_amounts(sheet, line):
    heads = ["企业名称", "统一社会信用代码", "2022年营业收入"]
    found = sheet([heads, [line], ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 320]])
    assert found.fields("firm_period") == [{"revenue": "3200"}]
    assert found.flags == {}


@pytest.mark.parametrize(
    ("heading", "cell", "staff"),
    [
        ("研发人员", 12, "12"),
        ("研发人数", "12人", "12"),
        ("研发人员", "王明、李四、张三", None),
        ("参加人员", "王明 李四等", None),
    ],
)
def test_that_persons_beside_a_project_are_counted_or_named(sheet, heading, cell, staff):
    heads = ["企业名称", "信用代码", "项目名称", "项目经费（万元）", heading]
    found = sheet([["2021年研发项目"], heads, ["宁波示例甲有限公司", A, "轴承项目", 50, cell]])
    [project] = found.fields("rd_project")
    assert (project["cost"], project.get("staff")) == ("500", staff)
    assert not found.records("rd_activity")


@pytest.mark.parametrize("leaf", ["绝对值", "绝对额", "完成值", "实际值", "数额"])
def test_that_what_only_says_that_figures_stand_there_is_the_figure_above(sheet, leaf):
    rows = [
        ["2022年规上工业企业主要指标"],
        ["企业名称", "信用代码", "工业总产值", "", "营业收入", ""],
        ["", "", f"{leaf}（亿元）", "增速（%）", f"{leaf}（万元）", "增速（%）"],
        ["宁波示例甲有限公司", A, 1.5, 3.2, 9000, -2.5],
    ]
    [figures] = sheet(rows).records("firm_period")
    assert figures["period"] == "2022"
    assert figures["fields"] == {"industrial_output": "150000", "revenue": "90000"}


def test_that_headings_over_each_others_columns_are_what_stands_below_them(sheet):
    rows = [["企业名称", "统一社会信用代码", "地址"], [A, "宁波示例甲有限公司", "示例路1号"]]
    [firm] = sheet([*rows, [B, "宁波示例乙有限公司", "示例路2号"]]).fields("firm")[:1]
    assert (firm["name"], firm["uscc"]) == ("宁波示例甲有限公司", A)
