"""Golden workbooks as offices send them; every firm, number and person in them is made up.

`CASES` makes each into a folder; what a careful clerk would make of it stands in
`../expected/<name>.json`, one line a row (see `outcome.noted`).
"""

from golden_sheets import (
    cards,
    continued,
    files_at_large,
    firms,
    formats,
    forms,
    headings,
    instructions,
    laid_out,
    layouts,
    long_tables,
    odd_books,
    odd_neighbours,
    offices,
    parts_and_places,
    patents,
    period_columns,
    periods,
    printed,
    second_look,
    series,
    texts,
    traps,
    units,
    values,
)
from golden_sheets.cases import CASES, SERIES

__all__ = [
    "CASES",
    "SERIES",
    "cards",
    "continued",
    "files_at_large",
    "firms",
    "formats",
    "forms",
    "headings",
    "instructions",
    "laid_out",
    "layouts",
    "long_tables",
    "odd_books",
    "odd_neighbours",
    "offices",
    "parts_and_places",
    "patents",
    "period_columns",
    "periods",
    "printed",
    "second_look",
    "series",
    "texts",
    "traps",
    "units",
    "values",
]
