"""Which columns a grid shows: kept in the settings, chosen in a floating list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.catalogue.model import Field, Form
from desktop_app.i18n import _
from desktop_app.ui.components.buttons import link
from desktop_app.ui.components.texts import facts, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.forms.lines import group_label
from desktop_app.ui.grid.columns import field_label, line_code
from desktop_app.ui.pages.form.views import COMPARED, all_columns, first_columns

WIDTH, HEIGHT = 420, 520


@dataclass(frozen=True, slots=True)
class Shown:
    """Which columns a grid shows, and which of them stand beside last period's."""

    columns: tuple[str, ...]
    compared: tuple[str, ...]


def first_shown(form: Form, period: str) -> Shown:
    """Return what is shown until somebody chooses."""
    return Shown(first_columns(form, period), COMPARED.get(form.code, ()))


def kept_columns(desk: Desk, form: Form) -> Shown:
    """Return the columns that were chosen, as far as the period's form has them."""
    settings = desk.ws.settings
    usual = first_shown(form, desk.period)
    kept = settings.get(f"columns_{form.code}")
    beside = settings.get(f"compared_{form.code}")
    wanted = set(str(kept).split(",")) if kept else set(usual.columns)
    compared = usual.compared if beside is None else tuple(str(beside).split(","))
    return Shown(in_order(form, desk.period, wanted), compared)


def keep_columns(desk: Desk, form: Form, shown: Shown) -> None:
    """Keep the chosen columns for the next start."""
    ws = desk.ws
    values = {
        f"columns_{form.code}": ",".join(shown.columns),
        f"compared_{form.code}": ",".join(shown.compared),
    }
    desk.operations.run(lambda: ws.keep(**values))


def in_order(form: Form, period: str, codes: set[str]) -> tuple[str, ...]:
    """Return codes in the order of the form, without what the period's version does not have."""
    return tuple(field.code for field in all_columns(form, period) if field.code in codes)


class ColumnChooser(QFrame):
    """A floating list of all fields by section, each with a box, and one for last period.

    Signals:
        chosen: What is to be shown, when the list closes.
    """

    chosen = Signal(object)

    def __init__(self, form: Form, period: str, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("k", "float")
        self.setAccessibleName(_("选列"))
        self._form = form
        self._period = period
        self._boxes: dict[str, QCheckBox] = {}
        self._beside: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 1)
        column.addLayout(self._head())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("k", "scrolled")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(16, 4, 16, 12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._fill()
        area.setWidget(inside)
        column.addWidget(area, 1)
        self._tick(shown)

    def open_under(self, button: QWidget) -> None:
        """Show the list under a button, its right edge at the button's."""
        self.resize(WIDTH, min(HEIGHT, 60 + 26 * self._grid.rowCount()))
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 4))
        self.move(corner)
        self.show()
        next(iter(self._boxes.values())).setFocus()

    def choice(self) -> Shown:
        """Return what is ticked."""
        codes = {code for code, box in self._boxes.items() if box.isChecked()}
        beside = tuple(code for code, box in self._beside.items() if box.isChecked())
        return Shown(in_order(self._form, self._period, codes), beside)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell what was chosen."""
        super().closeEvent(event)
        self.chosen.emit(self.choice())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 14, 4)
        row.addWidget(text(_("显示的列"), "strong"))
        row.addStretch(1)
        row.addWidget(link(_("全部列"), self._tick_all))
        usual = first_shown(self._form, self._period)
        row.addWidget(link(_("恢复"), lambda: self._tick(usual)))
        return row

    def _fill(self) -> None:
        group = ""
        comparable = self._form.key == (self._form.parent, "period")
        for field in all_columns(self._form, self._period):
            row = self._grid.rowCount()
            if field.group and field.group != group:
                group = field.group
                heading = text(group_label(self._form, group), "label")
                self._grid.addWidget(heading, row, 0, 1, 2)
                row += 1
            self._add(field, row, comparable=comparable and field.is_number)

    def _add(self, field: Field, row: int, *, comparable: bool) -> None:
        box = QCheckBox(facts(line_code(field), field_label(field)))
        self._boxes[field.code] = box
        self._grid.addWidget(box, row, 0)
        if comparable:
            beside = QCheckBox(_("上期"))
            beside.setAccessibleName(_("{name}，上期").format(name=field_label(field)))
            beside.toggled.connect(lambda on, of=box: of.setChecked(on or of.isChecked()))
            self._beside[field.code] = beside
            self._grid.addWidget(beside, row, 1)

    def _tick(self, shown: Shown) -> None:
        for code, box in self._boxes.items():
            box.setChecked(code in shown.columns)
        for code, box in self._beside.items():
            box.setChecked(code in shown.compared and code in shown.columns)

    def _tick_all(self) -> None:
        for box in self._boxes.values():
            box.setChecked(True)
