"""Counting with ISO dates and months."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.dates import add_years, days_between, months_between

DAYS = st.dates().map(lambda day: day.isoformat())


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        ("2018-11-27", 3, "2021-11-27"),
        ("2020-02-29", 3, "2023-02-28"),
        ("2020-02-29", 4, "2024-02-29"),
        ("2021-06-01", -1, "2020-06-01"),
    ],
)
def test_that_years_are_added_to_the_day(day, years, later):
    assert add_years(day, years) == later


@pytest.mark.parametrize(
    ("day", "years"), [("9999-12-31", 1), ("9996-02-29", 4), ("2024-13-01", 1)]
)
def test_that_there_is_no_day_beyond_the_calendar(day, years):
    with pytest.raises(ValueError, match=r".+"):
        add_years(day, years)


@given(DAYS, DAYS)
def test_that_days_and_months_between_change_sign_when_turned_round(one, other):
    assert days_between(one, other) == -days_between(other, one)
    assert months_between(one, other) == -months_between(other, one)
    assert (days_between(one, other) > 0) is (one < other)


def test_that_months_are_counted_over_the_turn_of_the_year():
    assert months_between("2023-11", "2024-02") == 3
    assert months_between("2023-11-30", "2024-02-01") == 3


@pytest.mark.parametrize("text", ["", "2024", "202403", "2024-13", "2024-00", "20-24-03"])
def test_that_what_begins_with_no_month_is_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        months_between(text, "2024-01")
