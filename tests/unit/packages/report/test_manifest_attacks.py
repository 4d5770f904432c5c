"""More attacks by a district with a valid key: 清单 says what cover and sheets do not.

Each is signed properly, and refused by the second check.
"""

from __future__ import annotations

import re

import pytest

from desktop_app.packages.report.inspect import inspect
from tests.processor_time import done_within

MANIFEST = 21
ATTACKS = []


def attack(change):
    """Note a change of 清单."""
    ATTACKS.append(pytest.param(change, id=change.__name__))
    return change


def told(word, text):
    """Return a change of what 清单 says behind a word."""

    def change(xml):
        pattern = rf"(<t>{re.escape(word)}</t></is></c><c [^>]*><is><t>)[^<]*(</t>)"
        changed = re.sub(pattern, rf"\g<1>{text}\g<2>", xml, count=1)
        assert changed != xml, word
        return changed

    return change


TOLD = {
    "no period": ("期别代码", "2024Q5"),
    "a period with a space": ("期别代码", "2024 "),
    "a period in wide digits": ("期别代码", "２０２４"),
    "a month that is none": ("期别代码", "2024M13"),
    "a period of another make": ("期别代码", "2024-Q1"),
    "revision zero": ("版次", "0"),
    "a revision below": ("版次", "-1"),
    "a revision with a zero": ("版次", "02"),
    "a revision in wide digits": ("版次", "３"),
    "a revision in another script": ("版次", "٣"),
    "a revision in parts": ("版次", "2.0"),
    "a revision beyond the cover's": ("版次", "999999999"),
    "the unit in other case": ("报送单位代码", "nbz-hzw"),
    "the unit with a space": ("报送单位代码", "330203 "),
    "the city": ("报送单位代码", "3302"),
    "a unit that is none": ("报送单位代码", "无"),
    "a format to come": ("包格式版本", "9.9"),
    "forms of another year": ("表式版本", "2031.1"),
    "rules of another year": ("规则版本", "2031.1"),
    "a pledge of another version": ("承诺书版本", "2"),
    "a pledge that is a path": ("承诺书版本", "../../secret"),
    "another person": ("填表人", "李四"),
    "another day": ("报出日期", "2024-12-31"),
}


@pytest.mark.parametrize(("word", "text"), TOLD.values(), ids=TOLD)
def test_that_the_list_says_nothing_that_the_cover_does_not(word, text, seal_again, catalogue):
    assert not inspect(seal_again({MANIFEST: told(word, text)}), catalogue).fits


def in_list_of_sheets(column, text):
    """Return a change of what 清单 says of the sheet of firms."""

    def change(xml):
        row = re.search(r'<row r="\d+">(?:(?!</row>).)*<t>firm</t>.*?</row>', xml)[0]
        pattern = rf'(<c r="{column}\d+"[^>]*><is><t>)[^<]*(</t>)'
        changed = re.sub(pattern, rf"\g<1>{text}\g<2>", row)
        assert changed != row
        return xml.replace(row, changed, 1)

    return change


LISTED = {
    "one row more": ("E", "5"),
    "one row fewer": ("E", "3"),
    "rows below nothing": ("E", "-4"),
    "rows with a plus": ("E", "+4"),
    "rows in groups": ("E", "4_0"),
    "rows in wide digits": ("E", "４"),
    "a first row further down": ("D", "6"),
    "a first row in the heading": ("D", "4"),
    "a digest of nothing": ("G", "0" * 64),
    "a digest in capitals": ("G", "AB" * 32),
    "another form": ("C", "firm_period"),
    "a form that is none": ("C", "firm; DROP TABLE firm"),
    "another sheet": ("B", "曾用名"),
}


@pytest.mark.parametrize(("column", "text"), LISTED.values(), ids=LISTED)
def test_that_the_list_of_sheets_is_that_of_the_sheets(column, text, seal_again, catalogue):
    assert not inspect(seal_again({MANIFEST: in_list_of_sheets(column, text)}), catalogue).fits


@attack
def a_unit_of_measure_ten_thousand_times_as_large(xml):
    return xml.replace("<t>千元</t>", "<t>万元</t>", 1)


@attack
def a_total_with_a_zero_more(xml):
    totals = re.findall(r'<c r="G\d+"[^>]*><is><t>(\d+\.\d+|[1-9]\d*)</t>', xml)
    return xml.replace(f"<t>{totals[0]}</t>", f"<t>{totals[0]}0</t>", 1)


@attack
def totals_left_out(xml):
    return re.sub(
        r'(<c r="G\d+" s="\d+") t="inlineStr"><is><t>\d[0-9.]*</t></is></c>', r"\1/>", xml
    )


@attack
def two_columns_that_change_places(xml):
    codes = re.findall(r"<t>企业</t></is></c><c [^>]*><is><t>([a-z_]+)</t>", xml)
    one, other = (f"<t>{code}</t>" for code in codes[2:4])
    return xml.replace(one, "<t>?</t>", 1).replace(other, one, 1).replace("<t>?</t>", other, 1)


@attack
def a_state_that_no_firm_can_have(xml):
    return xml.replace("<t>reported</t>", "<t>excellent</t>", 1)


@attack
def a_state_that_is_named_otherwise(xml):
    return xml.replace("<t>suspended</t>", "<t>reported</t>", 1)


@attack
def a_kind_of_row_that_is_none(xml):
    return xml.replace("<t>应报名录</t>", "<t>应报名录 </t>", 1)


@attack
def a_second_list_behind_the_first(xml):
    rows = re.findall(r"<row .*?</row>", xml, re.DOTALL)
    return xml.replace("</sheetData>", f"{rows[5]}</sheetData>")


@pytest.mark.parametrize("change", ATTACKS)
def test_that_a_list_of_another_make_does_not_fit(change, seal_again, catalogue):
    workbook = seal_again({MANIFEST: change})
    assert workbook is not None
    inspection = done_within(2, lambda: inspect(workbook, catalogue))
    assert not inspection.fits
    assert all(misfit.id.startswith("PKG-") for misfit in inspection.misfits)
