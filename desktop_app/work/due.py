"""应报名录: marking a firm of a period as 零报送 or 停报, or due again."""

from __future__ import annotations

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Rows, Stored, put
from desktop_app.domain.texts import tidy
from desktop_app.domain.uids import new_uids
from desktop_app.i18n import _
from desktop_app.store.findings import REPORTING_FORMS
from desktop_app.work.sheet import record_of
from desktop_app.work.workspace import Workspace

ZERO, SUSPENDED, MISSING = "zero", "suspended", "missing"


def mark_due(ws: Workspace, period: str, firm: str, state: str, reason: str = "") -> Applied:
    """Say how a firm reports in a period.

    The first mark of a period writes its whole due list down, so that who else is due stays.

    Raises:
        UserError: The firm has figures of the period, or the period is locked.
    """
    if state != MISSING:
        _refuse_figures(ws, period, firm, state)
    known = {
        str(row[2]): (str(row[0]), int(row[1] or 0))
        for row in ws.store.rows("due", ("firm",), where="r.period = ?", params=(period,))
    }
    values: dict[str, Stored] = {"state": state, "reason": tidy(reason) or None}
    title = _title(state)
    if firm in known:
        uid, version = known[firm]
        return ws.store.apply(ChangePlan("edit", title, (put("due", uid, version, values),)))
    firms = [uid for uid in ws.store.due_firms(period) if uid not in known] if not known else []
    if firm not in firms:
        firms.append(firm)
    rows = [
        (uid, None, one, period, *(values.values() if one == firm else (MISSING, None)))
        for uid, one in zip(new_uids(len(firms)), firms, strict=True)
    ]
    columns = ("firm", "period", "state", "reason")
    return ws.store.apply(ChangePlan("edit", title, (Rows("due", columns, rows),)))


def _refuse_figures(ws: Workspace, period: str, firm: str, state: str) -> None:
    for code in REPORTING_FORMS:
        if record_of(ws, ws.catalogue.form(code), firm, period):
            raise UserError(
                _("这一户本期已有数据，不能标为{word}。").format(word=_title(state)),
                _("数据未动。先清除它本期的记录，再标。"),
            )


def _title(state: str) -> str:
    return {ZERO: _("零报送"), SUSPENDED: _("停报")}.get(state, _("恢复应报"))
