"""回执 and 退回单: what the city answers to a package that was merged, signed and handed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Rows, Stored, put
from desktop_app.domain.states import RECEIPT, RETURN, ReportState, may_move
from desktop_app.domain.texts import tidy
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, period_label, state_word
from desktop_app.packages.envelope import is_envelope, opened
from desktop_app.packages.first_form import package_digest
from desktop_app.packages.notice import TITLES, Notice, RemarkEntry, notice_sheets
from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import KeySigner, Signer, open_p12
from desktop_app.packages.pki.token_file import open_signer
from desktop_app.packages.report.model import PackageSummary
from desktop_app.packages.report.write import write_sealed
from desktop_app.work.city.received import first_received
from desktop_app.work.hand_out import free_name, hand_out
from desktop_app.work.report.reporting import Report, report_of
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Answered:
    """A merged package that is to be answered.

    Attributes:
        unit: Code of the unit that sent it.
        digest: SHA-256 of the file.
        received_at: When it was received.
        report: The report of its period, as the city has it.
    """

    unit: str
    digest: str
    received_at: datetime
    report: Report


@dataclass(frozen=True, slots=True)
class Issued:
    """A receipt or return slip that was written, verified and recorded.

    Attributes:
        path: Where it was wanted; `kept` its copy in `sent/`.
        notice: What it says.
        digest: SHA-256 of the file.
        applied: The batch that moved the report.
    """

    path: Path
    kept: Path
    notice: Notice
    digest: str
    applied: Applied


def answered(ws: Workspace, package: Path, opener: KeySigner | None = None) -> Answered:
    """Return the merged package that a file is; `opener` opens one in an envelope.

    Raises:
        UserError: The workspace is no city's, the file cannot be read or opened, was not merged,
            or a newer revision was merged since.
    """
    if ws.role != "city":
        raise UserError(
            _("只有市局的工作区才签发回执和退回单。"),
            _("数据未动。收到市局的回执或退回单，用 receive 收下。"),
        )
    digest = package_digest(opened(package, opener))
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT unit, for_period FROM exchange WHERE digest = ? AND kind = 'package' "
            "AND state = 'merged'",
            (digest,),
        ).fetchone()
    if found is None:
        raise UserError(
            _("{file} 还没有并入。").format(file=package.name), _("先用 merge 合并它。数据未动。")
        )
    unit, period = str(found[0]), str(found[1])
    report = report_of(ws, period, unit)
    if report.values.get("package_digest") != digest:
        raise UserError(
            _("{file} 已有更新的版次，不再答复。").format(file=package.name),
            _("答复{period}的第 {n} 版。数据未动。").format(
                period=period_label(period), n=report.revision
            ),
        )
    return Answered(unit, digest, first_received(ws, digest) or datetime.now(UTC), report)


def opener_for(ws: Workspace, package: Path, key: Path, password: str) -> KeySigner | None:
    """Return the city's key for a package in an envelope: its encryption key, or else `key`.

    Raises:
        UserError: The key cannot be read, or the password is not that of it.
    """
    if not is_envelope(package):
        return None
    own = ws.keys / f"{ws.unit}{Purpose.ENCRYPTION}.p12"
    return open_p12(own if own.is_file() else key, password)


def issue_receipt(
    ws: Workspace, package: Path, *, key: Path, password: str, out: Path, accept: bool = False
) -> Issued:
    """Answer a package with a receipt: 已受理, or with `accept` 验收.

    Raises:
        UserError: The package cannot be answered so, the key does not open or is not the city's,
            or `out` cannot be written. Nothing was changed.
    """
    about = answered(ws, package, opener_for(ws, package, key, password))
    decision = ReportState.ACCEPTED if accept else ReportState.RECEIVED
    return _issue(ws, about, RECEIPT, decision, signer=open_signer(key, password), out=out)


def issue_return(
    ws: Workspace,
    package: Path,
    remarks: Sequence[RemarkEntry],
    *,
    key: Path,
    password: str,
    out: Path,
    text: str = "",
    deadline: str = "",
) -> Issued:
    """Answer a package with a return slip.

    Raises:
        UserError: Nothing says what is wrong, `deadline` is no date, the package cannot be
            returned, the key does not open, or `out` cannot be written. Nothing was changed.
    """
    about = answered(ws, package, opener_for(ws, package, key, password))
    text = tidy(text)
    if not remarks and not text:
        raise UserError(
            _("退回单没有写哪里不对。"),
            _("数据未动。用 --remarks 给逐条意见，或用 --text 写总的意见。"),
        )
    if deadline:
        _check_day(deadline)

    def complete(notice: Notice) -> Notice:
        return replace(notice, text=text, deadline=deadline, remarks=tuple(remarks), counts=None)

    signer = open_signer(key, password)
    return _issue(
        ws, about, RETURN, ReportState.RETURNED, signer=signer, out=out, complete=complete
    )


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{text}”不是日期。").format(text=text), _("写成 2025-03-31 这样。数据未动。")
        ) from error


def _issue(
    ws: Workspace,
    about: Answered,
    kind: str,
    decision: ReportState,
    *,
    signer: Signer,
    out: Path,
    complete: Callable[[Notice], Notice] = lambda notice: notice,
) -> Issued:
    """Write, sign and record a notice, then hand it out; a lost one may be issued again."""
    report = about.report
    if report.state is not decision and not may_move(report.state, decision):
        raise UserError(
            _("{period}的报表{state}，不能再转为{after}。").format(
                period=period_label(report.period),
                state=state_word(report.state),
                after=state_word(decision),
            ),
            _way_out(report.state),
        )
    when = datetime.now(UTC).replace(microsecond=0)
    notice = complete(
        Notice(
            kind=kind,
            unit=about.unit,
            period=report.period,
            revision=report.revision,
            package=about.digest,
            decision=decision,
            received_at=about.received_at,
            issued_at=when,
            person=ws.store.author.person,
            counts=_counts(ws, about),
        )
    )
    kept = free_name(ws.sent / f"{notice_name(ws, notice)}.xlsx")

    def make(path: Path) -> PackageSummary:
        sheets = notice_sheets(notice, ws.catalogue)
        return write_sealed(path, sheets, signer, when=when, unit=ws.unit)

    def record(made: PackageSummary) -> Applied:
        return _record(ws, about, notice, digest=made.digest, file=kept.name)

    done = hand_out(ws, kept, out, make=make, record=record)
    return Issued(done.path, kept, notice, done.made.digest, done.applied)


def _way_out(state: ReportState) -> str:
    """Return what can be done about a report that cannot be answered so."""
    if state is ReportState.ACCEPTED:
        return _("数据未动。验收后要改，由报送单位办理更正。")
    return _("数据未动。等报送单位报来下一版，再答复那一版。")


def _counts(ws: Workspace, about: Answered) -> dict[str, int]:
    """Return how many records of the package's period the city has, by form."""
    store = ws.store.of(about.unit)
    counts = {
        form.code: store.count(form.code, about.report.period)
        for form in ws.catalogue.reported
        if form.periodic
    }
    return {code: count for code, count in counts.items() if count}


def proposed_name(ws: Workspace, about: Answered, kind: str) -> str:
    """Return a file name for the answer to a package."""
    report = about.report
    return f"{_name(ws, kind, about.unit, report.period, report.revision)}.xlsx"


def notice_name(ws: Workspace, notice: Notice) -> str:
    """Return the file name, without its ending, that a notice gets."""
    return _name(ws, notice.kind, notice.unit, notice.period, notice.revision)


def _name(ws: Workspace, kind: str, unit: str, period: str, revision: int) -> str:
    return f"{TITLES[kind]}_{ws.catalogue.unit_label(unit)}_{period}_第{revision}版"


def _record(ws: Workspace, about: Answered, notice: Notice, *, digest: str, file: str) -> Applied:
    report = about.report
    exchange = {
        **exchange_of(notice, digest, file),
        "at": notice.issued_at.isoformat(),
        "state": "outgoing",
        "signer": notice.person or None,
    }
    blocks = [
        put("report", report.uid, report.version, {"state": notice.decision.value}),
        put("exchange", new_uid(), None, exchange),
        *remark_rows(notice, digest),
    ]
    title = _("{kind}：{unit} {period}，第 {n} 版，{state}").format(
        kind=kind_word(notice.kind),
        unit=ws.catalogue.unit_name(about.unit),
        period=period_label(notice.period),
        n=notice.revision,
        state=state_word(notice.decision),
    )
    facts = {"file": file, "digest": digest, "package": about.digest}
    plan = ChangePlan(notice.kind, title, tuple(blocks), facts)
    return ws.store.of(about.unit).apply(plan, check=False)


def exchange_of(notice: Notice, digest: str, file: str) -> dict[str, Stored]:
    """Return what is recorded of a notice in either office, as values of `exchange`."""
    return {
        "kind": notice.kind,
        "digest": digest,
        "about": notice.package,
        "for_period": notice.period,
        "revision": notice.revision,
        "file": file,
        "decision": notice.decision.value,
        "received_at": notice.received_at.isoformat(),
        "deadline": notice.deadline or None,
        "text": notice.text or None,
    }


def kind_word(kind: str) -> str:
    """Return the word for a kind of notice."""
    return {RECEIPT: _("回执"), RETURN: _("退回单")}[kind]


def remark_rows(notice: Notice, digest: str) -> list[Rows]:
    """Return the block that keeps the remarks of a return slip, as city and district both do."""
    columns = (
        *("slip", "number", "for_period", "revision", "form", "record"),
        *("field", "subject", "text", "was"),
    )
    rows = [
        (
            *(entry.uid, None, digest, entry.number, notice.period, notice.revision),
            *(entry.form or None, entry.record or None, entry.field or None),
            *(entry.subject or None, entry.text, entry.was or None),
        )
        for entry in notice.remarks
    ]
    return [Rows("remark", columns, rows)] if rows else []
