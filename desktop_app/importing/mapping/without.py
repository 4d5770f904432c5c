"""Leaves out columns that seem to hold a field, and are about something else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.person_text import is_name
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.translations import is_official
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT, Column
from desktop_app.importing.moves.ticks import is_answer
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_PERSONS_COUNTED = "人"
_PHONES = frozenset({("firm", "phone"), ("firm", "mobile")})
_REACHED = _PHONES | {("firm", "email")}
_ORG_CODE = ("firm", "org_code")
_REGISTERED, _FOUNDED = ("firm", "reg_type"), ("firm", "found_date")
_BETWEEN = re.compile(r"[\s、,，;；/]+")
_TIME = re.compile(r"(?<=\d[\sT])\d{1,2}:\d{2}")
_FIRM_CODE = re.compile(r"[0-9A-Z]{8}-?[0-9A-Z]|[0-9A-Z]{15}|[0-9A-Z]{18}")
_CONTACT = ("firm", "contact")
_TECHNOLOGY = ("firm", "hitech_field")
_PERSONS = frozenset({("patent", "inventor")})
_TAXED = frozenset({("super_deduction", "amount_rd"), ("super_deduction", "amount_add")})
_WHOLE = ("rd_activity", "rd_total")
_PROJECT, _COST = ("rd_project", "name"), ("rd_project", "cost")
_OF_PROJECTS = frozenset({("rd_project", "start_month"), ("rd_project", "staff")})
THINGS = {
    _PROJECT: "of_project",
    ("achievement", "title"): "of_thing",
    ("rd_institution", "name"): "of_thing",
}
"""What firms have and that has figures of its own, and why these are none of the firm's."""
_OF_PRODUCTS = frozenset({("firm_period", "product_sales"), ("firm_period", "hitech_products")})
_FIRM = "firm"


def without_ticked(
    heads: Sequence[ColumnHead], samples: Sequence[Sequence[Cell]], known: Lexicon
) -> list[ColumnHead]:
    """Return headings, of which those of numbers say nothing where only ticks stand below.

    加计扣除 over √ says whether, and not how much, 研发人员 over 王明、李四 who, and not how
    many; 状态 over 审核通过 is that of a report, 等级 over 二等奖 that of a prize; 机构编码 over
    what is no code of a firm is a system's own, and 企业类型 over 高企 and 科小 no type of
    registration, and 类型 over 迁入 and 迁出 none of a certificate. 注册时间 to the minute is when
    somebody signed up.
    """
    others = (layout_words().steps, layout_words().prizes)
    return [
        _silent(head)
        if any(_are_all(one, cells) for one in others)
        or (_are_ticks(cells) and _is_number(head, known))
        or (_PERSONS_COUNTED in head.text and _are_persons(cells) and _is_number(head, known))
        or _are_own_numbers(head, cells, known)
        or (len(set(cells)) > 1 and _are_all(layout_words().changes, cells))
        or (_is_founded(head, known) and _are_moments(cells))
        or (_is_registered(head, known) and _are_all(layout_words().kinds_by_title, cells))
        else head
        for head, cells in zip(heads, samples, strict=True)
    ]


def without_other_codes(
    heads: Sequence[ColumnHead], samples: Sequence[Sequence[Cell]], known: Lexicon
) -> list[ColumnHead]:
    """Return headings, of which 指标代码 over codes of a system's own names no totals.

    So it is where another column, 指标名称, holds what totals are called.
    """
    over = [column for column, head in enumerate(heads) if any(map(known.is_total, head.keys))]
    texts = {c: [cell for cell in samples[c] if isinstance(cell, str)] for c in over}
    named = {c for c in over if known.lists_totals(texts[c]) or known.lists_own_totals(texts[c])}
    others = {c for c in over if named and not any(map(known.calls_total, texts[c]))}
    return [_silent(head) if c in others else head for c, head in enumerate(heads)]


def without_wanted(heads: Sequence[ColumnHead]) -> list[ColumnHead]:
    """Return headings, of which 指标值 beside 实际完成值 says no more than what was wanted."""
    known, texts = layout_words(), [fold(head.text) for head in heads]
    if not any(map(known.reached.fullmatch, texts)):
        return list(heads)
    return [
        _silent(head) if known.wanted.fullmatch(text) else head
        for head, text in zip(heads, texts, strict=True)
    ]


def without_foreign_code(head: ColumnHead, known: Lexicon) -> ColumnHead:
    """Return a heading without the code of a form that is none of ours: 营业收入 › B01."""
    levels = head.text.split(JOINT)
    is_coded = len(levels) > 1 and is_official(levels[-1])
    if not is_coded or any(map(known.knows, head.keys)):
        return head
    return replace(head_of(tuple(levels[:-1])), text=head.text)


def _are_all(pattern: re.Pattern[str], cells: Sequence[Cell]) -> bool:
    """Whether nothing but what a pattern tells stands in some cells."""
    return bool(cells) and all(isinstance(c, str) and pattern.fullmatch(fold(c)) for c in cells)


def _silent(head: ColumnHead) -> ColumnHead:
    return ColumnHead(head.text)


def _are_own_numbers(head: ColumnHead, cells: Sequence[Cell], known: Lexicon) -> bool:
    """Whether what is nearly the heading of a firm's code has none of them below it."""
    meant = [one for key in head.keys for one in chain(*known.targets(key))]
    is_near = bool(meant) and all(t[:2] == _ORG_CODE and t.reason == "meaning" for t in meant)
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    return is_near and bool(texts) and not any(map(_FIRM_CODE.fullmatch, texts))


def _is_founded(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading means when a firm was registered, among what it may mean."""
    return any(one[:2] == _FOUNDED for key in head.keys for one in chain(*known.targets(key)[:1]))


def _are_moments(cells: Sequence[Cell]) -> bool:
    """Whether all cells hold a day and a time of it, which midnight everywhere is not."""
    times = [_TIME.search(cell) if isinstance(cell, str) else _time_of(cell) for cell in cells]
    return bool(times) and all(times) and any(time and time[0] != "00:00" for time in times)


def _time_of(cell: Cell) -> tuple[str] | None:
    return (f"{cell:%H:%M}",) if isinstance(cell, dt.datetime) else None


def _is_registered(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading means how a firm is registered, and nothing else."""
    meant = {one[:2] for key in head.keys for one in chain(*known.targets(key)[:1])}
    return meant == {_REGISTERED}


def _is_number(head: ColumnHead, known: Lexicon) -> bool:
    return head.meant in known.numbers or any(map(known.counts, head.keys))


def _are_ticks(cells: Sequence[Cell]) -> bool:
    said = [cell for cell in cells if fold(str(cell)) not in words().missing]
    return bool(said) and all(isinstance(cell, str) and _is_tick(fold(cell)) for cell in said)


def _are_persons(cells: Sequence[Cell]) -> bool:
    """Whether persons are named, one or several in a cell: 王明、李四等."""
    said = [cell for cell in cells if fold(str(cell)) not in words().missing]
    texts = [cell for cell in said if isinstance(cell, str)]
    names = [[one for one in _BETWEEN.split(text.removesuffix("等")) if one] for text in texts]
    return (
        bool(said)
        and len(texts) == len(said)
        and all(some and all(map(is_name, some)) for some in names)
    )


def _is_tick(core: str) -> bool:
    return not core[:1].isdecimal() and (
        is_answer(core) or layout_words().states.fullmatch(core) is not None
    )


def without_strangers(heads: Sequence[ColumnHead], known: Lexicon) -> list[ColumnHead]:
    """Return headings, of which what belongs to others than the firm says nothing.

    联系电话 behind 包联干部 is that of the office, 到期日 beside 贷款余额 that of a loan.
    """
    before = ["", *(head.text for head in heads)]
    loans = layout_words().loans
    is_of_loans = any(loans.fullmatch(fold(head.text)) for head in heads)
    return [
        _silent(head)
        if (_is_strange(head.text, left) and _is_phone(head, known))
        or (is_of_loans and _ends_loan(head))
        else head
        for head, left in zip(heads, before, strict=False)
    ]


def _ends_loan(head: ColumnHead) -> bool:
    return layout_words().ends_of_loans.fullmatch(fold(head.text)) is not None


def _is_phone(head: ColumnHead, known: Lexicon) -> bool:
    grades = (known.targets(key)[:1] for key in head.keys)
    return any((t.form, t.field) in _PHONES for found in grades for grade in found for t in grade)


def _is_strange(text: str, left: str) -> bool:
    strangers = layout_words().strangers
    return any(strangers.fullmatch(fold(one)) is not None for one in (text, left))


def without_parts_of_others(columns: Sequence[Column], catalogue: Catalogue) -> list[Column]:
    """Return columns without the parts of R&D expenses that are none of the firm's 107-2.

    人员人工费用 beside 加计扣除额, without 研发费用合计 of 107-2, is as the tax office counts it,
    and in a list of projects it is that of each project.
    """
    fields = catalogue.form(_WHOLE[0]).by_code

    def is_part(code: str) -> bool:
        whole = fields[code].part_of
        return whole == _WHOLE[1] or (bool(whole) and is_part(whole))

    parts = [c.index for c in columns if c.form == _WHOLE[0] and is_part(c.field)]
    columns = _with_cost(columns, parts)
    taken = {(column.form, column.field) for column in columns}
    if not taken & (_TAXED | {_PROJECT}) or _WHOLE in taken:
        return columns
    why = "of_deduction" if taken & _TAXED else "of_project"
    return [
        replace(c, form="", field="", reason=why, near=(c.form, c.field)) if c.index in parts else c
        for c in columns
    ]


def without_figures_of_things(
    columns: Sequence[Column], heads: Sequence[ColumnHead], catalogue: Catalogue
) -> list[Column]:
    """Return columns without what may be a project's, a result's or an institution's own.

    人数 and 研发费用 in a list of projects are those of each project, unless other figures beside
    them (营业收入) can only be the firm's.
    """
    named = {(column.form, column.field) for column in columns}
    columns = _without_products(columns)
    why = next((reason for thing, reason in THINGS.items() if thing in named), "")
    figures = [c for c in columns if c.form and _is_figure_of_firm(c, catalogue)]
    bare = {c.index for c in figures if _is_bare(heads[c.index])}
    if not why or len(bare) < len(figures):
        return list(columns)
    return [
        replace(c, form="", field="", reason=why, near=(c.form, c.field)) if c.index in bare else c
        for c in columns
    ]


def _without_products(columns: Sequence[Column]) -> list[Column]:
    """Return columns without what each product brought in, where 产品名称 stands beside it."""
    products = layout_words().products
    if not any(products.fullmatch(fold(c.heading)) for c in columns if not c.form):
        return list(columns)
    return [
        replace(c, form="", field="", reason="of_thing", near=(c.form, c.field))
        if (c.form, c.field) in _OF_PRODUCTS
        else c
        for c in columns
    ]


def _is_figure_of_firm(column: Column, catalogue: Catalogue) -> bool:
    form = catalogue.form(column.form)
    is_own = form.parent == _FIRM and form.periodic and form.by_code[column.field].is_number
    return is_own and column.form != _PROJECT[0]


def _is_bare(head: ColumnHead) -> bool:
    """Whether a heading says no more than what anything may have: 人数, 费用."""
    return any(layout_words().of_anything.fullmatch(key.plain) for key in head.keys)


def _with_cost(columns: Sequence[Column], parts: Sequence[int]) -> list[Column]:
    """Let 研发费用合计 beside what projects alone have be what each cost; a person looks.

    So is 合计 beside the parts of R&D expenses, which stand in the columns `parts`; where no
    projects are named it is the firm's whole.
    """
    taken = {(column.form, column.field) for column in columns}
    if _COST in taken or (_PROJECT not in taken and taken & {_WHOLE, *_TAXED}):
        return list(columns)
    wholes = [column.index for column in columns if (column.form, column.field) == _WHOLE]
    if not wholes:
        wholes = [c.index for c in columns if _is_sum_of(c, parts)]
    elif not taken & _OF_PROJECTS:
        return list(columns)
    if len(wholes) != 1:
        return list(columns)
    form, field = _COST if _PROJECT in taken else _WHOLE
    return [
        replace(c, form=form, field=field, flags=(*c.flags, "guessed_heading"))
        if c.index in wholes
        else c
        for c in columns
    ]


def _is_sum_of(column: Column, parts: Sequence[int]) -> bool:
    """Whether a column called 合计 stands right beside several parts of one whole."""
    place = column.index
    is_beside = {place + 1, place + 2} <= {*parts} or {place - 1, place - 2} <= {*parts}
    leaf = heading_key(column.heading.rsplit(JOINT, 1)[-1]).text
    return is_beside and not column.form and leaf in words().totals


def is_of_vouchers(heads: Sequence[ColumnHead]) -> bool:
    """Whether the rows below a heading are single entries of books: 凭证字号, 摘要, 借方金额."""
    known = layout_words()
    texts = [fold(head.text.rsplit(JOINT, 1)[-1]) for head in heads]
    return any(map(known.vouchers.fullmatch, texts)) and any(map(known.entries.fullmatch, texts))


def _is_person(column: Column) -> bool:
    """Whether a column names persons who are nobody of a firm's: 姓名, 项目负责人."""
    core = fold(column.heading)
    return not column.form and layout_words().persons.fullmatch(core) is not None


def _is_own_field(column: Column) -> bool:
    """Whether a column says in which field a person works: 领域."""
    is_bare = layout_words().fields_of_anything.fullmatch(fold(column.heading)) is not None
    return (column.form, column.field) == _TECHNOLOGY and is_bare


def without_phones_of_persons(columns: Sequence[Column]) -> list[Column]:
    """Return columns without the telephones behind the persons who are nobody of the firm's.

    发明人 | 身份证号 | 联系电话 is the inventor's; behind 联系人 it is the firm's again.
    """
    found: list[Column] = []
    is_of_person = False
    # In a list of talents, firms name no contacts of theirs.
    is_of_persons = any(map(_is_person, columns)) and not any(
        (column.form, column.field) == _CONTACT for column in columns
    )
    for column in columns:
        where = (column.form, column.field)
        if is_of_persons and (where in _REACHED or _is_own_field(column)):
            found.append(replace(column, form="", field="", reason="of_person", near=where))
            continue
        if where in _PERSONS:
            is_of_person = True
        elif where in _REACHED and is_of_person:
            found.append(replace(column, form="", field="", reason="of_person", near=where))
            continue
        elif column.form:
            is_of_person = False
        found.append(column)
    return found
