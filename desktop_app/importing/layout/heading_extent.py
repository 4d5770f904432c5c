"""Adds to the rows that were found to head a table those that belong to its heading too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.column_heads import is_role
from desktop_app.importing.layout.heading_cells import is_period_alone, may_be_heading
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.heading_score import HeadingRows, is_title_over
from desktop_app.importing.layout.headings import TALLEST, Stretch, cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.plain_rows import numbers_columns, sums_up
from desktop_app.importing.layout.translations import is_official, is_translation
from desktop_app.importing.layout.unmerged_groups import names_members
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.sheets.table import Row, is_filled

_SEVERAL = 2
_LONGEST_AIM = 8
_REMARK = re.compile(r"\([^()]+\)")


def with_rows_around(
    found: HeadingRows, stretch: Stretch, grid: Sequence[Row], known: Lexicon
) -> HeadingRows:
    """Return the whole heading of which some rows were found: with those above and below.

    Args:
        found: The rows.
        stretch: The rows among which they stand, as they are in the sheet.
        grid: The same with merged cells filled.
        known: The headings that are known.
    """
    found = _with_members(_with_parts(found, stretch.rows), stretch)
    found = _with_unmerged(found, stretch.rows)
    found = _with_subheadings(found, stretch.rows)
    found = _with_periods_above(_with_codes_above(found, grid), grid, known)
    return found._replace(first=_top(found.first, found.last, stretch))


def _top(first: int, last: int, stretch: Stretch) -> int:
    """Return the first heading row: cells merged downwards begin above the row that is found."""
    for top, _left, bottom, _right in stretch.merges:
        above, below = top - 1 - stretch.before, bottom - 1 - stretch.before
        if 0 <= above < first <= below and above > last - TALLEST - 1:
            return _top(above, last, stretch)
    return first


def _with_parts(found: HeadingRows, rows: Sequence[Row]) -> HeadingRows:
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


def _with_members(found: HeadingRows, stretch: Stretch) -> HeadingRows:
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


def _with_unmerged(found: HeadingRows, rows: Sequence[Row]) -> HeadingRows:
    """Add the row below a heading that names the columns of groups which are not merged."""
    upper, below = [*rows[found.last : found.last + 2], []][:2]
    # A blank row or column numbers may stand between a heading and its records.
    after = next((row for row in rows[found.last + 2 :] if _may_be_record(row)), [])
    is_theirs = all(may_be_heading(cell) for cell in below if is_filled(cell))
    if not is_theirs or not names_members(below, upper, after):
        return found
    return found._replace(last=found.last + 1)


def _may_be_record(row: Row) -> bool:
    return any(map(is_filled, row)) and not numbers_columns(row)


def _filled_at(row: Row, column: int) -> bool:
    return column < len(row) and is_filled(row[column])


def _with_subheadings(found: HeadingRows, rows: Sequence[Row]) -> HeadingRows:
    """Add the rows below a heading that only say units, periods, codes or shares of its columns."""
    last = found.last
    while last + 1 < len(rows) and last - found.first < TALLEST:
        if not _is_subheading(rows[last + 1], rows[last]):
            break
        last += 1
    return found._replace(last=last)


def _with_periods_above(found: HeadingRows, grid: Sequence[Row], known: Lexicon) -> HeadingRows:
    """Add a row of periods right above a heading, each over several columns though not merged."""
    if found.first == 0 or found.last - found.first >= TALLEST:
        return found
    if is_title_over(grid[found.first - 1], grid[found.first], known):
        return found
    above = [(c, text) for c, cell in enumerate(grid[found.first - 1]) if (text := cell_text(cell))]
    own = [column for column, cell in enumerate(grid[found.first]) if cell_text(cell)]
    is_inside = bool(above) and bool(own) and above[0][0] > own[0]
    if not is_inside or not all(is_period_alone(text) for _column, text in above):
        return found
    return found._replace(first=found.first - 1)


def _with_codes_above(found: HeadingRows, grid: Sequence[Row]) -> HeadingRows:
    """Add a row right above a heading that gives each column's name in a data base or its code."""
    if found.first == 0 or found.last - found.first >= TALLEST:
        return found
    above = [text for cell in grid[found.first - 1] if (text := cell_text(cell))]
    is_coded = len(above) >= _SEVERAL and all(is_translation(t) or is_official(t) for t in above)
    return found._replace(first=found.first - 1) if is_coded else found


def _is_subheading(row: Row, upper: Row) -> bool:
    """Whether a row below a heading says how the figures of its columns are given."""
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
        or key.text in layout_words().generic
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
