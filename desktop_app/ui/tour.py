"""Opens every page one after the other: for the self-test and for pictures."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from desktop_app.ui.app import make_window
from desktop_app.ui.page_table import entries
from desktop_app.ui.shell import Shell

PATIENCE = 60.0
"""Seconds that a page may take until it stands."""
_SETTLED = 0.25

Seen = Callable[[str, QPixmap], None]
"""Told the key of each page and its picture."""


class Unfinished(Exception):  # noqa: N818 - told as a fault of the program
    """A page failed or never came to rest; names it."""


def tour(folder: Path, seen: Seen, *, size: tuple[int, int] = (1440, 900)) -> None:
    """Open the window of a workspace and visit its pages.

    Raises:
        Unfinished: The workspace did not open, a page raised, or was still busy after `PATIENCE`
            seconds.
    """
    app = QApplication.instance() or QApplication(["shuangbei"])
    assert isinstance(app, QApplication)  # noqa: S101 - narrows the type for mypy
    shell = make_window(folder)
    faults: list[BaseException] = []
    operations = shell.desk.operations
    operations.crashed.connect(faults.append)
    operations.failed.connect(faults.append)
    # What a slot or a paint raises reaches no caller: Qt hands it to the hook.
    usual, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: faults.append(error)
    shell.resize(QSize(*size))
    shell.show()
    try:
        _await_contents(app, shell)
        _settle(app, shell, "start", faults)
        if shell.desk.workspace is None:
            raise Unfinished(f"start: {folder} did not open")
        for entry in entries(shell.desk.ws.role):
            if not entry.group:
                # Nothing stands there unless another page leads to it.
                continue
            shell.go(entry.key)
            _settle(app, shell, entry.key, faults)
            seen(entry.key, shell.grab())
    finally:
        shell.close()
        app.processEvents()
        sys.excepthook = usual


def _await_contents(app: QApplication, shell: Shell) -> None:
    """Let events run until the window has a page, or says why it has none."""
    start = time.monotonic()
    while shell.stack.currentWidget() is None and time.monotonic() - start < PATIENCE:
        app.processEvents()
        time.sleep(0.005)


def _settle(app: QApplication, shell: Shell, what: str, faults: list[BaseException]) -> None:
    """Let events run until nothing is at work any more."""
    start = quiet = time.monotonic()
    while time.monotonic() - quiet < _SETTLED:
        app.processEvents()
        time.sleep(0.005)
        if shell.desk.operations.busy:
            quiet = time.monotonic()
        if faults:
            raise Unfinished(f"{what}: {faults[0]}") from faults[0]
        if time.monotonic() - start > PATIENCE:
            raise Unfinished(f"{what}: still busy after {PATIENCE:.0f} s")
