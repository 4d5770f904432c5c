"""Kinds of records that the heading of their names says: 众创空间名称, 重点实验室名称."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.mapping.kinds_of_title import code_named
from desktop_app.importing.mapping.lexicon import Target
from desktop_app.importing.mapping.sheet_title import TitleFacts

_KIND, _NAME = "kind", "name"
_SCORE = 1.0
"""How much it speaks for a form that only records of the kind have."""


def with_headed_kinds(
    title: TitleFacts,
    heads: Sequence[ColumnHead],
    grades: Sequence[Sequence[Sequence[Target]]],
    catalogue: Catalogue,
) -> TitleFacts:
    """Return a title that says of which kind the records are as the heading of names does.

    Args:
        title: What is said of all rows, which has the first word.
        heads: The headings.
        grades: What each of them can mean, the surest first.
        catalogue: Forms and code lists.
    """
    kinds = _kinds(heads, grades, catalogue)
    own = {key: kind for key, kind in kinds.items() if key not in title.constants}
    if not own:
        return title
    scores = {
        form.code: _SCORE
        for form in catalogue.reported
        for name, kind in form.parent_values.items()
        if own.get((form.parent, name)) == str(kind)
    }
    constants = {**own, **title.constants}
    return replace(title, constants=constants, scores={**scores, **title.scores})


def _kinds(
    heads: Sequence[ColumnHead], grades: Sequence[Sequence[Sequence[Target]]], catalogue: Catalogue
) -> dict[tuple[str, str], Stored]:
    """Return the kind of all records, by (form, field), where a heading of names says one."""
    found: dict[tuple[str, str], Stored] = {}
    for head, own in zip(heads, grades, strict=True):
        for target in own[0] if own else ():
            form = catalogue.form(target.form)
            if target.field == _NAME and _KIND in form.by_code:
                kind = code_named(fold(head.text), catalogue.codes[form.by_code[_KIND].codes])
                if kind:
                    found.setdefault((form.code, _KIND), kind)
    return found
