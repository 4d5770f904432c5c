"""The page of one form, made from its entry in the catalogue: grid, form editor, side panel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.domain.plans import Applied
from desktop_app.i18n import _
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.source import Row
from desktop_app.ui.page import Page
from desktop_app.ui.pages.cell_panel import CellPanel, strip_words
from desktop_app.ui.pages.form_views import counted, form_label, unit_of
from desktop_app.ui.pages.grid_area import GridArea
from desktop_app.ui.pages.parent_picker import ParentPicker
from desktop_app.ui.pages.record_view import RecordView
from desktop_app.ui.pages.sheet_source import SheetModel
from desktop_app.work.cell import CellFacts, open_places
from desktop_app.work.checks import Checked, check, explain
from desktop_app.work.edit import add_record, remove_records
from desktop_app.work.sheet import NEW, sheet_counts

GRID, RECORD = "grid", "record"
SIDE_FORMS = frozenset({"explanation", "raw_text", "report", "due"})
TAKEN_AT_ONCE = 200


class FormPage(Page):
    """A form as a grid, and one record of it as a form.

    Args:
        desk: The session.
        form_code: Code of the form.
        title: Heading of the page; "" for the form's own name.
    """

    def __init__(self, desk: Desk, form_code: str, title: str = "") -> None:
        self.form = desk.ws.catalogue.form(form_code)
        super().__init__(desk, title or form_label(self.form))
        above = {self.form.parent} if self.form.parent else set()
        self.forms = frozenset({form_code, *above}) | SIDE_FORMS
        self.area = GridArea(desk, self.form)
        self.record: RecordView | None = None
        self.mode = GRID
        self._selection: tuple[str, ...] = ()
        self._facts: CellFacts | None = None
        self._open: tuple[tuple[str, str], ...] = ()
        self._record_place = (0, 0)
        self.panel = CellPanel(desk, self.form)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self._empty: QWidget | None = None
        self.body.addWidget(self.stack, 1)
        self._add_actions()
        self.set_side(self.panel)
        self._connect()

    # Frame

    def _add_actions(self) -> None:
        self.views = Segments([Segment(GRID, _("表格")), Segment(RECORD, _("表单"))])
        self.views.chosen.connect(self._on_view)
        self.drawer = secondary(_("侧栏"), self.toggle_side, "layout-sidebar-right")
        self.drawer.setToolTip("F4")
        self.drawer.hide()
        self.add = secondary(_("新增"), self.add_new, "plus")
        self.clear = secondary(_("清除"), self._clear_record, "trash")
        self.clear.hide()
        self.paste = secondary(_("粘贴"), self._paste, "clipboard-text")
        self.copy = secondary(_("复制到 Excel"), self._copy, "copy")
        self.print = secondary(_("打印"), self._print, "printer")
        self.check = primary(_("全审"), self._check, "clipboard-check")
        buttons = (
            *(self.views, self.drawer, self.add, self.clear, self.paste),
            *(self.copy, self.print, self.check),
        )
        for button in buttons:
            self.header.add_action(button)

    def _connect(self) -> None:
        area, panel = self.area, self.panel
        area.cell_changed.connect(self._on_cell)
        area.selection_told.connect(self._on_selection)
        area.pending_changed.connect(self._on_pending)
        area.record_wanted.connect(self.open_record)
        area.removal_wanted.connect(self.remove)
        area.strip.explain.clicked.connect(self._explain_in_drawer)
        area.strip.next.clicked.connect(lambda: self.next_finding(1))
        panel.told.connect(self._on_told)
        panel.explained.connect(self._explain)
        panel.step_wanted.connect(self.next_finding)
        panel.change_wanted.connect(self._change)

    def first_focus(self) -> QWidget | None:
        """The grid, or the form."""
        if self.mode == RECORD and self.record is not None:
            return self.record.editor.sheet
        return self.area.grid

    def narrow_changed(self, *, narrow: bool) -> None:
        """A strip under the grid stands in for the side panel."""
        self.drawer.setVisible(narrow)
        self.area.strip.setVisible(narrow)
        self.area.legend.setVisible(not narrow and self.desk.ws.settings.get("legend") != "hidden")
        self._fit_actions()
        if self.record is not None:
            self.record.set_narrow(narrow=narrow)

    def _fit_actions(self) -> None:
        """Show what belongs to grid or form; the form has a primary button of its own."""
        grid = self.mode == GRID
        for button in (self.add, self.copy, self.check, self.paste):
            button.setVisible(grid)
        self.clear.setVisible(not grid)

    # Staying current

    def reload(self) -> None:
        """Ask the store again."""
        if self.record is not None and not self.record.fits:
            self._drop_record()
        self._model().source.forget()
        if self.mode == RECORD and self.record is not None:
            self.record.load()
        else:
            self.area.load()
        self._recount()
        self.panel.read_again()

    def _on_data_changed(self, applied: Applied) -> None:
        if not applied.forms & self.forms:
            return
        own = self._model().source.saving > 0 or applied.kind == "explain"
        if not (self.isVisible() and own):
            self.mark_stale()
            return
        # Rows and their order stay while one types: a save must never close an editor.
        self._model().read_again()
        self._recount()
        self.panel.read_again()

    def _model(self) -> SheetModel:
        if self.mode == RECORD and self.record is not None:
            return self.record.model
        return self.area.model

    def _recount(self) -> None:
        ws, form, period, sheet = self.desk.ws, self.form, self.desk.period, self.area.source.sheet

        def count() -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
            return sheet_counts(ws, sheet), open_places(ws, form, period)

        self.desk.operations.run(count, lambda found: self._show_counts(*found))

    def _show_counts(self, counts: Mapping[str, int], places: tuple[tuple[str, str], ...]) -> None:
        self.area.show_counts(counts)
        self._open = places
        self._show_finding_place()
        self._show_facts(counts[""])
        empty = not counts[""] and self.mode == GRID
        if empty and self._empty is None:
            self._empty = self._make_empty()
            self.stack.addWidget(self._empty)
        if self.mode == GRID:
            shown = self._empty if empty and self._empty is not None else self.area
            self.stack.setCurrentWidget(shown)

    def _show_facts(self, count: int) -> None:
        form = self.form
        official = _("{n} 表").format(n=form.official) if form.official else ""
        if self.mode == RECORD:
            place, of = self._record_place
            where = _("第 {n} 条，共 {m} 条").format(n=place, m=of) if of else ""
            self.header.set_facts(_("表单"), where)
            return
        unchecked = "" if self.area.source.checked or not count else _("本期未全审")
        self.header.set_facts(official, counted(form, count), unit_of(form), unchecked)

    def _make_empty(self) -> QWidget:
        name = form_label(self.form)
        return EmptyPage(
            _("还没有{name}").format(name=name),
            _("从表格文件导入最快，也可以一条一条新增。"),
            primary(_("去导入"), lambda: self.desk.go("importing"), "file-import"),
            secondary(_("新增"), self.add_new, "plus"),
        )

    # Grid and form

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show a record (`uid`, with `field`), a `segment`, or a firm's rows (`text`)."""
        if "segment" in target:
            self._choose_view(GRID)
            self.area.choose_segment(str(target["segment"]))
        if "text" in target:
            self._choose_view(GRID)
            self.area.bar.field.setText(str(target["text"]))
        if "uid" in target:
            uid, field = str(target["uid"]), str(target.get("field", ""))
            if target.get("view") == RECORD:
                self.open_record(uid, field)
            else:
                self._choose_view(GRID)
                self.area.go_to(uid, field)
        if target.get("add"):
            self.add_new()

    def open_record(self, uid: str, field: str = "") -> None:
        """Show a record as a form."""
        self._choose_view(RECORD)
        if self.record is not None:
            self.record.show_record(uid, field)
            self.record.focus_form()

    def _choose_view(self, mode: str) -> None:
        self.views.choose(mode)

    def _on_view(self, mode: str) -> None:
        current = self.area.grid.current()
        self.mode = mode
        self.panel.set_rules(rules=mode == RECORD)
        self._fit_actions()
        if mode == RECORD:
            self._show_record_view(current[0].uid if current else "")
        else:
            row = self.record.editor.row if self.record is not None else None
            self.stack.setCurrentWidget(self.area)
            self.area.load()
            if row is not None:
                self.area.grid.go_to(row.uid)
            self._recount()
            self.area.grid.setFocus()

    def _show_record_view(self, uid: str) -> None:
        if self.record is None:
            self.record = RecordView(self.desk, self.form)
            self.record.set_narrow(narrow=self.narrow)
            self.record.field_changed.connect(self._on_cell)
            self.record.place_told.connect(self._on_record_place)
            self.record.pending_changed.connect(self._on_pending)
            self.stack.addWidget(self.record)
        self.stack.setCurrentWidget(self.record)
        self.record.load()
        if uid:
            self.record.show_record(uid)
        self.record.focus_form()

    def _drop_record(self) -> None:
        if self.record is not None:
            self.stack.removeWidget(self.record)
            self.record.deleteLater()
            self.record = None
            if self.mode == RECORD:
                self._show_record_view("")

    def _on_record_place(self, place: int, count: int) -> None:
        self._record_place = (place, count)
        self._show_facts(count)

    # What is said

    def _on_cell(self, row: Row, field: str) -> None:
        self.panel.show_cell(self._model().source, row, field)
        self._show_finding_place()

    def _on_told(self, found: CellFacts) -> None:
        self._facts = found
        said = found.about(found.field) if found.field else found.said
        self.area.strip.tell(*strip_words(said))
        self._tell_facts()

    def _on_selection(self, facts: tuple[str, ...]) -> None:
        self._selection = facts
        self._tell_facts()

    def _tell_facts(self) -> None:
        total = ""
        found = self._facts
        field = self.form.by_code.get(found.field) if found is not None else None
        if found is not None and field is not None and found.total is not None:
            shown = f"{field.format.show(found.total)} {field.unit}".strip()
            total = _("本表合计 {n}").format(n=shown)
        self.desk.facts_told.emit(tuple(part for part in (*self._selection, total) if part))

    def _on_pending(self, count: int) -> None:
        if count:
            words = _("{n} 格未保存，离开本格即保存").format(n=count)
        else:
            now = datetime.now().astimezone()
            words = _("已保存 {time}").format(time=f"{now:%H:%M}")
        self.desk.status_told.emit(words)

    # Findings

    def next_finding(self, step: int) -> None:
        """Go to the next or previous open finding of the form."""
        if not self._open:
            self.desk.toast(_("本表没有要处理的问题"))
            return
        here = self._finding_place()
        if here is None:
            place = 0 if step > 0 else len(self._open) - 1
        else:
            place = (here + step) % len(self._open)
        self._go_to(*self._open[place])

    def _go_to(self, uid: str, field: str) -> None:
        if self.mode == RECORD and self.record is not None:
            self.record.show_record(uid, field)
        elif self.area.go_to(uid, field):
            self.area.grid.setFocus()

    def _finding_place(self) -> int | None:
        if self.mode == RECORD and self.record is not None:
            row = self.record.editor.row
            current = (row, self.record.editor.sheet.current_field()) if row else None
        else:
            current = self.area.grid.current()
        if current is None:
            return None
        uid, field = current[0].uid, current[1]
        places = [i for i, found in enumerate(self._open) if found[0] == uid]
        return next((i for i in places if self._open[i][1] == field), None)

    def _show_finding_place(self) -> None:
        here = self._finding_place()
        self.panel.show_findings_place(0 if here is None else here + 1, len(self._open))

    def _explain_in_drawer(self) -> None:
        if not self.panel.isVisible():
            self.toggle_side()
        self.panel.focus_explanation()

    def _explain(self, rule: str, uid: str, words: str) -> None:
        ws, period = self.desk.ws, self.desk.period
        self.desk.operations.run(
            lambda: explain(ws, period, {(rule, uid): words}),
            lambda _applied: self._after_explaining(),
        )

    def _after_explaining(self) -> None:
        self.desk.status_told.emit(_("说明已保存"))
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    def _change(self, field: str) -> None:
        found = self._facts
        if found is not None and found.uid:
            self._go_to(found.uid, field)
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus()

    # Acts

    def add_new(self) -> None:
        """Add a record; where it belongs to a firm, that is asked for."""
        if self.form.parent and self.form.parent_required:
            ParentPicker(self, self.desk, self.form, self._add_for).open()
        else:
            self._add_for("")

    def _add_for(self, parent: str) -> None:
        ws, form = self.desk.ws, self.form
        period = self.desk.period if form.periodic else ""
        self.desk.operations.run(
            lambda: add_record(ws, form.code, {}, parent=parent, period=period),
            lambda added: self._after_adding(*added),
        )

    def _after_adding(self, uid: str, edited: object) -> None:
        self.desk.operations.announce(edited)
        self.open_record(uid)

    def remove(self, uids: list[str]) -> None:
        """Take records away, with a way to bring them back."""
        ws, form = self.desk.ws, self.form
        wanted = [uid for uid in uids if not uid.startswith(NEW)][:TAKEN_AT_ONCE]
        if not wanted:
            return

        def tell(applied: Applied) -> None:
            words = _("已清除 {n} 条").format(n=len(wanted))
            self.desk.toast(words, (_("撤销"), lambda: self._undo(applied.batch)))

        self.desk.operations.run(lambda: remove_records(ws, form.code, wanted), tell)

    def _clear_record(self) -> None:
        row = self.record.editor.row if self.record is not None else None
        if row is not None and not row.locked:
            self.remove([row.uid])

    def _undo(self, batch: int) -> None:
        from desktop_app.work.history import undo

        ws = self.desk.ws
        self.desk.operations.run(lambda: undo(ws, batch))

    def _paste(self) -> None:
        self.area.grid.setFocus()
        self.area.grid.paste()

    def _copy(self) -> None:
        count = self.area.grid.copy_all()
        self.desk.toast(_("已复制 {n} 行，可粘贴到 Excel").format(n=f"{count:,}"))

    def _print(self) -> None:
        from desktop_app.ui.pages.printing import print_sheet

        print_sheet(self.print, self.desk, self._model(), self.form)

    def _check(self) -> None:
        ws, period = self.desk.ws, self.desk.period
        self.check.setEnabled(False)
        self.desk.status_told.emit(_("正在全审"))
        self.desk.operations.run(
            lambda: check(ws, period), self._after_checking, failed=self._check_failed
        )

    def _check_failed(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self.desk.operations.failed.emit(error)

    def _after_checking(self, checked: Checked) -> None:
        self.check.setEnabled(True)
        self.desk.reload_all()
        here = sum(1 for one in checked.findings if one.form == self.form.code and one.open)
        words = _("全审完毕，全部 {n} 处要处理，本表 {m} 处").format(n=checked.open, m=here)
        self.desk.toast(words, (_("去审核"), lambda: self.desk.go("checks")))
