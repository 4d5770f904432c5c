from __future__ import annotations

import pytest

from desktop_app.importing.model import Choice, Outcome
from desktop_app.importing.views import matched, places, row_view, samples, skipped

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
HEAD = ["企业名称", "信用代码", "地址", "注册资本（万元）"]
ROWS = [
    HEAD,
    ["宁波示例甲科技有限公司", A, "示例路2号", "约300"],
    ["宁波示例乙机械有限公司", B[:17], "示例路3号", 5],
    ["合计", None, None, 305],
]


@pytest.fixture
def result(sheet, stock):
    stock.put("firm", "f1", uscc=A, name="宁波示例甲科技有限公司", address="示例路1号")
    return sheet(ROWS, existing=stock)


def test_that_a_row_shows_old_and_new_values_and_its_reasons(result, catalogue):
    one = result.preview.sheets[0]
    view = row_view(result.preview, one, 0, catalogue)
    assert (view.number, view.outcome) == (2, Outcome.QUESTIONED)
    cells = dict(zip([c.field for c in matched(one)], view.cells, strict=True))
    assert (cells["address"].old, cells["address"].text) == ("示例路1号", "示例路2号")
    assert cells["address"].mark == "changed"
    assert (cells["reg_capital"].text, cells["reg_capital"].mark) == ("300", "questioned")
    assert view.reasons == ("注册资本（万元）：“约300”是约数，按其中的数收下",)


def test_that_a_refused_row_shows_the_cell_as_read(result, catalogue):
    one = result.preview.sheets[0]
    assert places(one, Outcome.REJECTED) == [1]
    view = row_view(result.preview, one, 1, catalogue)
    assert view.cells[1].text == B[:17]
    assert view.cells[1].mark == "rejected"
    assert view.reasons == ("信用代码：位数不对",)


def test_that_skipped_rows_say_why(result):
    assert [(row.number, row.reasons) for row in skipped(result.preview.sheets[0])] == [
        (4, ("合计行",))
    ]


def test_that_a_column_shows_some_values_before_and_after(result, catalogue):
    one = result.preview.sheets[0]
    assert samples(one, one.mapping.columns[3], catalogue, 2) == [
        ("约300", "300", "“约300”是约数，按其中的数收下"),
        ("5", "5", ""),
    ]


def test_that_a_person_decides_about_a_column(workbook, read):
    rows = [["企业名称", "信用代码", "额度"], ["宁波示例甲科技有限公司", A, 3]]
    path = workbook(名录=rows)
    assert read(path).preview.sheets[0].mapping.columns[2].reason == "unknown"
    choices = {("表.xlsx", "名录"): {2: Choice("firm", "reg_capital", "亿元")}}
    result = read(path, choices=choices)
    assert result.fields("firm")[0]["reg_capital"] == "30000"
    assert result.flags == {}
    left = read(path, left_out=frozenset({("表.xlsx", "名录")}))
    assert left.preview.sheets[0].mapping.why_not == "left_out"
    assert left.count(Outcome.SKIPPED) == 2
