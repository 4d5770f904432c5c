"""The refused and questioned rows of an import, as the sheets that they go back in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import NamedTuple

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _
from desktop_app.importing.memory.learned import learned
from desktop_app.importing.memory.problem_rows import (
    PROBLEMS,
    ProblemRows,
    headings_of_form,
    is_read_anew,
    title_of_form,
)
from desktop_app.importing.memory.returned import Note, moved, note_text, reason_column
from desktop_app.importing.model import Outcome, SheetMapping
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview, SheetPreview
from desktop_app.sheets.read import SheetFile
from desktop_app.sheets.returned.appearance import Appearance, appearances
from desktop_app.sheets.returned.book import tab_names
from desktop_app.sheets.returned.sheet import ReturnedSheet
from desktop_app.sheets.table import Content

LOOKS = 20_000
"""Problem rows up to which they keep their look, and are commented cell by cell."""

_LOOKED_AT = 100
_CODES = frozenset(
    {FieldType.USCC, FieldType.ORG_CODE, FieldType.REG_NO, FieldType.PATENT_NO}
    | {FieldType.CERT_NO, FieldType.PHONE, FieldType.CODE}
)


@dataclass(frozen=True, slots=True)
class Returned:
    """What goes back.

    Attributes:
        sheets: The sheets, one for each sheet of the files that has such rows.
        note: What lets the importer understand them as it did before.
        rows: How many rows go back: all that were refused or questioned.
    """

    sheets: tuple[ReturnedSheet, ...]
    note: str
    rows: int


def count_problems(preview: ImportPreview) -> int:
    """Return how many rows were refused or questioned."""
    return sum(preview.counts[outcome] for outcome in PROBLEMS)


def problem_sheets(
    preview: ImportPreview, catalogue: Catalogue, read: Callable[[FilePreview], SheetFile]
) -> Returned:
    """Return the sheets of all rows that were refused or questioned.

    Args:
        preview: What was read.
        catalogue: Forms and fields.
        read: Reads a file of the preview again; it has the same bytes.
    """
    count = count_problems(preview)
    found = [one for file in preview.files for one in _tabs(file, read)]
    names = tab_names(one.tab for one in found)
    sheets, mappings, since_1904 = [], {}, set()
    for name, one in zip(names, found, strict=True):
        content, rows = _content(one), one.rows
        sheet = _sheet(name, one, content, catalogue)
        if count > LOOKS:
            sheet = _plain(sheet)
        sheets.append(sheet)
        mappings[name] = tuple(moved(_as_returned(part), sheet.column) for part in rows.parts)
        since_1904 |= {name} if content.marks.is_1904 else set()
    note = note_text(Note(mappings, tuple(learned(preview)), frozenset(since_1904)))
    return Returned(tuple(sheets), note, count)


def _as_returned(part: SheetPreview) -> SheetMapping:
    """Return how a table is understood that goes back.

    Forms go back as a list; firm and period of their title go along.
    """
    if is_read_anew(part.mapping):
        plain = replace(part.mapping, columns=(), spread=None, ticks=(), by_kind=None)
        return replace(plain, pairs=(), claimed=(), named_kinds=None)
    if part.table.turned is None:
        return part.mapping
    heads = zip(part.mapping.columns, headings_of_form(part.mapping), strict=True)
    columns = tuple(replace(column, heading=heading) for column, heading in heads)
    return replace(part.mapping, title=title_of_form(part), columns=columns)


class _Tab(NamedTuple):
    """A tab with such rows, its file, and how it looks."""

    tab: str
    rows: ProblemRows
    file: SheetFile
    look: Appearance


def _tabs(file: FilePreview, read: Callable[[FilePreview], SheetFile]) -> Iterator[_Tab]:
    """Yield the tabs of a file that have such rows; the file is read only where there are any."""
    grouped = groupby(file.sheets, key=attrgetter("name"))
    found = [(tab, rows) for tab, parts in grouped if (rows := ProblemRows(list(parts))).parts]
    if not found:
        return
    opened = read(file)
    # In one go: to tell one of its tabs, a file may have to be looked through as a whole.
    looks = appearances(opened.data, opened.kind, {tab: _looked_at(rows) for tab, rows in found})
    for tab, rows in found:
        yield _Tab(tab, rows, opened, looks[tab])


def _looked_at(rows: ProblemRows) -> frozenset[int]:
    """Return the rows whose styles are wanted."""
    numbers = rows.numbers
    return frozenset(numbers) if len(numbers) <= 2 * LOOKS else frozenset[int]()


def _content(one: _Tab) -> Content:
    return next(sheet for sheet in one.file.sheets if sheet.name == one.tab).read()


def _sheet(name: str, one: _Tab, content: Content, catalogue: Catalogue) -> ReturnedSheet:
    tab, rows = one.tab, one.rows
    head = list(islice(content.rows, _LOOKED_AT))
    content = replace(content, rows=chain(head, content.rows))
    heading = rows.parts[0].mapping
    is_turned = any(part.table.turned is not None for part in rows.parts)
    return ReturnedSheet(
        name=name,
        lines=rows.lines(content, _figures(rows, catalogue)),
        heading=(heading.first_row, heading.last_row),
        about=_about(rows.parts[0].file, tab, rows),
        look=_look(one.look, content),
        # A form goes back as a list, whose heading is not merged as the form was.
        merges=() if is_turned else content.merges,
        codes=_codes(rows, catalogue),
        without=reason_column(head),
    )


def _about(file: str, tab: str, rows: ProblemRows) -> str:
    text = _(
        "来自 {file} › {sheet}：拒收 {refused} 行，存疑 {asked} 行。"
        "改好后导入这个文件，只动这几行；这一列和批注不导入。"
    )
    return text.format(
        file=file,
        sheet=tab,
        refused=f"{rows.counts(Outcome.REJECTED):,}",
        asked=f"{rows.counts(Outcome.QUESTIONED):,}",
    )


def _look(found: Appearance, content: Content) -> Appearance:
    found.widths = {**content.marks.widths, **found.widths}
    return found


def _codes(rows: ProblemRows, catalogue: Catalogue) -> frozenset[int]:
    return frozenset(
        column.index
        for part in rows.parts
        for column in part.mapping.columns
        if column.form
        and column.at < 0
        and catalogue.form(column.form).by_code[column.field].type in _CODES
    )


def _figures(rows: ProblemRows, catalogue: Catalogue) -> frozenset[int]:
    """Return the columns of numbers, which hold for their own row even where they are merged."""
    return frozenset(
        column.index
        for part in rows.parts
        for column in part.mapping.columns
        if column.form and catalogue.form(column.form).by_code[column.field].is_number
    )


def _plain(sheet: ReturnedSheet) -> ReturnedSheet:
    """Return a sheet with widths alone, and without comments on cells."""
    look = Appearance(widths=sheet.look.widths, frozen=sheet.look.frozen)
    return replace(sheet, look=look, commented=False)
