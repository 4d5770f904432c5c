from decimal import Decimal

import pytest

from desktop_app.indicators.annexes import Annex, AnnexReading, annex
from desktop_app.indicators.asking import CITY

UNIT = "330203"


@pytest.fixture
def ask(store, catalogue):
    def ask_one(number, period, unit=UNIT):
        with store.reading() as reading:
            return annex(reading, catalogue, unit, period, number)

    return ask_one


def made(catalogue, period, done):
    """An annex of a district with what was done, as the picture of the overview has it."""
    reading = AnnexReading(catalogue.indicators["A1"], done)
    years, targets = (2021, 2022, 2023, 2024, 2025), (66, 74, 82, 91, 99)
    return Annex(1, UNIT, period, years, targets, targets, (reading,))


def test_that_both_readings_of_the_first_annex_are_computed(ask, firm, certificate):
    firm("老企业", hte_cert=[certificate("2020-11-01"), certificate("2023-11-01", kind="2")])
    firm("新企业", hte_cert=[certificate("2022-05-01")])
    firm("迁入企业", hte_cert=[certificate("2021-05-01", kind="4")])
    found = ask(1, "2024")
    net, first = found.readings
    assert (net.indicator.id, net.done) == ("A1", (1, 1, 0, -1, None))
    assert (first.indicator.id, first.done) == ("A1-first", (0, 1, 0, 0, None))
    assert net.cumulative == (1, 2, 2, 1, None)
    assert net.now == 1


def test_that_targets_are_the_printed_ones_and_the_sums_stand_beside(ask):
    own = ask(1, "2024")
    assert (own.targets, own.cumulative[-1]) == ((66, 74, 82, 91, 99), 412)
    city = ask(1, "2024", CITY)
    assert city.targets[0] == 800
    assert city.sums[0] == 808


def test_that_filings_of_the_running_year_count_to_the_last_day(ask, firm):
    filing = {"scheme": "ZJ", "year": 2023}
    firm("甲公司", tech_sme=[filing | {"notice_date": "2023-05-01"}])
    firm("乙公司", tech_sme=[filing | {"notice_date": "2023-11-01"}])
    assert ask(2, "2023M01-09").readings[0].done == (0, 0, 1, None, None)
    assert ask(2, "2023").readings[0].done == (0, 0, 2, None, None)


def test_that_the_pace_is_that_of_the_picture(catalogue):
    pace = made(catalogue, "2024M01-11", (71, 81, 87, 67, None)).pace()
    assert (pace.year, pace.due, pace.now, pace.gap) == (2024, 313, 306, 7)
    assert (pace.by, pace.total, pace.monthly) == (2025, 412, Decimal("8.2"))


def test_that_after_the_plan_nothing_is_needed_any_more(catalogue):
    pace = made(catalogue, "2026", (71, 81, 87, 67, 90)).pace()
    assert (pace.year, pace.due, pace.gap, pace.monthly) == (2025, 412, 16, None)


def test_that_there_is_no_pace_before_the_plan(ask):
    found = ask(1, "2020")
    assert found.readings[0].done == (None,) * 5
    assert found.pace() is None
