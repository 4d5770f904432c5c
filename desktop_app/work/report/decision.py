"""What the city answered to a report: read from the receipts and return slips that were taken."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.states import LOCKED, RECEIPT, RETURN, ReportState
from desktop_app.work.report.reporting import Report, deadline_of
from desktop_app.work.workspace import Workspace

_COLUMNS = ("kind", "decision", "revision", "received_at", "at", "deadline", "text", "signer")


@dataclass(frozen=True, slots=True)
class Decision:
    """A receipt or return slip that was taken.

    Attributes:
        kind: RECEIPT or RETURN.
        state: What it made of the report.
        revision: The revision that it answers.
        received_at: When the city received that package (UTC, ISO); `taken_at` when this came here.
        deadline: Last day for the correction, ISO, or "".
        text: What it says on the whole, or "".
        signer: Who signed it.
    """

    kind: str
    state: ReportState
    revision: int
    received_at: str
    taken_at: str
    deadline: str
    text: str
    signer: str


def decision_of(ws: Workspace, period: str) -> Decision | None:
    """Return the city's newest answer to the report of a period, or None."""
    rows = ws.store.rows(
        "exchange",
        _COLUMNS,
        where="r.for_period = ? AND r.kind IN (?, ?)",
        params=(period, RECEIPT, RETURN),
    )
    newest = None
    for row in rows:
        newest = row
    if newest is None:
        return None
    kind, state, revision, *texts = newest[2:]
    received_at, taken_at, deadline, text, signer = (str(one or "") for one in texts)
    return Decision(
        str(kind),
        ReportState(str(state)),
        int(revision or 0),
        *(received_at, taken_at, deadline, text, signer),
    )


CORRECTING = "更正"
"""What people call a draft that was opened from an accepted report."""


def state_of(ws: Workspace, report: Report) -> str:
    """Return the word for where a report stands, in Chinese as stored."""
    if report.state is ReportState.DRAFT and report.values.get("reason"):
        last = decision_of(ws, report.period)
        if last is not None and last.state is ReportState.ACCEPTED:
            return CORRECTING
    return report.state.value


def due_day(ws: Workspace, report: Report) -> str:
    """Return the last day for what is to be sent next, ISO, or "" where none is set.

    A report that was returned goes by the return slip until its next revision is sent.
    """
    if report.state not in LOCKED and report.uid:
        last = decision_of(ws, report.period)
        if last is not None and last.kind == RETURN and last.deadline:
            return last.deadline
    return deadline_of(ws, report.period)
