"""Figures of incubators by time, laid out in every way, are the same records."""

from __future__ import annotations

from decimal import Decimal

from golden_sheets.crossings import crossed, dressed, times
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NAMES = ["示例甲科技企业孵化器", "示例乙创业孵化器", "示例丙生物医药孵化器"]
UNITS = {"元": Decimal("0.001"), "千元": Decimal(1), "万元": Decimal(10)}
MONEY = {
    "income": ["孵化器总收入", "孵化器收入"],
    "tenant_income": ["在孵企业总收入", "在孵企业收入"],
}
COUNTS = {
    "tenants": ["在孵企业数", "在孵企业总数"],
    "grad_total": ["累计毕业企业数", "累计毕业企业"],
    "tenant_staff": ["在孵企业从业人员", "在孵企业就业人数"],
    "area_total": ["使用总面积", "孵化场地面积"],
}
FIELDS = MONEY | COUNTS
CORNERS = {"O": ["孵化器名称", "载体名称"], "N": ["指标", "项目"], "T": ["时期", "年度"]}
LAYOUTS = ("O|N", "O|TN", "O|NT", "OT|N", "TO|N", "ON|T", "N|OT", "OTN|", "O|T")
FIGURES = st.one_of(st.integers(1990, 2030), st.integers(13, 3_000))


@st.composite
def sheets(draw):
    """Draw a table of incubators, and what it says by (name, period, field)."""
    layout = draw(st.sampled_from(LAYOUTS))
    year, codes = draw(times())
    if layout == "O|N":
        said = draw(st.sampled_from(sorted(codes)))
        year, codes = year + said, {said: codes[said]}
    many = draw(st.integers(2, 4)) if "N" in layout else 1
    unit = draw(st.sampled_from(sorted(UNITS)))
    names = {}
    for code in draw(st.permutations(sorted(FIELDS if many > 1 else COUNTS)))[:many]:
        text = draw(st.sampled_from(FIELDS[code]))
        names[f"{text}（{unit}）" if code in MONEY else text] = code
    figures = {
        (owner, time, name): draw(FIGURES) for owner in NAMES for time in codes for name in names
    }

    def value(at):
        return figures[at["O"], at.get("T", next(iter(codes))), at.get("N", next(iter(names)))]

    axes = {"O": NAMES, "T": list(codes), "N": list(names)}
    corners = {one: draw(st.sampled_from(texts)) for one, texts in CORNERS.items()}
    grid = crossed(layout, axes, corners, value)
    about = next(iter(names)) if many == 1 else "情况"
    rows = draw(dressed(grid, max(len(layout.partition("|")[2]), 1)))
    said = {
        (owner, codes[time], names[name]): figure * (UNITS[unit] if names[name] in MONEY else 1)
        for (owner, time, name), figure in figures.items()
    }
    return [[f"{year}科技企业孵化器{about}统计表"], *rows], said


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=sheets())
def test_that_figures_of_incubators_say_the_same_in_any_layout(sheet, made):
    rows, said = made
    found = sheet(rows)
    assert found.rejected == {}
    names = {one["uid"]: one["fields"]["name"] for one in found.records("carrier")}
    assert {
        (names[one["parent"]], one["period"], field): Decimal(value)
        for one in found.records("incubator")
        for field, value in one["fields"].items()
    } == said
