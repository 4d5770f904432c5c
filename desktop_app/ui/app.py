"""Starts the window: paints first, then opens the work."""

from __future__ import annotations

import gc
import sys
import tomllib
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QMargins, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app.i18n import language, set_language
from desktop_app.paths import default_workspace
from desktop_app.ui import icons, theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page_table import DISTRICT, entries, first_page, make_first_start
from desktop_app.ui.session import Session
from desktop_app.ui.shell import Shell

STARTING_MILLISECONDS = 3000
"""Time within which the first page stands on any machine that the program is meant for."""

BUSY_MILLISECONDS = 50
"""Between two looks whether the data thread has come to rest."""

FRAME = 32
"""Height of a title bar; how high it is is known once the window is there."""

FORM_PAGES = "desktop_app.ui.pages.form.page"


def run(argv: Sequence[str], workspace: Path | None, files: Sequence[Path] = ()) -> int:
    """Show the window of a workspace until it is closed; return the exit code.

    Args:
        argv: Arguments of the program, without its name.
        workspace: Folder of the workspace, or None for the usual one.
        files: What to open once the workspace stands, as if dropped on the window.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["shuangbei", *argv])
    program = Program(workspace or default_workspace(), files)
    fit_screen(program.shell)
    program.start()
    _catch_faults(program)
    return app.exec()


def fit_screen(shell: Shell) -> None:
    """Let the window fill a screen that has no room for it and its frame."""
    room, wanted = shell.screen().availableGeometry().size(), shell.sizeHint()
    fitting = wanted.boundedTo(room.shrunkBy(QMargins(0, FRAME, 0, 0)))
    if fitting != wanted:
        # Also what it is restored to later, or where nobody heeds the wish, has its foot in sight.
        shell.resize(fitting)
        shell.setWindowState(Qt.WindowState.WindowMaximized)


def show_window(folder: Path) -> Shell:
    """Show the window of a workspace."""
    program = Program(folder)
    program.start()
    return program.shell


def make_window(folder: Path) -> Shell:
    """Return the window of a workspace; the work layer is imported after its first paint."""
    return Program(folder).shell


class Program(QObject):
    """The window of a workspace, made anew when its language, role or code lists change.

    Attributes:
        shell: The window.
    """

    def __init__(self, folder: Path, files: Sequence[Path] = ()) -> None:
        super().__init__(QApplication.instance())
        self._folder = folder
        self._files = list(files)
        self._words: QTranslator | None = None
        settings = _settings(folder)
        set_language(str(settings.get("language", "zh")))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setApplicationName("shuangbei")
            app.setWindowIcon(icons.app_icon())
        self._translate_qt()
        theme.look().start(
            str(settings.get("theme", theme.SYSTEM)), str(settings.get("density", "standard"))
        )
        self._role = str(settings.get("role", DISTRICT))
        self.shell, session = self._make(first_page(self._role))
        self._session = session
        self.shell.painted.connect(lambda: QTimer.singleShot(0, session, session.open))
        self.shell.resize(self.shell.sizeHint())

    def start(self) -> None:
        """Show the window, the cycle collector at rest until it has started.

        Nearly all that starting makes stays, and looking through it takes as long as opening a
        page: it is left out of every later collection too. So is what the pages of the forms
        share, which is imported meanwhile.
        """
        gc.disable()
        self.shell.show()
        QTimer.singleShot(STARTING_MILLISECONDS, self, self._settle_down)

    def speak(self, code: str) -> None:
        """Show everything in another language at once: a new window in the place of this one."""
        if code == language():
            return
        self.shell.finish_typing()
        if self.shell.desk.operations.busy:
            QTimer.singleShot(BUSY_MILLISECONDS, self, lambda: self.speak(code))
            return
        set_language(code)
        self._translate_qt()
        self._renew(self.shell.current or first_page(self._role))

    def _make_pages_anew(self) -> None:
        """Make every page again, since a task file has brought or taken codes."""
        if self.shell.desk.operations.busy:
            QTimer.singleShot(BUSY_MILLISECONDS, self, self._make_pages_anew)
            return
        self._renew(self.shell.current or first_page(self._role))

    def _fit_role(self) -> None:
        """Show the pages of the workspace's role: it was made, or chosen, after the window."""
        workspace = self.shell.desk.workspace
        role = self._role if workspace is None else workspace.role
        if role == self._role:
            return
        if self.shell.desk.operations.busy:
            QTimer.singleShot(BUSY_MILLISECONDS, self, self._fit_role)
            return
        self._role = role
        self._renew(first_page(role))

    def _renew(self, page: str) -> None:
        """Put a new window in the place of this one; the workspace stays open."""
        old = self.shell
        gc.unfreeze()
        workspace, period = self._session.hand_over()
        self.shell, self._session = self._make(page)
        self.shell.setGeometry(old.geometry())
        self.shell.setWindowState(old.windowState())
        self.shell.show()
        old.desk.unfinished.clear()
        old.close()
        old.deleteLater()
        if workspace is None:
            self._session.open()
        else:
            self.shell.desk.open(workspace, period)

    def _make(self, page: str) -> tuple[Shell, Session]:
        desk = Desk(Operations())
        shell = Shell(desk, entries(self._role))
        shell.navigation.choose(page)
        session = Session(
            shell,
            desk,
            self._folder,
            first_page=page,
            first_start=make_first_start,
            files=self._files,
        )
        desk.language_wanted.connect(self.speak)
        desk.codes_changed.connect(lambda: QTimer.singleShot(0, self, self._make_pages_anew))
        desk.opened.connect(lambda: QTimer.singleShot(0, self, self._fit_role))
        return shell, session

    def _settle_down(self) -> None:
        # Not on the data thread: PySide6 makes a class when it is first asked for, and where two
        # threads ask at once the program may crash.
        if self.shell.isVisible():
            import_module(FORM_PAGES)
            self._read_rules()
            gc.freeze()
            gc.enable()

    def _read_rules(self) -> None:
        """Read the rules of all forms, whose sentences stand beside the first rows of a page."""
        desk = self.shell.desk
        if desk.workspace is not None:
            catalogue = desk.workspace.catalogue
            for form in catalogue.forms:
                desk.operations.run(partial(catalogue.rules.of, form.code))

    def _translate_qt(self) -> None:
        """Let Qt's own words, as in a field's menu and a file dialog, be of the same language."""
        app = QApplication.instance()
        if app is None:
            return
        if self._words is not None:
            app.removeTranslator(self._words)
            self._words = None
        words = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language() == "zh" and words.load("qtbase_zh_CN", folder):
            app.installTranslator(words)
            self._words = words


def _settings(folder: Path) -> dict[str, object]:
    """Return theme, density and language; a damaged file is told of when it is opened."""
    try:
        return tomllib.loads((folder / "settings.toml").read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _catch_faults(program: Program) -> None:
    """Show what no one caught, with a report to copy."""

    def on_fault(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            program.shell.show_crash(error)

    sys.excepthook = on_fault
