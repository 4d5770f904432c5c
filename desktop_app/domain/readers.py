"""Texts and identifiers as typed: brought into normal form, refused where no use can be made.

A wrong check digit is kept, for a rule to judge. Every function gives None for a blank text and
raises BadValue with its reason.
"""

from __future__ import annotations

import re

from desktop_app.domain.identifiers import is_id_card, normal_org_code, normal_phone
from desktop_app.domain.patents import is_publication_no, normal_patent_no
from desktop_app.domain.reasons import BadValue, Reason
from desktop_app.domain.texts import fold, has_control, tidy

MAX_TEXT = 500
MAX_CODE = 50
_USCC_CHARACTERS = re.compile(r"[0-9A-HJ-NP-RTUW-Y]+")
_ORG_CHARACTERS = re.compile(r"[0-9A-Z]+")
_CERT_CHARACTERS = re.compile(r"[0-9A-Z-]+")
_PATENT_CHARACTERS = re.compile(r"[0-9A-Z./,-]+")
_PHONE_CHARACTERS = re.compile(r"[0-9+()/;,、*#-]+")
_POWER = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")
_YES = frozenset(("是", "对", "√", "✓", "✔", "☑", "■", "Y", "YES", "T", "TRUE", "1"))
_NO = frozenset(("否", "非", "×", "✗", "✘", "✕", "□", "☐", "X", "N", "NO", "F", "FALSE", "0"))


def _checked(core: str, limit: int) -> str | None:
    if has_control(core):
        raise BadValue(Reason.CONTROL_CHARACTER)
    if len(core) > limit:
        raise BadValue(Reason.TOO_LONG)
    return core or None


def read_text(text: str) -> str | None:
    """Return a text as it is stored: composed, stripped, without control characters."""
    return _checked(tidy(text), MAX_TEXT)


def _shaped(core: str, shape: re.Pattern[str], length: int = 0) -> str | None:
    """Return `core` if it is written in the characters of its kind (and is `length` long)."""
    if not core:
        return None
    if _POWER.fullmatch(core):
        raise BadValue(Reason.LOST_DIGITS)
    if not shape.fullmatch(core):
        raise BadValue(Reason.WRONG_CHARACTER)
    if length and len(core) != length:
        raise BadValue(Reason.WRONG_LENGTH)
    return _checked(core, MAX_CODE)


def read_uscc(text: str) -> str | None:
    """Return the 18 characters of a credit code; the number of an identity card is refused."""
    core = fold(text)
    if is_id_card(core):
        raise BadValue(Reason.ID_CARD)
    return _shaped(core, _USCC_CHARACTERS, 18)


def read_reg_no(text: str) -> str | None:
    """Return an old registration number of whatever kind; never that of an identity card."""
    core = fold(text)
    if _POWER.fullmatch(core):
        raise BadValue(Reason.LOST_DIGITS)
    if is_id_card(core):
        raise BadValue(Reason.ID_CARD)
    return _checked(core, MAX_CODE)


def read_patent_no(text: str) -> str | None:
    """Return an application number; a publication number is refused."""
    if is_publication_no(text):
        raise BadValue(Reason.PUBLICATION_NO)
    return _shaped(normal_patent_no(text), _PATENT_CHARACTERS)


def read_bool(text: str) -> int | None:
    """Return 1 for yes and 0 for no, ticked or written."""
    core = fold(text)
    if core in _YES or core in _NO:
        return int(core in _YES)
    if core:
        raise BadValue(Reason.NOT_YES_OR_NO)
    return None


def read_org_code(text: str) -> str | None:
    """Return the 9 characters of an organisation code, without hyphen."""
    return _shaped(normal_org_code(text), _ORG_CHARACTERS, 9)


def read_cert_no(text: str) -> str | None:
    """Return the number of a certificate."""
    return _shaped(fold(text), _CERT_CHARACTERS)


def read_phone(text: str) -> str | None:
    """Return a telephone number, or several."""
    return _shaped(normal_phone(text), _PHONE_CHARACTERS)
