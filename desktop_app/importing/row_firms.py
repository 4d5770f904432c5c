"""Finds the firm of every row of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.plans import Stored
from desktop_app.importing.cell_codes import FIRM_CODES
from desktop_app.importing.matching import FirmCells, FirmIndex, FirmKeys, FirmMatch
from desktop_app.importing.sheet_rows import SheetRows

_ASKED = frozenset({"firm_unknown", "several_firms"})
Cells = tuple[Stored, Stored, Stored, Stored]


def match_firms(sheet: SheetRows, index: FirmIndex) -> list[FirmKeys | None]:
    """Return the firm of each row; what is wrong or doubtful is noted with the row."""
    given = _given(sheet)
    if given is None:
        return [None] * sheet.height
    is_main = sheet.mapping.main == "firm"
    is_needed = is_main or _is_needed(sheet)
    known: dict[Cells, FirmMatch] = {}
    firms: list[FirmKeys | None] = []
    rejects = sheet.table.rejects
    for place, cells in enumerate(given):
        if place in rejects:
            firms.append(None)
            continue
        match = known.get(cells)
        if match is None:
            match = known[cells] = index.find(_cells(cells), may_add=True, named_only=is_main)
        firms.append(match.firm)
        if match.flag or match.reject:
            _note(sheet, place, match, is_needed=is_needed)
    return firms


def match_owners(sheet: SheetRows, index: FirmIndex) -> list[FirmKeys | None]:
    """Return the firm that owns the patent of each row, where the register has it."""
    names = sheet.values("patent_owner", "name") or [None] * sheet.height
    codes = sheet.values("patent_owner", "uscc") or [None] * sheet.height
    firms: list[FirmKeys | None] = []
    for place, (name, code) in enumerate(zip(names, codes, strict=True)):
        if not name and not code:
            firms.append(None)
            continue
        cells = FirmCells(uscc=_text(code), name=_text(name))
        match = index.find(cells, may_add=False, named_only=False)
        firms.append(match.firm)
        if match.firm is not None and match.flag:
            sheet.remark(place, match.flag, other=match.other)
    return firms


def _given(sheet: SheetRows) -> Sequence[Cells] | None:
    """Return code and name cells of all rows; those of the sheet's head where it has no columns."""
    columns = [sheet.table.column("firm", name) for name in (*FIRM_CODES, "name")]
    if any(column is not None for column in columns):
        blank: list[Stored] = [None] * sheet.height
        return list(zip(*(blank if c is None else c for c in columns), strict=True))
    head = _head(sheet)
    return None if head is None else [head] * sheet.height


def _head(sheet: SheetRows) -> Cells | None:
    """Return the firm that the head of a form names: 单位详细名称：…."""
    constants = sheet.mapping.constants
    uscc, org_code, reg_no, name = (constants.get(("firm", one)) for one in (*FIRM_CODES, "name"))
    if not (uscc or org_code or reg_no or name):
        return None
    return uscc, org_code, reg_no, name


def _is_needed(sheet: SheetRows) -> bool:
    """Whether the sheet's own form cannot stand without its firm."""
    form = sheet.form(sheet.mapping.main)
    return form.parent == "firm" and form.parent_required


def _note(sheet: SheetRows, place: int, match: FirmMatch, *, is_needed: bool) -> None:
    column = sheet.table.sources.get(("firm", "name", ""), -1)
    if match.reject and is_needed:
        sheet.reject(place, match.reject, column, match.other)
    elif match.reject in _ASKED:
        sheet.remark(place, match.reject, column, match.other)
    elif match.flag:
        sheet.remark(place, match.flag, column, match.other)


def _cells(cells: Cells) -> FirmCells:
    return FirmCells(*map(_text, cells))


def _text(value: Stored) -> str | None:
    return str(value) if value else None
