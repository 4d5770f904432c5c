"""Codes of firms as cells hold them. All codes are made up and fit their check digits."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import catalogue as catalogues
from desktop_app.domain.identifiers import org_check, uscc_check
from desktop_app.importing.cells.codes import firm_code, other_uscc_reader
from desktop_app.importing.model import Read

A = "91330203MA2TE5T1XB"
DIGITS = "913302007195000067"
FORMS = catalogues.load()
PERSON = "110101199003070732"


@pytest.mark.parametrize(
    "cell",
    [
        A,
        A.lower(),
        f" {A}\n",
        f"'{A}",
        f"‘{A}",
        f"“{A}”",
        f"*{A}*",
        f"{A}，",
        f"{A}\xa0",
        f"\ufeff{A}",
        "91330203 MA2TE5T1X B",
        "91330203-MA2TE5T1X-B",
        "91330203－MA2TE5T1X－B",
        "91330203—MA2TE5T1X—B",
        "9 1 3 3 0 2 0 3 M A 2 T E 5 T 1 X B",
        "９１３３０２０３ＭＡ２ＴＥ５Ｔ１ＸＢ",
    ],
)
@pytest.mark.parametrize("heading", ["uscc", "org_code", "reg_no"])
def test_that_the_dress_of_a_credit_code_says_nothing(cell, heading):
    assert firm_code(cell, heading) == ("uscc", Read(A))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9133O2O3MA2TE5T1XB", A),
        ("9I330203MA2TE5T1XB", A),
        ("91330203MA2TEST1XB", A),
        ("91330203MAZTE5T1XB", A),
        ("9133O203MAZTEST1XB", A),
        ("91330203МА2ТЕ5Т1ХВ", A),
        ("9133020EMA2TE5T1XB", None),
        ("9l33o2o3ma2te5t1xb", None),
        ("91330Z03MA2TE5T1XB", A),
        ("91330203MA2VE5T1XB", None),
    ],
)
def test_that_mistaken_signs_are_put_right_by_the_check_digit_alone(cell, code):
    found = firm_code(cell, "uscc").read
    if code is None:
        assert found.reject in {"wrong_character", "wrong_check_digit"}
    else:
        assert found == Read(code, "repaired")


@pytest.mark.parametrize(
    ("cell", "heading", "field", "value", "flag"),
    [
        ("56126254-5", "uscc", "org_code", "561262545", ""),
        ("561262545", "reg_no", "org_code", "561262545", ""),
        ("５６１２６２５４－５", "uscc", "org_code", "561262545", ""),
        ("561262545.0", "org_code", "org_code", "561262545", ""),
        (561262545.0, "uscc", "org_code", "561262545", ""),
        ("ma2te5t1-x", "uscc", "org_code", "MA2TE5T1X", ""),
        (58252008.0, "org_code", "org_code", "058252008", "zero_added"),
        ("58252008", "uscc", "org_code", "058252008", "zero_added"),
        ("56126254-6", "org_code", "org_code", "561262546", "wrong_check"),
        ("56I262545", "org_code", "org_code", "561262545", "repaired"),
        ("330203000012343", "uscc", "reg_no", "330203000012343", ""),
        (330203000012343.0, "org_code", "reg_no", "330203000012343", ""),
        ("330203000012344", "reg_no", "reg_no", "330203000012344", "wrong_check"),
        ("33O2O3OOOO12343", "reg_no", "reg_no", "330203000012343", "repaired"),
        ("3708261901004", "uscc", "reg_no", "3708261901004", ""),
        ("370883NA000304X", "uscc", "reg_no", "370883NA000304X", ""),
        ("企合鲁烟总字第004462号", "uscc", "reg_no", "企合鲁烟总字第004462号", ""),
        ("330203561262545", "uscc", "org_code", "561262545", "tax_no"),
        ("330203MA2TE5T1X", "uscc", "org_code", "MA2TE5T1X", "tax_no"),
        (f"{A}（新）", "uscc", "uscc", A, "remark_in_cell"),
        (f"统一社会信用代码：{A}", "uscc", "uscc", A, "remark_in_cell"),
        (f"{A}（原组织机构代码MA2TE5T1-X）", "uscc", "uscc", A, "remark_in_cell"),
        ("办理中", "uscc", "uscc", None, "remark_in_cell"),
        ("三证合一", "org_code", "org_code", None, "remark_in_cell"),
        ("见附件", "reg_no", "reg_no", None, "remark_in_cell"),
        ("0", "uscc", "uscc", None, "remark_in_cell"),
        (0.0, "org_code", "org_code", None, "remark_in_cell"),
        ("无", "uscc", "uscc", None, ""),
        ("/", "uscc", "uscc", None, ""),
    ],
)
def test_that_a_code_is_what_it_is_whatever_its_heading(cell, heading, field, value, flag):
    found = firm_code(cell, heading)
    assert found == (field, Read(value, flag))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (float(DIGITS), "lost_digits"),
        (int(DIGITS), "lost_digits"),
        ("9.13302E+17", "lost_digits"),
        ("9.13302007195E+17", "lost_digits"),
        ("913302007195000000", "lost_digits"),
        ("91330203MA2TE5T1XC", "wrong_check_digit"),
        ("91330203MA2TE5T1X", "wrong_length"),
        (f"{A}B", "wrong_length"),
        (f"{A}、91330205MA2TE5T288", "several_values"),
        ("91330203********XB", "wrong_character"),
        ("56126254-6", "wrong_check_digit"),
        ("1234", "wrong_length"),
        ("abc", "wrong_length"),
        (dt.date(2021, 3, 5), "wrong_length"),
        ("#REF!", "error_in_key"),
    ],
)
def test_that_a_damaged_code_is_never_guessed(cell, reason):
    assert firm_code(cell, "uscc").read.reject == reason


@pytest.mark.parametrize(
    "cell",
    [
        PERSON,
        f"{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}",
        f"张三{PERSON}",
        f"{A} {PERSON}",
        float(PERSON),
        "330203198001011234",  # mistyped, and a person's all the same
        "33020319900101123X",  # mistyped, and fits the check of a credit code
    ],
)
@pytest.mark.parametrize("heading", ["uscc", "org_code", "reg_no"])
def test_that_a_persons_number_is_no_code_of_a_firm(cell, heading):
    assert firm_code(cell, heading).read == Read(None, reject="id_card")


BODIES = st.builds(
    lambda head, area, rest: head + area + rest,
    st.sampled_from(["91", "92", "93", "52"]),
    st.from_regex(r"3302[0-9]{2}", fullmatch=True),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8),
)
CODES = BODIES.map(lambda body: body + org_check(body[8:])).map(lambda b: b + uscc_check(b))
GAPS = st.sampled_from(["", " ", "-", "\u3000", "\xa0", "－", "\u200b"])


@st.composite
def dressed(draw):
    """Return a credit code and a way of writing it."""
    code = draw(CODES)
    places = draw(st.lists(st.integers(1, 17), max_size=3, unique=True))
    text = code
    for place in sorted(places, reverse=True):
        text = text[:place] + draw(GAPS) + text[place:]
    if draw(st.booleans()):
        text = text.lower()
    if draw(st.booleans()):
        text = "".join(chr(ord(s) + 0xFEE0) if s.isalnum() and s.isascii() else s for s in text)
    ends = st.sampled_from([("", ""), (" ", "\n"), ("'", ""), ("“", "”"), ("", "；")])
    before, behind = draw(ends)
    return code, before + text + behind


@given(dressed(), st.sampled_from(["uscc", "org_code", "reg_no"]))
def test_that_any_dress_of_a_credit_code_reads_back_the_same(pair, heading):
    code, text = pair
    assert firm_code(text, heading) == ("uscc", Read(code))


@given(CODES, st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_that_a_slip_in_a_credit_code_is_never_taken_silently(code, place, sign):
    slipped = code[:place] + sign + code[place + 1 :]
    read = firm_code(slipped, "uscc").read
    assert (read.value == code and slipped in {code}) or read.flag or read.reject


@given(CODES, st.data())
def test_that_a_lost_or_doubled_sign_of_a_credit_code_is_refused(code, data):
    place = data.draw(st.integers(0, 17))
    for text in (code[:place] + code[place + 1 :], code[:place] + code[place] + code[place:]):
        read = firm_code(text, "uscc").read
        assert read.reject or read.flag


PARENT = other_uscc_reader(FORMS.form("firm").by_code["parent_uscc"])


@pytest.mark.parametrize(
    ("cell", "value", "flag", "kept"),
    [
        (A, A, "", ""),
        ("9133O203MA2TE5T1XB", A, "repaired", ""),
        ("91330203MA2TE5T1XC", "91330203MA2TE5T1XC", "wrong_check", ""),
        ("无", None, "", ""),
        ("#REF!", None, "error_cell", ""),
        (PERSON, None, "id_card", ""),
        (f"张三{PERSON}", None, "id_card", ""),
        ("56126254-5", None, "wrong_character", "56126254-5"),
        (float(DIGITS), None, "lost_digits", "9.13302007195e+17"),
    ],
)
def test_that_a_code_of_another_firm_waits_rather_than_refuse_the_row(cell, value, flag, kept):
    assert PARENT(cell)[:2] == (value, flag)
    assert PARENT(cell).reject == ""
    assert PARENT(cell).kept == kept
