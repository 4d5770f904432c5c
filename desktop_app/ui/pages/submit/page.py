"""上报: from the period to the signed file, one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied
from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, period_label, plural, state_word
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.components.stepper import FootBar, Stepper
from desktop_app.ui.desk import Desk
from desktop_app.ui.page import Page
from desktop_app.ui.pages.submit.answer import AnswerCard, CorrectionDialog
from desktop_app.ui.pages.submit.cards import CheckCard, KeyCard, SignOffCard, line_of
from desktop_app.ui.pages.submit.head import HeadDialog
from desktop_app.ui.pages.submit.result import ResultPanel
from desktop_app.ui.pages.submit.state import Standing, Step, judge, load_standing, step_words
from desktop_app.ui.tasks import LongTask
from desktop_app.work.checks import check
from desktop_app.work.receive import Judged
from desktop_app.work.report.countersign import Awaiting, Countersigned, look_at_half
from desktop_app.work.report.half_signed import half_known_by
from desktop_app.work.report.receive_notice import Outcome, Taken, receive
from desktop_app.work.report.reporting import reopen, sign_off

IN_THIS_PROCESS = 20_000
"""Up to so many records 全审 runs on the data thread; more of them get a process of their own."""


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return SubmitPage(desk)


class SubmitPage(Page):
    """Stepper, three cards, the verdict beside them, and one button that does the next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("上报"))
        self.forms = frozenset(form.code for form in desk.ws.catalogue.forms)
        self._standing: Standing | None = None
        self._stands_still = False
        self._going_on = False
        self._taken: list[Taken] = []
        self.header.add_action(secondary(_("收下回执"), self._ask_notice, "inbox"))
        self.header.add_action(secondary(_("验证文件"), self._ask_file, "file-certificate"))
        self.stepper = Stepper(step_words())
        self.stepper.chosen.connect(self._look_back)
        self.answer_card = AnswerCard(self._go_to_remarks, self._ask_correction)
        self.answer_card.hide()
        self.check_card = CheckCard(lambda: desk.go("checks"))
        self.sign_card = SignOffCard(self._show_foot)
        self.key_card = KeyCard(self._ask_key, self._go_to_keys, self.export)
        self.progress = ProgressStrip()
        self.stepper.add_aside(self.progress)
        self.foot = FootBar()
        self.act = primary("", self._do_next)
        self.foot.add_right(self.act)
        self._lay_out()
        self.result = ResultPanel(self.ask_head)
        self.set_side(self.result)
        self._task = LongTask(desk, "submit", self.progress)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("k", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        cards = (self.answer_card, self.check_card, self.sign_card, self.key_card)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.foot)

    # Showing

    def reload(self) -> None:
        """Read where the report stands."""
        ws, period = self.desk.ws, self.desk.period
        self.desk.operations.run(lambda: load_standing(ws, period), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at each visit: keys are files, and others than this page put them there."""
        super().showEvent(event)
        if not event.spontaneous():
            self._going_on = True
            self.mark_stale()

    def first_focus(self) -> QWidget | None:
        """Return what the next step is done with."""
        standing = self._standing
        if standing is not None and standing.step is Step.SIGN_OFF:
            missing = self.sign_card.missing()
            if missing is not None:
                return missing.editor
            if not self.sign_card.pledge.isChecked():
                return self.sign_card.pledge
        if standing is not None and standing.step is Step.KEY and not standing.sent:
            return self.key_card.first_focus()
        return self.act if self.act.isEnabled() else None

    def _show(self, standing: Standing) -> None:
        report = standing.report
        if report.period != self.desk.period:
            return
        self._standing = standing
        self.header.set_facts(
            self.desk.ws.unit_label,
            period_label(report.period),
            _("第 {n} 版").format(n=report.revision),
        )
        for card in (self.answer_card, self.check_card, self.sign_card, self.key_card):
            card.show_standing(standing)
        self.stepper.set_current(standing.step + int(standing.sent))
        self._show_result(standing)
        self._show_foot()
        if self._going_on:
            self._going_on = False
            self._focus_next()
        self.desk.tell(_("文件只在读回验证无误后才改名存盘"))

    def _focus_next(self) -> None:
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def _show_result(self, standing: Standing) -> None:
        if self._stands_still:
            self._stands_still = False
        elif not standing.sent and not (standing.awaiting and standing.kept):
            self.result.show_steps(standing)
        elif standing.judged is not None and standing.kept is not None:
            self.result.show_made(standing.judged, standing.kept, standing)
        else:
            self.result.show_lost(standing)

    def _show_foot(self) -> None:
        standing = self._standing
        if standing is None:
            return
        words, note, enabled = self._next_act(standing)
        self.act.setText(words)
        self.act.setVisible(bool(words))
        self.act.setEnabled(enabled and not self._task.running)
        self.foot.note.setText(note)

    def _next_act(self, standing: Standing) -> tuple[str, str, bool]:
        """Return the words of the button, the note beside it, and whether it can be pressed."""
        step = standing.step
        if standing.sent:
            return "", _sent_note(standing), False
        if step is Step.CHECK:
            return self._check_act(standing)
        if step is Step.SIGN_OFF:
            return self._sign_off_act()
        if step in {Step.KEY, Step.EXPORT}:
            return self._export_act(standing)
        if step is Step.EXPLAIN:
            return self._explain_act(standing)
        return _("去导入"), _("本期还没有数据"), True

    def _export_act(self, standing: Standing) -> tuple[str, str, bool]:
        words = _("重新导出") if standing.awaiting else _("导出报送包")
        if self.key_card.path is None:
            return words, _("安装证书后才能上报"), False
        if standing.awaiting:
            return words, _("还没有上报：等单位负责人签名"), True
        if standing.signatures > 1:
            return words, _("导出后由单位负责人签名，签好才算上报"), True
        return words, _("导出后本期锁定，不再改数"), True

    def _check_act(self, standing: Standing) -> tuple[str, str, bool]:
        if not standing.checked_at:
            return _("全审"), _("数据有改动，先全审"), True
        note = _("强制 {n} 处，改完才能上报").format(n=standing.counts[0])
        return _("去改数"), note, True

    def _explain_act(self, standing: Standing) -> tuple[str, str, bool]:
        if standing.unexplained:
            note = plural("还有 {n} 处核实问题未说明", standing.unexplained)
            return _("去写说明"), note, True
        note = plural("还有 {n} 条市局意见未处理", standing.unhandled)
        return _("去处理意见"), note, True

    def _sign_off_act(self) -> tuple[str, str, bool]:
        missing = self.sign_card.missing()
        if missing is not None:
            note = _("签署栏缺{label}").format(label=missing.label.text())
        elif not self.sign_card.pledge.isChecked():
            note = _("看过承诺后勾选")
        else:
            note = _("审核通过后可以导出；再改数要重新审核")
        ready = missing is None and self.sign_card.pledge.isChecked()
        return _("审核通过"), note, ready

    def _look_back(self, step: int) -> None:
        """A finished step was clicked: show where its work is done."""
        if step in {Step.CHECK, Step.EXPLAIN}:
            self.desk.go("checks")
        elif step == Step.SIGN_OFF:
            self.area.ensureWidgetVisible(self.sign_card)
            line_of(self.sign_card.fields["head"]).setFocus()
        else:
            self.area.ensureWidgetVisible(self.check_card)

    # Doing

    def _do_next(self) -> None:
        standing = self._standing
        if standing is None:
            return
        step = standing.step
        acts: dict[Step, Callable[[], object]] = {
            Step.PERIOD: lambda: self.desk.go("importing"),
            Step.CHECK: self._check_or_correct,
            Step.EXPLAIN: self._go_to_open,
            Step.SIGN_OFF: self.sign_off,
            Step.KEY: self.export,
            Step.EXPORT: self.export,
        }
        acts[step]()

    def _go_to_open(self) -> None:
        standing = self._standing
        if standing is not None and standing.unexplained:
            self.desk.go("checks", {"severity": "verify"})
        else:
            self._go_to_remarks()

    def _go_to_remarks(self) -> None:
        standing = self._standing
        done = standing is not None and not standing.unhandled
        self.desk.go("checks", {"severity": "handled" if done else "remark"})

    def _check_or_correct(self) -> None:
        standing = self._standing
        if standing is None:
            return
        if standing.checked_at:
            self.desk.go("checks", {"severity": "must"})
            return
        ws, period = self.desk.ws, standing.report.period
        if standing.records > IN_THIS_PROCESS:
            words = _("全审 {period}").format(period=period_label(period))
            self._task.start(words, ["check", "--period", period], self._on_checked, unit=_("张表"))
        else:
            self.desk.operations.run(lambda: check(ws, period), self._on_checked)

    def _on_checked(self, _result: object) -> None:
        self.desk.reload_all()

    def sign_off(self) -> None:
        """Make the draft ready to be sent."""
        ws, period, who = self.desk.ws, self.desk.period, self.sign_card.sign_off
        self.act.setEnabled(False)
        self.desk.operations.run(
            lambda: sign_off(ws, period, who), self._on_signed_off, failed=self._on_not_signed
        )

    def _on_signed_off(self, _applied: object) -> None:
        self._going_on = True
        self.desk.report_changed.emit()
        self.desk.toast(_("已审核通过"))

    def _on_not_signed(self, error: UserError) -> None:
        phone = self.sign_card.fields["phone"]
        if phone.label.text() in error.message:
            phone.set_error(str(error))
            line_of(phone).setFocus()
        else:
            self.desk.operations.failed.emit(error)
        self._show_foot()

    def _go_to_keys(self) -> None:
        self.desk.go("settings", {"part": "keys"})

    def _ask_key(self) -> None:
        file_dialogs.ask_open(self, _("选密钥文件"), file_dialogs.key_files(), self._on_key_chosen)

    def _on_key_chosen(self, path: Path) -> None:
        self.key_card.choose(path)
        self._show_foot()

    def export(self) -> None:
        """Ask where the package goes, once the password is there."""
        standing = self._standing
        if standing is None or standing.step < Step.KEY or self.key_card.path is None:
            return
        if not line_of(self.key_card.password).text():
            pin = self.key_card.on_token
            words = _("输入 U 盾的 PIN。") if pin else _("输入密钥的密码。")
            self.key_card.password.set_error(words)
            line_of(self.key_card.password).setFocus()
            return
        file_dialogs.ask_save(self, _("报送包存到哪里"), standing.file_name, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write, sign and verify the package in a process of its own."""
        key = self.key_card.path
        if key is None or self._task.running:
            return
        password = line_of(self.key_card.password)
        secret = password.text()
        password.clear()
        self.key_card.password.set_error("")
        arguments = ["pack", "--period", self.desk.period, "--key", str(key), "-o", str(path)]
        self._task.start(
            _("导出报送包"),
            [*arguments, "--password-stdin"],
            lambda result: self._on_packed(result, Path(str(result.get("file") or path))),
            secrets=[secret],
            failed=self._on_not_packed,
            holds=True,
        )
        self._show_foot()

    def _on_packed(self, result: dict[str, object], path: Path) -> None:
        ws = self.desk.ws
        sent = result.get("state") == ReportState.SENT.value
        pattern = _("上报：{period}") if sent else _("导出：{period}")
        title = pattern.format(period=period_label(self.desk.period))
        self.desk.operations.run(
            lambda: judge(ws, path, own=True),
            lambda judged: self._on_judged(judged, path),
            asker=self,
        )
        self.desk.reload_all(int(str(result.get("batch") or 0)), title)
        self.desk.tell(_("正在读回验证刚做成的文件"))
        self.desk.report_changed.emit()

    def _on_judged(self, judged: Judged, path: Path) -> None:
        ws, period = self.desk.ws, self.desk.period

        def show(standing: Standing) -> None:
            self._stands_still = True
            self._show(standing)
            self.result.show_made(judged, path, standing)
            self._open_drawer()
            self.result.focus_act()

        self.desk.operations.run(lambda: load_standing(ws, period), show, asker=self)

    def _on_not_packed(self, error: UserError) -> None:
        self.key_card.password.set_error(str(error))
        self.area.ensureWidgetVisible(self.key_card)
        line_of(self.key_card.password).setFocus()
        self._show_foot()

    def ask_head(self, path: Path) -> None:
        """Let the 负责人 look at a package that awaits the second signature, and sign it."""
        ws = self.desk.ws

        def show(package: Awaiting) -> None:
            dialog = HeadDialog(self.window(), self.desk, path, package, self._on_signed)
            dialog.open()
            line_of(dialog.secret).setFocus()

        self.desk.operations.run(lambda: look_at_half(ws, path), show, asker=self)

    def _on_signed(self, made: Countersigned) -> None:
        ws = self.desk.ws
        self.desk.toast(_("已签名，可以交市局：{file}").format(file=made.path.name))
        self.desk.report_changed.emit()
        self.desk.operations.run(
            lambda: judge(ws, made.path, own=True),
            lambda judged: self._on_judged(judged, made.path),
            asker=self,
        )

    # What the city answers

    def _ask_notice(self) -> None:
        title = _("选市局发来的回执或退回单")
        file_dialogs.ask_open(self, title, file_dialogs.notices(), lambda path: self.take([path]))

    def take(self, paths: Sequence[Path]) -> None:
        """Take receipts and return slips, one after the other."""
        ws = self.desk.ws
        self._taken = []
        for path in paths:
            self.desk.operations.run(partial(receive, ws, path), self._on_taken)

    def _on_taken(self, taken: Taken) -> None:
        self._taken.append(taken)
        notice = taken.notice
        if notice is not None and taken.outcome is not Outcome.REFUSED:
            self.desk.set_period(notice.period)
        ws, period, told = self.desk.ws, self.desk.period, list(self._taken)

        def show(standing: Standing) -> None:
            self._stands_still = True
            self._show(standing)
            self.result.show_taken(told, self._go_to_remarks)
            self._open_drawer()

        self.desk.operations.run(lambda: load_standing(ws, period), show, asker=self)
        self.desk.report_changed.emit()

    def _ask_correction(self) -> None:
        if self._standing is not None:
            CorrectionDialog(self, self._standing, self.correct).open()

    def correct(self, reason: str) -> None:
        """Open the next revision of an accepted report."""
        ws, period = self.desk.ws, self.desk.period

        def tell(_applied: Applied) -> None:
            self.desk.report_changed.emit()
            self.desk.toast(_("已开新的一版，改好后重新上报"))

        self.desk.operations.run(lambda: reopen(ws, period, reason), tell, asker=self)

    # Verifying

    def _ask_file(self) -> None:
        file_dialogs.ask_open(self, _("选要验证的文件"), file_dialogs.workbooks(), self.verify)

    def verify(self, path: Path) -> None:
        """Show the verdict on any file; the own package with both signatures is sent with that."""
        ws = self.desk.ws

        def look() -> Judged | Taken:
            judged = judge(ws, path, own=False)
            half = half_known_by(ws, judged.verdict.digest)
            return receive(ws, path) if half and judged.verdict.countersigner else judged

        def show(found: Judged | Taken) -> None:
            if isinstance(found, Taken):
                self._taken = []
                self._on_taken(found)
                return
            self.result.show_judged(found, path)
            self._open_drawer()

        self.desk.operations.run(look, show, asker=self)

    def _open_drawer(self) -> None:
        if self.narrow and not self.result.isVisible():
            self.toggle_side()


def _sent_note(standing: Standing) -> str:
    """Return what is waited for once a report is sent."""
    state = standing.report.state
    if state is ReportState.ACCEPTED:
        return _("本期{state}。要改数，先办理更正。").format(state=state_word(state.value))
    return _("本期{state}，已锁定。等市局答复。").format(state=state_word(state.value))
