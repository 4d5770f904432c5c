"""What stands around a code in its cell, and the signs that are mistaken for others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from desktop_app.domain.texts import fold

SEVERAL = "*"
"""Said of a cell that holds more than one code."""

_QUOTES = "'\"`´‘’“”「」『』《》<>*#"
_ENDS = ",，;；。、:：."
_POWER = re.compile(r"\d(?:\.\d+)?E\+?\d+")
_TOKEN = re.compile(r"[0-9A-Z][0-9A-Z.·-]*[0-9A-Z]")
# Letters of other alphabets that look like Latin ones, and letters that stand for digits.
_LATIN = str.maketrans("АВЕКМНОРСТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXYABEZHIKMNOPTYX")
_DIGITS = str.maketrans("OI|!", "0111")
_MORE_DIGITS = str.maketrans("OI|!SZ", "011152")


def trimmed(text: str) -> str:
    """Return a code's cell folded, without quotes around it and signs behind it."""
    return fold(text).strip(_QUOTES).rstrip(_ENDS).strip(_QUOTES)


def is_power(core: str) -> bool:
    """Whether a spreadsheet wrote a number with its power of ten, which loses digits."""
    return _POWER.fullmatch(core) is not None


def lookalikes(core: str) -> Iterator[str]:
    """Yield what a code may be in which signs were mistaken for others that look like them.

    Only the check digit can tell whether one of these was meant.
    """
    latin = core.translate(_LATIN)
    for table in ({}, _DIGITS, _MORE_DIGITS):
        code = latin.translate(table)
        if code != core:
            yield code


def code_in(text: str, is_sure: Callable[[str], bool]) -> str:
    """Return the one code that stands among words in a cell.

    Args:
        text: The cell.
        is_sure: Whether a part of it is a code beyond doubt.

    Returns:
        The code; `SEVERAL` where different ones stand there, "" for none.
    """
    tokens = (token for part in text.split() for token in _TOKEN.findall(fold(part)))
    plain = (token.replace("-", "").replace(".", "") for token in tokens)
    found = dict.fromkeys(filter(is_sure, plain))
    # A credit code holds the organisation code that may stand beside it.
    whole = [code for code in found if not any(code != other and code in other for other in found)]
    if len(whole) > 1:
        return SEVERAL
    return whole[0] if whole else ""
