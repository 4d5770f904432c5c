"""A text that goes with a workbook unseen and comes back with it, in its own properties."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import RefusedError
from desktop_app.sheets.xlsx import read_xml

if TYPE_CHECKING:
    from openpyxl import Workbook

_NAME = "shuangbei"
_PART = "docProps/custom.xml"
_PIECE = 240
"""Signs of one property; spreadsheet programs keep 255."""
_LARGEST = 4 * 1024 * 1024


def put(book: Workbook, text: str) -> None:
    """Let a workbook carry a text."""
    from openpyxl.packaging.custom import StringProperty

    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode() if text else ""
    for number, start in enumerate(range(0, len(packed), _PIECE), start=1):
        piece = packed[start : start + _PIECE]
        kept = StringProperty(name=f"{_NAME}{number:04}", value=piece)
        book.custom_doc_props.append(kept)  # type: ignore[attr-defined]  # missing in the stubs


def read(data: bytes) -> str:
    """Return the text that an .xlsx carries, or "" where it carries none that is whole."""
    try:
        with caps.check_zip(data) as archive:
            root = read_xml.parsed(caps.read_part(archive, _PART))
        pieces = {
            item.get("name", ""): "".join(map(str, item.itertext()))
            for item in (root if root is not None else ())
            if item.get("name", "").startswith(_NAME)
        }
        packed = base64.b64decode("".join(pieces[name] for name in sorted(pieces)), validate=True)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(packed, _LARGEST) if packed else b""
        return text.decode() if not packed or unpacking.eof else ""
    except (BadZipFile, caps.OverCapError, RefusedError, ValueError, zlib.error):
        return ""
