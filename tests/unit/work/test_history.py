"""Batches that were taken back, and brought back."""

from __future__ import annotations

from desktop_app.work.edit import add_record
from desktop_app.work.history import redo_last, stands, undo, undo_last


def test_that_a_batch_stands_until_it_is_undone_and_again_after_redo(ws):
    add_record(ws, "firm", {"name": "宁波示例甲有限公司"})
    [first] = [one.id for one in ws.store.batches()]
    seen = [stands(ws, first)]
    for act in (undo_last, redo_last, undo_last, redo_last):
        act(ws)
        seen.append(stands(ws, first))
    undo(ws, first)
    assert [*seen, stands(ws, first)] == [True, False, True, False, True, False]
    assert not stands(ws, 99)
