"""Reads what people noted on the cells of an .xlsx."""

from __future__ import annotations

import re
from zipfile import ZipFile

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import RefusedError
from desktop_app.sheets.xlsx.ooxml import Package, parsed
from desktop_app.sheets.xml_source import local, local_attributes

_AT = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def comments_of(archive: ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Return the comments of a sheet by (row, column); damaged ones cost no cell.

    Args:
        archive: The workbook.
        part: Name of the sheet's part.
    """
    package = Package(archive)
    try:
        parts = [one.part for one in package.relations(part).values() if one.kind == "comments"]
        roots = [parsed(package.read(one)) for one in parts if one]
    except (RefusedError, caps.OverCapError):
        return {}
    found: dict[tuple[int, int], str] = {}
    for root in roots:
        for element in root.iter() if root is not None else ():
            at = _AT.fullmatch(local_attributes(element).get("ref", ""))
            if local(element.tag) == "comment" and at:
                texts = (part.text or "" for part in element.iter() if local(part.tag) == "t")
                found[int(at[2]), _column(at[1])] = "".join(texts)
    return found


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
