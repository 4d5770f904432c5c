"""Period codes, their days and their neighbours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.periods import BadPeriod, PeriodKind, is_period, parse_period

YEARS = st.integers(1951, 2197)
CODES = st.one_of(
    YEARS.map(str),
    st.builds("{}Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}M{:02}".format, YEARS, st.integers(1, 12)),
    st.builds("{}M01-{:02}".format, YEARS, st.integers(2, 11)),
)


@pytest.mark.parametrize(
    ("code", "canonical", "kind", "days", "previous"),
    [
        ("2024", "2024", PeriodKind.YEAR, ("2024-01-01", "2024-12-31"), "2023"),
        ("2024Q3", "2024Q3", PeriodKind.QUARTER, ("2024-07-01", "2024-09-30"), "2023Q3"),
        ("2024Q1", "2024Q1", PeriodKind.QUARTER, ("2024-01-01", "2024-03-31"), "2023Q1"),
        ("2024M09", "2024M09", PeriodKind.MONTH, ("2024-09-01", "2024-09-30"), "2023M09"),
        ("2024M02", "2024M02", PeriodKind.MONTH, ("2024-02-01", "2024-02-29"), "2023M02"),
        ("2024M01-09", "2024M01-09", PeriodKind.YTD, ("2024-01-01", "2024-09-30"), "2023M01-09"),
        ("2024M01-12", "2024", PeriodKind.YEAR, ("2024-01-01", "2024-12-31"), "2023"),
        ("2024M01-01", "2024M01", PeriodKind.MONTH, ("2024-01-01", "2024-01-31"), "2023M01"),
    ],
)
def test_that_a_code_names_its_days(code, canonical, kind, days, previous):
    period = parse_period(code)
    assert (period.code, period.kind, period.year) == (canonical, kind, 2024)
    assert (period.first_day, period.last_day) == days
    assert period.previous == previous
    assert is_period(code) is (code == canonical)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "24",
        "2024Q5",
        "2024Q0",
        "2024M13",
        "2024M00",
        "2024M1",
        "2024M02-09",
        "2024M09-01",
        "2024M01-13",
        "2024 ",
        "2024\n",
        "２０２４",
        "1899",
        "9999",
        "2024Q3-Q4",
        "2024m09",
        "x",
    ],
)
def test_that_any_other_text_is_no_period(code):
    with pytest.raises(BadPeriod):
        parse_period(code)
    assert not is_period(code)


@given(CODES)
def test_that_previous_and_following_are_the_same_cut_a_year_away(code):
    period = parse_period(code)
    assert is_period(code)
    assert period.kind is parse_period(period.following).kind
    before = parse_period(period.previous)
    assert (before.year, before.following) == (period.year - 1, code)
    assert before.first_day[4:] == period.first_day[4:]


@given(CODES)
def test_that_a_period_ends_with_the_last_day_of_a_month(code):
    period = parse_period(code)
    assert (date.fromisoformat(period.last_day) + timedelta(days=1)).day == 1
    assert period.first_day < period.last_day


def test_that_a_period_knows_the_quarter_it_ends_in():
    assert [parse_period(c).quarter for c in ("2024Q3", "2024", "2024M01-08", "2024M04")] == [
        3,
        4,
        3,
        2,
    ]
