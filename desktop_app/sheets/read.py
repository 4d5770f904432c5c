"""Reads any spreadsheet as rows of cells: by its content, never by its extension."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.sheets import caps, unlock_ods
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.read_html import html_sheets
from desktop_app.sheets.read_mhtml import mhtml_sheets
from desktop_app.sheets.read_ods import ods_sheets
from desktop_app.sheets.read_spreadsheetml import spreadsheetml_sheets
from desktop_app.sheets.read_text import text_sheet
from desktop_app.sheets.read_xls import is_encrypted, xls_sheets
from desktop_app.sheets.read_xlsb import xlsb_sheets
from desktop_app.sheets.read_xlsx import xlsx_sheets
from desktop_app.sheets.reading import naming
from desktop_app.sheets.recognise import kind_of, ole_kind
from desktop_app.sheets.table import Sheet
from desktop_app.sheets.unlock import unlocked

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

    Raises:
        BadFile: It is missing, locked, empty, encrypted, damaged, too large or no spreadsheet.
    """
    with naming(path):
        return _read_bytes(path, _bytes_of(path), password)


def _read_bytes(path: Path, data: bytes, password: str) -> SheetFile:
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    kind = kind_of(data)
    if kind == "ole":
        data, kind = _opened(data, password)
    elif kind == "ods" and unlock_ods.is_encrypted(data):
        data = unlock_ods.unlocked(data, password)
    encoding = ""
    if kind == "text":
        sheet, encoding = text_sheet(path, data)
        sheets: tuple[Sheet, ...] = (sheet,)
    elif kind in _READERS:
        sheets = _READERS[kind](path, data)
    else:
        raise RefusedError(FileProblem.UNSUPPORTED, kind)
    return SheetFile(path, kind, digest, size, sheets, encoding, data)


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


def _opened(data: bytes, password: str) -> tuple[bytes, str]:
    """Return the workbook inside an OLE2 file, decrypted where it was encrypted."""
    kind = ole_kind(data)
    if kind == "locked":
        data = unlocked(data, password)
        return data, kind_of(data)
    if kind == "xls" and is_encrypted(data):
        data = unlocked(data, password)
    return data, kind
