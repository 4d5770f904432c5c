"""Starts the window: paints first, then opens the work."""

from __future__ import annotations

import gc
import sys
import tomllib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app.i18n import language, set_language
from desktop_app.paths import default_workspace
from desktop_app.ui import icons, theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page_table import FIRST_PAGE, entries, make_first_start
from desktop_app.ui.session import Session
from desktop_app.ui.shell import Shell

STARTING_MILLISECONDS = 3000
"""Time within which the first page stands on any machine that the program is meant for."""

FORM_PAGES = "desktop_app.ui.pages.form_page"


def run(argv: Sequence[str], workspace: Path | None) -> int:
    """Show the window of a workspace until it is closed; return the exit code.

    Args:
        argv: Arguments of the program, without its name.
        workspace: Folder of the workspace, or None for the usual one.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["shuangbei", *argv])
    shell = show_window(workspace or default_workspace())
    _catch_faults(shell)
    return app.exec()


def show_window(folder: Path) -> Shell:
    """Show the window of a workspace, its cycle collector at rest until it has started.

    Nearly all that starting makes stays, and looking through it takes as long as opening a page:
    it is left out of every later collection too. So is what the pages of the forms share, which
    is imported meanwhile.
    """
    gc.disable()
    shell = make_window(folder)
    shell.show()
    QTimer.singleShot(STARTING_MILLISECONDS, shell, lambda: _settle_down(shell))
    return shell


def _settle_down(shell: Shell) -> None:
    def collect_again(_module: object) -> None:
        gc.freeze()
        gc.enable()

    if shell.isVisible():
        shell.desk.operations.run(lambda: import_module(FORM_PAGES), collect_again)


def make_window(folder: Path) -> Shell:
    """Return the window of a workspace; the work layer is imported after its first paint."""
    settings = _settings(folder)
    set_language(str(settings.get("language", "zh")))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setApplicationName("shuangbei")
        app.setWindowIcon(icons.app_icon())
        _translate_qt(app)
    theme.look().start(
        str(settings.get("theme", theme.SYSTEM)), str(settings.get("density", "standard"))
    )
    desk = Desk(Operations())
    shell = Shell(desk, entries())
    shell.navigation.choose(FIRST_PAGE)
    session = Session(shell, desk, folder, first_page=FIRST_PAGE, first_start=make_first_start)
    shell.painted.connect(lambda: QTimer.singleShot(0, session, session.open))
    shell.resize(shell.sizeHint())
    return shell


def _translate_qt(app: QApplication) -> None:
    """Let Qt's own words, as in a field's menu and a file dialog, be Chinese too."""
    if language() != "zh":
        return
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def _settings(folder: Path) -> dict[str, object]:
    """Return theme, density and language; a damaged file is told of when it is opened."""
    try:
        return tomllib.loads((folder / "settings.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _catch_faults(shell: Shell) -> None:
    """Show what no one caught, with a report to copy."""

    def on_fault(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            shell.show_crash(error)

    sys.excepthook = on_fault
