"""A lost key: the office makes a new one, the city certifies it and revokes the old one."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from desktop_app.cli.main import run
from desktop_app.domain.errors import UserError
from desktop_app.packages.certificates import revoked_since
from desktop_app.packages.pki.identity import HEAD_ROLE
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import Algorithm, load_certificates, open_p12, pem_of
from desktop_app.packages.pki.revocation import Reason, revocations
from desktop_app.work.keys.enrol import (
    issue_certificate,
    look_at,
    new_request,
    renewal_request,
    replacement_request,
    take_in,
)
from desktop_app.work.keys.revoke import Cause, lists, reissue, revoke
from desktop_app.work.workspace import init_workspace

PASSWORD = "a long password"
EC = Algorithm.ECDSA


@pytest.fixture
def district(tmp_path):
    ws = init_workspace(tmp_path / "district", role="district", unit="海曙区", person="王敏")
    yield ws
    ws.close()


@dataclass
class Desk:
    """The city's workspace, its CA, and where it hands things out."""

    ws: object
    authority: object
    folder: object

    def reissue(self, request, **options):
        return reissue(self.ws, request, self.authority, out=self.folder, **options)


@pytest.fixture
def desk(tmp_path, city, authority):
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(city, authority, folder)


@pytest.fixture
def take(district, desk):
    """Install a certificate in the district."""

    def run_it(certificate):
        return take_in(district, look_at(district, certificate, desk.ws.trust / "ca.pem"), PASSWORD)

    return run_it


@pytest.fixture
def enrolled(district, desk, take):
    """Let the district have a key that signs, and return its certificate."""
    request = new_request(
        district, person="王敏", role="统计负责人", password=PASSWORD, algorithm=EC
    )
    take(issue_certificate(request, desk.authority, desk.folder).path)
    return load_certificates(district.keys / "330203.crt.pem")[0]


def test_that_one_step_of_the_city_replaces_a_lost_key(district, desk, enrolled, take):
    before = (district.keys / "330203.p12").read_bytes()
    request = replacement_request(district, password=PASSWORD, person="李芳", algorithm=EC)
    (aside,) = (district.keys / "replaced").iterdir()
    assert (aside / "330203.p12").read_bytes() == before
    assert not (district.keys / "330203.p12").exists()
    made = desk.reissue(request)
    assert list(made.made.revoked) == [enrolled.serial_number]
    assert made.list_file.read_bytes() == lists(desk.ws)[0].data
    assert (made.certificate.identity.person, made.certificate.identity.role) == (
        "李芳",
        "统计负责人",
    )
    signer = open_p12(take(made.certificate.path), PASSWORD)
    assert signer.certificate.serial_number not in made.made.revoked


def test_that_a_lost_key_takes_the_certificates_before_a_renewal_with_it(
    district, desk, enrolled, take, signer_of
):
    renewal = renewal_request(district, password=PASSWORD)
    take(issue_certificate(renewal, desk.authority, desk.folder).path)
    renewed = load_certificates(district.keys / "330203.crt.pem")[0]
    assert renewed.serial_number != enrolled.serial_number
    made = desk.reissue(replacement_request(district, password=PASSWORD, algorithm=EC))
    # The city is told of the newest one alone, and need not have kept those before it.
    assert list(made.made.revoked) == [renewed.serial_number]
    known = revocations(lists(desk.ws))
    new = load_certificates(made.certificate.path)[0]
    since = [revoked_since(one, known) for one in (enrolled, renewed, new)]
    assert since == [*made.made.revoked.values()] * 2 + [None]
    again = revoke(desk.ws, [], desk.authority, days=30, out=desk.folder / "again.crl")
    assert (again.revoked, again.gone) == (made.made.revoked, made.made.gone)
    # Who only has another certificate keeps his key.
    person = Cause(Reason.PERSON)
    out = desk.folder / "person.crl"
    path = desk.folder / "other.pem"
    path.write_bytes(pem_of(signer_of("330205").certificate))
    made = revoke(desk.ws, [path], desk.authority, days=30, out=out, cause=person)
    assert len(made.gone) == 1


def test_that_replacing_twice_loses_neither_key(district, enrolled):
    replacement_request(district, password=PASSWORD, algorithm=EC)
    with pytest.raises(UserError, match=r"330203\.crt\.pem"):
        replacement_request(district, password=PASSWORD, algorithm=EC)
    replacement_request(district, password=PASSWORD, person="甲", role="乙", algorithm=EC)
    assert len(list((district.keys / "replaced").iterdir())) == 2


def test_that_nothing_is_set_aside_for_a_key_that_cannot_be_made(district, enrolled):
    before = sorted(path.name for path in district.keys.iterdir())
    for options in ({"password": "short"}, {"password": PASSWORD, "person": "甲\n乙"}):
        with pytest.raises(UserError):
            replacement_request(district, **options)
    assert sorted(path.name for path in district.keys.iterdir()) == before


def test_that_there_must_be_a_key_to_replace(district):
    with pytest.raises(UserError, match="没有可以换的密钥"):
        replacement_request(district, password=PASSWORD, person="甲", role="乙")


def test_that_no_other_units_certificate_is_revoked_by_a_replacement(
    desk, district, enrolled, tmp_path, office
):
    request = replacement_request(district, password=PASSWORD, algorithm=EC)
    other = tmp_path / "other.crt.pem"
    other.write_bytes(office("330205").signer.certificate.public_bytes(Encoding.PEM))
    with pytest.raises(UserError, match="不是单位 330203 的"):
        desk.reissue(request, old=other)
    assert not lists(desk.ws)


def test_that_a_request_with_the_lost_key_itself_is_no_replacement(desk, district, enrolled):
    request = renewal_request(district, password=PASSWORD)
    with pytest.raises(UserError, match="没有写明"):
        desk.reissue(request)
    with pytest.raises(UserError, match="旧密钥"):
        desk.reissue(request, old=district.keys / "330203.crt.pem")
    assert not lists(desk.ws)


def test_that_a_district_reissues_nothing(district, desk, enrolled):
    request = replacement_request(district, password=PASSWORD, algorithm=EC)
    with pytest.raises(UserError, match="只有市局"):
        reissue(district, request, desk.authority, out=desk.folder)


def test_that_the_heads_key_has_files_of_its_own(district, desk, enrolled, take):
    request = new_request(
        district,
        person="周立群",
        role=HEAD_ROLE,
        password=PASSWORD,
        algorithm=EC,
        purpose=Purpose.COUNTERSIGN,
    )
    issued = issue_certificate(request, desk.authority, desk.folder)
    assert issued.path.name == "330203.head.crt.pem"
    assert take(issued.path) == district.keys / "330203.head.p12"
    assert load_certificates(district.keys / "330203.crt.pem")[0] == enrolled


def test_that_a_lost_key_is_replaced_by_commands(district, desk, enrolled, tmp_path, capsys):
    secret, ca_key = tmp_path / "secret", tmp_path / "ca.key"
    secret.write_text(PASSWORD)
    ca_key.write_bytes(
        desk.authority.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    desk.ws.close()

    def say(*arguments):
        capsys.readouterr()
        assert run([*map(str, arguments), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    made = say(
        "keys",
        "replace",
        "--workspace",
        district.folder,
        "--password-file",
        secret,
        "--person",
        "丁",
    )
    ca = ("--ca", desk.ws.trust / "ca.pem", "--ca-key", ca_key, "--workspace", desk.ws.folder)
    told = say("keys", "reissue", made["request"], *ca, "-o", desk.folder)
    assert told["certificate"]["person"] == "丁"
    assert list(told["list"]["revoked"]) == [f"{enrolled.serial_number:X}"]
    said = ("keys", "new", "--person", "丁", "--workspace", district.folder)
    assert say(*said, "--encryption", "--password-file", secret)["request"].endswith(
        "330203.encryption.csr.pem"
    )
    assert run([*map(str, said), "--head", "--role", "科长", "--password-file", str(secret)]) == 2
    assert "职务只能是" in capsys.readouterr().err
