"""A certificate that came back: looked at, joined with its key as <stem>.p12, its CA trusted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki import admission, token_file
from desktop_app.packages.pki.identity import Identity, fingerprint, identity_of
from desktop_app.packages.pki.key_files import Purpose, check_password, write
from desktop_app.packages.pki.keys import (
    UNREADABLE,
    KeySigner,
    PrivateKey,
    load_certificates,
    load_key,
    read_file,
    same_key,
)
from desktop_app.packages.pki.request import is_for_encryption, load_request


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
    except (*UNREADABLE, InvalidSignature) as error:
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
    """Join the stored key with its certificate as <stem>.p12 and trust the CA; return the .p12.

    Where the key is on a token, the token's file gets the certificate; the admission of a
    certificate of another CA is kept beside the city's own. Neither needs a password.

    Raises:
        UserError: There is no stored key, the password is wrong, the certificate is not for this
            key, or a .p12 of another key is there. Nothing was written.
    """
    if admission.is_admission(admission.pem(installation.certificate)):
        trust_issuer(installation, trust)
        found = installation.certificate
        write(trust / admission.admission_name(found), admission.pem(found))
        return keys / f"{installation.identity.unit}.p12"
    stem = stem_for(keys, installation)
    if (on_token := keys / f"{stem}{token_file.SUFFIX}").exists():
        token_file.add_certificate(on_token, installation.certificate, installation.issuer)
        trust_issuer(installation, trust)
        write(keys / f"{stem}.crt.pem", installation.certificate.public_bytes(Encoding.PEM))
        return on_token
    stored = keys / f"{stem}.key.pem"
    key = load_key(stored, password)
    if not same_key(key.public_key(), installation.certificate.public_key()):
        raise UserError(
            _("证书不是 {name} 这把密钥的。").format(name=stored.name),
            _("用这把密钥的 {unit}.csr.pem 重新申请证书。").format(unit=stem),
        )
    target = keys / f"{stem}.p12"
    _check_replaceable(target, password, key)
    data = pkcs12_of(key, installation.certificate, installation.issuer, password)
    trust_issuer(installation, trust)
    write(keys / f"{stem}.crt.pem", installation.certificate.public_bytes(Encoding.PEM))
    write(target, data, private=True)
    return target


def trust_issuer(installation: Installation, trust: Path) -> None:
    """Keep the CA whose fingerprint a person has compared."""
    digits = installation.fingerprint.replace(" ", "").lower()
    write(trust / f"{digits[:16]}.pem", installation.issuer.public_bytes(Encoding.PEM))


def stem_for(keys: Path, installation: Installation) -> str:
    """Return the stem of the key that a certificate is for, by the requests that are there."""
    unit = installation.identity.unit
    for purpose in Purpose:
        path = keys / f"{unit}{purpose}.csr.pem"
        if path.exists() and same_key(
            load_request(path)[0].public_key(), installation.certificate.public_key()
        ):
            return f"{unit}{purpose}"
    return f"{unit}{Purpose.ENCRYPTION if is_for_encryption(installation.certificate) else ''}"


def pkcs12_of(
    key: PrivateKey, certificate: x509.Certificate, issuer: x509.Certificate, password: str
) -> bytes:
    """Return a PKCS#12 file with a key, its certificate and its CA."""
    identity = identity_of(certificate.subject)
    label = identity.unit.encode() if identity else None
    secret = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(label, key, certificate, [issuer], secret)


def import_key(folder: Path, stem: str, signer: KeySigner, password: str) -> Path:
    """Keep a key that another CA has certified as <stem>.p12; return its certificate's path.

    Its issuers are left out: the city's admission vouches for it, and not they.

    Raises:
        UserError: There is a key already, or the password is too weak.
    """
    check_password(password)
    for end in (".key.pem", token_file.SUFFIX, ".p12"):
        if (folder / f"{stem}{end}").exists():
            raise UserError(
                _("{name} 已经存在。").format(name=f"{stem}{end}"),
                _("密钥不会被覆盖：确要换新，先把它移到别处。"),
            )
    secret = serialization.BestAvailableEncryption(password.encode())
    data = pkcs12.serialize_key_and_certificates(
        stem.encode(), signer.key, signer.certificate, None, secret
    )
    write(folder / f"{stem}.p12", data, private=True)
    path = folder / f"{stem}.crt.pem"
    write(path, signer.certificate.public_bytes(Encoding.PEM))
    return path


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
