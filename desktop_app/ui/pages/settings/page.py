"""设置: unit and person, appearance, keys and certificates, backups, versions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.i18n import _, language
from desktop_app.ui import file_dialogs, theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings.cards import (
    AboutCard,
    BackupCard,
    LookCard,
    PersonCard,
)
from desktop_app.ui.pages.settings.keys import KeysCard
from desktop_app.work.backups import Backup, backups
from desktop_app.work.keys.enrol import CertificateFacts, installed
from desktop_app.work.workspace import Workspace

WIDTH = 820


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return SettingsPage(desk)


class SettingsPage(Page):
    """Cards one under the other; what is changed takes effect at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("设置"), desk.ws.unit_label)
        look = theme.look()
        self.person = PersonCard(desk, self._on_person)
        current = {"theme": look.wanted, "density": look.density, "language": language()}
        self.look = LookCard(current, self.choose)
        self.keys = KeysCard(desk, self.reload)
        self.backups = BackupCard(self.back_up, self._show_backups_folder)
        self.about = AboutCard(desk.ws)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("k", "scrolled")
        row = QHBoxLayout(inside)
        row.setContentsMargins(24, 16, 24, 24)
        column = QVBoxLayout()
        column.setSpacing(12)
        for card in (self.person, self.look, self.keys, self.backups, self.about):
            card.setMaximumWidth(WIDTH)
            column.addWidget(card)
        column.addStretch(1)
        row.addLayout(column)
        row.setAlignment(column, Qt.AlignmentFlag.AlignLeft)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        self.body.addWidget(self.area, 1)

    def reload(self) -> None:
        """Read keys and backups."""
        ws = self.desk.ws
        self.desk.operations.run(lambda: _load(ws), self._show)
        self.desk.tell(_("设置改了就生效，不用保存"))

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show the part that is asked for: "keys"."""
        self.keys.focus_wanted = target.get("part") == "keys"
        self.mark_stale()

    def first_focus(self) -> QWidget | None:
        """Return the name."""
        return self.person.person.editor

    def _show(self, found: tuple[list[CertificateFacts], list[Backup]]) -> None:
        certificates, copies = found
        self.keys.show_installed(certificates)
        self.backups.show_backups(copies)
        if self.keys.focus_wanted:
            self.keys.focus_next()
            self.area.ensureWidgetVisible(self.keys)

    def _on_person(self) -> None:
        self.desk.report_changed.emit()

    def choose(self, name: str, key: str) -> None:
        """Change how the window looks, now and when it is opened next."""
        ws = self.desk.ws
        if name == "language" and key == language():
            return
        if name == "theme":
            theme.look().set_mode(key)
        elif name == "density":
            theme.look().set_density(key)
        elif self.desk.at_work:
            self.look.choices[name].choose(language())
            self.desk.toast(_("还在导入或导出，做完后再换语言"))
            return
        self.desk.operations.run(lambda: ws.keep(**{name: key}))
        if name == "language":
            self.desk.language_wanted.emit(key)

    def back_up(self) -> None:
        """Make a checked copy of the database."""
        ws = self.desk.ws

        def tell(path: Path) -> None:
            self.reload()
            words = _("已备份到 {file}").format(file=path.name)
            self.desk.toast(words, (_("打开文件夹"), self._show_backups_folder))

        self.desk.operations.run(lambda: ws.store.backup("manual"), tell, asker=self)

    def _show_backups_folder(self) -> None:
        file_dialogs.show_folder(self.desk.ws.folder / "backups")


def _load(ws: Workspace) -> tuple[list[CertificateFacts], list[Backup]]:
    return installed(ws), backups(ws.folder)
