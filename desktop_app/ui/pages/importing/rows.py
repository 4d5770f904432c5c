"""The rows of a previewed sheet as lines; each line is made when it is painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.periods import is_period
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, in_turn, period_label
from desktop_app.importing.cells.as_shown import show
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.memory.returned import OWN, reason_heading
from desktop_app.importing.messages import remark_text, row_message, skip_text
from desktop_app.importing.model import NOTES, Column, Outcome, Remark
from desktop_app.importing.records.collect import Collected
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview, SheetPreview
from desktop_app.sheets.read import read_file
from desktop_app.sheets.table import Row, column_name
from desktop_app.ui import glyphs
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.pages.importing.said_again import said_again
from desktop_app.ui.pages.lazy_lines import MadeLines
from desktop_app.ui.pages.widths import field_with_unit, width_of

SIGNS = {
    Outcome.NEW: Sign.ADDED,
    Outcome.CHANGED: Sign.CHANGED,
    Outcome.SAME: Sign.SAME,
    Outcome.QUESTIONED: Sign.DOUBTFUL,
    Outcome.REJECTED: Sign.REFUSED,
    Outcome.SKIPPED: Sign.SKIPPED,
}
_ORDER = (
    Outcome.REJECTED,
    Outcome.QUESTIONED,
    Outcome.CHANGED,
    Outcome.NEW,
    Outcome.SAME,
    Outcome.SKIPPED,
)
"""Rows that a person should look at stand first."""

_WIDEST = 264
"""Room for a heading, or for what a cell was and will be; the panel has what is longer."""

_REASON = 372
"""Room for a field, a credit code that is wrong, and what is wrong with it."""

_MEASURED = 50
"""Changed rows that the widths of columns are measured by."""

GROUNDS = {Sign.DOUBTFUL: "amber_soft", Sign.REFUSED: "red_soft"}
"""Grounds of cells that something is said of."""


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row of the sheet: what becomes of it, its number, its place in the table (-1: skipped)."""

    outcome: Outcome
    number: int
    place: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell of a row becomes.

    Attributes:
        column: Column of the sheet.
        label: Field with its unit.
        old: What is stored now, where that changes; else "".
        new: What will be stored, as shown.
        sign: DOUBTFUL or REFUSED where something is to be said of it.
        said: What is to be said of it.
        right: Whether it is a number.
    """

    column: Column
    label: str
    old: str
    new: str
    sign: Sign
    said: str
    right: bool


class SheetLines:
    """The rows of a sheet, and the lines that they are shown as."""

    def __init__(self, sheet: SheetPreview, preview: ImportPreview, catalogue: Catalogue) -> None:
        self.sheet = sheet
        self.columns = tuple(
            column for column in sheet.mapping.columns if column.form or column.field == "period"
        )
        self._catalogue = catalogue
        self._found = preview.records
        self._preview = preview
        self.all = _entries(sheet)

    def kept(self, outcome: Outcome | None, wanted: str = "") -> MadeLines:
        """Return the lines of one outcome, or all not skipped; those that contain a text."""
        kept = [
            entry
            for entry in self.all
            if (entry.outcome is outcome if outcome else entry.outcome is not Outcome.SKIPPED)
        ]
        if wanted:
            folded = wanted.casefold()
            kept = [entry for entry in kept if self._contains(entry, folded)]
        return MadeLines(kept, self._line, lambda entry: entry.number)

    def _contains(self, entry: RowEntry, folded: str) -> bool:
        """Whether texts, number or reasons of a row contain a text; figures are not searched."""
        table, place = self.sheet.table, entry.place
        if folded in str(entry.number):
            return True
        if place >= 0 and any(
            isinstance(value := values[place], str) and folded in value.casefold()
            for values in table.values.values()
        ):
            return True
        if place >= 0 and place not in table.rejects and place not in table.remarks:
            return False
        return any(folded in reason.casefold() for reason in self.reasons(entry))

    def counts(self) -> Counter[Outcome]:
        """Return how many rows there are of each outcome."""
        return self.sheet.counts

    def headings(self) -> list[Heading]:
        """Return the columns: outcome, row, reason, then the columns of the sheet."""
        outcomes = [_("结果"), *map(glyphs.word, SIGNS.values())]
        counts = self.counts()
        odd = counts[Outcome.REJECTED] + counts[Outcome.QUESTIONED]
        found = [
            Heading(_("结果"), width_of(outcomes, 96, sign=True, first=True)),
            Heading(_("行号"), width_of([_("行号")], 56), right=True),
            Heading(_("原因"), _REASON if odd else 96),
        ]
        changed = [entry for entry in self.all if entry.outcome is Outcome.CHANGED][:_MEASURED]
        shown = list(zip(*map(self.values, changed), strict=True)) or [()] * len(self.columns)
        for column, values in zip(self.columns, shown, strict=True):
            field = self._field(column)
            if field is None:
                found.append(Heading(_("期别"), 110))
                continue
            label = _label(field, column)
            words = width_of([label, *(_change(value) for value in values if value.old)])
            width = max(_width(field), min(words, _WIDEST))
            found.append(Heading(label, width, right=field.is_number))
        return found

    def reasons(self, entry: RowEntry) -> list[str]:
        """Return the sentences about a row, each once."""
        if entry.place < 0:
            told = self.sheet.table.sums.get(entry.number, ())
            return [skip_text(entry.reason), *self._sentences(told)]
        said = [
            *self.sheet.table.rejects.get(entry.place, ()),
            *self.sheet.remarks(entry.place),
        ]
        return self._sentences(said)

    def _sentences(self, said: Iterable[Remark]) -> list[str]:
        """Return what remarks say, each once, with the columns that they are about."""
        headings = {column.index: column.heading for column in self.sheet.mapping.columns}
        return list(dict.fromkeys(row_message(one, headings.get(one.column, "")) for one in said))

    def said_again(self, entry: RowEntry) -> str:
        """Return which other rows give the same record, where that matters; else ""."""
        return said_again(self._preview, self._catalogue, self.sheet, entry.place)

    def values(self, entry: RowEntry) -> list[Value]:
        """Return what the cells of a row become, in the order of the sheet."""
        if entry.place < 0:
            return []
        said = self._said(entry.place)
        return [self._value(column, entry.place, said) for column in self.columns]

    def _said(self, place: int) -> dict[int, tuple[Sign, Remark]]:
        """Return the gravest thing to say of each column of a row."""
        found: dict[int, tuple[Sign, Remark]] = {}
        for remark in self.sheet.remarks(place):
            if remark.code not in NOTES:
                found.setdefault(remark.column, (Sign.DOUBTFUL, remark))
        for remark in self.sheet.table.rejects.get(place, ()):
            found[remark.column] = (Sign.REFUSED, remark)
        return found

    def _value(self, column: Column, place: int, said: dict[int, tuple[Sign, Remark]]) -> Value:
        table = self.sheet.table
        field = self._field(column)
        sign, remark = said.get(column.index, (Sign.NONE, None))
        words = remark_text(remark) if remark is not None else ""
        if field is None:
            code = table.periods[place] if place < len(table.periods) else ""
            shown = period_label(code) if code else remark.read if remark else ""
            return Value(column, _("期别"), "", shown, sign, words, right=False)
        values = table.values.get((column.form, column.field, column.period))
        stored = values[place] if values is not None else None
        kept = table.kept.get((place, column.index))
        old = ""
        if stored is not None:
            before, stored = self._kept(column, place, stored)
            if before != (stored,):
                old = "".join(self._catalogue.show(field, one) or "—" for one in before)
        new = self._catalogue.show(field, stored)
        if stored is None and kept is not None:
            new = kept[0]
        elif stored is None and sign is Sign.REFUSED and remark is not None:
            new = remark.read
        label = _label(field, column)
        return Value(column, label, old, new, sign, words, right=field.is_number)

    def _kept(self, column: Column, place: int, said: Stored) -> tuple[tuple[Stored, ...], Stored]:
        """Return what is stored now, if the record is there, and what will be.

        That need not be what the row says: a later row may have the last word, and a firm keeps its
        name beside one that a person said means it.
        """
        places = self.sheet.links.places.get((column.form, column.period))
        found: Collected | None = self._found.get(column.form)
        if places is None or found is None or places[place] < 0:
            return (), said
        if column.field not in found.columns:
            return (), said
        at, record = found.columns.index(column.field), places[place]
        known = found.stored.get(record)
        return (known[1][at],) if known else (), found.final(record)[at]

    def _line(self, entry: RowEntry) -> Line:
        sign = SIGNS[entry.outcome]
        reasons = in_turn(self.reasons(entry))
        lead = (
            Cell(glyphs.word(sign), sign=sign),
            Cell(f"{entry.number:,}", right=True, tone="text2"),
            Cell(reasons, tip=reasons),
        )
        tone = "text2" if entry.outcome is Outcome.SAME else "text"
        cells = (_cell(value, tone) for value in self.values(entry))
        return Line((*lead, *cells), key=entry.number)

    def _field(self, column: Column) -> Field | None:
        if not column.form:
            return None
        return self._catalogue.form(column.form).by_code[column.field]


def _entries(sheet: SheetPreview) -> list[RowEntry]:
    table = sheet.table
    found = [
        RowEntry(outcome, number, place)
        for place, (outcome, number) in enumerate(zip(sheet.outcomes, table.numbers, strict=True))
    ]
    found += [RowEntry(Outcome.SKIPPED, number, -1, reason) for number, reason in table.skipped]
    rank = {outcome: place for place, outcome in enumerate(_ORDER)}
    return sorted(found, key=lambda entry: (rank[entry.outcome], entry.number))


def _cell(value: Value, tone: str) -> Cell:
    ground = GROUNDS.get(value.sign, "")
    if value.old:
        shown = _change(value)
        return Cell(
            shown,
            right=value.right,
            tone="accent",
            bold=True,
            ground=ground,
            sign=value.sign,
            tip=value.said or shown,
        )
    return Cell(
        value.new,
        right=value.right,
        tone=tone,
        ground=ground,
        sign=value.sign,
        tip=value.said or value.new,
    )


def _change(value: Value) -> str:
    return f"{value.old} → {value.new}"


def _label(field: Field, column: Column) -> str:
    label = field_with_unit(field)
    return f"{label} {period_label(column.period)}" if is_period(column.period) else label


def _width(field: Field) -> int:
    if field.is_number:
        return 152
    if field.code == "name":
        return 208
    return {FieldType.DATE: 120, FieldType.BOOL: 90, FieldType.YEAR: 80}.get(field.type, 168)


class RawRows:
    """The rows of the sheets as they stand in the files, read when they are first asked for."""

    def __init__(self, files: Sequence[FilePreview], password: str) -> None:
        self._paths = {file.name: file.path for file in files}
        self._password = password
        self._kept: dict[tuple[str, str], list[Row]] = {}

    def row(self, sheet: SheetPreview, number: int) -> Row:
        """Return a row by its number, or what a form gives instead; [] where there is none."""
        turned = sheet.table.turned
        if turned is not None:
            return turned.record(number)
        rows = self._rows(sheet)
        return _as_read(sheet, rows[number - 1]) if 0 < number <= len(rows) else []

    def sample(self, sheet: SheetPreview, numbers: Sequence[int]) -> list[Row]:
        """Return some rows near the top without reading the whole sheet."""
        if not numbers:
            return []
        if sheet.table.turned is not None:
            return list(sheet.table.turned.rows[: len(numbers)])
        kept = self._kept.get((sheet.file, sheet.name))
        last = max(numbers)
        rows = kept if kept is not None else list(islice(self._open(sheet), last))
        return [_as_read(sheet, rows[n - 1]) if n <= len(rows) else [] for n in numbers]

    def _rows(self, sheet: SheetPreview) -> list[Row]:
        key = (sheet.file, sheet.name)
        if key not in self._kept:
            self._kept.clear()
            self._kept[key] = list(self._open(sheet))
        return self._kept[key]

    def _open(self, sheet: SheetPreview) -> Sequence[Row]:
        read = read_file(self._paths[sheet.file], password=self._password)
        found = next((one for one in read.sheets if one.name == sheet.name), None)
        if found is None:
            return []
        content = found.read()
        rows = list(content.rows)
        # As a person sees them in Excel, and as the import reads them: 5.23% of 0.0523.
        show(rows, 1, content.marks, content.marks.looks)
        return rows


def _as_read(sheet: SheetPreview, row: Row) -> Row:
    """Return a row with its cells in the columns that they are read in."""
    for move in sheet.mapping.moves:
        row = move.of(row)
    return row


def raw_text(row: Row, column: int) -> str:
    """Return a cell as it stands in the file."""
    return plain_text(row[column]) if column < len(row) else ""


def heading_text(column: Column) -> str:
    """Return a column as people point at it: letter, then its heading."""
    own = reason_heading() if column.reason == OWN else _("（没有标题）")
    return f"{column_name(column.place)}　{column.heading or own}"
