"""The commands that the search offers, each with its pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.i18n import _
from desktop_app.ui import file_dialogs, theme
from desktop_app.ui.finder import Command
from desktop_app.ui.shell import Shell


def window_commands(shell: Shell) -> list[Command]:
    """Return what the window does besides showing pages."""
    go = shell.desk.go
    if shell.has_page("inbox"):
        own = [Command(_("收报送包"), ("SBSB", "RECEIVE"), "inbox", lambda: ask_packages(shell))]
    else:
        own = [
            Command(_("全审"), ("QS", "CHECK"), "clipboard-check", lambda: run_check(shell)),
            Command(_("导入文件"), ("DR", "IMPORT"), "file-import", lambda: go("importing")),
            Command(_("导出报送包"), ("DC", "SB", "EXPORT"), "send", lambda: go("submit")),
            Command(
                _("验证文件"),
                ("YZ", "VERIFY"),
                "file-certificate",
                lambda: ask_file(shell),
            ),
            Command(
                _("收下回执或退回单"),
                ("SHZ", "SXHZ", "THD", "RECEIPT", "RETURN"),
                "inbox",
                lambda: ask_notice(shell),
            ),
        ]
    return [
        *own,
        Command(_("撤销"), ("CX", "UNDO"), "arrow-back-up", shell.undo_wanted.emit),
        Command(_("重做"), ("CZ", "REDO"), "arrow-forward-up", shell.redo_wanted.emit),
        Command(
            _("新的期别"), ("XDQB", "QB", "PERIOD"), "calendar-event", shell.top.ask_new_period
        ),
        Command(_("换深浅主题"), ("HSQZT", "ZT", "DARK", "THEME"), "moon", lambda: turn(shell)),
        Command(_("备份与恢复"), ("BF", "BACKUP"), "database", lambda: go("settings")),
        Command(_("快捷键与手册"), ("KJJ", "BZ", "SC", "HELP"), "keyboard", shell.help_wanted.emit),
    ]


def run_check(shell: Shell) -> None:
    """Go to 审核 and run all rules as soon as the page knows its period."""
    from desktop_app.ui.pages.checks.page import ChecksPage

    shell.go("checks")
    page = shell.page("checks")
    if isinstance(page, ChecksPage):
        # Behind the page's own reading, which it needs first.
        shell.desk.operations.run(lambda: None, lambda _none: page.check())


def ask_packages(shell: Shell) -> None:
    """Ask for packages and receive them."""
    title, kind = _("选报送包"), file_dialogs.packages()
    file_dialogs.ask_several(
        shell, title, kind, lambda paths: shell.go("inbox", {"paths": list(paths)})
    )


def ask_file(shell: Shell) -> None:
    """Ask for a file and show the verdict on it."""
    title, kind = _("选要验证的文件"), file_dialogs.workbooks()
    file_dialogs.ask_open(shell, title, kind, lambda path: verify_file(shell, path))


def verify_file(shell: Shell, path: Path) -> None:
    """Show the verdict on a file on 上报."""
    from desktop_app.ui.pages.submit.page import SubmitPage

    shell.go("submit")
    page = shell.page("submit")
    if isinstance(page, SubmitPage):
        page.verify(path)


def ask_notice(shell: Shell) -> None:
    """Ask for a receipt or return slip and take it."""
    title, kind = _("选市局发来的回执或退回单"), file_dialogs.notices()
    file_dialogs.ask_open(shell, title, kind, lambda path: take_notices(shell, [path]))


def take_notices(shell: Shell, paths: Sequence[Path]) -> None:
    """Take receipts and return slips on 上报, which says what became of them."""
    from desktop_app.ui.pages.submit.page import SubmitPage

    shell.go("submit")
    page = shell.page("submit")
    if isinstance(page, SubmitPage):
        page.take(paths)


def turn(shell: Shell) -> None:
    """Change between light and dark, and remember it."""
    look = theme.look()
    look.set_mode("light" if look.mode == "dark" else "dark")
    if shell.desk.workspace is not None:
        ws, mode = shell.desk.ws, look.mode
        shell.desk.operations.run(lambda: ws.keep(theme=mode))
