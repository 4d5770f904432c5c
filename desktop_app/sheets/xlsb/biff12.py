"""The records of which the parts of an .xlsb are made."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_U32 = struct.Struct("<I")
_NO_TEXT = 0xFFFFFFFF
_HAS_RUNS = 0x01
_RUN = struct.Struct("<HH")


class RichText(NamedTuple):
    """A text of which parts may have fonts of their own.

    Attributes:
        text: The text.
        fonts: Where each of these parts begins, in units of UTF-16, and the number of its font.
    """

    text: str
    fonts: tuple[tuple[int, int], ...] = ()


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part: kinds and sizes are numbers of seven bits a byte.

    Raises:
        EOFError, IndexError: The part breaks off.
    """
    place, last = 0, len(data)
    while place < last:
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            byte = data[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        if place + size > last:
            raise EOFError
        yield kind, data[place : place + size]
        place += size


def wide_text(body: bytes, place: int) -> tuple[str, int]:
    """Return a text, and the place behind it.

    Raises:
        EOFError, struct.error: It breaks off.
    """
    length = _U32.unpack_from(body, place)[0]
    if length == _NO_TEXT:
        return "", place + 4
    end = place + 4 + 2 * length
    if end > len(body):
        raise EOFError
    return body[place + 4 : end].decode("utf-16-le", "replace"), end


def rich_text(body: bytes, place: int) -> RichText:
    """Return a text that begins with what it has besides its letters.

    Raises:
        EOFError, struct.error: It breaks off.
    """
    text, end = wide_text(body, place + 1)
    if not body[place] & _HAS_RUNS or end + 4 > len(body):
        return RichText(text)
    count = min(_U32.unpack_from(body, end)[0], (len(body) - end - 4) // _RUN.size)
    return RichText(text, tuple(_RUN.iter_unpack(body[end + 4 : end + 4 + _RUN.size * count])))
