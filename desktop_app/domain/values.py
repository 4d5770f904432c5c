"""Typed texts to stored values and back: one place for grid, form, import, sheet and digest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from desktop_app.domain.codes import read_code
from desktop_app.domain.dates import FIRST_YEAR, read_date, read_month, read_year
from desktop_app.domain.identifiers import is_id_card, normal_org_code, normal_phone
from desktop_app.domain.numerals import LIMIT, plain_number, read_scaled, shown_number
from desktop_app.domain.patents import is_publication_no, normal_patent_no
from desktop_app.domain.plans import Stored
from desktop_app.domain.reasons import BadValue, Reason
from desktop_app.domain.texts import fold, has_control, tidy

__all__ = ["BadValue", "FieldType", "Reason", "ValueFormat"]

MONEY_PLACES = {"分": 0, "元": 2, "千元": 5, "万元": 6, "百万元": 8, "亿元": 10}
"""Display units of money, as the power of ten of 分 in one."""

MAX_TEXT = 500
MAX_CODE = 50
_QUICK_DIGITS = 13
_USCC_CHARACTERS = re.compile(r"[0-9A-HJ-NP-RTUW-Y]+")
_ORG_CHARACTERS = re.compile(r"[0-9A-Z]+")
_CERT_CHARACTERS = re.compile(r"[0-9A-Z-]+")
_PATENT_CHARACTERS = re.compile(r"[0-9A-Z./,-]+")
_PHONE_CHARACTERS = re.compile(r"[0-9+()/;,、*#-]+")
_POWER = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")
_YES = frozenset(("是", "对", "√", "✓", "✔", "☑", "■", "Y", "YES", "T", "TRUE", "1"))
_NO = frozenset(("否", "非", "×", "✗", "✘", "✕", "□", "☐", "X", "N", "NO", "F", "FALSE", "0"))


class FieldType(StrEnum):
    """What a field holds, and how it is stored."""

    TEXT = "text"  # str, stripped; "" is stored as None
    CODE = "code"  # str, a code of the field's code list
    USCC = "uscc"  # str, 18 characters, normalised (GB 32100)
    ORG_CODE = "org_code"  # str, 9 characters without hyphen (GB 11714)
    REG_NO = "reg_no"  # str, old registration number
    PATENT_NO = "patent_no"  # str, 201710601862.3 or PCT/CN2021/123456
    CERT_NO = "cert_no"  # str, GR201733100657
    PHONE = "phone"  # str
    MONEY = "money"  # int, 分
    COUNT = "count"  # int
    DECIMAL = "decimal"  # int, value * 10**scale
    DATE = "date"  # str, 2024-12-31
    MONTH = "month"  # str, 2024-12
    YEAR = "year"  # int
    BOOL = "bool"  # int, 0 or 1


NUMBERS = frozenset({FieldType.MONEY, FieldType.COUNT, FieldType.DECIMAL})


@dataclass(frozen=True)
class ValueFormat:
    """How the texts of one field are read and shown.

    Attributes:
        type: What the field holds.
        unit: Display unit; money needs one of `MONEY_PLACES`.
        scale: Decimal places of a decimal.
    """

    type: FieldType
    unit: str = ""
    scale: int = 0

    def __post_init__(self) -> None:
        """Refuse what no text could ever be read by.

        Raises:
            ValueError: Money without a display unit that is known.
        """
        if self.type is FieldType.MONEY and self.unit not in MONEY_PLACES:
            raise ValueError(self.unit)

    @cached_property
    def places(self) -> int:
        """The power of ten between a stored number and the number shown."""
        if self.type is FieldType.MONEY:
            return MONEY_PLACES[self.unit]
        return self.scale if self.type is FieldType.DECIMAL else 0

    @cached_property
    def factor(self) -> int:
        """The stored number that is shown as 1: 分 per display unit, or 10**scale."""
        return int(10**self.places)

    def parse(self, text: str, codes: Mapping[str, str] | None = None) -> Stored:
        """Return the value that `text` stands for, None for a blank text.

        `codes` gives the code for every way of writing it, as `codes.spellings` makes it; only
        fields of type code look at it.

        Raises:
            BadValue: The text is no value of this field.
        """
        kind = self.type
        if kind in NUMBERS:
            if text.isdigit() and text.isascii() and len(text) <= _QUICK_DIGITS:
                number = int(text) * self.factor
                if number < LIMIT:
                    return number
            return read_scaled(text, self.places, self.unit)
        if kind is FieldType.DATE and _is_iso_date(text):
            return text
        if kind is FieldType.CODE:
            return _read_text(text) if codes is None else read_code(text, codes)
        return _READERS[kind](text)

    def show(self, stored: Stored) -> str:
        """Return the text of the grid: thousands commas, true minus, 是/否; "" for a blank."""
        if stored is None:
            return ""
        if isinstance(stored, str):
            return stored
        if self.type in NUMBERS:
            return shown_number(stored, self.places)
        if self.type is FieldType.BOOL:
            return "是" if stored else "否"
        return str(stored)

    def plain(self, stored: Stored) -> str:
        """Return the canonical text of digests and JSON: ASCII numbers without commas."""
        if stored is None:
            return ""
        if isinstance(stored, str):
            return stored
        return plain_number(stored, self.places)

    def number(self, stored: Stored) -> Decimal | None:
        """Return a stored number in its display unit, exactly; None for blanks and texts."""
        if not isinstance(stored, int):
            return None
        return Decimal(plain_number(stored, self.places))


def _is_iso_date(text: str) -> bool:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return False
    try:
        return date.fromisoformat(text).year >= FIRST_YEAR
    except ValueError:
        return False


def _checked(core: str, limit: int) -> str | None:
    if has_control(core):
        raise BadValue(Reason.CONTROL_CHARACTER)
    if len(core) > limit:
        raise BadValue(Reason.TOO_LONG)
    return core or None


def _read_text(text: str) -> str | None:
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


def _read_uscc(text: str) -> str | None:
    core = fold(text)
    if is_id_card(core):
        raise BadValue(Reason.ID_CARD)
    return _shaped(core, _USCC_CHARACTERS, 18)


def _read_reg_no(text: str) -> str | None:
    core = fold(text)
    if _POWER.fullmatch(core):
        raise BadValue(Reason.LOST_DIGITS)
    if is_id_card(core):
        raise BadValue(Reason.ID_CARD)
    return _checked(core, MAX_CODE)


def _read_patent_no(text: str) -> str | None:
    if is_publication_no(text):
        raise BadValue(Reason.PUBLICATION_NO)
    return _shaped(normal_patent_no(text), _PATENT_CHARACTERS)


def _read_bool(text: str) -> int | None:
    core = fold(text)
    if core in _YES or core in _NO:
        return int(core in _YES)
    if core:
        raise BadValue(Reason.NOT_YES_OR_NO)
    return None


_READERS: Mapping[FieldType, Callable[[str], Stored]] = {
    FieldType.TEXT: _read_text,
    FieldType.USCC: _read_uscc,
    FieldType.ORG_CODE: lambda text: _shaped(normal_org_code(text), _ORG_CHARACTERS, 9),
    FieldType.REG_NO: _read_reg_no,
    FieldType.PATENT_NO: _read_patent_no,
    FieldType.CERT_NO: lambda text: _shaped(fold(text), _CERT_CHARACTERS),
    FieldType.PHONE: lambda text: _shaped(normal_phone(text), _PHONE_CHARACTERS),
    FieldType.DATE: read_date,
    FieldType.MONTH: read_month,
    FieldType.YEAR: read_year,
    FieldType.BOOL: _read_bool,
}
