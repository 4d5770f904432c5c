"""First start: choose the office, say who works there and where the data lies, then go on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, label_of, language
from desktop_app.paths import default_workspace
from desktop_app.ui import file_dialogs, icons, theme
from desktop_app.ui.components.buttons import link, primary, secondary
from desktop_app.ui.components.fields import ChoiceBox
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.texts import ElidedLabel, rule, text
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.help_dialog import manual, open_manual

WIDTH = 720
CITY = "3302"
"""Stands for the city's office among the units."""


def make(desk: Desk) -> QWidget:
    """Return what a machine without a workspace shows."""
    return StartPage(desk)


class Number(QWidget):
    """The number of a row: hollow, on accent when it is next, a tick when it is done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.state = "later"
        self.setFixedSize(26, 26)

    def set_state(self, state: str) -> None:
        """Make it "done", "now" or "later"."""
        self.state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw tick or disc with number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.state == "done":
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(2, 2, icons.pixmap("check", 22, theme.colour("green"), ratio))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if self.state == "now" else "sunken"))
        disc = QRectF(1, 1, 24, 24)
        painter.drawEllipse(disc)
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.colour("on_accent" if self.state == "now" else "text2"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Row(QWidget):
    """One thing to settle: number, title, a line about it, and its editors at the right."""

    def __init__(self, number: int, title: str, words: str, *editors: QWidget) -> None:
        super().__init__()
        self.number = Number(number)
        self.setMinimumHeight(68)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addStretch(1)
        said.addWidget(text(title, "strong"))
        self.words = ElidedLabel(words, "fact")
        said.addWidget(self.words)
        said.addStretch(1)
        row.addLayout(said, 1)
        for editor in editors:
            row.addWidget(editor)


class StartPage(QWidget):
    """Four rows; the next one is marked, done ones are ticked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.folder = desk.folder or default_workspace()
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._units = _units()
        self.unit = ChoiceBox([name for name, _code in self._units], blank=_("选单位"))
        self.unit.setAccessibleName(_("上报单位"))
        self.unit.setMinimumWidth(220)
        self.person = _line(_("姓名"), 120)
        self.role = _line(_("职务"), 120)
        self.other = secondary(_("换文件夹"), self._ask_folder, "folder-open")
        self.act = primary(_("建立工作区"), self.start, "check")
        self.rows = (
            Row(1, _("选单位"), _("15 个上报单位之一，或市局；以后不能换。"), self.unit),
            Row(2, _("填姓名"), _("写进历史，谁改的一看便知。"), self.person, self.role),
            Row(3, _("数据放在哪里"), str(self.folder), self.other),
            Row(4, _("建立工作区"), _("建好后导入去年的表，申请证书。"), self.act),
        )
        self.trouble = QVBoxLayout()
        self._lay_out()
        self.unit.currentTextChanged.connect(lambda _text: self._show_states())
        self.person.textChanged.connect(lambda _text: self._show_states())
        self.person.returnPressed.connect(self.role.setFocus)
        self.role.returnPressed.connect(self.start)
        self.setFocusProxy(self.unit)
        self._show_states()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(2)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text(_("开始用双倍增报送"), "title"))
        column.addWidget(text(_("四步，约一分钟。数据只在本机，不联网。"), "fact"))
        column.addSpacing(8)
        card = QFrame()
        card.setProperty("k", "card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        for place, row in enumerate(self.rows):
            if place:
                rows.addWidget(rule())
            rows.addWidget(row)
        column.addWidget(card)
        column.addLayout(self.trouble)
        column.addSpacing(4)
        column.addLayout(self._further())
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(middle, 100)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addStretch(3)

    def _further(self) -> QHBoxLayout:
        """Return what may be of use before one begins: the manual, the other language."""
        row = QHBoxLayout()
        row.setSpacing(16)
        path = manual()
        if path is not None:
            row.addWidget(link(_("打开使用手册"), lambda: open_manual(path)))
        other, name = ("en", "English") if language() == "zh" else ("zh", "中文")
        self.language = link(name, lambda: self.desk.language_wanted.emit(other))
        row.addWidget(self.language)
        row.addStretch(1)
        return row

    def _show_states(self) -> None:
        done = [bool(self.unit.text()), bool(self.person.text().strip())]
        done.append(all(done))
        following = done.index(False) if False in done else 3
        for place, row in enumerate(self.rows):
            is_done = place < 3 and done[place]
            row.number.set_state("done" if is_done else "now" if place == following else "later")
        self.act.setEnabled(all(done))

    def _ask_folder(self) -> None:
        file_dialogs.ask_folder(self, _("数据放在哪个文件夹"), self.choose_folder)

    def choose_folder(self, folder: Path) -> None:
        """Make the workspace in another folder; in a filled one it gets a folder of its own."""
        if folder.is_dir() and any(folder.iterdir()):
            folder = folder / _("双倍增报送")
        self.folder = folder
        self.rows[2].words.setText(str(folder))

    def start(self) -> None:
        """Make the workspace and go on with it."""
        if not self.act.isEnabled():
            return
        self.act.setEnabled(False)
        folder, unit = self.folder, self._units[self.unit.currentIndex() - 1][1]
        person, role = self.person.text().strip(), self.role.text().strip()

        def make_workspace() -> object:
            from desktop_app.work.workspace import init_workspace

            role_here = "city" if unit == CITY else "district"
            ws = init_workspace(folder, role=role_here, unit=unit, person=person)
            ws.sign_in(person, role)
            ws.keep(language=language())
            return ws

        self.desk.operations.run(make_workspace, self._on_made, failed=self._on_failed)

    def _on_made(self, made: object) -> None:
        from desktop_app.work.workspace import Workspace

        if isinstance(made, Workspace):
            year = date.today().year - 1  # noqa: DTZ011 - the day on the clerk's wall
            self.desk.open(made, str(year))
            self.desk.toast(_("{unit}的工作区已建好").format(unit=made.unit_label))

    def _on_failed(self, error: UserError) -> None:
        while (item := self.trouble.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        banner = Banner(str(error), Sign.MUST, [(_("换文件夹"), self._ask_folder)])
        self.trouble.addSpacing(8)
        self.trouble.addWidget(banner)
        self._show_states()


def _units() -> list[tuple[str, str]]:
    """Return name and code of each unit that reports, and of the office that receives."""
    from desktop_app import catalogue

    units = [(label_of(unit), unit.code) for unit in catalogue.load().units]
    return [*units, (_("市科技局（收件、汇总）"), CITY)]


def _line(hint: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setAccessibleName(hint)
    field.setFixedWidth(width)
    return field
