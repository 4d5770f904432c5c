"""Whether a certificate vouches for a signature: issuer, purpose, identity, time, revocation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from desktop_app.packages.opc.signature import Signature
from desktop_app.packages.opc.xades import Facts
from desktop_app.packages.pki.admission import Admission, admits
from desktop_app.packages.pki.identity import HEAD_ROLE, Identity, identity_of
from desktop_app.packages.pki.keys import MIN_RSA_BITS, UNREADABLE, key_digest, same_key
from desktop_app.packages.verdict import Cause, Refused

ENDS_SOON = timedelta(days=30)
CLOCK_SLACK = timedelta(minutes=5)
"""A signing time this far ahead is nothing to speak of."""
CLOCK_LIMIT = timedelta(days=1)
"""A signing time further ahead than this cannot be judged."""

_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_KNOWN_CRITICAL = (x509.BasicConstraints, x509.KeyUsage, x509.ExtendedKeyUsage)
_PURPOSES = {
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ExtendedKeyUsageOID.CLIENT_AUTH,
    ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # signing documents
    ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # signing documents, as Windows says it
}
"""Purposes of people's certificates; one that is limited to others signs no report."""


@dataclass(frozen=True, slots=True)
class Revocations:
    """A CA's list of certificates that no longer count.

    Attributes:
        issuer: The CA; the list says nothing of what others have issued.
        revoked: When each was revoked (UTC), by its serial number.
        next_update: From when on the list is too old to go by (UTC).
        keys: When each key went that is gone with all its certificates, by its SHA-256.
    """

    issuer: x509.Certificate
    revoked: Mapping[int, datetime]
    next_update: datetime
    keys: Mapping[bytes, datetime] = field(default_factory=dict)

    def since(self, certificate: x509.Certificate) -> datetime | None:
        """Return when the certificate, or its key as a whole, was revoked, or None."""
        own = self.revoked.get(certificate.serial_number)
        key = self.keys.get(key_digest(certificate.public_key())) if self.keys else None
        return min(filter(None, (own, key)), default=None)

    def is_of(self, issuer: x509.Certificate) -> bool:
        """Whether the list is that of a CA, also if its certificate was renewed since."""
        own = self.issuer
        return own.subject == issuer.subject and same_key(own.public_key(), issuer.public_key())


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a verifier knows besides the file.

    Attributes:
        trust: The CA certificates that count.
        now: The time on this machine (UTC).
        expected_unit: The unit that must have signed, or None for any.
        received_at: When the file is known to have been received (UTC), or None.
        revocations: The lists to go by.
        signatures: How many signatures there must be at least; with 0 the first one does, however
            many it says are wanted.
        admitted: Which certificates of other CAs stand for whom.
    """

    trust: Sequence[x509.Certificate]
    now: datetime
    expected_unit: str | None = None
    received_at: datetime | None = None
    revocations: Sequence[Revocations] = ()
    signatures: int = 1
    admitted: Sequence[Admission] = ()

    @property
    def moment(self) -> datetime:
        """The time that validity is judged by: that of the receipt if there is one."""
        return min(self.received_at or self.now, self.now)


def judge(certificate: x509.Certificate, facts: Facts, known: Circumstances) -> tuple[Cause, ...]:
    """Return all that speaks against the certificate, or is to be said about it."""
    try:
        admission = admission_for(certificate, known)
        if admission is not None:
            return _admitted(certificate, admission, facts, known)
        issuer = _issuer(certificate, facts, known.trust)
        if issuer is None:
            return (*_unknown(certificate, known), *_times((certificate,), facts.signed_at, known))
        _check_purpose(certificate)
        causes = [*_identity(certificate, known), *_revocation(certificate, issuer, known)]
    except Refused as refused:
        return (refused.cause,)
    except UNREADABLE:
        return (Cause("certificate-unreadable"),)
    return (*causes, *_times((certificate, issuer), facts.signed_at, known))


def _unknown(certificate: x509.Certificate, known: Circumstances) -> Iterator[Cause]:
    """Yield what is said of a certificate of a CA that nobody here knows.

    Other CAs name people and purposes in ways of their own: that is no fault of the file.
    """
    if identity_of(certificate.subject) is not None:
        yield from _identity(certificate, known)
    yield Cause("issuer-unknown")


def admission_for(certificate: x509.Certificate, known: Circumstances) -> Admission | None:
    """Return the newest admission of a certificate by a CA that counts, or None."""
    found = [
        one
        for one in known.admitted
        if one.issuer in known.trust and may_issue(one.issuer) and admits(one, certificate)
    ]
    return max(found, key=lambda one: one.certificate.not_valid_before_utc, default=None)


def identity_for(certificate: x509.Certificate, known: Circumstances) -> Identity | None:
    """Return whom a certificate stands for: whom the city admitted it for, or whom it names."""
    admission = admission_for(certificate, known)
    return admission.identity if admission else identity_of(certificate.subject)


def _admitted(
    certificate: x509.Certificate, admission: Admission, facts: Facts, known: Circumstances
) -> tuple[Cause, ...]:
    """Judge a certificate of another CA by the admission alone; that CA is not asked."""
    if facts.certificates[1:]:
        raise Refused("certificate-chain")
    if not may_be_admitted(certificate):
        raise Refused("certificate-purpose")
    path = (certificate, admission.certificate, admission.issuer)
    return (
        *_identity(certificate, known),
        *_revocation(admission.certificate, admission.issuer, known),
        *_times(path, facts.signed_at, known),
    )


def may_be_admitted(certificate: x509.Certificate) -> bool:
    """Whether a foreign certificate is one that people sign with, as far as it says so."""
    extensions = certificate.extensions
    values = {type(one.value): one.value for one in extensions}
    constraints, usage = values.get(x509.BasicConstraints), values.get(x509.KeyUsage)
    if isinstance(constraints, x509.BasicConstraints) and constraints.ca:
        return False
    if isinstance(usage, x509.KeyUsage) and not (
        usage.digital_signature or usage.content_commitment
    ):
        return False
    return not _asks_too_much(extensions) and _is_a_persons(extensions)


def pair(found: Sequence[Signature], known: Circumstances) -> Iterator[Cause]:
    """Yield what speaks against the signatures together: one is missing, or they do not fit."""
    wanted = found[0].facts.wanted
    who = [identity_for(one.certificate, known) for one in found]
    if wanted > 1 and who[0] is not None and who[0].role == HEAD_ROLE:
        yield Cause("signer-role", {"role": who[0].role})
    if len(found) < (max(wanted, known.signatures) if known.signatures else 1):
        yield Cause("countersignature-missing")
    elif len(found) > 1 and who[0] is not None and who[1] is not None:
        keys = [one.certificate.public_key() for one in found]
        yield from _second(who[0], who[1], same=same_key(*keys))


def _second(first: Identity, second: Identity, *, same: bool) -> Iterator[Cause]:
    if first.unit != second.unit:
        yield Cause("other-unit", {"unit": second.unit, "expected": first.unit})
    if same or first.person == second.person:
        yield Cause("same-signer", {"person": second.person})
    if second.role != HEAD_ROLE:
        yield Cause("signer-role", {"role": second.role})


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
    if not may_issue(issuer):
        raise Refused("certificate-chain")
    return True


def may_issue(issuer: x509.Certificate, *, lists: bool = False) -> bool:
    """Whether a certificate is one of a CA that may sign certificates, or with `lists` lists."""
    key = issuer.public_key()
    strong = isinstance(key, ec.EllipticCurvePublicKey) or (
        isinstance(key, rsa.RSAPublicKey) and key.key_size >= MIN_RSA_BITS
    )
    values = {type(one.value): one.value for one in issuer.extensions}
    constraints, usage = values.get(x509.BasicConstraints), values.get(x509.KeyUsage)
    if not strong or not isinstance(constraints, x509.BasicConstraints) or not constraints.ca:
        return False
    if isinstance(usage, x509.KeyUsage) and not (usage.crl_sign if lists else usage.key_cert_sign):
        return False
    return not _asks_too_much(issuer.extensions)


def _asks_too_much(extensions: x509.Extensions) -> bool:
    """Whether something must be understood that is not: allowed names, policies."""
    return any(one.critical and not isinstance(one.value, _KNOWN_CRITICAL) for one in extensions)


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
    # Who may issue signs no reports, whatever else the certificate says of it.
    issues = is_ca or usage.key_cert_sign or usage.crl_sign
    signs = usage.digital_signature or usage.content_commitment
    if issues or _asks_too_much(extensions) or not signs or not _is_a_persons(extensions):
        raise Refused("certificate-purpose")


def _is_a_persons(extensions: x509.Extensions) -> bool:
    """Whether a certificate is not limited to servers, programs or the like."""
    try:
        purposes = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return not _PURPOSES.isdisjoint(purposes)


def _identity(certificate: x509.Certificate, known: Circumstances) -> Iterator[Cause]:
    identity = identity_for(certificate, known)
    if identity is None:
        yield Cause("certificate-identity")
    elif known.expected_unit is not None and identity.unit != known.expected_unit:
        yield Cause("other-unit", {"unit": identity.unit, "expected": known.expected_unit})


def _revocation(
    certificate: x509.Certificate, issuer: x509.Certificate, known: Circumstances
) -> Iterator[Cause]:
    lists = [one for one in known.revocations if one.is_of(issuer)]
    if not lists:
        return
    dates = [since for one in lists if (since := one.since(certificate))]
    newest = max(one.next_update for one in lists)
    if dates and min(dates) <= known.moment:
        yield Cause("revoked", {"day": f"{min(dates):%Y-%m-%d}"})
    elif known.moment > newest:
        yield Cause("revocations-old", {"day": f"{newest:%Y-%m-%d}"})


def revoked_since(certificate: x509.Certificate, lists: Sequence[Revocations]) -> datetime | None:
    """Return when a certificate was revoked by the CA that it names, or None."""
    dates = [one.since(certificate) for one in lists if one.issuer.subject == certificate.issuer]
    return min(filter(None, dates), default=None)


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
