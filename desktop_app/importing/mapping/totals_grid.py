"""What tables of totals are read with, however they lie: places, periods, and the rows found."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.blocks import Block, Spot, Turned
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import Heading, cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.plain_rows import numbers_columns
from desktop_app.importing.layout.signed import is_sign_off
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import YEAR_TO_DATE, find_period
from desktop_app.importing.mapping.places_across import OTHERS
from desktop_app.importing.mapping.totals_known import A_KIND, TotalsKnown, left_cells
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

PARTS = "parts_of_unit"
"""Why figures by street and town, or by kind, are passed over."""

_HEADS = ("指标", "数值", "年份")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BEGIN_PERIODS = frozenset("0123456789QM")
_WHOLE, _NOTE = "year", "note"
_OF_ROWS = frozenset({"+month", "+quarter"})


@dataclass(slots=True)
class Laid:
    """What the rows of the table give."""

    rows: list[Row] = field(default_factory=list)
    spots: list[tuple[Spot, ...]] = field(default_factory=list)
    passed: list[tuple[int, str]] = field(default_factory=list)
    noted: list[Row] = field(default_factory=list)

    def passes(self, row: Row, number: int, reason: str) -> None:
        """Note that a row, of which `number` is the place, gives nothing, and why."""
        self.passed.append((number + 1, reason))
        if reason == _NOTE:
            self.noted.append(row)

    def put(self, cell: Cell, at: Spot, name: tuple[str, Spot], when: tuple[str, Spot]) -> None:
        """Add a figure, what it is of, and when, each with where that stands."""
        # 一季 度 is 一季度.
        self.rows.append([name[0], cell, "".join(when[0].split())])
        self.spots.append((name[1], at, when[1]))

    def block(self, beside: Heading, above: Sequence[Row], lead: Sequence[Row]) -> Block:
        """Return the table, of which `beside` heads the columns that are not taken."""
        own = _HEADS[: 3 if any(row[-1] for row in self.rows) else 2]
        heads = (*(head_of((text,)) for text in own), *beside.heads)
        blanks = [""] * len(beside.heads)
        turned = Turned(
            [[*row[: len(own)], *blanks] for row in self.rows],
            [spots[1].row + 1 for spots in self.spots],
            [dict(enumerate(spots[: len(own)])) for spots in self.spots],
            tuple(self.passed),
            self.noted,
        )
        return Block(replace(beside, heads=heads), above, turned.rows, lead, turned=turned)


class Labels:
    """Where and when the rows of a table are, as they come; each holds for rows that say none."""

    def __init__(self) -> None:
        self._place, self._period = "", ""
        self._columns: dict[str, int] = {}
        self._year = ""

    def of(self, row: Row, known: TotalsKnown, figures: Collection[int]) -> tuple[str, str]:
        """Return the place and the period that a row is about, or ""."""
        place, period = known.place(row), self._with_year(row, period_of(row, figures), figures)
        self._place = place or ("" if self._is_said("place", row) else self._place)
        self._period = period or ("" if self._is_said("period", row) else self._period)
        for column, cell in left_cells(row):
            if place and known.place([cell]) == place:
                self._columns["place"] = column
            if period and cell_text(cell) == period:
                self._columns["period"] = column
        return self._place, self._period

    def line(self, row: Row) -> None:
        """Take in a row between the others in which a year stands alone."""
        texts = [text for cell in row if is_filled(cell) and (text := cell_text(cell))]
        found = find_period(texts[0]) if len(set(texts)) == 1 else None
        if found is not None and found.code.isdecimal() and not found.rest.strip("度:"):
            self._year = texts[0]

    def _with_year(self, row: Row, period: str, figures: Collection[int]) -> str:
        """Return a part of a year with the year that stands beside it, or did in a row above."""
        texts = [cell_text(cell) for c, cell in left_cells(row) if c not in figures]
        parts = [text for text in texts if is_period(text) and _is_part(text)]
        if period and _is_year(period) and parts:
            self._year = period
        return when_said(self._year, parts[0]) if self._year and parts else period

    def _is_said(self, name: str, row: Row) -> bool:
        """Whether something stands in the column of places, or of periods."""
        column = self._columns.get(name, 0)
        return column < len(row) and is_filled(row[column])


def period_of(row: Row, figures: Collection[int] = ()) -> str:
    """Return the period that a row is about, as it is written beside its figures, or ""."""
    labels = (cell for column, cell in left_cells(row) if column not in figures)
    return next(filter(is_period, map(cell_text, labels)), "")


def is_period(text: str) -> bool:
    """Whether a text is a period: 2022, 1-6月, 一季度."""
    said = (period_said(text) or "").lstrip("+")
    # 一季度 is that of the sheet's year, and so is 全年.
    return _YEAR.fullmatch(text) is not None or said[:1] in _BEGIN_PERIODS or said == _WHOLE


def says_where(text: str) -> bool:
    """Whether a heading is that of the labels at the left: 区县, 年份, 单位, 序号."""
    key = heading_key(text)
    known = words()
    said = {*known.serial, *known.remark, *known.period, *known.title_unit, *layout_words().corners}
    parts = {heading_key(part).text for part in text.replace("\\", "/").split("/")}
    return bool(({key.text} | parts) & said)


def _is_part(text: str) -> bool:
    """Whether a text names a part of a year, but not which: 一季度."""
    return (period_said(text) or "").startswith("+")


def _is_year(text: str) -> bool:
    return (period_said(text) or text).isdecimal()


def when_said(row: str, column: str) -> str:
    """Return when a figure is, of which row and column may each say a part: 2021 and 1-3月.

    本季 beside 2022年一季度 is that quarter, and 累计 reaches to its end.
    """
    said = period_said(column) or ""
    if row and not _is_year(row) and said in _OF_ROWS:
        return row
    if row and not _is_year(row) and said == YEAR_TO_DATE:
        return f"截至{row}"
    for year, part in ((row, column), (column, row)):
        if year and (period_said(part) or "").startswith("+") and _YEAR.match(year):
            return f"{year}年{part}" if year.isdecimal() else f"{year}{part}"
    return column or row


def passed_over(row: Row, place: str | None, known: TotalsKnown, period: str) -> str | None:
    """Return why a row gives nothing, "" where it does, None where it is of another table.

    Args:
        row: The row.
        place: The place that it is about; None in a table that names none.
        known: What cells are compared with.
        period: The period that it is about, or "".
    """
    texts = [fold(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    labels = list(takewhile(lambda cell: not is_figure(cell), map(plain_text, row)))
    label = next((fold(text) for text in labels if text.strip()), "")
    has_figures = any(map(is_figure, row[1:]))
    if has_figures and is_aimed(row, known):
        return "no_figure"
    if _is_sum(label):
        return "total"
    if (is_numbering := numbers_columns(row)) or is_sign_off(texts):
        return "numbering" if is_numbering else "sign_off"
    if not has_figures:
        return _NOTE
    if place is not None:
        others = PARTS if place == A_KIND else OTHERS
        return "" if place == known.unit else others
    return "" if period else None


def is_aimed(row: Row, known: TotalsKnown) -> bool:
    """Whether the labels of a row say that its figures were aimed at: 全年目标, 2024年预计."""
    labels = takewhile(lambda cell: not is_figure(cell) or is_period(cell_text(cell)), row)
    return any(map(known.is_aim, filter(None, map(cell_text, labels))))


def is_above_rows(row: Row) -> bool:
    """Whether a row right below a heading is none of a table's: blank, column numbers, a sum."""
    label = next((fold(cell) for cell in row if isinstance(cell, str) and cell.strip()), "")
    is_sum = _is_sum(label) and any(map(is_figure, row[1:]))
    return not any(map(is_filled, row)) or numbers_columns(row) or is_sum


def _is_sum(label: str) -> bool:
    """Whether a row sums others up, or compares them: 合计, 平均, 增长."""
    named, known = words(), layout_words()
    is_total = any(word in label for word in named.totals) or label in named.lone_totals
    others = (known.grouped_sums, known.measures, known.measured)
    return is_total or any(pattern.fullmatch(label) for pattern in others if label)
