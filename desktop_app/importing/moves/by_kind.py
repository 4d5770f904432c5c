"""Columns whose figures belong to one form or another, as the kind of their row says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.moves.move import Move, clear, put
from desktop_app.sheets.table import Row, is_filled


@dataclass(frozen=True, slots=True)
class ByKind(Move):
    """The columns of a table that two forms share: the 总收入 of 孵化器 and 众创空间.

    Attributes:
        kind: Column that says of which kind a row is.
        codes: Code of a kind by its folded names.
        places: For rows of a kind, the columns that cells move to, by where they stand.
        is_named: Whether `kind` is the column of names, which say what they are: 甬创众创空间.
    """

    kind: int
    codes: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    is_named: bool = False

    def apply(self, rows: Iterable[Row]) -> None:
        """Move the cells of rows whose kind has them elsewhere."""
        taken = {place for moved in self.places.values() for place in moved.values()}
        for row in rows:
            for place in taken:
                clear(row, place)
            cell = row[self.kind] if self.kind < len(row) else ""
            moved = self.places.get(self._code(fold(str(cell))), {})
            for column, place in moved.items():
                if column < len(row) and is_filled(row[column]):
                    put(row, place, row[column])
                    row[column] = ""

    def _code(self, core: str) -> str:
        """Return the code of the kind that a folded cell says, or ""."""
        if not self.is_named:
            return self.codes.get(core, "")
        kinds = layout_words().carriers.items()
        return self.codes.get(
            next((fold(kind) for kind, one in kinds if one.fullmatch(core)), ""), ""
        )
