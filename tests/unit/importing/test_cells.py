from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app import catalogue as catalogues
from desktop_app.importing.cell_texts import bool_reader, code_reader, plain_reader, text_reader
from desktop_app.importing.columns import column_reader
from desktop_app.importing.model import Column, Read
from desktop_app.importing.normal import unit_of

FORMS = catalogues.load()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("宁波 示例　科技\n有限公司", "宁波示例科技有限公司"),
        ("ＡＢＣ示例（宁波）公司", "ABC示例（宁波）公司"),
        ("示例\xa0公司", "示例公司"),
        ("\u200b示例公司", "示例公司"),
        ("Demo Co Ltd", "Demo Co Ltd"),
        (12.0, "12"),
        ("无", None),
        ("无锡示例公司", "无锡示例公司"),
        ("爱廸新能公司", "爱廸新能公司"),
        ('="0574"', "0574"),
        ("'0574", "0574"),
    ],
)
def test_that_names_lose_their_gaps_and_nothing_else(cell, text):
    assert text_reader(is_name=True)(cell) == Read(text)


def test_that_remarks_keep_their_gaps():
    assert text_reader(is_name=False)("示例 路\n1号").value == "示例 路 1号"


FIRM = FORMS.form("firm").by_code


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("海曙区", Read("330203")),
        ("宁波市海曙区", Read("330203")),
        (330203.0, Read("330203")),
        ("", Read(None)),
        ("-", Read(None)),
        ("火星区", Read(None, "not_in_list", kept="火星区")),
    ],
)
def test_that_codes_are_found_by_any_name(cell, read):
    field = FIRM["reporting_unit"]
    one = code_reader(field, FORMS.codes[field.codes].spellings, is_key=False)
    assert one(cell) == read


def test_that_lost_zeros_of_a_code_come_back_with_a_flag():
    field = FIRM["industry_code"]
    read = code_reader(field, FORMS.codes[field.codes].spellings, is_key=False)(111.0)
    assert read in {Read("0111", "zero_added"), Read("111")}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", 1),
        ("√", 1),
        ("Y", 1),
        (1.0, 1),
        (True, 1),
        ("否", 0),
        ("×", 0),
        ("", None),
        ("-", None),
    ],
)
def test_that_yes_and_no_are_read(cell, value):
    assert bool_reader(FIRM["above_scale"])(cell) == Read(value)


def test_that_a_yes_with_a_remark_is_flagged():
    assert bool_reader(FIRM["above_scale"])("是（2021年）") == Read(1, "remark_in_cell")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0574-87654321", "0574-87654321"),
        (13800000000.0, "13800000000"),
        ("（0574）87654321", "0574-87654321"),
    ],
)
def test_that_telephones_are_read(cell, value):
    assert plain_reader(FIRM["phone"])(cell).value == value


def test_that_a_name_in_a_telephone_cell_is_kept_beside_it():
    read = plain_reader(FIRM["phone"])("某某 13800000000")
    assert (read.value, read.reject) == (None, "")
    assert read.kept == "某某 13800000000"


def test_that_a_share_of_one_becomes_a_percentage():
    form = FORMS.form("super_deduction")
    column = Column(0, "", "super_deduction", "rate", unit=unit_of("%"))
    whole = column_reader(replace(column, scale=100), form, FORMS)
    assert whole.read([0.75, 1.0])[0] == [750, 1000]
    assert column_reader(column, form, FORMS).read(["75%", 100.0])[0] == [750, 1000]
