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
