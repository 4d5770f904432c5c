"""Lists that offices get from others: search systems, tax offices, banks, statistics."""

from __future__ import annotations

import pytest

FIRM, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
PATENT = "202110123456.7"


def kept(found, form, *fields):
    return [tuple(one.get(name) for name in fields) for one in found.fields(form)]


@pytest.mark.parametrize("heading", ["受让人", "变更后权利人", "出质人", "现专利权人"])
def test_that_who_has_a_patent_now_is_its_owner(sheet, heading):
    found = sheet([["专利号", "名称", "转让人", heading], [f"ZL{PATENT}", "一种锅", "王某", FIRM]])
    assert kept(found, "patent_owner", "name") == [(FIRM,)]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2021年发明专利清单", "1"),
        ("实用新型专利授权情况（2022年）", "2"),
        ("发明专利、实用新型清单", None),
        ("专利清单", None),
    ],
)
def test_that_a_title_says_of_what_kind_patents_are(sheet, title, kind):
    found = sheet([[title], ["专利号", "专利名称", "专利权人"], [f"ZL{PATENT}", "一种锅", FIRM]])
    assert kept(found, "patent", "ptype") == [(kind,)]


def test_that_sections_with_a_heading_each_say_of_what_kind_patents_are(sheet):
    heads = ["专利号", "专利名称", "专利权人"]
    other = "202120123456.2"
    rows = [["一、发明专利（1件）"], heads, [f"ZL{PATENT}", "一种锅", FIRM],
            ["二、实用新型"], heads, [f"ZL{other}", "一种盖", FIRM]]  # fmt: skip
    found = sheet([["2022年授权专利清单"], *rows])
    assert kept(found, "patent", "ptype") == [("1",), ("2",)]


@pytest.mark.parametrize("before", [True, False])
def test_that_codes_stand_above_or_below_their_names(sheet, before):
    names = ["单位详细名称", "统一社会信用代码", "营业收入", "研发费用"]
    codes = ["qymc", "qb02_1", "qc05_0", "qc236"]
    heads = [codes, names] if before else [names, codes]
    found = sheet([*heads, [FIRM, CODE, 48800, 2310]], period="2022")
    assert kept(found, "firm_period", "revenue", "rd_expense") == [("48800", "2310")]
    assert not found.fields("rd_activity")


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [("省级企业研究院", "03", "2"), ("市级企业工程（技术）中心", "02", "3"),
     ("浙江省重点实验室", "07", "2"), ("国家博士后科研工作站", "10", "1"),
     ("区级企业技术中心", "01", "4"), ("企业研究院", "03", None)],
)  # fmt: skip
def test_that_a_kind_may_have_its_level_before_it(sheet, text, kind, level):
    heads = ["企业名称", "信用代码", "机构名称", "类别"]
    found = sheet([heads, [FIRM, CODE, "甲创新中心", text], [FIRM, CODE, "乙", "省级企业研究院"]])
    assert kept(found, "rd_institution", "kind", "level")[0] == (kind, level)
    assert not found.flags


def test_that_a_column_of_levels_goes_before_that_of_the_kind(sheet):
    heads = ["企业名称", "信用代码", "机构名称", "类别", "级别"]
    rows = [[FIRM, CODE, "甲", "市级企业技术中心", ""], [FIRM, CODE, "乙", "企业研究院", "省级"],
            [FIRM, CODE, "丙", "市级企业技术中心", "省级"]]  # fmt: skip
    found = sheet([heads, *rows])
    assert kept(found, "rd_institution", "level") == [("3",), ("2",), ("2",)]
    assert set(found.flags) == {4}


def test_that_carriers_and_results_say_their_level_with_their_kind(sheet):
    heads = ["名称", "类型", "运营单位"]
    found = sheet([["载体名单"], heads, ["甲谷", "国家级科技企业孵化器", FIRM],
                   ["乙谷", "省级众创空间", FIRM]])  # fmt: skip
    assert kept(found, "carrier", "kind", "level") == [("1", "1"), ("2", "2")]


def test_that_the_year_of_an_institution_is_no_period(sheet):
    heads = ["年份", "企业名称", "信用代码", "机构名称", "级别", "批文"]
    row = ["2015", FIRM, CODE, "甲企业技术中心", "市级", "甬经信〔2015〕8号"]
    found = sheet([heads, row])
    assert kept(found, "rd_institution", "date", "document") == [("2015", "甬经信〔2015〕8号")]


def test_that_a_year_beside_figures_is_their_period(sheet):
    heads = ["年份", "企业名称", "信用代码", "机构名称", "类别", "级别", "研发费用合计（万元）"]
    found = sheet([heads, [2021, FIRM, CODE, "甲企业技术中心", "企业技术中心", "市级", 120]])
    assert [one["period"] for one in found.records("rd_activity")] == ["2021"]
    assert kept(found, "rd_institution", "date") == [(None,)]


def test_that_a_day_above_a_list_is_that_of_all_rows(sheet):
    above = [["2020年第一批高新技术企业名单"], ["发证日期：2020年12月1日　有效期：三年"]]
    found = sheet([*above, ["企业名称", "信用代码", "证书编号"], [FIRM, CODE, "GR202033100123"]])
    assert kept(found, "hte_cert", "issue_date", "expire_date") == [("2020-12-01", None)]


@pytest.mark.parametrize("line", ["填报日期：2020年12月1日", "发证日期：2020年12月"])
def test_that_other_days_above_a_list_say_nothing_of_its_rows(sheet, line):
    above = [["2020年第一批高新技术企业名单"], [line]]
    found = sheet([*above, ["企业名称", "信用代码", "证书编号"], [FIRM, CODE, "GR202033100123"]])
    assert kept(found, "hte_cert", "issue_date") == [(None,)]


def test_that_grades_of_prizes_are_no_levels(sheet):
    title = ["2021年度浙江省科学技术奖获奖项目"]
    heads = ["企业名称", "信用代码", "项目名称", "等级"]
    found = sheet(
        [title, heads, [FIRM, CODE, "轴承技术", "二等奖"], [FIRM, CODE, "模具", "三等奖"]]
    )
    assert kept(found, "achievement", "kind", "level") == [("1", "2"), ("1", "2")]
    assert not found.flags


def test_that_standards_are_known_by_their_names(sheet):
    heads = ["标准编号", "标准名称", "起草单位", "发布日期"]
    row = ["GB/T 41234-2022", "滚动轴承", FIRM, "2022-03-09"]
    found = sheet([["企业参与标准情况"], [*heads, "信用代码"], [*row, CODE]])
    said = [("滚动轴承", "7", "GB/T 41234-2022", "2022-03-09")]
    assert kept(found, "achievement", "title", "kind", "document", "date") == said


def test_that_the_part_of_a_title_goes_before_that_of_the_file(workbook, read):
    rows = [["指标", "单位", "累计完成"], ["技术合同成交额", "亿元", 1.5]]
    tabs = {"1月": [["科技指标（1月）"], *rows], "2月": [["科技指标（1-2月）"], *rows]}
    found = read(workbook("2023年一季度.xlsx", **tabs))
    assert [one["period"] for one in found.records("unit_total")] == ["2023M01", "2023M01-02"]


def test_that_a_group_may_say_which_time_it_was(sheet):
    groups = ["首次认定", "", "重新认定（第一次）", "", "重新认定（第二次）", ""]
    heads = [["企业名称", "信用代码", *groups, "备注"], ["", "", *["证书编号", "发证日期"] * 3, ""]]
    row = [FIRM, CODE, "GR201433100021", "2014-09-25", "GR201733100456", "2017-11-15",
           "GR202033100789", "2020-12-01"]  # fmt: skip
    found = sheet([*heads, row])
    assert sorted(kept(found, "hte_cert", "kind")) == [("1",), ("2",), ("2",)]


def test_that_short_names_of_software_name_no_firms(sheet):
    heads = ["登记号", "软件名称", "简称", "著作权人", "登记日期"]
    row = ["2022SR0654321", "检测软件", "检测", FIRM, "2022-05-30"]
    found = sheet([["软件著作权登记一览"], heads, row])
    assert [one.get("error") for one in found.entries] == ["unsupported"]


def test_that_first_sets_say_their_level(sheet):
    heads = ["企业名称", "信用代码", "产品名称", "认定级别"]
    rows = [[FIRM, CODE, "装配线", "省首台（套）"], [FIRM, CODE, "压铸机", "市首台套"]]
    found = sheet([["首台（套）产品认定情况"], heads, *rows])
    assert kept(found, "achievement", "kind", "level") == [("2", "2"), ("2", "3")]


def test_that_makerspaces_have_a_built_area(sheet):
    heads = ["众创空间名称", "建筑面积（㎡）", "提供工位数"]
    found = sheet([["2023年众创空间情况"], heads, ["甲创客", 1200, 90]])
    assert kept(found, "makerspace", "area", "seats") == [("1200", "90")]


def test_that_the_end_of_a_loan_is_none_of_a_certificate(sheet):
    heads = ["企业名称", "信用代码", "贷款余额（万元）", "放款日", "到期日", "高企证书编号"]
    rows = [[FIRM, CODE, 300, "2022-03-01", "2023-03-01", "GR202033100789"],
            [FIRM, CODE, 200, "2022-03-01", "2023-03-01", ""]]  # fmt: skip
    found = sheet([["风险池贷款明细"], heads, *rows])
    assert kept(found, "hte_cert", "cert_no", "expire_date") == [("GR202033100789", None)]
    assert not found.rejected


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [("全市2022年主要科技指标", True), ("宁波市2022年科技指标", True), ("杭州市2022年指标", True),
     ("2022年浙江省科技指标", True), ("江东区2015年指标", True), ("宁波市海曙区2022年指标", False),
     ("全区2022年指标", False), ("宁波市各区县2022年科技指标", False), ("2022年科技指标", False),
     ("宁波市2022年科技指标统计表", False), ("全市2022年指标统计表", True)],
)  # fmt: skip
def test_that_figures_of_a_wider_place_are_asked_about(sheet, title, is_asked):
    found = sheet([[title], ["指标", "单位", "完成数"], ["高新技术企业数", "家", 60]])
    assert kept(found, "unit_total", "value") == [("60",)]
    assert (found.flags.get(3) == {"title_differs"}) == is_asked


def test_that_rows_of_places_of_the_city_are_not_asked_about(sheet):
    heads = ["区县", "高新技术企业数", "技术合同交易额（亿元）"]
    found = sheet([["宁波市2022年科技指标"], heads, ["海曙区", 431, 32.5], ["江北区", 300, 20]])
    assert kept(found, "unit_total", "value") == [("431",), ("32.5",)]
    assert not found.flags


def test_that_scores_with_parts_are_rounded(sheet):
    heads = ["企业名称", "信用代码", "入库登记编号", "综合得分"]
    found = sheet([["2022年科技型中小企业"], heads, [FIRM, CODE, "202233020308002345", 71.5]])
    assert kept(found, "tech_sme", "score") == [("72",)]
    assert found.flags == {3: {"rounded"}}


@pytest.mark.parametrize("done", ["实际", "完成", "实绩", "实际完成"])
def test_that_rows_of_targets_are_passed_over(sheet, done):
    heads = ["指标", "类别", "2021年", "2022年"]
    rows = [["高新技术企业数（家）", "目标", 370, 420], ["高新技术企业数（家）", done, 380, 431]]
    found = sheet([["科技创新指标进展"], heads, *rows])
    said = [(one["period"], one["fields"]["value"]) for one in found.records("unit_total")]
    assert said == [("2021", "380"), ("2022", "431")]
    assert found.skipped[3] == "no_figure"
    assert not found.flags


HEADS = ["指标", "本月", "累计", "上年同期"]


@pytest.mark.parametrize(
    ("title", "heads", "row", "period"),
    [("海曙区2023年第三季度科技进展", ["指标", "年度目标", "1-9月完成", "上年同期"],
      ["技术合同成交额（亿元）", 35, 28.35, 24.6], "2022M01-09"),
     ("海曙区2023年9月科技月报", HEADS, ["技术合同成交额（亿元）", 3, 28.35, 24.6], "2022M01-09"),
     ("海曙区2023年9月科技月报", ["指标", "累计", "本月", "上年同期"],
      ["技术合同成交额（亿元）", 28.35, 3, 24.6], "2022M09")],
)  # fmt: skip
def test_that_the_same_time_of_last_year_is_that_of_the_figure_before_it(
    title, heads, row, period, sheet
):
    found = sheet([[title], heads, row]).records("unit_total")
    said = {one["fields"]["value"]: one["period"] for one in found}
    assert said["24.6"] == period


def test_that_exports_of_carriers_have_numbers_of_their_own(workbook, read):
    heads = [
        "机构名称",
        "机构编码",
        "机构类别",
        "运营单位",
        "级别",
        "在孵企业(家)",
        "场地面积(平方米)",
    ]
    row = ["甬创孵化器", "330203F001", "科技企业孵化器", FIRM, "国家级", "44", "12,000.00"]
    found = read(workbook("2022年孵化器导出.xlsx", Sheet0=[heads, row]))
    assert kept(found, "carrier", "name", "kind", "level") == [("甬创孵化器", "1", "1")]
    assert kept(found, "incubator", "tenants", "area_total") == [("44", "12000")]
    assert not found.rejected


def test_that_prizes_are_known_by_what_they_are_called(sheet):
    heads = ["年度", "获奖项目名称", "奖项名称", "获奖等级", "完成单位（排名）", "信用代码"]
    row = [2019, "光学薄膜制备", "宁波市科技进步奖", "一等奖", f"{FIRM}（1）", CODE]
    found = sheet([["企业获奖情况"], heads, row])
    assert kept(found, "achievement", "title", "kind", "level") == [("光学薄膜制备", "1", "3")]
    assert kept(found, "firm", "name") == [(FIRM,)]


@pytest.mark.parametrize(("text", "code"), [("省级备案", "2"), ("市级备案", "3")])
def test_that_a_filing_is_of_a_level(sheet, text, code):
    found = sheet([["众创空间名录"], ["众创空间名称", "级别"], ["甲创客", text]])
    assert kept(found, "carrier", "level") == [(code,)]


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("32.5亿", ""), ("32.5亿元", ""), (32.5, "亿"), (325000, "万"), ("325000万", "")],
)
def test_that_a_bare_power_is_of_what_the_indicator_is_in(cell, unit, sheet):
    heads = ["指标", "单位", "2022年"]
    found = sheet([["海曙区科技指标"], heads, ["技术合同交易额", unit, cell]])
    assert kept(found, "unit_total", "value") == [("32.5",)]
    assert not found.flags


@pytest.mark.parametrize(
    "name", ["高新技术企业从业人员期末人数", "高新技术企业从业人员期末人数（万）"]
)
def test_that_a_bare_power_counts_people_too(name, sheet):
    cell = 4.2 if name.endswith("）") else "4.2万"
    found = sheet([["海曙区科技指标"], ["指标", "2022年"], [name, cell]])
    assert kept(found, "unit_total", "value") == [("4.2",)]
    assert not found.flags


def test_that_columns_below_a_title_are_about_it(sheet):
    heads = [["企业名称", "信用代码", "国家高新技术企业", "", "科技型中小企业", ""],
             ["", "", "证书编号", "有效期至", "入库编号", "入库年度"]]  # fmt: skip
    rows = [[FIRM, CODE, "GR202033100789", "2023-11-30", "202233020300001234", 2022],
            [FIRM, CODE, "GR201733100111", "2020-11-28", "", ""]]  # fmt: skip
    found = sheet([["资质一览"], *heads, *rows])
    said = [("GR202033100789", "2023-11-30"), ("GR201733100111", "2020-11-28")]
    assert kept(found, "hte_cert", "cert_no", "expire_date") == said
    assert kept(found, "tech_sme", "reg_no", "valid_to") == [("202233020300001234", None)]
    assert not found.rejected


def test_that_patents_of_one_firm_stand_in_two_groups(sheet):
    heads = [["授权专利", "", "受理专利", ""], ["专利号", "名称", "申请号", "名称"]]
    found = sheet(
        [[f"{FIRM}专利清单"], *heads, [f"ZL{PATENT}", "保持架", "202010080003.6", "滚子"]]
    )
    said = [(PATENT, "保持架"), ("202010080003.6", "滚子")]
    assert kept(found, "patent", "app_no", "title") == said


def test_that_numbers_of_patents_among_others_are_theirs(sheet):
    heads = ["权利人", "知识产权类别", "名称", "编号"]
    rows = [[FIRM, "发明专利", "夹爪", f"ZL{PATENT}"], [FIRM, "软件著作权", "软件", "2021SR01"],
            [FIRM, "注册商标", "甬江", "第12345678号"]]  # fmt: skip
    found = sheet([["知识产权汇总表"], heads, *rows])
    assert kept(found, "patent", "app_no", "title") == [(PATENT, "夹爪")]
    assert found.skipped == {4: "other_right", 5: "other_right"}


def test_that_who_licenses_a_patent_owns_it(sheet):
    heads = ["专利号", "专利名称", "许可人", "被许可人"]
    found = sheet([["许可备案清单"], heads, [f"ZL{PATENT}", "一种锅", FIRM, "嘉兴某公司"]])
    assert kept(found, "patent_owner", "name") == [(FIRM,)]


@pytest.mark.parametrize(
    "text", ["32.5亿元，同比增长24.5%", "32.5，比上年增24.5%", "32.5亿（同比下降3个百分点）"]
)
def test_that_growth_behind_a_figure_is_a_remark(text, sheet):
    found = sheet([["海曙区2022年科技指标"], ["指标", "数据"], ["技术合同交易额（亿元）", text]])
    assert kept(found, "unit_total", "value") == [("32.5",)]
    assert "remark_in_cell" in found.flags[3]


def test_that_level_and_kind_may_stand_in_one_column(sheet):
    heads = ["企业名称", "信用代码", "平台名称", "级别/类别"]
    found = sheet([heads, [FIRM, CODE, "甲技术中心", "市级/企业技术中心"]])
    assert kept(found, "rd_institution", "name", "kind", "level") == [("甲技术中心", "01", "3")]


def test_that_a_right_that_ran_out_has_ended(sheet):
    found = sheet([["申请号", "专利名称", "法律状态"], [PATENT, "一种锅", "届满终止失效"]])
    assert kept(found, "patent", "status") == [("2",)]


def test_that_a_level_is_no_part_of_a_carriers_name(sheet):
    heads = ["众创空间", "级别", "运营主体"]
    rows = [["极客众创空间（国家级）", "国家级", FIRM], ["甬江创客空间（古林）", "市级", FIRM]]
    found = sheet([["众创空间一览"], heads, *rows])
    assert kept(found, "carrier", "name") == [("极客众创空间",), ("甬江创客空间（古林）",)]
    assert not any(found.flags.values())
    rows[0][1] = "省级"
    assert sheet([["众创空间一览"], heads, *rows]).flags == {3: {"remark_in_cell"}}


def test_that_the_firm_above_holds_for_patents_that_name_none(sheet, stock):
    stock.put("firm", "f1", name=FIRM, name_key=FIRM, uscc=CODE)
    rows = [[FIRM, "202110123456.7", "一种锅"], ["", "202110123457.1", "一种盆"]]
    found = sheet([["企业名称", "专利号", "专利名称"], *rows], existing=stock)
    assert {one["parent"] for one in found.records("patent")} == {"f1"}
    assert found.flags[3] >= {"from_above"}
    rows = [[*row, owner] for row, owner in zip(rows, [FIRM, "宁波大学"], strict=True)]
    found = sheet([["企业名称", "专利号", "专利名称", "专利权人"], *rows], existing=stock)
    assert [one.get("parent") for one in found.records("patent")] == ["f1", None]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("2022年上半年累计毕业企业数", "grad_total"),
        ("1-6月累计在孵企业总收入", "tenant_income"),
    ],
)
def test_that_what_there_is_so_far_is_so_at_the_end_of_a_part_of_a_year(sheet, heading, field):
    found = sheet([["2022年孵化器情况（千元）"], ["孵化器名称", heading], ["甬创孵化器", 120]])
    (one,) = found.records("incubator")
    assert (one["period"], one["fields"]) == ("2022M01-06", {field: "120"})
