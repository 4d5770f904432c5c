"""A key and its certificate request: made in a workspace, read at the city.

Nothing here ever writes over a private key.
"""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki import token_file
from desktop_app.packages.pki.identity import Identity, identity_of, subject_of
from desktop_app.packages.pki.key_files import Purpose, check_password, encrypted, write, write_new
from desktop_app.packages.pki.keys import (
    UNREADABLE,
    Algorithm,
    PrivateKey,
    is_canonical,
    is_strong,
    load_key,
    read_file,
)
from desktop_app.packages.pki.token_session import TokenPlace
from desktop_app.packages.pki.tokens import token_key

_RSA_BITS = 3072


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
        builder = builder.add_extension(key_usage(encryption=True), critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


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
        signed = request.is_signature_valid and is_canonical(request)
        key = request.public_key()
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


def key_usage(*, authority: bool = False, encryption: bool = False) -> x509.KeyUsage:
    """Return what a key may be used for: to sign reports, to issue, or to open envelopes."""
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
