"""Gives each column of a sheet the field of one of its forms, and says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.adding_columns import HANDED_OVER, OWNER
from desktop_app.importing.mapping.claims import Claims
from desktop_app.importing.mapping.forms import FormChoice
from desktop_app.importing.mapping.lexicon import Lexicon, Target
from desktop_app.importing.mapping.near import is_code_of_other, near_field
from desktop_app.importing.mapping.normal import HeadingKey
from desktop_app.importing.mapping.of_others import without_fields_of_things
from desktop_app.importing.mapping.places_across import OTHERS
from desktop_app.importing.mapping.same_times import names_same_time
from desktop_app.importing.mapping.without import (
    without_figures_of_things,
    without_parts_of_others,
    without_phones_of_persons,
)
from desktop_app.importing.model import JOINT, Column
from desktop_app.importing.words import words

Grades = Sequence[Sequence[Target]]
_SAID_OF_ROWS = frozenset({("", "period", ""), ("", "unit", "")})
"""Columns that may stand several times: year and month, a unit behind each amount."""


def of_their_forms(
    heads: Sequence[ColumnHead], claims: Claims, forms: FormChoice, known: Lexicon
) -> list[Column]:
    """Return each column as the field of one of the sheet's forms, without what is another's."""
    found = _of_one_record(_matched(heads, claims.grades, forms, known), known)
    found = [_proposed(_claiming(c, claims.untaken), heads[c.index], forms) for c in found]
    own = without_parts_of_others(found, forms.catalogue)
    return without_fields_of_things(without_figures_of_things(own, heads, forms.catalogue))


def _claiming(column: Column, untaken: Mapping[int, str]) -> Column:
    """Return a column with the reason why it is not taken beside one that claims."""
    is_open = not (column.form or column.field) and column.index in untaken
    return replace(column, reason=untaken[column.index]) if is_open else column


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
        is_again = where in taken and where not in _SAID_OF_ROWS and not names_same_time(column)
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

    An amount in foreign money beside one in ours; 科技活动人员 beside 研发人员; 专利权人 beside
    受让人.
    """
    if (column.form, column.field) == OWNER and _takes_over(other) and not _takes_over(column):
        return HANDED_OVER
    if _is_foreign(column) and not _is_foreign(other):
        return "foreign_currency"
    return "near" if column.reason == "near" != other.reason else ""


def _takes_over(column: Column) -> bool:
    return layout_words().new_owners.search(fold(column.heading)) is not None


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
    return taken_for(column, target, "meaning" if target.reason == "body" else target.reason)


def taken_for(column: Column, target: Target, reason: str) -> Column:
    """Return a column as a field of a form, and why."""
    return replace(
        column,
        form=target.form,
        field=target.field,
        confidence=target.confidence,
        reason=reason,
    )


def left_out(column: Column, reason: str) -> Column:
    """Return a column as none that is taken, with why and the field that it may be."""
    near = (column.form, column.field)
    return replace(column, form="", field="", reason=reason, near=near, confidence=0.0)


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
        if key.text in named.currency:
            return "currency", "label"
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
        return taken_for(column, target, "near")
    return replace(
        column, near=(target.form, target.field), confidence=target.confidence, reason="near"
    )
