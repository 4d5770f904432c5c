"""Tells the parts of a sheet apart that an office put together, each with a title of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice, pairwise

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.heading_rows import find_heading
from desktop_app.importing.layout.headings import Heading, Stretch, cell_text
from desktop_app.importing.layout.labels import is_label
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.part_titles import (
    NEAR,
    SHORTEST,
    first_wide,
    gap_before,
    is_about,
    is_wide,
    may_title,
    said_below,
    title_of,
)
from desktop_app.importing.layout.parts_beside import beside_each_other
from desktop_app.importing.layout.titles import blank
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_LOOKED_AT = 12
"""Rows of a part that tell what it is about."""

_ROWS = 2
"""Rows of several cells that make a table."""

_MOST = 6
"""Parts beside each other."""

_WHOSE = frozenset(
    {("firm", "name"), ("firm", "uscc"), ("carrier", "name"), ("patent_owner", "name")}
)
_NUMBERED = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?\d{1,2}[)、.](?!\d)")
"""Begins a table of several, or a group of a list."""


def parts_of(sheet: Stretch, known: Lexicon) -> list[list[Stretch]]:
    """Return the parts of a sheet from the left, and those of each side from the top.

    A part begins with a title and a heading that says what its records are about, below or beside
    those of another. Where only a list is carried on, the sheet is one part. What is of others is
    blank in its rows, columns keep their places, and its merged ranges are its own.

    Args:
        sheet: All rows of the sheet.
        known: The headings that are known.
    """
    return [
        [
            part
            for beside in side
            for below in _below(beside, known)
            for part in ([below] if below is beside else chain(*beside_each_other(below, known)))
        ]
        for side in beside_each_other(sheet, known)
    ]


def _below(part: Stretch, known: Lexicon) -> Iterator[Stretch]:
    """Yield the parts below each other."""
    rows = part.rows

    @cache
    def heading_of(first: int, last: int) -> Heading | None:
        return find_heading(_rows_of(part, first, last), known)

    starts = [0]
    for title in _titles(part, known):
        start, end = starts[-1], title + _LOOKED_AT
        own, before = rows[title:end], rows[start:title]
        if not title_of(rows[title]):
            starts.append(title)
            continue
        if not _may_begin(own, before, known):
            continue
        over = heading_of(start, min(title, start + _LOOKED_AT))
        if over and any(_named(map(cell_text, row)) == _texts(over) for row in own[1 : 1 + NEAR]):
            # The list goes on, as on the next printed page.
            continue
        heading = heading_of(title, end)
        above = heading.first_row - 1 - part.before - title if heading and heading.has_rows else 0
        is_again = heading and over and _texts(heading) == _texts(over)
        if not is_again and _begins(own, before, known, is_near=0 < above <= NEAR):
            starts.append(title)
    for first, last in pairwise([*starts, len(rows)]):
        yield _rows_of(part, first, last) if len(starts) > 1 else part


def _titles(part: Stretch, known: Lexicon) -> list[int]:
    """Return the places of the rows that may title a part; of lines that follow each other one.

    Several beside each other title what stands below each of them.
    """
    rows = part.rows
    found = [
        n
        for n, row in enumerate(rows)
        if (_stands_over(rows, n) and _titles_a_part(row, known)) or _title_several(part, n, known)
    ]
    return [n for n in found if n - 1 not in found]


def _title_several(part: Stretch, place: int, known: Lexicon) -> bool:
    """Whether the texts of a row title parts that stand beside each other below a table."""
    texts = [cell for cell in part.rows[place] if is_filled(cell)]
    if not 1 < len(texts) <= _MOST or not place or not blank([part.rows[place - 1]]):
        return False
    if not all(isinstance(text, str) and may_title([text]) for text in texts):
        return False
    near = _rows_of(part, place, place + _LOOKED_AT)
    return len(list(chain(*beside_each_other(near, known)))) == len(texts)


def _rows_of(part: Stretch, first: int, last: int | None = None) -> Stretch:
    """Return some rows of a part, and the merged ranges that begin in them."""
    rows = part.rows[first:last]
    before = part.before + first
    merges = [one for one in part.merges if before < one[0] <= before + len(rows)]
    return Stretch(rows, merges, before)


def _may_begin(own: Sequence[Row], before: Sequence[Row], known: Lexicon) -> bool:
    """Whether a title stands below a table, and above what says what it is about."""
    # Lines of a letter are no table of their own; names below each other are.
    rows = (row for row in before if is_wide(row) or is_firm_name(fold(title_of(row))))
    is_below = len(list(islice(rows, _ROWS))) == _ROWS
    if not is_below or not is_about(own, known):
        return False
    # What stands below a group of a list is a record.
    return all(isinstance(cell, str) or cell_text(cell) for cell in first_wide(own))


def _begins(own: Sequence[Row], before: Sequence[Row], known: Lexicon, *, is_near: bool) -> bool:
    """Whether a title begins a part of its own below another, and carries on none.

    Args:
        own: The first rows of what it titles.
        before: The rows of the part above it.
        known: The headings that are known.
        is_near: Whether a heading with rows stands right below it.
    """
    title = fold(title_of(own[0]))
    number = _NUMBERED.match(title)
    # 一、国家级 right below a heading is the first group of its list, 二、省级 the next one.
    if number and _is_open(before):
        return False
    if number and not is_near and not _titles_a_part([title[number.end() :]], known):
        return False
    if not is_near and (_is_open(before) or _goes_on(own[1:], before)):
        return False
    return _names_whose(own, known) or not _is_form(before, known)


def _goes_on(rows: Sequence[Row], before: Sequence[Row]) -> bool:
    """Whether rows without a heading of their own are more of those before: 上半年完成情况."""
    own, other = (
        [c for c, cell in enumerate(row) if isinstance(cell, str) and is_firm_name(fold(cell))]
        for row in (first_wide(rows), first_wide(reversed(before)))
    )
    # 年份 | 甲公司 | 乙公司 heads figures of several.
    return len(own) == 1 and own == other


def _is_open(rows: Sequence[Row]) -> bool:
    """Whether the last row is a heading still, or a title: what follows is the first group."""
    last = filter(is_filled, first_wide(reversed(rows)))
    return all(isinstance(cell, str) and may_be_heading(cell) for cell in last)


def _texts(heading: Heading) -> frozenset[str]:
    return _named(head.text for head in heading.heads)


def _named(texts: Iterable[str]) -> frozenset[str]:
    """Return the folded texts of headings, but 序号 and 备注."""
    vague = words().serial | words().remark
    return frozenset(fold(text) for text in texts if text and heading_key(text).text not in vague)


def _titles_a_part(row: Row, known: Lexicon) -> bool:
    """Whether a row says nothing but what a list or table below it is called."""
    core, said = fold(title_of(row)), layout_words()
    if not may_title(row):
        return False
    if said.carried_on.fullmatch(core):
        return False
    is_list = said.titles.fullmatch(core) or said.named_lists.fullmatch(core)
    return is_list is not None or len(known.figure_in(core)) >= SHORTEST


def _stands_over(rows: Sequence[Row], place: int) -> bool:
    """Whether a row of one text has a row of several near below it, none of which is before it.

    What stands below a heading alone names a part of it.
    """
    if not title_of(rows[place]):
        return False
    near = [row for row in rows[place + 1 : place + 1 + NEAR] if sum(map(is_filled, row)) > 1]
    return bool(near) and gap_before(rows[place : place + 1]) <= gap_before(near[:1])


def _is_form(rows: Sequence[Row], known: Lexicon) -> bool:
    """Whether rows say beside its label whose they are, so that what stands below is of it too."""
    titled = set()
    for row in filter(None, ([cell for cell in row if is_filled(cell)] for row in rows)):
        if any(_is_pair(*pair, known) for pair in zip(row[::2], row[1::2], strict=False)):
            return True
        titled |= {firm_in(row[0])} if len(row) == 1 and isinstance(row[0], str) else set()
    return len(titled - {""}) == 1


def _is_pair(label: Cell, value: Cell, known: Lexicon) -> bool:
    """Whether the name of a firm or carrier stands beside its label."""
    if not isinstance(label, str) or not isinstance(value, str):
        return False
    key = heading_key(label.rstrip(":："))
    if not known.is_key(key):
        return False
    core = fold(value)
    return is_firm_name(core) or is_uscc(core) or not is_label(value, known)


def _names_whose(rows: Sequence[Row], known: Lexicon) -> bool:
    """Whether what stands below a title names its own firms or carriers."""
    return any(map(is_firm_name, map(fold, said_below(rows)))) or any(
        (one.form, one.field) in _WHOSE
        for key in map(heading_key, said_below(rows))
        for grade in known.targets(key)[:1]
        for one in grade
    )
