"""Reads what people noted on the cells of an .xls."""

from __future__ import annotations

import struct

from desktop_app.sheets.xls.book import BiffBook, sheet_records
from desktop_app.sheets.xls.strings import byte_text

_NOTE, _OBJECT, _TEXT, _CONTINUE = 0x001C, 0x005D, 0x01B6, 0x003C
_PLACE = struct.Struct("<HHHH")
_WIDE = 0x01
_LONGEST = 2_000


def comments_of(book: BiffBook, start: int) -> dict[tuple[int, int], str]:
    """Return the comments of the sheet whose records begin at `start`, by (row, column)."""
    found: dict[tuple[int, int], str] = {}
    texts: dict[int, str] = {}
    places: dict[int, tuple[int, int]] = {}
    shape = last = 0
    for kind, place, size in sheet_records(book.stream, start):
        body = book.stream[place : place + size]
        if kind == _OBJECT and len(body) >= 8:
            shape = int.from_bytes(body[6:8], "little")
        elif kind == _CONTINUE and last == _TEXT:
            texts[shape] = _text(body)
        elif kind == _NOTE and len(body) >= _PLACE.size:
            row, column, third, number = _PLACE.unpack_from(body)
            if book.version == 8:
                places[number] = (row + 1, column)
            else:
                length = min(third, len(body) - 6)
                found[row + 1, column] = byte_text(body[6 : 6 + length], book.code_page)
        last = kind
    return found | {at: texts[number] for number, at in places.items() if texts.get(number)}


def _text(body: bytes) -> str:
    """Return the text that continues a text box: a byte that says how wide it is, then signs."""
    codec = "utf-16-le" if body[:1] and body[0] & _WIDE else "latin-1"
    return body[1 : 1 + 2 * _LONGEST].decode(codec, "replace")
