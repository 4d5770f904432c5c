"""What writing a batch consists of: its line in the journal, its blocks, the reports it moves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection, IntegrityError

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import ChangePlan, Rows, Stored, put
from desktop_app.domain.states import LOCKED, ReportState
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, label_of, listed, period_label, state_word
from desktop_app.store import staging
from desktop_app.store.author import Author
from desktop_app.store.derived import derive
from desktop_app.store.names import record_names

LOCKS = ", ".join(f"'{state}'" for state in LOCKED)


class Conflict(UserError):  # noqa: N818 - a state of the data that a person can resolve
    """Records were changed since the plan was made; nothing was written.

    Attributes:
        uids: The records in the way, by form.
    """

    def __init__(self, message: str, hint: str, uids: dict[str, list[str]]) -> None:
        super().__init__(message, hint)
        self.uids = uids


@dataclass(frozen=True, slots=True)
class Desk:
    """What every write needs: the catalogue, the unit it writes for, and who writes.

    Attributes:
        arriving: Whether a signed package is written down at the city, which no lock holds: it is
            what the locked records become.
    """

    catalogue: Catalogue
    unit: str
    author: Author
    arriving: bool = False


def begin_batch(connection: Connection, desk: Desk, plan: ChangePlan, *, undoes: int | None) -> int:
    """Write the journal's line of a batch and return its number."""
    author = desk.author
    forms = ",".join(sorted(plan.forms))
    facts = facts_text(plan)
    return int(
        connection.execute(
            "INSERT INTO batch (kind, title, made_at, person, role, os_user, machine, undoes, "
            "count, forms, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                *(plan.kind, plan.title, now_text(), author.person, author.role),
                *(author.os_user, author.machine, undoes, plan.size, forms, facts),
            ),
        ).fetchone()[0]
    )


def complete_batch(connection: Connection, batch: int, plan: ChangePlan) -> None:
    """Write into the journal's line of a batch what was not known when it was begun."""
    forms = ",".join(sorted(plan.forms))
    connection.execute(
        "UPDATE batch SET title = ?, count = ?, forms = ?, facts = ? WHERE id = ?",
        (plan.title, plan.size, forms, facts_text(plan), batch),
    )


def facts_text(plan: ChangePlan) -> str:
    """Return what the journal keeps of a plan besides its title, as JSON."""
    return json.dumps(plan.facts, ensure_ascii=False, sort_keys=True, default=str)


def now_text() -> str:
    """Return this moment in UTC as ISO text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def write_block(
    connection: Connection, desk: Desk, form: Form, block: Rows, batch: int
) -> set[str]:
    """Write one block with its history; return the periods it touches."""
    columns, rows = derive(form, block.columns, block.rows)
    staging.stage(connection, rows)
    return write_staged(connection, desk, form, columns, batch, taken=block.taken)


def write_staged(
    connection: Connection,
    desk: Desk,
    form: Form,
    columns: Sequence[str],
    batch: int,
    *,
    taken: bool,
) -> set[str]:
    """Write what is staged, with its history; return the periods it touches."""
    in_the_way = staging.conflicts(connection, form, desk.unit)
    if in_the_way:
        raise _conflict(connection, desk, form, in_the_way)
    touched: set[str] = set()
    if form.periodic:
        touched = staging.touched_periods(connection, form, desk.unit, columns)
        if form.code not in {"report", "explanation"} and not desk.arriving:
            refuse_locked(connection, desk.unit, touched)
    after = None if taken else batch
    staging.keep_before(connection, form, desk.unit, batch, after)
    try:
        if taken:
            staging.remove(connection, form, desk.unit)
        else:
            staging.write(connection, form, desk.unit, batch, columns)
    except IntegrityError as error:
        raise _key_taken(form) from error
    return touched


def refuse_locked(connection: Connection, unit: str, periods: Iterable[str]) -> None:
    """Raise UserError if one of the periods is sent, accepted or locked."""
    for period in sorted(periods):
        held = connection.execute(
            f"SELECT state FROM report WHERE unit = ? AND period = ? AND state IN ({LOCKS})",
            (unit, period),
        ).fetchone()
        if held:
            raise UserError(
                _("{period}的报表{state}，已锁定，数据未动。").format(
                    period=period_label(period), state=state_word(held[0])
                ),
                _("要改数，先办理更正或等市局退回。"),
            )


def move_reports(
    connection: Connection, desk: Desk, batch: int, periods: set[str], *, standing: bool
) -> None:
    """Open a report for new periods, and take 已审核 back to 草稿 where its data changed.

    A change of what the city returned opens the next revision. Reports that the batch itself has
    moved are left as they are.
    """
    form = desk.catalogue.form("report")
    moved = {
        row[0]
        for row in connection.execute(
            "SELECT h.period FROM report_history h WHERE h.in_batch = ? UNION "
            "SELECT r.period FROM report_history h JOIN report r "
            "ON r.unit = h.unit AND r.uid = h.uid WHERE h.in_batch = ?",
            (batch, batch),
        )
    }
    known = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT period, uid, version, state, revision FROM report WHERE unit = ?",
            (desk.unit,),
        )
    }
    for period in sorted(periods - known.keys() - moved):
        values: dict[str, Stored] = {
            "period": period,
            "revision": 1,
            "state": ReportState.DRAFT.value,
        }
        write_block(connection, desk, form, put("report", new_uid(), None, values), batch)
    for period, (uid, version, state, revision) in known.items():
        if period in moved:
            continue
        back: dict[str, Stored] = {"state": ReportState.DRAFT.value}
        if state == ReportState.SIGNED_OFF and (standing or period in periods):
            write_block(connection, desk, form, put("report", uid, version, back), batch)
        elif state == ReportState.RETURNED and period in periods:
            back["revision"] = int(revision or 1) + 1
            write_block(connection, desk, form, put("report", uid, version, back), batch)


def ensure_periods(connection: Connection, periods: Iterable[str]) -> None:
    """Make sure that the table of periods knows these and what rules need around them."""
    rows = []
    for code in periods:
        period = parse_period(code)
        rows.append(
            (
                *(period.code, str(period.kind), period.year),
                *(period.first_day, period.last_day, period.previous),
            )
        )
    if rows:
        connection.executemany(
            "INSERT OR IGNORE INTO period (code, kind, year, first_day, last_day, previous) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )


def _conflict(connection: Connection, desk: Desk, form: Form, uids: Sequence[str]) -> Conflict:
    names = record_names(connection, desk.catalogue, desk.unit, form.code, uids)
    shown = listed(names.get(uid) or uid for uid in uids[:5])
    return Conflict(
        _("{form}的这些记录已被别处改动：{names}。").format(form=label_of(form), names=shown),
        _("数据未动。刷新后再改。"),
        {form.code: list(uids)},
    )


def _key_taken(form: Form) -> UserError:
    labels = listed(
        label_of(form.by_code[name]) if name in form.by_code else _("单位") for name in form.key
    )
    if form.periodic and form.parent:
        return UserError(
            _("{form}里同一户同一期已有一条记录，不能再加一条。").format(form=label_of(form)),
            _("数据未动。改原有的那条记录。"),
        )
    return UserError(
        _("{form}里已有相同的{labels}。").format(form=label_of(form), labels=labels),
        _("数据未动。改原有的那条记录。"),
    )
