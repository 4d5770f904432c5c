import csv
from decimal import Decimal

import pytest

from desktop_app.domain.periods import parse_period
from desktop_app.indicators import targets
from desktop_app.indicators.asking import CITY
from desktop_app.indicators.targets import Difference, Scope

FIRST = {2021: 800, 2022: 900, 2023: 1000, 2024: 1100, 2025: 1200, 0: 5000}


def aim(catalogue, indicator, unit):
    return targets.goal(catalogue, catalogue.indicators[indicator], unit)


def test_that_printed_and_computed_totals_stand_side_by_side(catalogue):
    assert targets.printed(catalogue, 1, CITY) == FIRST
    assert targets.computed(catalogue, 1) == {**FIRST, 2021: 808, 0: 5008}


def test_that_every_total_that_does_not_add_up_is_named(catalogue):
    assert targets.differences(catalogue, 1) == (
        Difference(2021, 800, 808),
        Difference(0, 5000, 5008),
    )
    second = targets.differences(catalogue, 2)
    assert [(d.year, d.difference) for d in second] == [
        *((year, 50) for year in range(2021, 2026)),
        (0, 250),
    ]


def test_that_the_total_of_each_unit_is_the_sum_of_its_years(catalogue):
    for annex in (1, 2):
        for unit in catalogue.units:
            figures = targets.printed(catalogue, annex, unit.code)
            assert figures.pop(0) == sum(figures.values())


def test_that_a_number_of_the_city_is_not_held_against_a_district(catalogue):
    goal = aim(catalogue, "T4-2", "330203")
    assert (goal.scope, goal.value, goal.binding) == (Scope.CITY, 5500, False)
    assert aim(catalogue, "T4-2", CITY).binding


def test_that_a_ratio_holds_for_each_district(catalogue):
    goal = aim(catalogue, "H3", "330203")
    assert (goal.scope, goal.value, goal.operator) == (Scope.OWN, 60, ">")


def test_that_a_district_adds_its_annex_to_its_stand_of_2020(catalogue):
    goal = aim(catalogue, "H1", "330203")
    assert (goal.scope, goal.value, goal.base) == (Scope.ANNEX, 247 + 412, 247)
    assert goal.stretch is None


def test_that_a_district_without_a_known_stand_of_2020_gets_no_target_made_up(catalogue):
    assert aim(catalogue, "H1", "330205").scope is Scope.CITY


@pytest.mark.parametrize("indicator", ["H7", "H8", "T1-1", "RD"])
def test_that_there_is_no_target_where_the_plan_has_none(catalogue, indicator):
    goal = aim(catalogue, indicator, CITY)
    assert (goal.scope, goal.value) == (Scope.NONE, None)


def test_that_a_district_should_come_along_its_annex_month_by_month(catalogue):
    indicator = catalogue.indicators["H1"]
    goal = targets.goal(catalogue, indicator, "330203")

    def due(code):
        return targets.expected(catalogue, indicator, "330203", parse_period(code), goal)

    assert due("2021") == 247 + 66
    assert due("2022M01-06") == 247 + 66 + Decimal(74) / 2
    assert due("2025") == due("2027") == 247 + 412


def test_that_the_city_should_come_along_a_straight_line(catalogue):
    indicator = catalogue.indicators["H1"]
    goal = targets.goal(catalogue, indicator, CITY)
    due = targets.expected(catalogue, indicator, CITY, parse_period("2021"), goal)
    assert due == 3102 + Decimal(6000 - 3102) / 5


@pytest.mark.parametrize(
    ("code", "left"), [("2020", 60), ("2024M01-11", 13), ("2024Q3", 15), ("2025", 0), ("2026", 0)]
)
def test_that_the_months_left_end_with_2025(code, left):
    assert targets.months_left(parse_period(code)) == left


def test_that_the_figures_of_the_annexes_are_whole_in_the_catalogue(root, catalogue):
    path = root / "resources" / "catalogues" / "targets.csv"
    with path.open(encoding="utf-8") as lines:
        assert len(list(csv.DictReader(lines))) == len(catalogue.targets) == 2 * 16 * 6
