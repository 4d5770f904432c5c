"""Knows text whose letters were lost before it came to us: decoded wrongly, and saved so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

# What is left of letters that had no code: U+FFFD itself, and its UTF-8 bytes read as GBK.
_LOST = re.compile("\ufffd|锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯")
# Western letters in a row: bytes that were each taken for a letter. Signs such as × and · are not.
_WESTERN = re.compile(
    "(?:[\xc0-\xd6\xd8-\xf6\xf8-\xff][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2018-\u203a\u20ac\u2122]*)"
    "{3,}"
)
_FOREIGN = re.compile("[^\x00-\xff]{4,}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LOOKED_AT = 2_000
_FEW = 3


def is_garbled(text: str) -> bool:
    """Whether a cell's text has lost letters, or is another text read in the wrong encoding."""
    if text.isascii():
        return False
    return bool(_LOST.search(text) or _WESTERN.search(text) or _is_misread(text))


def are_garbled(texts: Iterable[str]) -> bool:
    """Whether most of some texts, as far as one can tell by them, are garbled."""
    foreign = [text for text in islice(texts, _LOOKED_AT) if not text.isascii() and len(text) > 2]
    if len(foreign) < _FEW:
        return False
    # Letters of one's own stand for a rare character now and then, never in most words.
    return sum(is_garbled(t) or bool(_PRIVATE.search(t)) for t in foreign) * 2 > len(foreign)


def _is_misread(text: str) -> bool:
    """Whether a text is UTF-8 that was read as GBK: Chinese never makes good UTF-8 by chance."""
    for run in _FOREIGN.findall(text):
        data = run.encode("gb18030", "ignore")
        again = data.decode("utf-8", "replace")
        bad = again.count("\ufffd") + again.count("?")
        good = sum("\u2e80" <= sign <= "\uffef" and sign != "\ufffd" for sign in again)
        if good >= 2 and bad * 3 <= good:
            return True
    return False
