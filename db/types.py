"""Column types for the types of fields."""

from __future__ import annotations

from sqlalchemy import Integer, Text
from sqlalchemy.types import TypeEngine

from desktop_app.domain.values import FieldType

WHOLE_NUMBERS = {
    FieldType.MONEY,
    FieldType.COUNT,
    FieldType.DECIMAL,
    FieldType.YEAR,
    FieldType.BOOL,
}


def column_type(kind: FieldType) -> TypeEngine[int] | TypeEngine[str]:
    """Return the column type of a field: whole numbers (amounts in 分) or text, never float."""
    return Integer() if kind in WHOLE_NUMBERS else Text()
