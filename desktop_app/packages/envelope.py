"""Confidential in transit: a signed package in a CMS envelope (EnvelopedData, AES-256, DER).

It is signed first and enveloped then, so the signature inside is what tells whether anything was
changed; the envelope alone does not. Envelopes go to RSA certificates only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.certificates import revoked_since
from desktop_app.packages.opc.container import MAX_FILE
from desktop_app.packages.pki.identity import identity_of
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import UNREADABLE, KeySigner, load_certificates
from desktop_app.packages.pki.revocation import Trusted
from desktop_app.packages.verify import read_package

SUFFIX = ".p7m"
"""What an enveloped package ends with, behind .xlsx."""

Recipient = x509.Certificate

_HEAD = 32
_SEQUENCE = b"\x30"
_ENVELOPED = bytes.fromhex("06092a864886f70d010703")
"""The type that the head of an envelope names: EnvelopedData, in DER."""
_PACKAGE = b"PK\3\4"

MAX_ENVELOPE = MAX_FILE + 1024 * 1024
"""Bytes of an envelope: it is a little larger than the package in it, which has the usual cap."""


def recipient(path: Path, unit: str, known: Trusted) -> x509.Certificate:
    """Return the certificate of a recipient.

    Raises:
        UserError: It is another unit's, of no trusted CA, has ended or was revoked, or its key is
            not RSA.
    """
    found = load_certificates(path)[0]
    identity = identity_of(found.subject)
    if identity is None or identity.unit != unit or not issued_by(found, known.certificates):
        raise UserError(
            _("{name} 不是市局的证书，或不是受信任的根证书签发的。").format(name=path.name),
            _("没有导出，数据未动。向市局要它的证书（3302.crt.pem）。"),
        )
    refuse_no_rsa(found, path.name)
    _refuse_ended(found, known, path.name)
    return found


def _refuse_ended(certificate: x509.Certificate, known: Trusted, name: str) -> None:
    """Raise UserError where whoever has the key need not be the city any more."""
    now = datetime.now(UTC)
    if now > certificate.not_valid_after_utc:
        why = _("{name} 已于 {day} 到期，不再加密给它。")
        day = certificate.not_valid_after_utc
    elif since := revoked_since(certificate, known.revoked):
        why = _("{name} 已于 {day} 吊销，不再加密给它。")
        day = since
    else:
        return
    raise UserError(
        why.format(name=name, day=f"{day:%Y-%m-%d}"),
        _("没有导出，数据未动。向市局要它现在的证书。"),
    )


def is_certificate_of(pem: str, unit: str, trust: Sequence[x509.Certificate]) -> bool:
    """Whether a PEM text is a certificate of a unit that one of the trusted CAs has issued."""
    try:
        found = x509.load_pem_x509_certificate(pem.encode("ascii"))
        identity = identity_of(found.subject)
    except UNREADABLE:
        return False
    return identity is not None and identity.unit == unit and issued_by(found, trust)


def issued_by(certificate: x509.Certificate, trust: Sequence[x509.Certificate]) -> bool:
    """Whether one of the trusted CAs issued a certificate."""
    for issuer in trust:
        with suppress(*UNREADABLE, InvalidSignature):
            certificate.verify_directly_issued_by(issuer)
            return True
    return False


def refuse_no_rsa(certificate: x509.Certificate, name: str) -> None:
    """Raise UserError where nothing can be enveloped for a certificate."""
    if not isinstance(certificate.public_key(), rsa.RSAPublicKey):
        raise UserError(
            _("{name} 不是 RSA 证书，不能加密给它。").format(name=name),
            _(
                "没有导出，数据未动。用 keys new --encryption 另备一把加密密钥，"
                "由市局签发后装好；或不加密。"
            ),
        )


def own_recipient(keys: Path, unit: str, signing: x509.Certificate) -> x509.Certificate:
    """Return the certificate that lets the own office open what it sends.

    That is its encryption certificate if it has one, else that of its signing key.

    Raises:
        UserError: Neither is RSA, or the encryption certificate cannot be read.
    """
    path = keys / f"{unit}{Purpose.ENCRYPTION}.crt.pem"
    if not path.exists():
        refuse_no_rsa(signing, _("本单位的签名证书"))
        return signing
    found = load_certificates(path)[0]
    refuse_no_rsa(found, path.name)
    return found


def recipients(
    encrypt: Path | None,
    out: Path,
    *,
    trust: Trusted,
    city: str,
    own: tuple[Path, str, x509.Certificate],
) -> list[x509.Certificate]:
    """Return for whom a package is enveloped: the city and the own office; [] for nobody.

    Args:
        encrypt: The city's certificate, or None where nothing is encrypted.
        out: Where the package is wanted.
        trust: The CA certificates that count, and what they have revoked.
        city: Code of the city.
        own: The own office's folder of keys, its unit, and the certificate that it signs with.

    Raises:
        UserError: `out` is not named as an envelope, or a certificate cannot be enveloped for.
    """
    if encrypt is None:
        return []
    if not is_named_envelope(out):
        raise UserError(
            _("加密的报送包，文件名要以 .xlsx.p7m 结尾。"), _("没有导出，数据未动。改文件名。")
        )
    return [recipient(encrypt, city, trust), own_recipient(*own)]


def seal_for(data: bytes, recipients: Sequence[x509.Certificate]) -> bytes:
    """Return a signed package in an envelope that each recipient can open."""
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(data)
    builder = builder.set_content_encryption_algorithm(algorithms.AES256)
    for one in recipients:
        builder = builder.add_recipient(one)
    return builder.encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def is_envelope(path: Path) -> bool:
    """Whether a received file is an enveloped package.

    Its content tells, for names change on the way; where that says nothing, its name does.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        head = b""
    if head.startswith(_PACKAGE):
        return False
    return is_named_envelope(path) or (head[:1] == _SEQUENCE and _ENVELOPED in head)


def is_named_envelope(path: Path) -> bool:
    """Whether a file is named as an enveloped package."""
    return path.name.lower().endswith(SUFFIX)


def open_envelope(data: bytes, key: KeySigner) -> bytes:
    """Return what is in an envelope, which may be anything; b"" for whatever goes wrong.

    Nobody is told what it was: an answer for each kind of failure would help to guess the content.
    """
    if len(data) > MAX_ENVELOPE or not isinstance(key.key, rsa.RSAPrivateKey):
        return b""
    try:
        return pkcs7.pkcs7_decrypt_der(data, key.certificate, key.key, [])
    except Exception:  # noqa: BLE001 - all failures are one
        return b""


def opened(path: Path, opener: KeySigner | None) -> bytes:
    """Return the bytes of a package, out of its envelope if it is in one; they may be anything.

    Raises:
        UserError: It cannot be read, or is an envelope and nothing was given to open it with.
    """
    if not is_envelope(path):
        return read_package(path)
    data = read_package(path, MAX_ENVELOPE)
    if opener is None:
        raise UserError(
            _("{file} 是加密的。").format(file=path.name), _("用 --key 给出密钥，再试一次。")
        )
    return open_envelope(data, opener)


def does_not_open() -> str:
    """Return what is said of an envelope, whatever is wrong with it or in it."""
    return _("打不开：不是加密给本局的，或者已经损坏。")


def outer_digest(path: Path) -> str:
    """Return the SHA-256 of an envelope itself."""
    return hashlib.sha256(read_package(path, MAX_ENVELOPE)).hexdigest()
