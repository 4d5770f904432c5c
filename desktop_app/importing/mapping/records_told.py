"""Which forms a table gives records of: those whose records its columns can tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.mapping.adding_columns import adding, filling
from desktop_app.importing.mapping.claims import kinds_of_titles, scheme_of_numbers
from desktop_app.importing.mapping.fields import left_out
from desktop_app.importing.mapping.forms import FormChoice, is_told_by_kind, possible_forms
from desktop_app.importing.mapping.named_kinds import told_by_names
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.table_meaning import TableMeaning
from desktop_app.importing.mapping.vague import is_vague
from desktop_app.importing.mapping.values import SAMPLED
from desktop_app.importing.mapping.without import is_of_vouchers
from desktop_app.importing.model import Column, SheetMapping
from desktop_app.importing.moves.by_kind import ByKind
from desktop_app.importing.moves.claimed import Claimed
from desktop_app.importing.moves.paired import Paired
from desktop_app.sheets.table import Row

_FIRM = "firm"


class FurtherMoves(NamedTuple):
    """What brings cells into the columns that they are read in, as `SheetMapping` has it."""

    by_kind: ByKind | None
    pairs: tuple[Paired, ...]
    claimed: tuple[Claimed, ...]


def mapping_of_records(
    columns: Sequence[Column], moves: FurtherMoves, meant: TableMeaning, block: Block
) -> SheetMapping:
    """Return how a table is understood of whose forms the columns can tell the records apart.

    Args:
        columns: The columns, each with the field that it would be.
        moves: What brings cells into further columns.
        meant: What the headings mean.
        block: The table.
    """
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


def _told_apart(
    columns: Sequence[Column], block: Block, rows: Sequence[Row], catalogue: Catalogue
) -> tuple[Column, ...]:
    """Return columns with why they are taken where names told it, or they add to another."""
    named = told_by_names(columns, block.named_kinds)
    return tuple(adding(column) for column in filling(named, rows, catalogue))


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
    return left_out(column, "no_key")


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
