"""The only door to the data: apply, undo, check, read."""

from desktop_app.store.apply import Conflict
from desktop_app.store.author import Author, this_author
from desktop_app.store.journal import Batch, Past
from desktop_app.store.queries import ListQuery
from desktop_app.store.store import Store
from desktop_app.store.undo import Blocked, UndoPreview

__all__ = [
    "Author",
    "Batch",
    "Blocked",
    "Conflict",
    "ListQuery",
    "Past",
    "Store",
    "UndoPreview",
    "this_author",
]
