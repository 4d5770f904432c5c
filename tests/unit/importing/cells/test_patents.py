"""Patent and certificate numbers as cells hold them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.patents import patent_check
from desktop_app.importing.cells.patents import cert_reader, patent_reader

NEW = "201710601862.3"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (NEW, NEW),
        ("ZL201710601862.3", NEW),
        ("ZL 2017 1 0601862.3", NEW),
        ("ZL 2017 1 0601862 . 3", NEW),
        ("zl２０１７１０６０１８６２．３", NEW),
        ("ZL2017106018623", NEW),
        (2017106018623.0, NEW),
        (201710601862.3, NEW),
        ("201710601862。3", NEW),
        ("201710601862·3", NEW),
        ("201710601862-3", NEW),
        ("2017-1-0601862.3", NEW),
        ("ZL：201710601862.3", NEW),
        ("（ZL）201710601862.3", NEW),
        ("（ZL201710601862.3）", NEW),
        ("【201710601862.3】", NEW),
        ("ZL2017/1/0601862.3", NEW),
        ("ZL201710601862.3号", NEW),
        ("ZLCN201710601862.3", NEW),
        ("CN-201710601862.3", NEW),
        ("CN201710601862.3", NEW),
        ("专利号：ZL201710601862.3", NEW),
        ("申请号201710601862.3（发明）", NEW),
        ("201710601862.3（PCT）", NEW),
        ("97101765.4", "97101765.4"),
        (97101765.4, "97101765.4"),
        ("971017654", "97101765.4"),
        ("ZL 95 1 15608.X", "95115608.X"),
        ("95115608x", "95115608.X"),
        ("PCT/CN2021/012345", "PCT/CN2021/012345"),
        ("pct/cn 2021/012345", "PCT/CN2021/012345"),
        ("PCT／CN２０２１／０１２３４５", "PCT/CN2021/012345"),
        ("国际申请号：PCT/CN2021/012345", "PCT/CN2021/012345"),
        ("PCT/CN03/00123", "PCT/CN03/00123"),
        ("PCT/IB2021/012345", "PCT/IB2021/012345"),
    ],
)
def test_that_a_patent_number_is_read_in_every_style(cell, number):
    assert patent_reader(cell)[:4] == (number, "", "", "")


@pytest.mark.parametrize(
    ("cell", "number", "flag"),
    [
        ("201710601862", NEW, "check_digit_added"),
        (201710601862.0, NEW, "check_digit_added"),
        ("CN201710601862", NEW, "check_digit_added"),
        ("ZL 2017 1 0601862", NEW, "check_digit_added"),
        ("2017-1-0601862", NEW, "check_digit_added"),
        ("97101765", "97101765.4", "check_digit_added"),
        (202190123456.0, "202190123456.0", "check_digit_added"),
        ("2O1710601862.3", NEW, "repaired"),
        ("20I710601862.3", NEW, "repaired"),
        ("20l710601862.3", NEW, "repaired"),
        ("ZL20171O60l862.3", NEW, "repaired"),
        ("PCTCN2021012345", "PCT/CN2021/012345", "repaired"),
        ("PCT-CN2021-012345", "PCT/CN2021/012345", "repaired"),
        ("CN2021/012345", "PCT/CN2021/012345", "repaired"),
        ("201710601862.3 / CN107123456A", NEW, "remark_in_cell"),
        ("ZL201710601862.3、201710601862.3", NEW, "remark_in_cell"),
        ("US16/123,456", "US16/123,456", "other_office"),
        ("EP18123456.7", "EP18123456.7", "other_office"),
        ("特願2018-123456", "特願2018-123456", "other_office"),
        ("KR10-2018-0123456", "KR10-2018-0123456", "other_office"),
    ],
)
def test_that_what_was_added_or_repaired_is_flagged(cell, number, flag):
    assert patent_reader(cell)[:4] == (number, flag, "", "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("201710601862.4", "wrong_check_digit"),
        ("201710601863.3", "wrong_check_digit"),
        ("20171060186.3", "wrong_check_digit"),
        ("2017106018622.3", "wrong_check_digit"),
        ("202150123456.1", "wrong_check_digit"),
        ("PCT/CN2021/12345", "wrong_length"),
        ("CN112345678A", "publication_no"),
        ("CN 212345678 U", "publication_no"),
        ("ZL112345678B", "publication_no"),
        ("112345678", "publication_no"),
        ("WO2021/123456", "publication_no"),
        ("201710601862.3、201310699744.2", "several_values"),
        ("201710601862.3\n201310699744.2", "several_values"),
        ("2.0171E+11", "lost_digits"),
        (2.01710601862301e15, "lost_digits"),
        (2.01711e11, "lost_digits"),
        ("待申请", "not_a_patent_no"),
        ("软著登字第1234567号", "not_a_patent_no"),
        ("2019SR0123456", "not_a_patent_no"),
        (dt.date(2017, 1, 6), "not_a_patent_no"),
        (True, "not_a_patent_no"),
        ("张三110101199003070732", "id_card"),
        ("#REF!", "error_in_key"),
        ("无", ""),
    ],
)
def test_that_what_is_no_application_number_is_refused(cell, reason):
    assert patent_reader(cell)[:4] == (None, "", reason, "")


@given(
    st.from_regex(r"20[0-2][0-9][12389][0-9]{7}", fullmatch=True)
    | st.from_regex(r"(8[5-9]|9[0-9]|0[0-3])[12389][0-9]{5}", fullmatch=True),
    st.sampled_from(["", "ZL", "CN", "ZL ", "zl", "专利号：ZL", "（CN）"]),
    st.sampled_from(["{y}{t}{n}.{c}", "{y} {t} {n}.{c}", "{y}-{t}-{n}.{c}", "{y}{t}{n}{c}"]),
    st.sampled_from(["", "号", "（发明）", " "]),
)
def test_that_any_writing_of_a_number_reads_back_the_same(body, before, pattern, behind):
    check = patent_check(body)
    split = len(body) - (8 if len(body) == 12 else 6)
    text = pattern.format(y=body[:split], t=body[split], n=body[split + 1 :], c=check)
    assert patent_reader(before + text + behind)[:4] == (f"{body}.{check}", "", "", "")


@given(st.from_regex(r"20[0-2][0-9][12389][0-9]{7}", fullmatch=True), st.data())
def test_that_a_slip_in_a_number_is_never_taken_silently(body, data):
    number = f"{body}.{patent_check(body)}"
    place = data.draw(st.integers(0, len(number) - 1))
    sign = data.draw(st.sampled_from([s for s in "0123456789XOIZ." if s != number[place]]))
    read = patent_reader(number[:place] + sign + number[place + 1 :])
    assert read.reject or read.flag or read.value == number


@pytest.mark.parametrize(
    ("cell", "value", "flag", "kept"),
    [
        ("GR202133100123", "GR202133100123", "", ""),
        ("gr 2021 3310 0123", "GR202133100123", "", ""),
        ("ＧＲ２０２１３３１００１２３", "GR202133100123", "", ""),
        ("证书编号：GR202133100123", "GR202133100123", "", ""),
        ("GR-2021-3310-0123", "GR202133100123", "", ""),
        ("GR2O2133100123", "GR202133100123", "repaired", ""),
        ("GR202133100123（2021年）", "GR202133100123", "remark_in_cell", ""),
        ("GR20213310012", "GR20213310012", "wrong_form", ""),
        ("2.02133E+13", None, "lost_digits", "2.02133E+13"),
        ("待发证", None, "wrong_character", "待发证"),
        ("无", None, "", ""),
        ("否", None, "", ""),
        ("否，原GR202033100001", "GR202033100001", "remark_in_cell", ""),
        ("否（2023年到期）", None, "wrong_character", "否（2023年到期）"),
        ("110101199003070732", None, "id_card", ""),
        ("#N/A", None, "error_cell", ""),
    ],
)
def test_that_certificate_numbers_are_read_or_wait(cell, value, flag, kept):
    assert cert_reader(cell)[:4] == (value, flag, "", kept)
