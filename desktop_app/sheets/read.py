"""Reads any spreadsheet as rows of cells: by its content, never by its extension."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from desktop_app.sheets import caps, read_text
from desktop_app.sheets.read_book import book_sheets
from desktop_app.sheets.read_errors import BadFile, FileProblem, RefusedError
from desktop_app.sheets.table import Sheet

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_FOREIGN = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\x09\x00\x04\x00": "Excel 2",
    b"\x09\x02\x06\x00": "Excel 3",
    b"\x09\x04\x06\x00": "Excel 4",
}
_ZIP_KINDS = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
}
_BOOKS = frozenset({"xlsx", "xlsb", "ods", "xls"})


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file's sheets; its bytes were read once, the disk is not asked again.

    Attributes:
        path: Where it was read.
        kind: "xlsx", "xlsb", "xls", "ods" or "text".
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


class _Locked(Protocol):
    """What we use of an encrypted file of msoffcrypto."""

    def load_key(self, *, password: str) -> None: ...

    def decrypt(self, outfile: io.BytesIO) -> None: ...


def is_lock_file(path: Path) -> bool:
    """Whether it is the file that Excel or WPS lays beside an open one."""
    return path.name.startswith(("~$", ".~"))


def read_file(path: Path, *, password: str = "") -> SheetFile:
    """Read a spreadsheet's bytes and list its sheets; the rows are read when asked for.

    Raises:
        BadFile: It is missing, locked, empty, encrypted, damaged, too large or no spreadsheet.
    """
    try:
        data = _bytes_of(path)
        return _read_bytes(path, data, password)
    except RefusedError as refused:
        raise BadFile(path, refused.problem, refused.detail) from refused
    except caps.OverCapError as error:
        raise BadFile(path, FileProblem.TOO_LARGE) from error
    except zipfile.BadZipFile as error:
        raise BadFile(path, FileProblem.CORRUPT) from error


def _read_bytes(path: Path, data: bytes, password: str) -> SheetFile:
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    kind = _kind(data)
    if kind == "ole":
        data, kind = _opened(data, password)
    if kind == "text":
        sheet, encoding = read_text.text_sheet(path, data)
        return SheetFile(path, kind, digest, size, (sheet,), encoding, data)
    if kind not in _BOOKS:
        raise RefusedError(FileProblem.UNSUPPORTED, kind)
    return SheetFile(path, kind, digest, size, book_sheets(path, data, kind), data=data)


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


def _kind(data: bytes) -> str:
    if data.startswith(_OLE):
        return "ole"
    if data.startswith(_ZIP):
        return _zip_kind(data)
    for start, name in _FOREIGN.items():
        if data.startswith(start):
            return name
    head = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"<"):
        return "HTML" if b"<html" in head or b"<table" in head else "XML"
    return "text"


def _zip_kind(data: bytes) -> str:
    with caps.check_zip(data) as archive:
        names = set(archive.namelist())
        for part, kind in _ZIP_KINDS.items():
            if part in names:
                return kind
        if "content.xml" in names and "mimetype" in names:
            mime = caps.read_part(archive, "mimetype")
            return "ods" if b"opendocument.spreadsheet" in mime else "OpenDocument"
        workbooks = [name for name in names if name.lower().endswith("workbook.xml")]
        return "xlsx" if "[Content_Types].xml" in names and workbooks else "ZIP"


def _opened(data: bytes, password: str) -> tuple[bytes, str]:
    """Return the workbook inside an OLE2 file, decrypted where it was encrypted."""
    import msoffcrypto
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(entry) for entry in ole.listdir()}
        is_book = "EncryptedPackage" in streams or bool(streams & {"Workbook", "Book"})
        office = msoffcrypto.OfficeFile(io.BytesIO(data)) if is_book else None
        is_locked = office is not None and office.is_encrypted()
    # The two libraries raise whatever a damaged structure makes them stumble over.
    except Exception as error:
        raise RefusedError(FileProblem.CORRUPT) from error
    if not is_book:
        word = "WordDocument" in streams
        raise RefusedError(FileProblem.UNSUPPORTED, "Word" if word else "OLE2")
    if office is not None and is_locked:
        data = _decrypted(office, password)
    return data, "xls" if data.startswith(_OLE) else _kind(data)


def _decrypted(office: _Locked, password: str) -> bytes:
    if not password:
        raise RefusedError(FileProblem.PASSWORD)
    out = io.BytesIO()
    try:
        office.load_key(password=password)
        office.decrypt(out)
    except Exception as error:
        wrong = type(error).__name__ in {"InvalidKeyError", "DecryptionError"}
        problem = FileProblem.PASSWORD if wrong else FileProblem.CORRUPT
        raise RefusedError(problem) from error
    return out.getvalue()
