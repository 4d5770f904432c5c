"""Knows a file by its content; what it is called is of no account."""

from __future__ import annotations

import io
import re

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.read_spreadsheetml import NAMESPACE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLDEST = re.compile(rb"\x09(?:\x00\x04\x00|[\x02\x04]\x06\x00|\x08[\x04-\x10]\x00)")
"""The first record of an .xls that has no container."""
_FOREIGN = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"SQLite format 3": "SQLite",
    b"\x00\x01\x00\x00Standard ": "Access",
    b"MZ": "EXE",
    b"OFD": "OFD",
}
_ZIP_KINDS = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "ofd.xml": "OFD",
    "index/document.iwa": "Numbers",
}
_HEAD = 8192
_NOISE = b"\xef\xbb\xbf \r\n\t"
_HTML = re.compile(
    rb"<!doctype\s+html|<html|<table|<head|<body|<meta|<style|<div|<t[rdh]\b|<xmp|<br",
    re.IGNORECASE,
)
_TABLE = re.compile(rb"<table\b[^>]*>.{0,2000}?<t[rdh]\b|<tr\b[^>]*>\s*<t[dh]\b", re.I | re.DOTALL)
_MHTML = re.compile(
    rb"(?:^|\n)(?:mime-version|content-type)\s*:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE
)
_FLAT_ODF = b"urn:oasis:names:tc:opendocument:xmlns:office"


def kind_of(data: bytes) -> str:
    """Return what bytes are: "xlsx", "xlsb", "ods", "ole", "xls", "text", or a foreign name.

    Raises:
        OverCapError: A zipped file is too large.
        zipfile.BadZipFile: A zipped file is damaged.
    """
    if data.startswith(OLE):
        return "ole"
    if data.startswith(_ZIPS):
        return _zip_kind(data)
    if _OLDEST.match(data):
        return "xls"
    for start, name in _FOREIGN.items():
        if data.startswith(start):
            return name
    return _markup_kind(_head(data))


def _head(data: bytes) -> bytes:
    """Return the beginning in single bytes, so that words of ASCII can be looked for."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(0) * 3 > len(head[:200]):
        head = head.replace(b"\0", b"")
    return head.lstrip(_NOISE + b"\xff\xfe")


def _markup_kind(head: bytes) -> str:
    if head.startswith(b"<"):
        if NAMESPACE in head:
            return "xml"
        if _FLAT_ODF in head:
            return "OpenDocument XML"
        return "html" if _HTML.search(head) else "XML"
    if _MHTML.match(head) or (head.startswith(b"From: ") and _MHTML.search(head)):
        return "mhtml" if b"multipart/related" in head or b"text/html" in head else "MIME"
    # Some programs print a warning or a line of text before their table.
    return "html" if _TABLE.search(head) else "text"


def _zip_kind(data: bytes) -> str:
    with caps.check_zip(data) as archive:
        names = {name.lower().replace("\\", "/").lstrip("/") for name in archive.namelist()}
        for part, kind in _ZIP_KINDS.items():
            if part in names:
                return kind
        if "content.xml" in names and "mimetype" in names:
            mime = caps.read_part(archive, "mimetype")
            return "ods" if b"opendocument.spreadsheet" in mime else "OpenDocument"
        if "[content_types].xml" in names:
            if any(name.endswith("workbook.xml") for name in names):
                return "xlsx"
            return "xlsb" if any(name.endswith("workbook.bin") for name in names) else "ZIP"
        return "ZIP"


def ole_kind(data: bytes) -> str:
    """Return what an OLE2 container holds: "xls", "locked" for an encrypted workbook, or a name.

    Raises:
        RefusedError: Its structure is damaged.
    """
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(entry).lower() for entry in ole.listdir()}
    # The library raises whatever a damaged structure makes it stumble over.
    except Exception as error:
        raise RefusedError(FileProblem.CORRUPT) from error
    if "encryptedpackage" in streams:
        return "locked"
    if streams & {"workbook", "book"}:
        return "xls"
    if "worddocument" in streams:
        return "Word"
    return "PowerPoint" if "powerpoint document" in streams else "OLE2"
