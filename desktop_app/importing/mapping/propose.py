"""Matches the columns of a sheet to the fields of one or several forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.groups import grouped_fields
from desktop_app.importing.layout.headings import ColumnHead, head_of
from desktop_app.importing.layout.record_rows import records_among
from desktop_app.importing.mapping.called_by_title import called_by_title
from desktop_app.importing.mapping.claims import (
    Claims,
    kinds_of_titles,
    scheme_of_numbers,
    with_claims,
    with_numbers,
)
from desktop_app.importing.mapping.figures import with_figure
from desktop_app.importing.mapping.forms import FormChoice, choose_forms, possible_forms
from desktop_app.importing.mapping.glued_periods import with_glued_period
from desktop_app.importing.mapping.grown import with_grown
from desktop_app.importing.mapping.lexicon import Lexicon, Target, lexicon
from desktop_app.importing.mapping.meanings import as_chosen, by_their_values, meanings, told_by_all
from desktop_app.importing.mapping.named_kinds import told_by_names
from desktop_app.importing.mapping.near import is_code_of_other, near_field
from desktop_app.importing.mapping.normal import HeadingKey, Unit, unit_of
from desktop_app.importing.mapping.paired_columns import with_paired
from desktop_app.importing.mapping.period_text import is_open
from desktop_app.importing.mapping.periods import (
    dated,
    names_same_time,
    once,
    period_of_sheet,
    with_own_year,
    with_periods_beside,
    with_this_year,
    without_periods_of_standing,
)
from desktop_app.importing.mapping.places_across import OTHERS
from desktop_app.importing.mapping.relative_times import of_times, with_spans
from desktop_app.importing.mapping.same_figures import joined
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
    without_figures_of_things,
    without_parts_of_others,
    without_phones_of_persons,
    without_strangers,
    without_ticked,
)
from desktop_app.importing.model import (
    AS_FOUND,
    JOINT,
    Choice,
    Column,
    ImportOptions,
    SheetMapping,
    SheetName,
)
from desktop_app.importing.records.doubled import adding, filling
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

Grades = Sequence[Sequence[Target]]
_CODE = "代码"
_GUESSED = "guessed_heading"
"""Flag of a column that its values alone tell."""

_PREVIOUS = "previous_"
"""Begins the code of a field that holds what another held the year before."""

_TOTALS = "unit_total"
_PERIOD = ("", "period", "")


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
    known, heading = lexicon(catalogue), block.heading
    below = records_among(block.below, heading.heads)
    samples = [sample(below, index) for index in range(len(heading.heads))]
    heads = _as_meant(heading.heads, below, samples, known, title=title, name=name)
    named = [meanings(head, known) for head in heads]
    grades = by_their_values(heads, named, samples, known)
    choices = options.choices.get(name.key, {})
    grades = told_by_all(heads, as_chosen(grades, choices), samples, title, catalogue)
    claims = with_claims(heads, grades, samples, title)
    grades, title = claims.grades, _with_constants(title, claims.constants)
    grouped = {**grouped_fields(block.below[:SAMPLED], catalogue), **title.constants}
    forms = choose_forms(
        grades, heads, replace(title, constants=grouped), catalogue, options.forms.get(name.key, "")
    )
    columns = _of_their_forms(heads, claims, forms, known)
    columns = [_guessed(column) if not named[column.index] else column for column in columns]
    columns = [_chosen(column, choices, title.unit) for column in columns]
    columns, further, by_kind = shared_columns(columns, grades, block.width, catalogue)
    columns, pairs = with_paired(
        [*columns, *further], samples, block.width + len(further), catalogue
    )
    width = block.width + len(further) + sum(not pair.is_own for pair in pairs)
    columns, claimed = with_numbers(columns, claims, width)
    columns = [_shifted_once(column, catalogue) for column in columns]
    said = period_of_sheet(title, name, options)
    columns = with_this_year(columns, said.code)
    columns = without_periods_of_standing(
        dated(columns, said.code, is_to_date=title.is_to_date, blank=blank(samples)), catalogue
    )
    period = "" if said.is_coming and forms.main != _TOTALS else said.code
    columns = with_own_year(columns, said)
    columns = with_periods_beside(columns, period, f"{title.text} {name.sheet}", catalogue)
    columns = measured(columns, below, title, catalogue)
    columns = once([_in_version(column, said.code, catalogue) for column in columns])
    spread = block.spread and joined(columns, block.spread)
    used = _with_listed(_with_keys(columns, grouped, catalogue), forms)
    columns = [_kept(column, used) for column in columns]
    main = forms.main if forms.main in used else next(iter(used), "")
    if (is_of_books := is_of_vouchers(heads)) or is_vague(columns, title):
        main, used = "", ()
    return SheetMapping(
        main=main,
        forms=used,
        columns=_told_apart(columns, block, below[:SAMPLED], catalogue),
        first_row=heading.rows[0],
        last_row=heading.rows[1],
        title=title.text,
        period=period,
        period_from=said.source,
        constants=scheme_of_numbers(columns)
        | _constants(title, columns, (*used, *([main] if main else ())), catalogue),
        unit=title.unit,
        is_to_date=title.is_to_date,
        why_not="" if main else "vouchers" if is_of_books else "no_key",
        spread=spread,
        ticks=block.ticks,
        named_kinds=block.named_kinds,
        by_kind=by_kind,
        pairs=pairs,
        claimed=tuple(one for one in claimed if one.form in used),
        claims=tuple(claim for claim in claims.columns if claim[1] in used)
        + kinds_of_titles(columns, samples, main),
    )


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
    found = with_short_names([with_glued_period(head, known) for head in heads], known)
    found = with_figure(with_sums(found), samples, (title.text, name.sheet), known)
    found = called_by_title(with_grown(found, below, known), title, name)
    pairs = zip(found, samples, strict=True)
    found = with_spans([of_times(_of_units(head, cells), cells) for head, cells in pairs])
    return without_strangers(without_ticked(found, samples, known), known)


def _of_their_forms(
    heads: Sequence[ColumnHead], claims: Claims, forms: FormChoice, known: Lexicon
) -> list[Column]:
    """Return each column as the field of one of the sheet's forms, without what is another's."""
    found = _of_one_record(_matched(heads, claims.grades, forms, known), known)
    found = [_proposed(_claiming(c, claims.untaken), heads[c.index], forms) for c in found]
    own = without_parts_of_others(found, forms.catalogue)
    return without_figures_of_things(own, heads, forms.catalogue)


def _told_apart(
    columns: Sequence[Column], block: Block, rows: Sequence[Row], catalogue: Catalogue
) -> tuple[Column, ...]:
    """Return columns with why they are taken where names told it, or they add to another."""
    named = told_by_names(columns, block.named_kinds)
    return tuple(adding(column) for column in filling(named, rows, catalogue))


def _claiming(column: Column, untaken: Mapping[int, str]) -> Column:
    """Return a column with the reason why it is not taken beside one that claims."""
    is_open = not (column.form or column.field) and column.index in untaken
    return replace(column, reason=untaken[column.index]) if is_open else column


def _with_constants(title: TitleFacts, constants: Mapping[tuple[str, str], Stored]) -> TitleFacts:
    return replace(title, constants={**constants, **title.constants}) if constants else title


def _of_units(head: ColumnHead, cells: Sequence[Cell]) -> ColumnHead:
    """Return the heading 计量单位 for a 单位 over units, which else names the firm."""
    is_said = any(key.text in words().title_unit for key in head.keys[:1])
    is_unit = is_said and bool(cells) and all(_is_unit(cell) for cell in cells)
    return replace(head_of(("计量单位",)), text=head.text) if is_unit else head


def _is_unit(cell: Cell) -> bool:
    return isinstance(cell, str) and unit_of(cell) is not None


def _guessed(column: Column) -> Column:
    """Flag a column that its values alone tell."""
    if column.reason != "values" or _CODE in column.heading:
        return column
    return replace(column, flags=(*column.flags, _GUESSED))


def _matched(
    heads: Sequence[ColumnHead], grades: Sequence[Grades], forms: FormChoice, known: Lexicon
) -> list[Column]:
    taken: dict[tuple[str, str, str], int] = {}
    wholes: dict[str, str] = {}
    above: HeadingKey | None = None
    columns: list[Column] = []
    for index, head in enumerate(heads):
        target = forms.pick(grades[index], head, wholes, known)
        if target is None and not grades[index] and head.keys and wholes:
            target = _part_of(head, wholes, known, above)
        if target is not None and not head.is_part:
            wholes.pop(target.form, None)
            wholes[target.form] = target.field
            above = head.above
        column = _match(index, head, target, grades[index], forms)
        where = (column.form, column.field, column.period)
        # Year and month may have columns of their own, 去年同期 stands behind 本月 and behind 累计.
        is_again = where in taken and where != _PERIOD and not names_same_time(column)
        if column.field and is_again:
            first = columns[taken[where]]
            if why := _gives_way(first, column):
                columns[taken[where]] = _second(first, why)
                taken[where] = index
            else:
                column = _second(column, _gives_way(column, first) or "doubled")
        taken.setdefault(where, index)
        columns.append(column)
    return columns


def _of_one_record(columns: Sequence[Column], known: Lexicon) -> list[Column]:
    """Leave out what is an inventor's, and groups with a number of their own beside the record's.

    The 有效期至 of 第二次认定 is not that of the certificate of 首次认定.
    """
    groups = {
        (_group(column), column.near[0])
        for column in columns
        if column.reason == "doubled" and column.near in known.keys and JOINT in column.heading
    }
    groups -= {(_group(c), c.form) for c in columns if (c.form, c.field) in known.keys}
    return [
        _second(column, "doubled") if (_group(column), column.form) in groups else column
        for column in without_phones_of_persons(columns)
    ]


def _group(column: Column) -> str:
    return column.heading.split(JOINT)[0]


def _part_of(
    head: ColumnHead, wholes: Mapping[str, str], known: Lexicon, group: HeadingKey | None
) -> Target | None:
    """Return the part that a short name behind its whole, or below it, means: 人工费.

    `group` is what stands over the whole; below another group the part is another's.
    """
    form, whole = list(wholes.items())[-1]
    above = known.targets(head.above)[:1] if head.above else []
    is_below = any(one[:2] == (form, whole) for grade in above for one in grade)
    is_behind = head.is_part and head.above in {None, group}
    return known.part(head.keys[-1], form, whole) if is_behind or is_below else None


def _gives_way(column: Column, other: Column) -> str:
    """Return why a column is not needed beside another of the same field, or "".

    An amount in foreign money beside one in ours; 科技活动人员 beside 研发人员.
    """
    if _is_foreign(column) and not _is_foreign(other):
        return "foreign_currency"
    return "near" if column.reason == "near" != other.reason else ""


def _is_foreign(column: Column) -> bool:
    return column.unit is not None and column.unit.kind == "foreign"


def _second(column: Column, reason: str) -> Column:
    return replace(column, form="", field="", reason=reason, near=(column.form, column.field))


def _match(
    index: int, head: ColumnHead, target: Target | None, grades: Grades, forms: FormChoice
) -> Column:
    source = "heading" if head.unit is not None else ""
    told = {"two_digit_year": head.is_short, "comment_differs": head.is_doubted}
    flags = tuple(flag for flag, is_so in told.items() if is_so)
    column = Column(
        index,
        head.text,
        unit=head.unit,
        unit_from=source,
        period=head.period,
        flags=flags,
        at=head.at,
    )
    if head.role == OTHERS:
        return replace(column, reason=OTHERS)
    if head.role:
        return replace(column, field=head.role, reason="label", confidence=1.0)
    role = _role(head, target, forms)
    if role:
        return replace(column, field=role[0], reason=role[1], confidence=1.0)
    if target is None:
        reason = "unknown" if not grades else "ambiguous" if len(grades[0]) > 1 else "no_key"
        return replace(column, reason=reason)
    return replace(
        column,
        form=target.form,
        field=target.field,
        confidence=target.confidence,
        reason="meaning" if target.reason == "body" else target.reason,
    )


def _role(head: ColumnHead, target: Target | None, forms: FormChoice) -> tuple[str, str] | None:
    """Return the part that a column plays without being a field of a form."""
    named = words()
    for key in head.keys:
        # 2022年编号 numbers no rows.
        is_dated = bool(head.period) and head.period in head.text.rsplit(JOINT, 1)[-1]
        if key.text in named.serial and target is None and not is_dated:
            return "", "serial"
        if key.text in named.remark and target is None:
            return "", "remark"
        if key.text in named.unit:
            return "unit", "label"
        # 年度 may also be a field of the sheet's own form, as in a list of filings.
        if key.text in named.period and forms.periodic:
            own = target is not None and forms.is_key_of_main(target)
            return None if own else ("period", "label")
    return None


def _proposed(column: Column, head: ColumnHead, forms: FormChoice) -> Column:
    if column.form or column.reason != "unknown" or not head.keys or not forms.used:
        return column
    near = near_field(head.keys[0], forms.used, forms.catalogue)
    if near is None or is_code_of_other(near[0], head.keys[0]):
        return column
    target, is_sure = near
    if is_sure:
        return replace(
            column,
            form=target.form,
            field=target.field,
            confidence=target.confidence,
            reason="near",
        )
    return replace(
        column, near=(target.form, target.field), confidence=target.confidence, reason="near"
    )


def _chosen(column: Column, choices: Mapping[int, Choice], told: Unit | None) -> Column:
    """Return a column as a person decided it; `told` is the unit that the title names."""
    choice = choices.get(column.index)
    if choice is None:
        return column
    unit = unit_of(choice.unit) if choice.unit else None
    if unit is not None and told is not None and _is_told_anew(choice, unit, told):
        unit = None
    is_now = choice.by == "chosen" or choice.over == AS_FOUND
    return replace(
        column,
        form=choice.form,
        field=choice.field,
        unit=unit or column.unit,
        unit_from=("chosen" if is_now else choice.by) if unit else column.unit_from,
        confidence=1.0,
        reason=choice.by,
        flags=tuple(flag for flag in column.flags if flag != _GUESSED),
    )


def _is_told_anew(choice: Choice, unit: Unit, told: Unit) -> bool:
    """Whether a sheet names another unit than it did when a person said what its amounts are in."""
    if choice.by == "chosen" or choice.over == AS_FOUND or told.kind != unit.kind:
        return False
    return told.word not in {choice.over, unit.word}


def _in_version(column: Column, period: str, catalogue: Catalogue) -> Column:
    """Leave out what the form of that year does not have."""
    said = period if is_open(column.period) else column.period or period
    if not column.form or not said or not catalogue.form(column.form).periodic:
        return column
    form = catalogue.form(column.form)
    if form.by_code[column.field].in_version(int(said[:4])):
        return column
    now = column.field.removeprefix(_PREVIOUS)
    if now != column.field and now in form.by_code:
        # 上年研发费用, which forms asked for until 2020, is that of the year before.
        return replace(column, field=now, period=parse_period(said).previous)
    return _left_out(column, "not_in_version")


def _shifted_once(column: Column, catalogue: Catalogue) -> Column:
    """Return 上年研发费用 over 上年同期累计 as 研发费用: both say the same year before."""
    now = column.field.removeprefix(_PREVIOUS)
    if not column.period.startswith("<") or now == column.field or not column.form:
        return column
    is_known = now in catalogue.form(column.form).by_code
    return replace(column, field=now) if is_known else column


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
    title: TitleFacts, columns: Sequence[Column], used: Sequence[str], catalogue: Catalogue
) -> dict[tuple[str, str], str | int | None]:
    given = {(column.form, column.field) for column in columns}
    # The firm of a title is not that of rows which name their own.
    is_named = any(("firm", field) in given for field in (*FIRM_CODES, "name"))
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
