from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_app.catalogue.model import Indicator
from desktop_app.indicators.asking import CITY
from desktop_app.indicators.figures import Figure, Standing, figure, figure_rows, needed, trend
from desktop_app.indicators.targets import Goal, Scope

UNIT = "330203"
COUNTED = Indicator("X", "数", "X", "家", "stock")


@pytest.fixture
def ask(store, catalogue):
    def ask_one(indicator, period, unit=UNIT):
        with store.reading() as reading:
            return figure(reading, catalogue, unit, catalogue.indicators[indicator], period)

    return ask_one


def held(value, target, operator, **more):
    return Figure(
        replace(COUNTED, **more),
        CITY,
        "2024",
        Decimal(value),
        goal=Goal(Scope.OWN, Decimal(target), operator),
    )


def test_that_a_firm_with_two_certificates_counts_once(ask, firm, certificate):
    firm("甲公司", hte_cert=[certificate("2021-12-10"), certificate("2024-12-06", kind="2")])
    firm("乙公司", hte_cert=[certificate("2022-11-01")])
    firm("丙公司", hte_cert=[certificate("2019-11-01")])
    firm("丁公司", hte_cert=[certificate("2023-11-01", status="3", revoke_date="2024-05-01")])
    assert ask("H1", "2024").value == 2


def test_that_only_zhejiang_filings_are_added_up_each_firm_once(ask, firm):
    firm("甲公司", tech_sme=[{"scheme": "ZJ", "year": 2021}, {"scheme": "ZJ", "year": 2024}])
    firm("乙公司", tech_sme=[{"scheme": "CN", "year": 2022}])
    firm("丙公司", tech_sme=[{"scheme": "ZJ", "year": 2025}])
    assert ask("H2", "2024").value == 1
    assert ask("A2", "2021").value == 1
    assert ask("A2", "2024").value == 0


def test_that_patents_count_by_the_year_of_grant_and_pct_by_that_of_filing(ask, keep):
    keep("patent", app_no="202110123456.7", ptype="1", grant_date="2024-03-01")
    keep("patent", app_no="202110123457.5", ptype="1", grant_date="2023-03-01")
    keep("patent", app_no="202120123458.6", ptype="2", grant_date="2024-03-01")
    keep("patent", app_no="PCT/CN2024/000001", ptype="4", route="PCT", app_date="2024-02-01")
    assert (ask("T4-2", "2024").value, ask("T4-3", "2024").value) == (1, 1)
    assert (ask("T4-2", "2023").value, ask("T4-3", "2023").value) == (1, 0)


def test_that_carriers_below_city_level_do_not_count(ask, keep):
    keep("carrier", kind="1", name="甲孵化器", level="1")
    keep("carrier", kind="2", name="乙空间", level="3")
    keep("carrier", kind="2", name="丙空间", level="4")
    assert ask("T8-1", "2024").value == 2


def test_that_the_rd_total_is_in_yi_and_of_its_own_period_alone(ask, firm):
    firm(
        "甲公司",
        rd_activity=[
            {"period": "2024", "rd_total": 123_456_700_000},
            {"period": "2024M01-09", "rd_total": 90_000_000_000},
        ],
    )
    found = ask("RD", "2024")
    assert (found.value, found.shown) == (Decimal("12.34567"), Decimal("12.35"))
    assert found.goal.scope is Scope.NONE


def test_that_the_city_is_the_sum_of_its_units(ask, firm, certificate):
    firm("甲公司", hte_cert=[certificate("2023-11-01")])
    assert (ask("H1", "2024", CITY).value, ask("H1", "2024", "330205").value) == (1, 0)


def test_that_ratios_are_summed_before_they_are_divided(store, catalogue, firm):
    period = {"period": "2024", "revenue": 100}
    firm("甲公司", firm_period=[period], rd_activity=[{"period": "2024", "rd_total": 50}])
    firm("乙公司", firm_period=[period | {"revenue": 900}])
    ratio = Indicator(
        "X",
        "比重",
        "X",
        "%",
        "ratio",
        query="SELECT (SELECT SUM(rd_total) FROM rd_activity_view WHERE unit = :unit), "
        "(SELECT SUM(revenue) FROM firm_period_view WHERE unit = :unit)",
    )
    with store.reading() as reading:
        district = figure(reading, catalogue, UNIT, ratio, "2024")
        # The other 14 units have nothing: their blanks must not become zeros or errors.
        city = figure(reading, catalogue, CITY, ratio, "2024")
        nothing = figure(reading, catalogue, "330205", ratio, "2024")
    assert (district.value, district.numerator, district.denominator) == (5, 50, 1000)
    assert city.value == 5
    assert nothing.value is None


@pytest.mark.parametrize(
    ("value", "operator", "reached", "gap"),
    [
        (6000, ">", False, 1),
        (6001, ">", True, -1),
        (6000, ">=", True, 0),
        (5999, ">=", False, 1),
        (5999, ">", False, 2),
    ],
)
def test_that_to_surpass_is_strictly_more(value, operator, reached, gap):
    found = held(value, 6000, operator)
    assert (found.reached, found.gap) == (reached, gap)


def test_that_progress_may_pass_the_whole():
    assert held(11000, 5500, ">=").progress == 2


def test_that_the_gap_of_a_ratio_is_plain():
    assert held("58.4", 60, ">", precision=1, kind="ratio").gap == Decimal("1.6")


def test_that_the_stretch_line_is_never_passed_or_failed():
    found = held(6001, 6000, ">")
    assert replace(found, goal=replace(found.goal, stretch=Decimal(8000))).reached


def test_that_a_figure_without_a_target_is_not_judged():
    found = Figure(COUNTED, UNIT, "2024", Decimal(3))
    assert (found.reached, found.gap, found.progress, found.pace) == (None, None, None, None)
    assert found.standing is Standing.NONE


def test_that_a_district_is_behind_or_on_track_by_its_annex(ask, firm, certificate):
    found = ask("H1", "2024")
    assert found.expected == 247 + 66 + 74 + 82 + 91
    assert found.standing is Standing.BEHIND
    ahead = replace(found, value=Decimal(560))
    assert ahead.standing is Standing.ON_TRACK
    assert replace(found, value=Decimal(659)).standing is Standing.REACHED


def test_that_growth_since_2020_is_told_as_a_multiple():
    found = Figure(COUNTED, CITY, "2024", Decimal(6000), goal=Goal(Scope.NONE, base=Decimal(3102)))
    assert found.multiple == Decimal("1.93")


def test_that_the_needed_pace_is_rounded_up():
    assert needed(Decimal(106), 13) == Decimal("8.2")
    assert needed(Decimal(1), 1000) == Decimal("0.1")
    assert needed(Decimal(0), 13) is None
    assert needed(Decimal(5), 0) is None


def test_that_the_trend_goes_by_the_same_cut_of_each_year(store, catalogue, firm):
    firm(
        "甲公司",
        rd_activity=[
            {"period": "2020M01-09", "rd_total": 10**10},
            {"period": "2022M01-09", "rd_total": 2 * 10**10},
            {"period": "2022", "rd_total": 9 * 10**10},
            {"period": "2023M01-09", "rd_total": 3 * 10**10},
        ],
    )
    with store.reading() as reading:
        now = figure(reading, catalogue, UNIT, catalogue.indicators["RD"], "2023M01-09")
        assert trend(reading, catalogue, now) == ((2021, None), (2022, 2), (2023, 3))


@pytest.fixture
def fill(firm, keep, certificate):
    """Store something of every kind for a period."""

    def fill_period(period):
        year = period[:4]
        firm(
            "甲公司",
            hte_cert=[certificate("2020-11-01"), certificate("2023-11-01", kind="2")],
            tech_sme=[{"scheme": "ZJ", "year": 2022}],
            rd_activity=[{"period": period, "rd_total": 123_400_000}],
            patent=[{"app_no": "202110123456.7", "ptype": "1", "grant_date": f"{year}-02-01"}],
        )
        firm("乙公司", hte_cert=[certificate("2019-12-01")], rd_activity=[{"period": period}])
        firm("丙公司", hte_cert=[certificate(f"{year}-01-05")])
        keep("carrier", kind="1", name="甲孵化器", level="1")
        keep("patent", app_no="PCT/CN2024/000001", ptype="4", app_date=f"{year}-02-01")

    return fill_period


@pytest.mark.parametrize("period", ["2022", "2023", "2024", "2024M01-09"])
def test_that_the_rows_of_every_figure_add_up_to_it(store, catalogue, ask, fill, period):
    fill(period)
    asked = [i for i in catalogue.indicators.values() if i.query]
    for indicator in asked:
        rows = figure_rows(store, catalogue, UNIT, indicator.id, period)
        found = ask(indicator.id, period)
        assert sum(row.amount for row in rows) == found.value, indicator.id
        assert all(store.record(row.form, row.uid) for row in rows)
    assert len(asked) >= 9
