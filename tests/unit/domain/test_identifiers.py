"""Identifiers: golden vectors, python-stdnum as a second opinion, and typing slips."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric as stdnum_ric
from stdnum.cn import uscc as stdnum_uscc

from desktop_app.domain import identifiers as ids
from desktop_app.domain import patents
from desktop_app.domain.texts import fold

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "identifiers.csv"
KINDS = {
    "uscc": (fold, ids.is_uscc),
    "org_code": (ids.normal_org_code, ids.is_org_code),
    "reg_no": (fold, ids.is_reg_no),
    "patent_no": (patents.normal_patent_no, patents.is_patent_no),
    "pct_no": (patents.normal_patent_no, patents.is_pct_no),
    "cert_no": (fold, ids.is_cert_no),
    "phone": (ids.normal_phone, ids.is_phone),
    "mobile": (ids.normal_phone, ids.is_mobile),
}
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODIES = st.builds(
    lambda head, area, rest: head + area + rest,
    st.sampled_from(["91", "92", "93", "12", "52", "N2", "A1"]),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(ALPHABET, min_size=9, max_size=9),
)
VALID_USCC = BODIES.map(lambda body: body + ids.uscc_check(body))


def vectors():
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("kind", "written", "normal", "valid", "why"), vectors())
def test_that_a_golden_identifier_is_normalised_and_judged(kind, written, normal, valid, why):
    normalise, check = KINDS[kind]
    assert normalise(written) == normal, why
    assert check(normal) is (valid == "1"), why


@given(VALID_USCC, st.data())
def test_that_every_single_substitution_in_a_credit_code_is_caught(code, data):
    place = data.draw(st.integers(0, 17))
    others = [c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c != code[place]]
    for other in others:
        assert not ids.is_uscc(code[:place] + other + code[place + 1 :])


@given(VALID_USCC)
def test_that_every_adjacent_transposition_in_a_credit_code_is_caught(code):
    assert ids.is_uscc(code)
    for place in range(17):
        if code[place] != code[place + 1]:
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert not ids.is_uscc(swapped)


@given(VALID_USCC, st.sampled_from([*ALPHABET, None]))
def test_that_python_stdnum_agrees_on_credit_codes_of_firms(code, check):
    # python-stdnum wants digits in the first eight places, which codes of collectives lack.
    code = "91" + code[2:17]
    code += check or ids.uscc_check(code)
    assert ids.is_uscc(code) == stdnum_uscc.is_valid(code)


@given(
    st.dates(date(1950, 1, 1), date(2020, 12, 31)),
    st.integers(0, 999),
    st.sampled_from("0123456789X"),
)
def test_that_python_stdnum_agrees_on_identity_cards(day, serial, check):
    text = f"110105{day:%Y%m%d}{serial:03}{check}"
    assert ids.is_id_card(text) == stdnum_ric.is_valid(text)


@pytest.mark.parametrize("text", ["110105199013010010", "110105199002300015", "1101051990013"])
def test_that_no_identity_card_is_seen_where_there_is_no_such_day(text):
    assert not ids.is_id_card(text)


@given(VALID_USCC.filter(lambda code: code[0] == "9"))
def test_that_no_credit_code_of_a_firm_is_taken_for_an_identity_card(code):
    assert not ids.is_id_card(code)


@given(st.from_regex(r"[0-9]{14}", fullmatch=True), st.data())
def test_that_every_single_slip_in_a_registration_number_is_caught(body, data):
    code = body + ids.reg_check(body)
    place = data.draw(st.integers(0, 14))
    others = [str(d) for d in range(10) if str(d) != code[place]]
    assert ids.is_reg_no(code)
    assert not any(ids.is_reg_no(code[:place] + o + code[place + 1 :]) for o in others)


@given(st.from_regex(r"[0-9A-Z]{8}", fullmatch=True))
def test_that_an_organisation_code_has_one_check_character(body):
    valid = [c for c in "0123456789X" if ids.is_org_code(body + c)]
    assert valid == [ids.org_check(body)]
    assert ids.normal_org_code(f" {body.lower()}－{valid[0]}") == body + valid[0]


def test_that_a_credit_code_cut_by_a_number_cell_is_seen():
    assert ids.cut_by_spreadsheet("913302007195000000")
    assert not ids.cut_by_spreadsheet("913302007195000067")
    assert not ids.cut_by_spreadsheet("91330200719500000")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("＋86-13800000000", "13800000000"),
        ("+8657487654321", "+8657487654321"),
        ("0574—87654321", "0574-87654321"),
        ("(0574)-87654321", "0574-87654321"),
    ],
)
def test_that_a_telephone_number_is_written_plainly(written, normal):
    assert ids.normal_phone(written) == normal


@given(st.text(max_size=30))
def test_that_normalising_twice_changes_nothing(text):
    for normalise in (fold, ids.normal_org_code, patents.normal_patent_no):
        assert normalise(normalise(text)) == normalise(text)
