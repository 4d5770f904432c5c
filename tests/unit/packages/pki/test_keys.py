"""Keys and certificates: how an office comes to them, and every way it can go wrong."""

from __future__ import annotations

import datetime as dt
import os
import stat

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.authority import (
    issue,
    make_authority,
    open_authority,
    save_certificate,
)
from desktop_app.packages.pki.identity import (
    Identity,
    distinguished_name,
    fingerprint,
    identity_of,
    subject_of,
)
from desktop_app.packages.pki.installation import install, pkcs12_of, prepare_installation
from desktop_app.packages.pki.keys import (
    Algorithm,
    KeySigner,
    load_certificates,
    load_key,
    open_p12,
    read_trust,
)
from desktop_app.packages.pki.request import load_request, make_key, request_for

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
CITY = Identity("3302", "宁波市科学技术局", "双倍增报送根证书")
HAISHU = Identity("330203", "宁波市海曙区科学技术局", "王敏", "填报人")
PASSWORD = "甬江-2025-潮"


@pytest.fixture(scope="session")
def city(tmp_path_factory):
    """A folder with a CA."""
    folder = tmp_path_factory.mktemp("city")
    make_authority(folder, CITY, PASSWORD, years=10, now=NOW)
    return folder


@pytest.fixture(scope="session")
def ca(city):
    """The CA itself, opened."""
    return open_authority(city / "ca.pem", city / "ca.key.pem", PASSWORD)


@pytest.fixture
def office(tmp_path, ca):
    """An office's folder with a key, its request, and the certificate that came back."""
    keys = tmp_path / "keys"
    make_key(keys, HAISHU, PASSWORD, Algorithm.ECDSA)
    request, _ = load_request(keys / "330203.csr.pem")
    save_certificate(tmp_path, issue(request, ca, years=2, now=NOW))
    return tmp_path


def installed(office, city, password=PASSWORD):
    found = prepare_installation(office / "330203.crt.pem", city / "ca.pem", "330203")
    return install(found, office / "keys", office / "trust", password)


# -- the way that works ------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_that_an_office_comes_to_a_key_that_signs(algorithm, tmp_path, city, ca):
    keys = tmp_path / "keys"
    path = make_key(keys, HAISHU, PASSWORD, algorithm)
    request, identity = load_request(path)
    assert identity == HAISHU
    crt = save_certificate(tmp_path, issue(request, ca, years=2, now=NOW))
    found = prepare_installation(crt, city / "ca.pem", "330203")
    assert found.identity == HAISHU
    assert not (tmp_path / "trust").exists()
    p12 = install(found, keys, tmp_path / "trust", PASSWORD)
    assert sorted(one.name for one in keys.iterdir()) == [
        "330203.crt.pem",
        "330203.csr.pem",
        "330203.key.pem",
        "330203.p12",
    ]
    signer = open_p12(p12, PASSWORD)
    assert (signer.algorithm, identity_of(signer.certificate.subject)) == (algorithm, HAISHU)
    assert read_trust(tmp_path / "trust") == (ca.certificate,)
    assert signer.chain == (ca.certificate,)
    if algorithm is Algorithm.RSA:
        assert signer.key.key_size == 3072


def test_that_private_keys_are_encrypted_and_only_for_their_owner(office, city):
    installed(office, city)
    for name in ("330203.key.pem", "330203.p12"):
        path = office / "keys" / name
        assert b"BEGIN PRIVATE KEY" not in path.read_bytes()
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in (office / "keys/330203.key.pem").read_bytes()


def test_that_an_issued_certificate_may_sign_and_nothing_else(office):
    (certificate,) = load_certificates(office / "330203.crt.pem")
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert not usage.key_cert_sign
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_that_a_certificate_never_outlasts_its_ca(ca):
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.load_pem_x509_csr(request_for(HAISHU, key))
    assert issue(request, ca, years=50, now=NOW).not_valid_after_utc == (
        ca.certificate.not_valid_after_utc
    )


def test_that_validity_of_a_leap_day_ends_on_the_28th(ca):
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.load_pem_x509_csr(request_for(HAISHU, key))
    leap = dt.datetime(2028, 2, 29, tzinfo=dt.UTC)
    assert f"{issue(request, ca, years=1, now=leap).not_valid_after_utc:%Y-%m-%d}" == "2029-02-28"


def test_that_an_installation_can_be_repeated_for_the_same_key(office, city):
    installed(office, city)
    assert installed(office, city).exists()


def test_that_the_fingerprint_is_sixteen_groups_of_four(ca):
    text = fingerprint(ca.certificate)
    assert [len(group) for group in text.split(" ")] == [4] * 16
    assert text.replace(" ", "").lower() == ca.certificate.fingerprint(hashes.SHA256()).hex()


def test_that_certificates_are_read_as_pem_der_and_bundle(tmp_path, ca):
    pem = ca.certificate.public_bytes(Encoding.PEM)
    for name, data, count in (
        ("a.pem", pem, 1),
        ("b.cer", ca.certificate.public_bytes(Encoding.DER), 1),
        ("c.pem", b"# made up\n" + pem + pem, 2),
    ):
        (tmp_path / name).write_bytes(data)
        assert len(load_certificates(tmp_path / name)) == count


def test_that_an_unencrypted_ca_key_opens_without_a_password(tmp_path, ca, city):
    plain = ca.key.private_bytes(
        Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "ca.key").write_bytes(plain)
    assert open_authority(city / "ca.pem", tmp_path / "ca.key", None).key.key_size == 3072


def test_that_old_pfx_files_of_other_programs_open(tmp_path, office, city):
    signer = open_p12(installed(office, city), PASSWORD)
    secret = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(2000)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())
        .build(b"old")
    )
    data = pkcs12.serialize_key_and_certificates(None, signer.key, signer.certificate, None, secret)
    (tmp_path / "old.pfx").write_bytes(data)
    assert open_p12(tmp_path / "old.pfx", "old").certificate == signer.certificate


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "identity", [HAISHU, CITY, Identity("NBZ-HZW", "a, b + c", "#李 \\ “四”", "负责人")]
)
def test_that_a_subject_gives_back_its_identity(identity):
    assert identity_of(subject_of(identity)) == identity


def test_that_names_are_written_as_rfc_2253_says():
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ' Sue, "Grabbit"; <x>=\\+ '),
            x509.NameAttribute(NameOID.TITLE, "#1"),
            x509.NameAttribute(NameOID.COMMON_NAME, "甬"),
        ]
    )
    assert distinguished_name(name) == (
        r"CN=甬,2.5.4.12=\#1,O=\ Sue\, \"Grabbit\"\; \<x\>\=\\\+\ ,C=CN"
    )


@pytest.mark.parametrize(
    ("identity", "match"),
    [
        (Identity("", "某局", "王敏"), "单位代码"),
        (Identity("330203", " ", "王敏"), "单位名称"),
        (Identity("330203", "某局", ""), "姓名"),
        (Identity("330203", "某" * 65, "王敏"), "写不进证书"),
        (Identity("330203", "某局", "王\n敏"), "写不进证书"),
        (Identity("330203", "某局", "王敏", "x" * 65), "写不进证书"),
        (Identity("../330203", "某局", "王敏"), "写不进证书"),
        (Identity("330203", "某局", "王\u200b敏"), "写不进证书"),
        (Identity("330203", "\u3164", "王敏"), "写不进证书"),
        (Identity("３３０２０３", "某局", "王敏"), "写不进证书"),
    ],
)
def test_that_an_incomplete_identity_is_refused(identity, match):
    with pytest.raises(UserError, match=match):
        subject_of(identity)


# -- the ways that go wrong --------------------------------------------------------------------


def listing(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaa", "ababababab"])
def test_that_a_weak_password_makes_no_key(password, tmp_path):
    with pytest.raises(UserError, match="密码太弱"):
        make_key(tmp_path, HAISHU, password)
    with pytest.raises(UserError, match="密码太弱"):
        make_authority(tmp_path, CITY, password, years=1, now=NOW)
    assert listing(tmp_path) == {}


def test_that_a_key_is_never_written_over(office, city):
    before = listing(office)
    with pytest.raises(UserError, match="已经存在"):
        make_key(office / "keys", HAISHU, PASSWORD, Algorithm.ECDSA)
    assert listing(office) == before
    with pytest.raises(UserError, match="已经存在"):
        make_authority(city, CITY, PASSWORD, years=1, now=NOW)


def test_that_a_wrong_password_changes_nothing(office, city):
    before = listing(office)
    with pytest.raises(UserError, match="密码不对"):
        installed(office, city, "wrong-password")
    assert listing(office) == before
    installed(office, city)
    for password in ("wrong", ""):
        with pytest.raises(UserError, match="密码不对"):
            open_p12(office / "keys/330203.p12", password)
    with pytest.raises(UserError, match="密码不对"):
        load_key(office / "keys/330203.key.pem", None)


def test_that_a_certificate_for_another_key_is_refused(office, city, ca):
    other = request_for(HAISHU, ec.generate_private_key(ec.SECP256R1()))
    request = x509.load_pem_x509_csr(other)
    save_certificate(office, issue(request, ca, years=1, now=NOW))
    before = listing(office)
    with pytest.raises(UserError, match="证书不是"):
        installed(office, city)
    assert listing(office) == before


def test_that_a_certificate_of_another_ca_is_refused(office, city, tmp_path):
    make_authority(tmp_path / "twin", CITY, PASSWORD, years=1, now=NOW)
    with pytest.raises(UserError, match="不是这个根证书签发的"):
        prepare_installation(office / "330203.crt.pem", tmp_path / "twin/ca.pem", "330203")
    with pytest.raises(UserError, match="不是这个根证书签发的"):
        prepare_installation(office / "330203.crt.pem", office / "330203.crt.pem", "330203")


def test_that_a_certificate_of_another_unit_is_refused(office, city):
    with pytest.raises(UserError, match="另一个单位"):
        prepare_installation(office / "330203.crt.pem", city / "ca.pem", "330205")


def test_that_a_p12_of_another_key_is_not_written_over(office, city):
    target = installed(office, city)
    target.write_bytes(b"something else")
    before = listing(office)
    with pytest.raises(UserError, match="另一把密钥"):
        installed(office, city)
    assert listing(office) == before


def test_that_a_key_without_its_certificate_cannot_sign(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    secret = serialization.BestAvailableEncryption(b"demo")
    data = pkcs12.serialize_key_and_certificates(None, key, None, None, secret)
    (tmp_path / "key.p12").write_bytes(data)
    with pytest.raises(UserError, match="没有与密钥对应的证书"):
        open_p12(tmp_path / "key.p12", "demo")


def test_that_a_certificate_without_its_key_cannot_sign(tmp_path, ca):
    secret = serialization.BestAvailableEncryption(b"demo")
    data = pkcs12.serialize_key_and_certificates(None, None, None, [ca.certificate], secret)
    (tmp_path / "key.p12").write_bytes(data)
    with pytest.raises(UserError, match="证书"):
        open_p12(tmp_path / "key.p12", "demo")


def test_that_a_key_of_another_kind_or_size_cannot_sign(tmp_path, ca):
    for key in (ed25519.Ed25519PrivateKey.generate(), rsa.generate_private_key(65537, 1024)):
        subject = subject_of(HAISHU)
        certificate = (
            x509.CertificateBuilder(
                subject, subject, key.public_key(), 1, NOW, NOW + dt.timedelta(9)
            )
        ).sign(ca.key, hashes.SHA256())
        secret = serialization.BestAvailableEncryption(b"demo")
        data = pkcs12.serialize_key_and_certificates(None, key, certificate, None, secret)
        (tmp_path / "key.p12").write_bytes(data)
        with pytest.raises(UserError, match=r"没有可以签名的密钥|不够强"):
            open_p12(tmp_path / "key.p12", "demo")


def test_that_a_request_that_was_tampered_with_is_refused(office):
    path = office / "keys/330203.csr.pem"
    request = x509.load_pem_x509_csr(path.read_bytes())
    der = request.public_bytes(Encoding.DER).replace("王敏".encode(), "李四".encode())
    changed = x509.load_der_x509_csr(der)
    path.write_bytes(changed.public_bytes(Encoding.PEM))
    with pytest.raises(UserError, match="不合要求"):
        load_request(path)


def test_that_a_request_with_a_weak_key_is_refused(tmp_path):
    path = tmp_path / "weak.csr.pem"
    path.write_bytes(request_for(HAISHU, rsa.generate_private_key(65537, 1024)))
    with pytest.raises(UserError, match="不合要求"):
        load_request(path)


def test_that_a_ca_that_has_ended_issues_nothing(ca):
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.load_pem_x509_csr(request_for(HAISHU, key))
    for when in (NOW + dt.timedelta(days=4000), NOW - dt.timedelta(days=10)):
        with pytest.raises(UserError, match="根证书有效期"):
            issue(request, ca, years=1, now=when)


def test_that_a_ca_and_a_strange_key_are_refused(city, office):
    with pytest.raises(UserError, match=r"不是 ca\.pem 的密钥"):
        open_authority(city / "ca.pem", office / "keys/330203.key.pem", PASSWORD)


@pytest.mark.parametrize(
    "open_it",
    [
        lambda path: open_p12(path, "x"),
        lambda path: load_key(path, "x"),
        load_certificates,
        load_request,
    ],
)
def test_that_missing_empty_wrong_and_huge_files_are_told_apart(open_it, tmp_path):
    with pytest.raises(UserError, match="找不到"):
        open_it(tmp_path / "absent")
    for name, data in (("empty", b""), ("text", b"hello"), ("pem", b"-----BEGIN X-----\n")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UserError, match=name):
            open_it(tmp_path / name)
    (tmp_path / "huge").write_bytes(bytes(2_000_000))
    with pytest.raises(UserError, match="太大"):
        open_it(tmp_path / "huge")
    with pytest.raises(UserError, match="读不出来"):
        open_it(tmp_path)


def test_that_a_full_disk_leaves_no_half_file(office, city, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    before = listing(office)
    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(UserError, match="写不进去"):
        installed(office, city)
    assert listing(office) == before


def test_that_the_p12_keeps_key_certificate_and_ca(tmp_path, ca, office):
    (certificate,) = load_certificates(office / "330203.crt.pem")
    key = load_key(office / "keys/330203.key.pem", PASSWORD)
    (tmp_path / "k.p12").write_bytes(pkcs12_of(key, certificate, ca.certificate, "demo"))
    signer = open_p12(tmp_path / "k.p12", "demo")
    assert isinstance(signer, KeySigner)
    assert signer.chain == (ca.certificate,)
