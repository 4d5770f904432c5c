"""Tells the parts of a sheet apart that an office put together, each with a title of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, islice, pairwise

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.heading_rows import find_heading
from desktop_app.importing.layout.headings import Heading, Stretch, cell_text
from desktop_app.importing.layout.labels import is_label
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.side_by_side import Window, masked
from desktop_app.importing.layout.titles import blank
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.unit_of_title import is_unit_line
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_LOOKED_AT = 12
"""Rows of a part that tell what it is about."""

_SHORTEST = 4
"""Signs of the name of a figure that titles a part."""

_NEAR = 4
"""Rows below a title in which the heading of its part begins."""

_ROWS = 2
"""Rows of several cells that make a table."""

_FIRST = re.compile(r"[(]?一[)、.]")
"""Begins the numbered tables of a part."""

_WHOSE = frozenset(
    {("firm", "name"), ("firm", "uscc"), ("carrier", "name"), ("patent_owner", "name")}
)
_BRACKETED = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(
    r"[(]?(?:[一二三四五六七八九十]{1,3}[)、.]|\d{1,2}[)、.](?!\d))|.*(?:续表|第.{1,3}页)"
)


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
            for below in _below(beside, known)
            for part in (_beside(below, known) if below is not beside else [below])
        ]
        for beside in _beside(sheet, known)
    ]


def _below(part: Stretch, known: Lexicon) -> Iterator[Stretch]:
    """Yield the parts below each other."""
    rows = part.rows

    @cache
    def heading_of(first: int, last: int) -> Heading | None:
        return find_heading(_rows_of(part, first, last), known)

    starts = [0]
    for title in _titles(rows, known):
        start, end = starts[-1], title + _LOOKED_AT
        own, before = rows[title:end], rows[start:title]
        if not _may_begin(own, before, known):
            continue
        over = heading_of(start, min(title, start + _LOOKED_AT))
        if over and any(_named(map(cell_text, row)) == _texts(over) for row in own[1 : 1 + _NEAR]):
            # The list goes on, as on the next printed page.
            continue
        heading = heading_of(title, end)
        above = heading.first_row - 1 - part.before - title if heading and heading.has_rows else 0
        is_again = heading and over and _texts(heading) == _texts(over)
        if not is_again and _begins(own, before, known, is_near=0 < above <= _NEAR):
            starts.append(title)
    for first, last in pairwise([*starts, len(rows)]):
        yield _rows_of(part, first, last) if len(starts) > 1 else part


def _titles(rows: Sequence[Row], known: Lexicon) -> list[int]:
    """Return the places of the rows that may title a part; of lines that follow each other one."""
    found = [
        n for n, row in enumerate(rows) if _stands_over(rows, n) and _titles_a_part(row, known)
    ]
    return [n for n in found if n - 1 not in found]


def _rows_of(part: Stretch, first: int, last: int | None = None) -> Stretch:
    """Return some rows of a part, and the merged ranges that begin in them."""
    rows = part.rows[first:last]
    before = part.before + first
    merges = [one for one in part.merges if before < one[0] <= before + len(rows)]
    return Stretch(rows, merges, before)


def gap_before(rows: Sequence[Row]) -> int:
    """Return how many columns at the left hold nothing."""
    places = (next((c for c, cell in enumerate(row) if is_filled(cell)), -1) for row in rows)
    return min((place for place in places if place >= 0), default=0)


def _may_begin(own: Sequence[Row], before: Sequence[Row], known: Lexicon) -> bool:
    """Whether a title stands below a table, and above what says what it is about."""
    # Lines of a letter are no table of their own.
    is_below = len(list(islice(filter(_is_wide, before), _ROWS))) == _ROWS
    if not is_below or not _is_about(own, known):
        return False
    # What stands below a group of a list is a record.
    return all(isinstance(cell, str) or cell_text(cell) for cell in _first_wide(own))


def _begins(own: Sequence[Row], before: Sequence[Row], known: Lexicon, *, is_near: bool) -> bool:
    """Whether a title begins a part of its own below another, and carries on none.

    Args:
        own: The first rows of what it titles.
        before: The rows of the part above it.
        known: The headings that are known.
        is_near: Whether a heading with rows stands right below it.
    """
    # 一、国家级 right below a heading is the first group of its list.
    if _FIRST.match(fold(_title(own[0]))) and (not is_near or _is_open(before)):
        return False
    if not is_near and (_is_open(before) or _goes_on(own[1:], before)):
        return False
    return _names_whose(own, known) or not _is_form(before, known)


def _goes_on(rows: Sequence[Row], before: Sequence[Row]) -> bool:
    """Whether rows without a heading of their own are more of those before: 上半年完成情况."""
    own, other = (
        [c for c, cell in enumerate(row) if isinstance(cell, str) and is_firm_name(fold(cell))]
        for row in (_first_wide(rows), _first_wide(reversed(before)))
    )
    # 年份 | 甲公司 | 乙公司 heads figures of several.
    return len(own) == 1 and own == other


def _first_wide(rows: Iterable[Row]) -> Row:
    return next(filter(_is_wide, rows), [])


def _is_wide(row: Row) -> bool:
    return len(list(islice(filter(is_filled, row), _ROWS))) == _ROWS


def _is_open(rows: Sequence[Row]) -> bool:
    """Whether the last row is a heading still, or a title: what follows is the first group."""
    last = filter(is_filled, _first_wide(reversed(rows)))
    return all(isinstance(cell, str) and may_be_heading(cell) for cell in last)


def _texts(heading: Heading) -> frozenset[str]:
    return _named(head.text for head in heading.heads)


def _named(texts: Iterable[str]) -> frozenset[str]:
    """Return the folded texts of headings, but 序号 and 备注."""
    vague = words().serial | words().remark
    return frozenset(fold(text) for text in texts if text and heading_key(text).text not in vague)


def _beside(part: Stretch, known: Lexicon) -> list[Stretch]:
    """Return the parts that an empty column keeps apart, of which each has its own title."""
    groups = list(_groups(part.rows))
    if len(groups) < 2:
        return [part]
    sides = [masked(part.rows, Window(one.start, one.stop - 1)) for one in groups]
    own = [n for n, side in enumerate(sides) if _is_titled(side, known)]
    if len(own) < 2 or own[0] != 0:
        return [part]
    ends = [groups[after - 1].stop for after in [*own[1:], len(groups)]]
    windows = [Window(groups[n].start, end - 1) for n, end in zip(own, ends, strict=True)]
    return _with_title_of_all([_columns_of(part, window) for window in windows])


def _groups(rows: Sequence[Row]) -> Iterator[range]:
    """Yield the columns between those that hold nothing."""
    width = max(map(len, rows), default=0)
    first = -1
    for column in range(width + 1):
        if any(column < len(row) and is_filled(row[column]) for row in rows):
            first = column if first < 0 else first
        elif first >= 0:
            yield range(first, column)
            first = -1


def _columns_of(part: Stretch, window: Window) -> Stretch:
    """Return some columns of a part, and the merged ranges that begin in them."""
    merges = [one for one in part.merges if window.holds(one[1])]
    return part._replace(rows=masked(part.rows, window), merges=merges)


def _with_title_of_all(parts: list[Stretch]) -> list[Stretch]:
    """Return parts beside each other with the lines above all of them, which title each.

    Only the first has them where a sheet begins at the left; it has a title of its own below.
    """
    first, *others = parts
    top = min(next(n for n, row in enumerate(one.rows) if not blank([row])) for one in others)
    if any(map(_is_wide, first.rows[:top])) or not _title(first.rows[top]):
        return parts
    titled = []
    for one in others:
        gap: Row = [""] * gap_before(one.rows)
        over = [[*gap, _title(row)] for row in first.rows[:top]]
        titled.append(one._replace(rows=[*over, *one.rows[top:]]))
    return [first, *titled]


def _is_titled(rows: Sequence[Row], known: Lexicon) -> bool:
    """Whether rows begin with a title of their own, above what names records."""
    first = next((n for n, row in enumerate(rows) if any(map(is_filled, row))), len(rows))
    part = rows[first:]
    if not part or not _titles_a_part(part[0], known):
        return False
    return any(known.knows(heading_key(text)) for text in _said(part)) or _is_about(part, known)


def _titles_a_part(row: Row, known: Lexicon) -> bool:
    """Whether a row says nothing but what a list or table below it is called."""
    text = _title(row)
    core, said = fold(text), layout_words()
    if not core or is_unit_line(core) or ":" in _BRACKETED.sub("", core):
        return False
    if is_firm_name(core) or firm_in(text):
        return False
    if _NUMBERED.match(core):
        return _FIRST.match(core) is not None
    is_list = said.titles.fullmatch(core) or said.named_lists.fullmatch(core)
    return is_list is not None or len(known.figure_in(core)) >= _SHORTEST


def _stands_over(rows: Sequence[Row], place: int) -> bool:
    """Whether a row of one text has a row of several near below it, none of which is before it.

    What stands below a heading alone names a part of it.
    """
    if not _title(rows[place]):
        return False
    near = [row for row in rows[place + 1 : place + 1 + _NEAR] if sum(map(is_filled, row)) > 1]
    return bool(near) and gap_before(rows[place : place + 1]) <= gap_before(near[:1])


def _title(row: Row) -> str:
    """Return the one text that stands in a row, or ""."""
    cells = filter(is_filled, row)
    first = next(cells, "")
    return first if isinstance(first, str) and next(cells, None) is None else ""


def _said(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the texts of the first rows below a title."""
    filled = [row for row in rows[1:] if any(map(is_filled, row))]
    for row in filled[:_NEAR]:
        yield from (cell for cell in row if isinstance(cell, str) and is_filled(cell))


def _is_about(rows: Sequence[Row], known: Lexicon) -> bool:
    """Whether a part names what its records are recognised by, or totals."""
    for text in _said(rows):
        key = heading_key(text)
        if known.is_key(key) or known.is_total(key) or known.calls_total(text):
            return True
        if is_firm_name(fold(text)) or is_uscc(fold(text)):
            return True
    title = fold(_title(rows[0]))
    within = combinations(range(len(title) + 1), 2)
    return any(title[low:high] in known.totals for low, high in within if high - low >= _SHORTEST)


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
    return any(map(is_firm_name, map(fold, _said(rows)))) or any(
        (one.form, one.field) in _WHOSE
        for key in map(heading_key, _said(rows))
        for grade in known.targets(key)[:1]
        for one in grade
    )
