"""One record at a time: the list at the left, its form in the middle, what is next at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _, language
from desktop_app.ui.components.buttons import Button, icon_only, primary, secondary
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.components.filter_field import FilterField
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.forms.editor import FormEditor
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading
from desktop_app.ui.grid.list import ListTable, RowsModel
from desktop_app.ui.grid.source import Query, Row
from desktop_app.ui.pages.form.child_area import ChildArea
from desktop_app.ui.pages.form.sheet_source import SheetModel, SheetSource
from desktop_app.ui.pages.form.views import counted, form_label, part_label, typed_fields
from desktop_app.work.carry import carry_over
from desktop_app.work.due import SUSPENDED, ZERO, mark_due
from desktop_app.work.firm_head import FirmHead, firm_head
from desktop_app.work.sheet import NEW, count_children

LIST_WIDTH = 224
LIST_WIDTH_NARROW = 184
DUE_FORMS = {"firm_period", "rd_activity"}


def row_cells(row: Row) -> Sequence[Cell]:
    """Return the one cell of the list: shape and name."""
    tone = "text2" if row.sign is Sign.LOCKED else "text"
    return (Cell(row.name, sign=row.sign, tone=tone),)


class RecordView(QWidget):
    """List, form editor, foot.

    Signals:
        field_changed: Row and code of the field that is current.
        place_told: Place of the record that is shown (from 1) and how many there are.
        pending_changed: Number of fields that are not saved yet.
    """

    field_changed = Signal(object, str)
    place_told = Signal(int, int)
    pending_changed = Signal(int)

    def __init__(self, desk: Desk, form: Form, children: Sequence[Form] = ()) -> None:
        super().__init__()
        self._desk = desk
        self.form = form
        self._children_forms = tuple(children)
        self._children: dict[str, ChildArea] = {}
        columns = tuple(field.code for field in typed_fields(form, desk.period))
        self._period = desk.period
        self.model = SheetModel(SheetSource(desk, form, columns), self)
        self.model.pending_changed.connect(self.pending_changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_list())
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self.editor = FormEditor(form, self.model, *self._facts())
        self.editor.field_changed.connect(self.field_changed)
        self.parts = Segments(self._part_segments())
        self.parts.chosen.connect(self._on_part)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.editor)
        if children:
            middle.addLayout(self._part_row())
        middle.addWidget(self.stack, 1)
        middle.addWidget(self._make_foot())
        row.addLayout(middle, 1)
        desk.operations.data_changed.connect(self._on_data_changed)

    @property
    def source(self) -> SheetSource:
        """Where the rows come from."""
        return self.model.source

    @property
    def fits(self) -> bool:
        """Whether its form is still that of the desk's period."""
        codes = tuple(field.code for field in typed_fields(self.form, self._desk.period))
        return codes == tuple(field.code for field in self.source.fields)

    def load(self) -> None:
        """Ask the store again; the record that is shown stays."""
        row = self.editor.row
        uid = row.uid if row is not None else ""
        self._on_filter(self.filter.text())
        if uid and not self.show_record(uid):
            self.list.choose(0)
        self.source.prepare()

    def show_record(self, uid: str, field: str = "") -> bool:
        """Show a record, and go to one of its fields; return whether it is there."""
        if field:
            self.parts.choose("")
        if self.model.find(uid) < 0 and self.filter.text():
            self.filter.clear()
        place = self.model.find(uid)
        if place < 0:
            return False
        self.list.choose(place)
        if self.editor.place != place:
            self._show(place)
        if field:
            self.editor.sheet.go_to(field)
        return True

    def focus_form(self) -> None:
        """Put the focus into the form."""
        self.editor.sheet.setFocus()

    def step(self, by: int) -> None:
        """Go to the next or previous record."""
        place = self.editor.place + by
        if 0 <= place < self.model.rowCount():
            self.list.choose(place)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take less room for the list."""
        self._left.setFixedWidth(LIST_WIDTH_NARROW if narrow else LIST_WIDTH)

    # What belongs to the record

    def _part_segments(self) -> list[Segment]:
        own = Segment("", _("基本情况") if self.form.code == "firm" else form_label(self.form))
        return [own, *(Segment(form.code, part_label(form)) for form in self._children_forms)]

    def _part_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 8, 20, 0)
        row.addWidget(self.parts)
        row.addStretch(1)
        return row

    def _on_part(self, code: str) -> None:
        if not code:
            self.stack.setCurrentWidget(self.editor)
            return
        if code not in self._children:
            area = ChildArea(self._desk, self._desk.ws.catalogue.form(code))
            self._children[code] = area
            self.stack.addWidget(area)
        area = self._children[code]
        self.stack.setCurrentWidget(area)
        if self.editor.row is not None:
            area.show_parent(self.editor.row.uid)

    def _show_children(self, row: Row) -> None:
        """Show how much belongs to a record, and the table of it that is open."""
        if not self._children_forms:
            return
        if self.parts.current in self._children:
            self._children[self.parts.current].show_parent(row.uid)
        ws, codes, uid = self._desk.ws, [f.code for f in self._children_forms], row.uid

        def tell(counts: dict[str, int]) -> None:
            if self.editor.row is not None and self.editor.row.uid == uid:
                self.parts.set_counts({code: n for code, n in counts.items() if n})

        self._desk.operations.run(lambda: count_children(ws, codes, uid), tell, asker=self)

    def _on_data_changed(self, applied: Applied) -> None:
        row = self.editor.row
        if row is None:
            return
        if self.form.code in applied.forms:
            self._tell_head(row)
        if applied.forms & {form.code for form in self._children_forms}:
            self._show_children(row)

    # The list

    def _make_list(self) -> QWidget:
        self._left = QWidget()
        self._left.setProperty("k", "left")
        self._left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        self.filter = FilterField(_("名称、拼音首字母、代码"), icon="search", width=0)
        self.filter.textChanged.connect(self._on_filter)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 7, 12, 7)
        holder.addWidget(self.filter)
        column.addLayout(holder)
        headings = (Heading("", stretch=True),)
        self.list = ListTable(
            RowsModel(self.model, headings, row_cells, self),
            headings,
            form_label(self.form),
            margin=8,
            headless=True,
        )
        self.list.row_changed.connect(self._on_row_changed)
        self.list.row_opened.connect(lambda _place: self.focus_form())
        column.addWidget(self.list, 1)
        self._count = text("", "label")
        self._count.setContentsMargins(12, 7, 12, 7)
        column.addWidget(self._count)
        return self._left

    def _on_filter(self, words: str) -> None:
        self.model.load(Query(words.strip()))
        self._tell_count()
        if self.model.rowCount() and self.list.current_place() < 0:
            self.list.choose(0)

    def _tell_count(self) -> None:
        """Say how many rows there are, and how many of them are filled in."""
        count = counted(self.form, self.model.rowCount())
        sheet, ws, period = self.source.sheet, self._desk.ws, self._desk.period
        if not sheet.by_parent or self.filter.text():
            self._count.setText(count)
            return
        code = self.form.code
        self._desk.operations.run(
            lambda: ws.store.count(code, period),
            lambda filled: self._count.setText(
                _("{count}，已填 {n}").format(count=count, n=f"{filled:,}")
            ),
            asker=self,
        )

    def _on_row_changed(self, place: int) -> None:
        if place >= 0 and place != self.editor.place:
            self._show(place)

    def _show(self, place: int) -> None:
        self.editor.show_place(place)
        row = self.editor.row
        if row is None:
            return
        self.place_told.emit(place + 1, self.model.rowCount())
        self._fit_foot(row)
        self._tell_head(row)
        self._show_children(row)
        self.field_changed.emit(row, self._current_field())

    def _current_field(self) -> str:
        return self.editor.sheet.current_field()

    def _tell_head(self, row: Row) -> None:
        if self.form.parent != "firm" and self.form.code != "firm":
            return
        ws, period, uid = self._desk.ws, self._desk.period, row.uid
        form = self.form

        def find() -> FirmHead | None:
            if uid.startswith(NEW):
                return firm_head(ws, period, uid.removeprefix(NEW))
            if form.code == "firm":
                return firm_head(ws, period, uid)
            record = ws.store.record(form.code, uid)
            return firm_head(ws, period, str(record.values["firm"])) if record else None

        def tell(head: FirmHead | None) -> None:
            shown = self.editor.row
            if head is not None and shown is not None and shown.uid == uid:
                chips = [(word, "slate") for word in head.words]
                self.editor.head.tell(head.name or shown.name, head.code, chips)

        self._desk.operations.run(find, tell, asker=self)

    def _facts(self) -> tuple[str, ...]:
        if not self.form.official:
            return ()
        return (_("{n} 表").format(n=self.form.official),)

    # The foot

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        self.before = self._walk(self._word(_("上一家"), _("上一条")), "chevron-left", -1)
        self.after = self._walk(self._word(_("下一家"), _("下一条")), "chevron-right", 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addStretch(1)
        self._due_buttons: list[Button] = []
        if self.form.key == (self.form.parent, "period"):
            self.carry = secondary(_("带入上期"), self._carry, "copy-plus")
            row.addWidget(self.carry)
        if self.form.code in DUE_FORMS:
            zero = secondary(_("零报送"), lambda: self._mark(ZERO), "number-0")
            rest = secondary(_("停报"), lambda: self._mark(SUSPENDED), "player-pause")
            self._due_buttons = [zero, rest]
            for button in self._due_buttons:
                row.addWidget(button)
        done = primary(self._word(_("录完，下一家"), _("录完，下一条")), self._done, "check")
        row.addWidget(done)
        return foot

    def _walk(self, word: str, icon: str, by: int) -> Button:
        """Return ‹ or ›, with its word where the foot has room for it."""
        if self.form.code in DUE_FORMS and language() == "en":
            return icon_only(word, icon, lambda: self.step(by))
        return secondary(word, lambda: self.step(by), icon)

    def _word(self, firm: str, other: str) -> str:
        return firm if "firm" in {self.form.code, self.form.parent} else other

    def _fit_foot(self, row: Row) -> None:
        place, count = self.editor.place, self.model.rowCount()
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < count - 1)
        if self.form.key == (self.form.parent, "period"):
            self.carry.setEnabled(bool(row.previous) and not row.locked)
        for button in self._due_buttons:
            button.setEnabled(row.sign is Sign.UNFILLED)

    def _done(self) -> None:
        """Leave the field, which saves it, and go on."""
        self.setFocus()
        self.step(1)
        self.focus_form()

    def _carry(self) -> None:
        row = self.editor.row
        if row is None:
            return
        ws, form, period = self._desk.ws, self.form, self._desk.period
        self._desk.operations.run(
            lambda: carry_over(ws, form, period, row.uid),
            lambda edited: None if edited.applied else self._desk.toast(_("没有可带入的空格")),
            asker=self,
        )

    def _mark(self, state: str) -> None:
        """Ask why a firm reports nothing, then say so in the due list."""
        row = self.editor.row
        if row is None or not row.uid.startswith(NEW):
            return
        word = {ZERO: _("零报送"), SUSPENDED: _("停报")}[state]
        question = _("标为{word}？").format(word=word)
        dialog = Question(self, question, _("{name}，本期不再催报。").format(name=row.name))
        reason = QLineEdit()
        dialog.body.addWidget(LabelledField(_("原因"), reason, _("如：本期没有研发活动")))
        dialog.add_safe(_("取消"))
        firm = row.uid.removeprefix(NEW)
        dialog.add_act(
            _("标为{word}").format(word=word),
            lambda: self._keep_mark(firm, row.name, (state, reason.text())),
        )
        dialog.open()
        reason.setFocus()

    def _keep_mark(self, firm: str, name: str, mark: tuple[str, str]) -> None:
        ws, period = self._desk.ws, self._desk.period
        words = {ZERO: _("已标为零报送：{name}"), SUSPENDED: _("已标为停报：{name}")}[mark[0]]
        self._desk.operations.run(
            lambda: mark_due(ws, period, firm, *mark),
            lambda _applied: self._desk.toast(words.format(name=name)),
            asker=self,
        )
