"""Brings what groups the totals of a list into their names: 新增 beside or above 高企数."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import Column, SheetMapping
from desktop_app.sheets.table import Row, is_filled

_INDICATOR = ("unit_total", "indicator")
_ROLES = frozenset({"serial", "remark", "label"})


class TotalGroups:
    """The groups of a list of totals, as its rows come.

    Only words that make another figure of a total count; 创新主体 above them says nothing.

    Args:
        mapping: How the list is understood.
    """

    def __init__(self, mapping: SheetMapping) -> None:
        named = [c.index for c in mapping.columns if (c.form, c.field) == _INDICATOR]
        self._name = named[0] if named else -1
        before = mapping.columns[: max(self._name, 0)]
        self._beside = [column.index for column in before if _may_group(column)]
        self._above = ""
        self._said: dict[int, str] = {}

    def apply(self, rows: Sequence[Row]) -> None:
        """Put the words of a row's groups before the name of its indicator."""
        for row in rows if self._name >= 0 else ():
            filled = [cell for cell in row if is_filled(cell)]
            if len(filled) == 1 and isinstance(filled[0], str):
                self._above = _changing(filled[0])
            elif filled:
                self._name_whole(row)

    def _name_whole(self, row: Row) -> None:
        groups = [self._above]
        for column in self._beside:
            cell = row[column] if column < len(row) else ""
            if isinstance(cell, str) and is_filled(cell):
                self._said[column] = _changing(cell)
            if said := self._said.get(column, ""):
                groups.append(said)
                # 累计 would be taken for a sum.
                row[column : column + 1] = [""]
        name = row[self._name] if self._name < len(row) else ""
        whole = "".join(groups)
        if whole and isinstance(name, str) and is_filled(name):
            row[self._name] = f"{whole}{name.strip()}"


def _may_group(column: Column) -> bool:
    return not column.form and not column.field and column.reason not in _ROLES


def valueless_columns(mapping: SheetMapping) -> list[Column]:
    """Return the columns that may hold the values of totals, where none is known to hold them."""
    own = {column.field for column in mapping.of(_INDICATOR[0])}
    if mapping.main != _INDICATOR[0] or own - {_INDICATOR[1], "source_document"}:
        return []
    return [column for column in mapping.columns if _may_group(column)]


def _changing(text: str) -> str:
    """Return what of a group's name makes other figures of the totals in it, or ""."""
    known = layout_words()
    if known.topics.fullmatch(heading_key(text).text):
        return ""
    found = known.other_totals.search(fold(text))
    return found[0] if found else ""
