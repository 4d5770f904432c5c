from __future__ import annotations

import datetime as dt
import gc

import pytest

from desktop_app.importing.model import Choice, Outcome

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
C = "91330206MA2TE5T36H"
DIGITS = "913302007195000067"
PILOT = "91350211M00013FA1N"


def test_that_a_clean_sheet_of_firms_gives_firms(sheet):
    result = sheet(
        [
            ["海曙区企业名录"],
            ["序号", "单位名称", "统一社会信用代码", "注册资本（万元）", "成立日期", "是否规上"],
            [1, "宁波示例甲科技有限公司", A, 1234.5, dt.date(2015, 6, 18), "是"],
            [2, "宁波示例乙机械有限公司", B, 500, dt.date(2018, 1, 2), "否"],
        ]
    )
    assert result.fields("firm") == [
        {
            "uscc": A,
            "name": "宁波示例甲科技有限公司",
            "reg_capital": "1234.5",
            "found_date": "2015-06-18",
            "above_scale": "1",
            "reporting_unit": "330203",
        },
        {
            "uscc": B,
            "name": "宁波示例乙机械有限公司",
            "reg_capital": "500",
            "found_date": "2018-01-02",
            "above_scale": "0",
            "reporting_unit": "330203",
        },
    ]
    assert result.count(Outcome.NEW) == 2
    assert result.flags == {}
    assert result.rejected == {}


def test_that_a_row_gives_one_record_in_every_form(sheet):
    result = sheet(
        [
            ["2024年度企业情况"],
            [
                "企业名称",
                "信用代码",
                "营业收入（万元）",
                "从业人员",
                "研发人员",
                "研发费用（千元）",
            ],
            ["宁波示例甲科技有限公司", A, 100, 20, 5, 800],
        ]
    )
    assert result.records("firm")[0]["fields"]["uscc"] == A
    assert result.records("firm_period")[0]["period"] == "2024"
    assert result.fields("firm_period") == [{"revenue": "1000", "staff_end": "20"}]
    assert result.fields("rd_activity") == [{"rd_staff": "5", "rd_total": "800"}]
    assert result.records("rd_activity")[0]["parent"] == result.records("firm")[0]["uid"]
    assert result.records("firm_period")[0]["source_unit"]["revenue"] == "万元"


def test_that_a_patent_gives_its_owners_in_order(sheet):
    result = sheet(
        [
            ["专利号", "专利名称", "专利权人", "申请日", "企业名称", "信用代码"],
            [
                "ZL 2017 1 0601862.3",
                "一种示例装置",
                "宁波示例甲科技有限公司；示例大学",
                "2017.7.21",
                "宁波示例甲科技有限公司",
                A,
            ],
        ]
    )
    assert result.fields("patent") == [
        {"app_no": "201710601862.3", "title": "一种示例装置", "app_date": "2017-07-21"}
    ]
    owners = result.fields("patent_owner")
    assert [(o["name"], o["position"]) for o in owners] == [
        ("宁波示例甲科技有限公司", "1"),
        ("示例大学", "2"),
    ]
    assert {r["parent"] for r in result.records("patent_owner")} == {
        result.records("patent")[0]["uid"]
    }


def test_that_an_incubator_gives_its_standing_part_too(sheet):
    result = sheet(
        [
            ["科技企业孵化器统计表（2024年，单位：千元）"],
            ["孵化器名称", "级别", "使用总面积（平方米）", "在孵企业数", "孵化器总收入"],
            ["示例科创园", "市级", 12000.5, 40, 3000],
        ]
    )
    assert result.fields("carrier") == [{"name": "示例科创园", "level": "3", "kind": "1"}]
    assert result.fields("incubator") == [
        {"area_total": "12000.5", "tenants": "40", "income": "3000"}
    ]


def test_that_sums_notes_and_signatures_are_no_records(sheet):
    head = ["企业名称", "信用代码", "注册资本（万元）"]
    result = sheet(
        [
            head,
            ["宁波示例甲科技有限公司", A, 1],
            ["小 计", None, 1],
            [None, None, None],
            head,
            ["宁波示例乙机械有限公司", B, 2],
            ["合　　计", None, 3],
            ["注：以上数据为示例", None, None],
            ["单位负责人：", "填表人：", None],
            ["某某某", None, None],
        ]
    )
    assert result.skipped == {
        3: "total",
        4: "blank",
        5: "heading",
        7: "total",
        8: "note",
        9: "sign_off",
        10: "after_sign_off",
    }
    assert [f["uscc"] for f in result.fields("firm")] == [A, B]


def test_that_a_project_whose_name_ends_like_a_sum_is_a_project(sheet):
    result = sheet(
        [
            ["2024年研发项目表，单位：千元"],
            ["统一社会信用代码：" + A],
            ["项目名称", "项目来源", "项目经费支出"],
            ["数据汇总", "1", 10],
            ["汇 总", None, 10],
        ]
    )
    assert [f["name"] for f in result.fields("rd_project")] == ["数据汇总"]
    assert result.skipped == {5: "total"}


def test_that_the_unit_of_amounts_is_no_firm(sheet):
    result = sheet(
        [["2024年，单位：千元"], ["项目名称", "项目来源", "项目经费支出"], ["示例项目", "1", 10]]
    )
    assert result.preview.sheets[0].mapping.why_not == "no_key"


def test_that_rows_behind_a_signature_with_a_code_are_still_taken(sheet):
    result = sheet(
        [
            ["企业名称", "信用代码"],
            ["宁波示例甲科技有限公司", A],
            ["填表人：某某", None],
            ["宁波示例乙机械有限公司", B],
        ]
    )
    assert [f["uscc"] for f in result.fields("firm")] == [A, B]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91330203MA2TE5T1XC", "wrong_check_digit"),
        ("91330203MA2TE5T1X", "wrong_length"),
        (float(DIGITS), "lost_digits"),
        ("9.13302E+17", "lost_digits"),
        ("913302007195000000", "lost_digits"),
        ("330203199001011230", "id_card"),  # mistyped, and a person's all the same
        ("362322198709086409", "id_card"),
        ("#REF!", "error_in_key"),
    ],
)
def test_that_a_damaged_code_rejects_its_row(sheet, code, reason):
    result = sheet([["企业名称", "信用代码"], ["宁波示例甲科技有限公司", code]])
    assert result.rejected == {2: reason}
    assert result.records("firm") == []


def test_that_a_number_of_an_identity_card_is_quoted_nowhere(sheet):
    card = "362322198709086409"
    result = sheet(
        [["企业名称", "信用代码", "联系人"], ["宁波示例甲科技有限公司", A, card], ["乙", card, ""]]
    )
    assert card not in repr(result.entries)
    assert card not in repr(result.plan)
    rows = [["企业名称", "信用代码", "信用代码"], ["宁波示例甲科技有限公司", A, card]]
    assert card not in repr(sheet(rows).entries)


def test_that_a_code_of_a_pilot_region_is_kept_with_its_exception(sheet):
    result = sheet(
        [
            ["企业名称", "信用代码", "代码例外说明"],
            ["宁波示例甲科技有限公司", PILOT, "试点地区，市监〔2015〕1号"],
        ]
    )
    assert result.rejected == {}
    assert result.fields("firm")[0]["uscc"] == PILOT
    assert result.flags == {2: {"code_exception"}}


@pytest.mark.parametrize("reason", [None, "/"])
def test_that_a_code_that_fails_its_check_is_rejected_without_a_reason(sheet, reason):
    rows = [["企业名称", "信用代码", "代码例外说明"], ["宁波示例甲科技有限公司", PILOT, reason]]
    assert sheet(rows).rejected == {2: "wrong_check_digit"}


def test_that_an_exception_holds_for_all_sheets_and_later_imports(read, workbook, stock):
    firms = [
        ["企业名称", "信用代码", "代码例外说明"],
        ["宁波示例甲科技有限公司", PILOT, "试点地区"],
    ]
    figures = [
        ["2024年"],
        ["企业名称", "信用代码", "研发人员"],
        ["宁波示例甲科技有限公司", PILOT, 5],
    ]
    result = read(workbook(研发=figures, 企业=firms))
    assert result.rejected == {}
    assert {f["uscc"] for f in result.fields("firm")} == {PILOT}
    stock.put("firm", "f1", uscc=PILOT, name="宁波示例甲科技有限公司", uscc_exception="试点地区")
    later = read(workbook(研发=figures), existing=stock)
    assert later.records("rd_activity")[0]["parent"] == "f1"
    assert later.flags == {3: {"code_exception"}}


def test_that_codes_are_what_they_are_whatever_the_heading_says(sheet):
    result = sheet(
        [
            ["企业名称", "组织机构代码"],
            ["宁波示例甲科技有限公司", A.lower()],
            ["宁波示例乙机械有限公司", "56126254-5"],
            ["宁波示例丙机械有限公司", "330203000012343"],
        ]
    )
    assert [
        {k: v for k, v in f.items() if k in {"uscc", "org_code", "reg_no"}}
        for f in result.fields("firm")
    ] == [{"uscc": A}, {"org_code": "561262545"}, {"reg_no": "330203000012343"}]


def test_that_the_letter_o_for_a_zero_is_repaired_with_a_flag(sheet):
    wrong = A.replace("0", "O", 1)
    result = sheet([["企业名称", "信用代码"], ["宁波示例甲科技有限公司", wrong]])
    assert result.fields("firm")[0]["uscc"] == A
    assert result.flags == {2: {"repaired"}}


def test_that_figures_without_a_period_are_rejected_unless_it_is_said(sheet):
    rows = [["企业名称", "信用代码", "研发费用（千元）"], ["宁波示例甲科技有限公司", A, 800]]
    assert sheet(rows).rejected == {2: "no_period"}
    result = sheet(rows, period="2023")
    assert result.records("rd_activity")[0]["period"] == "2023"


def test_that_each_row_may_name_its_period(sheet):
    result = sheet(
        [
            ["年度", "企业名称", "信用代码", "研发费用（千元）"],
            [2023, "宁波示例甲科技有限公司", A, 800],
            ["2024年1-9月", "宁波示例甲科技有限公司", A, 900],
            ["去年", "宁波示例甲科技有限公司", A, 900],
        ]
    )
    assert [r["period"] for r in result.records("rd_activity")] == ["2023", "2024M01-09"]
    assert result.rejected == {4: "bad_period"}
    assert result.flags == {}


def test_that_columns_of_several_years_become_periods(sheet):
    result = sheet(
        [
            ["企业名称", "信用代码", "研发费用（万元）", None, "营业收入（万元）", None],
            [None, None, "2023年", "2024年", "2023年", "2024年"],
            ["宁波示例甲科技有限公司", A, 80, 90, 1000, 1100],
        ]
    )
    got = {(r["form"], r["period"]): r["fields"] for r in result.entries if r.get("period")}
    assert got == {
        ("firm_period", "2023"): {"revenue": "10000"},
        ("firm_period", "2024"): {"revenue": "11000"},
        ("rd_activity", "2023"): {"rd_total": "800"},
        ("rd_activity", "2024"): {"rd_total": "900"},
    }


def test_that_hidden_rows_columns_and_sheets_are_taken_with_a_flag(tmp_path, read):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "表.xlsx"))
    first, second = book.add_worksheet("甲"), book.add_worksheet("乙")
    for tab, code in ((first, A), (second, B)):
        tab.write_row(0, 0, ["企业名称", "信用代码", "地址"])
        tab.write_row(1, 0, [f"宁波示例{code[-1]}有限公司", code, "示例路1号"])
    first.set_row(1, None, None, {"hidden": True})
    first.set_column(2, 2, 10, None, {"hidden": True})
    second.hide()
    book.close()
    result = read(tmp_path / "表.xlsx")
    assert [set(r["flags"]) for r in result.records("firm")] == [
        {"hidden_row", "hidden_column"},
        {"hidden_sheet"},
    ]
    assert result.count(Outcome.QUESTIONED) == 2


def test_that_an_error_in_a_key_rejects_and_elsewhere_questions(tmp_path, read):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "表.xlsx"))
    tab = book.add_worksheet()
    tab.write_row(0, 0, ["企业名称", "信用代码", "注册资本（万元）"])
    tab.write_row(1, 0, ["宁波示例甲科技有限公司", A])
    tab.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    tab.write_row(2, 0, ["宁波示例乙机械有限公司"])
    tab.write_formula(2, 1, "=B99", None, "#REF!")
    tab.write_row(3, 0, ["宁波示例丙机械有限公司", C])
    tab.write_formula(3, 2, "=1+1", None, "")
    book.close()
    result = read(tmp_path / "表.xlsx")
    assert result.rejected == {3: "error_in_key"}
    assert result.flags == {2: {"error_cell"}, 4: {"no_value"}}


def test_that_doubles_and_contradictions_within_a_file_are_questioned(sheet):
    result = sheet(
        [
            ["企业名称", "信用代码", "地址"],
            ["宁波示例甲科技有限公司", A, "示例路1号"],
            ["宁波示例甲科技有限公司", A, "示例路1号"],
            ["宁波示例甲科技有限公司", A, "示例路2号"],
        ]
    )
    both = {"doubled", "contradictory"}
    assert result.flags == {2: {"contradictory"}, 3: both, 4: {"contradictory"}}
    firms = result.plan.blocks[0]
    assert len(firms.rows) == 1
    assert "示例路2号" in firms.rows[0]


def test_that_a_firm_in_many_rows_of_projects_is_no_double(sheet):
    result = sheet(
        [
            ["2024年研发项目表"],
            ["企业名称", "信用代码", "项目名称", "项目经费支出（千元）"],
            ["宁波示例甲科技有限公司", A, "示例项目一", 10],
            ["宁波示例甲科技有限公司", A, "示例项目二", 20],
        ]
    )
    assert result.flags == {}
    assert len(result.records("rd_project")) == 2


def test_that_a_form_names_its_firm_above_the_table(sheet):
    result = sheet(
        [
            ["企业研究开发项目情况（107-1）", None, "2024年"],
            ["统一社会信用代码：" + A],
            ["单位详细名称：宁波示例甲科技有限公司"],
            ["项目名称", "项目来源", "项目经费支出（千元）"],
            ["示例项目一", "1.本企业自选项目", 10],
            ["单位负责人：", None, None],
        ]
    )
    assert result.fields("rd_project") == [{"name": "示例项目一", "source": "1", "cost": "10"}]
    plan = {block.form: block for block in result.plan.blocks}
    assert A in plan["firm"].rows[0]


def test_that_a_label_of_no_list_is_kept_beside_its_record(sheet):
    result = sheet([["企业名称", "信用代码", "营业状态"], ["宁波示例甲科技有限公司", A, "冬眠"]])
    assert result.fields("firm")[0]["op_status"] == "冬眠"
    assert result.flags == {2: {"not_in_list"}}
    raw = next(block for block in result.plan.blocks if block.form == "raw_text")
    uid = result.records("firm")[0]["uid"]
    assert raw.rows[0][2:] == ("firm", uid, "op_status", "冬眠", "not_in_list")


def test_that_a_date_without_its_day_is_kept_as_it_is(sheet):
    result = sheet(
        [["企业名称", "信用代码", "成立日期"], ["宁波示例甲科技有限公司", A, "2015年6月"]]
    )
    assert result.fields("firm")[0]["found_date"] == "2015-06"
    assert result.flags == {2: {"partial_date"}}


def test_that_text_where_a_number_belongs_rejects_the_row(sheet):
    result = sheet(
        [["企业名称", "信用代码", "注册资本（万元）"], ["宁波示例甲科技有限公司", A, "见附件"]]
    )
    assert result.rejected == {2: "not_a_number"}
    entry = result.entries[0]
    assert entry["cells"] == ["C2"]
    assert "见附件" not in entry["reason"]


def test_that_a_person_decides_about_a_column(workbook, read):
    rows = [["企业名称", "信用代码", "额度"], ["宁波示例甲科技有限公司", A, 3]]
    path = workbook(名录=rows)
    assert read(path).preview.sheets[0].mapping.columns[2].reason == "unknown"
    choices = {("表.xlsx", "名录"): {2: Choice("firm", "reg_capital", "亿元")}}
    result = read(path, choices=choices)
    assert result.fields("firm")[0]["reg_capital"] == "30000"
    assert result.flags == {}
    left = read(path, left_out=frozenset({("表.xlsx", "名录")}))
    assert left.preview.sheets[0].mapping.why_not == "left_out"
    assert left.count(Outcome.SKIPPED) == 2


def test_that_a_record_of_two_groups_of_columns_is_listed_once(sheet):
    rows = [
        ["2023年1-6月"],
        ["企业名称", "信用代码", "1-6月营业收入（千元）", "从业人员"],
        ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 120, 7],
    ]
    assert sheet(rows).fields("firm_period") == [{"revenue": "120", "staff_end": "7"}]


def test_that_the_preview_of_a_small_sheet_keeps_no_object_from_being_collected(sheet):
    before = gc.get_freeze_count()
    sheet([["企业名称", "统一社会信用代码"], ["宁波示例甲科技有限公司", A]])
    assert gc.get_freeze_count() == before
    assert gc.isenabled()


def test_that_a_workbook_without_a_table_has_a_line(read, workbook):
    letter = [["关于报送2023年企业情况的函"], ["各有关企业："], ["请于3月底前报送。"]]
    path = workbook("函.xlsx", 函=letter, 附件=[["略"]])
    (one,) = read(path).entries
    assert (one["file"], one["error"]) == ("函.xlsx", "unsupported")
    assert "函：说明，不是数据" in one["message"]
    assert "附件：" in one["message"]
    left = frozenset({("函.xlsx", "函"), ("函.xlsx", "附件")})
    assert not read(path, left_out=left).entries
