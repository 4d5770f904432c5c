"""证书 at the city: what was issued, how it stands, what a request asks for, and revoking."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.revocation import Reason
from desktop_app.work.keys import register as acts
from desktop_app.work.keys.enrol import (
    Algorithm,
    look_at,
    new_request,
    renewal_request,
    replacement_request,
    take_in,
)
from desktop_app.work.keys.register import CertificateState, Register
from desktop_app.work.keys.revoke import Cause, lists, revoke
from desktop_app.work.workspace import init_workspace

PASSWORD = "a long password"
TODAY = dt.datetime.now(dt.UTC).date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def ours(new_city, tmp_path):
    """A city that has founded its CA."""
    ws = new_city("ours")
    (ws.trust / "ca.pem").unlink()
    acts.found_authority(ws, tmp_path / "ca", name="根证书", password=PASSWORD, years=10)
    return ws


@pytest.fixture
def district(tmp_path):
    ws = init_workspace(tmp_path / "haishu", role="district", unit="海曙区", person="王敏")
    yield ws
    ws.close()


@pytest.fixture
def request_file(district):
    return new_request(
        *(district,), person="沈洁", role="统计负责人", password=PASSWORD, algorithm=Algorithm.ECDSA
    )


@pytest.fixture
def granted(ours, request_file, tmp_path):
    return grant(ours, request_file, tmp_path)


def grant(ours, path, out, years=3):
    authority = acts.open_city_authority(ours, PASSWORD)
    return acts.grant(ours, acts.look_at_request(ours, path), authority, out=out, years=years)


def haishu(ours, today=TODAY):
    return [one for one in acts.register(ours, today).entries if one.unit == "330203"]


def test_that_an_empty_register_lists_the_units_that_have_none(city):
    found = acts.register(city, TODAY)
    units = [unit.code for unit in city.catalogue.units]
    assert [one.unit for one in found.entries] == ["3302", *units]
    assert found.count(CertificateState.MISSING) == 16
    assert (found.listed, found.authority, found.trusted) == (None, None, True)


def test_that_what_is_issued_is_in_the_register_with_its_days(ours, granted):
    (entry,) = haishu(ours)
    assert (entry.person, entry.role, entry.state) == ("沈洁", "统计负责人", "有效")
    assert entry.facts.fingerprint == granted.certificate.fingerprint
    last = dt.date.fromisoformat(entry.facts.last)
    assert haishu(ours, last - 61 * DAY)[0].state is CertificateState.VALID
    assert haishu(ours, last - 60 * DAY)[0].state is CertificateState.ENDING
    assert haishu(ours, last)[0].state is CertificateState.ENDING
    assert haishu(ours, last + DAY)[0].state is CertificateState.ENDED


def test_that_both_offices_see_the_same_fingerprint_of_a_request(ours, request_file):
    here = acts.look_at_request(ours, request_file)
    assert here.fingerprint == acts.request_fingerprint(acts.load_request(request_file)[0])
    assert (here.unit, here.person, here.renews, here.replaces) == ("330203", "沈洁", None, None)


def test_that_a_renewal_is_known_by_its_key_and_follows_the_old_one(
    ours, district, granted, tmp_path
):
    ca = tmp_path / "ca" / "ca.pem"
    take_in(district, look_at(district, granted.certificate.path, ca), PASSWORD)
    again = renewal_request(district, password=PASSWORD, person="陈新")
    asked = acts.look_at_request(ours, again)
    assert asked.renews.fingerprint == granted.certificate.fingerprint
    grant(ours, again, tmp_path, years=4)
    assert [(one.person, one.state, one.follows) for one in haishu(ours)] == [
        ("陈新", CertificateState.VALID, False),
        ("沈洁", CertificateState.VALID, True),
    ]


def test_that_a_replacement_revokes_the_lost_key_in_the_same_step(
    ours, district, granted, tmp_path
):
    ca = tmp_path / "ca" / "ca.pem"
    take_in(district, look_at(district, granted.certificate.path, ca), PASSWORD)
    lost = replacement_request(district, password=PASSWORD, algorithm=Algorithm.ECDSA)
    asked = acts.look_at_request(ours, lost)
    assert asked.replaces.fingerprint == granted.certificate.fingerprint
    done = grant(ours, lost, tmp_path)
    assert (done.listed.number, len(done.listed.revoked)) == (1, 1)
    assert [(one.state, one.reason) for one in haishu(ours)] == [
        (CertificateState.VALID, Reason.OTHER),
        (CertificateState.REVOKED, Reason.REPLACED),
    ]


def test_that_a_revocation_has_its_day_and_reason_in_every_later_list(ours, granted, tmp_path):
    authority = acts.open_city_authority(ours, PASSWORD)
    (entry,) = haishu(ours)
    out = tmp_path / "list.crl"
    day = (TODAY - 3 * DAY).isoformat()
    revoke(ours, [entry.facts.path], authority, days=90, out=out, cause=Cause(Reason.KEY, day))
    revoke(ours, [], authority, days=90, out=out)
    (listed,) = lists(ours)
    assert listed.number == 2
    assert list(listed.reasons.values()) == [Reason.KEY]
    (since,) = listed.revoked.values()
    assert since == dt.datetime.fromisoformat(f"{day}T00:00:00+08:00")
    (entry,) = haishu(ours)
    assert (entry.state, entry.reason) == (CertificateState.REVOKED, Reason.KEY)


@pytest.mark.parametrize(
    ("day", "word"), [("明天", "不是日期"), ((TODAY + 2 * DAY).isoformat(), "还没有到")]
)
def test_that_a_day_that_has_not_come_revokes_nothing(ours, granted, tmp_path, day, word):
    authority = acts.open_city_authority(ours, PASSWORD)
    with pytest.raises(UserError, match=word):
        revoke(
            *(ours, [granted.certificate.path], authority),
            days=90,
            out=tmp_path / "list.crl",
            cause=Cause(day=day),
        )
    assert lists(ours) == []
    assert not (tmp_path / "list.crl").exists()


def test_that_only_certificates_of_a_trusted_ca_are_entered(ours, granted, new_city, tmp_path):
    acts.enter(ours, granted.certificate.path)
    assert len(haishu(ours)) == 1
    other = new_city("other")
    with pytest.raises(UserError, match="不是受信任的根证书"):
        acts.enter(other, granted.certificate.path)


def test_that_the_key_of_the_ca_may_be_away(ours, tmp_path):
    (tmp_path / "ca" / "ca.key.pem").rename(tmp_path / "elsewhere.key.pem")
    with pytest.raises(UserError, match="找不到根证书的密钥"):
        acts.open_city_authority(ours, PASSWORD)


def test_that_a_district_keeps_no_register(district, request_file):
    with pytest.raises(UserError, match="只有市局"):
        acts.look_at_request(district, request_file)
    assert isinstance(acts.register(district, TODAY), Register)
