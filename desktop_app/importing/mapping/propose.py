"""Matches the columns of a sheet to the fields of one or several forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.groups import grouped_fields, lined_fields
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.record_rows import records_among
from desktop_app.importing.layout.titles import names_whose
from desktop_app.importing.mapping.adding_columns import adding, filling
from desktop_app.importing.mapping.called_by_title import called_by_title
from desktop_app.importing.mapping.chosen import GUESSED, chosen
from desktop_app.importing.mapping.claims import (
    Claims,
    kinds_of_titles,
    scheme_of_numbers,
    with_claims,
    with_numbers,
)
from desktop_app.importing.mapping.fields import of_their_forms
from desktop_app.importing.mapping.figures import with_figure
from desktop_app.importing.mapping.forms import (
    FormChoice,
    choose_forms,
    is_told_by_kind,
    possible_forms,
)
from desktop_app.importing.mapping.glued_periods import with_glued_period, with_own_year_before
from desktop_app.importing.mapping.grown import with_grown
from desktop_app.importing.mapping.headed_kinds import with_headed_kinds
from desktop_app.importing.mapping.lexicon import Lexicon, lexicon
from desktop_app.importing.mapping.listed_values import with_listed_values
from desktop_app.importing.mapping.meanings import as_chosen, by_their_values, meanings, told_by_all
from desktop_app.importing.mapping.named_kinds import told_by_names
from desktop_app.importing.mapping.normal import unit_of
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
from desktop_app.importing.mapping.relative_times import of_times, with_spans
from desktop_app.importing.mapping.same_figures import joined
from desktop_app.importing.mapping.same_times import (
    are_in_parts,
    with_fields_of_now,
    years_of,
)
from desktop_app.importing.mapping.shared_columns import shared_columns
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.short_names import with_short_names
from desktop_app.importing.mapping.sums_of_periods import with_sums
from desktop_app.importing.mapping.units import measured
from desktop_app.importing.mapping.vague import is_vague
from desktop_app.importing.mapping.values import (
    SAMPLED,
    blank,
    sample,
)
from desktop_app.importing.mapping.without import (
    is_of_vouchers,
    without_foreign_code,
    without_other_codes,
    without_strangers,
    without_ticked,
    without_wanted,
)
from desktop_app.importing.model import (
    TOTALS,
    Choice,
    Column,
    ImportOptions,
    SheetMapping,
    SheetName,
)
from desktop_app.importing.moves.by_kind import ByKind
from desktop_app.importing.moves.claimed import Claimed
from desktop_app.importing.moves.paired import Paired
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

_CODE = "代码"
_FIRM = "firm"
_LONGEST_UNIT = 6


@dataclass(frozen=True, slots=True)
class _Meant:
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


class _Moves(NamedTuple):
    """What brings cells into the columns that they are read in, as `SheetMapping` has it."""

    by_kind: ByKind | None
    pairs: tuple[Paired, ...]
    claimed: tuple[Claimed, ...]


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
    meant = _meant(block, name, title, catalogue, options)
    columns, moves = _fields(meant, block.width, options.choices.get(name.key, {}))
    said = period_of_sheet(meant.title, name, options)
    period = "" if said.is_coming and meant.forms.main != TOTALS else said.code
    columns = _timed(columns, meant, said, period, name.sheet)
    columns = with_noted_periods(columns, meant.title.notes, said.code, lexicon(catalogue))
    columns = measured(columns, meant.below, meant.title, catalogue)
    columns = once([_in_version(column, said.code, catalogue) for column in columns])
    spread = block.spread and joined(columns, block.spread)
    mapping = _of_records(columns, moves, meant, block)
    return replace(mapping, period=period, period_from=said.source, spread=spread)


def _meant(
    block: Block,
    name: SheetName,
    title: TitleFacts,
    catalogue: Catalogue,
    options: ImportOptions,
) -> _Meant:
    known, heading = lexicon(catalogue), block.heading
    # What names the firm of a further table is no record of this one.
    own = [row for row in block.below if not names_whose(row, known)]
    below = records_among(own, heading.heads)
    samples = [sample(below, index) for index in range(len(heading.heads))]
    heads = list(heading.heads)
    if title.said.code:
        heads = with_own_year_before(heads, title.scores, catalogue)
    heads = _as_meant(heads, below, samples, known, title=title, name=name)
    heads = with_listed_values(heads, samples, catalogue)
    named = [meanings(head, known) for head in heads]
    grades = as_chosen(
        by_their_values(heads, named, samples, known), options.choices.get(name.key, {})
    )
    grades = told_by_all(heads, grades, samples, title, catalogue)
    claims = with_claims(heads, grades, samples, title)
    title = _with_constants(title, claims.constants)
    title = with_headed_kinds(title, heads, grades, catalogue)
    rows = block.below[:SAMPLED]
    grouped = {**grouped_fields(rows, catalogue), **title.constants}
    forms = choose_forms(
        claims.grades,
        heads,
        replace(title, constants=grouped),
        catalogue,
        options.forms.get(name.key, ""),
    )
    return _Meant(
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


def _fields(
    meant: _Meant, width: int, choices: Mapping[int, Choice]
) -> tuple[list[Column], _Moves]:
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
    return found, _Moves(by_kind, pairs, claimed)


def _timed(
    columns: Sequence[Column], meant: _Meant, said: Said, period: str, tab: str
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


def _of_records(
    columns: Sequence[Column], moves: _Moves, meant: _Meant, block: Block
) -> SheetMapping:
    """Return how a table is understood of whose forms the columns can tell the records apart."""
    title, catalogue = meant.title, meant.forms.catalogue
    used = _with_listed(_with_keys(columns, meant.grouped, catalogue), meant.forms)
    columns = _with_values([_kept(column, used) for column in columns], block)
    main = meant.forms.main if meant.forms.main in used else next(iter(used), "")
    if (is_of_books := is_of_vouchers(meant.heads)) or is_vague(columns, title):
        main, used = "", ()
    claims = (claim for claim in meant.claims.columns if claim[1] in used)
    is_alone = block.turned is not None and len(block.turned.rows) == 1
    constants = _constants(
        title, columns, (*used, *([main] if main else ())), catalogue, is_alone=is_alone
    )
    return SheetMapping(
        main=main,
        forms=used,
        columns=_told_apart(columns, block, meant.below[:SAMPLED], catalogue),
        first_row=block.heading.rows[0],
        last_row=block.heading.rows[1],
        title=title.text,
        constants=scheme_of_numbers(columns) | constants,
        unit=title.unit,
        is_to_date=title.is_to_date,
        why_not="" if main else "vouchers" if is_of_books else "no_key",
        ticks=block.ticks,
        named_kinds=block.named_kinds,
        by_kind=moves.by_kind,
        pairs=moves.pairs,
        claimed=tuple(one for one in moves.claimed if one.form in used),
        claims=(*claims, *kinds_of_titles(columns, meant.samples, main)),
        is_of_firms_alone=main == _FIRM and _lists_more(title, used, catalogue),
    )


def _with_values(columns: Sequence[Column], block: Block) -> list[Column]:
    """Return columns of which none of values stands twice: each gives figures of its lines."""
    values = block.spread.values if block.spread is not None else ()
    return [
        replace(column, field="value", reason="label")
        if column.index in values and column.reason == "doubled"
        else column
        for column in columns
    ]


def _lists_more(title: TitleFacts, used: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether the title of a list says what its firms have, but not all that tells it apart.

    科技型中小企业名单 leaves open of which scheme; a number that a certificate has none says.
    """
    owned = {one for one in title.scores if is_told_by_kind(catalogue.form(one))}
    return title.is_list and bool(owned) and not owned.intersection(used)


def _as_meant(
    heads: Sequence[ColumnHead],
    below: Sequence[Row],
    samples: Sequence[Sequence[Cell]],
    known: Lexicon,
    *,
    title: TitleFacts,
    name: SheetName,
) -> list[ColumnHead]:
    """Return headings as they are meant by what stands beside, above and below them."""
    own = [without_foreign_code(head, known) for head in heads]
    found = with_short_names([with_glued_period(head, known) for head in own], known)
    found = with_figure(with_sums(found), samples, (title.text, name.sheet), known)
    found = called_by_title(with_grown(found, below, known), title, name)
    pairs = zip(found, samples, strict=True)
    found = with_spans([of_times(_of_units(head, cells), cells) for head, cells in pairs])
    found = without_other_codes(without_ticked(found, samples, known), samples, known)
    return without_strangers(without_wanted(found), known)


def _told_apart(
    columns: Sequence[Column], block: Block, rows: Sequence[Row], catalogue: Catalogue
) -> tuple[Column, ...]:
    """Return columns with why they are taken where names told it, or they add to another."""
    named = told_by_names(columns, block.named_kinds)
    return tuple(adding(column) for column in filling(named, rows, catalogue))


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
    return _left_out(column, "not_in_version")


def _with_keys(
    columns: Sequence[Column], constants: Mapping[tuple[str, str], Stored], catalogue: Catalogue
) -> tuple[str, ...]:
    """Return the forms that the matched columns can tell records apart of, parents first."""
    fields: dict[str, set[str]] = defaultdict(set)
    for column in columns:
        fields[column.form].add(column.field)
    possible = possible_forms(fields, constants, catalogue)
    used = {form for form in possible if form in fields}
    for form in tuple(used):
        parent = catalogue.form(form).parent
        while parent in possible:
            used.add(parent)
            parent = catalogue.form(parent).parent
    return tuple(sorted(used, key=lambda form: catalogue.form(form).order))


def _with_listed(used: Sequence[str], forms: FormChoice) -> tuple[str, ...]:
    """Add the forms of which the title says all there is, where the firms are told apart."""
    if not used or not forms.listed:
        return tuple(used)
    return tuple(sorted({*used, *forms.listed}, key=lambda form: forms.catalogue.form(form).order))


def _kept(column: Column, used: Sequence[str]) -> Column:
    if not column.form or column.form in used:
        return column
    return _left_out(column, "no_key")


def _left_out(column: Column, reason: str) -> Column:
    near = (column.form, column.field)
    return replace(column, form="", field="", reason=reason, near=near, confidence=0.0)


def _constants(
    title: TitleFacts,
    columns: Sequence[Column],
    used: Sequence[str],
    catalogue: Catalogue,
    *,
    is_alone: bool,
) -> dict[tuple[str, str], str | int | None]:
    """Return what holds for all rows; of a form of one firm the title may name it beside a code."""
    given = {(column.form, column.field) for column in columns}
    # The firm of a title is not that of rows which name their own.
    codes = () if is_alone else FIRM_CODES
    is_named = any(("firm", field) in given for field in (*codes, "name"))
    own = {("firm", field) for field in (*FIRM_CODES, "name")} if is_named else set()
    constants = {
        where: value
        for where, value in title.constants.items()
        if where[0] in used and where not in given | own
    }
    # The last word has the form that the sheet is about: 孵化器 beside a figure of 众创空间.
    for form in used:
        entry = catalogue.form(form)
        for field, value in entry.parent_values.items():
            if (entry.parent, field) not in given:
                constants[entry.parent, field] = value
    return constants
