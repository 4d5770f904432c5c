"""证书将到期, 接近条件, 不再符合条件: who loses, may gain or may lose the high-tech status."""

from __future__ import annotations

from desktop_app.i18n import _, plural
from desktop_app.indicators.recognition import Condition, FirmStanding, Kind, Which, standings
from desktop_app.work.workspace import Workspace

_MISSING = "—"


def expiring(ws: Workspace, period: str) -> tuple[FirmStanding, ...]:
    """Return firms whose certificate ends within six months with none to follow, soonest first."""
    return _ask(ws, period, Which.EXPIRING)


def near(ws: Workspace, period: str) -> tuple[FirmStanding, ...]:
    """Return firms without a certificate that meet the conditions or miss one by little.

    Those that meet all come first, of these the ones with the fewest unknown conditions.
    """
    return _ask(ws, period, Which.NEAR)


def losing(ws: Workspace, period: str) -> tuple[FirmStanding, ...]:
    """Return firms with a certificate that no longer meet a condition, soonest end first."""
    return _ask(ws, period, Which.LOSING)


def _ask(ws: Workspace, period: str, which: Which) -> tuple[FirmStanding, ...]:
    with ws.store.reading() as reading:
        return standings(reading, ws.catalogue, ws.unit, period, which)


def kind_label(kind: Kind) -> str:
    """Return the heading of a condition."""
    labels = {
        Kind.AGE: _("注册满一年"),
        Kind.FIELD: _("技术领域"),
        Kind.RIGHTS: _("知识产权"),
        Kind.STAFF: _("科技人员占比"),
        Kind.RD: _("研发费用占比"),
        Kind.DOMESTIC: _("境内研发占比"),
        Kind.INCOME: _("高新收入占比"),
    }
    return labels[kind]


def figure_text(condition: Condition) -> str:
    """Return a condition's figure for a cell: “4.21%”, “3 件”, “已满”, or “—” where unknown."""
    if condition.kind is Kind.RIGHTS:
        return plural("{n} 件", int(condition.value or 0))
    if condition.value is not None:
        return f"{condition.value}%"
    if condition.met is None:
        return _MISSING
    return _("符合") if condition.met else _("不符合")


def condition_sentence(condition: Condition) -> str:
    """Return a condition with figure, need and outcome, as a side panel or tooltip tells it."""
    text = _("{label}：{figure}").format(
        label=_told_label(condition), figure=figure_text(condition)
    )
    if condition.met is None:
        return _("{label}：缺数据").format(label=_told_label(condition))
    if condition.kind is Kind.RIGHTS or condition.need is None:
        return text
    return _("{text}，应不低于 {need}%").format(text=text, need=f"{condition.need:g}")


def _told_label(condition: Condition) -> str:
    label = kind_label(condition.kind)
    if not condition.years:
        return label
    return plural("{label}（{n} 年合计）", condition.years, label=label)


def outcome(row: FirmStanding) -> str:
    """Return what a firm lacks in a few words, or that it meets all that can be told."""
    if row.missing:
        names = _("、").join(kind_label(condition.kind) for condition in row.missing)
        return _("缺 {names}").format(names=names)
    if row.unknown:
        return _("已知条件都符合，{n} 项缺数据").format(n=len(row.unknown))
    return _("都符合")


def headings() -> tuple[str, ...]:
    """Return the headings of a list, in the order of `cells`."""
    fixed = (_("企业"), _("统一社会信用代码"), _("证书编号"), _("有效期至"), _("还有天数"))
    return (*fixed, *(kind_label(kind) for kind in Kind), _("结论"))


def cells(row: FirmStanding) -> tuple[str, ...]:
    """Return the texts of a row."""
    days = "" if row.days_left is None else str(row.days_left)
    return (
        *(row.name, row.uscc, row.cert_no, row.expire_date, days),
        *(figure_text(condition) for condition in row.conditions),
        outcome(row),
    )
