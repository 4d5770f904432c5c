"""The report of a period: its state, and the sign-off that makes a draft ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.errors import UserError
from desktop_app.domain.periods import BadPeriod, parse_period
from desktop_app.domain.plans import Applied, ChangePlan, Stored, put
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.states import LOCKED, ReportState
from desktop_app.domain.texts import tidy
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, label_of, period_label, state_word
from desktop_app.work.checks import Checked, Progress, check
from desktop_app.work.task.in_force import period_task
from desktop_app.work.workspace import Workspace

PLEDGE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one period as it stands.

    Attributes:
        period: Code of the period.
        state: Where it stands.
        revision: 1 for the first package, then 2 …
        uid: Its record, or "" where nothing was keyed in yet.
        version: Version of that record.
        values: Sign-off names, package digest and so on, as stored.
    """

    period: str
    state: ReportState
    revision: int
    uid: str
    version: int
    values: dict[str, Stored]

    @property
    def locked(self) -> bool:
        """Whether its records cannot be changed."""
        return self.state in LOCKED


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who answers for the report."""

    head: str
    statistician: str
    filler: str
    phone: str


def canonical_period(code: str) -> str:
    """Return the canonical code of a period that a person wrote.

    Raises:
        UserError: It names no period.
    """
    try:
        return parse_period(code.strip()).code
    except BadPeriod as error:
        raise UserError(
            _("“{code}”不是期别。").format(code=code),
            _("写 2024、2024Q3、2024M09 或 2024M01-09 这样的代码。"),
        ) from error


def report_of(ws: Workspace, period: str, unit: str = "") -> Report:
    """Return the report of a period; 未报 where there is none yet.

    Args:
        ws: The workspace.
        period: What a person wrote for the period.
        unit: At the city, whose report; "" for the workspace's own.
    """
    code = canonical_period(period)
    store = ws.store.of(unit or ws.unit)
    for uid, _version in store.rows("report", (), where="r.period = ?", params=(code,)):
        record = store.record("report", str(uid))
        if record is not None:
            state = ReportState(str(record.values["state"]))
            revision = int(record.values["revision"] or 1)
            return Report(code, state, revision, record.uid, record.version, dict(record.values))
    return Report(code, ReportState.NOT_REPORTED, 1, "", 0, {})


def reports(ws: Workspace) -> list[Report]:
    """Return all reports, newest period first."""
    found = ws.store.rows("report", ("period",))
    return [
        report_of(ws, str(row[2])) for row in sorted(found, key=lambda r: str(r[2]), reverse=True)
    ]


def periods_with_data(ws: Workspace) -> list[str]:
    """Return the codes of all periods that have a report, at the city any unit's, oldest first."""
    if ws.role != "city":
        return sorted(str(row[2]) for row in ws.store.rows("report", ("period",)))
    with ws.store.reading() as connection:
        found = connection.execute("SELECT DISTINCT period FROM report ORDER BY 1").fetchall()
    return [str(row[0]) for row in found]


def deadline_of(ws: Workspace, period: str) -> str:
    """Return the last day to report a period, ISO, or "" where none is set."""
    return period_task(ws, period).deadline


def refuse_open(checked: Checked) -> None:
    """Raise `NotReady` if findings keep the period from being signed off or sent."""
    if checked.open:
        raise NotReadyError(
            _("{period}还有 {must} 处强制错误未改，{verify} 处核实问题未说明。").format(
                period=period_label(checked.period),
                must=sum(1 for f in checked.findings if f.open and f.severity == "强制"),
                verify=checked.unexplained,
            ),
            _("数据未动。先在“审核”里改数或写说明。"),
        )


class NotReadyError(UserError):
    """The period cannot be sent yet; the data itself says why (exit code 1)."""

    exit_code = 1


def sign_off(ws: Workspace, period: str, who: SignOff, progress: Progress | None = None) -> Applied:
    """Make a checked draft ready to be sent: 草稿 -> 已审核.

    Raises:
        NotReadyError: There are open findings, or nothing was keyed in.
        UserError: A name is missing, or the report is sent already.
    """
    code = canonical_period(period)
    report = report_of(ws, code)
    if report.locked:
        raise UserError(
            _("{period}的报表{state}，不用再审核。").format(
                period=period_label(code), state=state_word(report.state)
            ),
            _("数据未动。"),
        )
    if not report.uid:
        raise NotReadyError(
            _("{period}还没有数据。").format(period=period_label(code)),
            _("先导入或录入本期报表。"),
        )
    values = _signed_values(ws, who)
    _refuse_unanswered(ws, report)
    refuse_open(check(ws, code, progress))
    report = report_of(ws, code)
    if report.state is ReportState.RETURNED:
        # Nothing of the period was changed: the answers alone make the next revision.
        values["revision"] = report.revision + 1
    title = _("审核通过：{period}").format(period=period_label(code))
    block = put("report", report.uid or new_uid(), report.version or None, values)
    return ws.store.apply(ChangePlan("signoff", title, (block,)))


def _refuse_unanswered(ws: Workspace, report: Report) -> None:
    from desktop_app.work.report.remarks import not_handled, open_remarks

    left = open_remarks(ws, report.period)
    if left:
        raise NotReadyError(
            _("还有 {n} 条退回意见未处理：{remarks}。").format(
                n=len(left), remarks=not_handled(left)
            ),
            _("数据未动。改数，或写答复。"),
        )


def reopen(ws: Workspace, period: str, reason: str) -> Applied:
    """Open an accepted report for correction (更正): the next revision, as a draft.

    Raises:
        UserError: The report is not accepted, or there is no reason.
    """
    report = report_of(ws, period)
    if report.state is not ReportState.ACCEPTED:
        raise UserError(
            _("{period}的报表{state}，只有验收后的才办理更正。").format(
                period=period_label(report.period), state=state_word(report.state)
            ),
            _("数据未动。"),
        )
    if not tidy(reason):
        raise UserError(_("没有写更正原因。"), _("数据未动。写明为什么要更正。"))
    title = _("更正：{period}，第 {n} 版").format(
        period=period_label(report.period), n=report.revision + 1
    )
    values: dict[str, Stored] = {
        "state": ReportState.DRAFT.value,
        "revision": report.revision + 1,
        "reason": tidy(reason),
    }
    block = put("report", report.uid, report.version, values)
    return ws.store.apply(ChangePlan("correct", title, (block,)))


def _signed_values(ws: Workspace, who: SignOff) -> dict[str, Stored]:
    form = ws.catalogue.form("report")
    values: dict[str, Stored] = {}
    for code in ("head", "statistician", "filler", "phone"):
        text = tidy(str(getattr(who, code)))
        label = label_of(form.by_code[code])
        if not text:
            raise UserError(
                _("签署栏缺{label}。").format(label=label), _("数据未动。补上后再审核。")
            )
        try:
            values[code] = ws.catalogue.parse(form.by_code[code], text)
        except BadValue as error:
            raise UserError(
                _("{label}“{text}”写法不对。").format(label=label, text=text),
                _("数据未动。改好后再审核。"),
            ) from error
    values["report_date"] = date.today().isoformat()  # noqa: DTZ011 - the day on the clerk's wall
    values["pledge_version"] = PLEDGE_VERSION
    values["state"] = ReportState.SIGNED_OFF.value
    return values
