"""Sheets that name their firms shortly."""

from __future__ import annotations

import pytest

NAME, CODE = "宁波示例精密机械有限公司", "91330203MA2TE5T1XB"
FIGURE = "研发费用（万元）"


@pytest.fixture
def known(stock):
    stock.put("firm", "u1", uscc=CODE, name=NAME, reporting_unit="330203")
    return stock


@pytest.mark.parametrize("heading", ["企业简称", "单位简称", "简称"])
def test_that_a_short_name_is_asked_about_and_never_taken(sheet, known, heading):
    found = sheet([["2023年"], [heading, FIGURE], ["示例精密", 9]], existing=known)
    assert found.rejected == {3: "firm_unknown"}
    (question,) = found.preview.questions
    assert [one.name for one in question.candidates] == [NAME]


def test_that_a_short_name_adds_no_firm(sheet, known):
    found = sheet([["企业简称", "地址", "联系人"], ["某某", "示例路1号", "李四"]], existing=known)
    assert (found.records("firm"), found.rejected) == ([], {2: "firm_unknown"})


@pytest.mark.parametrize(("heading", "cell"), [("企业名称", NAME), ("信用代码", CODE)])
def test_that_a_short_name_beside_another_is_not_taken(sheet, known, heading, cell):
    found = sheet(
        [["2023年"], ["企业简称", heading, FIGURE], ["示例精密", cell, 9]], existing=known
    )
    assert found.fields("rd_activity") == [{"rd_total": "90"}]
    assert [one.get("name", NAME) for one in found.fields("firm")] == [NAME]
