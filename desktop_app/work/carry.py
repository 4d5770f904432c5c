"""带入上期: last period's figures into the blank cells of a record."""

from __future__ import annotations

from desktop_app.catalogue.model import Form
from desktop_app.domain.periods import parse_period
from desktop_app.work.edit import CellText, Edited
from desktop_app.work.fill import fill_in
from desktop_app.work.sheet import NEW, record_of
from desktop_app.work.workspace import Workspace


def carry_over(ws: Workspace, form: Form, period: str, uid: str) -> Edited:
    """Copy what stood in a record a year earlier into its blank fields, as one batch.

    Args:
        ws: The workspace.
        form: A form with one record for each firm (or incubator) and period.
        period: Code of the period.
        uid: The record, or a row of the sheet that has none yet.

    Raises:
        UserError: The period is locked.
    """
    now = None if uid.startswith(NEW) else ws.store.record(form.code, uid)
    parent = str(now.values[form.parent]) if now else uid.removeprefix(NEW)
    before_uid = record_of(ws, form, parent, parse_period(period).previous)
    before = ws.store.record(form.code, before_uid) if before_uid else None
    if before is None:
        return Edited(None, ())
    cells = [
        CellText(uid, field.code, field.format.plain(before.values[field.code]))
        for field in form.typed
        if field.in_version(parse_period(period).year)
        and before.values[field.code] is not None
        and (now is None or now.values[field.code] is None)
    ]
    return fill_in(ws, form.code, period, cells) if cells else Edited(None, ())
