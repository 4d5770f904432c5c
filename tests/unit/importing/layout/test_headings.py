"""What headings say: figures, periods, units, over several rows and in brackets."""

from __future__ import annotations

import pytest

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
FIRST, SECOND, THIRD = "宁波示例甲科技有限公司", "宁波示例乙机械有限公司", "宁波示例丙电子有限公司"


def said(result):
    """Return what each record says: sheet part, row, form, period and fields."""
    return [
        (e["row"], e["form"], e.get("period", ""), e["fields"])
        for e in result.entries
        if "form" in e
    ]


def figures(result, form="rd_activity"):
    return [(row, period, fields) for row, name, period, fields in said(result) if name == form]


def test_that_the_title_names_the_figure_of_columns_that_name_years(sheet):
    result = sheet(
        [
            ["海曙区规上企业研发费用（单位：万元）"],
            ["企业名称", "信用代码", "2022年", "2023年"],
            [FIRST, A, 10, 20],
        ]
    )
    assert figures(result) == [(3, "2022", {"rd_total": "100"}), (3, "2023", {"rd_total": "200"})]


def test_that_figures_of_which_nothing_says_what_they_are_are_asked_about(sheet):
    result = sheet([["企业名称", "信用代码", "2022年", "2023年"], [FIRST, A, 10, None]])
    assert result.flags == {2: {"figure_unknown"}}
    assert figures(result) == []


def test_that_indicators_down_and_years_across_are_totals_of_each_year(sheet):
    result = sheet(
        [
            ["指标名称", "计量单位", "2022年", "2023年", "数据来源"],
            ["高新技术企业数（有效期内）", "家", 320, 355, "科技局"],
            ["技术合同交易额", "亿元", None, "12.5", "市场处"],
        ]
    )
    assert [
        (p, f["value"], f["source_document"]) for _r, p, f in figures(result, "unit_total")
    ] == [
        ("2022", "320", "科技局"),
        ("2023", "355", "科技局"),
        ("2023", "12.5", "市场处"),
    ]


def test_that_a_figure_without_a_period_takes_that_of_all_others(sheet):
    heads = ["企业名称", "信用代码", "研发人员合计", "2023年研发费用合计（万元）"]
    result = sheet([heads, [FIRST, A, 5, 10]])
    assert figures(result) == [(2, "2023", {"rd_staff": "5", "rd_total": "100"})]
    assert result.flags == {2: {"period_assumed"}}
    several = sheet([[*heads, "2022年研发费用合计（万元）"], [FIRST, A, 5, 10, 20]])
    assert sorted(period for _row, period, _f in figures(several)) == ["2022", "2023"]
    assert several.flags == {2: {"left_out"}}


def test_that_rows_of_units_periods_and_codes_belong_to_the_heading(sheet):
    result = sheet(
        [
            ["2023年9月企业情况"],
            ["企业名称", "信用代码", "营业收入", None, None, "研发费用合计"],
            [None, None, "本月", "累计", "同比增长（%）", "本年累计"],
            [None, None, "万元", "万元", "%", "千元"],
            [FIRST, A, 10, 90, 5.5, 70],
        ]
    )
    assert figures(result, "firm_period") == [
        (5, "2023M01-09", {"revenue": "900"}),
        (5, "2023M09", {"revenue": "100"}),
    ]
    assert figures(result) == [(5, "2023M01-09", {"rd_total": "70"})]
    assert result.flags == {}


def test_that_the_year_before_never_lands_in_this_year(sheet):
    rows = [
        ["企业名称", "信用代码", "年度", "研发费用合计（千元）", "研发费用合计（千元）"],
        [None, None, None, "本年", "上年"],
        [FIRST, A, 2023, 20, 10],
        [SECOND, B, "2023年1-6月", 9, 8],
    ]
    result = sheet(rows)
    assert [(row, p, f["rd_total"]) for row, p, f in figures(result)] == [
        (3, "2023", "20"),
        (3, "2022", "10"),
        (4, "2023M01-06", "9"),
        (4, "2022M01-06", "8"),
    ]


def test_that_a_sum_of_months_reaches_to_the_last_of_them(sheet):
    result = sheet(
        [
            ["2024年研发费用（单位：千元）"],
            ["企业名称", "信用代码", "1月", "2月", "3月", "累计"],
            [FIRST, A, 3, 1, 2, 6],
        ]
    )
    assert [(p, f["rd_total"]) for _row, p, f in figures(result)] == [
        ("2024M01", "3"),
        ("2024M01-03", "6"),
        ("2024M02", "1"),
        ("2024M03", "2"),
    ]


@pytest.mark.parametrize(
    ("heading", "unit", "period"),
    [
        ("研发费用（万元，保留两位小数）", "万元", "2023"),
        ("研发费用（万元/年）", "万元", "2023"),
        ("研发费用（不含税，万元）", "万元", "2023"),
        ("研发费用（2022年，万元）", "万元", "2022"),
        ("研发费用（上年，万元）", "万元", "2022"),
        ("研发费用（必填）（千元）", "千元", "2023"),
        ("23年研发费用（万元）", "万元", "2023"),
    ],
)
def test_that_brackets_of_a_heading_are_understood_word_by_word(sheet, heading, unit, period):
    result = sheet([["2023年企业情况"], ["企业名称", "信用代码", heading], [FIRST, A, 10]])
    [record] = result.records("rd_activity")
    assert (record["source_unit"]["rd_total"], record["period"]) == (unit, period)


@pytest.mark.parametrize("words", ["预计", "近三年合计", "计划数", "比上年增长"])
def test_that_brackets_may_make_another_figure_of_a_heading(sheet, words):
    heads = ["企业名称", "信用代码", f"研发费用（{words}，万元）"]
    result = sheet([["2023年企业情况"], heads, [FIRST, A, 10]])
    assert figures(result) == []


@pytest.mark.parametrize(
    "line",
    [
        "单位:人、万元", "单位：家、个、万元", "金额：万元", "单位：万元　币种：人民币",
        "计量单位：万元（保留两位小数）", "单位：人民币万元", "单位/万元", "单位:RMB万元",
        "本表金额以万元为单位", "金额均以人民币万元计", "填报单位：海曙区　单位：万元",
    ],
)  # fmt: skip
def test_that_a_title_says_its_unit_in_many_ways(sheet, line):
    heads = ["企业名称", "信用代码", "研发费用合计"]
    result = sheet([["2023年企业情况"], [line], heads, [FIRST, A, 10]])
    assert figures(result) == [(4, "2023", {"rd_total": "100"})]
    assert result.flags == {}


@pytest.mark.parametrize(
    "heads",
    [
        [["2024年研发费用\nR&D expenses (RMB 10,000)"]],
        [["2024年研发费用（RMB 10,000）"]],
        [["2024年研发费用 (10,000 yuan)"]],
        [["2024年研发费用"], ["R&D expenses (ten thousand yuan)"]],
    ],
)
def test_that_a_unit_may_stand_in_the_english_beside_a_heading(sheet, heads):
    first, *others = heads
    below = [["Company", "USCC", *head] for head in others]
    result = sheet([["企业名称", "信用代码", *first], *below, [FIRST, A, 12]])
    assert [f["rd_total"] for _r, _p, f in figures(result)] == ["120"]
    assert not set().union(*result.flags.values())


@pytest.mark.parametrize("said", ["(千元，预估)", "（暂估）", "（E）", "（力争）"])
def test_that_what_is_only_expected_is_no_figure_of_a_year(sheet, said):
    heads = ["企业名称", "信用代码", "2023年研发费用（千元）", f"2024年研发费用{said}"]
    result = sheet([heads, [FIRST, A, 10, 12]])
    assert figures(result) == [(2, "2023", {"rd_total": "10"})]
    assert "figure_unknown" in result.flags[2]


def test_that_numbers_below_years_are_no_years(sheet):
    totals = [["指标", 2021, 2022], ["高新技术企业数（家）", 2010, 2020], ["研发费用", 5, 6]]
    found = sheet([["海曙区科技指标"], *totals]).records("unit_total")
    assert [(one["period"], one["fields"]["value"]) for one in found] == [
        *(("2021", "2010"), ("2022", "2020"))
    ]


def test_that_the_corner_over_labels_may_give_the_unit(sheet):
    heads = ["单位：万元", "2022年", "2023年"]
    firm = [["企业名称", FIRST, None], ["信用代码", A, None]]
    result = sheet([heads, *firm, ["营业收入", 2010, 2020], ["研发费用", 60, 70]])
    assert [f["rd_total"] for _r, _p, f in figures(result)] == ["600", "700"]
    assert result.flags == {}


def test_that_the_unit_may_stand_alone_at_the_foot(sheet):
    heads = ["企业名称", "信用代码", "研发费用合计"]
    rows = [["2023年企业情况"], heads, [FIRST, A, 10], [SECOND, B, 12]]
    result = sheet([*rows, ["单位：万元"], ["填表人：示例"]])
    assert [f["rd_total"] for _r, _p, f in figures(result)] == ["100", "120"]
    assert result.flags == {}
    above = [["2022年企业情况"], ["单位：万元"], heads, [FIRST, A, 9]]
    result = sheet([*rows, [], *above])
    assert [f["rd_total"] for _r, _p, f in figures(result)] == ["10", "12", "90"]


@pytest.mark.parametrize(
    ("line", "amount"),
    [("Unit: RMB 1,000", "10"), ("单位：RMB'000", "10"), ("单位：人民币 10,000", "100")],
)
def test_that_thousands_of_our_money_are_its_unit(sheet, line, amount):
    heads = ["企业名称", "信用代码", "研发费用合计"]
    result = sheet([["2023年企业情况"], [line], heads, [FIRST, A, 10]])
    assert figures(result) == [(4, "2023", {"rd_total": amount})]


def test_that_the_unit_of_one_heading_reaches_its_marked_parts_alone(sheet):
    heads = ["企业名称", "信用代码", "研发费用合计/万元", "其中：人员人工费用", "研发人员合计"]
    result = sheet([["2023年（单位：元）"], heads, [FIRST, A, 10, 5, 3]])
    assert figures(result)[0][2] == {"rd_total": "100", "staff_cost": "50", "rd_staff": "3"}
    heads[3] = "直接投入费用"
    result = sheet([["2023年（单位：元）"], heads, [FIRST, A, 10, 70000, 3]])
    assert figures(result)[0][2] == {"rd_total": "100", "direct_input": "70", "rd_staff": "3"}


def test_that_periods_over_columns_that_are_not_merged_belong_to_the_heading(sheet):
    result = sheet(
        [
            ["海曙区规上企业研发费用（千元）"],
            [None, None, "2023年12月", None, "2022年12月", None],
            ["企业名称", "信用代码", "本月", "累计", "本月", "累计"],
            [FIRST, A, 10, 100, 9, 90],
        ]
    )
    assert {(p, f["rd_total"]) for _r, p, f in figures(result)} == {
        ("2023M12", "10"),
        ("2023", "100"),
        ("2022M12", "9"),
        ("2022", "90"),
    }


RISING = [[FIRST, A, 100, 210, 330], [SECOND, B, 10, 20, 30]]


def test_that_months_that_never_fall_along_the_year_are_asked_about(sheet):
    above = [["2024年研发费用（千元）"], ["企业名称", "信用代码", "1月", "2月", "3月"]]
    assert sheet([*above, *RISING]).flags == {3: {"maybe_cumulative"}, 4: {"maybe_cumulative"}}
    falling = [RISING[0], [SECOND, B, 10, 5, 30]]
    assert sheet([*above, *falling]).flags == {}


@pytest.mark.parametrize(("march", "flags"), [(64, set()), (65, {"maybe_cumulative"})])
def test_that_what_runs_up_beside_months_says_that_they_are_single(sheet, march, flags):
    heads = ["企业名称", "信用代码", "月份", "研发费用（千元）", "累计研发费用（千元）"]
    months = [("2024年1月", 20, 20), ("2024年2月", 21, 41), ("2024年3月", 22, march - 1)]
    result = sheet([heads, *([FIRST, A, *row] for row in months)])
    assert set().union(*result.flags.values()) == flags


@pytest.mark.parametrize("heading", ["1-3月", "1—3月累计"])
@pytest.mark.parametrize(("said", "is_asked"), [((640, 60), False), ((330, 30), True)])
def test_that_months_that_add_up_to_what_is_said_of_all_of_them_are_single(
    sheet, heading, said, is_asked
):
    above = [["2024年研发费用（千元）"], ["企业名称", "信用代码", "1月", "2月", "3月", heading]]
    rows = [[*row, whole] for row, whole in zip(RISING, said, strict=True)]
    asked = {number for number, flags in sheet([*above, *rows]).flags.items() if flags}
    assert asked == ({3, 4} if is_asked else set())


@pytest.mark.parametrize("title", ["2024年研发费用累计（千元）", "2024年研发费（千元）（累计数）"])
def test_that_months_said_to_be_to_date_are_asked_about_where_they_fall(sheet, title):
    above = [[title], ["企业名称", "信用代码", "1月", "2月", "3月"]]
    risen = sheet([*above, *RISING])
    assert [p for _r, p, _f in figures(risen)] == ["2024M01", "2024M01-02", "2024M01-03"] * 2
    assert risen.flags == {}
    fallen = sheet([*above, RISING[0], [SECOND, B, 10, 5, 30]])
    assert fallen.flags == {4: {"falls_to_date"}}


def test_that_a_profit_to_date_may_fall(sheet):
    above = [["2024年利润总额累计（千元）"], ["企业名称", "信用代码", "1月", "2月", "3月"]]
    assert sheet([*above, RISING[0], [SECOND, B, 10, 5, 30]]).flags == {}


def test_that_months_in_rows_and_sheets_are_asked_about_too(sheet, read, workbook):
    rows = [[FIRST, A, month, 10 * month] for month in (1, 2, 3)]
    rows = [[name, code, f"{month}月", amount] for name, code, month, amount in rows]
    head = ["企业名称", "信用代码", "月份", "研发费用（千元）"]
    result = sheet([["2024年"], head, *rows])
    assert set(result.flags) == {3, 4, 5}
    tabs = {
        f"2024年{month}月": [["企业名称", "信用代码", "研发费用（千元）"], [FIRST, A, month]]
        for month in (1, 2, 3)
    }
    assert read(workbook(**tabs)).flags == {2: {"maybe_cumulative"}}


def test_that_what_is_there_at_the_end_of_a_month_may_rise(sheet):
    head = ["企业名称", "信用代码", "一季度", "二季度", "三季度"]
    result = sheet([["2024年从业人员期末人数"], head, *RISING])
    assert len(result.records("firm_period")) == 6
    assert result.flags == {}


@pytest.mark.parametrize(
    "note",
    [
        ["注：金额单位为万元，数据为2023年度。"],
        ["说明：1.本表为2023年数；2.金额单位：万元"],
    ],
)
def test_that_a_note_below_gives_unit_and_year(sheet, note):
    rows = [["企业名称", "信用代码", "研发费用合计"], [FIRST, A, 10], note]
    result = sheet(rows)
    assert figures(result) == [(2, "2023", {"rd_total": "100"})]
    assert result.flags == {}


def test_that_notes_beside_a_table_give_unit_and_year(sheet):
    rows = [
        ["企业名称", "信用代码", "研发费用合计", None, "说明："],
        [FIRST, A, 10, None, "1.本表为2023年数"],
        [SECOND, B, 20, None, "2.金额单位：万元"],
    ]
    assert figures(sheet(rows))[1] == (3, "2023", {"rd_total": "200"})


def test_that_a_title_named_after_a_firm_gives_the_firm(read, workbook):
    head = ["项目名称", "项目来源", "项目经费支出（千元）"]
    projects = [["宁波示例甲科技有限公司2023年研发项目"], head, ["示例一", "1", 1]]
    firms = [["企业名称", "信用代码"], [FIRST, A], [SECOND, B]]
    result = read(workbook(项目=projects, 名录=firms))
    codes = {r["uid"]: r["fields"].get("uscc") for r in result.records("firm")}
    assert [codes[r["parent"]] for r in result.records("rd_project")] == [A]


def test_that_a_list_of_names_is_found_by_what_stands_below_its_heading(sheet):
    result = sheet(
        [
            ["海曙区2024年第一批重点企业名单"],
            ["序号", "企业名称", "不认识的列"],
            [1, FIRST, "甲"],
            [2, SECOND, "乙"],
        ]
    )
    assert [f["name"] for f in result.fields("firm")] == [FIRST, SECOND]


def test_that_short_names_behind_a_whole_are_its_parts(sheet):
    result = sheet(
        [
            ["2023年研发情况（千元）"],
            ["企业名称", "信用代码", "研发费用", "其中", None, "研发人员", "其中"],
            [None, None, None, "人工", "折旧", None, "全职"],
            [FIRST, A, 100, 50, 20, 9, 7],
        ]
    )
    assert figures(result)[0][2] == {
        "rd_total": "100",
        "staff_cost": "50",
        "depreciation": "20",
        "rd_staff": "9",
        "full_time_staff": "7",
    }


def test_that_columns_without_a_heading_are_known_by_sure_values(sheet):
    head = ["单位情况", None, "研发人员合计", "研发费用合计（千元）"]
    result = sheet([["2023年"], head, [FIRST, A, 5, 500], [SECOND, B, 6, 700]])
    assert [f["uscc"] for f in result.fields("firm")] == [A, B]
    assert {flag for flags in result.flags.values() for flag in flags} == {"guessed_heading"}


def test_that_a_list_without_any_heading_is_known_by_its_codes(sheet):
    result = sheet([[FIRST, A], [SECOND, B]])
    assert [(f["name"], f["uscc"]) for f in result.fields("firm")] == [(FIRST, A), (SECOND, B)]
    assert result.flags == {1: {"guessed_heading"}, 2: {"guessed_heading"}}


def test_that_a_person_may_say_what_columns_of_unknown_headings_are(sheet):
    from desktop_app.importing.model import Choice

    rows = [["列0", "列1"], [FIRST, "示例路1号"], [SECOND, "示例路2号"]]
    key = ("表.xlsx", "Sheet1")
    unknown = sheet(rows).preview.sheets[0].mapping
    assert (unknown.main, [column.heading for column in unknown.columns]) == ("", ["列0", "列1"])
    choices = {key: {0: Choice("firm", "name"), 1: Choice("firm", "address")}}
    result = sheet(rows, forms={key: "firm"}, choices=choices)
    assert [f["address"] for f in result.fields("firm")] == ["示例路1号", "示例路2号"]


@pytest.mark.parametrize(
    ("year", "wanted"),
    [
        (2023, [("2022", {"rd_total": "9000"}), ("2023", {"rd_total": "12000"})]),
        (2019, [("2019", {"rd_total": "12000", "previous_rd_total": "9000"})]),
    ],
)
def test_that_the_figure_of_the_year_before_belongs_where_the_form_of_the_year_has_it(
    sheet, year, wanted
):
    head = ["企业名称", "信用代码", "研发费用（万元）", "上年研发费用（万元）"]
    result = sheet([[f"{year}年企业研发费用"], head, [FIRST, A, 1200, 900]])
    found = sorted((e["period"], e["fields"]) for e in result.records("rd_activity"))
    assert found == wanted


def test_that_a_month_is_dated_by_a_month_alone(sheet):
    head = [["企业名称", "信用代码", "营业收入", None], [None, None, "本月", "累计"]]
    rows = [*head, [FIRST, A, 100, 900], [SECOND, B, 110, 800]]
    dated = sheet([["2023年9月企业情况（万元）"], *rows])
    assert {e["period"] for e in dated.records("firm_period")} == {"2023M09", "2023M01-09"}
    open_ = sheet([["2023年企业情况（万元）"], *rows])
    assert open_.records("firm_period") == []
    assert open_.flags == {4: {"left_out"}, 5: {"left_out"}}


def test_that_figures_under_a_bare_year_are_told_as_texts_too(sheet):
    rows = [["企业名称", "信用代码", "2022年", "2023年"], [FIRST, A, "1,000", "约2000"]]
    assert sheet([["企业主要指标（万元）"], *rows]).flags == {3: {"figure_unknown"}}


def test_that_a_bracket_that_says_nothing_leaves_one_that_does(sheet):
    head = [
        "企业名称（必填）",
        "信用代码",
        "研发费用（会计）（必填）",
        "工业总产值（当年价格）（万元）",
    ]
    result = sheet([["2023年企业分期经济与人员情况（万元）"], head, [FIRST, A, 300, 9000]])
    [figures_] = result.records("firm_period")
    assert figures_["fields"] == {"industrial_output": "90000", "rd_expense": "3000"}
    assert result.records("rd_activity") == []
