"""Knows columns of levels and kinds by how their headings end and what stands below: 设站级别."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.sheets.table import Cell

_ANY = "其他"
"""An entry that most lists have."""


def with_listed_values(
    heads: Sequence[ColumnHead], samples: Sequence[Sequence[Cell]], catalogue: Catalogue
) -> list[ColumnHead]:
    """Return headings, of which those that are not known mean what their last word does.

    So they do where nothing but codes of that word's list stands below, and no column is called so.

    Args:
        heads: The headings.
        samples: Some cells of each.
        catalogue: Forms and code lists.
    """
    known = lexicon(catalogue)
    found = list(heads)
    for word, ends in layout_words().ends.items():
        key = heading_key(word)
        fit = [
            column
            for column, head in enumerate(heads)
            if not any(map(known.knows, head.keys))
            and any(ends.fullmatch(own.text) for own in head.keys)
            and _are_listed(samples[column], word, catalogue)
        ]
        is_taken = any(one.meaning == key.meaning for head in heads for one in head.keys)
        if len(fit) == 1 and not is_taken:
            found[fit[0]] = replace(heads[fit[0]], keys=head_of((word,)).keys, above=None)
    return found


def _are_listed(cells: Sequence[Cell], word: str, catalogue: Catalogue) -> bool:
    """Whether some cells are all of one list that a heading may be of."""
    fields = [
        catalogue.form(target.form).by_code[target.field]
        for grade in lexicon(catalogue).targets(heading_key(word))[:1]
        for target in grade
    ]
    lists = {field.codes for field in fields if field.type is FieldType.CODE}
    texts = {fold(cell) if isinstance(cell, str) else "" for cell in cells}
    return bool(texts - {_ANY}) and any(
        all(catalogue.codes[one].spellings.get(text) for text in texts) for one in lists
    )
