"""Reads tables of totals whose heading says where or when, and whose rows or title say what.

区县 | 2021年 | 2022年 below 高新技术企业数; 指标 beside 海曙区 and 江北区, each over its years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.texts import is_said
from desktop_app.importing.layout.blocks import Block, Spot
from desktop_app.importing.layout.heading_rows import LOOKED_AT
from desktop_app.importing.layout.headings import (
    ColumnHead,
    Heading,
    Merges,
    Stretch,
    cell_text,
    filled,
)
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.mapping.places_across import OTHERS
from desktop_app.importing.mapping.titled_totals import titled
from desktop_app.importing.mapping.totals_grid import Laid, is_period, passed_over, when_said
from desktop_app.importing.mapping.totals_known import TotalsKnown
from desktop_app.importing.model import JOINT
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_HALF = 0.5
_NOWHERE = Spot(0, 0)


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over a column of figures: where, when, and in which row that is said."""

    place: str = ""
    period: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands at the left of a row: where, when, what its figures are, and in what unit."""

    place: str = ""
    period: str = ""
    name: str = ""
    unit: str = ""
    at: Spot = _NOWHERE
    dated: Spot = _NOWHERE


class _Figure(NamedTuple):
    """A figure, what it is of, and when; each with where that stands."""

    cell: Cell
    at: Spot
    name: tuple[str, Spot]
    when: tuple[str, Spot]


@dataclass(slots=True)
class _Part:
    """A heading of places and periods, and the rows below it.

    Attributes:
        first: Its first row, and `last` the first one below it, from 0.
        over: What its columns are of, by column.
        name: The total that its title names, with its unit, and where that stands.
        rows: Places of the rows below it, and what each says at its left.
    """

    first: int
    last: int
    over: Mapping[int, _Over]
    name: tuple[str, Spot]
    rows: list[tuple[int, _Label]] = field(default_factory=list)
    is_named: bool = False

    @property
    def by_place(self) -> bool:
        """Whether its rows say where."""
        return any(label.place for _number, label in self.rows)

    def are_totals(self, known: TotalsKnown) -> bool:
        """Whether its figures are totals of the office, each with a place; tell what names them."""
        names = {label.name for _number, label in self.rows if label.name}
        hits = sum(map(known.is_indicator, names))
        self.is_named = hits > 0 and hits >= _HALF * len(names)
        if any(map(known.is_of_carriers, names)) or not (self.is_named or self.name[0]):
            return False
        dated = any(one.period for one in self.over.values())
        placed = any(one.place for one in self.over.values())
        if placed:
            # 指标 | 海曙区 | 江北区 is read as it stands.
            return not self.by_place and (dated or any(one.period for _n, one in self.rows))
        return self.by_place

    def whole(self, label: _Label, above: _Label) -> _Label:
        """Return a label with what holds from the row above it, where it leaves that out."""
        if not self.is_named and not any(one.period for _number, one in self.rows):
            return label
        name = label.name or above.name
        unit = label.unit or ("" if label.name else above.unit)
        return replace(
            label,
            place=label.place or above.place,
            period=label.period or above.period,
            name=name,
            unit=unit,
            at=label.at if label.name else above.at,
            dated=label.dated if label.period else above.dated,
        )

    def figures(self, row: Row, number: int, label: _Label, unit: str) -> Iterator[_Figure]:
        """Yield the figures of a row that are of the own place."""
        name, at = (label.name, label.at) if self.is_named else self.name
        if label.unit and heading_key(name).unit is None:
            name = f"{name}（{label.unit}）"
        for column, over in self.over.items():
            cell = row[column] if column < len(row) else ""
            if over.place in {"", unit} and is_said(cell):
                dated = Spot(over.row, column) if over.period else label.dated
                when = (when_said(label.period, over.period), dated)
                yield _Figure(cell, Spot(number, column), (name, at), when)


def crossed(head: Sequence[Row], merges: Merges, known: TotalsKnown) -> Block | None:
    """Return the totals of a sheet that stand so, or None where it is none of such tables.

    Args:
        head: The rows of the sheet.
        merges: Its merged ranges.
        known: What cells are compared with.
    """
    texts = [cell for row in head[:LOOKED_AT] for cell in row if isinstance(cell, str)]
    if not any(known.code(text) == known.unit for text in texts):
        return None
    if known.are_of_firm(texts):
        return None
    grid = filled(Stretch(head, merges))
    parts = _parts(grid, known)
    laid = _laid(grid, parts, known) if parts else None
    if laid is None or not laid.rows:
        return None
    first = parts[0]
    # 一、高企净增数 titles the first of several tables alone.
    own = first.name[1].row if len(parts) > 1 and first.name[1].row > 0 else first.first
    heading = Heading(first.first + 1, first.last, tuple(_untaken(grid, first, known.unit)))
    return laid.block(heading, head[:own], head[: first.last])


def _parts(grid: Sequence[Row], known: TotalsKnown) -> list[_Part]:
    """Return the tables of a sheet, or [] where one is of another kind."""
    found: list[_Part] = []
    titles: list[int] = []
    number = 0
    while number < len(grid):
        row = grid[number]
        if over := _over([row], number, known):
            last = number + 1
            if last < len(grid) and (both := _over(grid[number : last + 1], number, known)):
                over, last = both, last + 1
            # A heading that only comes again is of the same total.
            name = _titled(grid, titles, known) if titles or not found else found[-1].name
            found.append(_Part(number, last, over, name))
            titles, number = [], last
            continue
        if len(texts := _texts(row)) == 1 and not any(map(is_figure, row)):
            titles.append(number)
        elif found and texts:
            titles = []
            found[-1].rows.append((number, _label(row, number, found[-1], known)))
        elif any(map(is_figure, row)):
            return []
        number += 1
    return found


def _over(levels: Sequence[Row], first: int, known: TotalsKnown) -> dict[int, _Over]:
    """Return what the columns of a heading are of, or {} for rows that are none."""
    own = _columns(levels[-1], known)
    if not own or not _columns(levels[0], known):
        return {}
    left = [cell for row in levels for cell in row[: min(own)]]
    led = [text for cell in left if (text := cell_text(cell))]
    if any(map(is_figure, left)) or any(_begins_row(text, known) for text in led):
        return {}
    if all(cell_text(levels[-1][column]).isdecimal() for column in own) and not _is_corner(led):
        # 前湾新区 | 2008 | 2011 are figures that look like years.
        return {}
    upper = _reaching([cell_text(cell) for cell in levels[0]], own)
    found = {}
    for column in own:
        said = dict.fromkeys((upper[column], cell_text(levels[-1][column])))
        place = next(filter(None, map(known.code, said)), "")
        period = next(filter(_says_when, said), "")
        if len(levels) == 1 or (place and period):
            found[column] = _Over(place, period, first + len(levels) - 1)
    return found


def _begins_row(text: str, known: TotalsKnown) -> bool:
    """Whether a text at the left says what a row is about, which so heads nothing."""
    return bool(known.code(text)) or _says_when(text) or known.is_indicator(text)


def _is_corner(texts: Sequence[str]) -> bool:
    """Whether what stands left of numbers heads labels: 区县, 年份, 序号, or nothing."""
    named = {*layout_words().corners, *words().period, *words().serial, *words().title_unit}
    keys = [heading_key(text).text for text in texts]
    return all(key in named or key.endswith(layout_words().over_totals) for key in keys)


def _reaching(texts: Sequence[str], columns: Sequence[int]) -> dict[int, str]:
    """Return what an upper row says of columns, each text up to the next one."""
    found, last = {}, ""
    for column in range(min(columns), max(columns) + 1):
        last = (texts[column] if column < len(texts) else "") or last
        found[column] = last
    return found


def _columns(row: Row, known: TotalsKnown) -> list[int]:
    """Return the columns of places and periods of a row in which else only remarks stand."""
    texts = {column: cell_text(cell) for column, cell in enumerate(row) if is_filled(cell)}
    places = [column for column, text in texts.items() if known.code(text)]
    times = [column for column, text in texts.items() if _says_when(text)]
    # 海曙区 | 2008 | 2011 is a row of figures.
    own = [] if places and times else places or times
    others = [text for column, text in texts.items() if own and column > min(own)]
    beside = [text for text in others if text not in {texts[column] for column in own}]
    return own if all(map(_is_aside, beside)) else []


def _says_when(text: str) -> bool:
    """Whether a text is a period and nothing else; 2023年目标 says more."""
    if not is_period(text):
        return False
    found = find_period(text)
    return found is None or not found.rest.strip("度末底累计数") or text.isdecimal()


def _is_aside(text: str) -> bool:
    """Whether a heading beside places or periods is that of no figure: 合计, 备注, 增幅."""
    core, known = fold(text), layout_words()
    named = (*words().totals, *words().lone_totals, *words().remark, *words().serial)
    return core in named or bool(known.measures.fullmatch(core) or known.aimed.search(core))


def _texts(row: Row) -> list[str]:
    return list(dict.fromkeys(cell_text(cell) for cell in row if is_filled(cell)))


def _titled(grid: Sequence[Row], rows: Sequence[int], known: TotalsKnown) -> tuple[str, Spot]:
    """Return the one total that is named right above a table, else by tab or file."""
    for number in reversed(rows):
        for column, cell in enumerate(grid[number]):
            if isinstance(cell, str) and (name := _total_in(cell, known)):
                return name, Spot(number, column)
    name = next(filter(None, (_total_in(text, known) for text in known.titles)), "")
    return name, Spot(rows[-1] if rows else 0, 0)


def _total_in(text: str, known: TotalsKnown) -> str:
    """Return the total that a title names, with its unit."""
    name, unit = titled(text, known), heading_key(text).unit
    return f"{name}（{unit.text}）" if name and unit is not None else name


def _label(row: Row, number: int, part: _Part, known: TotalsKnown) -> _Label:
    """Return what stands at the left of a row."""
    found = _Label()
    for column, cell in enumerate(row[: min(part.over)]):
        text, at = cell_text(cell), Spot(number, column)
        if place := known.code(text):
            found = replace(found, place=place)
        elif _says_when(text):
            found = replace(found, period=text, dated=at)
        elif text and unit_of(text) is not None:
            found = replace(found, unit=text)
        elif text and not found.name:
            found = replace(found, name=text, at=at)
    return found


def _laid(grid: Sequence[Row], parts: Sequence[_Part], known: TotalsKnown) -> Laid | None:
    """Return what the tables of a sheet give, or None where they are of another kind."""
    laid, seen = Laid(), set[tuple[str, str]]()
    for part in parts:
        if not part.are_totals(known):
            return None
        if part is not parts[0]:
            laid.passed += [(number + 1, "heading") for number in range(part.first, part.last)]
        label = _Label()
        for number, said in part.rows:
            label = part.whole(said, label)
            why = _why_passed(grid[number], label, part, known)
            if why is None:
                return None
            if why:
                laid.passes(grid[number], number, why)
                continue
            for figure in part.figures(grid[number], number, label, known.unit):
                key = (heading_key(figure.name[0]).text, figure.when[0])
                if key in seen:
                    # Several rows of a place and time are those of firms, or of towns.
                    return None
                seen.add(key)
                laid.put(figure.cell, figure.at, figure.name, figure.when)
    return laid


def _why_passed(row: Row, label: _Label, part: _Part, known: TotalsKnown) -> str | None:
    """Return why a row gives nothing, "" where it does, None where it is of another table."""
    if part.by_place and not label.place and not part.is_named:
        core = fold(label.name)
        known_here = layout_words()
        is_place = known_here.places.fullmatch(core) or known_here.parts.fullmatch(core)
        is_sum = passed_over(row, "", known, "")
        return OTHERS if is_place and is_sum == OTHERS else is_sum if is_sum != OTHERS else None
    if part.is_named and known.is_indicator(label.name):
        # 高新技术产业增加值占比 compares nothing with anything here.
        is_own = not part.by_place or label.place == known.unit
        return "" if is_own else OTHERS
    place = label.place if part.by_place else None
    return passed_over(row, place, known, label.period or label.name)


def _untaken(grid: Sequence[Row], part: _Part, unit: str) -> Iterator[ColumnHead]:
    """Yield the headings whose columns give nothing, so that they are told as not taken."""
    rows = grid[part.first : part.last]
    for column in range(min(part.over), max(map(len, rows))):
        over = part.over.get(column)
        said = (cell_text(row[column]) for row in rows if column < len(row))
        text = JOINT.join(dict.fromkeys(filter(None, said)))
        if over is not None and over.place not in {"", unit}:
            yield ColumnHead(text, role=OTHERS)
        elif over is None and text:
            yield ColumnHead(text)
