"""Reads the records of a verified package back, exactly as they went in.

Only what `write` makes is understood: `verify` said who made the bytes, this module refuses all
that its own writer would not have written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Stored
from desktop_app.i18n import _
from desktop_app.packages.opc import layout
from desktop_app.packages.report.columns import (
    EXPLANATION,
    SheetColumn,
    sheet_columns,
    stored_columns,
)
from desktop_app.packages.report.manifest import FIRST_ROW, Manifest, SheetEntry, read_manifest
from desktop_app.packages.report.model import Row
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.sheets.writing.reread import NotOurs, read_cells, read_chunks
from desktop_app.sheets.writing.stream import Values

FIRST_SHEET = 3
"""Number of the first sheet with records (审核说明); 封面 and 汇总 stand before it."""

_LONGEST_MANIFEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetInPackage:
    """A sheet of records as 清单 describes it, with its place in the file.

    Attributes:
        entry: What 清单 says of it.
        form: Its form.
        columns: Its columns, as the catalogue knows them.
        part: Name of its part.
    """

    entry: SheetEntry
    form: Form
    columns: tuple[SheetColumn, ...]
    part: str


def manifest_of(workbook: VerifiedWorkbook) -> Manifest:
    """Return 清单 of a package.

    Raises:
        NotOurs: The workbook holds no 清单 as we write it.
    """
    number = sum(name.startswith("xl/worksheets/") for name in workbook.parts)
    name = layout.sheet_name(number)
    if workbook.container.entries[name].size > _LONGEST_MANIFEST:
        raise NotOurs("清单")
    return read_manifest(read_cells(workbook.container.blocks(name)))


def sheets_of(
    workbook: VerifiedWorkbook, manifest: Manifest, catalogue: Catalogue
) -> Iterator[SheetInPackage]:
    """Yield the sheets of records in their order.

    Raises:
        NotOurs: A form or column that the catalogue does not know, or sheets that do not agree
            with the parts of the file.
    """
    for number, entry in enumerate(manifest.sheets, FIRST_SHEET):
        part = layout.sheet_name(number)
        form = catalogue.by_code.get(entry.form)
        if form is None or part not in workbook.container.entries or entry.first_row != FIRST_ROW:
            raise NotOurs(entry.name)
        yield SheetInPackage(entry, form, _columns(entry, form, catalogue), part)


def _columns(entry: SheetEntry, form: Form, catalogue: Catalogue) -> tuple[SheetColumn, ...]:
    """Return the columns in the order of the sheet, which may be of another form version."""
    known = {column.code: column for column in sheet_columns(form, catalogue)}
    found = []
    for told in entry.columns:
        column = known.pop(told.code, None)
        if column is None or column.unit != told.unit:
            raise NotOurs(f"{entry.name} {told.code}")
        found.append(column)
    needed = {"uid", form.parent} & known.keys()
    if needed or not found:
        raise NotOurs(f"{entry.name} {min(needed, default='')}")
    return tuple(found)


def chunks_of(workbook: VerifiedWorkbook, sheet: SheetInPackage) -> Iterator[Values]:
    """Yield the rows of a sheet, column by column.

    Raises:
        NotOurs: The sheet is not as our own writer writes it.
    """
    blocks = workbook.container.blocks(sheet.part)
    looks = [column.column for column in sheet.columns]
    return read_chunks(blocks, looks, sheet.entry.first_row)


def rows_of(workbook: VerifiedWorkbook, sheet: SheetInPackage, period: str) -> Iterator[Row]:
    """Yield the records of a sheet as they were stored, in the order of `stored_columns`.

    A field that the package's form version does not have is blank.

    Raises:
        NotOurs: The sheet is not as our own writer writes it.
    """
    places = {column.code: index for index, column in enumerate(sheet.columns)}
    order = [places.get(code, -1) for code in stored_columns(sheet.form)]
    fixed = stored_columns(sheet.form).index("period") if sheet.form.periodic else -1
    for values in chunks_of(workbook, sheet):
        count = len(values[0])
        blank: Sequence[Stored] = (None,) * count
        taken = [blank if place < 0 else values[place] for place in order]
        if fixed >= 0:
            taken[fixed] = (period,) * count
        yield from zip(*taken, strict=True)


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """A package opened for reading: 清单, and its records form by form.

    Attributes:
        workbook: The verified bytes.
        manifest: 清单.
        sheets: The sheets of records.
    """

    workbook: VerifiedWorkbook
    manifest: Manifest
    sheets: tuple[SheetInPackage, ...]

    def rows(self, form: str) -> Iterable[Row]:
        """Return the records of a form; none where the package has no such sheet.

        Raises (while iterated):
            UserError: The sheet is not as our own writer writes it.
        """
        sheet = next((sheet for sheet in self.sheets if sheet.form.code == form), None)
        return () if sheet is None else self._rows(sheet)

    def explanations(self) -> Iterable[Row]:
        """Return the explanations, as stored."""
        return self.rows(EXPLANATION)

    def due(self) -> Iterator[Row]:
        """Yield the due list, as stored."""
        for entry in self.manifest.due:
            reason = entry.reason or None
            yield entry.uid, entry.firm, self.manifest.period, entry.state, reason

    def _rows(self, sheet: SheetInPackage) -> Iterator[Row]:
        try:
            yield from rows_of(self.workbook, sheet, self.manifest.period)
        except NotOurs as error:
            raise not_readable(error) from error


def read_back(
    workbook: VerifiedWorkbook, catalogue: Catalogue, manifest: Manifest | None = None
) -> ReadPackage:
    """Open a verified package for reading; `manifest` is its 清单 where that was read before.

    Raises:
        UserError: It is signed, but not a report package of ours, or of forms unknown here.
    """
    try:
        manifest = manifest or manifest_of(workbook)
        sheets = tuple(sheets_of(workbook, manifest, catalogue))
    except NotOurs as error:
        raise not_readable(error) from error
    return ReadPackage(workbook, manifest, sheets)


def not_readable(error: NotOurs) -> UserError:
    """Return what to tell of a signed workbook that our writer did not make this way."""
    message = _("签名无误，但内容不是本软件导出的报送包（{place}）。").format(place=error)
    return UserError(message, _("让报送单位用本软件重新导出，数据未动。"))
