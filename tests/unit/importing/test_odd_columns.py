from __future__ import annotations

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"


def test_that_the_second_of_two_like_columns_is_never_dropped_in_silence(sheet):
    rows = [
        ["企业名称", "信用代码", "地址", "地址"],
        ["宁波示例甲科技有限公司", A, "示例路1号", "示例路1号"],
        ["宁波示例乙机械有限公司", B, "示例路2号", "示例路9号"],
    ]
    result = sheet(rows)
    assert result.flags == {3: {"doubled_column"}}
    assert result.fields("firm")[1]["address"] == "示例路2号"


def test_that_a_count_of_firms_is_no_name(sheet):
    result = sheet([["区", "企业数"], ["海曙区", 12], ["江北区", 30]])
    assert result.entries == []
    assert result.preview.sheets[0].mapping.why_not in {"no_key", "no_heading"}


def test_that_a_waiting_text_alone_still_makes_its_record(sheet):
    heads = ["企业名称", "信用代码", "年度", "研发费用合计", "计量单位"]
    result = sheet([heads, ["宁波示例甲科技有限公司", A, 2023, 9, "万美元"]])
    assert result.fields("rd_activity") == [{"rd_total": "9万美元"}]
    assert result.flags == {2: {"foreign_currency"}}
    assert any(block.form == "raw_text" for block in result.plan.blocks)


def test_that_a_firm_of_another_district_is_questioned(sheet):
    result = sheet([["企业名称", "信用代码", "所属区"], ["宁波示例甲科技有限公司", A, "鄞州区"]])
    assert result.flags == {2: {"other_unit"}}
    assert result.fields("firm")[0]["reporting_unit"] == "330212"
