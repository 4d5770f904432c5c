"""Reads files and shows, before anything is written, what an import would do."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.existing import Existing
from desktop_app.importing.headings import LOOKED_AT, find_heading, is_form_layout
from desktop_app.importing.lexicon import lexicon
from desktop_app.importing.mapping import SheetName, propose
from desktop_app.importing.mapping_values import SAMPLED
from desktop_app.importing.model import Column, ImportOptions, SheetMapping
from desktop_app.importing.outcomes import outcomes_of
from desktop_app.importing.read_table import read_table
from desktop_app.importing.recall import Recall, recall
from desktop_app.importing.records import Records
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview, SheetPreview
from desktop_app.sheets.read import is_lock_file, read_file
from desktop_app.sheets.read_errors import BadFile
from desktop_app.sheets.table import Content, Row, Sheet

_HELD_ROWS = 300_000
"""Rows of opened sheets that are held between finding their headings and reading them."""

_SHOWN = 20
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Opened:
    """A sheet between finding its heading and reading its rows."""

    sheet: Sheet
    preview: SheetPreview
    content: Content | None
    head: list[Row]
    height: int


SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt", ".xml", ".htm"}
    | {".html"}
)
"""What the files of a folder are called that may be sheets."""


def expand(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: those named, and those in folders named that may be sheets.

    A file that a person names is read whatever it is called.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES)
            files += sorted(one for one in inside if one.is_file() and not one.name.startswith("."))
        else:
            files.append(path)
    return [path for path in files if not is_lock_file(path)]


def preview_files(
    paths: Sequence[Path],
    *,
    catalogue: Catalogue,
    existing: Existing,
    unit: str,
    options: ImportOptions,
    progress: Progress,
) -> ImportPreview:
    """Read files and return what importing them would do; nothing is written.

    Args:
        paths: Files and folders.
        catalogue: Forms and code lists.
        existing: The records that are there already.
        unit: Code of the reporting unit that imports.
        options: What a person said beforehand.
        progress: Told (rows read, rows in all); may raise Cancelled.
    """
    with _uncollected():
        return _preview(paths, catalogue, existing, unit, options=options, progress=progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the cycle collector rest: many small objects are made, and none refers in a circle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _preview(
    paths: Sequence[Path],
    catalogue: Catalogue,
    existing: Existing,
    unit: str,
    *,
    options: ImportOptions,
    progress: Progress,
) -> ImportPreview:
    files: list[FilePreview] = []
    opened: list[_Opened] = []
    known = recall(options, existing)
    for path in expand(paths):
        file = FilePreview(path)
        files.append(file)
        opened += _open_file(file, catalogue, known, held=sum(o.height for o in opened))
    tables = [one for one in opened if one.preview.mapping.main]
    records = Records([one.preview.mapping for one in tables], catalogue, existing, unit)
    total = sum(one.height for one in opened)
    done = 0
    for one in tables:
        _read_sheet(one, catalogue, _shifted(progress, done, total))
        done += one.height
    links = records.add_all([(one.preview.table, one.preview.mapping) for one in tables])
    preview = ImportPreview(files, known.options, records)
    for one, linked in zip(tables, links, strict=True):
        one.preview.links = linked
        one.preview.outcomes = outcomes_of(one.preview, records)
    progress(total, total)
    return preview


def _shifted(progress: Progress, done: int, total: int) -> Callable[[int], None]:
    return lambda row: progress(min(done + row, total), total)


def _open_file(
    file: FilePreview, catalogue: Catalogue, known: Recall, *, held: int
) -> list[_Opened]:
    opened: list[_Opened] = []
    try:
        read = read_file(file.path, password=known.options.password)
        file.sha256, file.size = read.sha256, read.size
        for sheet in read.sheets:
            one = _open_sheet(sheet, file.path.name, catalogue, known)
            held += one.height
            if held > _HELD_ROWS:
                one.content = None
            opened.append(one)
    except BadFile as problem:
        file.problem = problem
        return []
    file.sheets = [one.preview for one in opened]
    return opened


def _open_sheet(sheet: Sheet, file: str, catalogue: Catalogue, known: Recall) -> _Opened:
    content = sheet.read()
    head = list(islice(content.rows, LOOKED_AT + SAMPLED))
    mapping = _understood(head, content, SheetName(file, sheet.name), catalogue, known)
    preview = SheetPreview(file, sheet.name, sheet.hidden, mapping)
    if not mapping.main:
        preview.table.skipped = list(_all_skipped(head, content, mapping.why_not))
        return _Opened(sheet, preview, None, [], len(preview.table.skipped))
    preview.sample = [list(row) for row in head[mapping.last_row :][:_SHOWN]]
    return _Opened(sheet, preview, content, head, max(content.height, len(head)))


def _all_skipped(head: list[Row], content: Content, why: str) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(chain(head, content.rows), start=1):
        if any(cell != "" for cell in row):
            yield number, why


def _understood(
    head: list[Row],
    content: Content,
    name: SheetName,
    catalogue: Catalogue,
    known: Recall,
) -> SheetMapping:
    names, key = lexicon(catalogue), (name.file, name.sheet)
    heading = find_heading(head, content.merges, names)
    texts = [one.text for one in heading.heads] if heading else []
    options = known.of_sheet(key, texts)
    if options.forms.get(key) == "":
        columns = tuple(Column(index, text) for index, text in enumerate(texts))
        return SheetMapping(columns=columns, why_not="left_out")
    if not any(cell != "" for row in head for cell in row):
        return SheetMapping(why_not="empty")
    if is_form_layout(head, names, heading.hits if heading else 0):
        return SheetMapping(why_not="form_layout")
    if heading is None:
        return SheetMapping(why_not="no_heading")
    mapping = propose(heading, head, name, catalogue, options)
    return mapping if mapping.main else replace(mapping, why_not=mapping.why_not or "no_key")


def _read_sheet(one: _Opened, catalogue: Catalogue, progress: Callable[[int], None]) -> None:
    preview = one.preview
    content = one.content
    rows: Iterator[Row]
    if content is None:
        content = one.sheet.read()
        rows = islice(content.rows, preview.mapping.last_row, None)
    else:
        rows = chain(one.head[preview.mapping.last_row :], content.rows)
    preview.table = read_table(rows, preview.mapping, content.marks, catalogue, progress)
    one.content, one.head = None, []
    if preview.hidden:
        preview.table.sheet_flags.append("hidden_sheet")
    if preview.mapping.period_from == "file" and not preview.table.periods:
        preview.table.sheet_flags.append("period_from_file")
