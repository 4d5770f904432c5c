"""Opens encrypted workbooks of Excel and WPS with their password."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from desktop_app.sheets.read_errors import FileProblem, RefusedError

_WITHOUT_ASKING = "VelvetSweatshop"
"""With this Excel encrypts what is protected only against changes, and opens it unasked."""
_MOST_ROUNDS = 2_000_000
"""Rounds of hashing that a file may ask for; Excel asks for 100,000."""
_MOST_OLD = 32 * 1024 * 1024
"""Bytes of an encrypted .xls, which is decrypted byte by byte."""


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """Return the workbook inside an encrypted file of Office.

    The passwords are tried one after the other.

    Raises:
        RefusedError: It needs a password, or another one, or is damaged.
    """
    import msoffcrypto

    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
    except Exception as error:
        # It knows no encryption of Excel 5 and before, and stumbles over damage.
        old = type(error).__name__ == "FileFormatError"
        problem = FileProblem.PASSWORD if old else FileProblem.CORRUPT
        raise RefusedError(problem) from error
    is_new = office.format == "ooxml"
    if not is_new and len(data) > _MOST_OLD:
        raise RefusedError(FileProblem.TOO_LARGE)
    if is_new and _rounds(office) > _MOST_ROUNDS:
        raise RefusedError(FileProblem.CORRUPT)
    checked = {"verify_password": True} if is_new else {}
    for tried in (*passwords, _WITHOUT_ASKING):
        if _is_right(partial(office.load_key, password=tried, **checked)):
            return _decrypted(office)
    raise RefusedError(FileProblem.PASSWORD)


def _rounds(office: Any) -> int:  # noqa: ANN401 - the library has no types
    info = getattr(office, "info", None)
    return int(info.get("spinValue", 0)) if isinstance(info, dict) else 0


def _is_right(load: Callable[[], None]) -> bool:
    try:
        load()
    except Exception as error:
        if type(error).__name__ == "InvalidKeyError":
            return False
        raise RefusedError(FileProblem.CORRUPT) from error
    return True


def _decrypted(office: Any) -> bytes:  # noqa: ANN401 - the library has no types
    out = io.BytesIO()
    try:
        office.decrypt(out)
    except Exception as error:
        raise RefusedError(FileProblem.CORRUPT) from error
    return out.getvalue()
