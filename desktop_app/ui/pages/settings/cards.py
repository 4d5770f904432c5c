"""The other cards of 设置: unit, person, appearance, backups, versions."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit

from desktop_app import __version__
from desktop_app.i18n import _
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import Button, secondary
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.components.texts import FactRow, facts, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.submit.cards import line_of
from desktop_app.work.backups import Backup, reason_word
from desktop_app.work.workspace import Workspace


class PersonCard(Card):
    """Unit, folder, and who works here."""

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._changed = changed
        ws = desk.ws
        self.body.addWidget(text(_("单位与填报人"), "section"))
        self.body.addWidget(FactRow(_("上报单位"), facts(ws.unit_label, ws.unit)))
        self.body.addWidget(FactRow(_("工作区文件夹"), str(ws.folder)))
        self.person = LabelledField(_("姓名"), QLineEdit(str(ws.settings.get("person", ""))))
        role = str(ws.settings.get("person_role", ""))
        self.role = LabelledField(_("职务"), QLineEdit(role))
        self.save = secondary(_("保存姓名"), self.sign_in, "user")
        self.save.setEnabled(False)
        folder = secondary(
            _("打开文件夹"), lambda: file_dialogs.show_folder(ws.folder), "folder-open"
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.person, 0, 0, top)
        grid.addWidget(self.role, 0, 1, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addWidget(
            text(_("历史里记这个名字。姓名不是身份证明，上报靠密钥。"), "caption", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save)
        row.addWidget(folder)
        row.addStretch(1)
        self.body.addLayout(row)
        for field in (self.person, self.role):
            line_of(field).textChanged.connect(lambda _text: self.save.setEnabled(True))
            line_of(field).returnPressed.connect(self.sign_in)

    def sign_in(self) -> None:
        """Let the journal carry this name from now on."""
        person = line_of(self.person).text().strip()
        if not person:
            self.person.set_error(_("写上姓名，历史里要用。"))
            return
        self.person.set_error("")
        ws, role = self._desk.ws, line_of(self.role).text().strip()

        def tell(_done: None) -> None:
            self.save.setEnabled(False)
            self._changed()
            self._desk.toast(_("从现在起，历史里记 {person}").format(person=person))

        self._desk.operations.run(lambda: ws.sign_in(person, role), tell, asker=self)


class LookCard(Card):
    """Theme, row height, language; each takes effect at once.

    Args:
        current: Keys that are chosen now, by "theme", "density", "language".
        chosen: Takes the name of a setting and its new key.
    """

    def __init__(self, current: dict[str, str], chosen: Callable[[str, str], object]) -> None:
        super().__init__()
        self.body.addWidget(text(_("外观"), "section"))
        rows = (
            (
                "theme",
                _("主题"),
                (("system", _("随系统")), ("light", _("浅色")), ("dark", _("深色"))),
            ),
            (
                "density",
                _("行高"),
                (("compact", _("紧凑")), ("standard", _("标准")), ("loose", _("宽松"))),
            ),
            ("language", _("语言"), (("zh", "中文"), ("en", "English"))),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        self.choices: dict[str, Segments] = {}
        for place, (name, label, options) in enumerate(rows):
            segments = Segments([Segment(key, words) for key, words in options])
            segments.choose(current[name])
            segments.setAccessibleName(label)
            segments.chosen.connect(lambda key, name=name: chosen(name, key))
            self.choices[name] = segments
            grid.addWidget(text(label, "fact"), place, 0)
            grid.addWidget(segments, place, 1)
        self.body.addLayout(grid)


class BackupCard(Card):
    """Copies of the database, and a button that makes one."""

    def __init__(self, make: Callable[[], object], folder: Callable[[], object]) -> None:
        super().__init__()
        self.body.addWidget(text(_("备份"), "section"))
        words = _(
            "每天第一次打开、导入和升级之前自动备份，留最近 20 份。备份都打开查过，是好的才算。"
        )
        self.body.addWidget(text(words, "fact", wrap=True))
        headings = [
            Heading(_("时间"), 170),
            Heading(_("原因"), 120, stretch=True),
            Heading(_("大小"), 100, right=True),
        ]
        self.model = LinesModel(headings, self)
        self.table = ListTable(
            self.model, headings, _("备份"), margin=8, density="standard", framed=True
        )
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.now: Button = secondary(_("立即备份"), make, "database")
        row.addWidget(self.now)
        row.addWidget(secondary(_("打开文件夹"), folder, "folder-open"))
        row.addStretch(1)
        self.body.addLayout(row)

    def show_backups(self, found: Sequence[Backup]) -> None:
        """Show the copies."""
        self.model.set_lines(
            [
                Line(
                    (
                        Cell(one.made_at),
                        Cell(reason_word(one.reason)),
                        Cell(f"{one.size / 1_000_000:,.1f} MB", right=True),
                    ),
                    key=one.path.name,
                )
                for one in found
            ]
        )
        self.table.setVisible(bool(found))
        self.table.fit_height(6)


class AboutCard(Card):
    """Versions, and whose work this stands on."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self.body.addWidget(text(_("关于"), "section"))
        for name, value in (
            (_("双倍增报送"), __version__),
            (_("报表与规则"), ws.catalogue.version),
            ("Qt for Python", PySide6.__version__),
            ("Python", platform.python_version()),
        ):
            self.body.addWidget(FactRow(name, value))
        words = _(
            "按 MIT 许可发布。PySide6 按 LGPL 使用，未作修改，可替换。图标取自 Tabler（MIT）。"
            "其余组成部分和各自的许可见程序文件夹里的 licences。"
        )
        self.body.addWidget(text(words, "caption", wrap=True))
        self.body.addWidget(text(_("数据只在本机，不联网。"), "caption", wrap=True))
