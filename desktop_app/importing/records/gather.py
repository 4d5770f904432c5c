"""Makes records of the rows of sheets: a row gives one in every form that it has a key for."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.importing.existing import Existing
from desktop_app.importing.firms.matching import FirmIndex, FirmKeys
from desktop_app.importing.firms.row_firms import FirmRows
from desktop_app.importing.mapping.known_amounts import KnownAmounts
from desktop_app.importing.model import TOTALS, SheetMapping
from desktop_app.importing.records.aimed_titles import ask_about_aims, ask_about_applications
from desktop_app.importing.records.collect import Collected, Collector
from desktop_app.importing.records.firm_records import FirmRecords
from desktop_app.importing.records.form_records import add_dated, add_owners, add_standing
from desktop_app.importing.records.given_fields import given_fields
from desktop_app.importing.records.indicator_units import ask_about_title, into_indicator_units
from desktop_app.importing.records.links import Links, RowKeys
from desktop_app.importing.records.row_checks import (
    allow_exceptions,
    ask_about_revoked,
    excepted_codes,
    reject_figureless,
    reject_keyless,
    reject_undated,
    settle_years,
)
from desktop_app.importing.records.said_twice import tell_said_twice
from desktop_app.importing.records.sheet_rows import Asked, SheetRows
from desktop_app.importing.records.sums_across import ask_about_sums_across
from desktop_app.importing.records.table import Table
from desktop_app.importing.records.unit_doubt import UnitDoubts

Gathered = Callable[[Collected], object]


def nobody(_found: Collected) -> None:
    """Tell nobody what is gathered."""


class Records:
    """The records of a whole import, gathered sheet by sheet.

    Attributes:
        collectors: The records of each form.
        asked: For each sheet the names that no firm has, and what they may mean, by name key.
    """

    def __init__(
        self,
        tables: Sequence[tuple[Table, SheetMapping]],
        catalogue: Catalogue,
        existing: Existing,
        unit: str,
        answers: Mapping[str, str],
    ) -> None:
        self.asked: list[dict[str, Asked]] = []
        self._catalogue = catalogue
        self._existing = existing
        self.collectors: dict[str, Collector] = {}
        for form in catalogue.reported:
            columns = given_fields(form, tables)
            if columns:
                self.collectors[form.code] = Collector(form, columns, existing)
        uses_firms = bool({"firm", "patent"} & self.collectors.keys())
        self._firms = FirmIndex.of(existing, answers) if uses_firms else FirmIndex()
        self._firm_records: FirmRecords | None = None
        if "firm" in self.collectors:
            collector = self.collectors["firm"]
            self._firm_records = FirmRecords(collector, self._firms, existing, unit, catalogue)

    def add_all(
        self, tables: Sequence[tuple[Table, SheetMapping]], gathered: Gathered = nobody
    ) -> list[Links]:
        """Make the records of all sheets; what is wrong with a row is noted in its table.

        A firm that any sheet brings by its code is known to all of them, whatever their order.

        Args:
            tables: Sheets that were read.
            gathered: Told the records of each form as soon as nothing more changes them.

        Returns:
            Which records the rows of each sheet gave, in the order of `tables`.
        """
        sheets = [SheetRows(table, mapping, self._catalogue) for table, mapping in tables]
        excepted = frozenset().union(*map(excepted_codes, sheets))
        for sheet in sheets:
            self._look_at_rows(sheet, excepted)
        # Firms first: figures may speak of firms that another sheet brings.
        order = sorted(
            range(len(sheets)), key=lambda n: sheets[n].form(sheets[n].mapping.main).order
        )
        firms = {number: FirmRows(sheets[number], self._firms) for number in order}
        for number in order:
            firms[number].match_codes()
        last = {code: number for number in order for code in sheets[number].mapping.forms}
        final = sheets[order[-1]].mapping.forms[-1] if order else ""
        links = {}
        for number in order:
            whole = frozenset(code for code in last if last[code] == number and code != final)
            links[number] = self._add(sheets[number], firms.pop(number).match(), whole, gathered)
        self._firms = FirmIndex()
        if self._firm_records:
            self._firm_records.forget()
        self.asked = [sheet.asked for sheet in sheets]
        # The database still writes the form before the final one meanwhile.
        self._flag_contradicted(sheets, links)
        self._doubt_units(sheets, links)
        if final:
            self._close(final, gathered)
        return [links[number] for number in range(len(sheets))]

    def _look_at_rows(self, sheet: SheetRows, excepted: frozenset[str]) -> None:
        """Say of rows what can be said before it is known whose they are."""
        allow_exceptions(sheet, excepted, self._firms.by_uscc)
        # While the amounts are in the unit of their column.
        ask_about_sums_across(sheet, self._catalogue)
        ask_about_aims(sheet, self._catalogue)
        ask_about_applications(sheet)
        if TOTALS in sheet.mapping.forms:
            into_indicator_units(sheet, self._catalogue)
            ask_about_title(sheet, self._catalogue)
            reject_figureless(sheet, self._catalogue.form(TOTALS))
        settle_years(sheet)
        ask_about_revoked(sheet)
        reject_keyless(sheet)
        reject_undated(sheet)

    def _flag_contradicted(self, sheets: Sequence[SheetRows], links: Mapping[int, Links]) -> None:
        """Flag every row of a record of which rows say different things, the first one too."""
        for number, sheet in enumerate(sheets):
            if sheet.mapping.spread is not None:
                tell_said_twice(sheet, links[number].places, self.collectors)
                continue
            for (form, _period), places in links[number].places.items():
                said = self.collectors[form].contradicted
                for row, place in enumerate(places) if said else ():
                    told = sheet.table.remarks.get(row, ())
                    if place in said and all(one.code != "contradictory" for one in told):
                        sheet.remark(row, "contradictory")

    def _doubt_units(self, sheets: Sequence[SheetRows], links: Mapping[int, Links]) -> None:
        known = KnownAmounts(self._existing, self._catalogue)
        for number, sheet in enumerate(sheets):
            keys = partial(self._keys_of, links[number])
            UnitDoubts(sheet, keys, known, self._catalogue).tell()

    def _keys_of(self, links: Links, form: str, period: str) -> RowKeys:
        """Return firm and period of the record that each row gave, for the columns of a form."""
        return RowKeys(self.collectors[form].found, links.places.get((form, period), ()))

    def _add(
        self,
        sheet: SheetRows,
        firms: Sequence[FirmKeys | None],
        whole: Container[str],
        gathered: Gathered,
    ) -> Links:
        """Make the records of a sheet, after which those of some forms are `whole`."""
        parents = {"firm": [firm.uid if firm else None for firm in firms]}
        links = Links()
        for code in sheet.mapping.forms:
            self.collectors[code].begin()
            if self._firm_records and code == "firm":
                links.places["firm", ""] = self._firm_records.add(sheet, firms)
            elif code == "patent_owner":
                collector, patents = self.collectors[code], parents["patent"]
                links.owners = add_owners(collector, sheet, patents, self._firms)
            else:
                self._add_form(sheet, code, parents, links)
            if code in whole:
                self._close(code, gathered)
        _flag_doubles(sheet)
        return links

    def _close(self, code: str, gathered: Gathered) -> None:
        """Let go of what finds the records of a form, since all of them are gathered."""
        self.collectors[code].forget()
        if self._firm_records and code == "firm":
            self._firm_records.give_unit()
        gathered(self.collectors[code].found)

    def _add_form(
        self,
        sheet: SheetRows,
        code: str,
        parents: dict[str, list[str | None]],
        links: Links,
    ) -> None:
        """Make the records of one form of a sheet, and note them as parents of others."""
        form, collector = self._catalogue.form(code), self.collectors[code]
        own = _of_kind(sheet, form, parents.get(form.parent, [None] * sheet.height))
        for group in sheet.groups(code):
            if form.periodic:
                places = add_dated(collector, sheet, group, own)
            else:
                places = add_standing(collector, sheet, own, self._firms)
            links.places[code, group] = places
            if any(self._catalogue.form(one).parent == code for one in sheet.mapping.forms):
                uids = collector.found.uids
                parents[code] = [uids[place] if place >= 0 else None for place in places]


def _of_kind(sheet: SheetRows, form: Form, parents: Sequence[str | None]) -> Sequence[str | None]:
    """Return the parents that may have records of a form: no 孵化器 has those of a 众创空间."""
    for name, value in form.parent_values.items():
        said = sheet.values(form.parent, name)
        if said is not None:
            rows = zip(parents, said, strict=True)
            parents = [parent if own in {value, None} else None for parent, own in rows]
    return parents


def _flag_doubles(sheet: SheetRows) -> None:
    """Flag the rows of which every record was given by another row before."""
    for place, made in enumerate(sheet.made):
        if made and sheet.doubled[place] == made:
            sheet.remark(place, "doubled")
