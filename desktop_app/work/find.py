"""The search of the whole workspace: firms, patents, carriers and fields of forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.catalogue.model import Field, Form
from desktop_app.domain.names import name_key
from desktop_app.domain.patents import normal_patent_no
from desktop_app.domain.plans import Stored
from desktop_app.i18n import language
from desktop_app.store.lookup import first_uid, lookup
from desktop_app.work.workspace import Workspace

FIELDS_AT_MOST = 5
SHORTEST_CODE = 4
"""Digits and letters below which every code of a credit or patent number would match."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record or a field of a form.

    Attributes:
        form: Code of the form.
        uid: The record; of a field: the first record of its form in the period, or "".
        field: Code of the field, or "".
        words: What it is called.
        note: A number that tells it from others of the same name, or the form of a field.
    """

    form: str
    uid: str
    field: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where records of one form are looked for."""

    form: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    shown: tuple[str, ...]
    at_most: int


PLACES = (
    _Place("firm", ("name_key", "initials"), ("uscc",), ("name", "uscc"), 6),
    _Place("patent", ("title",), ("app_no",), ("title", "app_no"), 4),
    _Place("carrier", ("name_key",), (), ("name",), 3),
)


def find(ws: Workspace, period: str, text: str) -> list[Found]:
    """Return what is called so: firms, patents, carriers, fields, a few of each."""
    if not text.strip():
        return []
    records = [found for place in PLACES for found in _records(ws, place, text)]
    return records + list(_fields(ws, period, text))


def _records(ws: Workspace, place: _Place, text: str) -> list[Found]:
    key = name_key(text)
    # Initials and numbers hold no Chinese.
    wanted = [(name, key) for name in place.names if name != "initials" or key.isascii()]
    if len(key) >= SHORTEST_CODE and key.isascii():
        wanted += [(column, _code(column, text)) for column in place.codes]
    form = ws.catalogue.form(place.form)
    with ws.store.reading() as connection:
        rows = lookup(connection, form, ws.unit, wanted, shown=place.shown, limit=place.at_most)
    return [_found(place, row) for row in rows]


def _code(column: str, text: str) -> str:
    """Return a number as it is stored: a patent's whole number with its dot."""
    return normal_patent_no(text) if column == "app_no" else name_key(text)


def _found(place: _Place, row: tuple[Stored, ...]) -> Found:
    note = str(row[2] or "") if len(row) > 2 else ""
    return Found(place.form, str(row[0]), "", str(row[1] or ""), note)


def _fields(ws: Workspace, period: str, text: str) -> Iterator[Found]:
    """Yield fields by label, short label, other names or official number."""
    key = name_key(text)
    found = sorted(
        (rank, form.order, place, form, field)
        for form in ws.catalogue.reported
        for place, field in enumerate(form.fields)
        if not field.derived and (rank := _rank(field, key)) is not None
    )
    firsts: dict[str, str] = {}
    english = language() == "en"
    for _how_well, _order, _place, form, field in found[:FIELDS_AT_MOST]:
        if form.code not in firsts:
            firsts[form.code] = _first(ws, form, period)
        label = field.label_en if english and field.label_en else field.label
        name = form.short_en if english and form.short_en else form.short
        words = f"{field.official} {label}" if field.official else label
        yield Found(form.code, firsts[form.code], field.code, words, name or form.label)


def _rank(field: Field, key: str) -> int | None:
    """Return how well a field fits, 0 the best, or None where it does not."""
    if key == name_key(field.official):
        return 0
    labels = [name_key(words) for words in (field.label, field.short, field.label_en) if words]
    if any(label.startswith(key) for label in labels):
        return 1
    if any(key in label for label in labels):
        return 2
    return 3 if any(name_key(alias) == key for alias in field.aliases) else None


def _first(ws: Workspace, form: Form, period: str) -> str:
    """Return the first record of a form in a period, on which a field can be shown."""
    with ws.store.reading() as connection:
        return first_uid(connection, form, ws.unit, period)
