"""Finds the rows of a sheet that head a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.headings import (
    GENERIC,
    LONGEST,
    ColumnHead,
    Heading,
    Stretch,
    cell_text,
    filled,
    head_of,
    heads_of,
    is_role,
    period_said,
)
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.plain_rows import (
    are_labels_beside,
    is_banner,
    is_caption,
    sums_up,
)
from desktop_app.importing.layout.translations import is_official, is_translation
from desktop_app.importing.layout.unmerged_groups import names_members
from desktop_app.importing.mapping.glued_periods import with_glued_period
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.model import JOINT
from desktop_app.sheets.table import Cell, Row, is_filled

LOOKED_AT = 80
"""Rows in which the first heading must end."""

TALLEST = 3
"""Rows of a heading."""

_ENOUGH = 1.5
_MORE = 0.05
_MOSTLY = 0.6
_SEVERAL = 2
_LONGEST_AIM = 8
_COLONS = (":", "：")
_ACROSS = 0.25
"""What a period or place weighs that stands alone in a heading."""

_FIRM = re.compile(r".{3,}(?:有限公司|有限责任公司|股份公司|分公司|合伙\)|厂)")
_PROMISE = re.compile(r"^[^:：]{2,20}[:：]|[:：]\s*$")
_UNIT_LINE = re.compile(r"[(]?(?:金额|计量|货币|数据)?单位[:/为]")
_REMARK = re.compile(r"\([^()]+\)")
_PAIR = re.compile(r"([^:]{2,20}):(.+)")
_NO_NAME = re.compile(r"\d{6,}|[\d-]{7,}|\S+@\S+\.\S+")
"""A number, telephone or address, which is never a heading."""


class _Rows(NamedTuple):
    """Rows that may head a table, counted from 0."""

    score: float
    first: int
    last: int
    has_rows: bool = False


def find_heading(stretch: Stretch, known: Lexicon) -> Heading | None:
    """Return the first heading among some rows, or None where no row looks like one."""
    grid = filled(stretch)
    found = _first(grid, known)
    if found is None:
        return None
    before = stretch.before
    found = _with_members(_with_parts(found, stretch.rows), stretch)
    found = _with_unmerged(found, stretch.rows)
    found = _with_subheadings(found, stretch.rows)
    found = _with_periods_above(_with_codes_above(found, grid), grid, known)
    first = _top(found.first, found.last, stretch)
    heads = heads_of(grid[first : found.last + 1])
    return Heading(before + first + 1, before + found.last + 1, heads, found.has_rows)


def _first(grid: list[Row], known: Lexicon) -> _Rows | None:
    """Return the first rows that head a table with rows, else those that best look like it."""
    ends = [_best_ending(grid, last, known) for last in range(len(grid))]
    peaks = _peaks([one for one in ends if one.score >= _ENOUGH])
    for number, peak in enumerate(peaks):
        until = peaks[number + 1].first if number + 1 < len(peaks) else len(grid)
        if _is_of_form(grid, peak, known):
            continue
        if any(_is_record(row, known) for row in grid[peak.last + 1 : until]):
            # A list of names alone may stand above it.
            above = _over_firms(grid[: peak.first], ends[: peak.first], known, _SEVERAL)
            return above or peak._replace(has_rows=True)
    over = _over_firms(grid, ends, known)
    if over is None and peaks:
        over = _over_firms(grid[: peaks[0].first], ends[: peaks[0].first], known, _SEVERAL)
    if over is not None:
        return over
    narrow = [one for one in ends if not _heads_headings(grid, one, known)]
    best = max(peaks or narrow, key=lambda one: (one.score, -one.last), default=None)
    if best is None or (best.score < _ENOUGH and not _is_narrow(grid, best)):
        return None
    return best


def _is_of_form(grid: list[Row], found: _Rows, known: Lexicon) -> bool:
    """Whether names of figures stand below what seems a heading: 职工人数 below 法定代表人.

    What heads a column of names, as 指标 does, is known for that.
    """
    rows = grid[found.last + 1 : found.last + 1 + TALLEST]
    for column, head in enumerate(heads_of(grid[found.first : found.last + 1])):
        is_list = layout_words().form_names.fullmatch(fold(head.text)) or any(
            map(known.is_total, head.keys)
        )
        if is_list or not any(map(known.knows, head.keys)):
            continue
        below = [row[column] for row in rows if column < len(row) and is_filled(row[column])]
        texts = [cell for cell in below if isinstance(cell, str)]
        # 发明专利 in row after row is of what kind they are.
        is_said = len(set(texts)) == len(below) >= _SEVERAL
        if is_said and all(map(known.counts, map(heading_key, texts))):
            return True
    return False


def _over_firms(
    grid: list[Row], ends: Sequence[_Rows], known: Lexicon, least: int = 1
) -> _Rows | None:
    """Return the first rows that head names of firms, at least so many."""
    likely = (one for one in ends if one.score >= 1 and _over_names(grid, one, known, least))
    found = next(likely, None)
    return found and found._replace(has_rows=True)


def _over_names(grid: list[Row], found: _Rows, known: Lexicon, least: int) -> bool:
    """Whether a heading that is known stands over names of firms or totals, which says enough."""
    for column, head in enumerate(heads_of(grid[found.first : found.last + 1])):
        is_key, is_total = (any(map(one, head.keys)) for one in (known.is_key, known.is_total))
        if is_key or is_total:
            below = [row[column] for row in grid[found.last + 1 :] if column < len(row)]
            texts = [fold(cell) for cell in below if isinstance(cell, str) and cell.strip()]
            if is_total and known.lists_totals(texts):
                return True
            named = sum(map(is_firm_name, texts))
            if is_key and named >= max(least, _MOSTLY * len(texts)):
                return True
    return False


def _best_ending(grid: list[Row], last: int, known: Lexicon) -> _Rows:
    best = _Rows(0.0, last, last)
    for height in range(1, min(TALLEST, last + 1) + 1):
        first = last - height + 1
        score = _score(grid, first, last, known)
        # A further row must bring a heading of its own, else it is a title or a record.
        if score > best.score + _MORE:
            best = _Rows(score, first, last)
    return best


def _peaks(ends: Sequence[_Rows]) -> list[_Rows]:
    """Return of rows that overlap those that score best, from the top."""
    peaks: list[_Rows] = []
    for one in ends:
        if not peaks or one.first > peaks[-1].last:
            peaks.append(one)
        elif one.score > peaks[-1].score + _MORE:
            peaks[-1] = one
    return peaks


def _is_record(row: Row, known: Lexicon) -> bool:
    """Whether a row below a heading looks like a record: neither blank nor made of labels."""
    cells = [cell for cell in row if cell != "" and not (isinstance(cell, str) and cell.isspace())]
    texts = [cell for cell in cells if isinstance(cell, str)]
    labels = sum(1 for text in texts if _PROMISE.search(text) or _names(text, known))
    return len(cells) >= 2 and 2 * labels < len(cells)


def _names(text: str, known: Lexicon) -> bool:
    return len(text) <= LONGEST and known.knows(heading_key(text))


def _top(first: int, last: int, stretch: Stretch) -> int:
    """Return the first heading row: cells merged downwards begin above the row that is found."""
    for top, _left, bottom, _right in stretch.merges:
        above, below = top - 1 - stretch.before, bottom - 1 - stretch.before
        if 0 <= above < first <= below and above > last - TALLEST - 1:
            return _top(above, last, stretch)
    return first


def _with_parts(found: _Rows, rows: Sequence[Row]) -> _Rows:
    """Add the row below a heading that names the parts under its 其中."""
    upper = rows[found.last]
    wholes = [c for c, cell in enumerate(upper) if fold(cell_text(cell)).rstrip(":") == "其中"]
    below = rows[found.last + 1] if found.last + 1 < len(rows) else []
    parts = [column for column, cell in enumerate(below) if is_filled(cell)]
    if not wholes or not parts or not all(may_be_heading(below[column]) for column in parts):
        return found
    # Each stands under 其中 or, where that is not merged, beside what does.
    own = all(
        column in wholes or (column >= wholes[0] and not _filled_at(upper, column))
        for column in parts
    )
    return found._replace(last=found.last + 1) if own else found


def _with_members(found: _Rows, stretch: Stretch) -> _Rows:
    """Add the row below a heading that names each column under its merged cells, and no other."""
    rows, row = stretch.rows, found.last + stretch.before + 1
    groups = [(left, right) for _top, left, bottom, right in stretch.merges
              if bottom == row and left < right]  # fmt: skip
    below = rows[found.last + 1] if found.last + 1 < len(rows) else []
    own = [column for column, cell in enumerate(below) if is_filled(cell)]
    within = [column for left, right in groups for column in range(left, right + 1)]
    texts = {cell_text(below[column]) for column in own}
    is_named = sorted(own) == sorted(within) and len(texts) > 1
    if not is_named or not all(may_be_heading(below[column]) for column in own):
        return found
    return found._replace(last=found.last + 1)


def _with_unmerged(found: _Rows, rows: Sequence[Row]) -> _Rows:
    """Add the row below a heading that names the columns of groups which are not merged."""
    upper, below, after = [*rows[found.last : found.last + 3], [], []][:3]
    is_theirs = all(may_be_heading(cell) for cell in below if is_filled(cell))
    if not is_theirs or not names_members(below, upper, after):
        return found
    return found._replace(last=found.last + 1)


def _filled_at(row: Row, column: int) -> bool:
    return column < len(row) and is_filled(row[column])


def _with_subheadings(found: _Rows, rows: Sequence[Row]) -> _Rows:
    """Add the rows below a heading that only say units, periods, codes or shares of its columns."""
    last = found.last
    while last + 1 < len(rows) and last - found.first < TALLEST:
        if not _is_subheading(rows[last + 1], rows[last]):
            break
        last += 1
    return found._replace(last=last)


def _with_periods_above(found: _Rows, grid: Sequence[Row], known: Lexicon) -> _Rows:
    """Add a row of periods right above a heading, each over several columns though not merged."""
    if found.first == 0 or found.last - found.first >= TALLEST:
        return found
    if _titles(grid[found.first - 1], grid[found.first], known):
        return found
    above = [(c, text) for c, cell in enumerate(grid[found.first - 1]) if (text := cell_text(cell))]
    own = [column for column, cell in enumerate(grid[found.first]) if cell_text(cell)]
    is_inside = bool(above) and bool(own) and above[0][0] > own[0]
    if not is_inside or not all(_is_period_alone(text) for _column, text in above):
        return found
    return found._replace(first=found.first - 1)


def _with_codes_above(found: _Rows, grid: Sequence[Row]) -> _Rows:
    """Add a row right above a heading that gives each column's name in a data base or its code."""
    if found.first == 0 or found.last - found.first >= TALLEST:
        return found
    above = [text for cell in grid[found.first - 1] if (text := cell_text(cell))]
    is_coded = len(above) >= _SEVERAL and all(is_translation(t) or is_official(t) for t in above)
    return found._replace(first=found.first - 1) if is_coded else found


def _is_period_alone(text: str) -> bool:
    head = head_of((text,))
    return not head.keys and period_said(text) is not None


def _is_subheading(row: Row, upper: Row) -> bool:
    # What is merged downwards may stand in both rows.
    above = [*upper, *[""] * len(row)]
    cells = [
        cell for cell, over in zip(row, above, strict=False) if is_filled(cell) and cell != over
    ]
    if not cells or not all(isinstance(cell, str) or cell_text(cell) for cell in cells):
        return False
    texts = list(map(cell_text, cells))
    if _says_one_thing(texts) or sums_up(row, upper):
        return False
    dashes = layout_words().dashes
    said = [text for text in texts if fold(text) not in dashes]
    return (
        (bool(said) and all(map(_says_how, said)))
        or all(map(is_translation, texts))
        or (len(texts) > 2 and all(is_translation(text) or is_official(text) for text in texts))
    )


def _says_one_thing(texts: Sequence[str]) -> bool:
    """Whether a row says the same of all, as a title does; 万元 or 金额 below figures is theirs."""
    core = fold(texts[0])
    is_value = len(texts) > 1 and layout_words().form_values.fullmatch(core) is not None
    return len(set(texts)) <= 1 and unit_of(core.strip("()")) is None and not is_value


def _says_how(text: str) -> bool:
    """Whether a text below a heading tells how its figures are given, and names none."""
    core = fold(text)
    key = heading_key(text)
    return (
        unit_of(core.strip("()")) is not None
        or period_said(text) is not None
        or key.text in GENERIC
        or is_role(key)
        or layout_words().measures.fullmatch(core) is not None
        or is_official(core)
        or _is_of_aims(core)
        or _REMARK.fullmatch(core) is not None
    )


def _is_of_aims(core: str) -> bool:
    """Whether a short text says that what stands below was aimed at, or done: 目标, 完成率."""
    known = layout_words()
    is_said = known.aimed.search(core) or known.form_values.fullmatch(core)
    return len(core) <= _LONGEST_AIM and is_said is not None


def _is_narrow(grid: list[Row], found: _Rows) -> bool:
    """Whether a single known heading is the whole heading row."""
    texts = sum(1 for cell in grid[found.last] if cell_text(cell))
    return found.score >= 1 and texts <= 2 and found.first == found.last


def _heads_headings(grid: list[Row], found: _Rows, known: Lexicon) -> bool:
    """Whether a text alone titles the headings right below it: 孵化器情况 over 孵化器名称."""
    below = grid[found.last + 1] if found.last + 1 < len(grid) else []
    if len(set(filter(None, map(cell_text, grid[found.last])))) > 1:
        return False
    cells = [cell for cell in below if is_filled(cell)]
    is_heading = len(cells) > 1 and all(map(may_be_heading, cells))
    return is_heading and any(_names(cell_text(cell), known) for cell in cells)


def _score(grid: list[Row], first: int, last: int, known: Lexicon) -> float:
    levels = grid[first : last + 1]
    if not any(map(cell_text, levels[-1])) or not any(map(cell_text, levels[0])):
        return 0.0
    if is_caption(levels[-1]) or any(is_banner(row) or _is_of_pairs(row, known) for row in levels):
        return 0.0
    over = combinations(levels, 2)
    if any(_titles(*pair, known) for pair in over) or any(map(_is_unit_line, levels[:-1])):
        return 0.0
    if any(sums_up(lower, upper) for upper, lower in pairwise(levels)) or _is_measured(grid, last):
        return 0.0
    odd = sum(1 for row in levels for cell in row if cell != "" and not may_be_heading(cell))
    named = {column for row in levels for column, cell in enumerate(row) if cell_text(cell)}
    if odd >= (1 + _ACROSS) * len(named):
        # However well they are known: most rows below a heading are done with here.
        return 0.0
    heads = {head.text: head for head in reversed(heads_of(levels)) if head.text}
    are_beside = are_labels_beside(levels[-1])
    weights = [_weight(head, known, are_beside=are_beside) for head in heads.values()]
    if 1.0 in weights:
        # 指标 | 2022年 | 2023年, or 指标 | 海曙区 | 江北区: what is known has its values beside it.
        weights.append(_ACROSS * sum(map(_is_across, heads.values())))
    return sum(weights) - odd - 0.01 * (last - first)


def _is_of_pairs(row: Row, known: Lexicon) -> bool:
    """Whether labels stand beside their values: 企业名称 | 甲有限公司, 营业收入 | 1991 | 利润."""
    cells = [cell for cell in row if is_filled(cell)]
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST]
    named = sum(1 for text in texts if any(map(known.knows, head_of((text,)).keys)))
    # Behind a figure in the corner stand several years: 营业收入 | 2021 | 2022.
    behind = [isinstance(cell, int | float) for cell in cells[2:]]
    return any(
        isinstance(label, str) and _is_pair(label, cell, known, is_among=named > 1 and not is_more)
        for label, cell, is_more in zip(cells, cells[1:], [*behind, False], strict=False)
    )


def _is_pair(label: str, cell: Cell, known: Lexicon, *, is_among: bool) -> bool:
    """Whether a cell is the value of the label before it: a firm, or the figure among others."""
    if isinstance(cell, str):
        core = fold(cell)
        return (is_firm_name(core) or is_uscc(core)) and known.is_key(heading_key(label))
    return is_among and any(map(known.counts, head_of((label,)).keys))


def _is_measured(grid: Sequence[Row], number: int) -> bool:
    """Whether numbers of a row look like years and are none: below years, or all behind a unit.

    高新技术企业数 | 2010 below 指标 | 2021; 营业收入 | 万元 | 2010.
    """
    row, above = grid[number], grid[number - 1] if number else []
    are_below = any(
        isinstance(low, int | float) and cell_text(low) and _is_period_alone(cell_text(up))
        for up, low in zip(above, row, strict=False)
    )
    units = [place for place, cell in enumerate(row) if isinstance(cell, str) and unit_of(cell)]
    behind = row[units[0] + 1 :] if units else []
    return are_below or (bool(behind) and all(isinstance(cell, int | float) for cell in behind))


def _is_across(head: ColumnHead) -> bool:
    """Whether a heading says no more than when or where what a row names was measured."""
    core, known = fold(head.text), layout_words()
    is_bare = not head.keys and bool(head.period)
    is_bare = is_bare or heading_key(head.text).text in known.periods
    return is_bare or any(one.fullmatch(core) for one in (known.places, known.parts))


def _is_unit_line(row: Row) -> bool:
    """Whether a row says no more than the unit of what stands below, and its period: 单位：万元."""
    texts = [text for cell in row if (text := cell_text(cell))]
    others = {text for text in texts if not is_unit_line(text)}
    is_dated = len(others) == 1 < len(texts) and all(map(_is_period_alone, others))
    return not others or is_dated


def is_unit_line(text: str) -> bool:
    """Whether a text begins as one that gives the unit of all amounts: 单位：万元."""
    return _UNIT_LINE.match(fold(text)) is not None


def _titles(upper: Row, lower: Row, known: Lexicon) -> bool:
    """Whether the one text of a row begins where the row below begins, as a title does.

    Or stands, as one in the middle, above what names the records: no figures are grouped so.
    """
    places = [column for column, cell in enumerate(upper) if cell_text(cell)]
    texts = {cell_text(upper[column]) for column in places}
    if len(texts) != 1:
        return False
    own = [column for column, cell in enumerate(lower) if cell_text(cell)]
    if len(own) <= _SEVERAL:
        return False
    under = cell_text(lower[places[0]]) if places[0] < len(lower) else ""
    is_over_key = len(places) == 1 and bool(under) and known.is_key(heading_key(under))
    is_title = layout_words().titles.fullmatch(fold(texts.pop())) is not None
    return places[0] <= own[0] or is_over_key or (len(places) == 1 and is_title)


def _weight(head: ColumnHead, known: Lexicon, *, are_beside: bool = False) -> float:
    if is_known(head, known):
        # A colon promises the value itself, at its right, unless the next label stands there.
        return 0.4 if head.text.endswith(_COLONS) and not are_beside else 1.0
    if any(is_role(key) for key in head.keys):
        return 0.4
    return 0.1 if head.unit is not None and not head.keys else 0.0


def is_known(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading names a field, be it with a word before it that says when: 当月营业收入."""
    if any(map(known.knows, head.keys)):
        return True
    leaf = head.text.rpartition(JOINT)[2]
    if not leaf.startswith(_words_of_time()):
        return False
    own = head_of((leaf,))
    return with_glued_period(own, known) is not own


@cache
def _words_of_time() -> tuple[str, ...]:
    return tuple(layout_words().periods)


@lru_cache(maxsize=20_000)
def may_be_heading(cell: Cell) -> bool:
    """Whether a cell may head a column: no number but a year, no long text, no name of a firm."""
    if not isinstance(cell, str):
        return bool(cell_text(cell))
    core = fold(cell_text(cell))
    if len(core) > LONGEST or _NO_NAME.fullmatch(core):
        return False
    pair = _PAIR.fullmatch(core)
    if pair and not core.startswith(("其中", "*", "单位")):
        return False
    return not (is_uscc(core) or is_firm_name(core))


def is_firm_name(core: str) -> bool:
    """Whether a folded text is surely the name of a firm."""
    return _FIRM.fullmatch(core) is not None
