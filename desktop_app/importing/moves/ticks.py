"""Choices that are ticked in a column for each answer: 大型 | 中型 | 小型."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.texts import fold
from desktop_app.importing.moves.move import Move, clear, put
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

_YES = frozenset({"√", "✓", "✔", "☑", "■", "●", "V", "Y", "YES", "1", "TRUE", "是", "有", "对"})
_RINGS = frozenset({"○", "〇", "◯"})


def is_tick(cell: Cell) -> bool:
    """Whether a cell says yes, by a sign or a word."""
    if isinstance(cell, bool):
        return cell
    core = fold(f"{cell:.15g}" if isinstance(cell, float) else str(cell))
    return core in _YES or words().answers.get(core) == 1


def is_ring(cell: Cell) -> bool:
    """Whether a cell holds an empty ring, which is a tick where no other stands in its row."""
    return isinstance(cell, str) and fold(cell) in _RINGS


def is_answer(cell: Cell) -> bool:
    """Whether a cell says yes or no."""
    if isinstance(cell, bool) or is_tick(cell) or is_ring(cell):
        return True
    core = fold(f"{cell:.15g}" if isinstance(cell, float) else str(cell))
    return (
        words().answers.get(core) == 0 or core in words().missing or core in {"0", "×", "否", "N"}
    )


@dataclass(frozen=True, slots=True)
class Ticks(Move):
    """One choice of a table.

    Attributes:
        labels: Its columns, and what a tick in each means.
        place: The column that the choice is read in, behind all that the sheet has.
    """

    labels: tuple[tuple[int, str], ...]
    place: int

    def apply(self, rows: Iterable[Row]) -> None:
        """Write what is ticked into the column of the choice."""
        for row in rows:
            marked = [(row[column], label) for column, label in self.labels if column < len(row)]
            said = [label for cell, label in marked if is_tick(cell)]
            rings = [label for cell, label in marked if is_ring(cell)]
            said = said or (rings if len(rings) == 1 else [])
            clear(row, self.place)
            if said:
                put(row, self.place, "、".join(said))
