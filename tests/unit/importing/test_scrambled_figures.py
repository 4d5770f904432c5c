"""Figures of firms by time, laid out in every way, are the same records."""

from __future__ import annotations

from decimal import Decimal

from golden_sheets.crossings import LAYOUTS, crossed, dressed, times
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIRMS = {
    "宁波示例甲科技有限公司": "91330203MA2TE5T1XB",
    "宁波示例乙机械有限公司": "91330205MA2TE5T288",
    "宁波示例丙电子股份有限公司": "91330206MA2TE5T36H",
}
UNITS = {"元": Decimal("0.001"), "千元": Decimal(1), "万元": Decimal(10)}
MONEY = {
    "revenue": ("firm_period", ["营业收入", "销售收入"]),
    "total_profit": ("firm_period", ["利润总额"]),
    "taxes_paid": ("firm_period", ["上缴税费", "实缴税金"]),
    "rd_total": ("rd_activity", ["研发费用", "研发投入", "研究开发费用合计"]),
}
COUNTS = {"staff_end": ("firm_period", ["从业人员", "职工人数", "从业人员期末人数"])}
CORNERS = {"O": ["企业名称", "单位名称", "企业"], "N": ["指标", "项目"], "T": ["时期", "年度"]}
PLAIN = frozenset(LAYOUTS) - {"N|T", "T|N"}
"""Layouts that name their firms."""


@st.composite
def sheets(draw):
    """Draw a table of firms' figures, and what it says by (form, firm, period, field)."""
    layout = draw(st.sampled_from(sorted(PLAIN)))
    year, codes = draw(times())
    if layout == "O|N":
        said = draw(st.sampled_from(sorted(codes)))
        year, codes = year + said, {said: codes[said]}
    fields = MONEY | COUNTS if "N" in layout else MONEY
    many = draw(st.integers(2, 4)) if "N" in layout else 1
    unit = draw(st.sampled_from(sorted(UNITS)))
    in_title = "N" not in layout or draw(st.booleans())
    picked = draw(st.permutations(sorted(fields)))[:many]
    names = {}
    for code in picked:
        text = draw(st.sampled_from(fields[code][1]))
        names[text if in_title or code in COUNTS else f"{text}（{unit}）"] = code
    # Sizes as firms have them, none of which falls along the year; some look like years.
    least = 10_000 if unit == "元" else 1
    figures = {
        (firm, name): sorted(
            draw(st.lists(st.integers(1_000, 2_900), min_size=len(codes), max_size=len(codes)))
        )
        for firm in FIRMS
        for name in names
    }

    def figure(firm, time, name):
        one = figures[firm, name][list(codes).index(time)]
        return one // 10 if names[name] in COUNTS else one * least

    def value(at):
        return figure(at["O"], at.get("T", *list(codes)[:1]), at.get("N", *list(names)[:1]))

    axes = {"O": list(FIRMS), "T": list(codes), "N": list(names)}
    corners = {one: draw(st.sampled_from(texts)) for one, texts in CORNERS.items()}
    grid = crossed(layout, axes, corners, value)
    about = next(iter(names)) if many == 1 else ""
    unit_said = f"（单位：{unit}）" if in_title else ""
    title = f"{year}企业{about}情况统计表{unit_said}"
    rows = draw(dressed(grid, max(len(layout.partition("|")[2]), 1)))
    said = {
        (fields[names[name]][0], firm, codes[time], names[name]): figure(firm, time, name)
        * (UNITS[unit] if names[name] in MONEY else 1)
        for firm in FIRMS
        for time in codes
        for name in names
    }
    return [[title], *rows], said


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=sheets())
def test_that_figures_of_firms_say_the_same_in_any_layout(sheet, stock, made):
    rows, said = made
    stock.forms.clear()
    for number, (name, code) in enumerate(FIRMS.items()):
        stock.put("firm", f"f{number}", name=name, name_key=name, uscc=code)
    found = sheet(rows, existing=stock)
    assert found.rejected == {}
    firms = {f"f{number}": name for number, name in enumerate(FIRMS)}
    assert {
        (form, firms[one["parent"]], one["period"], field): Decimal(value)
        for form in ("firm_period", "rd_activity")
        for one in found.records(form)
        for field, value in one["fields"].items()
    } == said
