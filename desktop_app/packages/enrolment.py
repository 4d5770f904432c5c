"""How a unit comes to its certificate: CA, key and request, certificate, installation.

Files in a workspace's `keys/`: <unit>.key.pem (encrypted), <unit>.csr.pem, <unit>.crt.pem,
<unit>.p12; the CA has ca.key.pem and ca.pem. Nothing here ever writes over a private key.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.identity import Identity, fingerprint, identity_of, subject_of
from desktop_app.packages.keys import (
    Algorithm,
    PrivateKey,
    PublicKey,
    is_strong,
    load_certificates,
    load_key,
    read_file,
    same_key,
)

MIN_PASSWORD = 8
_RSA_BITS = 3072
_SLACK = timedelta(days=1)
"""Certificates begin this long before they are made: offices' clocks differ."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority that can issue: its certificate and key."""

    certificate: x509.Certificate
    key: PrivateKey


@dataclass(frozen=True, slots=True)
class Installation:
    """A certificate and its CA, looked at but not yet taken into a workspace.

    Attributes:
        certificate: The certificate that came back.
        issuer: The CA's certificate.
        identity: Whom the certificate names.
        fingerprint: SHA-256 of the CA's certificate in groups, to be compared by telephone.
    """

    certificate: x509.Certificate
    issuer: x509.Certificate
    identity: Identity
    fingerprint: str


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
    _check_password(password)
    authority = new_authority(identity, years=years, now=now)
    _write_new(folder / "ca.key.pem", _encrypted(authority.key, password))
    _write(folder / "ca.pem", authority.certificate.public_bytes(Encoding.PEM))
    return authority.certificate


def new_authority(identity: Identity, *, years: int, now: datetime) -> Authority:
    """Return a new self-signed CA, in memory only."""
    key = rsa.generate_private_key(65537, _RSA_BITS)
    subject = subject_of(identity)
    builder = _builder(subject, subject, key.public_key(), (now - _SLACK, _later(now, years)))
    certificate = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
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


def new_key(algorithm: Algorithm = Algorithm.RSA) -> PrivateKey:
    """Return a new private key: RSA-3072, or P-256."""
    if algorithm is Algorithm.RSA:
        return rsa.generate_private_key(65537, _RSA_BITS)
    return ec.generate_private_key(ec.SECP256R1())


def make_key(
    folder: Path, identity: Identity, password: str, algorithm: Algorithm = Algorithm.RSA
) -> Path:
    """Make a key and its request in `folder`; return the request's path, to be sent to the city.

    Raises:
        UserError: The unit has a key already, the password is too short, or the identity is
            incomplete.
    """
    _check_password(password)
    key = new_key(algorithm)
    request = request_for(identity, key)
    _write_new(folder / f"{identity.unit}.key.pem", _encrypted(key, password))
    path = folder / f"{identity.unit}.csr.pem"
    _write(path, request)
    return path


def renew_request(folder: Path, identity: Identity, password: str) -> Path:
    """Make the request again for the key that is there, to have its certificate renewed.

    Raises:
        UserError: There is no key, the password is wrong, or the identity is incomplete.
    """
    key = load_key(folder / f"{identity.unit}.key.pem", password)
    path = folder / f"{identity.unit}.csr.pem"
    _write(path, request_for(identity, key))
    return path


def request_for(identity: Identity, key: PrivateKey) -> bytes:
    """Return the certificate request (PEM) for a key."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject_of(identity))
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def load_request(path: Path) -> tuple[x509.CertificateSigningRequest, Identity]:
    """Return a request and whom it names, for the city to look at before it issues.

    Raises:
        UserError: The file cannot be read or is no request, the key is too weak, the request
            was not made with its key, or it names nobody.
    """
    try:
        request = x509.load_pem_x509_csr(read_file(path))
        signed, key = request.is_signature_valid, request.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UserError(
            _("{name} 不是证书申请。").format(name=path.name), _("选取单位发来的 .csr.pem 文件。")
        ) from error
    identity = identity_of(request.subject)
    if not signed or identity is None or not is_strong(key):
        raise UserError(
            _("证书申请 {name} 不合要求。").format(name=path.name),
            _("要写明单位、姓名，密钥为 RSA 2048 位以上或 P-256。让单位重新生成。"),
        )
    return request, identity


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
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .add_extension(identifier, critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def save_certificate(folder: Path, certificate: x509.Certificate) -> Path:
    """Write an issued certificate as <unit>.crt.pem and return its path."""
    identity = identity_of(certificate.subject)
    unit = identity.unit if identity else "certificate"
    path = folder / f"{unit}.crt.pem"
    _write(path, certificate.public_bytes(Encoding.PEM))
    return path


def prepare_installation(certificate: Path, issuer: Path, unit: str) -> Installation:
    """Look at a certificate that came back and at its CA; nothing is written.

    The window or command line shows `fingerprint` and lets a person compare it by telephone
    before `install` is called.

    Args:
        certificate: The certificate's file.
        issuer: The CA certificate's file.
        unit: The unit of the workspace.

    Raises:
        UserError: A file cannot be read, the CA did not issue the certificate, or it is for
            another unit.
    """
    found, authority = load_certificates(certificate)[0], load_certificates(issuer)[0]
    identity = identity_of(found.subject)
    try:
        found.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise UserError(
            _("{name} 不是这个根证书签发的。").format(name=certificate.name),
            _("向市局要同一批的证书和根证书。"),
        ) from error
    if identity is None or identity.unit != unit:
        raise UserError(
            _("{name} 是另一个单位的证书。").format(name=certificate.name),
            _("本工作区的单位是 {unit}，换成本单位的证书。").format(unit=unit),
        )
    return Installation(found, authority, identity, fingerprint(authority))


def install(installation: Installation, keys: Path, trust: Path, password: str) -> Path:
    """Join the stored key with its certificate as <unit>.p12 and trust the CA; return the .p12.

    Raises:
        UserError: There is no stored key, the password is wrong, the certificate is not for this
            key, or a .p12 of another key is there. Nothing was written.
    """
    unit = installation.identity.unit
    stored = keys / f"{unit}.key.pem"
    key = load_key(stored, password)
    if not same_key(key.public_key(), installation.certificate.public_key()):
        raise UserError(
            _("证书不是 {name} 这把密钥的。").format(name=stored.name),
            _("用这把密钥的 {unit}.csr.pem 重新申请证书。").format(unit=unit),
        )
    target = keys / f"{unit}.p12"
    _check_replaceable(target, password, key)
    data = pkcs12_of(key, installation.certificate, installation.issuer, password)
    digits = installation.fingerprint.replace(" ", "").lower()
    _write(trust / f"{digits[:16]}.pem", installation.issuer.public_bytes(Encoding.PEM))
    _write(keys / f"{unit}.crt.pem", installation.certificate.public_bytes(Encoding.PEM))
    _write(target, data, private=True)
    return target


def pkcs12_of(
    key: PrivateKey, certificate: x509.Certificate, issuer: x509.Certificate, password: str
) -> bytes:
    """Return a PKCS#12 file with a key, its certificate and its CA."""
    identity = identity_of(certificate.subject)
    label = identity.unit.encode() if identity else None
    secret = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(label, key, certificate, [issuer], secret)


def _check_replaceable(target: Path, password: str, key: PrivateKey) -> None:
    """A .p12 may be written again for the same key only: another key would be lost."""
    if not target.exists():
        return
    try:
        stored = pkcs12.load_pkcs12(read_file(target), password.encode()).key
    except ValueError:
        stored = None
    known = isinstance(stored, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
    if not known or not same_key(stored.public_key(), key.public_key()):  # type: ignore[union-attr]
        raise UserError(
            _("{name} 已经存在，装的是另一把密钥。").format(name=target.name),
            _("先把它移到别处再安装，文件没有改动。"),
        )


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


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
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


def _encrypted(key: PrivateKey, password: str) -> bytes:
    secret = serialization.BestAvailableEncryption(password.encode())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret)


def _check_password(password: str) -> None:
    if len(password) < MIN_PASSWORD or len(set(password)) < 3:
        raise UserError(
            _("密码太弱。"), _("至少 {n} 位，不要用同一个字符重复。").format(n=MIN_PASSWORD)
        )


def _write_new(path: Path, data: bytes) -> None:
    """Write a private key where there is none yet."""
    if path.exists():
        raise UserError(
            _("{name} 已经存在。").format(name=path.name),
            _("密钥不会被覆盖：确要换新，先把它移到别处。"),
        )
    _write(path, data, private=True)


def _write(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a small file whole or not at all."""
    half = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(half, flags, 0o600 if private else 0o644), "wb") as file:
            file.write(data)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise UserError(
            _("{path} 写不进去：{reason}。").format(path=path, reason=error.strerror),
            _("核对权限和剩余空间再试。"),
        ) from error
