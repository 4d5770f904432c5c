"""Values that a package of another program may bring, and that nobody could have typed here."""

from __future__ import annotations

import pytest

from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.fitness import AT_ONCE, unfit


@pytest.fixture
def found(catalogue):
    """Return what is found in records of a form, given as values by column."""

    def look(form, *records):
        columns = stored_columns(catalogue.form(form))
        rows = [
            tuple({"uid": f"uid{n}", **record}.get(column) for column in columns)
            for n, record in enumerate(records)
        ]
        return [(label, value) for _form, label, value in unfit({form: rows}, catalogue)]

    return look


UNFIT = {
    "a uid that is blank": ("firm", "uid", ""),
    "no uid": ("firm", "uid", None),
    "a uid that is a path": ("firm", "uid", "../../firm"),
    "a uid that is a statement": ("firm", "uid", "'; DROP TABLE firm; --"),
    "a uid beyond ASCII": ("firm", "uid", "甬" * 16),
    "a uid without end": ("firm", "uid", "x" * 5000),
    "a uid in wide letters": ("firm", "uid", "ｆｉｒｍ"),
    "a text of nothing": ("firm", "name", ""),
    "a text with space in front": ("firm", "name", " 甬能"),
    "a text with space behind": ("firm", "name", "甬能 "),
    "a text with space of another kind": ("firm", "name", "甬能\u3000"),
    "a text with a mark that turns it": ("firm", "name", "\u202e能甬"),
    "a text with a mark that turns the rest": ("firm", "name", "甬\u202e能"),
    "a text with an isolate": ("firm", "name", "甬\u2067能"),
    "a text with a sign of no width": ("firm", "name", "甬\u200d能"),
    "a text with a filler": ("firm", "name", "甬\u3164能"),
    "a text with blank dots": ("firm", "name", "甬\u2800能"),
    "a text with a joiner of marks": ("firm", "name", "甬\u034f能"),
    "a text with the shape of a sign": ("firm", "name", "甬\ufe0f能"),
    "a text with tags": ("firm", "name", "甬\U000e0041能"),
    "a text with what is no character": ("firm", "name", "甬\ufdd0能"),
    "a text with a line break": ("firm", "name", "甬能\n有效"),
    "a text with a tab": ("firm", "name", "甬\t能"),
    "a text with a separator": ("firm", "name", "甬\x1f能"),
    "a text with a NUL": ("firm", "name", "甬\0能"),
    "a text in parts": ("firm", "name", "e\u0301" * 3),
    "a text that is too long": ("firm", "name", "甬" * 501),
    "a code with its label": ("firm", "op_status", "1\n营业"),
    "a code that is a text of a page": ("firm", "op_status", "1" * 501),
    "a day that is none": ("firm", "found_date", "2024-02-30"),
    "a day in words": ("firm", "found_date", "昨天"),
    "a day before all": ("firm", "found_date", "1800-01-01"),
    "a day with a time": ("firm", "found_date", "2024-01-01T00:00:00"),
    "a day in wide digits": ("firm", "found_date", "２０２４-01-01"),
    "a day that is turned": ("firm", "found_date", "01-02-2024"),
    "a credit code in small letters": ("firm", "uscc", "91330203ma2te5t1xb"),
    "a credit code that is short": ("firm", "uscc", "91330203"),
    "a credit code that is a person's": ("firm", "uscc", "11010519491231002X"),
    "a telephone that is a text": ("firm", "phone", "call me"),
    "a patent number that is a text": ("patent", "app_no", "CN 1234 A"),
    "an amount beyond all": ("firm_period", "revenue", 10**15),
    "an amount below all": ("firm_period", "revenue", -(10**15)),
    "a count beyond all": ("firm_period", "staff_end", 2**62),
}


@pytest.mark.parametrize(("form", "column", "value"), UNFIT.values(), ids=UNFIT)
def test_that_what_nobody_could_have_typed_is_found(form, column, value, found, catalogue):
    assert column == "uid" or column in catalogue.form(form).by_code
    good = {"firm": {"name": "甬能"}}.get(form, {})
    (one,) = found(form, good, {**good, column: value}, good)
    assert one[1] == ("" if value is None else str(value))


FIT = {
    "a formula that is a text": ("firm", "name", "=cmd|' /C calc'!A0"),
    "a text of a page": ("firm", "name", "<script>alert(1)</script>"),
    "a text with space inside": ("firm", "name", "Ningbo\u3000甬 能"),
    "a text of signs beyond the first plane": ("firm", "name", "𠮷廸😀"),
    "an older date": ("firm", "found_date", "1900-01-01"),
    "a date without end": ("firm", "found_date", "9999-12-31"),
    "a credit code whose sum is wrong": ("firm", "uscc", "91330203MA2TE5T1XX"),
    "a code that rules will find": ("firm", "op_status", "99"),
    "a negative count that rules will find": ("firm_period", "staff_end", -5),
    "a patent number of another kind": ("patent", "app_no", "PCT/CN2021/123456"),
}


@pytest.mark.parametrize(("form", "column", "value"), FIT.values(), ids=FIT)
def test_that_what_can_be_typed_is_left_to_the_rules(form, column, value, found):
    assert found(form, {column: value}) == []


def test_that_only_the_first_of_a_column_is_told_wherever_it_stands(found):
    records = (
        [{"name": "甬能"}] * AT_ONCE + [{"name": "a "}, {"uid": "a b"}] + [{"name": "b "}] * AT_ONCE
    )
    assert {value for _label, value in found("firm", *records)} == {"a b", "a "}


def test_that_all_that_a_package_brings_as_written_is_fit(catalogue, made_up_rows):
    assert list(unfit(made_up_rows, catalogue)) == []
