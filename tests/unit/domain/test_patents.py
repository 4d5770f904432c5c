"""Patent numbers: what is completed, what is kept to be judged, what is another number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.patents import (
    is_patent_no,
    is_publication_no,
    lacks_check_digit,
    normal_patent_no,
    patent_check,
)

NEW = st.from_regex(r"20[0-9]{2}[12389][0-9]{7}", fullmatch=True)
OLD = st.from_regex(r"(8[5-9]|9[0-9]|0[0-3])[12389][0-9]{5}", fullmatch=True)


@given(NEW | OLD, st.sampled_from(["", "ZL", "CN", "ZL ", "zl"]), st.booleans())
def test_that_a_number_is_read_with_or_without_prefix_and_dot(body, prefix, dotted):
    check = patent_check(body)
    written = f"{prefix}{body}{'.' if dotted else ''}{check}"
    assert normal_patent_no(written) == f"{body}.{check}"
    assert is_patent_no(f"{body}.{check}")


@given(NEW | OLD)
def test_that_a_lost_check_digit_is_computed_and_can_be_told(body):
    assert normal_patent_no(body) == f"{body}.{patent_check(body)}"
    assert lacks_check_digit(body)
    assert not lacks_check_digit(normal_patent_no(body))


@given(NEW | OLD, st.data())
def test_that_a_slip_in_one_digit_is_caught(body, data):
    place = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != body[place]]))
    slipped = body[:place] + other + body[place + 1 :]
    assert not is_patent_no(f"{slipped}.{patent_check(body)}")


@pytest.mark.parametrize(
    "text",
    [
        "CN112345678A",
        "cn 112345678 B",
        "CN212345678U",
        "CN301234567S",
        "112345678A",
        "WO2021123456A1",
    ],
)
def test_that_a_publication_number_is_seen(text):
    assert is_publication_no(text)


@pytest.mark.parametrize(
    "text", ["202110123456.7", "95115608X", "95115608.X", "PCT/CN2021/123456", "CN202110123456.7"]
)
def test_that_an_application_number_is_no_publication_number(text):
    assert not is_publication_no(text)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("17/123,456", "17/123,456"),
        ("10-2021-0123456", "10-2021-0123456"),
        ("971017651", "971017651"),  # nine digits whose last is no check digit
        ("202150123456", "202150123456"),  # no such type
        ("PCT CN 03 00123", "PCT/CN03/00123"),
    ],
)
def test_that_numbers_of_other_offices_are_left_alone(text, normal):
    assert normal_patent_no(text) == normal
