"""A list of R&D institutions, in any order of columns and any dress, gives the same ones."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIRMS = {
    "宁波示例甲科技有限公司": "91330203MA2TE5T1XB",
    "宁波示例乙机械有限公司": "91330205MA2TE5T288",
    "宁波示例丙电子股份有限公司": "91330206MA2TE5T36H",
}
KINDS = ("企业研究院", "重点实验室", "企业技术中心", "院士工作站")
LEVELS = {"国家级": "1", "省级": "2", "市级": "3"}
HEADS = {
    "firm": ["企业名称", "依托单位", "建设单位"],
    "code": ["统一社会信用代码", "信用代码"],
    "name": ["机构名称", "研发机构名称", "平台名称"],
    "kind": ["机构类别", "研发机构类型", "平台类型"],
    "level": ["级别", "认定级别"],
    "day": ["认定时间", "认定日期", "批准时间"],
}
DAYS = ("{0}-{1:02}-{2:02}", "{0}.{1}.{2}", "{0}/{1}/{2}", "{0}年{1}月{2}日")
TITLES = ("企业研发机构名单", "企业研发机构一览表", "研发机构与平台台账")


@st.composite
def lists(draw, way):
    """Draw institutions, and how they are listed: in one table, or below lines of kind or level."""
    found = [
        {
            "firm": firm, "code": code, "kind": kind, "name": f"示例{'甲乙丙'[place]}{kind}",
            "level": draw(st.sampled_from(sorted(LEVELS))),
            "day": (draw(st.integers(2012, 2023)), draw(st.integers(1, 12)), 15),
        }
        for place, (firm, code) in enumerate(FIRMS.items())
        for kind in [draw(st.sampled_from(KINDS))]
    ]  # fmt: skip
    columns = draw(st.permutations([one for one in HEADS if one != way]))
    heads = [draw(st.sampled_from(HEADS[one])) for one in columns]
    day = draw(st.sampled_from(DAYS))
    rows = [
        [day.format(*one["day"]) if column == "day" else one[column] for column in columns]
        for one in found
    ]
    if way != "column":
        tail = draw(st.sampled_from(["", "（1家）"]))
        lines = [one[way] for one in found]
        rows = [
            row
            for place, line in enumerate(sorted(set(lines)))
            for row in (
                [f"{'一二三'[place]}、{line}{tail if lines.count(line) == 1 else ''}"],
                *(r for r, own in zip(rows, lines, strict=True) if own == line),
            )
        ]
    return [[draw(st.sampled_from(TITLES))], heads, *rows], found


@pytest.mark.parametrize("way", ["column", "kind", "level"])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_a_list_of_institutions_says_the_same_in_any_dress(sheet, catalogue, way, data):
    rows, said = data.draw(lists(way))
    found = sheet(rows)
    assert found.rejected == {}
    kinds = catalogue.codes["institution_kind"].spellings
    names = {one["uid"]: one["fields"]["uscc"] for one in found.records("firm")}
    fields = ("name", "kind", "level", "date")
    assert sorted(
        (names[one["parent"]], *(one["fields"].get(name) for name in fields))
        for one in found.records("rd_institution")
    ) == sorted(
        (
            one["code"],
            one["name"],
            kinds[one["kind"]],
            LEVELS[one["level"]],
            "{}-{:02}-{:02}".format(*one["day"]),
        )
        for one in said
    )
