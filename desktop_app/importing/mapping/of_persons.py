"""Keeps the telephone of an inventor from being the firm's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.importing.model import Column

_PERSONS = frozenset({("patent", "inventor")})
_PHONES = frozenset({("firm", "phone"), ("firm", "mobile"), ("firm", "email")})


def without_phones_of_persons(columns: Sequence[Column]) -> list[Column]:
    """Return columns without the telephones behind the persons who are nobody of the firm's.

    发明人 | 身份证号 | 联系电话 is the inventor's; behind 联系人 it is the firm's again.
    """
    found: list[Column] = []
    is_of_person = False
    for column in columns:
        where = (column.form, column.field)
        if where in _PERSONS:
            is_of_person = True
        elif where in _PHONES and is_of_person:
            found.append(replace(column, form="", field="", reason="of_person", near=where))
            continue
        elif column.form:
            is_of_person = False
        found.append(column)
    return found
