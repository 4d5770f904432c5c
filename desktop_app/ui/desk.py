"""What every page is given: workspace and period, background work, and ways to reach the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.operations import Operations

if TYPE_CHECKING:
    from desktop_app.ui.long_work import Command
    from desktop_app.work.workspace import Workspace


CODES = "task_code"
"""The form of the codes that a task file brings."""


class Desk(QObject):
    """What all pages share; it holds no widget.

    Attributes:
        operations: Background work; pages listen to its `data_changed`.
        workspace: The opened workspace, or None until it is opened (and on a first start).
        period: Code of the period that is shown.
        folder: Where a first start is to make its workspace.
        unfinished: What is being done that ends with the window, by page key.

    Signals:
        opened: The workspace is there (or another one is).
        period_changed: Another period is shown; pages reload.
        page_wanted: Key of the page to go to, and what it should show.
        toast_wanted: A sentence, and (name, function) of the act that takes it back, or None.
        status_told: The sentence of the status bar.
        facts_told: The figures at the right of the status bar, as a tuple.
        counts_changed: Counts in the navigation by page key.
        progress_told: Page key and share of its long work (0 to 1, or -1 when over).
        language_wanted: Code of the language that everything is to be shown in.
        codes_changed: Code lists are other ones now, from which pages have made their choices.
        report_changed: Something that the top bar shows changed: state, deadline, undo.
    """

    opened = Signal()
    period_changed = Signal(str)
    page_wanted = Signal(str, object)
    toast_wanted = Signal(str, object)
    status_told = Signal(str)
    facts_told = Signal(object)
    counts_changed = Signal(object)
    progress_told = Signal(str, float)
    language_wanted = Signal(str)
    codes_changed = Signal()
    report_changed = Signal()

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.operations = operations
        self.workspace: Workspace | None = None
        self.period = ""
        self.folder: Path | None = None
        self.unfinished: dict[str, str] = {}

    @property
    def ws(self) -> Workspace:
        """The opened workspace.

        Raises:
            LookupError: None is open; pages are made only after one is.
        """
        if self.workspace is None:
            raise LookupError("no workspace is open")
        return self.workspace

    def open(self, workspace: Workspace, period: str) -> None:
        """Take an opened workspace and its period."""
        self.workspace = workspace
        self.period = period
        self.opened.emit()

    def command(self, *arguments: str, secrets: Sequence[str] = ()) -> Command:
        """Return a command for a child process that works in this workspace, under its lock."""
        from desktop_app.ui.long_work import Command

        ws = self.ws
        return Command(arguments, ws.folder, ws.lock.token if ws.lock else "", secrets)

    @property
    def at_work(self) -> bool:
        """Whether a child process works in this workspace."""
        from desktop_app.ui.long_work import LongWork

        return any(work.running for work in self.children() if isinstance(work, LongWork))

    def set_period(self, code: str) -> None:
        """Show another period."""
        if code != self.period:
            self.period = code
            self.period_changed.emit(code)

    def go(self, page: str, target: Mapping[str, Any] | None = None) -> None:
        """Go to a page; `target` tells it what to show, in words that the page knows."""
        self.page_wanted.emit(page, dict(target or {}))

    def reload_all(self, batch: int = 0, title: str = "") -> None:
        """Tell all pages that a child process wrote to the workspace."""
        from desktop_app.domain.plans import Applied

        # No child process installs a task: for other codes, every page would be made anew.
        forms = frozenset(form.code for form in self.ws.catalogue.forms) - {CODES}
        self.operations.announce(Applied(batch, "import", title, 0, forms))

    def toast(self, words: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Tell what was done."""
        self.toast_wanted.emit(words, action)

    def tell(self, words: str, *facts: str) -> None:
        """Say something in the status bar, with figures at its right."""
        self.status_told.emit(words)
        self.facts_told.emit(facts)
