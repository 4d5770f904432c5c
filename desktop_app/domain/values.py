"""Typed texts to stored values and back: one place for grid, form, import, sheet and digest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True)
class ValueFormat:
    """How the texts of one field are read and shown."""

    type: FieldType
    unit: str = ""
    scale: int = 0
