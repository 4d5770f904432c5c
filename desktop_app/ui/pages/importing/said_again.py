"""Where else an import says something of the records that a row gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

from desktop_app.catalogue.model import Catalogue
from desktop_app.i18n import _, listed
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview
from desktop_app.ui.pages.importing.where import named_rows

_NAMED = 5
_TOLD = frozenset({"doubled", "contradictory"})


def said_again(
    preview: ImportPreview, catalogue: Catalogue, sheet: SheetPreview, place: int
) -> str:
    """Return which other rows give the record of a row that is doubled or contradicted, or "".

    Of the records of a row those of a period are meant: its firm is named by many rows.
    """
    if place < 0 or not any(one.code in _TOLD for one in sheet.remarks(place)):
        return ""
    given = {
        (form, places[place])
        for (form, _period), places in sheet.links.places.items()
        if places[place] >= 0
    }
    dated = {one for one in given if catalogue.form(one[0]).periodic}
    main = {one for one in given if one[0] == sheet.mapping.main}
    for meant in (dated, main):
        rows = list(islice(_rows_of(preview, meant, (sheet.key, place)), _NAMED + 1))
        if rows:
            words = [named_rows(rows[:_NAMED]), *["…"] * (len(rows) > _NAMED)]
            return _("同一条记录也在：{rows}").format(rows=listed(words))
    return ""


def _rows_of(
    preview: ImportPreview, records: set[tuple[str, int]], own: tuple[tuple[str, str], int]
) -> Iterator[tuple[str, str, int]]:
    for sheet in preview.sheets:
        found = {
            place
            for (form, _period), places in sheet.links.places.items()
            for wanted, record in records
            if wanted == form
            for place in _places_of(record, places)
        }
        for place in sorted(found):
            if (sheet.key, place) != own:
                yield sheet.file, sheet.name, sheet.table.numbers[place]


def _places_of(record: int, places: Sequence[int]) -> Iterator[int]:
    """Yield where a record stands; a sheet may have a million rows."""
    place = -1
    with suppress(ValueError):
        while True:
            place = places.index(record, place + 1)
            yield place
