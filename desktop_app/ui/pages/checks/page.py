"""审核: the findings of a period, to be put right or explained one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from desktop_app.domain.findings import Finding
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _, period_label, plural
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_bar import FilterBar
from desktop_app.ui.components.messages import FindingStrip
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.page import Page
from desktop_app.ui.pages.checks.found import Key
from desktop_app.ui.pages.checks.remarks import (
    HANDLED,
    OPEN,
    RemarkRow,
    remark_place,
    remark_segments,
)
from desktop_app.ui.pages.checks.rows import (
    Audit,
    Listed,
    finding_lines,
    headings,
    is_wordy,
    load_audit,
    make_texts,
    matching,
    segments,
)
from desktop_app.ui.pages.checks.side import FindingPanel, load_detail
from desktop_app.ui.pages.lazy_lines import LazyModel
from desktop_app.ui.pages.moments import moment_text
from desktop_app.ui.pages.places import show_record
from desktop_app.ui.tasks import LongTask
from desktop_app.work import checks as acts
from desktop_app.work.report.remarks import Remark, answer

IN_THIS_PROCESS = 20_000
"""Up to so many records 全审 runs on the data thread; more of them get a process of their own."""


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return ChecksPage(desk)


class ChecksPage(Page):
    """The findings, a panel for the one that is chosen, and what to do with all of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("审核"))
        self.forms = frozenset(form.code for form in desk.ws.catalogue.forms)
        self._audit: Audit | None = None
        self._rows: Sequence[Listed] = ()
        self._current: Listed | None = None
        self._wanted: Mapping[str, Any] = {}
        self._explained: Key | None = None
        self._add_actions()
        self._add_body()
        self.panel = FindingPanel(self.next_finding, self.correct, self.save_and_go_on)
        self.set_side(self.panel)
        self._task = LongTask(desk, "checks", self.header.progress)

    def _add_actions(self) -> None:
        self.take_in = secondary(_("收回说明"), self._ask_file, "file-import")
        self.give_out = secondary(_("导出出错说明"), self._ask_target, "download")
        self.run = primary(_("全审"), self.check, "refresh")
        for button in (self.take_in, self.give_out, self.run):
            self.header.add_action(button)

    def _add_body(self) -> None:
        self.bar = FilterBar(_("筛选"), [*segments(), *remark_segments()])
        self._show_remark_segments(asked=False)
        self.bar.changed.connect(lambda _text, _segment: self._list(0))
        self.model = LazyModel(headings(), self)
        self.table = ListTable(self.model, headings(), _("审核发现的问题"), tall=is_wordy())
        self.table.row_changed.connect(self._on_row)
        self.table.row_opened.connect(lambda _place: self.correct())
        self.strip = FindingStrip()
        self.strip.explain.clicked.connect(self.toggle_side)
        self.strip.next.clicked.connect(lambda: self.next_finding(1))
        self.strip.hide()
        self.empty = EmptyPage("", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.strip)

    # Showing

    def reload(self) -> None:
        """Read the findings of the period."""
        ws, period = self.desk.ws, self.desk.period
        self.desk.operations.run(lambda: load_audit(ws, period), self._show)

    def first_focus(self) -> QWidget | None:
        """Return the list, or the button where there is none."""
        return self.table if self.stack.currentWidget() is self.table else self.run

    def narrow_changed(self, *, narrow: bool) -> None:
        """The strip stands in for the panel."""
        self.strip.setVisible(narrow)

    def _show(self, audit: Audit) -> None:
        if audit.period != self.desk.period:
            return
        self._audit = audit
        self.header.set_facts(*_facts(audit))
        self.run.setText(_("重新全审") if audit.checked_at else _("全审"))
        self.bar.segments.set_counts(audit.counts)
        self._show_remark_segments(asked=audit.counts[OPEN] + audit.counts[HANDLED] > 0)
        self.run.setEnabled(audit.has_data)
        self.give_out.setEnabled(bool(audit.found))
        self.take_in.setEnabled(bool(audit.found) and not audit.locked)
        self._list(max(self.table.current_place(), 0))
        self.desk.operations.run_after_painting(lambda: make_texts(audit.texts))
        self._go_on()
        if self._wanted:
            wanted, self._wanted = self._wanted, {}
            self.show_target(wanted)
        self.desk.tell(_("F8 下一处　Shift+F8 上一处　Ctrl+Enter 保存说明"))

    def _show_remark_segments(self, *, asked: bool) -> None:
        """Offer the remarks where there are some; nobody stays among those that are gone."""
        for segment in remark_segments():
            self.bar.segments.button(segment.key).setVisible(asked)
            if not asked and self.bar.segments.current == segment.key:
                self.bar.segments.choose("all")

    def _list(self, place: int) -> None:
        """List what is asked for; the finding that was chosen stays, else that at `place` is."""
        if self._audit is None:
            return
        wanted, segment = self.bar.field.text().strip(), self.bar.segments.current
        key = self._current.key if self._current else None
        if wanted:
            self._audit.texts.read_all()
        self._rows = matching(self._audit.rows, wanted, segment)
        self.model.set_lines(finding_lines(self._rows))
        if not self._rows:
            self._show_empty(wanted, segment)
            return
        self.stack.setCurrentWidget(self.table)
        if key is None or not self.table.choose_key(key):
            self.table.choose(min(place, len(self._rows) - 1))

    def _show_empty(self, wanted: str, segment: str) -> None:
        self._current = None
        writing = self.panel.has_focus_inside
        self.panel.show_nothing()
        self.strip.tell(Sign.NONE, "", "")
        old = self.empty
        self.empty = _empty_page(self._audit, self.desk, wanted, segment)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        self.stack.removeWidget(old)
        old.deleteLater()
        if writing:
            (self.empty.findChild(QPushButton) or self.run).setFocus()

    def _on_row(self, place: int) -> None:
        if not 0 <= place < len(self._rows):
            return
        row = self._rows[place]
        self._save_typed(row)
        self._current = row
        ws, period = self.desk.ws, self.desk.period
        self.strip.tell(row.sign, row.subject, row.text)
        if isinstance(row, RemarkRow):
            self._show_beside(
                row,
                partial(self.panel.show_remark, row, remark_place(ws, row, period)),
            )
        else:
            self.desk.operations.run(
                lambda: load_detail(ws, row.finding),
                lambda detail: self._show_beside(
                    row, partial(self.panel.show_finding, row, detail)
                ),
                asker=self,
            )

    def leave(self) -> None:
        """Save an explanation that was typed and not saved yet."""
        typed = self.panel.unsaved()
        if typed is not None:
            self.save(*typed)

    def _save_typed(self, following: Listed) -> None:
        """Save what was typed when another line is chosen."""
        typed = self.panel.unsaved()
        if typed is not None and typed[0].key != following.key:
            self.save(*typed)

    def _show_beside(self, row: Listed, show: Callable[..., object]) -> None:
        if row is not self._current or self._audit is None:
            return
        place = f"{self.table.current_place() + 1:,} / {len(self._rows):,}"
        typed = self.panel.unsaved()
        if typed is not None and typed[0].key == row.key:
            # Somebody is typing, and an import that ended meanwhile must not take it away.
            self.panel.set_place(place)
            return
        show(place, locked=self._audit.locked)

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show a segment (`severity`), or the findings of a record (`uid`) or of a `text`."""
        if self._audit is None or self._audit.period != self.desk.period:
            self._wanted = target
            return
        if "severity" in target:
            self.bar.segments.choose(str(target["severity"]))
        if "text" in target:
            self.bar.field.setText(str(target["text"]))
        uid = target.get("uid")
        rule = target.get("rule")
        for place, row in enumerate(self._rows):
            if row.record == uid and rule in {None, row.rule}:
                self.table.choose(place)
                return

    def next_finding(self, step: int) -> None:
        """Choose the next or previous line of the list."""
        if not self._rows:
            return
        place = self.table.current_place()
        self.table.choose((place + step) % len(self._rows) if place >= 0 else 0)

    # Doing

    def correct(self) -> None:
        """Go to the cell that the chosen line marks."""
        if self._current is not None and self._current.target[1]:
            show_record(self.desk, *self._current.target)

    def save_and_go_on(self, row: Listed, said: str) -> None:
        """Store an explanation or answer and go to the next line that asks for one."""
        self._explained = row.key
        self.save(row, said)

    def save(self, row: Listed, said: str) -> None:
        """Store an explanation or answer and stay where one is."""
        if isinstance(row, RemarkRow):
            self.answer(row.remark, said)
        else:
            self.explain(row.finding, said)

    def answer(self, remark: Remark, said: str) -> None:
        """Store the answer to a remark of the city."""
        self.panel.mark_saved()
        ws, period, number = self.desk.ws, self.desk.period, remark.number

        def tell(applied: Applied | None) -> None:
            if applied is None:
                self._explained = None
            self.desk.tell(_("答复已保存。") if applied else _("这一条的答复没有变。"))

        self.desk.operations.run(lambda: answer(ws, period, {number: said}), tell, asker=self)

    def _go_on(self) -> None:
        key, self._explained = self._explained, None
        if key is None or not self._rows:
            return
        place = max(self.table.current_place(), 0)
        first = place + 1 if self._rows[place].key == key else place
        for step in range(len(self._rows)):
            at = (first + step) % len(self._rows)
            if self._rows[at].asks:
                self.table.choose(at)
                return

    def explain(self, finding: Finding, said: str) -> None:
        """Store an explanation and stay where one is."""
        self.panel.mark_saved()
        ws, period = self.desk.ws, self.desk.period
        texts = {(finding.rule, finding.uid): said}
        self.desk.operations.run(lambda: acts.explain(ws, period, texts), self._on_explained)

    def _on_explained(self, applied: Applied | None) -> None:
        if applied is None:
            self._explained = None
            self.desk.tell(_("这一处的说明没有变。"))
        else:
            self.desk.tell(_("说明已保存。"))

    def check(self) -> None:
        """Run all rules on the period."""
        if self._task.running or self._audit is None:
            return
        ws, period = self.desk.ws, self.desk.period
        if self._audit.records > IN_THIS_PROCESS:
            words = _("全审 {period}").format(period=period_label(period))
            self._task.start(words, ["check", "--period", period], self._on_checked, unit=_("张表"))
        else:
            self.desk.operations.run(lambda: acts.check(ws, period), self._on_checked)

    def _on_checked(self, _result: object) -> None:
        self.desk.reload_all()

    def _ask_target(self) -> None:
        name = _("出错说明_{unit}_{period}.xlsx").format(
            unit=self.desk.ws.unit_label, period=self.desk.period
        )
        file_dialogs.ask_save(self, _("导出出错说明"), name, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the findings as a sheet to explain in."""
        ws, period = self.desk.ws, self.desk.period

        def write() -> int:
            checked = acts.Checked(period, tuple(ws.store.findings(period)))
            acts.write_findings(ws, checked, path)
            return len(checked.findings)

        def tell(count: int) -> None:
            words = plural("已导出 {n} 条到 {file}", count, file=path.name)
            self.desk.toast(words, (_("打开文件夹"), lambda: file_dialogs.show_folder(path)))

        self.desk.operations.run(write, tell, asker=self)

    def _ask_file(self) -> None:
        file_dialogs.ask_open(
            self, _("收回写好说明的出错说明表"), file_dialogs.workbooks(), self.take_file
        )

    def take_file(self, path: Path) -> None:
        """Take the explanations of a sheet that was handed out."""
        ws = self.desk.ws
        self.desk.operations.run(lambda: acts.explain_file(ws, path), self._on_taken)

    def _on_taken(self, done: acts.Explained) -> None:
        words = _("已收下说明 {n} 条").format(n=done.taken)
        if done.unmatched:
            words += plural("，{n} 行的问题已不在，没有收", len(done.unmatched))
        self.desk.toast(words)


def _facts(audit: Audit) -> list[str]:
    if not audit.has_data:
        return [_("本期还没有数据")]
    found = audit.counts
    asked = plural("查 {n} 条", audit.records)
    if not audit.checked_at:
        when = _("数据有改动，要重新全审") if audit.rows else _("还没有全审")
    else:
        when = _("上次全审 {when}").format(when=moment_text(audit.checked_at))
    if found[OPEN]:
        todo = plural("市局意见 {n} 条未处理", found[OPEN])
    elif found[Sign.MUST.value]:
        todo = _("强制 {n} 处，改完才能上报").format(n=found[Sign.MUST.value])
    elif found[Sign.VERIFY.value]:
        todo = _("核实 {n} 处，说明后才能上报").format(n=found[Sign.VERIFY.value])
    else:
        todo = _("没有要处理的问题") if audit.checked_at else ""
    return [when, asked, todo]


def _empty_page(audit: Audit | None, desk: Desk, wanted: str, segment: str) -> EmptyPage:
    if audit is None or not audit.has_data:
        button = secondary(_("导入"), lambda: desk.go("importing"), "file-import")
        return EmptyPage(_("本期还没有数据"), _("导入或录入本期报表后再全审。"), button)
    if not audit.checked_at and not audit.rows:
        return EmptyPage(_("还没有全审"), _("全审按全部规则查本期报表，不改动数据。"))
    looked_for_work = not wanted and segment in {"all", Sign.MUST.value, Sign.VERIFY.value, OPEN}
    if audit.rows and not (looked_for_work and audit.checked_at and not audit.open):
        return EmptyPage(_("没有符合筛选的问题"), _("换一个筛选，或按 Esc 清空。"))
    button = secondary(_("上报"), lambda: desk.go("submit"), "send")
    return EmptyPage(_("没有要处理的问题"), _("本期报表可以审核通过、上报。"), button)
