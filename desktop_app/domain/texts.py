"""Texts as people type them, brought into one form."""

from __future__ import annotations

import json
import re
import unicodedata

_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_GAPS = re.compile(rf"[\s{_UNSEEN}]+")
_EDGES = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")
_NARROW = {
    **{0xFF01 + place: 0x21 + place for place in range(94)},
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], 0x20),
    0xFFE5: 0xA5,
}
# Control characters, lone surrogates, line separators and the two code points XML cannot carry.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def fold(text: str) -> str:
    """Return `text` as codes are compared: NFKC, no whitespace or zero-width, upper case."""
    if text.isascii():
        return "".join(text.split()).upper()
    joined = _GAPS.sub("", unicodedata.normalize("NFKC", text))
    # Taking characters out and changing case can each leave letters apart that belong together.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", joined).upper())


def tidy(text: str) -> str:
    """Return `text` as it is stored: NFC, without whitespace or zero-width at both ends."""
    if text.isascii():
        return text.strip()
    return _EDGES.sub("", unicodedata.normalize("NFC", text))


def plain_width(text: str) -> str:
    """Return `text` with full-width signs made narrow, stripped at both ends.

    Numbers and dates are read from this: NFKC would make 52 of 5² and 1 of ①.
    """
    if text.isascii():
        return text.strip()
    return _EDGES.sub("", text.translate(_NARROW))


def has_control(text: str) -> bool:
    """Whether `text` holds a character that neither a cell nor a file may carry."""
    return not text.isprintable() and _CONTROLS.search(text) is not None


def toml_string(text: str) -> str:
    """Return `text` as TOML writes a string."""
    # TOML wants the sign 7F escaped, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
