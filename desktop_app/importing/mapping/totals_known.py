"""What the cells of a table of the office's totals are compared with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.indicators import IndicatorReader
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.layout.headings import LONGEST
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.place_names import place_named
from desktop_app.sheets.table import Cell, Row, is_filled

HEADED = 3
"""Rows of a heading above the first figures; columns at the left that may say where and when."""
A_KIND = "kind"
"""Stands for the place of rows that are of one kind of what a total counts."""


def left_cells(row: Row) -> Sequence[tuple[int, Cell]]:
    """Return the cells at the left of a row that may say where and when, each with its column.

    Columns may be blank before a table.
    """
    edge = next((column for column, cell in enumerate(row) if is_filled(cell)), 0)
    return list(enumerate(row[edge : edge + HEADED], edge))


@dataclass(frozen=True, slots=True)
class TotalsKnown:
    """What cells are compared with.

    Attributes:
        places: Code of each name of a place.
        unit: Code of the unit that reports.
        indicators: Reads names of indicators.
        titles: The tab and the name of the file.
        is_of_carriers: Whether a text is a figure that only carriers have.
        own_totals: How many of some texts are what totals alone are called.
        kinds: What the rows of a table of totals by kind are called: 技术开发, 技术转让.
    """

    places: Mapping[str, str]
    unit: str
    indicators: IndicatorReader
    titles: tuple[str, ...]
    is_of_carriers: Callable[[str], bool]
    own_totals: Callable[[Sequence[str]], int]
    kinds: frozenset[str] = frozenset()

    def is_indicator(self, text: str) -> bool:
        """Whether a text names an indicator that the office keeps, or what may be one."""
        return len(text) <= LONGEST and self.indicators.names(text)

    def are_of_firm(self, texts: Collection[str]) -> bool:
        """Whether title or texts above figures name a firm, whose figures are no totals."""
        is_titled = any(map(firm_in, (*self.titles, *texts)))
        return is_titled or any(is_firm_name(fold(text)) for text in texts)

    def is_aim(self, text: str) -> bool:
        """Whether a text says what was aimed at, or how much of it was done: 完成年度目标（%）."""
        return layout_words().aimed.search(fold(text)) is not None and not self.is_indicator(text)

    def is_changed(self, group: str, whole: str) -> bool:
        """Whether a group above a heading makes another figure of it: 新增 over 高企数."""
        makes_other = layout_words().other_totals.search(heading_key(group).text)
        return makes_other is not None or self.indicators.knows(whole)

    def place(self, row: Row) -> str:
        """Return the place that a row is about, or ""."""
        texts = (cell for _column, cell in left_cells(row) if isinstance(cell, str) and cell)
        return next(filter(None, map(self.code, texts)), "")

    def code(self, text: str) -> str:
        """Return the code of the place that a text names, `A_KIND` of a kind, or ""."""
        if text in self.kinds:
            return A_KIND
        return place_named(text, self.places)
