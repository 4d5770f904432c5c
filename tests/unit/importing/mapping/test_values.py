"""Columns whose values say more of them than their headings do."""

from __future__ import annotations

import pytest

FIRM, CODE = "宁波示例甲科技有限公司", "91330203MA2TE5T1XB"
TITLE = ["海曙区科技企业孵化器（众创空间）统计表（2023年）"]
FORMS = ("incubator", "makerspace")
FIRST, SECOND = "宁波示例软件园孵化器", "宁波示例众创空间"


def test_that_kinds_under_another_heading_say_which_figures_a_row_has(sheet):
    result = sheet(
        [
            TITLE,
            ["序号", "载体名称", "类型", "在孵企业数", "工位数"],
            [1, FIRST, "科技企业孵化器", 45, None],
            [2, SECOND, "众创空间", None, 12],
        ]
    )
    assert result.fields("carrier") == [{"name": FIRST, "kind": "1"}, {"name": SECOND, "kind": "2"}]
    assert [one["row"] for one in result.records("incubator")] == [3]
    assert [one["row"] for one in result.records("makerspace")] == [4]


def test_that_figures_of_the_other_kind_are_not_taken_and_said(sheet):
    result = sheet(
        [
            TITLE,
            ["序号", "载体名称", "类型", "在孵企业数"],
            [1, FIRST, "科技企业孵化器", 45],
            [2, SECOND, "众创空间", 12],
        ]
    )
    assert [one["row"] for one in result.records("incubator")] == [3]
    assert result.flags == {4: {"left_out"}}


def test_that_types_of_their_own_list_stay_types(sheet):
    result = sheet(
        [TITLE, ["载体名称", "类型", "在孵企业数"], [FIRST, "综合", 45], [SECOND, "专业", 3]]
    )
    assert [one.get("type") for one in result.fields("carrier")] == ["1", "2"]


def test_that_numbers_of_carriers_are_not_their_names(sheet):
    result = sheet(
        [
            ["2023年各街道科技平台情况"],
            ["街道", "高新技术企业", "众创空间"],
            ["石碶街道", 30, 1],
            ["高桥镇", 20, 3],
        ]
    )
    assert result.records("carrier") == []


def test_that_kinds_of_carriers_are_not_their_names(sheet):
    heads = ["载体", "在孵企业数", "毕业企业数"]
    result = sheet([TITLE, heads, ["孵化器", 30, 10], ["众创空间", 20, 3]])
    assert result.records("carrier") == []
    result = sheet([TITLE, heads, [FIRST, 30, 10]])
    assert result.fields("carrier") == [{"name": FIRST, "kind": "1"}]


@pytest.mark.parametrize(
    "title",
    ["2023年孵化器、众创空间情况表", "科技企业孵化器和众创空间名单（2023年）", "2023年情况表"],
)
def test_that_names_of_carriers_say_their_kinds(sheet, title):
    rows = [[FIRST, "国家级", 1200], [SECOND, "市级", 900], ["示例一园", "市级", 800]]
    result = sheet([[title], ["载体名称", "级别", "总面积（平方米）"], *rows])
    assert [one["kind"] for one in result.fields("carrier")] == ["1", "2"]
    areas = {form: [one["row"] for one in result.records(form)] for form in FORMS}
    assert areas == {"incubator": [3], "makerspace": [4]}
    assert [one["row"] for one in result.entries if one.get("rejected")] == [5]


@pytest.mark.parametrize(
    ("heading", "form"), [("孵化器名称", FORMS[0]), ("众创空间名称", FORMS[1])]
)
def test_that_the_heading_of_names_says_their_kind(sheet, heading, form):
    result = sheet([["2023年情况表"], [heading, "级别", "总面积"], ["示例一园", "市级", 800]])
    assert [one["kind"] for one in result.fields("carrier")] == [str(FORMS.index(form) + 1)]
    assert len(result.records(form)) == 1


def test_that_a_kind_which_no_list_has_is_asked_about_beside_those_that_do(sheet):
    rows = [[FIRST, "孵化器", 45], [SECOND, "众创空间", ""], ["某加速器", "加速器", 3]]
    result = sheet([TITLE, ["载体名称", "类型", "在孵企业数"], *rows])
    assert [one["kind"] for one in result.fields("carrier")] == ["1", "2"]
    assert [one["reason"] for one in result.entries if one.get("rejected")] == ["not_in_list"]


@pytest.mark.parametrize("heading", ["单位", "企业"])
@pytest.mark.parametrize("places", [["北仑", "鄞州", "海曙"], ["海曙区", "鄞州区"]])
def test_that_districts_below_any_heading_are_no_firms(sheet, heading, places):
    rows = [[place, 100 + number, 5] for number, place in enumerate(places)]
    found = sheet([["2023年情况"], [heading, "营业收入（万元）", "研发费用（万元）"], *rows])
    assert found.records("firm") == found.records("firm_period") == []
    assert found.preview.sheets[0].mapping.why_not


@pytest.mark.parametrize("above", [[], ["", "单位：万元", "", ""]])
def test_that_names_of_firms_beside_their_figures_need_no_heading(read, workbook, above):
    heads = [["", "", "2023年度", ""], ["", "", "营业收入", "研发费用"], *filter(None, [above])]
    known = [["企业名称", "统一社会信用代码"], [FIRM, CODE]]
    result = read(workbook(名录=known, 数据=[*heads, ["1", FIRM, 1000, 60]]))
    assert [len(result.records(form)) for form in ("firm_period", "rd_activity")] == [1, 1]
    assert "guessed_heading" in result.records("rd_activity")[0]["flags"]


@pytest.mark.parametrize("heading", ["所在地", "注册地", "单位所在地"])
@pytest.mark.parametrize("place", ["浙江省/宁波市/鄞州区", "浙江省-宁波市-鄞州区", "宁波市鄞州区"])
def test_that_a_path_to_a_district_is_no_address(sheet, heading, place):
    rows = [["企业名称", "信用代码", heading], ["宁波示例甲有限公司", "91330203MA2TE5T1XB", place]]
    [firm] = sheet(rows).fields("firm")
    assert firm["reporting_unit"] == "330212"
    assert firm.keys().isdisjoint({"address", "reg_address"})
    rows[1][2] = f"{place}示例路1号"
    [firm] = sheet(rows).fields("firm")
    assert rows[1][2] in {firm.get("address"), firm.get("reg_address")}


@pytest.mark.parametrize("is_named", [True, False])
def test_that_counts_below_a_name_of_tenants_are_no_names(sheet, is_named):
    heads = ["年度", "在孵企业", "毕业企业", "在孵企业总收入（万元）"]
    title = "甬创科技企业孵化器历年主要数据" if is_named else "历年主要数据"
    found = sheet([[title], heads, [2021, 55, 6, 7], [2022, 61, 8, 9]])
    assert found.records("firm") == []
    assert {one["name"] for one in found.fields("carrier")} == (
        {"甬创科技企业孵化器"} if is_named else set()
    )
    kept = [(one["period"], one["fields"]["tenants"]) for one in found.records("incubator")]
    assert kept == ([("2021", "55"), ("2022", "61")] if is_named else [])


def test_that_what_is_there_so_far_may_be_said_below_its_name(sheet):
    heads = [["孵化器名称", "毕业企业", ""], ["", "当年", "累计"]]
    [found] = sheet([["2022年孵化器情况"], *heads, ["甲孵化器", 6, 40]]).records("incubator")
    assert (found["period"], found["fields"]) == ("2022", {"grad_year": "6", "grad_total": "40"})
