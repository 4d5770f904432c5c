"""Finds the encoding of a text file: byte marks, then what its bytes can and cannot be."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from desktop_app.sheets.read_errors import GARBLED, FileProblem, RefusedError
from desktop_app.sheets.text.garbled import are_garbled

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOW = 1024 * 1024
_HEAD = 20_000
_LONGEST_LETTER = 3
_CONTROL_SHARE = 0.02
_BAD_SHARE = 0.02
_FEW_BAD = 3
_WORDS = re.compile(r"[^ \t\r\n,;|，]+")


class Encoding(NamedTuple):
    """How the bytes of a text are read.

    Attributes:
        name: "utf-8", "utf-16" or "gb18030", as shown to people.
        codec: What Python calls it, and `skip` how many bytes stand before the text.
        skip: See above.
        is_damaged: Whether some bytes are no letters of it and are read as U+FFFD.
    """

    name: str
    codec: str
    skip: int = 0
    is_damaged: bool = False


def encoding_of(data: bytes) -> Encoding:
    """Return the encoding of a text.

    Raises:
        RefusedError: The bytes are no text, half a text, or one whose letters are lost.
    """
    found = _marked(data) or _wide(data) or _narrow(data)
    _check_head(data, found)
    return found


def _marked(data: bytes) -> Encoding | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            codec = name if name == "utf-8" else f"{name}-{'le' if mark[0] == 0xFF else 'be'}"
            return _complete(data, Encoding(name, codec, len(mark)))
    return None


def _wide(data: bytes) -> Encoding | None:
    """Recognise UTF-16 without a mark: every other byte of its digits and signs is 0."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not even and not odd:
        return None
    for here, other, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if here > 20 * other:
            try:
                text = head[: len(head) // 2 * 2].decode(codec, "strict")
            except UnicodeDecodeError:
                continue
            if "\n" in text or "\t" in text or "," in text:
                return _complete(data, Encoding("utf-16", codec))
    return None


def _narrow(data: bytes) -> Encoding:
    for name in ("utf-8", "gb18030"):
        position = _first_bad(data, name)
        if position < 0:
            return Encoding(name, name)
        # Good to the last letter and then cut: not another encoding, but half a file.
        if position >= len(data) - _LONGEST_LETTER and not data[:position].isascii():
            raise RefusedError(FileProblem.CORRUPT)
        if _is_mostly(data, name):
            return Encoding(name, name, is_damaged=True)
    raise RefusedError(FileProblem.UNSUPPORTED)


def _complete(data: bytes, found: Encoding) -> Encoding:
    """Check a text whose encoding its first bytes tell."""
    text = data[found.skip :]
    position = _first_bad(text, found.codec)
    if position < 0:
        return found
    if position >= len(text) - _LONGEST_LETTER:
        raise RefusedError(FileProblem.CORRUPT)
    if not _is_mostly(text, found.codec):
        raise RefusedError(FileProblem.UNSUPPORTED)
    return found._replace(is_damaged=True)


def _first_bad(data: bytes, codec: str) -> int:
    """Return the place of the first byte that is no letter, or -1."""
    decoder = codecs.getincrementaldecoder(codec)()
    for start in range(0, len(data), _WINDOW):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _WINDOW], start + _WINDOW >= len(data))
        except UnicodeDecodeError as error:
            return start - held + error.start
    return -1


def _is_mostly(data: bytes, codec: str) -> bool:
    """Whether but few bytes of a text are no letters of an encoding."""
    text = data[: 2 * _WINDOW].decode(codec, "replace")
    bad = text.count("\ufffd")
    foreign = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    return bad <= _FEW_BAD < foreign or bad < foreign * _BAD_SHARE


def _check_head(data: bytes, found: Encoding) -> None:
    """Refuse what decodes by chance but is no text, or what was decoded wrongly once before."""
    head = data[found.skip : found.skip + 2 * _HEAD].decode(found.codec, "replace")[:_HEAD]
    controls = sum(1 for sign in head if sign < " " and sign not in "\t\r\n\f")
    if "\0" in head or controls > len(head) * _CONTROL_SHARE:
        raise RefusedError(FileProblem.UNSUPPORTED)
    if are_garbled(_WORDS.findall(head)):
        raise RefusedError(FileProblem.CORRUPT, GARBLED)
