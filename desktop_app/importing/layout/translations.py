"""What headings say again in English, or call columns in a data base."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import scale_apart, unit_of

_LATIN = r"(?P<english>[A-Za-z][A-Za-z0-9&.,'()/\- ]{2,})"
_OWN_FIRST = r"(?P<own>.*[\u4e00-\u9fff)）:：])"
_ENGLISH = (
    re.compile(rf"{_OWN_FIRST}[\s/]+{_LATIN}"),
    re.compile(rf"{_OWN_FIRST}\s*[(（]{_LATIN}[)）]"),
    re.compile(rf"{_LATIN}[\s/]+(?P<own>[\u4e00-\u9fff].*)"),
)
_LOWER = re.compile("[a-z]{2}")
_LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z&.,'()/% -]{2,}")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{2,}")
"""What a data base calls a column: qymc, reg_date2."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def is_translation(text: str) -> bool:
    """Whether a text has nothing but Latin words: R&D staff; or names a column of a data base."""
    text, _scale = scale_apart(text)
    is_name = _IDENTIFIER.fullmatch(text) is not None and not is_official(text)
    is_latin = is_name or _LATIN_WORDS.fullmatch(text.strip()) is not None
    return is_latin and unit_of(text) is None


def is_official(text: str) -> bool:
    """Whether a text is the official code of a column: qc05_0."""
    return layout_words().official.fullmatch(fold(text)) is not None


def in_own_words(levels: Sequence[str]) -> list[str]:
    """Return the rows of a heading without those that say it again in English, but for the unit."""
    own = [level for level in levels if not is_translation(level)]
    if not any(map(_CHINESE.search, own)):
        return list(levels)
    scales = (scale_apart(level)[1] for level in levels if level not in own)
    return [*own, *filter(None, scales)]


def without_translation(level: str) -> str:
    """Return a heading without its English behind or before it: 年度 (Year); R&D 人员 has none.

    The unit that only the English names is kept: 营业收入 Revenue (RMB 10,000).
    """
    level, scale = scale_apart(level)
    found = (pattern.fullmatch(level) for pattern in _ENGLISH)
    own = next((one["own"] for one in found if one and _is_english(one["english"])), level)
    return f"{own}({scale})" if scale else own


def _is_english(text: str) -> bool:
    return bool(_LOWER.search(text)) and unit_of(text) is None and not is_official(text)
