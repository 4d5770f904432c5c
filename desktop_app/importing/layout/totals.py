"""Checks the sums that a table gives of its own rows: 小计, 合计, 总计."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.model import Column, Remark, SheetMapping, shortened
from desktop_app.importing.records.table import Table
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row

_PART = "小计"
_MAX_DECIMALS = 6

Reader = Callable[[Column, Cell], Stored]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A row that sums others: its number, its cells, and how many records stand above it."""

    number: int
    row: Row
    above: int

    @property
    def text(self) -> str:
        """What it calls itself."""
        texts = (fold(cell) for cell in self.row if isinstance(cell, str))
        named = (text for text in texts if any(word in text for word in words().totals))
        return next(named, "")

    @property
    def counted(self) -> int | None:
        """The number of records that it names: 合计（12家）, 纺织业（3家）."""
        texts = (
            [self.text] if self.text else [fold(cell) for cell in self.row if isinstance(cell, str)]
        )
        found = next(filter(None, map(layout_words().counted.search, texts)), None)
        return int(found[1]) if found else None


class Totals:
    """The sums of one table.

    Args:
        mapping: How the table is understood.
        catalogue: Forms and code lists.
        read: Reads a cell of a column as it is stored.
    """

    def __init__(self, mapping: SheetMapping, catalogue: Catalogue, read: Reader) -> None:
        self._read = read
        self._fields = {
            column.index: (column, field)
            for column in mapping.columns
            if column.form
            and (field := catalogue.form(column.form).by_code[column.field]).is_number
            and _adds_up(field)
        }
        places = mapping.by_kind.places.values() if mapping.by_kind else ()
        self._shared = {
            column: [moved[column] for moved in places if column in moved]
            for column in self._fields
        }
        self._sums: list[_Sum] = []

    def note(self, number: int, row: Row, above: int) -> None:
        """Keep a row that sums others, to be checked once all are read."""
        self._sums.append(_Sum(number, row, above))

    def check(self, table: Table) -> None:
        """Note in the table the sums that differ from its rows."""
        for place, one in enumerate(self._sums):
            if one.text.startswith("其中") or not (one.text or one.counted):
                continue
            said = list(self._differing(one, place, table))
            if said:
                table.sums[one.number] = said

    def _differing(self, one: _Sum, place: int, table: Table) -> Iterator[Remark]:
        cells = {
            index: cell
            for index, cell in enumerate(one.row)
            if index in self._fields and cell != "" and not isinstance(cell, bool)
        }
        ranges = list(dict.fromkeys(self._ranges(one, place, len(table.numbers))))
        counted = one.counted
        if not one.text:
            # A trade with its figures is the sum of as many firms as it says, if of any here.
            ranges = [rows for rows in ranges if len(rows) == counted] or [range(0)]
            cells = cells if ranges[0] else {}
        found = [self._of_range(cells, rows, table) for rows in ranges]
        best = min(range(len(ranges)), key=lambda n: (len(found[n]), n))
        yield from found[best]
        if one.text and counted is not None and not any(counted == len(rows) for rows in ranges):
            yield Remark("sum_differs", -1, one.text, str(len(ranges[best])))

    def _ranges(self, one: _Sum, place: int, height: int) -> Iterator[range]:
        """Yield the rows that a sum may be about, the likeliest first."""
        before = self._sums[:place]
        since_any = before[-1].above if before else 0
        since_whole = next((s.above for s in reversed(before) if not s.text.endswith(_PART)), 0)
        until = next((s.above for s in self._sums[place + 1 :] if s.above > one.above), height)
        is_part = one.text.endswith(_PART)
        spans = [(since_any, one.above), (since_whole, one.above), (0, one.above)]
        for first, last in spans if is_part else reversed(spans):
            if first < last:
                yield range(first, last)
        if one.above < until:
            # It stands above the rows that it sums.
            yield range(one.above, until)
            yield range(one.above, height)
        yield range(height)

    def _of_range(self, cells: Mapping[int, Cell], rows: range, table: Table) -> list[Remark]:
        """Return the columns whose sum over some rows is not what stands in a cell."""
        found = []
        for index, cell in cells.items():
            column, field = self._fields[index]
            said = self._read(column, cell)
            values = table.values[_key(column)][rows.start : rows.stop]
            if not isinstance(said, int) or _is_unsure(table, index, rows):
                continue
            # 总收入 of incubators and makerspaces has one sum.
            others = [table.values[_key(self._fields[c][0])] for c in self._shared[index]]
            both = [*values, *(v for other in others for v in other[rows.start : rows.stop])]
            whole = sum(value for value in both if isinstance(value, int))
            if said == _last_of(values) and layout_words().stocks.search(field.label):
                # 合计 of what is there at the end is what the last of them says.
                continue
            if abs(whole - said) > tolerance(cell, column, field, values):
                other = shown(whole, step_of(column, field))
                found.append(Remark("sum_differs", index, shortened(cell), other))
        return found


def _key(column: Column) -> tuple[str, str, str]:
    return column.form, column.field, column.period


def _last_of(values: Sequence[Stored]) -> Stored:
    """Return the last of some values that is one."""
    return next((value for value in reversed(values) if value is not None), None)


def _adds_up(field: Field) -> bool:
    return field.unit != "%" and "得分" not in field.label and "比例" not in field.label


def _is_unsure(table: Table, column: int, rows: range) -> bool:
    """Whether a figure of the rows was not understood, so that no sum can be made."""
    return any(
        remark.column == column
        for place, remarks in table.rejects.items()
        if place in rows
        for remark in remarks
    )


def tolerance(cell: Cell, column: Column, field: Field, values: Sequence[Stored]) -> Fraction:
    """Return what rounding can make of a sum: nothing where all have the same decimals."""
    step = step_of(column, field)
    decimals = _decimals(_plain(cell))
    amounts = [value for value in values if isinstance(value, int)]
    rows = max((_decimals(shown(value, step)) for value in amounts), default=0)
    if decimals == rows:
        return Fraction(0)
    times = 1 if decimals < rows else len(amounts)
    return step * times / 2 * Fraction(1, 10) ** min(decimals, rows)


def _plain(cell: Cell) -> str:
    return f"{cell:.{_MAX_DECIMALS}f}" if isinstance(cell, float) else fold(str(cell))


def _decimals(text: str) -> int:
    digits = "".join(sign for sign in text if sign.isdecimal() or sign == ".")
    return len(digits.partition(".")[2].rstrip("0"))


def step_of(column: Column, field: Field) -> Fraction:
    """Return what one of a column's own unit is stored as."""
    known, word = words(), column.unit.word if column.unit else ""
    power: int = known.money.get(word, 0)
    if field.type is FieldType.MONEY:
        return Fraction(10**power)
    scale = Fraction(10**field.scale) if field.type is FieldType.DECIMAL else Fraction(1)
    return scale * Fraction(known.area.get(word, known.counts.get(word, 1)))


def shown(value: int, step: Fraction) -> str:
    """Return a stored number in the column's own unit."""
    amount = Fraction(value) / step
    text = f"{Decimal(amount.numerator) / Decimal(amount.denominator):.{_MAX_DECIMALS}f}"
    return text.rstrip("0").rstrip(".")
