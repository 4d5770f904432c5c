"""证书: what the city issued to whom, issuing from a request, revoking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _, plural
from desktop_app.packages.pki.revocation import RevocationList
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.filter_bar import FilterBar
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.page import Page
from desktop_app.ui.pages.certificates.dialogs import (
    AdmitDialog,
    FoundDialog,
    GrantDialog,
    ListDialog,
    PasswordDialog,
    RevokeDialog,
)
from desktop_app.ui.pages.certificates.rows import headings, key_of, line, matches, segments
from desktop_app.ui.pages.certificates.side import CertificatePanel
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.ui.pages.submit.state import today
from desktop_app.work.keys import register as acts
from desktop_app.work.keys.admit import Admitted, admit
from desktop_app.work.keys.enrol import CertificateFacts, facts_of
from desktop_app.work.keys.register import Asked, CertificateState, Entry, Granted, Register

LIST_ENDS_SOON = 60
"""Days before the end of a revocation list from which it is to be signed again."""


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return CertificatesPage(desk)


class CertificatesPage(Page):
    """The register of certificates, a panel for the one that is chosen, and the city's acts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("证书"))
        self._register: Register | None = None
        self._shown: Sequence[Entry] = ()
        self.found_ca = secondary(_("新建根证书"), self.ask_founding, "award")
        self.other_ca = secondary(_("选根证书密钥"), self._ask_authority, "key")
        self.enter = secondary(_("登记证书"), self._ask_certificate, "file-certificate")
        self.admit = secondary(_("登记外部证书"), self._ask_foreign, "award")
        self.renew_list = secondary(_("重签吊销名单"), self.ask_list, "refresh")
        self.issue = primary(_("签发"), self._ask_request, "signature")
        buttons = (
            self.found_ca,
            self.other_ca,
            self.enter,
            self.admit,
            self.renew_list,
            self.issue,
        )
        for button in buttons:
            self.header.add_action(button)
            # Which there are is known once the register is read; all six would widen the window.
            button.hide()
        self.bar = FilterBar(_("单位、姓名、指纹"), segments())
        self.bar.changed.connect(lambda _text, _segment: self._list())
        self.notes = QVBoxLayout()
        self.notes.setContentsMargins(24, 0, 24, 4)
        self.notes.setSpacing(8)
        self.model = LinesModel(headings(), self)
        self.table = ListTable(self.model, headings(), _("证书"))
        self.table.row_changed.connect(self._on_row)
        self.body.addWidget(self.bar)
        self.body.addLayout(self.notes)
        self.body.addWidget(self.table, 1)
        self.panel = CertificatePanel(self.ask_revoking, self._save_copy)
        self.set_side(self.panel)

    # Showing

    def reload(self) -> None:
        """Read the register."""
        ws, day = self.desk.ws, date.fromisoformat(today())
        self.desk.operations.run(lambda: acts.register(ws, day), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at each visit: certificates are files, and others than this page put them there."""
        super().showEvent(event)
        if not event.spontaneous():
            self.mark_stale()

    def first_focus(self) -> QWidget | None:
        """Return the list, or what comes first where there is no CA."""
        found = self._register
        return self.found_ca if found is not None and not found.trusted else self.table

    def _show(self, found: Register) -> None:
        self._register = found
        self.header.set_facts(*_facts(found))
        self.found_ca.setVisible(not found.trusted)
        self.other_ca.setVisible(found.authority is None)
        for button in (self.issue, self.enter, self.admit):
            button.setVisible(found.trusted)
        for button in (self.issue, self.admit):
            button.setEnabled(found.authority is not None)
        self.renew_list.setVisible(found.listed is not None)
        self.renew_list.setEnabled(found.authority is not None)
        self.bar.segments.set_counts(
            {
                segment.key: sum(1 for entry in found.entries if matches(entry, segment.key))
                for segment in segments()
            }
        )
        self._show_notes(found)
        self._list()
        self.desk.tell(_("签发、吊销都要根证书的密码，密码不保存"))

    def _show_notes(self, found: Register) -> None:
        while (item := self.notes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for banner in self._banners(found):
            self.notes.addWidget(banner)

    def _banners(self, found: Register) -> list[Banner]:
        shown = []
        if not found.trusted:
            words = _("还没有根证书。新建一个，或选已有的根证书密钥，才能给单位签发证书。")
            shown.append(Banner(words, Sign.VERIFY))
        elif found.authority is None:
            words = _("还没有指明根证书的密钥在哪里，签发和吊销要用它。")
            shown.append(Banner(words, Sign.VERIFY, [(_("选文件"), self._ask_authority)]))
        if (ending := found.count(CertificateState.ENDING)) > 0:
            words = plural("{n} 张证书 60 天内到期，让单位用原来的密钥申请续期", ending)
            look: Callable[[], object] = partial(self.bar.segments.choose, "ending")
            shown.append(Banner(words, Sign.VERIFY, [(_("看是哪些"), look)]))
        if found.listed is not None and _days_left(found.listed) <= LIST_ENDS_SOON:
            words = _("吊销名单用到 {day}，过期后收到的文件都无法判定。").format(
                day=f"{found.listed.next_update:%Y-%m-%d}"
            )
            shown.append(Banner(words, Sign.VERIFY, [(_("重签吊销名单"), self.ask_list)]))
        return shown

    def _list(self) -> None:
        if self._register is None:
            return
        ws, segment = self.desk.ws, self.bar.segments.current
        wanted = self.bar.field.text().strip().casefold()
        before = self._current()
        lines = [
            (entry, line(ws, entry)) for entry in self._register.entries if matches(entry, segment)
        ]
        kept = [
            (entry, one)
            for entry, one in lines
            if any(wanted in cell.text.casefold() for cell in one.cells)
        ]
        self._shown = [entry for entry, _line in kept]
        self.model.set_lines([one for _entry, one in kept])
        if not kept:
            self.panel.show_nothing()
        elif before is None or not self.table.choose_key(key_of(before)):
            self.table.choose(0)

    def _current(self) -> Entry | None:
        place = self.table.current_place()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._shown) and self._register is not None:
            can_revoke = self._register.authority is not None
            self.panel.show_entry(self.desk.ws, self._shown[place], can_revoke=can_revoke)

    # The CA

    def ask_founding(self) -> FoundDialog:
        """Ask where the CA is made, and for its password."""
        dialog = FoundDialog(self.window(), self._found)
        dialog.open()
        return dialog

    def _found(self, dialog: FoundDialog) -> None:
        ws, given = self.desk.ws, dialog.given()
        self.desk.operations.run(
            lambda: acts.found_authority(
                ws,
                given.folder,
                name=given.name,
                password=given.password,
                years=given.years,
            ),
            lambda _key: self._done(dialog, _("根证书已建好，把它的密钥存到 U 盘锁好")),
            failed=dialog.refuse,
            asker=self,
        )

    def _ask_authority(self) -> None:
        file_dialogs.ask_open(
            self, _("选根证书的密钥"), file_dialogs.authority_keys(), self.use_authority
        )

    def use_authority(self, path: Path) -> None:
        """Remember where the CA's key lies."""
        ws = self.desk.ws
        self.desk.operations.run(
            lambda: acts.use_authority(ws, path), lambda _path: self.reload(), asker=self
        )

    # Issuing

    def _ask_request(self) -> None:
        file_dialogs.ask_open(
            self, _("选单位发来的证书申请"), file_dialogs.requests(), self.look_at
        )

    def look_at(self, path: Path) -> None:
        """Show what a request asks for, to be compared by telephone."""
        ws = self.desk.ws
        self.desk.operations.run(lambda: acts.look_at_request(ws, path), self.ask_granting)

    def ask_granting(self, asked: Asked) -> GrantDialog:
        """Ask whether the unit reads out the same fingerprint, and for the CA's password."""
        unit = self.desk.ws.catalogue.unit_name(asked.unit)
        dialog = GrantDialog(self.window(), asked, unit, self._grant)
        dialog.open()
        return dialog

    def _grant(self, dialog: GrantDialog) -> None:
        ws, asked, secret = self.desk.ws, dialog.asked, dialog.password
        folder, years = dialog.folder, dialog.years

        def act() -> Granted:
            authority = acts.open_city_authority(ws, secret)
            return acts.grant(ws, asked, authority, out=folder, years=years)

        self.desk.operations.run(
            act, partial(self._on_granted, dialog, folder), failed=dialog.refuse
        )

    def _on_granted(self, dialog: GrantDialog, folder: Path, granted: Granted) -> None:
        words = _("证书 {file} 已签发，连同根证书交单位").format(file=granted.certificate.path.name)
        if granted.listed is not None:
            words = _("证书 {file} 已签发，旧证书已吊销，名单发给各单位").format(
                file=granted.certificate.path.name
            )
        self._done(dialog, words, folder)

    def _ask_certificate(self) -> None:
        title = _("选已签发的证书")
        file_dialogs.ask_open(self, title, file_dialogs.certificates(), self.enter_certificate)

    def enter_certificate(self, path: Path) -> None:
        """Enter a certificate that was issued elsewhere."""
        ws = self.desk.ws

        def tell(_facts: object) -> None:
            self.reload()
            self.desk.toast(_("证书已登记"))

        self.desk.operations.run(lambda: acts.enter(ws, path), tell, asker=self)

    def _ask_foreign(self) -> None:
        title = _("选另一家 CA 的证书")
        file_dialogs.ask_open(self, title, file_dialogs.certificates(), self.look_at_foreign)

    def look_at_foreign(self, path: Path) -> None:
        """Show a certificate of another CA, to be compared by telephone."""
        self.desk.operations.run(lambda: facts_of(path), self.ask_admitting)

    def ask_admitting(self, certificate: CertificateFacts) -> AdmitDialog:
        """Ask for whom it stands, and for the CA's password."""
        ws = self.desk.ws
        units = [ws.catalogue.unit_name(unit.code) for unit in ws.catalogue.units]
        dialog = AdmitDialog(self.window(), certificate, units, self._admit)
        dialog.open()
        return dialog

    def _admit(self, dialog: AdmitDialog) -> None:
        ws, path, folder, secret = (
            *(self.desk.ws, dialog.certificate.path, dialog.folder, dialog.password),
        )
        unit = ws.catalogue.units[dialog.unit.currentIndex() - 1].code
        person, role = (line_of(field).text().strip() for field in (dialog.person, dialog.role))

        def act() -> Admitted:
            authority = acts.open_city_authority(ws, secret)
            return admit(ws, path, authority, unit=unit, person=person, role=role, out=folder)

        def tell(admitted: Admitted) -> None:
            words = _("登记书 {file} 已写好，交单位收下").format(file=admitted.path.name)
            self._done(dialog, words, folder)

        self.desk.operations.run(act, tell, failed=dialog.refuse, asker=self)

    # Revoking

    def ask_revoking(self, entry: Entry) -> RevokeDialog:
        """Ask why and from when on a certificate does not count any more."""
        unit = self.desk.ws.catalogue.unit_name(entry.unit)
        dialog = RevokeDialog(self.window(), entry, unit, self._revoke)
        dialog.open()
        return dialog

    def ask_list(self) -> ListDialog:
        """Ask for the password to sign the list again."""
        dialog = ListDialog(self.window(), self._revoke)
        dialog.open()
        return dialog

    def _revoke(self, dialog: ListDialog) -> None:
        ws, secret, cause = self.desk.ws, dialog.password, dialog.cause()
        facts = dialog.entry.facts if dialog.entry is not None else None
        revoked = [facts.path] if facts is not None else []

        def act() -> Path:
            authority = acts.open_city_authority(ws, secret)
            return acts.make_list(ws, authority, revoked, cause)

        def tell(path: Path) -> None:
            words = _("吊销名单 {file} 已写好，发给各单位").format(file=path.name)
            self._done(dialog, words, path)

        self.desk.operations.run(act, tell, failed=dialog.refuse, asker=self)

    def _done(self, dialog: PasswordDialog, words: str, folder: Path | None = None) -> None:
        dialog.accept()
        self.reload()
        act = (_("打开文件夹"), lambda: file_dialogs.show_folder(folder)) if folder else None
        self.desk.toast(words, act)

    def _save_copy(self, entry: Entry) -> None:
        facts = entry.facts
        if facts is None:
            return
        # The name of an admission tells which certificate it is for.
        name = facts.path.name if entry.foreign else f"{entry.unit}.crt.pem"
        file_dialogs.ask_save(
            self,
            _("登记书存到哪里") if entry.foreign else _("证书存到哪里"),
            name,
            lambda path: self.desk.operations.run(
                lambda: acts.save_copy(facts.path, path),
                lambda _none: self.desk.toast(_("已存到 {file}").format(file=path.name)),
                asker=self,
            ),
            file_dialogs.admissions() if entry.foreign else file_dialogs.certificates(),
        )


def _days_left(listed: RevocationList) -> int:
    return (listed.next_update.date() - date.fromisoformat(today())).days


def _facts(found: Register) -> list[str]:
    missing = found.count(CertificateState.MISSING)
    valid = found.count(CertificateState.VALID) + found.count(CertificateState.ENDING)
    said = [plural("{n} 张有效", valid)]
    if missing:
        said.append(plural("{n} 个单位还没有证书", missing))
    if found.listed is not None:
        said.append(
            _("吊销名单第 {n} 号，用到 {day}").format(
                n=found.listed.number, day=f"{found.listed.next_update:%Y-%m-%d}"
            )
        )
    return said
