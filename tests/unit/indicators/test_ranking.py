from decimal import Decimal

import pytest

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.indicators.ranking import (
    Rank,
    _placed,
    ranked_years,
    ranking,
    ranking_rows,
    standings,
)

UNITS = ("330203", "330205", "330212")


@pytest.fixture
def certify(store, certificate):
    """Store firms with a certificate of a day each, for any unit."""
    numbers = iter(range(1000))

    def give(unit, *days, kind="1"):
        for day in days:
            uid = f"firm{next(numbers)}"
            put_firm = put("firm", uid, None, {"name": f"企业{uid}"})
            cert = {"firm": uid, **certificate(day, kind=kind)}
            blocks = (put_firm, put("hte_cert", f"c{uid}", None, cert))
            store.of(unit).apply(ChangePlan("edit", "记", blocks), check=False)

    return give


@pytest.fixture
def ranked(store, catalogue):
    def rank(period, number=1, way="A1-first", **options):
        with store.reading() as reading:
            found = standings(reading, catalogue, period)
        return ranking(found, catalogue, number, way, **options)

    return rank


def test_that_units_stand_by_the_share_of_what_their_annex_asks(ranked, certify, catalogue):
    certify("330205", "2021-05-01", "2022-05-01", "2023-05-01")
    certify("330203", "2021-06-01", "2022-06-01", "2023-06-01", "2023-07-01")
    found = ranked("2023")
    first, second, *rest = found.ranks
    due = {one.unit: one.due for one in found.ranks}
    assert (due["330203"], found.years) == (66 + 74 + 82, (2021, 2022, 2023))
    assert {first.unit, second.unit} == {"330203", "330205"}
    assert first.done / first.due > second.done / second.due
    assert [one.place for one in rest] == [3] * 13
    assert [one.unit for one in rest] == [
        unit.code for unit in catalogue.units if unit.code not in {"330203", "330205"}
    ]


def test_that_a_year_can_be_ranked_alone(ranked, certify):
    certify("330203", "2021-06-01", "2023-06-01", "2023-07-01")
    found = ranked("2023", yearly=True)
    best = found.ranks[0]
    assert (best.unit, best.done, best.due, found.years) == ("330203", 2, 82, (2023,))
    assert best.rate == Decimal("2.4")
    assert (best.gap, best.total) == (-80, 412)


def test_that_the_city_stands_against_both_of_its_totals(ranked, certify):
    certify("330203", "2021-06-01")
    certify("330212", "2021-06-01")
    added, printed = ranked("2021").city
    assert (added.done, added.due, printed.due) == (2, 808, 800)
    assert (added.total, printed.total) == (5008, 5000)


def test_that_equal_rates_share_a_place_and_the_next_is_left_out():
    rows = [
        Rank(0, "a", 1, 2, 9),
        Rank(0, "b", 2, 2, 9),
        Rank(0, "c", 3, 6, 9),
        Rank(0, "d", 0, 0, 0),
    ]
    assert [(one.place, one.unit) for one in _placed(rows)] == [
        (1, "b"),
        (2, "a"),
        (2, "c"),
        (4, "d"),
    ]
    assert _placed(rows)[-1].rate is None


def test_that_the_records_behind_a_figure_add_up_to_it(ranked, certify, store, catalogue):
    certify("330203", "2021-06-01", "2022-06-01", "2023-09-30")
    certify("330205", "2022-06-01")
    for way in ("A1", "A1-first"):
        for period in ("2022", "2023M01-09", "2024"):
            found = ranked(period, way=way)
            with store.reading() as reading:
                for unit in UNITS:
                    rows = ranking_rows(reading, catalogue, unit, found)
                    done = next(one.done for one in found.ranks if one.unit == unit)
                    assert sum(row.amount for _year, row in rows) == done, (way, period, unit)


def test_that_before_the_plan_nobody_is_behind(ranked, catalogue):
    assert ranked_years(catalogue, 1, "2020", yearly=False) == ()
    found = ranked("2020")
    assert {(one.place, one.done, one.due, one.rate) for one in found.ranks} == {(1, 0, 0, None)}
