"""Which tables a sheet holds, and which form each of them is."""

from __future__ import annotations

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
C = "91330206MA2TE5T36H"


def test_that_a_person_says_which_form_a_sheet_holds(sheet):
    rows = [
        ["2023年"],
        ["企业名称", "信用代码", "研发费用（万元）"],
        ["宁波示例甲科技有限公司", A, 1],
    ]
    assert [r["form"] for r in sheet(rows).entries] == ["firm", "rd_activity"]
    said = sheet(rows, forms={("表.xlsx", "Sheet1"): "super_deduction"})
    assert [r["form"] for r in said.entries] == ["firm", "super_deduction"]
    none = sheet(rows, forms={("表.xlsx", "Sheet1"): ""})
    assert none.preview.sheets[0].mapping.why_not == "left_out"


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


def test_that_a_table_below_another_is_read_with_its_own_heading(sheet):
    result = sheet(
        [
            ["海曙区2023年企业研发情况"],
            ["企业名称", "信用代码", "研发费用合计（万元）"],
            [FIRST, A, 10],
            [SECOND, B, 20],
            ["合计", None, 30],
            [],
            ["2022年企业专利情况"],
            ["信用代码", "企业名称", "当年专利申请数", "研发人员合计"],
            [A, FIRST, 3, 5],
        ]
    )
    assert figures(result) == [
        (3, "2023", {"rd_total": "100"}),
        (4, "2023", {"rd_total": "200"}),
        (9, "2022", {"patent_applications": "3", "rd_staff": "5"}),
    ]
    assert [(s.name, s.part, s.key[1]) for s in result.preview.sheets] == [
        ("Sheet1", 1, "Sheet1"),
        ("Sheet1", 2, "Sheet1[2]"),
    ]
    assert result.skipped == {5: "total"}


def test_that_a_further_table_takes_over_what_the_sheet_says(sheet):
    result = sheet(
        [
            ["江北区2023年企业研发情况（单位：万元）"],
            ["企业名称", "信用代码", "研发费用合计"],
            [FIRST, A, 10],
            ["附表：人员"],
            ["企业名称", "信用代码", "研发人员合计", "人员人工费用"],
            [SECOND, B, 20, 3],
        ]
    )
    assert figures(result)[1] == (6, "2023", {"rd_staff": "20", "staff_cost": "30"})
    firms = [fields for _row, form, _p, fields in said(result) if form == "firm"]
    assert [firm["reporting_unit"] for firm in firms] == ["330205", "330205"]


def test_that_headings_and_titles_of_every_printed_page_are_passed_over(sheet):
    head = ["序号", "企业名称", "信用代码", "研发费用合计（万元）"]
    title = ["海曙区2023年企业研发情况"]
    result = sheet(
        [
            title,
            head,
            [1, FIRST, A, 10],
            ["第1页 共2页"],
            title,
            head,
            [2, SECOND, B, 20],
            ["单位负责人：某", None, "填表人：某"],
            title,
            head,
            [3, THIRD, C, 30],
        ]
    )
    assert [row for row, _p, _f in figures(result)] == [3, 7, 11]
    assert len(result.preview.sheets) == 1
    assert set(result.skipped.values()) == {"heading", "sign_off"}


def test_that_a_title_above_a_repeated_heading_says_what_holds_from_there(sheet):
    head = ["企业名称", "信用代码", "研发费用合计"]
    result = sheet(
        [
            ["海曙区2022年企业研发情况（单位：万元）"],
            head,
            [FIRST, A, 10],
            [],
            ["江北区2023年企业研发情况", None, "单位：元"],
            head,
            [SECOND, B, 20000],
        ]
    )
    assert figures(result) == [(3, "2022", {"rd_total": "100"}), (7, "2023", {"rd_total": "20"})]
    firms = [fields for _row, form, _p, fields in said(result) if form == "firm"]
    assert [firm["reporting_unit"] for firm in firms] == ["330203", "330205"]


def test_that_a_list_in_two_columns_of_blocks_is_read_in_both(sheet):
    head = ["序号", "企业名称", "信用代码"]
    result = sheet(
        [
            ["企业名录"],
            [*head, *head],
            [1, FIRST, A, 2, SECOND, B],
            [3, THIRD, C, None, None, None],
        ]
    )
    firms = [(row, f["name"], f["uscc"]) for row, form, _p, f in said(result) if form == "firm"]
    assert firms == [(3, FIRST, A), (4, THIRD, C), (3, SECOND, B)]
    assert result.flags == {}
    assert result.preview.sheets[1].mapping.columns[4].form == "firm"


def test_that_different_tables_stand_side_by_side(sheet):
    result = sheet(
        [
            ["2023年研发情况", None, None, None, "专利台账"],
            ["企业名称", "信用代码", "研发人员合计", None, "申请号", "专利名称"],
            [FIRST, A, 5, None, "201710601862.3", "一种示例装置"],
            [None, None, None, None, "97101765.4", "一种示例夹具"],
            ["合计", None, 5],
        ]
    )
    assert figures(result) == [(3, "2023", {"rd_staff": "5"})]
    assert [f["title"] for _r, form, _p, f in said(result) if form == "patent"] == [
        "一种示例装置",
        "一种示例夹具",
    ]
    assert result.rejected == {}


def test_that_a_short_summary_beside_a_list_says_nothing_of_its_rows(sheet):
    rows = [
        ["企业名称", "信用代码", "地址", None, "所属区", "企业数"],
        [FIRST, A, "示例路1号", None, "江北区", 1],
        [SECOND, B, "示例路2号", None, "合计", 1],
        [THIRD, C, "示例路3号"],
        ["宁波示例丁有限公司", "91330211MA2TE5T44K", "示例路4号"],
    ]
    result = sheet(rows)
    assert {f["reporting_unit"] for f in result.fields("firm")} == {"330203"}


def test_that_an_empty_column_within_a_table_parts_nothing(sheet):
    rows = [["企业名称", "信用代码", None, "地址"], [FIRST, A, None, "示例路1号"], [SECOND, B]]
    result = sheet(rows)
    assert len(result.preview.sheets) == 1
    assert result.fields("firm")[0]["address"] == "示例路1号"


def test_that_the_first_table_is_not_lost_to_a_wider_one_below(sheet):
    wide = ["企业名称", "信用代码", "地址", "联系人", "邮政编码", "成立日期"]
    result = sheet(
        [
            ["企业名称", "信用代码"],
            [FIRST, A],
            [],
            wide,
            [SECOND, B, "示例路1号", "示某", "315000", "2015-06-18"],
        ]
    )
    assert [f["uscc"] for f in result.fields("firm")] == [A, B]


def test_that_names_of_fields_above_a_table_are_no_heading(sheet):
    result = sheet(
        [
            ["企业研究开发项目情况（107-1）", None, "2023年"],
            ["单位详细名称", FIRST, "统一社会信用代码", A],
            ["项目名称", "项目来源", "项目经费支出（千元）", "政府资金（千元）"],
            ["示例项目一", "1", 10, 1],
        ]
    )
    assert figures(result, "rd_project") == [
        (4, "2023", {"name": "示例项目一", "source": "1", "cost": "10", "government_funds": "1"})
    ]


def test_that_rows_that_end_before_their_headings_break_nothing(tmp_path, read):
    path = tmp_path / "表.xls"
    rows = (("1", "宁波示例甲有限公司", A, "812.35"), ("2", "宁波示例乙有限公司", B, "300"))
    body = "".join(f"<tr><td>{'<td>'.join(row)}" for row in rows)
    path.write_text(
        "<html><body><table><tr><td colspan=7>海曙区企业研发情况表（2023年度）"
        "<td rowspan=2>企业名称<td rowspan=2>信用代码<td colspan=2>研发费用（万元）<td>成立日期"
        f"<tr><td>序号<tr><td>2022年<td>2023年{body}</table></body></html>",
        "utf-8",
    )
    assert {entry["row"] for entry in read(path).entries} == {4, 5}
