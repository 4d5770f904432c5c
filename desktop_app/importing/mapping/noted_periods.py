"""What notes say of when single figures are: 总收入为1-2月累计, below a sheet of March."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from desktop_app.domain.periods import parse_period
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import find_period, is_open
from desktop_app.importing.model import JOINT, TOTALS, Column

_DIFFERS = "comment_differs"
_VALUE = (TOTALS, "value")


def with_noted_periods(
    columns: Sequence[Column], notes: Iterable[str], period: str, known: Lexicon
) -> list[Column]:
    """Ask about figures of which a note names another period than heading or sheet do.

    A total is named by its row: all rows are asked about then.

    Args:
        columns: The columns with the periods that they are of.
        notes: What is noted on the table.
        period: That of the sheet, or "".
        known: The headings that are known.
    """
    said = dict(chain.from_iterable(times_of_figures(note, known) for note in notes))
    named = {_called(column) for column in columns}
    others = {code for name, code in said.items() if name not in named}
    return [_asked(column, said.get(_called(column), ""), others, period) for column in columns]


def times_of_figures(note: str, known: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield figures, as headings are compared, with the period that a note gives them."""
    for found in layout_words().times_of_figures.finditer(fold(note)):
        time, key = find_period(found["time"]), heading_key(found["name"])
        is_figure = known.knows(key) or known.calls_total(found["name"])
        if is_figure and time is not None and (time.code or time.part):
            yield key.meaning, time.said


def _called(column: Column) -> str:
    return heading_key(column.heading.rsplit(JOINT, maxsplit=1)[-1]).meaning


def _asked(column: Column, said: str, others: set[str], period: str) -> Column:
    own = period if not column.period or is_open(column.period) else column.period
    told = {said} if said else others if (column.form, column.field) == _VALUE else set()
    if not column.form or not any(_differs(code, own) for code in told):
        return column
    return replace(column, flags=(*column.flags, _DIFFERS))


def _differs(said: str, own: str) -> bool:
    """Whether a note names another time than a column is of, as far as it says it."""
    if not own or not is_open(said):
        return said != own
    return said.startswith("<") or said[1:] != own.removeprefix(str(parse_period(own).year))
