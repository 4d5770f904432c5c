"""Tells sheets of which nothing but a vague name says that they are lists of firms."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import names_shortly
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.model import Column

_THING = "名称"
_VAGUE = frozenset({"名称", "单位", "企业", "机构名称"})


def is_vague(columns: Sequence[Column], title: TitleFacts) -> bool:
    """Whether nothing but a column called 名称 speaks for a list of firms."""
    taken = [column for column in columns if column.form]
    names = [column for column in taken if (column.form, column.field) == ("firm", "name")]
    is_of_rights = layout_words().other_rights.fullmatch(fold(title.text)) is not None
    if is_of_rights and any(map(_may_be_of_rights, names)):
        # 名称 | 登记号 of software names no firms, nor does 简称.
        return all(column.form == "firm" for column in taken)
    return (
        len(taken) == 1
        and taken[0].form in {"firm", "carrier"}
        and heading_key(taken[0].heading).text in _VAGUE
        and taken[0].form not in title.scores
    )


def _may_be_of_rights(name: Column) -> bool:
    return heading_key(name.heading).text == _THING or names_shortly(name.heading)
