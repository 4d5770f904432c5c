"""The second signature: the 负责人 looks at a package of the 填报人 and signs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, noted
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, primary
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.texts import FactRow, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.history.side import shortened
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.keys.enrol import Purpose, is_on_token, signing_key
from desktop_app.work.report.countersign import Awaiting, Countersigned, countersign


class HeadDialog(Question):
    """Shows what is to be signed, and asks for the key of the 负责人 and what opens it.

    Args:
        parent: The window.
        desk: What all pages share.
        path: The package.
        package: What was found in it.
        signed: Told when it has both signatures.
    """

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        path: Path,
        package: Awaiting,
        signed: Callable[[Countersigned], object],
    ) -> None:
        super().__init__(
            parent,
            _("由单位负责人签名？"),
            _("先看过报送包里的数据。签名后才能交市局，两个签名要由两个人作。"),
        )
        self._desk, self._path, self._signed = desk, path, signed
        self.key: Path | None = None
        who, at = package.signer, package.signature.facts.signed_at.astimezone()
        self.body.addWidget(text(path.name, "strong", wrap=True))
        for name, value in (
            (_("填报人"), noted(who.person, who.role)),
            (_("签于"), f"{at:%Y-%m-%d %H:%M}"),
            (_("文件摘要"), shortened(package.digest)),
        ):
            self.body.addWidget(FactRow(name, value, small=True))
        self.file = LabelledField(_("负责人的密钥"), QLineEdit())
        line_of(self.file).setReadOnly(True)
        line_of(self.file).setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body.addWidget(self.file)
        self.body.addWidget(link(_("换文件"), self._ask_key))
        self.secret = LabelledField(_("密码"), QLineEdit(), _("密码只用这一次，不保存。"))
        line_of(self.secret).setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(self.secret)
        self.add_safe(_("取消"))
        act = primary(_("签名"), self.sign)
        act.setDefault(True)
        self.buttons.addWidget(act)
        self.choose(signing_key(desk.ws, Purpose.COUNTERSIGN))

    def choose(self, key: Path | None) -> None:
        """Sign with this key."""
        self.key = key
        line_of(self.file).setText(str(key or ""))
        pin = key is not None and is_on_token(key)
        self.secret.set_label(_("U 盾的 PIN") if pin else _("密码"))
        self.secret.set_help(
            _("PIN 每次都要输，不保存。") if pin else _("密码只用这一次，不保存。")
        )
        self.file.set_error("" if key else _("工作区里没有负责人的密钥，选一个密钥文件。"))

    def _ask_key(self) -> None:
        file_dialogs.ask_open(self, _("选密钥文件"), file_dialogs.key_files(), self.choose)

    def sign(self) -> None:
        """Sign; whatever stands against it leaves the file as it is."""
        ws, path, key, secret = self._desk.ws, self._path, self.key, line_of(self.secret).text()
        if key is None or not secret:
            self.secret.set_error("" if secret else _("输入密码或 PIN。"))
            return

        def tell(made: Countersigned) -> None:
            self.accept()
            self._signed(made)

        def refuse(error: UserError) -> None:
            self.secret.set_error(str(error))
            line_of(self.secret).selectAll()

        self._desk.operations.run(
            lambda: countersign(ws, path, key=key, password=secret, out=path),
            tell,
            failed=refuse,
            asker=self,
        )
