"""Patent application numbers: Chinese ones with their check digit, PCT, and what they are not."""

from __future__ import annotations

import re
from operator import mul

from desktop_app.domain.texts import fold

PATENT_TYPES = "12389"
"""发明, 实用新型, 外观设计, PCT发明, PCT实用新型."""

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
# What the bytes of as many zeros weigh: digits are weighed as they stand in a text.
_OF_ZEROS = {digits: ord("0") * sum(_WEIGHTS[:digits]) for digits in (8, 12)}
_PREFIX = re.compile(r"^(?:ZL|CN)[.:]?(?=[0-9]{8})")
_DOTS = str.maketrans("·。•", "...")
# Year and type, as every domestic number begins: 12 digits since October 2003, 8 before.
_NEW = rf"20[0-9]{{2}}[{PATENT_TYPES}][0-9]{{7}}"
_OLD = rf"(?:8[5-9]|9[0-9]|0[0-3])[{PATENT_TYPES}][0-9]{{5}}"
_VALID = re.compile(rf"({_NEW}|{_OLD})\.([0-9X])")
_UNDOTTED = re.compile(rf"({_NEW}|{_OLD})-?([0-9X])")
_UNCHECKED = re.compile(rf"{_NEW}|{_OLD}")
_PCT = re.compile(r"PCT/?([A-Z]{2})/?(?:((?:19|20)[0-9]{2})/?([0-9]{6})|([0-9]{2})/?([0-9]{5}))")
_VALID_PCT = re.compile(r"PCT/[A-Z]{2}(?:20[0-9]{2}/[0-9]{6}|[0-9]{2}/[0-9]{5})")
_PUBLICATION = re.compile(
    r"CN[0-9]{7,9}[ABCUSY][0-9]?|1[0-9]{8}[AB]|[23][0-9]{8}[US]|WO/?[0-9]{4}/?[0-9]{6}(?:A[0-9])?"
)


def patent_check(body: str) -> str:
    """Return the check digit for the 12 or 8 digits of a Chinese application number."""
    weighed = sum(map(mul, _WEIGHTS, body.encode()))
    return "0123456789X"[(weighed - _OF_ZEROS[len(body)]) % 11]


def normal_patent_no(text: str) -> str:
    """Return 201710601862.3 or PCT/CN2021/123456 for whatever way of writing it.

    A Chinese number without its check digit gets it; a wrong one stays to be judged. Numbers of
    other offices come back folded.
    """
    core = _PREFIX.sub("", fold(text).translate(_DOTS))
    if _UNCHECKED.fullmatch(core):
        return f"{core}.{patent_check(core)}"
    undotted = _UNDOTTED.fullmatch(core)
    # 9 digits may be another office's number, so there the check digit decides.
    if undotted and (len(core) > 10 or patent_check(undotted[1]) == undotted[2]):
        return f"{undotted[1]}.{undotted[2]}"
    pct = _PCT.fullmatch(core)
    if pct:
        return "PCT/" + pct[1] + "/".join(part for part in pct.groups()[1:] if part)
    return core


def is_patent_no(text: str) -> bool:
    """Whether `text` is a Chinese application number in normal form with the right check digit."""
    found = _VALID.fullmatch(text)
    return found is not None and patent_check(found[1]) == found[2]


def is_pct_no(text: str) -> bool:
    """Whether `text` is a PCT application number in normal form."""
    return _VALID_PCT.fullmatch(text) is not None


def is_publication_no(text: str) -> bool:
    """Whether `text` is a publication or grant number (CN112345678A): never count by these."""
    return _PUBLICATION.fullmatch(fold(text)) is not None


def lacks_check_digit(text: str) -> bool:
    """Whether `text` is a Chinese application number whose check digit was lost."""
    return _UNCHECKED.fullmatch(_PREFIX.sub("", fold(text))) is not None
