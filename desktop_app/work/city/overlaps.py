"""跨区重合: what several districts report, and what a person of the city decides on it."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Rows
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, joined, listed, period_label, plural
from desktop_app.store import overlaps as sharing
from desktop_app.store.overlaps import Member, Overlap, Shared
from desktop_app.work.workspace import Workspace

__all__ = [
    "APART",
    "PARKED",
    "SAME",
    "Member",
    "Overlap",
    "Shared",
    "count_unsettled",
    "decide",
    "decide_all",
    "described",
    "evidence",
    "overlaps",
    "remember",
    "shared",
]

SAME, APART, PARKED = "same", "apart", "parked"


def overlaps(ws: Workspace, *, unsettled: bool = False) -> list[Overlap]:
    """Return records that several units report; with `unsettled` those not decided for good."""
    with ws.store.reading() as connection:
        codes = sharing.shared(connection)
        if unsettled:
            codes = [one for one in codes if not one.settled]
        return sharing.describe(connection, codes)


def shared(ws: Workspace) -> list[Shared]:
    """Return the codes that several units report, without what their records say."""
    with ws.store.reading() as connection:
        return sharing.shared(connection)


def described(ws: Workspace, codes: Sequence[Shared]) -> list[Overlap]:
    """Return some shared codes with what their records say."""
    with ws.store.reading() as connection:
        return sharing.describe(connection, codes)


def remember(ws: Workspace) -> None:
    """Keep which codes are shared, so that the pages of the city open at once."""
    with ws.store.writing() as connection:
        sharing.remember(connection)


def count_unsettled(connection: Connection) -> int:
    """Return how many shared codes nobody has decided on for good."""
    return sum(not one.settled for one in sharing.shared(connection))


def decide(
    ws: Workspace, value: str, choice: str, *, chosen: str = "", note: str = "", kind: str = ""
) -> Applied:
    """Remember what a person decided on an overlap; the records themselves stay as reported.

    Args:
        ws: The city's workspace.
        value: The code that the records share: of a firm, a patent or a certificate.
        choice: "same" (counted once, at `chosen`), "apart" (each counts) or "parked".
        chosen: Code of the unit at which it is counted.
        note: Why.
        kind: What shares the code, where that is known.

    Raises:
        UserError: There is no such overlap, or `chosen` does not report it.
    """
    found = [one for one in shared(ws) if one.value == value and kind in {"", one.kind}]
    if not found:
        raise UserError(
            _("没有“{value}”这处重合。").format(value=value),
            _("用 overlaps 查看有哪些重合。数据未动。"),
        )
    return decide_all(ws, found[:1], choice, chosen=chosen, note=note)


def decide_all(
    ws: Workspace, codes: Sequence[Shared], choice: str, *, chosen: str = "", note: str = ""
) -> Applied:
    """Remember one decision on several overlaps, as one batch; see `decide`.

    Raises:
        UserError: `chosen` does not report one of them; nothing was written.
    """
    for one in codes:
        if choice == SAME and chosen not in one.units:
            raise UserError(
                _("算在哪个单位没有写对。"),
                _("写下列之一：{names}。").format(names=listed(one.units)),
            )
    known = {
        (kind, value): (str(uid), int(version or 0))
        for uid, version, kind, value in ws.store.rows("overlap", ("kind", "value"))
    }
    note = note.strip()
    rows = []
    for one in codes:
        uid, version = known.get((one.kind, one.value), (new_uid(), None))
        members = " ".join(map(sharing.key_of, one.places))
        decided = (choice, chosen if choice == SAME else None)
        rows.append((uid, version, one.kind, one.value, members, *decided, note or None))
    columns = ("kind", "value", "members", "choice", "chosen", "note")
    what = codes[0].value if len(codes) == 1 else plural("{n} 处", len(codes))
    title = _("判定重合：{value}，{choice}").format(value=what, choice=choice_word(choice))
    return ws.store.apply(ChangePlan("decide", title, (Rows("overlap", columns, rows),)))


def choice_word(choice: str) -> str:
    """Return the word for a decision."""
    return {
        SAME: _("同一个，只算一次"),
        APART: _("各算各的"),
        PARKED: _("暂放"),
    }.get(choice, _("未判定"))


def kind_word(kind: str) -> str:
    """Return the word for what overlaps."""
    return {"firm": _("企业"), "patent": _("专利"), "hte_cert": _("高企证书")}[kind]


def evidence(ws: Workspace, member: Member) -> str:
    """Return what speaks for a member: firm, periods with figures, owners."""
    told = [member.name]
    if member.firm:
        told.append(_("企业：{name}").format(name=member.firm))
    if member.periods:
        told.append(
            _("有 {periods} 的数据").format(periods=listed(map(period_label, member.periods)))
        )
    if not member.operating:
        told.append(_("已不在营业"))
    if member.owners:
        told.append(_("专利权人：{names}").format(names=listed(member.owners)))
    return joined([ws.catalogue.unit_name(member.unit), *filter(None, told)])
