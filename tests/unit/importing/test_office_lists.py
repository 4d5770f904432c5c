"""Lists of labels, filings, rights and totals as offices keep them."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"
FIRM, SECOND = [NAME, CODE], [OTHER, OTHER_CODE]
HEADS = ["企业名称", "统一社会信用代码"]
PATENT = "202110123456.7"


def kept(found, form, *fields):
    return [tuple(one.get(name) for name in fields) for one in found.fields(form)]


def totals(found):
    return [
        (one["period"], one["fields"]["indicator"], one["fields"].get("value"))
        for one in found.records("unit_total")
    ]


def test_that_a_column_for_the_year_of_each_label_gives_its_records(sheet):
    heads = [*HEADS, "创新型中小企业认定年份", "省专精特新认定时间", "国家小巨人获评年度"]
    rows = [[*FIRM, 2022, "2022年", ""], [*SECOND, "", "2020-12-30", "2021"]]
    found = sheet([["优质企业梯度培育台账"], heads, *rows])
    said = [("1", "2022"), ("2", "2022"), ("2", "2020"), ("3", "2021")]
    assert sorted(kept(found, "label", "label", "year")) == sorted(said)
    assert not found.flags
    assert not found.rejected


def test_that_one_column_of_years_says_what_label_it_is_of(sheet):
    found = sheet([[*HEADS, "单项冠军认定年份"], [*FIRM, 2021], [*SECOND, ""]])
    assert kept(found, "label", "label", "year") == [("4", "2021")]


def test_that_numbers_of_filings_by_year_are_filings_of_these_years(sheet):
    heads = [*HEADS, "2021年入库编号", "2022年入库编号"]
    rows = [
        [*FIRM, "202133020308000701", "202233020308000702"],
        [*SECOND, "", "202233020308000703"],
    ]
    found = sheet([["2023年科技型中小企业历年入库情况"], heads, *rows])
    assert sorted(kept(found, "tech_sme", "year", "reg_no")) == [
        ("2021", "202133020308000701"),
        ("2022", "202233020308000702"),
        ("2022", "202233020308000703"),
    ]
    assert not found.flags


@pytest.mark.parametrize("heads", [["起", "止"], ["开始日期", "截止日期"]])
def test_that_both_ends_of_a_certificate_may_have_columns(sheet, heads):
    rows = [[*HEADS, "证书编号", "有效期", ""], ["", "", "", *heads]]
    found = sheet([*rows, [*FIRM, "GR202133100011", "2021-12-10", "2024-12-09"]])
    assert kept(found, "hte_cert", "issue_date", "expire_date") == [("2021-12-10", "2024-12-09")]


def test_that_a_tick_below_its_level_is_that_of_what_the_list_is_of(sheet):
    heads = [*HEADS, "平台名称", "平台类别", "国家级", "省级", "市级"]
    found = sheet([heads, [*FIRM, "甲研究院", "企业研究院", "", "√", ""]])
    assert kept(found, "rd_institution", "name", "level") == [("甲研究院", "2")]


def test_that_what_institutions_are_called_says_their_kind_where_no_column_does(sheet):
    heads = ["机构名称", "依托单位", "统一社会信用代码", "级别"]
    names = ("甲省级企业研究院", "乙工程技术中心", "丙院士工作站")
    rows = [[name, FIRM[0], FIRM[1], "省级"] for name in names]
    found = sheet([["企业研发机构名单"], heads, *rows])
    assert [kind for _name, kind in kept(found, "rd_institution", "name", "kind")] == [
        *("03", "02", "09")
    ]


def test_that_institutions_called_after_no_kind_are_asked_about(sheet):
    heads = ["机构名称", "依托单位", "统一社会信用代码", "级别"]
    rows = [[name, FIRM[0], FIRM[1], "省级"] for name in ("甲企业研究院", "乙研究院")]
    found = sheet([heads, *rows])
    assert kept(found, "rd_institution", "name", "kind") == [("甲企业研究院", "03")]
    assert {one["row"] for one in found.entries if one.get("rejected")} == {3}


def test_that_a_column_or_title_of_kinds_goes_before_names(sheet):
    heads = ["机构名称", "依托单位", "统一社会信用代码", "级别", "机构类别"]
    row = ["甲企业研究院", FIRM[0], FIRM[1], "省级", "重点实验室"]
    assert kept(sheet([heads, row]), "rd_institution", "kind") == [("07",)]
    found = sheet([["新型研发机构名单"], heads[:-1], row[:-1]])
    assert kept(found, "rd_institution", "kind") == [("08",)]


def test_that_names_go_before_a_title_that_calls_all_institutions_the_same(sheet):
    heads = ["机构名称", "依托单位", "统一社会信用代码", "级别"]
    names = ("甲重点企业研究院", "乙企业工程技术中心", "丙研发中心")
    rows = [[name, FIRM[0], FIRM[1], "省级"] for name in names]
    found = sheet([["企业技术研发中心名录"], heads, *rows])
    assert [kind for _name, kind in kept(found, "rd_institution", "name", "kind")] == [
        *("04", "02", "05")
    ]


@pytest.mark.parametrize("caption", ["二、软件著作权", "三、商标", "软著清单"])
def test_that_the_name_of_another_right_is_no_firm(sheet, caption):
    heads = ["序号", "名称", "登记号", "登记日期"]
    found = sheet([[caption], heads, [1, "光学测试软件", "2020SR111222", "2020.3.4"]])
    assert found.fields("firm") == []


def test_that_the_client_of_an_agency_owns_what_it_looks_after(sheet, stock):
    heads = ["我方卷号", "案件名称", "案件类型", "申请号", "案件状态"]
    rows = [
        ["客户案件清单"],
        [f"客户：{NAME}"],
        heads,
        ["NB1", "一种联轴器", "发明", PATENT, "授权"],
    ]
    stock.put("firm", "u1", name=NAME, uscc=CODE)
    found = sheet(rows, existing=stock)
    assert kept(found, "patent", "title", "ptype", "status") == [("一种联轴器", "1", "1")]
    assert found.flags == {4: {"by_name"}}


def test_that_an_indicator_may_stand_over_aim_and_figure_without_merged_cells(sheet):
    heads = [
        ["区县", "高新技术企业数", "", "", "技术合同交易额（亿元）"],
        ["", *["目标", "完成", "完成率"] * 2],
    ]
    found = sheet([["2022年考核"], *heads, ["海曙区", 520, 541, "104%", 40, 43.2, "108%"]])
    assert totals(found) == [("2022", "H1", "541"), ("2022", "T5-1", "43.2")]


@pytest.mark.parametrize("title", ["2023年指标月度进度（累计数）", "2023年指标（各月均为累计数）"])
def test_that_months_said_to_be_to_date_reach_from_january_on(sheet, title):
    heads = ["指标", "1月", "2月", "当月", "3月"]
    found = sheet([[title], heads, ["技术合同交易额（亿元）", 2, 4, "", 9]])
    assert [one[0] for one in totals(found)] == ["2023M01", "2023M01-02", "2023M01-03"]


def test_that_rows_of_months_said_to_be_to_date_reach_from_january_on(sheet):
    rows = [["1月", 2], ["2月", 4], ["3月", 9]]
    found = sheet([["2023年（累计数）"], ["月份", "技术合同交易额（亿元）"], *rows])
    assert [one[0] for one in totals(found)] == ["2023M01", "2023M01-02", "2023M01-03"]


def test_that_totals_that_never_fall_along_the_months_are_asked_about(sheet):
    heads = ["指标", "1月", "2月", "3月"]
    found = sheet(
        [["2023年"], heads, ["技术合同交易额（亿元）", 2, 4, 9], ["高企数（家）", 5, 5, 6]]
    )
    flagged = [one["fields"]["indicator"] for one in found.records("unit_total")
               if "maybe_cumulative" in one["flags"]]  # fmt: skip
    assert flagged == ["T5-1"] * 3


def test_that_a_part_of_a_year_below_a_year_is_of_that_year(sheet):
    heads = [["指标", "2022年", "", "2023年", ""], ["", "目标", "实绩", "目标", "1-6月实绩"]]
    found = sheet([["2021—2023年目标完成情况"], *heads, ["高新技术企业数", 520, 541, 620, 575]])
    assert totals(found) == [("2022", "H1", "541"), ("2023M01-06", "H1", "575")]


@pytest.mark.parametrize("heads", [["分值", "完成值", "自评得分"], ["权重", "实际完成", "得分"]])
def test_that_points_beside_what_was_done_are_no_figures(sheet, heads):
    rows = [
        ["在孵企业数（家）", 10, 61, 9],
        ["当年毕业企业数（家）", 5, 8, 4],
        ["创业导师（人）", 5, 26, 5],
    ]
    lines = [[number, *row, ""] for number, row in enumerate(rows, 1)]
    found = sheet([["2022年孵化器绩效自评表"], ["孵化器名称：示例孵化器"],
                   ["序号", "评价指标", *heads, "佐证材料"], *lines])  # fmt: skip
    assert kept(found, "incubator", "tenants", "grad_year", "mentors") == [("61", "8", "26")]


def test_that_the_day_of_another_right_is_none_of_a_certificate(sheet):
    heads = [*HEADS, "软件全称", "登记号", "发证日期"]
    found = sheet([["软件登记情况"], heads, [*FIRM, "仓储软件", "2022SR0556677", "2022-05-06"]])
    assert found.fields("hte_cert") == []


def test_that_days_in_a_list_of_such_firms_are_those_of_certificates(sheet):
    heads = [*HEADS, "发证日期", "有效期至"]
    found = sheet([["2023年到期高企名单"], heads, [*FIRM, "2020-12-01", "2023-11-30"]])
    assert kept(found, "hte_cert", "issue_date", "expire_date") == [("2020-12-01", "2023-11-30")]


def test_that_the_code_of_a_buyer_is_no_firm_of_the_register(sheet):
    heads = ["合同编号", "卖方名称", "卖方信用代码", "买方信用代码", "成交金额（元）"]
    found = sheet([["技术合同明细"], heads, ["2022001", NAME, CODE, OTHER_CODE, 300000]])
    assert found.fields("firm") == []


def test_that_the_telephone_of_a_talent_is_none_of_the_firm(sheet):
    heads = ["序号", "姓名", *HEADS, "人才类别", "手机"]
    found = sheet([["人才工程入选名单"], heads, [1, "张三", *FIRM, "创新", "13805740101"]])
    assert kept(found, "firm", "name", "mobile") == [(NAME, None)]


def test_that_the_telephone_beside_a_contact_is_the_firms(sheet):
    heads = ["序号", "姓名", *HEADS, "联系人", "手机"]
    found = sheet([["人才工程入选名单"], heads, [1, "张三", *FIRM, "李四", "13805740101"]])
    assert kept(found, "firm", "contact", "mobile") == [("李四", "13805740101")]


def test_that_rows_may_say_of_what_kind_each_result_is(sheet):
    heads = ["产品名称", "类别", *HEADS, "认定层级"]
    rows = [
        ["绕线机", "首台（套）装备", *FIRM, "省级"],
        ["调度系统", "首版次软件", *SECOND, "市级"],
    ]
    found = sheet([["2022年度“三首”产品名单"], heads, *rows])
    said = [("绕线机", "2", "2"), ("调度系统", "4", "3")]
    assert kept(found, "achievement", "title", "kind", "level") == said


def test_that_growth_between_years_is_no_year(sheet):
    heads = ["年份", "高新技术企业数", "PCT国际专利申请量"]
    rows = [["2020", "310", "—"], ["2022", "541", "41"], ["2022年比2020年增长%", "74.5", ""]]
    found = sheet([["科技统计年报"], heads, ["", "家", "件"], *rows])
    said = [("2020", "H1", "310"), ("2022", "H1", "541"), ("2022", "T4-3", "41")]
    assert totals(found) == said


def test_that_growth_in_brackets_behind_what_was_done_changes_nothing(sheet):
    heads = ["指标名称", "单位", "完成数（同比增长）"]
    found = sheet([["2023年1-6月指标"], heads, ["技术合同成交额", "亿元", "21.4（+6.5%）"]])
    assert totals(found) == [("2023M01-06", "T5-1", "21.4")]


def test_that_a_sum_ends_with_the_last_month_that_has_figures(sheet):
    heads = ["指标", "1月", "2月", "3月", "4月", "累计"]
    found = sheet([["2023年"], heads, ["年度发明专利授权量（件）", 85, 75, 110, "", 270]])
    assert ("2023M01-03", "T4-2", "270") in totals(found)


def test_that_each_carrier_may_stand_over_several_years(sheet):
    names = ["指标", "甲示例孵化器", "", "乙示例孵化器", ""]
    rows = [["在孵企业数（家）", 61, 55, 30, 28], ["创业导师（人）", 26, 24, 12, 10]]
    years = ["", "2022年", "2021年", "2022年", "2021年"]
    found = sheet([["孵化器运行指标"], names, years, *rows])
    said = [(one["period"], one["fields"]["tenants"]) for one in found.records("incubator")]
    assert sorted(said) == [("2021", "28"), ("2021", "55"), ("2022", "30"), ("2022", "61")]
    assert not found.rejected


def test_that_totals_of_other_places_in_a_list_are_passed_over(sheet):
    heads = ["区县", "指标", "单位", "数值"]
    rows = [["江北区", "高新技术企业数", "家", 333], ["", "技术合同成交额", "亿元", 28.8],
            ["海曙区", "高新技术企业数", "家", 541]]  # fmt: skip
    found = sheet([["2022年科技指标汇总"], heads, *rows])
    assert totals(found) == [("2022", "H1", "541")]
    assert found.skipped == {3: "other_unit", 4: "other_unit"}
    assert not found.flags


def test_that_the_names_of_carriers_say_whose_shared_figures_are(sheet):
    heads = ["序号", "载体名称", "场地面积（平方米）", "总收入（万元）"]
    rows = [["一、孵化器"], [1, "甲示例孵化器", 12000, 1310.5], ["二、众创空间"]]
    found = sheet([["2023年创新载体情况"], heads, *rows, [2, "乙示例众创空间", 1500, 56]])
    assert kept(found, "incubator", "area_total", "income") == [("12000", "13105")]
    assert kept(found, "makerspace", "area", "income") == [("1500", "560")]


def test_that_years_in_the_corner_stand_beside_names_of_totals(sheet):
    found = sheet([["企业培育（家）"], ["年份", 2021, 2022], ["有效高新技术企业数", 402, 541]])
    assert totals(found) == [("2021", "H1", "402"), ("2022", "H1", "541")]


def test_that_honours_of_one_firm_are_its_labels(sheet, stock):
    stock.put("firm", "u1", name=NAME, uscc=CODE)
    heads = ["序号", "荣誉名称", "级别", "获得时间", "颁发单位"]
    rows = [[1, "省级专精特新中小企业", "省级", "2022年8月", "省经信厅"],
            [2, "创新型中小企业", "省级", "2021-12", "省经信厅"]]  # fmt: skip
    found = sheet([[f"{NAME}荣誉资质一览"], heads, *rows], existing=stock)
    assert kept(found, "label", "label", "year") == [("2", "2022"), ("1", "2021")]


def test_that_columns_behind_the_years_of_labels_are_the_firms(sheet):
    heads = [*HEADS, "创新型中小企业认定年份", "省专精特新认定年份", "联系人", "手机"]
    rows = [[*FIRM, 2022, "", "张甲", "13805740201"], [*SECOND, "", 2022, "李乙", "13805740202"]]
    found = sheet([heads, *rows])
    assert kept(found, "label", "label", "year") == [("1", "2022"), ("2", "2022")]
    assert {one["contact"] for one in found.fields("firm")} == {"张甲", "李乙"}
    assert not found.flags


def test_that_each_batch_of_a_list_says_which_it_is(sheet):
    heads = ["序号", *HEADS, "入库登记编号"]
    numbers = ["202333020308003011", "202333020308003012"]
    rows = [["第1批（2023年4月10日）"], heads, [1, *FIRM, numbers[0]],
            ["第2批（2023年5月10日）"], heads, [1, *SECOND, numbers[1]]]  # fmt: skip
    found = sheet([["2023年入库科技型中小企业名单"], *rows])
    assert kept(found, "tech_sme", "batch") == [("第1批",), ("第2批",)]


def test_that_last_year_over_month_and_sum_is_both_a_year_earlier(sheet):
    heads = [["指标", "本期", "", "上年同期", ""], ["", "本月", "累计", "本月", "累计"]]
    found = sheet([["2023年10月"], *heads, ["技术合同成交额（亿元）", 3.9, 36.5, 3.2, 33]])
    said = {("2023M10", "3.9"), ("2023M01-10", "36.5"), ("2022M10", "3.2"), ("2022M01-10", "33")}
    assert {(period, value) for period, _code, value in totals(found)} == said


def test_that_the_end_of_a_quarter_is_the_quarter(sheet):
    heads = ["孵化器名称", "一季度末", "二季度末"]
    found = sheet([["2023年各孵化器在孵企业数（家）"], heads, ["甲示例孵化器", 58, 60]])
    said = [(one["period"], one["fields"]["tenants"]) for one in found.records("incubator")]
    assert said == [("2023Q1", "58"), ("2023Q2", "60")]


def test_that_what_was_done_of_an_aim_is_no_indicator(sheet):
    heads = ["名次", "地区", "技术合同交易额（亿元）", "完成年度目标（%）"]
    found = sheet([["2023年"], heads, ["第1名", "鄞州区", 80.5, 75], ["第2名", "海曙区", 33.1, 69]])
    assert totals(found) == [("2023", "T5-1", "33.1")]
    assert not found.rejected


def test_that_the_heading_of_results_may_say_their_kind(sheet):
    found = sheet([[*HEADS, "首台（套）产品名称", "认定级别"], [*FIRM, "减速机", "省内首台（套）"]])
    assert kept(found, "achievement", "title", "kind", "level") == [("减速机", "2", "2")]


def test_that_a_row_of_another_title_among_certificates_is_asked_about(sheet):
    heads = [*HEADS, "资质类型", "证书编号", "认定时间"]
    rows = [[*FIRM, "高新技术企业", "GR202233100931", "2022-12-01"],
            [*SECOND, "专精特新中小企业", "", "2022-12-30"]]  # fmt: skip
    found = sheet([heads, *rows])
    assert "claim_differs" in found.flags[3]
    assert 2 not in found.flags


def test_that_columns_of_years_are_called_as_they_are_written(sheet):
    heads = [*HEADS, "2021年入库编号", "2022年入库编号"]
    found = sheet([heads, [*FIRM, "202133020308000701", "202233020308000702"]])
    shown = {column.heading for one in found.preview.sheets for column in one.mapping.columns}
    assert shown >= {"2021年入库编号", "2022年入库编号"}


@pytest.mark.parametrize("champion", ["市级单项冠军", "市级制造业单项冠军", "单项冠军"])
def test_that_labels_beside_each_other_are_of_two_things_whatever_their_levels(sheet, champion):
    heads = [[*HEADS, "省级专精特新中小企业", champion], ["", "", "认定年份", "认定年份"]]
    found = sheet([*heads, [*FIRM, 2018, ""], [*SECOND, "", 2019]])
    level = "3" if champion.startswith("市级") else None
    assert kept(found, "label", "label", "level", "year") == [
        ("2", "2", "2018"),
        ("4", level, "2019"),
    ]


def test_that_years_of_two_things_never_take_turns(sheet):
    heads = [[*HEADS, "省级专精特新中小企业", "某某示范"], ["", "", "认定年份", "认定年份"]]
    found = sheet([*heads, [*FIRM, 2018, ""], [*SECOND, "", 2019]])
    assert ("2", "2019") not in kept(found, "label", "label", "year")


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("国家科技型中小企业入库登记编号", "省科技型中小企业备案年份"),
        ("国家科小入库编号", "省级科小认定年度"),
        ("入库登记编号", "浙江省科技型中小企业认定年份"),
    ],
)
def test_that_filings_of_two_schemes_beside_each_other_are_two(sheet, number, year):
    filed = "202233020308000001"
    rows = [[*HEADS, number, year], [*FIRM, filed, 2019], [*SECOND, "", 2020]]
    assert kept(sheet(rows), "tech_sme", "scheme", "year", "reg_no") == [
        ("CN", "2022", filed),
        ("ZJ", "2019", None),
        ("ZJ", "2020", None),
    ]
    alone = sheet([[*HEADS, number], [*FIRM, filed]])
    assert kept(alone, "tech_sme", "scheme", "year", "reg_no") == [("CN", "2022", filed)]


def test_that_a_column_of_recognition_may_be_that_of_institutions(sheet):
    heads = [*HEADS, "研发机构名称", "认定类别", "批准日期"]
    rows = [[*FIRM, "示例企业研究院", "省级企业研究院", "2019-12-03"]]
    found = sheet([["海曙区企业研发机构一览"], heads, *rows])
    assert kept(found, "rd_institution", "kind", "level", "date") == [("03", "2", "2019-12-03")]


def test_that_three_labels_beside_each_other_are_three(sheet):
    labels = ["国家级专精特新“小巨人”", "省级专精特新中小企业", "市级单项冠军"]
    heads = [[*HEADS, *labels], ["", "", *["认定年份"] * 3]]
    found = sheet([*heads, [*FIRM, 2021, 2019, ""], [*SECOND, 2022, "", 2018]])
    assert set(kept(found, "label", "label", "level", "year")) == {
        ("3", "1", "2021"),
        ("3", "1", "2022"),
        ("2", "2", "2019"),
        ("4", "3", "2018"),
    }


@pytest.mark.parametrize("heading", ["原证书编号", "证书编号"])
def test_that_a_list_of_revoked_certificates_names_those_that_were_lost(sheet, heading):
    rows = [[*HEADS, heading, "取消时间"], [*FIRM, "GR201933101000", "2022年8月1日"]]
    found = sheet([["2022年取消高新技术企业资格企业名单"], *rows])
    lost = ("GR201933101000", "2022-08-01", "3")
    assert kept(found, "hte_cert", "cert_no", "revoke_date", "status") == [lost]
