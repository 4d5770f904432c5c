"""Rows that are no records, and rows that take over what stands above them."""

from __future__ import annotations

import pytest
import xlsxwriter

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
C = "91330206MA2TE5T36H"
D = "91330211MA2TE5T44K"
FIRST, SECOND = "宁波示例甲科技有限公司", "宁波示例乙机械有限公司"
THIRD, FOURTH = "宁波示例丙电子有限公司", "宁波示例丁新材料有限公司"
TITLE = ["2023年企业研发情况（单位：万元）"]
HEAD = ["序号", "企业名称", "信用代码", "研发费用合计", "研发人员合计"]


def sums(result):
    """Return what is said of sums: row, cell, read, other."""
    return [
        (entry["row"], one.get("cell", ""), one["read"], one["other"])
        for entry in result.entries
        if entry.get("skipped")
        for one in entry["remarks"]
    ]


def test_that_a_sum_that_is_not_that_of_its_rows_is_told(sheet):
    result = sheet(
        [
            TITLE,
            HEAD,
            [1, FIRST, A, 10.5, 5],
            [2, SECOND, B, 20, 6],
            ["合 计", None, None, 30.5, 12],
        ]
    )
    assert sums(result) == [(5, "E5", "12", "11")]
    [entry] = [entry for entry in result.entries if entry.get("skipped")]
    assert entry["skipped"] == "total"
    assert entry["flags"] == ["sum_differs"]


def test_that_each_group_is_summed_and_the_whole_too(sheet):
    result = sheet(
        [
            TITLE,
            HEAD,
            [1, FIRST, A, 10, 5],
            [2, SECOND, B, 20, 6],
            ["小计", None, None, 30, 11],
            [3, THIRD, C, 5, 1],
            [4, FOURTH, D, 6, 2],
            ["小　计", None, None, 12, 3],
            ["总计", None, None, 41, 15],
        ]
    )
    assert sums(result) == [(8, "D8", "12", "11"), (9, "E9", "15", "14")]


def test_that_a_sum_may_stand_above_its_rows(sheet):
    rows = [TITLE, HEAD, [None, "合计", None, 30, 11], [1, FIRST, A, 10, 5], [2, SECOND, B, 20, 6]]
    assert sums(sheet(rows)) == []
    rows[2][3] = 31
    assert sums(sheet(rows)) == [(3, "D3", "31", "30")]


def test_that_rounding_and_unread_figures_make_no_difference(sheet):
    rows = [
        TITLE,
        HEAD,
        [1, FIRST, A, 10.333, 5],
        [2, SECOND, B, 20.333, 6],
        ["合计", None, None, 30.67, 11],
    ]
    assert sums(sheet(rows)) == []
    rows[2][3] = "见附件"
    assert sums(sheet(rows)) == []


def test_that_a_sum_counts_its_rows(sheet):
    rows = [TITLE, HEAD, [1, FIRST, A, 10, 5], [2, SECOND, B, 20, 6], ["合计（3家）"]]
    assert sums(sheet(rows)) == [(5, "", "合计(3家)", "2")]
    rows[4] = ["合计：2家", None, None, 30, 11]
    assert sums(sheet(rows)) == []


@pytest.mark.parametrize(
    "name",
    [
        "其中：规上企业", "规下企业", "平均", "同比增长（%）", "占全市比重", "上年同期", "承前页",
        "过次页", "本页小计", "全市合计", "合计：", "总　计（4家）",
    ],
)  # fmt: skip
def test_that_what_sums_or_compares_is_no_record(sheet, name):
    rows = [TITLE, HEAD, [1, FIRST, A, 10, 5], [None, name, None, 99, 9], [2, SECOND, B, 20, 6]]
    result = sheet(rows)
    assert result.skipped == {4: "total"}
    assert result.rejected == {}


@pytest.mark.parametrize(
    "name",
    ["签字笔制造（宁波）有限公司", "审核通管理咨询有限公司", "合计电子厂", "宁波小计研究院",
     "示例检测技术有限公司", "备注软件有限公司", "注塑机械合作社"],
)  # fmt: skip
def test_that_a_name_is_no_sum_and_no_line_to_sign(sheet, name):
    result = sheet([["企业名称", "地址"], [FIRST, "示例路1号"], [name, "示例路2号"]])
    assert [f["name"] for f in result.fields("firm")] == [FIRST, name]
    assert result.skipped == {}


def test_that_numbered_rows_without_more_are_blank(sheet):
    rows = [HEAD, [1, FIRST, A, 10, 5], [2], ["3"], [4, None, " "]]
    result = sheet([TITLE, *rows])
    assert result.skipped == {4: "blank", 5: "blank", 6: "blank"}


def test_that_notes_below_a_table_are_no_records(sheet):
    result = sheet(
        [
            TITLE,
            HEAD,
            [1, FIRST, A, 10, 5],
            ["说明："],
            [None, "1.“研发费用”按《研究开发费用归集办法》填报"],
            [None, "（2）带*的由规上企业填报"],
            [None, "表内审核："],
            [None, "3≥4"],
        ]
    )
    assert set(result.skipped.values()) == {"note"}
    assert result.rejected == {}


def test_that_a_made_up_row_is_an_example(sheet):
    rows = [TITLE, HEAD, [1, "XX公司", "91330203XXXXXXXXXX", 10, 5], [2, FIRST, A, 10, 5]]
    assert sheet(rows).skipped == {3: "example"}


def test_that_a_number_that_hides_its_middle_makes_no_example(sheet):
    head = ["企业名称", "联系电话", "法定代表人"]
    result = sheet(
        [["企业名录"], head, [FIRST, "138****1234", "示甲"], ["某某", "138****1234", "某某"]]
    )
    assert result.skipped == {4: "example"}
    assert result.fields("firm")[0]["name"] == FIRST


def test_that_a_firm_below_the_line_to_sign_is_still_a_record(sheet):
    result = sheet(
        [
            ["企业名称", "地址"],
            [FIRST, "示例路1号"],
            ["填表人：某", "审核：某"],
            [SECOND, "示例路2号"],
            ["某某", "某"],
        ]
    )
    assert [f["name"] for f in result.fields("firm")] == [FIRST, SECOND]
    assert result.skipped == {3: "sign_off", 5: "after_sign_off"}


def test_that_lines_between_rows_say_district_town_and_year(sheet):
    result = sheet(
        [
            ["企业研发情况（单位：千元）"],
            HEAD,
            ["一、海曙区（1家）"],
            ["2022年"],
            [1, FIRST, A, 10, 5],
            ["二、江北区（2家）"],
            ["示例街道"],
            ["2023年"],
            [2, SECOND, B, 20, 6],
            [None, "示例镇"],
            [3, THIRD, C, 30, 7],
        ]
    )
    assert [(f["reporting_unit"], f.get("town")) for f in result.fields("firm")] == [
        ("330203", None),
        ("330205", "示例街道"),
        ("330205", "示例镇"),
    ]
    assert [(r["row"], r["period"]) for r in result.records("rd_activity")] == [
        (5, "2022"),
        (9, "2023"),
        (11, "2023"),
    ]


def test_that_a_line_between_rows_gives_a_code_that_no_column_gives(sheet):
    result = sheet(
        [
            ["企业名称", "信用代码", "研发机构名称", "认定文号"],
            ["一、省级企业研究院（1家）"],
            [FIRST, A, "示例研究院", "示例文1号"],
            ["二、市级企业工程（技术）中心"],
            [SECOND, B, "示例中心", "示例文2号"],
        ]
    )
    kinds = [(f["kind"], f["level"]) for f in result.fields("rd_institution")]
    assert kinds == [("03", "2"), ("02", "3")]


def test_that_cells_merged_downwards_hold_for_all_their_rows(tmp_path, read):
    book = xlsxwriter.Workbook(str(tmp_path / "表.xlsx"))
    tab = book.add_worksheet()
    tab.write_row(0, 0, ["2023年研发项目（单位：千元）"])
    tab.write_row(1, 0, ["企业名称", "信用代码", "项目名称", "项目经费支出"])
    tab.merge_range(2, 0, 4, 0, FIRST)
    tab.merge_range(2, 1, 4, 1, A)
    tab.merge_range(2, 3, 3, 3, 100)
    tab.write_column(2, 2, ["示例一", "示例二", "示例三"])
    tab.write(4, 3, 7)
    book.close()
    result = read(tmp_path / "表.xlsx")
    assert [f.get("cost") for f in result.fields("rd_project")] == ["100", None, "7"]
    assert {r["parent"] for r in result.records("rd_project")} == {result.records("firm")[0]["uid"]}
    assert result.rejected == {}
    assert result.flags == {3: {"merged_figure"}, 4: {"merged_figure"}}


@pytest.mark.parametrize("mark", ["（示例）{}", "例：{}", "【样例】{}", "(举例) {}"])
def test_that_a_name_marked_as_an_example_is_none_for_all_its_sound_code(sheet, mark):
    rows = [mark.format("杭州某饮料集团有限公司"), A], ["例三（宁波）科技有限公司", B]
    result = sheet([["企业名称", "信用代码"], *rows])
    assert [f["name"] for f in result.fields("firm")] == ["例三（宁波）科技有限公司"]
    assert result.skipped == {2: "example"}


def test_that_ditto_marks_take_the_cell_above(sheet):
    result = sheet(
        [
            ["企业名称", "信用代码", "证书编号", "发证日期", "有效期至"],
            [FIRST, A, "GR202333100001", "2023-12-08", "2026-12-07"],
            ["同上", "〃", "GR202333100002", "2020-12-08", "同上"],
        ]
    )
    assert [f["expire_date"] for f in result.fields("hte_cert")] == ["2026-12-07"] * 2
    assert len({r["parent"] for r in result.records("hte_cert")}) == 1
    assert result.flags == {}


def test_that_a_firm_named_once_holds_for_the_rows_below_with_a_flag(sheet):
    result = sheet(
        [
            ["2023年研发项目（单位：千元）"],
            ["企业名称", "信用代码", "项目名称", "项目经费支出"],
            [FIRST, A, "示例一", 1],
            [None, None, "示例二", 2],
            [SECOND, B, "示例三", 3],
            ["", "", "示例四", 4],
            [None, None, None, 5],
        ]
    )
    assert len(result.records("rd_project")) == 4
    firms = {r["uid"]: r["fields"]["uscc"] for r in result.records("firm")}
    assert [firms[r["parent"]] for r in result.records("rd_project")] == [A, A, B, B]
    assert result.flags == {4: {"from_above"}, 6: {"from_above"}}
    assert result.rejected == {7: "no_identity"}


def test_that_a_firm_alone_in_its_row_holds_for_the_projects_below(read, workbook):
    projects = [
        ["2023年研发项目（单位：千元）"],
        ["项目名称", "项目来源", "项目经费支出"],
        [FIRST],
        ["示例一", "1", 1],
        ["示例二", "1", 2],
        ["二、" + SECOND],
        ["示例三", "2", 3],
    ]
    firms = [["企业名称", "信用代码"], [FIRST, A], [SECOND, B]]
    result = read(workbook(项目=projects, 名录=firms))
    codes = {r["uid"]: r["fields"].get("uscc") for r in result.records("firm")}
    assert [codes[r["parent"]] for r in result.records("rd_project")] == [A, A, B]
    assert {row for row, why in result.skipped.items() if why == "note"} == {3, 6}


def test_that_a_numbered_firm_of_a_list_is_a_firm(sheet):
    rows = [["企业名称", "地址"], ["一、" + FIRST], ["二、" + SECOND, "示例路2号"]]
    assert len(sheet(rows).records("firm")) == 2


HEADING = ["序号", "企业名称", "研发费用（千元）", "备注"]
ABOVE = ["海曙区2023年度研发费用"]


def read_rows(sheet, *rows):
    return sheet([ABOVE, HEADING, [1, "宁波示例甲有限公司", 100, ""], *rows])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合 计", "", 300, ""], "total"),
        (["", "海曙区 小计", 300, ""], "total"),
        (["", "5家", 300, ""], None),
        (["承前页", "", 300, ""], "total"),
        (["", "其中：规上企业", 200, ""], "total"),
        (["", "同比增长（%）", 12.5, ""], "total"),
        (["", "占全市比重", 3, ""], "total"),
        (["制表：张三", "", "", ""], "sign_off"),
        (["填表人 张三", "", "统计负责人：李四", ""], "sign_off"),
        (["负责人：李", "", "", "填表人：王"], "sign_off"),
        (["", "负责人(签字)", "", ""], "sign_off"),
        (["审核关系：", "", "", ""], "note"),
        (["示例", "宁波示例乙有限公司", 5, ""], "example"),
        ([7, "", "", ""], "blank"),
    ],
)
def test_that_a_row_is_told_from_records(sheet, row, reason):
    assert read_rows(sheet, row).skipped.get(4) == reason


@pytest.mark.parametrize(
    "row",
    [
        [2, "签字笔制造（宁波）有限公司", 90, ""],
        [2, "审核通管理咨询有限公司", 90, ""],
        [2, "宁波示例乙有限公司", 90, "合计：5项"],
        [2, "其中：宁波示例乙有限公司", 90, ""],
    ],
)
def test_that_a_firm_is_no_total_and_no_sign_off(sheet, row):
    result = read_rows(sheet, row, [3, "宁波示例丁有限公司", 80, ""])
    assert result.skipped == {}


def test_that_numbered_rows_at_the_end_are_blank_and_empty_ones_are_none(sheet):
    result = read_rows(sheet, [2, "", "", ""], [3, "", "", ""], ["", "", "", ""])
    assert result.skipped == {4: "blank", 5: "blank"}


@pytest.mark.parametrize(
    ("tab", "title"),
    [("样表", "企业信息表"), ("Sheet1", "企业信息表（样表）"), ("填写示例", "企业信息表")],
)
def test_that_a_sheet_that_shows_how_one_fills_in_is_passed_over(sheet, tab, title):
    rows = [[title], ["企业名称", "信用代码"], ["某某有限公司", "91330200XXXXXXXXXX"]]
    result = sheet(rows, tab=tab)
    assert [one.get("error") for one in result.entries] == ["unsupported"]
    assert set(result.skipped.values()) == {"example"}


def test_that_a_line_that_points_to_another_table_is_no_record(sheet):
    rows = [
        ["2023年企业研发项目情况（单位：千元）"],
        ["单位详细名称：宁波示例甲有限公司", "", "信用代码：91330203MA2TE5T1XB"],
        ["序号", "项目名称", "项目起始日期", "项目完成日期", "项目经费支出"],
        [1, "示例项目", "202301", "202312", 300],
        ["607-2表相关指标见另表", "", "—", "—", 0],
        ["{{$list", "t.name", "t.begin", "t.end", "t.cost}}"],
    ]
    assert sheet(rows).skipped == {5: "note", 6: "example"}


def test_that_a_row_without_a_name_is_not_passed_over(sheet):
    rows = [
        ["企业名称", "信用代码", "研发费用（2023年，千元）", "说明栏"],
        ["", "", 300, "新增的一家企业"],
        ["", "", 0, "未填的一家企业"],
    ]
    assert set(sheet(rows).rejected) == {2, 3}
