"""Matches the columns of a table to the fields of one or several forms: step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.mapping.chosen import GUESSED, chosen
from desktop_app.importing.mapping.claims import with_numbers
from desktop_app.importing.mapping.fields import left_out, of_their_forms
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.noted_periods import with_noted_periods
from desktop_app.importing.mapping.paired_columns import with_paired
from desktop_app.importing.mapping.period_of_title import Said
from desktop_app.importing.mapping.period_text import is_open
from desktop_app.importing.mapping.periods import (
    dated,
    once,
    period_of_sheet,
    with_own_year,
    with_periods_beside,
    with_this_year,
    without_periods_of_names,
    without_periods_of_standing,
)
from desktop_app.importing.mapping.records_told import FurtherMoves, mapping_of_records
from desktop_app.importing.mapping.same_figures import joined
from desktop_app.importing.mapping.same_times import are_in_parts, with_fields_of_now, years_of
from desktop_app.importing.mapping.shared_columns import shared_columns
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.table_meaning import TableMeaning, meaning_of_table
from desktop_app.importing.mapping.units import measured
from desktop_app.importing.mapping.values import blank
from desktop_app.importing.model import (
    TOTALS,
    Choice,
    Column,
    ImportOptions,
    SheetMapping,
    SheetName,
)

_CODE = "代码"


def propose(
    block: Block,
    name: SheetName,
    title: TitleFacts,
    catalogue: Catalogue,
    options: ImportOptions,
) -> SheetMapping:
    """Return how a table is understood.

    Args:
        block: Its heading and first rows.
        name: Where it stands, which may say what title and heading do not.
        title: What is said of all its rows.
        catalogue: Forms and code lists.
        options: What a person decided beforehand.
    """
    meant = meaning_of_table(block, name, title, catalogue, options)
    columns, moves = _fields(meant, block.width, options.choices.get(name.key, {}))
    said = period_of_sheet(meant.title, name, options)
    period = "" if said.is_coming and meant.forms.main != TOTALS else said.code
    columns = _timed(columns, meant, said, period, name.sheet)
    columns = with_noted_periods(columns, meant.title.notes, said.code, lexicon(catalogue))
    columns = measured(columns, meant.below, meant.title, catalogue)
    columns = once([_in_version(column, said.code, catalogue) for column in columns])
    spread = block.spread and joined(columns, block.spread)
    mapping = mapping_of_records(columns, moves, meant, block)
    return replace(mapping, period=period, period_from=said.source, spread=spread)


def _fields(
    meant: TableMeaning, width: int, choices: Mapping[int, Choice]
) -> tuple[list[Column], FurtherMoves]:
    """Return each column as a field of a form, and more for what cells hold besides.

    Args:
        meant: What the headings mean.
        width: Number of columns of the table.
        choices: What a person said of columns.
    """
    forms, claims = meant.forms, meant.claims
    found = of_their_forms(meant.heads, claims, forms, lexicon(forms.catalogue))
    found = [_guessed(column) if column.index in meant.untold else column for column in found]
    found = [chosen(column, choices, meant.title.unit) for column in found]
    found, further, by_kind = shared_columns(found, claims.grades, width, forms.catalogue)
    width += len(further)
    found, pairs = with_paired(
        [*found, *further], meant.samples, width, {*meant.grouped, *meant.lined}, forms.catalogue
    )
    width += sum(not pair.is_own for pair in pairs)
    found, claimed = with_numbers(found, claims, width)
    return found, FurtherMoves(by_kind, pairs, claimed)


def _timed(
    columns: Sequence[Column], meant: TableMeaning, said: Said, period: str, tab: str
) -> list[Column]:
    """Return columns with the periods that their figures are of, as far as the sheet says it.

    Args:
        columns: The columns.
        meant: What the headings mean.
        said: The period that is said of the whole table.
        period: That of figures that name none, or "".
        tab: Name of the sheet.
    """
    catalogue, samples = meant.forms.catalogue, meant.samples
    by_row = [c.index for c in columns if c.field == "period" and not c.form]
    cells = [cell for index in by_row for cell in samples[index]]
    found = with_this_year(columns, said.code)
    found = with_fields_of_now(found, years_of(said.code, cells), catalogue)
    found = dated(
        found,
        said.code,
        is_to_date=meant.title.is_to_date,
        is_in_parts=are_in_parts(said.code, cells),
        blank=blank(samples),
    )
    found = without_periods_of_names(without_periods_of_standing(found, catalogue), catalogue)
    found = with_own_year(found, said)
    return with_periods_beside(found, period, f"{meant.title.text} {tab}", catalogue)


def _guessed(column: Column) -> Column:
    """Flag a column that its values alone tell."""
    if column.reason != "values" or _CODE in column.heading:
        return column
    return replace(column, flags=(*column.flags, GUESSED))


def _in_version(column: Column, period: str, catalogue: Catalogue) -> Column:
    """Leave out what the form of that year does not have."""
    said = period if is_open(column.period) else column.period or period
    if not column.form or not said or not catalogue.form(column.form).periodic:
        return column
    form = catalogue.form(column.form)
    if form.by_code[column.field].in_version(int(said[:4])):
        return column
    return left_out(column, "not_in_version")
