"""What an import would do, file by file and sheet by sheet, as a person looks at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.importing.model import (
    DOUBT,
    FirmQuestion,
    ImportOptions,
    Outcome,
    Remark,
    SheetMapping,
    SheetName,
)
from desktop_app.importing.records.collect import Collected
from desktop_app.importing.records.links import Links
from desktop_app.importing.records.table import Table
from desktop_app.sheets.read_errors import BadFile

UNLESS_GIVEN = frozenset({"unit_assumed", "share_as_percent"})
"""Flags of a column that do not hold for a cell with its own unit."""


@dataclass(slots=True)
class SheetPreview:
    """What one sheet would bring.

    Attributes:
        file: Name of its file; `name` its tab.
        name: See above.
        hidden: Whether Excel hides the tab.
        part: Which table of its sheet it is, from 1.
        mapping: How it is understood.
        table: Its rows as understood.
        links: Which records they give.
        outcomes: What becomes of each row of the table.
    """

    file: str
    name: str
    hidden: bool
    mapping: SheetMapping
    part: int = 1
    table: Table = field(default_factory=Table)
    links: Links = field(default_factory=Links)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def first_rows(self) -> list[int]:
        """Return the numbers of its rows; of a sheet that is not taken, those below its first."""
        if self.table.numbers:
            return sorted(self.table.numbers)
        return [row for row, _why in self.table.skipped if row > max(self.mapping.last_row, 1)]

    @property
    def key(self) -> tuple[str, str]:
        """File and tab, as decisions about it are kept."""
        return SheetName(self.file, self.name, self.part).key

    def address(self, place: int, column: int) -> str:
        """Return where a cell of a row that is taken or refused stands in Excel, or ""."""
        return self.table.address(place, column)

    @property
    def counts(self) -> Counter[Outcome]:
        """Return how many rows there are of each outcome."""
        counts = Counter(self.outcomes)
        counts[Outcome.SKIPPED] = len(self.table.skipped)
        return counts

    @property
    def read(self) -> int:
        """Return how many rows were read below the heading."""
        return len(self.outcomes) + len(self.table.skipped)

    def remarks(self, place: int) -> list[Remark]:
        """Return all that is to be said of a row that is taken."""
        table = self.table
        said = [*table.remarks.get(place, ()), *map(Remark, table.sheet_flags)]
        given = {remark.column for remark in said if remark.names_unit}
        for key, column in table.sources.items():
            flags = table.column_flags.get(column)
            if flags and table.values[key][place] is not None:
                said += [
                    Remark(flag, column, "", table.doubts.get(column, "") if flag == DOUBT else "")
                    for flag in flags
                    if flag not in UNLESS_GIVEN or column not in given
                ]
        return said


@dataclass(slots=True)
class FilePreview:
    """What one file would bring.

    Attributes:
        path: The file.
        sha256: Digest of the bytes that were read; "" where they could not be.
        size: Number of bytes.
        sheets: Its sheets.
        problem: Why it cannot be read, or None.
        name: What it is called here; no other file of the import is called so.
    """

    path: Path
    sha256: str = ""
    size: int = 0
    sheets: list[SheetPreview] = field(default_factory=list)
    problem: BadFile | None = None
    name: str = ""

    def __post_init__(self) -> None:
        """Call it by its own name where nobody says otherwise."""
        self.name = self.name or self.path.name


@dataclass(slots=True)
class ImportPreview:
    """What an import would do.

    Attributes:
        files: Its files.
        options: What was said beforehand, now or at an earlier import.
        records: All records of each form, each once.
        questions: Names that no firm has, with the firms that may be meant.
    """

    files: list[FilePreview]
    options: ImportOptions
    records: Mapping[str, Collected]
    questions: tuple[FirmQuestion, ...] = ()

    @property
    def sheets(self) -> list[SheetPreview]:
        """All sheets of all files."""
        return [sheet for file in self.files for sheet in file.sheets]

    @property
    def counts(self) -> Counter[Outcome]:
        """Return how many rows there are of each outcome."""
        total: Counter[Outcome] = Counter()
        for sheet in self.sheets:
            total.update(sheet.counts)
        return total

    @property
    def taken(self) -> int:
        """Return how many rows would be taken."""
        counts = self.counts
        return sum(counts.values()) - counts[Outcome.REJECTED] - counts[Outcome.SKIPPED]

    @property
    def problems(self) -> list[BadFile]:
        """Return why files could not be read."""
        return [file.problem for file in self.files if file.problem]
