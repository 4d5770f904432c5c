"""Columns of which each cell holds two values; both are taken, or the loss is told."""

from __future__ import annotations

import datetime as dt

import pytest
from golden_sheets.grid import CODES

NAMES = ["宁波示例甲有限公司", "宁波示例乙有限公司", "宁波示例丙有限公司"]
CERT = ["企业名称", "信用代码", "证书编号"]


def certificates(sheet, heads, *cells):
    rows = [
        [name, CODES[code], f"GR20213310010{place}", *said]
        for place, (name, code, said) in enumerate(zip(NAMES, "ABC", cells, strict=False))
    ]
    result = sheet([["高新技术企业名单"], [*CERT, *heads], *rows])
    return [
        (fields.get("issue_date"), fields.get("expire_date"), "range" in entry["flags"])
        for entry in result.records("hte_cert")
        for fields in [entry["fields"]]
    ]


def test_that_a_time_of_validity_gives_both_its_days(sheet):
    cells = ["2021.12.01至2024.11.30"], ["2021-12-02~2024-12-01"], ["2024-11-12"]
    assert certificates(sheet, ["有效期"], *cells) == [
        ("2021-12-01", "2024-11-30", False),
        ("2021-12-02", "2024-12-01", False),
        (None, "2024-11-12", False),
    ]


def test_that_the_begin_of_a_validity_fills_a_blank_day_of_issue_and_else_agrees_or_is_told(sheet):
    cells = ["", "2021.12.1至2024.11.30"], [dt.date(2021, 12, 1), "2021.12.1至2024.11.30"]
    other = ["2021-12-05", "2021.12.1至2024.11.30"]
    assert certificates(sheet, ["发证日期", "有效期"], *cells, other) == [
        ("2021-12-01", "2024-11-30", False),
        ("2021-12-01", "2024-11-30", False),
        ("2021-12-05", "2024-11-30", True),
    ]


def contacts(sheet, heads, *cells):
    rows = [
        [name, CODES[code], *said] for name, code, said in zip(NAMES, "ABC", cells, strict=False)
    ]
    result = sheet([["企业名称", "信用代码", *heads], *rows])
    return [
        (
            entry["fields"].get("contact"),
            entry["fields"].get("phone") or entry["fields"].get("mobile"),
            entry["flags"],
        )
        for entry in result.records("firm")
    ]


@pytest.mark.parametrize(
    ("heading", "flags"),
    [
        ("联系人", []),
        ("联系方式", []),
        ("联系人及电话", []),
        ("联系人姓名及电话", []),
        ("联系电话", ["guessed_heading"]),
    ],
)
def test_that_person_and_telephone_in_one_cell_are_both_taken(sheet, heading, flags):
    assert contacts(sheet, [heading], ["王某 0574-80000001"], ["李某/13800000001"]) == [
        ("王某", "0574-80000001", flags),
        ("李某", "13800000001", flags),
    ]


def test_that_the_other_column_is_filled_where_it_is_blank_and_kept_where_it_differs(sheet):
    heads = ["联系人", "联系电话"]
    cells = ["王某 0574-80000001", ""], ["", "李某13800000001"], ["王某 13800000001", "13800000002"]
    assert contacts(sheet, heads, *cells) == [
        ("王某", "0574-80000001", []),
        ("李某", "13800000001", []),
        ("王某", "13800000002", ["remark_in_cell"]),
    ]


def test_that_a_mobile_telephone_goes_where_the_sheet_has_such_or_any(sheet):
    row = ["宁波示例甲有限公司", CODES["A"], "王某 13800000001"]
    for heads, field in (([], "mobile"), (["固定电话", "手机"], "mobile"), (["电话"], "phone")):
        result = sheet([["企业名称", "信用代码", "联系人", *heads], [*row, *[""] * len(heads)]])
        assert result.fields("firm")[0][field] == "13800000001"
    line = ["宁波示例乙有限公司", CODES["B"], "王某 0574-80000001"]
    result = sheet([["企业名称", "信用代码", "联系人", "手机"], [*line, ""], [*row, ""]])
    told = [(f.get("phone"), f.get("mobile")) for f in result.fields("firm")]
    assert told == [("0574-80000001", None), (None, "13800000001")]


def test_that_a_person_or_a_number_in_the_column_of_the_other_goes_where_it_belongs(sheet):
    assert contacts(sheet, ["联系人及电话"], ["王某 13800000001"], ["李某"], ["13800000002"]) == [
        ("王某", "13800000001", []),
        ("李某", None, []),
        (None, "13800000002", []),
    ]
    assert contacts(sheet, ["联系人"], ["王某"], [13800000001], ["0574-80000001"]) == [
        ("王某", None, []),
        (None, "13800000001", []),
        (None, "0574-80000001", []),
    ]


@pytest.mark.parametrize(
    "cell", ["13800000001（微信同号）", "13800000001 转账用", "WeChat 13800000001"]
)
def test_that_no_words_beside_a_number_are_taken_for_a_person(sheet, cell):
    [(contact, phone, flags)] = contacts(sheet, ["联系方式"], [cell])
    assert (contact, phone) == (None, cell)
    assert flags


def test_that_a_level_behind_a_name_is_that_of_the_carrier(sheet):
    rows = [
        ["孵化器名称", "运营单位"],
        ["甲孵化器（国家级）", "甲"],
        ["乙孵化器（市级备案）", "乙"],
        ["丙孵化器", "丙"],
    ]
    carriers = sheet(rows).fields("carrier")
    assert [(one["name"], one.get("level")) for one in carriers] == [
        ("甲孵化器", "1"),
        ("乙孵化器", "3"),
        ("丙孵化器", None),
    ]


@pytest.mark.parametrize("title", [[["省级孵化器名单"]], []])
def test_that_title_and_lines_have_the_word_of_the_level(sheet, title):
    line = [] if title else [["一、省级"]]
    rows = [
        *title,
        ["孵化器名称", "运营单位"],
        *line,
        ["甲孵化器（国家级）", "甲"],
        ["丙孵化器", "丙"],
    ]
    found = sheet(rows)
    assert [one["level"] for one in found.fields("carrier")] == ["2", "2"]
    assert [flags for flags in found.flags.values() if flags] == [{"remark_in_cell"}]


def test_that_a_kind_and_a_level_may_be_said_by_the_name_of_an_institution_alone(sheet):
    name, code = "宁波示例甲有限公司", CODES["A"]
    heads = ["企业名称", "信用代码", "机构名称", "认定时间"]
    rows = [
        heads,
        [name, code, "甲企业研究院（省级）", "2022-1-1"],
        [name, code, "甲重点实验室（市级）", "2023-1-1"],
    ]
    found = sheet([["企业研发机构名单"], *rows]).fields("rd_institution")
    assert [(one["name"], one["kind"], one["level"]) for one in found] == [
        ("甲企业研究院", "03", "2"),
        ("甲重点实验室", "07", "3"),
    ]
