"""A list of patents, in any order of columns and any spelling, gives the same patents."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIRMS = ["宁波示例甲科技有限公司", "宁波示例乙机械有限公司"]
OTHERS = ["示例大学", "示例研究院"]
KINDS = {
    "1": ["发明专利", "发明"],
    "2": ["实用新型", "实用新型专利"],
    "3": ["外观设计", "外观设计专利"],
}
HEADS = {
    "no": ["专利号", "申请号", "申请号/专利号", "专利申请号"],
    "title": ["专利名称", "发明名称", "专利名"],
    "kind": ["专利类型", "专利类别"],
    "owner": ["专利权人", "申请（专利权）人", "权利人"],
    "filed": ["申请日", "申请日期"],
    "granted": ["授权公告日", "授权日期"],
}
NUMBERS = ("ZL{0}.{1}", "CN{0}.{1}", "{0}.{1}", "{0}{1}", "ZL{0}{1}", " ZL {0}.{1} ")
DAYS = ("{0}-{1:02}-{2:02}", "{0}.{1}.{2}", "{0}/{1}/{2}", "{0}年{1}月{2}日", "{0}{1:02}{2:02}")
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def check_of(digits):
    rest = sum(int(one) * weight for one, weight in zip(digits, WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


@st.composite
def patents(draw):
    """Draw some patents with numbers of their own."""
    serials = draw(st.lists(st.integers(0, 4_999_999), min_size=2, max_size=5, unique=True))
    found = []
    for place, serial in enumerate(serials):
        kind, year = draw(st.sampled_from(sorted(KINDS))), draw(st.integers(2012, 2022))
        digits = f"{year}{kind}{serial:07}"
        others = draw(st.lists(st.sampled_from(OTHERS), max_size=1))
        found.append({
            "no": (digits, check_of(digits)), "title": f"一种示例装置{place}", "kind": kind,
            "owner": [draw(st.sampled_from(FIRMS)), *others],
            "filed": (year, draw(st.integers(1, 12)), draw(st.integers(1, 28))),
            "granted": (year + 1, draw(st.integers(1, 12)), draw(st.integers(1, 28))),
        })  # fmt: skip
    return found


@st.composite
def lists(draw, way):
    """Draw how patents are listed: in one table, below lines of kinds or of firms."""
    found = draw(patents())
    columns = draw(st.permutations([c for c in HEADS if c != way]))
    heads = [draw(st.sampled_from(HEADS[one])) for one in columns]
    number, day = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(DAYS))
    between = draw(st.sampled_from(["；", ";", "、", "，", "\n", " ; "]))
    words = {kind: draw(st.sampled_from(texts)) for kind, texts in KINDS.items()}

    def cell(one, column):
        if column == "no":
            return number.format(*one["no"])
        if column in {"filed", "granted"}:
            return day.format(*one[column])
        said = {"kind": words[one["kind"]], "owner": between.join(one["owner"])}
        return said.get(column, one["title"])

    rows = [[cell(one, column) for column in columns] for one in found]
    title = draw(st.sampled_from(["专利台账", "2023年授权专利清单", "企业专利明细表"]))
    if way == "kind":
        kinds = sorted({one["kind"] for one in found})
        groups = [[[f"{'一二三'[n]}、{words[kind]}"],
                   *(row for row, one in zip(rows, found, strict=True) if one["kind"] == kind)]
                  for n, kind in enumerate(kinds)]  # fmt: skip
        rows = [row for group in groups for row in group]
    if draw(st.booleans()):
        heads = ["序号", *heads]
        rows = [[n, *row] if len(row) > 1 else row for n, row in enumerate(rows, start=1)]
    return [[title], heads, *rows], found


@pytest.mark.parametrize("way", ["column", "kind"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_a_list_of_patents_says_the_same_in_any_dress(sheet, stock, way, data):
    rows, said = data.draw(lists(way))
    stock.forms.clear()
    for number, name in enumerate(FIRMS):
        stock.put("firm", f"f{number}", name=name, name_key=name)
    found = sheet(rows, existing=stock)
    assert found.rejected == {}
    names = ("app_no", "title", "ptype", "app_date", "grant_date")
    assert sorted(
        (one["parent"], *(one["fields"].get(name) for name in names))
        for one in found.records("patent")
    ) == sorted(
        (
            f"f{FIRMS.index(one['owner'][0])}",
            ".".join(one["no"]),
            one["title"],
            one["kind"],
            "{}-{:02}-{:02}".format(*one["filed"]),
            "{}-{:02}-{:02}".format(*one["granted"]),
        )
        for one in said
    )
    owners = sorted(name for one in said for name in one["owner"])
    assert sorted(one["name"] for one in found.fields("patent_owner")) == owners
