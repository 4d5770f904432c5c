"""What the city's task asks of a period: its days, signatures, forms; and which file set it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.task_sections import ASKED, PERIOD
from desktop_app.i18n import _
from desktop_app.work.workspace import CITY, Workspace

CERTIFICATE = f"{CITY}.crt"
"""Name, in `trust`, of the city's certificate that came with a task file."""

OF_THE_TASK = Path("-")
"""Named in place of a certificate's file: that of the city, which came with a task file."""


@dataclass(frozen=True, slots=True)
class PeriodTask:
    """What is asked of a period.

    Attributes:
        period: Its code.
        opening: ISO date from which it is filled in, or "".
        deadline: Last day to report in time, or "".
        closing: Last day on which the city takes packages at all, or "".
        signatures: How many people sign a package: 1, or 2 (填报人 and 单位负责人).
    """

    period: str
    opening: str = ""
    deadline: str = ""
    closing: str = ""
    signatures: int = 1


@dataclass(frozen=True, slots=True)
class TaskInForce:
    """The task file that was made or installed last.

    Attributes:
        number: Its number.
        digest: SHA-256 of the file; `file` its name in `sent` or `received`.
        at: When it was made or installed here (UTC, ISO).
        made_at: When the city made it, as it says itself (UTC, ISO).
        signer: Who signed it.
        text: What it says on the whole.
    """

    number: int
    digest: str
    file: str
    at: str
    made_at: str
    signer: str
    text: str


def period_task(ws: Workspace, period: str) -> PeriodTask:
    """Return what is asked of a period, given by its canonical code."""
    return next((one for one in period_tasks(ws) if one.period == period), PeriodTask(period))


def period_tasks(ws: Workspace) -> list[PeriodTask]:
    """Return all periods that the city has set."""
    columns = ("for_period", "opening", "deadline", "closing", "signatures")
    return [
        PeriodTask(
            str(code), str(opening or ""), str(deadline or ""), str(closing or ""), int(count or 1)
        )
        for _uid, _version, code, opening, deadline, closing, count in ws.store.rows(
            PERIOD, columns
        )
    ]


def set_periods(ws: Workspace) -> list[str]:
    """Return the codes of the periods that the city has set."""
    return [one.period for one in period_tasks(ws)]


def signatures_needed(ws: Workspace, period: str) -> int:
    """Return how many people sign a package of a period: 1 or 2."""
    return period_task(ws, period).signatures


def asked_forms(ws: Workspace, period: str, unit: str = "") -> tuple[str, ...]:
    """Return the codes of the forms that a unit reports in a period; () where all are asked."""
    rows = ws.store.rows(ASKED, ("for_unit", "form"), where="r.for_period = ?", params=(period,))
    mine = {str(form) for _uid, _version, owner, form in rows if owner in {None, unit or ws.unit}}
    return tuple(form.code for form in ws.catalogue.reported if form.code in mine)


def lacking_forms(ws: Workspace, period: str, unit: str = "") -> list[Form]:
    """Return the forms that a unit is asked for in a period and has no record of."""
    store = ws.store.of(unit or ws.unit)
    forms = map(ws.catalogue.form, asked_forms(ws, period, unit))
    return [form for form in forms if not store.count(form.code, period if form.periodic else "")]


def task_in_force(ws: Workspace) -> TaskInForce | None:
    """Return the task file that was made (city) or installed (district) last, or None."""
    columns = ("revision", "digest", "file", "at", "signed_at", "signer", "text")
    rows = ws.store.rows("exchange", columns, where="r.kind = 'task'")
    found = max(((int(row[2] or 0), row[3:]) for row in rows), default=None)
    if found is None:
        return None
    number, texts = found
    return TaskInForce(number, *(str(text or "") for text in texts))


def city_certificate(ws: Workspace) -> Path | None:
    """Return the certificate of the city that came with a task file, or None."""
    path = ws.trust / CERTIFICATE
    return path if path.is_file() else None


def certificate_for(ws: Workspace, named: Path | None) -> Path | None:
    """Return the certificate that a package is enveloped for; `OF_THE_TASK` means the task's.

    Raises:
        UserError: No task file has brought the city's certificate.
    """
    if named != OF_THE_TASK:
        return named
    found = city_certificate(ws)
    if found is None:
        raise UserError(
            _("还没有市局的证书。"),
            _("没有导出，数据未动。装入带市局证书的任务文件，或在 --encrypt 后写明证书文件。"),
        )
    return found
