"""What the city answered to a report: the card on 上报, a file that was taken, and 更正."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.states import RETURN, ReportState
from desktop_app.i18n import _, period_label
from desktop_app.ui.components.buttons import link, primary, secondary
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.chips import StateWord
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.side_panel import FindingCard, FindingText
from desktop_app.ui.components.texts import FactRow, text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.moments import moment_text
from desktop_app.ui.pages.submit.state import Standing
from desktop_app.work.report.receive_notice import Outcome, Taken


class AnswerCard(Card):
    """Where a report that was sent stands with the city, and what is to be done about it.

    Args:
        look: Goes to the remarks.
        correct: Asks for a reason and opens the next revision of an accepted report.
    """

    def __init__(self, look: Callable[[], object], correct: Callable[[], object]) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.setSpacing(8)
        self.state = StateWord()
        head.addWidget(text(_("市局答复"), "section"))
        head.addStretch(1)
        head.addWidget(self.state)
        self.body.addLayout(head)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(4)
        self.body.addLayout(self._facts)
        row = QHBoxLayout()
        self.look = secondary(_("看意见"), look, "message-2")
        self.correct = link(_("办理更正"), correct)
        row.addWidget(self.look)
        row.addWidget(self.correct)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_standing(self, standing: Standing) -> None:
        """Show what was sent, what came back, and until when."""
        report, decision = standing.report, standing.decision
        self.setVisible(standing.sent or decision is not None)
        waiting = decision is None or (standing.sent and decision.revision < report.revision)
        state = report.state if decision is None or waiting else decision.state
        self.state.set_state(state.value)
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for part in _parts(standing):
            self._facts.addWidget(part)
        self.look.setVisible(standing.remarks > 0)
        self.correct.setVisible(report.state is ReportState.ACCEPTED)


def _parts(standing: Standing) -> list[QWidget]:
    report, decision = standing.report, standing.decision
    found: list[QWidget] = []
    sent_at = str(report.values.get("sent_at") or "")
    if standing.sent and sent_at:
        found.append(FactRow(_("第 {n} 版上报").format(n=report.revision), moment_text(sent_at)))
    if decision is None or (standing.sent and decision.revision < report.revision):
        words = _("等市局的回执或退回单。收到后拖进窗口，状态随之改变。")
        found.append(text(words, "fact", wrap=True))
        return found
    answered = _("第 {n} 版").format(n=decision.revision)
    found += [
        FactRow(_("答复的版次"), answered),
        FactRow(_("市局收到"), moment_text(decision.received_at)),
        FactRow(_("签发人"), decision.signer),
    ]
    if decision.deadline:
        found.append(FactRow(_("更正期限"), decision.deadline, bold=True))
    if decision.kind == RETURN and standing.remarks:
        found.append(FactRow(_("逐条意见"), _remark_count(standing)))
    if reason := str(report.values.get("reason") or ""):
        found.append(FactRow(_("更正原因"), reason))
    if decision.text:
        found.append(text(decision.text, wrap=True))
    return found


def _remark_count(standing: Standing) -> str:
    if not standing.unhandled:
        return _("{n} 条都已处理").format(n=standing.remarks)
    return _("{n} 条，{open} 条未处理").format(n=standing.remarks, open=standing.unhandled)


class TakenCard(FindingCard):
    """What became of one file of the city."""

    def __init__(self, taken: Taken) -> None:
        sign, title = _outcome(taken)
        super().__init__(FindingText(sign, title, taken.path.name, "\n".join(taken.sentences)))
        self.taken = taken


def _outcome(taken: Taken) -> tuple[Sign, str]:
    if taken.outcome is Outcome.REFUSED:
        return Sign.REFUSED, _("没有收下，数据未动")
    if taken.outcome is Outcome.SAME:
        return Sign.HINT, _("已经收过，数据未动")
    is_return = taken.notice is not None and taken.notice.kind == RETURN
    return (Sign.REMARK, _("已收下退回单")) if is_return else (Sign.CLEAN, _("已收下"))


class CorrectionDialog(Question):
    """Asks why an accepted report is to be corrected.

    Args:
        parent: The page.
        standing: The report.
        open_next: Takes the reason.
    """

    def __init__(
        self, parent: QWidget, standing: Standing, open_next: Callable[[str], object]
    ) -> None:
        report = standing.report
        super().__init__(
            parent,
            _("更正{period}的报表？").format(period=period_label(report.period)),
            _("验收的一版照留，另开新的一版。改好后重新全审、审核、上报，原因随报送包交市局。"),
        )
        self._open_next = open_next
        self.reason = QLineEdit()
        self.field = LabelledField(_("更正原因"), self.reason, _("如：企业更正了营业收入"))
        self.body.addWidget(self.field)
        self.add_safe(_("取消"))
        words = _("开第 {n} 版").format(n=report.revision + 1)
        self.act = primary(words, self._on_act)
        self.act.setDefault(True)
        self.buttons.addWidget(self.act)

    def _on_act(self) -> None:
        said = self.reason.text().strip()
        if not said:
            self.field.set_error(_("写明为什么要更正。"))
            self.reason.setFocus()
            return
        self.accept()
        self._open_next(said)
