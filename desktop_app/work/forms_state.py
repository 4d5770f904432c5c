"""How far each form is in a period: records kept, findings open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Form
from desktop_app.domain.findings import Severity
from desktop_app.work.report.remarks import open_remarks
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FormState:
    """A form in a period.

    Attributes:
        form: The form.
        count: Its records, of the period where it is periodic.
        to_fix: Open 强制 findings.
        to_explain: Open 核实 findings.
        remarks: Remarks of the city that nobody has acted on.
    """

    form: Form
    count: int
    to_fix: int
    to_explain: int
    remarks: int = 0


def forms_state(ws: Workspace, period: str, codes: Sequence[str]) -> tuple[FormState, ...]:
    """Return how far some forms are in a period."""
    found = [finding for finding in ws.store.findings(period) if finding.open]
    asked = [remark.form for remark in open_remarks(ws, period)]
    states = []
    for code in codes:
        form = ws.catalogue.form(code)
        mine = [finding.severity for finding in found if finding.form == code]
        states.append(
            FormState(
                form,
                ws.store.count(code, period),
                mine.count(Severity.MUST),
                mine.count(Severity.VERIFY),
                asked.count(code),
            )
        )
    return tuple(states)
