"""How a unit comes to its certificate: CA, key and request, certificate, installation.

Files in a workspace's `keys/`: <stem>.key.pem (encrypted), <stem>.csr.pem, <stem>.crt.pem,
<stem>.p12, the stem being the unit and what the key is for (`key_files.Purpose`); the CA has
ca.key.pem and ca.pem. Nothing here ever writes over a private key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki import admission, token_file
from desktop_app.packages.pki.identity import Identity, fingerprint, identity_of, subject_of
from desktop_app.packages.pki.key_files import (
    Purpose,
    check_password,
    encrypted,
    write,
    write_new,
)
from desktop_app.packages.pki.keys import (
    UNREADABLE,
    Algorithm,
    KeySigner,
    PrivateKey,
    PublicKey,
    is_strong,
    load_certificates,
    load_key,
    read_file,
    same_key,
)
from desktop_app.packages.pki.token_session import TokenPlace
from desktop_app.packages.pki.tokens import token_key

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
    check_password(password)
    authority = new_authority(identity, years=years, now=now)
    write_new(folder / "ca.key.pem", encrypted(authority.key, password))
    write(folder / "ca.pem", authority.certificate.public_bytes(Encoding.PEM))
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
    folder: Path,
    identity: Identity,
    password: str,
    algorithm: Algorithm = Algorithm.RSA,
    purpose: Purpose = Purpose.SIGN,
) -> Path:
    """Make a key and its request in `folder`; return the request's path, to be sent to the city.

    A key that opens envelopes is RSA whatever `algorithm` says: no other kind can.

    Raises:
        UserError: The unit has such a key already, the password is too short, or the identity is
            incomplete.
    """
    check_password(password)
    key = new_key(Algorithm.RSA if purpose is Purpose.ENCRYPTION else algorithm)
    request = request_for(identity, key, purpose)
    write_new(folder / f"{identity.unit}{purpose}.key.pem", encrypted(key, password))
    path = folder / f"{identity.unit}{purpose}.csr.pem"
    write(path, request)
    return path


def renew_request(
    folder: Path, identity: Identity, password: str, purpose: Purpose = Purpose.SIGN
) -> Path:
    """Make the request again for the key that is there, to have its certificate renewed.

    Raises:
        UserError: There is no key, the password is wrong, or the identity is incomplete.
    """
    on_token = folder / f"{identity.unit}{purpose}{token_file.SUFFIX}"
    if on_token.exists():
        key: PrivateKey = token_key(token_file.read_token_file(on_token).place, password)
    else:
        key = load_key(folder / f"{identity.unit}{purpose}.key.pem", password)
    path = folder / f"{identity.unit}{purpose}.csr.pem"
    write(path, request_for(identity, key, purpose))
    return path


def token_request(
    folder: Path, identity: Identity, place: TokenPlace, pin: str, purpose: Purpose = Purpose.SIGN
) -> Path:
    """Make the request for a key on a token and write down where it is; return the request's path.

    Raises:
        UserError: The unit has such a key already, the token does not sign, or the identity is
            incomplete.
    """
    key = token_key(place, pin)
    request = request_for(identity, key, purpose)
    stem = f"{identity.unit}{purpose}"
    if (folder / f"{stem}.key.pem").exists():
        raise UserError(
            _("{name} 已经存在。").format(name=f"{stem}.key.pem"),
            _("要换成 U 盾里的密钥，用 keys replace --token。"),
        )
    token_file.write_token_file(folder / f"{stem}{token_file.SUFFIX}", place, key)
    path = folder / f"{stem}.csr.pem"
    write(path, request)
    return path


def request_for(identity: Identity, key: PrivateKey, purpose: Purpose = Purpose.SIGN) -> bytes:
    """Return the certificate request (PEM) for a key."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject_of(identity))
    if purpose is Purpose.ENCRYPTION:
        builder = builder.add_extension(_usage(encryption=True), critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


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


def is_for_encryption(one: x509.CertificateSigningRequest | x509.Certificate) -> bool:
    """Whether a request or certificate is for opening envelopes, and not for signing."""
    try:
        usage = one.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.key_encipherment and not (usage.digital_signature or usage.content_commitment)


def load_request(path: Path) -> tuple[x509.CertificateSigningRequest, Identity]:
    """Return a request and whom it names, for the city to look at before it issues.

    Raises:
        UserError: The file cannot be read or is no request, the key is too weak, the request
            was not made with its key, or it names nobody.
    """
    try:
        request = x509.load_pem_x509_csr(read_file(path))
        signed, key = request.is_signature_valid, request.public_key()
        usable = isinstance(key, rsa.RSAPublicKey) or not is_for_encryption(request)
        identity = identity_of(request.subject)
    except UNREADABLE as error:
        raise UserError(
            _("{name} 不是证书申请。").format(name=path.name), _("选取单位发来的 .csr.pem 文件。")
        ) from error
    if not signed or not usable or identity is None or not is_strong(key):
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
        .add_extension(_usage(encryption=is_for_encryption(request)), critical=True)
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


def _usage(*, authority: bool = False, encryption: bool = False) -> x509.KeyUsage:
    signing = not (authority or encryption)
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=encryption,
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
