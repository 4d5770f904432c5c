"""The page of one form, made from its entry in the catalogue: grid, form editor, side panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.domain.plans import Applied
from desktop_app.i18n import _, plural, unit_word
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.source import Row
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form.acts import FindingWalk, FormActs
from desktop_app.ui.pages.form.cell_panel import CellPanel, strip_words
from desktop_app.ui.pages.form.firm_links import firm_links
from desktop_app.ui.pages.form.grid_area import GridArea
from desktop_app.ui.pages.form.record_view import RecordView
from desktop_app.ui.pages.form.sheet_source import SheetModel
from desktop_app.ui.pages.form.views import counted, form_label, placed, unit_of
from desktop_app.work.cell import CellFacts, open_places
from desktop_app.work.sheet import sheet_counts

GRID, RECORD = "grid", "record"
SIDE_FORMS = frozenset({"explanation", "raw_text", "report", "due", "remark"})
RECOUNT_MILLISECONDS = 250
"""Rest after a save before the findings of the whole form are counted again."""

Places = tuple[tuple[str, str], ...]


class FormPage(Page):
    """A form as a grid, and one record of it as a form.

    Args:
        desk: What all pages share.
        form_code: Code of the form.
        title: Heading of the page; "" for the form's own name.
        lead: What stands before the other buttons of the head, or None.
        children: Codes of the forms whose records belong to one of this form's.
        more: Segments of the filter that show lists of the page's own.

    Attributes:
        new_wanted: What 新增 does in place of adding a record, or None.
        last_counts: Rows by segment, as last counted.
    """

    def __init__(
        self,
        desk: Desk,
        form_code: str,
        title: str = "",
        *,
        lead: QWidget | None = None,
        children: Sequence[str] = (),
        more: Sequence[Segment] = (),
    ) -> None:
        self.form = desk.ws.catalogue.form(form_code)
        super().__init__(desk, title or form_label(self.form))
        above = {self.form.parent} if self.form.parent else set()
        self.forms = frozenset({form_code, *above, *children}) | SIDE_FORMS
        self.children_forms = tuple(desk.ws.catalogue.form(code) for code in children)
        self.new_wanted: Callable[[], object] | None = None
        self.last_counts: Mapping[str, int] = {}
        self.mode = GRID
        self.acts = FormActs(self, desk, self.form)
        self.walk = FindingWalk()
        self.area = GridArea(desk, self.form, more)
        # The rows are read while the rest of the page is made.
        self.area.load_when_ready()
        self._read_ahead = True
        self.record: RecordView | None = None
        self.panel = CellPanel(desk, self.form)
        if form_code == "firm" or (self.form.parent == "firm" and self.form.parent_required):
            self.panel.more = lambda row: firm_links(desk, form_code, row)
        self._selection: tuple[str, ...] = ()
        self._facts: CellFacts | None = None
        self._record_place = (0, 0)
        self._empty: QWidget | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(RECOUNT_MILLISECONDS)
        self._wait.timeout.connect(self._after_saving)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.body.addWidget(self.stack, 1)
        self._add_actions(lead)
        self.set_side(self.panel)
        self._connect()

    # Frame

    def _add_actions(self, lead: QWidget | None) -> None:
        self.views = Segments([Segment(GRID, _("表格")), Segment(RECORD, _("表单"))])
        self.views.chosen.connect(self._on_view)
        self.drawer = secondary(_("侧栏"), self.toggle_side, "layout-sidebar-right")
        self.drawer.setToolTip("F4")
        self.drawer.hide()
        self.add = secondary(_("新增"), self.add_new, "plus")
        self.clear = secondary(_("清除"), self._clear_record, "trash")
        self.paste = secondary(_("粘贴"), self._paste, "clipboard-text")
        self.copy = secondary(_("复制到 Excel"), self._copy, "copy")
        self.print = secondary(_("打印"), self._print, "printer")
        self.check = primary(_("全审"), self._check, "clipboard-check")
        buttons: list[QWidget] = [self.views, self.drawer, self.add, self.clear]
        buttons += [self.paste, self.copy, self.print, self.check]
        for button in ([lead] if lead is not None else []) + buttons:
            self.header.add_action(button)
        for button in self._yielding:
            # It is hidden where it has no room, so that it must not hold the window open.
            button.setMinimumWidth(1)
        self._fit_actions()

    @property
    def _yielding(self) -> tuple[QWidget, ...]:
        """Actions that can be reached otherwise, the first to go first."""
        return self.paste, self.copy, self.print

    def _connect(self) -> None:
        area, panel = self.area, self.panel
        area.cell_changed.connect(self._on_grid_cell)
        area.selection_told.connect(self._on_selection)
        area.pending_changed.connect(self._on_pending)
        area.record_wanted.connect(self.open_record)
        area.removal_wanted.connect(self.acts.remove)
        area.strip.explain.clicked.connect(self._explain_in_drawer)
        area.strip.next.clicked.connect(lambda: self.next_finding(1))
        panel.told.connect(self._on_told)
        panel.explained.connect(
            lambda rule, uid, words: self.acts.explain(rule, uid, words, self._focus)
        )
        panel.answered.connect(lambda n, words: self.acts.answer(n, words, self._focus))
        panel.step_wanted.connect(self.next_finding)
        panel.change_wanted.connect(self._change)

    def first_focus(self) -> QWidget | None:
        """The grid, or the form."""
        if self.mode == RECORD and self.record is not None:
            return self.record.editor.sheet
        return self.area.focus_target()

    def _focus(self) -> None:
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def narrow_changed(self, *, narrow: bool) -> None:
        """A strip under the grid stands in for the side panel and the legend."""
        self.drawer.setVisible(narrow)
        self.area.set_narrow(narrow=narrow)
        self._fit_actions()
        if self.record is not None:
            self.record.set_narrow(narrow=narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show fewer buttons where there is no room for all."""
        super().resizeEvent(event)
        self._fit_actions()

    def _fit_actions(self) -> None:
        """Show what belongs to grid or form; the form has a primary button of its own."""
        grid = self.mode == GRID
        writes = not self.desk.ws.lent
        for button in (self.add, self.paste, self.check):
            button.setVisible(grid and writes)
        self.copy.setVisible(grid)
        self.clear.setVisible(not grid and writes)
        self.print.show()
        self.header.make_room(self._yielding)

    # Staying current

    def reload(self) -> None:
        """Ask the store again."""
        if self.record is not None and not self.record.fits:
            self._drop_record()
        if self.mode == RECORD and self.record is not None:
            self.record.load()
        elif not self._read_ahead:
            self.area.load_when_ready()
        self._read_ahead = False
        self._recount()
        self.panel.read_again()

    def _on_data_changed(self, applied: Applied) -> None:
        if not applied.forms & self.forms:
            return
        own = self._model().source.saving > 0 or applied.kind in {"explain", "answer"}
        if not (self.isVisible() and own):
            self.mark_stale()
            return
        # Rows and their order stay while one types: a save must never close an editor.
        self._model().read_again()
        self._wait.start()
        self.panel.read_again()

    def _after_saving(self) -> None:
        if not self.area.source.sheet.by_parent:
            # A name or code may be another one now.
            self._model().source.prepare()
        self._recount()

    def _model(self) -> SheetModel:
        if self.mode == RECORD and self.record is not None:
            return self.record.model
        return self.area.model

    def _recount(self) -> None:
        ws, form, period, sheet = self.desk.ws, self.form, self.desk.period, self.area.source.sheet

        def count() -> tuple[dict[str, int], Places]:
            return sheet_counts(ws, sheet), open_places(ws, form, period)

        self.desk.operations.run_after_painting(
            count, lambda found: self._on_counted(*found), asker=self
        )

    def _on_counted(self, counts: Mapping[str, int], places: Places) -> None:
        self.last_counts = counts
        self.walk.set_places(places)
        self.show_counts(counts)
        self._show_finding_place()
        self._show_facts()
        empty = not counts[""] and self.mode == GRID
        if empty and self._empty is None:
            self._empty = self._make_empty()
            self.stack.addWidget(self._empty)
        if self.mode == GRID:
            shown = self._empty if empty and self._empty is not None else self.area
            self.stack.setCurrentWidget(shown)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows each segment has."""
        self.area.show_counts(counts)

    def _show_facts(self) -> None:
        form = self.form
        count = self.last_counts.get("", 0)
        locked = self.area.source.locked
        for button in (self.add, self.paste, self.clear):
            button.setEnabled(not locked)
        if self.mode == RECORD:
            place, of = self._record_place
            where = placed(form, place, of) if of else ""
            self.header.set_facts(_("表单"), where)
            return
        official = _("{n} 表").format(n=form.official) if form.official else ""
        unchecked = "" if self.area.source.checked or not count else _("本期未全审")
        state = _("已锁定，只能看") if locked else unchecked
        self.header.set_facts(official, counted(form, count), unit_of(form), state)

    def _make_empty(self) -> QWidget:
        name = form_label(self.form)
        if self.desk.ws.lent:
            return EmptyPage(_("没有{name}").format(name=name), _("报送包里没有这张表的记录。"))
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
            self.views.choose(GRID)
            self.area.choose_segment(str(target["segment"]))
        if "text" in target:
            self.views.choose(GRID)
            self.area.show_all()
            self.area.bar.field.setText(str(target["text"]))
        if target.get("uid"):
            uid, field = str(target["uid"]), str(target.get("field", ""))
            if target.get("view") == RECORD:
                self.open_record(uid, field)
            else:
                self.views.choose(GRID)
                self.area.go_to(uid, field)
        if target.get("add"):
            self.add_new()

    def open_record(self, uid: str, field: str = "") -> None:
        """Show a record as a form."""
        self.views.choose(RECORD)
        self._show_in_form(uid, field)

    def _on_view(self, mode: str) -> None:
        here = self._here()
        self.mode = mode
        self.panel.set_rules(rules=mode == RECORD)
        self._fit_actions()
        if mode == RECORD:
            self._show_record_view(*here)
            return
        self.stack.setCurrentWidget(self.area)
        self.area.load()
        uid, field = here
        if uid:
            self.area.grid.go_to(uid, field if field in self.area.shown.columns else "")
        current = self.area.grid.current()
        if current is not None:
            self._on_cell(*current)
        self._recount()
        self._focus()

    def _show_record_view(self, uid: str, field: str = "") -> None:
        if self.record is None:
            self.record = RecordView(self.desk, self.form, self.children_forms)
            self.record.set_narrow(narrow=self.narrow)
            self.record.field_changed.connect(self._on_cell)
            self.record.place_told.connect(self._on_record_place)
            self.record.pending_changed.connect(self._on_pending)
            self.stack.addWidget(self.record)
        self.stack.setCurrentWidget(self.record)
        self.record.load()
        self._show_in_form(uid, field)

    def _show_in_form(self, uid: str, field: str) -> None:
        if self.record is None:
            return
        if uid:
            self.record.show_record(uid)
        self._focus()
        self.record.editor.sheet.go_to(field)

    def _drop_record(self) -> None:
        if self.record is not None:
            self.stack.removeWidget(self.record)
            self.record.deleteLater()
            self.record = None
            if self.mode == RECORD:
                self._show_record_view("")

    def _on_record_place(self, place: int, count: int) -> None:
        self._record_place = (place, count)
        self._show_facts()

    # What is said

    def _on_grid_cell(self, row: Row, field: str) -> None:
        # The grid behind a form is read again too; what it tells is not what one looks at.
        if self.mode == GRID:
            self._on_cell(row, field)

    def _on_cell(self, row: Row, field: str) -> None:
        self.panel.show_cell(self._model().source, row, field)
        self._show_finding_place()

    def _on_told(self, found: CellFacts) -> None:
        self._facts = found
        self.area.strip.tell(*strip_words(found))
        self._tell_facts()

    def _on_selection(self, facts: tuple[str, ...]) -> None:
        self._selection = facts
        self._tell_facts()

    def _tell_facts(self) -> None:
        total = ""
        found = self._facts
        field = self.form.by_code.get(found.field) if found is not None else None
        if found is not None and field is not None and found.total is not None:
            shown = f"{field.format.show(found.total)} {unit_word(field.unit)}".strip()
            total = _("本表合计 {n}").format(n=shown)
        self.desk.facts_told.emit(tuple(part for part in (*self._selection, total) if part))

    def _on_pending(self, count: int) -> None:
        if count:
            words = plural("{n} 格未保存，离开本格即保存", count)
        else:
            now = datetime.now().astimezone()
            words = _("已保存 {time}").format(time=f"{now:%H:%M}")
        self.desk.status_told.emit(words)

    # Findings

    def next_finding(self, step: int) -> None:
        """Go to the next or previous open finding of the form."""
        found = self.walk.next(*self._here(), step)
        if found is None:
            self.desk.toast(_("本表没有要处理的问题"))
        else:
            self._go_to(*found)

    def _go_to(self, uid: str, field: str) -> None:
        if self.mode == RECORD and self.record is not None:
            self.record.show_record(uid, field)
        elif self.area.go_to(uid, field):
            self._focus()

    def _here(self) -> tuple[str, str]:
        """Return record and field where one is."""
        if self.mode == RECORD and self.record is not None:
            row = self.record.editor.row
            return (row.uid, self.record.editor.sheet.current_field()) if row else ("", "")
        current = self.area.grid.current()
        return (current[0].uid, current[1]) if current else ("", "")

    def _show_finding_place(self) -> None:
        self.panel.show_findings_place(self.walk.number(*self._here()), self.walk.count)

    def _explain_in_drawer(self) -> None:
        if not self.panel.isVisible():
            self.toggle_side()
        self.panel.focus_explanation()

    def _change(self, field: str) -> None:
        found = self._facts
        if found is not None and found.uid:
            self._go_to(found.uid, field)

    # Acts

    def add_new(self) -> None:
        """Add a record and show its form."""
        if self.new_wanted is not None:
            self.new_wanted()
        else:
            self.acts.add(self.open_record)

    def _clear_record(self) -> None:
        row = self.record.editor.row if self.record is not None else None
        if row is not None and not row.locked:
            self.acts.remove([row.uid])

    def _paste(self) -> None:
        self.area.grid.setFocus()
        self.area.grid.paste()

    def _copy(self) -> None:
        count = self.area.copy_all()
        self.desk.toast(plural("已复制 {n} 行，可粘贴到 Excel", count))

    def _print(self) -> None:
        from desktop_app.ui.pages.printing import print_sheet

        print_sheet(self.print, self.desk, self._model(), self.form)

    def _check(self) -> None:
        self.check.setEnabled(False)
        self.acts.check(lambda: self.check.setEnabled(True))
