"""Workbooks of several things at once: institutions, carriers and totals as offices keep them."""

from __future__ import annotations

import pytest

FIRM, OTHER = "宁波示例甲有限公司", "宁波示例乙有限公司"
CODE, CODE_OF_OTHER = "91330203MA2TE5T1XB", "91330212MA2TE5T52W"
INSTITUTIONS = [
    ["研发机构台账"],
    ["序号", "机构名称", "依托单位", "信用代码", "国家级", "省级", "市级", "批准时间"],
]


def kept(found, form, *fields):
    return [tuple(one.get(name) for name in fields) for one in found.fields(form)]


def totals(found):
    names = ("indicator", "value")
    return [(one["period"], *(one["fields"][name] for name in names))
            for one in found.records("unit_total")]  # fmt: skip


def test_that_a_line_parted_from_its_number_says_the_kind_of_those_below(sheet):
    found = sheet(
        [
            *INSTITUTIONS,
            ["一", "企业技术中心"],
            [1, "甲厂技术中心", FIRM, CODE, "", "√", "", "2019-12-01"],
            ["二", "重点实验室"],
            [1, "浙江省示例实验室", OTHER, CODE_OF_OTHER, "", "", "√", "2018-09-30"],
        ]
    )
    assert kept(found, "rd_institution", "kind", "level") == [("01", "2"), ("07", "3")]
    assert (found.skipped, found.rejected) == ({3: "note", 5: "note"}, {})


def test_that_an_empty_ring_that_stands_alone_is_a_tick(sheet):
    rings = [[1, "甲重点实验室", FIRM, CODE, "", "○", "", "2019-12-01"],
             [2, "乙重点实验室", OTHER, CODE_OF_OTHER, "●", "○", "○", "2018-09-30"]]  # fmt: skip
    found = sheet([*INSTITUTIONS, *rings])
    assert kept(found, "rd_institution", "level") == [("2",), ("1",)]


def test_that_the_name_over_figures_of_an_incubator_is_its_own(sheet):
    found = sheet(
        [
            ["科技企业孵化器统计报表", "", "", "2022年"],
            ["单位详细名称：示例创业孵化器"],
            ["指标名称", "计量单位", "代码", "数量"],
            ["孵化器使用总面积", "平方米", "f01", 15600],
            ["孵化器总收入", "千元", "f05", 8450],
            ["在孵企业数", "个", "f21", 68],
        ]
    )
    assert kept(found, "carrier", "kind", "name") == [("1", "示例创业孵化器")]
    assert kept(found, "incubator", "area_total", "income", "tenants") == [("15600", "8450", "68")]
    assert found.records("firm") == []


def test_that_totals_below_carriers_are_a_table_of_their_own(sheet):
    found = sheet(
        [
            ["表2 2023年孵化器主要数据"],
            ["载体名称", "在孵企业数", "累计毕业企业数"],
            ["示例孵化器", 71, 60],
            [],
            ["表3 汇总"],
            ["指标", "2023年"],
            ["市级以上孵化器（众创空间）数", 12],
        ]
    )
    assert kept(found, "incubator", "tenants", "grad_total") == [("71", "60")]
    assert totals(found) == [("2023", "T8-1", "12")]


@pytest.mark.parametrize("title", ["各区县（市）历年有效高新技术企业数（家）", "各地高企数对比表"])
def test_that_a_title_names_the_indicator_of_places_beside_each_other(sheet, title):
    rows = [["年份", "江北区", "海曙区", "全市"], ["2022年", 1, 2, 9], ["2023年", 3, 4, 8]]
    assert totals(sheet([[title], *rows])) == [("2022", "H1", "2"), ("2023", "H1", "4")]


def test_that_another_figure_in_the_title_of_places_is_asked_about(sheet):
    rows = [["年份", "江北区", "海曙区"], ["2022年", 1, 2], ["2023年", 3, 4]]
    assert sheet([["各区县新增高企数"], *rows]).rejected == dict.fromkeys((3, 4), "ambiguous_code")


def test_that_row_and_column_may_each_say_a_part_of_the_period(sheet):
    found = sheet(
        [
            ["技术合同登记统计（单位：亿元）"],
            ["年度", "1-3月", "", "1-12月", ""],
            ["", "合同数", "成交额", "合同数", "成交额"],
            ["2021年", 30, 5.2, 166, 28.9],
            [2022, 35, 6.1, 180, 33.4],
        ]
    )
    wanted = [("2021M01-03", "5.2"), ("2021", "28.9"), ("2022M01-03", "6.1"), ("2022", "33.4")]
    assert [(period, value) for period, _code, value in totals(found)] == wanted
    assert not found.rejected


def test_that_what_may_be_a_total_is_none_beside_that_total(sheet):
    heads = ["月份", "合同数", "技术合同成交额（亿元）", "其中：技术交易额（亿元）"]
    found = sheet([["2023年技术合同"], heads, ["1月", 9, 3, 2], ["2月", 8, 5, 4]])
    assert [total[1:] for total in totals(found)] == [("T5-1", "3"), ("T5-1", "5")]
    assert not found.rejected


def test_that_measures_that_no_amount_has_are_units_too(sheet):
    heads = ["指标", "单位", "2023年"]
    lines = [["技术合同成交额", "万元", 120000], ["发明专利授权量", "件", 5], ["贷款笔数", "笔", 3]]
    found = sheet([heads, *lines])
    assert totals(found) == [("2023", "T5-1", "12"), ("2023", "T4-2", "5")]
    assert not found.flags


def test_that_dashes_in_a_group_are_no_certificate(sheet):
    found = sheet(
        [
            ["企业名称", "信用代码", "首次认定", "", "重新认定", ""],
            ["", "", "证书编号", "发证日期", "证书编号", "发证日期"],
            [FIRM, CODE, "GR201833100011", "2018-11-27", "—", "—"],
        ]
    )
    assert (len(found.records("hte_cert")), found.rejected) == (1, {})


def test_that_the_number_of_a_layout_design_is_no_patent(sheet):
    heads = ["企业名称", "信用代码", "名称", "类别", "授权号"]
    rows = [[FIRM, CODE, "甲方法", "发明专利", "ZL202110123456.7"],
            [FIRM, CODE, "甲布图", "集成电路布图设计", "BS.205567899"]]  # fmt: skip
    found = sheet([heads, *rows])
    assert len(found.records("patent")) == 1
    assert found.skipped == {3: "other_right"}
