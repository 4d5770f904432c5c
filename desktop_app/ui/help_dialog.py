"""Help (F1): the shortcuts in one table, and the manual that lies beside the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.i18n import _
from desktop_app.paths import resources
from desktop_app.ui.components.buttons import primary
from desktop_app.ui.components.dialogs import Question
from desktop_app.ui.components.texts import text

MANUAL = ("manual.md", "docs/manual.md")
"""Where the manual lies beside `resources`: in the built program, in the source."""


def shortcuts() -> list[tuple[str, str]]:
    """Return every shortcut of the window with what it does."""
    return [
        ("Ctrl+K", _("搜索企业、专利、字段、命令")),
        ("Ctrl+F", _("筛选这一页的行")),
        ("F6 / Shift+F6", _("到下一区、上一区：导航、顶栏、表头、表格、侧栏")),
        ("F8 / Shift+F8", _("到下一处、上一处问题")),
        ("F4", _("打开或收起侧栏")),
        ("Enter / Tab", _("存下一格，到下一行、下一列")),
        ("F2", _("改当前格；在名称上打开表单")),
        ("Esc", _("放弃未存的输入，清除筛选")),
        ("Delete", _("清空选中的格")),
        ("Ctrl+C / Ctrl+V", _("复制、粘贴一块格子，与 Excel 互通")),
        ("Ctrl+D / Ctrl+R", _("向下、向右填充")),
        ("Ctrl+Delete", _("清除选中的记录")),
        ("Ctrl+Enter", _("做页底的下一步；保存说明")),
        ("Ctrl+1 / Ctrl+0", _("市局：在合并页判定")),
        ("Ctrl+Z / Ctrl+Y", _("撤销、重做")),
        ("F1", _("帮助")),
    ]


def manual() -> Path | None:
    """Return the manual, or None where it was left out."""
    places = [resources().parent / name for name in MANUAL]
    return next((place for place in places if place.is_file()), None)


def open_manual(path: Path) -> None:
    """Show the manual in the program that the system has for it; nothing goes over the network."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class HelpDialog(Question):
    """The shortcuts, and a button that opens the manual."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("帮助"), _("全部操作都可以只用键盘。"))
        table = QGridLayout()
        table.setHorizontalSpacing(20)
        table.setVerticalSpacing(5)
        table.setColumnStretch(1, 1)
        for row, (keys, words) in enumerate(shortcuts()):
            table.addWidget(text(keys, "strong"), row, 0)
            table.addWidget(text(words), row, 1)
        self.body.addLayout(table)
        self.add_safe(_("关闭"))
        path = manual()
        if path is not None:
            self.buttons.addWidget(
                primary(_("打开使用手册"), lambda: open_manual(path), icon="book")
            )
