"""<stem>.token.json says on which token a key is, and carries its certificate; no secret."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.key_files import write
from desktop_app.packages.pki.keys import (
    Certificate,
    KeySigner,
    PrivateKey,
    open_p12,
    read_file,
    same_key,
)
from desktop_app.packages.pki.token_session import TokenPlace
from desktop_app.packages.pki.tokens import token_key

SUFFIX = ".token.json"
_PLACE = ("module", "label", "serial", "key")


@dataclass(frozen=True, slots=True)
class TokenFile:
    """What a token file says.

    Attributes:
        place: Where the key is.
        public: The public key (PEM).
        certificates: Its certificate, then its issuers'; () until one was installed.
    """

    place: TokenPlace
    public: str
    certificates: tuple[Certificate, ...] = ()


def is_on_token(key: Path) -> bool:
    """Whether a key is on a token, so that its PIN is asked for and not a password."""
    return key.name.endswith(SUFFIX)


def write_token_file(path: Path, place: TokenPlace, key: PrivateKey) -> None:
    """Write down where a key is.

    Raises:
        UserError: There is such a file already, or it cannot be written.
    """
    if path.exists():
        raise UserError(
            _("{name} 已经存在。").format(name=path.name), _("要换密钥，用 keys replace。")
        )
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _write(path, TokenFile(place, public.decode()))


def add_certificate(path: Path, certificate: Certificate, issuer: Certificate) -> None:
    """Write the certificate of a key on a token into its file.

    Raises:
        UserError: It is for another key, or the file cannot be read or written.
    """
    known = read_token_file(path)
    public = serialization.load_pem_public_key(known.public.encode())
    if not same_key(public, certificate.public_key()):
        raise UserError(
            _("证书不是 {name} 这把密钥的。").format(name=path.name),
            _("用这把密钥的 {unit}.csr.pem 重新申请证书。").format(
                unit=path.name.removesuffix(SUFFIX)
            ),
        )
    _write(path, replace(known, certificates=(certificate, issuer)))


def read_token_file(path: Path) -> TokenFile:
    """Return what a token file says.

    Raises:
        UserError: It cannot be read.
    """
    data = read_file(path)
    try:
        said = json.loads(data)
        place = TokenPlace(*(str(said[name]) for name in _PLACE))
        certificates = tuple(
            x509.load_pem_x509_certificate(one.encode()) for one in said["certificates"]
        )
        serialization.load_pem_public_key(said["public"].encode())
        return TokenFile(place, said["public"], certificates)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            _("{name} 读不出来。").format(name=path.name), _("用 keys replace 重新登记 U 盾。")
        ) from error


def open_signer(path: Path, secret: str) -> KeySigner:
    """Return the signer of a .p12 (`secret` is its password) or of a token (`secret` is the PIN).

    Raises:
        UserError: It does not open, or the certificate is missing or not that of the key.
    """
    if not is_on_token(path):
        return open_p12(path, secret)
    known = read_token_file(path)
    if not known.certificates:
        raise UserError(
            _("{name} 里没有与密钥对应的证书。").format(name=path.name),
            _("向市局要回签发的证书，安装后再签名。"),
        )
    key = token_key(known.place, secret)
    certificate, *chain = known.certificates
    if not same_key(key.public_key(), certificate.public_key()):
        raise UserError(
            _("U 盾里的密钥与登记的证书不是一对。"),
            _("没有签名。换上登记过的 U 盾，或用 keys replace 换密钥。"),
        )
    return KeySigner(key, certificate, tuple(chain))


def _write(path: Path, said: TokenFile) -> None:
    facts = {name: getattr(said.place, name) for name in _PLACE}
    certificates = [one.public_bytes(Encoding.PEM).decode() for one in said.certificates]
    whole = facts | {"public": said.public, "certificates": certificates}
    write(path, json.dumps(whole, ensure_ascii=False, indent=1).encode())
