"""The names of an import that a person must say the firm of."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.importing.model import FirmQuestion
from desktop_app.importing.records.gather import Records
from desktop_app.importing.records.sheet_rows import Asked
from desktop_app.importing.sheet_preview import SheetPreview

Row = tuple[str, str, int]


def questions_of(tables: Sequence[SheetPreview], records: Records) -> tuple[FirmQuestion, ...]:
    """Return one question a name, with all rows that give it, in the order of the sheets."""
    first: dict[str, Asked] = {}
    rows: dict[str, list[Row]] = {}
    for sheet, asked in zip(tables, records.asked, strict=True):
        for key, one in asked.items():
            first.setdefault(key, one)
            numbers = (sheet.table.numbers[place] for place in one.places)
            rows.setdefault(key, []).extend((sheet.file, sheet.name, n) for n in numbers)
    return tuple(
        FirmQuestion(one.name, key, tuple(rows[key]), one.candidates) for key, one in first.items()
    )
