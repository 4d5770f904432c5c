from decimal import Decimal

import pytest

from desktop_app.i18n import set_language
from desktop_app.indicators import summary
from desktop_app.indicators.asking import CITY
from desktop_app.indicators.figures import Figure
from desktop_app.indicators.summary import gap_text, target_text
from desktop_app.indicators.targets import goal

UNIT = "330203"


@pytest.fixture
def tables(store, catalogue, firm, certificate):
    firm("甲公司", hte_cert=[certificate("2023-11-01")], rd_activity=[{"period": "2024"}])
    return summary(store, catalogue, UNIT, "2024")


def said(catalogue, indicator, unit, value="1"):
    entry = catalogue.indicators[indicator]
    return Figure(entry, unit, "2024", Decimal(value), goal=goal(catalogue, entry, unit))


def test_that_the_shown_figures_and_both_annexes_are_there(tables):
    assert [table.title[:4] for table in tables] == ["主要指标", "附件 1", "附件 2"]
    assert [row[0][:6] for row in tables[0].rows] == [
        "高新技术企业",
        "科技型中小企",
        "年度发明专利",
        "PCT 国际",
        "市级以上科技",
        "研究开发费用",
    ]


def test_that_every_row_is_as_wide_as_its_heading(tables):
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_that_no_cell_is_a_float(tables):
    kinds = {type(cell) for table in tables for row in table.rows for cell in row}
    assert kinds <= {str, int, Decimal, type(None)}


def test_that_decimals_carry_the_places_to_show(tables):
    total = tables[0].rows[-1][2]
    assert (total, total.as_tuple().exponent) == (0, -2)


def test_that_printed_and_computed_totals_stand_in_two_rows_with_their_note(tables):
    first = tables[1]
    assert first.rows[-2] == ("全市目标，原文合计", 800, 900, 1000, 1100, 1200, 5000)
    assert first.rows[-1] == ("全市目标，分项合计", 808, 900, 1000, 1100, 1200, 5008)
    assert first.notes[0] == "2021 年【注：原文合计800，分项合计808，相差8】"
    assert first.notes[1] == "五年合计【注：原文合计5000，分项合计5008，相差8】"
    assert "2025 年【注：原文合计2500，分项合计2550，相差50】" in tables[2].notes


def test_that_an_annex_holds_targets_and_both_readings(tables):
    rows = {row[0]: row[1:] for row in tables[1].rows}
    assert rows["海曙区目标"] == (66, 74, 82, 91, 99, 412)
    assert rows["海曙区目标，累计"] == (66, 140, 222, 313, 412, None)
    assert rows["高新技术企业培育数（净增），完成"] == (0, 0, 1, 0, None, 1)
    assert rows["高新技术企业培育数（首次认定），累计"] == (0, 0, 1, 1, None, None)
    assert rows["高新技术企业培育数（净增），累计比目标"] == (-66, -140, -221, -312, None, None)


def test_that_the_city_has_no_row_of_its_own_targets_twice(store, catalogue):
    titles = [row[0] for row in summary(store, catalogue, CITY, "2024")[1].rows]
    assert titles[0] == "高新技术企业培育数（净增），完成"
    assert titles[-2:] == ["全市目标，原文合计", "全市目标，分项合计"]


def test_that_last_years_figure_stands_beside(store, catalogue, firm, keep):
    uid = firm("甲公司", rd_activity=[{"period": "2023", "rd_total": 2 * 10**10}])
    keep("rd_activity", firm=uid, period="2024", rd_total=3 * 10**10)
    row = summary(store, catalogue, UNIT, "2024")[0].rows[-1]
    assert row[2:5] == (Decimal("3.00"), Decimal("2.00"), "+50.0%")


@pytest.mark.parametrize(
    ("indicator", "unit", "text"),
    [
        ("H1", CITY, "超过 6,000，力争 8,000"),
        ("H1", UNIT, "659（2020 年末加附件五年）"),
        ("H1", "330205", "全市超过 6,000，力争 8,000，未分解"),
        ("T4-2", UNIT, "全市达到 5,500，未分解"),
        ("H3", UNIT, "超过 60"),
        ("H7", UNIT, "争创，无数值目标"),
        ("H8", UNIT, "大幅提升，无数值目标"),
        ("T1-1", UNIT, "基本覆盖，无数值目标"),
        ("RD", UNIT, "计划未列"),
    ],
)
def test_that_a_target_says_whose_it_is(catalogue, indicator, unit, text):
    assert target_text(said(catalogue, indicator, unit)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("5999", "差 2"), ("6000", "差 1"), ("6001", "已超 1"), ("12000", "已超 6,000")],
)
def test_that_the_gap_is_told(catalogue, value, text):
    assert gap_text(said(catalogue, "H1", CITY, value)) == text


def test_that_a_district_has_no_gap_to_a_number_of_the_city(catalogue):
    assert gap_text(said(catalogue, "T4-2", UNIT, "9")) == "—"


def test_that_a_package_stays_chinese_whatever_the_window_speaks(store, catalogue):
    set_language("en")
    try:
        assert summary(store, catalogue, UNIT, "2024")[0].title == "主要指标"
        english = summary(store, catalogue, UNIT, "2024", language="en")
    finally:
        set_language("zh")
    assert english[0].rows[0][0] == "High-tech enterprises in force"
    assert any(note.startswith("R&D expenses, total") for note in english[0].notes)
