"""A firm that two districts report is counted once in the city's figures, where decided so."""

from __future__ import annotations

import pytest

from desktop_app import indicators
from desktop_app.work.city.merge import merge
from desktop_app.work.city.overlaps import APART, SAME, decide
from desktop_app.work.history import undo
from desktop_app.work.overview import overview

HAISHU, JIANGBEI = "330203", "330205"
CITY = "3302"
CODE = "91330203MA2TE5T1XB"


def figure_of(city, indicator, period="2024", unit=CITY):
    with city.store.counting() as reading:
        entry = city.catalogue.indicators[indicator]
        return indicators.figure(reading, city.catalogue, unit, entry, period).value


@pytest.fixture
def twice(city, office):
    """A firm with a certificate and patents that two districts report for 2024."""

    def send(unit, number, numbers, cert="GR202333101234"):
        one = office(unit)
        certificate = {
            "uid": f"cert{number:012}",
            "firm": f"firm{number:012}",
            "cert_no": cert,
            "issue_date": "2023-12-10",
        }
        forms = {
            "firm": [one.firm(number, uscc=CODE)],
            "firm_period": [one.figures(number, "2024", 5)],
            "patent": [one.patent(k, number) for k in numbers],
            "hte_cert": [certificate],
        }
        return one.send(forms=forms)

    merge(city, [send(HAISHU, 1, [7]), send(JIANGBEI, 2, [8, 9], "GR202433109999")])
    return city


def test_that_it_counts_twice_until_somebody_decides(twice):
    assert figure_of(twice, "H1") == 2
    decide(twice, CODE, APART)
    assert figure_of(twice, "H1") == 2


def test_that_it_counts_once_and_at_the_chosen_unit(twice):
    applied = decide(twice, CODE, SAME, chosen=JIANGBEI)
    assert figure_of(twice, "H1") == 1
    assert figure_of(twice, "H1", unit=HAISHU) == 0
    assert figure_of(twice, "H1", unit=JIANGBEI) == 1
    undo(twice, applied.batch)
    assert figure_of(twice, "H1") == 2


def test_that_overview_summary_and_rows_say_the_same(twice):
    decide(twice, CODE, SAME, chosen=HAISHU)
    cards = {c.figure.indicator.id: c.figure.value for c in overview(twice, "2024").cards}
    assert cards["H1"] == 1
    table = indicators.summary(twice.store, twice.catalogue, CITY, "2024")[0]
    name = twice.catalogue.indicators["H1"].name
    assert next(row[2] for row in table.rows if row[0] == name) == 1
    rows = indicators.figure_rows(twice.store, twice.catalogue, CITY, "H1", "2024")
    assert [(row.unit, row.amount) for row in rows] == [(HAISHU, 1)]


def test_that_what_only_the_other_unit_has_still_counts_there(city, office):
    one, other = office(HAISHU), office(JIANGBEI)
    cert = {"uid": "cert000000000001", "firm": "firm000000000001", "cert_no": "GR202133101234"}
    merge(
        city,
        [
            one.send(
                forms={
                    "firm": [one.firm(1, uscc=CODE)],
                    "hte_cert": [{**cert, "issue_date": "2022-12-10"}],
                }
            ),
            other.send(
                forms={
                    "firm": [other.firm(2, uscc=CODE)],
                    "firm_period": [other.figures(2, "2024", 5)],
                }
            ),
        ],
    )
    decide(city, CODE, SAME, chosen=JIANGBEI)
    assert figure_of(city, "H1") == 1


def test_that_a_patent_counts_once_where_the_firms_are_two(city, office):
    one, other = office(HAISHU), office(JIANGBEI)
    merge(
        city,
        [
            one.send(forms={"firm": [one.firm(1)], "patent": [one.patent(7, 1)]}),
            other.send(forms={"firm": [other.firm(2)], "patent": [other.patent(7, 2)]}),
        ],
    )

    def patents():
        with city.store.counting() as reading:
            return reading.execute("SELECT unit FROM patent_view").fetchall()

    assert len(patents()) == 2
    decide(city, "201710601807.3", SAME, chosen=HAISHU)
    assert [row[0] for row in patents()] == [HAISHU]


def test_that_the_records_are_all_there_again_afterwards(twice):
    decide(twice, CODE, SAME, chosen=HAISHU)
    figure_of(twice, "H1")
    with twice.store.reading() as reading:
        assert reading.execute("SELECT count(*) FROM firm_view").fetchone()[0] == 2
        assert (
            reading.execute(
                "SELECT count(*) FROM temp.sqlite_master WHERE type = 'view'"
            ).fetchone()[0]
            == 0
        )
