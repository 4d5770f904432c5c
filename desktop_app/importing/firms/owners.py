"""Finds the firm that owns a patent: the first owner that the register has."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.owners import BETWEEN, owners_in
from desktop_app.importing.firms.matching import FirmCells, FirmIndex, FirmKeys, FirmMatch
from desktop_app.importing.records.sheet_rows import SheetRows

Said = tuple[Stored, Stored]


def match_owners(
    sheet: SheetRows, index: FirmIndex, firms: Sequence[FirmKeys | None]
) -> list[FirmKeys | None]:
    """Return the firm of each patent, found among its owners where the row names no firm.

    A patent of several owners belongs to the first that is exactly one firm of the register.

    Args:
        sheet: The rows.
        index: All firms.
        firms: What is known already; such rows stay as they are.
    """
    names = sheet.values("patent_owner", "name") or [None] * sheet.height
    codes = sheet.values("patent_owner", "uscc") or [None] * sheet.height
    known: dict[Said, FirmMatch] = {}
    found = list(firms)
    for place, said in enumerate(zip(names, codes, strict=True)):
        if found[place] is not None or said == (None, None) or not sheet.is_alive(place):
            continue
        match = known.get(said)
        if match is None:
            match = known[said] = _owner(said, index)
        found[place] = match.firm
        column = sheet.table.sources.get(("patent_owner", "name", ""), -1)
        if match.flag:
            sheet.remark(place, match.flag, column, match.other)
        if match.candidates:
            near = "、".join(one.name for one in match.candidates)
            sheet.remark(place, "firm_unknown", column, near)
            sheet.ask(place, match.other, match.candidates)
    return found


def _owner(said: Said, index: FirmIndex) -> FirmMatch:
    """Return the first owner that is a firm, else the first whose name is nearly that of one."""
    name, code = said
    entries = split_owners({"name": name, "uscc": code}, index) if name else [{"uscc": code}]
    several = FirmMatch(None)
    for entry in entries:
        cells = FirmCells(uscc=_text(entry.get("uscc")), name=_text(entry.get("name")))
        match = index.find(cells, may_add=False, named_only=False)
        if match.firm is not None:
            return match
        if match.reject == "several_firms":
            several = FirmMatch(None, "several_firms", other=match.other)
        elif match.candidates and not (several.flag or several.candidates):
            several = FirmMatch(None, other=cells.name or "", candidates=match.candidates)
    return several


def split_owners(given: dict[str, Stored], index: FirmIndex) -> list[dict[str, Stored]]:
    """Return one entry an owner of a cell that may name several, in their order.

    Codes belong to the owners in their order; a single code to the one whose firm has it.
    """
    behind = _with_codes(owners_in(str(given["name"])))
    names = [name for name, _code in behind]
    codes = _codes_of(
        names, [code for code in str(given.get("uscc") or "").split(BETWEEN) if code], index
    )
    codes = [own or code for (_name, own), code in zip(behind, codes, strict=True)]
    entries = []
    for number, (name, code) in enumerate(zip(names, codes, strict=True)):
        position = number + 1 if len(names) > 1 else given.get("position") or 1
        share = given.get("share") if len(names) == 1 else None
        entries.append({"name": name, "uscc": code, "position": position, "share": share})
    return entries


def _with_codes(parts: Sequence[str]) -> list[tuple[str, str | None]]:
    """Return owners, each with the credit code that stands behind its name."""
    found: list[tuple[str, str | None]] = []
    for part in parts:
        code = fold(part)
        if found and found[-1][1] is None and is_uscc(code):
            found[-1] = (found[-1][0], code)
        else:
            found.append((part, None))
    return found


def _codes_of(names: Sequence[str], codes: Sequence[str], index: FirmIndex) -> list[str | None]:
    if len(codes) == len(names):
        return list(codes)
    firm = index.by_uscc.get(codes[0]) if len(codes) == 1 else None
    if firm is None:
        return [None] * len(names)
    return [codes[0] if firm in index.named(name) else None for name in names]


def _text(value: Stored) -> str | None:
    return str(value) if value else None
