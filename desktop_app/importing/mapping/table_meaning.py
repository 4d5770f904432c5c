"""What the headings of a table mean, by all that stands around them, and the forms they are of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.groups import grouped_fields, lined_fields
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.record_rows import records_among
from desktop_app.importing.layout.titles import names_whose
from desktop_app.importing.mapping.called_by_title import called_by_title
from desktop_app.importing.mapping.claims import Claims, with_claims
from desktop_app.importing.mapping.figures import with_figure
from desktop_app.importing.mapping.forms import FormChoice, choose_forms
from desktop_app.importing.mapping.glued_periods import with_glued_period, with_own_year_before
from desktop_app.importing.mapping.grown import with_grown
from desktop_app.importing.mapping.headed_kinds import with_headed_kinds
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.listed_values import with_listed_values
from desktop_app.importing.mapping.meanings import (
    as_chosen,
    by_their_values,
    meanings,
    of_what_was_lost,
    told_by_all,
)
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.mapping.relative_times import of_times, with_spans
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.short_names import with_short_names
from desktop_app.importing.mapping.sums_of_periods import with_sums
from desktop_app.importing.mapping.values import SAMPLED, sample
from desktop_app.importing.mapping.without import (
    without_foreign_code,
    without_other_codes,
    without_strangers,
    without_ticked,
    without_wanted,
)
from desktop_app.importing.model import ImportOptions, SheetName
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

_LONGEST_UNIT = 6


@dataclass(frozen=True, slots=True)
class TableMeaning:
    """What the headings of a table mean, by all that stands around them.

    Attributes:
        heads: The headings, as they are meant.
        below: The first rows that are records.
        samples: The first filled cells of each column.
        untold: The columns whose headings alone tell nothing.
        claims: What columns only claim, and what each can mean in the light of that.
        title: What is said of all rows, by what columns claim too.
        grouped: Values of all rows, and those that lines between them give.
        forms: The forms of the table.
        lined: Fields whose codes lines between its rows name.
    """

    heads: list[ColumnHead]
    below: Sequence[Row]
    samples: list[list[Cell]]
    untold: frozenset[int]
    claims: Claims
    title: TitleFacts
    grouped: Mapping[tuple[str, str], Stored]
    forms: FormChoice
    lined: Collection[tuple[str, str]]


def meaning_of_table(
    block: Block,
    name: SheetName,
    title: TitleFacts,
    catalogue: Catalogue,
    options: ImportOptions,
) -> TableMeaning:
    """Return what the headings of a table mean, and which forms they are of.

    Headings are first put as they are meant by what stands beside, above and below them. What each
    can mean is then narrowed: by the values below it, by what a person said, by title and lists of
    codes, by columns that claim a title. The forms are chosen of what is left.

    Args:
        block: Its heading and first rows.
        name: Where it stands, which may say what title and heading do not.
        title: What is said of all its rows.
        catalogue: Forms and code lists.
        options: What a person decided beforehand.
    """
    known = lexicon(catalogue)
    # What names the firm of a further table is no record of this one.
    own = [row for row in block.below if not names_whose(row, known)]
    below = records_among(own, block.heading.heads)
    samples = [sample(below, index) for index in range(len(block.heading.heads))]
    heads = _as_meant(block.heading.heads, below, samples, catalogue, title=title, name=name)
    heads = [of_what_was_lost(head, known, title) for head in heads]
    named = [meanings(head, known) for head in heads]
    grades = by_their_values(heads, named, samples, known)
    grades = as_chosen(grades, options.choices.get(name.key, {}))
    grades = told_by_all(heads, grades, samples, title, catalogue)
    claims = with_claims(heads, grades, samples, title)
    title = _with_constants(title, claims.constants)
    title = with_headed_kinds(title, heads, grades, catalogue)
    rows = block.below[:SAMPLED]
    grouped = {**grouped_fields(rows, catalogue), **title.constants}
    said, around = options.forms.get(name.key, ""), replace(title, constants=grouped)
    forms = choose_forms(claims.grades, heads, around, catalogue, said)
    return TableMeaning(
        heads=heads,
        below=below,
        samples=samples,
        untold=frozenset(index for index, found in enumerate(named) if not found),
        claims=claims,
        title=title,
        grouped=grouped,
        forms=forms,
        lined=lined_fields(rows, catalogue.form(forms.main), catalogue) if forms.main else (),
    )


def _as_meant(
    heads: Sequence[ColumnHead],
    below: Sequence[Row],
    samples: Sequence[Sequence[Cell]],
    catalogue: Catalogue,
    *,
    title: TitleFacts,
    name: SheetName,
) -> list[ColumnHead]:
    """Return headings as they are meant by what stands beside, above and below them."""
    known = lexicon(catalogue)
    if title.said.code:
        heads = with_own_year_before(heads, title.scores, catalogue)
    own = [without_foreign_code(head, known) for head in heads]
    found = with_short_names([with_glued_period(head, known) for head in own], known)
    found = with_figure(with_sums(found), samples, (title.text, name.sheet), known)
    found = called_by_title(with_grown(found, below, known), title, name)
    pairs = zip(found, samples, strict=True)
    found = with_spans([of_times(_of_units(head, cells), cells) for head, cells in pairs])
    found = without_other_codes(without_ticked(found, samples, known), samples, known)
    found = without_strangers(without_wanted(found), known)
    return with_listed_values(found, samples, catalogue)


def _with_constants(title: TitleFacts, constants: Mapping[tuple[str, str], Stored]) -> TitleFacts:
    return replace(title, constants={**constants, **title.constants}) if constants else title


def _of_units(head: ColumnHead, cells: Sequence[Cell]) -> ColumnHead:
    """Return the heading 计量单位 for a 单位 over units, which else names the firm."""
    is_said = any(key.text in words().title_unit for key in head.keys[:1])
    units = [cell for cell in cells if _is_unit(cell)]
    # Measures that are no units of ours, such as 笔, are as short.
    others = [cell for cell in cells if not _is_unit(cell)]
    are_short = all(isinstance(cell, str) and len(fold(cell)) <= _LONGEST_UNIT for cell in others)
    is_unit = is_said and are_short and 2 * len(units) > len(cells)
    return replace(head_of(("计量单位",)), text=head.text) if is_unit else head


def _is_unit(cell: Cell) -> bool:
    return isinstance(cell, str) and unit_of(cell) is not None
