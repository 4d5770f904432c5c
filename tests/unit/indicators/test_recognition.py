from decimal import Decimal

import pytest

from desktop_app.indicators.recognition import Kind, Which, count_expiring, standings

UNIT = "330203"
WAN = 1_000_000
GOOD = {"found_date": "2015-06-01", "hitech_field": "4", "op_status": "1"}
PATENT = {"app_no": "202110123456.7", "ptype": "1", "status": "1", "grant_date": "2022-03-01"}


def money(period, revenue, hitech, staff):
    return {
        "period": period,
        "revenue": revenue * WAN,
        "hitech_products": hitech * WAN,
        "staff_end": staff,
    }


@pytest.fixture
def candidate(keep):
    """Store a firm that meets everything, but for what is asked otherwise; give its uid."""

    def keep_candidate(
        name, *, revenue=4000, rd=200, hitech=2400, staff=100, rd_staff=10, rights=1, **firm
    ):
        uid = keep("firm", name=name, **{**GOOD, **firm})
        for period in ("2022", "2023", "2024"):
            keep("firm_period", firm=uid, **money(period, revenue, hitech, staff))
            keep("rd_activity", firm=uid, period=period, rd_total=rd * WAN, rd_staff=rd_staff)
        for _number in range(rights):
            keep("patent", firm=uid, **PATENT)
        return uid

    return keep_candidate


@pytest.fixture
def ask(store, catalogue):
    def ask_list(which, period="2024"):
        with store.reading() as reading:
            return standings(reading, catalogue, UNIT, period, which)

    return ask_list


@pytest.fixture
def lists(store, catalogue, ask):
    """Ask for a list, or for the number of certificates that end soon."""

    def count(period):
        with store.reading() as reading:
            return count_expiring(reading, catalogue, UNIT, period)

    return ask, count


def condition(row, kind):
    return next(entry for entry in row.conditions if entry.kind is kind)


def test_that_a_firm_that_just_meets_everything_is_a_candidate(ask, candidate):
    candidate("甲公司")
    (row,) = ask(Which.NEAR)
    assert (row.missing, row.unknown, row.cert) == ((), (), "")
    assert [entry.met for entry in row.conditions] == [True] * len(Kind)
    ratio = condition(row, Kind.RD)
    assert (ratio.value, ratio.need, ratio.years) == (5, 5, 3)


@pytest.mark.parametrize(
    ("figures", "need", "met"),
    [
        ((5000, 250), 5, True),
        ((5000, 249), 5, False),
        ((5001, 201), 4, True),
        ((20000, 800), 4, True),
        ((20000, 799), 4, False),
        ((20001, 601), 3, True),
    ],
)
def test_that_the_band_of_last_years_revenue_decides(ask, candidate, figures, need, met):
    revenue, rd = figures
    candidate("甲公司", revenue=revenue, rd=rd, hitech=revenue)
    (row,) = ask(Which.NEAR)
    found = condition(row, Kind.RD)
    assert (found.need, found.met) == (need, met)


def test_that_what_is_short_of_the_need_never_reads_as_enough(ask, keep, candidate):
    candidate("甲公司", revenue=4001, rd=200, hitech=4001)
    (row,) = ask(Which.NEAR)
    assert condition(row, Kind.RD).value == Decimal("4.99")
    assert [entry.kind for entry in row.missing] == [Kind.RD]


@pytest.mark.parametrize(
    ("short", "kind"),
    [
        ({"rd": 170}, Kind.RD),
        ({"rd_staff": 9}, Kind.STAFF),
        ({"hitech": 2000}, Kind.INCOME),
        ({"rights": 0}, Kind.RIGHTS),
        ({"found_date": "2024-06-01"}, Kind.AGE),
    ],
)
def test_that_one_condition_may_be_missing_by_little(ask, candidate, short, kind):
    candidate("甲公司", **short)
    (row,) = ask(Which.NEAR)
    assert [entry.kind for entry in row.missing] == [kind]


@pytest.mark.parametrize(
    "short",
    [
        {"rd": 150},
        {"rd_staff": 7},
        {"hitech": 1900},
        {"rights": 0, "rd_staff": 9},
        {"op_status": "6"},
    ],
)
def test_that_a_firm_that_is_far_off_or_closed_is_no_candidate(ask, candidate, short):
    candidate("甲公司", **short)
    assert ask(Which.NEAR) == ()


def test_that_what_nobody_filled_in_is_unknown_and_not_missing(ask, keep):
    uid = keep("firm", name="甲公司")
    keep("firm_period", firm=uid, period="2023", revenue=100 * WAN)
    keep("rd_activity", firm=uid, period="2023", rd_total=10 * WAN)
    keep("patent", firm=uid, **PATENT)
    (row,) = ask(Which.NEAR)
    assert {entry.kind for entry in row.unknown} == {Kind.AGE, Kind.FIELD, Kind.STAFF, Kind.INCOME}
    ratio = condition(row, Kind.RD)
    assert (ratio.met, ratio.value, ratio.years) == (True, 10, 1)


def test_that_a_firm_without_rd_figures_is_no_candidate(ask, keep):
    uid = keep("firm", name="甲公司", **GOOD)
    keep("patent", firm=uid, **PATENT)
    assert ask(Which.NEAR) == ()


def test_that_the_complete_come_first(ask, candidate):
    candidate("丙公司", rd_staff=9)
    candidate("乙公司", found_date=None)
    candidate("甲公司")
    assert [row.name for row in ask(Which.NEAR)] == ["甲公司", "乙公司", "丙公司"]


@pytest.mark.parametrize(
    "change",
    [
        {"source": "5"},
        {"status": "2"},
        {"grant_date": "2025-01-01"},
        {"app_no": "PCT/CN2021/000001"},
    ],
)
def test_that_only_rights_owned_and_in_force_count(ask, keep, candidate, change):
    uid = candidate("甲公司", rights=0)
    keep("patent", firm=uid, **{**PATENT, **change})
    (row,) = ask(Which.NEAR)
    assert condition(row, Kind.RIGHTS).value == 0


def test_that_software_counts_as_a_right(ask, keep, candidate, store):
    uid = candidate("甲公司", rights=0)
    keep("firm_period", firm=uid, **money("2024M01-09", 3000, 2000, 100))
    keep("rd_activity", firm=uid, period="2024M01-09", rd_staff=20, software_copyrights=2)
    (row,) = ask(Which.NEAR, "2024M01-09")
    assert condition(row, Kind.RIGHTS).value == 2


def test_that_within_a_year_the_last_three_whole_years_decide(ask, candidate):
    candidate("甲公司")
    (row,) = ask(Which.NEAR, "2024M01-09")
    assert condition(row, Kind.RD).years == 2
    assert condition(row, Kind.STAFF).value == 10


def test_that_spending_abroad_is_held_against_the_limit(ask, store, keep):
    uid = keep("firm", name="甲公司", **GOOD)
    keep("firm_period", firm=uid, **money("2024", 4000, 4000, 100))
    keep(
        "rd_activity",
        firm=uid,
        period="2024",
        rd_total=400 * WAN,
        rd_staff=10,
        outsourced_abroad=164 * WAN,
    )
    keep("patent", firm=uid, **PATENT)
    (row,) = ask(Which.NEAR)
    found = condition(row, Kind.DOMESTIC)
    assert (found.met, found.value, found.need) == (False, 59, 60)


def test_that_a_holder_who_falls_short_may_lose_the_status(ask, candidate, keep, certificate):
    short = candidate("甲公司", rd_staff=9)
    sound = candidate("乙公司")
    for uid in (short, sound):
        keep("hte_cert", firm=uid, cert_no="GR202333100001", **certificate("2023-12-01"))
    (row,) = ask(Which.LOSING)
    assert (row.firm, row.cert_no, row.expire_date) == (short, "GR202333100001", "2026-12-01")
    assert [entry.kind for entry in row.missing] == [Kind.STAFF]
    assert ask(Which.NEAR) == ()


@pytest.mark.parametrize(
    ("issued", "listed"),
    [
        ("2021-12-31", False),
        ("2022-01-01", True),
        ("2022-06-29", True),
        ("2022-06-30", False),
    ],
)
def test_that_a_certificate_is_listed_in_its_last_six_months(
    lists, firm, certificate, issued, listed
):
    ask, count = lists
    firm("甲公司", hte_cert=[certificate(issued)])
    assert len(ask(Which.EXPIRING)) == count("2024") == listed


def test_that_a_certificate_with_a_follower_or_revoked_is_not_listed(ask, firm, certificate):
    firm("甲公司", hte_cert=[certificate("2022-03-01"), certificate("2024-12-01", kind="2")])
    firm("乙公司", hte_cert=[certificate("2022-03-01"), certificate("2025-01-15", kind="2")])
    firm("丙公司", hte_cert=[certificate("2022-03-01", status="3")])
    firm("丁公司", hte_cert=[certificate("2022-03-01", revoke_date="2024-06-01")])
    assert ask(Which.EXPIRING) == ()


def test_that_days_left_are_counted_from_the_last_day(ask, firm, certificate):
    firm("甲公司", hte_cert=[certificate("2022-01-10")])
    assert ask(Which.EXPIRING)[0].days_left == 10
