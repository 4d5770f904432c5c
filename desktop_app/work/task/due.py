"""The due list that a task file sets: firms are found by their code, missing ones come in anew.

A period that is sent keeps its list: what the city has received is not changed from behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.domain.plans import Rows, Stored
from desktop_app.domain.uids import new_uids
from desktop_app.i18n import _, joined, period_label
from desktop_app.packages.task import Row
from desktop_app.work.due import MISSING
from desktop_app.work.report.reporting import report_of
from desktop_app.work.task.items import Item
from desktop_app.work.workspace import Workspace


@dataclass(slots=True)
class _Lists:
    """What a task file makes of the due lists.

    Attributes:
        fresh: Firms that are not in the register, by code: uid and name.
        added: Entries to be written, as (firm, period).
        gone: Entries to be taken away, as (uid, version).
        items: What is told of it.
        firms: Uids of the known firms by code, and by name where they have no code yet.
    """

    firms: dict[str, str]
    fresh: dict[str, tuple[str, str]] = field(default_factory=dict)
    added: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[Stored, ...]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def due_blocks(ws: Workspace, rows: Sequence[Row]) -> list[Rows]:
    """Return the blocks that make the listed firms the due list of their periods."""
    lists = _lists(ws, rows)
    firms = [(uid, None, code, name) for code, (uid, name) in lists.fresh.items()]
    uids = new_uids(len(lists.added))
    due = [
        (uid, None, firm, period, MISSING, None)
        for uid, (firm, period) in zip(uids, lists.added, strict=True)
    ]
    blocks = (
        Rows("firm", ("uscc", "name"), firms),
        Rows("due", ("firm", "period", "state", "reason"), due),
        Rows("due", (), lists.gone, taken=True),
    )
    return [block for block in blocks if block.rows]


def due_items(ws: Workspace, rows: Sequence[Row]) -> list[Item]:
    """Return what the listed firms change on the due lists, firm by firm."""
    return _lists(ws, rows).items


def _lists(ws: Workspace, rows: Sequence[Row]) -> _Lists:
    mine = [row for row in rows if row[2] == ws.unit]
    known = ws.store.rows("firm", ("uscc", "name"))
    lists = _Lists({str(code or name): str(uid) for uid, _version, code, name in known})
    for period in dict.fromkeys(str(row[3]) for row in mine):
        if report_of(ws, period).locked:
            lists.items.append(
                Item("due", period_label(period), _("已上报"), _("已上报，应报名录不改"))
            )
            continue
        _one_list(ws, lists, period, [row for row in mine if row[3] == period])
    return lists


def _one_list(ws: Workspace, lists: _Lists, period: str, rows: Sequence[Row]) -> None:
    listed = {
        str(firm): (uid, version)
        for uid, version, firm in ws.store.rows(
            "due", ("firm",), where="r.period = ?", params=(period,)
        )
    }
    before = set(listed) or set(ws.store.due_firms(period))
    for name, code, _unit, _period in rows:
        firm, is_new = _firm(lists, str(code), str(name))
        if firm not in listed:
            lists.added.append((firm, period))
        if firm not in before:
            after = _("应报，新增企业") if is_new else _("应报")
            lists.items.append(Item("due", joined((period_label(period), str(name))), "", after))
        before.discard(firm)
        listed.pop(firm, None)
    lists.gone += listed.values()
    for firm in sorted(before):
        subject = joined((period_label(period), ws.store.name_of("firm", firm)))
        lists.items.append(Item("due", subject, _("应报"), ""))


def _firm(lists: _Lists, code: str, name: str) -> tuple[str, bool]:
    """Return the uid of a firm, and whether it comes into the register now."""
    known = lists.firms.get(code) or lists.firms.get(name)
    if known:
        return known, False
    if code not in lists.fresh:
        lists.fresh[code] = (new_uids(1)[0], name)
    return lists.fresh[code][0], True
