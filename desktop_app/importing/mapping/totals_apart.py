"""Parts tables of totals that stand below each other, each under a heading of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.mapping.totals_grid import says_where
from desktop_app.sheets.table import Row, is_filled

_SEVERAL = 2


class Part(NamedTuple):
    """A table: the place of its heading, and the sheet's rows, blank where they are another's."""

    heading: int
    rows: list[Row]


def tables_apart(head: Sequence[Row]) -> list[Part]:
    """Return the tables of a sheet, each with what titles it; [] where it has no two headings.

    A heading that only comes again, as on printed pages, is that of one table.
    """
    firsts = list(_headings(head))
    if len({tuple(map(cell_text, head[first])) for first in firsts}) < _SEVERAL:
        return []
    ends = [_title_above(head, first) for first in firsts[1:]]
    spans = zip(firsts, [0, *ends], [*ends, len(head)], strict=True)
    return [
        Part(first, [row if start <= n < end else [] for n, row in enumerate(head)])
        for first, start, end in spans
    ]


def _headings(head: Sequence[Row]) -> Iterator[int]:
    """Yield the places of rows that head figures, each the first one above its own."""
    is_new = True
    for number, row in enumerate(head):
        if is_new and _heads_figures(row):
            yield number
            is_new = False
        is_new = is_new or any(map(is_figure, row))


def _heads_figures(row: Row) -> bool:
    """Whether a row heads figures of places or times: 时间 | 高企数 | 技术合同成交额."""
    texts = list(filter(None, map(cell_text, row)))
    return (
        len(set(texts)) >= _SEVERAL
        and says_where(texts[0])
        and not any(map(is_figure, row))
        and not any(map(unit_of, texts))
    )


def _title_above(head: Sequence[Row], first: int) -> int:
    """Return the place of the first row that titles a table whose heading begins at `first`."""
    while first and not any(map(is_figure, head[first - 1])):
        if len({cell for cell in head[first - 1] if is_filled(cell)}) > 1:
            break
        first -= 1
    return first
