"""Figures in cells that are merged downwards over several records; the first takes them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.importing.layout.headings import Merges
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.model import Remark, SheetMapping
from desktop_app.importing.records.table import Table


def tell_merged(merges: Merges, mapping: SheetMapping, catalogue: Catalogue, table: Table) -> None:
    """Ask about figures of which nobody can say whose they are: those of several firms or years.

    A figure that is merged over lines of its own record, as the revenue of a firm beside its
    projects, is that record's.

    Args:
        merges: Merged ranges of the sheet.
        mapping: How the table is understood.
        catalogue: Forms and code lists.
        table: Its rows, all of them read; remarks are added.
    """
    tall = [(left, top, bottom) for top, left, bottom, _right in merges if bottom > top]
    if not tall:
        return
    figures = {
        table.at.get(column.index, column.index): column
        for column in mapping.columns
        if column.form and catalogue.form(column.form).by_code[column.field].is_number
    }
    for left, top, bottom in tall:
        first = bisect_left(table.numbers, top)
        places = range(first, bisect_left(table.numbers, bottom + 1, first))
        column = figures.get(left)
        if column is None or len(places) < 2 or table.numbers[first] != top:
            continue
        value = table.values[column.form, column.field, column.period][first]
        if value is not None and len(set(_whose(column.form, places, catalogue, table))) > 1:
            for place in places:
                table.remarks[place].append(Remark("merged_figure", column.index))


def _whose(
    code: str, places: range, catalogue: Catalogue, table: Table
) -> Iterator[tuple[Stored, ...]]:
    """Yield what tells the records of a form apart, of some rows."""
    forms = {code}
    while parent := catalogue.form(code).parent:
        forms.add(code := parent)
    keys = lexicon(catalogue).keys
    told = [
        values
        for (form, name, _period), values in table.values.items()
        if form in forms and (form, name) in keys
    ]
    for place in places:
        period = table.periods[place] if table.periods else ""
        yield (period, *(values[place] for values in told))
