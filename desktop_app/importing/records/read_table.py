"""Reads the rows of a mapped table, column by column and a few thousand rows at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import zip_longest

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.identifiers import holds_id_card
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.as_shown import Spot, show, struck
from desktop_app.importing.cells.codes import FIRM_CODES, firm_code
from desktop_app.importing.cells.columns import ColumnReader, Known, column_reader
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.row_units import RowUnits
from desktop_app.importing.cells.texts import PERSON, plain_text
from desktop_app.importing.layout.fill_down import Downward, FromAbove, join_wrapped
from desktop_app.importing.layout.groups import Group, Groups
from desktop_app.importing.layout.headings import Merges
from desktop_app.importing.layout.rows import RowSieve
from desktop_app.importing.layout.totals import Totals
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.model import Column, Read, Remark, SheetMapping, shortened
from desktop_app.importing.records.doubled import second_columns
from desktop_app.importing.records.row_periods import RowPeriods
from desktop_app.importing.records.table import Table
from desktop_app.sheets.table import Cell, Marks, Row, is_filled

CHUNK = 8192
"""Rows that are read at a time."""

NO_VALUE = "#NO_RESULT!"
"""Stands in for a formula that was saved without its result."""

_Said = tuple[Remark | None, Remark | None, str]
_NAME = ("firm", "name")
_STRONG = frozenset({"app_no", "cert_no"})
_LOST = {
    "unknown": "figure_unknown",
    "ambiguous": "figure_unknown",
    "no_period": "left_out",
    "bad_period": "left_out",
}
_REMEMBERED = 100_000
_LONGEST_GAP = 1_000
"""Blank rows within a table; a longer gap parts it from what strayed below, and is no row."""


class TableReading:
    """One table being read.

    Args:
        mapping: How it is understood.
        marks: What its sheet hides or breaks.
        catalogue: Forms and code lists.
        taught: Code that a word means, by (form, field, folded text).
        merges: Merged ranges of its sheet.
    """

    def __init__(
        self,
        mapping: SheetMapping,
        marks: Marks,
        catalogue: Catalogue,
        taught: Mapping[tuple[str, str, str], str],
        merges: Merges = (),
    ) -> None:
        self.table = Table()
        self._mapping = mapping
        self._marks = marks
        taken = [column for column in mapping.columns if column.form]
        self._codes = [c for c in taken if c.form == "firm" and c.field in FIRM_CODES]
        self._plain = [column for column in taken if column not in self._codes]
        known = Known(marks.is_1904, taught)
        self._seconds = second_columns(mapping, taken)
        self._readers: dict[int, ColumnReader] = {
            column.index: column_reader(column, catalogue.form(column.form), catalogue, known)
            for column in (*self._plain, *(second for second, _own in self._seconds))
        }
        self._strong = [column for column in self._plain if column.field in _STRONG]
        self._periods = RowPeriods(mapping)
        self._names: dict[Stored, Stored] = {}
        self._code_memos: dict[int, dict[Cell, tuple[str, Read]]] = defaultdict(dict)
        self._said: dict[tuple[int, Cell, Read], _Said] = {}
        self._blanks: list[int] = []
        self._units = RowUnits(mapping, catalogue)
        mapped = [
            *(column.index for column in taken),
            *(second.index for second, _o in self._seconds),
        ]
        self._mapped = sorted(set(mapped))
        self._lost = [
            (column, _LOST[column.reason])
            for column in mapping.columns
            if not column.form and _is_lost(column)
        ]
        self._broken = broken_cells(marks)
        if mapping.main:
            self._look_around(merges, catalogue)
        self._prepare(taken)

    def _look_around(self, merges: Merges, catalogue: Catalogue) -> None:
        """Prepare what tells records from other rows and fills what they leave out."""
        mapping, keys = self._mapping, lexicon(catalogue).keys
        forms = {code: catalogue.form(code).by_code for code in mapping.forms}
        self._groups = Groups(mapping, catalogue)
        names = [c.index for c in mapping.columns if (c.form, c.field) in keys]
        self._name = next((c.index for c in mapping.columns if (c.form, c.field) == _NAME), -1)
        headings = [column.heading for column in mapping.columns]
        self._sieve = RowSieve(headings, self._mapped, names, self._groups.begins)
        figures = [c.index for c in self._plain if forms[c.form][c.field].is_number]
        texts = [c.index for c in mapping.columns if c.index not in figures]
        self._downward = Downward(merges, frozenset(texts))
        self._above = FromAbove(mapping, catalogue)
        self._totals = Totals(mapping, catalogue, self._read_alone)

    def _read_alone(self, column: Column, cell: Cell) -> Stored:
        return self._readers[column.index].read([cell])[0][0]

    def _prepare(self, taken: Sequence[Column]) -> None:
        table = self.table
        for column in taken:
            key = (column.form, column.field, column.period)
            table.values[key] = []
            table.sources[key] = column.index
            flags = []
            if column.unit_from == "assumed":
                flags.append("unit_assumed")
            if column.reason == "near":
                flags.append("guessed_heading")
            if column.scale != 1:
                flags.append("share_as_percent")
            flags += column.flags
            if column.index in self._marks.hidden_columns:
                flags.append("hidden_column")
            if flags:
                table.column_flags[column.index] = flags
        if self._codes:
            for name in FIRM_CODES:
                table.values.setdefault(("firm", name, ""), [])
                table.sources.setdefault(("firm", name, ""), self._codes[0].index)

    @property
    def code_column(self) -> int:
        """The column of credit codes, or -1."""
        return self._codes[0].index if self._codes else -1

    def take(self, chunk: list[Row], first: int) -> None:
        """Read some rows, of which the first has the number `first`."""
        if not self._mapping.main:
            self.skip(chunk, first, self._mapping.why_not)
            return
        self._mend(chunk, first)
        join_wrapped(chunk, self._name)
        looks = self._marks.looks
        deleted = struck(chunk, first, self._marks, self._mapped) if looks else set()
        doubtful = show(chunk, first, self._marks, self._mapped) if looks else set()
        if not any(chunk):
            self._blanks += range(first, first + len(chunk))
            return
        bare = self._downward.fill(chunk, first, self._mapped)
        columns: list[Sequence[Cell]] = list(zip_longest(*chunk, fillvalue=""))
        codes = self._read_codes(columns, len(chunk))
        kept, groups = self._records(chunk, columns, codes, first, bare)
        is_whole = len(kept) == len(chunk)
        if not is_whole:
            columns = [[column[place] for place in kept] for column in columns]
            codes = [[found[place] for place in kept] for found in codes]
        base = len(self.table.numbers)
        before = [columns[c.index] for c in self._codes if c.index < len(columns)]
        taken_over = self._above.fill(columns, len(kept))
        after = [columns[c.index] for c in self._codes if c.index < len(columns)]
        if any(old is not new for old, new in zip(before, after, strict=True)):
            codes = self._read_codes(columns, len(kept))
        numbers = range(first, first + len(chunk))
        self.table.numbers.extend(numbers if is_whole else (numbers[place] for place in kept))
        self._put_codes(codes, columns, base, len(kept))
        for column in self._plain:
            self._put(column, columns, base, len(kept))
        for second, first_ in self._seconds:
            self._compare(second, first_, columns, base)
        self._put_periods(columns, base, len(kept))
        self._groups.put(self.table, groups)
        for place in taken_over:
            self.table.remarks[base + place].append(Remark("from_above", self._above.column))
        self._mark_hidden(base)
        self._mark_spots("shown_otherwise", doubtful, base)
        self._mark_spots("struck_out", deleted, base)
        self._mark_broken(base)
        self._mark_far(base)
        self._mark_lost(columns, base)

    def _mark_lost(self, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Note where figures are left out of which only the period is known, or all but it."""
        for column, flag in self._lost:
            cells = columns[column.index] if column.index < len(columns) else ()
            for place, cell in enumerate(cells):
                if is_figure(cell):
                    remark = Remark(flag, column.index, shortened(cell))
                    self.table.remarks[base + place].append(remark)

    def skip(self, rows: Sequence[Row], first: int, reason: str) -> None:
        """Note rows that are no records, of which the first has the number `first`."""
        self.table.skipped += [
            (number, reason)
            for number, row in enumerate(rows, start=first)
            if any(map(is_filled, row))
        ]

    def _mend(self, chunk: list[Row], first: int) -> None:
        """Put error values back into cells that came out blank."""
        if not self._broken:
            return
        for number, row in enumerate(chunk, start=first):
            mend(row, self._broken.get(number, ()))

    def _read_codes(
        self, columns: Sequence[Sequence[Cell]], count: int
    ) -> list[list[tuple[str, Read]]]:
        found = []
        for column in self._codes:
            name, read, memo = column.field, [], self._code_memos[column.index]
            for cell in columns[column.index] if column.index < len(columns) else [""] * count:
                known = memo.get(cell)
                if known is None:
                    known = firm_code(cell, name)
                    if len(memo) >= _REMEMBERED:
                        memo.clear()
                    memo[cell] = known
                read.append(known)
            found.append(read)
        return found

    def _records(
        self,
        chunk: Sequence[Row],
        columns: Sequence[Sequence[Cell]],
        codes: Sequence[Sequence[tuple[str, Read]]],
        first: int,
        bare: Container[int],
    ) -> tuple[list[int], list[Group]]:
        """Return the places of rows that are records, and their groups; note the others."""
        sure, coded = self._sure(columns, codes, len(chunk))
        kept: list[int] = []
        groups: list[Group] = []
        for place, row in enumerate(chunk):
            reason = "blank" if place in bare else ""
            if not reason and not sure[place]:
                reason = self._reason(row, is_coded=coded[place])
                if reason == "blank" and not any(map(is_filled, row)):
                    # Blank rows at the end are none; only what follows tells.
                    self._blanks.append(first + place)
                    continue
            if self._blanks:
                self._note_blanks()
            if reason:
                above = len(self.table.numbers) + len(kept)
                self._skip(first + place, row, reason, above)
            else:
                kept.append(place)
                groups.append(self._groups.current)
        return kept, groups

    def _sure(
        self,
        columns: Sequence[Sequence[Cell]],
        codes: Sequence[Sequence[tuple[str, Read]]],
        count: int,
    ) -> tuple[list[bool], list[bool]]:
        """Return which rows surely are records, by a code, and which have one, sound or not."""
        sure, coded = [False] * count, [False] * count
        for found in codes:
            sure = [
                is_sure
                or (read.value is not None and not read.reject)
                or read.reject == "lost_digits"
                for is_sure, (_name, read) in zip(sure, found, strict=True)
            ]
            coded = [
                is_coded or read.value is not None
                for is_coded, (_name, read) in zip(coded, found, strict=True)
            ]
        for column in self._strong:
            if column.index < len(columns):
                values, odd = self._readers[column.index].read(columns[column.index])
                # A lone 3 is kept as the number of a certificate, and proves nothing.
                loose = {place for place, read in odd if read.flag == "wrong_form"}
                sure = [
                    is_sure or (value is not None and place not in loose)
                    for place, (is_sure, value) in enumerate(zip(sure, values, strict=True))
                ]
        return sure, coded

    def _reason(self, row: Row, *, is_coded: bool) -> str:
        reason = self._sieve.reason(row)
        # A damaged code still says that the row is about a firm.
        return "" if reason == "after_sign_off" and is_coded else reason

    def _skip(self, number: int, row: Row, reason: str, above: int) -> None:
        self.table.skipped.append((number, reason))
        if reason == "total":
            self._totals.note(number, row, above)

    def _note_blanks(self) -> None:
        if len(self._blanks) <= _LONGEST_GAP:
            self.table.skipped += [(number, "blank") for number in self._blanks]
        self._blanks.clear()

    def finish(self) -> None:
        """Check the sums, now that all rows were read."""
        if self._mapping.main:
            self._totals.check(self.table)

    def _put_codes(
        self,
        codes: Sequence[Sequence[tuple[str, Read]]],
        columns: Sequence[Sequence[Cell]],
        base: int,
        count: int,
    ) -> None:
        if not self._codes:
            return
        table = self.table
        for name in FIRM_CODES:
            table.values["firm", name, ""] += [None] * count
        for column, found in zip(self._codes, codes, strict=True):
            for place, (name, read) in enumerate(found):
                values = table.values["firm", name, ""]
                if read.value is not None and not read.reject:
                    if values[base + place] is None:
                        values[base + place] = read.value
                    elif values[base + place] != read.value:
                        self._differ(base + place, column, columns[column.index][place])
                if read.flag or read.reject:
                    self._say(base + place, column, columns[column.index][place], read)
        if len(self._codes) > 1:
            self._compare_codes(codes, columns, base)

    def _compare_codes(
        self,
        codes: Sequence[Sequence[tuple[str, Read]]],
        columns: Sequence[Sequence[Cell]],
        base: int,
    ) -> None:
        """Drop an organisation code that is not the one within the credit code beside it."""
        whole = self.table.values["firm", "uscc", ""]
        parts = self.table.values["firm", "org_code", ""]
        for column, found in zip(self._codes, codes, strict=True):
            for place, (name, _read) in enumerate(found, start=base):
                code, part = whole[place], parts[place]
                if name == "org_code" and code and part and str(code)[8:17] != part:
                    parts[place] = None
                    self._differ(place, column, columns[column.index][place - base])

    def _differ(self, place: int, column: Column, cell: Cell) -> None:
        self.table.remarks[place].append(Remark("codes_differ", column.index, shortened(cell)))

    def _put(
        self, column: Column, columns: Sequence[Sequence[Cell]], base: int, count: int
    ) -> None:
        cells = columns[column.index] if column.index < len(columns) else [""] * count
        reader = self._readers[column.index]
        values, odd = self._units.read(column, cells, reader, columns)
        if (column.form, column.field) == _NAME:
            values = self._shared(values)
        self.table.values[column.form, column.field, column.period] += values
        for place, read in odd:
            self._say(base + place, column, cells[place], read)
            if read.other and (column.form, column.field) == _NAME:
                self.table.beside[base + place] = read.other

    def _shared(self, names: list[Stored]) -> list[Stored]:
        """Return names, equal ones as one text: a firm has a row in every year."""
        if len(self._names) > _REMEMBERED:
            self._names.clear()
        return list(map(self._names.setdefault, names, names))

    def _compare(
        self, second: Column, first: Column, columns: Sequence[Sequence[Cell]], base: int
    ) -> None:
        """Note where a column that stands twice says something else the second time."""
        if second.index >= len(columns):
            return
        reader = self._readers.get(first.index)
        cells = columns[second.index]
        # The first may stand further right, and have no cells in these rows.
        own = columns[first.index] if first.index < len(columns) else [""] * len(cells)
        again = self._readers[second.index]
        values = again.read(cells)[0] if reader else [fold(plain_text(cell)) for cell in cells]
        known = reader.read(own)[0] if reader else [fold(plain_text(cell)) for cell in own]
        for place, (value, other) in enumerate(zip(values, known, strict=True)):
            if value not in {None, "", other}:
                remark = Remark("doubled_column", second.index, shortened(plain_text(cells[place])))
                self.table.remarks[base + place].append(remark)

    def _say(self, place: int, column: Column, cell: Cell, read: Read) -> None:
        """Note what an odd cell says; equal cells share one remark."""
        key = (column.index, cell, read)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = _remarks(column.index, cell, read)
        flag, reject, kept = said
        if reject is not None:
            self.table.rejects[place].append(reject)
        if flag is not None:
            self.table.remarks[place].append(flag)
        if kept:
            self.table.kept[place, column.index] = (kept, read.flag)

    def _put_periods(self, columns: Sequence[Sequence[Cell]], base: int, count: int) -> None:
        index = self._periods.column
        if index < 0:
            return
        periods = self._periods.read(columns, count)
        self.table.periods += periods
        for place, period in enumerate(periods) if None in periods else ():
            if period is None:
                cell = columns[index][place] if index < len(columns) else ""
                self.table.rejects[base + place].append(
                    Remark("bad_period", index, shortened(cell))
                )

    def _mark_hidden(self, base: int) -> None:
        hidden = self._marks.hidden_rows
        if not hidden:
            return
        for place in range(base, len(self.table.numbers)):
            if self.table.numbers[place] in hidden:
                self.table.remarks[place].append(Remark("hidden_row"))

    def _mark_far(self, base: int) -> None:
        """Note where a row goes on far to the right of the table, in cells that are left out."""
        for number, column in sorted(self._marks.far):
            place = bisect_left(self.table.numbers, number, base)
            if place < len(self.table.numbers) and self.table.numbers[place] == number:
                self.table.remarks[place].append(Remark("far_cell", column))

    def _mark_spots(self, flag: str, spots: set[Spot], base: int) -> None:
        """Note the cells of records about whose look there is something to say."""
        for place in range(base, len(self.table.numbers)) if spots else ():
            for column in self._mapped:
                if (self.table.numbers[place], column) in spots:
                    self.table.remarks[place].append(Remark(flag, column))

    def _mark_broken(self, base: int) -> None:
        """Note where text that is taken was damaged before it came to us."""
        if not self._marks.broken:
            return
        for place in range(base, len(self.table.numbers)):
            number = self.table.numbers[place]
            for column in self._mapped:
                if (number, column) in self._marks.broken:
                    self.table.remarks[place].append(Remark("broken_text", column))


def _is_lost(column: Column) -> bool:
    return column.reason in {"no_period", "bad_period"} or (
        bool(column.period) and column.reason in _LOST
    )


def _remarks(column: int, cell: Cell, read: Read) -> _Said:
    """Return what a cell's flag and its reason for refusal say of the row, and the text to keep."""
    if read.kept and holds_id_card(read.kept):
        read = PERSON
    quoted = "" if "id_card" in {read.flag, read.reject} else shortened(cell)
    flag = "no_value" if read.flag == "error_cell" and cell == NO_VALUE else read.flag
    return (
        Remark(flag, column, quoted, read.other) if flag else None,
        Remark(read.reject, column, quoted) if read.reject else None,
        read.kept,
    )


def broken_cells(marks: Marks) -> dict[int, list[tuple[int, str]]]:
    """Return what should stand in cells that came out blank, by row: (column, text)."""
    broken: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), text in marks.errors.items():
        broken[row].append((column, text))
    for row, column in marks.no_value:
        broken[row].append((column, NO_VALUE))
    return broken


def mend(row: Row, broken: Iterable[tuple[int, str]]) -> None:
    """Put back into the blank cells of a row what should stand there."""
    for column, text in broken:
        row.extend([""] * (column + 1 - len(row)))
        if row[column] == "":
            row[column] = text
