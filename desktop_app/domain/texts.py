"""Texts as people type them, brought into one form."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_GAPS = re.compile(rf"[\s{_UNSEEN}]+")
_EDGES = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")
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
    """Return `text` with full-width characters made narrow (NFKC), stripped at both ends."""
    if text.isascii():
        return text.strip()
    return _EDGES.sub("", unicodedata.normalize("NFKC", text))


def has_control(text: str) -> bool:
    """Whether `text` holds a character that neither a cell nor a file may carry."""
    return not text.isprintable() and _CONTROLS.search(text) is not None
