from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.values import FieldType, ValueFormat
from desktop_app.sheets.writing.cells import (
    CODE_GAP,
    Column,
    Look,
    code_of,
    coded_text,
    day_number,
    day_text,
    exact,
    plain_texts,
)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_that_amounts_have_the_canonical_text_of_their_format(value, unit):
    form = ValueFormat(FieldType.MONEY, unit)
    column = Column("研发费用", Look.AMOUNT, digits=form.places)
    assert plain_texts(column, [value, None]) == [form.plain(value), None]


@given(st.integers(-(10**9), 10**9), st.integers(1, 6))
def test_that_decimals_have_the_canonical_text_of_their_format(value, scale):
    form = ValueFormat(FieldType.DECIMAL, "", scale)
    column = Column("面积", Look.AMOUNT, digits=scale)
    assert list(plain_texts(column, [value])) == [form.plain(value)]


def test_that_exact_keeps_leading_zeros_of_a_small_amount():
    assert exact(-7, 5) == "-0.00007"


@pytest.mark.parametrize("text", ["1900-03-01", "2024-02-29", "9999-12-31"])
def test_that_a_day_number_leads_back_to_its_date(text):
    number = day_number(text)
    assert number is not None
    assert day_text(number) == text


@pytest.mark.parametrize("text", ["1900-02-28", "20240101", "2024-02-30", "2024-12", ""])
def test_that_what_a_sheet_has_no_day_for_stays_text(text):
    assert day_number(text) is None


@given(st.text("AB1 　甲", max_size=6), st.booleans())
def test_that_a_code_is_found_again_beside_its_label(code, known):
    labels = {code: f"化学{CODE_GAP}原料"} if known else {}
    assert code_of(coded_text(code, labels)) == code
