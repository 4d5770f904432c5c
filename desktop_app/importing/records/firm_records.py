"""Makes the records of firms of the rows that name them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.names import name_key
from desktop_app.domain.plans import Stored
from desktop_app.importing.existing import Existing
from desktop_app.importing.firms.matching import FirmIndex, FirmKeys
from desktop_app.importing.records.collect import Collector
from desktop_app.importing.records.sheet_rows import SheetRows

CITY = "3302"
_PLACE = ("firm", "reporting_unit", "")


class FirmRecords:
    """The firms of an import: what its rows say of each, its name and place among it.

    Args:
        collector: The records of the form of firms.
        index: All firms, by what they are called.
        existing: The store.
        unit: Code of the unit that imports; CITY takes firms of every district.
        catalogue: Forms and code lists.
    """

    def __init__(
        self,
        collector: Collector,
        index: FirmIndex,
        existing: Existing,
        unit: str,
        catalogue: Catalogue,
    ) -> None:
        columns = collector.found.columns
        self._named, self._placed = _place(columns, "name"), _place(columns, "reporting_unit")
        self._collector = collector
        self._index = index
        self._unit = unit
        self._catalogue = catalogue
        rows = existing.rows("firm", columns)
        self._stored = {str(row[0]): (int(row[1] or 0), row[2:]) for row in rows}

    def add(self, sheet: SheetRows, firms: Sequence[FirmKeys | None]) -> array[int]:
        """Add what the rows of a sheet say of their firms.

        Args:
            sheet: The rows.
            firms: The firm of each row, or None.

        Returns:
            Place of each row's record, or -1.
        """
        named, placed, collector = self._named, self._placed, self._collector
        is_main = sheet.mapping.main == "firm"
        former = sheet.table.column("former_name", "name") or ()
        places, rejects = array("i"), sheet.table.rejects
        rows = zip(firms, sheet.tuples("firm", collector.found.columns), sheet.ranks(), strict=True)
        for place, (firm, given, rank) in enumerate(rows):
            if firm is None or place in rejects:
                places.append(-1)
                continue
            values, stored = given, self._stored.get(firm.uid)
            if named >= 0 and given[named] != firm.name:
                is_renamed = bool(former) and _is_called(firm, former[place])
                values = self._with_name(values, firm, may=is_main or is_renamed)
            said = values[placed]
            if said is not None and (said != self._unit or (stored and stored[1][placed] != said)):
                values = self._with_place(sheet, place, values, stored[1] if stored else None)
            where, why = collector.add_known(firm.uid, values, stored, rank)
            places.append(where)
            if why:
                sheet.count_again(place, why)
        sheet.count_all(places)
        return places

    def _with_name(
        self, values: tuple[Stored, ...], firm: FirmKeys, *, may: bool
    ) -> tuple[Stored, ...]:
        """Let a sheet of firms rename one, or a row that says what it was called until then.

        Never to a name that it had before, nor to one that a person said means it: 慈溪恒宇电器
        is a slip, and no new name.
        """
        name = values[self._named]
        key = name_key(str(name)) if name else ""
        is_former = firm in self._index.by_former.get(key, ())
        is_meant = bool(self._index.answers.get(key))
        if not may or is_former or is_meant or (firm.name and key == name_key(firm.name)):
            return _put(values, self._named, firm.name if firm.is_new else None)
        return values

    def _with_place(
        self,
        sheet: SheetRows,
        place: int,
        values: tuple[Stored, ...],
        stored: tuple[Stored, ...] | None,
    ) -> tuple[Stored, ...]:
        """Return what a row says of a firm, without the place where that differs; both are told.

        Whose list it is moves no firm of the register: it may have come from elsewhere.
        """
        said, known = values[self._placed], stored[self._placed] if stored else None
        column = sheet.table.sources.get(_PLACE, -1)
        if column < 0 and known is not None and said != known:
            label = self._catalogue.unit_label(str(said))
            sheet.remark(place, "place_differs", other=label)
            return _put(values, self._placed, None)
        if self._unit not in {said, CITY}:
            sheet.remark(place, "other_unit", column, str(said))
        return values

    def forget(self) -> None:
        """Let go of what finds firms, once all rows are added."""
        self._index = FirmIndex()
        self._stored = {}

    def give_unit(self) -> None:
        """Give the workspace's unit to new firms of which no sheet says another."""
        if self._unit == CITY:
            return
        found = self._collector.found
        for place, values in enumerate(found.values):
            if values[self._placed] is None and place not in found.stored:
                found.values[place] = _put(values, self._placed, self._unit)


def _is_called(firm: FirmKeys, name: Stored) -> bool:
    return bool(firm.name and name) and name_key(str(name)) == name_key(str(firm.name))


def _place(columns: Sequence[str], name: str) -> int:
    return columns.index(name) if name in columns else -1


def _put(values: tuple[Stored, ...], place: int, value: Stored) -> tuple[Stored, ...]:
    return (*values[:place], value, *values[place + 1 :])
