"""Columns that the store computes: name keys for matching, pinyin initials for searching."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from desktop_app.catalogue.model import Form
from desktop_app.domain.names import name_key
from desktop_app.domain.plans import Stored

SOURCE = "name"


def _initial(character: str) -> str:
    if character.isascii():
        return character.upper() if character.isalnum() else ""
    # Only when a Chinese name is saved, and without the phrases, which single characters do not
    # ask for: they cost 0.2 s and 44 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
    return str(found[0]).upper() if found else ""


class _Initials(dict[int, str]):
    """The initial of each character that was asked for, by its number, as `str.translate` asks."""

    def __missing__(self, number: int) -> str:
        found = self[number] = _initial(chr(number))
        return found


_INITIALS = _Initials()


def initials(text: str) -> str:
    """Return the pinyin initials of a name in capitals: 宁波甬能 -> NBYN; Latin stays."""
    return text.translate(_INITIALS)


FUNCTIONS: dict[str, Callable[[str], str]] = {"name_key": name_key, "initials": initials}


def derive(
    form: Form, columns: Sequence[str], rows: Sequence[tuple[Stored, ...]]
) -> tuple[tuple[str, ...], Sequence[tuple[Stored, ...]]]:
    """Add the derived columns of a form where the name that they come from is set."""
    derived = [f for f in form.fields if f.derived]
    if not derived or SOURCE not in columns:
        return tuple(columns), rows
    place = list(columns).index(SOURCE) + 2  # after uid and version
    functions = [FUNCTIONS[f.derived] for f in derived]
    extended = [
        (*row, *(function(str(row[place])) if row[place] else None for function in functions))
        for row in rows
    ]
    return (*columns, *(f.code for f in derived)), extended
