"""The dialog before a task file is made: for whom, with what words, signed by which key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, label_of
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, primary
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import ChoiceBox, LabelledField
from desktop_app.ui.desk import Desk
from desktop_app.work.keys.enrol import signing_key


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a task file is made with.

    Attributes:
        units: Names of the units that it is for; () for all.
        text: What is said on the whole.
        key: The .p12 that signs; `password` opens it.
        password: Of the key.
    """

    units: tuple[str, ...]
    text: str
    key: Path
    password: str = field(repr=False)


class MakingDialog(Question):
    """Asks for whom the task file is, and for the city's key.

    Args:
        parent: The window.
        desk: What all pages share.
        text: What an officer's file says on the whole.
        make: Takes this dialog and what is wanted.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        text: str,
        make: Callable[[MakingDialog, Wanted], object],
    ) -> None:
        super().__init__(
            parent,
            _("制作任务文件？"),
            _("任务文件由市局的密钥签名，各单位打开它就能装入。市局自己同时按它审核和收件。"),
        )
        self._make = make
        ws = desk.ws
        self.units = ChoiceBox([label_of(unit) for unit in ws.catalogue.units], _("所有单位"))
        self.text = QLineEdit(text)
        self.key = QLineEdit(str(signing_key(ws) or ""))
        self.key.setReadOnly(True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.key_field = LabelledField(_("密钥文件"), self.key)
        self.password_field = LabelledField(_("密码"), self.password, _("密码只用这一次，不保存。"))
        self.body.addWidget(LabelledField(_("发往"), self.units))
        self.body.addWidget(LabelledField(_("说明"), self.text, _("如：2024 年度")))
        self.body.addWidget(self.key_field)
        self.body.addWidget(link(_("换文件"), self._ask_key))
        self.body.addWidget(self.password_field)
        self.add_safe(_("取消"))
        self.act = primary(_("签名并保存"), self._on_act)
        self.act.setDefault(True)
        self.buttons.addWidget(self.act)
        self.password.setFocus()

    def refuse(self, error: UserError) -> None:
        """Say why nothing was made; the dialog stays."""
        self.password_field.set_error(str(error))
        self.password.selectAll()
        self.password.setFocus()

    def _ask_key(self) -> None:
        title = _("选市局的签名密钥")
        file_dialogs.ask_open(self, title, file_dialogs.key_files(), self._take_key)

    def _take_key(self, path: Path) -> None:
        self.key.setText(str(path))
        self.key_field.set_error("")

    def _on_act(self) -> None:
        missing = "" if self.key.text() else _("还没有市局的密钥。在“设置”里申请并安装证书。")
        self.key_field.set_error(missing)
        self.password_field.set_error("" if self.password.text() else _("输入密钥的密码。"))
        if self.key.text() and self.password.text():
            chosen = self.units.text()
            units = (chosen,) if chosen else ()
            key, secret = Path(self.key.text()), self.password.text()
            self._make(self, Wanted(units, self.text.text().strip(), key, secret))
