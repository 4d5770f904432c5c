"""Lists an import for machines: one object a record, refused row or refused file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.plans import Stored
from desktop_app.i18n import in_turn
from desktop_app.importing.messages import row_message, skip_text
from desktop_app.importing.model import NOTES, TOLD, TOTALS, Column, Remark
from desktop_app.importing.records.collect import Collected
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview, SheetPreview
from desktop_app.sheets.read_errors import FileProblem
from desktop_app.sheets.table import column_name

"""Flags that say in which unit a cell is."""

_LEFT_OUT = "left_out"
Entry = dict[str, object]


def entries(preview: ImportPreview, catalogue: Catalogue) -> Iterator[Entry]:
    """Yield what became of every row, file by file, sheet by sheet, row by row.

    A row that is taken gives one entry for each of its records, a refused one gives one, a
    skipped one none unless it is a sum that differs from its rows; a file that cannot be read
    gives one, and so does one of which no sheet is a table that is ours.
    """
    for file in preview.files:
        if file.problem is not None:
            yield _bad_file(file)
        elif _has_no_table(file):
            yield _of_no_table(file)
        for sheet in file.sheets:
            lister = _SheetLister(sheet, preview, catalogue)
            sums = sorted(sheet.table.sums, reverse=True)
            for place, number in enumerate(sheet.table.numbers):
                while sums and sums[-1] < number:
                    yield lister.sum(sums.pop())
                yield from lister.entries(place)
            yield from map(lister.sum, reversed(sums))


def _has_no_table(file: FilePreview) -> bool:
    """Whether no sheet of a file holds a table that is ours, though nobody left one out."""
    mappings = [sheet.mapping for sheet in file.sheets]
    return not any(one.main or one.why_not == _LEFT_OUT for one in mappings)


def _of_no_table(file: FilePreview) -> Entry:
    """Return the entry of such a file, a letter for one, with what each of its sheets is."""
    said = (f"{sheet.name}：{skip_text(sheet.mapping.why_not)}" for sheet in file.sheets)
    return {
        "file": file.name,
        "error": str(FileProblem.UNSUPPORTED),
        "message": in_turn(dict.fromkeys(said)),
    }


def _bad_file(file: FilePreview) -> Entry:
    assert file.problem is not None  # noqa: S101 - the caller has looked
    return {
        "file": file.name,
        "error": str(file.problem.problem),
        "message": str(file.problem),
    }


class _SheetLister:
    """Lists the rows of one sheet."""

    def __init__(self, sheet: SheetPreview, preview: ImportPreview, catalogue: Catalogue) -> None:
        self._sheet = sheet
        self._preview = preview
        self._catalogue = catalogue
        self._columns = {column.index: column for column in sheet.mapping.columns}
        self._states: dict[str, bytearray] = {}

    def sum(self, row: int) -> Entry:
        """Return the entry of a sum that differs from its rows."""
        told = self._sheet.table.sums[row]
        return {
            "file": self._sheet.file,
            "sheet": self._sheet.name,
            "row": row,
            "skipped": "total",
            "flags": list(dict.fromkeys(remark.code for remark in told)),
            "remarks": [self._of_sum(remark, row) for remark in told],
        }

    @staticmethod
    def _of_sum(remark: Remark, row: int) -> Entry:
        cell = {"cell": f"{column_name(remark.column)}{row}"} if remark.column >= 0 else {}
        return {"flag": remark.code, **cell, "read": remark.read, "other": remark.other}

    def entries(self, place: int) -> Iterator[Entry]:
        """Yield the entries of one row."""
        table = self._sheet.table
        lead: Entry = {
            "file": self._sheet.file,
            "sheet": self._sheet.name,
            "row": table.numbers[place],
        }
        if first := table.first_cell(place):
            lead["cell"] = first
        if place in table.rejects:
            yield lead | self._refused(place)
            return
        remarks = self._sheet.remarks(place)
        codes = dict.fromkeys(remark.code for remark in remarks)
        flags = [code for code in codes if code not in NOTES or code in TOLD]
        tail: Entry = {"outcome": str(self._sheet.outcomes[place]), "flags": flags}
        if remarks:
            tail["remarks"] = [self._remark(remark, place) for remark in remarks]
        yield from self._of_forms(place, lead, tail)
        for where in self._sheet.links.owners.get(place, ()):
            yield lead | self._owner(where) | tail

    def _of_forms(self, place: int, lead: Entry, tail: Entry) -> Iterable[Entry]:
        """Return one entry for each record of a row, of whatever columns it comes.

        Columns of 1-6月 and others without a period may be of one record.
        """
        made: dict[tuple[str, int], dict[str, Any]] = {}
        for (form, group), places in self._sheet.links.places.items():
            if places[place] >= 0:
                record: dict[str, Any] = lead | self._record(form, group, place, places[place])
                record |= tail
                known = made.setdefault((form, places[place]), record)
                for name in ("fields", "source_unit"):
                    known[name] = record[name] | known[name]
                notes = self._notes(form, group, place)
                known["flags"] = list(dict.fromkeys([*known["flags"], *notes]))
        return made.values()

    def _notes(self, code: str, group: str, place: int) -> list[str]:
        """Return the flags of one record that are only told and ask nothing."""
        form = self._catalogue.form(code)
        is_part = any(
            form.by_code[name].whole
            and isinstance(value := values[place], int)
            and value % form.by_code[name].format.factor
            for (own, name, period), values in self._sheet.table.values.items()
            if own == code and period == group
        )
        return ["not_whole"] if is_part else []

    def _refused(self, place: int) -> Entry:
        told = self._sheet.table.rejects[place]
        columns = [remark.column for remark in told if remark.column >= 0]
        return {
            "rejected": True,
            "reason": told[0].code,
            "reasons": list(dict.fromkeys(remark.code for remark in told)),
            "message": in_turn(dict.fromkeys(row_message(one, self._heading(one)) for one in told)),
            "cells": [self._sheet.address(place, column) for column in dict.fromkeys(columns)],
        }

    def _heading(self, remark: Remark) -> str:
        column = self._columns.get(remark.column)
        return column.heading if column else ""

    def _remark(self, remark: Remark, place: int) -> Entry:
        entry: Entry = {"flag": remark.code}
        if remark.column >= 0:
            entry["cell"] = self._sheet.address(place, remark.column)
        if remark.read:
            entry["read"] = remark.read
        if remark.other:
            entry["other"] = remark.other
        return entry

    def _record(self, code: str, group: str, place: int, where: int) -> Entry:
        form = self._catalogue.form(code)
        found = self._preview.records[code]
        entry: Entry = {"form": code, "uid": found.uids[where], "state": self._state(code, where)}
        if form.periodic:
            entry["period"] = found.periods[where]
        if form.parent:
            entry["parent"] = self._parent(form, where)
        fields, units = self._fields(form, group, place)
        if code == "firm":
            fields |= self._given_along(found, where, fields)
        return entry | {"fields": fields, "source_unit": units}

    def _state(self, code: str, where: int) -> str:
        if code not in self._states:
            self._states[code] = self._preview.records[code].states()
        return ("same", "changed", "new")[self._states[code][where]]

    def _parent(self, form: Form, where: int) -> Stored:
        found = self._preview.records[form.code]
        if form.periodic:
            return found.parents[where]
        return found.final(where)[found.columns.index(form.parent)]

    def _fields(self, form: Form, group: str, place: int) -> tuple[dict[str, str], dict[str, str]]:
        table = self._sheet.table
        fields: dict[str, str] = {}
        units: dict[str, str] = {}
        for (code, name, period), values in table.values.items():
            if code != form.code or not self._belongs(code, name, period, group):
                continue
            kept = table.kept.get((place, table.sources[code, name, period]))
            value = values[place]
            if value is None and kept is None:
                continue
            fields[name] = kept[0] if value is None and kept else _shown(form.by_code[name], value)
            column = self._columns.get(table.sources[code, name, period])
            is_measured = column is not None and (column.unit is not None or code == TOTALS)
            unit = self._unit(column, place) if column is not None and is_measured else ""
            if unit and form.by_code[name].is_number:
                units[name] = unit
        for (code, name), constant in self._sheet.mapping.constants.items():
            if code == form.code and constant is not None and name in form.by_code:
                fields.setdefault(name, _shown(form.by_code[name], constant))
        return fields, units

    def _belongs(self, code: str, name: str, period: str, group: str) -> bool:
        """Whether a column speaks of the records of a group of columns."""
        if period == group:
            return True
        is_own = (code, name, group) in self._sheet.table.values
        return not (period or is_own or self._catalogue.form(code).by_code[name].is_number)

    def _unit(self, column: Column, place: int) -> str:
        for remark in self._sheet.table.remarks.get(place, ()):
            if remark.column == column.index and remark.names_unit:
                return remark.other
        return column.unit.text if column.unit is not None else ""

    def _given_along(
        self, found: Collected, where: int, fields: Mapping[str, str]
    ) -> dict[str, str]:
        """Return the unit that a new firm is given where its row names none."""
        unit = found.values[where][found.columns.index("reporting_unit")]
        is_given = unit is not None and where not in found.stored
        return {"reporting_unit": str(unit)} if is_given and "reporting_unit" not in fields else {}

    def _owner(self, where: int) -> Entry:
        form = self._catalogue.form("patent_owner")
        found = self._preview.records["patent_owner"]
        values = zip(found.columns, found.values[where], strict=True)
        return {
            "form": "patent_owner",
            "uid": found.uids[where],
            "state": self._state("patent_owner", where),
            "parent": self._parent(form, where),
            "fields": {
                name: _shown(form.by_code[name], value)
                for name, value in values
                if value is not None and name in form.by_code
            },
            "source_unit": {},
        }


def _shown(entry: Field, value: Stored) -> str:
    return entry.format.plain(value)
