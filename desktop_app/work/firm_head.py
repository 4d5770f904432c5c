"""What stands over the figures of a firm: its code and the words for what it is."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.periods import parse_period
from desktop_app.i18n import _
from desktop_app.work.extras import extra_texts
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FirmHead:
    """A firm in one line.

    Attributes:
        uid: The firm; `name` and `code` (credit code, or what it has in its place).
        words: Words for what it is: 高新技术企业, 规上, its labels.
    """

    uid: str
    name: str
    code: str
    words: tuple[str, ...]


def firm_head(ws: Workspace, period: str, uid: str) -> FirmHead | None:
    """Return what stands over a firm's figures, or None if there is no such firm."""
    firm = ws.store.record("firm", uid)
    if firm is None:
        return None
    texts = extra_texts(ws, "firm", [uid]).get(uid, {})
    words = []
    if texts.get("certificate", "") > parse_period(period).last_day:
        words.append(_("高新技术企业"))
    if firm.values["above_scale"]:
        words.append(_("规上"))
    words += [label for label in texts.get("labels", "").split("、") if label]
    code = firm.values["uscc"] or firm.values["org_code"] or firm.values["reg_no"] or ""
    return FirmHead(uid, str(firm.values["name"] or ""), str(code), tuple(words[:4]))
