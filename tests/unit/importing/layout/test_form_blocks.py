"""Sheets that set the name of each field beside, above or below its value."""

from __future__ import annotations

import pytest

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
C = "91330206MA2TE5T36H"
FIRST, SECOND, THIRD = "宁波示例甲科技有限公司", "宁波示例乙机械有限公司", "宁波示例丙电子有限公司"


def figures(result, form="rd_activity"):
    return [(e["row"], e["period"], e["fields"]) for e in result.records(form)]


def firms(result):
    return [(f.get("uscc"), f.get("name")) for f in result.fields("firm")]


def form_107_2(name, code, year="2023年"):
    return [
        ["企业研究开发活动及相关情况", None, None, None, None, None, None, None],
        ["统一社会信用代码：" + code, None, None, None, "表    号：107-2表"],
        ["单位详细名称：" + name, None, None, year, "有效期至：2026年1月"],
        ["指标名称", "计量单位", "代码", "数量", "指标名称", "计量单位", "代码", "数量"],
        ["甲", "乙", "丙", 1, "甲", "乙", "丙", 1],
        ["一、研究开发人员情况", "—", "—", "—", "七、研究开发产出及相关情况", "—", "—", "—"],
        [" 研究开发人员合计", "人", 1, 35, "(一)专利情况", "—", "—", "—"],
        ["   其中：管理和服务人员", "人", 2, 3, "    当年专利申请数", "件", 29, 12],
        ["         女性", "人", 3, 8, "      其中：发明专利", "件", 30, 5],
        ["二、研究开发费用情况", "—", "—", "—", "  *新产品销售收入", "千元", 36, 9000],
        [" 研究开发费用合计", "千元", 7, 8123.4, "    *其中：出口", "千元", 37, 100],
        ["   1.人工费", "千元", 8, 4000, "八、其他相关情况", "—", "—", "—"],
        ["   8.其他费用", "千元", 19, None, "   技改支出", "千元", 46, 77],
        ["单位负责人：某", "统计负责人：某", "填表人：某", None, "联系电话：0574-80000000"],
    ]


OF_107_2 = {
    "rd_staff": "35",
    "admin_staff": "3",
    "female_staff": "8",
    "rd_total": "8123.4",
    "staff_cost": "4000",
    "patent_applications": "12",
    "invention_applications": "5",
    "new_product_sales": "9000",
    "new_product_exports": "100",
    "technical_renovation": "77",
}


def test_that_a_form_of_lines_gives_one_record(sheet):
    result = sheet(form_107_2(FIRST, A))
    assert firms(result) == [(A, FIRST)]
    assert figures(result) == [(2, "2023", OF_107_2)]
    assert result.flags == {2: {"not_whole"}}
    assert result.records("rd_activity")[0]["source_unit"]["rd_total"] == "千元"


@pytest.mark.parametrize(
    "head",
    [
        ["填报单位（盖章）：" + FIRST, None, None, None],
        ["填报单位", FIRST, "填报日期", "2024-1-5"],
        ["申报单位：", FIRST, None, None],
    ],
)
def test_that_a_form_is_of_the_firm_that_fills_it_in(sheet, head):
    result = sheet(
        [
            ["2023年企业科技活动情况表"],
            head,
            ["统一社会信用代码", A, "法定代表人", "示例一"],
            ["营业收入（万元）", 5000, "研发费用（万元）", 310],
        ]
    )
    assert firms(result) == [(A, FIRST)]
    assert result.fields("rd_activity") == [{"rd_total": "3100"}]


def test_that_an_office_fills_a_form_in_for_a_firm(sheet):
    office = ["填报单位：宁波市海曙区科学技术局"]
    form = form_107_2(FIRST, A)
    assert firms(sheet([form[0], office, *form[1:]])) == [(A, FIRST)]


@pytest.mark.parametrize("label", ["报告期", "报告期：", "所属期：", "统计年度"])
def test_that_a_period_stands_beside_any_of_its_labels(sheet, label):
    result = sheet(
        [
            ["企业研发活动情况"],
            ["企业名称：", FIRST, "统一社会信用代码：", A],
            [label, "2024年", "计量单位", "千元"],
            ["指标名称", "代码", "本年", "上年"],
            ["研究开发费用合计", "1", "1520", "1300"],
        ]
    )
    assert figures(result) == [
        (2, "2024", {"rd_total": "1520"}),
        (2, "2023", {"rd_total": "1300"}),
    ]


def test_that_a_wrong_cell_of_a_form_is_named_where_it_stands(sheet):
    rows = form_107_2(FIRST, A)
    rows[10][3] = "见附件"
    result = sheet(rows)
    [entry] = result.entries
    assert (entry["row"], entry["reason"], entry["cells"]) == (2, "not_a_number", ["D11"])


def test_that_forms_below_each_other_are_told_apart(sheet):
    result = sheet([*form_107_2(FIRST, A), [], *form_107_2(SECOND, B, "2022年")])
    assert firms(result) == [(A, FIRST), (B, SECOND)]
    assert [(row, period) for row, period, _f in figures(result)] == [(2, "2023"), (17, "2022")]
    assert figures(result)[1][2] == OF_107_2


def test_that_each_sheet_of_a_workbook_may_be_a_form(read, workbook):
    result = read(workbook(甲=form_107_2(FIRST, A), 乙=form_107_2(SECOND, B)))
    assert [entry["sheet"] for entry in result.records("rd_activity")] == ["甲", "乙"]
    assert firms(result) == [(A, FIRST), (B, SECOND)]


def test_that_this_year_and_the_year_before_are_two_records(sheet):
    result = sheet(
        [
            ["企业研究开发活动及相关情况（2023年）"],
            ["单位详细名称", FIRST, "统一社会信用代码", A],
            ["指标名称", "计量单位", "代码", "本年", "上年"],
            ["研究开发人员合计", "人", "01", 35, 30],
            ["研究开发费用合计", "千元", "07", 800, 700],
            ["人员人工费用", "千元", "08", 400, None],
        ]
    )
    assert figures(result) == [
        (2, "2022", {"rd_staff": "30", "rd_total": "700"}),
        (2, "2023", {"rd_staff": "35", "rd_total": "800", "staff_cost": "400"}),
    ]


def test_that_numbers_of_lines_are_no_codes_where_they_do_not_agree(sheet):
    result = sheet(
        [
            ["2023年度研发情况"],
            ["企业名称：" + FIRST, None, "信用代码：" + A],
            ["项目", "行次", "金额（万元）"],
            ["研究开发费用合计", 1, 80],
            ["人员人工费用", 2, 40],
            ["直接投入费用", 3, 30],
            ["其他费用", 4, 10],
        ]
    )
    assert figures(result) == [
        (2, "2023", {"rd_total": "800", "staff_cost": "400", "direct_input": "300",
                     "other_cost": "100"})
    ]  # fmt: skip


def test_that_labels_left_of_their_values_are_read(sheet):
    result = sheet(
        [
            ["企业基本情况表"],
            ["单位详细名称", FIRST, None, "统一社会信用代码", A],
            ["注册地址", "示例路1号", None, "成立日期", "2015年6月18日"],
            ["注册资本（万元）", 1000, None, "法定代表人", "示某"],
            ["所属地", "江北区", None, "是否规上", "是"],
            ["填表人：某", None, None, "填表日期：2024年3月1日"],
        ]
    )
    assert result.fields("firm") == [
        {
            "name": FIRST,
            "uscc": A,
            "reg_address": "示例路1号",
            "found_date": "2015-06-18",
            "reg_capital": "1000",
            "legal_rep": "示某",
            "reporting_unit": "330205",
            "above_scale": "1",
        }
    ]
    assert result.rejected == {}


def test_that_labels_above_their_values_are_read(sheet):
    result = sheet(
        [
            ["企业基本情况表"],
            ["单位详细名称", "统一社会信用代码", "法定代表人"],
            [FIRST, A, "示某"],
            ["注册地址", "成立日期", "注册资本（万元）"],
            ["示例路1号", "2015-06-18", 1000],
            ["联系人", "邮政编码", "乡镇街道"],
            ["示某某", "315000", "示例街道"],
        ]
    )
    [firm] = result.fields("firm")
    assert (firm["uscc"], firm["reg_address"], firm["postcode"]) == (A, "示例路1号", "315000")
    assert len(result.entries) == 1


def test_that_a_form_in_running_cells_is_read(sheet):
    result = sheet(
        [
            ["2023年研发情况报告"],
            ["企业名称：" + FIRST],
            ["统一社会信用代码：" + A.lower()],
            ["研发人员合计：35人"],
            ["研发费用合计：80.5万元"],
            ["当年专利申请数：12"],
        ]
    )
    assert firms(result) == [(A, FIRST)]
    assert figures(result)[0][2] == {
        "rd_staff": "35",
        "rd_total": "805",
        "patent_applications": "12",
    }


def test_that_firms_side_by_side_are_records(sheet):
    result = sheet(
        [
            ["2023年企业研发情况（单位：万元）"],
            ["企业名称", FIRST, SECOND, "合计"],
            ["统一社会信用代码", A, B],
            ["研究开发人员合计", 35, 20, 55],
            ["研究开发费用合计", 80, "约60", 140],
        ]
    )
    assert firms(result) == [(A, FIRST), (B, SECOND)]
    assert [fields for _r, _p, fields in figures(result)] == [
        {"rd_staff": "35", "rd_total": "800"},
        {"rd_staff": "20", "rd_total": "600"},
    ]
    [remark] = [r for e in result.records("rd_activity") for r in e.get("remarks", ())]
    assert (remark["flag"], remark["cell"]) == ("approximate", "C5")
    assert result.skipped == {2: "total"}


def test_that_names_of_firms_over_columns_of_values_are_records(sheet):
    result = sheet(
        [
            ["2023年企业研发情况"],
            ["指标", "计量单位", FIRST, SECOND],
            ["统一社会信用代码", None, A, B],
            ["研究开发人员合计", "人", 35, 20],
            ["研究开发费用合计", "万元", 80, 60],
        ]
    )
    assert firms(result) == [(A, FIRST), (B, SECOND)]
    assert figures(result)[1][2] == {"rd_staff": "20", "rd_total": "600"}


def test_that_forms_side_by_side_are_told_apart(sheet):
    result = sheet(
        [
            ["2023年研发情况"],
            ["企业名称", FIRST, None, "企业名称", SECOND],
            ["信用代码", A, None, "信用代码", B],
            ["研发人员合计", 35, None, "研发人员合计", 20],
            ["研发费用合计（千元）", 800, None, "研发费用合计（千元）", 600],
        ]
    )
    assert firms(result) == [(A, FIRST), (B, SECOND)]
    assert [f for _r, _p, f in figures(result)] == [
        {"rd_staff": "35", "rd_total": "800"},
        {"rd_staff": "20", "rd_total": "600"},
    ]


def test_that_a_form_that_names_no_firm_is_refused(sheet):
    rows = form_107_2(FIRST, A)
    rows[1][0] = rows[2][0] = None
    result = sheet(rows)
    assert list(result.rejected.values()) == ["no_identity"]


def test_that_an_empty_form_gives_nothing(sheet):
    rows = [[None if isinstance(cell, int | float) else cell for cell in row]
            for row in form_107_2(FIRST, A)]  # fmt: skip
    rows[1][0], rows[2][0] = "统一社会信用代码：", "单位详细名称："
    result = sheet(rows)
    assert result.entries == []


@pytest.mark.parametrize("spaced", [False, True])
def test_that_a_table_below_the_head_of_a_form_is_read_as_a_table(sheet, spaced):
    rows = [
        ["企业研究开发项目情况（107-1表）"],
        ["组织机构代码：", None, None, "表    号：", "107-1表"],
        ["统一社会信用代码：" + A, None, None, "有效期至：", "2026年1月"],
        ["单位详细名称：" + FIRST, 2023, "年"],
        *([[]] if spaced else []),
        ["序号", "项目名称", "项目来源", "项目开展形式", "项目经费支出（千元）", None],
        [None, None, None, None, None, "其中：政府资金"],
        ["甲", "乙", 1, 2, 3, 4],
        [1, "示例项目一", "1", "10", 800, 100],
        [2, "示例项目二", "1", "10", 500, None],
        [None, "本表合计", None, None, 1300, 100],
    ]
    result = sheet(rows)
    assert [(p, f["name"], f["cost"]) for _r, p, f in figures(result, "rd_project")] == [
        ("2023", "示例项目一", "800"),
        ("2023", "示例项目二", "500"),
    ]
    assert firms(result) == [(A, FIRST)] * 2 or len(firms(result)) == 2
    assert result.flags == {}


def test_that_a_form_and_the_table_below_it_are_both_read(sheet):
    result = sheet(
        [
            ["企业研发情况表（2023年）"],
            ["企业名称", FIRST, "统一社会信用代码", A],
            ["注册地址", "示例路1号", "法定代表人", "示某"],
            ["研发项目清单"],
            ["序号", "项目名称", "项目来源", "项目经费支出（千元）"],
            [1, "示例项目一", "1", 800],
        ]
    )
    assert result.fields("firm")[0]["legal_rep"] == "示某"
    assert [(row, f["name"]) for row, _p, f in figures(result, "rd_project")] == [(6, "示例项目一")]
    assert len({entry["uid"] for entry in result.records("firm")}) == 1


def test_that_what_a_form_hides_is_flagged(tmp_path, read):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "表.xlsx"))
    tab = book.add_worksheet()
    for number, row in enumerate(form_107_2(FIRST, A)):
        for column, cell in enumerate(row):
            if cell is not None:
                tab.write(number, column, cell)
    tab.set_row(6, None, None, {"hidden": True})
    book.close()
    result = read(tmp_path / "表.xlsx")
    assert result.flags[2] == {"hidden_row", "not_whole"}


def test_that_records_that_stand_side_by_side_are_told_apart_by_their_cells(sheet):
    rows = [
        ["2023年重点企业研发情况（单位：万元）"],
        ["企业名称", "宁波示例甲有限公司", "宁波示例乙有限公司"],
        ["统一社会信用代码", "91330203MA2TE5T1XB", "91330205MA2TE5T288"],
        ["研发费用合计", 100, 200],
        ["研发人员", 10, 20],
    ]
    found = [(e["row"], e["cell"]) for e in sheet(rows).records("rd_activity")]
    assert found == [(2, "B2"), (2, "C2")]


def test_that_forms_below_each_other_are_read_to_the_last(sheet):
    rows = []
    for number in range(700):
        rows += [
            ["企业名称", f"宁波示例{number}号有限公司", "法定代表人", "示某"],
            ["成立日期", "2001-3-5", "注册资本（万元）", 500],
            [],
        ]
    result = sheet(rows)
    assert len(result.fields("firm")) == 700
    assert result.fields("firm")[-1]["name"] == "宁波示例699号有限公司"


@pytest.mark.parametrize("name", ["宁波示例丁有限责任公司", "宁波火炬计划科技有限公司"])
def test_that_a_word_in_the_name_of_a_firm_puts_no_figures_aside(sheet, name):
    result = sheet(
        [
            ["2023年规上企业主要指标"],
            ["指标", "计量单位", name, SECOND],
            ["统一社会信用代码", "", A, B],
            ["营业收入", "万元", 1200, 3400],
            ["利润总额", "万元", 120, 340],
            ["从业人员平均人数", "人", 30, 40],
        ]
    )
    assert firms(result) == [(A, name), (B, SECOND)]
    assert [one["revenue"] for one in result.fields("firm_period")] == ["12000", "34000"]


@pytest.mark.parametrize("share", ["研发占比", "研发强度（%）"])
def test_that_a_share_over_the_years_asks_nothing(sheet, share):
    result = sheet(
        [
            ["企业名称", FIRST, "统一社会信用代码", A],
            ["项目", "单位", "2022年", "2023年"],
            ["营业收入", "万元", 1100, 1200],
            ["研发费用", "万元", 60, 70],
            [share, "%", 5.5, 5.8],
        ]
    )
    assert {period for _row, period, _fields in figures(result)} == {"2022", "2023"}
    assert not set().union(*result.flags.values())


@pytest.mark.parametrize("head", [[], [["项目", "数值"]]])
def test_that_a_figure_that_looks_like_a_year_is_none(sheet, head):
    lines = [["2023年营业收入（千元）", 2000], ["2023年研发费用（千元）", 60]]
    result = sheet([*head, ["企业名称", FIRST], ["统一社会信用代码", A], *lines])
    assert [f for _r, _p, f in figures(result, "firm_period")] == [{"revenue": "2000"}]
    assert [(p, f) for _r, p, f in figures(result)] == [("2023", {"rd_total": "60"})]


@pytest.mark.parametrize("third", [("联系电话", "13800000000"), ("所属街道", "望春街道")])
def test_that_pairs_in_a_row_are_no_heading_over_further_pairs(sheet, third):
    result = sheet(
        [
            ["2023年度科技型企业情况登记表"],
            ["企业名称", FIRST, None, "统一社会信用代码", A, None],
            ["法定代表人", "示例一", "联系人", "示例二", *third],
            ["营业收入", 1100, "万元", "研发费用", 66, "万元"],
            ["职工人数", 55, "人", "研发人员", 12, "人"],
        ]
    )
    assert firms(result) == [(A, FIRST)]
    assert figures(result) == [(2, "2023", {"rd_total": "660", "rd_staff": "12"})]
    assert [f for _r, _p, f in figures(result, "firm_period")] == [
        {"revenue": "11000", "staff_end": "55"}
    ]
    assert result.flags == {}


NAME = "宁波示例甲有限公司"


@pytest.mark.parametrize("named", [[f"企业名称：{NAME}", "", f"信用代码：{A}"],
                                   [f"单位名称：{NAME}　　信用代码：{A}"]])  # fmt: skip
@pytest.mark.parametrize(
    ("heads", "periods"),
    [
        (["2022年", "2023年"], ["2022", "2023"]),
        (["去年同期", "本月止累计"], ["2022M01-06", "2023M01-06"]),
    ],
)
def test_that_a_firm_named_with_its_label_stands_over_its_figures(sheet, named, heads, periods):
    title, heads = ["企业经济指标表（2023年6月）"], ["指标名称", "计量单位", *heads]
    result = sheet([title, named, heads, ["营业收入", "万元", 9, 10], ["研发费用", "万元", 1, 2]])
    found = {r["period"]: r["fields"]["rd_total"] for r in result.records("rd_activity")}
    assert found == dict(zip(periods, ["10", "20"], strict=True))
    assert result.fields("firm")[0] | {"name": NAME, "uscc": A} == result.fields("firm")[0]


def test_that_firms_stand_beside_each_other_with_label_and_value_in_one_cell(sheet):
    names = [f"企业名称：{FIRST}", f"信用代码：{A}", f"企业名称：{SECOND}", f"信用代码：{B}"]
    result = sheet(
        [["2023年企业情况表"], names, ["研发费用（千元）：10", "", "研发费用（千元）：20"]]
    )
    assert firms(result) == [(A, FIRST), (B, SECOND)]
    assert [f["rd_total"] for _r, _p, f in figures(result)] == ["10", "20"]


def test_that_the_next_firm_stands_below_the_years_of_the_one_before(sheet):
    rows = []
    for name, code, amount in ((FIRST, A, 10), (SECOND, B, 20)):
        rows += [
            ["企业情况表"],
            ["企业名称", name],
            ["信用代码", code],
            ["指标", "2022年", "2023年"],
        ]
        rows += [["研发费用（千元）", amount, amount + 1], ["研发人员", 3, 4], []]
    result = sheet(rows)
    assert firms(result) == [(A, FIRST), (B, SECOND)]
    assert [(p, f["rd_total"]) for _r, p, f in figures(result)] == [
        *(("2022", "10"), ("2023", "11"), ("2022", "20"), ("2023", "21"))
    ]


def test_that_a_pair_left_over_below_others_heads_no_further_firm(sheet):
    rows = []
    for name, code, amount in ((FIRST, A, 1995), (SECOND, B, 0)):
        rows += [["企业情况表"], ["企业名称", name, "统一社会信用代码", code]]
        rows += [["2023年研发费用（千元）", 33627, "2023年资产总计（千元）", 2006]]
        rows += [["2023年研发人员数", amount], []]
    assert [f["rd_staff"] for _r, _p, f in figures(sheet(rows))] == ["1995", "0"]
