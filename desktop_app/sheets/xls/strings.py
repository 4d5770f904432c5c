"""Texts as the records of an .xls hold them, also across records."""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence

from desktop_app.sheets.struck import runs_of, without_struck
from desktop_app.sheets.text.garbled import is_garbled

_CODE_PAGES = {
    936: "gb18030",
    950: "big5hkscs",
    932: "cp932",
    949: "cp949",
    1200: "utf-16-le",
    1250: "cp1250",
    1251: "cp1251",
    1252: "cp1252",
}
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08
_MOST_STRINGS = 4_000_000
_U16 = struct.Struct("<H")
_I32 = struct.Struct("<i")
_RUN = struct.Struct("<HH")


def byte_text(data: bytes, code_page: int) -> str:
    """Return a text of the time before Unicode."""
    codec = _CODE_PAGES.get(code_page, "gb18030")
    text = data.decode(codec, "replace")
    # Programs wrote Chinese bytes and left the western code page standing.
    if codec == "cp1252" and not data.isascii() and is_garbled(text):
        return data.decode("gb18030", "replace")
    return text


def wide_text(body: bytes, place: int, *, is_long: bool = True) -> str:
    """Return the Unicode text that begins with its length at `place`."""
    length = _U16.unpack_from(body, place)[0] if is_long else body[place]
    start = place + (3 if is_long else 2)
    flags = body[start - 1]
    start += 2 * bool(flags & _RICH) + 4 * bool(flags & _PHONETIC)
    if flags & _WIDE:
        return body[start : start + 2 * length].decode("utf-16-le", "replace")
    return body[start : start + length].decode("latin-1")


def shared_texts(
    parts: Sequence[bytes], struck: Collection[int]
) -> tuple[list[str], frozenset[int]]:
    """Return the table of all texts of a workbook, which goes on from record to record.

    Args:
        parts: The record and those that continue it.
        struck: Numbers of the fonts with a line through the letters.

    Returns:
        The texts, without such letters; and the numbers of those that had some.
    """
    reader = _Texts(parts, struck)
    count = _I32.unpack(reader.take(8)[4:])[0]
    texts, marked = list[str](), set[int]()
    while len(texts) < min(count, _MOST_STRINGS) and reader.has_more():
        texts.append(reader.text())
        if reader.is_struck:
            marked.add(len(texts) - 1)
    return texts, frozenset(marked)


class _Texts:
    """The bytes of a record and of those that continue it.

    Attributes:
        is_struck: Whether letters of the text before were struck through.
    """

    def __init__(self, parts: Sequence[bytes], struck: Collection[int]) -> None:
        self.is_struck = False
        self._struck = struck
        self._parts = parts
        self._number = 0
        self._part = parts[0]
        self._place = 0

    def has_more(self) -> bool:
        """Whether a text follows."""
        return self._place < len(self._part) or self._number + 1 < len(self._parts)

    def take(self, count: int) -> bytes:
        """Return the next bytes, which may stand in two records."""
        found = self._part[self._place : self._place + count]
        self._place += len(found)
        while len(found) < count:
            if not self._next():
                raise EOFError
            more = self._part[: count - len(found)]
            self._place = len(more)
            found += more
        return found

    def text(self) -> str:
        """Return the next text, without letters that are struck through."""
        self.is_struck = False
        if self._place >= len(self._part):
            self._next()
        length = _U16.unpack(self.take(2))[0]
        flags = self.take(1)[0]
        runs = _U16.unpack(self.take(2))[0] if flags & _RICH else 0
        extra = _I32.unpack(self.take(4))[0] if flags & _PHONETIC else 0
        text = self._letters(length, is_wide=bool(flags & _WIDE))
        if runs and self._struck:
            fonts = list(_RUN.iter_unpack(self.take(4 * runs)))
            left = without_struck(runs_of(text, fonts, self._struck))
            self.is_struck = left is not None
            text, runs = left or text, 0
        if runs or extra:
            self._skip(4 * runs + max(extra, 0))
        return text

    def _letters(self, length: int, *, is_wide: bool) -> str:
        width = 2 if is_wide else 1
        end = self._place + width * length
        if end <= len(self._part):
            data = self._part[self._place : end]
            self._place = end
            return data.decode("utf-16-le", "replace") if is_wide else data.decode("latin-1")
        here = (len(self._part) - self._place) // width
        text = self._letters(here, is_wide=is_wide) if here else ""
        # A text that goes on in the next record says anew how wide its letters are.
        if not self._next():
            raise EOFError
        flags = self.take(1)[0]
        return text + self._letters(length - here, is_wide=bool(flags & _WIDE))

    def _skip(self, count: int) -> None:
        while count > 0:
            step = min(count, len(self._part) - self._place)
            self._place += step
            count -= step
            if count and not self._next():
                raise EOFError

    def _next(self) -> bool:
        if self._number + 1 >= len(self._parts):
            return False
        self._number += 1
        self._part, self._place = self._parts[self._number], 0
        return True
