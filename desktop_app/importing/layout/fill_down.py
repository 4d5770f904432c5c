"""Lets cells hold for the rows below them: merged downwards, 同上, or a firm named once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, MutableSequence, Sequence
from itertools import pairwise
from typing import TypeVar

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.layout.headings import Merges
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.model import Column, SheetMapping
from desktop_app.sheets.table import Cell, Row, is_filled

T = TypeVar("T")
_TAILS = frozenset({"公司", "有限公司", "有限责任公司", "股份有限公司", "科技有限公司", "限公司"})
"""Ends of names that cannot be one."""
_FIRM, _OWNER = "firm", ("patent_owner", "name")
_LINES = frozenset({"period", "figure"})
"""What tells several lines of one firm apart."""


class Downward:
    """Cells that are merged downwards, of which only the first one holds the value.

    Args:
        merges: Merged ranges of the sheet.
        columns: Columns in which the value holds for all rows; an amount does not.
    """

    def __init__(self, merges: Merges, columns: Collection[int]) -> None:
        self._tops: dict[int, list[int]] = defaultdict(list)
        self._below: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._values: dict[tuple[int, int], Cell] = {}
        for top, left, bottom, _right in merges:
            if bottom > top and left in columns:
                self._tops[top].append(left)
                for row in range(top + 1, bottom + 1):
                    self._below[row].append((left, top))

    def fill(self, rows: Sequence[Row], first: int, mapped: Collection[int]) -> set[int]:
        """Put the values into the rows below.

        Args:
            rows: The rows.
            first: Number of the first of them.
            mapped: The columns that are taken.

        Returns:
            The places of rows in which nothing stands but what reaches down to them.
        """
        bare: set[int] = set()
        if not self._tops:
            return bare
        for number, row in enumerate(rows, start=first):
            if number in self._below and not any(
                is_filled(row[column]) for column in mapped if column < len(row)
            ):
                bare.add(number - first)
            for column in self._tops.get(number, ()):
                self._values[number, column] = row[column] if column < len(row) else ""
            for column, top in self._below.get(number, ()):
                row.extend([""] * (column + 1 - len(row)))
                if row[column] == "":
                    row[column] = self._values.get((top, column), "")
        return bare


def join_wrapped(rows: Sequence[Row], column: int) -> None:
    """Put names of firms together of which the end stands alone in the row below: …科技 | 有限公司.

    Args:
        rows: The rows.
        column: The column of names, or -1.
    """
    if column < 0:
        return
    for upper, lower in pairwise(rows):
        if column >= len(lower) or lower[column] not in _TAILS or column >= len(upper):
            continue
        name = upper[column]
        is_alone = sum(map(is_filled, lower)) == 1
        if is_alone and isinstance(name, str) and name.strip() and not name.endswith("公司"):
            upper[column], lower[column] = f"{name.strip()}{lower[column]}", ""


class FromAbove:
    """What rows take over from the record above them.

    Args:
        mapping: How the table is understood.
        catalogue: Forms and code lists.

    Attributes:
        column: The first column that names whom the rows belong to, or -1.
    """

    def __init__(self, mapping: SheetMapping, catalogue: Catalogue) -> None:
        by_code = {code: catalogue.form(code).by_code for code in mapping.forms}
        self._texts = [
            column.index
            for column in mapping.columns
            if (column.form and not by_code[column.form][column.field].is_number)
            or (not column.form and column.field in {"period", "unit", "currency"})
        ]
        self._names = _named_once(mapping, catalogue)
        self._own = _own_keys(mapping, catalogue) if self._names else []
        self._owners = _columns(mapping, lambda c: (c.form, c.field) == _OWNER)
        self._last: dict[int, Cell] = {}
        self._lent: dict[int, Cell] = {}
        self.column = next(iter(self._names), -1)

    def fill(self, columns: MutableSequence[Sequence[Cell]], count: int) -> list[int]:
        """Fill the cells of rows that are records; return the places where a firm was taken over.

        Args:
            columns: The cells, column by column.
            count: Number of rows.
        """
        ditto = layout_words().ditto
        for index in self._texts:
            cells = columns[index] if index < len(columns) else ()
            if cells and not ditto.isdisjoint(cells):
                columns[index] = self._without_ditto(index, cells)
        taken = self._with_names(columns, count) if self._names else []
        for index in self._texts:
            cells = columns[index] if index < len(columns) else ()
            last = next((cell for cell in reversed(cells) if cell != ""), None)
            if last is not None:
                self._last[index] = last
        self._last |= self._lent
        return taken

    def lend(
        self,
        columns: MutableSequence[Sequence[Cell]],
        kept: Collection[int],
        aimed: Collection[int],
    ) -> set[int]:
        """Give records that name no firm the one of the aim above them: 计划 over 完成.

        Args:
            columns: The cells of some rows, column by column.
            kept: Places of the records among them.
            aimed: Places of the rows that hold no more than aims.

        Returns:
            The places of the records that were given a firm.
        """
        names = [index for index in self._names if index < len(columns)]
        filled = {index: list(columns[index]) for index in names}
        above: dict[int, Cell] = {}
        lent, records, aims = set[int](), set(kept), set(aimed)
        for place in range(min(aimed), len(columns[0])) if names and aimed else ():
            own = {index: filled[index][place] for index in names}
            if any(map(is_filled, own.values())):
                above = own if place in aims else {}
            elif above and place in records:
                for index in names:
                    filled[index][place] = above[index]
                lent.add(place)
        for index in names if lent else ():
            columns[index] = filled[index]
        self._lent = above
        return lent

    def _without_ditto(self, index: int, cells: Sequence[Cell]) -> list[Cell]:
        filled, above = [], self._last.get(index, "")
        for cell in cells:
            above = above if cell in layout_words().ditto else cell
            filled.append(above or cell)
        return filled

    def _with_names(self, columns: MutableSequence[Sequence[Cell]], count: int) -> list[int]:
        """Take over the firm where a row names none and is about something of its own."""
        own = [columns[index] for index in self._own if index < len(columns)]
        # A patent whose owners stand in its row is theirs.
        owners = [columns[index] for index in self._owners if index < len(columns)]
        names = [index for index in self._names if index < len(columns)]
        if not own or not names:
            return []
        rows = zip(*(columns[index] for index in names), strict=True)
        if all(any(map(is_filled, cells)) for cells in rows):
            return []
        filled = {index: list(columns[index]) for index in names}
        above = {index: self._last.get(index, "") for index in names}
        taken = []
        for place in range(count):
            if any(is_filled(filled[index][place]) for index in names):
                above = {index: filled[index][place] for index in names}
            elif (
                any(is_filled(cells[place]) for cells in own)
                and any(above.values())
                and not any(is_filled(cells[place]) for cells in owners)
            ):
                for index in names:
                    filled[index][place] = above[index]
                taken.append(place)
        if taken:
            for index in names:
                columns[index] = filled[index]
        return taken


def _named_once(mapping: SheetMapping, catalogue: Catalogue) -> list[int]:
    """Return the columns of whom the rows belong to, which may stand once for several."""
    form = catalogue.form(mapping.main)
    owner = form.parent if form.parent_required or form.parent == _FIRM else ""
    if not owner and any(not c.form and c.field in _LINES for c in mapping.columns):
        # A register of firms too may have a line for each year, or for each figure.
        owner = form.code
    return _columns(mapping, lambda c: c.form == owner != "" and _is_key(c, catalogue))


def _own_keys(mapping: SheetMapping, catalogue: Catalogue) -> list[int]:
    """Return the columns that tell the rows of one firm apart."""
    return _columns(
        mapping,
        lambda c: (
            (c.form == mapping.main and _is_key(c, catalogue)) or (not c.form and c.field in _LINES)
        ),
    )


def _columns(mapping: SheetMapping, fits: Callable[[Column], bool]) -> list[int]:
    return [column.index for column in mapping.columns if fits(column)]


def _is_key(column: Column, catalogue: Catalogue) -> bool:
    return (column.form, column.field) in lexicon(catalogue).keys
