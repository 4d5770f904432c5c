"""The city's certificate authority (ca.key.pem, ca.pem): made, opened, and what it issues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.identity import Identity, identity_of, subject_of
from desktop_app.packages.pki.key_files import Purpose, check_password, encrypted, write, write_new
from desktop_app.packages.pki.keys import (
    PrivateKey,
    PublicKey,
    load_certificates,
    load_key,
    same_key,
)
from desktop_app.packages.pki.request import is_for_encryption, key_usage, new_key

_SLACK = timedelta(days=1)
"""Certificates begin this long before they are made: offices' clocks differ."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority that can issue: its certificate and key."""

    certificate: x509.Certificate
    key: PrivateKey


def make_authority(
    folder: Path, identity: Identity, password: str, *, years: int, now: datetime
) -> x509.Certificate:
    """Make the city's CA in `folder` (ca.key.pem, ca.pem); return its certificate.

    Args:
        folder: Where the files go; made if need be.
        identity: The office that runs it; `person` is what the CA is called.
        password: Protects the key.
        years: How long the CA lasts.
        now: The time now (UTC).

    Raises:
        UserError: There is a CA already, or the password is too short.
    """
    check_password(password)
    authority = new_authority(identity, years=years, now=now)
    write_new(folder / "ca.key.pem", encrypted(authority.key, password))
    write(folder / "ca.pem", authority.certificate.public_bytes(Encoding.PEM))
    return authority.certificate


def new_authority(identity: Identity, *, years: int, now: datetime) -> Authority:
    """Return a new self-signed CA, in memory only."""
    key = new_key()
    subject = subject_of(identity)
    builder = _builder(subject, subject, key.public_key(), (now - _SLACK, _later(now, years)))
    certificate = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def open_authority(certificate: Path, key: Path, password: str | None) -> Authority:
    """Return the CA kept in two files; `password` is None for a key that has none.

    Raises:
        UserError: A file cannot be read, the password is wrong, or the two do not fit.
    """
    private = load_key(key, password)
    found = load_certificates(certificate)[0]
    if not same_key(private.public_key(), found.public_key()):
        raise UserError(
            _("{key} 不是 {certificate} 的密钥。").format(
                key=key.name, certificate=certificate.name
            ),
            _("选取同一个根证书的两个文件。"),
        )
    return Authority(found, private)


def issue(
    request: x509.CertificateSigningRequest, authority: Authority, *, years: int, now: datetime
) -> x509.Certificate:
    """Return the certificate for a request that `load_request` gave; never outlasts its CA.

    Raises:
        UserError: The CA has ended or has not begun.
    """
    issuer = authority.certificate
    if not issuer.not_valid_before_utc <= now < issuer.not_valid_after_utc:
        raise UserError(
            _("根证书有效期是 {first} 至 {last}，今天不在其中。").format(
                first=f"{issuer.not_valid_before_utc:%Y-%m-%d}",
                last=f"{issuer.not_valid_after_utc:%Y-%m-%d}",
            ),
            _("核对本机时间，或新建根证书。"),
        )
    first = max(now - _SLACK, issuer.not_valid_before_utc)
    last = min(_later(now, years), issuer.not_valid_after_utc)
    key = request.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise TypeError(key)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(_public(issuer))
    return (
        _builder(request.subject, issuer.subject, key, (first, last))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(encryption=is_for_encryption(request)), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .add_extension(identifier, critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def save_certificate(folder: Path, certificate: x509.Certificate, stem: str = "") -> Path:
    """Write an issued certificate as <stem>.crt.pem and return its path; "" is the unit's own."""
    identity = identity_of(certificate.subject)
    unit = identity.unit if identity else "certificate"
    path = folder / f"{stem or unit}.crt.pem"
    write(path, certificate.public_bytes(Encoding.PEM))
    return path


def stem_of(request: Path, found: x509.CertificateSigningRequest, identity: Identity) -> str:
    """Return what the files of a request's certificate are named by."""
    if is_for_encryption(found):
        return f"{identity.unit}{Purpose.ENCRYPTION}"
    head = f"{identity.unit}{Purpose.COUNTERSIGN}"
    return head if request.name == f"{head}.csr.pem" else identity.unit


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PublicKey, validity: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity[0].astimezone(UTC))
        .not_valid_after(validity[1].astimezone(UTC))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _public(certificate: x509.Certificate) -> PublicKey:
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise TypeError(key)
    return key


def _later(day: datetime, years: int) -> datetime:
    """Return the same day years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
