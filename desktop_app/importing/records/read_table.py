"""Reads the rows of a mapped table, column by column and a few thousand rows at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.choices import said_no
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.cells.columns import ColumnReader, Known, column_reader
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.row_units import RowUnits
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.fill_down import Downward, FromAbove, join_wrapped
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import Merges
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.claims import names_other_title
from desktop_app.importing.mapping.lexicon import Lexicon, lexicon
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.model import JOINT, Column, Remark, SheetMapping, shortened
from desktop_app.importing.records.code_columns import REMEMBERED, CodeColumns, Codes
from desktop_app.importing.records.doubled import may_differ, second_columns, with_seconds_put
from desktop_app.importing.records.figure_lines import FigureLines
from desktop_app.importing.records.merged_figures import tell_merged
from desktop_app.importing.records.other_places import OtherPlaces, PlacesOfTotals
from desktop_app.importing.records.row_periods import RowPeriods
from desktop_app.importing.records.sayings import Sayings
from desktop_app.importing.records.sheet_marks import SheetMarks
from desktop_app.importing.records.table import Table
from desktop_app.importing.records.total_groups import TotalGroups, valueless_columns
from desktop_app.importing.records.which_rows import WhichRows
from desktop_app.sheets.table import Cell, Marks, Row, is_filled

CHUNK = 8192
"""Rows that are read at a time."""

_WITHIN_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_NAME = ("firm", "name")
_LOST = {
    "unknown": "figure_unknown",
    "ambiguous": "figure_unknown",
    "no_period": "left_out",
    "bad_period": "left_out",
}


class TableReading:
    """One table being read.

    Args:
        mapping: How it is understood.
        marks: What its sheet hides or breaks.
        catalogue: Forms and code lists.
        taught: Code that a word means, by (form, field, folded text).
        merges: Merged ranges of its sheet.
        unit: Code of the reporting unit that imports.
    """

    def __init__(
        self,
        mapping: SheetMapping,
        marks: Marks,
        catalogue: Catalogue,
        taught: Mapping[tuple[str, str, str], str],
        merges: Merges = (),
        *,
        unit: str = "",
    ) -> None:
        self.table = Table()
        self._others = OtherPlaces(mapping, unit, catalogue)
        self._places = PlacesOfTotals(mapping, unit, catalogue)
        self.mapping = mapping
        taken = [column for column in mapping.columns if column.form]
        coded = [c for c in taken if c.form == "firm" and c.field in FIRM_CODES]
        self._plain = [column for column in taken if column not in coded]
        self._seconds = second_columns(mapping, taken)
        self._compared = [pair for pair in self._seconds if may_differ(pair[0])]
        seconds = [second for second, _own in self._seconds]
        known = Known(marks.is_1904, taught)
        self._readers = _readers([*self._plain, *seconds], catalogue, known)
        self._mapped = sorted({column.index for column in (*taken, *seconds)})
        self.table.at.update({c.index: c.at for c in mapping.columns if c.at >= 0})
        self._lines = FigureLines(mapping, self.table) if mapping.spread is not None else None
        self._held = [*self._mapped, *_places_before(mapping)]
        self._lost = _lost_columns(mapping, lexicon(catalogue))
        self._periods = RowPeriods(mapping)
        self._names: dict[Stored, Stored] = {}
        self._total_groups = TotalGroups(mapping)
        self._valueless = valueless_columns(mapping)
        self._units = RowUnits(mapping, catalogue)
        self._sayings = Sayings(self.table)
        self._marks = SheetMarks(marks, self._held, self.table)
        self._begin_columns(taken, marks)
        self._codes = CodeColumns(coded, self.table, self._sayings)
        if mapping.main:
            self._look_around(merges, catalogue)

    def _look_around(self, merges: Merges, catalogue: Catalogue) -> None:
        """Prepare what tells records from other rows and fills what they leave out."""
        mapping = self.mapping
        forms = {code: catalogue.form(code).by_code for code in mapping.forms}
        self._name = next((c.index for c in mapping.columns if (c.form, c.field) == _NAME), -1)
        self._rows = WhichRows(
            mapping, catalogue, self._mapped, self._readers, self.table, places=self._places
        )
        figures = [c.index for c in self._plain if forms[c.form][c.field].is_number]
        texts = [c.index for c in mapping.columns if c.index not in figures and c.field != "value"]
        self._downward = Downward(merges, frozenset(texts))
        self._tell_merged = partial(tell_merged, merges, mapping, catalogue)
        self._above = FromAbove(mapping, catalogue)

    def _begin_columns(self, taken: Sequence[Column], marks: Marks) -> None:
        """Begin the values of each column that is taken, and note what holds for all of them."""
        for column in taken:
            key = (column.form, column.field, column.period)
            self.table.values[key] = []
            self.table.sources[key] = column.index
            if flags := _flags_of(column, marks):
                self.table.column_flags[column.index] = flags

    @property
    def code_column(self) -> int:
        """The column of credit codes, or -1."""
        return self._codes.first

    def take(self, chunk: list[Row], first: int) -> None:
        """Read some rows, of which the first has the number `first`."""
        if not self.mapping.main:
            self.skip(chunk, first, self.mapping.why_not)
            return
        self._marks.mend(chunk, first)
        join_wrapped(chunk, self._name)
        self._marks.show(chunk, first)
        if not any(chunk):
            self._rows.note_blank(first, len(chunk))
            return
        bare = self._bring(chunk, first)
        columns: list[Sequence[Cell]] = list(zip_longest(*chunk, fillvalue=""))
        codes = self._codes.read(columns, len(chunk))
        kept, groups = self._rows.sort(chunk, first, columns, codes, bare)
        lent = self._above.lend(columns, kept, self._rows.aimed)
        codes = self._codes.read(columns, len(chunk)) if lent else codes
        is_whole = len(kept) == len(chunk)
        if not is_whole:
            columns = [[column[place] for place in kept] for column in columns]
            codes = [[found[place] for place in kept] for found in codes]
        base = len(self.table.numbers)
        taken_over, codes = self._take_over(columns, codes, len(kept))
        taken_over += [place for place, at in enumerate(kept) if at in lent] if lent else []
        numbers = range(first, first + len(chunk))
        self.table.numbers.extend(numbers if is_whole else (numbers[place] for place in kept))
        self._units.told_above([group.unit for group in groups])
        columns = self._put_all(columns, codes, base, len(kept))
        self._rows.put_groups(groups)
        for place in taken_over:
            self.table.remarks[base + place].append(Remark("from_above", self._above.column))
        self._marks.tell(base)
        self._mark(columns, base)

    def _bring(self, chunk: list[Row], first: int) -> set[int]:
        """Bring cells into the columns that they are read in; return the rows that bring none."""
        bare = self._downward.fill(chunk, first, self._held)
        for move in self.mapping.moves:
            move.apply(chunk)
        self._total_groups.apply(chunk)
        return bare

    def _take_over(
        self, columns: list[Sequence[Cell]], codes: Codes, count: int
    ) -> tuple[list[int], Codes]:
        """Give rows that name no firm the one above; return these rows, and all codes."""
        before = self._codes.cells(columns)
        taken_over = self._above.fill(columns, count)
        after = self._codes.cells(columns)
        is_changed = any(old is not new for old, new in zip(before, after, strict=True))
        return taken_over, self._codes.read(columns, count) if is_changed else codes

    def _put_all(
        self, columns: list[Sequence[Cell]], codes: Codes, base: int, count: int
    ) -> list[Sequence[Cell]]:
        """Read all columns of some records; return them with what second ones add to them."""
        self._codes.put(codes, columns, base, count)
        columns = with_seconds_put(self._seconds, columns)
        for column in self._plain:
            self._put(column, columns, base, count)
        for second, first in self._compared:
            self._compare(second, first, columns, base)
        self._put_periods(columns, base, count)
        return columns

    def _mark(self, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Note what cells say that no field takes."""
        self._mark_lost(columns, base)
        self._mark_denied(columns, base)
        self._others.ask(columns, base, self.table)
        self._refuse_valueless(columns, base)
        if self._lines is not None:
            self._lines.refuse_unknown(columns, base)

    def _mark_lost(self, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Note where figures are left out of which only the period is known, or all but it."""
        for column, flag in self._lost:
            cells = columns[column.index] if column.index < len(columns) else ()
            for place, cell in enumerate(cells):
                if is_figure(cell):
                    remark = Remark(flag, column.index, shortened(cell))
                    self.table.remarks[base + place].append(remark)

    def _mark_denied(self, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Note the rows that deny what other cells of theirs may tell of."""
        for index, form in self.mapping.claims:
            cells = columns[index] if index < len(columns) else ()
            denied = self.table.denied[form]
            denied.update((base + n, index) for n, cell in enumerate(cells) if _denies(cell))

    def _refuse_valueless(self, columns: Sequence[Sequence[Cell]], base: int) -> None:
        """Refuse the rows of totals of which no column is known to hold the values."""
        for column in self._valueless:
            cells = columns[column.index] if column.index < len(columns) else ()
            for place, cell in enumerate(cells):
                if is_figure(cell):
                    said = Remark("unknown_figure", column.index, shortened(cell), column.heading)
                    self.table.rejects[base + place].append(said)

    def skip(self, rows: Sequence[Row], first: int, reason: str) -> None:
        """Note rows that are no records, of which the first has the number `first`."""
        self.table.skipped += [
            (number, reason)
            for number, row in enumerate(rows, start=first)
            if any(map(is_filled, row))
        ]

    def finish(self) -> None:
        """Check sums and merged figures, now that all rows were read."""
        if self.mapping.main:
            self._rows.finish()
            self._tell_merged(self.table)

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
            self._sayings.say(base + place, column, cells[place], read)
            if read.other and (column.form, column.field) == _NAME:
                self.table.beside[base + place] = read.other

    def _shared(self, names: list[Stored]) -> list[Stored]:
        """Return names, equal ones as one text: a firm has a row in every year."""
        if len(self._names) > REMEMBERED:
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

    def _put_periods(self, columns: Sequence[Sequence[Cell]], base: int, count: int) -> None:
        index = self._periods.column
        if index < 0:
            return
        periods, by_sheet = self._periods.read(columns, count)
        self.table.periods += periods
        self.table.by_sheet.update(base + place for place in by_sheet)
        for place, period in enumerate(periods) if None in periods else ():
            if period is None:
                cell = columns[index][place] if index < len(columns) else ""
                self.table.rejects[base + place].append(
                    Remark("bad_period", index, shortened(cell))
                )


def _readers(
    columns: Sequence[Column], catalogue: Catalogue, known: Known
) -> dict[int, ColumnReader]:
    """Return what reads the cells of each column."""
    return {
        column.index: column_reader(column, catalogue.form(column.form), catalogue, known)
        for column in columns
    }


def _flags_of(column: Column, marks: Marks) -> list[str]:
    """Return what is to be said of every row that has a value in a column."""
    told = {
        "unit_assumed": column.unit_from == "assumed",
        "guessed_heading": column.reason == "near",
        "share_as_percent": column.scale != 1,
    }
    hidden = ["hidden_column"] if column.index in marks.hidden_columns else []
    return [*(flag for flag, is_so in told.items() if is_so), *column.flags, *hidden]


def _lost_columns(mapping: SheetMapping, known: Lexicon) -> list[tuple[Column, str]]:
    """Return the columns of figures that are left out, with the flag that tells of each figure."""
    return [
        (column, _LOST[column.reason])
        for column in mapping.columns
        if not column.form and column.at < 0 and _is_lost(column, known)
    ]


def _places_before(mapping: SheetMapping) -> Iterator[int]:
    """Yield the columns of the sheet whose cells are read in columns of their own."""
    if mapping.spread is not None:
        yield from mapping.spread.values
    for one in mapping.ticks:
        yield from (column for column, _label in one.labels)


def _is_lost(column: Column, known: Lexicon) -> bool:
    if column.reason in {"no_period", "bad_period"}:
        return True
    if column.reason in _LOST and (period_said(column.heading) or "").startswith("<"):
        # 去年同期 behind 增长: of the figure, or of its growth.
        return True
    # 2022年研发费用占营业收入比重 says what it is, which no form keeps.
    parts = map(fold, column.heading.split(JOINT))
    is_measure = any(map(layout_words().measured.fullmatch, parts))
    is_other = column.reason == "unknown" and _is_of_no_form(column.heading, known)
    is_other = is_other or any(map(_is_none_of_it, column.heading.split(JOINT)))
    return bool(column.period) and column.reason in _LOST and not (is_measure or is_other)


def _is_none_of_it(part: str) -> bool:
    """Whether a row of a heading says that its figures count for nothing: （预计）, 审计前."""
    said, known = find_period(part), layout_words()
    rest = (fold(part) if said is None else said.rest).strip("()")
    return any(one.fullmatch(rest) is not None for one in (known.expected, known.aimed))


def _is_of_no_form(heading: str, known: Lexicon) -> bool:
    """Whether a heading names a figure beside its period that no form has: 2023年利税总额.

    收入 may be one of several that are known.
    """
    for part in heading.split(JOINT):
        said = find_period(part)
        word = _WORD.search(_WITHIN_BRACKETS.sub("", fold(part) if said is None else said.rest))
        if word:
            return not known.is_like_figure(word[0])
    return False


def _denies(cell: Cell) -> bool:
    """Whether a cell says that a row is not about what its sheet's form holds."""
    return said_no(cell) or names_other_title(cell)
