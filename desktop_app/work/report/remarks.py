"""退回意见 in the district: what each asks for, what became of it, and answering it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Stored, put
from desktop_app.domain.states import ReportState
from desktop_app.domain.texts import tidy
from desktop_app.i18n import _, in_turn, period_label
from desktop_app.packages.report.model import Explained
from desktop_app.work.report.reporting import Report, report_of
from desktop_app.work.workspace import Workspace

RULE = "RMK"
"""What the explanations of remarks are called by in 审核说明: RMK-001 …"""

AT_ONCE = 500
"""Records that are read by one statement."""


class Handled(StrEnum):
    """What became of a remark."""

    OPEN = "未处理"
    CHANGED = "已改"
    ANSWERED = "已答复"
    GONE = "记录已清除"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of the city on a record and field.

    Attributes:
        uid: Of the remark; `version` its version.
        number: Its number on the slip.
        form: Code of the form, or "" for the report as a whole; `record` and `field` what it marks.
        subject: Firm or incubator, as the city named it.
        text: What is wrong.
        was: Plain text of the value when it was returned, or "".
        now: Plain text of the value as it is, or "".
        answer: What the district answered, or "".
        handled: What became of it.
    """

    uid: str
    version: int
    number: int
    form: str
    record: str
    field: str
    subject: str
    text: str
    was: str
    now: str
    answer: str
    handled: Handled


def handled_word(remark: Remark) -> str:
    """Return the word for what became of a remark, in the language in use."""
    return {
        Handled.OPEN: _("未处理"),
        Handled.CHANGED: _("已改"),
        Handled.ANSWERED: _("已答复"),
        Handled.GONE: _("记录已清除"),
    }[remark.handled]


def remarks(ws: Workspace, period: str) -> list[Remark]:
    """Return the remarks that the next revision of a period has to answer, in the slip's order."""
    report = report_of(ws, period)
    return _of_revision(ws, report, answered_revision(report))


def answered_revision(report: Report) -> int:
    """Return the revision whose remarks count: what was returned, until it is sent again."""
    return report.revision if report.state is ReportState.RETURNED else report.revision - 1


def open_remarks(ws: Workspace, period: str) -> list[Remark]:
    """Return the remarks that nobody has acted on."""
    return [remark for remark in remarks(ws, period) if remark.handled is Handled.OPEN]


def remarks_on(
    ws: Workspace, period: str, form: str, records: Sequence[str]
) -> dict[str, tuple[Remark, ...]]:
    """Return the remarks on some records of a form, by record; quick where there are none."""
    marks = ", ".join("?" * len(records))
    found = _rows(
        ws, f"r.record IN ({marks}) AND r.for_period = ? AND r.form = ?", (*records, period, form)
    )
    if not found:
        return {}
    revision = answered_revision(report_of(ws, period))
    said: dict[str, tuple[Remark, ...]] = {}
    for remark in _told(ws, [row for row in found if row[2] == revision]):
        said[remark.record] = (*said.get(remark.record, ()), remark)
    return said


def answer(ws: Workspace, period: str, answers: Mapping[int, str]) -> Applied | None:
    """Answer remarks, given by their numbers; "" takes an answer back.

    Raises:
        UserError: There is no such remark, or the report is sent already.
    """
    report = report_of(ws, period)
    if report.locked:
        raise UserError(
            _("{period}的报表已经上报，不再答复。").format(period=period_label(report.period)),
            _("数据未动。"),
        )
    known = {remark.number: remark for remark in remarks(ws, period)}
    if unknown := sorted(answers.keys() - known.keys()):
        raise UserError(
            _("没有第 {n} 条退回意见。").format(n=unknown[0]),
            _("用 remarks 查看有哪些。数据未动。"),
        )
    blocks = [
        put("remark", known[n].uid, known[n].version, {"answer": tidy(text) or None})
        for n, text in answers.items()
        if tidy(text) != known[n].answer
    ]
    if not blocks:
        return None
    if report.state is ReportState.SIGNED_OFF:
        # Whoever signed off has seen other answers.
        back = {"state": ReportState.DRAFT.value}
        blocks.append(put("report", report.uid, report.version, back))
    title = _("答复退回意见 {n} 条").format(n=len(blocks))
    return ws.store.apply(ChangePlan("answer", title, tuple(blocks)))


def explained(ws: Workspace, report: Report) -> Iterator[Explained]:
    """Yield what was changed and answered since the package was returned, for 审核说明."""
    whole = ws.catalogue.unit_label(ws.unit)
    for remark in _of_revision(ws, report, answered_revision(report)):
        form = ws.catalogue.by_code.get(remark.form)
        field = form.by_code.get(remark.field) if form else None
        evidence = json.dumps([remark.was, remark.now], ensure_ascii=False)
        row = (
            *(remark.uid, report.period, f"{RULE}-{remark.number:03}"),
            *(remark.form or "report", remark.record or report.uid),
            *(_said(remark), evidence),
        )
        message = f"{field.label}：{remark.text}" if field else remark.text
        short = form.short if form else "整份报表"
        # What the city wrote may hold what it takes from no one.
        subject = tidy(remark.subject) or whole
        yield Explained(subject, "退回", short, tidy(message), row)
    reason = report.values.get("reason")
    if reason:
        row = (report.uid, report.period, "RPT-CORRECT", "report", report.uid, str(reason), "[]")
        yield Explained(whole, "更正", "整份报表", "更正原因", row)


def _said(remark: Remark) -> str:
    """Return what a package says of a remark; packages are always in Chinese."""
    said = []
    if remark.handled is Handled.GONE:
        said.append("记录已清除")
    elif remark.was != remark.now:
        said.append(f"已改：{remark.was or '（空）'} → {remark.now or '（空）'}")
    if remark.answer:
        said.append(remark.answer)
    return tidy("；".join(said)) or "已改"


_COLUMNS = ("revision", "number", "form", "record", "field", "subject", "text", "was", "answer")


def _rows(ws: Workspace, where: str, params: Sequence[Stored]) -> list[tuple[Stored, ...]]:
    """Return (uid, version, *_COLUMNS) of remarks, in the slip's order."""
    found = ws.store.rows("remark", _COLUMNS, where=where, params=params)
    return sorted(found, key=lambda row: int(row[3] or 0))


def _of_revision(ws: Workspace, report: Report, revision: int) -> list[Remark]:
    where = "r.for_period = ? AND r.revision = ?"
    return _told(ws, _rows(ws, where, (report.period, revision)))


def _told(ws: Workspace, rows: Sequence[tuple[Stored, ...]]) -> list[Remark]:
    """Return remarks with what became of them; the records that they mark are read at once."""
    marked: dict[str, set[str]] = {}
    fields: dict[str, set[str]] = {}
    for row in rows:
        form, record, field = (str(value or "") for value in row[4:7])
        known = ws.catalogue.by_code.get(form)
        if known is not None and record:
            marked.setdefault(form, set()).add(record)
            fields.setdefault(form, set()).update({field} & known.by_code.keys())
    found = {
        (form, uid): record
        for form, uids in marked.items()
        for uid, record in _records(ws, form, sorted(uids), sorted(fields[form])).items()
    }
    return [_remark(ws, row, found) for row in rows]


Found = Mapping[tuple[str, str], tuple[int, Mapping[str, Stored]]]
"""Version and values of records, by form and uid."""


def _records(
    ws: Workspace, form: str, uids: Sequence[str], fields: Sequence[str]
) -> dict[str, tuple[int, dict[str, Stored]]]:
    found = {}
    for at in range(0, len(uids), AT_ONCE):
        some = uids[at : at + AT_ONCE]
        where = f"r.uid IN ({', '.join('?' * len(some))})"
        for uid, version, *values in ws.store.rows(form, fields, where=where, params=some):
            found[str(uid)] = int(version or 0), dict(zip(fields, values, strict=True))
    return found


def _remark(ws: Workspace, row: tuple[Stored, ...], found: Found) -> Remark:
    uid, version, _revision, number, *texts = row
    form, record, field, subject, text, was, said = (str(value or "") for value in texts)
    now, handled = _now(ws, (form, record, field), was, found, changed_after=int(version or 0))
    if handled is Handled.OPEN and said:
        handled = Handled.ANSWERED
    return Remark(
        *(str(uid), int(version or 0), int(number or 0), form, record, field, subject),
        *(text, was, now, said, handled),
    )


def _now(
    ws: Workspace, place: tuple[str, str, str], was: str, found: Found, *, changed_after: int
) -> tuple[str, Handled]:
    """Return the value that a remark marks as it is now, and whether that is a change."""
    form_code, uid, field = place
    form = ws.catalogue.by_code.get(form_code)
    if form is None or not uid:
        return "", Handled.OPEN
    record = found.get((form_code, uid))
    if record is None:
        return "", Handled.GONE
    version, values = record
    if field not in form.by_code:
        # A remark on a whole record is acted on by any change of it.
        return "", Handled.CHANGED if version > changed_after else Handled.OPEN
    now = form.by_code[field].format.plain(values[field])
    return now, Handled.OPEN if now == was else Handled.CHANGED


def not_handled(found: list[Remark]) -> str:
    """Return the first few remarks that are open, as one line."""
    return in_turn(
        " ".join(filter(None, (str(remark.number), remark.subject, remark.text)))
        for remark in found[:3]
    )
