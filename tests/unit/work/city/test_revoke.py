"""Revocation by file: what was received before it stays valid, what comes later does not."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.authority import new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.revocation import list_name, make_list, read_list
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.city.received import first_received
from desktop_app.work.history import undo
from desktop_app.work.keys.revoke import lists, revoke
from desktop_app.work.receive import judge_file
from desktop_app.work.report.receive_notice import Outcome as Reception
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.workspace import init_workspace

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@pytest.fixture
def keep_list(city, authority):
    """Put a list of the CA into the city's trust."""

    def keep(certificates, now, *, days=180):
        data = make_list(authority, None, certificates, now=now, days=days)
        (city.trust / list_name(authority.certificate)).write_bytes(data)

    return keep


@pytest.fixture
def certificate_file(office, tmp_path):
    path = tmp_path / "330203.crt.pem"
    path.write_bytes(office().signer.certificate.public_bytes(Encoding.PEM))
    return path


def only(result):
    (file,) = result.files
    return file


def test_that_a_revoked_key_signs_nothing_any_more(city, office, authority, certificate_file):
    path = office().send()
    out = city.folder.parent / "list.crl"
    made = revoke(city, [certificate_file], authority, days=30, out=out)
    assert (made.number, len(made.revoked), out.read_bytes()) == (1, 1, made.data)
    file = only(merge(city, [path]))
    assert (file.outcome, file.word) == (Outcome.REFUSED, "无效")
    assert "吊销" in file.sentences[0]
    assert only(merge(city, [office("330205").send()])).outcome is Outcome.MERGED


def test_that_what_was_received_before_the_revocation_stays_valid(city, office, keep_list, now):
    haishu = office()
    path = haishu.send()
    undo(city, only(merge(city, [path])).batch)
    keep_list([haishu.signer.certificate], now + HOUR)
    assert only(merge(city, [path])).outcome is Outcome.MERGED


def test_that_a_file_is_judged_by_when_it_is_known_to_have_come(city, office, keep_list, now):
    haishu = office()
    path = haishu.send()
    (file,) = merge(city, [path]).files
    assert first_received(city, file.digest) == file.received_at
    keep_list([haishu.signer.certificate], now - HOUR)
    assert judge_file(path, [city.trust]).word == "无效"
    before = judge_file(path, [city.trust], received=lambda _digest: now - 2 * HOUR)
    assert before.word == "有效"


def test_that_a_list_that_is_too_old_leaves_the_verdict_open(city, office, keep_list, now):
    keep_list([], now - 10 * 24 * HOUR, days=5)
    file = only(merge(city, [office().send()]))
    assert (file.outcome, file.word) == (Outcome.REFUSED, "无法判定")


def test_that_a_list_made_anew_holds_what_the_one_before_did(
    city, authority, certificate_file, tmp_path
):
    first = revoke(city, [certificate_file], authority, days=30, out=tmp_path / "1.crl")
    second = revoke(city, [], authority, days=30, out=tmp_path / "2.crl")
    assert (second.number, second.revoked) == (2, first.revoked)
    assert [one.number for one in lists(city)] == [2]


@pytest.fixture
def district(tmp_path, authority):
    ws = init_workspace(tmp_path / "district", role="district", unit="海曙区")
    (ws.trust / "ca.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    yield ws
    ws.close()


def test_that_a_district_keeps_the_newest_list(city, district, authority, tmp_path):
    old, new = tmp_path / "1.crl", tmp_path / "2.crl"
    revoke(city, [], authority, days=30, out=old)
    revoke(city, [], authority, days=30, out=new)
    assert receive(district, new).outcome is Reception.TAKEN
    assert receive(district, new).outcome is Reception.SAME
    refused = receive(district, old)
    assert (refused.outcome, "已有第 2 号" in refused.sentences[0]) == (Reception.REFUSED, True)
    assert [one.number for one in lists(district)] == [2]


@pytest.mark.parametrize("damage", [b"", b"-----BEGIN X509 CRL-----\nAAAA\n"])
def test_that_a_damaged_list_is_refused(district, tmp_path, damage):
    path = tmp_path / "list.crl"
    path.write_bytes(damage)
    assert receive(district, path).outcome is Reception.REFUSED
    assert not list(district.trust.glob("*.crl"))


def test_that_a_strangers_list_is_refused(district, authority, tmp_path, now):
    # Of the same name as the city's CA, but of another key.
    stranger = new_authority(Identity("3302", "宁波市科学技术局", "测试根证书"), years=5, now=now)
    path = tmp_path / "list.crl"
    path.write_bytes(make_list(stranger, None, [], now=now, days=30))
    refused = receive(district, path)
    assert (refused.outcome, "不是受信任" in refused.sentences[0]) == (Reception.REFUSED, True)
    with pytest.raises(UserError):
        read_list(path.read_bytes(), [authority.certificate])


def test_that_only_the_citys_own_certificates_are_revoked(city, district, authority, tmp_path):
    stranger = new_authority(
        Identity("3302", "别的市", "别的根证书"), years=5, now=dt.datetime.now(dt.UTC)
    )
    path = tmp_path / "other.pem"
    path.write_bytes(stranger.certificate.public_bytes(Encoding.PEM))
    with pytest.raises(UserError, match="不是这个根证书签发"):
        revoke(city, [path], authority, days=30, out=tmp_path / "l.crl")
    with pytest.raises(UserError, match="不信任"):
        revoke(city, [], stranger, days=30, out=tmp_path / "l.crl")
    with pytest.raises(UserError, match="只有市局"):
        revoke(district, [], authority, days=30, out=tmp_path / "l.crl")
    assert not (tmp_path / "l.crl").exists()
