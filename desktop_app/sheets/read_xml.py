"""Looks into the XML of an .xlsx for what its values alone do not tell: hidden and broken cells.

The parts are searched as bytes, window by window; only a window that holds one of the few
telling words is looked at more closely.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.table import Marks, column_index

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TELLING = (b"hidden=", b't="e"', b"t='e'", b"<f", b":f>", b":f ")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)[\"'][^>]*>")
_COL = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_BOUND = re.compile(rb"\b(min|max)=[\"'](\d+)[\"']")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\b[^>]*\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*"
    rb"<(?:\w+:)?f(?:\s[^>]*/>|(?:\s[^>]*)?>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v>\s*</(?:\w+:)?v>|<(?:\w+:)?v\s*/>)?\s*</(?:\w+:)?c>"
)
_WIDEST = 16_384


def marks(archive: ZipFile, name: str) -> Marks:
    """Return what the sheet named `name` hides or breaks; nothing where its part is not found.

    Raises:
        RefusedError: The workbook part is damaged.
    """
    found = Marks()
    part = part_of(archive, name)
    if part:
        for window in _windows(archive, part):
            if any(word in window for word in _TELLING):
                _look(window, found)
    return found


def part_of(archive: ZipFile, name: str) -> str:
    """Return the part that holds the sheet named `name`, or ""."""
    workbook = next(
        (part for part in archive.namelist() if part.lower().endswith("xl/workbook.xml")), ""
    )
    folder, base = posixpath.split(workbook)
    sheets = parsed(caps.read_part(archive, workbook)) if workbook else None
    relations = parsed(caps.read_part(archive, f"{folder}/_rels/{base}.rels"))
    if sheets is None or relations is None:
        return ""
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for sheet in sheets.iterfind(".//{*}sheet"):
        if sheet.get("name") == name:
            identity = sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)
            target = targets.get(identity) or ""
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            path = posixpath.normpath(path)
            return path if path in archive.NameToInfo else ""
    return ""


def parsed(data: bytes) -> etree._Element | None:
    """Return the root of a small part, or None for an empty one.

    Raises:
        RefusedError: It is damaged, or defines types of its own.
    """
    if not data:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(FileProblem.CORRUPT) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError(FileProblem.CORRUPT)
    return root


def _windows(archive: ZipFile, part: str) -> Iterator[bytes]:
    """Yield the part in windows that end with a whole row, so that no cell is cut in two."""
    rest = b""
    for window in caps.inflated(archive, part):
        joined = rest + window if rest else window
        cut = joined.rfind(b"</c>") + 4
        if cut < 4 and len(joined) < 4 * caps.WINDOW:
            rest = joined
            continue
        cut = cut if cut >= 4 else len(joined)
        yield joined[:cut]
        rest = joined[cut:]
    yield rest


def _look(window: bytes, found: Marks) -> None:
    if b"hidden=" in window:
        for row in _ROW.finditer(window):
            if _HIDDEN.search(row[0]):
                found.hidden_rows.add(int(row[1]))
        for column in _COL.finditer(window):
            if _HIDDEN.search(column[0]):
                found.hidden_columns.update(_span(column[0]))
    if b't="e"' in window or b"t='e'" in window:
        for cell in _ERROR.finditer(window):
            found.errors[int(cell[2]), column_index(cell[1].decode())] = cell[3].decode()
    for cell in _NO_VALUE.finditer(window):
        found.no_value.add((int(cell[2]), column_index(cell[1].decode())))


def _span(column: bytes) -> range:
    bounds = {name: int(number) for name, number in _BOUND.findall(column)}
    first, last = bounds.get(b"min", 1), bounds.get(b"max", 0)
    return range(first - 1, min(last, _WIDEST))
