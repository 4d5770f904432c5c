"""Keys and certificates in 设置: a request, the certificate that comes back, what is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, primary, secondary
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.submit_cards import line_of
from desktop_app.work.enrol import (
    CertificateFacts,
    Installation,
    look_at,
    new_request,
    take_in,
)

LEAST_PASSWORD = 8


class KeysCard(Card):
    """What is installed, and the two acts that lead there.

    Args:
        desk: The session.
        changed: Called when keys or certificates changed.

    Attributes:
        focus_wanted: What comes next takes the focus once the page knows what that is.
    """

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._changed = changed
        self.focus_wanted = False
        self.body.addWidget(text(_("密钥与证书"), "section"))
        self.words = text("", "fact", wrap=True)
        self.body.addWidget(self.words)
        headings = [
            Heading(_("证书"), 140, stretch=True),
            Heading(_("姓名"), 132),
            Heading(_("有效期"), 190),
            Heading(_("指纹"), 170),
        ]
        self.model = LinesModel(headings, self)
        self.table = ListTable(
            self.model, headings, _("已装证书"), margin=8, density="standard", framed=True
        )
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.request = secondary(_("生成密钥和申请"), self.ask_request, "key")
        self.installing = secondary(_("安装证书"), self._ask_certificate, "file-certificate")
        self.folder = link(_("打开申请所在文件夹"), self._show_folder)
        for widget in (self.request, self.installing, self.folder):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_installed(self, found: Sequence[CertificateFacts]) -> None:
        """Show the certificates of the workspace."""
        ws = self._desk.ws
        has_request = (ws.keys / f"{ws.unit}.key.pem").is_file()
        has_key = (ws.keys / f"{ws.unit}.p12").is_file()
        self.model.set_lines([_line(facts) for facts in found])
        self.table.setVisible(bool(found))
        self.table.fit_height(6)
        self.request.setVisible(not has_request)
        self.installing.setVisible(has_request)
        self.folder.setVisible(has_request and not has_key)
        self.words.setText(_standing_words(has_request=has_request, has_key=has_key))

    def focus_next(self) -> None:
        """Put the focus on what leads to a certificate."""
        self.focus_wanted = False
        (self.request if self.request.isVisibleTo(self) else self.installing).setFocus()

    def _show_folder(self) -> None:
        file_dialogs.show_folder(self._desk.ws.keys)

    # A key and its request

    def ask_request(self) -> Question:
        """Ask for name, role and password of the new key."""
        ws = self._desk.ws
        dialog = Question(
            self.window(),
            _("生成密钥和证书申请？"),
            _("密钥留在本机，申请文件交市局签发证书。密码忘了不能找回，要重新申请。"),
        )
        fields = (
            LabelledField(_("签名人"), QLineEdit(str(ws.settings.get("person", "")))),
            LabelledField(_("职务"), QLineEdit(str(ws.settings.get("person_role", "")))),
            _secret(_("密码"), _("至少 8 位")),
            _secret(_("再输一遍密码"), ""),
        )
        for field in fields:
            dialog.body.addWidget(field)
        dialog.add_safe(_("取消"))
        act = primary(_("生成"), lambda: self._make_request(dialog, fields))
        act.setDefault(True)
        dialog.buttons.addWidget(act)
        dialog.open()
        return dialog

    def _make_request(self, dialog: Question, fields: Sequence[LabelledField]) -> None:
        person, role, first, second = (line_of(field).text() for field in fields)
        fields[0].set_error("" if person.strip() else _("写上签名人姓名。"))
        fields[2].set_error("" if len(first) >= LEAST_PASSWORD else _("密码至少 8 位。"))
        fields[3].set_error("" if first == second else _("两遍不一样，重新输。"))
        wrong = [field for field in fields if field.editor.property("wrong")]
        if wrong:
            wrong[0].editor.setFocus()
            return
        dialog.accept()
        self.make_request(person.strip(), role.strip(), first)

    def make_request(self, person: str, role: str, password: str) -> None:
        """Make the key and its request."""
        ws = self._desk.ws

        def tell(path: Path) -> None:
            self.focus_wanted = True
            self._changed()
            words = _("申请已写好：{file}，交市局签发").format(file=path.name)
            self._desk.toast(words, (_("打开文件夹"), self._show_folder))

        self._desk.operations.run(
            lambda: new_request(ws, person=person, role=role, password=password), tell
        )

    # The certificate that came back

    def _ask_certificate(self) -> None:
        title = _("选市局发回的证书")
        file_dialogs.ask_open(self, title, file_dialogs.certificates(), self._ask_issuer)

    def _ask_issuer(self, certificate: Path) -> None:
        file_dialogs.ask_open(
            self,
            _("选市局的根证书"),
            file_dialogs.certificates(),
            lambda issuer: self.look_at(certificate, issuer),
        )

    def look_at(self, certificate: Path, issuer: Path) -> None:
        """Show the fingerprint of the root certificate, to be compared by telephone."""
        ws = self._desk.ws
        self._desk.operations.run(lambda: look_at(ws, certificate, issuer), self.ask_fingerprint)

    def ask_fingerprint(self, found: Installation) -> Question:
        """Ask whether the fingerprint is the one that the city reads out, and for the password."""
        who = found.identity
        dialog = Question(
            self.window(),
            _("根证书的指纹与市局念的一致吗？"),
            _("打电话给市局，逐组核对。有一组不同，就不要安装。"),
        )
        dialog.setMinimumWidth(520)
        digits = LabelledField(
            _("根证书指纹（SHA-256）"), text(found.fingerprint, "strong", wrap=True)
        )
        dialog.body.addWidget(digits)
        name = f"{who.office}　{who.person}　{who.role}".strip()
        dialog.body.addWidget(LabelledField(_("证书发给"), text(name)))
        secret = _secret(_("密钥的密码"), _("生成申请时设的密码，不保存。"))
        dialog.body.addWidget(secret)
        dialog.add_safe(_("不安装"))
        act = primary(_("一致，安装"), lambda: self.take_in(found, secret, dialog))
        act.setDefault(True)
        dialog.buttons.addWidget(act)
        dialog.open()
        line_of(secret).setFocus()
        return dialog

    def take_in(self, found: Installation, secret: LabelledField, dialog: Question) -> None:
        """Install the certificate; a wrong password leaves everything as it is."""
        ws, password = self._desk.ws, line_of(secret).text()

        def tell(_path: Path) -> None:
            dialog.accept()
            self._changed()
            self._desk.toast(_("证书已装好，可以上报"))

        def refuse(error: UserError) -> None:
            secret.set_error(f"{error.message}{error.hint}")
            line_of(secret).selectAll()

        self._desk.operations.run(lambda: take_in(ws, found, password), tell, failed=refuse)


def _secret(label: str, note: str) -> LabelledField:
    field = LabelledField(label, QLineEdit(), note)
    line_of(field).setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _standing_words(*, has_request: bool, has_key: bool) -> str:
    if has_key:
        return _("证书已装好，可以上报。")
    if has_request:
        return _("申请已生成，等市局发回证书。装好前可以录入、审核，不能上报。")
    return _("还没有密钥。上报要用市局签发的证书：先生成申请，交市局，证书发回后安装。")


def _line(facts: CertificateFacts) -> Line:
    who = facts.identity
    is_root = not facts.path.name.endswith(".crt.pem")
    name = _("根证书：{office}") if is_root else _("本单位：{office}")
    office = name.format(office=who.office if who else facts.path.name)
    person = f"{who.person} {who.role}".strip() if who else ""
    cells = (
        Cell(office, tip=office, icon="award" if is_root else "key"),
        Cell(person, tip=person),
        Cell(_("{first} 至 {last}").format(first=facts.first, last=facts.last)),
        Cell(facts.fingerprint, tone="text2", tip=facts.fingerprint),
    )
    return Line(cells, key=str(facts.path))
