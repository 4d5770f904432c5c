"""A sum behind its quarters or months."""

from __future__ import annotations

import pytest

from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.mapping.sums_of_periods import with_sums


@pytest.mark.parametrize(
    ("headings", "period"),
    [
        ("1季度 2季度 3季度 4季度 合计", "+year"),
        ("2022年一季度 2022年二季度 2022年三季度 2022年四季度 总计", "2022"),
        ("一季度 二季度 三季度 小计", "+M01-09"),
        ("1月 2月 3月 合计", "+M01-03"),
        ("二季度 三季度 合计", ""),
        ("1月 3月 合计", ""),
        ("2021年 2022年 合计", ""),
        ("上半年 下半年 合计", ""),
        ("一季度 合计", ""),
        ("企业名称 研发费用 合计", ""),
    ],
)
def test_that_a_sum_is_of_the_time_of_its_parts(headings, period):
    heads = with_sums([head_of((text,)) for text in headings.split()])
    assert heads[-1].period == period


def test_that_each_year_has_a_sum_of_its_own():
    headings = "2022年1月 2022年2月 合计 2023年1月 2023年2月 合计"
    heads = with_sums([head_of((text,)) for text in headings.split()])
    assert [heads[2].period, heads[5].period] == ["2022M01-02", "2023M01-02"]
