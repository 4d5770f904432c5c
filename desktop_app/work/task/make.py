"""任务文件 at the city: what is set becomes a sealed workbook for the districts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Stored, put
from desktop_app.domain.task_sections import ASKED, DUE, SECTIONS
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, listed
from desktop_app.packages.pki.admission import pem
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import Signer, certificate_pem
from desktop_app.packages.report.model import PackageSummary
from desktop_app.packages.report.write import write_sealed
from desktop_app.packages.task import Row, TaskFile, task_sheets
from desktop_app.work.hand_out import free_name, hand_out
from desktop_app.work.keys.admit import admissions
from desktop_app.work.keys.revoke import lists
from desktop_app.work.task.check import faults
from desktop_app.work.task.items import Item, setting_items
from desktop_app.work.task.sections import kept_sections, section_blocks, set_apart
from desktop_app.work.task.source import Source, laid_over
from desktop_app.work.workspace import Workspace, find_unit

_A_DAY = 100
"""Numbers that a day has: a number is the date with two digits behind it, or the next one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a task file would set.

    Attributes:
        sections: All sections, as they would be kept.
        items: What changes at the city itself.
        text: What is said on the whole.
    """

    sections: dict[str, list[Row]]
    items: tuple[Item, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class MadeTask:
    """A task file that was written, verified and recorded.

    Attributes:
        path: Where it was wanted; `kept` its copy in `sent/`.
        task: What it says.
        digest: SHA-256 of the file.
        applied: The batch that recorded it.
    """

    path: Path
    kept: Path
    task: TaskFile
    digest: str
    applied: Applied


def draft_task(ws: Workspace, source: Source | None = None) -> Draft:
    """Return what a task file would set: what is set already, with an officer's file laid over it.

    Raises:
        UserError: The workspace is no city's, or an entry cannot hold.
    """
    if ws.role != "city":
        raise UserError(
            _("只有市局的工作区才制作任务文件。"),
            _("数据未动。收到市局的任务文件，用 task install 装入。"),
        )
    given = source or Source()
    known = kept_sections(ws)
    wrong = list(faults(ws.store.base, given.sections))
    sections = set_apart(ws.store.base, laid_over(known, given.sections))
    wrong += [] if wrong else list(faults(ws.store.base, sections))
    if wrong:
        more = _("，另有 {n} 处").format(n=len(wrong) - 1) if wrong[1:] else ""
        raise UserError(f"{wrong[0]}{more}。", _("数据未动。改好再试。"))
    return Draft(sections, tuple(setting_items(ws.store.base, known, sections)), given.text)


def make_task(
    ws: Workspace,
    draft: Draft,
    *,
    signer: Signer,
    out: Path,
    units: Sequence[str] = (),
    text: str = "",
    certificate: Path | None = None,
) -> MadeTask:
    """Write and sign a task file, and let it hold at the city as well.

    Args:
        ws: The city's workspace.
        draft: What it sets.
        signer: The city's key.
        out: Where the file is wanted.
        units: Names or codes of the units that it is for; () for all.
        text: What is said on the whole; "" for what the officer's file says.
        certificate: The city's certificate that packages are enveloped for; else that in `keys`,
            of the encryption key where there is one.

    Raises:
        UserError: A unit is unknown, the key is not the city's, or `out` cannot be written.
            Nothing was changed.
    """
    when = datetime.now(UTC).replace(microsecond=0)
    codes = tuple(dict.fromkeys(find_unit(ws.catalogue, text) for text in units))
    task = TaskFile(
        number=_next_number(ws, when),
        units=codes,
        issued_at=when,
        person=ws.store.author.person,
        text=text.strip() or draft.text,
        sections=_for_units(draft.sections, codes),
        certificate=_certificate(ws, certificate),
        revocations=_revocations(ws, signer),
        forms=ws.store.base.version,
        admitted="".join(pem(one.certificate).decode() for one in admissions(ws, codes)),
    )
    kept = free_name(ws.sent / f"{task_name(task.number)}.xlsx")

    def make(path: Path) -> PackageSummary:
        sheets = task_sheets(task, ws.store.base)
        return write_sealed(path, sheets, signer, when=when, unit=ws.unit)

    def record(made: PackageSummary) -> Applied:
        return _record(ws, draft, task, digest=made.digest, file=kept.name)

    done = hand_out(ws, kept, out, make=make, record=record)
    return MadeTask(done.path, kept, task, done.made.digest, done.applied)


def _next_number(ws: Workspace, when: datetime) -> int:
    """Return a number above all before, also of files whose making was taken back since.

    They may be out. It goes by the day, so that it rises too where the workspace had to be made
    anew.
    """
    with ws.store.reading() as connection:
        (before,) = connection.execute(
            "SELECT max(revision) FROM (SELECT revision FROM exchange WHERE kind = 'task' "
            "UNION ALL SELECT revision FROM exchange_history WHERE kind = 'task')"
        ).fetchone()
    today = int(f"{when.astimezone():%Y%m%d}") * _A_DAY + 1
    return max(today, int(before or 0) + 1)


def _for_units(sections: dict[str, list[Row]], units: Sequence[str]) -> dict[str, list[Row]]:
    """Leave out what only concerns others."""
    if not units:
        return sections
    mine = {None, *units}
    return {
        **sections,
        DUE: [row for row in sections[DUE] if row[2] in mine],
        ASKED: [row for row in sections[ASKED] if row[1] in mine],
    }


def _certificate(ws: Workspace, path: Path | None) -> str:
    """Return the certificate that packages are enveloped for: one named, else that in `keys`."""
    own = [ws.keys / f"{ws.unit}{kind}.crt.pem" for kind in (Purpose.ENCRYPTION, Purpose.SIGN)]
    found = path or next((one for one in own if one.is_file()), None)
    return certificate_pem(found) if found else ""


def _revocations(ws: Workspace, signer: Signer) -> str:
    """Return the list of the CA that has issued the signing certificate, or ""."""
    issuer = signer.certificate.issuer
    found = [one for one in lists(ws) if one.issuer.subject == issuer]
    return found[0].data.decode("ascii") if found else ""


def task_name(number: int) -> str:
    """Return the file name, without its ending, that a task file gets."""
    return f"任务文件_{number}"


def _record(ws: Workspace, draft: Draft, task: TaskFile, *, digest: str, file: str) -> Applied:
    exchange: dict[str, Stored] = {
        "kind": "task",
        "digest": digest,
        "revision": task.number,
        "file": file,
        "at": task.issued_at.isoformat(),
        "state": "outgoing",
        "signer": task.person or None,
        "signed_at": task.issued_at.isoformat(),
        "text": task.text or None,
    }
    blocks = [block for one in SECTIONS for block in section_blocks(ws, one, draft.sections[one])]
    title = _("制作任务文件 {number} 号：{units}").format(
        number=task.number,
        units=listed(map(ws.catalogue.unit_name, task.units)) or _("所有单位"),
    )
    plan = ChangePlan(
        "task", title, (*blocks, put("exchange", new_uid(), None, exchange)), {"file": file}
    )
    return ws.store.apply(plan, check=False)
