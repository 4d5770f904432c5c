"""What the city is asked before it founds a CA, issues or revokes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, joined, plural
from desktop_app.packages.pki.revocation import Reason
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, primary
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.fields import ChoiceBox, LabelledField
from desktop_app.ui.components.texts import text
from desktop_app.ui.pages.certificates.rows import use_word
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.ui.pages.submit.state import today
from desktop_app.work.keys.enrol import CA_YEARS, CERTIFICATE_YEARS, CertificateFacts
from desktop_app.work.keys.register import Asked, Entry
from desktop_app.work.keys.revoke import DAYS, Cause, reason_word

LEAST_PASSWORD = 8
MOST_YEARS = 10
WIDTH = 540


class PasswordDialog(Question):
    """A question that ends with a password; what goes wrong is told under it."""

    def __init__(self, parent: QWidget | None, title: str, words: str) -> None:
        super().__init__(parent, title, words)
        self.setMinimumWidth(WIDTH)
        self.secret = LabelledField(
            _("根证书密钥的密码"), QLineEdit(), _("密码只用这一次，不保存。")
        )
        line_of(self.secret).setEchoMode(QLineEdit.EchoMode.Password)

    @property
    def password(self) -> str:
        """The password, as typed."""
        return line_of(self.secret).text()

    def refuse(self, error: UserError) -> None:
        """Say what went wrong; the dialog stays."""
        self.secret.set_error(str(error))
        line_of(self.secret).selectAll()
        self.act.setEnabled(True)

    def _end(self, safe: str, act: str, on_act: Callable[[], object]) -> None:
        """Add the password and the buttons."""

        def once() -> None:
            self.act.setEnabled(False)
            on_act()

        self.body.addWidget(self.secret)
        self.add_safe(safe)
        self.act = primary(act, once)
        self.act.setDefault(True)
        self.buttons.addWidget(self.act)


@dataclass(frozen=True, slots=True)
class Founding:
    """What was said of a new CA."""

    folder: Path
    name: str
    years: int
    password: str


class FoundDialog(PasswordDialog):
    """Asks for folder, name, years and password of a new CA."""

    def __init__(self, parent: QWidget | None, found: Callable[[FoundDialog], object]) -> None:
        super().__init__(
            parent,
            _("新建市局的根证书？"),
            _("各单位的证书都由它签发。密钥放在 U 盘上锁好，密码忘了不能找回，各单位要重新申领。"),
        )
        self._found = found
        self.name = LabelledField(_("名称"), QLineEdit(_("双倍增报送根证书")))
        self.place = LabelledField(_("放在哪个文件夹"), QLineEdit(), _("最好是 U 盘。"))
        line_of(self.place).setReadOnly(True)
        self.years = _years(CA_YEARS, 2 * MOST_YEARS)
        self.again = LabelledField(_("再输一遍密码"), QLineEdit())
        line_of(self.again).setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.label.setText(_("密码"))
        for widget in (
            self.name,
            self.place,
            link(_("选文件夹"), self._ask_folder),
            LabelledField(_("有效年数"), self.years),
        ):
            self.body.addWidget(widget)
        self._end(_("取消"), _("新建"), self._on_act)
        self.body.addWidget(self.again)

    def _ask_folder(self) -> None:
        file_dialogs.ask_folder(self, _("选放根证书的文件夹"), self.choose)

    def choose(self, folder: Path) -> None:
        """Take the folder."""
        line_of(self.place).setText(str(folder))

    def given(self) -> Founding:
        """Return what was said."""
        return Founding(
            Path(line_of(self.place).text()),
            line_of(self.name).text().strip(),
            self.years.value(),
            self.password,
        )

    def _on_act(self) -> None:
        self.place.set_error("" if line_of(self.place).text() else _("选一个文件夹。"))
        long = len(self.password) >= LEAST_PASSWORD
        self.secret.set_error("" if long else _("密码至少 8 位。"))
        same = line_of(self.again).text() == self.password
        self.again.set_error("" if same else _("两遍不一样，重新输。"))
        wrong = [
            field
            for field in (self.place, self.secret, self.again)
            if field.editor.property("wrong")
        ]
        if wrong:
            self.act.setEnabled(True)
            wrong[0].editor.setFocus()
        else:
            self._found(self)


class GrantDialog(PasswordDialog):
    """Shows a request, to be compared by telephone, and asks for what is needed to issue.

    Attributes:
        asked: The request.
        folder: Where the certificate goes.
    """

    def __init__(
        self,
        parent: QWidget | None,
        asked: Asked,
        unit: str,
        grant: Callable[[GrantDialog], object],
    ) -> None:
        super().__init__(
            parent,
            _("{unit}念的指纹与这里一致吗？").format(unit=unit),
            _("打电话给单位，逐组核对。有一组不同，就不要签发。"),
        )
        self.asked = asked
        self.folder = asked.path.parent
        self.body.addWidget(
            LabelledField(_("申请的指纹（SHA-256）"), text(asked.fingerprint, "strong", wrap=True))
        )
        named = joined(
            part
            for part in (asked.office, asked.person, asked.role, use_word(encrypts=asked.encrypts))
            if part
        )
        self.body.addWidget(LabelledField(_("证书发给"), text(named, wrap=True)))
        if note := _note(asked):
            self.body.addWidget(text(note, tone="amber", wrap=True))
        self._years = _years(CERTIFICATE_YEARS, MOST_YEARS)
        self.body.addWidget(LabelledField(_("有效年数"), self._years))
        self.place = LabelledField(_("证书写到"), QLineEdit(str(self.folder)))
        line_of(self.place).setReadOnly(True)
        self.body.addWidget(self.place)
        self.body.addWidget(link(_("换文件夹"), self._ask_folder))
        self._end(_("不签发"), _("一致，签发"), lambda: grant(self))
        line_of(self.secret).setFocus()

    @property
    def years(self) -> int:
        """How long the certificate lasts."""
        return self._years.value()

    def choose(self, folder: Path) -> None:
        """Let the certificate go to another folder."""
        self.folder = folder
        line_of(self.place).setText(str(folder))

    def _ask_folder(self) -> None:
        file_dialogs.ask_folder(self, _("证书写到哪个文件夹"), self.choose)


def _note(asked: Asked) -> str:
    if asked.replaces is not None:
        return _("这份申请换下丢失的密钥：签发的同时吊销旧证书（到期 {day}）。").format(
            day=asked.replaces.last
        )
    if asked.renews is not None:
        return _("这是续期：密钥不变，现有的证书到 {day}。").format(day=asked.renews.last)
    return ""


class AdmitDialog(PasswordDialog):
    """Asks for whom a certificate of another CA stands, once its fingerprint was compared.

    Attributes:
        certificate: What the foreign certificate says.
        folder: Where the admission goes.
    """

    def __init__(
        self,
        parent: QWidget | None,
        certificate: CertificateFacts,
        units: Sequence[str],
        admit: Callable[[AdmitDialog], object],
    ) -> None:
        super().__init__(
            parent,
            _("登记这张外部证书？"),
            _("打电话给单位，逐组核对证书的指纹。登记后，它代这个单位签名。"),
        )
        self.certificate = certificate
        self.folder = certificate.path.parent
        shown = text(certificate.fingerprint, "strong", wrap=True)
        self.unit = ChoiceBox(units, _("选单位"))
        self.named = LabelledField(_("单位"), self.unit)
        self.person = LabelledField(_("签名人"), QLineEdit())
        self.role = LabelledField(_("职务"), QLineEdit(_("统计负责人")))
        days = _("{first} 至 {last}").format(first=certificate.first, last=certificate.last)
        for widget in (
            LabelledField(_("证书的指纹（SHA-256）"), shown),
            LabelledField(_("有效期"), text(days)),
            self.named,
            self.person,
            self.role,
        ):
            self.body.addWidget(widget)
        self.place = LabelledField(_("登记书写到"), QLineEdit(str(self.folder)))
        line_of(self.place).setReadOnly(True)
        self.body.addWidget(self.place)
        self.body.addWidget(link(_("换文件夹"), self._ask_folder))
        self._end(_("不登记"), _("一致，登记"), lambda: self._check(admit))

    def choose(self, folder: Path) -> None:
        """Let the admission go to another folder."""
        self.folder = folder
        line_of(self.place).setText(str(folder))

    def _ask_folder(self) -> None:
        file_dialogs.ask_folder(self, _("登记书写到哪个文件夹"), self.choose)

    def _check(self, admit: Callable[[AdmitDialog], object]) -> None:
        named = bool(line_of(self.person).text().strip())
        self.person.set_error("" if named else _("写上签名人姓名。"))
        chosen = bool(self.unit.text())
        self.named.set_error("" if chosen else _("先选单位。"))
        if named and chosen:
            admit(self)
        else:
            self.act.setEnabled(True)


class ListDialog(PasswordDialog):
    """Asks for the password to sign the revocation list again.

    Attributes:
        entry: The certificate that is to be revoked, or None.
    """

    entry: Entry | None = None

    def __init__(
        self,
        parent: QWidget | None,
        revoke: Callable[[ListDialog], object],
        *,
        title: str = "",
        words: str = "",
    ) -> None:
        super().__init__(
            parent,
            title or _("重签吊销名单？"),
            words
            or plural("内容不变，从今天起再用 {n} 天。各单位收下新名单，验证才不会过期。", DAYS),
        )
        self._ask()
        act = _("重签") if self.entry is None else _("吊销")
        if self.entry is not None and self.entry.foreign:
            act = _("注销登记")
        self._end(_("取消"), act, lambda: revoke(self))

    def _ask(self) -> None:
        """Add what is asked before the password."""

    def cause(self) -> Cause:
        """Return why, and from when on."""
        return Cause()


class RevokeDialog(ListDialog):
    """Asks why and from when on a certificate does not count any more."""

    def __init__(
        self,
        parent: QWidget | None,
        entry: Entry,
        unit: str,
        revoke: Callable[[ListDialog], object],
    ) -> None:
        self.entry = entry
        super().__init__(
            parent,
            revoke,
            title=_title(entry).format(unit=unit, person=entry.person),
            words=_(
                "不能撤回。那一天以前收到的文件仍然有效，以后收到的无效。"
                "写出的吊销名单发给各单位，任务文件也会带上。"
            ),
        )

    def _ask(self) -> None:
        self.reason = ChoiceBox([reason_word(reason) for reason in Reason])
        self.reason.setCurrentIndex(1)
        self.day = LabelledField(
            _("从哪一天起不算数"), QLineEdit(today()), _("密钥丢失的，写丢失的那一天。")
        )
        self.body.addWidget(LabelledField(_("原因"), self.reason))
        self.body.addWidget(self.day)

    def cause(self) -> Cause:
        """Return why, and from when on."""
        words = {reason_word(reason): reason for reason in Reason}
        day = line_of(self.day).text().strip()
        # Today means from now on: what came this morning still counts.
        return Cause(words.get(self.reason.text(), Reason.OTHER), "" if day == today() else day)


def _title(entry: Entry) -> str:
    if entry.foreign:
        return _("注销{unit} {person}的外部证书登记？")
    return _("吊销{unit} {person}的证书？")


def _years(value: int, most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, most)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    box.setValue(value)
    return box
