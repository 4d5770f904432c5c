"""Sheets as they lie on the desks of offices: cards, returns, lists. Made-up firms."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"
HEADS = ["企业名称", "信用代码"]


def _figures(found, form, field):
    return {one["period"]: one["fields"].get(field) for one in found.records(form)}


@pytest.mark.parametrize("caption", ["above", "before"])
def test_that_a_table_of_years_in_a_form_is_a_record_for_each_year(sheet, caption):
    years = [[2021, 1000, 60], ["2022年", 1100, 70], ["三年合计", 2100, 130]]
    title = "近两年主要指标（万元）"
    before = [title] if caption == "before" else []
    behind = [""] if caption == "before" else []
    rows = [
        ["科技企业“一企一档”"],
        ["企业名称", NAME, "", "信用代码", CODE],
        ["地址", "翠柏路1号", "", "所属镇街", "石碶街道"],
        ["主导产品", "轴承", "", "是否高企", "是"],
        ["法定代表人", "王芳", "", "邮编", "315000"],
        *([] if before else [[title]]),
        [*before, "年度", "营业收入", "研发费用"],
        *([*behind, *year] for year in years),
        ["企业需求", "希望对接高校"],
    ]
    found = sheet(rows)
    assert _figures(found, "firm_period", "revenue") == {"2021": "10000", "2022": "11000"}
    assert _figures(found, "rd_activity", "rd_total") == {"2021": "600", "2022": "700"}
    assert found.fields("firm")[0]["address"] == "翠柏路1号"


def test_that_a_form_with_a_table_of_years_that_nobody_filled_in_is_none(sheet):
    rows = [
        ["企业名称", "", "", "信用代码", ""],
        ["地址", "", "", "所属镇街", ""],
        ["主导产品", "", "", "是否高企", ""],
        ["年度", "营业收入", "研发费用"],
        [2021, "", ""],
        [2022, "", ""],
    ]
    found = sheet(rows)
    assert not found.rejected
    assert not found.records("firm")


def test_that_what_asks_beside_an_empty_label_is_not_its_value(sheet):
    rows = [
        ["企业名称", NAME, "", "信用代码", CODE],
        ["地址", "翠柏路1号", "", "所属镇街", "石碶街道"],
        ["主导产品", "", "", "是否有研发机构", "是"],
    ]
    assert "main_business" not in sheet(rows).fields("firm")[0]


def test_that_the_same_time_behind_each_figure_is_its_own_whatever_the_title_counts(sheet):
    heads = [*HEADS, "一季度营业收入", "去年同期", "增速", "研发费用", "去年同期"]
    rows = [
        ["2024年一季度高新技术企业运行监测表"],
        ["单位：万元"],
        heads,
        [NAME, CODE, 110, 100, "10%", 8, 7],
        [OTHER, OTHER_CODE, 220, 200, "10%", 9, 8],
    ]
    found = sheet(rows)
    assert _figures(found, "firm_period", "revenue") == {"2024Q1": "2200", "2023Q1": "2000"}
    assert _figures(found, "rd_activity", "rd_total") == {"2024Q1": "90", "2023Q1": "80"}


def test_that_figures_of_two_offices_are_named_by_these(sheet):
    heads = [*HEADS, "2022年统计研发费用", "2022年税务加计扣除研发费用", "差额"]
    found = sheet([["研发费用比对表（单位：万元）"], heads, [NAME, CODE, 200, 180, 20]])
    assert found.fields("rd_activity") == [{"rd_total": "2000"}]
    assert found.fields("super_deduction") == [{"amount_rd": "1800000"}]


def test_that_research_in_a_statement_of_finance_is_that_of_the_accounts(sheet):
    rows = [
        ["规模以上服务业法人单位财务状况"],
        [f"统一社会信用代码：{CODE}"],
        [f"单位详细名称：{NAME}", "2022年1－11月", "", "计量单位：千元"],
        ["指标名称", "代码", "1－本月", "上年同期"],
        ["营业收入", "301", 83000, 79500],
        ["研发费用", "332", 4300, 3900],
        ["应付职工薪酬（本期贷方累计发生额）", "401", 15500, 14900],
    ]
    found = sheet(rows)
    assert not found.records("rd_activity")
    assert _figures(found, "firm_period", "rd_expense")["2022M01-11"] == "4300"
    assert _figures(found, "firm_period", "payroll")["2021M01-11"] == "14900"


def test_that_every_wrapped_name_of_a_long_print_is_put_together(sheet):
    rows = [["企业名称", "所属镇街", "研发费用"]]
    for number in range(30):
        rows += [[f"宁波示例{number}号技术有限", "石碶街道", 100 + number], ["公司"]]
    found = sheet([["海曙区2022年企业名录（单位：万元）"], *rows])
    names = [one["name"] for one in found.fields("firm")]
    assert names == [f"宁波示例{number}号技术有限公司" for number in range(30)]


def test_that_a_card_with_a_table_of_years_is_read_as_one_firm(sheet):
    rows = [
        ["海曙区科技企业基本信息卡"],
        ["单位名称", NAME, "统一社会信用代码", CODE],
        ["法人代表", "王芳", "联系电话", "0574-87001234"],
        ["经营地址", "学院路99号", "邮政编码", "315010"],
        ["年度", "营业收入（万元）", "净利润（万元）", "研发费用（万元）"],
        ["2021年", 3000, 200, 150],
        ["2022年", 3300, 230, 180],
    ]
    found = sheet(rows)
    firm = found.fields("firm")[0]
    assert (firm["address"], firm["postcode"], firm["legal_rep"]) == (
        "学院路99号",
        "315010",
        "王芳",
    )
    assert _figures(found, "firm_period", "net_profit") == {"2021": "2000", "2022": "2300"}


def test_that_a_line_to_sign_names_nobody_and_notes_on_filling_in_are_none(sheet):
    rows = [
        ["企业研发投入情况申报表"],
        ["企业名称（盖章）", NAME, "统一社会信用代码", CODE],
        ["注册地址", "联丰路77号", "所属镇（街道）", "望春街道"],
        ["项目", "2021年", "2022年"],
        ["营业收入（万元）", 9000, 9900],
        ["研发费用（万元）", 380, 410],
        ["法定代表人（签字）：", "", "", "2023年3月10日"],
        ["填表说明：1.研发费用按加计扣除口径填报；2.单位为万元，保留整数。"],
    ]
    found = sheet(rows)
    assert "legal_rep" not in found.fields("firm")[0]
    assert _figures(found, "super_deduction", "amount_rd") == {"2021": "3800000", "2022": "4100000"}


def test_that_a_numbered_line_with_the_sums_of_the_firms_below_is_none(sheet):
    rows = [
        ["2022年研发投入情况（按类型）"],
        ["类型/企业名称", "信用代码", "研发投入（万元）"],
        ["一、高新技术企业", "", 100],
        [NAME, CODE, 100],
        ["二、其他规上企业", "", 200],
        [OTHER, OTHER_CODE, 200],
    ]
    found = sheet(rows)
    assert not found.rejected
    assert [one["rd_total"] for one in found.fields("rd_activity")] == ["1000", "2000"]


def test_that_notes_and_sums_before_a_list_say_its_unit_and_year(workbook, read):
    path = workbook(
        填报说明=[["填报说明"], ["1.本表由各镇街填报。"], ["2.金额单位：万元。"]],
        汇总=[
            ["2022年各镇街研发费用汇总"],
            ["镇街", "企业数", "研发费用"],
            ["石碶街道", 6, 300],
            ["古林镇", 6, 400],
        ],
        明细=[[*HEADS, "研发费用"], [NAME, CODE, 100], [OTHER, OTHER_CODE, 200]],
    )
    found = read(path)
    assert _figures(found, "rd_activity", "rd_total") == {"2022": "2000"}
    assert [one["rd_total"] for one in found.fields("rd_activity")] == ["1000", "2000"]
    flags = {flag for one in found.records("rd_activity") for flag in one["flags"]}
    assert flags == {"period_from_cover"}


def test_that_what_counts_firms_is_no_name_of_one(sheet):
    rows = [["培育名单"], ["镇街", "企业数", "企业名称"], ["石碶街道", 3, f"{NAME}、{OTHER}"]]
    assert "3" not in [one["name"] for one in sheet(rows).fields("firm")]


def test_that_the_sum_of_the_parts_of_research_is_all_of_it_where_no_projects_are(sheet):
    heads = [*HEADS, "人员人工", "直接投入", "折旧费用", "合计"]
    found = sheet([["2022年研发费用台账（万元）"], heads, [NAME, CODE, 10, 5, 2, 17]])
    assert found.fields("rd_activity")[0]["rd_total"] == "170"
    assert found.flags[3] == {"guessed_heading"}


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2023Q3累计营收", "2023M01-09"),
        ("2023年三季度累计营收", "2023M01-09"),
        ("2023年1-Q3营收", "2023M01-09"),
        ("2023Q3营收", "2023Q3"),
        ("2023年6月底营收", "2023M01-06"),
    ],
)
def test_that_a_quarter_to_date_reaches_from_january_on(sheet, heading, period):
    found = sheet([[*HEADS, f"{heading}（万元）"], [NAME, CODE, 900]])
    assert _figures(found, "firm_period", "revenue") == {period: "9000"}


def test_that_projects_below_a_card_are_the_firms_and_a_conclusion_is_none(sheet):
    rows = [
        ["研发投入核查工作底稿"],
        ["被核查企业", NAME, "统一社会信用代码", CODE],
        ["所属年度", "2022年", "所属镇街", "石碶街道"],
        ["营业收入（万元）", 4500, "研发费用（万元）", 310],
        ["序号", "项目名称", "起止时间", "项目经费支出（万元）"],
        [1, "传感器开发", "2022.1-2022.12", 160],
        ["核查结论", "属实"],
    ]
    found = sheet(rows)
    assert [one["name"] for one in found.fields("rd_project")] == ["传感器开发"]
    assert _figures(found, "rd_activity", "rd_total") == {"2022": "3100"}
    assert found.skipped[7] == "note"


def test_that_tabs_without_a_firm_are_of_the_one_on_the_cover(workbook, read):
    cover = [["报告期：2022年"], ["企业名称：", NAME], ["统一社会信用代码：", CODE]]
    figures = [["指标", "本年", "上年"], ["营业收入（万元）", 3000, 2800]]
    found = read(workbook(封面=cover, 财务=figures))
    assert _figures(found, "firm_period", "revenue") == {"2022": "30000", "2021": "28000"}
    flags = {flag for one in found.records("firm_period") for flag in one["flags"]}
    assert flags == {"firm_from_cover", "period_from_cover"}
    several = [["企业名称", "信用代码"], [NAME, CODE], [OTHER, OTHER_CODE]]
    assert not read(workbook(名单=several, 财务=figures)).records("firm_period")


@pytest.mark.parametrize("over", ["时间", "", "年度"])
def test_that_what_stands_over_the_years_of_a_card_may_be_anything(sheet, over):
    rows = [
        ["企业季度运行监测卡"],
        ["企业名称", NAME, "", "信用代码", CODE],
        ["法定代表人", "王芳", "", "联系人", "李娜"],
        ["主营产品", "液压阀", "", "所属镇街", "段塘街道"],
        [over, "营业收入（万元）", "同比", "研发费用（万元）"],
        ["2023年一季度", 900, "5%", 40],
        ["2023年上半年", 1900, "6%", 85],
    ]
    found = sheet(rows)
    assert found.fields("firm")[0]["main_business"] == "液压阀"
    assert _figures(found, "firm_period", "revenue") == {"2023Q1": "9000", "2023M01-06": "19000"}
    assert _figures(found, "rd_activity", "rd_total") == {"2023Q1": "400", "2023M01-06": "850"}


def test_that_cards_side_by_side_have_their_own_years(sheet):
    def card(name, code, revenue):
        figures = [["2021年", revenue], ["2022年", revenue + 10]]
        heads = [["企业名称", name], ["信用代码", code], ["地址", "某路1号"]]
        return [*heads, ["年度", "营业收入（万元）"], *figures]

    pairs = zip(card(NAME, CODE, 700), card(OTHER, OTHER_CODE, 800), strict=True)
    found = sheet([["企业情况对照"], *([*one, "", *other] for one, other in pairs)])
    said = [(one["period"], one["fields"]["revenue"]) for one in found.records("firm_period")]
    assert said == [("2021", "7000"), ("2022", "7100"), ("2021", "8000"), ("2022", "8100")]


def test_that_firms_side_by_side_may_go_on_further_down(sheet):
    def band(name, code, amount):
        third = name.replace("甲", "丙").replace("乙", "丁")
        return [
            ["企业名称", name, third],
            ["信用代码", code, ""],
            ["2022年研发费用", amount, 1],
            [],
        ]

    rows = [["重点企业（万元）"], *band(NAME, CODE, 50), *band(OTHER, OTHER_CODE, 60)]
    found = sheet(rows)
    said = {one["uscc"] for one in found.fields("firm") if "uscc" in one}
    assert said == {CODE, OTHER_CODE}


def test_that_reasons_in_place_of_figures_begin_a_table_of_their_own(sheet):
    rows = [
        ["2023年三季度研发费用上报情况"],
        ["一、已上报企业"],
        ["序号", "企业名称", "信用代码", "1-9月研发费用（万元）"],
        [1, NAME, CODE, 60],
        ["二、未上报企业"],
        ["序号", "企业名称", "信用代码", "未报原因"],
        [1, OTHER, OTHER_CODE, "停产"],
    ]
    found = sheet(rows)
    assert not found.rejected
    assert [one["uscc"] for one in found.fields("firm")] == [CODE, OTHER_CODE]


def test_that_the_day_of_a_balance_sheet_is_when_its_figures_are(sheet):
    rows = [
        ["资产负债表"],
        [f"编制单位：{NAME}", "", "2022年12月31日", "", "单位：元"],
        [f"统一社会信用代码：{CODE}"],
        ["项目", "期末余额", "年初余额"],
        ["流动资产合计", 5000000, 4500000],
        ["资产总计", 9000000, 8500000],
    ]
    found = sheet(rows).records("firm_period")
    assert [(one["period"], one["fields"]["total_assets"]) for one in found] == [("2022", "9000")]
