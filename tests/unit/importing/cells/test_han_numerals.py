"""Chinese numerals, written by a generator of the test's own and read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.importing.cells.han_numerals import plain_numerals, read_mixed, read_numerals

PLAIN = ("零一二三四五六七八九", ("", "十", "百", "千"))
FORMAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
TRADITIONAL = str.maketrans("贰叁陆万亿", "貳參陸萬億")


def below_ten_thousand(number, style):
    digits, tens = style
    text, is_gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            is_gap = bool(text)
            continue
        text += ("零" if is_gap else "") + digits[digit] + tens[place]
        is_gap = False
    return text


def spelt(number, style=PLAIN):
    """Return a whole number below a hundred million million as it is spelt."""
    if not number:
        return "零"
    text, is_gap = "", False
    for power, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // power % 10_000
        if not part:
            is_gap = bool(text)
            continue
        gap = "零" if text and (is_gap or part < 1000) else ""
        text += gap + below_ten_thousand(part, style) + sign
        is_gap = False
    return text.removeprefix("一") if style is PLAIN and text.startswith("一十") else text


@given(st.integers(0, 10**12 - 1), st.sampled_from([PLAIN, FORMAL]))
def test_that_every_number_in_numerals_reads_back_the_same(number, style):
    assert read_numerals(spelt(number, style)) == number


@given(st.integers(1, 10**12 - 1))
def test_that_traditional_signs_say_the_same(number):
    text = spelt(number, FORMAL).translate(TRADITIONAL)
    assert read_numerals(plain_numerals(text)) == number


@given(st.integers(1, 9999), st.integers(0, 9999), st.sampled_from(["万", "亿"]))
def test_that_digits_and_powers_together_read_back_the_same(high, low, power):
    factor = 10**4 if power == "万" else 10**8
    rest = f"{low}万" if power == "亿" and low else f"{low:04}" if power == "万" and low else ""
    expected = high * factor + (low * 10**4 if power == "亿" else low)
    assert read_mixed(f"{high}{power}{rest}") == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇二一", "2021"),
        ("二○二一", "2021"),
        ("十", "10"),
        ("两千万", "20000000"),
        ("一点二亿", "120000000"),
        ("三点五", "3.5"),
        ("廿五", "25"),
        ("一千零五", "1005"),
        ("一千二", "1200"),
        ("三百五", "350"),
        ("两万三", "23000"),
        ("一亿二", "120000000"),
        ("一万二千", "12000"),
    ],
)
def test_that_spoken_numbers_are_read(text, number):
    assert read_numerals(plain_numerals(text)) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "百万", "万", "亿", "千万", "五千三百二十百", "三五千", "五二万三", "点五"]
)
def test_that_words_for_much_and_broken_numbers_are_none(text):
    assert read_numerals(text) is None


@pytest.mark.parametrize("text", ["5万5", "1亿2000", "3千万5亿", "5万万", "万", "5", "12人"])
def test_that_unclear_mixtures_are_none(text):
    assert read_mixed(text) is None
