"""A key of the unit that is certified anew: renewed with the same key, or replaced if lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.packages.pki.identity import Identity
from desktop_app.ui.components.buttons import primary
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.desk import Desk
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.keys.enrol import renewal_request, replacement_request, token_of

LEAST_PASSWORD = 8


class RenewalDialog(Question):
    """Asks who signs from now on, and for the password.

    Args:
        parent: The window.
        desk: What all pages share.
        who: Whom the certificate names now.
        told: Takes the request's file.
        lost: Whether the key is lost: a new one is made in its place.
    """

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        who: Identity,
        told: Callable[[Path], object],
        *,
        lost: bool,
    ) -> None:
        title = _("密钥丢了，换一把新的？") if lost else _("用原来的密钥申请续期？")
        words = (
            _("旧密钥移到 keys/replaced。申请交市局：签发新证书，同时吊销旧的。")
            if lost
            else _("密钥不变，申请交市局，发回的新证书装上就接着用。")
        )
        super().__init__(parent, title, words)
        self._desk = desk
        self._told = told
        self._lost = lost
        self.person = LabelledField(_("签名人"), QLineEdit(who.person))
        self.role = LabelledField(_("职务"), QLineEdit(who.role))
        on_token = not lost and token_of(desk.ws) is not None
        kept = _("U 盾的 PIN") if on_token else _("密钥的密码")
        self.secret = _secret(_("新密钥的密码") if lost else kept)
        self.again = _secret(_("再输一遍密码"))
        fields = (self.person, self.role, self.secret, *((self.again,) if lost else ()))
        for field in fields:
            self.body.addWidget(field)
        self.add_safe(_("取消"))
        self.act = primary(_("换密钥") if lost else _("写申请"), self._on_act)
        self.act.setDefault(True)
        self.buttons.addWidget(self.act)

    def _on_act(self) -> None:
        ws, lost = self._desk.ws, self._lost
        secret = line_of(self.secret).text()
        if lost:
            long = len(secret) >= LEAST_PASSWORD
            self.secret.set_error("" if long else _("密码至少 8 位。"))
            same = line_of(self.again).text() == secret
            self.again.set_error("" if same else _("两遍不一样，重新输。"))
            if not (long and same):
                return
        person, role = (line_of(field).text().strip() for field in (self.person, self.role))
        act = replacement_request if lost else renewal_request
        self.act.setEnabled(False)
        self._desk.operations.run(
            lambda: act(ws, password=secret, person=person, role=role),
            self._on_made,
            failed=self._refuse,
        )

    def _on_made(self, path: Path) -> None:
        self.accept()
        self._told(path)

    def _refuse(self, error: UserError) -> None:
        self.secret.set_error(str(error))
        self.act.setEnabled(True)
        line_of(self.secret).selectAll()


def _secret(label: str) -> LabelledField:
    field = LabelledField(label, QLineEdit())
    line_of(field).setEchoMode(QLineEdit.EchoMode.Password)
    return field
