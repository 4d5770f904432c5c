"""Certificates of other CAs (a government's, say) that the city lets sign for one of its units.

An admission is a certificate of the city's CA that cannot sign: it names unit, person and role,
and by its digest the one foreign certificate that stands for them. So it can be carried anywhere,
is believed for who issued it, and is revoked as any other certificate of that CA.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.identity import Identity, grouped, identity_of, subject_of
from desktop_app.packages.pki.keys import (
    UNREADABLE,
    PrivateKey,
    is_canonical,
    read_file,
    same_key,
)

SUFFIX = ".admit"
"""What an admission's file ends with, in `trust` and elsewhere."""

_SCHEME = "ni:///sha-256;"
"""How RFC 6920 names something by its digest."""
_MARGIN = timedelta(days=1)
"""An admission begins this long before it is made: offices' clocks differ."""


@dataclass(frozen=True, slots=True)
class Admission:
    """An admission whose issuer was checked.

    Attributes:
        certificate: The city's certificate on it.
        issuer: The CA that made it.
        identity: For whom the foreign certificate stands.
    """

    certificate: x509.Certificate
    issuer: x509.Certificate
    identity: Identity


def admission_of(
    certificate: x509.Certificate,
    identity: Identity,
    authority: tuple[x509.Certificate, PrivateKey],
    now: datetime,
) -> x509.Certificate:
    """Return the city's admission of a foreign certificate; it lasts as long as both do.

    Raises:
        UserError: One of them has ended, or the identity is incomplete.
    """
    issuer, key = authority
    first = max(now - _MARGIN, issuer.not_valid_before_utc, certificate.not_valid_before_utc)
    last = min(issuer.not_valid_after_utc, certificate.not_valid_after_utc)
    if not first < last or now > last:
        raise UserError(
            _("证书或根证书今天不在有效期内。"), _("核对两张证书的有效期和本机时间，没有登记。")
        )
    name = x509.UniformResourceIdentifier(_name_of(certificate))
    return (
        x509.CertificateBuilder()
        .subject_name(subject_of(identity))
        .issuer_name(issuer.subject)
        .public_key(certificate.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([name]), critical=True)
        .sign(key, hashes.SHA256())
    )


def read_admission(data: bytes, trust: Sequence[x509.Certificate]) -> Admission:
    """Return an admission that one of the trusted CAs has made.

    Raises:
        UserError: It is none, or none of a trusted CA.
    """
    try:
        found = x509.load_pem_x509_certificate(data)
        identity = identity_of(found.subject)
        names = _names_in(found)
        issuer = next((one for one in trust if _issued(found, one)), None)
        if not is_canonical(found):
            raise ValueError(found)
    except UNREADABLE as error:
        raise UserError(_("登记书读不出来。"), _("向市局重新要登记书，数据未动。")) from error
    if issuer is None or identity is None or len(names) != 1:
        raise UserError(
            _("这份登记书不是受信任的根证书签发的。"), _("向市局重新要登记书，数据未动。")
        )
    return Admission(found, issuer, identity)


def read_admissions(folder: Path, trust: Sequence[x509.Certificate]) -> tuple[Admission, ...]:
    """Return the admissions of a folder.

    Raises:
        UserError: A file there is no admission of a trusted CA.
    """
    files = sorted(folder.glob(f"*{SUFFIX}"))
    return tuple(read_admission(read_file(path), trust) for path in files)


def is_admission(data: bytes) -> bool:
    """Whether a file is a certificate that admits another."""
    try:
        return bool(_names_in(x509.load_pem_x509_certificate(data)))
    except UNREADABLE:
        return False


def admits(admission: Admission, certificate: x509.Certificate) -> bool:
    """Whether an admission is for this very certificate."""
    return _names_in(admission.certificate) == [_name_of(certificate)] and same_key(
        admission.certificate.public_key(), certificate.public_key()
    )


def admission_name(admission: x509.Certificate) -> str:
    """Return the file name of an admission: there is one for each foreign certificate."""
    return f"{_digest_in(admission).hex()[:16]}{SUFFIX}"


def admitted_fingerprint(admission: x509.Certificate) -> str:
    """Return the fingerprint of the certificate that an admission is for, in groups."""
    return grouped(_digest_in(admission))


def _digest_in(admission: x509.Certificate) -> bytes:
    (name,) = _names_in(admission)
    return urlsafe_b64decode(name.removeprefix(_SCHEME) + "=")


def _name_of(certificate: x509.Certificate) -> str:
    digest = certificate.fingerprint(hashes.SHA256())
    return _SCHEME + urlsafe_b64encode(digest).decode().rstrip("=")


def _names_in(admission: x509.Certificate) -> list[str]:
    try:
        names = admission.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    found = names.get_values_for_type(x509.UniformResourceIdentifier)
    return [name for name in found if name.startswith(_SCHEME)]


def _issued(admission: x509.Certificate, issuer: x509.Certificate) -> bool:
    if not isinstance(admission.signature_hash_algorithm, hashes.SHA256):
        return False
    try:
        admission.verify_directly_issued_by(issuer)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def pem(admission: x509.Certificate) -> bytes:
    """Return an admission as a file."""
    return admission.public_bytes(Encoding.PEM)
