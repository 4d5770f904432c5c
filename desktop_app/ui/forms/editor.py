"""The form editor of one record: head, and the sheet or the fields that the form asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.catalogue.model import Form
from desktop_app.i18n import _, language
from desktop_app.ui.components.chips import Chip
from desktop_app.ui.components.texts import ElidedLabel, facts, text
from desktop_app.ui.forms.label_form import LabelForm
from desktop_app.ui.forms.table_form import TableForm
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.source import Row
from desktop_app.ui.tokens import size


class FormHead(QWidget):
    """Title and number of the sheet, then whose record it is."""

    def __init__(self, form: Form, *parts: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 10)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        title = form.label_en if language() == "en" else form.label
        top.addWidget(text(title, "section"))
        top.addWidget(ElidedLabel(facts(*parts), "fact"), 1)
        number = _("表号 {n}").format(n=form.official) if form.official else ""
        until = _("有效期至 {day}").format(day=_month(form.valid_until)) if form.valid_until else ""
        top.addWidget(text(facts(number, until), "label"))
        column.addLayout(top)
        self._who = QHBoxLayout()
        self._who.setSpacing(8)
        self._name = text("", "strong")
        self._code = text("", "fact")
        self._who.addWidget(self._name)
        self._who.addWidget(self._code)
        self._who.addStretch(1)
        column.addLayout(self._who)
        self._chips: list[Chip] = []

    def rename(self, name: str) -> None:
        """Show another name of the same record."""
        self._name.setText(name)

    def tell(self, name: str, code: str = "", chips: Sequence[tuple[str, str]] = ()) -> None:
        """Say whose record it is: name, code, and (word, tone) of its marks."""
        self._name.setText(name)
        self._code.setText(code)
        for chip in self._chips:
            self._who.removeWidget(chip)
            chip.deleteLater()
        self._chips = [Chip(words, tone) for words, tone in chips]
        for place, chip in enumerate(self._chips):
            self._who.insertWidget(2 + place, chip)


def _month(text: str) -> str:
    """Return 2025-12 as words."""
    year, _sign, month = text.partition("-")
    return _("{year} 年 {month} 月").format(year=year, month=int(month)) if month else text


class FormEditor(QWidget):
    """One record of a form, made from its entry in the catalogue.

    Official periodic forms, and those with one record an incubator and period, are sheets (name,
    行码, unit, 本期, 上期, ±%); the others are fields with their labels above. What is typed goes
    through `rows`, so a list or grid beside the form shows the same states.

    Signals:
        field_changed: The row and the code of the field that is current.
    """

    field_changed = Signal(object, str)

    def __init__(self, form: Form, rows: GridModel, *facts_: str) -> None:
        super().__init__()
        self.rows = rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = FormHead(form, *facts_)
        self.sheet: TableForm | LabelForm
        margin = size("margin") - 4
        if form.periodic and (form.official or form.key == (form.parent, "period")):
            self.sheet = TableForm(form, rows)
            self.head.setContentsMargins(0, 0, 0, 0)
            column.setContentsMargins(margin, 0, margin, 0)
        else:
            self.sheet = LabelForm(form, rows)
            self.head.setContentsMargins(size("margin"), 0, size("margin"), 0)
        column.addWidget(self.head)
        column.addWidget(self.sheet, 1)
        self.sheet.field_changed.connect(self._on_field_changed)
        rows.dataChanged.connect(self._on_data_changed)

    @property
    def row(self) -> Row | None:
        """The row that is shown."""
        return self.sheet.form_model.row if isinstance(self.sheet, TableForm) else self.sheet.row

    @property
    def place(self) -> int:
        """Place of the row that is shown, or -1."""
        sheet = self.sheet
        return sheet.form_model.place if isinstance(sheet, TableForm) else sheet.place

    def show_place(self, place: int) -> None:
        """Show the record at a place of the rows."""
        self.sheet.show_place(place)
        if self.row is not None:
            self.head.tell(self.row.name)

    def show_record(self, uid: str, field: str = "") -> bool:
        """Show a record, and go to one of its fields; return whether it is among the rows."""
        place = self.rows.find(uid)
        if place < 0:
            return False
        self.show_place(place)
        if field:
            self.sheet.go_to(field)
        return True

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.place <= last.row() and self.row is not None:
            self.head.rename(self.row.name)

    def _on_field_changed(self, code: str) -> None:
        if self.row is not None:
            self.field_changed.emit(self.row, code)
