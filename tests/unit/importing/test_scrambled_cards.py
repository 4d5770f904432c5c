"""One firm's figures, laid out as pairs of labels and values in every way, are read the same."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIRM, CODE = "宁波示例甲科技有限公司", "91330203MA2TE5T1XB"
UNITS = {"元": Decimal("0.001"), "千元": Decimal(1), "万元": Decimal(10)}
HEAD = {
    "法定代表人": "示例一",
    "联系人": "示例二",
    "联系电话": "0574-80000000",
    "所属街道": "示例街道",
}
MONEY = {
    "revenue": ("firm_period", ["营业收入", "营收", "销售收入"]),
    "total_profit": ("firm_period", ["利润总额"]),
    "net_profit": ("firm_period", ["净利润"]),
    "total_assets": ("firm_period", ["资产总计", "年末资产总额"]),
    "rd_total": ("rd_activity", ["研发费用", "研究开发费用合计", "R&D经费支出"]),
}
COUNTS = {
    "staff_end": ("firm_period", ["从业人员", "职工人数"]),
    "rd_staff": ("rd_activity", ["研发人员", "研究开发人员合计"]),
}
FIELDS = MONEY | COUNTS
# Such as look like a year, a month or nothing; 0 is a figure too.
FIGURES = st.one_of(st.integers(1990, 2030), st.integers(0, 12), st.integers(13, 99_999))
IN_ROWS = {"one": 1, "two": 2, "three": 3}
OVER_YEARS = ("table", "units")


@st.composite
def cards(draw):
    """Draw a form and what it says: its rows, and figures by (form, period, field)."""
    layout = draw(st.sampled_from([*IN_ROWS, "above", "glued", "behind", *OVER_YEARS]))
    fields = draw(st.permutations(sorted(FIELDS)))[: draw(st.integers(3, len(FIELDS)))]
    unit = draw(st.sampled_from(sorted(UNITS)))
    years = [2022, 2023] if layout in OVER_YEARS else [2023]
    figures = {(field, year): draw(FIGURES) for field in fields for year in years}
    names = {field: draw(st.sampled_from(FIELDS[field][1])) for field in fields}
    has_own = layout not in {"behind", "units"}
    titled = has_own and draw(st.booleans())
    year = "2023年" if layout not in OVER_YEARS else ""
    dated = bool(year) and draw(st.booleans())

    def label(field):
        own = f"（{unit}）" if field in MONEY and has_own and not titled else ""
        return f"{year if dated else ''}{names[field]}{own}"

    others = draw(st.permutations(sorted(HEAD)))[: draw(st.integers(0, 3))]
    head = [("企业名称", FIRM), ("统一社会信用代码", CODE), *((one, HEAD[one]) for one in others)]
    lines = [
        [label(f), *([unit_of(f, unit)] if layout == "units" else []), *own]
        for f in fields
        for own in [[figures[f, one] for one in years]]
    ]
    title = f"{'' if dated else year}企业情况表{f'（单位：{unit}）' if titled else ''}"
    over = draw(st.sampled_from(["指标", "主要指标", "项目"]))
    rows = [[title], *laid_out(layout, head, lines, years, over)]
    if layout == "behind":
        rows = [[*row, *([unit_of(f, unit)] if f else [])]
                for row, f in zip(rows, [None] * (len(rows) - len(fields)) + list(fields),
                                  strict=True)]  # fmt: skip
    said = {
        (FIELDS[f][0], str(one), f): figure * (UNITS[unit] if f in MONEY else 1)
        for (f, one), figure in figures.items()
    }
    return rows, said


def unit_of(field, unit):
    return unit if field in MONEY else "人"


def laid_out(layout, head, lines, years, over):
    pairs = [*head, *map(tuple, lines)]
    if layout in IN_ROWS:
        return in_rows(pairs, IN_ROWS[layout])
    if layout == "glued":
        return in_rows([(f"{label}：{value}",) for label, value in pairs], 2)
    if layout == "above":
        parts = [pairs[place : place + 3] for place in range(0, len(pairs), 3)]
        return [list(row) for part in parts for row in zip(*part, strict=True)]
    heads = [] if layout == "behind" else [
        [over, *(["计量单位"] if layout == "units" else []), *(f"{year}年" for year in years)]
    ]  # fmt: skip
    return [*map(list, head), *heads, *lines]


def in_rows(cells, width):
    return [
        [cell for one in cells[place : place + width] for cell in one]
        for place in range(0, len(cells), width)
    ]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(card=cards())
def test_that_a_form_of_pairs_says_the_same_in_any_layout(sheet, card):
    rows, said = card
    result = sheet(rows)
    assert [(one.get("uscc"), one.get("name")) for one in result.fields("firm")] == [(CODE, FIRM)]
    found = {
        (form, one["period"], field): Decimal(value)
        for form in ("firm_period", "rd_activity")
        for one in result.records(form)
        for field, value in one["fields"].items()
    }
    assert found == said
