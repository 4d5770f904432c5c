"""Taking a batch back: content and version of every free record return."""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import Connection

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan
from desktop_app.i18n import _, listed, plural
from desktop_app.store import staging
from desktop_app.store.apply import LOCKS, Conflict, Desk, begin_batch, move_reports
from desktop_app.store.journal import NOT_UNDONE
from desktop_app.store.names import record_names


@dataclass(frozen=True, slots=True)
class Blocked:
    """A record that an undo leaves alone; reason: changed, sent, referred, orphan or key."""

    form: str
    uid: str
    reason: str
    name: str


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do.

    Attributes:
        batch: The batch to take back.
        title: Its title.
        restored: Records that would get their old content back, by form.
        removed: Records that the batch added and that would go, by form.
        returned: Records that the batch took away and that would come back, by form.
        blocked: Records in the way, with the reason.
    """

    batch: int
    title: str
    restored: dict[str, int]
    removed: dict[str, int]
    returned: dict[str, int]
    blocked: tuple[Blocked, ...]


def undo(connection: Connection, desk: Desk, batch: int, *, free_only: bool = False) -> Applied:
    """Take a batch back as a new batch.

    Args:
        connection: Inside the caller's transaction.
        desk: Who and where.
        batch: The batch to take back.
        free_only: Leave the records in the way as they are, and take back the others.

    Raises:
        Conflict: Records are in the way and `free_only` is false; nothing was written.
        UserError: There is no such batch, or nothing of it is left to take back.
    """
    _title, forms = _batch(connection, desk, batch)
    _find_blocked(connection, desk, batch, forms)
    blocked = _blocked(connection, desk)
    if blocked and not free_only:
        raise _in_the_way(blocked)
    plan = ChangePlan("undo", _undo_title(connection, batch), ())
    number = begin_batch(connection, desk, plan, undoes=batch)
    count = 0
    periods: set[str] = set()
    standing = False
    for form in forms:
        done = staging.take_back(connection, form, desk.unit, batch, number)
        count += done
        if done and form.code != "report":
            standing = standing or not (form.periodic or form.aside)
            periods |= _periods(connection, form, number)
    if not count:
        raise UserError(_("这一批没有可撤销的记录。"), _("数据未动。"))
    move_reports(connection, desk, number, periods, standing=standing)
    codes = frozenset(form.code for form in forms)
    connection.execute(
        "UPDATE batch SET count = ?, forms = ? WHERE id = ?",
        (count, ",".join(sorted(codes)), number),
    )
    return Applied(number, "undo", plan.title, count, codes)


def preview(connection: Connection, desk: Desk, batch: int) -> UndoPreview:
    """Say what an undo would change; writes nothing."""
    title, forms = _batch(connection, desk, batch)
    _find_blocked(connection, desk, batch, forms)
    kinds: tuple[dict[str, int], ...] = ({}, {}, {})
    tests = (
        "h.before_version IS NOT NULL AND h.after_version IS NOT NULL",
        "h.before_version IS NULL",
        "h.after_version IS NULL",
    )
    for form in forms:
        for found, test in zip(kinds, tests, strict=True):
            count = connection.execute(
                f"SELECT count(*) FROM {form.history} h WHERE h.in_batch = ? AND h.unit = ? "
                f"AND {test} AND NOT EXISTS (SELECT 1 FROM temp.blocked b "
                f"WHERE b.form = '{form.code}' AND b.uid = h.uid)",
                (batch, desk.unit),
            ).fetchone()[0]
            if count:
                found[form.code] = count
    restored, removed, returned = kinds
    return UndoPreview(batch, title, restored, removed, returned, _blocked(connection, desk))


def _undo_title(connection: Connection, batch: int) -> str:
    """Return what taking a batch back is called: of an undo, it is the redo of what that undid."""
    again = False
    while True:
        title, undoes = connection.execute(
            "SELECT title, undoes FROM batch WHERE id = ?", (batch,)
        ).fetchone()
        if undoes is None:
            pattern = _("重做：{title}") if again else _("撤销：{title}")
            return pattern.format(title=title)
        batch, again = undoes, not again


def _batch(connection: Connection, desk: Desk, batch: int) -> tuple[str, list[Form]]:
    row = connection.execute("SELECT title, kind FROM batch WHERE id = ?", (batch,)).fetchone()
    if row is None:
        raise UserError(_("没有第 {batch} 批。").format(batch=batch), _("用“历史”查看有哪些批次。"))
    title, kind = row
    if kind == "send":
        raise UserError(
            _("第 {batch} 批已经上报，不能撤销。").format(batch=batch),
            _("要改数，先办理更正。"),
        )
    if kind in NOT_UNDONE:
        raise UserError(
            _("第 {batch} 批是往来的回执或退回单，不能撤销。").format(batch=batch),
            _("市局要改主意，另发一份回执或退回单。"),
        )
    # Reports and other system records that the batch moved along are found by their history.
    forms = [
        form
        for form in desk.catalogue.forms
        if connection.execute(
            f"SELECT 1 FROM {form.history} WHERE in_batch = ? AND unit = ? LIMIT 1",
            (batch, desk.unit),
        ).fetchone()
    ]
    return title, forms


def _find_blocked(connection: Connection, desk: Desk, batch: int, forms: list[Form]) -> None:
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS blocked (form, uid, reason, PRIMARY KEY (form, uid))"
    )
    connection.execute("DELETE FROM temp.blocked")
    for form in forms:
        staging.block_changed(connection, form, desk.unit, batch)
        if form.periodic and form.kind == "reported" and not desk.arriving:
            staging.block_sent(connection, form, desk.unit, batch, LOCKS)
    codes = {form.code for form in forms}
    children = [form for form in desk.catalogue.forms if form.parent in codes]
    while _spread(connection, desk, batch, forms, children):
        pass


def _spread(
    connection: Connection, desk: Desk, batch: int, forms: list[Form], children: list[Form]
) -> int:
    """Block what hangs on blocked records; return how many more there are."""
    more = 0
    for child in children:
        parent = desk.catalogue.form(child.parent)
        more += staging.block_referred(connection, parent, child, desk.unit, batch)
    for form in forms:
        if form.parent:
            more += staging.block_orphans(connection, form, desk.unit, batch)
        if form.key:
            more += staging.block_taken_keys(connection, form, desk.unit, batch)
    return more


def _blocked(connection: Connection, desk: Desk) -> tuple[Blocked, ...]:
    """Return the records in the way; a report or a memory that moved on since is no obstacle.

    Of a merged package it is one: a receipt or a return slip has answered it.
    """
    aside = {form.code for form in desk.catalogue.forms if form.aside}
    if not desk.arriving:
        aside.add("report")
    found = connection.execute("SELECT form, uid, reason FROM temp.blocked ORDER BY form, uid")
    rows = [row for row in found if row[0] not in aside]
    names: dict[tuple[str, str], str] = {}
    for code in {form for form, _uid, _reason in rows}:
        uids = [uid for form, uid, _reason in rows if form == code][: staging.SHOWN_CONFLICTS]
        known = record_names(connection, desk.catalogue, desk.unit, code, uids)
        names.update({(code, uid): name for uid, name in known.items()})
    return tuple(
        Blocked(form, uid, reason, names.get((form, uid), uid)) for form, uid, reason in rows
    )


def _in_the_way(blocked: tuple[Blocked, ...]) -> Conflict:
    uids: dict[str, list[str]] = {}
    for row in blocked:
        uids.setdefault(row.form, []).append(row.uid)
    shown = listed(row.name for row in blocked[:5])
    return Conflict(
        plural("这一批里有 {n} 条记录后来又变了：{names}。", len(blocked), names=shown),
        _("数据未动。可以只撤销其余的记录。"),
        uids,
    )


def _periods(connection: Connection, form: Form, batch: int) -> set[str]:
    if not form.periodic:
        return set()
    rows = connection.execute(
        f"SELECT DISTINCT h.period FROM {form.history} h WHERE h.in_batch = ? "
        f"UNION SELECT f.period FROM {form.history} h JOIN {form.code} f "
        "ON f.unit = h.unit AND f.uid = h.uid WHERE h.in_batch = ?",
        (batch, batch),
    )
    return {row[0] for row in rows if row[0]}
