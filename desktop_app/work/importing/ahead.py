"""Writes the records of an import as soon as they are gathered, while the rest is looked at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType

from desktop_app.domain.plans import Applied, ChangePlan, Rows
from desktop_app.i18n import _
from desktop_app.importing.plan import block_of_form
from desktop_app.importing.records.collect import Collected
from desktop_app.store.writing import Writing
from desktop_app.work.workspace import Workspace


class ImportBatch:
    """An import's batch, in a transaction that nothing but `finish` commits.

    The backup is made, and the transaction begun, with the first record that is to be written.

    Args:
        ws: The workspace.
        stage: Told what is being done.

    Attributes:
        blocks: What was written ahead of the plan.
    """

    def __init__(self, ws: Workspace, stage: Callable[[str], object]) -> None:
        self.blocks: list[Rows] = []
        self._ws = ws
        self._stage = stage
        self._stack = ExitStack()
        self._writing: Writing | None = None

    def __enter__(self) -> ImportBatch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def take(self, found: Collected) -> None:
        """Write the records of a form, all of which are gathered."""
        block = block_of_form(found)
        if block.rows:
            self._begun().put("import", block)
            self.blocks.append(block)

    def finish(self, plan: ChangePlan, progress: Callable[[int, int], None]) -> Applied | None:
        """Write the rest of the plan that begins with `blocks`; return None where it is empty."""
        if not plan.size:
            return None
        applied = self._begun().finish(plan, progress)
        # Whoever waits for it says now whether it shall stand: a window that was killed does not.
        progress(plan.size, plan.size)
        self._stack.close()
        return applied

    def _begun(self) -> Writing:
        if self._writing is None:
            self._stage(_("先做备份"))
            self._ws.store.backup("import")
            self._stage(_("写入数据"))
            ahead = self._ws.store.writing_ahead(check=False, is_large=True)
            self._writing = self._stack.enter_context(ahead)
        return self._writing
