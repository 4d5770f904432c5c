"""Whether a certificate vouches for a signature: issuer, purpose, identity, time, revocation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.packages.identity import identity_of
from desktop_app.packages.keys import MIN_RSA_BITS
from desktop_app.packages.verdict import Cause, Refused
from desktop_app.packages.xades import Facts

ENDS_SOON = timedelta(days=30)
CLOCK_SLACK = timedelta(minutes=5)
"""A signing time this far ahead is nothing to speak of."""
CLOCK_LIMIT = timedelta(days=1)
"""A signing time further ahead than this cannot be judged."""

_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_UNREADABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises, late, for certificates that are not as the standard says."""
_KNOWN_CRITICAL = (x509.BasicConstraints, x509.KeyUsage, x509.ExtendedKeyUsage)


@dataclass(frozen=True, slots=True)
class Revocations:
    """A list of certificates that no longer count.

    Attributes:
        revoked: When each was revoked (UTC), by its serial number.
        next_update: From when on the list is too old to go by (UTC).
    """

    revoked: Mapping[int, datetime]
    next_update: datetime


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a verifier knows besides the file.

    Attributes:
        trust: The CA certificates that count.
        now: The time on this machine (UTC).
        expected_unit: The unit that must have signed, or None for any.
        received_at: When the file is known to have been received (UTC), or None.
        revocations: The list to go by, or None where there is none.
    """

    trust: Sequence[x509.Certificate]
    now: datetime
    expected_unit: str | None = None
    received_at: datetime | None = field(default=None)
    revocations: Revocations | None = field(default=None)

    @property
    def moment(self) -> datetime:
        """The time that validity is judged by: that of the receipt if there is one."""
        return min(self.received_at or self.now, self.now)


def judge(certificate: x509.Certificate, facts: Facts, known: Circumstances) -> tuple[Cause, ...]:
    """Return all that speaks against the certificate, or is to be said about it."""
    try:
        issuer = _issuer(certificate, facts, known.trust)
        _check_purpose(certificate)
        causes = [*_identity(certificate, known), *_revocation(certificate, known)]
    except Refused as refused:
        return (refused.cause,)
    except _UNREADABLE:
        return (Cause("certificate-unreadable"),)
    if issuer is None:
        causes.append(Cause("issuer-unknown"))
        return (*causes, *_times((certificate,), facts.signed_at, known))
    return (*causes, *_times((certificate, issuer), facts.signed_at, known))


def _issuer(
    certificate: x509.Certificate, facts: Facts, trust: Sequence[x509.Certificate]
) -> x509.Certificate | None:
    """Return the trusted certificate that issued this one, or None.

    Raises:
        Refused: It claims a trusted issuer that never signed it; it was signed by weak means; or
            another certificate than the trusted one came with it as its issuer's.
    """
    if not isinstance(certificate.signature_hash_algorithm, _HASHES):
        raise Refused("certificate-weak", name=certificate.signature_algorithm_oid.dotted_string)
    for issuer in trust:
        if certificate.issuer == issuer.subject and _issued(certificate, issuer):
            trusted = {one.public_bytes(Encoding.DER) for one in trust}
            if not trusted.issuperset(facts.certificates[1:]):
                raise Refused("certificate-chain")
            return issuer
    return None


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, TypeError, ValueError) as error:
        # Another CA of the same name is merely unknown; one that claims the very key of ours lies.
        if _claims_key(certificate, issuer):
            raise Refused("certificate-forged") from error
        return False
    if not _may_issue(issuer):
        raise Refused("certificate-chain")
    return True


def _may_issue(issuer: x509.Certificate) -> bool:
    key = issuer.public_key()
    strong = isinstance(key, ec.EllipticCurvePublicKey) or (
        isinstance(key, rsa.RSAPublicKey) and key.key_size >= MIN_RSA_BITS
    )
    try:
        return strong and issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _claims_key(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        claimed = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier)
        own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    except x509.ExtensionNotFound:
        return False
    return claimed.value.key_identifier == own.value.digest


def _check_purpose(certificate: x509.Certificate) -> None:
    extensions = certificate.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        is_ca = extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound as error:
        raise Refused("certificate-purpose") from error
    unknown = any(one.critical and not isinstance(one.value, _KNOWN_CRITICAL) for one in extensions)
    if is_ca or unknown or not (usage.digital_signature or usage.content_commitment):
        raise Refused("certificate-purpose")


def _identity(certificate: x509.Certificate, known: Circumstances) -> Iterator[Cause]:
    identity = identity_of(certificate.subject)
    if identity is None:
        yield Cause("certificate-identity")
    elif known.expected_unit is not None and identity.unit != known.expected_unit:
        yield Cause("other-unit", {"unit": identity.unit, "expected": known.expected_unit})


def _revocation(certificate: x509.Certificate, known: Circumstances) -> Iterator[Cause]:
    if known.revocations is None:
        return
    since = known.revocations.revoked.get(certificate.serial_number)
    if since is not None and since <= known.moment:
        yield Cause("revoked", {"day": f"{since:%Y-%m-%d}"})
    elif known.moment > known.revocations.next_update:
        yield Cause("revocations-old", {"day": f"{known.revocations.next_update:%Y-%m-%d}"})


def _times(
    path: Sequence[x509.Certificate], signed_at: datetime, known: Circumstances
) -> Iterator[Cause]:
    first = max(one.not_valid_before_utc for one in path)
    last = min(one.not_valid_after_utc for one in path)
    ahead = signed_at - known.moment
    if not first <= signed_at <= last:
        shown = {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}"}
        yield Cause("not-valid-at-signing", shown)
    if ahead > CLOCK_LIMIT or known.moment < first - CLOCK_LIMIT:
        yield Cause("clock-wrong", {"now": f"{known.moment:%Y-%m-%d}"})
    elif ahead > CLOCK_SLACK:
        yield Cause("clock-off", {"minutes": int(ahead.total_seconds() // 60)})
    if known.moment > last:
        yield Cause("certificate-ended", {"day": f"{last:%Y-%m-%d}"})
    elif timedelta(0) <= last - known.now <= ENDS_SOON:
        yield Cause("certificate-ends-soon", {"days": (last - known.now).days})
