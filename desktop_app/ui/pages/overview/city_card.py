"""What the city has to do in a period, beside its figures on 总览."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, plural
from desktop_app.ui.components.buttons import Button, link
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.overview.due_card import DueLine
from desktop_app.work.city.inbox import Inbox, inbox
from desktop_app.work.overview import Overview


class CityCard(Card):
    """Units that are missing, packages without an answer, cases to decide, open findings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setMinimumWidth(260)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.body.setSpacing(2)
        self.body.addWidget(text(_("收件与合并"), "section"))

        def go() -> None:
            desk.go("inbox")

        self.missing = DueLine(Sign.UNFILLED, _("还没有报的单位"), _("去收件"), go)
        self.unanswered = DueLine(Sign.CHANGED, _("要答复的报送包"), _("去答复"), go)
        self.cases = DueLine(Sign.DOUBTFUL, _("要判定的"), _("去判定"), lambda: desk.go("merging"))
        self.open = DueLine(Sign.VERIFY, _("待核的问题"), _("去退回"), go)
        for line in (self.missing, self.unanswered, self.cases, self.open):
            self.body.addWidget(line)
        self.body.addStretch(1)
        self.check: Button = link("")
        self.check.hide()

    def set_low(self, *, low: bool) -> None:
        """It is low enough for every window."""

    def show_overview(self, found: Overview) -> None:
        """Show what there is to do in a period."""
        ws, period = self._desk.ws, found.period
        self._desk.operations.run(lambda: inbox(ws, period), self._show)

    def _show(self, found: Inbox) -> None:
        states = [tile.state for tile in found.tiles]
        missing = states.count(ReportState.NOT_REPORTED.value)
        unanswered = states.count(ReportState.SENT.value)
        cases = found.overlaps + sum(tile.waiting for tile in found.tiles)
        still_open = sum(tile.open for tile in found.tiles)
        self.missing.show_count(missing, _("{n} 家").format(n=missing))
        self.unanswered.show_count(unanswered, plural("{n} 份", unanswered))
        self.cases.show_count(cases, plural("{n} 处", cases))
        self.open.show_count(still_open, plural("{n} 处", still_open))
