"""Long work with its progress in a page and in the navigation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop_app.domain.errors import UserError
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.desk import Desk
from desktop_app.ui.long_work import LongWork


class LongTask:
    """Runs one command of the program in a child process and shows how far it is.

    Args:
        desk: What all pages share.
        page: Key of the page whose navigation item carries the thin bar.
        strip: The progress strip of that page.
    """

    def __init__(self, desk: Desk, page: str, strip: ProgressStrip) -> None:
        self._desk = desk
        self._page = page
        self._strip = strip
        self._work: LongWork | None = None
        strip.cancel.clicked.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        return self._work is not None

    def start(
        self,
        what: str,
        arguments: Sequence[str],
        then: Callable[[dict[str, object]], object],
        *,
        unit: str = "",
        secrets: Sequence[str] = (),
        failed: Callable[[UserError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        ended: Callable[[], object] | None = None,
        holds: bool = False,
    ) -> None:
        """Start a command.

        Args:
            what: What is being done, as the strip says it.
            arguments: As after `shuangbei` on a command line.
            then: Takes the result that the command printed.
            unit: What is counted ("行").
            secrets: Lines for its standard input.
            failed: Takes a UserError in place of the window's dialog.
            cancelled: Called when the user stopped it.
            ended: Called after any of these, when it is not running any more.
            holds: Whether one is asked before the window is closed meanwhile.
        """
        if self._work is not None:
            return
        work = LongWork(self._desk.command(*arguments, secrets=secrets), self._desk)
        self._work = work
        if holds:
            self._desk.unfinished[self._page] = what
        self._strip.begin(what, unit)
        work.progressed.connect(self._on_progress)
        work.staged.connect(lambda stage: self._strip.name(f"{what} {stage}"))
        work.ended.connect(self._on_ended)
        if ended is not None:
            work.ended.connect(ended)
        work.finished.connect(then)
        work.failed.connect(failed or self._desk.operations.failed.emit)
        if cancelled is not None:
            work.cancelled.connect(cancelled)
        work.crashed.connect(lambda report: self._desk.operations.crashed.emit(ChildFault(report)))
        work.start()

    def cancel(self) -> None:
        """End the work; nothing was written."""
        if self._work is not None:
            self._work.cancel()

    def _on_progress(self, done: int, total: int) -> None:
        self._strip.advance(done, total)
        self._desk.progress_told.emit(self._page, done / total if total else 0.0)

    def _on_ended(self) -> None:
        self._strip.end()
        self._desk.unfinished.pop(self._page, None)
        self._desk.progress_told.emit(self._page, -1.0)
        if self._work is not None:
            self._work.deleteLater()
            self._work = None


class ChildFault(Exception):  # noqa: N818 - a report, not a class of errors
    """The child process ended with a fault; its text is the report."""
