"""Knows whom 姓名 names in a list of telephones: whoever one calls at the firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import ColumnHead, head_of
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.model import SheetName

_CONTACT = ("联系人",)


def with_contacts(heads: Sequence[ColumnHead], title: str, name: SheetName) -> list[ColumnHead]:
    """Return headings of which 姓名 is 联系人, where title, tab or file call the sheet 通讯录.

    Elsewhere those who are named are talents or inventors, and nobody of the firm's.
    """
    known = layout_words()
    said = (title, name.sheet, PurePath(name.file).stem)
    if not any(known.contact_lists.search(fold(text)) for text in said):
        return list(heads)
    return [
        replace(head_of(_CONTACT), text=head.text)
        if known.persons_called.fullmatch(fold(head.text))
        else head
        for head in heads
    ]
