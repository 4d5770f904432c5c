"""What notes below or beside a table say of all its rows: unit and period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.signed import above_signatures
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.mapping.unit_of_title import is_unit_line, unit_said
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, is_filled

_FEW = 3
_LONGEST = 200
_LISTED = re.compile(r"\d{1,2}[、.．)](?!\d)|[(]\d{1,2}[)]")


def notes_of(rows: Sequence[Row], heads: Sequence[ColumnHead]) -> list[str]:
    """Return the notes among the rows below a heading, and in columns beside its table.

    Args:
        rows: The rows below the heading.
        heads: The headings of the columns.
    """
    silent = words().remark
    beside = [
        column
        for column, head in enumerate(heads)
        if not head.text or any(key.text in silent for key in head.keys)
    ]
    said = (text for row in rows for text in _notes_of(row, beside))
    return [*_unit_alone(rows), *said, *_unit_alone(reversed(above_signatures(rows)))]


def _unit_alone(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the unit of all amounts, where it stands alone before the first of some rows.

    Right below a heading that is, or at the end of a table; further lines alone may stand there.
    """
    for row in rows:
        cells = [cell for cell in row if is_filled(cell)]
        if len(cells) > 1:
            return
        if cells and isinstance(cells[0], str) and is_unit_line(_bare(cells[0])):
            yield _bare(cells[0])
            return


def _bare(text: str) -> str:
    return text.strip().strip("()（）[]【】")


def _notes_of(row: Row, beside: Sequence[int]) -> Iterator[str]:
    cells = [cell for cell in row if is_filled(cell)]
    first = cells[0] if cells and isinstance(cells[0], str) else ""
    if first and len(cells) <= _FEW and (_is_note(first) or (len(cells) == 1 and _is_list(first))):
        yield from (cell for cell in cells if isinstance(cell, str))
        return
    for column in beside:
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, str) and cell and (_is_note(cell) or _is_list(cell)):
            yield cell


def _is_note(text: str) -> bool:
    return len(text) <= _LONGEST and fold(text[:_LONGEST]).startswith(words().notes)


def _is_list(text: str) -> bool:
    return len(text) <= _LONGEST and _LISTED.match(fold(text)) is not None


def unit_of_notes(notes: Sequence[str]) -> Unit | None:
    """Return the unit of money that a note gives for all amounts, or None."""
    return next(filter(None, map(unit_said, notes)), None)


def period_of_notes(notes: Sequence[str]) -> str:
    """Return the one period of which notes say that the figures are, or ""."""
    told = [note for note in notes if layout_words().of_figures.search(fold(note))]
    found = {one.code for note in told if (one := find_period(note)) and one.code}
    return found.pop() if len(found) == 1 else ""
