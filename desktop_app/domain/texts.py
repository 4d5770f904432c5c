"""Texts as people type them, brought into one form."""

from __future__ import annotations

import json
import re
import unicodedata

# What fonts show nothing of, or what turns the signs behind it around (Unicode calls most of them
# default-ignorable). Not U+E0100 to U+E01EF: those pick the shape of a rare character in a name.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_BREAKS = re.compile(r"[\t\n\r]")
_UNSEEN_SIGN = re.compile(rf"[{_UNSEEN}]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_GAPS = re.compile(rf"[\s{_UNSEEN}]+")
_EDGES = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")
_NARROW = {
    **{0xFF01 + place: 0x21 + place for place in range(94)},
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], 0x20),
    0xFFE5: 0xA5,
}
# Control characters, lone surrogates, line separators, and code points that are no characters.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fold(text: str) -> str:
    """Return `text` as codes are compared: NFKC, no whitespace or zero-width, upper case.

    The sign of a ratio, which input methods offer for a colon, is one.
    """
    if text.isascii():
        return "".join(text.split()).upper()
    joined = _GAPS.sub("", unicodedata.normalize("NFKC", text.replace("∶", ":")))
    # Taking characters out and changing case can each leave letters apart that belong together.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", joined).upper())


def tidy(text: str) -> str:
    """Return `text` as it is stored: NFC, without unseen signs, nor whitespace at both ends.

    Two names that nobody can tell apart shall be one, and none shall be blank to the eye.
    """
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", _UNSEEN_SIGN.sub("", text)).strip()


def plain_width(text: str) -> str:
    """Return `text` with full-width signs made narrow, stripped at both ends.

    Numbers and dates are read from this: NFKC would make 52 of 5² and 1 of ①.
    """
    if text.isascii():
        return text.strip()
    return _EDGES.sub("", text.translate(_NARROW))


def is_legible(text: str) -> bool:
    """Whether lines of text show something, and nothing that turns their signs around."""
    lines = _BREAKS.split(text)
    return bool(tidy(text)) and not any(map(has_control, lines)) and not _TURNING.search(text)


def has_unseen(text: str) -> bool:
    """Whether `text` holds a sign of which people see nothing, or which turns others around."""
    return not text.isascii() and _UNSEEN_SIGN.search(text) is not None


def written_out(text: str) -> str:
    """Return `text` with what nobody would see of it written as its number: 甬[U+200B]江."""
    return "".join(
        one if one.isprintable() and not has_unseen(one) else f"[U+{ord(one):04X}]" for one in text
    )


def has_control(text: str) -> bool:
    """Whether `text` holds a character that neither a cell nor a file may carry."""
    return not text.isprintable() and _CONTROLS.search(text) is not None


def toml_string(text: str) -> str:
    """Return `text` as TOML writes a string."""
    # TOML wants the sign 7F escaped, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
