from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from desktop_app import catalogue as catalogues
from desktop_app.domain.values import FieldType
from desktop_app.importing.cell_dates import date_reader
from desktop_app.importing.cell_texts import bool_reader, code_reader, plain_reader, text_reader
from desktop_app.importing.columns import column_reader
from desktop_app.importing.model import Column, Read
from desktop_app.importing.normal import unit_of

FORMS = catalogues.load()


DAY = date_reader(FieldType.DATE, is_end=False)


@pytest.mark.parametrize(
    ("cell", "iso", "flag"),
    [
        (dt.date(2021, 3, 5), "2021-03-05", ""),
        (dt.datetime(2021, 3, 5, 10, 30, tzinfo=dt.UTC), "2021-03-05", ""),
        ("2021.3.5", "2021-03-05", ""),
        ("2021-3-5", "2021-03-05", ""),
        ("2021/3/5", "2021-03-05", ""),
        ("2021年3月5日", "2021-03-05", ""),
        ("2021年3月5", "2021-03-05", ""),
        ("2021年03月05日 星期五", "2021-03-05", ""),
        ("2021-03-05 10:30:00", "2021-03-05", ""),
        ("20210305", "2021-03-05", ""),
        (20210305.0, "2021-03-05", ""),
        (44260.0, "2021-03-05", "date_serial"),
        ("21.3.5", "2021-03-05", "two_digit_year"),
        ("98年3月5日", "1998-03-05", "two_digit_year"),
        ("3/25/2021", "2021-03-25", ""),
        ("3/5/2021", "2021-03-05", "ambiguous_date"),
        ("5-Mar-21", "2021-03-05", "two_digit_year"),
        ("长期", "9999-12-31", ""),
        ("2018.3.5-2021.3.4", "2018-03-05", "range"),
        ("无", None, ""),
        ("#N/A", None, "error_cell"),
        ("#REF!", None, "error_cell"),
    ],
)
def test_that_days_are_read_in_all_their_spellings(cell, iso, flag):
    read = DAY(cell)
    assert (read.value, read.flag, read.reject) == (iso, flag, "")


@pytest.mark.parametrize(
    ("cell", "kept"), [("2021年3月", "2021-03"), ("202103", "2021-03"), ("2021", "2021")]
)
def test_that_a_month_or_year_alone_is_kept_as_such(cell, kept):
    assert DAY(cell) == Read(None, "partial_date", kept=kept)


@pytest.mark.parametrize(
    ("cell", "reason"), [("2021-02-30", "no_such_day"), ("近期", "not_a_date")]
)
def test_that_what_is_no_day_rejects(cell, reason):
    assert DAY(cell).reject == reason


def test_that_a_range_ends_a_validity():
    read = date_reader(FieldType.DATE, is_end=True)("2021年12月10日至2024年12月9日")
    assert read == Read("2024-12-09")


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (FieldType.MONTH, "202312", "2023-12"),
        (FieldType.MONTH, 202312.0, "2023-12"),
        (FieldType.MONTH, "2023年12月", "2023-12"),
        (FieldType.MONTH, "2023.12", "2023-12"),
        (FieldType.MONTH, dt.date(2023, 12, 1), "2023-12"),
        (FieldType.MONTH, "2023-12-05", "2023-12"),
        (FieldType.YEAR, "2023年度", 2023),
        (FieldType.YEAR, 2023.0, 2023),
        (FieldType.YEAR, dt.date(2023, 5, 1), 2023),
        (FieldType.YEAR, "2023-05-01", 2023),
    ],
)
def test_that_months_and_years_are_read(kind, cell, value):
    assert date_reader(kind, is_end=False)(cell) == Read(value)


def test_that_a_month_that_lost_its_zero_is_flagged():
    assert date_reader(FieldType.MONTH, is_end=False)(2021.1).flag == "ambiguous_date"


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇一〇年一月二日", "2010-01-02"),
        ("二零一九年十二月三十一日", "2019-12-31"),
        ("2020年十月二十日", "2020-10-20"),
    ],
)
def test_that_dates_in_chinese_numerals_are_read(text, value):
    read = date_reader(FieldType.DATE, is_end=False)(text)
    assert (read.value, read.flag, read.reject) == (value, "", "")


@pytest.mark.parametrize(
    ("text", "flag"), [("3年", "duration"), ("三年", "duration"), ("2023-2026", "partial_date")]
)
def test_that_a_validity_without_its_last_day_waits_beside_the_field(text, flag):
    read = date_reader(FieldType.DATE, is_end=True)(text)
    assert (read.value, read.flag, read.reject) == (None, flag, "")
    assert read.kept
