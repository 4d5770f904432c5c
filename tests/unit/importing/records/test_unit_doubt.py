"""Units that cannot be right are asked about, and ordinary ones are not."""

from __future__ import annotations

import pytest

from desktop_app import catalogue as catalogues
from desktop_app.importing.mapping.magnitudes import likely_unit, magnitudes
from desktop_app.importing.model import Choice, Outcome

CODES = (
    "91330203MA2TE5T1XB",
    "91330205MA2TE5T288",
    "91330206MA2TE5T36H",
    "91330211MA2TE5T44K",
    "91330212MA2TE5T52W",
)
REVENUE = (38_000_000, 120_000_000, 9_500_000, 260_000_000, 56_000_000)
RD = (1_900_000, 4_300_000, 800_000, 11_000_000, 2_600_000)
STAFF = (60, 190, 22, 310, 88)
TIMES = {"元": 1, "千元": 1000, "万元": 10_000, "百万元": 10**6, "亿元": 10**8}


def rows(said, true, *, count=5, columns=("营业收入", "研发费用合计"), staff=True):
    """Return a sheet whose title says one unit and whose amounts are in another."""
    amounts = {"营业收入": REVENUE, "研发费用合计": RD}
    heads = ["企业名称", "信用代码", *columns, *(["从业人员"] if staff else [])]
    body = [
        [
            f"宁波示例{number}有限公司",
            CODES[number],
            *(amounts[name][number] / TIMES[true] for name in columns),
            *([STAFF[number]] if staff else []),
        ]
        for number in range(count)
    ]
    return [[f"2024年企业情况（单位：{said}）"], heads, *body]


def doubted(result):
    """Return the cells that are in doubt, with the unit that they seem to be in."""
    return {
        remark["cell"]: remark.get("other", "")
        for entry in result.entries
        for remark in entry.get("remarks", ())
        if remark["flag"] == "unit_doubtful"
    }


@pytest.mark.parametrize("unit", ["元", "千元", "万元"])
@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("staff", [True, False])
def test_that_ordinary_amounts_are_not_asked_about(sheet, unit, count, staff):
    assert doubted(sheet(rows(unit, unit, count=count, staff=staff))) == {}


@pytest.mark.parametrize(
    ("said", "true"),
    [("千元", "元"), ("万元", "元"), ("元", "千元"), ("元", "万元"), ("亿元", "万元")],
)
@pytest.mark.parametrize("count", [3, 5])
def test_that_a_unit_that_cannot_be_right_is_asked_about(sheet, said, true, count):
    result = sheet(rows(said, true, count=count))
    cells = {f"{column}{row}" for column in "CD" for row in range(3, 3 + count)}
    assert set(doubted(result)) == cells
    assert result.count(Outcome.QUESTIONED) == count


@pytest.mark.parametrize(("said", "true"), [("千元", "元"), ("元", "千元")])
def test_that_the_likely_unit_is_named(sheet, said, true):
    assert set(doubted(sheet(rows(said, true))).values()) == {true}


def test_that_one_column_out_of_step_is_told_from_the_other(sheet):
    made = rows("千元", "千元")
    made[1][3] = "研发费用合计（万元）"
    for row in made[2:]:
        row[3] *= 1000
    assert {cell[0] for cell in doubted(sheet(made))} == {"D"}


def test_that_one_row_in_another_unit_is_told_from_the_others(sheet):
    made = rows("千元", "千元")
    made[4][2] *= 100_000
    assert set(doubted(sheet(made))) == {"C5"}


def test_that_a_cell_with_its_own_unit_is_in_no_doubt(sheet):
    made = rows("千元", "元")
    made[3][2] = "12000万元"
    cells = doubted(sheet(made))
    assert "C4" not in cells
    assert "C3" in cells


def test_that_a_unit_that_a_person_chose_is_not_asked_about_again(sheet):
    made = rows("千元", "元", columns=("营业收入",))
    place = ("表.xlsx", "Sheet1")
    chosen = {place: {2: Choice("firm_period", "revenue", "千元")}}
    assert doubted(sheet(made, choices=chosen)) == {}


def stored(stock, period, times=1.0, *, fields=("rd_total",)):
    for number, code in enumerate(CODES):
        stock.put("firm", f"f{number}", uscc=code, name=f"宁波示例{number}有限公司")
        values = {"rd_total": RD[number], "rd_staff": None}
        amounts = {name: int(values[name] * 100 * times) for name in fields}
        stock.put("rd_activity", f"r{number}{period}", firm=f"f{number}", period=period, **amounts)
    return stock


@pytest.mark.parametrize("period", ["2024", "2023", "2025"])
def test_that_a_column_out_by_ten_is_found_beside_what_is_stored(sheet, stock, period):
    made = rows("千元", "万元", columns=("研发费用合计",), staff=False)
    result = sheet(made, existing=stored(stock, period, 0.9))
    assert doubted(result) == {f"C{row}": "万元" for row in range(3, 8)}


@pytest.mark.parametrize("period", ["2024", "2023"])
def test_that_growth_is_no_doubt(sheet, stock, period):
    made = rows("千元", "千元", columns=("研发费用合计",), staff=False)
    assert doubted(sheet(made, existing=stored(stock, period, 0.35))) == {}


def test_that_giants_that_are_known_as_such_are_not_asked_about(sheet, stock):
    made = rows("千元", "千元", columns=("研发费用合计",), staff=False)
    for row in made[2:]:
        row[2] *= 2000
    assert len(doubted(sheet(made))) == 5
    assert doubted(sheet(made, existing=stored(stock, "2023", 1800.0))) == {}


def test_that_one_row_is_told_by_what_is_stored_of_its_firm(sheet, stock):
    made = rows("千元", "千元", columns=("研发费用合计",), staff=False)
    made[4][2] *= 1000
    assert doubted(sheet(made, existing=stored(stock, "2023"))) == {"C5": "元"}


def test_that_years_side_by_side_are_compared(sheet):
    heads = ["企业名称", "信用代码", "2022年研发费用合计（千元）", "2023年研发费用合计（千元）"]
    body = [
        [f"宁波示例{n}有限公司", CODES[n], RD[n] / 1000, RD[n] * 1.1 / 10_000] for n in range(5)
    ]
    assert {cell[0] for cell in doubted(sheet([heads, *body]))} == {"D"}


@pytest.mark.parametrize(
    ("heads", "amounts", "staff", "doubt"),
    [
        # Out by ten: the pay of a year, and what research costs by head.
        (("应付职工薪酬（千元）", "从业人员期末数"), (360, 145, 80, 900), (30, 12, 8, 80), "C3"),
        (("应付职工薪酬（千元）", "从业人员期末数"), (3600, 1450, 800, 9000), (30, 12, 8, 80), ""),
        (
            ("研发费用合计（万元）", "研发人员合计"),
            (12000, 9000, 3500, 45000),
            (30, 12, 8, 80),
            "C3",
        ),
        (("研发费用合计（万元）", "研发人员合计"), (1200, 900, 350, 4500), (30, 12, 8, 80), ""),
        (
            ("营业收入（万元）", "从业人员期末数"),
            (50000, 24000, 9000, 90000),
            (30, 12, 8, 80),
            "C3",
        ),
    ],
)
def test_that_a_first_column_out_by_ten_is_found_by_head(sheet, heads, amounts, staff, doubt):
    body = [
        [f"宁波示例{number}有限公司", CODES[number], amounts[number], staff[number]]
        for number in range(4)
    ]
    found = doubted(sheet([["2023年企业情况"], ["企业名称", "信用代码", *heads], *body]))
    assert min(found, default="") == doubt


def test_that_what_is_small_in_a_month_is_not_asked_about(sheet):
    head = ["企业名称", "信用代码", "应付职工薪酬（千元）", "从业人员期末数"]
    pay = (360, 145, 80)
    body = [[f"宁波示例{n}有限公司", CODES[n], pay[n], (30, 12, 8)[n]] for n in range(3)]
    assert doubted(sheet([["2023年企业情况"], head, *body]))
    assert not doubted(sheet([["2023年3月企业情况"], head, *body]))


def test_that_a_part_larger_than_its_whole_by_far_is_asked_about(sheet):
    heads = ["企业名称", "信用代码", "研发费用合计（千元）", "人员人工费用（千元）"]
    body = [[f"宁波示例{n}有限公司", CODES[n], RD[n] / 1000, RD[n] / 3] for n in range(5)]
    assert {cell[0] for cell in doubted(sheet([["2024年"], heads, *body]))} == {"D"}


def test_that_registered_capital_is_judged_by_its_size(sheet):
    heads = ["企业名称", "信用代码", "注册资本（万元）"]
    body = [[f"宁波示例{n}有限公司", CODES[n], REVENUE[n]] for n in range(5)]
    assert set(doubted(sheet([heads, *body])).values()) == {"元"}
    for row in body:
        row[2] /= 10_000
    assert doubted(sheet([heads, *body])) == {}


def test_that_one_capital_in_another_unit_is_told_from_the_others(sheet):
    heads = ["企业名称", "信用代码", "注册资本（万元）"]
    body = [[f"宁波示例{n}有限公司", CODES[n], REVENUE[n] / 10_000] for n in range(5)]
    body[2][2] = 20_000_000
    assert doubted(sheet([heads, *body])) == {"C4": "元"}


def test_that_the_catalogue_speaks_of_fields_that_there_are():
    known = catalogues.load()
    places = {*magnitudes().sizes}
    places |= {place for ratio in magnitudes().ratios for place in (ratio.of, ratio.per)}
    for form, name in places:
        assert known.form(form).by_code[name].is_number


@pytest.mark.parametrize(
    ("word", "too_large", "unit"),
    [
        ("千元", 3.2, "元"),
        ("万元", 3.8, "元"),
        ("元", -3.1, "千元"),
        ("元", -3.9, "万元"),
        ("千元", -1.0, "万元"),
        ("千元", 0.1, ""),
        ("元", 5.0, ""),
    ],
)
def test_that_the_nearest_usual_unit_is_meant(word, too_large, unit):
    assert likely_unit(word, too_large) == unit


TOTALS = ["指标", "年度", "数值", "计量单位"]


@pytest.mark.parametrize(
    ("row", "stored", "source"),
    [
        (["H4", 2023, 1_234_500, "万元"], "123.45", "万元"),
        (["H4", 2023, "1234500万元", ""], "123.45", "万元"),
        (["H4", 2023, 123.45, "亿元"], "123.45", "亿元"),
        (["T3-2", 2023, 250_000, "人"], "25", "人"),
        (["H1", 2023, 320, "家"], "320", "家"),
        (["H3", 2023, "58.3%", ""], "58.3", "%"),
    ],
)
def test_that_a_total_comes_in_the_unit_of_its_indicator(sheet, row, stored, source):
    result = sheet([["单位汇总数"], TOTALS, row])
    assert result.fields("unit_total")[0]["value"] == stored
    assert result.records("unit_total")[0]["source_unit"] == {"value": source}
    assert result.flags == {}


def test_that_a_total_in_a_unit_of_another_kind_is_asked_about(sheet):
    result = sheet([["单位汇总数"], TOTALS, ["H3", 2023, 58.3, "万元"]])
    assert result.fields("unit_total")[0]["value"] == "58.3"
    assert doubted(result) == {"C3": "%"}


@pytest.mark.parametrize(
    ("value", "unit", "flags"),
    [
        (0.583, None, {"percent_or_share"}),
        (58.3, None, set()),
        (0.583, "%", {"percent_or_share"}),
        ("0.583%", "%", set()),
        (58.3, "%", set()),
    ],
)
def test_that_a_share_for_an_indicator_of_percents_is_asked_about(sheet, value, unit, flags):
    result = sheet([["单位汇总数"], TOTALS, ["H3", 2023, value, unit]])
    assert result.flags.get(3, set()) == flags


@pytest.mark.parametrize("month", [8, 9, 10, 11, 12])
def test_that_a_month_beside_all_months_until_it_is_no_other_unit(sheet, month):
    heads = ["企业名称", "信用代码", f"{month}月当月", f"1-{month}月累计"]
    rows = [
        [f"宁波示例{n}有限公司", code, 7000 + n, (7000 + n) * month] for n, code in enumerate(CODES)
    ]
    found = sheet([["2023年企业产值（千元）"], heads, *rows])
    assert found.fields("firm_period")
    assert not found.flags
