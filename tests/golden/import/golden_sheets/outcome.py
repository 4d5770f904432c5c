"""What became of every row, written as a clerk would note it: one entry a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from desktop_app.importing.model import NOTES
from desktop_app.importing.preview import ImportPreview
from golden_sheets.grid import spelled

Noted = dict[str, Any]
Entry = Mapping[str, Any]
UNIT = "330203"
"""Reporting unit that the tests import for; that a new firm is given it is not noted."""


def noted(
    preview: ImportPreview,
    entries: Iterable[Entry],
    stored: Mapping[str, str] = MappingProxyType({}),
) -> Noted:
    """Return what became of every file and row.

    A row is noted under its sheet and its number as Excel shows it: as what it was skipped or
    refused for, or by the fields of its records, the units that differ from those of its sheet
    and its flags, each with the cell it is about. `was` tells which of its records were there
    before, and whether they change. `of` is the stored name of the firm that its records belong
    to, where the row does not call it so. A row that stands in several tables has a list. `asked`
    tells for which names a person is asked, and the likeliest firm.

    Args:
        preview: The import.
        entries: Its listing.
        stored: Names of the firms that were there before, by uid.
    """
    found = list(entries)
    several = len(preview.files) > 1
    files = {file.path.name: str(file.problem.problem) for file in preview.files if file.problem}
    sheets: dict[str, Noted] = {}
    for sheet in preview.sheets:
        rows = sheets.setdefault(_name(sheet.file, sheet.name, several=several), {})
        for number, why in sheet.table.skipped:
            rows.setdefault(number, []).append({"skip": why})
    firms = {**stored, **_names(preview)}
    before = None
    for entry in found:
        if "error" not in entry:
            where = _name(entry["file"], entry["sheet"], several=several), entry["row"]
            row = sheets[where[0]].setdefault(entry["row"], [])
            _note(row, entry, firms, goes_on=where == before)
            before = where
    return {
        "files": files,
        "asked": {asked.name: asked.candidates[0].name for asked in preview.questions},
        "sheets": {name: _finished(rows) for name, rows in sheets.items()},
    }


def _names(preview: ImportPreview) -> dict[str, str]:
    """Return the names under which firms will be stored, by uid."""
    found = preview.records.get("firm")
    if found is None:
        return {}
    at = found.columns.index("name") if "name" in found.columns else -1
    named = (str(found.final(n)[at] or "") if at >= 0 else "" for n in range(len(found.uids)))
    return dict(zip(found.uids, named, strict=True))


def _name(file: str, sheet: str, *, several: bool) -> str:
    return f"{file}!{sheet}" if several else sheet


def _note(row: list[Noted], entry: Entry, firms: Mapping[str, str], *, goes_on: bool) -> None:
    """Note one entry of the listing; those of one row come one after the other."""
    if entry.get("skipped"):
        said = entry["remarks"]
        row[-1]["sums"] = [f"{one['flag']}@{one.get('cell', '')}" for one in said]
        return
    if entry.get("rejected"):
        at = f"@{entry['cells'][0]}" if entry["cells"] else ""
        row.append({"refuse": [f"{entry['reason']}{at}", *entry["reasons"][1:]]})
        return
    record = " ".join(filter(None, (entry["form"], entry.get("period"))))
    if not goes_on or not _goes_on(row[-1], record):
        row.append({"flags": [], "units": {}})
    one = row[-1]
    fields = dict(entry["fields"])
    if entry["form"] == "firm" and fields.get("reporting_unit") == UNIT:
        del fields["reporting_unit"]
    if entry["form"] == "patent_owner":
        one.setdefault(record, []).append(fields)
    else:
        one[record] = fields
    if entry["state"] != "new":
        one.setdefault("was", {})[record] = entry["state"]
    one["units"] |= {f"{entry['form']}.{name}": u for name, u in entry["source_unit"].items()}
    one["flags"] = sorted({*one["flags"], *_flags(entry)})
    owner = _owner(entry, firms)
    if owner is not None and one.get("firm", {}).get("name", "") != owner:
        one["of"] = owner


def _owner(entry: Entry, firms: Mapping[str, str]) -> str | None:
    """Return the stored name of the firm that a record is about or belongs to.

    "" where it belongs to none, None where that is no question.
    """
    if entry["form"] == "firm":
        return firms[entry["uid"]]
    parent = entry.get("parent", "")
    return "" if parent is None else firms.get(parent)


def _goes_on(row: Noted, record: str) -> bool:
    """Whether a record belongs to the row that was noted last."""
    ended = "refuse" in row or "skip" in row
    return not ended and (record not in row or record.startswith("patent_owner"))


def _flags(entry: Entry) -> list[str]:
    told = [mark for mark in entry.get("remarks", ()) if mark["flag"] not in NOTES]
    named = {mark["flag"] for mark in told}
    placed = [mark["flag"] + ("@" + mark["cell"] if "cell" in mark else "") for mark in told]
    return placed + [flag for flag in entry["flags"] if flag not in named]


def _finished(rows: Mapping[int, list[Noted]]) -> Noted:
    """Take the units that all rows share out of the rows, and the lists of one apart."""
    every = [one for row in rows.values() for one in row if "units" in one]
    said: dict[str, set[str]] = {}
    for one in every:
        for field, unit in one["units"].items():
            said.setdefault(field, set()).add(unit)
    shared = {field: units.pop() for field, units in said.items() if len(units) == 1}
    for one in every:
        left = {field: unit for field, unit in one.pop("units").items() if field not in shared}
        if left:
            one["units"] = left
        if not one["flags"]:
            del one["flags"]
    listed = {str(number): rows[number] for number in sorted(rows)}
    return {
        "units": shared,
        "rows": {number: row[0] if len(row) == 1 else row for number, row in listed.items()},
    }


def expected(said: Noted) -> Noted:
    """Return a written expectation with what it may leave out or write short."""
    sheets = {
        name: {"units": sheet.get("units", {}), "rows": _full(sheet.get("rows", {}))}
        for name, sheet in said.get("sheets", {}).items()
    }
    asked = {spelled(name): spelled(firm) for name, firm in said.get("asked", {}).items()}
    return {"files": said.get("files", {}), "asked": asked, "sheets": sheets}


def _full(said: Any) -> Any:
    if isinstance(said, str):
        return spelled(said)
    if isinstance(said, list):
        return [_full(one) for one in said]
    if isinstance(said, dict):
        return {
            key: sorted(map(spelled, one)) if key == "flags" else _full(one)
            for key, one in said.items()
        }
    return said


def differing(got: Noted, want: Noted) -> dict[str, tuple[Any, Any]]:
    """Return where two notes differ: what was got and what was wanted, by file, sheet and row."""
    one, other = _flat(got), _flat(want)
    return {
        place: (one.get(place), other.get(place))
        for place in sorted(one.keys() | other.keys())
        if one.get(place) != other.get(place)
    }


def _flat(said: Noted) -> dict[str, Any]:
    flat: dict[str, Any] = {f"file {name}": why for name, why in said["files"].items()}
    flat |= {f"asked {name}": firm for name, firm in said["asked"].items()}
    for name, sheet in said["sheets"].items():
        flat[f"{name} units"] = sheet["units"]
        flat |= {f"{name} {int(row):04}": one for row, one in sheet["rows"].items()}
    return flat
