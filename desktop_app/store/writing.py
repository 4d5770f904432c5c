"""Writing a ChangePlan as one batch, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from sqlite3 import Connection

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Applied, ChangePlan, Rows
from desktop_app.store import staging
from desktop_app.store.apply import (
    Desk,
    begin_batch,
    complete_batch,
    ensure_periods,
    move_reports,
    write_staged,
)
from desktop_app.store.derived import derive

AT_ONCE = 100_000
"""Records that are staged at a time; they are held in memory meanwhile."""

Progress = Callable[[int, int], None]
Settle = Callable[[ChangePlan, Applied], object]


def apply(
    connection: Connection, desk: Desk, plan: ChangePlan, progress: Progress | None = None
) -> Applied:
    """Write `plan` as one batch.

    Args:
        connection: Inside the caller's transaction.
        desk: Who and where.
        plan: What changes.
        progress: Told (records written, all), form by form; may raise Cancelled.

    Raises:
        Conflict: A record's version is not the one the plan expects.
        UserError: A sent period is locked, or a key is taken.
    """
    with Writing(connection, desk) as writing:
        return writing.finish(plan, progress)


class Writing:
    """A batch being written; blocks of it may come before its whole plan is known.

    What SQLite does with a large block it does without the interpreter, so it goes on in a thread:
    whoever makes the next block does that beside it. Nothing else may use the connection meanwhile.

    Args:
        connection: Inside the caller's transaction.
        desk: Who and where.
        settle: Told what was written when all of it is.
    """

    def __init__(
        self, connection: Connection, desk: Desk, settle: Settle = lambda _plan, _applied: None
    ) -> None:
        self._settle = settle
        self._connection = connection
        self._desk = desk
        self._batch = 0
        self._ahead = 0
        self._periods: set[str] = set()
        self._standing = False
        self._beside = ThreadPoolExecutor(1)
        self._going: tuple[Form, Future[set[str]]] | None = None

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_error: object) -> None:
        """Wait for the thread: the transaction ends only after it."""
        self._beside.shutdown()

    def put(self, kind: str, block: Rows) -> None:
        """Write a block of a plan of which it will be one of the first blocks.

        Raises:
            UserError: As `apply` does; it may come with a later block.
        """
        if not self._batch:
            plan = ChangePlan(kind, "", ())
            self._batch = begin_batch(self._connection, self._desk, plan, undoes=None)
        self._ahead += 1
        for part in _parts(block):
            self._write(part)

    def finish(self, plan: ChangePlan, progress: Progress | None = None) -> Applied:
        """Write the rest of a plan, of which the first blocks may stand already; see `apply`."""
        connection, desk = self._connection, self._desk
        done = sum(len(block.rows) for block in plan.blocks[: self._ahead])
        if not self._batch:
            self._batch = begin_batch(connection, desk, plan, undoes=None)
        for block in plan.blocks[self._ahead :]:
            for part in _parts(block):
                if progress:
                    progress(done, plan.size)
                done += len(part.rows)
                self._write(part)
        self._await()
        if self._ahead:
            complete_batch(connection, self._batch, plan)
        move_reports(connection, desk, self._batch, self._periods, standing=self._standing)
        ensure_periods(connection, self._periods)
        periods = frozenset(self._periods)
        applied = Applied(self._batch, plan.kind, plan.title, plan.size, plan.forms, periods)
        self._settle(plan, applied)
        return applied

    def _write(self, part: Rows) -> None:
        form = self._desk.catalogue.form(part.form)
        columns, rows = derive(form, part.columns, list(part.rows))
        self._await()
        staging.stage(self._connection, rows)
        write = partial(
            write_staged, self._connection, self._desk, form, columns, self._batch, taken=part.taken
        )
        if len(part.rows) < staging.MANY:
            self._note(form, write())
        else:
            self._going = form, self._beside.submit(write)

    def _await(self) -> None:
        if self._going is not None:
            (form, written), self._going = self._going, None
            self._note(form, written.result())

    def _note(self, form: Form, touched: set[str]) -> None:
        if form.code != "report":
            self._periods |= touched
            self._standing = self._standing or not (form.periodic or form.aside)


def _parts(block: Rows) -> Iterator[Rows]:
    """Cut a large block, so that never all of it is staged at once; an empty one has no parts."""
    if len(block.rows) <= AT_ONCE:
        if block.rows:
            yield block
        return
    for start in range(0, len(block.rows), AT_ONCE):
        yield replace(block, rows=block.rows[start : start + AT_ONCE])
