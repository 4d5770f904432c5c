"""Codes and numbers of firms, certificates and telephones: normal form and check.

The `is_…` functions judge a text that is in its normal form already.
"""

from __future__ import annotations

import re
from calendar import monthrange
from operator import mul
from string import ascii_uppercase, digits

from desktop_app.domain.texts import fold

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {letter: value for value, letter in enumerate(_USCC_ALPHABET)}
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_USCC = re.compile(rf"[1-9ANY][{_USCC_ALPHABET}][0-9]{{6}}[{_USCC_ALPHABET}]{{10}}")
_ORG = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORG_VALUES = {letter: int(letter, 36) for letter in digits + ascii_uppercase}
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_REG = re.compile(r"[0-9]{15}")
_ID_REGION = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"
_REGION_OF_USCC = re.compile(rf"..(?:{_ID_REGION}|10)")
_ID_CARD = re.compile(rf"{_ID_REGION}((?:19|20)[0-9]{{2}})([0-9]{{2}})([0-9]{{2}})[0-9]{{3}}[0-9X]")
# Until 1999 such numbers had 15 digits: the year had two, and there was no check digit.
_OLD_ID_CARD = re.compile(rf"{_ID_REGION}([2-9][0-9])([0-9]{{2}})([0-9]{{2}})[0-9]{{3}}")
_MANY_DIGITS = re.compile(r"(?:\d[^\w]{0,3}){14}[\dXx]")
_DIGIT_GAPS = re.compile(r"(?<=[0-9])[-.·_]+(?=[0-9X])")
_RUN = re.compile(r"[0-9]{14,}[0-9X]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CERT = re.compile(r"G[RFS]20[0-9]{10}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0[0-9]{2,3}-?)?[1-9][0-9]{6,7}(?:-[0-9]{1,6})?")
_SERVICE_LINE = re.compile(r"[48]00-?[0-9]{3}-?[0-9]{4}")
_AREA_IN_BRACKETS = re.compile(r"\((0[0-9]{2,3})\)-?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def normal_org_code(text: str) -> str:
    """Return an organisation code without hyphen and gaps, in upper case."""
    return fold(text).translate(_DASHES).replace("-", "")


def normal_phone(text: str) -> str:
    """Return a telephone number with plain hyphens: 0574-87654321-123."""
    core = _AREA_IN_BRACKETS.sub(r"\1-", fold(text).translate(_DASHES).replace("转", "-"))
    for prefix in ("+86-", "+86", "0086", "86-"):
        if core.startswith(prefix) and is_mobile(core.removeprefix(prefix)):
            return core.removeprefix(prefix)
    return core


def uscc_check(body: str) -> str:
    """Return the check character for the first 17 characters of a credit code (GB 32100)."""
    total = sum(map(mul, _USCC_WEIGHTS, map(_USCC_VALUES.__getitem__, body)))
    return _USCC_ALPHABET[-total % 31]


def is_uscc(text: str) -> bool:
    """Whether `text` is a unified social credit code: alphabet, first character, check."""
    return _USCC.fullmatch(text) is not None and uscc_check(text[:17]) == text[17]


def org_check(body: str) -> str:
    """Return the check character for the first 8 characters of an organisation code."""
    total = sum(map(mul, _ORG_WEIGHTS, map(_ORG_VALUES.__getitem__, body)))
    return "0123456789X"[-total % 11]


def is_org_code(text: str) -> bool:
    """Whether `text` is an organisation code (GB 11714), written without hyphen."""
    return _ORG.fullmatch(text) is not None and org_check(text[:8]) == text[8]


def reg_check(body: str) -> str:
    """Return the check digit for the first 14 digits of an old registration number."""
    product = 10
    for digit in map(int, body):
        product = ((product + digit) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def is_reg_no(text: str) -> bool:
    """Whether `text` is an old 15-digit registration number (ISO 7064 MOD 11,10)."""
    return _REG.fullmatch(text) is not None and reg_check(text[:14]) == text[14]


def is_id_card(text: str) -> bool:
    """Whether `text` is the number of a person's identity card; such numbers are never kept."""
    if not _is_person(text):
        return False
    return "10X98765432"[sum(map(mul, _ID_WEIGHTS, map(int, text[:17]))) % 11] == text[17]


def _is_person(text: str) -> bool:
    """Whether `text` has region and day of birth where identity cards have them."""
    found = _ID_CARD.fullmatch(text)
    return found is not None and _is_day(*map(int, found.groups()))


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


PERSON_LEFT_OUT = "【身份证号码未写出】"
"""Stands in a sheet that goes back where the number of an identity card stood."""


def holds_id_card(text: str) -> bool:
    """Whether the number of an identity card stands anywhere in `text`, whatever its gaps.

    A number that was mistyped is a person's all the same, and so is one of 15 digits from before
    1999, unless it is a registration number.
    """
    if not _MANY_DIGITS.search(text):
        return PERSON_LEFT_OUT in text
    core = _DIGIT_GAPS.sub("", fold(text).translate(_DASHES))
    return any(map(_runs_over_id_card, _RUN.findall(core)))


def _runs_over_id_card(run: str) -> bool:
    if len(run) == 15:
        found = _OLD_ID_CARD.fullmatch(run)
        is_person = found is not None and _is_day(
            1900 + int(found[1]), *map(int, found.groups()[1:])
        )
        return is_person and not is_reg_no(run)
    if len(run) == 18 and _is_person(run):
        # Some pass the check of a credit code too. Those of firms begin with 9, which no
        # identity card does, and others have their region two places further on.
        return not is_uscc(run) or not _REGION_OF_USCC.match(run) or is_id_card(run)
    return any(is_id_card(run[start : start + 18]) for start in range(len(run) - 17))


def is_cert_no(text: str) -> bool:
    """Whether `text` is the number of a high-tech firm's certificate (GR201733100657)."""
    return _CERT.fullmatch(text) is not None


def is_mobile(text: str) -> bool:
    """Whether `text` is a mobile number of 11 digits."""
    return _MOBILE.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether `text` is a landline (area code and extension optional) or a 400/800 number."""
    return bool(_LANDLINE.fullmatch(text) or _SERVICE_LINE.fullmatch(text))


def cut_by_spreadsheet(text: str) -> bool:
    """Whether an all-digit code of 18 places has lost its last three in a number cell."""
    return len(text) == 18 and text.isdigit() and text.endswith("000") and not is_uscc(text)
