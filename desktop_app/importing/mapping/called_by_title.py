"""Knows what a heading means in a sheet that its title calls 通讯录 or 利润表."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import Called, layout_words
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.model import SheetName


def called_by_title(
    heads: Sequence[ColumnHead], title: TitleFacts, name: SheetName
) -> list[ColumnHead]:
    """Return headings as they are meant where title, tab or file say what kind of sheet it is.

    姓名 in a 通讯录 is whom one calls at the firm, elsewhere a talent or an inventor; 研发费用 in a
    利润表 is that of the accounts, and that of the tax office where a note says so.
    """
    said = [fold(text) for text in (title.text, name.sheet, PurePath(name.file).stem)]
    noted = [*said, *map(fold, title.notes)]
    known = [
        one
        for one in layout_words().called
        if any(map(one.titles.search, noted if one.is_noted else said))
    ]
    return [_meant(head, known) for head in heads]


def _meant(head: ColumnHead, known: Sequence[Called]) -> ColumnHead:
    # 统计口径 below 营业收入 is none of what the title says.
    for called in known if head.above is None else ():
        if any(called.headings.fullmatch(key.text) for key in head.keys):
            keys = head_of((called.means,)).keys
            return replace(head, keys=keys, above=None)
    return head
