"""历史: every batch of changes, what it changed, and a way to take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _, plural
from desktop_app.store import UndoPreview
from desktop_app.ui.components.buttons import ghost, secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_bar import FilterBar
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.page import Page
from desktop_app.ui.pages.history.rows import headings, in_segment, line, segments
from desktop_app.ui.pages.history.side import BatchPanel, Told, load_batch
from desktop_app.work import history as acts
from desktop_app.work.changes import JournalLine, journal

AT_ONCE = 500


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return HistoryPage(desk)


class HistoryPage(Page):
    """The journal and a panel for the batch that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("历史"), _("每一次改动都可查、可撤销"))
        self.forms = frozenset(form.code for form in desk.ws.catalogue.forms)
        self._entries: list[JournalLine] = []
        self._shown: Sequence[JournalLine] = ()
        self._current: JournalLine | None = None
        self._wanted = 0
        self.copying = secondary(_("复制到 Excel"), self._copy, "copy")
        self.header.add_action(self.copying)
        self.bar = FilterBar(_("企业、文件、人"), segments(desk.ws.role))
        self.bar.changed.connect(self._filter)
        self.more = ghost(_("更早的"), self._load_more, "history")
        self.more.hide()
        self.bar.add_tool(self.more)
        self.model = LinesModel(headings(), self)
        self.table = ListTable(self.model, headings(), _("改动的批次"))
        self.table.row_changed.connect(self._on_row)
        self.empty = EmptyPage(_("没有符合筛选的批次"), _("换一个筛选，或按 Esc 清空。"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        self.panel = BatchPanel(
            self.ask_undo, self.undo, self._show_current, lambda: desk.go("importing")
        )
        self.set_side(self.panel)
        self.table.row_opened.connect(self._on_opened)

    # Showing

    def reload(self) -> None:
        """Read the newest batches."""
        ws, limit = self.desk.ws, max(AT_ONCE, len(self._entries))
        self.desk.operations.run(lambda: journal(ws, limit=limit), self._show)

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.table

    def _load_more(self) -> None:
        ws, oldest = self.desk.ws, self._entries[-1].batch.id
        self.desk.operations.run(
            lambda: journal(ws, limit=AT_ONCE, before=oldest),
            lambda found: self._show([*self._entries, *found]),
            asker=self,
        )

    def _show(self, entries: list[JournalLine]) -> None:
        self._entries = entries
        oldest = entries[-1].batch.id if entries else 1
        self.more.setVisible(oldest > 1)
        self.copying.setEnabled(bool(entries))
        self._filter(self.bar.field.text().strip(), self.bar.segments.current)
        if entries:
            since = entries[-1].batch.made_at[:10]
            self.desk.tell(plural("{n} 批，最早 {day}", len(entries), day=since))
        if self._wanted:
            self.table.choose_key(self._wanted)
            self._wanted = 0

    def _filter(self, wanted: str, segment: str) -> None:
        ws = self.desk.ws
        folded = wanted.casefold()
        entries = [entry for entry in self._entries if in_segment(entry.batch, segment)]
        lines = [line(ws, entry) for entry in entries]
        kept = [
            (entry, one)
            for entry, one in zip(entries, lines, strict=True)
            if any(folded in cell.text.casefold() for cell in one.cells)
        ]
        self._shown = [entry for entry, _line in kept]
        known = self._current.batch.id if self._current else 0
        self.model.set_lines([one for _entry, one in kept])
        self.stack.setCurrentWidget(self.table if kept else self.empty)
        if not kept:
            self._current = None
            self.panel.show_nothing()
        elif not self.table.choose_key(known):
            self.table.choose(0)

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show a batch (`batch`) or a segment (`kind`)."""
        if "kind" in target:
            self.bar.segments.choose(str(target["kind"]))
        if "batch" in target:
            self._wanted = int(target["batch"])
            self.table.choose_key(self._wanted)

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self._current = self._shown[place]
            self._show_current()

    def _on_opened(self, _place: int) -> None:
        if self.narrow and not self.panel.isVisible():
            self.toggle_side()

    def _show_current(self) -> None:
        entry = self._current
        if entry is None:
            return
        ws = self.desk.ws
        self.desk.operations.run(
            lambda: load_batch(ws, entry), lambda told: self._show_batch(entry, told), asker=self
        )

    def _show_batch(self, entry: JournalLine, told: Told) -> None:
        if entry is self._current:
            self.panel.show_batch(told)

    def _copy(self) -> None:
        count = self.table.copy(everything=True)
        self.desk.toast(plural("已复制 {n} 批，可粘贴到 Excel", count))

    # Taking back

    def ask_undo(self) -> None:
        """Say what taking the chosen batch back would change."""
        entry = self._current
        if entry is None:
            return
        ws, number = self.desk.ws, entry.batch.id

        def show(preview: UndoPreview) -> None:
            if self._current is entry:
                self.panel.show_preview(preview, ws)

        self.desk.operations.run(
            lambda: acts.preview_undo(ws, number), show, failed=self._on_refused, asker=self
        )

    def undo(self, free_only: bool) -> None:  # noqa: FBT001 - what the panel's button says
        """Take the chosen batch back, or what is free of it."""
        entry = self._current
        if entry is None:
            return
        ws, number = self.desk.ws, entry.batch.id
        self.desk.operations.run(
            lambda: acts.undo(ws, number, free_only=free_only),
            self._on_undone,
            failed=self._on_refused,
        )

    def _on_undone(self, applied: Applied) -> None:
        ws, number = self.desk.ws, applied.batch
        self._wanted = number
        words = plural("{title}，{n} 条", applied.count, title=applied.title)

        def redo() -> None:
            self.desk.operations.run(lambda: acts.undo(ws, number))

        self.desk.toast(words, (_("重做"), redo))

    def _on_refused(self, error: UserError) -> None:
        self.panel.show_refusal(error)
