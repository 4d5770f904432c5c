"""Makes records of the rows of sheets: a row gives one in every form that it has a key for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.names import name_key
from desktop_app.domain.plans import Stored
from desktop_app.importing.existing import Existing
from desktop_app.importing.firms.matching import FirmIndex, FirmKeys
from desktop_app.importing.firms.owners import split_owners
from desktop_app.importing.firms.row_firms import FirmRows
from desktop_app.importing.mapping.known_amounts import KnownAmounts
from desktop_app.importing.model import TOTALS, SheetMapping
from desktop_app.importing.records.aimed_titles import ask_about_aims
from desktop_app.importing.records.collect import Collected, Collector
from desktop_app.importing.records.indicator_units import ask_about_title, into_indicator_units
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

CITY = "3302"
_GIVEN_ALONG = {"firm": ("reporting_unit",), "patent_owner": ("position", "uscc")}
"""Fields that the importer itself gives."""


Gathered = Callable[[Collected], object]


def untold(_found: Collected) -> None:
    """Tell nobody what is gathered."""


@dataclass(slots=True)
class Links:
    """Which records the rows of a sheet gave: by form and column period, a place or -1 a row.

    Attributes:
        places: See above.
        owners: Places of a patent's owners, by row.
    """

    places: dict[tuple[str, str], Sequence[int]] = field(default_factory=dict)
    owners: dict[int, list[int]] = field(default_factory=dict)

    def of(self, form: str, period: str, place: int) -> list[int]:
        """Return the records of a row that a column belongs to; one of no period to all of them."""
        groups = [(form, period)] if (form, period) in self.places else list(self.places)
        found = (self.places[group][place] for group in groups if group[0] == form)
        return [where for where in found if where >= 0]


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
        self._unit = unit
        self.collectors: dict[str, Collector] = {}
        for form in catalogue.reported:
            columns = _columns(form, tables)
            if columns:
                self.collectors[form.code] = Collector(form, columns, existing)
        uses_firms = bool({"firm", "patent"} & self.collectors.keys())
        self._firms = FirmIndex.of(existing, answers) if uses_firms else FirmIndex()
        self._stored_firms: dict[str, tuple[int, tuple[Stored, ...]]] = {}
        if "firm" in self.collectors:
            rows = existing.rows("firm", self.collectors["firm"].found.columns)
            self._stored_firms = {str(row[0]): (int(row[1] or 0), row[2:]) for row in rows}

    def add_all(
        self, tables: Sequence[tuple[Table, SheetMapping]], gathered: Gathered = untold
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
        self._stored_firms = {}
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

    def _keys_of(self, links: Links, form: str, period: str) -> _RowKeys:
        """Return firm and period of the record that each row gave, for the columns of a form."""
        return _RowKeys(self.collectors[form].found, links.places.get((form, period), ()))

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
            if code == "firm":
                links.places["firm", ""] = self._add_firms(sheet, firms)
            elif code == "patent_owner":
                links.owners = self._add_owners(sheet, parents["patent"])
            else:
                self._add_form(sheet, code, parents, links)
            if code in whole:
                self._close(code, gathered)
        _flag_doubles(sheet)
        return links

    def _close(self, code: str, gathered: Gathered) -> None:
        """Let go of what finds the records of a form, since all of them are gathered."""
        self.collectors[code].forget()
        if code == "firm":
            self._give_unit()
        gathered(self.collectors[code].found)

    def _add_firms(self, sheet: SheetRows, firms: Sequence[FirmKeys | None]) -> array[int]:
        collector = self.collectors["firm"]
        columns = collector.found.columns
        named, placed = _place(columns, "name"), _place(columns, "reporting_unit")
        is_main = sheet.mapping.main == "firm"
        former = sheet.table.column("former_name", "name") or ()
        is_told = sheet.table.sources.get(("firm", "reporting_unit", ""), -1) < 0
        places, rejects = array("i"), sheet.table.rejects
        own = {None, self._unit}
        rows = zip(firms, sheet.tuples("firm", columns), sheet.ranks(), strict=True)
        for place, (firm, given, rank) in enumerate(rows):
            if firm is None or place in rejects:
                places.append(-1)
                continue
            values = given
            if named >= 0 and given[named] != firm.name:
                is_renamed = bool(former) and _is_called(firm, former[place])
                values = self._with_name(values, named, firm, may=is_main or is_renamed)
            stored = self._stored_firms.get(firm.uid)
            known = stored[1][placed] if stored else None
            if is_told and known is not None and values[placed] not in {None, known}:
                # Whose list it is moves no firm of the register: it may have come from elsewhere.
                said = self._catalogue.unit_label(str(values[placed]))
                sheet.remark(place, "place_differs", other=said)
                values = _put(values, placed, None)
            if values[placed] not in own:
                self._question_unit(sheet, place, values[placed])
            where, why = collector.add_known(firm.uid, values, stored, rank)
            places.append(where)
            if why:
                sheet.count_again(place, why)
        sheet.count_all(places)
        return places

    def _with_name(
        self, values: tuple[Stored, ...], named: int, firm: FirmKeys, *, may: bool
    ) -> tuple[Stored, ...]:
        """Let a sheet of firms rename one, or a row that says what it was called until then.

        Never to a name that it had before.

        Nor to one that a person said means it: 慈溪恒宇电器 is a slip, and no new name.
        """
        name = values[named]
        key = name_key(str(name)) if name else ""
        is_former = firm in self._firms.by_former.get(key, ())
        is_meant = bool(self._firms.answers.get(key))
        if not may or is_former or is_meant or (firm.name and key == name_key(firm.name)):
            return _put(values, named, firm.name if firm.is_new else None)
        return values

    def _question_unit(self, sheet: SheetRows, place: int, said: Stored) -> None:
        """Question a firm of another unit than the workspace's."""
        if self._unit != CITY:
            column = sheet.table.sources.get(("firm", "reporting_unit", ""), -1)
            sheet.remark(place, "other_unit", column, str(said))

    def _give_unit(self) -> None:
        """Give the workspace's unit to new firms of which no sheet says another."""
        collector = self.collectors.get("firm")
        if collector is None or self._unit == CITY:
            return
        found = collector.found
        placed = _place(found.columns, "reporting_unit")
        for place, values in enumerate(found.values):
            if values[placed] is None and place not in found.stored:
                found.values[place] = _put(values, placed, self._unit)

    def _add_form(
        self,
        sheet: SheetRows,
        code: str,
        parents: dict[str, list[str | None]],
        links: Links,
    ) -> None:
        form = self._catalogue.form(code)
        own = _of_kind(sheet, form, parents.get(form.parent, [None] * sheet.height))
        for group in sheet.groups(code):
            if form.periodic:
                places = self._add_dated(sheet, form, group, own)
            else:
                places = self._add_standing(sheet, form, own)
            links.places[code, group] = places
            if any(self._catalogue.form(one).parent == code for one in sheet.mapping.forms):
                uids = self.collectors[code].found.uids
                parents[code] = [uids[place] if place >= 0 else None for place in places]

    def _add_dated(
        self, sheet: SheetRows, form: Form, group: str, parents: Sequence[str | None]
    ) -> array[int]:
        collector = self.collectors[form.code]
        columns = collector.found.columns
        periods = sheet.periods(group)
        for period in sorted(set(periods) - {""}):
            collector.load(period)
        rows = list(sheet.tuples(form.code, columns, group))
        waiting = sheet.waiting(form.code, group)
        said = sheet.has_figures(form.code, group) if group else _say(form, columns, rows)
        is_blank = [not is_said and n not in waiting for n, is_said in enumerate(said)]
        owners = _owners(sheet, form, is_blank, parents, periods)
        if collector.is_dated:
            places, whys = collector.add_dated(owners, periods, rows)
            for place, why in whys.items():
                sheet.count_again(place, why)
            sheet.count_all(places)
            return places
        places = array("i")
        for place, (values, owner, period) in enumerate(zip(rows, owners, periods, strict=True)):
            is_said = owner is not None
            found = collector.add(values, parent=owner, period=period) if is_said else None
            if found is None and is_said:
                sheet.remark(place, "left_out", other=form.code)
            if found and found[1]:
                sheet.count_again(place, found[1])
            places.append(found[0] if found else -1)
        sheet.count_all(places)
        return places

    def _add_standing(
        self, sheet: SheetRows, form: Form, parents: Sequence[str | None]
    ) -> array[int]:
        collector = self.collectors[form.code]
        names = _fields_of(collector)
        collector.load()
        own = sheet.own(form.code, names)
        # Of a list of firms the title says all.
        is_told = not any(own)
        waiting = sheet.waiting(form.code)
        places = array("i")
        denied = sheet.table.denied.get(form.code, {})
        rows = zip(sheet.tuples(form.code, names), parents, strict=True)
        for place, (values, parent) in enumerate(rows):
            given = (v for v, is_own in zip(values, own, strict=True) if is_own)
            said = is_told or any(value is not None for value in given)
            if not (said or place in waiting) or not sheet.is_alive(place):
                places.append(-1)
                continue
            is_orphan = form.parent_required and form.parent and parent is None
            whole = (parent, *values) if form.parent else values
            found = None if is_orphan else collector.add(whole, parent=parent)
            if found is None:
                sheet.remark(place, "left_out", other=form.code)
                places.append(-1)
                continue
            places.append(found[0])
            if place in denied:
                sheet.remark(place, "claim_differs", denied[place])
            if found[1]:
                sheet.count_again(place, found[1])
            if form.parent and collector.found.final(found[0])[0] is None:
                _flag_orphan(sheet, place)
            if form.code == "former_name":
                self._firms.put_former(str(parent), str(values[names.index("name")]))
        sheet.count_all(places)
        return places

    def _add_owners(self, sheet: SheetRows, patents: Sequence[str | None]) -> dict[int, list[int]]:
        """Make one record of each owner that a cell names, in their order."""
        collector = self.collectors["patent_owner"]
        names = _fields_of(collector)
        collector.load()
        owners: dict[int, list[int]] = {}
        for place, values in enumerate(sheet.tuples("patent_owner", names)):
            patent = patents[place]
            given = dict(zip(names, values, strict=True))
            if patent is None or not given.get("name"):
                continue
            entries = split_owners(given, self._firms)
            found = (
                collector.add((patent, *map(one.get, names)), parent=patent) for one in entries
            )
            owners[place] = [one[0] for one in found if one]
            if given.get("uscc") and not any(one["uscc"] for one in entries):
                # Which owner a code belongs to cannot be told.
                sheet.remark(place, "left_out", other="patent_owner")
        return owners


class _RowKeys:
    """Firm and period of the record that each row gave, put together anew each time."""

    def __init__(self, found: Collected, places: Iterable[int]) -> None:
        self._found = found
        self._places = places

    def __iter__(self) -> Iterator[tuple[str | None, str | None]]:
        parents, periods = self._found.parents, self._found.periods
        for place in self._places:
            yield (parents[place], periods[place]) if place >= 0 else (None, None)


def _of_kind(sheet: SheetRows, form: Form, parents: Sequence[str | None]) -> Sequence[str | None]:
    """Return the parents that may have records of a form: no 孵化器 has those of a 众创空间."""
    for name, value in form.parent_values.items():
        said = sheet.values(form.parent, name)
        if said is not None:
            rows = zip(parents, said, strict=True)
            parents = [parent if own in {value, None} else None for parent, own in rows]
    return parents


def _say(form: Form, columns: Sequence[str], rows: Sequence[tuple[Stored, ...]]) -> list[bool]:
    """Return which rows say anything of a form; a total's name says nothing without a figure."""
    if form.code != TOTALS:
        blank = (None,) * len(columns)
        return [row != blank for row in rows]
    figures = [place for place, name in enumerate(columns) if form.by_code[name].is_number]
    return [any(row[place] is not None for place in figures) for row in rows]


def _owners(
    sheet: SheetRows,
    form: Form,
    is_blank: Sequence[bool],
    parents: Sequence[str | None],
    periods: Sequence[str],
) -> list[str | None]:
    """Return the parent of each row with figures, or texts that wait; None for the others.

    A record without a parent by its form has "".
    """
    owners: list[str | None] = []
    rejects = sheet.table.rejects
    for place, (blank, parent, period) in enumerate(zip(is_blank, parents, periods, strict=True)):
        if blank or place in rejects:
            owners.append(None)
        elif period and (parent or not form.parent):
            owners.append(parent or "")
        else:
            owners.append(None)
            sheet.remark(place, "left_out", other=form.code)
    return owners


def _fields_of(collector: Collector) -> tuple[str, ...]:
    """Return the columns of a standing form without its parent."""
    form = collector.found.form
    return tuple(name for name in collector.found.columns if name != form.parent)


def _columns(form: Form, tables: Sequence[tuple[Table, SheetMapping]]) -> tuple[str, ...]:
    """Return the fields of a form that any sheet gives, in the form's order."""
    given: set[str] = set()
    for table, mapping in tables:
        given |= {name for code, name in table.grouped if code == form.code}
        if form.code in mapping.forms:
            given |= {column.field for column in mapping.of(form.code)}
            given |= {name for code, name in mapping.constants if code == form.code}
            given |= {*_GIVEN_ALONG.get(form.code, ())}
            if form.code == "firm":
                # A code is what it is, whatever column it stands in.
                given |= {"uscc", "org_code", "reg_no"}
    # A number may say its year.
    given |= {entry.year_in for entry in form.typed if entry.code in given}
    fields = tuple(entry.code for entry in form.typed if entry.code in given)
    is_child = bool(fields) and bool(form.parent) and not form.periodic
    return (form.parent, *fields) if is_child else fields


def _is_called(firm: FirmKeys, name: Stored) -> bool:
    return bool(firm.name and name) and name_key(str(name)) == name_key(str(firm.name))


def _flag_orphan(sheet: SheetRows, place: int) -> None:
    """Say that no firm is known to own a patent, unless that was said already."""
    told = {remark.code for remark in sheet.table.remarks.get(place, ())}
    if not told & {"firm_unknown", "several_firms"}:
        column = sheet.table.sources.get(("patent_owner", "name", ""), -1)
        sheet.remark(place, "owner_unknown", column)


def _flag_doubles(sheet: SheetRows) -> None:
    """Flag the rows of which every record was given by another row before."""
    for place, made in enumerate(sheet.made):
        if made and sheet.doubled[place] == made:
            sheet.remark(place, "doubled")


def _place(columns: Sequence[str], name: str) -> int:
    return columns.index(name) if name in columns else -1


def _put(values: tuple[Stored, ...], place: int, value: Stored) -> tuple[Stored, ...]:
    return (*values[:place], value, *values[place + 1 :])
