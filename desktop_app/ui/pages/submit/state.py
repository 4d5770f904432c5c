"""Where the report of a period stands on its way to the city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import partial
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import Stored
from desktop_app.domain.states import LOCKED, ReportState
from desktop_app.i18n import _, short_of
from desktop_app.packages.countersign import MISSING
from desktop_app.packages.verdict import Word
from desktop_app.packages.wording import next_step
from desktop_app.paths import resources
from desktop_app.store.queries import count_findings, count_open
from desktop_app.work.city.received import first_received
from desktop_app.work.keys.enrol import CertificateFacts, facts_of, signing_key
from desktop_app.work.receive import Judged, judge_file
from desktop_app.work.report.decision import Decision, decision_of
from desktop_app.work.report.half_signed import half_of
from desktop_app.work.report.pack import package_name
from desktop_app.work.report.remarks import Handled, remarks
from desktop_app.work.report.reporting import PLEDGE_VERSION, Report, report_of, reports
from desktop_app.work.task.in_force import asked_forms, lacking_forms, signatures_needed
from desktop_app.work.workspace import Workspace

SIGNED_FIELDS = ("head", "statistician", "filler", "phone")


class Step(IntEnum):
    """The steps in their order."""

    PERIOD = 0
    CHECK = 1
    EXPLAIN = 2
    SIGN_OFF = 3
    KEY = 4
    EXPORT = 5


def step_words() -> list[str]:
    """Return the words of the steps."""
    return [_("期别"), _("全审"), _("说明"), _("审核通过"), _("密钥"), _("导出")]


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the page shows of a period.

    Attributes:
        report: The report.
        counts: Findings by severity, in the order 强制, 核实, 提示.
        unexplained: 核实 findings without an explanation.
        checked_at: When 全审 last ran, or "".
        records: Records that 全审 asks.
        remarks: What the city remarked on the revision that was returned; of these `unhandled`
            nobody has acted on.
        decision: What the city answered last, or None.
        names: Sign-off as stored, or as the last report had it.
        key: The key that is installed, or None.
        certificate: What its certificate says, or None.
        file_name: Name that the package gets.
        kept: The package as sent, or as it awaits its second signature, where it is there.
        judged: The verdict on it.
        pledge: Text of the pledge.
        asked: How many forms the city asks in the period, 0 where it asks all of them.
        lacking: Names of those without a record.
        signatures: How many people are to sign.
        awaiting: Whether a package was made that awaits the signature of the 负责人.
    """

    report: Report
    counts: tuple[int, int, int]
    unexplained: int
    checked_at: str
    records: int
    remarks: int
    unhandled: int
    decision: Decision | None
    names: Mapping[str, str]
    key: Path | None
    certificate: CertificateFacts | None
    file_name: str
    kept: Path | None
    judged: Judged | None
    pledge: str
    asked: int = 0
    lacking: tuple[str, ...] = ()
    signatures: int = 1
    awaiting: bool = False

    @property
    def sent(self) -> bool:
        """Whether the package has left."""
        return self.report.state in LOCKED

    @property
    def step(self) -> Step:
        """The step that is next."""
        if not self.report.uid:
            return Step.PERIOD
        if self.sent or self.awaiting:
            return Step.EXPORT
        if not self.checked_at or self.counts[0]:
            return Step.CHECK
        if self.unexplained or self.unhandled:
            return Step.EXPLAIN
        if self.report.state is not ReportState.SIGNED_OFF:
            return Step.SIGN_OFF
        return Step.KEY


def load_standing(ws: Workspace, period: str) -> Standing:
    """Read where the report of a period stands."""
    report = report_of(ws, period)
    counts, unexplained = _findings(ws, period)
    half = half_of(ws, report.period)
    kept = _kept(ws, report) if half is None else half.path if half.path.is_file() else None
    asked = remarks(ws, period)
    return Standing(
        report=report,
        counts=counts,
        unexplained=unexplained,
        checked_at=ws.store.checked_at(period),
        records=sum(
            ws.store.count(form.code, period if form.periodic else "")
            for form in ws.catalogue.reported
        ),
        remarks=len(asked),
        unhandled=sum(1 for remark in asked if remark.handled is Handled.OPEN),
        decision=decision_of(ws, period),
        names=_names(ws, report),
        key=signing_key(ws),
        certificate=_certificate(ws),
        file_name=package_name(ws, report),
        kept=kept,
        judged=_judged(ws, kept),
        pledge=pledge_text(str(report.values.get("pledge_version") or PLEDGE_VERSION)),
        asked=len(asked_forms(ws, report.period)),
        lacking=tuple(map(short_of, lacking_forms(ws, report.period))),
        signatures=signatures_needed(ws, report.period),
        awaiting=half is not None,
    )


def _findings(ws: Workspace, period: str) -> tuple[tuple[int, int, int], int]:
    """Return the findings by severity, and how many are unexplained; counted, not listed."""
    with ws.store.reading() as reading:
        found = count_findings(reading, ws.unit, period)
        left = count_open(reading, ws.unit, period)
    must, verify, hint = (found.get(one.value, 0) for one in Severity)
    return (must, verify, hint), left - must


def pledge_text(version: str) -> str:
    """Return a version of the pledge (诚信承诺)."""
    return (resources() / "templates" / f"pledge-{version}.txt").read_text("utf-8").strip()


def judge(ws: Workspace, path: Path, *, own: bool) -> Judged:
    """Return the verdict on a file by the workspace's trust; `own`: this unit must have signed."""
    trust = [ws.trust] if ws.trust.is_dir() else []
    return judge_file(
        path,
        trust,
        expected_unit=ws.unit if own else "",
        content=True,
        received=partial(first_received, ws),
    )


def advice(judged: Judged) -> str:
    """Return the one thing to do next with a judged file."""
    if judged.misfits:
        return _("不要使用，让报送单位重新导出后再报送")
    return next_step(judged.verdict)


def is_usable(judged: Judged) -> bool:
    """Whether a file may be used."""
    return judged.word in {Word.VALID.value, Word.REMARK.value}


def awaits_head(judged: Judged | None) -> bool:
    """Whether nothing but the signature of the 负责人 is missing to a file."""
    causes = judged.verdict.causes if judged is not None and not judged.misfits else ()
    return [cause.id for cause in causes if cause.word.exit_code] == [MISSING]


def _kept(ws: Workspace, report: Report) -> Path | None:
    name = report.values.get("package_name")
    path = ws.sent / str(name)
    return path if name and path.is_file() else None


def _judged(ws: Workspace, kept: Path | None) -> Judged | None:
    if kept is None:
        return None
    try:
        return judge(ws, kept, own=True)
    except UserError:
        return None


def _certificate(ws: Workspace) -> CertificateFacts | None:
    path = ws.keys / f"{ws.unit}.crt.pem"
    try:
        return facts_of(path) if path.is_file() else None
    except UserError:
        return None


def _names(ws: Workspace, report: Report) -> dict[str, str]:
    """Return the sign-off of this report, else of the newest one that has one."""
    names = _filled(report.values)
    for other in () if names else reports(ws):
        names = _filled(other.values)
        if names:
            break
    if not names.get("filler"):
        names["filler"] = str(ws.settings.get("person", ""))
    return names


def _filled(values: Mapping[str, Stored]) -> dict[str, str]:
    return {code: str(values[code]) for code in SIGNED_FIELDS if values.get(code)}


def today() -> str:
    """Return the day on the clerk's wall."""
    return date.today().isoformat()  # noqa: DTZ011 - the day on the clerk's wall
