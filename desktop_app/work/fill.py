"""Typing into a sheet: also into the row of a firm or incubator that has no record yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Stored
from desktop_app.domain.uids import new_uid
from desktop_app.work.edit import CellText, Edited, set_cells
from desktop_app.work.sheet import NEW, record_of
from desktop_app.work.workspace import Workspace


def fill_in(ws: Workspace, form_code: str, period: str, cells: Sequence[CellText]) -> Edited:
    """Save texts typed into a sheet as one batch; rows that had no record get one.

    Raises:
        Conflict: A record was changed or removed meanwhile.
        UserError: The period is locked.
    """
    form = ws.catalogue.form(form_code)
    fresh: dict[str, dict[str, Stored]] = {}
    known: dict[str, str] = {}
    placed = []
    for cell in cells:
        if not cell.uid.startswith(NEW):
            placed.append(cell)
            continue
        if cell.uid not in known:
            known[cell.uid] = _record_for(ws, form, cell.uid.removeprefix(NEW), period, fresh)
        placed.append(replace(cell, uid=known[cell.uid]))
    return set_cells(ws, form_code, placed, fresh=fresh)


def _record_for(
    ws: Workspace, form: Form, parent: str, period: str, fresh: dict[str, dict[str, Stored]]
) -> str:
    """Return the uid of a parent's record, of a new one where an earlier save made none."""
    uid = record_of(ws, form, parent, period)
    if not uid:
        uid = new_uid()
        fresh[uid] = {form.parent: parent, "period": period}
    return uid
