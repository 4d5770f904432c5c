"""Names the totals of a table whose title says of what they are, or of what kind of sheet it is."""

from __future__ import annotations

import re

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.mapping.totals_known import HEADED, TotalsKnown
from desktop_app.importing.model import JOINT
from desktop_app.sheets.table import Cell, Row

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_SHORTEST = 2
_PLACES = 2


def parted_by_period(text: str) -> tuple[str, str]:
    """Return the name of a figure and the period before it: 高企数 and 2022年 of 2022年高企数."""
    if JOINT in text:
        said, name = text.split(JOINT, 1)
        return name, said
    found = find_period(text)
    rest = found.rest.removeprefix("末") if found and (found.code or found.part) else ""
    core = fold(text)
    if not rest or found is None or found.is_none or not core.endswith(rest):
        return text, ""
    return rest, core.removesuffix(rest)


def named_by_title(grid: list[Row], last: int, known: TotalsKnown) -> list[Row]:
    """Return rows in which headings stand as the title means them.

    Args:
        grid: The rows of the sheet.
        last: Place of the first row of figures.
        known: What cells are compared with.
    """
    called = _called(grid, last, known)
    return _with_periods_named(_with_own_place(called, last, known), last, known)


def _called(grid: list[Row], last: int, known: TotalsKnown) -> list[Row]:
    """Return rows in which headings stand as sheets of that title mean them: 成交额 of 技术合同."""
    first = max(last - HEADED, 0)
    said = [fold(cell) for row in grid[:last] for cell in row if isinstance(cell, str)]
    fit = [c for c in layout_words().called if any(map(c.titles.search, (*said, *known.titles)))]

    def meant(cell: Cell) -> Cell:
        key = heading_key(cell) if isinstance(cell, str) and cell else None
        called = next((c for c in fit if key and c.headings.fullmatch(key.text)), None)
        if key is None or called is None or not known.is_indicator(called.means):
            return cell
        return f"{called.means}（{key.unit.text}）" if key.unit else called.means

    return [*grid[:first], *([*map(meant, row)] for row in grid[first:last]), *grid[last:]]


def _with_own_place(grid: list[Row], last: int, known: TotalsKnown) -> list[Row]:
    """Return rows in which the indicator of the title stands over the column of one's own place.

    年份 | 海曙区 | 江北区 below 各区县历年有效高新技术企业数; figures of other places have no name.
    """
    for place in range(last - 1, max(last - 1 - HEADED, -1), -1):
        codes = [known.code(cell) if isinstance(cell, str) else "" for cell in grid[place]]
        if sum(map(bool, codes)) < _PLACES or known.unit not in codes:
            continue
        texts = [cell for row in grid[:place] for cell in row if isinstance(cell, str)]
        name = next(filter(None, (titled(text, known) for text in texts)), "")
        own = (
            name if code == known.unit else "" if code else cell
            for cell, code in zip(grid[place], codes, strict=True)
        )
        return [*grid[:place], list(own), *grid[place + 1 :]] if name else grid
    return grid


def _with_periods_named(grid: list[Row], last: int, known: TotalsKnown) -> list[Row]:
    """Return rows in which the indicator of the title stands behind periods right above figures.

    月份 | 2022年 | 2023年, or 地区 | 1月 | 2月, below 技术合同成交额分月情况.
    """
    heading = grid[last - 1] if last else []
    times = [
        column
        for column, cell in enumerate(heading)
        if (text := cell_text(cell)) and period_said(text) is not None and not _is_measure(text)
    ]
    texts = [text for row in grid[max(last - HEADED, 0) : last] for text in map(cell_text, row[1:])]
    is_named = any(known.is_indicator(parted_by_period(text)[0]) for text in texts if text)
    above = [cell for row in grid[: last - 1] for cell in row if isinstance(cell, str)]
    is_bare = not is_named and len(times) >= _PLACES
    name = next(filter(None, (titled(text, known) for text in above)), "") if is_bare else ""
    if not name:
        return grid
    own = list(heading)
    for column in times:
        text = cell_text(heading[column])
        if text in layout_words().periods:
            # 当月 | 累计 beside months; each row says of which.
            own[column] = f"{text}{JOINT}{name}"
            continue
        text = text.removesuffix("累计")
        own[column] = f"{text}年{name}" if text.isdecimal() else f"{text}{name}"
    return [*grid[: last - 1], own, *grid[last:]]


def _is_measure(text: str) -> bool:
    """Whether a period says how a figure compares: 2023年占比."""
    return layout_words().measures.fullmatch(fold(parted_by_period(text)[0])) is not None


def titled(text: str, known: TotalsKnown) -> str:
    """Return the indicator that a title ends with, what it is a table of left out; or ""."""
    core = layout_words().table_ends.sub("", _BRACKETS.sub("", fold(text)))
    ends = [core[start:] for start in range(len(core) - _SHORTEST + 1)]
    name = next(filter(known.indicators.knows, ends), "")
    before = layout_words().over_all.sub("", core.removesuffix(name))
    other = layout_words().other_totals.search(before) if name else None
    return f"{other[0]}{name}" if other else name
