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
