"""Writes a received package again from what it says, and tells where it differs.

A number format, a hidden row, a heading or a comment can make a spreadsheet program show something
else than the records that programs read. Whatever our own writer would not have written from these
very records, byte for byte, is found here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from desktop_app.catalogue.model import Catalogue
from desktop_app.packages.opc import layout
from desktop_app.packages.report.book import ReportBook
from desktop_app.packages.report.columns import EXPLANATION, SHOWN_WITH_EXPLANATION, stored_columns
from desktop_app.packages.report.cover import draw_again
from desktop_app.packages.report.model import Explained, PackageContent, Row
from desktop_app.packages.report.readback import ReadPackage, chunks_of
from desktop_app.packages.workbook import VerifiedWorkbook
from desktop_app.paths import resources
from desktop_app.sheets import textguard
from desktop_app.sheets.writing.book import book_parts
from desktop_app.sheets.writing.reread import NotOurs
from desktop_app.sheets.writing.shell import Drawn, Line, Shown, Streaming
from desktop_app.sheets.writing.styles import STYLES

Progress = Callable[[int, int], None]
_SUMMARY = layout.sheet_name(2)
_LARGEST_DRAWN = 1024 * 1024
_LOWEST_ROW, _HIGHEST_ROW = 12, 400
_ROW = re.compile(r'<row r="\d+" ht="(\d+(?:\.\d+)?)" customHeight="1">(.*)', re.DOTALL)
_ROW_BEGIN, _ROW_END = "<row ", "</row>"
_CELL = re.compile(
    r'<c r="[A-I]\d+" s="(\d+)"(?:/>| t="n"(?:></c>|><v>(-?\d+(?:\.\d+)?)</v></c>)'
    r'| t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>)'
)
_PLEDGE_VERSION = re.compile(r"[0-9A-Za-z.-]+")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of writing a package again.

    Attributes:
        differing: The first part that the writer would have written otherwise, or "".
        counts: Records by form, of those that were written.
    """

    differing: str
    counts: Mapping[str, int]


def say_nothing(_done: int, _all: int) -> None:
    """Take the place of a progress that nobody asked for."""


def write_again(
    package: ReadPackage,
    catalogue: Catalogue,
    keep: dict[str, list[Row]] | None = None,
    progress: Progress = say_nothing,
) -> Rewritten:
    """Write a package again from its records, without keeping it, and compare all parts.

    `keep` gets the records by form as they pass; `progress` is told (done, all) records.

    `package` must be of the catalogue's own version.

    Raises:
        NotOurs: A sheet is not as our own writer writes it.
        UserError: It holds what the writer refuses to write.
        ValueError: The same, where the writer takes it for a fault.
    """
    workbook = package.workbook
    content = _content(package, catalogue)
    if keep is not None:
        content = _keeping(content, keep)
    book = ReportBook(content, catalogue, progress)
    sheets: list[Drawn | Streaming] = book.sheets()
    sheets[1] = draw_again(summary_lines(workbook), sheets[1].footer)
    for part in book_parts(sheets):
        ours = _digest(part.data)
        if part.name == layout.WORKBOOK_RELATIONSHIPS:
            continue  # the verifier has made it again already
        if ours != workbook.digests.get(part.name):
            return Rewritten(part.name, book.counts)
    return Rewritten("", book.counts)


def _keeping(content: PackageContent, keep: dict[str, list[Row]]) -> PackageContent:
    """Let the records be kept while they are written."""

    def passing(rows: Iterable[Row], kept: list[Row]) -> Iterator[Row]:
        for row in rows:
            kept.append(row)
            yield row

    for code in content.forms:
        keep[code] = []
    keep[EXPLANATION] = [item.row for item in content.explanations]
    keep["due"] = list(content.due)
    forms = {code: passing(rows, keep[code]) for code, rows in content.forms.items()}
    return replace(content, forms=forms)


def _digest(blocks: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.digest()


def _content(package: ReadPackage, catalogue: Catalogue) -> PackageContent:
    manifest = package.manifest
    basics = manifest.basics
    return PackageContent(
        unit=manifest.unit,
        period=manifest.period,
        revision=manifest.revision,
        signoff=manifest.signoff,
        pledge_version=basics["pledge"],
        pledge=pledge_of(basics["pledge"]),
        forms={form.code: package.rows(form.code) for form in catalogue.reported},
        explanations=list(explanations_of(package)),
        due=list(package.due()),
        previous=manifest.previous,
        report=basics["report"],
    )


def pledge_of(version: str) -> str:
    """Return the pledge of a version, or "" where this program knows none of the kind."""
    known = resources() / "templates" / f"pledge-{version}.txt"
    if not _PLEDGE_VERSION.fullmatch(version) or not known.is_file():
        return ""
    return known.read_text("utf-8").strip()


def explanations_of(package: ReadPackage) -> Iterator[Explained]:
    """Yield the explanations of a package with what is shown beside them."""
    sheet = next(sheet for sheet in package.sheets if sheet.form.code == EXPLANATION)
    places = {column.code: index for index, column in enumerate(sheet.columns)}
    shown = [places[f"shown.{code}"] for code, _label, _width in SHOWN_WITH_EXPLANATION]
    stored = [places.get(code, -1) for code in stored_columns(sheet.form)]
    period = package.manifest.period
    for values in chunks_of(package.workbook, sheet):
        for row in zip(*values, strict=True):
            told = (str(row[place] or "") or None for place in shown)
            subject, severity, form, message = told
            kept = tuple(period if place < 0 else row[place] for place in stored)
            yield Explained(subject, severity, form, message, kept)  # type: ignore[arg-type]


def summary_lines(workbook: VerifiedWorkbook) -> list[Line]:
    """Return the lines of 汇总 as they stand, each cell with the name of its style.

    Raises:
        NotOurs: It is not as our own writer writes it.
    """
    return list(_summary_lines(workbook))


def _summary_lines(workbook: VerifiedWorkbook) -> Iterator[Line]:
    if workbook.container.entries[_SUMMARY].size > _LARGEST_DRAWN:
        raise NotOurs("汇总")
    try:
        text = workbook.read_part(_SUMMARY).decode()
    except UnicodeDecodeError as error:
        raise NotOurs("汇总") from error
    # Looked for piece by piece: rows that never end would be looked through again and again.
    for piece in text.split(_ROW_END)[:-1]:
        found = _ROW.fullmatch(piece, max(piece.rfind(_ROW_BEGIN), 0))
        if not found:
            continue
        points = float(found[1])
        if not _LOWEST_ROW <= points <= _HIGHEST_ROW:
            raise NotOurs("汇总")
        yield Line(tuple(map(_shown, _CELL.finditer(found[2]))), points)


def _shown(found: re.Match[str]) -> Shown:
    words = list(STYLES)
    number = int(found[1])
    if not 1 <= number <= len(words):
        raise NotOurs("汇总")
    if found[3] is not None:
        return Shown(textguard.unescape(found[3]), words[number - 1])
    return Shown(None if found[2] is None else _number(found[2]), words[number - 1])


def _number(text: str) -> int | Decimal:
    try:
        return Decimal(text) if "." in text else int(text)
    except (InvalidOperation, ValueError) as error:
        raise NotOurs("汇总") from error
