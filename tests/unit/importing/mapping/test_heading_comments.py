"""What people note on headings: units and periods, and how to fill in."""

from __future__ import annotations

import pytest

from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import Heading
from desktop_app.importing.mapping.heading_comments import with_comments


def noted(text, comment):
    block = Block(Heading(1, 1, (head_of((text,)),)))
    return with_comments(block, {(1, 0): comment}).heading.heads[0]


def test_that_a_unit_and_a_period_are_taken():
    assert noted("研发费用", "单位：万元").unit.text == "万元"
    assert noted("研发费用", "2022年数据").period == "2022"


@pytest.mark.parametrize(
    "comment",
    ["六位编码，如202301.", "例：202312", "格式为2023年1月", "填报样式2023年"],
)
def test_that_an_example_of_how_to_write_is_no_period(comment):
    head = noted("项目起始日期", comment)
    assert (head.period, head.unit, head.is_doubted) == ("", None, False)


def test_that_a_unit_before_an_example_holds():
    assert noted("研发费用", "单位万元，如12.5").unit.text == "万元"
