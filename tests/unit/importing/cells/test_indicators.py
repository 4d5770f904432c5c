"""What sheets call the indicators."""

from __future__ import annotations

import pytest

from desktop_app.importing.cells.indicators import IndicatorReader, may_be
from desktop_app.importing.mapping.normal import heading_key


@pytest.fixture(scope="module")
def codes(catalogue):
    return catalogue.codes["indicator"]


@pytest.fixture(scope="module")
def reader(catalogue, codes):
    field = catalogue.form("unit_total").by_code["indicator"]
    return IndicatorReader(field, codes, is_key=True, taught={"高企家底": "H1"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("高企数", "H1"),
        ("有效期内高新技术企业数", "H1"),
        ("3.高新技术企业家数", "H1"),
        ("技术合同成交额", "T5-1"),
        ("新增省科小数", "A2"),
        ("高企净增数", "A1"),
        ("发明专利授权量", "T4-2"),
        ("高企家底", "H1"),
        ("h1", "H1"),
    ],
)
def test_that_usual_names_are_taken(reader, text, code):
    read = reader.read(text)
    assert (read.value, read.flag) == (code, "")


def test_that_a_unit_behind_a_name_is_told(reader):
    assert reader.read("技术合同成交额（万元）")[:2] == ("T5-1", "remark_in_cell")
    assert reader.read("2.高企家底（家）")[:2] == ("H1", "remark_in_cell")


@pytest.mark.parametrize(
    ("text", "code"), [("省科小数", "H2"), ("输出技术合同成交额（万元）", "T5-1")]
)
def test_that_less_usual_names_are_looked_at(reader, text, code):
    assert reader.read(text)[:2] == (code, "near_word")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("科技型中小企业数", ["H2 ", "A2 ", "浙江省备案"]),
        ("技术交易额（亿元）", ["T5-1 ", "合同成交额"]),
        ("新认定高企数", ["A1 ", "净增"]),
        ("其中：高企数", ["H1 "]),
        ("技术合同交易额（新增）", ["T5-1 "]),
        ("全市技术合同交易额", ["T5-1 "]),
    ],
)
def test_that_names_of_two_figures_are_asked_about(reader, text, named):
    read = reader.read(text)
    assert (read.value, read.reject) == (None, "ambiguous_code")
    assert all(one in read.other for one in named)


@pytest.mark.parametrize("text", ["吸纳技术合同成交额", "国家科技型中小企业累计数", "规上高企数"])
def test_that_figures_of_others_are_refused_with_the_reason(reader, text):
    read = reader.read(text)
    assert read.reject == "not_in_list"
    assert read.other


@pytest.mark.parametrize("text", ["技术合同成交额增速", "用电量", "高企"[:1]])
def test_that_what_is_no_indicator_is_refused(reader, text):
    assert reader.read(text).reject == "not_in_list"


def test_that_what_may_be_meant_is_offered(codes):
    assert may_be(codes, "科小数（家）") == ("H2", "A2")
    assert may_be(codes, "用电量") == ()


def test_that_every_name_is_compared_as_headings_are(codes):
    names = [name for one in codes.entries for name in one.aliases]
    names += [name for name, _code in codes.near]
    names += [name for doubt in codes.doubts for name in doubt.names]
    known = {*codes.spellings, *codes.nearly, *codes.doubted}
    assert [name for name in names if heading_key(name).text not in known] == []


def test_that_the_corner_over_totals_names_their_unit(sheet):
    rows = [["科技信贷风险池累计放款", 83000, 98000], ["有效高企数", 5, 6]]
    found = sheet([["海曙区"], ["指标（万元）", "2020年", "2021年"], *rows])
    assert [one["fields"]["value"] for one in found.records("unit_total")] == [
        "8.3",
        "9.8",
        "5",
        "6",
    ]
    assert not any(found.flags.values())
