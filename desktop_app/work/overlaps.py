"""跨区重合: what several districts report, and what a person of the city decides on it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Stored, put
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, joined, listed, period_label
from desktop_app.store.overlaps import Member, Overlap
from desktop_app.store.overlaps import overlaps as find_overlaps
from desktop_app.work.workspace import Workspace

__all__ = ["Member", "Overlap", "decide", "evidence", "overlaps"]

SAME, APART, PARKED = "same", "apart", "parked"


def overlaps(ws: Workspace, *, unsettled: bool = False) -> list[Overlap]:
    """Return records that several units report; with `unsettled` those not decided for good."""
    with ws.store.reading() as connection:
        found = find_overlaps(connection)
    return [one for one in found if not (unsettled and one.settled)]


def decide(ws: Workspace, value: str, choice: str, *, chosen: str = "", note: str = "") -> Applied:
    """Remember what a person decided on an overlap; the records themselves stay as reported.

    Args:
        ws: The city's workspace.
        value: The code that the records share: of a firm, a patent or a certificate.
        choice: "same" (counted once, at `chosen`), "apart" (each counts) or "parked".
        chosen: Code of the unit at which it is counted.
        note: Why.

    Raises:
        UserError: There is no such overlap, or `chosen` does not report it.
    """
    found = next((one for one in overlaps(ws) if one.value == value), None)
    if found is None:
        raise UserError(
            _("没有“{value}”这处重合。").format(value=value),
            _("用 overlaps 查看有哪些重合。数据未动。"),
        )
    units = [member.unit for member in found.members]
    if choice == SAME and chosen not in units:
        raise UserError(
            _("算在哪个单位没有写对。"),
            _("写下列之一：{names}。").format(names=listed(units)),
        )
    values: dict[str, Stored] = {
        "kind": found.kind,
        "value": value,
        "members": " ".join(member.key for member in found.members),
        "choice": choice,
        "chosen": chosen if choice == SAME else None,
        "note": note.strip() or None,
    }
    uid, version = _known(ws, found.kind, value)
    title = _("判定重合：{value}，{choice}").format(value=value, choice=choice_word(choice))
    return ws.store.apply(ChangePlan("decide", title, (put("overlap", uid, version, values),)))


def _known(ws: Workspace, kind: str, value: str) -> tuple[str, int | None]:
    rows: Sequence[tuple[Stored, ...]] = list(
        ws.store.rows("overlap", (), where="r.kind = ? AND r.value = ?", params=(kind, value))
    )
    for uid, version in rows:
        return str(uid), int(version or 0)
    return new_uid(), None


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
