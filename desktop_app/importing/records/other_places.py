"""Asks about records without a place of their own whose rows name another unit's."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.mapping.place_names import place_named
from desktop_app.importing.mapping.place_of_title import PLACE
from desktop_app.importing.mapping.places_across import names_places
from desktop_app.importing.model import Remark, SheetMapping, shortened
from desktop_app.importing.records.table import Table
from desktop_app.sheets.table import Cell, is_filled

_CARRIER = "carrier"
_FLAG = "other_unit"
_TOTALS = "unit_total"


def _columns_of_places(mapping: SheetMapping, catalogue: Catalogue) -> list[int]:
    """Return the columns of places that are no field of the records."""
    return [
        column.index
        for column in mapping.columns
        if not column.form and names_places(column.heading, catalogue)
    ]


def _is_of_carriers(code: str, catalogue: Catalogue) -> bool:
    """Whether a form is that of carriers, or of their figures."""
    form = catalogue.form(code) if code else None
    return form is not None and _CARRIER in {form.code, form.parent}


class OtherPlaces:
    """The column of places of a list of incubators, which is no field of theirs.

    Args:
        mapping: How the table is understood.
        unit: Code of the reporting unit that imports, or "" where it is none of them.
        catalogue: Forms and code lists.
    """

    def __init__(self, mapping: SheetMapping, unit: str, catalogue: Catalogue) -> None:
        places = catalogue.codes[PLACE[1]].spellings
        units = {one.code for one in catalogue.units}
        is_own = unit in units and _is_of_carriers(mapping.main, catalogue)
        self._columns = _columns_of_places(mapping, catalogue) if is_own else []
        self._others = {text: code for text, code in places.items() if code in units - {unit}}

    def ask(self, columns: Sequence[Sequence[Cell]], base: int, table: Table) -> None:
        """Note the rows that name another unit: 鄞州区 in a list of the whole city.

        Args:
            columns: The cells of some rows, by column.
            base: Place of the first of these rows in the table.
            table: The rows.
        """
        for index in self._columns:
            cells = columns[index] if index < len(columns) else ()
            for place, cell in enumerate(cells):
                code = place_named(cell, self._others) if isinstance(cell, str) else ""
                if code:
                    table.remarks[base + place].append(Remark(_FLAG, index, shortened(cell), code))


class PlacesOfTotals:
    """The column of places of a list of totals, of which those of other units are none of ours.

    Args:
        mapping: How the table is understood.
        unit: Code of the reporting unit that imports, or "" where it is none of them.
        catalogue: Forms and code lists.
    """

    def __init__(self, mapping: SheetMapping, unit: str, catalogue: Catalogue) -> None:
        is_own = unit in {one.code for one in catalogue.units} and mapping.main == _TOTALS
        self._unit = unit
        self._places = catalogue.codes[PLACE[1]].spellings
        self._last = ""
        columns = _columns_of_places(mapping, catalogue) if is_own else []
        self._column = next(iter(columns), -1)

    def others(self, columns: Sequence[Sequence[Cell]]) -> dict[int, str]:
        """Return the rows of other places; a place holds until the next one is named.

        Args:
            columns: The cells of some rows, by column.
        """
        found: dict[int, str] = {}
        cells = columns[self._column] if 0 <= self._column < len(columns) else ()
        for place, cell in enumerate(cells):
            if is_filled(cell):
                self._last = place_named(str(cell), self._places)
            if self._last not in {"", self._unit}:
                found[place] = _FLAG
        return found
