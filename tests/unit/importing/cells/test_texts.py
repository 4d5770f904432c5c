"""Texts and telephone numbers as cells hold them."""

from __future__ import annotations

import pytest

from desktop_app import catalogue as catalogues
from desktop_app.importing.cells.persons import CLEAN_PERSON
from desktop_app.importing.cells.texts import (
    CLEAN_TEXT,
    digits_reader,
    phone_reader,
    text_reader,
)
from desktop_app.importing.model import Read
from desktop_app.importing.words import words

FORMS = catalogues.load()
PHONE = phone_reader(FORMS.form("firm").by_code["phone"])
PERSON = "110101199003070732"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("宁波 示例　科技\n有限公司", "宁波示例科技有限公司"),
        ("ＡＢＣ示例（宁波）公司", "ABC示例（宁波）公司"),
        ("示例\xa0公司", "示例公司"),
        ("\u200b示例公司", "示例公司"),
        ("Demo Co Ltd", "Demo Co Ltd"),
        (12.0, "12"),
        (True, "是"),
        ("无", None),
        ("（空）", None),
        ("***", None),
        ("无锡示例公司", "无锡示例公司"),
        ("爱廸新能公司", "爱廸新能公司"),
        ("\ue000示例公司", "\ue000示例公司"),
        ('="0574"', "0574"),
        ("'0574", "0574"),
    ],
)
def test_that_names_lose_their_gaps_and_nothing_else(cell, text):
    assert text_reader(is_name=True)(cell) == Read(text)


@pytest.mark.parametrize(
    ("cell", "text"), [("李 四", "李四"), ("欧 阳 修", "欧阳修"), ("李 Ming", "李 Ming")]
)
def test_that_a_name_of_a_person_that_is_spaced_out_is_closed_up(cell, text):
    assert text_reader(is_name=False)(cell) == Read(text)


def test_that_no_word_for_nothing_is_taken_for_a_text_without_a_second_look():
    said = {*words().missing, *words().withheld, *words().errors}
    assert not [word for word in said if CLEAN_PERSON.fullmatch(word) or CLEAN_TEXT.fullmatch(word)]


@pytest.mark.parametrize(
    "cell",
    [
        "望春街道？",
        "望春街道(待核)",
        "望春街道（待核实）",
        "（?）望春街道",
        "望春街道 [存疑]",
        "望春街道??",
    ],
)
def test_that_a_text_that_nobody_is_sure_of_is_taken_and_flagged(cell):
    assert text_reader(is_name=False)(cell) == Read("望春街道", "remark_in_cell")
    assert CLEAN_TEXT.fullmatch(cell) is None


@pytest.mark.parametrize("cell", ["同上？", "（待核实）", "见附件（待补）"])
def test_that_of_a_doubt_about_nothing_nothing_is_taken(cell):
    assert text_reader(is_name=False)(cell) == Read(None, "remark_in_cell")


@pytest.mark.parametrize("cell", ["=A1&B1", "=VLOOKUP(A2,名录!A:C,2,0)", "=-(B2)"])
def test_that_a_formula_that_was_typed_as_text_has_no_value(cell):
    assert text_reader(is_name=False)(cell) == Read(None, "no_value")


@pytest.mark.parametrize("cell", ["==", "=宁波", "-B2", "A1=B1"])
def test_that_an_equals_sign_makes_no_formula(cell):
    assert not text_reader(is_name=False)(cell).flag


def test_that_remarks_keep_their_gaps():
    assert text_reader(is_name=False)("示例 路\n1号").value == "示例 路 1号"


@pytest.mark.parametrize(
    "cell",
    [
        PERSON,
        f"张三{PERSON}",
        f"联系人 张三 {PERSON} 13800000000",
        f"{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}",
        f"{PERSON[:6]}-{PERSON[6:14]}-{PERSON[14:]}",
        "１１０１０１１９９００３０７０７３２",
        "11010119900307073x",
        "330203800101123",  # of the kind that was given out until 1999
    ],
)
def test_that_nothing_is_kept_of_a_cell_with_a_persons_number(cell):
    assert text_reader(is_name=True)(cell) == Read(None, "id_card")
    assert PHONE(cell) == Read(None, "id_card")


@pytest.mark.parametrize(
    "cell", ["91330203MA2TE5T1XB", "913302007195000067", "330203000012343", "202433020308000125"]
)
def test_that_other_long_numbers_are_texts_like_any(cell):
    assert text_reader(is_name=False)(cell) == Read(cell)


def test_that_a_number_of_more_digits_than_a_cell_keeps_is_never_stored():
    read = text_reader(is_name=False)(202433020308000125.0)
    assert read == Read(None, "lost_digits", kept="2.02433020308e+17")
    key = text_reader(is_name=True, is_key=True)(202433020308000125.0)
    assert key == Read(None, reject="lost_digits")
    assert text_reader(is_name=False)(float(PERSON)) == Read(None, "id_card")


@pytest.mark.parametrize(
    ("cell", "value", "flag"),
    [
        ("0574-80000001", "0574-80000001", ""),
        ("057480000001", "057480000001", ""),
        ("0574 80000001", "057480000001", ""),
        ("0574－80000001", "0574-80000001", ""),
        ("0574-8000 0001", "0574-80000001", ""),
        ("(0574)8000-0001", "0574-80000001", ""),
        ("（0574）80000001", "0574-80000001", ""),
        ("80000001转123", "80000001-123", ""),
        ("+86 13800000000", "13800000000", ""),
        ("86-13800000000", "13800000000", ""),
        ("0086-574-80000001", "0574-80000001", ""),
        ("138 0000 0000", "13800000000", ""),
        ("138-0000-0000", "13800000000", ""),
        (13800000000.0, "13800000000", ""),
        ("13800000000.0", "13800000000", ""),
        (57480000001.0, "057480000001", "zero_added"),
        ("57480000001", "057480000001", "zero_added"),
        ("13800000000/0574-80000001", "13800000000/0574-80000001", ""),
        ("13800000000；13800000001", "13800000000;13800000001", ""),
        ("400-800-0000", "400-800-0000", ""),
        ("0574-80000001（传真）", "0574-80000001", "remark_in_cell"),
        ("电话：0574-80000001", "0574-80000001", "remark_in_cell"),
        ("tel:0574-80000001", "0574-80000001", "remark_in_cell"),
        ("12345", "12345", "wrong_form"),
        ("无", None, ""),
        ("#REF!", None, "error_cell"),
    ],
)
def test_that_telephones_are_read(cell, value, flag):
    assert PHONE(cell) == Read(value, flag)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("某某 13800000000", "wrong_character"),
        ("1.38E+10", "lost_digits"),
        ("电话：", "wrong_character"),
        ("138****1234", "wrong_character"),
    ],
)
def test_that_what_is_no_telephone_number_is_kept_beside_it(cell, reason):
    assert PHONE(cell) == Read(None, reason, kept=cell)


@pytest.mark.parametrize("cell", ["315000", "315000.0", 315000.0, "３１５０００"])
def test_that_a_code_of_digits_is_read_however_it_came(cell):
    assert digits_reader(6, is_filled=False)(cell) == Read("315000")


@pytest.mark.parametrize("cell", ["保密", "详见附件", "见 附件", "同上", "不便提供"])
def test_that_a_cell_that_withholds_its_value_is_blank_and_flagged(cell):
    withheld = Read(None, "remark_in_cell")
    assert text_reader(is_name=False)(cell) == withheld
    assert PHONE(cell) == withheld


def test_that_a_gap_parts_two_telephone_numbers():
    assert PHONE("0574-80000001  13800000000") == Read("0574-80000001/13800000000")
    assert PHONE("138 0000 0000") == Read("13800000000")
