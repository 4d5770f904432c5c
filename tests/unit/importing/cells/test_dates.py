"""Days, months and years as cells hold them."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.values import FieldType
from desktop_app.importing.cells.date_text import read_when, says_day_first
from desktop_app.importing.cells.dates import ENDLESS, date_reader
from desktop_app.importing.model import Read

day = date_reader(FieldType.DATE, is_end=False)
last_day = date_reader(FieldType.DATE, is_end=True)
month = date_reader(FieldType.MONTH, is_end=False)
year = date_reader(FieldType.YEAR, is_end=False)
THIS = "2021-03-05"


@pytest.mark.parametrize(
    "cell",
    [
        dt.date(2021, 3, 5),
        dt.datetime(2021, 3, 5, 10, 30, tzinfo=dt.UTC),
        "2021-03-05",
        "2021-3-5",
        "2021.3.5",
        "2021.3.5.",
        "2021.3.5。",
        "2021。3。5",
        "2021·3·5",
        "2021/3/5",
        "2021\\3\\5",
        "2021_3_5",
        "2021，3，5",
        "2021、3、5",
        "2021--3-5",
        "2021 3 5",
        "2021 - 03 - 05",
        "２０２１．３．５",
        "'2021-03-05",
        "“2021-03-05”",
        "20210305",
        20210305.0,
        "20210305.0",
        "2021/0305",
        "2021年3月5日",
        "2021年3月5号",
        "2021年3月5",
        "2021 年 3 月 5 日",
        "2021年03月05日",
        "2021年3.5",
        "2021-3月5日",
        "2021年03月05日 星期五",
        "2021-3-5周五",
        "2021/3/5(五)",
        "2021/3/5 0:00:00",
        "2021/3/5 15:20:33",
        "2021-03-05T00:00:00Z",
        "2021-03-05T08:00:00+08:00",
        "2021-03-05 00:00:00.000",
        "2021年03月05日 10:30",
        "2021年3月5日10时30分",
        "2021-3-5 下午3:20",
        "2021/3/5 3:20 PM",
        "2021/3/5 上午",
        "20210305152033",
        "二〇二一年三月五日",
        "二零二一年三月五日",
        "二○二一年三月五日",
        "二O二一年三月五日",
        "2021年三月五日",
        "二〇二一年三月〇五日",
        "贰零贰壹年叁月伍日",
        "2021.三.五",
        "5-Mar-2021",
        "5 March 2021",
        "March 5, 2021",
        "Mar 5 2021",
        "Fri Mar 05 2021",
        "2021-Mar-05",
    ],
)
def test_that_a_day_is_read_in_all_its_spellings(cell):
    assert day(cell) == Read(THIS)


@pytest.mark.parametrize(
    ("cell", "iso", "flag"),
    [
        (44260.0, THIS, "date_serial"),
        (44260.75, THIS, "date_serial"),
        ("44260", THIS, "date_serial"),
        ("44260.5", THIS, "date_serial"),
        ("21.3.5", THIS, "two_digit_year"),
        ("'21.3.5", THIS, "two_digit_year"),
        ("21年3月5日", THIS, "two_digit_year"),
        ("98年3月5日", "1998-03-05", "two_digit_year"),
        ("210305", THIS, "two_digit_year"),
        ("5-Mar-21", THIS, "two_digit_year"),
        ("12/31/99", "1999-12-31", "two_digit_year"),
        ("5/3/2021", "2021-05-03", "ambiguous_date"),
        ("3/5/21", THIS, "ambiguous_date"),
        ("5.3.2021", THIS, "ambiguous_date"),
        ("3/25/2021", "2021-03-25", ""),
        ("25/3/2021", "2021-03-25", ""),
        ("25.3.2021", "2021-03-25", ""),
        ("3/3/2021", "2021-03-03", ""),
        ("2021.3.5（补登）", THIS, "remark_in_cell"),
        ("2021-03-05(第一次)", THIS, "remark_in_cell"),
        ("2021-03-05第3批", THIS, "remark_in_cell"),
        ("公告2021年3月5日（更正）", THIS, "remark_in_cell"),
        ("2O21-3-5", THIS, "letters_in_number"),
        ("2021-O3-05", THIS, "letters_in_number"),
        ("2021-l-5", "2021-01-05", "letters_in_number"),
        ("约2021年3月5日", THIS, "approximate"),
        ("2021年3月5日前后", THIS, "approximate"),
        ("2021.3.5-2024.3.4", THIS, "range"),
        ("2021-03-05-2024-03-04", THIS, "range"),
        ("2021年3月5日至2024年3月4日", THIS, "range"),
        ("自2021年3月5日至2024年3月4日止", THIS, "range"),
        ("20210305-20240304", THIS, "range"),
        ("2021.3.5-3.8", THIS, "range"),
        ("2021-03-05至长期", THIS, "range"),
        ("2021年3月5日起", THIS, ""),
        ("自2021年3月5日", THIS, ""),
        ("至2021年3月5日", THIS, "range"),
        ("无", None, ""),
        ("-", None, ""),
        ("#N/A", None, "error_cell"),
        ("未授权", None, "remark_in_cell"),
        ("待发证", None, "remark_in_cell"),
        (0.0, None, "zero_for_blank"),
        ("1900/1/0", None, "zero_for_blank"),
        ("0000-00-00", None, "zero_for_blank"),
        ("0000/00/00 00:00:00", None, "zero_for_blank"),
        (dt.time(), None, "zero_for_blank"),
        (dt.date(1899, 12, 30), None, "zero_for_blank"),
    ],
)
def test_that_what_is_not_quite_a_day_is_flagged(cell, iso, flag):
    assert day(cell) == Read(iso, flag)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("2021年3月", "2021-03"),
        ("2021年3月份", "2021-03"),
        ("2021.3", "2021-03"),
        ("2021-3", "2021-03"),
        ("202103", "2021-03"),
        (202103.0, "2021-03"),
        (2021.3, "2021-03"),
        (2021.1, "2021.1"),
        ("二〇二一年三月", "2021-03"),
        ("Mar-21", "2021-03"),
        ("2021年3月底", "2021-03"),
        ("2021年3月上旬", "2021-03"),
        ("约2021年3月", "2021-03"),
        ("2021", "2021"),
        (2021.0, "2021"),
        ("2021年", "2021"),
        ("2021年底", "2021"),
        ("2021年初", "2021"),
        ("2021年春", "2021"),
        ("2021年上半年", "2021"),
        ("2021年一季度", "2021"),
        ("2021年左右", "2021"),
    ],
)
def test_that_a_month_or_year_alone_waits_as_such(cell, kept):
    assert day(cell) == Read(None, "partial_date", kept=kept)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2021-02-30", "no_such_day"),
        ("2021-13-01", "no_such_day"),
        ("2021/02/29", "no_such_day"),
        ("20211305", "no_such_day"),
        ("2021-00-05", "no_such_day"),
        ("2021-03-05、2022-03-05", "several_values"),
        ("2021.3.5；2022.3.5", "several_values"),
        ("2021-03-05\n2022-03-05", "several_values"),
        ("2021\n3", "several_values"),
        ("3月5日", "not_a_date"),
        ("21-Mar", "not_a_date"),
        ("近期", "not_a_date"),
        ("长期", "not_a_date"),
        ("见证书", "not_a_date"),
        ("2021-W09-5", "not_a_date"),
        ("2021305", "not_a_date"),
        ("1614902400", "not_a_date"),
        ("1", "not_a_date"),
        (1.0, "not_a_date"),
        (True, "not_a_date"),
        (dt.time(10, 3), "not_a_date"),
        (dt.date(1900, 1, 20), "not_a_date"),
    ],
)
def test_that_what_is_no_day_rejects(cell, reason):
    assert day(cell) == Read(None, reject=reason)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2021年12月10日至2024年12月9日", Read("2024-12-09")),
        ("2021-03-05-2024-03-04", Read("2024-03-04")),
        ("有效期至2024年3月4日", Read("2024-03-04")),
        ("至2024年3月4日", Read("2024-03-04")),
        ("2024年3月4日止", Read("2024-03-04")),
        ("2024-03-04前", Read("2024-03-04", "approximate")),
        ("2024年3月4日起", Read("2024-03-04", "range")),
        ("2021-03-05至长期", Read(ENDLESS)),
        ("长期", Read(ENDLESS)),
        ("三年", Read(None, "duration", kept="三年")),
        ("36个月", Read(None, "duration", kept="36个月")),
        ("2027年底", Read(None, "partial_date", kept="2027")),
        ("2023-2026", Read(None, "partial_date", kept="2026")),
    ],
)
def test_that_a_validity_ends_with_its_last_day(cell, read):
    assert last_day(cell) == read


@pytest.mark.parametrize(
    ("cell", "value", "flag"),
    [
        ("202312", "2023-12", ""),
        (202312.0, "2023-12", ""),
        ("202312.0", "2023-12", ""),
        ("2023年12月", "2023-12", ""),
        ("2023年十二月", "2023-12", ""),
        ("2023.12", "2023-12", ""),
        (2023.12, "2023-12", ""),
        ("2023-12-05", "2023-12", ""),
        (dt.date(2023, 12, 1), "2023-12", ""),
        ("2023年12月底", "2023-12", ""),
        ("23年12月", "2023-12", "two_digit_year"),
        ("23.12", "2023-12", "two_digit_year"),
        ("2312", "2023-12", "two_digit_year"),
        ("Dec-23", "2023-12", "two_digit_year"),
        ("2023.12-2024.3", "2023-12", "range"),
        (45261.0, "2023-12", "date_serial"),
        (2021.1, "2021-01", "ambiguous_date"),
    ],
)
def test_that_months_are_read(cell, value, flag):
    assert month(cell) == Read(value, flag)


@pytest.mark.parametrize("cell", ["3月", "2023.13", "202313", "长期", "见附件"])
def test_that_what_is_no_month_rejects(cell):
    assert month(cell) == Read(None, reject="not_a_month")


@pytest.mark.parametrize(
    ("cell", "value", "flag"),
    [
        ("2023", 2023, ""),
        (2023.0, 2023, ""),
        ("2023.0", 2023, ""),
        ("2023年度", 2023, ""),
        ("2023 年", 2023, ""),
        ("二〇二三年", 2023, ""),
        ("2023-05-01", 2023, ""),
        ("202305", 2023, ""),
        (dt.date(2023, 5, 1), 2023, ""),
        ("2023年底", 2023, ""),
        ("23年", 2023, "two_digit_year"),
        ("23", 2023, "two_digit_year"),
        ("2023-2025", 2023, "range"),
        ("2023年第一批", 2023, "remark_in_cell"),
        ("2023（复审）", 2023, "remark_in_cell"),
        ("FY2023", 2023, "remark_in_cell"),
        ("2O23", 2023, "letters_in_number"),
    ],
)
def test_that_years_are_read(cell, value, flag):
    assert year(cell) == Read(value, flag)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("第三批", "not_a_year"),
        ("1821", "not_a_year"),
        ("2023、2024", "several_values"),
        ("2023/2024", "several_values"),
    ],
)
def test_that_what_is_no_year_rejects(cell, reason):
    assert year(cell) == Read(None, reject=reason)


def test_that_bare_numbers_of_a_book_from_1904_are_counted_from_there():
    reader = partial(date_reader, FieldType.DATE, is_end=False)
    assert reader(is_1904=True)(42798.0) == Read(THIS, "date_serial")
    assert reader(is_1904=True)(dt.date(1904, 1, 1)) == Read(None, "zero_for_blank")
    assert reader(is_1904=True)(dt.date(2021, 3, 5)) == Read(THIS)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["5/3/2021", "25/3/2021"], True),
        (["5/3/2021", "3/25/2021"], False),
        (["25/3/2021", "3/25/2021"], None),
        (["5/3/2021", "2021-03-05", 1.0, ""], None),
    ],
)
def test_that_a_column_tells_which_of_two_numbers_is_the_day(cells, order):
    assert says_day_first(iter(cells)) is order


def test_that_the_order_of_the_column_is_followed_and_still_asked_about():
    assert read_when("5/3/2021", is_day_first=True).iso == THIS
    assert read_when("5/3/2021", is_day_first=True).flag == "ambiguous_date"


DAYS = st.dates(dt.date(1960, 1, 1), dt.date(2059, 12, 31))
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
WIDE = str.maketrans("0123456789.-/", "０１２３４５６７８９．－／")


def spelt(number):
    """Return a number below a hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    lead = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return lead + (digits[ones] if ones else "")


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - legible so
WAYS = (
    lambda d: d.isoformat(),
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d:%Y-%m-%d} 00:00:00",
    lambda d: f"{d.year}/{d.month}/{d.day} 0:00",
    lambda d: f"{str(d.year).translate(HAN)}年{spelt(d.month)}月{spelt(d.day)}日",
    lambda d: f"{d.year}年{d.month}月{d.day}日星期{'一二三四五六日'[d.weekday()]}",
    lambda d: f"{d.year}.{d.month}.{d.day}".translate(WIDE),
    lambda d: f"{d.day}-{MONTHS[d.month - 1]}-{d.year}",
    lambda d: float(f"{d:%Y%m%d}"),
    lambda d: dt.datetime(d.year, d.month, d.day, 8, 30, tzinfo=dt.UTC),
)


@given(DAYS, st.sampled_from(WAYS))
def test_that_a_day_in_any_way_of_writing_reads_back_the_same(date, way):
    assert day(way(date))._replace(flag="") == Read(date.isoformat())


@given(
    DAYS,
    st.sampled_from(["{d:%y}.{d.month}.{d.day}", "{d:%y}年{d.month}月{d.day}日", "{d:%y%m%d}"]),
)
def test_that_a_day_with_two_digits_of_its_year_is_always_flagged_or_partial(date, way):
    read = day(way.format(d=date))
    assert read.flag in {"two_digit_year", "partial_date"}
    assert read.value in {None, date.isoformat()}


@given(DAYS)
def test_that_a_serial_number_reads_back_its_day_and_is_flagged(date):
    number = (date - dt.date(1899, 12, 30)).days
    assert day(float(number)) == Read(date.isoformat(), "date_serial")
    assert day(str(number)) == Read(date.isoformat(), "date_serial")


@given(DAYS, DAYS, st.sampled_from(["-", "至", "~", " 至 ", "—", "到"]), st.sampled_from(WAYS[:4]))
def test_that_a_stretch_of_time_gives_its_ends(one, other, between, way):
    first, last = min(one, other), max(one, other)
    text = f"{way(first)}{between}{way(last)}"
    assert day(text) == Read(first.isoformat(), "range")
    assert last_day(text) == Read(last.isoformat())


@pytest.mark.parametrize(
    "cell",
    [
        "2021年12月1日至2024年11月30日止",
        "自2021-12-01起至2024-11-30止",
        "有效期三年（2021.12.1-2024.11.30）",
        "3年，2021.12.1-2024.11.30",
        "2021.12.1-2024.11.30（三年）",
    ],
)
def test_that_words_around_a_stretch_of_time_change_nothing(cell):
    assert last_day(cell) == Read("2024-11-30")


def test_that_the_begin_of_a_time_is_not_dropped_in_silence_where_it_is_kept():
    reader = date_reader(FieldType.DATE, is_end=True, has_begin=True)
    assert reader("2021.12.1至2024.11.30") == Read("2024-11-30", "range")
    assert reader("2021.12.1至长期") == Read(ENDLESS, "range")
    assert reader("2024.11.30") == Read("2024-11-30")


@pytest.mark.parametrize("cell", ["自2021年12月1日起三年", "2021.12.1起3年有效"])
def test_that_the_first_day_of_some_years_is_never_taken_for_the_last(cell):
    assert last_day(cell) == Read(None, "duration", kept=cell)


@given(st.text(alphabet="0123456789.-/年月日至、 \n约底(一二十〇", max_size=14))
def test_that_nothing_that_looks_like_a_day_breaks_the_reader_or_is_made_up(text):
    for reader in (day, last_day, month, year):
        read = reader(text)
        assert not (read.value is not None and read.reject)
    read = day(text)
    if read.value and not read.flag:
        digits = "".join(filter(str.isdecimal, text))
        assert str(read.value)[:4] in digits or any(sign in text for sign in "一二十〇")


@pytest.mark.parametrize(
    ("cell", "is_end", "flag"),
    [
        ("2025-03-05", False, ""),
        ("2026年3月5日", False, ""),
        ("2027-03-05", False, "far_date"),
        ("2203-05-01", False, "far_date"),
        (dt.date(1905, 7, 11), False, "far_date"),
        ("1930-01-01", False, ""),
        ("2055-03-05", True, ""),
        ("2203-05-01", True, "far_date"),
        ("长期", True, ""),
    ],
)
def test_that_a_day_far_from_now_is_questioned(cell, is_end, flag):
    read = date_reader(FieldType.DATE, is_end=is_end, this_year=2025)
    assert read(cell).flag == flag
    assert read(cell).value


def test_that_a_year_far_from_now_is_questioned():
    read = date_reader(FieldType.YEAR, is_end=False, this_year=2025)
    assert [read(cell).flag for cell in (2024, "2026年", "2032年")] == ["", "", "far_date"]
