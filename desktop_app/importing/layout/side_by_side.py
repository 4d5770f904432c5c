"""Tells tables apart that stand beside each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.cells.texts import is_said, plain_text
from desktop_app.importing.layout.headings import ColumnHead, Heading
from desktop_app.importing.layout.labels import label_of
from desktop_app.importing.layout.named_groups import label_over, recorded
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT, NUMBERED
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, is_filled

_SHORT = 0.7
"""Share of the rows at the left that a summary at the right has at most."""

_LONG = 9
"""Signs of a number that may be one of a patent, or a code."""

_NONE: frozenset[tuple[str, str]] = frozenset()
_COUNTED = ("家数", "户数", "企业数", "单位数")

_FIRM = frozenset({("firm", "name"), ("firm", "uscc")})


class Window(NamedTuple):
    """Columns of a sheet that a table stands in, counted from 0.

    Attributes:
        first: The first; `last` the last one.
        last: See above.
        shared: How many columns at the left of the sheet name whose the rows are, too.
        tail: The first of the columns at the right that say more of these, or 0.
    """

    first: int
    last: int
    shared: int = 0
    tail: int = 0

    def moved(self, columns: int) -> Window:
        """Return it so many columns further to the right."""
        shared, tail = (place + columns if place else 0 for place in (self.shared, self.tail))
        return Window(self.first + columns, self.last + columns, shared, tail)

    def holds(self, column: int) -> bool:
        """Whether a column belongs to the table."""
        is_tail = bool(self.tail) and column >= self.tail
        return column < self.shared or self.first <= column <= self.last or is_tail


def windows_of(
    heading: Heading, above: Sequence[Row], below: Sequence[Row], known: Lexicon
) -> list[Window]:
    """Return the windows of the tables that a heading stands over, from the left.

    Args:
        heading: The heading of them all.
        above: The rows above it; merged ranges hold their text in each cell.
        below: The first rows below it.
        known: The headings that are known.
    """
    heads = heading.heads
    whole = Window(0, max(len(heads) - 1, *(len(row) - 1 for row in below), 0))
    again = _again(heads, known) or _in_groups(heads, known)
    starts = {0, *again, *_behind_gaps(heads, above, below, known)}
    shared, further = (0, []) if len(starts) > 1 else _records_beside(heads, known)
    ordered = sorted({*starts, *further})
    tail = _tail(heads, further, known)
    ends = [*(start - 1 for start in ordered[1:]), tail - 1 if tail else whole.last]
    return [Window(first, last, shared, tail) for first, last in zip(ordered, ends, strict=True)]


def _tail(heads: Sequence[ColumnHead], starts: Sequence[int], known: Lexicon) -> int:
    """Return the first column behind the last group of a label, or 0: 联系人 behind 认定年份."""
    last = max(starts, default=0)
    label = label_over(heads[last], known) if starts else ""
    behind = range(last, len(heads)) if label else range(0)
    return next((c for c in behind if heads[c].text and label_over(heads[c], known) != label), 0)


def forms_side_by_side(
    rows: Sequence[Row], labels: Collection[int], known: Lexicon
) -> list[Window]:
    """Return the windows of forms that stand beside each other: a row names two firms, say.

    Args:
        rows: The rows of the sheet.
        labels: Its columns of labels.
        known: The headings that are known.
    """
    for row in rows:
        named = {
            column: fold(label)
            for column in sorted(labels)
            if column < len(row)
            and isinstance(cell := row[column], str)
            and known.is_key(heading_key(label := label_of(cell.strip())))
        }
        first = next(iter(named), 0)
        starts = [column for column, text in named.items() if text == named[first]]
        if len(starts) > 1:
            ends = [*(start - 1 for start in starts[1:]), max(map(len, rows)) - 1]
            return [Window(low, high) for low, high in zip([0, *starts[1:]], ends, strict=True)]
    return []


def masked(rows: Sequence[Row], window: Window) -> list[Row]:
    """Return rows with nothing but the cells of a window; columns keep their places."""
    first = max(window.first, window.shared)
    lead: Row = [""] * first
    cut = [row[first : window.last + 1] for row in rows]
    if not window.shared:
        return [lead + cells for cells in cut]
    gap = lead[window.shared :]
    nobody = lead[: window.shared]
    # Where nothing stands in the group, the row has no further record.
    others = [_is_of_others(row, cells, window) for row, cells in zip(rows, cut, strict=True)]
    # Dashes there would be a record of nobody.
    cut = [
        [""] * len(cells) if is_other else cells
        for cells, is_other in zip(cut, others, strict=True)
    ]
    whose = [
        nobody if is_other else row[: window.shared]
        for row, is_other in zip(rows, others, strict=True)
    ]
    if window.tail:
        until: Row = [""] * (window.tail - window.last - 1)
        cut = [
            cells if is_other else [*cells, *until, *row[window.tail :]]
            for row, cells, is_other in zip(rows, cut, others, strict=True)
        ]
    return [[*own, *gap, *cells] for own, cells in zip(whose, cut, strict=True)]


def _is_of_others(row: Row, cells: Row, window: Window) -> bool:
    """Whether a row has a record in other groups alone; the first one keeps what has none."""
    if any(map(is_said, cells)):
        return False
    return window.first > 0 or any(map(is_said, row[window.last + 1 :]))


def _again(heads: Sequence[ColumnHead], known: Lexicon) -> list[int]:
    """Return where the headings of the first table begin anew: 序号 企业名称 | 序号 企业名称."""
    texts = [fold(head.text) for head in heads]
    keys = [_is_key(head, known) for head in heads]
    for place, text in enumerate(texts):
        is_serial = _is_serial(heads[place])
        if not text or text not in texts[place + 1 :]:
            continue
        starts = [other for other, found in enumerate(texts) if found == text]
        starts = _from_their_left(texts, starts)
        blocks = [slice(*ends) for ends in pairwise([*starts, len(texts)])]
        if not any(texts[: starts[0]]) and _are_all_alike([texts[block] for block in blocks]):
            return starts[1:]
        # What repeats behind a firm's name is said of that firm: 证书编号 发证日期, twice.
        if not (is_serial or keys[place]) or any(keys[: starts[0]]):
            continue
        own = set() if is_serial else set(texts[blocks[0]]) - {""}
        if all(_is_like(texts[block], own) and any(keys[block]) for block in blocks[1:]):
            return starts[1:]
    return []


def _in_groups(heads: Sequence[ColumnHead], known: Lexicon) -> list[int]:
    """Return where groups begin that each number and name rows of their own.

    高企 over 序号 企业名称, 专精特新 over 序号 企业名称: each list has its own firms.
    """
    groups = [
        [column for column, _head in found]
        for _text, found in groupby(enumerate(heads), lambda one: one[1].text.split(JOINT)[0])
    ]
    lists = [
        group[0]
        for group in groups
        if any(heads[c].text.count(JOINT) and _is_numbered(heads[c]) for c in group)
        and any(_is_key(heads[c], known) for c in group)
    ]
    return lists[1:]


def _records_beside(heads: Sequence[ColumnHead], known: Lexicon) -> tuple[int, list[int]]:
    """Return how many columns name the firm of groups with a record each, and where they begin.

    企业名称, then 首次认定 and 重新认定 over 证书编号 发证日期, or 2019年证书编号 and
    2022年证书编号: the first group is no further one. Patents of one firm need no name of it.
    """
    groups = [
        (text, [column for column, _head in found])
        for text, found in groupby(enumerate(heads), lambda one: _group_text(one[1]))
        if text
    ]
    labels = {group[0]: label_over(heads[group[0]], known) for _text, group in groups}
    numbered = {
        group[0]: {field for c in group for field in recorded(heads[c], known)}
        for text, group in groups
        if text == _year_of(heads[group[0]]) or _has_text_above([heads[c] for c in group])
    }
    first = min((start for start in labels if labels[start] or numbered.get(start)), default=-1)
    own = numbered.get(first, set())
    starts = [
        start
        for start in labels
        if start > first and (labels[start] or numbered.get(start, _NONE) & own)
    ]
    is_bare = first >= 0 and all(not h.text or _is_serial(h) for h in heads[:first])
    is_named = first > 0 and any(_is_key(head, known) for head in heads[:first])
    return (first, starts) if is_named else (0, starts if is_bare and own else [])


def _has_text_above(heads: Sequence[ColumnHead]) -> bool:
    """Whether headings stand below one that groups them: several, or one below its period."""
    return (len(heads) > 1 or bool(heads[0].period)) and all(JOINT in head.text for head in heads)


def _group_text(head: ColumnHead) -> str:
    """Return what a heading shares with those of its group: the text above it, or its year."""
    return _year_of(head) or head.text.split(JOINT)[0]


def _year_of(head: ColumnHead) -> str:
    """Return the year that a heading of one row names, or ""."""
    return head.period if JOINT not in head.text and head.period.isdecimal() else ""


def _is_numbered(head: ColumnHead) -> bool:
    return heading_key(head.text.rsplit(JOINT, 1)[-1]).text in words().serial


def _are_all_alike(blocks: Sequence[Sequence[str]]) -> bool:
    """Whether blocks of columns are headed by the same several texts: 指标 数值 | 指标 数值."""
    named = [[text for text in block if text] for block in blocks]
    return len(set(named[0])) > 1 and all(block == named[0] for block in named)


def _from_their_left(texts: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Return starts moved to the left as far as the same headings stand before each of them."""
    moved = list(starts)
    while moved[0] > 0 and all(
        first < start - 1 and texts[start - 1] == texts[moved[0] - 1]
        for first, start in pairwise([moved[0] - 1, *moved[1:]])
    ):
        moved = [start - 1 for start in moved]
    return moved


def _is_like(texts: Sequence[str], own: set[str]) -> bool:
    """Whether columns are headed as those of a table of their own, mostly as in `own`."""
    named = set(texts) - {""}
    return len(named) >= 2 and (not own or 2 * len(own & named) >= len(named))


def _behind_gaps(
    heads: Sequence[ColumnHead], above: Sequence[Row], below: Sequence[Row], known: Lexicon
) -> list[int]:
    """Return where tables begin that an empty column keeps apart from the one at their left."""
    starts: list[int] = []
    named = [
        ColumnHead() if _are_counts(below, column) and not _is_serial(head) else head
        for column, head in enumerate(heads)
    ]
    for left, right in _neighbours(heads, below):
        if (
            _are_apart(named, left, right, known)
            and (
                _name_the_same(named, left, right, known)
                or any(_any(row, right) and not _any(row, left) for row in below)
                or all(_is_titled(side, above) or group_of(heads, side) for side in (left, right))
            )
        ) or (_counts(heads, right, known) or _is_summary(below, left, right)):
            starts.append(right.start)
    return starts


def _are_counts(below: Sequence[Row], column: int) -> bool:
    """Whether nothing but short numbers stands in a column, which names nothing: 在孵企业 | 50."""
    cells = [row[column] for row in below if _filled(row, column)]
    return bool(cells) and all(is_number(c) and len(plain_text(c)) < _LONG for c in cells)


def _are_apart(heads: Sequence[ColumnHead], left: range, right: range, known: Lexicon) -> bool:
    """Whether each side of a gap has what its records are recognised by.

    Names of firms at one side, and nothing but their codes at the other, are of the same firms.
    """
    sides = [[heads[column] for column in side] for side in (left, right)]
    # 指标 at the other side of a gap heads totals of the office.
    if not all(any(_is_key(h, known) or _is_over_totals(h, known) for h in side) for side in sides):
        return False
    own = [_key_fields(side, known) & _FIRM for side in sides]
    return not (len(own[0]) == len(own[1]) == 1 and own[0] != own[1])


def _is_over_totals(head: ColumnHead, known: Lexicon) -> bool:
    return any(map(known.is_total, head.keys))


def _name_the_same(heads: Sequence[ColumnHead], left: range, right: range, known: Lexicon) -> bool:
    """Whether both sides of a gap name the same kind of thing, or number their rows."""
    one, other = (_key_fields([heads[column] for column in side], known) for side in (left, right))
    return bool(one & other)


def _key_fields(heads: Sequence[ColumnHead], known: Lexicon) -> set[tuple[str, str]]:
    """Return what names or numbers rows among some columns: 序号, 企业名称.

    名称 beside 专利号 is no firm's.
    """
    serial = {("", "serial") for head in heads if _is_serial(head)}
    keys = (known.targets(key)[:1] for head in heads for key in head.keys[:1])
    meant = [{one[:2] for one in grade} for grades in keys for grade in grades]
    vague = [own for own in meant if len(own & known.keys) > len(_FIRM)]
    numbered = any(own & NUMBERED for own in meant)
    found = set().union(*(own for own in meant if not (numbered and own in vague)))
    return serial | (found & known.keys)


def group_of(heads: Sequence[ColumnHead], columns: range) -> str:
    """Return what stands over all the headings of some columns, or what year all name; else "".

    Headings of their own behind the last group, as 备注 is, are below none.
    """
    years = {_year_of(heads[column]) for column in columns if heads[column].text}
    if len(years) == 1 and (year := years.pop()):
        return f"{year}年"
    parts = [heads[column].text.split(JOINT) for column in columns if heads[column].text]
    while parts and len(parts[-1]) == 1:
        parts.pop()
    is_one = bool(parts) and len({part[0] for part in parts}) == 1
    return parts[0][0] if is_one and all(len(part) > 1 for part in parts) else ""


def _is_titled(columns: range, above: Sequence[Row]) -> bool:
    """Whether a text stands over some columns alone, and begins where they do."""
    return any(
        _filled(row, columns.start)
        and (columns.start == 0 or row[columns.start - 1] != row[columns.start])
        and sum(1 for cell in row if is_filled(cell)) > 1
        for row in above
    )


def _neighbours(heads: Sequence[ColumnHead], below: Sequence[Row]) -> Iterator[tuple[range, range]]:
    """Yield the groups of columns left and right of each empty column."""
    width = len(heads)
    is_gap = [not head.text and not any(_filled(row, c) for row in below)
              for c, head in enumerate(heads)]  # fmt: skip
    groups: list[range] = []
    column = 0
    while column < width:
        first = column
        while column < width and not is_gap[column]:
            column += 1
        if column > first:
            groups.append(range(first, column))
        column += 1
    yield from pairwise(groups)


def _counts(heads: Sequence[ColumnHead], columns: range, known: Lexicon) -> bool:
    """Whether columns without a name of their own count firms by what they are: 行业 | 家数.

    在孵企业数 is a figure of an incubator.
    """
    own = [heads[column] for column in columns]
    keys = [head.keys[0] for head in own if head.keys]
    is_named = any(_is_key(head, known) for head in own)
    return not is_named and any(
        key.text.endswith(_COUNTED) and not known.knows(key) for key in keys
    )


def _is_summary(below: Sequence[Row], left: range, right: range) -> bool:
    """Whether what stands at the right of a gap is a short table of its own, with its own sum."""
    rows = [(_any(row, left), _any(row, right)) for row in below]
    beside = [is_right for _is_left, is_right in rows]
    height = sum(beside)
    if not height or not all(beside[:height]):
        return False
    sums = [row for row in below[:height] if _has_total(row, right)]
    is_short = height < _SHORT * sum(is_left for is_left, _is_right in rows)
    return bool(sums) and (is_short or not any(_has_total(row, left) for row in below))


def _has_total(row: Row, columns: range) -> bool:
    cells = (row[column] for column in columns if column < len(row))
    return any(isinstance(cell, str) and fold(cell) in words().totals for cell in cells)


def _any(row: Row, columns: range) -> bool:
    return any(_filled(row, column) for column in columns)


def _filled(row: Row, column: int) -> bool:
    return column < len(row) and is_filled(row[column])


def _is_serial(head: ColumnHead) -> bool:
    return bool(head.keys) and head.keys[0].text in words().serial


def _is_key(head: ColumnHead, known: Lexicon) -> bool:
    """Whether records are recognised by what such a column holds."""
    return any(map(known.is_key, head.keys))
