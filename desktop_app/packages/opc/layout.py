"""What stands in a sealed workbook: the names of its parts, their types and their links.

All of it follows from the number of sheets, so the verifier makes it again and compares::

    [Content_Types].xml  _rels/.rels  docProps/app.xml
    xl/workbook.xml  xl/_rels/workbook.xml.rels  xl/styles.xml  xl/theme/theme1.xml
    xl/worksheets/sheet1.xml …
    _xmlsignatures/origin.sigs  _xmlsignatures/_rels/origin.sigs.rels  _xmlsignatures/sig1.xml
    _xmlsignatures/sig2.xml (of the 负责人, where two are wanted)

In xl/workbook.xml the sheets have the ids rId1, rId2 … in their order; styles and theme follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from desktop_app.packages.opc import canonical, relationships
from desktop_app.packages.opc.container import CONTENT_TYPES, SIGNATURES
from desktop_app.packages.opc.relationships import OFFICE, Relationship
from desktop_app.packages.verdict import Refused

FORMAT = (1, 0)
"""Version of the package format: another first number is read by a newer program only."""

MAX_SHEETS = 21
"""With the other parts a manifest stays below 30 references; some verifiers refuse more."""

ROOT_RELATIONSHIPS = "_rels/.rels"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
THEME = "xl/theme/theme1.xml"
PROPERTIES = "docProps/app.xml"
ORIGIN = SIGNATURES + "origin.sigs"
ORIGIN_RELATIONSHIPS = SIGNATURES + "_rels/origin.sigs.rels"
SIGNATURE = SIGNATURES + "sig1.xml"
COUNTERSIGNATURE = SIGNATURES + "sig2.xml"
SIGNATURE_PARTS = (ORIGIN, ORIGIN_RELATIONSHIPS, SIGNATURE)
"""How each file ends; a countersigned one has `COUNTERSIGNATURE` after them."""

_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SIGNATURE_TYPE = "application/vnd.openxmlformats-package.digital-signature"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROPERTIES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_SHEET_NAME = re.compile(r"xl/worksheets/sheet[1-9][0-9]?\.xml")
_VERSION = re.compile(
    rb"<Application>Shuangbei</Application><AppVersion>([1-9][0-9]{0,2})\.([0-9]{4})</AppVersion>"
)
_FIXED_TYPES = {
    WORKBOOK: f"{_SHEET_ML}.sheet.main+xml",
    STYLES: f"{_SHEET_ML}.styles+xml",
    THEME: "application/vnd.openxmlformats-officedocument.theme+xml",
    PROPERTIES: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    SIGNATURE: f"{_SIGNATURE_TYPE}-xmlsignature+xml",
    COUNTERSIGNATURE: f"{_SIGNATURE_TYPE}-xmlsignature+xml",
}
_DEFAULTS = {
    "rels": relationships.CONTENT_TYPE,
    "sigs": f"{_SIGNATURE_TYPE}-origin",
}


def sheet_name(number: int) -> str:
    """Return the part of the sheet with this number, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def part_names(sheets: int) -> tuple[str, ...]:
    """Return the parts that a signature covers, in no particular order."""
    numbered = tuple(map(sheet_name, range(1, sheets + 1)))
    return (
        ROOT_RELATIONSHIPS,
        PROPERTIES,
        WORKBOOK,
        WORKBOOK_RELATIONSHIPS,
        STYLES,
        THEME,
        *numbered,
    )


def content_type(name: str) -> str:
    """Return the type of a part by its name.

    Raises:
        Refused: Nothing of this name belongs into a sealed workbook.
    """
    if _SHEET_NAME.fullmatch(name):
        return f"{_SHEET_ML}.worksheet+xml"
    by_extension = _DEFAULTS.get(name.rpartition(".")[2])
    if found := _FIXED_TYPES.get(name, by_extension):
        return found
    raise Refused("part-type", name=name)


def content_types(names: Iterable[str], signatures: int = 1) -> bytes:
    """Return [Content_Types].xml for a package with these parts.

    Where two signatures are wanted it gives their type to all .xml that has no entry of its own:
    the same text then holds before and after the second one, and the first can cover it.

    Raises:
        Refused: A part does not belong into a sealed workbook.
    """
    root = canonical.element(_TYPES_NAMESPACE, "Types")
    named = set(names) - {CONTENT_TYPES}
    defaults = _DEFAULTS
    if signatures > 1:
        defaults = _DEFAULTS | {"xml": _FIXED_TYPES[SIGNATURE]}
        named -= {SIGNATURE, COUNTERSIGNATURE}
    for extension, kind in defaults.items():
        attributes = {"Extension": extension, "ContentType": kind}
        etree.SubElement(root, f"{{{_TYPES_NAMESPACE}}}Default", attributes)
    for name in sorted(named):
        kind = content_type(name)
        if name.rpartition(".")[2] not in _DEFAULTS:
            attributes = {"PartName": f"/{name}", "ContentType": kind}
            etree.SubElement(root, f"{{{_TYPES_NAMESPACE}}}Override", attributes)
    return canonical.serialise(root)


def root_relationships() -> tuple[Relationship, ...]:
    """Return the links of the package itself; the last leads to the signature."""
    return (
        Relationship("rId1", f"{OFFICE}/officeDocument", WORKBOOK),
        Relationship("rId2", f"{OFFICE}/extended-properties", PROPERTIES),
        Relationship("rId3", f"{relationships.SIGNATURE}/origin", ORIGIN),
    )


def workbook_relationships(sheets: int) -> tuple[Relationship, ...]:
    """Return the links of the workbook: its sheets, styles, theme."""
    targets = [
        *(("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, sheets + 1)),
        ("styles", "styles.xml"),
        ("theme", "theme/theme1.xml"),
    ]
    return tuple(
        Relationship(f"rId{number}", f"{OFFICE}/{kind}", target)
        for number, (kind, target) in enumerate(targets, start=1)
    )


def origin_relationships(signatures: int = 1) -> tuple[Relationship, ...]:
    """Return the links from the signature origin to the signatures that are there."""
    return tuple(
        Relationship(f"rId{number}", f"{relationships.SIGNATURE}/signature", f"sig{number}.xml")
        for number in range(1, signatures + 1)
    )


def properties(version: tuple[int, int] = FORMAT) -> bytes:
    """Return docProps/app.xml, which names the program and the package format."""
    root = canonical.element(_PROPERTIES_NAMESPACE, "Properties")
    for name, text in (
        ("Application", "Shuangbei"),
        ("AppVersion", f"{version[0]}.{version[1]:04}"),
    ):
        etree.SubElement(root, f"{{{_PROPERTIES_NAMESPACE}}}{name}").text = text
    return canonical.serialise(root)


def format_version(data: bytes) -> tuple[int, int]:
    """Return the package format that docProps/app.xml names.

    Raises:
        Refused: It names none.
    """
    found = _VERSION.search(data)
    if not found:
        raise Refused("format")
    return int(found[1]), int(found[2])
