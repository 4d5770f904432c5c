"""Sheets of single programs: contracts by kind, self-evaluations, yearbooks, tables online."""

from __future__ import annotations

import pytest

FIRM, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"


def totals(found):
    return [
        (one["fields"]["indicator"], one["period"], one["fields"]["value"])
        for one in found.records("unit_total")
    ]


@pytest.mark.parametrize("corner", ["合同类别", "技术合同类型", "技术领域"])
def test_that_the_sum_of_all_kinds_is_that_of_the_office(sheet, corner):
    rows = [["技术开发", 12, 5000], ["技术转让", 3, 2500], ["合计", 15, 7500]]
    heads = [corner, "合同项数", "合同成交额（万元）"]
    found = sheet([["2023年1-6月海曙区技术合同认定登记统计表"], heads, *rows])
    assert totals(found) == [("T5-1", "2023M01-06", "0.75")]
    assert found.skipped == {3: "parts_of_unit", 4: "parts_of_unit"}


def test_that_kinds_without_a_sum_are_no_totals(sheet):
    rows = [["技术开发", 12, 5000], ["技术转让", 3, 2500]]
    heads = ["合同类别", "合同项数", "合同成交额（万元）"]
    found = sheet([["2023年1-6月海曙区技术合同认定登记统计表"], heads, *rows])
    assert not found.records("unit_total")


@pytest.mark.parametrize("wanted", ["年度指标值", "指标值", "年初指标值"])
def test_that_what_was_wanted_gives_way_to_what_was_reached(sheet, wanted):
    heads = ["一级指标", "三级指标", wanted, "实际完成值", "得分"]
    rows = [["产出指标", "市级以上孵化器（众创空间）数", "≥12家", "13家", 20]]
    rows += [["效益指标", "技术合同成交额", "≥35亿元", "40.1亿元", 20]]
    found = sheet([["2022年度项目支出绩效自评表"], heads, *rows])
    assert totals(found) == [("T8-1", "2022", "13"), ("T5-1", "2022", "40.1")]


def test_that_a_yearbook_says_all_in_english_as_well(sheet):
    heads = ["指标 Item", "单位 Unit", 2020, 2021, "2021年为2020年%"]
    rows = [["高新技术企业数 High-tech Enterprises", "个 unit", 205, 268, 130.7]]
    rows += [["技术合同成交额 Technical Contracts", "亿元 100 million yuan", 20.5, 31.2, 152.2]]
    found = sheet([["12-3 科技活动主要指标（2020-2021年）"], heads, *rows])
    assert totals(found) == [
        ("H1", "2020", "205"),
        ("H1", "2021", "268"),
        ("T5-1", "2020", "20.5"),
        ("T5-1", "2021", "31.2"),
    ]
    assert not found.flags


def test_that_a_base_year_is_that_year(sheet):
    heads = ["指标名称", "单位", "2020年（基期）", "2022年", "2025年目标"]
    found = sheet([["中期评估"], heads, ["有效高新技术企业数", "家", 205, 331, 450]])
    assert totals(found) == [("H1", "2020", "205"), ("H1", "2022", "331")]


def test_that_the_month_that_is_reported_is_that_of_the_figures(sheet):
    heads = ["审批编号", "载体名称", "报送月份", "在孵企业数", "在孵企业当月营业收入（万元）"]
    found = sheet(
        [["孵化器月报"], heads, ["2024040001", "甬创科技企业孵化器", "2024-03", 61, 1520]]
    )
    (one,) = found.records("incubator")
    assert one["period"] == "2024M03"
    assert one["fields"] == {"tenants": "61", "tenant_income": "15200"}


@pytest.mark.parametrize("length", ["有效期：三年", "叁年", "3年"])
def test_that_how_long_a_certificate_lasts_waits_as_a_text(sheet, length):
    heads = ["企业名称", "统一社会信用代码", "证书编号", "发证时间", "有效期"]
    rows = [[FIRM, CODE, "GR202133100121", "2021年12月10日", length]]
    found = sheet([["高新技术企业证书"], heads, *rows])
    assert [one["issue_date"] for one in found.fields("hte_cert")] == ["2021-12-10"]
    assert not found.rejected


def test_that_a_file_and_a_mention_are_no_values(sheet):
    heads = ["企业名称", "统一社会信用代码", "机构名称", "类别", "级别", "批文", "联系人"]
    name = "甲省级企业研究院"
    rows = [[FIRM, CODE, name, "企业研究院", "省级", "批文.pdf (https://x.cn/f/a)", "@王芳"]]
    found = sheet([["研发机构"], heads, *rows])
    assert found.fields("rd_institution") == [{"name": name, "kind": "03", "level": "2"}]
    assert [one["contact"] for one in found.fields("firm")] == ["王芳"]


def test_that_a_form_is_of_the_makers_workshop_in_its_title(sheet):
    rows = [["项目", "单位", "数值"], ["提供工位数", "个", 60], ["举办创新创业活动", "场次", 25]]
    rows += [["使用面积", "平方米", 900], ["当年服务的创业团队数量", "个", 22]]
    found = sheet([["鼓楼创客工坊2022年度运营情况表"], *rows])
    assert found.fields("carrier") == [{"name": "鼓楼创客工坊", "kind": "2"}]
    assert found.fields("makerspace") == [
        {"seats": "60", "events": "25", "area": "900", "teams": "22"}
    ]


@pytest.mark.parametrize(
    ("title", "heads", "total"),
    [
        ("风险池情况（截至2023年6月30日）", ["合作银行", "累计放款额（万元）"], ("T7-2", "1")),
        ("2023年上半年加计扣除", ["行业", "享受加计扣除企业数（户）"], ("T1-2", "10000")),
        ("2023年上半年人才情况", ["产业", "集聚重点产业紧缺人才（名）"], ("T3-1", "10000")),
    ],
)
def test_that_banks_and_trades_are_summed_up_as_well(sheet, title, heads, total):
    rows = [["甲类", 6000], ["乙类", 4000], ["合计", 10000]]
    found = sheet([[title], heads, *rows])
    assert totals(found) == [(total[0], "2023M01-06", total[1])]


def test_that_of_grants_by_kind_those_of_inventions_are_the_indicator(sheet):
    heads = ["月份", "发明", "实用新型", "合计"]
    rows = [["1月", 62, 210, 272], ["2月", 55, 180, 235]]
    found = sheet([["海曙区2023年专利授权量统计表"], heads, *rows])
    assert totals(found) == [("T4-2", "2023M01", "62"), ("T4-2", "2023M02", "55")]


def test_that_sums_beside_single_months_reach_from_january_on(sheet):
    heads = ["月份", "当月", "累计"]
    found = sheet([["2023年技术合同成交额（亿元）"], heads, ["7月", 4.2, 27], ["8月", 4.5, 31.5]])
    assert totals(found) == [
        ("T5-1", "2023M07", "4.2"),
        ("T5-1", "2023M01-07", "27"),
        ("T5-1", "2023M08", "4.5"),
        ("T5-1", "2023M01-08", "31.5"),
    ]


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("（截至2023年9月底）", "2023M01-09"),
        ("数据截至2023年9月30日", "2023M01-09"),
        ("2023年9月", "2023"),
    ],
)
def test_that_a_line_of_its_own_says_until_when_figures_are(sheet, line, period):
    heads = ["指标名称", "年度目标", "完成情况"]
    found = sheet([["2023年重点工作清单"], [line], heads, ["技术合同成交额", "60亿元", "36.6亿元"]])
    assert totals(found) == [("T5-1", period, "36.6")]


def test_that_certificates_that_will_end_have_not_ended(sheet):
    heads = ["企业名称", "统一社会信用代码", "证书编号", "上次认定时间", "到期时间"]
    row = [FIRM, CODE, "GR202133100121", "2021.12.10", "2024.12.09"]
    found = sheet([["高企到期预警清单"], heads, ["一、2024年到期（2021年认定）"], row])
    (one,) = found.fields("hte_cert")
    assert one["issue_date"] == "2021-12-10"
    assert "status" not in one


def test_that_a_result_is_registered_on_no_day_of_its_firm(sheet):
    heads = ["登记号", "成果名称", "完成单位", "信用代码", "成果水平", "登记日期"]
    row = ["22001234", "伺服控制技术", FIRM, CODE, "国内领先", "2022-08-11"]
    found = sheet([["2022年度科技成果登记清单"], heads, row])
    assert found.records("achievement")
    assert all("found_date" not in one for one in found.fields("firm"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("国内首台（套）", "2"), ("省级首批次新材料", "3"), ("首版次软件", "4")],
)
def test_that_how_a_product_was_recognised_says_its_kind(sheet, text, kind):
    heads = ["产品名称", "企业名称", "信用代码", "认定类型", "认定时间"]
    found = sheet(
        [["2021-2022年首台（套）、首批次、首版次汇总"], heads, ["冲床", FIRM, CODE, text, "2021"]]
    )
    assert [one["kind"] for one in found.fields("achievement")] == [kind]


def test_that_a_firm_may_have_its_district_behind_it(sheet):
    rows = [[f"{FIRM}（海曙区）", CODE, "甲企业研究院", "省级企业研究院"]]
    found = sheet([["研究院名单"], ["依托企业（所在地）", "信用代码", "研究院名称", "类型"], *rows])
    assert [one["name"] for one in found.fields("firm")] == [FIRM]
    assert [(one["kind"], one["level"]) for one in found.fields("rd_institution")] == [("03", "2")]


def test_that_kinds_stand_beside_years_as_well(sheet):
    heads = ["技术领域", "2021年", "2022年", "2022年占比"]
    rows = [["合计", 268, 331, "100%"], ["电子信息", 88, 110, "33%"], ["新材料", 180, 221, "67%"]]
    found = sheet([["海曙区有效高新技术企业数按技术领域分布情况（2021-2022年）"], heads, *rows])
    assert totals(found) == [("H1", "2021", "268"), ("H1", "2022", "331")]
    assert not found.rejected


@pytest.mark.parametrize("name", ["省级科技型中小企业（累计）", "科技型中小企业（累计数）"])
def test_that_filings_so_far_are_their_own_total(sheet, name):
    rows = [
        ["有效高新技术企业数", "85家（增长13.3%）"],
        [name, "210家"],
        ["技术合同成交额", "5.6亿元"],
    ]
    found = sheet([["2014年主要数据"], ["指标", "2014年"], *rows])
    assert ("H2", "2014", "210") in totals(found)


def test_that_numbered_parts_below_a_card_are_of_its_firm(sheet):
    rows = [["知识产权示范企业申报表"], ["企业名称", FIRM, "统一社会信用代码", CODE]]
    rows += [["联系人", "王芳", "联系电话", "0574-87654321"], ["一、专利情况"]]
    rows += [["序号", "专利名称", "专利号"], [1, "主轴", "ZL202110123456.7"]]
    rows += [[2, "护罩", "ZL202120123456.2"], ["二、研发机构情况"]]
    rows += [["序号", "机构名称", "级别", "类别"], [1, "甲企业研究院", "省级", "企业研究院"]]
    rows += [[2, "甲技术中心", "市级", "企业技术中心"]]
    found = sheet(rows)
    assert len(found.fields("patent")) == 2
    assert [one["kind"] for one in found.fields("rd_institution")] == ["03", "01"]


@pytest.mark.parametrize(
    "name",
    ["技术合同成交项数", "每万人发明专利授权量", "高校技术合同成交额", "高新技术企业数（规上）",
     "上市高新技术企业数", "企业发明专利授权量", "企业研发机构人员数", "发明专利授权率"],
)  # fmt: skip
def test_that_words_around_a_total_make_another_of_it(sheet, name):
    rows = [["市级以上孵化器（众创空间）数", 13], [name, 10]]
    found = sheet([["海曙区2022年科技指标"], ["指标", "数值"], *rows])
    assert totals(found) == [("T8-1", "2022", "13")]
    assert list(found.rejected) == [4]
