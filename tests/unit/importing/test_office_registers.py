"""Patents, institutions, results and totals as registers and programs of offices list them."""

from __future__ import annotations

import pytest

from desktop_app.importing.model import Choice

FIRM, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
PATENT = "202110123456.7"


def kept(found, form, *fields):
    return [tuple(one.get(name) for name in fields) for one in found.fields(form)]


def test_that_growth_alone_beside_a_total_by_place_is_no_indicator(sheet):
    heads = ["地区", "技术合同成交额（亿元）", "同比（%）"]
    found = sheet([["2023年1-9月"], heads, ["海曙区", 28.35, 15], ["江北区", 21, 9.9]])
    assert kept(found, "unit_total", "indicator", "value") == [("T5-1", "28.35")]
    assert not found.rejected


def test_that_what_a_person_says_of_a_column_gives_its_form_a_key(sheet):
    rows = [["企业名称", "信用代码", "牌子", "平台类型", "层级", "批复日期"],
            [FIRM, CODE, "智能装备研究院", "企业研究院", "省", "2020-05-01"]]  # fmt: skip
    assert sheet(rows).fields("rd_institution") == []
    chosen = {("表.xlsx", "Sheet1"): {2: Choice("rd_institution", "name")}}
    found = sheet(rows, choices=chosen)
    said = [("智能装备研究院", "03", "2", "2020-05-01")]
    assert kept(found, "rd_institution", "name", "kind", "level", "date") == said


@pytest.mark.parametrize("heading", ["质押专利号", "转让专利号"])
def test_that_a_patent_that_is_pledged_is_known_by_its_number(sheet, heading):
    found = sheet([[heading, "专利名称"], [f"ZL{PATENT}", "一种车床"]])
    assert kept(found, "patent", "app_no", "title") == [(PATENT, "一种车床")]


@pytest.mark.parametrize(("word", "code"), [("授权发明", "1"), ("发明申请", "1")])
def test_that_kinds_of_documents_are_kinds_of_patents(sheet, word, code):
    found = sheet([["申请号", "标题", "专利类型"], [PATENT, "一种车床", word]])
    assert kept(found, "patent", "ptype") == [(code,)]


def test_that_a_station_has_the_day_on_which_it_was_set_up(sheet):
    heads = ["建站单位", "信用代码", "工作站名称", "级别", "建站时间"]
    found = sheet([["院士工作站一览表"], heads, [FIRM, CODE, "甲院士工作站", "省级", "2016年6月"]])
    assert kept(found, "rd_institution", "kind", "date") == [("09", "2016-06")]


def test_that_a_standard_has_the_day_on_which_it_came_out(sheet):
    heads = ["企业名称", "信用代码", "标准名称", "发布日期"]
    found = sheet([["主导制定标准清单"], heads, [FIRM, CODE, "小功率电动机", "2021-12-02"]])
    assert kept(found, "achievement", "title", "date") == [("小功率电动机", "2021-12-02")]


def test_that_an_indicator_may_be_called_a_sum(sheet):
    rows = [["高企数", 3], ["研究开发费用合计（万元）", 35000], ["科小累计数", 4]]
    found = sheet([["2024年指标"], ["指标", "数值"], *rows, ["合计", 35007]])
    said = [("H1", "3"), ("RD", "3.5"), ("H2", "4")]
    assert kept(found, "unit_total", "indicator", "value") == said
    assert found.skipped[6] == "total"


def test_that_what_ended_before_is_none_of_the_new_certificate(sheet):
    heads = ["企业名称", "信用代码", "原证书编号", "原证书到期日", "新证书编号", "新证书发证日期"]
    row = [FIRM, CODE, "GR202033100012", "2023-11-30", "GR202333100512", "2023-12-08"]
    found = sheet([heads, row])
    said = [("GR202333100512", "2023-12-08", None)]
    assert kept(found, "hte_cert", "cert_no", "issue_date", "expire_date") == said


def test_that_numbers_below_what_counts_patents_are_theirs(sheet):
    rows = [["发明专利", "授权日"], [f"ZL{PATENT}", "2022-05-06"]]
    found = sheet([["2022年授权发明专利奖补名单"], *rows])
    assert kept(found, "patent", "app_no", "grant_date") == [(PATENT, "2022-05-06")]


def test_that_lists_of_carriers_and_results_say_their_year(sheet):
    carriers = [
        ["级别", "载体名称", "类型", "认定年份"],
        ["省级", "甲示例孵化器", "孵化器", "2015"],
    ]
    found = sheet([["科创载体名录"], *carriers])
    assert kept(found, "carrier", "name", "cert_date") == [("甲示例孵化器", "2015")]
    results = [["年度", "企业名称", "信用代码", "产品名称"], [2021, FIRM, CODE, "高导热膜"]]
    found = sheet([["首批次新材料清单"], *results])
    assert kept(found, "achievement", "title", "date") == [("高导热膜", "2021")]


def test_that_headings_of_several_forms_leave_a_tick_to_the_form_of_the_list(sheet):
    heads = ["企业名称", "信用代码", "机构名称", "机构类别", "国家级", "省级", "市级", "批准时间"]
    found = sheet([heads, [FIRM, CODE, "甲技术中心", "企业技术中心", "", "√", "", "2018-10-01"]])
    assert kept(found, "rd_institution", "name", "level") == [("甲技术中心", "2")]


def test_that_growth_between_totals_is_no_indicator(sheet):
    rows = [
        ["有效高企数", 180, 230],
        ["增长%", "", "27.8%"],
        ["发明专利授权量", 90, 100],
        ["同比增长", "", "11%"],
    ]
    found = sheet([["海曙区指标"], ["指标", "2019", "2020"], *rows])
    assert len(found.records("unit_total")) == 4
    assert not found.rejected
    assert {found.skipped[4], found.skipped[6]} == {"note"}
