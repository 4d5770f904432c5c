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


def test_that_a_line_of_a_batch_gives_the_day_of_its_certificates(sheet):
    found = sheet(
        [
            ["2020年高新技术企业名单"],
            ["序号", "企业名称", "信用代码", "证书编号"],
            ["第一批（发证日期：2020年12月1日，有效期三年）"],
            [1, FIRM, CODE, "GR202033100011"],
            ["第二批（发证日期：2020年12月31日，有效期三年）"],
            [1, OTHER, CODE_OF_OTHER, "GR202033100012"],
        ]
    )
    said = kept(found, "hte_cert", "batch", "issue_date", "status")
    assert said == [("第一批", "2020-12-01", None), ("第二批", "2020-12-31", None)]


def test_that_until_when_a_list_was_kept_is_no_year_of_its_labels(sheet):
    title = ["优质企业梯队名单（截至2024年1月）"]
    heads = ["企业名称", "信用代码", "荣誉名称"]
    row = [FIRM, CODE, "制造业单项冠军示范企业"]
    found = sheet([title, [*heads, "认定时间"], [*row, "2022年11月"]])
    assert kept(found, "label", "label", "year") == [("4", "2022")]
    # Of which year the label is stands nowhere.
    assert sheet([title, heads, row]).records("label") == []


def test_that_codes_of_another_system_leave_totals_to_their_names(sheet):
    heads = ["指标代码", "指标名称", "单位", "2023年"]
    lines = [["K01", "有效高新技术企业数", "家", 412], ["K02", "技术合同交易额", "亿元", 33]]
    found = sheet([heads, *lines])
    assert totals(found) == [("2023", "H1", "412"), ("2023", "T5-1", "33")]


def test_that_headings_that_end_as_lists_are_called_are_of_what_stands_below(sheet):
    heads = ["设站单位", "信用代码", "工作站名称", "站点类别", "设站级别"]
    rows = [[FIRM, CODE, "甲站", "博士后科研工作站", "国家级"],
            [OTHER, CODE_OF_OTHER, "乙站", "院士专家工作站", "市级"]]  # fmt: skip
    found = sheet([heads, *rows])
    assert kept(found, "rd_institution", "kind", "level") == [("10", "1"), ("09", "3")]


def test_that_the_answers_of_one_question_are_figures_of_their_own(sheet):
    question = "4、运营情况(2023年)—"
    heads = [
        "1、载体名称",
        "2、载体类型",
        f"{question}在孵企业数（家）",
        f"{question}孵化器总收入（万元）",
    ]
    found = sheet([heads, ["示例孵化器", "孵化器", 61, 650.25]])
    assert kept(found, "incubator", "tenants", "income") == [("61", "6502.5")]
    assert found.records("incubator")[0]["period"] == "2023"


def test_that_the_unit_of_values_below_a_figure_is_its_own(sheet):
    heads = [
        ["地区", "高新技术企业", "技术合同成交额", ""],
        ["", "有效数（家）", "金额（万元）", "增速（%）"],
    ]
    found = sheet(
        [["2022年各地指标"], *heads, ["海曙区", 300, 280000, 1], ["江北区", 200, 200000, 2]]
    )
    assert totals(found) == [("2022", "H1", "300"), ("2022", "T5-1", "28")]


def test_that_counts_of_carriers_beside_a_total_name_none(sheet):
    heads = ["年份", "国家级孵化器", "省级孵化器", "众创空间", "市级以上孵化器（众创空间）数"]
    assert totals(sheet([heads, ["2022年", 1, 2, 3, 6]])) == [("2022", "T8-1", "6")]


def test_that_numbers_of_the_national_evaluation_say_their_scheme(sheet):
    heads = [
        "企业名称",
        "信用代码",
        "评价年度",
        "科技型中小企业登记编号",
        "职工总数",
        "研发费用总额(万元)",
    ]
    found = sheet([heads, [FIRM, CODE, "2022", "20223302030C000123", 45, 98.2]])
    assert kept(found, "tech_sme", "scheme", "staff_total", "rd_cost") == [("CN", "45", "98.2")]


def test_that_the_year_before_in_a_name_is_no_figure_of_this_year(sheet):
    heads = ["区县", "上年末有效高企数", "2023年末有效高企数", "高企净增数"]
    found = sheet(
        [["2023年度各地高企情况"], heads, ["海曙区", 366, 438, 72], ["江北区", 250, 300, 50]]
    )
    assert totals(found) == [("2023", "H1", "438"), ("2023", "A1", "72")]


@pytest.mark.parametrize(
    ("heads", "row", "wanted"),
    [
        (["月份", "2022年", "2023年"], ["1-6月", 12, 18], ["2022M01-06", "2023M01-06"]),
        (["月份", 2022, 2023], ["1-12月", 33, 40], ["2022", "2023"]),
        (["地区", "1月", "1-2月累计"], ["海曙区", 12, 18], ["2023M01", "2023M01-02"]),
    ],
)
def test_that_a_title_names_the_indicator_below_periods(sheet, heads, row, wanted):
    found = sheet([["2023年各地技术合同成交额分月情况（亿元）"], heads, row])
    assert [(one[0], one[1]) for one in totals(found)] == [(period, "T5-1") for period in wanted]


def test_that_several_years_over_single_ones_say_no_more(sheet):
    heads = [["企业名称", "信用代码", "近三年研发费用（万元）", ""], ["", "", "2022年", "2023年"]]
    found = sheet([*heads, [FIRM, CODE, 800, 1100]])
    got = [(one["period"], one["fields"]["rd_total"]) for one in found.records("rd_activity")]
    assert got == [("2022", "8000"), ("2023", "11000")]
    assert not found.flags


def test_that_what_was_not_filed_has_no_number(sheet):
    heads = ["企业名称", "信用代码", "评价年度", "入库登记编号"]
    found = sheet([heads, [FIRM, CODE, 2023, "未入库"]])
    assert [one.get("reg_no") for one in found.fields("tech_sme")] in ([], [None])
    assert "remark_in_cell" in found.flags[2]


def test_that_the_name_of_an_institution_says_its_level_with_its_kind(sheet):
    heads = ["企业名称", "信用代码", "研发机构名称", "认定时间"]
    found = sheet([heads, [FIRM, CODE, "示例甲省级企业研究院", "2020-11-01"]])
    assert kept(found, "rd_institution", "kind", "level") == [("03", "2")]


def test_that_a_figure_with_its_unit_is_no_label_where_other_rows_have_labels(sheet):
    found = sheet(
        [
            ["孵化器名称", "示例孵化器", "年度", "2022年"],
            ["指标", "单位", "本年实际"],
            ["使用总面积", "平方米", 5000],
            ["在孵企业数", "家", "22家"],
            ["填表人：", "", "联系电话："],
        ]
    )
    assert kept(found, "incubator", "area_total", "tenants") == [("5000", "22")]


def test_that_totals_below_a_table_of_something_else_are_read(sheet):
    found = sheet(
        [
            ["2023年紧缺人才集聚情况"],
            ["企业名称", "引进博士", "引进硕士", "紧缺人才数"],
            [FIRM, 2, 10, 8],
            [OTHER, 5, 12, 15],
            [],
            ["汇总指标", "2022年", "2023年"],
            ["集聚重点产业紧缺人才数（人）", 1200, 1350],
            ["发明专利授权量（件）", 5, 6],
        ]
    )
    wanted = [("2022", "T3-1"), ("2023", "T3-1"), ("2022", "T4-2"), ("2023", "T4-2")]
    assert [total[:2] for total in totals(found)] == wanted


def test_that_parts_of_a_sheet_share_the_firm_of_its_title(sheet, stock):
    stock.put("firm", "u1", name=FIRM, uscc=CODE)
    found = sheet(
        [
            [f"{FIRM}科技成果一览表"],
            ["一、标准"],
            ["标准号", "标准名称", "发布年份"],
            ["GB/T 1111-2020", "示例标准", "2020"],
            ["二、奖励"],
            ["获奖项目", "奖项", "等级", "获奖时间"],
            ["示例机床", "浙江省科技进步奖", "二等奖", "2021-05-10"],
        ],
        existing=stock,
    )
    assert kept(found, "achievement", "title", "kind") == [("示例标准", "7"), ("示例机床", "1")]


def test_that_a_plan_over_its_years_says_no_more_than_they_do(sheet):
    heads = [
        ["指标名称", "单位", "“十三五”时期", "", "“十四五”时期"],
        ["", "", "2019", "2020", "2021"],
    ]
    found = sheet([*heads, ["有效高企数", "家", 200, 230, 301]])
    assert totals(found) == [("2019", "H1", "200"), ("2020", "H1", "230"), ("2021", "H1", "301")]


def test_that_a_number_of_years_is_no_day(sheet):
    heads = ["企业名称", "信用代码", "证书编号", "发证日期", "有效期（年）"]
    found = sheet([heads, [FIRM, CODE, "GR202133100031", "2021-12-10", 3]])
    assert kept(found, "hte_cert", "cert_no", "issue_date") == [("GR202133100031", "2021-12-10")]
    assert "duration" in found.flags[2]


@pytest.mark.parametrize("names", [f"1、{FIRM}；2、浙江大学", f"1.{FIRM} 2.宁波大学"])
def test_that_numbered_bodies_in_a_cell_name_the_firm_among_them(sheet, stock, names):
    stock.put("firm", "u1", name=FIRM, uscc=CODE)
    heads = ["项目名称", "奖项", "获奖等级", "完成单位"]
    row = ["示例机床", "浙江省科技进步奖", "科技进步二等奖", names]
    found = sheet([["2020年科学技术奖"], heads, row], existing=stock)
    assert kept(found, "achievement", "title", "kind") == [("示例机床", "1")]
    assert "not_in_list" not in found.flags[3]


def test_that_numbered_firms_in_a_cell_are_several(sheet):
    row = ["示例机床", "浙江省科技进步奖", f"1、{FIRM}；2、{OTHER}"]
    found = sheet([["2020年科学技术奖"], ["项目名称", "奖项", "完成单位"], row])
    assert (set(found.rejected), found.records("achievement")) == ({3}, [])


def test_that_a_year_over_names_and_figures_is_that_of_the_figures(sheet):
    found = sheet(
        [
            ["科技指标"],
            ["2022年", "", "", "2023年", ""],
            ["指标", "数值", "", "指标", "数值"],
            ["有效高企数", 366, "", "有效高企数", 438],
            ["技术合同成交额（万元）", 334100, "", "技术合同成交额（万元）", 385600],
        ]
    )
    assert sorted(totals(found)) == [
        ("2022", "H1", "366"),
        ("2022", "T5-1", "33.41"),
        ("2023", "H1", "438"),
        ("2023", "T5-1", "38.56"),
    ]


def test_that_the_number_before_a_carrier_is_no_part_of_its_name(sheet):
    found = sheet([["2022年"], ["孵化器名称", "在孵企业数"], ["1.示例孵化器", 61]])
    assert kept(found, "carrier", "name") == [("示例孵化器",)]
    assert "remark_in_cell" in found.flags[3]


def test_that_a_column_is_told_by_its_own_table_and_none_below(sheet):
    found = sheet(
        [
            ["关于2023年度科技型企业培育情况的汇报附表"],
            ["指标", "单位", "2022年", "2023年"],
            ["高新技术企业数", "家", 320, 386],
            ["技术合同成交额", "亿元", 12.5, 15.3],
            [],
            ["二、2023年新认定高新技术企业名单"],
            ["序号", "企业名称", "信用代码", "证书编号", "发证日期"],
            [1, FIRM, CODE, "GR202333100123", "2023-12-08"],
            [2, OTHER, CODE_OF_OTHER, "GR202333100124", "2023-12-08"],
        ]
    )
    assert totals(found)[:2] == [("2022", "H1", "320"), ("2023", "H1", "386")]
    assert {one["source_unit"].get("value") for one in found.records("unit_total")} >= {"亿元"}
    assert found.flags == {}
    assert len(found.records("hte_cert")) == 2


def test_that_kinds_in_row_after_row_are_no_names_of_figures(sheet):
    found = sheet(
        [
            [f"{FIRM}知识产权汇总"],
            ["序号", "知识产权名称", "类型", "授权号", "授权日期", "获得方式"],
            ["一、发明专利"],
            [1, "一种精密轴承", "发明专利", "202110123456.7", "2023-05-09", "自主研发"],
            [2, "一种轴承检测方法", "发明专利", "202010234567.0", "2022-11-01", "受让"],
            ["二、实用新型"],
            [3, "一种夹具", "实用新型", "202220345678.3", "2022-12-20", "自主研发"],
            ["三、软件著作权"],
            [4, "轴承检测软件", "软著", "2022SR0123456", "2022-02-01", "自主研发"],
        ]
    )
    assert kept(found, "patent", "ptype", "source") == [("1", "1"), ("1", "2"), ("2", "1")]
    assert found.skipped == {3: "note", 6: "note", 8: "note", 9: "other_right"}
