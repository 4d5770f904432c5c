"""The journal with what each batch changed, as the page 历史 shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.store import Batch
from desktop_app.store import changes as changing
from desktop_app.store.changes import Change, Counted
from desktop_app.store.journal import unit_of
from desktop_app.work.workspace import Workspace

__all__ = ["Change", "Counted", "JournalLine", "changes", "journal"]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A batch with what it did to the reported forms."""

    batch: Batch
    counted: Counted


def journal(ws: Workspace, *, limit: int = 500, before: int | None = None) -> list[JournalLine]:
    """Return the batches with their counts, newest first."""
    batches = ws.store.batches(limit=limit, before=before)
    if not batches:
        return []
    with ws.store.reading() as connection:
        counts = changing.counted(connection, ws.catalogue, batches[-1].id, batches[0].id)
    return [JournalLine(batch, counts.get(batch.id, Counted())) for batch in batches]


def changes(
    ws: Workspace, batch: int, *, limit: int = 200, kinds: Sequence[str] = changing.KINDS
) -> tuple[Change, ...]:
    """Return what a batch did to its first `limit` records, kind by kind."""
    with ws.store.reading() as connection:
        unit = unit_of(connection, ws.catalogue, batch) or ws.unit
        return changing.changes(connection, ws.catalogue, unit, batch, limit=limit, kinds=kinds)
