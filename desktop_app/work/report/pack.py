"""传出 and 上报: the signed package of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Finding
from desktop_app.domain.plans import Applied, ChangePlan, Rows, Stored, put
from desktop_app.domain.states import ReportState
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, period_label, state_word
from desktop_app.packages.envelope import recipients
from desktop_app.packages.pki.revocation import read_trusted
from desktop_app.packages.pki.token_file import open_signer
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import (
    Explained,
    PackageContent,
    PackageSummary,
    Row,
    SignOff,
)
from desktop_app.packages.report.write import write_package
from desktop_app.paths import resources
from desktop_app.rules.generated import ABSENT
from desktop_app.work.checks import Checked, Progress, check, sentence
from desktop_app.work.hand_out import free_name, hand_out
from desktop_app.work.keys.admit import refuse_unadmitted
from desktop_app.work.report.half_signed import record_half, refuse_others
from desktop_app.work.report.remarks import explained as answers_explained
from desktop_app.work.report.reporting import NotReadyError, Report, refuse_open, report_of
from desktop_app.work.report.sent import half_folder
from desktop_app.work.report.summary import package_summary
from desktop_app.work.report.unsendable import refuse_unfit_beside, sendable
from desktop_app.work.task.in_force import signatures_needed
from desktop_app.work.workspace import CITY, Workspace


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written, verified and recorded.

    Attributes:
        path: Where the clerk wanted it.
        kept: The copy in the workspace's `sent/`.
        summary: Digest, size, counts.
        applied: The batch that made the report 已上报, or that recorded what awaits a signature.
        signatures: How many it is to have; with 2 it awaits that of the 负责人, and is not sent.
    """

    path: Path
    kept: Path
    summary: PackageSummary
    applied: Applied
    signatures: int = 1

    @property
    def state(self) -> ReportState:
        """Where the report stands."""
        return ReportState.SENT if self.signatures == 1 else ReportState.SIGNED_OFF


def package_name(ws: Workspace, report: Report) -> str:
    """Return the file name that a package gets unless a person names it."""
    return f"{ws.catalogue.unit_label(ws.unit)}_{report.period}_第{report.revision}版.xlsx"


def pack(
    ws: Workspace,
    period: str,
    *,
    key: Path,
    password: str,
    out: Path,
    encrypt: Path | None = None,
    progress: Progress | None = None,
) -> Packed:
    """Check, write, sign and verify the package of a period, and record it as sent.

    Where the task asks for two signatures it is sent once the 负责人 has signed (`countersign`).

    Args:
        ws: The workspace.
        period: Code of the period.
        key: The .p12 that signs; `password` opens it.
        password: Of the key.
        out: Where the package is wanted.
        encrypt: The city's certificate: `out` is an envelope then, for the city and this office.
        progress: Is told how far it is.

    Raises:
        NotReadyError: Findings are open, or nobody has signed off (nothing is written).
        UserError: The key does not open or is another unit's; the target cannot be written; a
            certificate is none that can be enveloped for.
    """
    signer = open_signer(key, password)
    known = read_trusted(ws.trust)
    refuse_unadmitted(signer, known)
    readers = recipients(
        encrypt,
        out,
        trust=known,
        city=CITY,
        own=(ws.keys, ws.unit, signer.certificate),
    )
    report = _ready(ws, period)
    refuse_others(ws, report.period)
    signatures = signatures_needed(ws, report.period)
    if signatures > 1 and readers:
        raise UserError(
            _("这一期要两个签名，单位负责人签名以后才加密。"),
            _("没有导出，数据未动。先不加密导出，再用 countersign --encrypt。"),
        )
    checked = check(ws, report.period, progress)
    refuse_open(checked)
    report = _ready(ws, period)
    due = _due_rows(ws, report.period, checked)
    content = _content(ws, report, checked, due)
    kept = free_name(ws.sent / package_name(ws, report))
    when = datetime.now(UTC).replace(microsecond=0)

    def make(path: Path) -> PackageSummary:
        return write_package(
            path,
            content,
            signer,
            catalogue=ws.catalogue,
            when=when,
            progress=progress,
            signatures=signatures,
            admitted=known.admitted,
        )

    def record(made: PackageSummary) -> Applied:
        known = _due_block(ws, report.period, due)
        if signatures > 1:
            before = previous_digest(ws)
            return record_half(ws, report, known, made=made, name=kept.name, previous=before)
        return _record(ws, report, known, made=made, kept=kept, at=when)

    done = hand_out(ws, kept, out, make=make, record=record, readers=readers)
    if signatures > 1:
        kept = half_folder(ws.sent) / kept.name
    return Packed(done.path, kept, done.made, done.applied, signatures)


def _ready(ws: Workspace, period: str) -> Report:
    report = report_of(ws, period)
    if report.locked:
        raise UserError(
            _("{period}的报表{state}，不再导出。").format(
                period=period_label(report.period), state=state_word(report.state)
            ),
            _("报送包在工作区的 sent 文件夹里。要改数，先办理更正。"),
        )
    if report.state is not ReportState.SIGNED_OFF:
        raise NotReadyError(
            _("{period}的报表还没有审核通过（现为{state}）。").format(
                period=period_label(report.period), state=state_word(report.state)
            ),
            _("没有导出。先由单位负责人审核通过。"),
        )
    return report


def _content(ws: Workspace, report: Report, checked: Checked, due: list[Row]) -> PackageContent:
    values = report.values
    names = ("head", "statistician", "filler", "phone", "report_date")
    signoff = SignOff(*(str(values[name] or "") for name in names))
    version = str(values["pledge_version"])
    explanations = [*_explained(ws, checked), *answers_explained(ws, report)]
    refuse_unfit_beside(explanations, due, ws.catalogue)
    pledge = (resources() / "templates" / f"pledge-{version}.txt").read_text("utf-8").strip()
    return PackageContent(
        unit=ws.unit,
        period=report.period,
        revision=report.revision,
        signoff=signoff,
        pledge_version=version,
        pledge=pledge,
        forms={form.code: _form_rows(ws, report.period, form) for form in ws.catalogue.reported},
        summary=package_summary(ws, report.period),
        explanations=explanations,
        due=due,
        previous=previous_digest(ws),
        report=report.uid,
        size=sum(
            ws.store.count(form.code, report.period if form.periodic else "")
            for form in ws.catalogue.reported
        ),
    )


def _form_rows(ws: Workspace, period: str, form: Form) -> Iterator[Row]:
    return sendable(form, ws.store.report_rows(period, form, stored_columns(form)))


def _explained(ws: Workspace, checked: Checked) -> Iterator[Explained]:
    """Yield the explanations that hold for a finding of this very check."""
    columns = stored_columns(ws.catalogue.form("explanation"))
    found: dict[tuple[str, str], Finding] = {
        (finding.rule, finding.uid): finding for finding in checked.findings if finding.explanation
    }
    rows = ws.store.rows("explanation", columns[1:], where="r.period = ?", params=(checked.period,))
    places = {name: columns.index(name) for name in ("rule", "record")}
    for uid, _version, *values in rows:
        row = (uid, *values)
        finding = found.get((str(row[places["rule"]]), str(row[places["record"]])))
        if finding is not None:
            yield Explained(
                finding.subject,
                finding.severity.value,
                ws.catalogue.form(finding.form).short,
                sentence(ws, finding),
                row,
            )


def _due_rows(ws: Workspace, period: str, checked: Checked) -> list[Row]:
    """Return the due list as it is sent: one row a due firm, with what became of it.

    A firm without figures is 未报 for the reason explained, unless its row says otherwise.
    """
    reasons = {f.uid: f.explanation for f in checked.findings if f.rule == ABSENT}
    known = {
        str(firm): (str(uid), state, reason)
        for uid, _version, firm, state, reason in ws.store.rows(
            "due", ("firm", "state", "reason"), where="r.period = ?", params=(period,)
        )
    }
    rows: list[Row] = []
    for firm in ws.store.due_firms(period):
        uid, state, reason = known.get(firm, (new_uid(), None, None))
        if firm in reasons:
            state = state if state in {"zero", "suspended"} else "missing"
            reason = reason or reasons[firm]
        elif not reason:
            state = "reported"
        rows.append((uid, firm, period, state, reason))
    return rows


def previous_digest(ws: Workspace) -> str:
    """Return the SHA-256 of the package that the unit sent last, over all periods, or "".

    It is the one that no other follows, also through revisions that were sent in between: the
    clock may have been set back since.
    """
    with ws.store.reading() as connection:
        sent = connection.execute(
            "SELECT sent_at, package_digest FROM report WHERE unit = ? AND sent_at IS NOT NULL",
            (ws.unit,),
        ).fetchall()
        before = dict(
            connection.execute(
                "SELECT package_digest, previous_digest FROM report_history WHERE unit = :unit "
                "UNION ALL SELECT package_digest, previous_digest FROM report WHERE unit = :unit",
                {"unit": ws.unit},
            )
        )
    followed: set[str] = set()
    for _sent_at, digest in sent:
        earlier = before[digest]
        while earlier and earlier not in followed:
            followed.add(earlier)
            earlier = before.get(earlier)
    return str(max((one for one in sent if one[1] not in followed), default=("", ""))[1])


def _due_block(ws: Workspace, period: str, due: list[Row]) -> Rows:
    """Return the block that writes the due list as it is sent."""
    known = {
        str(uid): version
        for uid, version in ws.store.rows("due", (), where="r.period = ?", params=(period,))
    }
    rows = [(row[0], known.get(str(row[0])), *row[1:]) for row in due]
    return Rows("due", ("firm", "period", "state", "reason"), rows)


def _record(
    ws: Workspace, report: Report, due: Rows, *, made: PackageSummary, kept: Path, at: datetime
) -> Applied:
    """Record the package as sent, with the due list as it was sent."""
    values: dict[str, Stored] = {
        "state": ReportState.SENT.value,
        "package_name": kept.name,
        "package_digest": made.digest,
        "previous_digest": previous_digest(ws) or None,
        "sent_at": at.isoformat(),
    }
    blocks = [
        due,
        put("report", report.uid, report.version, values),
    ]
    title = _("上报：{period}，第 {n} 版").format(
        period=period_label(report.period), n=report.revision
    )
    facts = {"file": kept.name, "digest": made.digest, "counts": dict(made.counts)}
    plan = ChangePlan("send", title, tuple(b for b in blocks if b.rows), facts)
    return ws.store.apply(plan, check=False)
