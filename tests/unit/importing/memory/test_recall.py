"""What people taught comes back by the headings of a sheet."""

from __future__ import annotations

import pytest

from desktop_app.importing.memory.learned import block_of, learned
from desktop_app.importing.memory.recall import COLUMNS, FORM, Recall, fingerprint, subjects
from desktop_app.importing.model import AS_FOUND, OVER, Choice, Decision, ImportOptions

A = "91330203MA2TE5T1XB"
HEADINGS = ["企业名称", "信用代码", "本年投入合计", "研发人员"]
ROW = ["宁波示例甲科技有限公司", A, 800, 5]
KEY = ("表.xlsx", "Sheet1")
TITLE = ["海曙区2024年度企业情况"]
INPUT = {KEY: {2: Choice("rd_activity", "rd_total", "万元")}}


def rows_of(*headings, row=ROW):
    return [TITLE, list(headings), list(row)]


def keep(stock, preview):
    """Store what an import taught, as its batch would."""
    block = block_of(learned(preview), stock)
    if block is not None:
        for uid, _version, *values in block.rows:
            stock.forms[FORM] = [one for one in stock.forms.get(FORM, []) if one["uid"] != uid]
            stock.put(FORM, uid, **dict(zip(COLUMNS, values, strict=True)))
    return block


def amount(result):
    return [fields.get("rd_total") for fields in result.fields("rd_activity")]


def test_that_the_order_of_headings_does_not_change_the_fingerprint():
    assert fingerprint(HEADINGS) == fingerprint(["序号", *reversed(HEADINGS), "备注", ""])


def test_that_another_year_gives_the_same_fingerprint():
    assert fingerprint(["2023年营业收入", "名称"]) == fingerprint(["2024年营业收入", "名 称"])


def test_that_another_unit_gives_another_fingerprint():
    assert fingerprint(["研发费用（千元）"]) != fingerprint(["研发费用（万元）"])


def test_that_headings_alike_are_told_apart_by_their_turn():
    assert subjects(["收入2023年", "收入2024年", ""]) == ["收入#年", "收入#年›2", ""]


def test_that_a_corrected_column_is_known_the_next_time(sheet, stock):
    assert amount(sheet(rows_of(*HEADINGS), existing=stock)) == [None]
    first = sheet(rows_of(*HEADINGS), existing=stock, choices=INPUT)
    keep(stock, first.preview)
    later = sheet(rows_of(*HEADINGS), tab="别的名字", existing=stock)
    assert amount(first) == amount(later) == ["8000"]
    column = later.preview.sheets[0].mapping.columns[2]
    assert (column.reason, column.unit_from) == ("remembered", "remembered")


def test_that_it_is_known_wherever_the_column_stands(sheet, stock):
    keep(stock, sheet(rows_of(*HEADINGS), existing=stock, choices=INPUT).preview)
    order = [2, 3, 1, 0]
    moved = sheet(
        rows_of("序号", *(HEADINGS[n] for n in order), row=[1, *(ROW[n] for n in order)]),
        existing=stock,
    )
    assert amount(moved) == ["8000"]


def test_that_a_sheet_with_one_more_column_is_known_too(sheet, stock):
    keep(stock, sheet(rows_of(*HEADINGS), existing=stock, choices=INPUT).preview)
    wider = sheet(rows_of(*HEADINGS, "注册地址", row=[*ROW, "示例路1号"]), existing=stock)
    assert amount(wider) == ["8000"]


def test_that_a_sheet_of_other_headings_is_not_taken_for_it(sheet, stock):
    keep(stock, sheet(rows_of(*HEADINGS), existing=stock, choices=INPUT).preview)
    others = ["企业名称", "信用代码", "本年投入合计", "法定代表人", "注册地址", "营业收入（万元）"]
    other = sheet(rows_of(*others, row=[*ROW[:3], "王一", "示例路1号", 100]), existing=stock)
    assert amount(other) == []


def test_that_what_is_said_now_goes_before_what_was_said(sheet, stock):
    keep(stock, sheet(rows_of(*HEADINGS), existing=stock, choices=INPUT).preview)
    now = {KEY: {2: Choice("rd_activity", "rd_total", "千元")}}
    second = sheet(rows_of(*HEADINGS), existing=stock, choices=now)
    assert amount(second) == ["800"]
    keep(stock, second.preview)
    assert amount(sheet(rows_of(*HEADINGS), existing=stock)) == ["800"]


def test_that_a_column_left_out_stays_out(sheet, stock):
    out = {KEY: {3: Choice()}}
    keep(stock, sheet(rows_of(*HEADINGS), existing=stock, choices=out).preview)
    later = sheet(rows_of(*HEADINGS), existing=stock)
    assert later.preview.sheets[0].mapping.columns[3].form == ""


def test_that_a_sheet_left_out_stays_out_until_it_is_asked_for(sheet, stock):
    first = sheet(rows_of(*HEADINGS), existing=stock, left_out=frozenset({KEY}))
    keep(stock, first.preview)
    later = sheet(rows_of(*HEADINGS), existing=stock)
    assert later.preview.sheets[0].mapping.why_not == "left_out"
    # Another sheet with the same headings is not lost with it.
    assert sheet(rows_of(*HEADINGS), tab="二", existing=stock).records("firm")
    asked = sheet(rows_of(*HEADINGS), existing=stock, forms={KEY: AS_FOUND})
    assert asked.records("firm")
    keep(stock, asked.preview)
    assert sheet(rows_of(*HEADINGS), existing=stock).records("firm")


def test_that_the_form_of_a_sheet_is_known_the_next_time(sheet, stock):
    rows = rows_of("企业名称", "信用代码", "地址", "研发人员", row=[*ROW[:2], "示例路1号", 5])
    first = sheet(rows, existing=stock, forms={KEY: "rd_activity"})
    assert first.preview.sheets[0].mapping.main != sheet(rows).preview.sheets[0].mapping.main
    keep(stock, first.preview)
    later = sheet(rows, tab="二", existing=stock)
    assert later.preview.sheets[0].mapping.main == first.preview.sheets[0].mapping.main


def test_that_nothing_is_kept_of_a_sheet_taken_as_it_was_understood(sheet, stock):
    result = sheet(rows_of(*HEADINGS), existing=stock)
    assert block_of(learned(result.preview), stock) is None


def test_that_what_is_known_already_is_not_written_again(sheet, stock):
    assert keep(stock, sheet(rows_of(*HEADINGS), existing=stock, choices=INPUT).preview)
    again = sheet(rows_of(*HEADINGS), existing=stock)
    assert block_of(learned(again.preview), stock) is None


def test_that_a_decision_of_a_recipe_holds_for_any_sheet(sheet, stock):
    taught = (Decision("", "column", "本年投入合计", "rd_activity.rd_total", "万元"),)
    result = sheet(rows_of(*HEADINGS), existing=stock, taught=taught)
    assert amount(result) == ["8000"]
    keep(stock, result.preview)
    assert amount(sheet(rows_of(*HEADINGS), existing=stock)) == ["8000"]


def test_that_a_firm_answer_is_found_by_its_code_and_forgotten_with_its_firm(stock):
    stock.put("firm", "f1", uscc=A, name="宁波示例甲科技有限公司")
    from desktop_app.importing.memory.recall import recall

    by_code = ImportOptions(taught=(Decision("", "firm", "甲科技", A),))
    assert recall(by_code, stock).options.firms == {"甲科技": "f1"}
    stock.put(FORM, "m1", scope="", kind="firm", subject="甲", meaning="f1", measure="")
    stock.put(FORM, "m2", scope="", kind="firm", subject="乙", meaning="gone", measure="")
    stock.put(FORM, "m3", scope="", kind="firm", subject="丙", meaning=None, measure=None)
    assert recall(ImportOptions(), stock).options.firms == {"甲": "f1", "丙": ""}


def test_that_words_and_firms_are_kept(sheet, stock):
    words = {("firm", "op_status", "在业"): "1"}
    stock.put("firm", "f1", uscc=A, name=ROW[0])
    first = sheet(rows_of(*HEADINGS), existing=stock, words=words, firms={"甲科技": "f1"})
    keep(stock, first.preview)
    later = sheet(rows_of(*HEADINGS), existing=stock).preview.options
    assert (later.words, later.firms) == (words, {"甲科技": "f1"})


@pytest.mark.parametrize("subject", ["330203199001011231", "张三330203199001011231"])
def test_that_the_number_of_a_person_is_not_kept(sheet, stock, subject):
    result = sheet(rows_of(*HEADINGS), existing=stock, firms={subject: ""})
    assert not any(one.kind == "firm" for one in learned(result.preview))


def test_that_recall_says_what_it_recalled():
    taught = [Decision(fingerprint(HEADINGS), "column", "研发人员", "")]
    known = Recall(ImportOptions(), taught)
    told = known.of_sheet(KEY, HEADINGS)
    assert told.choices == {KEY: {3: Choice(by="remembered")}}
    assert known.options.choices == told.choices


def test_that_sheets_alike_that_mean_two_things_teach_nothing(workbook, read, stock):
    rows = rows_of(*HEADINGS)
    path = workbook(一=rows, 二=rows)
    choices = {
        ("表.xlsx", "一"): {2: Choice("rd_activity", "rd_total", "万元")},
        ("表.xlsx", "二"): {2: Choice("rd_activity", "staff_cost", "万元")},
    }
    first = read(path, existing=stock, choices=choices)
    assert not any(one.kind == "column" for one in learned(first.preview))


def said(heading, field="rd_activity.rd_total", measure=""):
    return Decision("", "column", heading, field, measure)


def test_that_what_is_said_now_goes_before_what_was_remembered(sheet, stock):
    keep(stock, sheet(rows_of(*HEADINGS), existing=stock, choices=INPUT).preview)
    now = sheet(rows_of(*HEADINGS), existing=stock, taught=(said(HEADINGS[2], ""),))
    assert amount(now) == [None]


YEARS = ["企业名称", "信用代码", "2023年投入", "2024年投入"]


def by_year(result):
    return {one["period"]: one["fields"]["rd_total"] for one in result.records("rd_activity")}


@pytest.mark.parametrize("year", ["2023", "2024"])
def test_that_a_heading_with_its_year_is_meant_as_it_stands(sheet, year):
    taught = (said(f"{year}年投入", measure=f"千元{OVER}{AS_FOUND}"), said("2022年投入", ""))
    found = sheet(rows_of(*YEARS, row=[*ROW[:2], 700, 800]), taught=taught)
    assert by_year(found) == {year: {"2023": "700", "2024": "800"}[year]}


def test_that_it_holds_for_another_year_where_its_own_is_not_there(sheet):
    found = sheet(rows_of(*YEARS[:3], row=[*ROW[:2], 700]), taught=(said("2021年投入"),))
    assert by_year(found) == {"2023": "700"}


WRONG = ["企业名称", "信用代码", "营业收入", "研发费用", "利润总额"]
IN_TEN_THOUSANDS = [["2024年企业情况（单位：万元）"]]


def test_that_a_wrong_title_is_not_known_of_a_sheet_that_is_only_like_it(sheet, stock):
    chosen = {KEY: {3: Choice("rd_activity", "rd_total", "千元")}}
    rows = [*IN_TEN_THOUSANDS, WRONG, [*ROW[:2], 8000, 320, 500]]
    first = sheet(rows, existing=stock, choices=chosen)
    keep(stock, first.preview)
    again = sheet(rows, existing=stock)
    like = sheet([row[:4] for row in rows], existing=stock)
    assert [amount(one) for one in (first, again, like)] == [["320"], ["320"], ["3200"]]


def test_that_a_remembered_unit_is_doubted_as_soon_as_one_stored_amount_is_another(sheet, stock):
    chosen = {KEY: {3: Choice("rd_activity", "rd_total", "千元")}}
    rows = [*IN_TEN_THOUSANDS, WRONG, [*ROW[:2], 8000, 320, 500]]
    keep(stock, sheet(rows, existing=stock, choices=chosen).preview)
    stock.put("firm", "f1", uscc=A, name=ROW[0])
    stock.put("rd_activity", "r1", firm="f1", period="2024", rd_total=320_000_000)
    assert "unit_doubtful" in sheet(rows, existing=stock).flags[3]


def test_that_columns_behind_the_sheet_are_no_headings_of_it(sheet, stock):
    heads = ["孵化器", "孵育企业总数（家）", "孵化器总收入（万元）", "使用总面积"]
    said = {KEY: {1: Choice("incubator", "tenants")}}
    first = sheet([["2022年孵化器情况"], heads, ["示例孵化器", 50, 600, 12000]], choices=said)
    keep(stock, first.preview)
    more = [["2023年孵化器情况"], [*heads, "楼宇数"], ["示例孵化器", 55, 650, 12000, 2]]
    later = sheet(more, existing=stock)
    assert [one.get("tenants") for one in later.fields("incubator")] == ["55"]
