"""Whom a certificate names: unit, office, person and role, and how a subject says so.

=====  ======================  ==================================
C      CN
O      name of the office      宁波市海曙区科学技术局
OU     code of the unit        330203
CN     the person              (a CA: what it is called)
title  role of the person      统计负责人 (a CA has none)
=====  ======================  ==================================
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from desktop_app.domain.errors import UserError
from desktop_app.domain.texts import tidy
from desktop_app.i18n import _

HEAD_ROLE = "单位负责人"
"""The role whose signature a package may need beside that of who made it."""

_LIMIT = 64
_UNIT = re.compile(r"[0-9A-Z]{1,8}(?:-[0-9A-Z]{1,8})?")
_SHORT_NAMES = {
    NameOID.COUNTRY_NAME: "C",
    NameOID.STATE_OR_PROVINCE_NAME: "ST",
    NameOID.LOCALITY_NAME: "L",
    NameOID.STREET_ADDRESS: "STREET",
    NameOID.ORGANIZATION_NAME: "O",
    NameOID.ORGANIZATIONAL_UNIT_NAME: "OU",
    NameOID.COMMON_NAME: "CN",
    NameOID.DOMAIN_COMPONENT: "DC",
    NameOID.USER_ID: "UID",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A person who signs for a unit.

    Attributes:
        unit: Code of the unit ("330203", "NBZ-HZW"; the city is "3302").
        office: Name of the office.
        person: Name of the person; for a CA what it is called.
        role: Role of the person; "" for a CA.
    """

    unit: str
    office: str
    person: str
    role: str = ""


def subject_of(identity: Identity) -> x509.Name:
    """Return the subject that names `identity`.

    Raises:
        UserError: A part is blank or longer than a certificate can hold.
    """
    _check(identity)
    attributes = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, identity.office),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, identity.unit),
        x509.NameAttribute(NameOID.COMMON_NAME, identity.person),
    ]
    if identity.role:
        attributes.append(x509.NameAttribute(NameOID.TITLE, identity.role))
    return x509.Name(attributes)


def identity_of(subject: x509.Name) -> Identity | None:
    """Return whom a subject names, or None where unit, office or person are not plain."""
    values: list[str] = []
    for oid in (
        NameOID.ORGANIZATIONAL_UNIT_NAME,
        NameOID.ORGANIZATION_NAME,
        NameOID.COMMON_NAME,
        NameOID.TITLE,
    ):
        found = subject.get_attributes_for_oid(oid)
        optional = oid == NameOID.TITLE
        if len(found) > 1 or (not found and not optional):
            return None
        values.append(str(found[0].value) if found else "")
    return Identity(*values) if _are_plain(*values) else None


def _are_plain(unit: str, office: str, person: str, role: str) -> bool:
    """Whether names show as what they are: a code that only looks like another is no code."""
    shown = [office, person, *([role] if role else [])]
    return bool(_UNIT.fullmatch(unit)) and all(map(_is_plain, shown))


def _is_plain(text: str) -> bool:
    return text == tidy(text) and 0 < len(text) <= _LIMIT and text.isprintable()


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate in 16 groups of four, to be read out by telephone."""
    return grouped(certificate.fingerprint(hashes.SHA256()))


def request_fingerprint(request: x509.CertificateSigningRequest) -> str:
    """Return the SHA-256 of a request's public key in groups: both offices see the same."""
    key = request.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return grouped(hashlib.sha256(key).digest())


def grouped(digest: bytes) -> str:
    """Return a digest in groups of four, to be read out by telephone."""
    digits = digest.hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def distinguished_name(name: x509.Name) -> str:
    """Return a name as XML signatures write it (RFC 2253, the last part first).

    Written here and not by a library, because a later release could write it otherwise and
    signatures made before would no longer be in their one form.
    """
    parts = ["+".join(map(_attribute, rdn)) for rdn in name.rdns]
    return ",".join(reversed(parts))


def _attribute(attribute: x509.NameAttribute[str | bytes]) -> str:
    key = _SHORT_NAMES.get(attribute.oid, attribute.oid.dotted_string)
    value = attribute.value
    text = value if isinstance(value, str) else value.hex()
    escaped = "".join(f"\\{sign}" if sign in ',+"\\<>;=' else sign for sign in text)
    if escaped.startswith(("#", " ")):
        escaped = f"\\{escaped}"
    if escaped.endswith(" ") and len(escaped) > 1:
        escaped = f"{escaped[:-1]}\\ "
    return f"{key}={escaped}"


def _check(identity: Identity) -> None:
    for label, value in (
        (_("单位代码"), identity.unit),
        (_("单位名称"), identity.office),
        (_("姓名"), identity.person),
    ):
        if not value.strip():
            raise UserError(_("{label}没有填。").format(label=label), _("填好再继续。"))
    for value in (identity.unit, identity.office, identity.person, identity.role):
        if value and not _is_plain(value):
            raise UserError(
                _("“{value}”写不进证书。").format(value=value[:20]),
                _("每项最多 {n} 个字，不能有换行。").format(n=_LIMIT),
            )
    if not _UNIT.fullmatch(identity.unit):
        raise UserError(
            _("“{value}”写不进证书。").format(value=identity.unit[:20]),
            _("单位代码只能是数字和大写字母，如 330203、NBZ-GXQ。"),
        )
