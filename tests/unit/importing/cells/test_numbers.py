"""Numbers as cells hold them, in every dress, unit and sign."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import catalogue as catalogues
from desktop_app.importing.cells.columns import NumberColumn
from desktop_app.importing.cells.numbers import NumberReader
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.model import Column, Read

FORMS = catalogues.load()


def reader(form, name, unit="", unit_from="heading"):
    column = Column(
        0, "", form, name, unit=unit_of(unit) if unit else None, unit_from=unit_from if unit else ""
    )
    return NumberReader(FORMS.form(form).by_code[name], column)


MONEY = reader("rd_activity", "rd_total", "千元")
WAN = reader("rd_activity", "rd_total", "万元")
ASSUMED = reader("rd_activity", "rd_total", "千元", "assumed")
PROFIT = reader("firm_period", "total_profit", "千元")
COUNT = reader("rd_activity", "rd_staff")
AREA = reader("incubator", "area_total")
RATE = reader("super_deduction", "rate", "%")


def said(read):
    """Return value, flag and reason; a unit that changes nothing is no flag."""
    return read.value, "" if read.flag == "unit_given" else read.flag, read.reject


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (1234.0, 123_400_000),
        (12, 1_200_000),
        ("1,234", 123_400_000),
        ("1，234", 123_400_000),
        ("１，２３４．５", 123_450_000),
        (" 1 234 ", 123_400_000),
        ("1\xa0234.5", 123_450_000),
        ("1 234 567", 123_456_700_000),
        ("1'234'567.5", 123_456_750_000),
        ("1’234", 123_400_000),
        ("5 0 0", 50_000_000),
        ("1234.50", 123_450_000),
        ("1234.", 123_400_000),
        (".5", 50_000),
        ("+5", 500_000),
        ("-5", -500_000),
        ("－5", -500_000),
        ("−5", -500_000),
        ("—5", -500_000),
        ("5-", -500_000),
        ("(5)", -500_000),
        ("（5）", -500_000),
        ("负5", -500_000),
        ("¥-5", -500_000),
        ("-¥5", -500_000),
        ("(1,234)万元", None),
        ("¥1,000", 100_000_000),
        ("￥1,000.00", 100_000_000),
        ("RMB 1,000", 100_000_000),
        ("500，", 50_000_000),
        ("500。", 50_000_000),
        ("1,000千元", 100_000_000),
        ("1,000千元（人民币）", 100_000_000),
        ("500（千元）", 50_000_000),
        ("500K", 50_000_000),
        ("0", 0),
        ("0元", 0),
        ("0万元", 0),
        ("0.00E+00", 0),
        (0.0, 0),
        ("零", 0),
        ("三千五百", 350_000_000),
        ("伍佰", 50_000_000),
        ("十二", 1_200_000),
        ("负一百", -10_000_000),
        ("1234.5600000001", 123_456_000),
        (1234.5600000001, 123_456_000),
        (0.1 + 0.2, 30_000),
    ],
)
def test_that_amounts_are_read_exactly(cell, fen):
    if fen is None:
        assert PROFIT.read(cell)[:2] == (-123_400_000_000 // 100, "unit_in_cell")
    else:
        assert said(PROFIT.read(cell)) == (fen, "", "")


@pytest.mark.parametrize("cell", [-5.0, "-5", "(5)", "5-", "负五", "-5千元"])
def test_that_what_cannot_be_below_nothing_is_asked_about(cell):
    assert said(MONEY.read(cell)) == (-500_000, "negative", "")


@pytest.mark.parametrize("cells", [[3.0, -5.0, 2.5], [3.0, -5.0, "2.5"]])
def test_that_a_number_below_nothing_is_found_among_others(cells):
    values, odd = NumberColumn(MONEY).read(cells)
    assert values == [300_000, -500_000, 250_000]
    assert [(place, read.flag) for place, read in odd] == [(1, "negative")]
    assert NumberColumn(PROFIT).read(cells) == (values, [])


@pytest.mark.parametrize(
    ("cell", "fen", "unit"),
    [
        ("1,234.50万元", 1_234_500_000, "万元"),
        ("500 (万元)", 500_000_000, "万元"),
        ("500（万）", 500_000_000, "万"),
        ("500W", 500_000_000, "W"),
        ("500元", 50_000, "元"),
        ("500.00元整", 50_000, "元"),
        ("1.2亿", 12_000_000_000, "亿"),
        ("1.2亿元", 12_000_000_000, "亿元"),
        ("3千万", 3_000_000_000, "千万"),
        ("3千万元", 3_000_000_000, "千万元"),
        ("一百二十万", 120_000_000, "万"),
        ("一百二十万元", 120_000_000, "万元"),
        ("壹佰万元整", 100_000_000, "万元"),
        ("人民币壹佰贰拾万元整", 120_000_000, "万元"),
        ("壹仟贰佰叁拾肆万伍仟陆佰元整", 1_234_560_000, "元"),
        ("壹仟贰佰叁拾肆元伍角", 123_450, "元"),
        ("一千元零五分", 100_005, "元"),
        ("12元5角", 1_250, "元"),
        ("貳萬元", 2_000_000, "万元"),
        ("五万", 5_000_000, "万"),
        ("两千万", 2_000_000_000, None),
        ("5万5千", 5_500_000, ""),
        ("3亿5千万元", 35_000_000_000, None),
        ("1亿2000万", 12_000_000_000, None),
        ("2万3千元", 2_300_000, "元"),
        ("5000万元人民币", 5_000_000_000, "万元人民币"),
        ("CNY5000万", 5_000_000_000, "万"),
    ],
)
def test_that_a_cell_with_another_unit_is_converted_and_flagged(cell, fen, unit):
    read = MONEY.read(cell)
    assert said(read) == (fen, "unit_in_cell", "")
    assert unit is None or read.other == unit


@pytest.mark.parametrize(
    "cell", ["500万元", "500万", "五百万", "伍佰万元整", "五百万元", "500（万元）"]
)
def test_that_the_unit_of_the_column_named_again_asks_nothing(cell):
    assert said(WAN.read(cell)) == (500_000_000, "", "")


@pytest.mark.parametrize("cell", ["500万元", "三千五百万元", "1.2亿"])
def test_that_a_cell_with_its_unit_needs_none_of_its_column(cell):
    assert ASSUMED.read(cell).flag == "unit_given"


@pytest.mark.parametrize(
    "cell",
    ["", "-", "—", "——", "/", "无", "N/A", "不详", "空", "暂无", " ", "（空）", "待补", "***"],
)
def test_that_missing_marks_are_blank_and_never_zero(cell):
    assert MONEY.read(cell) == Read(None)


@pytest.mark.parametrize(
    ("cell", "fen", "flag"),
    [
        ("约300", 30_000_000, "approximate"),
        ("约 300 万元", 300_000_000, "approximate"),
        ("300左右", 30_000_000, "approximate"),
        ("300多", 30_000_000, "approximate"),
        ("300以上", 30_000_000, "approximate"),
        ("300+", 30_000_000, "approximate"),
        ("≥300", 30_000_000, "approximate"),
        ("＞300", 30_000_000, "approximate"),
        ("不少于300", 30_000_000, "approximate"),
        ("近3,000", 300_000_000, "approximate"),
        ("300余万元", 300_000_000, "approximate"),
        ("五百余万元", 500_000_000, "approximate"),
        ("约五百万元", 500_000_000, "approximate"),
        ("300（预计）", 30_000_000, "approximate"),
        ("（预计）300", 30_000_000, "approximate"),
        ("1.2E-3", 120, "approximate"),
        ("1.23456E+05", 12_345_600_000, "approximate"),
        ("300（含税）", 30_000_000, "remark_in_cell"),
        ("300（5.1%）", 30_000_000, "remark_in_cell"),
        ("300元（不含税）", 30_000, "remark_in_cell"),
        ("300（2023年）", 30_000_000, "remark_in_cell"),
        ("300（其中国拨50）", 30_000_000, "remark_in_cell"),
        ("（含外协）300", 30_000_000, "remark_in_cell"),
        ("合计300万元", 300_000_000, "remark_in_cell"),
        ("共：300", 30_000_000, "remark_in_cell"),
        ("300含税", 30_000_000, "remark_in_cell"),
        ("300万元/年", 300_000_000, "remark_in_cell"),
        ("300*", 30_000_000, "remark_in_cell"),
        ("亏损300", -30_000_000, "remark_in_cell"),
        ("亏300万元", -300_000_000, "remark_in_cell"),
        ("300（亏损）", -30_000_000, "remark_in_cell"),
        ("盈利300", 30_000_000, "remark_in_cell"),
        ("近百万", 100_000_000, "approximate"),
        ("免报", None, "remark_in_cell"),
        ("尚未统计", None, "remark_in_cell"),
        ("*300", 30_000_000, "remark_in_cell"),
        ("300①", 30_000_000, "remark_in_cell"),
        ("300²", 30_000_000, "remark_in_cell"),
        ("300 注1", 30_000_000, "remark_in_cell"),
        ("2,5000", 2_500_000_000, "odd_separators"),
        ("1,2345,6789", 12_345_678_900_000, "odd_separators"),
        ("1.234.567", 123_456_700_000, "odd_separators"),
        ("500 600", 50_060_000_000, "odd_separators"),
        ("５００　６００", 50_060_000_000, "odd_separators"),
        ("1.234,56", 123_456_000, "odd_separators"),
        ("1234。5", 123_450_000, "odd_separators"),
        ("1O0", 10_000_000, "letters_in_number"),
        ("l2", 1_200_000, "letters_in_number"),
        ("１，Ｏ００", 100_000_000, "letters_in_number"),
        ("△5", -500_000, "odd_minus"),
        ("▲ 1,234.5", -123_450_000, "odd_minus"),
        (dt.date(1900, 4, 9), 10_000_000, "date_for_number"),
        ("#REF!", None, "error_cell"),
        ("100美元", None, "foreign_currency"),
        ("50万美元", None, "foreign_currency"),
        ("$100", None, "foreign_currency"),
        ("USD 100", None, "foreign_currency"),
        (0.0000012, 0, "rounded"),
    ],
)
def test_that_doubtful_amounts_are_flagged(cell, fen, flag):
    assert said(MONEY.read(cell)) == (fen, flag, "")


@pytest.mark.parametrize("cell", ["△5", "▲5", "(5)", "5-"])
def test_that_a_minus_of_any_shape_is_plain_where_losses_are_told(cell):
    assert PROFIT.read(cell) == Read(-500_000)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("见附件", "not_a_number"),
        ("亏损", "not_a_number"),
        ("见附件3", "not_a_number"),
        ("100/200", "several_values"),
        ("100-200", "several_values"),
        ("100~200万元", "several_values"),
        ("100至200", "several_values"),
        ("100、200", "several_values"),
        ("100（50）", "several_values"),
        ("100（50人）", "several_values"),
        ("300\n200", "several_values"),
        ("12 34", "several_values"),
        ("同上", "not_a_number"),
        ("○", "not_a_number"),
        ("1 2", "several_values"),
        ("12,34", "several_values"),
        ("1,23", "several_values"),
        ("1,234,56", "several_values"),
        ("2021-3-5", "several_values"),
        ("5万5", "several_values"),
        ("1.2E+05", "lost_digits"),
        ("1.23E5", "lost_digits"),
        ("1E400", "lost_digits"),
        (1e12, "too_large"),
        ("9" * 60, "too_large"),
        (True, "not_a_number"),
        (dt.time(1, 2), "not_a_number"),
        ("50%", "not_a_number"),
        ("1234人", "not_a_number"),
        ("500元/吨", "not_a_number"),
        ("百万", "not_a_number"),
        ("万元", "not_a_number"),
        ("--5", "not_a_number"),
        ("(5", "not_a_number"),
        ("½", "not_a_number"),
        ("1½", "not_a_number"),
        ("①", "not_a_number"),
        ("Ⅳ", "not_a_number"),
        ("O", "not_a_number"),
        ("5L", "not_a_number"),
        ("inf", "not_a_number"),
    ],
)
def test_that_what_is_no_amount_rejects(cell, reason):
    assert MONEY.read(cell)[:4] == (None, "", reason, "")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("12,34", "12.34、1234"),
        ("１２，３４", "12.34、1234"),
        ("1,23,456", "123456"),
        ("1,234,56", "123456"),
        ("12、34", ""),
    ],
)
def test_that_a_comma_in_an_odd_place_is_told_with_what_it_may_mean(cell, meant):
    read = MONEY.read(cell)
    assert (read.value, read.reject, read.other) == (None, "several_values", meant)


@pytest.mark.parametrize(
    ("cell", "value", "flag", "reject"),
    [
        (12.0, 12, "", ""),
        (12.0000000001, 12, "", ""),
        ("12人", 12, "", ""),
        ("12名", 12, "", ""),
        ("十二人", 12, "", ""),
        ("1.2万人", 12_000, "", ""),
        ("1.2万", 12_000, "", ""),
        ("3千人", 3_000, "", ""),
        ("近百人", 100, "approximate", ""),
        ("上千人", 1_000, "approximate", ""),
        ("百余人", 100, "approximate", ""),
        ("几十人", None, "", "not_a_number"),
        ("三十人左右", 30, "approximate", ""),
        ("20余人", 20, "approximate", ""),
        ("12（含兼职3）", 12, "remark_in_cell", ""),
        ("12人（其中女5人）", 12, "remark_in_cell", ""),
        ("12+3", None, "", "several_values"),
        ("12\n3", None, "", "several_values"),
        (12.5, None, "", "not_whole"),
        ("几十", None, "", "not_a_number"),
        ("12万元", None, "", "not_a_number"),
        ("12%", None, "", "not_a_number"),
    ],
)
def test_that_counts_are_whole(cell, value, flag, reject):
    assert said(COUNT.read(cell)) == (value, flag, reject)


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [
        ("1.5万平方米", 1_500_000),
        ("1.5万", 1_500_000),
        ("12,000㎡", 1_200_000),
        ("12000m²", 1_200_000),
        ("12000平", 1_200_000),
        ("3亩", 200_000),
        ("1.5 亩", 100_000),
        (12000.5, 1_200_050),
    ],
)
def test_that_areas_are_converted_from_other_units(cell, hundredths):
    assert said(AREA.read(cell)) == (hundredths, "", "")


def test_that_a_unit_is_told_as_people_write_it():
    assert AREA.read("12000㎡").other == AREA.read("12000m2").other == "㎡"


@pytest.mark.parametrize(
    ("cell", "tenths"),
    [("75%", 750), ("75％", 750), (75.0, 750), ("百分之七十五", 750), ("百分之百", 1000)],
)
def test_that_percentages_are_read(cell, tenths):
    assert said(RATE.read(cell)) in {(tenths, "", ""), (tenths, "unit_in_cell", "")}


@pytest.mark.parametrize(
    ("scale", "cell", "tenths", "flag"),
    [
        (100, 0.75, 750, ""),
        (100, 75.0, 750, "percent_or_share"),
        (100, "75", 750, "percent_or_share"),
        (100, "75%", 750, "unit_given"),
        (1, 75.0, 750, ""),
        (1, 0.75, 750, "percent_or_share"),
        (1, "0.75", 750, "percent_or_share"),
        (1, 1.0, 1000, "percent_or_share"),
        (1, "0.5%", 5, "unit_given"),
        (1, 0.0, 0, ""),
    ],
)
def test_that_shares_among_percentages_are_told(scale, cell, tenths, flag):
    column = Column(0, "", "super_deduction", "rate", unit=unit_of("%"), scale=scale)
    one = NumberReader(FORMS.form("super_deduction").by_code["rate"], column)
    assert one.read(cell)[:2] == (tenths, flag)


@given(
    st.lists(
        st.one_of(
            st.just(""),
            st.floats(-1e8, 1e8).map(lambda x: round(x, 2)),
            st.integers(-(10**7), 10**7).map(float),
            st.sampled_from(["无", "1,234", "12.5万元", "#REF!", "x", "１２", "约3", "$5"]),
        ),
        max_size=30,
    ),
    st.sampled_from([MONEY, WAN, COUNT, AREA]),
)
def test_that_a_whole_column_reads_as_its_cells_do(cells, one):
    values, odd = NumberColumn(one).read(cells)
    reads = [Read(None) if cell == "" else one.read(cell) for cell in cells]
    assert values == [read.value for read in reads]
    assert odd == [
        (place, read) for place, read in enumerate(reads) if read.flag or read.reject or read.kept
    ]


AMOUNTS = st.integers(-(10**9), 10**9).map(lambda fen: Decimal(fen) / 100)
WIDE = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")


@st.composite
def dressed(draw):
    """Return an amount in 元 and a way of writing it in a column of 元."""
    amount = draw(AMOUNTS)
    group = draw(st.sampled_from(["", ",", "'", " "]))
    text = f"{abs(amount):,.2f}".replace(",", group)
    if draw(st.booleans()):
        text = text.removesuffix(".00")
    text = draw(
        st.sampled_from(["{}", "¥{}", "{}元", "{} 元", "RMB{}", "人民币{}元整", "{}（元）"])
    ).format(text)
    if amount < 0:
        minus = ["-{}", "－{}", "负{}"] if text[0].isdecimal() else ["-{}"]
        if text[0].isdecimal() and text[-1].isdecimal():
            minus += ["({})", "{}-"]
        text = draw(st.sampled_from(minus)).format(text)
    if draw(st.booleans()):
        text = text.translate(WIDE)
    return amount, draw(st.sampled_from(["{}", " {} ", "{}\n", "\xa0{}", "{}，"])).format(text)


YUAN = reader("firm_period", "total_profit", "元")


@given(dressed())
def test_that_any_dress_of_an_amount_reads_back_the_same(pair):
    amount, text = pair
    assert said(YUAN.read(text)) == (int(amount * 100), "", "")


@given(AMOUNTS.filter(bool), st.sampled_from([("万元", 100_00), ("千元", 10_00), ("亿", 10**8)]))
def test_that_an_amount_in_its_own_unit_keeps_its_value_and_is_told(amount, unit):
    word, times = unit
    read = YUAN.read(f"{amount / times:f}{word}")
    assert (read.value, read.flag) == (int(amount * 100), "unit_in_cell")


@given(
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    st.sampled_from(["/", "、", ";", "；", "~", "至", "\n", "+", "和", "（", " / ", "：", "到"]),
)
def test_that_two_numbers_in_a_cell_are_never_one(one, other, between):
    read = YUAN.read(f"{one}{between}{other}{'）' if between == '（' else ''}")
    assert read.value is None
    assert read.reject


@given(st.text(alphabet="0123456789.,，万亿千元 -()（）约O'%⏎²①".replace("⏎", "\n"), max_size=12))
def test_that_odd_signs_never_change_the_digits_of_an_unflagged_number(text):
    read = YUAN.read(text)
    if read.value and not read.flag:
        digits = "".join(filter(str.isdecimal, text))
        assert str(abs(read.value)).rstrip("0") in digits.lstrip("0").rstrip("0") + "0"
