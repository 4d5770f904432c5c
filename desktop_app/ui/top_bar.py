"""The bar over all pages: unit, period, state, deadline, search, undo, redo, help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop_app.i18n import _, joined, period_label, told
from desktop_app.ui.components.buttons import Button, ghost, icon_only
from desktop_app.ui.components.chips import StateWord
from desktop_app.ui.components.texts import ElidedLabel, IconLabel, facts, rule
from desktop_app.ui.search_box import SearchBox
from desktop_app.ui.tokens import size

UNIT_LEAST = 40
"""Long names of units are cut in small windows; the tooltip shows all."""


class TopBar(QWidget):
    """Where one is, what is due, and what reaches everywhere.

    Signals:
        period_chosen: Code of a period.
        undo_wanted, redo_wanted, help_wanted: The buttons.
    """

    period_chosen = Signal(str)
    undo_wanted = Signal()
    redo_wanted = Signal()
    help_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("k", "bar-bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(size("top_bar"))
        self.setAccessibleName(_("顶栏"))
        self._periods: Sequence[str] = ()
        self._period = ""
        self._deadline = ("", "")
        self._narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        self._add_place(row)
        row.addStretch(1)
        self._add_tools(row)
        self.set_periods((), "")

    def _add_place(self, row: QHBoxLayout) -> None:
        self.unit = ElidedLabel("", "strong")
        self.unit.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.unit.setMinimumWidth(UNIT_LEAST)
        self.before = icon_only(_("前一期"), "chevron-left", lambda: self._step(-1))
        self.period = ghost("", self._open_periods, icon="calendar-event")
        self.period.setProperty("strong", "true")
        self.after = icon_only(_("后一期"), "chevron-right", lambda: self._step(1))
        self.state = StateWord()
        self.state.hide()
        self.deadline = ElidedLabel("", "fact")
        self.deadline.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = rule(vertical=True)
        line.setFixedHeight(20)
        row.addSpacing(10)
        row.addWidget(IconLabel("map-pin"))
        row.addSpacing(2)
        row.addWidget(self.unit)
        row.addSpacing(10)
        for widget in (line, self.before, self.period, self.after):
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(self.state)
        row.addSpacing(4)
        row.addWidget(self.deadline)

    def _add_tools(self, row: QHBoxLayout) -> None:
        self.search = SearchBox()
        self.undo = ghost(_("撤销"), self.undo_wanted.emit, icon="arrow-back-up")
        self.redo = ghost(_("重做"), self.redo_wanted.emit, icon="arrow-forward-up")
        self.help = ghost(_("帮助"), self.help_wanted.emit, icon="help-circle")
        self.help.setToolTip("F1")
        row.addWidget(self.search)
        row.addSpacing(4)
        for button in (self.undo, self.redo, self.help):
            row.addWidget(button)
        self.set_undo(undo=None, redo=None)

    def set_unit(self, name: str) -> None:
        """Show whose data this is."""
        self.unit.setText(name)
        self.unit.setAccessibleName(_("单位 {name}").format(name=name))

    def set_periods(self, codes: Sequence[str], current: str) -> None:
        """Show the period and let others be chosen; `codes` are oldest first."""
        self._periods = list(codes)
        self._period = current
        self.period.setText(period_label(current) if current else "")
        self.period.setEnabled(bool(codes))
        self.period.setAccessibleName(_("期别 {name}").format(name=self.period.text()).strip())
        place = self._place()
        self.before.setEnabled(place > 0)
        self.after.setEnabled(0 <= place < len(self._periods) - 1)

    def set_report(self, state: str, deadline: str = "", rest: str = "") -> None:
        """Show the report's state, and its deadline in full and in short (“还剩 6 天”)."""
        self.state.set_state(state)
        self.state.show()
        self._deadline = (joined(part for part in (deadline, rest) if part), rest)
        self._show_deadline()

    def set_undo(self, *, undo: str | None, redo: str | None) -> None:
        """Name what 撤销 takes back and 重做 brings back; None where there is nothing."""
        self._name_step(self.undo, _("没有可撤销的改动"), undo, "Ctrl+Z")
        self._name_step(self.redo, _("没有可重做的改动"), redo, "Ctrl+Y")

    def _name_step(self, button: Button, nothing: str, title: str | None, keys: str) -> None:
        button.setEnabled(title is not None)
        words = nothing if title is None else told(button.text(), title)
        button.setToolTip(facts(words, keys))
        button.setAccessibleDescription(words)

    def set_narrow(self, *, narrow: bool) -> None:
        """Shorten deadline and search."""
        self._narrow = narrow
        self.search.set_narrow(narrow=narrow)
        self._show_deadline()

    def _show_deadline(self) -> None:
        self.deadline.setText(self._deadline[1 if self._narrow else 0])

    def _place(self) -> int:
        return self._periods.index(self._period) if self._period in self._periods else -1

    def _step(self, by: int) -> None:
        place = self._place() + by
        if 0 <= place < len(self._periods):
            self.period_chosen.emit(self._periods[place])

    def _open_periods(self) -> None:
        menu = self.period_menu()
        menu.popup(self.period.mapToGlobal(self.period.rect().bottomLeft()))

    def period_menu(self) -> QMenu:
        """Return the menu of the known periods, newest first, and of a new one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code in reversed(self._periods):
            action: QAction = menu.addAction(period_label(code))
            action.setCheckable(True)
            action.setChecked(code == self._period)
            action.triggered.connect(lambda _on=False, c=code: self.period_chosen.emit(c))
        menu.addSeparator()
        menu.addAction(_("新的期别…")).triggered.connect(self.ask_new_period)
        return menu

    def ask_new_period(self) -> None:
        """Ask for a period that may have no data yet."""
        if self._period:
            from desktop_app.ui.period_dialog import ask_period

            ask_period(self, self._period, self.period_chosen.emit)
