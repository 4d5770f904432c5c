"""Forms of single firms below a list, however long the list is."""

from __future__ import annotations

import pytest

from desktop_app.domain.identifiers import org_check, uscc_check

HEAD = ["企业名称", "信用代码", "联系人"]
CARD = [
    ["企业名称", "宁波示例甲有限公司", "信用代码", "91330203MA2TE5T1XB"],
    ["年份", 2023],
    ["营业收入（万元）", 12000],
    ["研发费用（万元）", 300],
]
TITLED = [
    ["2023年宁波示例甲有限公司主要指标"],
    ["指标", "数值"],
    ["营业收入（万元）", 12000],
    ["研发费用（万元）", 300],
]


def code(number):
    own = f"MA2{number:05}"
    body = f"91330203{own}{org_check(own)}"
    return body + uscc_check(body)


def firms(count, first=0):
    numbers = range(first, first + count)
    return [[f"宁波示例{n}号有限公司", code(n), "示某"] for n in numbers]


@pytest.mark.parametrize("count", [3, 1_990, 2_500, 8_190, 9_000])
def test_that_a_form_below_a_list_of_any_length_is_read(sheet, count):
    found = sheet([HEAD, *firms(count), [], *CARD])
    assert len(found.fields("firm")) == count + 1
    (figures,) = found.records("firm_period")
    assert (figures["row"], figures["fields"]) == (count + 3, {"revenue": "120000"})
    assert found.rejected == {}


def test_that_figures_titled_with_a_firm_below_a_long_list_are_read(sheet):
    own = ["宁波示例甲有限公司", "91330203MA2TE5T1XB", "示某"]
    found = sheet([HEAD, own, *firms(2_500), [], *TITLED])
    (figures,) = found.records("firm_period")
    assert figures["fields"] == {"revenue": "120000"}
    assert found.rejected == {}


def test_that_a_list_goes_on_below_a_form_in_a_long_sheet(sheet):
    lists = [HEAD, *firms(2_100), [], *CARD, [], HEAD, *firms(900, 5_000)]
    found = sheet(lists)
    assert len({one["uscc"] for one in found.fields("firm")}) == 3_001
    assert len(found.records("rd_activity")) == 1
    assert found.rejected == {}


def test_that_a_list_of_names_alone_is_told_from_figures_below_it(sheet):
    names = [["企业名称"], ["宁波示例甲有限公司"], ["宁波示例乙有限公司"]]
    title = ["2023年重点企业"]
    figures = [["指标名称", "数值"], ["营业收入（万元）", 12], ["研发费用（万元）", 3]]
    found = sheet([title, *names, [], *figures])
    assert [one["name"] for one in found.fields("firm")] == [row[0] for row in names[1:]]
    assert list(found.rejected.values()) == ["no_identity"]


def test_that_totals_below_a_list_stay_totals(sheet):
    totals = [["2023年全区指标"], ["指标", "数值"], ["技术合同交易额（亿元）", 12]]
    found = sheet([HEAD, *firms(3), [], *totals])
    assert found.fields("unit_total") == [{"indicator": "T5-1", "value": "12"}]
