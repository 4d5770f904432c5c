"""Keys and certificates in 设置: a request, the certificate that comes back, what is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, plural
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, primary, secondary
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.texts import text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.settings.renewal import RenewalDialog
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.ui.pages.submit.state import today
from desktop_app.work.keys.enrol import (
    CertificateFacts,
    Installation,
    look_at,
    needs_secret,
    new_request,
    request_facts,
    signing_key,
    take_in,
    token_of,
)
from desktop_app.work.keys.register import ENDS_SOON

LEAST_PASSWORD = 8


class KeysCard(Card):
    """What is installed, and the two acts that lead there.

    Args:
        desk: What all pages share.
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
        self._own: CertificateFacts | None = None
        self.warning: Banner | None = None
        self._warnings = QVBoxLayout()
        self.body.addLayout(self._warnings)
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
        self.digits = LabelledField(
            _("申请的指纹（SHA-256），市局签发前打电话核对"), text("", "strong", wrap=True)
        )
        self.body.addWidget(self.digits)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.request = secondary(_("生成密钥和申请"), self.ask_request, "key")
        self.installing = secondary(_("安装证书"), self._ask_certificate, "file-certificate")
        self.renewing = secondary(_("续期"), lambda: self.ask_renewal(lost=False), "refresh")
        self.replacing = link(_("密钥丢了，换一把"), lambda: self.ask_renewal(lost=True))
        self.folder = link(_("打开申请所在文件夹"), self._show_folder)
        acts = (self.request, self.installing, self.renewing, self.replacing, self.folder)
        for widget in acts:
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_installed(self, found: Sequence[CertificateFacts]) -> None:
        """Show the certificates of the workspace."""
        ws = self._desk.ws
        on_token = token_of(ws)
        has_request = on_token is not None or (ws.keys / f"{ws.unit}.key.pem").is_file()
        has_key = signing_key(ws) is not None
        self.model.set_lines([_line(facts) for facts in found])
        self.table.setVisible(bool(found))
        self.table.fit_height(6)
        self.request.setVisible(not has_request)
        self.installing.setVisible(has_request)
        self._own = next((one for one in found if one.path.parent == ws.keys), None)
        asked = request_facts(ws)
        waiting = asked is not None and (not has_key or _is_newer(asked[0], self._own))
        self.folder.setVisible(waiting)
        self.digits.setVisible(waiting)
        if asked is not None:
            label_of_digits(self.digits).setText(asked[1])
        for button in (self.renewing, self.replacing):
            button.setVisible(has_key)
        self._warn()
        say = _city_words if ws.role == "city" else _standing_words
        words = say(has_request=has_request, has_key=has_key)
        if on_token is not None:
            told = _("密钥在 U 盾“{label}”（编号 {serial}）里，签名时要插上并输入 PIN。").format(
                label=on_token.label, serial=on_token.serial
            )
            words = f"{words}{told}"
        self.words.setText(words)

    def focus_next(self) -> None:
        """Put the focus on what leads to a certificate."""
        self.focus_wanted = False
        (self.request if self.request.isVisibleTo(self) else self.installing).setFocus()

    def _show_folder(self) -> None:
        file_dialogs.show_folder(self._desk.ws.keys)

    def _warn(self) -> None:
        """Say so when the certificate ends soon, or has ended."""
        if self.warning is not None:
            self._warnings.removeWidget(self.warning)
            self.warning.deleteLater()
            self.warning = None
        words = ending_words(self._own.last) if self._own is not None else ""
        if words:
            renew = (_("续期"), lambda: self.ask_renewal(lost=False))
            self.warning = Banner(words, Sign.VERIFY, [renew])
            self._warnings.addWidget(self.warning)

    def ask_renewal(self, *, lost: bool) -> RenewalDialog | None:
        """Ask for what a renewal, or a new key in place of a lost one, needs."""
        who = self._own.identity if self._own is not None else None
        if who is None:
            return None
        dialog = RenewalDialog(self.window(), self._desk, who, self._on_request, lost=lost)
        dialog.open()
        return dialog

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

        self._desk.operations.run(
            lambda: new_request(ws, person=person, role=role, password=password), self._on_request
        )

    def _on_request(self, path: Path) -> None:
        self.focus_wanted = True
        self._changed()
        words = _("申请已写好：{file}，交市局签发").format(file=path.name)
        self._desk.toast(words, (_("打开文件夹"), self._show_folder))

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
        secret.setVisible(needs_secret(self._desk.ws, found))
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
            secret.set_error(str(error))
            line_of(secret).selectAll()

        self._desk.operations.run(
            lambda: take_in(ws, found, password), tell, failed=refuse, asker=self
        )


def _secret(label: str, note: str) -> LabelledField:
    field = LabelledField(label, QLineEdit(), note)
    line_of(field).setEchoMode(QLineEdit.EchoMode.Password)
    return field


def label_of_digits(field: LabelledField) -> QLabel:
    """Return the label of a field that only shows."""
    editor = field.editor
    assert isinstance(editor, QLabel)  # noqa: S101 - made with one above
    return editor


def ending_words(last: str) -> str:
    """Return what is to be said of a certificate that ends on a day, or ""."""
    left = (date.fromisoformat(last) - date.fromisoformat(today())).days
    if left > ENDS_SOON:
        return ""
    if left < 0:
        return _("本单位的证书 {day} 已过期，不能上报。申请续期，交市局签发。").format(day=last)
    return plural("本单位的证书 {day} 到期，还剩 {n} 天。现在申请续期。", left, day=last)


def _is_newer(request: Path, own: CertificateFacts | None) -> bool:
    return own is None or request.stat().st_mtime > own.path.stat().st_mtime


def _city_words(*, has_request: bool, has_key: bool) -> str:
    if has_key:
        return _("证书已装好，可以签发回执和退回单。")
    if has_request:
        return _("申请已生成。到“证书”页用根证书签发，再回来安装。")
    return _("还没有密钥。签发回执和退回单要用本局的证书：先生成申请，到“证书”页签发，再回来安装。")


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
