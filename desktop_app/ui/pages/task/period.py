"""The days of a period, as the city sets them in the panel of 任务文件."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.ui.components.buttons import link, primary
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.texts import text
from desktop_app.work.task.in_force import PeriodTask


class PeriodEditor(QWidget):
    """Opening, deadline, closing and signatures of a period.

    Args:
        task: What is set now.
        save: Takes the typed texts by field.
        drop: Takes the code of a period that is not to be set any more.
    """

    def __init__(
        self,
        task: PeriodTask,
        save: Callable[[Mapping[str, str]], object],
        drop: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._save = save
        labels = {
            "for_period": (_("期别代码"), task.period, _("如 2024、2024M01-09、2024Q3")),
            "opening": (_("开始填报"), task.opening, _("如 2025-01-01，可以不写")),
            "deadline": (_("报送期限"), task.deadline, _("这一天当天收到的还算及时")),
            "closing": (_("停止收件"), task.closing, _("过了这一天不再并入；空为一直收")),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        self.lines = {name: QLineEdit(value) for name, (_l, value, _h) in labels.items()}
        for name, (label, _value, help_text) in labels.items():
            column.addWidget(LabelledField(label, self.lines[name], help_text))
        self.both = QCheckBox(_("填报人和单位负责人都要签名"))
        self.both.setChecked(task.signatures > 1)
        column.addWidget(self.both)
        self.error = text("", "error", wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.saving = primary(_("保存这一期"), self.save)
        self.dropping = link(_("去掉这一期"), lambda: drop(task.period))
        row.addWidget(self.saving)
        row.addWidget(self.dropping)
        row.addStretch(1)
        column.addLayout(row)

    def save(self) -> None:
        """Hand over what was typed."""
        self.error.hide()
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        self._save({**texts, "signatures": "2" if self.both.isChecked() else ""})

    def refuse(self, error: UserError) -> None:
        """Say what cannot hold."""
        self.error.setText(str(error))
        self.error.show()
