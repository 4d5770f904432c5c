"""A standing form of one record: label above each field, help or what is wrong below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QVBoxLayout

from desktop_app.catalogue.model import Field, Form
from desktop_app.domain.values import FieldType
from desktop_app.i18n import language, noted, unit_word
from desktop_app.ui.components.fields import ChoiceBox, LabelledField
from desktop_app.ui.components.keys import UndoElsewhere
from desktop_app.ui.components.scroll import ScrollColumn
from desktop_app.ui.components.texts import restyle, text
from desktop_app.ui.forms.lines import FormLine, form_lines
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.model import NO_MARK, GridModel, is_editable
from desktop_app.ui.grid.source import Row
from desktop_app.ui.tokens import size

COLUMNS = 2
FEW_CHOICES = 12
"""Up to so many codes stand in a box to choose from; more are searched as one types."""
LONG_TEXT = 200
Editor = QLineEdit | ChoiceBox
TONES = {Sign.VERIFY: "amber", Sign.EXPLAINED: "amber", Sign.HINT: "slate"}


class LabelForm(ScrollColumn):
    """The fields of one record in two columns; each is saved as one leaves it.

    Signals:
        field_changed: Code of the field that has the focus.
    """

    field_changed = Signal(str)

    def __init__(self, form: Form, rows: GridModel) -> None:
        super().__init__()
        self.rows = rows
        self.place = -1
        self._uid = ""
        self._fields: dict[str, LabelledField] = {}
        self._lines: dict[str, FormLine] = {}
        self.column.setContentsMargins(size("margin"), 8, size("margin"), 24)
        self.column.setSpacing(10)
        self._fill(self.column, form_lines(form, rows.source))
        rows.dataChanged.connect(self._on_data_changed)
        rows.modelReset.connect(self._on_reset)
        self.show_place(-1)

    def show_place(self, place: int) -> None:
        """Show the record at a place of the rows; -1 shows an empty form."""
        self.place = place
        row = self.row
        self._uid = row.uid if row else ""
        self._refresh()

    @property
    def row(self) -> Row | None:
        """The row that is shown."""
        if 0 <= self.place < self.rows.rowCount():
            return self.rows.row(self.place)
        return None

    def go_to(self, field: str) -> None:
        """Give a field the focus; "" the first one."""
        target = self._fields.get(field) or next(iter(self._fields.values()), None)
        if target is not None:
            target.editor.setFocus()
            self.ensureWidgetVisible(target)

    def current_field(self) -> str:
        """Return the code of the field that has the focus, or ""."""
        return next((c for c, f in self._fields.items() if f.editor.hasFocus()), "")

    def field(self, code: str) -> LabelledField:
        """Return the field of a code."""
        return self._fields[code]

    def _fill(self, column: QVBoxLayout, lines: list[FormLine]) -> None:
        grid = _grid(column)
        place = 0
        for line in lines:
            if line.field is None:
                column.addSpacing(6)
                column.addWidget(text(line.text, "section"))
                grid = _grid(column)
                place = 0
                continue
            wide = line.field.type is FieldType.TEXT and line.field.width >= LONG_TEXT
            if wide and place % COLUMNS:
                place += 1
            made = self._make(line, line.field)
            row, at = divmod(place, COLUMNS)
            grid.addWidget(made, row, at, 1, COLUMNS if wide else 1)
            place += COLUMNS if wide else 1

    def _make(self, line: FormLine, field: Field) -> LabelledField:
        editor = self._editor(field.code, self.rows.source.choices(field))
        help_text = field.help_en if language() == "en" else field.help
        label = noted(line.text, unit_word(field.unit))
        made = LabelledField(label, editor, help_text, steady=True)
        editor.installEventFilter(self)
        self._fields[field.code] = made
        self._lines[field.code] = line
        return made

    def _editor(self, code: str, choices: Sequence[str]) -> Editor:
        if 0 < len(choices) <= FEW_CHOICES:
            box = ChoiceBox(choices)
            box.activated.connect(lambda _place: self._save(code))
            return box
        line = QLineEdit()
        if choices:
            completer = QCompleter(list(choices), line)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.popup().setProperty("k", "popup")
            line.setCompleter(completer)
        line.editingFinished.connect(lambda: self._save(code))
        UndoElsewhere(line)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which field has the focus, and keep it in sight.

        Enter goes to the next field, Shift+Enter to the one before, which saves as leaving does.
        """
        if isinstance(event, QKeyEvent) and _is_enter(event):
            self.focusNextPrevChild(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return True
        if event.type() == QEvent.Type.FocusIn:
            for code, made in self._fields.items():
                if made.editor is watched:
                    self.field_changed.emit(code)
                    self.ensureWidgetVisible(made)
        return super().eventFilter(watched, event)

    def _save(self, code: str) -> None:
        now = self._lines[code].now
        editor = self._fields[code].editor
        if now is not None and self.row is not None and isinstance(editor, QLineEdit | ChoiceBox):
            self.rows.type_text(self.place, now, editor.text())

    def _refresh(self) -> None:
        row = self.row
        for code, made in self._fields.items():
            self._show(made, self._lines[code], row)

    def _show(self, made: LabelledField, line: FormLine, row: Row | None) -> None:
        editor, now = made.editor, line.now
        if now is None:
            return
        locked = row is None or not is_editable(row, now)
        shown = self.rows.edit_text(row, now) if row else ""
        if isinstance(editor, ChoiceBox):
            editor.setEnabled(not locked)
            editor.set_text(shown)
        elif isinstance(editor, QLineEdit):
            if editor.isReadOnly() != locked:
                editor.setReadOnly(locked)
                restyle(editor)
            if not (editor.hasFocus() and editor.isModified()) and editor.text() != shown:
                editor.setText(shown)
        mark = row.marks.get(now.field.code, NO_MARK) if row and now.field else NO_MARK
        made.set_error(mark.reason if mark.sign is Sign.MUST else "")
        if mark.remark and not mark.settled and mark.sign is not Sign.VERIFY:
            made.set_note(mark.remark, "violet")
        elif mark.sign in TONES:
            made.set_note(mark.reason, TONES[mark.sign])
        elif mark.remark:
            made.set_note(mark.remark, "violet")
        editor.setToolTip(self.rows.tip(row, now) if row else "")

    def _on_reset(self) -> None:
        self.show_place(self.rows.find(self._uid) if self._uid else -1)

    def _on_data_changed(self, first: object, last: object) -> None:
        if first.row() <= self.place <= last.row():  # type: ignore[attr-defined]  # Qt hands indexes
            self._refresh()


def _grid(column: QVBoxLayout) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    for place in range(COLUMNS):
        grid.setColumnStretch(place, 1)
    column.addLayout(grid)
    return grid


def _is_enter(event: QKeyEvent) -> bool:
    """Whether Enter is pressed; a list of choices that is open takes its Enter itself."""
    return event.type() == QEvent.Type.KeyPress and event.key() in {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
