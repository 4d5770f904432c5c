"""Reads any spreadsheet as rows of cells: by its content, never by its extension."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

from desktop_app.sheets import caps, unlock
from desktop_app.sheets.html.read import html_sheets
from desktop_app.sheets.html.read_mhtml import mhtml_sheets
from desktop_app.sheets.ods import unlock as unlock_ods
from desktop_app.sheets.ods.read import ods_sheets
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.read_spreadsheetml import spreadsheetml_sheets
from desktop_app.sheets.reading import naming
from desktop_app.sheets.recognise import kind_of, ole_kind
from desktop_app.sheets.table import Sheet
from desktop_app.sheets.text.read import text_sheet
from desktop_app.sheets.xls.read import is_encrypted, xls_sheets
from desktop_app.sheets.xlsb.read import xlsb_sheets
from desktop_app.sheets.xlsx.read import xlsx_sheets

_READERS: dict[str, Callable[[Path, bytes], tuple[Sheet, ...]]] = {
    "xls": xls_sheets,
    "xml": spreadsheetml_sheets,
    "html": html_sheets,
    "mhtml": mhtml_sheets,
    "ods": ods_sheets,
    "xlsb": xlsb_sheets,
    "xlsx": xlsx_sheets,
}


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file's sheets; its bytes were read once, the disk is not asked again.

    Attributes:
        path: Where it was read.
        kind: "xlsx", "xlsb", "xls", "ods", "xml", "html", "mhtml" or "text".
        sha256: Digest of its bytes, in hex.
        size: Number of its bytes.
        sheets: Its sheets in order.
        encoding: Encoding of a text file, or "".
        data: Its bytes, decrypted where they were encrypted.
    """

    path: Path
    kind: str
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    data: bytes = field(default=b"", repr=False)


def is_lock_file(path: Path) -> bool:
    """Whether it is the file that Excel or WPS lays beside an open one."""
    return path.name.startswith(("~$", ".~"))


def read_file(path: Path, *, password: str = "") -> SheetFile:
    """Read a spreadsheet's bytes and list its sheets; the rows are read when asked for.

    Args:
        path: The file.
        password: Opens it where it is encrypted; several to be tried stand in lines of their own.

    Raises:
        BadFile: It is missing, locked, empty, encrypted, damaged, too large or no spreadsheet.
    """
    with naming(path):
        return _read_bytes(path, _bytes_of(path), password)


def needs_password(path: Path, password: str = "") -> bool:
    """Whether a file is encrypted, and none of the passwords opens it."""
    try:
        _plain(_bytes_of(path), password)
    except RefusedError as refused:
        return refused.problem is FileProblem.PASSWORD
    except (caps.OverCapError, BadZipFile):
        return False
    return False


def _read_bytes(path: Path, data: bytes, password: str) -> SheetFile:
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    data, kind = _plain(data, password)
    encoding = ""
    if kind == "text":
        sheet, encoding = text_sheet(path, data)
        sheets: tuple[Sheet, ...] = (sheet,)
    elif kind in _READERS:
        sheets = _READERS[kind](path, data)
    else:
        raise RefusedError(FileProblem.UNSUPPORTED, kind)
    return SheetFile(path, kind, digest, size, sheets, encoding, data)


def _plain(data: bytes, password: str) -> tuple[bytes, str]:
    """Return the bytes, decrypted where they were encrypted, and what they are."""
    passwords = [line for line in password.split("\n") if line]
    kind = kind_of(data)
    if kind == "ole":
        kind = ole_kind(data)
        if kind == "locked":
            data = unlock.unlocked(data, passwords)
            return data, kind_of(data)
        if kind == "xls" and is_encrypted(data):
            return unlock.unlocked(data, passwords), kind
    elif kind == "ods" and unlock_ods.is_encrypted(data):
        return unlock_ods.unlocked(data, passwords), kind
    return data, kind


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > caps.MAX_FILE:
            raise RefusedError(FileProblem.TOO_LARGE)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise RefusedError(FileProblem.MISSING) from error
    except OSError as error:
        raise RefusedError(FileProblem.UNREADABLE) from error
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise RefusedError(FileProblem.EMPTY)
    return data
