"""任务文件 in a district: judged, shown as what it would change, and installed as one batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Rows, put
from desktop_app.domain.task_sections import DUE, SECTIONS
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, listed, told
from desktop_app.packages.envelope import is_certificate_of
from desktop_app.packages.pki.admission import admission_name, read_admission
from desktop_app.packages.pki.revocation import (
    RevocationList,
    read_list,
    read_lists,
    read_trusted,
    revocations,
)
from desktop_app.packages.task import OtherForms, TaskFile, is_task, read_task
from desktop_app.packages.verdict import Verdict
from desktop_app.packages.verify import read_package
from desktop_app.packages.wording import messages
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.write_file import whole_file
from desktop_app.sheets.writing.reread import NotOurs
from desktop_app.work.keys.admit import take_admission
from desktop_app.work.keys.revoke import take_list
from desktop_app.work.report.city_file import judge
from desktop_app.work.task.check import faults
from desktop_app.work.task.due import due_blocks, due_items
from desktop_app.work.task.in_force import CERTIFICATE, task_in_force
from desktop_app.work.task.items import Item, setting_items
from desktop_app.work.task.make import task_name
from desktop_app.work.task.sections import kept_sections, section_blocks
from desktop_app.work.workspace import CITY, Workspace


class Outcome(StrEnum):
    """What can become, or became, of a task file."""

    READY = "可以装入"
    INSTALLED = "已装入"
    SAME = "已在库"
    REFUSED = "不收"


@dataclass(frozen=True, slots=True)
class TaskLook:
    """A task file that was judged, with what it would change.

    Attributes:
        path: The file.
        outcome: Ready to be installed, installed, there already, or refused.
        sentences: What is said of it, the worst first.
        task: What it says, where it can be believed.
        items: What it changes, one by one.
        applied: The batch, once installed.
    """

    path: Path
    outcome: Outcome
    sentences: tuple[str, ...]
    task: TaskFile | None = None
    items: tuple[Item, ...] = ()
    applied: Applied | None = None
    workbook: VerifiedWorkbook | None = None

    @property
    def exit_code(self) -> int:
        """0 installed, there already or ready to be; 2 refused."""
        return 2 if self.outcome is Outcome.REFUSED else 0


class _NotTakenError(Exception):
    """Why a task file is not taken; its message is what people read."""


def look_at_task(ws: Workspace, path: Path) -> TaskLook:
    """Judge a task file and say what it would change; nothing is changed.

    Whatever is wrong with the file is its result.

    Raises:
        UserError: The file cannot be read, or the workspace is no district's.
    """
    if ws.role == "city":
        raise UserError(_("任务文件由区县装入。"), _("数据未动。市局用 task make 制作。"))
    data = read_package(path)
    verdict, found = _judge(ws, data)
    if verdict.workbook is None:
        return TaskLook(path, Outcome.REFUSED, tuple(messages(verdict)))
    try:
        task = found or _read(ws, verdict.workbook)
        _insist_on_ours(ws, task, verdict.digest)
    except _NotTakenError as why:
        return TaskLook(path, Outcome.REFUSED, (str(why),))
    look = TaskLook(path, Outcome.READY, (), task, workbook=verdict.workbook)
    now = task_in_force(ws)
    if now is not None and now.digest == verdict.digest:
        return replace(
            look, outcome=Outcome.SAME, sentences=(_("这份任务文件已经装入，数据未动。"),)
        )
    remarks = tuple(messages(verdict)) if verdict.causes else ()
    return replace(look, sentences=(_told(task), *remarks), items=_items(ws, task))


def install_task(ws: Workspace, look: TaskLook) -> TaskLook:
    """Install what was looked at, as one batch; a file that is there already changes nothing.

    The revocation list and the city's certificate are kept beside the trusted certificates: they
    only go forward, so that undoing the batch does not bring a revoked key back.

    Raises:
        UserError: Records are in the way, or the disk is full. The data is as it was.
    """
    task, workbook = look.task, look.workbook
    if task is None or workbook is None or look.outcome is Outcome.REFUSED:
        return look
    if look.outcome is Outcome.SAME:
        _keep_trust(ws, task)
        return look
    file = f"{task_name(task.number)}_{workbook.digest[:12]}.xlsx"
    with whole_file(ws.received / file) as kept:
        kept.write(workbook.data)
    blocks = [
        block
        for section in SECTIONS
        if section != DUE
        for block in section_blocks(ws, section, task.rows(section))
    ]
    plan = ChangePlan(
        "task",
        _("装入任务文件 {number} 号").format(number=task.number),
        (*blocks, *due_blocks(ws, task.rows(DUE)), _exchange(task, workbook, file)),
        {"file": file, "digest": workbook.digest},
    )
    # First, since a sudden end after the batch would leave a revoked key trusted for good.
    _keep_trust(ws, task)
    applied = ws.store.apply(plan, check=False)
    return replace(look, outcome=Outcome.INSTALLED, applied=applied)


def _exchange(task: TaskFile, workbook: VerifiedWorkbook, file: str) -> Rows:
    return put(
        "exchange",
        new_uid(),
        None,
        {
            "kind": "task",
            "digest": workbook.digest,
            "revision": task.number,
            "file": file,
            "at": datetime.now(UTC).replace(microsecond=0).isoformat(),
            "state": "taken",
            "signer": workbook.signer.person,
            "signed_at": task.issued_at.isoformat(),
            "text": task.text or None,
        },
    )


def _keep_trust(ws: Workspace, task: TaskFile) -> None:
    if task.revocations and (found := _newer_list(ws, task)) is not None:
        take_list(ws, found.data)
    for data in _admissions(task):
        take_admission(ws, data)
    if task.certificate:
        with whole_file(ws.trust / CERTIFICATE) as file:
            file.write(task.certificate.encode("ascii"))


def _admissions(task: TaskFile) -> list[bytes]:
    """Return the admissions of a task file, each as a file of its own."""
    end = "-----END CERTIFICATE-----\n"
    parts = task.admitted.split(end)
    return [f"{part}{end}".encode("ascii") for part in parts if part.strip()]


# -- judging -----------------------------------------------------------------------------------


def _judge(ws: Workspace, data: bytes) -> tuple[Verdict, TaskFile | None]:
    """Return the verdict; a list that has grown too old is replaced by the one in the file."""
    trusted = read_trusted(ws.trust)
    verdict = judge(ws, data, trusted)
    if [cause.id for cause in verdict.causes[:1]] != ["revocations-old"]:
        return verdict, None
    bare = judge(ws, data, replace(trusted, revoked=()))
    if bare.workbook is None:
        return verdict, None
    try:
        task = _read(ws, bare.workbook)
        found = _newer_list(ws, task)
    except _NotTakenError:
        return verdict, None
    if found is None:
        return verdict, None
    others = [
        one
        for one in read_lists(ws.trust, trusted.certificates)
        if one.issuer.subject != found.issuer.subject
    ]
    again = replace(trusted, revoked=revocations([*others, found]))
    return judge(ws, data, again), task


def _read(ws: Workspace, workbook: VerifiedWorkbook) -> TaskFile:
    base = ws.store.base
    if not is_task(workbook):
        raise _NotTakenError(_("这不是市局的任务文件，数据未动。"))
    try:
        return read_task(workbook, base)
    except OtherForms as error:
        raise _NotTakenError(
            _("任务文件的表式版本是 {theirs}，本软件是 {ours}。更新本软件再装，数据未动。").format(
                theirs=error, ours=base.version
            )
        ) from error
    except NotOurs as error:
        raise _NotTakenError(
            _("签名无误，但内容不是本软件的写法（{place}），数据未动。").format(place=error)
        ) from error


def _insist_on_ours(ws: Workspace, task: TaskFile, digest: str) -> None:
    """Raise `_NotTakenError` where a task file is not for this workspace at this time."""
    if not task.is_for(ws.unit):
        units = listed(map(ws.catalogue.unit_name, task.units))
        raise _NotTakenError(
            _("这份任务文件是发给{units}的，不是本单位的，数据未动。").format(units=units)
        )
    now = task_in_force(ws)
    if now is not None and now.number >= task.number and now.digest != digest:
        raise _NotTakenError(
            _("这份任务文件是 {n} 号，已装入 {now} 号，不再装旧的，数据未动。").format(
                n=task.number, now=now.number
            )
        )
    if wrong := next(faults(ws.store.base, task.sections), ""):
        raise _NotTakenError(_("{why}，数据未动。").format(why=wrong))
    _insist_on_trust(ws, task)


def _insist_on_trust(ws: Workspace, task: TaskFile) -> None:
    trust = read_trusted(ws.trust).certificates
    if task.revocations:
        _newer_list(ws, task)
    try:
        for data in _admissions(task):
            read_admission(data, trust)
    except UserError as error:
        raise _NotTakenError(error.message) from error
    if task.certificate and not is_certificate_of(task.certificate, CITY, trust):
        raise _NotTakenError(_("随任务文件来的证书不是市局的，数据未动。"))


def _newer_list(ws: Workspace, task: TaskFile) -> RevocationList | None:
    """Return the revocation list of a task file, where it is newer than the one that is here.

    Raises:
        _NotTakenError: It is none of a trusted CA.
    """
    if not task.revocations:
        return None
    trust = read_trusted(ws.trust).certificates
    try:
        found = read_list(task.revocations.encode("ascii"), trust)
        known = read_lists(ws.trust, trust)
    except UserError as error:
        raise _NotTakenError(error.message) from error
    before = [one.number for one in known if one.issuer.subject == found.issuer.subject]
    return found if found.number > max(before, default=0) else None


# -- what it says ------------------------------------------------------------------------------


def _told(task: TaskFile) -> str:
    said = _("任务文件 {n} 号，{day} 签发").format(n=task.number, day=f"{task.issued_at:%Y-%m-%d}")
    return told(said, task.text) if task.text else said


def _items(ws: Workspace, task: TaskFile) -> tuple[Item, ...]:
    before = {name: rows for name, rows in kept_sections(ws).items() if name != DUE}
    after = {name: rows for name, rows in task.sections.items() if name != DUE}
    settings = setting_items(ws.store.base, before, after)
    return (*settings, *due_items(ws, task.rows(DUE)), *_trust_items(ws, task))


def _trust_items(ws: Workspace, task: TaskFile) -> Iterator[Item]:
    found = _newer_list(ws, task)
    if found is not None:
        trust = read_trusted(ws.trust).certificates
        known = [
            one for one in read_lists(ws.trust, trust) if one.issuer.subject == found.issuer.subject
        ]
        before = _list_text(known[0]) if known else ""
        yield Item("revocations", _("吊销名单"), before, _list_text(found))

    trust = read_trusted(ws.trust).certificates
    for data in _admissions(task):
        one = read_admission(data, trust)
        if not (ws.trust / admission_name(one.certificate)).exists():
            who = one.identity
            said = f"{who.unit} {who.person} {who.role}".strip()
            yield Item("admitted", _("外部证书登记"), "", said)


def _list_text(found: RevocationList) -> str:
    return _("第 {n} 号，吊销 {count} 张，用到 {day}").format(
        n=found.number, count=len(found.revoked), day=f"{found.next_update:%Y-%m-%d}"
    )
