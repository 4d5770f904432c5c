"""Words that no code list has, which a person may say the code of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview

_NO_CODE = frozenset({"not_in_list", "ambiguous_code", "not_yes_or_no"})

Where = tuple[str, str, str]


class WordQuestion(NamedTuple):
    """A word in a column of codes that means none of them.

    Attributes:
        form: Form of the column.
        field: Its field.
        key: The word folded; with form and field the key of `ImportOptions.words`.
        text: The word as the first of the rows writes it.
        rows: Where it stands: (file name, sheet name, row as Excel shows it).
        about: What it may mean, in words, where that is known.
    """

    form: str
    field: str
    key: str
    text: str
    rows: tuple[tuple[str, str, int], ...]
    about: str = ""


def word_questions(preview: ImportPreview, catalogue: Catalogue) -> tuple[WordQuestion, ...]:
    """Return the words that wait beside their fields or refuse their rows, each once."""
    texts: dict[Where, tuple[str, str]] = {}
    rows: dict[Where, list[tuple[str, str, int]]] = defaultdict(list)
    for sheet in preview.sheets:
        for where, said, place in _words(sheet, catalogue):
            texts.setdefault(where, said)
            rows[where].append((sheet.file, sheet.name, sheet.table.numbers[place]))
    return tuple(
        WordQuestion(*where, text, tuple(rows[where]), about)
        for where, (text, about) in texts.items()
    )


def _words(
    sheet: SheetPreview, catalogue: Catalogue
) -> Iterator[tuple[Where, tuple[str, str], int]]:
    table = sheet.table
    coded = {
        column.index: (column.form, column.field)
        for column in sheet.mapping.columns
        if column.form
        for field in [catalogue.form(column.form).by_code[column.field]]
        if field.type in {FieldType.CODE, FieldType.BOOL}
    }
    for (place, index), (text, reason) in table.kept.items():
        if index in coded and reason in _NO_CODE:
            yield (*coded[index], fold(text)), (text, ""), place
    for place, remarks in table.rejects.items():
        for remark in remarks:
            if remark.column in coded and remark.code in _NO_CODE and remark.read:
                said = (remark.read, remark.other)
                yield (*coded[remark.column], fold(remark.read)), said, place
