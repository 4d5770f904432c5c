"""The journal as people see it, and taking batches back."""

from __future__ import annotations

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _
from desktop_app.store import Batch, UndoPreview
from desktop_app.work.workspace import Workspace


def history(ws: Workspace, *, limit: int = 500, before: int | None = None) -> list[Batch]:
    """Return the batches, newest first."""
    return ws.store.batches(limit=limit, before=before)


def preview_undo(ws: Workspace, batch: int) -> UndoPreview:
    """Say what taking a batch back would change, and what is in the way.

    Raises:
        UserError: There is no such batch, or it was sent.
    """
    return ws.store.preview_undo(batch)


def undo(ws: Workspace, batch: int, *, free_only: bool = False) -> Applied:
    """Take a batch back.

    Raises:
        Conflict: Records are in the way and `free_only` is false; nothing was written.
        UserError: There is no such batch, or nothing is left to take back.
    """
    return ws.store.undo(batch, free_only=free_only)


def undo_last(ws: Workspace) -> Applied:
    """Take the newest change back (Ctrl+Z), also after a restart.

    Raises:
        UserError: There is nothing to take back.
    """
    batch, _redo = ws.store.next_steps()
    if batch is None:
        raise UserError(_("没有可撤销的改动。"))
    return ws.store.undo(batch)


def redo_last(ws: Workspace) -> Applied:
    """Bring back what was undone last (Ctrl+Y).

    Raises:
        UserError: There is nothing to bring back.
    """
    _undo, batch = ws.store.next_steps()
    if batch is None:
        raise UserError(_("没有可重做的改动。"))
    return ws.store.undo(batch)


def stands(ws: Workspace, number: int) -> bool:
    """Whether what a batch wrote is there: it was not taken back, or that was undone."""
    batch = ws.store.batch(number)
    return batch is not None and batch.undone_by is None
