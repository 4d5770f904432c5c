"""Sheets that an office put together: lists, forms and totals below or beside each other."""

from __future__ import annotations

import pytest
import xlsxwriter
from golden_sheets.grid import CODES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

A, B = ("宁波示例甲有限公司", CODES["A"]), ("宁波示例乙有限公司", CODES["B"])
CODED = ["企业名称", "统一社会信用代码"]
PARTS = {
    "figures": [["2022年企业经营情况（单位：万元）"], [*CODED, "营业收入"], [*A, 1200], [*B, 800]],
    "years": [["规上企业研发情况"], ["企业名称", "2021年研发费用（元）", "2022年研发费用（元）"],
              [A[0], 510000, 620000], [B[0], 90000, 80000]],
    "certificates": [["高新技术企业名单"], ["证书编号", "发证日期", *CODED],
                     ["GR202033100001", "2020-12-01", *A], ["GR202133100002", "2021-12-10", *B]],
    "filings": [["2023年浙江省科技型中小企业名单"], ["序号", *CODED], [1, *A], [2, *B]],
    "patents": [["授权专利台账"], ["专利号", "专利名称", "专利权人"],
                ["ZL202110123456.7", "一种锅", A[0]], ["ZL202120123456.2", "一种盖", B[0]]],
    "totals": [["海曙区科技指标完成情况"], ["指标", "2021年", "2022年"],
               ["发明专利授权量（件）", 2010, 2022], ["高新技术企业数", 300, 310]],
    "places": [["宁波市2023年上半年科技指标统计表"], ["区县", "PCT专利申请量", "高企净增数（家）"],
               ["江北区", 2011, 40], ["海曙区", 1999, 43], ["镇海区", 31, 2023]],
    "carriers": [["孵化器在孵企业数"], ["孵化器名称", "2021年", "2022年"],
                 ["甬创科技企业孵化器", 40, 45], ["云谷科技企业孵化器", 31, 30]],
    "firms across": [["企业利润总额（万元）"], ["年份", A[0], B[0]], ["2021年", 12, 13],
                     ["2022年", 14, 2015]],
    "card": [["企业情况登记表"], ["企业名称", B[0]], ["统一社会信用代码", B[1]],
             ["2023年营业收入（万元）", 700], ["2023年从业人员（人）", 45]],
}  # fmt: skip
SEEN = ("unit_total", "firm_period", "rd_activity", "hte_cert", "tech_sme", "patent", "incubator")


@pytest.fixture
def firms(stock):
    for uid, (name, code) in zip("ab", (A, B), strict=True):
        stock.put("firm", uid, name=name, uscc=code, name_key=name, reporting_unit="330203")
    return stock


def records(found):
    """Return what was read, whatever else stands in the sheet."""
    assert not found.rejected
    uids = {one["uid"]: one["fields"].get("name", "") for one in found.entries if "uid" in one}
    uids |= {"a": A[0], "b": B[0]}
    return sorted(
        (one["form"], one.get("period", ""), uids.get(one.get("parent"), one.get("parent", "")),
         *sorted(one["fields"].items()))
        for one in found.entries if one.get("form") in SEEN
    )  # fmt: skip


def below(parts, gaps):
    rows = []
    for part, gap in zip(parts, gaps, strict=True):
        rows += [[]] * (gap if rows else 0) + part
    return rows


def beside(left, right, gap):
    width = max(map(len, left)) + gap
    high = max(len(left), len(right))
    own = [*left, *([[]] * (high - len(left)))]
    other = [*right, *([[]] * (high - len(right)))]
    return [row + [None] * (width - len(row)) + more for row, more in zip(own, other, strict=True)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_that_parts_below_each_other_are_read_as_each_alone(sheet, firms, data):
    names = data.draw(st.permutations(sorted(PARTS)))[: data.draw(st.integers(2, 3))]
    gaps = [data.draw(st.integers(0, 2)) for _name in names]
    alone = [records(sheet(PARTS[name], existing=firms)) for name in names]
    found = records(sheet(below([PARTS[name] for name in names], gaps), existing=firms))
    assert found == sorted(one for part in alone for one in part)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_that_parts_beside_each_other_are_read_as_each_alone(sheet, firms, data):
    names = data.draw(st.permutations(sorted(PARTS)))[:2]
    alone = [records(sheet(PARTS[name], existing=firms)) for name in names]
    rows = beside(*(PARTS[name] for name in names), data.draw(st.integers(1, 2)))
    assert records(sheet(rows, existing=firms)) == sorted(one for part in alone for one in part)


def test_that_numbered_tables_below_a_list_are_a_part_of_their_own(sheet, firms):
    totals = [["一、发明专利授权量"], ["区县", "2021年", "2022年"], ["海曙区", 2010, 2022],
              ["江北区", 12, 14], ["二、高新技术企业数"], ["区县", "2021年", "2022年"],
              ["海曙区", 300, 310], ["江北区", 90, 95]]  # fmt: skip
    found = records(sheet([*PARTS["certificates"], *totals], existing=firms))
    alone = [records(sheet(rows, existing=firms)) for rows in (PARTS["certificates"], totals)]
    assert found == sorted(alone[0] + alone[1])
    assert len(found) == 6


def test_that_tables_of_a_form_are_of_its_firm(sheet, firms):
    rows = [*PARTS["card"], ["主要经济指标情况表"], ["指标", "2021年", "2022年"],
            ["利润总额（万元）", 12, 14], ["研发费用（万元）", 20, 21]]  # fmt: skip
    found = sheet(rows, existing=firms)
    assert {one["parent"] for one in found.entries if one["form"] != "firm"} == {"b"}


@pytest.mark.parametrize("line", ["一、重新认定", "一、2020年"])
def test_that_numbered_groups_of_a_list_are_its_own(sheet, firms, line):
    title, heads, *rows = PARTS["certificates"]
    found = sheet([title, heads, [line], rows[0], heads, rows[1]], existing=firms)
    assert len(found.records("hte_cert")) == 2


def test_that_labels_glued_to_their_values_title_nothing(sheet, firms):
    rows = [["企业情况表"], *(
        row for (name, code), profit in ((A, 11), (B, 12)) for row in (
            [f"企业名称：{name}", f"信用代码：{code}"], ["2023年研发人员数：9"],
            [f"2023年利润总额（万元）：{profit}"], ["2023年营业收入（万元）：900"], [],
        )
    )]  # fmt: skip
    found = sheet(rows, existing=firms)
    read = {one["parent"]: one["fields"] for one in found.records("firm_period")}
    assert read["a"] == {"total_profit": "110", "revenue": "9000"}
    assert read["b"] == {"total_profit": "120", "revenue": "9000"}


def test_that_a_list_whose_title_and_heading_come_again_is_one(sheet, firms):
    first, heads, *rows = PARTS["figures"]
    found = sheet([first, heads, rows[0], [], first, heads, rows[1]], existing=firms)
    assert len(found.preview.sheets) == 1
    assert len(found.records("firm_period")) == 2


def test_that_a_part_takes_no_year_of_the_one_beside_it(sheet, firms):
    filings = [["省科技型中小企业名单"], *PARTS["filings"][1:]]
    found = sheet(beside(PARTS["figures"], filings, 1), existing=firms)
    assert not found.records("tech_sme")
    assert "firm_alone" in found.flags[3] & found.flags[4]


def test_that_a_line_above_parts_beside_each_other_is_of_each(sheet, firms):
    left, right = ([[title], *rows] for title, *rows in (
        ("企业经营情况", *PARTS["figures"][1:]), ("省科技型中小企业名单", *PARTS["filings"][1:])
    ))  # fmt: skip
    found = sheet([["海曙区2022年资料汇编（万元）"], *beside(left, right, 1)], existing=firms)
    assert {one["period"] for one in found.records("firm_period")} == {"2022"}
    assert {one["year"] for one in found.fields("tech_sme")} == {"2022"}


def test_that_a_part_beyond_the_first_rows_is_read(sheet, firms):
    title, heads, *rows = PARTS["figures"]
    long = [title, heads, *([[*A, 1000 + n] for n in range(150)]), rows[1]]
    found = sheet([*long, [], *PARTS["totals"]], existing=firms)
    assert [one["row"] for one in found.records("unit_total")] == [157, 157, 158, 158]


def test_that_cells_merged_in_one_part_are_no_matter_to_those_beside_it(read, tmp_path, firms):
    left = [["授权专利台账"], ["一、发明专利"], *PARTS["patents"][1:3], ["二、实用新型"],
            PARTS["patents"][1], PARTS["patents"][3]]  # fmt: skip
    right = [["2022年企业经营情况"], ["企业名称", "地址", "营业收入（万元）"], [A[0], "高桥", 1200],
             [B[0], "石碶", 800]]  # fmt: skip
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        tab = book.add_worksheet()
        for number, row in enumerate(beside(left, right, 1)):
            tab.write_row(number, 0, row)
        tab.merge_range(3, 5, 5, 5, "石碶")
    found = read(tmp_path / "表.xlsx", existing=firms)
    assert [(one["row"], one["fields"]["ptype"]) for one in found.records("patent")] == [
        (4, "1"), (7, "2")]  # fmt: skip


def test_that_further_tables_of_a_part_are_in_its_unit(sheet, firms):
    carriers = [["孵化器情况表（单位：元）"], ["一、2022年"], ["孵化器名称", "总收入"],
                ["甬创科技企业孵化器", 20140000], ["二、2023年"], ["孵化器名称", "总收入"],
                ["甬创科技企业孵化器", 18040000]]  # fmt: skip
    found = sheet([*PARTS["figures"], [], *carriers], existing=firms)
    assert [one["income"] for one in found.fields("incubator")] == ["20140", "18040"]


PROFITS = [["2021年企业利润（千元）"], ["企业名称", "利润总额"], [A[0], 12]]
CONTACTS = [["各镇街道联系人"], ["镇街道", "联系人", "电话"], ["石碶街道", "王芳", "0574-87654321"]]


def test_that_a_table_of_something_else_beside_a_list_says_nothing_of_its_firms(sheet, firms):
    found = sheet(beside(PARTS["figures"], CONTACTS, 1), existing=firms)
    assert [one["fields"] for one in found.records("firm")] == [
        {"name": name, "uscc": code} for name, code in (A, B)
    ]
    assert [one.mapping.why_not for one in found.preview.sheets] == ["", "no_key"]


def test_that_contacts_behind_an_empty_column_are_those_of_each_row(sheet, firms):
    title, heads, *rows = PARTS["figures"]
    contacts = [["联系方式"], ["联系人", "电话"], ["王芳", "13805741234"], ["李强", "13805741235"]]
    found = sheet(beside([title, heads, *rows], contacts, 1), existing=firms)
    assert [one["contact"] for one in found.fields("firm")] == ["王芳", "李强"]


def test_that_a_part_may_begin_beside_rows_of_another(sheet, firms):
    right = [
        [],
        [],
        [],
        ["2021年企业利润（千元）"],
        ["企业名称", "利润总额"],
        [A[0], 12],
        [B[0], 13],
    ]
    found = sheet(beside(PARTS["figures"], right, 1), existing=firms)
    assert [(one["row"], one["period"]) for one in found.records("firm_period")] == [
        (3, "2022"), (4, "2022"), (6, "2021"), (7, "2021")]  # fmt: skip


def test_that_what_is_carried_on_at_the_right_is_of_the_same_year(sheet, firms):
    title, heads, first, second = PARTS["figures"]
    found = sheet(beside([title, heads, first], [["续表"], heads, second], 1), existing=firms)
    read = found.records("firm_period")
    assert {(one["period"], one["fields"]["revenue"]) for one in read} == {
        ("2022", "12000"), ("2022", "8000")}  # fmt: skip


def test_that_tables_beside_each_other_at_the_end_are_read(sheet, firms):
    ends = beside(
        PARTS["certificates"], [["2021年企业利润（千元）"], ["企业名称", "利润总额"], [A[0], 12]], 1
    )
    found = sheet([*PARTS["figures"], [], *ends], existing=firms)
    assert len(found.records("hte_cert")) == 2
    assert [one["period"] for one in found.records("firm_period")] == ["2022", "2022", "2021"]


@pytest.mark.parametrize("number", ["（一）{}", "1、{}", "表一 {}", "附件1：{}"])
def test_that_parts_may_be_numbered(sheet, firms, number):
    names = ["places", "firms across", "certificates", "patents"]
    second = number.replace("一", "二").replace("1", "2")
    parts = [
        [[(number, second)[place % 2].format(title[0])], *rows]
        for place, (title, *rows) in enumerate(PARTS[name] for name in names)
    ]
    alone = [one for name in names for one in records(sheet(PARTS[name], existing=firms))]
    assert records(sheet(below(parts, [0, 1, 1, 0]), existing=firms)) == sorted(alone)


def test_that_numbered_tables_are_of_the_firm_that_the_sheet_names(sheet, firms):
    rows = [["企业专利情况表"], [f"填报单位：{A[0]}", None, "填报日期：2024年2月"],
            ["一、已授权专利"], ["专利名称", "专利号", "授权公告日"],
            ["一种锅", "ZL202110123456.7", "2023-05-05"],
            ["二、已受理专利"], ["专利名称", "申请号", "申请日"],
            ["一种盖", "202120123456.2", "2021-04-04"]]  # fmt: skip
    found = sheet(rows, existing=firms)
    assert [one["parent"] for one in found.records("patent")] == ["a", "a"]


def test_that_parts_beside_each_other_may_stand_below_another(sheet, firms):
    names = ["totals", "years", "carriers"]
    alone = [one for name in names for one in records(sheet(PARTS[name], existing=firms))]
    ends = beside(PARTS["years"], PARTS["carriers"], 1)
    found = records(sheet([*PARTS["totals"], [], *ends], existing=firms))
    assert found == sorted(alone)


def test_that_names_alone_above_a_part_keep_their_year(sheet, firms):
    names = [["2023年浙江省科技型中小企业名单"], ["企业名称"], [A[0]], [B[0]]]
    carriers = [["2021年孵化器情况（万元）"], ["孵化器名称", "总收入"], ["甬创科技企业孵化器", 20]]
    found = sheet([*names, [], *carriers], existing=firms)
    assert [one["year"] for one in found.fields("tech_sme")] == ["2023", "2023"]
    assert [one["period"] for one in found.records("incubator")] == ["2021"]


def test_that_cells_merged_in_blank_columns_at_the_left_are_no_matter(read, tmp_path, firms):
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        tab = book.add_worksheet()
        for number, row in enumerate(PARTS["figures"]):
            tab.write_row(number, 2, row)
        tab.merge_range(1, 0, 3, 1, "")
    assert len(read(tmp_path / "表.xlsx", existing=firms).records("firm_period")) == 2
