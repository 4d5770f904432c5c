"""What titles and notes say of the unit of amounts."""

from __future__ import annotations

import pytest

from desktop_app.importing.mapping.unit_of_title import unit_said, units_of_figures


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("单位：万元（研发费用为千元）", {"研发费用": "千元"}),
        ("单位：万元（其中研发费用为千元）", {"研发费用": "千元"}),
        ("单位：万元（除研发费用为千元外）", {"研发费用": "千元"}),
        ("单位：万元，除研发费用为千元以外", {"研发费用": "千元"}),
        ("注：营业收入以元为单位，其余为万元", {"营业收入": "元"}),
        ("单位：万元", {}),
    ],
)
def test_that_the_unit_of_one_figure_is_told_however_it_is_excepted(text, units):
    found = units_of_figures([text])
    assert {name: unit.word for name, unit in found.items()} == units


@pytest.mark.parametrize(
    "text",
    [
        "单位∶万元",
        "单位：￥万元",
        "单位：万元RMB",
        "币种：人民币 单位：万元",
        "本表涉及金额单位均为“万元”",
        "单位：人民币（万元）",
    ],
)
def test_that_a_unit_is_told_in_whatever_dress(text):
    found = unit_said(text)
    assert found is not None
    assert found.word in {"万元", "万"}
