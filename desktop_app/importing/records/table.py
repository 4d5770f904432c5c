"""The rows of a table as they were understood."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field

from desktop_app.domain.plans import Stored
from desktop_app.importing.layout.blocks import Spot, Turned
from desktop_app.importing.model import Remark
from desktop_app.sheets.table import column_name, is_filled

PERIOD = ("", "period")
"""Stands for the period of rows where fields are listed."""


@dataclass(slots=True)
class Table:
    """The records' rows of a sheet as they were understood.

    Attributes:
        numbers: Row numbers as Excel shows them.
        values: Stored values by (form, field, period of the column), one a row.
        sources: Column of the sheet that each of `values` was read from.
        periods: Period that a row itself names; "" where it names none, None where it is wrong.
        remarks: What is to be said of rows, by place; `rejects` why they cannot be stored.
        kept: Texts that are no values, by (place, column): (text, reason).
        skipped: Rows that are no records, by number, with the reason.
        column_flags: What holds for every row that has a value in a column.
        beside: Credit code or former name that stands beside the firm's name in its cell, by place.
        doubts: Unit that the amounts of a doubtful column seem to be in, or "", by column.
        sheet_flags: What holds for every row.
        sums: What is to be said of rows that sum others, by number.
        grouped: Fields that lines between the rows give.
        lines: These lines, by number, with what each of them gives: fields, and PERIOD.
        turned: Where its cells stand, where its records are no rows of the sheet.
        origins: Which of the turned records each row is.
        at: Column of the sheet where the values of a column stand, if they are spread out.
        by_sheet: Rows that name a part of a year alone, which the sheet's own period completes.
        to_date: Rows whose months and quarters all are from January on.
        denied: Rows that say that a firm has not what a form holds, by form: place and column.
    """

    numbers: array[int] = field(default_factory=lambda: array("i"))
    values: dict[tuple[str, str, str], list[Stored]] = field(default_factory=dict)
    sources: dict[tuple[str, str, str], int] = field(default_factory=dict)
    periods: list[str | None] = field(default_factory=list)
    remarks: dict[int, list[Remark]] = field(default_factory=lambda: defaultdict(list))
    rejects: dict[int, list[Remark]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    column_flags: dict[int, list[str]] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    doubts: dict[int, str] = field(default_factory=dict)
    sheet_flags: list[str] = field(default_factory=list)
    sums: dict[int, list[Remark]] = field(default_factory=dict)
    grouped: set[tuple[str, str]] = field(default_factory=set)
    lines: list[tuple[int, frozenset[tuple[str, str]]]] = field(default_factory=list)
    turned: Turned | None = None
    origins: list[int] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    by_sheet: set[int] = field(default_factory=set)
    to_date: set[int] = field(default_factory=set)
    denied: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def column(self, form: str, name: str, period: str = "") -> list[Stored] | None:
        """Return the values of a field, or None where the sheet does not have it."""
        return self.values.get((form, name, period))

    def turn(self, turned: Turned) -> None:
        """Number the records that are no rows of the sheet as its rows are."""
        self.turned = turned
        self.origins = [number - 1 for number in self.numbers]
        self.numbers = array("i", (turned.numbers[origin] for origin in self.origins))
        self.skipped = [(turned.numbers[row - 1], reason) for row, reason in self.skipped]
        self.skipped += turned.passed

    def address(self, place: int, column: int) -> str:
        """Return where a cell of a row stands in Excel, or ""."""
        if self.turned is None:
            column = self.at.get(column, column)
            return f"{column_name(column)}{self.numbers[place]}" if column >= 0 else ""
        spot = self.turned.spots[self.origins[place]].get(column)
        return spot.address if spot else ""

    def first_cell(self, place: int) -> str:
        """Return where the first value of a record stands that is no row of the sheet, or ""."""
        if self.turned is None:
            return ""
        origin = self.origins[place]
        spots, row = self.turned.spots[origin], self.turned.rows[origin]
        filled = (spot for column, spot in spots.items() if is_filled(row[column]))
        return min(filled, default=Spot(0, 0)).address
