"""Writes a sealed workbook: parts in, signed file out.

::

    with path.open("xb") as file:
        writer = SealedWriter(file, sheets=3)
        writer.add("xl/styles.xml", styles)  # any order; also workbook, theme
        writer.add_deflated("xl/worksheets/sheet1.xml", deflater.finish())
        ...
        writer.finish(signer, when)

Content types, relationships and docProps/app.xml are written by the writer itself. In the
workbook part the sheets must have the ids rId1, rId2 … in the order of their part names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from desktop_app.packages.opc import layout, relationships
from desktop_app.packages.opc.container import CONTENT_TYPES, CanonicalZip
from desktop_app.packages.opc.deflate import Deflated, deflate
from desktop_app.packages.opc.relationships import Relationship
from desktop_app.packages.opc.signature import sign
from desktop_app.packages.opc.xades import PartReference
from desktop_app.packages.pki.keys import Signer

SPARE = 64 * 1024
"""Bytes that the second signature may take, so that it always fits below the cap."""


class SealedWriter:
    """Takes the parts of one workbook, in any order, and signs them at the end."""

    def __init__(self, file: BinaryIO, sheets: int, signatures: int = 1) -> None:
        """Begin the file.

        Args:
            file: Open for writing, at its beginning; need not be seekable.
            sheets: How many sheets there will be, 1 to `layout.MAX_SHEETS`.
            signatures: How many the file is to have: with 2 it awaits `countersign` when finished.
        """
        if not 1 <= sheets <= layout.MAX_SHEETS:
            raise ValueError(sheets)
        self._container = CanonicalZip(file)
        self._signatures = signatures
        self._references: list[PartReference] = []
        self._expected = set(layout.part_names(sheets))
        names = (CONTENT_TYPES, *layout.part_names(sheets), *layout.SIGNATURE_PARTS)
        self._container.add_stored(CONTENT_TYPES, layout.content_types(names, signatures))
        self._add_links(layout.ROOT_RELATIONSHIPS, layout.root_relationships(), unsigned=("rId3",))
        self._add_links(layout.WORKBOOK_RELATIONSHIPS, layout.workbook_relationships(sheets))
        self.add(layout.PROPERTIES, layout.properties())

    def add(self, name: str, content: bytes) -> None:
        """Add a small part.

        Raises:
            Refused: The file would pass a cap; `cause.shown["name"]` is the part.
        """
        self.add_deflated(name, deflate(content))

    def add_deflated(self, name: str, part: Deflated) -> None:
        """Add a part that a `Deflater` made.

        Raises:
            Refused: The file would pass a cap; `cause.shown["name"]` is the part.
        """
        self._expected.remove(name)
        self._container.add_deflated(name, part)
        self._references.append(PartReference(name, layout.content_type(name), part.sha256))

    def finish(self, signer: Signer, when: datetime) -> None:
        """Sign what was added and write the end of the file; the file stays open.

        Raises:
            UserError: The certificate is not valid at `when`, or is not that of the key.
            Refused: The file would pass a cap.
        """
        if self._expected:
            raise ValueError(f"not added: {sorted(self._expected)}")
        signature = sign(
            self._references, self._container.sha256, signer, when, wanted=self._signatures
        )
        origin = relationships.write(layout.origin_relationships())
        self._container.add_stored(layout.ORIGIN, b"")
        self._container.add_stored(layout.ORIGIN_RELATIONSHIPS, origin)
        self._container.add_stored(layout.SIGNATURE, signature)
        self._container.close(spare=SPARE * (self._signatures - 1))

    def _add_links(
        self, name: str, links: Iterable[Relationship], unsigned: tuple[str, ...] = ()
    ) -> None:
        links = tuple(links)
        signed = tuple(link.id for link in links if link.id not in unsigned)
        digest = hashlib.sha256(relationships.transformed(links, signed)).digest()
        self._expected.remove(name)
        self._container.add_stored(name, relationships.write(links))
        kind = relationships.CONTENT_TYPE
        self._references.append(PartReference(name, kind, digest, signed))
