"""Whether the bytes of a sealed workbook are whole, covered by its signature, and built as ours."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence

from desktop_app.packages.opc import layout, relationships, signature
from desktop_app.packages.opc.container import CONTENT_TYPES, SIGNATURES, Container, read_container
from desktop_app.packages.opc.relationships import Relationship
from desktop_app.packages.opc.signature import Signature
from desktop_app.packages.opc.xades import PartReference
from desktop_app.packages.verdict import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_PROPERTIES = 64 * 1024
_PATIENCE = 1.5
_SLOWEST = 64 * 1024 * 1024
_LONGEST_END = 22 + 0xFFFF
_SIGNATURE_ENTRY = re.compile(
    rb"PK(?:\x03\x04.{26}|\x01\x02.{42})_xmlsignatures/", re.DOTALL | re.IGNORECASE
)
"""A header, local or central, of an entry that belongs to a signature."""


def open_container(data: bytes) -> Container:
    """Return the container of a file.

    Raises:
        Refused: It is no workbook at all, an unsigned one, or not canonical.
    """
    if not data:
        raise Refused("empty-file")
    if data.startswith(_OLE):
        raise Refused("encrypted")
    try:
        container = read_container(data)
    except Refused:
        _explain_stranger(data)
        raise
    # Names of parts are the same in either case: such a file was signed, and altered since.
    if not any(name.lower().startswith(SIGNATURES) for name in container.entries):
        raise Refused("no-signature" if CONTENT_TYPES in container.entries else "not-a-workbook")
    return container


def open_signatures(container: Container) -> tuple[Signature, ...]:
    """Return one signature or two, found by the links that lead to them, their values unchecked.

    Raises:
        Refused: The links are not ours, or the signature is not in our shape.
    """
    names = tuple(container.entries)
    parts: tuple[str, ...] = (layout.SIGNATURE,)
    if names[-1:] == (layout.COUNTERSIGNATURE,):
        parts = (layout.SIGNATURE, layout.COUNTERSIGNATURE)
    ends = (*layout.SIGNATURE_PARTS, *parts[1:])
    if names[:1] != (CONTENT_TYPES,) or names[-len(ends) :] != ends:
        raise Refused("signature-structure")
    if container.entries[layout.ORIGIN].size:
        raise Refused("signature-structure")
    origin = layout.root_relationships()[-1]
    links = _links(container, layout.ROOT_RELATIONSHIPS)
    if [link for link in links if link.type == origin.type] != [origin]:
        raise Refused("relationship", name=layout.ROOT_RELATIONSHIPS)
    expected = relationships.write(layout.origin_relationships(len(parts)))
    if container.stored(layout.ORIGIN_RELATIONSHIPS) != expected:
        raise Refused("relationship", name=layout.ORIGIN_RELATIONSHIPS)
    found = tuple(signature.read(container.stored(name), name) for name in parts)
    _check_places(found)
    return found


def _check_places(found: tuple[Signature, ...]) -> None:
    """Check that signatures are what they say: the first, or first and second over the same."""
    wanted = found[0].facts.wanted
    if [one.facts.place for one in found] != list(range(1, len(found) + 1)):
        raise Refused("signature-structure")
    if any(one.facts.wanted != wanted for one in found) or len(found) > wanted:
        raise Refused("signature-structure")
    if any(one.facts.references != found[0].facts.references for one in found):
        raise Refused("part-uncovered", name=layout.COUNTERSIGNATURE)


def check(container: Container, signatures: Sequence[Signature]) -> None:
    """Check every byte against the signatures, then the make-up of the package.

    Raises:
        Refused: Something was altered, is not covered or does not belong there; or all is as it
            was signed, but the package is of a newer format.
    """
    for one in signatures:
        _check_seal(container, one)
    found = signatures[0]
    version = _check_parts(container, found)
    if version[0] > layout.FORMAT[0]:
        raise Refused("newer-format", version=f"{version[0]}.{version[1]}")
    _check_layout(container, version, found.facts.wanted)
    _check_cover(container, found)


def _explain_stranger(data: bytes) -> None:
    """Say more of a file that is no canonical container: most are not from us at all."""
    if data[:4] != b"PK\3\4" or CONTENT_TYPES.encode() not in data:
        raise Refused("not-a-workbook")
    whole = b"PK\5\6" in data[-_LONGEST_END:]
    if whole and not _SIGNATURE_ENTRY.search(data):
        raise Refused("no-signature")


class _Pace:
    """Gives up on streams made of blocks that cost much and yield little.

    Seconds are those of this thread's processor, so that a busy machine refuses no honest file.
    """

    def __init__(self) -> None:
        self._start = time.thread_time()
        self._size = 0

    def add(self, size: int) -> None:
        """Count bytes that were inflated."""
        self._size += size
        spent = time.thread_time() - self._start
        if spent > _PATIENCE and self._size < spent * _SLOWEST:
            raise Refused("inflates-too-slowly")


def _check_seal(container: Container, found: Signature) -> None:
    if sealed(container, found.facts.place) != found.facts.container:
        raise Refused("container-altered")


def sealed(container: Container, place: int) -> bytes:
    """Return the digest of all that a signature covers beside the parts: see `xades`."""
    end = container.entries[layout.ORIGIN].offset
    digest = hashlib.sha256(memoryview(container.data)[:end])
    if place > 1:
        digest.update(container.stored(layout.SIGNATURE))
    return digest.digest()


def _check_parts(container: Container, found: Signature) -> tuple[int, int]:
    """Check the digest of each part that the signature names; return the package format."""
    properties = b""
    seen: set[str] = set()
    pace = _Pace()
    for part in found.facts.references:
        if part.name in seen:
            raise Refused("part-doubled", name=part.name)
        if part.name not in container.entries:
            raise Refused("part-missing", name=part.name)
        seen.add(part.name)
        if part.name == layout.PROPERTIES:
            properties = _small(container, part.name)
        if _part_digest(container, part, pace) != part.digest:
            raise Refused("part-altered", name=part.name)
    return layout.format_version(properties)


def _part_digest(container: Container, part: PartReference, pace: _Pace) -> bytes:
    if part.relationships is not None:
        links = _links(container, part.name)
        return hashlib.sha256(relationships.transformed(links, part.relationships)).digest()
    digest = hashlib.sha256()
    for block in container.blocks(part.name):
        pace.add(len(block))
        digest.update(block)
    return digest.digest()


def _small(container: Container, name: str) -> bytes:
    if container.entries[name].size > _MAX_PROPERTIES:
        raise Refused("format")
    return b"".join(container.blocks(name))


def _check_layout(container: Container, version: tuple[int, int], signatures: int) -> None:
    """Make again what follows from the names of the parts, and compare."""
    names = set(container.entries)
    for name in names - {CONTENT_TYPES}:
        layout.content_type(name)
    sheets = sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names)
    expected = {CONTENT_TYPES, *layout.part_names(sheets), *layout.SIGNATURE_PARTS}
    names.discard(layout.COUNTERSIGNATURE)
    if not 1 <= sheets <= layout.MAX_SHEETS or names - expected:
        raise Refused("part-type", name=min(names - expected, default=layout.sheet_name(sheets)))
    if expected - names:
        raise Refused("part-missing", name=min(expected - names))
    if container.stored(CONTENT_TYPES) != layout.content_types(names, signatures):
        raise Refused("part-type", name=CONTENT_TYPES)
    for name, links in _expected_links(sheets):
        if _links(container, name) != links:
            raise Refused("relationship", name=name)
    if _small(container, layout.PROPERTIES) != layout.properties(version):
        raise Refused("format")


def _check_cover(container: Container, found: Signature) -> None:
    """Check that the signature names all parts, by their types, with all their links but one."""
    covered = {part.name: part for part in found.facts.references}
    free = {CONTENT_TYPES, *layout.SIGNATURE_PARTS, layout.COUNTERSIGNATURE}
    if missing := set(container.entries) - set(covered) - free:
        raise Refused("part-uncovered", name=min(missing))
    origin = layout.root_relationships()[-1].type
    for part in found.facts.references:
        if part.name in free or part.content_type != layout.content_type(part.name):
            raise Refused("part-type", name=part.name)
        if part.relationships is not None:
            ids = (link.id for link in _links(container, part.name) if link.type != origin)
            if part.relationships != tuple(ids):
                raise Refused("part-uncovered", name=part.name)


def _expected_links(sheets: int) -> tuple[tuple[str, tuple[Relationship, ...]], ...]:
    return (
        (layout.ROOT_RELATIONSHIPS, layout.root_relationships()),
        (layout.WORKBOOK_RELATIONSHIPS, layout.workbook_relationships(sheets)),
    )


def _links(container: Container, name: str) -> tuple[Relationship, ...]:
    if name not in container.entries:
        raise Refused("part-missing", name=name)
    return relationships.read(container.stored(name), name)
