"""应报名录: who is due in a period, and who reports nothing for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.plans import Applied, ChangePlan, Rows
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, period_label
from desktop_app.work.workspace import Workspace

REPORTED = "reported"
EXCUSED = ("zero", "suspended", "missing")
"""States of a firm without figures: 零报送, 停报, 未报; each with its reason."""


@dataclass(frozen=True, slots=True)
class DueFirm:
    """One line of the due list.

    Attributes:
        firm: Uid of the firm.
        state: "reported", "zero", "suspended", "missing", or "" where nobody said anything yet.
        reason: Why it reports nothing, or "".
    """

    firm: str
    state: str = ""
    reason: str = ""


def due_list(ws: Workspace, period: str) -> list[DueFirm]:
    """Return the due firms of a period in order of entry; without a list, those in operation."""
    known = {
        str(firm): DueFirm(str(firm), str(state or ""), str(reason or ""))
        for _uid, _version, firm, state, reason in ws.store.rows(
            "due", ("firm", "state", "reason"), where="r.period = ?", params=(period,)
        )
    }
    return [known.get(firm, DueFirm(firm)) for firm in ws.store.due_firms(period)]


def mark_due(ws: Workspace, period: str, marks: Mapping[str, tuple[str, str]]) -> Applied | None:
    """Say of firms that they report nothing, and why; "" as state takes it back.

    The whole list is written, since a list that exists is the list: a single line would make
    that one firm the only one due.

    Args:
        ws: The workspace.
        period: Code of the period.
        marks: (state, reason) by firm.

    Raises:
        UserError: The period is sent.
    """
    known = {
        str(firm): (str(uid), version, state, reason)
        for uid, version, firm, state, reason in ws.store.rows(
            "due", ("firm", "state", "reason"), where="r.period = ?", params=(period,)
        )
    }
    rows = []
    for due in due_list(ws, period):
        state, reason = marks.get(due.firm, (due.state, due.reason))
        uid, version, *before = known.get(due.firm, (new_uid(), None))
        after = [state or None, reason.strip() or None]
        if before != after:
            rows.append((uid, version, due.firm, period, *after))
    if not rows:
        return None
    title = _("应报名录：{period}，改 {n} 家").format(period=period_label(period), n=len(marks))
    block = Rows("due", ("firm", "period", "state", "reason"), rows)
    return ws.store.apply(ChangePlan("edit", title, (block,)), check=len(rows) <= len(marks))
