"""A list of certificates of 高企, in any order of columns and any dress, gives the same ones."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIRMS = {
    "宁波示例甲科技有限公司": "91330203MA2TE5T1XB",
    "宁波示例乙机械有限公司": "91330205MA2TE5T288",
    "宁波示例丙电子股份有限公司": "91330206MA2TE5T36H",
}
HEADS = {
    "firm": ["企业名称", "单位名称", "公司名称"],
    "code": ["统一社会信用代码", "信用代码"],
    "number": ["证书编号", "高企证书编号", "高新技术企业证书编号"],
    "issued": ["发证日期", "发证时间", "获证日期"],
    "until": ["有效期至", "到期日期", "证书有效期至"],
    "kind": ["认定类型", "认定类别"],
}
KINDS = {"首次认定": "1", "重新认定": "2"}
DAYS = ("{0}-{1:02}-{2:02}", "{0}.{1}.{2}", "{0}/{1}/{2}", "{0}年{1}月{2}日", "{0}{1:02}{2:02}")
TITLES = ("高新技术企业名单", "高新技术企业证书台账", "高企名单")


@st.composite
def lists(draw, way):
    """Draw certificates, and how they stand: in one table, or below lines of years or kinds."""
    found = [
        {
            "firm": firm, "code": code, "kind": draw(st.sampled_from(sorted(KINDS))),
            "number": f"GR{year}331{draw(st.integers(0, 9999)):04}{place}",
            "issued": (year, 12, draw(st.integers(1, 28))),
        }
        for place, (firm, code) in enumerate(FIRMS.items())
        for year in [draw(st.integers(2018, 2023))]
    ]  # fmt: skip
    hidden = {"kind"} if way == "kind" else set()
    columns = draw(st.permutations([one for one in HEADS if one not in hidden]))
    heads = [draw(st.sampled_from(HEADS[one])) for one in columns]
    day = draw(st.sampled_from(DAYS))

    def cell(one, column):
        year, *rest = one["issued"]
        said = {"issued": day.format(year, *rest), "until": day.format(year + 3, *rest)}
        return said.get(column) or one[column]

    rows = [[cell(one, column) for column in columns] for one in found]
    if way != "column":
        lines = [one["kind"] if way == "kind" else f"{one['issued'][0]}年" for one in found]
        rows = [
            row
            for place, line in enumerate(sorted(set(lines)))
            for row in (
                [f"{'一二三'[place]}、{line}"],
                *(r for r, own in zip(rows, lines, strict=True) if own == line),
            )
        ]
    return [[draw(st.sampled_from(TITLES))], heads, *rows], found


@pytest.mark.parametrize("way", ["column", "year", "kind"])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_a_list_of_certificates_says_the_same_in_any_dress(sheet, way, data):
    rows, said = data.draw(lists(way))
    found = sheet(rows)
    assert found.rejected == {}
    names = {one["uid"]: one["fields"]["uscc"] for one in found.records("firm")}
    fields = ("cert_no", "issue_date", "expire_date", "kind")
    assert sorted(
        (names[one["parent"]], *(one["fields"].get(name) for name in fields))
        for one in found.records("hte_cert")
    ) == sorted(
        (
            one["code"],
            one["number"],
            "{}-{:02}-{:02}".format(*one["issued"]),
            "{}-{:02}-{:02}".format(one["issued"][0] + 3, *one["issued"][1:]),
            KINDS[one["kind"]],
        )
        for one in said
    )
