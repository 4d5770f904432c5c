"""When a change cannot be taken back as a whole: who is in the way, and what can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, plural
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.texts import FactRow

if TYPE_CHECKING:
    from desktop_app.store import UndoPreview

SHOWN = 8


class UndoDialog(Question):
    """Names the records in the way, and offers to take back the others.

    Args:
        parent: The window.
        preview: What an undo would do.
        take_rest: Takes back what is free.
        look: Shows the batch in 历史.
    """

    def __init__(
        self,
        parent: QWidget,
        preview: UndoPreview,
        *,
        take_rest: Callable[[], object],
        look: Callable[[], object],
    ) -> None:
        from desktop_app.ui.pages.history.side import blocked_word

        free = sum(
            sum(counts.values()) for counts in (preview.restored, preview.removed, preview.returned)
        )
        count = len(preview.blocked)
        words = plural(
            "有 {n} 条记录不能撤销，其余 {rest} 条可以。数据未动。", count, rest=f"{free:,}"
        )
        if not free:
            words = plural("{n} 条记录都不能撤销。数据未动。", count)
        super().__init__(
            parent,
            _("“{title}”不能整批撤销").format(title=preview.title),
            words,
        )
        for row in preview.blocked[:SHOWN]:
            self.body.addWidget(FactRow(row.name, blocked_word(row.reason)))
        if count > SHOWN:
            rest = f"{count - SHOWN:,}"
            self.body.addWidget(FactRow(_("另有 {n} 条").format(n=rest), _("在“历史”里可以看全")))
        self.add_safe(_("不撤销"))
        if free:
            self.add_act(_("撤销其余 {n} 条").format(n=f"{free:,}"), take_rest)
        else:
            self.add_act(_("看这一批"), look)
