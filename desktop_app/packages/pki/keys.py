"""Keys that sign, wherever they are kept, and the files that hold certificates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import pkcs12

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Certificate = x509.Certificate
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

MIN_RSA_BITS = 2048
MAX_RSA_BITS = 8192
MIN_RSA_EXPONENT = 65537
"""With a small one, a reader that is careless about padding takes values that nobody signed."""
EC_BYTES = 32
_MAX_FILE = 1024 * 1024
UNREADABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises, early or late, for what is not as the standard says."""


class Algorithm(StrEnum):
    """How a key signs."""

    RSA = "rsa-sha256"
    ECDSA = "ecdsa-sha256"


class Signer(Protocol):
    """Something that signs: a file with a key, a token.

    Attributes:
        certificate: The certificate of the key.
        chain: The certificates that issued it, nearest first.
        algorithm: How `sign` signs.
    """

    @property
    def certificate(self) -> x509.Certificate: ...  # noqa: D102 - see the class
    @property
    def chain(self) -> tuple[x509.Certificate, ...]: ...  # noqa: D102 - see the class
    @property
    def algorithm(self) -> Algorithm: ...  # noqa: D102 - see the class

    def sign(self, data: bytes) -> bytes:
        """Return the signature over `data`; for ECDSA r and s, 32 bytes each."""


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A private key in memory with its certificate."""

    key: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def algorithm(self) -> Algorithm:
        """How the key signs."""
        return Algorithm.RSA if isinstance(self.key, rsa.RSAPrivateKey) else Algorithm.ECDSA

    def sign(self, data: bytes) -> bytes:
        """Return the signature over `data`; for ECDSA r and s, 32 bytes each."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        r, s = decode_dss_signature(self.key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(EC_BYTES, "big") + s.to_bytes(EC_BYTES, "big")


def is_strong(key: object) -> bool:
    """Tell whether a public key is of a kind and size that may sign."""
    if isinstance(key, rsa.RSAPublicKey):
        exponent = key.public_numbers().e
        return MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS and exponent >= MIN_RSA_EXPONENT
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)


def open_p12(path: Path, password: str) -> KeySigner:
    """Return the signer that a PKCS#12 file (.p12, .pfx) holds.

    Raises:
        UserError: The file cannot be read, the password is wrong, the key or its certificate is
            missing, or the key is of a kind that may not sign.
    """
    data = read_file(path)
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(data, password.encode())
    except ValueError as error:
        raise UserError(
            _("{name} 打不开：密码不对，或者不是密钥文件。").format(name=path.name),
            _("核对密码再试，文件没有改动。"),
        ) from error
    if certificate is None:
        raise UserError(
            _("{name} 里没有与密钥对应的证书。").format(name=path.name),
            _("向市局要回签发的证书，安装后再签名。"),
        )
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UserError(
            _("{name} 里没有可以签名的密钥。").format(name=path.name),
            _("选取自己的 .p12 文件。"),
        )
    _check_pair(key, certificate, path.name)
    return KeySigner(key, certificate, tuple(chain))


def load_key(path: Path, password: str | None) -> PrivateKey:
    """Return the private key in a PEM file; `password` is None for one that has none.

    Raises:
        UserError: The file cannot be read, the password is wrong, or it holds no such key.
    """
    data = read_file(path)
    secret = password.encode() if password else None
    try:
        key = serialization.load_pem_private_key(data, secret)
    except (ValueError, TypeError) as error:
        raise UserError(
            _("{name} 打不开：密码不对，或者不是密钥文件。").format(name=path.name),
            _("核对密码再试，文件没有改动。"),
        ) from error
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UserError(
            _("{name} 里没有可以签名的密钥。").format(name=path.name),
            _("换用 RSA 或 P-256 密钥。"),
        )
    return key


def load_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates in a file, PEM (one or several) or DER.

    Raises:
        UserError: The file cannot be read or holds no certificate.
    """
    data = read_file(path)
    try:
        if b"-----BEGIN" in data:
            found = tuple(x509.load_pem_x509_certificates(data))
        else:
            found = (x509.load_der_x509_certificate(data),)
        # These are parsed when they are first asked for; a broken one shall be told here.
        _parsed = [(one.subject, one.issuer, one.extensions) for one in found]
        if not all(map(is_canonical, found)):
            raise ValueError(path.name)
    except UNREADABLE as error:
        raise UserError(
            _("{name} 不是证书文件。").format(name=path.name),
            _("选取 .pem、.crt 或 .cer 文件。"),
        ) from error
    return found


Signed = x509.Certificate | x509.CertificateRevocationList | x509.CertificateSigningRequest


def is_canonical(signed: Signed) -> bool:
    """Whether the signature at its end is written as every CA writes it.

    Nothing covers the count of unused bits before it, and libraries take other counts than 0: the
    same certificate would have two fingerprints.
    """
    der = signed.public_bytes(serialization.Encoding.DER)
    return der.endswith(b"\0" + signed.signature)


def pem_of(certificate: x509.Certificate) -> bytes:
    """Return a certificate as the text that its file holds."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def read_trust(folder: Path) -> tuple[x509.Certificate, ...]:
    """Return the CA certificates that a workspace trusts: those in `folder`/*.pem.

    Raises:
        UserError: A file there cannot be read or holds no certificate.
    """
    found: Iterable[Path] = sorted(folder.glob("*.pem"))
    return tuple(certificate for path in found for certificate in load_certificates(path))


def certificate_pem(path: Path) -> str:
    """Return the first certificate of a file as PEM text.

    Raises:
        UserError: The file cannot be read or holds no certificate.
    """
    return load_certificates(path)[0].public_bytes(serialization.Encoding.PEM).decode("ascii")


def read_file(path: Path) -> bytes:
    """Return the bytes of a small file.

    Raises:
        UserError: It is missing, cannot be read, or is far too large for a key.
    """
    try:
        if path.stat().st_size > _MAX_FILE:
            raise UserError(
                _("{name} 太大，不是密钥或证书文件。").format(name=path.name),
                _("选取 .p12、.pem 或 .crt 文件。"),
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            _("找不到 {path}。").format(path=path), _("核对文件名，或重新选取。")
        ) from error
    except OSError as error:
        raise UserError(
            _("{path} 读不出来：{reason}。").format(path=path, reason=error.strerror),
            _("核对权限，或把文件拷到本机再试。"),
        ) from error


def key_digest(key: CertificatePublicKeyTypes) -> bytes:
    """Return the SHA-256 of a public key, by which it is known whatever certificate it is in."""
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    return hashlib.sha256(key.public_bytes(serialization.Encoding.DER, spki)).digest()


def same_key(key: object, other: object) -> bool:
    """Tell whether two public keys are one."""
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    der = serialization.Encoding.DER
    known = (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)
    return (
        isinstance(key, known)
        and isinstance(other, known)
        and key.public_bytes(der, spki) == other.public_bytes(der, spki)
    )


def _check_pair(key: PrivateKey, certificate: x509.Certificate, name: str) -> None:
    if not same_key(key.public_key(), certificate.public_key()):
        raise UserError(
            _("{name} 里的证书不是这把密钥的。").format(name=name),
            _("向市局核对证书，重新安装。"),
        )
    if not is_strong(key.public_key()):
        raise UserError(
            _("{name} 的密钥不够强。").format(name=name),
            _("换用 RSA 2048 位以上或 P-256 密钥。"),
        )
