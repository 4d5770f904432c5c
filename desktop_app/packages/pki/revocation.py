"""The list of certificates that no longer count: made by the city's CA, carried as a file.

It is an ordinary X.509 revocation list. What was received before a revocation stays valid; a list
that is too old to go by makes a verdict 无法判定.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.certificates import Revocations, may_issue
from desktop_app.packages.pki.admission import Admission, read_admissions
from desktop_app.packages.pki.authority import Authority
from desktop_app.packages.pki.keys import (
    UNREADABLE,
    is_canonical,
    key_digest,
    read_file,
    read_trust,
)

SUFFIX = ".crl"
"""What a list's file ends with, in `trust` and elsewhere."""

KEY_GONE = x509.ObjectIdentifier("2.25.112637381690244838915527418353106127041")
"""Of a line of the list: the key itself is gone, with all certificates that it was ever given.

The value is its SHA-256 as an octet string. A key that was renewed has several certificates, and
the city need not remember them all to revoke them.
"""

_OCTETS = b"\x04\x20"
_DIGEST = 32
_LIMITING = (
    x509.DeltaCRLIndicator,
    x509.IssuingDistributionPoint,
    x509.CertificateIssuer,
)
"""Extensions that limit a list or line also where a careless CA has not called them critical."""

_HEAD = b"-----BEGIN X509 CRL-----"


class Reason(StrEnum):
    """Why a certificate was revoked; the value is the one of X.509."""

    KEY = "keyCompromise"
    PERSON = "affiliationChanged"
    REPLACED = "superseded"
    ENDED = "cessationOfOperation"
    OTHER = "unspecified"


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A revocation list whose signature was checked.

    Attributes:
        data: The file.
        issuer: The CA that made it.
        number: Rises with every list.
        made_at: When it was made (UTC); `next_update` until when it is to be gone by.
        revoked: When each certificate was revoked (UTC), by serial number.
        reasons: Why, by serial number.
        gone: SHA-256 of the keys that are gone as a whole, by serial number.
    """

    data: bytes
    issuer: x509.Certificate
    number: int
    made_at: datetime
    next_update: datetime
    revoked: dict[int, datetime]
    reasons: dict[int, Reason] = field(default_factory=dict)
    gone: dict[int, bytes] = field(default_factory=dict)

    @property
    def keys(self) -> dict[bytes, datetime]:
        """When each key went that is gone as a whole, by its SHA-256."""
        lines = sorted(self.gone, key=lambda serial: self.revoked[serial], reverse=True)
        return {self.gone[serial]: self.revoked[serial] for serial in lines}

    def line_of(self, certificate: x509.Certificate) -> int | None:
        """Return the serial number of the line that revokes a certificate, or None."""
        serial = certificate.serial_number
        if serial in self.revoked:
            return serial
        digest = key_digest(certificate.public_key())
        return next((line for line, key in self.gone.items() if key == digest), None)


def is_revocation_list(data: bytes) -> bool:
    """Whether a file looks like a revocation list."""
    return data.lstrip().startswith(_HEAD)


def make_list(
    authority: Authority,
    before: RevocationList | None,
    certificates: Sequence[x509.Certificate],
    *,
    now: datetime,
    days: int,
    since: datetime | None = None,
    reason: Reason = Reason.OTHER,
    whole_key: bool = False,
) -> bytes:
    """Return a new list: that before, and these certificates, revoked from `since` or `now` on.

    With `whole_key` all other certificates of their keys are revoked as well.

    Raises:
        UserError: A certificate is not one of this CA.
    """
    revoked = dict(before.revoked) if before else {}
    reasons = dict(before.reasons) if before else {}
    gone = dict(before.gone) if before else {}
    for certificate in certificates:
        if certificate.issuer != authority.certificate.subject:
            raise UserError(
                _("要吊销的证书不是这个根证书签发的。"), _("核对证书和根证书，名单没有改动。")
            )
        if certificate.serial_number not in revoked:
            revoked[certificate.serial_number] = since or now
            reasons[certificate.serial_number] = reason
        if whole_key:
            gone[certificate.serial_number] = key_digest(certificate.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(now + timedelta(days=days))
        .add_extension(x509.CRLNumber(before.number + 1 if before else 1), critical=False)
    )
    for serial, day in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(day)
        why = reasons.get(serial, Reason.OTHER)
        if why is not Reason.OTHER:
            # The standard wants no entry where nothing is said.
            entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags(why)), critical=False)
        if serial in gone:
            value = x509.UnrecognizedExtension(KEY_GONE, _OCTETS + gone[serial])
            entry = entry.add_extension(value, critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.PEM)


def read_list(data: bytes, trust: Sequence[x509.Certificate]) -> RevocationList:
    """Return a list that one of the trusted CAs has signed.

    Raises:
        UserError: It is no list, or none of a trusted CA.
    """
    try:
        found = x509.load_pem_x509_crl(data)
        number = found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        issuer = next((one for one in trust if _signed(found, one)), None)
        until = found.next_update_utc
        whole = not any(map(_is_limited, (found, *found)))
        # Where a certificate has two lines the earlier day counts: it is set after the other.
        lines = sorted(found, key=lambda entry: entry.revocation_date_utc, reverse=True)
        revoked = {entry.serial_number: entry.revocation_date_utc for entry in lines}
        reasons = {entry.serial_number: _reason(entry) for entry in lines}
        gone = {entry.serial_number: key for entry in found if (key := _key_gone(entry))}
        if not is_canonical(found):
            raise ValueError(number)
    except UNREADABLE as error:
        raise UserError(_("吊销名单读不出来。"), _("向市局重新要名单，数据未动。")) from error
    if issuer is None or until is None:
        raise UserError(_("吊销名单不是受信任的根证书签发的。"), _("向市局重新要名单，数据未动。"))
    if not whole:
        raise UserError(
            _("吊销名单不完整，只说了一部分证书。"), _("向市局要完整的名单，数据未动。")
        )
    return RevocationList(
        data, issuer, number, found.last_update_utc, until, revoked, reasons, gone
    )


def _reason(entry: x509.RevokedCertificate) -> Reason:
    try:
        said = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason.value
    except x509.ExtensionNotFound:
        return Reason.OTHER
    return Reason(said) if said in list(Reason) else Reason.OTHER


def _key_gone(entry: x509.RevokedCertificate) -> bytes:
    """Return the SHA-256 of the key that a line says is gone as a whole, or b"".

    Raises:
        ValueError: It says so of something that is no digest; to pass it over would spare a key.
    """
    values = (one.value for one in entry.extensions if one.oid == KEY_GONE)
    said = [one.value for one in values if isinstance(one, x509.UnrecognizedExtension)]
    if said and not (said[0].startswith(_OCTETS) and len(said[0]) == len(_OCTETS) + _DIGEST):
        raise ValueError(said)
    return said[0].removeprefix(_OCTETS) if said else b""


def _is_limited(found: x509.CertificateRevocationList | x509.RevokedCertificate) -> bool:
    """Whether a list or a line of it must be understood in a way that we do not.

    What such extensions say is which certificates are meant: the changes since another list,
    those of one kind, those of another issuer.
    """
    return any(one.critical or isinstance(one.value, _LIMITING) for one in found.extensions)


def _signed(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    key = issuer.public_key()
    return (
        found.issuer == issuer.subject
        and may_issue(issuer, lists=True)
        and isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey)
        and isinstance(found.signature_hash_algorithm, hashes.SHA256)
        and found.is_signature_valid(key)
    )


def read_lists(folder: Path, trust: Sequence[x509.Certificate]) -> list[RevocationList]:
    """Return the lists of a folder.

    Raises:
        UserError: A file there is no list of a trusted CA: a list is never passed over.
    """
    return [read_list(read_file(path), trust) for path in sorted(folder.glob(f"*{SUFFIX}"))]


def revocations(lists: Sequence[RevocationList]) -> tuple[Revocations, ...]:
    """Return what a verifier goes by."""
    return tuple(Revocations(one.issuer, one.revoked, one.next_update, one.keys) for one in lists)


@dataclass(frozen=True, slots=True)
class Trusted:
    """What files are judged by: the CA certificates, what they have revoked, and admitted."""

    certificates: tuple[x509.Certificate, ...]
    revoked: tuple[Revocations, ...]
    admitted: tuple[Admission, ...] = ()


def read_trusted(folder: Path) -> Trusted:
    """Return what a `trust` folder says.

    Raises:
        UserError: A certificate or list there cannot be read, or is of no trusted CA.
    """
    certificates = read_trust(folder)
    lists = read_lists(folder, certificates)
    return Trusted(certificates, revocations(lists), read_admissions(folder, certificates))


def list_name(issuer: x509.Certificate) -> str:
    """Return the file name of a CA's list: there is one list a CA."""
    return f"{issuer.fingerprint(hashes.SHA256()).hex()[:16]}{SUFFIX}"


def now_utc() -> datetime:
    """Return this second; lists know no smaller part."""
    return datetime.now(UTC).replace(microsecond=0)
