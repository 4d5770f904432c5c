"""Background work: one data thread for short queries; `long_work` for child processes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from desktop_app.domain.errors import Cancelled, UserError

T = TypeVar("T")

USUAL, YIELDING = sys.getswitchinterval(), 0.0005
"""Seconds for which a thread may keep the interpreter from another one."""

PAINT_MILLISECONDS = 30
"""Time in which a page is laid out and painted."""


@dataclass(frozen=True, slots=True)
class _Call:
    """What is to be done with a result."""

    then: Callable[[Any], object] | None
    failed: Callable[[UserError], object] | None
    origin: object
    asker: object

    def is_gone(self, callback: Callable[..., object]) -> bool:
        """Whether what a callback is a method of, or else what asked, is a deleted widget."""
        inner = callback.func if isinstance(callback, partial) else callback
        asker = getattr(inner, "__self__", self.asker)
        return isinstance(asker, QObject) and not isValid(asker)


class Operations(QObject):
    """Runs functions of the work layer off the screen's thread, one after the other.

    Args:
        parent: As of any QObject.
        yielding: For work of many seconds: it lets go of the interpreter more often, so that the
            screen, which needs it for each cell that it paints, waits less.

    What a function returns is given to `then` on the screen's thread. An `Applied`, alone or as
    the attribute `applied` of a result, is announced to all pages. `then` is left out where the
    page, panel or dialog that asked is gone meanwhile; an error is told by `failed` even so.

    Attributes:
        origin: While `data_changed` is told: the page that asked for the change, or None.

    Signals:
        data_changed: Something was written; pages whose form is among its forms reload.
        failed: A UserError: cause and way out, for a banner or dialog.
        crashed: Anything else that was raised: a fault of the program.
        busy_changed: Whether something runs or waits.
    """

    data_changed = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    busy_changed = Signal(bool)
    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None, *, yielding: bool = False) -> None:
        super().__init__(parent)
        self._yielding = yielding
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="data")
        self._waiting = 0
        self._closed = False
        self.origin: object = None
        # Never at once: work may be done before its page is, and the callback then runs here.
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        return self._waiting > 0

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], object] | None = None,
        *,
        failed: Callable[[UserError], object] | None = None,
        origin: object = None,
        asker: object = None,
    ) -> None:
        """Run `job` on the data thread, then `then` here with its result.

        Args:
            job: Function of the work layer; it must not touch a widget.
            then: Takes the result on the screen's thread.
            failed: Takes a UserError in place of the signal `failed`.
            origin: Page that need not reload for what this writes: it shows it already.
            asker: Page, panel or dialog that `then` and `failed` touch, where they are no methods
                of it, which tell that by themselves.
        """
        self._expect()
        self._submit(job, _Call(then, failed, origin, asker))

    def run_after_painting(
        self,
        job: Callable[[], T],
        then: Callable[[T], object] | None = None,
        *,
        asker: object = None,
    ) -> None:
        """Run `job` as `run` does, once what is to be shown now is painted.

        For reading many rows, of which no one waits for the result: each row takes the interpreter
        for a moment, and while it does so each cell that is painted has to wait for it.
        """
        self._expect()
        call = _Call(then, None, None, asker)
        QTimer.singleShot(PAINT_MILLISECONDS, self, lambda: self._submit(job, call))

    def _expect(self) -> None:
        if self._closed:
            return
        self._waiting += 1
        if self._waiting == 1:
            self._on_busy()

    def _on_busy(self) -> None:
        if self._yielding:
            sys.setswitchinterval(YIELDING if self.busy else USUAL)
        self.busy_changed.emit(self.busy)

    def _submit(self, job: Callable[[], Any], call: _Call) -> None:
        if self._closed:
            # A timer of a page that is gone asks; there is nobody left to tell.
            return
        future = self._thread.submit(job)
        future.add_done_callback(lambda done: self._done.emit(done, call))

    def announce(self, result: object) -> None:
        """Tell all pages what a result wrote, if it wrote anything."""
        # Here, not at the top: nothing of the data is imported before the first paint.
        from desktop_app.domain.plans import Applied

        applied = result if isinstance(result, Applied) else getattr(result, "applied", None)
        if isinstance(applied, Applied):
            self.data_changed.emit(applied)

    def close(self) -> None:
        """Do what was asked for, then take no more: what waits may be what somebody typed."""
        self._closed = True
        self._thread.shutdown(wait=True)
        if self._yielding:
            sys.setswitchinterval(USUAL)

    @Slot(object, object)
    def _deliver(self, future: Future[Any], call: _Call) -> None:
        self._waiting -= 1
        if not self._waiting:
            self._on_busy()
        if self._closed:
            return
        error = future.exception()
        if error is None:
            self.origin = call.origin
            self.announce(future.result())
            self.origin = None
            if call.then is not None and not call.is_gone(call.then):
                call.then(future.result())
        elif isinstance(error, UserError):
            if call.failed is not None and not call.is_gone(call.failed):
                call.failed(error)
            else:
                self.failed.emit(error)
        elif not isinstance(error, Cancelled):
            self.crashed.emit(error)
