"""The panel beside the columns of a sheet: what a column is taken for, and how its values come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, label_of, noted, short_of, unit_word
from desktop_app.importing.mapping.adding_columns import ADDS
from desktop_app.importing.messages import column_reason
from desktop_app.importing.model import Choice, Column, Outcome, SheetMapping
from desktop_app.sheets.table import Row
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.filter_field import FilterField
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.framed import framed_list
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.importing.fields import FieldList
from desktop_app.ui.pages.importing.rows import (
    GROUNDS,
    RowEntry,
    SheetLines,
    Value,
    heading_text,
    raw_text,
)

UNITS = {
    FieldType.MONEY: ("元", "千元", "万元", "亿元"),
    FieldType.DECIMAL: ("平方米", "万平方米"),
}
SURE = 0.9
_GUESSED = "guessed_heading"


class Choices(QComboBox):
    """A box whose wheel lets the page scroll; each entry carries a value."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, entries: Sequence[tuple[str, str]], current: str) -> None:
        """Offer (value, words) and show the current one, without telling anybody."""
        with QSignalBlocker(self):
            self.clear()
            for value, words in entries:
                self.addItem(words, value)
            self.setCurrentIndex(max(self.findData(current), 0))

    def value(self) -> str:
        """Return the value that is chosen."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must not change a decision."""
        event.ignore()


def is_doubtful(column: Column) -> bool:
    """Whether a person should say what a column is."""
    if column.reason in {"chosen", "remembered", ADDS}:
        return False
    if column.form:
        # All rows of such a column are questioned, until somebody says that it is right.
        is_guess = column.reason == "near" or _GUESSED in column.flags
        return is_guess or column.confidence < SURE
    return column.near is not None or column.reason in {"ambiguous", "unit_unknown"}


class ColumnPanel(SidePanel):
    """What a column is taken for, and how its values come out.

    Args:
        catalogue: Forms and fields.
        decide: Takes the column and the decision about it.
    """

    def __init__(self, catalogue: Catalogue, decide: Callable[[Column, Choice], object]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._decide = decide
        self._column: Column | None = None
        self._mapping = SheetMapping()
        self._named = ""
        self._listed = ""
        self.form = Choices()
        self.field = Choices()
        self.unit = Choices()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No column is chosen."""
        self.clear()
        self._column = None
        self.add(text(_("选一列，这里改配到的字段和单位。"), "fact", wrap=True))
        self.body.addStretch(1)

    def show_column(
        self,
        column: Column,
        lines: SheetLines,
        sample: Sequence[Row],
        said: Choice | None = None,
        named: str = "",
    ) -> None:
        """Show a column of a sheet with the first values, as read and as they will be stored.

        `said` is what a person took it for, which may wait for other columns to be said; `named`
        the form that a person said the sheet is.
        """
        self.clear()
        self._column = column
        self._mapping = lines.sheet.mapping
        self._named = self._mapping.main or (named if named in self._catalogue.by_code else "")
        self.add_heading(heading_text(column))
        if is_doubtful(column):
            self.add(Banner(self._doubt(column), Sign.VERIFY))
            self._add_answers(column)
        self._add_choices(column, said)
        table = _samples(column, lines, sample, self._catalogue)
        if table is not None:
            self.add(text(_("值：读到与将存"), "label"))
            self.add(table)
        self.add(self._fields_label)
        self.add(self.sought)
        self.add(self.fields)
        self.body.addStretch(1)

    def _add_answers(self, column: Column) -> None:
        """Offer the two usual answers, each with one key, before the choice of any field."""
        form, name = (column.form, column.field) if column.form else column.near or ("", "")
        row = QHBoxLayout()
        row.setSpacing(8)
        is_enough = column.reason != "no_key"
        if form and is_enough and name in self._catalogue.form(form).by_code:
            row.addWidget(secondary(_("就是它"), lambda: self._tell(Choice(form, name))))
        row.addWidget(secondary(_("不要这一列"), lambda: self._tell(Choice())))
        row.addStretch(1)
        answers = QWidget()
        answers.setLayout(row)
        row.setContentsMargins(0, 8, 0, 8)
        self.add(answers)

    def _doubt(self, column: Column) -> str:
        if column.form:
            field = self._catalogue.form(column.form).by_code[column.field]
            if column.reason == "values":
                said = _("表头没有说，按值认作“{label}”。定下来以后不再问。")
                return said.format(label=label_of(field))
            return _("表头与“{label}”相近，看过再定。").format(label=label_of(field))
        if column.near is not None:
            form, name = column.near
            known = self._catalogue.form(form).by_code.get(name)
            label = label_of(known) if known else name
            if column.reason == "no_key":
                words = _("表里没有“{form}”的编号，单靠这一列收不了。改选别的字段，或不要。")
                return words.format(form=short_of(self._catalogue.form(form)))
            words = _("可能是“{label}”：{why}。选定后再导入，否则不收这一列。")
            return words.format(label=label, why=column_reason(column.reason))
        return _("{why}，选定后再导入，否则不收这一列。").format(why=column_reason(column.reason))

    def _add_choices(self, column: Column, said: Choice | None) -> None:
        self.form, self.field, self.unit = Choices(), Choices(), Choices()
        self.fields = FieldList()
        self.sought = FilterField(_("找字段"), icon="search", width=0)
        self._fields_label = text(_("字段：双击配这一列，或拖到左边的列上"), "label", wrap=True)
        forms = [("", _("不导入")), ("period", _("（期别）"))]
        forms += [(form.code, short_of(form)) for form in self._catalogue.reported]
        near_form, near_field = column.near or ("", "")
        if said is not None and not column.form:
            near_form, near_field = said.form, said.field
        now = "period" if not column.form and column.field == "period" else column.form
        self.form.offer(forms, now or near_form)
        self.add(LabelledField(_("报表"), self.form))
        self.add(LabelledField(_("配到字段"), self.field))
        self._unit_field = LabelledField(_("单位"), self.unit)
        self.add(self._unit_field)
        self._offer_fields(column.field or near_field)
        self._offer_units(column.unit.word if column.unit else "")
        self.form.activated.connect(self._on_form)
        self.field.activated.connect(self._on_field)
        self.unit.activated.connect(lambda _place: self._on_unit())
        self.fields.chosen.connect(self._on_listed)
        self.sought.textChanged.connect(lambda _text: self._list_fields(self._listed))
        self.sought.returnPressed.connect(self.fields.enter)

    def _offer_fields(self, current: str) -> None:
        code = self.form.value()
        entries = []
        if code and code != "period":
            fields = self._catalogue.form(code).typed
            entries = [("", _("选字段"))] + [(field.code, label_of(field)) for field in fields]
        self.field.offer(entries, current)
        self.field.setEnabled(bool(entries))
        self._list_fields(code if entries else self._named)

    def _list_fields(self, code: str) -> None:
        """List what can be dragged: what is looked for, or the fields of the form at hand."""
        self._listed, wanted = code, self.sought.text().strip()
        self.fields.setVisible(bool(code or wanted))
        if wanted:
            self.fields.offer_found(sorted(self._catalogue.reported, key=self._distance), wanted)
        elif code:
            taken = {c.field: heading_text(c) for c in self._mapping.columns if c.form == code}
            self.fields.offer(self._catalogue.form(code), taken)

    def _distance(self, form: Form) -> int:
        """Return how far a form is from the sheet: its own, one of its records' figures, others."""
        if form.code in {*self._mapping.forms, self._listed}:
            return 0
        return 1 if form.periodic and form.parent in self._mapping.forms and form.key else 2

    def _on_listed(self, form: str, field: str) -> None:
        self._tell(Choice(form, field))

    def _offer_units(self, current: str) -> None:
        field = self._field()
        units = UNITS.get(field.type, ()) if field is not None else ()
        entries = [("", _("按表头"))] + [(word, unit_word(word) or word) for word in units]
        if current and current not in units:
            entries.append((current, current))
        self.unit.offer(entries, current)
        self._unit_field.setVisible(bool(units))

    def _field(self) -> Field | None:
        code = self.form.value()
        if not code or code == "period":
            return None
        return self._catalogue.form(code).by_code.get(self.field.value())

    def _on_form(self, _place: int) -> None:
        code = self.form.value()
        self._offer_fields("")
        self._offer_units("")
        if code in {"", "period"}:
            self._tell(Choice("", "period" if code else ""))

    def _on_field(self, _place: int) -> None:
        self._offer_units("")
        if self.field.value():
            self._tell(Choice(self.form.value(), self.field.value()))

    def _on_unit(self) -> None:
        if self.field.value():
            self._tell(Choice(self.form.value(), self.field.value(), self.unit.value()))

    def _tell(self, choice: Choice) -> None:
        if self._column is not None:
            self._decide(self._column, choice)


def _samples(
    column: Column, lines: SheetLines, sample: Sequence[Row], catalogue: Catalogue
) -> ListTable | None:
    if column.index not in {one.index for one in lines.columns}:
        return None
    entries = sorted(
        (entry for entry in lines.all if entry.outcome is not Outcome.SKIPPED),
        key=lambda entry: entry.number,
    )[: len(sample)]
    shown = [
        (entry, next(v for v in lines.values(entry) if v.column.index == column.index), raw)
        for entry, raw in zip(entries, sample, strict=False)
    ]
    if not shown:
        return None
    _entry, last, _raw = shown[-1]
    field = catalogue.form(column.form).by_code.get(column.field) if column.form else None
    unit = unit_word(field.unit) if field and field.unit else ""
    headings = [
        Heading(_("读到"), 120, right=last.right, stretch=True),
        Heading(noted(_("将存为"), unit), 150, right=last.right),
    ]
    rows = [_sample(entry, value, raw_text(raw, column.index)) for entry, value, raw in shown]
    return framed_list(headings, rows, last.label)


def _sample(entry: RowEntry, value: Value, read: str) -> Line:
    """Return what a cell said beside what would be stored of it."""
    stored = Cell(
        value.new or _("空"),
        right=value.right,
        sign=value.sign,
        ground=GROUNDS.get(value.sign, ""),
        tip=value.said or value.new,
    )
    return Line((Cell(read or "—", right=value.right, tip=read), stored), key=entry.number)
