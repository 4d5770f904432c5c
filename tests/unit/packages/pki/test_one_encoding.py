"""What others signed is read in one encoding only: nothing covers the count of unused bits."""

from __future__ import annotations

import base64
import datetime as dt
import itertools

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.packages.pki.admission import admission_of, read_admission
from desktop_app.packages.pki.authority import new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, load_certificates
from desktop_app.packages.pki.request import load_request, new_key, request_for
from desktop_app.packages.pki.revocation import read_list

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
HAISHU = Identity("330203", "海曙区科学技术局", "某人")
CITY = Identity("3302", "宁波市科学技术局", "测试根证书")


@pytest.fixture(scope="module")
def ca():
    return new_authority(CITY, years=5, now=NOW)


def a_certificate(ca, number):
    key = new_key(Algorithm.ECDSA)
    name, days = ca.certificate.subject, (NOW, NOW + dt.timedelta(90))
    builder = x509.CertificateBuilder(name, name, key.public_key(), number, *days)
    return builder.sign(ca.key, hashes.SHA256())


def an_admission(ca, number):
    return admission_of(a_certificate(ca, number), HAISHU, (ca.certificate, ca.key), NOW)


def a_list(ca, number):
    builder = x509.CertificateRevocationListBuilder(
        ca.certificate.subject, NOW, NOW + dt.timedelta(90)
    )
    return builder.add_extension(x509.CRLNumber(number), critical=False).sign(
        ca.key, hashes.SHA256()
    )


def a_request(_ca, _number):
    return x509.load_pem_x509_csr(request_for(HAISHU, new_key(Algorithm.ECDSA)))


KINDS = {
    "CERTIFICATE": (a_certificate, lambda path, _ca: load_certificates(path)),
    "ADMISSION": (
        an_admission,
        lambda path, ca: read_admission(path.read_bytes(), [ca.certificate]),
    ),
    "X509 CRL": (a_list, lambda path, ca: read_list(path.read_bytes(), [ca.certificate])),
    "CERTIFICATE REQUEST": (a_request, lambda path, _ca: load_request(path)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_that_another_count_of_unused_bits_is_refused(kind, tmp_path, ca):
    make, read = KINDS[kind]
    signed = (make(ca, number) for number in itertools.count(1))
    # A last bit that is zero may count as unused: to the library it is as good as before.
    made = next(one for one in signed if not one.signature[-1] & 1)
    path = tmp_path / "file.pem"
    path.write_bytes(made.public_bytes(Encoding.PEM))
    assert read(path, ca)
    der = made.public_bytes(Encoding.DER)
    start = len(der) - len(made.signature)
    label = "CERTIFICATE" if kind == "ADMISSION" else kind
    body = base64.encodebytes(der[: start - 1] + b"\1" + der[start:]).decode()
    path.write_text(f"-----BEGIN {label}-----\n{body}-----END {label}-----\n")
    with pytest.raises(UserError):
        read(path, ca)
