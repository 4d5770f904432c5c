"""收下: a receipt or return slip of the city, matched to the package by its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, put
from desktop_app.domain.states import RETURN, may_move
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, period_label, state_word
from desktop_app.packages.first_form import package_digest
from desktop_app.packages.notice import Notice, is_notice, read_notice
from desktop_app.packages.pki.admission import is_admission
from desktop_app.packages.pki.revocation import is_revocation_list, read_trusted
from desktop_app.packages.task import is_task
from desktop_app.packages.verify import read_package
from desktop_app.packages.wording import messages
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.write_file import whole_file
from desktop_app.sheets.writing.reread import NotOurs
from desktop_app.work.city.answers import exchange_of, kind_word, notice_name, remark_rows
from desktop_app.work.keys.admit import take_admission
from desktop_app.work.keys.revoke import take_list
from desktop_app.work.report.city_file import judge
from desktop_app.work.report.half_signed import (
    HalfSigned,
    half_known_by,
    half_of,
    keep_as_sent,
    take_signed,
)
from desktop_app.work.report.reporting import Report, report_of
from desktop_app.work.workspace import Workspace


class Outcome(StrEnum):
    """What became of a received file."""

    TAKEN = "已收下"
    SAME = "已在库"
    REFUSED = "不收"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file of the city.

    Attributes:
        path: The file.
        outcome: Taken, there already, or refused.
        sentences: What is said of it, the worst first.
        notice: What it says, where it is one.
        applied: The batch, where something changed.
    """

    path: Path
    outcome: Outcome
    sentences: tuple[str, ...]
    notice: Notice | None = None
    applied: Applied | None = None

    @property
    def exit_code(self) -> int:
        """0 taken or there already, 2 refused."""
        return 2 if self.outcome is Outcome.REFUSED else 0


def receive(ws: Workspace, path: Path) -> Taken:
    """Take a receipt or return slip: the report moves, remarks come to stand on their records.

    A revocation list, and the admission of a foreign certificate, is kept beside the certificates.

    Whatever is wrong with the file is its result; nothing is changed then.

    Raises:
        UserError: The file cannot be read, or the workspace is no district's.
    """
    if ws.role == "city":
        raise UserError(_("回执和退回单由区县收下。"), _("数据未动。报送包用 merge 合并。"))
    data = read_package(path)
    if is_revocation_list(data):
        return _take_list(ws, path, data)
    if is_admission(data):
        return _take_admission(ws, path, data)
    half = half_known_by(ws, package_digest(data))
    if half is not None:
        return _take_signed(ws, path, data, half)
    verdict = judge(ws, data, read_trusted(ws.trust))
    if verdict.workbook is None:
        return Taken(path, Outcome.REFUSED, tuple(messages(verdict)))
    try:
        notice = _read(ws, verdict.workbook)
    except UserError as error:
        return Taken(path, Outcome.REFUSED, (error.message,))
    return _take(ws, path, verdict.workbook, notice)


def _take_signed(ws: Workspace, path: Path, data: bytes, half: HalfSigned) -> Taken:
    """Take back the own package that the 负责人 signed on another computer."""
    period = period_label(half.report.period)
    if not half.holds:
        said = _("这一包导出以后，{period}的数改过，或重新审核过。").format(period=period)
        return Taken(path, Outcome.REFUSED, (said, _("重新导出，再请负责人签名，数据未动。")))
    verdict = take_signed(ws, half, data)
    if not verdict.valid:
        return Taken(path, Outcome.REFUSED, tuple(messages(verdict)))
    said = _("负责人已签名，{period}第 {n} 版已上报").format(period=period, n=half.report.revision)
    return Taken(path, Outcome.TAKEN, (said,))


def _take_admission(ws: Workspace, path: Path, data: bytes) -> Taken:
    try:
        found, newer = take_admission(ws, data)
    except UserError as error:
        return Taken(path, Outcome.REFUSED, (error.message,))
    who = found.identity
    said = _("外部证书登记给 {office} {person} {role}，用到 {day}").format(
        office=who.office,
        person=who.person,
        role=who.role,
        day=f"{found.certificate.not_valid_after_utc:%Y-%m-%d}",
    )
    return Taken(path, Outcome.TAKEN if newer else Outcome.SAME, (said,))


def _take_list(ws: Workspace, path: Path, data: bytes) -> Taken:
    try:
        found, newer = take_list(ws, data)
    except UserError as error:
        return Taken(path, Outcome.REFUSED, (error.message,))
    said = _("吊销名单第 {n} 号，吊销 {count} 张证书，用到 {day}").format(
        n=found.number, count=len(found.revoked), day=f"{found.next_update:%Y-%m-%d}"
    )
    return Taken(path, Outcome.TAKEN if newer else Outcome.SAME, (said,))


def _read(ws: Workspace, workbook: VerifiedWorkbook) -> Notice:
    if is_task(workbook):
        raise UserError(_("这是任务文件，不是回执或退回单，用 task install 装入，数据未动。"))
    if not is_notice(workbook):
        raise UserError(_("这不是市局的回执或退回单。"))
    try:
        return read_notice(workbook, ws.catalogue)
    except NotOurs as error:
        raise UserError(
            _("签名无误，但内容不是本软件的写法（{place}）。").format(place=error)
        ) from error


def _take(ws: Workspace, path: Path, workbook: VerifiedWorkbook, notice: Notice) -> Taken:
    if refusal := _not_for_us(ws, notice):
        return Taken(path, Outcome.REFUSED, (refusal,), notice)
    known = ws.store.rows("exchange", (), where="r.digest = ?", params=(workbook.digest,))
    if next(iter(known), None) is not None:
        said = _("这份{kind}已经收过，数据未动。").format(kind=kind_word(notice.kind))
        return Taken(path, Outcome.SAME, (said,), notice)
    half = half_of(ws, notice.period)
    answered = half is not None and half.digest == notice.package
    # What the city has received was signed twice, also if it never came by here again.
    report = half.as_sent if half and answered else report_of(ws, notice.period)
    if refusal := _does_not_fit(ws, notice, report):
        return Taken(path, Outcome.REFUSED, (refusal,), notice)
    if report.state is notice.decision:
        said = _("{period}的报表已经是{state}，这份{kind}没有新内容，数据未动。").format(
            period=period_label(notice.period),
            state=state_word(notice.decision),
            kind=kind_word(notice.kind),
        )
        return Taken(path, Outcome.SAME, (said,), notice)
    if not may_move(report.state, notice.decision):
        said = _("{period}的报表{state}，不能再转为{after}，数据未动。").format(
            period=period_label(notice.period),
            state=state_word(report.state),
            after=state_word(notice.decision),
        )
        return Taken(path, Outcome.REFUSED, (said,), notice)

    def act() -> Applied:
        return _apply(ws, workbook, notice, report, half if answered else None)

    applied = keep_as_sent(ws, half, act) if half and answered else act()
    return Taken(path, Outcome.TAKEN, _told(notice), notice, applied)


def _not_for_us(ws: Workspace, notice: Notice) -> str:
    if notice.unit == ws.unit:
        return ""
    return _("这份{kind}是发给{unit}的，不是本单位的，数据未动。").format(
        kind=kind_word(notice.kind), unit=ws.catalogue.unit_name(notice.unit)
    )


def _does_not_fit(ws: Workspace, notice: Notice, report: Report) -> str:
    """Return why a notice does not concern what was sent last, or ""."""
    current = report.values.get("package_digest")
    if current == notice.package and report.revision == notice.revision:
        return ""
    if current == notice.package or notice.package in _sent_before(ws):
        return _("这份{kind}答复的是{period}第 {n} 版，现在是第 {now} 版，数据未动。").format(
            kind=kind_word(notice.kind),
            period=period_label(notice.period),
            n=notice.revision,
            now=report.revision,
        )
    return _("这份{kind}答复的报送包（摘要 {digest}…）不是本工作区上报的，数据未动。").format(
        kind=kind_word(notice.kind), digest=notice.package[:12]
    )


def _sent_before(ws: Workspace) -> set[str]:
    """Return the digests of all packages that were ever sent."""
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT package_digest FROM report_history WHERE unit = ?", (ws.unit,)
        ).fetchall()
    return {str(row[0]) for row in found if row[0]}


def _told(notice: Notice) -> tuple[str, ...]:
    said = [
        _("{period}第 {n} 版：{state}").format(
            period=period_label(notice.period),
            n=notice.revision,
            state=state_word(notice.decision),
        )
    ]
    if notice.text:
        said.append(notice.text)
    if notice.deadline:
        said.append(_("更正期限 {day}").format(day=notice.deadline))
    if notice.remarks:
        said.append(_("逐条意见 {n} 条").format(n=len(notice.remarks)))
    return tuple(said)


def _apply(
    ws: Workspace,
    workbook: VerifiedWorkbook,
    notice: Notice,
    report: Report,
    half: HalfSigned | None,
) -> Applied:
    file = f"{notice_name(ws, notice)}_{workbook.digest[:12]}.xlsx"
    with whole_file(ws.received / file) as kept:
        kept.write(workbook.data)
    exchange = {
        **exchange_of(notice, workbook.digest, file),
        "at": datetime.now(UTC).replace(microsecond=0).isoformat(),
        "state": "taken",
        "signer": workbook.signer.person,
        "signed_at": workbook.signed_at.isoformat(),
    }
    moved = half.sent_values(half.at) if half else {}
    blocks = [
        *([half.ended] if half else ()),
        put("report", report.uid, report.version, {**moved, "state": notice.decision.value}),
        put("exchange", new_uid(), None, exchange),
        *(remark_rows(notice, workbook.digest) if notice.kind == RETURN else ()),
    ]
    title = _("收下{kind}：{period}，第 {n} 版，{state}").format(
        kind=kind_word(notice.kind),
        period=period_label(notice.period),
        n=notice.revision,
        state=state_word(notice.decision),
    )
    facts = {"file": file, "digest": workbook.digest, "package": notice.package}
    plan = ChangePlan(notice.kind, title, tuple(blocks), facts)
    return ws.store.apply(plan)
