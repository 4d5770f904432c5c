"""任务文件: what the city asks. A district installs it, the city makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.domain.task_sections import SECTIONS
from desktop_app.i18n import _, plural
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_bar import FilterBar
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.page import Page
from desktop_app.ui.pages.moments import moment_text
from desktop_app.ui.pages.task.rows import ALL, counts, headings, line, section_of, segments
from desktop_app.ui.pages.task.side import TaskPanel
from desktop_app.work.task.install import Outcome, TaskLook, install_task, look_at_task
from desktop_app.work.task.items import Item
from desktop_app.work.task.overview import TaskOverview, task_overview

FORMS = frozenset({*SECTIONS, "exchange", "due"})


def make(desk: Desk) -> QWidget:
    """Return the page of the workspace's role."""
    if desk.ws.role == "city":
        from desktop_app.ui.pages.task.city import CityTaskPage

        return CityTaskPage(desk)
    return DistrictTaskPage(desk)


class TaskPage(Page):
    """The list of what is set, or would change, and a panel on the file behind it."""

    def __init__(self, desk: Desk, empty: EmptyPage) -> None:
        super().__init__(desk, _("任务文件"))
        self.forms = FORMS
        self.items: Sequence[Item] = ()
        self.known: TaskOverview | None = None
        self.bar = FilterBar(_("期别、单位、规则、参数"))
        self.bar.changed.connect(self._filter)
        self.model = LinesModel(headings(), self)
        self.table = ListTable(self.model, headings(), _("任务的各项"))
        self.stack = QStackedWidget()
        self.empty = empty
        self.nothing = EmptyPage(_("没有符合筛选的项目"), _("换一个筛选，或按 Esc 清空。"))
        for widget in (self.table, self.empty, self.nothing):
            self.stack.addWidget(widget)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        self.panel = TaskPanel()
        self.set_side(self.panel)

    def show_known(self, known: TaskOverview) -> None:
        """Show what is set; a subclass shows what would change where there is something."""
        self.show_items(known.items)
        self.panel.show_in_force(self.desk.ws, known.task)

    # Showing

    def reload(self) -> None:
        """Read what is set."""
        ws = self.desk.ws
        self.desk.operations.run(lambda: task_overview(ws), self._show)

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.table

    def _show(self, known: TaskOverview) -> None:
        self.known = known
        task = known.task
        facts = [] if task is None else [_("现行 {n} 号").format(n=task.number)]
        if task is not None:
            facts.append(_("{day} 签发").format(day=moment_text(task.made_at)))
        self.header.set_facts(*(facts or [_("还没有任务文件")]))
        self.show_known(known)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show other items, keeping the chosen section where it still has some."""
        self.items = items
        catalogue, chosen = self.desk.ws.catalogue, self.bar.segments.current
        choices = segments(catalogue, items)
        self.bar.segments.set_segments(choices)
        self.bar.segments.set_counts(counts(items))
        if chosen in {choice.key for choice in choices}:
            self.bar.segments.choose(chosen)
        self._filter(self.bar.field.text().strip(), self.bar.segments.current)

    def _filter(self, wanted: str, segment: str) -> None:
        catalogue, folded = self.desk.ws.catalogue, wanted.casefold()
        lines = [
            line(catalogue, item)
            for item in self.items
            if segment in {ALL, section_of(item)}
            and folded in " ".join((item.subject, item.before, item.after)).casefold()
        ]
        self.model.set_lines(lines)
        shown = self.table if lines else self.nothing
        self.stack.setCurrentWidget(shown if self.items else self.empty)
        self.bar.setVisible(bool(self.items))
        self.desk.tell(plural("{n} 项", len(lines)))


class DistrictTaskPage(TaskPage):
    """What is installed; a file that was opened is shown as what it would change first."""

    def __init__(self, desk: Desk) -> None:
        self.look: TaskLook | None = None
        super().__init__(
            desk,
            EmptyPage(
                _("还没有任务文件"),
                _("市局发来的任务文件写明期别、期限和要求。没有它也能录入和上报。"),
                secondary(_("打开任务文件"), self.ask_file, "folder-open"),
                shortcut=_("也可以把文件拖进窗口"),
            ),
        )
        self.header.add_action(secondary(_("打开任务文件"), self.ask_file, "folder-open"))
        self.install = primary(_("装入"), self.install_it, "file-certificate")
        self.install.hide()
        self.header.add_action(self.install)

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Look at a task file (`paths`: the first of them)."""
        if paths := target.get("paths"):
            self.open_file(Path(paths[0]))

    def ask_file(self) -> None:
        """Ask for a task file."""
        file_dialogs.ask_open(
            self, _("选市局发来的任务文件"), file_dialogs.workbooks(), self.open_file
        )

    def open_file(self, path: Path) -> None:
        """Judge a file and show what it would change."""
        ws = self.desk.ws
        self.desk.operations.run(lambda: look_at_task(ws, path), self._show_look)

    def install_it(self) -> None:
        """Install what is shown."""
        ws, look = self.desk.ws, self.look
        if look is not None:
            self.install.setEnabled(False)
            self.desk.operations.run(
                lambda: install_task(ws, look), self._on_installed, failed=self._on_failed
            )

    def put_away(self) -> None:
        """Show what is in force again; nothing was changed."""
        self.look = None
        self.mark_stale()

    def show_known(self, known: TaskOverview) -> None:
        """Show the file that is looked at, else what is in force."""
        if self.look is None:
            self.install.hide()
            super().show_known(known)
        else:
            self._show_look(self.look)

    def _show_look(self, look: TaskLook) -> None:
        self.look = look
        ready = look.outcome is Outcome.READY
        self.install.setVisible(ready)
        self.install.setEnabled(ready)
        self.install.setText(plural("装入，改 {n} 项", len(look.items)))
        if ready:
            self.show_items(look.items)
        elif self.known is not None:
            self.show_items(self.known.items)
        self.panel.show_look(self.desk.ws, look, self.put_away)
        if self.narrow and not self.panel.isVisible():
            self.toggle_side()

    def _on_installed(self, look: TaskLook) -> None:
        self.look = None
        self.mark_stale()
        number = look.task.number if look.task else 0
        words = _("已装入任务文件 {n} 号").format(n=number)
        batch = look.applied.batch if look.applied else 0
        self.desk.toast(words, (_("看这一批"), lambda: self.desk.go("history", {"batch": batch})))

    def _on_failed(self, error: object) -> None:
        self.install.setEnabled(True)
        self.desk.operations.failed.emit(error)
