"""Shows a preview row by row and column by column, as the page 导入 needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.plans import Stored
from desktop_app.i18n import in_turn
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.cells.columns import column_reader
from desktop_app.importing.messages import remark_text, row_message, skip_text
from desktop_app.importing.model import NOTES, Column, Outcome, Remark, shortened
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell of a row as it will be stored.

    Attributes:
        text: The value as shown; what was read where it could not be understood.
        old: The stored value that it replaces, or "".
        mark: "rejected", "questioned", "changed" or "".
        reason: Why it is marked, in words; "" for a change.
    """

    text: str
    old: str = ""
    mark: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a preview.

    Attributes:
        number: Row number as Excel shows it.
        outcome: What becomes of it.
        cells: One for each matched column, in the order of `matched`.
        reasons: Why it is refused, questioned or skipped, in words.
    """

    number: int
    outcome: Outcome
    cells: tuple[CellView, ...]
    reasons: tuple[str, ...]


def matched(sheet: SheetPreview) -> list[Column]:
    """Return the columns of a sheet that are taken, in the sheet's order."""
    return [column for column in sheet.mapping.columns if column.form]


def places(sheet: SheetPreview, outcome: Outcome | None = None) -> Sequence[int]:
    """Return the places of a sheet's rows, all or those of one outcome but SKIPPED."""
    if outcome is None:
        return range(len(sheet.outcomes))
    return [place for place, one in enumerate(sheet.outcomes) if one is outcome]


def skipped(sheet: SheetPreview) -> list[RowView]:
    """Return the rows that are no records."""
    return [
        RowView(number, Outcome.SKIPPED, (), (skip_text(reason), *_of_sum(sheet, number)))
        for number, reason in sheet.table.skipped
    ]


def _of_sum(sheet: SheetPreview, number: int) -> list[str]:
    """Return in what a sum differs from its rows, in words."""
    headings = {column.index: column.heading for column in sheet.mapping.columns}
    told = sheet.table.sums.get(number, ())
    return [row_message(remark, headings.get(remark.column, "")) for remark in told]


def row_view(
    preview: ImportPreview, sheet: SheetPreview, place: int, catalogue: Catalogue
) -> RowView:
    """Return one row of a sheet."""
    is_refused = place in sheet.table.rejects
    told = sheet.table.rejects[place] if is_refused else sheet.remarks(place)
    headings = {column.index: column.heading for column in sheet.mapping.columns}
    asked = [remark for remark in told if remark.code not in NOTES]
    reasons = dict.fromkeys(row_message(one, headings.get(one.column, "")) for one in asked)
    mark = "rejected" if is_refused else "questioned"
    cells = tuple(
        _cell(
            sheet,
            place,
            column,
            [remark for remark in asked if remark.column == column.index],
            preview=preview,
            catalogue=catalogue,
        )
        for column in matched(sheet)
    )
    cells = tuple(
        CellView(cell.text, cell.old, mark, cell.reason) if cell.reason else cell for cell in cells
    )
    return RowView(sheet.table.numbers[place], sheet.outcomes[place], cells, tuple(reasons))


def _cell(
    sheet: SheetPreview,
    place: int,
    column: Column,
    asked: Sequence[Remark],
    *,
    preview: ImportPreview,
    catalogue: Catalogue,
) -> CellView:
    entry = catalogue.form(column.form).by_code[column.field]
    value = sheet.table.values[column.form, column.field, column.period][place]
    kept = sheet.table.kept.get((place, column.index))
    text = kept[0] if kept else catalogue.show(entry, value)
    if value is None and not kept:
        text = next((remark.read for remark in asked if remark.read), "")
    reason = in_turn(dict.fromkeys(map(remark_text, asked)))
    changed = _change(preview, sheet, place, column)
    if changed is None or value is None:
        return CellView(text, reason=reason)
    return CellView(text, catalogue.show(entry, changed[0]), "changed", reason)


def _change(
    preview: ImportPreview, sheet: SheetPreview, place: int, column: Column
) -> tuple[Stored, Stored] | None:
    """Return the stored and the new value where a row changes a record that is there."""
    linked = sheet.links.places.get((column.form, column.period))
    where = linked[place] if linked else -1
    found = preview.records.collectors[column.form].found
    if where < 0 or where not in found.stored:
        return None
    return found.changes(where).get(column.field)


def samples(
    sheet: SheetPreview, column: Column, catalogue: Catalogue, count: int = 5
) -> list[tuple[str, str, str]]:
    """Return some cells of a column: as read, as they will be stored, and what is odd."""
    read = [row[column.index] if column.index < len(row) else "" for row in sheet.sample][:count]
    if not column.form or (column.form == "firm" and column.field in FIRM_CODES):
        return [(shortened(cell), shortened(cell) if column.form else "", "") for cell in read]
    form = catalogue.form(column.form)
    entry: Field = form.by_code[column.field]
    values, odd = column_reader(column, form, catalogue).read(read)
    said = {
        place: remark_text(Remark(one.reject or one.flag, column.index, shortened(read[place])))
        for place, one in odd
        if one.reject or (one.flag and one.flag not in NOTES)
    }
    return [
        (shortened(cell), catalogue.show(entry, value), said.get(place, ""))
        for place, (cell, value) in enumerate(zip(read, values, strict=True))
    ]
