"""Finds the columns that two forms share, of which the kind of a row says which it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.importing.mapping.fields import taken_for
from desktop_app.importing.mapping.lexicon import Target, lexicon
from desktop_app.importing.model import Column
from desktop_app.importing.moves.by_kind import ByKind

_DECIDED = frozenset({"chosen", "remembered"})
_NAME = "name"
_CARRIER = ("carrier", _NAME)
Grades = Sequence[Sequence[Target]]


def shared_columns(
    columns: Sequence[Column], grades: Sequence[Grades], width: int, catalogue: Catalogue
) -> tuple[list[Column], list[Column], ByKind | None]:
    """Return the columns, more for the other form that has what one holds, and what parts them.

    Args:
        columns: The columns as they were matched.
        grades: What each of them can mean.
        width: Number of columns of the table.
        catalogue: Forms and code lists.
    """
    further: list[Column] = []
    places: dict[str, dict[int, int]] = defaultdict(dict)
    kinds = {(c.form, c.field): c.index for c in columns if c.form}
    carriers = lexicon(catalogue).carriers
    settled = [_settled(column, grades, kinds, carriers) for column in columns]
    found: ByKind | None = None
    for column in settled:
        form = catalogue.form(column.form) if column.form else None
        is_free = form is not None and column.reason not in _DECIDED
        for other in _siblings(form, catalogue) if form is not None and is_free else ():
            ((name, value),) = other.parent_values.items()
            at = kinds.get((other.parent, name), kinds.get((other.parent, _NAME)))
            field = _field(grades[column.index], other.code)
            if at is None or field is None:
                continue
            place = width + len(further)
            places[str(value)][column.index] = place
            twin = replace(column, index=place, form=other.code, field=field, at=column.index)
            further.append(twin)
            codes = catalogue.codes[catalogue.form(other.parent).by_code[name].codes].spellings
            found = ByKind(at, codes, places, (other.parent, name) not in kinds)
    return settled, further, found


def _settled(
    column: Column,
    grades: Sequence[Grades],
    kinds: Mapping[tuple[str, str], int],
    carriers: Collection[str],
) -> Column:
    """Return a column that is a figure of either kind of carrier as one of the first kind.

    The kind of each row, or the name that stands there, says which it is.
    """
    is_open = not column.form and column.reason == "ambiguous" and _CARRIER in kinds
    is_open = is_open and not any(form == "firm" for form, _field in kinds)
    own = grades[column.index] if is_open and column.index < len(grades) else ()
    first = [target for target in (own[0] if own else ()) if target.form in carriers]
    if len(first) != len(carriers) or {target.form for target in first} != carriers:
        return column
    target = min(first, key=lambda one: one.form)
    return taken_for(column, target, target.reason)


def _siblings(form: Form, catalogue: Catalogue) -> list[Form]:
    """Return the forms that a parent of another kind has in place of one."""
    if len(form.parent_values) != 1:
        return []
    return [
        other
        for other in catalogue.reported
        if other.parent == form.parent
        and other.parent_values.keys() == form.parent_values.keys()
        and other.parent_values != form.parent_values
    ]


def _field(grades: Grades, form: str) -> str | None:
    """Return the one field of a form that a heading means in its surest grade, or None."""
    for grade in grades:
        fields = [target.field for target in grade if target.form == form]
        if fields:
            return fields[0] if len(fields) == 1 else None
    return None
