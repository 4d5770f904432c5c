"""What several districts report is listed with evidence, decided by a person and remembered."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.store import overlaps as sharing
from desktop_app.work.city.merge import merge
from desktop_app.work.city.overlaps import (
    APART,
    PARKED,
    SAME,
    decide,
    decide_all,
    evidence,
    overlaps,
    remember,
)
from desktop_app.work.city.overlaps import shared as codes_of
from desktop_app.work.history import undo

HAISHU, JIANGBEI, YINZHOU = "330203", "330205", "330212"
CODE = "91330203MA2TE5T1XB"


@pytest.fixture
def shared(city, office):
    """A firm, a patent and a certificate that two districts report."""

    def send(unit, number, period="2024", **changes):
        one = office(unit)
        certificate = {
            "uid": f"cert{number:012}",
            "firm": f"firm{number:012}",
            "cert_no": "GR202133101234",
            "issue_date": "2021-12-10",
        }
        forms = {
            "firm": [one.firm(number, uscc=CODE, name=f"宁波甬能{number}有限公司")],
            "firm_period": [one.figures(number, period, 5)],
            "patent": [one.patent(7, number)],
            "hte_cert": [certificate],
        }
        return one.send(period, forms=forms | changes)

    merge(city, [send(HAISHU, 1), send(JIANGBEI, 2)])
    return send


def test_that_each_kind_is_listed_with_its_evidence(city, shared):
    found = overlaps(city)
    assert [(one.kind, one.value) for one in found] == [
        ("firm", CODE),
        ("patent", "201710601807.3"),
        ("hte_cert", "GR202133101234"),
    ]
    firm = found[0]
    assert [member.unit for member in firm.members] == [HAISHU, JIANGBEI]
    assert [member.periods for member in firm.members] == [("2024",), ("2024",)]
    assert not firm.moved
    told = evidence(city, found[1].members[0])
    assert "海曙" in told
    assert "宁波甬能1有限公司" in told


def test_that_both_records_stay_as_they_were_reported(city, shared):
    names = [
        str(row[2])
        for unit in (HAISHU, JIANGBEI)
        for row in city.store.of(unit).rows("firm", ("name",))
    ]
    assert names == ["宁波甬能1有限公司", "宁波甬能2有限公司"]


def test_that_a_decision_is_remembered_when_the_next_period_comes(city, shared, office):
    decide(city, CODE, SAME, chosen=JIANGBEI, note="2023 年迁入")
    haishu = next(one for one in overlaps(city) if one.kind == "firm")
    assert (haishu.settled, haishu.chosen, haishu.note) == (True, JIANGBEI, "2023 年迁入")
    merge(city, [shared(YINZHOU, 9, firm=[], firm_period=[], patent=[], hte_cert=[])])
    assert "firm" not in {one.kind for one in overlaps(city, unsettled=True)}


def test_that_a_third_district_asks_anew(city, shared):
    decide(city, CODE, APART)
    merge(city, [shared(YINZHOU, 3)])
    firm = next(one for one in overlaps(city) if one.kind == "firm")
    assert not firm.settled
    assert len(firm.members) == 3


def test_that_a_parked_overlap_stays_on_the_list(city, shared):
    decide(city, "201710601807.3", PARKED)
    parked = next(one for one in overlaps(city, unsettled=True) if one.kind == "patent")
    assert parked.choice == PARKED


def test_that_a_decision_can_be_changed_and_undone(city, shared):
    decide(city, CODE, APART)
    applied = decide(city, CODE, SAME, chosen=HAISHU)
    undo(city, applied.batch)
    firm = next(one for one in overlaps(city) if one.kind == "firm")
    assert firm.choice == APART


def test_that_a_firm_whose_periods_part_seems_to_have_moved(city, office):
    one, other = office(HAISHU), office(JIANGBEI)
    merge(
        city,
        [
            one.send(
                "2023",
                forms={
                    "firm": [one.firm(1, uscc=CODE)],
                    "firm_period": [one.figures(1, "2023", 1)],
                },
            ),
            other.send(
                "2024",
                forms={
                    "firm": [other.firm(1, uscc=CODE)],
                    "firm_period": [other.figures(1, "2024", 1)],
                },
            ),
        ],
    )
    (firm,) = overlaps(city)
    assert firm.moved


def test_that_a_unit_that_does_not_report_it_cannot_be_chosen(city, shared):
    before = city.store.dump()
    with pytest.raises(UserError, match="哪个单位"):
        decide(city, CODE, SAME, chosen=YINZHOU)
    with pytest.raises(UserError, match="没有"):
        decide(city, "91330203MA00000000", APART)
    assert city.store.dump() == before


def test_that_what_is_remembered_is_looked_for_anew_after_a_merge(city, shared):
    remember(city)
    codes = overlaps(city)
    third = shared(YINZHOU, 3)
    batch = merge(city, [third]).files[0].batch
    assert {len(one.members) for one in overlaps(city)} == {3}
    remember(city)
    undo(city, batch)
    assert overlaps(city) == codes


def test_that_what_is_remembered_is_told_without_looking_through_the_records(city, shared):
    remember(city)
    asked = []
    with city.store.reading() as connection:
        connection.set_trace_callback(asked.append)
        codes = sharing.shared(connection)
        connection.set_trace_callback(None)
    assert len(codes) == 3
    assert not [sql for sql in asked if "GROUP BY" in sql]


def test_that_several_are_decided_as_one_batch_which_can_be_undone(city, shared):
    applied = decide_all(city, codes_of(city), APART, note="两区各有")
    assert {one.choice for one in overlaps(city)} == {APART}
    undo(city, applied.batch)
    assert {one.choice for one in overlaps(city)} == {""}


def test_that_several_are_not_decided_where_one_is_not_reported_there(city, shared, office):
    one = office(YINZHOU)
    merge(city, [one.send(forms={"firm": [one.firm(3, uscc=CODE)]})])
    before = city.store.dump()
    with pytest.raises(UserError, match="哪个单位"):
        decide_all(city, codes_of(city), SAME, chosen=YINZHOU)
    assert city.store.dump() == before
