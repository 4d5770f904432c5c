"""A workbook as a stream of parts: openpyxl makes the shell, big sheets are streamed into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.sheets.writing.shell import (
    DECLARATION,
    HEAD_ROWS,
    Drawn,
    Shell,
    Streaming,
    filter_range,
    make_shell,
    print_range,
)
from desktop_app.sheets.writing.stream import Streamed, letters_of

_TYPE = "application/vnd.openxmlformats-officedocument."
_SHEET_TYPE = f"{_TYPE}spreadsheetml.worksheet+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a package; `data` is consumed once, in the order of the parts."""

    name: str
    content_type: str
    data: Iterable[bytes]


def book_parts(sheets: Sequence[Drawn | Streaming]) -> Iterator[Part]:
    """Yield the parts of a workbook of `sheets`, without [Content_Types].xml and root .rels.

    A streamed sheet is made while its part is consumed, so a later sheet may tell of earlier ones.
    """
    shell = make_shell(sheets)
    ends: list[tuple[Streaming, int]] = []
    for index, sheet in enumerate(sheets):
        name = f"xl/worksheets/sheet{index + 1}.xml"
        if isinstance(sheet, Drawn):
            yield Part(name, _SHEET_TYPE, (shell.sheets[index].encode(),))
        else:
            yield Part(name, _SHEET_TYPE, _stream_sheet(shell, index, sheet, ends))
    book = _with_ranges(shell.parts["xl/workbook.xml"], ends)
    yield Part("xl/workbook.xml", f"{_TYPE}spreadsheetml.sheet.main+xml", (book.encode(),))
    links = _book_links(len(sheets))
    yield Part(
        "xl/_rels/workbook.xml.rels",
        "application/vnd.openxmlformats-package.relationships+xml",
        (links.encode(),),
    )
    styles, theme = shell.parts["xl/styles.xml"], shell.parts["xl/theme/theme1.xml"]
    yield Part("xl/styles.xml", f"{_TYPE}spreadsheetml.styles+xml", (styles.encode(),))
    yield Part("xl/theme/theme1.xml", f"{_TYPE}theme+xml", (theme.encode(),))


def app_part(version: str) -> Part:
    """Return docProps/app.xml, which names the program and the version of the file format."""
    space = f"{_RELATION.replace('relationships', 'extended-properties')[:-1]}"
    text = (
        f'{DECLARATION}<Properties xmlns="{space}"><Application>Shuangbei</Application>'
        f"<AppVersion>{version}</AppVersion></Properties>"
    )
    return Part("docProps/app.xml", f"{_TYPE}extended-properties+xml", (text.encode(),))


def content_types(parts: Iterable[tuple[str, str]]) -> bytes:
    """Return [Content_Types].xml for parts given as name and content type."""
    links = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in parts
        if kind != links
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return (
        f'{DECLARATION}<Types xmlns="{space}"><Default Extension="rels" ContentType="{links}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def root_links() -> bytes:
    """Return _rels/.rels: the workbook and docProps/app.xml."""
    return _links(
        (("officeDocument", "xl/workbook.xml"), ("extended-properties", "docProps/app.xml"))
    ).encode()


def _book_links(sheets: int) -> str:
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)]
    return _links([*targets, ("styles", "styles.xml"), ("theme", "theme/theme1.xml")])


def _links(targets: Iterable[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{DECLARATION}<Relationships xmlns="{space}">{links}</Relationships>'


def _stream_sheet(
    shell: Shell, index: int, sheet: Streaming, ends: list[tuple[Streaming, int]]
) -> Iterator[bytes]:
    head, end, tail = shell.sheets[index].partition("</sheetData>")
    # The range that openpyxl saw is that of the headings alone; readers do without it.
    yield re.sub(r"<dimension [^>]*/>", "", head).encode()
    at = Streamed(HEAD_ROWS + 1)
    yield from sheet.body(shell.styles, at)
    last = at.next_row - 1
    ends.append((sheet, last))
    if sheet.filtered:
        tail = tail.replace(filter_range(sheet, HEAD_ROWS), filter_range(sheet, last))
    if last > HEAD_ROWS:
        tail = tail.replace("</worksheet>", _quiet(sheet, last) + "</worksheet>")
    yield (end + tail).encode()


def _quiet(sheet: Streaming, last: int) -> str:
    """Keep Office from marking every code of digits as a number stored as text."""
    area = f"A{HEAD_ROWS + 1}:{letters_of(len(sheet.columns))}{last}"
    return f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'


def _with_ranges(book: str, ends: list[tuple[Streaming, int]]) -> str:
    """Return the XML of the workbook with filters and print areas down to the last rows."""
    # Office names the repeated columns before the repeated rows; openpyxl the other way round.
    book = re.sub(
        r"('[^']*'!\$\d+:\$\d+),('[^']*'!\$[A-Z]+:\$[A-Z]+)<",
        r"\2,\1<",
        book,
    )
    for sheet, last in ends:
        for made in (filter_range, print_range):
            shell, whole = (_absolute(sheet, made(sheet, row)) for row in (HEAD_ROWS, last))
            book = book.replace(f"{shell}</", f"{whole}</")
    return book


def _absolute(sheet: Streaming, area: str) -> str:
    """Return a range like A4:X9 as names in a workbook give it."""
    return f"'{sheet.name}'!" + re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)
