"""Finding as one types: the names, codes and initials of a sheet's rows, held in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.names import name_key
from desktop_app.store.queries import packed
from desktop_app.work.sheet import Sheet, SheetQuery, sheet_ids
from desktop_app.work.workspace import Workspace

SEARCHED = ("name_key", "initials", "uscc", "app_no", "cert_no", "phone", "title", "name")
"""Fields that are searched, where a form has them; the parent's too."""


LARGEST = 200_000
"""Rows above which their texts would take too much memory; the store is asked then."""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """All rows of a sheet with the text that finds each.

    Attributes:
        ids: Row ids in the order of the sheet.
        texts: What is searched of each, in capitals, or None where it is not held.
    """

    ids: Sequence[int]
    texts: tuple[str, ...] | None = None

    def can_find(self, text: str) -> bool:
        """Whether it can tell which rows contain `text`."""
        return self.texts is not None or not text.strip()

    def find(self, text: str) -> Sequence[int]:
        """Return the row ids whose text contains `text`, in order."""
        plain, key = text.strip().upper(), name_key(text)
        if not plain or self.texts is None:
            return self.ids
        rows = zip(self.ids, self.texts, strict=True)
        if plain == key:
            return packed([row_id for row_id, searched in rows if key in searched])
        found = [row_id for row_id, searched in rows if plain in searched or key in searched]
        return packed(found)


def rows_alone(ws: Workspace, sheet: Sheet) -> SearchIndex:
    """Return the rows of a sheet, so that they can be shown before their texts are read."""
    return SearchIndex(sheet_ids(ws, sheet, SheetQuery()))


def with_texts(ws: Workspace, sheet: Sheet, index: SearchIndex) -> SearchIndex:
    """Return an index with the texts of its rows, where they have any and are not too many."""
    form = ws.catalogue.form(sheet.form.parent) if sheet.by_parent else sheet.form
    searched = _searched(ws.catalogue, form, "r")
    if not searched or len(index.ids) > LARGEST:
        return index
    text = " || char(10) || ".join(f"coalesce({name}, '')" for name in searched)
    sql = (
        f"SELECT r.rowid, upper({text}) FROM {form.code} r {form.entered} "
        f"{_joins(ws.catalogue, form, 'r')} WHERE r.unit = ?"
    )
    with ws.store.reading() as reading:
        by_id: dict[int, str] = dict(reading.execute(sql, (ws.unit,)))
    return SearchIndex(index.ids, tuple([by_id.get(row_id, "") for row_id in index.ids]))


def _searched(catalogue: Catalogue, form: Form, alias: str) -> list[str]:
    """Return the searched columns of a form and of what it belongs to."""
    own = [f"{alias}.{code}" for code in SEARCHED if code in form.by_code]
    if not form.parent:
        return own
    return own + _searched(catalogue, catalogue.form(form.parent), f"{alias}p")


def _joins(catalogue: Catalogue, form: Form, alias: str) -> str:
    if not form.parent:
        return ""
    parent = catalogue.form(form.parent)
    join = (
        f"LEFT JOIN {parent.code} {alias}p ON {alias}p.unit = {alias}.unit "
        f"AND {alias}p.uid = {alias}.{parent.code}"
    )
    return f"{join} {_joins(catalogue, parent, alias + 'p')}"
