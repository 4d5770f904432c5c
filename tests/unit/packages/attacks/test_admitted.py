"""Certificates of other CAs: one counts for whom the city admitted it, and no other does."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop_app.domain.errors import UserError
from desktop_app.packages.certificates import Revocations
from desktop_app.packages.countersign import awaiting, countersign
from desktop_app.packages.opc import layout
from desktop_app.packages.pki.admission import (
    Admission,
    admission_of,
    admits,
    is_admission,
    pem,
    read_admission,
)
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import HEAD_ROLE, Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.pki.revocation import Trusted
from desktop_app.packages.seal import SealedWriter

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HAISHU = Identity("330203", "宁波市海曙区科学技术局", "王敏", "统计负责人")
OFFICE = Identity("X1", "浙江省政务外网", "政务 CA")


def foreign(key, subject, *extensions, issuer=None, digest=None, days=365):
    """Return a certificate as a foreign CA makes them, with any extensions or none."""
    own = issuer or new_key(Algorithm.RSA)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ZWCA")]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + days * DAY)
    )
    for one in extensions:
        builder = builder.add_extension(one, critical=False)
    return builder.sign(own, digest or hashes.SHA256())


def subject(**names):
    names = names or {"COMMON_NAME": "王敏", "SERIAL_NUMBER": "330203198001010000"}
    return x509.Name([x509.NameAttribute(getattr(NameOID, k), v) for k, v in names.items()])


@pytest.fixture(scope="module")
def key():
    return new_key(Algorithm.ECDSA)


@pytest.fixture(scope="module")
def outside(key):
    """A signer with a certificate of a CA that nobody here knows."""
    return KeySigner(key, foreign(key, subject()), ())


@pytest.fixture(scope="module")
def admit(authority):
    """Return what makes an admission by the city's CA, or by another."""

    def make(certificate, identity=HAISHU, by=authority, now=NOW):
        made = admission_of(certificate, identity, (by.certificate, by.key), now)
        return Admission(made, by.certificate, identity)

    return make


@pytest.fixture(scope="module")
def package(forge, outside):
    return forge.sealed(outside)


def ids(verdict):
    return {cause.id for cause in verdict.causes}


def test_that_an_admitted_certificate_signs_for_whom_it_was_admitted(
    package, outside, admit, judged
):
    verdict = judged(package, admitted=[admit(outside.certificate)], expected_unit="330203")
    assert (verdict.word, verdict.causes) == ("有效", ())
    assert verdict.signer == verdict.workbook.signer == HAISHU


def test_that_without_an_admission_nobody_can_tell(package, judged):
    assert ids(judged(package)) == {"issuer-unknown"}


def test_that_it_signs_for_no_other_unit(package, outside, admit, judged):
    admitted = [admit(outside.certificate)]
    assert ids(judged(package, admitted=admitted, expected_unit="330205")) == {"other-unit"}


def test_that_an_admission_is_for_one_certificate_and_not_for_its_key(forge, key, admit, judged):
    other = foreign(key, subject())
    data = forge.sealed(KeySigner(key, other, ()))
    first = foreign(key, subject())
    assert not judged(data, admitted=[admit(first)]).workbook
    assert judged(data, admitted=[admit(other)]).word == "有效"


def test_that_a_certificate_that_names_a_unit_itself_counts_for_nothing(forge, key, judged):
    named = subject(
        ORGANIZATIONAL_UNIT_NAME="330203", ORGANIZATION_NAME="宁波市", COMMON_NAME="王敏"
    )
    usage = x509.KeyUsage(
        **dict.fromkeys(
            (
                *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
                *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
            ),
            False,
        ),
        digital_signature=True,
    )
    leaf = x509.BasicConstraints(ca=False, path_length=None)
    data = forge.sealed(KeySigner(key, foreign(key, named, usage, leaf), ()))
    verdict = judged(data)
    assert (verdict.word, ids(verdict)) == ("无法判定", {"issuer-unknown"})


def test_that_an_admission_by_another_ca_counts_for_nothing(package, outside, admit, judged):
    stranger = new_authority(Identity("3302", "宁波市科学技术局", "测试根证书"), years=5, now=NOW)
    assert not judged(package, admitted=[admit(outside.certificate, by=stranger)]).workbook


def test_that_an_admission_that_claims_our_ca_is_not_read(outside, admit, authority):
    stranger = new_authority(Identity("3302", "宁波市科学技术局", "测试根证书"), years=5, now=NOW)
    forged = admit(outside.certificate, by=stranger).certificate
    with pytest.raises(UserError, match="不是受信任的根证书签发的"):
        read_admission(pem(forged), [authority.certificate])


def test_that_an_ordinary_certificate_is_no_admission(forge, authority):
    data = forge.signer.certificate.public_bytes(Encoding.PEM)
    assert not is_admission(data)
    with pytest.raises(UserError, match="不是受信任的根证书签发的"):
        read_admission(data, [authority.certificate])
    for junk in (b"", b"junk", data[:200]):
        assert not is_admission(junk)
        with pytest.raises(UserError, match="读不出来"):
            read_admission(junk, [authority.certificate])


def test_that_an_admission_signs_nothing_itself(forge, outside, admit, authority, judged):
    made = admit(outside.certificate)
    data = forge.sealed(KeySigner(outside.key, made.certificate, (authority.certificate,)))
    assert ids(judged(data, admitted=[made])) == {"certificate-purpose"}


def test_that_the_holder_of_an_admission_issues_nothing(forge, outside, admit, judged):
    made = admit(outside.certificate)
    request = x509.load_pem_x509_csr(request_for(HAISHU, new_key(Algorithm.ECDSA)))
    builder = (
        x509.CertificateBuilder()
        .subject_name(request.subject)
        .issuer_name(made.certificate.subject)
        .public_key(forge.signer.key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
    )
    forged = builder.sign(outside.key, hashes.SHA256())
    assert not judged(
        forge.sealed(KeySigner(forge.signer.key, forged, ())), admitted=[made]
    ).workbook


def test_that_a_revoked_admission_counts_no_more(package, outside, admit, authority, judged):
    made = admit(outside.certificate)
    gone = {made.certificate.serial_number: NOW}
    known = Revocations(authority.certificate, gone, NOW + 9 * DAY)
    later = NOW + dt.timedelta(hours=1)
    assert ids(judged(package, admitted=[made], revoked=[known], now=later)) == {"revoked"}
    # The foreign CA's own numbers are nothing to our list.
    other = {outside.certificate.serial_number: NOW}
    known = Revocations(authority.certificate, other, NOW + 9 * DAY)
    assert judged(package, admitted=[made], revoked=[known], now=later).word == "有效"


def test_that_an_admission_ends_with_the_certificate(forge, key, admit, judged):
    short = foreign(key, subject(), days=10)
    made = admit(short)
    assert made.certificate.not_valid_after_utc == short.not_valid_after_utc
    data = forge.sealed(KeySigner(key, short, ()))
    assert ids(judged(data, admitted=[made], now=NOW + 11 * DAY)) == {"certificate-ended"}
    with pytest.raises(UserError, match="不在有效期内"):
        admit(short, now=NOW + 11 * DAY)


def test_that_the_newest_admission_of_a_certificate_says_for_whom(package, outside, admit, judged):
    later = replace(HAISHU, person="李芳")
    both = [
        admit(outside.certificate, later, now=NOW + DAY),
        admit(outside.certificate, now=NOW),
    ]
    for admitted in (both, both[::-1]):
        verdict = judged(package, admitted=admitted, now=NOW + DAY)
        assert verdict.signer == later


def test_that_issuers_that_came_along_are_refused(forge, outside, admit, authority, judged):
    made = admit(outside.certificate)
    data = forge.sealed(replace(outside, chain=(authority.certificate,)))
    assert ids(judged(data, admitted=[made])) == {"certificate-chain"}


@pytest.mark.parametrize(
    "extension",
    [
        x509.BasicConstraints(ca=True, path_length=0),
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
    ],
    ids=["a CA", "of a server"],
)
def test_that_no_other_kind_of_certificate_signs(extension, forge, key, admit, judged):
    wrong = foreign(key, subject(), extension)
    data = forge.sealed(KeySigner(key, wrong, ()))
    assert ids(judged(data, admitted=[admit(wrong)])) == {"certificate-purpose"}


def test_that_an_admission_of_an_own_certificate_changes_nothing_of_its_key(forge, admit):
    made = admit(forge.signer.certificate)
    assert admits(made, forge.signer.certificate)
    request = x509.load_pem_x509_csr(request_for(HAISHU, new_key(Algorithm.ECDSA)))
    other = issue(request, forge.authority, years=1, now=NOW)
    assert not admits(made, other)


def test_that_the_heads_certificate_can_be_a_foreign_one(forge, key, admit, authority, judged):
    head = replace(HAISHU, person="周立群", role=HEAD_ROLE)
    second = KeySigner(key, foreign(key, subject()), ())
    made = admit(second.certificate, head)
    known = Trusted((authority.certificate,), (), (made,))
    file = io.BytesIO()
    writer = SealedWriter(file, 2, signatures=2)
    for part in layout.part_names(2):
        if part.startswith("xl/") and not part.endswith(".rels"):
            writer.add(part, forge.text(part).encode())
    writer.finish(forge.signer, NOW)
    data = countersign(awaiting(file.getvalue(), known, NOW), second, NOW, known.admitted)
    verdict = judged(data, admitted=known.admitted, signatures=2)
    assert (verdict.word, verdict.countersigner) == ("有效", head)
    # The same key admitted for one who is no head signs as nobody's.
    clerk = admit(second.certificate, HAISHU)
    assert "signer-role" in ids(judged(data, admitted=[clerk]))
