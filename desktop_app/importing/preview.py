"""Reads files and shows, before anything is written, what an import would do."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.existing import Existing
from desktop_app.importing.file_names import names_of
from desktop_app.importing.firms.questions import questions_of
from desktop_app.importing.layout.read_sheet import SheetReader
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.memory.recall import Recall, recall
from desktop_app.importing.memory.returned import read_note, without_reasons
from desktop_app.importing.model import ImportOptions
from desktop_app.importing.records.along_year import ask_about_sums, take_to_date
from desktop_app.importing.records.gather import Gathered, Records, nobody
from desktop_app.importing.records.outcomes import outcomes_of
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview
from desktop_app.importing.understand import Setting, Where
from desktop_app.sheets.read import is_lock_file, read_file
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.sheets.writing import keepsake
from desktop_app.sheets.xlsx.turns import quick_turns

_WHOLE = 1000
_BLANK = "empty"
"""Why a sheet without any cell is passed over."""
_VERY_MANY = 100_000
"""Objects among which a search for circles is felt."""
Progress = Callable[[int, int], None]
Stage = Callable[[str], object]


def untold(_what: str) -> None:
    """Tell nobody what is being done."""


SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".xlt", ".et", ".ett", ".ods", ".csv", ".tsv"}
    | {".txt", ".xml", ".htm", ".html", ".mht", ".mhtml"}
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
    stage: Stage = untold,
    gathered: Gathered = nobody,
) -> ImportPreview:
    """Read files and return what importing them would do; nothing is written.

    Args:
        paths: Files and folders.
        catalogue: Forms and code lists.
        existing: The records that are there already.
        unit: Code of the reporting unit that imports.
        options: What a person said beforehand.
        progress: Told (done, all); may raise Cancelled.
        stage: Told which file, then which of its sheets is being read.
        gathered: Told the records of each form as soon as nothing more changes them.
    """
    known = recall(options, existing)
    with uncollected(), quick_turns():
        read = expand(paths)
        names = names_of(read, options.names)
        files = [FilePreview(path, name=names[path]) for path in read]
        for number, file in enumerate(files):
            told = _part(_in_parts(progress), number, len(files))
            _read_file(file, Setting(catalogue, known, unit), told, stage)
        progress(_WHOLE, _WHOLE)
        return _matched(files, catalogue, existing, unit, known, gathered=gathered)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the cycle collector rest: many small objects are made, and none refers in a circle.

    Nor does it look for circles among very many that are left at the end; these are made by a
    process of their own, so that no circle of a window is kept for ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _VERY_MANY:
                gc.freeze()
            gc.enable()


def _matched(
    files: list[FilePreview],
    catalogue: Catalogue,
    existing: Existing,
    unit: str,
    known: Recall,
    *,
    gathered: Gathered,
) -> ImportPreview:
    """Return what the tables of all files would do to the records that are there."""
    tables = [one for file in files for one in file.sheets if one.mapping.main]
    pairs = [(one.table, one.mapping) for one in tables]
    for table, _mapping in pairs:
        take_to_date(table, catalogue)
    ask_about_sums(pairs, catalogue)
    records = Records(pairs, catalogue, existing, unit, known.options.firms)
    links = records.add_all(pairs, gathered)
    found = {form: collector.found for form, collector in records.collectors.items()}
    preview = ImportPreview(files, known.options, found, questions_of(tables, records))
    for one, linked in zip(tables, links, strict=True):
        one.links = linked
        one.outcomes = outcomes_of(one, found)
    return preview


def _read_file(
    file: FilePreview,
    setting: Setting,
    progress: Callable[[float], None],
    stage: Stage,
) -> None:
    name, known = file.name, setting.known
    stage(name)
    try:
        read = read_file(file.path, password=known.options.password)
        file.sha256, file.size = read.sha256, read.size
        told = keepsake.read(read.data) if read.kind == "xlsx" else ""
        note = read_note(told, setting.catalogue)
        known.lend(name, note)
        count, cover, before = len(read.sheets), "", ""
        unit: Unit | None = None
        firms: list[dict[tuple[str, str], str]] = []
        for number, sheet in enumerate(read.sheets):
            stage(f"{name} › {sheet.name}")
            since_1904 = sheet.name in note.since_1904
            plain = without_reasons(sheet, since_1904=since_1904)
            reader = SheetReader(Where(name, plain, setting, cover, before, unit, _only(firms)))
            found = reader.read(_part(progress, number, count))
            file.sheets += found
            before = next((one.mapping.period for one in found if one.mapping.period), before)
            cover = cover or reader.period_of_cover
            unit = unit or reader.unit_of_cover
            firms += [one for one in reader.firms if one not in firms]
        if all(one.mapping.why_not == _BLANK for one in file.sheets):
            file.problem = BadFile(file.path, FileProblem.EMPTY)
    except BadFile as problem:
        file.problem = problem
    if file.problem:
        file.sheets = []


def _only(firms: Sequence[dict[tuple[str, str], str]]) -> dict[tuple[str, str], str]:
    """Return the one firm that some sheets are of, or {} where they are of several or none."""
    return firms[0] if len(firms) == 1 else {}


def _part(progress: Callable[[float], None], number: int, count: int) -> Callable[[float], None]:
    """Return what is told the share that was read of one of several alike."""
    return lambda share: progress((number + share) / count)


def _in_parts(progress: Progress) -> Callable[[float], None]:
    return lambda share: progress(int(_WHOLE * share), _WHOLE)
