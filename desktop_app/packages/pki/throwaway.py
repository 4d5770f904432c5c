"""A CA for demonstrations: thrown away afterwards, its key without a password."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from desktop_app.packages.pki.authority import Authority, issue, new_authority, save_certificate
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.installation import pkcs12_of
from desktop_app.packages.pki.keys import load_key
from desktop_app.packages.pki.request import load_request

NOTE = (
    "演示用的一次性根证书密钥，没有密码，不得用于真实报送。\n"
    "Key of a throwaway demo CA, not encrypted: never use it for real reports.\n"
)


def make_authority(folder: Path, identity: Identity, now: datetime) -> Authority:
    """Make ca.pem and ca.key (not encrypted, and saying so) in `folder`."""
    authority = new_authority(identity, years=10, now=now)
    (folder / "ca.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    key = authority.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "ca.key").write_bytes(NOTE.encode() + key)
    return authority


def make_certificate(
    folder: Path, authority: Authority, request: Path, *, years: int, now: datetime
) -> Path:
    """Issue the certificate for a request into `folder` and return its path."""
    found, _identity = load_request(request)
    return save_certificate(folder, issue(found, authority, years=years, now=now))


def make_p12(path: Path, key: Path, secret: str, authority: Authority, password: str) -> None:
    """Write the key in the PEM file `key` (opened by `secret`) with a fresh certificate as .p12."""
    private = load_key(key, secret)
    request = key.with_name(key.name.replace(".key.", ".csr."))
    found, _identity = load_request(request)
    first = authority.certificate.not_valid_before_utc
    certificate = issue(found, authority, years=3, now=max(first, datetime.now(first.tzinfo)))
    path.write_bytes(pkcs12_of(private, certificate, authority.certificate, password))
