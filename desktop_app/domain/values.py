"""Typed texts to stored values and back: one place for grid, form, import, sheet and digest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from desktop_app.domain import readers
from desktop_app.domain.codes import read_code
from desktop_app.domain.dates import FIRST_YEAR, read_date, read_month, read_year
from desktop_app.domain.numerals import LIMIT, plain_number, read_scaled, shown_number
from desktop_app.domain.plans import Stored
from desktop_app.domain.reasons import BadValue, Reason

__all__ = ["BadValue", "FieldType", "Reason", "ValueFormat"]

MONEY_PLACES = {"分": 0, "元": 2, "千元": 5, "万元": 6, "百万元": 8, "亿元": 10}
"""Display units of money, as the power of ten of 分 in one."""

_QUICK_DIGITS = 13


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
            return readers.read_text(text) if codes is None else read_code(text, codes)
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


_READERS: Mapping[FieldType, Callable[[str], Stored]] = {
    FieldType.TEXT: readers.read_text,
    FieldType.USCC: readers.read_uscc,
    FieldType.ORG_CODE: readers.read_org_code,
    FieldType.REG_NO: readers.read_reg_no,
    FieldType.PATENT_NO: readers.read_patent_no,
    FieldType.CERT_NO: readers.read_cert_no,
    FieldType.PHONE: readers.read_phone,
    FieldType.DATE: read_date,
    FieldType.MONTH: read_month,
    FieldType.YEAR: read_year,
    FieldType.BOOL: readers.read_bool,
}
