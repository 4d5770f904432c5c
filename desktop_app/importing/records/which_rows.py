"""Tells which rows of a table are records, and why the others are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.columns import ColumnReader
from desktop_app.importing.layout.groups import Group, Groups
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.rows import RowSieve
from desktop_app.importing.layout.totals import Totals
from desktop_app.importing.mapping.lexicon import Lexicon, lexicon
from desktop_app.importing.model import NUMBERED, Column, SheetMapping
from desktop_app.importing.records.code_columns import Codes
from desktop_app.importing.records.other_places import PlacesOfTotals
from desktop_app.importing.records.table import Table
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_FIRM = ("firm", "name")
_TOTALS = "unit_total"
_PATENT = ("patent", "app_no")
_PATENT_TYPE = ("patent", "ptype")
_INDICATOR = (_TOTALS, "indicator")
_AIMED, _OTHER_RIGHT = "no_figure", "other_right"
_TITLES = frozenset({"name", "title"})
_LONGEST_EXAMPLE = 10
_MARKED = re.compile(r"[(（\[【]?\w{1,7}[)）\]】:：]")
_LONGEST_GAP = 1_000
"""Blank rows within a table; a longer gap parts it from what strayed below, and is no row."""


class WhichRows:
    """The rows of one table, sorted as they come.

    Args:
        mapping: How the table is understood.
        catalogue: Forms and code lists.
        mapped: Columns that are read.
        readers: What reads them, those of firms' codes apart.
        table: The rows.
        places: Its column of places, if it is a list of totals.

    Attributes:
        aimed: Places of the rows sorted last that hold no more than aims or sums: 计划, 小计.
    """

    def __init__(
        self,
        mapping: SheetMapping,
        catalogue: Catalogue,
        mapped: Sequence[int],
        readers: Mapping[int, ColumnReader],
        table: Table,
        *,
        places: PlacesOfTotals,
    ) -> None:
        self._places = places
        self._table = table
        self._readers = readers
        self._groups = Groups(mapping, catalogue)
        self._blanks: list[int] = []
        self.aimed: list[int] = []
        known = lexicon(catalogue)
        keys = known.keys
        self._strong = [c for c in mapping.columns if (c.form, c.field) in NUMBERED]
        self._sieve = _sieve_of(mapping, mapped, self._groups, known)
        self._times = [c.index for c in mapping.columns if c.field == "period" and not c.form]
        self._totals = Totals(mapping, catalogue, self._read_alone)
        self._figures = [c.index for c in _figures_of_totals(mapping, catalogue)]
        self._told = list(self._tell(mapping, keys))
        self._patents = [c.index for c in mapping.columns if (c.form, c.field) == _PATENT]

    def _tell(
        self, mapping: SheetMapping, keys: Container[tuple[str, str]]
    ) -> Iterator[tuple[int, Callable[[str], bool], str]]:
        """Yield the columns of which a cell tells that its row is no record, and why."""
        spread = mapping.spread
        for column in mapping.columns:
            # A sound code makes no firm of what shows how to write.
            if column.reason == "serial" or (column.form, column.field) == _FIRM:
                yield column.index, self._is_example, "example"
            if (column.form, column.field) == _PATENT_TYPE:
                yield column.index, _is_other_right, _OTHER_RIGHT
            if (column.form, column.field) == _INDICATOR:
                yield column.index, _is_measure, "note"
        for index in self._times:
            yield index, _is_sum_of_times, "total"
            yield index, _is_aimed, _AIMED
        for column in mapping.columns:
            is_key = (column.form, column.field) in keys and column.form != "firm"
            if is_key and column.field in _TITLES:
                yield column.index, lambda text: fold(text) in words().totals, "total"
        if spread is not None:
            figures = _figures_of_lines(mapping)
            measured = layout_words().measured
            yield (
                spread.names,
                lambda text: (
                    (name := fold(text)) not in figures and measured.fullmatch(name) is not None
                ),
                "note",
            )

    def _is_example(self, text: str) -> bool:
        if len(text) > _LONGEST_EXAMPLE:
            # （示例）甲公司 shows how to write, 例3科技有限公司 is a firm.
            marked = _MARKED.match(text)
            text = marked[0] if marked else ""
        return bool(text) and self._sieve.is_example(fold(text))

    def _read_alone(self, column: Column, cell: Cell) -> Stored:
        return self._readers[column.index].read([cell])[0][0]

    def note_blank(self, first: int, count: int) -> None:
        """Note blank rows, of which the first has the number `first`."""
        self._blanks += range(first, first + count)

    def sort(
        self,
        chunk: Sequence[Row],
        first: int,
        columns: Sequence[Sequence[Cell]],
        codes: Codes,
        bare: Collection[int],
    ) -> tuple[list[int], list[Group]]:
        """Return the places of rows that are records, and their groups; note the others.

        Args:
            chunk: Some rows.
            first: Number of the first of them.
            columns: Their cells, column by column.
            codes: The codes of firms in them.
            bare: Places of rows in which nothing stands but what was filled in from above.
        """
        sure, coded = self._sure(columns, codes, len(chunk))
        told = self._by_column(columns)
        self.aimed = [place for place, reason in told.items() if reason in {_AIMED, "total"}]
        others = self._without_figure(columns, len(chunk)) | told
        others |= self._places.others(columns)
        if all(sure) and not (bare or others or self._blanks):
            return [*range(len(chunk))], [self._groups.current] * len(chunk)
        kept: list[int] = []
        groups: list[Group] = []
        for place, row in enumerate(chunk):
            above = self._groups.current
            reason = "blank" if place in bare else ""
            if not reason and not sure[place]:
                reason = self._reason(row, is_coded=coded[place])
                if reason == "blank" and not any(map(is_filled, row)):
                    # Blank rows at the end are none; only what follows tells.
                    self._blanks.append(first + place)
                    continue
            if self._blanks:
                self._tell_blanks()
            if reason := reason or others.get(place, ""):
                if self._groups.current is not above:
                    self._table.lines.append((first + place, self._groups.said))
                self._skip(first + place, row, reason, len(self._table.numbers) + len(kept))
            else:
                kept.append(place)
                groups.append(self._groups.current)
        return kept, groups

    def _by_column(self, columns: Sequence[Sequence[Cell]]) -> dict[int, str]:
        """Return the rows that name their firm and are no records all the same, and why.

        小计 or 增长 stands where a month or project should, a share where the figure of a line.
        """
        found: dict[int, str] = {}
        for index, is_no_record, reason in self._told:
            cells = columns[index] if index < len(columns) else ()
            said = {cell for cell in set(cells) if isinstance(cell, str) and is_no_record(cell)}
            if said:
                found.update((place, reason) for place, cell in enumerate(cells) if cell in said)
        return self._without_patents(found, columns)

    def _without_patents(
        self, found: dict[int, str], columns: Sequence[Sequence[Cell]]
    ) -> dict[int, str]:
        """Return such rows without those of 软件著作权 that have the number of a patent."""
        others = [place for place, reason in found.items() if reason == _OTHER_RIGHT]
        for index in self._patents if others else ():
            values, _odd = self._readers[index].read(columns[index])
            for place in others:
                if values[place] is not None:
                    found.pop(place, None)
        return found

    def _without_figure(self, columns: Sequence[Sequence[Cell]], count: int) -> dict[int, str]:
        """Return the rows of totals whose figures are blank: of a name alone nothing is kept."""
        silent = set(range(count)) if self._figures else set()
        for index in self._figures:
            if index < len(columns):
                values, odd = self._readers[index].read(columns[index])
                silent -= {place for place, value in enumerate(values) if value is not None}
                silent -= {place for place, _read in odd}
        return dict.fromkeys(silent, "no_figure")

    def _sure(
        self, columns: Sequence[Sequence[Cell]], codes: Codes, count: int
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
        self._table.skipped.append((number, reason))
        if reason == "total":
            self._totals.note(number, row, above)

    def _tell_blanks(self) -> None:
        if len(self._blanks) <= _LONGEST_GAP:
            self._table.skipped += [(number, "blank") for number in self._blanks]
        self._blanks.clear()

    def put_groups(self, groups: Sequence[Group]) -> None:
        """Give the rows that were just taken what the lines above them say."""
        self._groups.put(self._table, groups)

    def finish(self) -> None:
        """Check the sums, now that all rows were read."""
        self._totals.check(self._table)


def _figures_of_totals(mapping: SheetMapping, catalogue: Catalogue) -> Iterator[Column]:
    """Yield the columns of the figures of a list of totals."""
    fields = catalogue.form(_TOTALS).by_code
    if mapping.main == _TOTALS:
        yield from (c for c in mapping.of(_TOTALS) if fields[c.field].is_number)


def _is_other_right(text: str) -> bool:
    """Whether a text names what is no patent: 软件著作权."""
    return layout_words().other_rights.fullmatch(fold(text)) is not None


def _is_aimed(text: str) -> bool:
    return layout_words().expected.fullmatch(fold(text)) is not None


def _is_measure(text: str) -> bool:
    """Whether a text compares the figures above it: 增长%."""
    return layout_words().measures.fullmatch(fold(text)) is not None


def _is_sum_of_times(text: str) -> bool:
    return fold(text) in words().totals or _is_measure(text)


def _sieve_of(
    mapping: SheetMapping, mapped: Sequence[int], groups: Groups, known: Lexicon
) -> RowSieve:
    """Return what sorts out the rows of a table that hold no valid code."""
    names = [c.index for c in mapping.columns if (c.form, c.field) in known.keys]
    headings = [column.heading for column in mapping.columns if column.at < 0]
    numbers = [c.index for c in mapping.columns if c.reason == "serial"]
    sieve = RowSieve(headings, mapped, names, groups.begins, numbers)
    sieve.told = [mapping.named_kinds.place] if mapping.named_kinds else []
    sieve.is_kind = groups.says_kind
    sieve.names_firms = any((c.form, c.field) == _FIRM for c in mapping.columns)
    if any((c.form, c.field) == _INDICATOR for c in mapping.columns):
        sieve.is_name = known.calls_total
    if mapping.spread is not None:
        # 研究开发费用合计 is a figure and no sum.
        sieve.is_name = _figures_of_lines(mapping).__contains__
    return sieve


def _figures_of_lines(mapping: SheetMapping) -> set[str]:
    """Return the names of figures, folded, that the lines of a long table give."""
    taken = {column.index for column in mapping.columns if column.form}
    places = mapping.spread.places if mapping.spread else {}
    return {name for (name, _at), index in places.items() if index in taken}
