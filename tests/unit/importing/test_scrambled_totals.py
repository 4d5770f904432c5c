"""Totals of districts by time, laid out in every way, give one's own figures and no others."""

from __future__ import annotations

from decimal import Decimal

from golden_sheets.crossings import LAYOUTS, crossed, dressed, times
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

OWN, PLACES = "海曙区", ["江北区", "鄞州区", "海曙区", "慈溪市"]
TOTALS = {
    "H1": ["高新技术企业数", "高企数", "有效高新技术企业数"],
    "A2": ["新增科技型中小企业数", "科技型中小企业新增数"],
    "T4-2": ["发明专利授权量", "年度发明专利授权量"],
    "T1-2": ["享受研发费用加计扣除企业数", "加计扣除企业数"],
    "H3": ["高新技术产业增加值占规上工业增加值比重"],
    "T5-1": ["技术合同成交额（万元）", "技术合同交易额(亿元)"],
}
# Such as look like a year too.
FIGURES = st.one_of(st.integers(1990, 2030), st.integers(13, 3_000))
CORNERS = {
    "O": ["区县", "地区", "单位", "县（市、区）"],
    "N": ["指标", "项目"],
    "T": ["时期", "年度"],
}


@st.composite
def sheets(draw):
    """Draw a table of totals, and what it says of one's own district."""
    layout = draw(st.sampled_from(LAYOUTS))
    year, codes = draw(times())
    if layout == "O|N":
        said = draw(st.sampled_from(sorted(codes)))
        year, codes = year + said, {said: codes[said]}
    many = 1 if "N" not in layout else draw(st.integers(2, 4))
    totals = draw(st.permutations(sorted(TOTALS)))[:many]
    names = {draw(st.sampled_from(TOTALS[code])): code for code in totals}
    places = PLACES if "O" in layout else [OWN]
    axes = {"O": places, "T": list(codes), "N": list(names)}
    figures = {
        (place, time, name): draw(FIGURES) for place in places for time in codes for name in names
    }

    def value(at):
        return figures[
            at.get("O", OWN), at.get("T", *list(codes)[:1]), at.get("N", *list(names)[:1])
        ]

    corners = {one: draw(st.sampled_from(texts)) for one, texts in CORNERS.items()}
    grid = crossed(layout, axes, corners, value, is_blank=draw(st.booleans()))
    about = next(iter(names)) if many == 1 else "科技创新主要指标"
    title = (
        f"{year if year else ''}{about}"
        if many == 1
        else f"{OWN if len(places) == 1 else '各区县'}{year}{about}"
    )
    rows = draw(dressed(grid, max(len(layout.partition("|")[2]), 1)))
    said = {
        (names[name], codes[time]): figure * (Decimal("0.0001") if "万元" in name else 1)
        for (place, time, name), figure in figures.items()
        if place == OWN
    }
    return [[title], *rows], said


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=sheets())
def test_that_totals_say_the_same_in_any_layout(sheet, made):
    rows, said = made
    found = sheet(rows)
    assert found.rejected == {}
    assert {
        (one["fields"]["indicator"], one["period"]): Decimal(one["fields"]["value"])
        for one in found.records("unit_total")
    } == said
