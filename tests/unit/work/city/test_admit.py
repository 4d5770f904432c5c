"""A district with a key of a government's CA: imported, admitted by the city, sent, revoked."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from desktop_app.cli.main import run
from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.keys import Algorithm, open_p12
from desktop_app.packages.pki.request import new_key
from desktop_app.packages.pki.revocation import read_trusted
from desktop_app.work.city.merge import Outcome, merge
from desktop_app.work.keys.admit import (
    admissions,
    admit,
    import_pfx,
    refuse_unadmitted,
    take_admission,
)
from desktop_app.work.keys.enrol import look_at, needs_secret, take_in
from desktop_app.work.keys.revoke import revoke
from desktop_app.work.report.rebuild import rebuild
from desktop_app.work.report.receive_notice import receive
from desktop_app.work.workspace import init_workspace

PASSWORD = "a long password"
CN = [x509.NameAttribute(NameOID.COMMON_NAME, "王敏")]


@pytest.fixture(scope="session")
def pfx(tmp_path_factory):
    """A .pfx of a CA that nobody here knows, as it is given out: with its issuer."""
    ca, key = new_key(Algorithm.RSA), new_key(Algorithm.RSA)
    now = dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ZWCA")])

    def certificate(subject, public):
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=365))
            .sign(ca, hashes.SHA256())
        )

    path = tmp_path_factory.mktemp("gov") / "gov.pfx"
    leaf = certificate(x509.Name(CN), key.public_key())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"gov",
            key,
            leaf,
            [certificate(name, ca.public_key())],
            BestAvailableEncryption(PASSWORD.encode()),
        )
    )
    return path


@pytest.fixture
def district(tmp_path, city):
    ws = init_workspace(tmp_path / "district", role="district", unit="海曙区", person="王敏")
    (ws.trust / "ca.pem").write_bytes((city.trust / "ca.pem").read_bytes())
    yield ws
    ws.close()


@pytest.fixture
def certificate(district, pfx):
    """The certificate of the imported key."""
    return import_pfx(district, pfx, PASSWORD)[0]


@pytest.fixture
def admitted(city, authority, certificate, tmp_path):
    """The admission that the city has made of it."""
    (tmp_path / "out").mkdir()
    return admit(
        city,
        certificate,
        authority,
        unit="海曙区",
        person="王敏",
        role="统计负责人",
        out=tmp_path / "out",
    )


@pytest.fixture
def signer(district, certificate):
    return open_p12(district.keys / "330203.p12", PASSWORD)


@pytest.fixture
def sent(office, admitted, signer, city):
    """A package that the imported key has signed."""
    one = office()
    one.signer = signer
    return one.send(admitted=read_trusted(city.trust).admitted)


def only(result):
    (file,) = result.files
    return file


def test_that_what_an_admitted_key_signs_is_merged(sent, city):
    file = only(merge(city, [sent]))
    assert (file.outcome, file.word) == (Outcome.MERGED, "有效")


def test_that_the_city_revokes_an_admission_as_a_certificate(
    sent, city, authority, admitted, tmp_path
):
    revoke(city, [admitted.path], authority, days=30, out=tmp_path / "list.crl")
    file = only(merge(city, [sent]))
    assert (file.outcome, file.word) == (Outcome.REFUSED, "无效")
    assert "吊销" in file.sentences[0]


def test_that_the_imported_key_carries_no_foreign_issuer(signer, certificate):
    assert signer.chain == ()
    assert b"BEGIN CERTIFICATE" in certificate.read_bytes()


def test_that_a_key_that_is_there_is_not_written_over(district, certificate, pfx):
    before = (district.keys / "330203.p12").read_bytes()
    with pytest.raises(UserError, match="已经存在"):
        import_pfx(district, pfx, PASSWORD)
    with pytest.raises(UserError, match="密码不对"):
        import_pfx(district, pfx, "another password")
    assert (district.keys / "330203.p12").read_bytes() == before


def test_that_an_unadmitted_key_is_told_before_it_signs(district, signer, admitted):
    with pytest.raises(UserError, match="还没有由市局登记"):
        refuse_unadmitted(signer, read_trusted(district.trust))
    taken = receive(district, admitted.path)
    assert taken.sentences[0].startswith("外部证书登记给")
    refuse_unadmitted(signer, read_trusted(district.trust))


def test_that_an_admission_is_taken_once_and_only_of_a_trusted_ca(district, admitted, tmp_path):
    data = admitted.path.read_bytes()
    assert take_admission(district, data)[1]
    assert not take_admission(district, data)[1]
    assert [one.identity.person for one in admissions(district)] == ["王敏"]
    assert admissions(district, ["330205"]) == []
    (district.trust / "ca.pem").unlink()
    with pytest.raises(UserError, match="不是受信任的根证书签发的"):
        take_admission(district, data)


def test_that_it_is_installed_with_the_ca_after_the_telephone_call(district, admitted, city):
    ca = city.trust / "ca.pem"
    (district.trust / "ca.pem").unlink()
    found = look_at(district, admitted.path, ca)
    assert not needs_secret(district, found)
    assert take_in(district, found, "") == district.keys / "330203.p12"
    assert len(read_trusted(district.trust).admitted) == 1


def test_that_a_district_admits_nobody(district, authority, certificate, tmp_path):
    with pytest.raises(UserError, match="只有市局"):
        admit(district, certificate, authority, unit="海曙区", person="甲", role="", out=tmp_path)


def test_that_the_citys_own_certificates_need_no_admission(city, authority, office, tmp_path):
    own = tmp_path / "own.pem"
    own.write_bytes(office().signer.certificate.public_bytes(Encoding.PEM))
    with pytest.raises(UserError, match="不用登记"):
        admit(city, own, authority, unit="海曙区", person="甲", role="乙", out=tmp_path)


def test_that_an_unknown_unit_is_told(city, authority, certificate, tmp_path):
    with pytest.raises(UserError, match="不是上报单位"):
        admit(city, certificate, authority, unit="X", person="甲", role="乙", out=tmp_path)
    assert admissions(city) == []


@pytest.fixture
def say(capsys):
    """Run a command that must end with a code; return what it printed."""

    def run_it(*arguments, code=0):
        capsys.readouterr()
        assert run([*map(str, arguments)]) == code
        return capsys.readouterr()

    return run_it


def test_that_commands_import_a_key_and_admit_it_by_its_fingerprint_alone(
    district, city, authority, pfx, say
):
    tmp_path = city.folder.parent
    secret, ca_key = tmp_path / "secret", tmp_path / "ca.key"
    secret.write_text(PASSWORD)
    ca_key.write_bytes(
        authority.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    city.close()
    district.close()

    here = ("--workspace", district.folder, "--password-file", secret, "--json")
    made = json.loads(say("keys", "import", pfx, *here).out)
    ca = ("--ca", city.trust / "ca.pem", "--ca-key", ca_key, "--workspace", city.folder)
    command = ("keys", "admit", made["certificate"], "--unit", "海曙区", "--person", "王敏", *ca)
    out = tmp_path / "haishu.admit"
    wrong = say(*command, "--fingerprint", "00", "-o", out, code=2)
    assert "指纹与核对的不一致" in wrong.err
    said = json.loads(say(*command, "--fingerprint", made["fingerprint"], "-o", out, "--json").out)
    assert (said["unit"], said["file"]) == ("330203", str(out))
    assert say("receive", out, "--workspace", district.folder).out
    assert len(read_trusted(district.trust).admitted) == 1


def test_that_a_workspace_is_rebuilt_from_what_an_admitted_key_has_signed(
    sent, city, admitted, tmp_path, say
):
    ca = city.trust / "ca.pem"
    with pytest.raises(UserError, match="不能用来恢复") as refused:
        rebuild(tmp_path / "again", [sent], [ca])
    assert "登记书" in refused.value.hint
    assert not (tmp_path / "again").exists()
    command = ("--workspace", tmp_path / "again", "rebuild", sent, "--trust", ca, "--json")
    made = json.loads(say(*command, "--trust", admitted.path).out)
    assert (made["unit"], len(made["packages"])) == ("330203", 1)
    # It is known from then on, too.
    assert len(read_trusted(tmp_path / "again" / "trust").admitted) == 1
    rebuild(tmp_path / "by folder", [sent], [city.trust])


def test_that_an_admission_may_be_given_as_a_file_to_verify(sent, city, admitted, say):
    ca = ("--trust", city.trust / "ca.pem")
    assert "无法判定" in say("verify", sent, *ca, code=1).out
    assert say("verify", sent, *ca, "--trust", admitted.path).out.startswith("有效")
