"""The files of a workspace's `keys/`: which there are, and how they are written.

A unit has up to three keys, each with its own files: <unit> signs, <unit>.head is the 负责人's who
signs as the second one, <unit>.encryption opens what is encrypted to the unit.

Of each there are <stem>.key.pem (encrypted), <stem>.csr.pem, <stem>.crt.pem and <stem>.p12, or
<stem>.token.json where the key is on a token; the CA has ca.key.pem and ca.pem.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.keys import PrivateKey
from desktop_app.paths import settle_names, take_place
from desktop_app.sheets.write_file import settle

MIN_PASSWORD = 8


class Purpose(StrEnum):
    """What a key is for; the value stands in the names of its files."""

    SIGN = ""
    COUNTERSIGN = ".head"
    ENCRYPTION = ".encryption"


def encrypted(key: PrivateKey, password: str) -> bytes:
    """Return a private key as PEM that `password` opens."""
    secret = serialization.BestAvailableEncryption(password.encode())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret)


def check_password(password: str) -> None:
    """Raise UserError where a password is too weak for a key."""
    if len(password) < MIN_PASSWORD or len(set(password)) < 3:
        raise UserError(
            _("密码太弱。"), _("至少 {n} 位，不要用同一个字符重复。").format(n=MIN_PASSWORD)
        )


def write_new(path: Path, data: bytes) -> None:
    """Write a private key where there is none yet."""
    if path.exists():
        raise UserError(
            _("{name} 已经存在。").format(name=path.name),
            _("密钥不会被覆盖：确要换新，先把它移到别处。"),
        )
    write(path, data, private=True)


def write(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a small file whole or not at all, and so that no power cut takes it back."""
    half = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(half, flags, 0o600 if private else 0o644), "wb") as file:
            file.write(data)
            settle(file)
        take_place(half, path)
        settle_names(path.parent)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise UserError(
            _("{path} 写不进去：{reason}。").format(path=path, reason=error.strerror),
            _("核对权限和剩余空间再试。"),
        ) from error
