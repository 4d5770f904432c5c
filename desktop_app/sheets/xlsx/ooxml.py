"""The parts of an .xlsx or .xlsb and how they hang together, as strictly as Excel takes it."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.xml_source import local_attributes

TRUE = frozenset({"1", "true", "on"})
"""What an attribute says that is on."""

_MAIN = "officeDocument"
_PREFIX = re.compile(rb"[<\s/](\w+):\w")


class Relation(NamedTuple):
    """What a part points to.

    Attributes:
        kind: Last word of its type: "worksheet", "styles".
        part: Name of the part that it points to, or "" where that lies outside.
    """

    kind: str
    part: str


class Package:
    """A zipped file of parts.

    Attributes:
        archive: The zip.
    """

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self._names = {_folded(name): name for name in reversed(archive.namelist())}

    def read(self, part: str) -> bytes:
        """Return a small part as a whole, or b"" where there is none.

        Raises:
            OverCapError: It is not small.
        """
        name = self.name(part)
        if name and self.archive.getinfo(name).file_size > caps.MAX_SMALL_PART:
            raise caps.OverCapError
        return caps.read_part(self.archive, name)

    def name(self, part: str) -> str:
        """Return what the zip calls a part, or ""; small and large letters are alike."""
        return self._names.get(_folded(part), "")

    @staticmethod
    def links_of(part: str) -> str:
        """Return the name of the part that says what a part points to."""
        folder, base = posixpath.split(part)
        return f"{folder}/_rels/{base}.rels"

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part points to, by the ids that it uses."""
        folder = posixpath.dirname(part)
        root = parsed(self.read(self.links_of(part)))
        found = {}
        for item in root if root is not None else ():
            at = local_attributes(item)
            is_outside = at.get("TargetMode") == "External"
            target = "" if is_outside else _joined(folder, at.get("Target", ""))
            kind = at.get("Type", "").rpartition("/")[2]
            found[at.get("Id", "")] = Relation(kind, self.name(target))
        return found

    def workbook(self) -> str:
        """Return the main part.

        Raises:
            RefusedError: There is none.
        """
        for relation in self.relations("").values():
            if relation.kind == _MAIN and relation.part:
                return relation.part
        ends = ("workbook.xml", "workbook.bin")
        names = (name for folded, name in self._names.items() if folded.endswith(ends))
        found = next(names, "")
        if not found:
            raise RefusedError(FileProblem.CORRUPT)
        return found


def parsed(data: bytes) -> etree._Element | None:
    """Return the root of a small XML part, or None where it is empty.

    Raises:
        RefusedError: It is damaged, or declares a document type.
    """
    if not data.strip():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(FileProblem.CORRUPT) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError(FileProblem.CORRUPT)
    return root


def fragment(data: bytes) -> etree._Element:
    """Return an element around a piece of a part, whatever prefixes it uses.

    Raises:
        RefusedError: It is damaged.
    """
    prefixes = set(_PREFIX.findall(data)) - {b"xml"}
    names = b" ".join(b'xmlns:%b="x"' % prefix for prefix in prefixes)
    root = parsed(b"<piece " + names + b">" + data + b"</piece>")
    if root is None:
        raise RefusedError(FileProblem.CORRUPT)
    return root


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _joined(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else f"{folder}/{target}"
    return posixpath.normpath(path).lstrip("/")
