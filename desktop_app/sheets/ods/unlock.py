"""Opens encrypted .ods with their password: each part is encrypted by itself."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from collections.abc import Sequence

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.xml_source import local, local_attributes, part_events

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_PARTS = (_CONTENT, "styles.xml")
_TOLD = ("encryption-data", "algorithm", "start-key-generation", "key-derivation")
_MOST_ROUNDS = 2_000_000
_CHECKED = 1024

Told = dict[str, dict[str, str]]
"""How a part is encrypted: the attributes of the manifest's elements about it, by their names."""


def is_encrypted(data: bytes) -> bool:
    """Whether the content of an .ods needs a password."""
    with caps.check_zip(data) as archive:
        return not {_CONTENT, "encrypted-package"}.isdisjoint(_told(archive))


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """Return an .ods with what is read of it decrypted.

    The passwords are tried one after the other.

    Raises:
        RefusedError: It needs a password, or another one, or is encrypted in a newer way.
    """
    for tried in passwords:
        try:
            return _unlocked(data, tried)
        except RefusedError as refused:
            if refused.problem is not FileProblem.PASSWORD:
                raise
    raise RefusedError(FileProblem.PASSWORD)


def _unlocked(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    with caps.check_zip(data) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as plain:
        told = _told(archive)
        if _CONTENT not in told:
            raise RefusedError(FileProblem.PASSWORD)
        for name in _PARTS:
            if name in told:
                plain.writestr(name, _opened(caps.read_part(archive, name), told[name], password))
    return out.getvalue()


def _told(archive: zipfile.ZipFile) -> dict[str, Told]:
    """Return how parts are encrypted, by their names; parts that are not are left out."""
    found: dict[str, Told] = {}
    part = ""
    for event, element in part_events(archive, _MANIFEST, ("file-entry", *_TOLD)):
        if event == "end":
            continue
        name, at = local(element.tag), local_attributes(element)
        if name == "file-entry":
            part = at.get("full-path", "")
        else:
            found.setdefault(part, {})[name] = at
    return found


def _opened(data: bytes, told: Told, password: str) -> bytes:
    """Return a part as it was before it was compressed and encrypted."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not told.get("algorithm", {}).get("algorithm-name", "").endswith("aes256-cbc"):
        # Before 2011 Blowfish, after 2024 a package within the package.
        raise RefusedError(FileProblem.PASSWORD)
    vector = _bytes(told["algorithm"], "initialisation-vector")
    cipher = Cipher(algorithms.AES(_key(told, password)), modes.CBC(vector)).decryptor()
    plain = cipher.update(data) + cipher.finalize()
    plain = plain[: -plain[-1]] if 1 <= plain[-1] <= 16 else plain
    checked = hashlib.sha256(plain[:_CHECKED]).digest()
    if checked != _bytes(told["encryption-data"], "checksum"):
        raise RefusedError(FileProblem.PASSWORD)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    opened = inflater.decompress(plain, caps.MAX_PART)
    if inflater.unconsumed_tail:
        raise caps.OverCapError
    return opened


def _key(told: Told, password: str) -> bytes:
    """Return the key that a password gives."""
    derived, start = told["key-derivation"], told.get("start-key-generation", {})
    rounds, size = int(derived["iteration-count"]), int(derived.get("key-size", "16"))
    if rounds > _MOST_ROUNDS or not derived.get("key-derivation-name", "").endswith("PBKDF2"):
        raise RefusedError(FileProblem.PASSWORD)
    kind = "sha256" if start.get("start-key-generation-name", "").endswith("sha256") else "sha1"
    first = hashlib.new(kind, password.encode(), usedforsecurity=False).digest()
    return hashlib.pbkdf2_hmac("sha1", first, _bytes(derived, "salt"), rounds, size)


def _bytes(at: dict[str, str], name: str) -> bytes:
    return base64.b64decode(at[name], validate=True)
