"""Headings as offices write them, each beside the name and the code of a firm."""

from __future__ import annotations

import pytest

CODE, NAME = "91330203MA2TE5T1XB", "宁波示例甲有限公司"
FIRM_2023 = (NAME, CODE, 2023)

HEADINGS = {
    "firm.name": "企业全称（与营业执照一致） 申报主体 入库企业 用人单位 更名后企业名称",
    "firm.uscc": "统一社会信用代码/组织机构代码 统一信用码 纳税识别号 税务登记号 三证合一代码",
    "firm.reporting_unit": "所在区县 所属县（市、区） 辖区 区域 属地科技局 区县（市）、功能区",
    "firm.town": "属地镇街 所在镇（街道） 所在乡镇街道",
    "firm.found_date": "成立年月 工商登记日期 注册成立时间 营业执照注册日期",
    "firm.contact": "联络员 填报联系人 科技联络员",
    "firm.mobile": "联系人手机号 联系手机号 手机号码（必填）",
    "firm.industry_code": "国民经济行业分类代码 所属国民经济行业 行业小类代码",
    "firm.above_scale": "规上/规下 是否为规上企业 是否为规模以上企业",
    "firm_period.revenue": "营业收入合计 营业收入总额 实现营业收入 全年营业收入 总收入 销售收入",
    "firm_period.industrial_output": "工业产值 全年工业总产值 规上工业产值",
    "firm_period.total_profit": "实现利润总额 利润总额（万元）",
    "firm_period.taxes_paid": "税收 入库税收 缴税总额 实际上缴税金 全年税收总额",
    "firm_period.staff_end": "职工人数（2022年末） 在职员工数 年末职工总数 企业人数 员工总人数",
    "firm_period.total_assets": "资产总计（万元） 年末总资产 期末资产总额",
    "rd_activity.rd_total": "研发费用总额（万元） 研发费用是多少万元？ 研发经费支出总额 "
    "研究与试验发展经费 全年研发投入",
    "rd_activity.valid_inventions": "有效发明专利（件） 有效发明专利拥有量 发明专利拥有量",
    "rd_activity.staff_cost": "人员人工费用（以万元计）",
    "rd_activity.new_product_sales": "新产品销售额 新产品销售收入总额",
    "hte_cert.issue_date": "获证时间 颁证时间 高企认定时间",
}
VALUES = {
    "firm.name": NAME,
    "firm.uscc": CODE,
    "firm.reporting_unit": "海曙区",
    "firm.town": "示例街道",
    "firm.found_date": "2001-03-04",
    "firm.contact": "示某",
    "firm.mobile": "13800000001",
    "firm.industry_code": "3421",
    "firm.above_scale": "是",
    "hte_cert.issue_date": "2021-12-10",
}


@pytest.mark.parametrize(
    ("field", "heading"), [(field, one) for field, said in HEADINGS.items() for one in said.split()]
)
def test_that_a_heading_of_an_office_is_known(field, heading, sheet):
    columns = {"企业名称": NAME, "统一社会信用代码": CODE}
    columns = {h: v for h, v in columns.items() if VALUES.get(field) != v}
    form, code = field.split(".")
    if form == "hte_cert":
        columns["高企证书编号"] = "GR202133100001"
    columns[heading] = VALUES.get(field, 120)
    if not form.startswith(("firm.", "hte_cert")):
        columns["年份"] = 2022
    result = sheet([list(columns), list(columns.values())], period="2022")
    assert [code in record for record in result.fields(form)] == [True]
    assert not result.flags.get(2, set()) & {"guessed_heading", "figure_unknown"}


OTHER_FORMS = {
    "patent.ptype": ("知识产权类型", "发明"),
    "patent.app_date": ("申请年月日 提交日期", "2021-01-05"),
    "patent.grant_date": ("颁证日 专利授权公告日", "2022-01-05"),
    "patent.status": ("专利权状态 案件状态", "有效"),
    "patent_owner.name": ("权利人名称 专利申请人", NAME),
    "incubator.area_total": ("孵化总面积 场地总面积", 5000),
    "incubator.tenant_staff": ("在孵企业就业人数 在孵企业员工数", 500),
    "incubator.grad_year": ("新增毕业企业数", 5),
    "makerspace.teams": ("入驻团队数 在孵团队数", 8),
    "makerspace.events": ("举办活动次数 活动次数", 8),
    "rd_project.start_month": ("开始时间 立项时间", "2022-01"),
    "rd_project.end_month": ("结束时间 计划完成时间", "2022-12"),
    "rd_project.staff_months": ("项目人员工作量 折合人月", 80),
    "super_deduction.amount_rd": ("可加计扣除的研发费用 加计扣除基数", 10),
    "super_deduction.tax_saved": ("减免企业所得税额", 10),
}
BASES = {
    "patent": {"申请号": "202010123456.2", "专利名称": "一种主轴"},
    "patent_owner": {"申请号": "202010123456.2", "专利名称": "一种主轴"},
    "incubator": {"孵化器名称": "示例孵化器", "在孵企业数": 50},
    "makerspace": {"众创空间名称": "示例空间", "提供工位数": 50},
    "rd_project": {"企业名称": NAME, "信用代码": CODE, "项目名称": "主轴", "项目经费支出": 100},
    "super_deduction": {"企业名称": NAME, "信用代码": CODE, "加计扣除金额": 1000},
}


@pytest.mark.parametrize(
    ("field", "heading", "value"),
    [(field, one, value) for field, (said, value) in OTHER_FORMS.items() for one in said.split()],
)
def test_that_a_heading_is_known_beside_the_keys_of_its_form(field, heading, value, sheet):
    form, code = field.split(".")
    columns = {**BASES[form], heading: value}
    result = sheet([list(columns), list(columns.values())], period="2022")
    assert [code in record for record in result.fields(form)] == [True]
    assert "guessed_heading" not in result.flags.get(2, set())


@pytest.mark.parametrize(
    "heading", ["R&D经费内部支出", "出口交货值", "年初资产总额", "营业收入增长率", "预计营业收入"]
)
def test_that_another_figure_is_not_taken_for_its_neighbour(heading, sheet):
    rows = [["企业名称", "统一社会信用代码", heading, "从业人员"], [NAME, CODE, 120, 7]]
    result = sheet(rows, period="2022")
    assert not result.fields("rd_activity")
    assert result.fields("firm_period") == [{"staff_end": "7"}]


@pytest.mark.parametrize(
    ("heading", "form", "field"),
    [
        ("负责人电话", "firm", "phone"),
        ("法人联系方式", "firm", "phone"),
        ("法定代表人手机号", "firm", "mobile"),
        ("核定研发费用（万元）", "super_deduction", "amount_rd"),
    ],
)
def test_that_what_may_be_a_field_is_taken_and_asked_about(sheet, heading, form, field):
    found = sheet(
        [
            ["2023年度"],
            ["企业名称", "信用代码", heading, "加计扣除额（万元）"],
            [NAME, CODE, "13800000000" if form == "firm" else 90, 9],
        ]
    )
    assert (field in found.fields(form)[0], found.flags) == (True, {3: {"guessed_heading"}})


def test_that_the_telephone_of_a_contact_goes_before_that_of_the_head(sheet):
    found = sheet(
        [
            ["企业名称", "信用代码", "负责人电话", "联系电话"],
            [NAME, CODE, "13800000000", "13900000000"],
        ]
    )
    assert (found.fields("firm")[0]["phone"], found.flags) == ("13900000000", {})


@pytest.mark.parametrize(
    ("title", "heads", "form", "flags"),
    [
        ("2023年度", ["研发费用（万元）"], "rd_activity", set()),
        ("2023年度研发费用核减情况", ["核定研发费用（万元）"], "rd_activity", {"guessed_heading"}),
        ("2023年度", ["研发费用（万元）", "核定研发费用（万元）"], "rd_activity", set()),
    ],
)
def test_that_checked_expenses_are_taken_where_no_others_stand(sheet, title, heads, form, flags):
    found = sheet(
        [[title], ["企业名称", "信用代码", *heads], [NAME, CODE, *[100, 90][: len(heads)]]]
    )
    assert found.fields(form) == [{"rd_total": "1000"}]
    assert found.flags.get(3, set()) == flags


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("研发费用（QC236）", "firm_period.rd_expense"),
        ("研究开发费用合计（qc236）", "firm_period.rd_expense"),
        ("研发费用-QC236", "firm_period.rd_expense"),
        ("QC236 研发费用", "firm_period.rd_expense"),
        ("营业收入（QC05_0）", "firm_period.revenue"),
        # Of another year's form: the name has the word.
        ("营业收入（QC301）", "firm_period.revenue"),
        ("研发费用", "rd_activity.rd_total"),
        ("研发费用（利润表）", "firm_period.rd_expense"),
        ("研发费用（加计扣除）", "super_deduction.amount_rd"),
        # The two disagree: the column is told as not taken.
        ("营业收入（QC02）", "."),
    ],
)
def test_that_the_code_beside_a_name_says_which_of_its_fields_it_is(sheet, heading, field):
    rows = [["企业名称", "信用代码", "年度", f"{heading}（千元）"], [*FIRM_2023, 5000]]
    column = sheet(rows).preview.sheets[0].mapping.columns[3]
    assert f"{column.form}.{column.field}" == field


def test_that_rnd_expenses_as_counted_for_recognition_are_asked_about(sheet):
    rows = [["企业名称", "信用代码", "年度", "研发费用（高新口径）（千元）"], [*FIRM_2023, 5000]]
    assert sheet(rows).flags == {2: {"guessed_heading"}}


@pytest.mark.parametrize(
    ("end", "flow", "periods"),
    [
        ("2月末人数", "2月营业收入（千元）", {"2024M02"}),
        ("2月末人数", "1-2月营业收入（千元）", {"2024M01-02"}),
        ("2月底资产总计（千元）", "2月营业收入（千元）", {"2024M02"}),
        ("2月末人数", "3月营业收入（千元）", {"2024M01-02", "2024M03"}),
    ],
)
def test_that_what_is_there_at_the_end_of_a_month_is_of_the_period_beside_it(
    sheet, end, flow, periods
):
    rows = [["2024年企业情况"], ["企业名称", "信用代码", end, flow], [*FIRM_2023[:2], 10, 500]]
    assert {one["period"] for one in sheet(rows).records("firm_period")} == periods


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2022年重新认定高新技术企业名单", "2"),
        ("2022年高新技术企业名单（首次认定）", "1"),
        ("2022年新认定高企名单", "1"),
        ("2014年第一批高新技术企业复审通过名单（海曙区）", "3"),
        ("2022年高新认定名单", None),
        ("2022年首次及重新认定高新技术企业名单", None),
        ("注：重新认定的企业填原证书的清单", None),
    ],
)
def test_that_the_title_of_a_list_says_how_its_firms_were_recognised(sheet, title, kind):
    head = ["企业名称", "信用代码", "高企证书编号", "发证日期"]
    rows = [[title], head, [*FIRM_2023[:2], "GR202233100001", "2022-12-01"]]
    assert sheet(rows).fields("hte_cert")[0].get("kind") == kind


@pytest.mark.parametrize(
    "heading", ["二季度末在孵企业数", "2023年二季度末在孵企业数", "季末在孵企业数"]
)
def test_that_the_end_of_a_quarter_is_of_that_quarter(sheet, heading):
    found = sheet([["2023年6月孵化器情况"], ["孵化器名称", heading], ["甲孵化器", 5]])
    assert [one["name"] for one in found.fields("carrier")] == ["甲孵化器"]
    assert [one["period"] for one in found.records("incubator")] == ["2023Q2"]
