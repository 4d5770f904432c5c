"""Typed texts to stored values and back, for every type of field."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.identifiers import org_check, uscc_check
from desktop_app.domain.patents import patent_check
from desktop_app.domain.values import BadValue, FieldType, Reason, ValueFormat

T = FieldType
QIAN = ValueFormat(T.MONEY, "千元")
COUNT = ValueFormat(T.COUNT, "人")
PERCENT = ValueFormat(T.DECIMAL, "%", 1)
DATE = ValueFormat(T.DATE)

NUMBERS = st.integers(-(10**15) + 1, 10**15 - 1)
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=200)


def stored_texts(kind):
    """What a field of `kind` keeps of any text, blanks left out."""

    def kept(text):
        try:
            return ValueFormat(kind).parse(text)
        except BadValue:
            return None

    return TEXTS.map(kept).filter(lambda value: value is not None)


USCC = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9).map(
    lambda tail: f"91330203{tail}{uscc_check('91330203' + tail)}"
)
ORG = st.from_regex(r"[0-9A-Z]{8}", fullmatch=True).map(lambda body: body + org_check(body))
PATENT = st.from_regex(r"20[0-9]{2}[12389][0-9]{7}", fullmatch=True).map(
    lambda body: f"{body}.{patent_check(body)}"
)
PHONE = st.from_regex(r"0574-8[0-9]{7}(-[0-9]{3})?", fullmatch=True)
CERT = st.from_regex(r"GR20[0-9]{2}3310[0-9]{4}", fullmatch=True)
DAYS = st.dates().filter(lambda day: day.year >= 1900).map(lambda day: day.isoformat())
MONTHS = st.builds("{}-{:02}".format, st.integers(1900, 2199), st.integers(1, 12))

FORMATS = [
    *((ValueFormat(T.MONEY, unit), NUMBERS) for unit in ("分", "元", "千元", "万元", "亿元")),
    *((ValueFormat(T.DECIMAL, "平方米", scale), NUMBERS) for scale in (0, 1, 2, 6)),
    (COUNT, NUMBERS),
    (DATE, DAYS),
    (ValueFormat(T.MONTH), MONTHS),
    (ValueFormat(T.YEAR), st.integers(1900, 2199)),
    (ValueFormat(T.BOOL), st.integers(0, 1)),
    (ValueFormat(T.TEXT), stored_texts(T.TEXT)),
    (ValueFormat(T.CODE), stored_texts(T.CODE)),
    (ValueFormat(T.REG_NO), stored_texts(T.REG_NO)),
    (ValueFormat(T.USCC), USCC),
    (ValueFormat(T.ORG_CODE), ORG),
    (ValueFormat(T.PATENT_NO), PATENT),
    (ValueFormat(T.CERT_NO), CERT),
    (ValueFormat(T.PHONE), PHONE),
]


def test_that_every_type_of_field_is_among_those_tried():
    assert {form.type for form, _ in FORMATS} == set(FieldType)


@pytest.mark.parametrize(("form", "values"), FORMATS, ids=lambda x: getattr(x, "type", ""))
def test_that_the_plain_and_the_shown_text_read_back_as_the_same_value(form, values):
    @given(values)
    def both_ways(value):
        assert form.parse(form.plain(value)) == value
        assert form.parse(form.show(value)) == value
        assert type(form.parse(form.plain(value))) is type(value)

    both_ways()


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b", "\ufeff \t\n"])
def test_that_a_text_of_nothing_but_gaps_is_blank(kind, text):
    form = ValueFormat(kind, "元" if kind is T.MONEY else "")
    assert form.parse(text) is None
    assert form.show(None) == form.plain(None) == ""
    assert form.number(None) is None


@pytest.mark.parametrize("kind", list(FieldType))
def test_that_any_text_is_a_value_or_says_why_not(kind):
    form = ValueFormat(kind, "万元" if kind is T.MONEY else "", 2)

    @given(st.text(max_size=40))
    def read(text):
        try:
            value = form.parse(text, {})
        except BadValue:
            return
        assert form.parse(form.show(value), {str(value): str(value)}) == value

    read()


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("元", 100), ("千元", 100_000), ("万元", 1_000_000), ("亿元", 10_000_000_000)],
)
def test_that_money_is_kept_in_fen(unit, factor):
    form = ValueFormat(T.MONEY, unit)
    assert form.factor == factor
    assert form.parse("1") == form.parse(f"1 {unit}") == factor


def test_that_money_without_a_known_unit_is_refused():
    with pytest.raises(ValueError, match="千"):
        ValueFormat(T.MONEY, "千")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("15480", 1_548_000_000),
        ("15,480", 1_548_000_000),
        ("１５，４８０", 1_548_000_000),
        ("15 480", 1_548_000_000),
        ("12.50", 1_250_000),
        (".5", 50_000),
        ("5.", 500_000),
        ("-1,234.5", -123_450_000),
        ("−3", -300_000),
        ("－3", -300_000),
        ("(1,234)", -123_400_000),
        ("（3）", -300_000),
        ("¥3", 300_000),
        ("-￥3", -300_000),
        ("+3", 300_000),
        ("15480千元", 1_548_000_000),
        ("0", 0),
        ("-0", 0),
        ("0.00001", 1),
        ("007", 700_000),
        ("0.500000000", 50_000),
        ("9999999999.99999", 10**15 - 1),
    ],
)
def test_that_amounts_are_read_as_people_write_them(text, stored):
    assert QIAN.parse(text) == stored


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("约300", Reason.NOT_A_NUMBER),
        ("1,23", Reason.NOT_A_NUMBER),
        ("12,34,567", Reason.NOT_A_NUMBER),
        ("1,234 567", Reason.NOT_A_NUMBER),
        ("1.2.3", Reason.NOT_A_NUMBER),
        ("15万元", Reason.NOT_A_NUMBER),
        (".", Reason.NOT_A_NUMBER),
        ("-", Reason.NOT_A_NUMBER),
        ("--3", Reason.NOT_A_NUMBER),
        ("(-3)", Reason.NOT_A_NUMBER),
        ("٣", Reason.NOT_A_NUMBER),
        ("5²", Reason.NOT_A_NUMBER),
        ("①", Reason.NOT_A_NUMBER),
        ("1_000", Reason.NOT_A_NUMBER),
        ("nan", Reason.NOT_A_NUMBER),
        ("1.5E+10", Reason.LOST_DIGITS),
        ("0.000001", Reason.TOO_FINE),
        ("10000000000", Reason.TOO_LARGE),
        ("9" * 4000, Reason.TOO_LARGE),
        ("0" * 4999 + "1" + "0" * 30, Reason.TOO_LARGE),
    ],
)
def test_that_what_is_no_amount_says_why(text, reason):
    refused(QIAN, text, reason)


def refused(form, text, reason, codes=None):
    with pytest.raises(BadValue) as caught:
        form.parse(text, codes)
    assert caught.value.reason is reason


def test_that_counts_are_whole_and_decimals_keep_their_places():
    assert COUNT.parse("12.0") == 12
    refused(COUNT, "12.5", Reason.NOT_WHOLE)
    assert PERCENT.parse("12.5%") == 125
    refused(PERCENT, "12.55", Reason.TOO_FINE)


def test_that_nothing_beyond_fifteen_digits_is_kept():
    assert COUNT.parse("9" * 15) == 10**15 - 1
    refused(COUNT, "1" + "0" * 15, Reason.TOO_LARGE)
    refused(ValueFormat(T.MONEY, "元"), "1" + "0" * 13, Reason.TOO_LARGE)


@pytest.mark.parametrize(
    ("stored", "shown", "plain"),
    [
        (1_548_000_000, "15,480", "15480"),
        (1_250_000, "12.5", "12.5"),
        (-123_450_000, "−1,234.5", "-1234.5"),
        (-1, "−0.00001", "-0.00001"),
        (0, "0", "0"),
    ],
)
def test_that_amounts_are_shown_for_people_and_written_for_digests(stored, shown, plain):
    assert QIAN.show(stored) == shown
    assert QIAN.plain(stored) == plain
    assert QIAN.number(stored) == Decimal(plain)


def test_that_years_have_no_commas_and_yes_is_a_word():
    year, truth = ValueFormat(T.YEAR), ValueFormat(T.BOOL)
    assert (year.show(2024), year.plain(2024), year.number(2024)) == ("2024", "2024", 2024)
    assert (truth.show(1), truth.show(0), truth.plain(1)) == ("是", "否", "1")
    assert DATE.number("2024-03-05") is None


@pytest.mark.parametrize("text", ["是", "√", "✓", "Y", "y", "Yes", "１", " 1 ", "■", "TRUE"])
def test_that_a_tick_is_yes(text):
    assert ValueFormat(T.BOOL).parse(text) == 1


@pytest.mark.parametrize("text", ["否", "×", "N", "no", "0", "□", "x", "Ｎ"])
def test_that_a_cross_is_no(text):
    assert ValueFormat(T.BOOL).parse(text) == 0


@pytest.mark.parametrize("text", ["无", "2", "是否", "-"])
def test_that_anything_else_is_neither_yes_nor_no(text):
    refused(ValueFormat(T.BOOL), text, Reason.NOT_YES_OR_NO)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024-3-5",
        "2024.3.5",
        "2024/3/5",
        "20240305",
        "2024年3月5日",
        "2024 年 03 月 5 号",
        "２０２４－３－５",
        "2024-03-05 00:00:00",
        "2024/3/5 0:00",
    ],
)
def test_that_a_date_is_read_as_people_write_it(text):
    assert DATE.parse(text) == "2024-03-05"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", Reason.NO_SUCH_DAY),
        ("20241301", Reason.NO_SUCH_DAY),
        ("0000-01-01", Reason.NO_SUCH_DAY),
        ("24-3-5", Reason.SHORT_YEAR),
        ("21.3.5", Reason.SHORT_YEAR),
        ("2024-3", Reason.NOT_A_DATE),
        ("2024-3/5", Reason.NOT_A_DATE),
        ("长期", Reason.NOT_A_DATE),
        ("44260", Reason.NOT_A_DATE),
        ("1899-12-31", Reason.NOT_A_DATE),
        ("2024-03-05 12:30", Reason.NOT_A_DATE),
        ("2024-W01-1", Reason.NOT_A_DATE),
    ],
)
def test_that_what_is_no_date_says_why(text, reason):
    refused(DATE, text, reason)


@pytest.mark.parametrize(
    "text", ["202403", "2024-03", "2024-3", "2024.3", "2024/03", "2024年3月", "２０２４年３月份"]
)
def test_that_a_month_is_read_as_people_write_it(text):
    assert ValueFormat(T.MONTH).parse(text) == "2024-03"


@pytest.mark.parametrize("text", ["202413", "2024-00", "2024", "3月", "2024-03-05", "0001-01"])
def test_that_what_is_no_month_says_so(text):
    refused(ValueFormat(T.MONTH), text, Reason.NOT_A_MONTH)


def test_that_a_year_has_four_figures_of_our_times():
    year = ValueFormat(T.YEAR)
    assert year.parse("2024年度") == year.parse("２０２４") == 2024
    for text in ("24", "1899", "20240", "二〇二四"):
        refused(year, text, Reason.NOT_A_YEAR)


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\n", "\x7f", "\x85", "\u2028", "\ud800", "\ufdd0", "\uffff"]
)
@pytest.mark.parametrize("kind", [T.TEXT, T.CODE])
def test_that_control_characters_within_a_text_are_refused(kind, sign):
    refused(ValueFormat(kind), f"宁波{sign}甬江", Reason.CONTROL_CHARACTER)


def test_that_texts_are_composed_and_stripped_and_not_endless():
    text = ValueFormat(T.TEXT)
    assert text.parse("\u3000 cafe\u0301 \n") == "café"
    assert text.parse("堃廸\U00020000（）") == "堃廸\U00020000（）"
    assert text.parse("x" * 500) == "x" * 500
    refused(text, "x" * 501, Reason.TOO_LONG)


@pytest.mark.parametrize(
    "sign",
    ["\u00ad", "\u034f", "\u115f", "\u200b", "\u202e", "\u2067", "\u2800", "\u3164", "\ufeff"],
)
def test_that_signs_nobody_sees_are_left_out_of_a_text(sign):
    """Two firms whose names look alike are one; and no name is blank to the eye."""
    text = ValueFormat(T.TEXT)
    assert text.parse(f"{sign}宁波{sign}甬江{sign}") == "宁波甬江"
    assert text.parse(f" {sign} ") is None
    assert text.parse(f"e{sign}\u0301") == "é"


def test_that_the_shape_of_a_rare_character_is_kept():
    assert ValueFormat(T.TEXT).parse("葛\U000e0100城") == "葛\U000e0100城"


def test_that_a_credit_code_with_a_wrong_check_is_kept_to_be_judged():
    assert ValueFormat(T.USCC).parse("91330200561262545a") == "91330200561262545A"


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (T.USCC, "9.13302E+17", Reason.LOST_DIGITS),
        (T.USCC, "9133020056126254", Reason.WRONG_LENGTH),
        (T.USCC, "91330200561262S45U", Reason.WRONG_CHARACTER),
        (T.USCC, "宁波甬江有限公司", Reason.WRONG_CHARACTER),
        (T.USCC, "330299198506120698", Reason.ID_CARD),
        (T.REG_NO, "330299198506120698", Reason.ID_CARD),
        (T.REG_NO, "3.30203E+14", Reason.LOST_DIGITS),
        (T.REG_NO, "x" * 51, Reason.TOO_LONG),
        (T.ORG_CODE, "5612625", Reason.WRONG_LENGTH),
        (T.ORG_CODE, "56126254_5", Reason.WRONG_CHARACTER),
        (T.CERT_NO, "国科火字", Reason.WRONG_CHARACTER),
        (T.PATENT_NO, "CN112345678A", Reason.PUBLICATION_NO),
        (T.PATENT_NO, "2.02E+11", Reason.LOST_DIGITS),
        (T.PATENT_NO, "一种装置", Reason.WRONG_CHARACTER),
        (T.PHONE, "王先生", Reason.WRONG_CHARACTER),
        (T.PHONE, "1.38E+10", Reason.LOST_DIGITS),
        (T.PHONE, "1" * 51, Reason.TOO_LONG),
    ],
)
def test_that_an_identifier_of_no_usable_shape_says_why(kind, text, reason):
    refused(ValueFormat(kind), text, reason)


def test_that_registration_numbers_of_foreign_firms_are_kept():
    assert ValueFormat(T.REG_NO).parse("企合甬总字第 004462 号") == "企合甬总字第004462号"
