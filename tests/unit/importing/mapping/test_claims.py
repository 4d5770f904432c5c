"""Columns behind one that says whether a firm is 高企 or 科小."""

from __future__ import annotations

import pytest

from desktop_app.importing.cells.choices import said_no

NAME, CODE = "宁波示例甲有限公司", "91330203MA2TE5T1XB"
FIRM = ["企业名称", "信用代码", "法定代表人"]
FIRM_B = ["宁波示例乙有限公司", "91330205MA2TE5T288", "李某"]


def columns(found):
    (mapping,) = [one.mapping for one in found.preview.sheets]
    return {one.heading: (one.form, one.field) for one in mapping.columns if one.form}


def reasons(found):
    (mapping,) = [one.mapping for one in found.preview.sheets]
    return {one.heading: one.reason for one in mapping.columns if not one.form}


@pytest.mark.parametrize(
    "claim", ["高企", "是否高新技术企业", "是否为国家高新技术企业", "高新技术企业（是/否）"]
)
def test_that_what_stands_behind_a_claim_is_about_it(sheet, claim):
    head = [*FIRM, claim, "认定日期", "证书编号", "科小", "入库日期", "入库编号"]
    row = [NAME, CODE, "张某", "是", "2022-12-01", "GR202233100001", "√", "2023-05-01"]
    found = sheet([head, [*row, "202333020308000123"]])
    own = columns(found)
    assert own["认定日期"] == ("hte_cert", "issue_date")
    assert own["入库日期"] == ("tech_sme", "notice_date")
    assert reasons(found) == {claim: "claim", "科小": "claim"}


def test_that_a_certificate_without_a_column_of_numbers_is_told_as_not_taken(sheet):
    row = [NAME, CODE, "张某", "是", "2022-12-01", "0574-80000001"]
    found = sheet([[*FIRM, "高企", "认定日期", "联系电话"], row])
    assert reasons(found) == {"高企": "claim", "认定日期": "no_key"}
    assert columns(found)["联系电话"] == ("firm", "phone")
    assert found.flags == {}


def test_that_of_two_claims_beside_each_other_none_has_the_next_column(sheet):
    head = [*FIRM, "高企", "科小", "认定日期", "证书编号"]
    row = [NAME, CODE, "张某", "是", "√", "2022-12-01", "GR202233100001"]
    found = sheet([head, row])
    assert reasons(found)["认定日期"] == "no_key"


@pytest.mark.parametrize(
    ("claim", "year", "scheme"),
    [("科小", "入库年份", "CN"), ("省科小", "年度", "ZJ"), ("科小", "科小入库年份", "CN")],
)
def test_that_a_year_behind_a_claim_makes_a_filing_of_its_scheme(sheet, claim, year, scheme):
    found = sheet([[*FIRM, claim, year], [NAME, CODE, "张某", "√", "2023"]])
    assert found.fields("tech_sme") == [{"year": "2023", "scheme": scheme}]


def test_that_a_year_of_no_scheme_makes_no_filing(sheet):
    found = sheet([[*FIRM, "科小", "认定年份"], [NAME, CODE, "张某", "√", "2023"]])
    assert found.fields("tech_sme") == []


@pytest.mark.parametrize("cell", ["否", " 否 ", "无", "×", "N", False, "不属于", "是□ 否■"])
def test_that_a_no_is_known(cell):
    assert said_no(cell)


@pytest.mark.parametrize("cell", ["", "是", "√", "GR202233100001", 0.0, True, "未知"])
def test_that_nothing_else_is_a_no(cell):
    assert not said_no(cell)


def test_that_names_and_counts_claim_nothing(sheet):
    names = sheet(
        [
            ["高新技术企业", "信用代码", "认定日期", "证书编号"],
            [NAME, CODE, "2022-12-01", "GR202233100001"],
        ]
    )
    assert names.fields("hte_cert") == [{"cert_no": "GR202233100001", "issue_date": "2022-12-01"}]
    counts = sheet(
        [
            ["孵化器名称", "年度", "在孵企业数", "高新技术企业", "认定日期"],
            ["示例孵化器", 2023, 20, 3, "2020-05-01"],
        ]
    )
    assert "claim" not in reasons(counts).values()


def test_that_numbers_in_place_of_ticks_are_taken(sheet):
    rows = [[NAME, CODE, "张某", "GR202233100001"], [*FIRM_B, "否"]]
    found = sheet([[*FIRM, "是否高企（证书编号）"], *rows])
    assert found.fields("hte_cert") == [{"cert_no": "GR202233100001"}]
    assert found.flags == {2: {"claim_number"}}


@pytest.mark.parametrize("cell", ["是（GR202233100001）", "GR-202233100001", "√ gr202233100001"])
def test_that_a_number_among_words_is_taken(sheet, cell):
    found = sheet([[*FIRM, "是否高企", "认定日期"], [NAME, CODE, "张某", cell, "2022-12-01"]])
    wanted = {"cert_no": "GR202233100001", "issue_date": "2022-12-01"}
    assert found.fields("hte_cert") == [wanted]


@pytest.mark.parametrize("cell", ["是", "否", "2022-12-01", "20221201", "13812345678", "已过期"])
def test_that_what_is_no_number_makes_no_certificate(sheet, cell):
    rows = [[NAME, CODE, "张某", cell], [*FIRM_B, "√"]]
    assert len(sheet([[*FIRM, "是否高企"], *rows]).fields("hte_cert")) == 0


def test_that_the_number_of_a_filing_tells_its_year_and_scheme(sheet):
    rows = [[NAME, CODE, "张某", "202233020308000123"], [*FIRM_B, "否"]]
    found = sheet([["2024年企业名录"], [*FIRM, "是否科技型中小企业（入库编号）"], *rows])
    wanted = {"reg_no": "202233020308000123", "scheme": "CN", "year": "2022"}
    assert found.fields("tech_sme") == [wanted]
    assert found.flags == {3: {"claim_number"}}


def test_that_a_column_of_numbers_goes_before_those_in_place_of_ticks(sheet):
    row = [NAME, CODE, "张某", "GR202233100001", "GR202233100002"]
    found = sheet([[*FIRM, "是否高企", "证书编号"], row, [*FIRM_B, "否", ""]])
    assert found.fields("hte_cert") == [{"cert_no": "GR202233100002"}]


def test_that_no_in_a_column_of_numbers_is_none(sheet):
    rows = [[NAME, CODE, "张某", "GR202233100001"], [*FIRM_B, "否"]]
    found = sheet([[*FIRM, "高企证书编号"], *rows])
    assert found.fields("hte_cert") == [{"cert_no": "GR202233100001"}]
    assert found.flags == {}
