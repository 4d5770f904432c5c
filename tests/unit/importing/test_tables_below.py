"""Tables below each other whose headings are nearly alike."""

from __future__ import annotations

import pytest

FIRMS = ("宁波示例甲有限公司", "宁波示例乙有限公司")
CODES = ("91330203MA2TE5T1XB", "91330205MA2TE5T288")
HEADS = ["企业名称", "信用代码", "出口总额（单位：万元）", "利润总额（万元）", "营业收入（万元）"]


def table(figures, extra=""):
    rows = [HEADS, *([firm, code, *figures] for firm, code in zip(FIRMS, CODES, strict=True))]
    beside = [extra, 7, 8] if extra else [None] * 3
    pairs = zip(rows, beside, strict=True)
    return [[*row[:3], *([] if cell is None else [cell]), *row[3:]] for row, cell in pairs]


@pytest.mark.parametrize("extra", ["名次", "年度目标", "增幅"])
@pytest.mark.parametrize("is_first", [True, False])
def test_that_a_further_column_moves_the_figures_behind_it(sheet, extra, is_first):
    first = table([1, 2, 3], extra if is_first else "")
    second = table([4, 5, 6], "" if is_first else extra)
    found = sheet([["一、2022年"], *first, ["二、2023年"], *second])
    names = ("exports", "total_profit", "revenue")
    said = {
        (one["period"], *(one["fields"][name] for name in names))
        for one in found.records("firm_period")
    }
    assert said == {("2022", "10", "20", "30"), ("2023", "40", "50", "60")}


@pytest.mark.parametrize("coded", [True, False])
def test_that_the_same_years_below_another_figure_are_of_that(sheet, stock, coded):
    for number, (firm, code) in enumerate(zip(FIRMS, CODES, strict=True)):
        stock.put("firm", f"f{number}", name=firm, name_key=firm, uscc=code)
    heads = ["企业名称", *(["信用代码"] if coded else []), "2022年", "2023年"]
    rows = [[FIRMS[0], CODES[0], 1, 2], [FIRMS[1], CODES[1], 3, 4]]
    rows = rows if coded else [[firm, *figures] for firm, _code, *figures in rows]
    figures = ("一、研发投入", "二、利润总额", "三、出口总额")
    tables = [row for text in figures for row in ([f"{text}（万元）"], heads, *rows)]
    found = sheet([["企业主要指标"], *tables], existing=stock)
    for name, form in (("rd_total", "rd_activity"), ("total_profit", "firm_period"),
                       ("exports", "firm_period")):  # fmt: skip
        values = {one[name] for one in found.fields(form) if name in one}
        assert sorted(values) == ["10", "20", "30", "40"]
    assert not any("contradictory" in flags for flags in found.flags.values())


@pytest.mark.parametrize("name", ["企业名称", "单位名称"])
@pytest.mark.parametrize("second", [0, 1])
def test_that_tables_of_one_row_each_are_of_their_own_years(sheet, name, second):
    rows = [
        ["2020年规上企业（万元）"],
        ["企业名称", "信用代码", "营业收入"],
        [FIRMS[0], CODES[0], 500],
        [],
        ["2021年规上企业（万元）"],
        [name, "社会信用代码", "研发费用"],
        [FIRMS[second], CODES[second], 36],
    ]
    found = sheet(rows)
    assert [one["fields"]["name"] for one in found.records("firm")] == [FIRMS[0], FIRMS[second]]
    [revenue], [rd] = found.records("firm_period"), found.records("rd_activity")
    assert (revenue["period"], revenue["fields"]) == ("2020", {"revenue": "5000"})
    assert (rd["period"], rd["fields"]) == ("2021", {"rd_total": "360"})
    assert not found.flags
