"""Headings and numbers that sheets use beside the usual ones."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
OTHER, OTHER_CODE = "宁波示例乙有限公司", "91330205MA2TE5T288"
FIRMS = [["企业名称", "信用代码"], [NAME, CODE], [OTHER, OTHER_CODE]]
FIRST, SECOND = "ZL202110123456.7", "ZL202120123457.7"


@pytest.mark.parametrize(
    "heads",
    [
        ["专利权人", "受让人"],
        ["专利权人（转让方）", "受让方"],
        ["原专利权人", "现专利权人"],
        ["专利权人", "当前权利人"],
    ],
)
def test_that_the_owner_is_who_took_over(read, workbook, heads):
    rows = [["专利号", "专利名称", *heads], [FIRST, "一种装置", NAME, OTHER]]
    found = read(workbook(企业=FIRMS, 专利=[["专利转让清单"], *rows]))
    assert [one["name"] for one in found.fields("patent_owner")] == [OTHER]
    assert found.flags == {3: {"by_name"}}


def test_that_it_is_the_owner_before_where_nobody_took_over(read, workbook):
    heads = ["专利号", "专利名称", "受让人", "专利权人"]
    rows = [[FIRST, "一种装置", "", NAME], [SECOND, "又一装置", OTHER, NAME]]
    found = read(workbook(企业=FIRMS, 专利=[["专利清单"], heads, *rows]))
    assert [one["name"] for one in found.fields("patent_owner")] == [NAME, OTHER]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("2021SR0123456", "软件著作权"),
        ("软著登字第7654321号", "软著"),
        ("12345678", "商标"),
        ("", "软著"),
    ],
)
@pytest.mark.parametrize("head", ["专利号", "专利号/登记号"])
def test_that_rows_of_other_rights_in_a_list_of_patents_are_passed_over(sheet, number, kind, head):
    heads = ["企业名称", "信用代码", head, "名称", "类型"]
    rows = [
        [NAME, CODE, FIRST, "一种装置", "发明"],
        [NAME, CODE, number, "某软件V1.0", kind],
        [OTHER, OTHER_CODE, SECOND, "又一装置", "实用新型"],
    ]
    found = sheet([["知识产权清单"], heads, *rows])
    assert [one["ptype"] for one in found.fields("patent")] == ["1", "2"]
    assert found.skipped == {4: "other_right"}
    assert not found.rejected


def test_that_the_number_of_a_patent_goes_before_what_its_row_is_called(sheet):
    heads = ["企业名称", "信用代码", "专利号", "名称", "类型"]
    found = sheet([["专利清单"], heads, [NAME, CODE, FIRST, "一种装置", "软件著作权"]])
    assert [one["app_no"] for one in found.fields("patent")] == [FIRST.removeprefix("ZL")]
    assert found.flags
    bare = sheet([["专利清单"], heads[:4], [NAME, CODE, "2021SR0123456", "某软件V1.0"]])
    assert bare.rejected == {3: "not_a_patent_no"}


@pytest.mark.parametrize("head", ["研发（万）", "2022年研发(万元)", "研发（万元）"])
def test_that_the_unit_says_that_research_is_its_expenses(sheet, head):
    rows = [["企业名称", "信用代码", "营收（万元）", head], [NAME, CODE, 1000, 50]]
    found = sheet([["2022年企业情况"], *rows])
    assert found.fields("rd_activity") == [{"rd_total": "500"}]
    card = sheet([["2022年企业情况"], ["企业名称", NAME], ["信用代码", CODE], [head, 50]])
    assert card.fields("rd_activity") == [{"rd_total": "500"}]


@pytest.mark.parametrize("head", ["研发", "研发（人）", "补助（万元） › 研发（万元）"])
def test_that_research_alone_is_no_amount(sheet, head):
    rows = [["企业名称", "信用代码", "营收（万元）", head], [NAME, CODE, 1000, 50]]
    assert not sheet([["2022年企业情况"], *rows]).records("rd_activity")


@pytest.mark.parametrize(
    ("head", "group"),
    [("镇街/企业", "望春街道"), ("行业/企业名称", "汽车制造业"), ("镇（街道）/企业", "石碶街道")],
)
def test_that_firms_stand_below_sums_of_their_groups(sheet, head, group):
    rows = [["序号", head, "信用代码", "研发费用（万元）"], ["一", group, "", 30]]
    rows += [[1, NAME, CODE, 10], [2, OTHER, OTHER_CODE, 20]]
    found = sheet([["2022年规上企业研发费用"], *rows])
    assert [one["rd_total"] for one in found.fields("rd_activity")] == ["100", "200"]
    assert [one["name"] for one in found.fields("firm")] == [NAME, OTHER]
    assert found.skipped == {3: "total"}
