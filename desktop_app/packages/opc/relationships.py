"""Relationship parts: written, read, and transformed as package signatures ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lxml import etree

from desktop_app.packages.opc import canonical
from desktop_app.packages.verdict import Refused

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SIGNATURE = f"{NAMESPACE}/digital-signature"

_ID = re.compile(r"rId[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from a part, or from the package, to a part in the same package."""

    id: str
    type: str
    target: str


def write(relationships: Iterable[Relationship]) -> bytes:
    """Return the relationship part."""
    return canonical.serialise(_tree(relationships))


def read(data: bytes, name: str) -> tuple[Relationship, ...]:
    """Return the relationships of a part called `name`.

    Raises:
        Refused: It is not in its one form, an Id comes twice, or a link leads out.
    """
    found = tuple(
        Relationship(node.get("Id", ""), node.get("Type", ""), node.get("Target", ""))
        for node in canonical.parse(data, name)
    )
    ids = [link.id for link in found]
    if len(set(ids)) != len(ids) or not all(map(_ID.fullmatch, ids)) or write(found) != data:
        raise Refused("relationship", name=name)
    return found


def transformed(relationships: Iterable[Relationship], ids: Collection[str]) -> bytes:
    """Return what is digested of a relationship part when only `ids` are signed."""
    chosen = sorted((link for link in relationships if link.id in ids), key=lambda link: link.id)
    root = _tree(chosen)
    for node in root:
        node.set("TargetMode", "Internal")
    return canonical.c14n(root)


def _tree(relationships: Iterable[Relationship]) -> etree._Element:
    root = canonical.element(NAMESPACE, "Relationships")
    for link in relationships:
        attributes = {"Id": link.id, "Type": link.type, "Target": link.target}
        etree.SubElement(root, f"{{{NAMESPACE}}}Relationship", attributes)
    return root
