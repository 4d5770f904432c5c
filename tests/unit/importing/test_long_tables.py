"""Tables with a line for each figure: what they say is what a table with a column for each says."""

from __future__ import annotations

import pytest
from golden_sheets.grid import CODES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

A, B = CODES["A"], CODES["B"]
FIRMS = {"宁波示例甲有限公司": A, "宁波示例乙有限公司": B}
MONEY = {"研发费用合计": "rd_total", "营业收入": "revenue", "出口总额": "exports"}
COUNTS = {"研究开发人员合计": "rd_staff", "当年专利申请数": "patent_applications"}
HEADS = ["企业名称", "信用代码", "年份", "指标名称", "计量单位", "数值"]


def records(result):
    """Return what is stored, by form, firm and period."""
    found, kept = {}, result.preview.records
    firms = kept["firm"]
    codes = [values[firms.columns.index("uscc")] for values in firms.values]
    for form, one in kept.items():
        for place, values in enumerate(one.values):
            at = place if form == "firm" else list(firms.uids).index(one.parents[place])
            said = {n: v for n, v in zip(one.columns, values, strict=True) if v is not None}
            found[form, codes[at], one.periods[place]] = said
    return found


@st.composite
def figures(draw):
    """Draw some figures of firms and years, each once."""
    keys = st.tuples(
        st.sampled_from(sorted(FIRMS)),
        st.sampled_from([2022, 2023]),
        st.sampled_from(sorted({**MONEY, **COUNTS})),
    )
    return draw(st.dictionaries(keys, st.integers(1, 90), min_size=2, max_size=12))


@st.composite
def lines(draw, said):
    """Draw the lines that give some figures, in any order and in any unit."""
    found = []
    for firm, year, name in draw(st.permutations(sorted(said))):
        value = said[firm, year, name]
        unit = draw(st.sampled_from(["千元", "万元", "元"])) if name in MONEY else "人"
        amount = {"千元": value, "万元": value / 10, "元": value * 1000, "人": value}[unit]
        found.append([firm, FIRMS[firm], year, name, unit, amount])
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_lines_say_what_columns_say(sheet, data):
    said = data.draw(figures())
    names = sorted({name for _firm, _year, name in said})
    wide = [["企业名称", "信用代码", "年份", *(f"{n}（千元）" if n in MONEY else n for n in names)]]
    for firm, year in sorted({key[:2] for key in said}):
        cells = [said.get((firm, year, name)) for name in names]
        wide.append([firm, FIRMS[firm], year, *cells])
    long = data.draw(lines(said))
    got = sheet([["企业指标明细"], HEADS, *long])
    assert not got.rejected
    assert got.preview.taken == len(long)
    assert records(got) == records(sheet(wide))


def test_that_two_names_of_a_figure_are_one(sheet):
    got = sheet(
        [
            HEADS,
            ["宁波示例甲有限公司", A, 2022, "研究开发费用合计", "万元", 10],
            ["宁波示例甲有限公司", A, 2023, "研发费用合计", "千元", 120],
        ]
    )
    assert [one["fields"] for one in got.records("rd_activity")] == [
        {"rd_total": "100"},
        {"rd_total": "120"},
    ]
    assert got.preview.taken == 2


def test_that_a_long_table_below_another_is_read_as_one(sheet):
    filler = [[f"宁波示例{n:03}有限公司", "示某", f"示例路{n}号"] for n in range(250)]
    below = [["宁波示例甲有限公司", A, 2023, "研发费用合计", "千元", 120]]
    below += [["宁波示例甲有限公司", A, 2023, "研究开发人员合计", "人", 3]]
    got = sheet(
        [["企业名称", "法定代表人", "详细地址"], *filler, [], ["二、指标明细表"], HEADS, *below]
    )
    assert [one["fields"] for one in got.records("rd_activity")] == [
        {"rd_total": "120"},
        {"rd_staff": "3"},
    ]


def test_that_projects_and_their_money_are_no_long_table(sheet):
    rows = [["企业名称", "信用代码", "项目名称", "经费（千元）"]]
    rows += [
        ["宁波示例甲有限公司", A, "示例项目一", 100],
        ["宁波示例甲有限公司", A, "示例项目二", 50],
    ]
    got = sheet([["2023年企业研发项目汇总表"], *rows])
    assert [one["fields"]["name"] for one in got.records("rd_project")] == [
        "示例项目一",
        "示例项目二",
    ]


def test_that_a_line_with_an_error_for_its_value_keeps_its_address(sheet):
    got = sheet([HEADS, ["宁波示例甲有限公司", A, 2023, "研发费用合计", "千元", "很多"]])
    assert got.rejected == {2: "not_a_number"}
    assert got.entries[0]["cells"] == ["F2"]


def test_that_a_column_of_units_without_a_unit_names_no_records(sheet):
    rows = [
        ["指标", "数值", "单位", "年份"],
        ["规模以上工业高新技术企业数量占比", "31%", None, 2022],
    ]
    [entry] = sheet(rows).entries
    assert (entry["form"], entry["period"]) == ("unit_total", "2022")
    assert entry["fields"]["value"] == "31"


def test_that_a_word_among_shares_names_no_figure(sheet):
    heads = ["企业名称", "信用代码", "研发费用（万元）", "", "", ""]
    below = ["", "", 2022, 2023, "增长%", "排名"]
    firm = ["宁波示例甲有限公司", "91330203MA2TE5T1XB", 8, 9, 0.1, 1]
    other = ["宁波示例乙有限公司", "91330205MA2TE5T288", "", 7, "新增", ""]
    found = sheet([heads, below, firm, [*other[:2], 6, 5, -0.1, 2], other])
    assert found.fields("rd_activity")[:2] == [{"rd_total": "80"}, {"rd_total": "90"}]


@pytest.mark.parametrize("codes", [True, False])
def test_that_reports_of_carriers_may_name_their_period_and_codes(sheet, codes):
    heads = ["载体名称", "指标编码", "指标名称", "报告期", "数值", "计量单位"]
    rows = [["甲孵化器", "FH01", "在孵企业数", "202306", "63", "家"],
            ["甲孵化器", "FH02", "在孵企业总收入", "202306", "98", "万元"]]  # fmt: skip
    rows = [heads, *rows] if codes else [[row[0], *row[2:]] for row in [heads, *rows]]
    found = sheet(rows)
    figures = {}
    for one in found.records("incubator"):
        assert one["period"] == "2023M06"
        figures |= one["fields"]
    assert figures == {"tenants": "63", "tenant_income": "980"}
    assert not found.rejected
