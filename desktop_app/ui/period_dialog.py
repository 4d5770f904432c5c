"""Choosing a period that has no data yet: year, cut, and which part of the year."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from desktop_app.domain.periods import PeriodKind, parse_period
from desktop_app.i18n import _, period_label
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import LabelledField

FIRST_YEAR, LAST_YEAR = 2000, 2099
MONTHS = 12


class PeriodDialog(Question):
    """Asks for a period; nothing is written until data comes.

    Args:
        parent: The window.
        current: Code of the period that is shown now.
        chosen: Takes the code of the period.
    """

    def __init__(self, parent: QWidget, current: str, chosen: Callable[[str], object]) -> None:
        super().__init__(parent, _("换到哪一期"), _("有数据导入或录入时才建立这一期。"))
        period = parse_period(current)
        self.year = QSpinBox()
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setValue(period.year)
        # Arrow keys step through the years; the style's small buttons do not fit the field.
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.cut = QComboBox()
        for kind, words in _cuts():
            self.cut.addItem(words, kind)
        self.cut.setCurrentIndex(self.cut.findData(period.kind))
        self.part = QComboBox()
        self._lay_out()
        self.add_safe(_("取消"))
        self.act = self.add_act("", lambda: chosen(self.code))
        self._fill_parts()
        place = self.part.findData(current)
        self.part.setCurrentIndex(max(place, 0))
        self.year.valueChanged.connect(lambda _year: self._fill_parts())
        self.cut.currentIndexChanged.connect(lambda _place: self._fill_parts())
        self.part.currentIndexChanged.connect(lambda _place: self._name_act())
        self._name_act()

    @property
    def code(self) -> str:
        """Code of the period as chosen so far."""
        return str(self.part.currentData() or "")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._part_field = LabelledField(_("期"), self.part)
        for field in (
            LabelledField(_("年份"), self.year),
            LabelledField(_("口径"), self.cut),
            self._part_field,
        ):
            row.addWidget(field, 1)
        self.body.addLayout(row)

    def _fill_parts(self) -> None:
        """List the periods of this cut; the place in the list stays."""
        codes = _codes(self.year.value(), PeriodKind(self.cut.currentData()))
        place = min(max(self.part.currentIndex(), 0), len(codes) - 1)
        self.part.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.part.clear()
        for code in codes:
            self.part.addItem(period_label(code), code)
        self.part.setCurrentIndex(place)
        self.part.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.part.setEnabled(len(codes) > 1)
        self._name_act()

    def _name_act(self) -> None:
        if self.code:
            self.act.setText(_("换到 {period}").format(period=period_label(self.code)))


def ask_period(parent: QWidget, current: str, chosen: Callable[[str], object]) -> PeriodDialog:
    """Ask for a period, beginning with the current one."""
    dialog = PeriodDialog(parent, current, chosen)
    dialog.open()
    dialog.year.setFocus()
    return dialog


def _cuts() -> list[tuple[PeriodKind, str]]:
    return [
        (PeriodKind.YEAR, _("全年")),
        (PeriodKind.YTD, _("1 月起累计")),
        (PeriodKind.QUARTER, _("单季")),
        (PeriodKind.MONTH, _("单月")),
    ]


def _codes(year: int, kind: PeriodKind) -> list[str]:
    """Return the codes of a year's periods of one cut."""
    return {
        PeriodKind.YEAR: [str(year)],
        PeriodKind.YTD: [f"{year}M01-{last:02}" for last in range(2, MONTHS)],
        PeriodKind.QUARTER: [f"{year}Q{quarter}" for quarter in range(1, 5)],
        PeriodKind.MONTH: [f"{year}M{month:02}" for month in range(1, MONTHS + 1)],
    }[kind]
