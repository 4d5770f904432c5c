"""Packages that the 填报人 has signed and the 负责人 not yet: kept apart, and not sent.

A report is 已上报 once its package has all the signatures that the task asks for. Until then it
stays 已审核, and the package is a line of `exchange`, written in one batch with the report: where
the report was changed since, their versions differ, and the package is none that may be signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Rows, Stored, put, take
from desktop_app.domain.states import ReportState
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, period_label
from desktop_app.packages.pki.revocation import read_trusted
from desktop_app.packages.report.model import PackageSummary
from desktop_app.packages.verdict import Verdict
from desktop_app.packages.verify import verify
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.report.reporting import Report, report_of
from desktop_app.work.report.sent import HALF, draft_of, half_folder, settle_sent
from desktop_app.work.workspace import Workspace

_COLUMNS = ("digest", "for_period", "previous", "file", "at")


@dataclass(frozen=True, slots=True)
class HalfSigned:
    """A package that awaits its second signature.

    Attributes:
        uid: Its line in `exchange`; `version` the batch that wrote it.
        digest: What it is known by, before and after the second signature.
        previous: Digest of the package before it, or "".
        path: Where it is kept.
        at: When it was made (UTC, ISO).
        report: The report that it is of.
    """

    uid: str
    version: int
    digest: str
    previous: str
    path: Path
    at: str
    report: Report

    @property
    def holds(self) -> bool:
        """Whether the report is as it was when this was made."""
        report = self.report
        return report.state is ReportState.SIGNED_OFF and report.version == self.version

    @property
    def as_sent(self) -> Report:
        """The report as it is once the package is sent."""
        values = {**self.report.values, **self.sent_values(self.at)}
        return replace(self.report, state=ReportState.SENT, values=values)

    def sent_values(self, at: str) -> dict[str, Stored]:
        """Return what the report says of a package that was sent."""
        return {
            "state": ReportState.SENT.value,
            "package_name": self.path.name,
            "package_digest": self.digest,
            "previous_digest": self.previous or None,
            "sent_at": at,
        }

    @property
    def ended(self) -> Rows:
        """The block that takes its line away, since it is sent."""
        return take("exchange", self.uid, self.version)


def half_of(ws: Workspace, period: str) -> HalfSigned | None:
    """Return the package of a period that awaits its second signature, or None."""
    return next((one for one in halves(ws) if one.report.period == period and one.holds), None)


def half_known_by(ws: Workspace, digest: str) -> HalfSigned | None:
    """Return the package of a digest that is, or was, to get its second signature, or None."""
    return next((one for one in halves(ws) if one.digest == digest), None)


def was_given_up(ws: Workspace, digest: str) -> bool:
    """Whether a package awaited its second signature here, and neither does now nor was sent."""
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT 1 FROM exchange_history WHERE unit = :unit AND kind = :half AND digest = :it "
            "AND NOT EXISTS (SELECT 1 FROM report WHERE unit = :unit AND package_digest = :it) "
            "AND NOT EXISTS (SELECT 1 FROM report_history WHERE unit = :unit "
            "AND package_digest = :it) LIMIT 1",
            {"unit": ws.unit, "half": HALF, "it": digest},
        ).fetchone()
    return found is not None


def halves(ws: Workspace) -> Iterator[HalfSigned]:
    """Yield all packages that await a second signature, those of changed reports among them."""
    rows = ws.store.rows("exchange", _COLUMNS, where="r.kind = ?", params=(HALF,))
    for uid, version, digest, period, previous, file, at in list(rows):
        yield HalfSigned(
            str(uid),
            int(version or 0),
            str(digest),
            str(previous or ""),
            half_folder(ws.sent) / str(file),
            str(at),
            report_of(ws, str(period)),
        )


def refuse_others(ws: Workspace, period: str) -> None:
    """Raise UserError where the package of another period awaits its second signature.

    What is sent next names the package before it, so that one must be sent first, or given up.
    """
    for one in halves(ws):
        if one.holds and one.report.period != period:
            raise UserError(
                _("{period}的报送包还在等单位负责人签名。").format(
                    period=period_label(one.report.period)
                ),
                _("没有导出，数据未动。先把它签好，或在历史里撤销那一次导出。"),
            )


def record_half(
    ws: Workspace, report: Report, due: Rows, *, made: PackageSummary, name: str, previous: str
) -> Applied:
    """Record that a package awaits its second signature, in place of an earlier one of its period.

    The report is written again as it is, so that it has the version of this batch.
    """
    at = datetime.now(UTC).replace(microsecond=0).isoformat()
    values: dict[str, Stored] = {
        "kind": HALF,
        "digest": made.digest,
        "for_period": report.period,
        "revision": report.revision,
        "previous": previous or None,
        "file": name,
        "at": at,
        "state": HALF,
    }
    before = [one.ended for one in halves(ws) if one.report.period == report.period]
    same = put("report", report.uid, report.version, {"state": ReportState.SIGNED_OFF.value})
    title = _("导出：{period}，第 {n} 版，待负责人签名").format(
        period=period_label(report.period), n=report.revision
    )
    facts = {"file": name, "digest": made.digest, "counts": dict(made.counts)}
    blocks = (due, same, *before, put("exchange", new_uid(), None, values))
    plan = ChangePlan(HALF, title, tuple(one for one in blocks if one.rows), facts)
    return ws.store.apply(plan, check=False)


def record_sent(ws: Workspace, half: HalfSigned) -> Applied:
    """Record that a package has both signatures: its report is 已上报."""
    report = half.report
    at = datetime.now(UTC).replace(microsecond=0).isoformat()
    title = _("上报：{period}，第 {n} 版").format(
        period=period_label(report.period), n=report.revision
    )
    facts = {"file": half.path.name, "digest": half.digest}
    sent = put("report", report.uid, report.version, half.sent_values(at))
    plan = ChangePlan("send", title, (sent, half.ended), facts)
    return ws.store.apply(plan, check=False)


def take_signed(ws: Workspace, half: HalfSigned, data: bytes) -> Verdict:
    """Take back a package that the 负责人 signed elsewhere: where it is valid, it is sent."""
    known = read_trusted(ws.trust)
    verdict = verify(
        data,
        trust=known.certificates,
        now=datetime.now(UTC),
        expected_unit=ws.unit,
        revoked=known.revoked,
        signatures=2,
        admitted=known.admitted,
    )
    if verdict.valid:
        keep_as_sent(ws, half, lambda: record_sent(ws, half), data)
    return verdict


def keep_as_sent(
    ws: Workspace, half: HalfSigned, record: Callable[[], Applied], data: bytes = b""
) -> Applied:
    """Keep a package in `sent/` once a batch has recorded it there.

    That is `data`, with both signatures, or what is here of it where it did not come back.
    """
    draft = draft_of(ws.sent / half.path.name)
    try:
        if data or half.path.is_file():
            with whole_file(draft) as file:
                file.write(data or half.path.read_bytes())
        applied = record()
    finally:
        settle_sent(ws, draft)
    let_go(half)
    return applied


def let_go(half: HalfSigned) -> None:
    """Take a package away that is sent; what another program has open does no harm there."""
    with suppress(OSError):
        half.path.unlink(missing_ok=True)
