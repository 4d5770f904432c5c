"""Forms, ledgers and registers of changes as offices and firms keep them. All firms are made up."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"
FIRM, SECOND = [NAME, CODE], [OTHER, OTHER_CODE]
HEADS = ["企业名称", "信用代码"]


def test_that_units_beside_the_code_of_a_form_are_no_name_and_its_title_names_the_firm(sheet):
    rows = [
        [f"{NAME}主要指标表"],
        ["统一社会信用代码", CODE, "", "", "单位：万元、人"],
        ["指标名称", "单位", "2020年", "2021年"],
        ["营业收入", "万元", 100, 120],
        ["从业人员期末人数", "人", 40, 42],
    ]
    found = sheet(rows)
    assert [(one["name"], one["uscc"]) for one in found.fields("firm")] == [(NAME, CODE)]
    assert [(one["period"], one["fields"]) for one in found.records("firm_period")] == [
        ("2020", {"revenue": "1000", "staff_end": "40"}),
        ("2021", {"revenue": "1200", "staff_end": "42"}),
    ]


def test_that_labels_beside_each_other_below_years_are_of_none_of_these(sheet):
    rows = [
        ["企业“一企一档”"],
        ["企业名称", NAME, "", "统一社会信用代码", CODE],
        ["指标", "2020年", "2021年", "2022年", "2023年（预计）"],
        ["营业收入（万元）", 100, 110, 120, 150],
        ["三、创新情况"],
        ["高企证书编号", "GR202133100012", "", "有效发明专利（件）", 12],
        ["发证日期", "2021-12-10", "", "有效期至", "2024-12-09"],
        ["有效发明专利（件）", 12, "", "联系电话", "87654321"],
    ]
    found = sheet(rows)
    assert [one["period"] for one in found.records("firm_period")] == ["2020", "2021", "2022"]
    assert not found.records("rd_activity")
    assert found.fields("hte_cert") == [
        {"cert_no": "GR202133100012", "issue_date": "2021-12-10", "expire_date": "2024-12-09"}
    ]


def test_that_a_firm_that_moved_or_ended_had_no_other_name(sheet):
    heads = ["变更类型", "变更前名称", "变更后名称", "统一社会信用代码", "变更时间"]
    rows = [
        ["更名", "宁波旧名有限公司", NAME, CODE, "2022.3.1"],
        ["迁入", OTHER, OTHER, OTHER_CODE, "2022.4.1"],
        ["注销", "宁波示例丙有限公司", "", "91330205MA2TE5T360", "2022.5.1"],
    ]
    found = sheet([["2022年企业变更登记表"], heads, *rows[:2]])
    assert [one["name"] for one in found.fields("former_name")] == ["宁波旧名有限公司"]
    gone = sheet([["2022年企业变更登记表"], heads, rows[0], ["注销", OTHER, "", OTHER_CODE, ""]])
    assert [one["name"] for one in gone.fields("firm")] == [NAME, OTHER]
    assert [one["name"] for one in gone.fields("former_name")] == ["宁波旧名有限公司"]
    assert "guessed_heading" in gone.flags[4]


def test_that_those_with_a_first_degree_alone_are_not_all_from_there_up(sheet):
    heads = [*HEADS, "研发人员", "", "", ""]
    below = ["", "", "小计", "博士", "硕士", "本科"]
    found = sheet([["2022年企业人才统计表"], heads, below, [*FIRM, 30, 1, 3, 20]])
    assert found.fields("rd_activity") == [{"rd_staff": "30"}]


@pytest.mark.parametrize("trade", ["34通用设备制造业", "C34 通用设备制造业", "(34)通用设备制造业"])
def test_that_a_trade_with_its_number_is_the_sum_of_its_firms(sheet, trade):
    rows = [[trade, "", 9], [*FIRM, 4], [*SECOND, 5]]
    found = sheet([["2022年规上企业"], [*HEADS, "营业收入（千元）"], *rows])
    assert found.skipped == {3: "total"}
    assert not found.rejected


def test_that_codes_of_other_forms_below_the_heading_say_nothing(sheet):
    heads = ["户名", "税号", "营业收入", "研究开发费用"]
    codes = ["A02", "A03", "B01", "C07"]
    found = sheet([["查询结果：年度=2021；单位：千元"], heads, codes, [*FIRM, 900, 70]])
    assert found.fields("firm_period") == [{"revenue": "900"}]
    assert found.fields("rd_activity") == [{"rd_total": "70"}]


def test_that_an_office_and_a_day_beside_each_other_end_a_list(sheet):
    heads = [*HEADS, "2023年研发投入（万元）", "2022年研发投入（万元）"]
    rows = [[*FIRM, 5, 4], ["", "", "区科技局", "2023年10月18日"]]
    found = sheet([["研发投入前列企业"], heads, *rows])
    assert found.skipped == {4: "note"}
    assert not found.rejected


def test_that_the_sum_of_the_parts_is_what_a_project_cost(sheet):
    heads = [*HEADS, "项目名称", "合计", "人员人工费用", "直接投入费用", "折旧费用"]
    rows = [[*FIRM, "高速主轴研发", 60, 10, 20, 30], [*FIRM, "减速机研发", 6, 1, 2, 3]]
    sign = ["法定代表人（签章）：", "", "", "会计机构负责人：", "", "填表日期：2023年5月20日"]
    found = sheet([["2022年研发支出辅助账汇总表（千元）"], heads, *rows, sign])
    costs = [(one["name"], one["cost"]) for one in found.fields("rd_project")]
    assert costs == [("高速主轴研发", "60"), ("减速机研发", "6")]
    assert "guessed_heading" in found.flags[3]
    assert not found.records("rd_activity")
    assert found.skipped == {5: "sign_off"}


def test_that_the_sum_of_a_town_merged_over_its_rows_is_no_firm(workbook, read):
    heads = ["属地", "序号", *HEADS, "研发费用（万元）"]
    rows = [["古林镇", 1, *FIRM, 5], ["古林镇", 2, *SECOND, 4], ["古林镇", "小计", "", "", 9]]
    found = read(workbook(清单=[["2021年研发投入企业清单"], heads, *rows]))
    assert found.skipped == {5: "total"}
    assert not found.rejected


def test_that_the_town_of_a_sheet_is_that_of_its_further_tables(sheet):
    rows = [
        ["望春街道2020—2021年企业主要指标"],
        ["表一：2020年（单位：万元）"],
        ["企业名称", "信用代码", "营业收入", "利润总额"],
        [*FIRM, 500, 50],
        [],
        ["表二：2021年（单位：千元）"],
        ["信用代码", "企业名称", "研发费用", "营业收入"],
        [OTHER_CODE, OTHER, 350, 5500],
    ]
    found = sheet(rows)
    assert {one["name"]: one["town"] for one in found.fields("firm")} == {
        NAME: "望春街道",
        OTHER: "望春街道",
    }


def test_that_until_the_quarter_over_groups_and_a_single_figure_heads_all(sheet):
    heads = ["信用代码", "企业名称", "工业总产值", "", "营业收入", "", "研发费用", "期末从业人员"]
    below = ["", "", "1-本季", "上年同期", "1-本季", "上年同期", "1-本季", ""]
    found = sheet([["2017年二季度高企快报（千元）"], heads, below, [CODE, NAME, 9, 8, 7, 6, 5, 4]])
    assert {one["period"]: one["fields"] for one in found.records("firm_period")} == {
        "2016M01-06": {"industrial_output": "8", "revenue": "6"},
        "2017M01-06": {"industrial_output": "9", "revenue": "7"},
        "2017Q2": {"staff_end": "4"},
    }
    assert [one["period"] for one in found.records("rd_activity")] == ["2017M01-06"]
    assert not found.rejected


@pytest.mark.parametrize("over", ["2020-2021年研发费用（万元）", "2020—2021年研发费用（万元）"])
def test_that_a_span_of_years_over_its_years_says_no_more_than_they_do(sheet, over):
    rows = [[*HEADS, over, ""], ["", "", "2020", "2021"], [*FIRM, 30, 40], [*SECOND, 31, 41]]
    found = sheet([["企业摸底表"], *rows])
    told = [(one["period"], one["fields"]["rd_total"]) for one in found.records("rd_activity")]
    assert sorted(told) == [("2020", "300"), ("2020", "310"), ("2021", "400"), ("2021", "410")]


def test_that_sales_of_the_year_before_are_the_firms_but_in_a_list_of_filings(sheet):
    heads = [*HEADS, "上年度销售收入（万元）", "上年度研发费用总额（万元）"]
    found = sheet([["2023年高企申报情况"], heads, [*FIRM, 900, 70]])
    assert [(one["period"], one["fields"]) for one in found.records("firm_period")] == [
        ("2022", {"revenue": "9000"})
    ]
    assert [one["period"] for one in found.records("rd_activity")] == ["2022"]
    row = [*FIRM, 900, 70, "202333020308000123"]
    filed = sheet([["2023年科技企业情况"], [*heads, "入库登记编号"], row])
    assert filed.fields("tech_sme")[0]["sales"] == "900"
    assert not filed.records("firm_period")


def test_that_years_of_filings_and_labels_may_stand_in_brackets(sheet):
    heads = [*HEADS, "省科技型中小企业（认定年份）", "省专精特新（年份）"]
    rows = [[*FIRM, 2019, 2022], [*SECOND, 2018, ""]]
    found = sheet([["2023年科技企业培育情况一览"], heads, *rows])
    assert found.fields("tech_sme") == [
        {"scheme": "ZJ", "year": "2019"},
        {"scheme": "ZJ", "year": "2018"},
    ]
    assert found.fields("label") == [{"label": "2", "level": "2", "year": "2022"}]
    assert not found.flags


def test_that_the_first_of_two_contacts_is_the_firms(sheet):
    heads = [*HEADS, "第一联系人", "", "第二联系人", ""]
    below = ["", "", "姓名", "手机", "姓名", "手机"]
    found = sheet(
        [["企业名录"], heads, below, [*FIRM, "张伟", "13857400000", "王芳", "13857400731"]]
    )
    assert found.fields("firm")[0]["contact"] == "张伟"
    assert found.fields("firm")[0]["mobile"] == "13857400000"


def test_that_slips_in_headings_are_known_and_so_are_classes_of_trades(sheet):
    heads = [*HEADS, "国标行业大类", "营业收人（千元）", "利闰总额（千元）"]
    found = sheet([["2022年科技企业统计"], heads, [*FIRM, "通用设备制造业", 90, 8]])
    assert found.fields("firm_period") == [{"revenue": "90", "total_profit": "8"}]
    assert found.fields("firm")[0]["industry_code"] == "34"


def test_that_records_in_two_lines_are_one_each(sheet):
    heads = ["序号", "企业名称", "营业收入", "从业人员"]
    below = ["", "统一社会信用代码", "研发费用", "研发人员"]
    rows = [[1, NAME, 900, 50], ["", CODE, 70, 9], [2, OTHER, 800, 40], ["", OTHER_CODE, 60, 8]]
    sums = [["合计", "", 1700, 90], ["", "", 130, 17], ["填表人：张三", "", "审核：李四", ""]]
    found = sheet([["2021年企业研发情况登记表（千元）"], heads, below, *rows, *sums])
    assert [(one["name"], one["uscc"]) for one in found.fields("firm")] == [
        (NAME, CODE),
        (OTHER, OTHER_CODE),
    ]
    assert found.fields("firm_period") == [
        {"revenue": "900", "staff_end": "50"},
        {"revenue": "800", "staff_end": "40"},
    ]
    assert [one["rd_total"] for one in found.fields("rd_activity")] == ["70", "60"]
    assert found.skipped == {8: "total", 10: "sign_off"}
    assert not found.rejected


def test_that_names_over_two_lines_of_figures_are_one_record_each(read, workbook):
    heads = ["企业名称", "信用代码", "营业收入", "从业人员"]
    rows = [[*FIRM, 900, 50], ["", "", 70, 9], [*SECOND, 800, 40], ["", "", 60, 8]]
    title = ["2021年企业研发情况登记表（千元）"]
    found = read(workbook(登记=[title, heads, ["", "", "研发费用", "研发人员"], *rows]))
    assert [one["revenue"] for one in found.fields("firm_period")] == ["900", "800"]
    assert [one["rd_total"] for one in found.fields("rd_activity")] == ["70", "60"]


def test_that_firms_over_their_projects_in_one_column_are_no_projects(sheet):
    heads = ["序号", "企业/项目名称", "信用代码", "经费支出（千元）", "参加人员"]
    rows = [
        [1, NAME, CODE, 30, 9],
        ["", "高速主轴研发", "", 10, 4],
        ["", "智慧工厂平台研发", "", 20, 5],
        [2, OTHER, OTHER_CODE, 7, 3],
        ["", "减速机研发", "", 7, 3],
    ]
    found = sheet([["2021年企业研发项目明细"], heads, *rows])
    assert found.skipped == {3: "total", 6: "total"}
    firms = {one["uid"]: one["fields"]["name"] for one in found.records("firm")}
    told = [(firms[one["parent"]], one["fields"]["name"]) for one in found.records("rd_project")]
    assert told == [
        (NAME, "高速主轴研发"),
        (NAME, "智慧工厂平台研发"),
        (OTHER, "减速机研发"),
    ]
    assert found.flags[4] == {"from_above"}


@pytest.mark.parametrize("word", ["新成立", "筹建中", "缓报"])
def test_that_words_for_why_there_is_no_figure_yet_leave_it_blank(sheet, word):
    heads = [*HEADS, "2021年研发费用（千元）", "2022年研发费用（千元）"]
    found = sheet([["企业研发费用对比"], heads, [*FIRM, word, 80], [*SECOND, 70, 60]])
    told = sorted(
        (one["period"], one["fields"]["rd_total"]) for one in found.records("rd_activity")
    )
    assert told == [("2021", "70"), ("2022", "60"), ("2022", "80")]
    assert "remark_in_cell" in found.flags[3]


def test_that_a_short_year_before_a_quarter_is_one(sheet):
    rows = [["22Q4", *FIRM, 80], ["2022-Q1", *FIRM, 70]]
    found = sheet([["企业季度数据（当季数，千元）"], ["报告期", *HEADS, "研发费用"], *rows])
    assert {one["period"] for one in found.records("rd_activity")} == {"2022Q1", "2022Q4"}


def test_that_what_others_found_in_the_end_is_the_figure(sheet):
    heads = [*HEADS, "2021年研发费用（千元）", "", ""]
    below = ["", "", "企业申报数", "第三方审核数", "核减数"]
    found = sheet([["2022年度补助审核汇总表"], heads, below, [*FIRM, 900, 850, 50]])
    assert found.fields("rd_activity") == [{"rd_total": "850"}]
    assert "guessed_heading" in found.flags[4]


def test_that_what_happened_to_firms_is_no_kind_of_their_certificates(sheet):
    heads = [*HEADS, "类型", "迁入地", "高企证书编号"]
    rows = [
        [*FIRM, "迁入", "海曙区", "GR202233101000"],
        [*SECOND, "迁出", "江北区", "GR202233101001"],
    ]
    found = sheet([["2023年科技企业迁入迁出登记"], heads, *rows])
    assert [one["cert_no"] for one in found.fields("hte_cert")] == [
        "GR202233101000",
        "GR202233101001",
    ]
    assert not any("kind" in one for one in found.fields("hte_cert"))


def test_that_the_letters_of_answers_are_no_part_of_them(sheet):
    heads = [*HEADS, "5、贵公司规模：", "6、是否规上企业"]
    found = sheet([heads, [*FIRM, "A.大型", "A.是"], [*SECOND, "D.微型", "B.否"]])
    told = [(one["scale"], one["above_scale"]) for one in found.fields("firm")]
    assert told == [("1", "1"), ("4", "0")]
    assert not found.flags


def test_that_the_firms_of_a_group_are_taken_and_the_group_is_not(sheet):
    heads = ["集团名称", "子公司名称", "子公司信用代码", "营业收入"]
    found = sheet([["2022年子公司情况（千元）"], heads, ["宁波示例集团有限公司", *FIRM, 900]])
    assert [(one["name"], one["uscc"]) for one in found.fields("firm")] == [(NAME, CODE)]
    assert found.fields("firm_period") == [{"revenue": "900"}]
    assert "guessed_heading" in found.flags[3]
