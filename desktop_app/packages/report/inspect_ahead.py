"""Inspects packages in a second process, one ahead of the merge that takes their records.

To hold a package against itself takes as long as to merge it, and needs nothing of the database.
"""

from __future__ import annotations

import os
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any

from desktop_app.catalogue.model import Catalogue
from desktop_app.i18n import language, set_language
from desktop_app.packages.report.inspect import Inspection, inspect
from desktop_app.packages.report.model import Row
from desktop_app.packages.workbook import VerifiedWorkbook

Inspected = tuple[Inspection, dict[str, list[Row]]]
"""What was found, and the records by form; they are whole only if all fits."""

WORTHWHILE = 4 * 1024 * 1024
"""Bytes of packages for which a second process is started; it takes a moment to come up."""


def inspected(workbook: VerifiedWorkbook, catalogue: Catalogue) -> Inspected:
    """Inspect a package here, and return its records with what was found."""
    rows: dict[str, list[Row]] = {}
    return inspect(workbook, catalogue, rows), rows


class Inspector:
    """Inspects packages as they are asked for; while one is taken, the next can be under way."""

    def __init__(self, catalogue: Catalogue, *, expected: int) -> None:
        """Name the forms, and how many bytes of packages are expected in all."""
        self._catalogue = catalogue
        self._asked: dict[str, Future[Inspected]] = {}
        self._is_worthwhile = expected >= WORTHWHILE
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Inspector:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            # Not waited for: who stops a merge need not wait for what would come next.
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def ask(self, workbook: VerifiedWorkbook) -> None:
        """Let a package be inspected that will be taken soon."""
        if self._is_worthwhile and workbook.digest not in self._asked:
            self._pool = self._pool or _start(self._catalogue)
            try:
                self._asked[workbook.digest] = self._pool.submit(_inspected, workbook)
            except BrokenProcessPool:
                self._is_worthwhile = False

    def take(self, workbook: VerifiedWorkbook) -> Inspected:
        """Return what was found in a package; it is inspected here if nobody has."""
        asked = self._asked.pop(workbook.digest, None)
        if asked is None:
            return inspected(workbook, self._catalogue)
        try:
            return asked.result()
        except BrokenProcessPool:  # the other process was killed, or had no memory left
            self._is_worthwhile = False
            return inspected(workbook, self._catalogue)


# -- in the other process -------------------------------------------------------------------------

_here: dict[str, Catalogue] = {}


def _start(catalogue: Catalogue) -> ProcessPoolExecutor:
    # Not forked: this process has threads, and a database that is open.
    given: dict[str, Any] = {"initializer": _begin, "initargs": (catalogue, language())}
    return ProcessPoolExecutor(1, get_context("spawn"), **given)


def _begin(catalogue: Catalogue, code: str) -> None:
    _here["catalogue"] = catalogue
    set_language(code)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the merge was killed: no one would tell this process that nothing comes any more."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _inspected(workbook: VerifiedWorkbook) -> Inspected:
    return inspected(workbook, _here["catalogue"])
