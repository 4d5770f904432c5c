"""Deciding against a package that waits: it is not merged, and not asked about again."""

from __future__ import annotations

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, put
from desktop_app.i18n import _
from desktop_app.work.city.arrivals import REFUSED, WAITING
from desktop_app.work.workspace import Workspace

SHORTEST = 8
"""Digits of a digest that are enough to name a package."""


def dismiss(ws: Workspace, digest: str, reason: str) -> Applied:
    """Decide that a waiting package is not merged; its copy stays in `received/`.

    Args:
        ws: The city's workspace.
        digest: SHA-256 of the package, or how it begins.
        reason: Why.

    Raises:
        UserError: No package, or several, begin so and wait; or there is no reason.
    """
    if not reason.strip():
        raise UserError(_("没有写理由。"), _("数据未动。写明为什么不并入。"))
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT unit, uid, version, file FROM exchange WHERE kind = 'package' AND state = ? "
            "AND substr(digest, 1, ?) = ?",
            (WAITING, len(digest), digest.lower()),
        ).fetchall()
    if len(digest) < SHORTEST or len(found) != 1:
        raise UserError(
            _("没有摘要以“{digest}”开头的待定报送包。").format(digest=digest),
            _("写至少 {n} 位；合并的结果里有摘要。数据未动。").format(n=SHORTEST),
        )
    unit, uid, version, file = found[0]
    block = put("exchange", uid, version, {"state": REFUSED, "text": reason.strip()})
    title = _("不并入：{file}").format(file=file)
    return ws.store.of(unit).apply(ChangePlan("decide", title, (block,)))


def dismissed(ws: Workspace, unit: str, digest: str) -> str | None:
    """Return why it was decided against a package, or None where it was not."""
    rows = ws.store.of(unit).rows(
        "exchange", ("text",), where="r.digest = ? AND r.state = ?", params=(digest, REFUSED)
    )
    return next((str(row[2]) for row in rows), None)
