"""Kinds that no column says, but the names of what is listed: 示例甲省级企业研究院."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.texts import fold
from desktop_app.importing.moves.move import Move, clear, put
from desktop_app.sheets.table import Cell, Row, is_filled

_BEHIND = re.compile(r"[(](?:国家|省|市|区|县)级(?:备案|认定)?[)]$")
_LEVEL = re.compile("(?:国家|省|市|区|县)级$")


@dataclass(frozen=True, slots=True)
class NamedKinds(Move):
    """The kinds that the names in a column end with.

    Attributes:
        column: The column of names.
        kinds: What each kind is called, folded, and how the names of its records read; of
            several that fit, the first is meant.
        place: The column that the kind is read in, behind all that the sheet has.
        usual: The kind of those whose names say none, as the title gives it, or "".
    """

    column: int
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    place: int
    usual: str = ""

    def apply(self, rows: Iterable[Row]) -> None:
        """Write the kind that each name ends with into the column of kinds."""
        for row in rows:
            clear(row, self.place)
            name = row[self.column] if self.column < len(row) else ""
            kind = self.kind_of(name) or (self.usual if is_filled(name) else "")
            if kind:
                put(row, self.place, kind)

    def kind_of(self, name: Cell) -> str:
        """Return the kind that a name ends with, its level before it if it says one, or ""."""
        core = _BEHIND.sub("", fold(name)) if isinstance(name, str) else ""
        found = next((kind for kind, names in self.kinds if names.fullmatch(core)), "")
        if core == found:
            return ""
        level = _LEVEL.search(core.removesuffix(found)) if core.endswith(found) else None
        return f"{level[0]}{found}" if found and level else found
