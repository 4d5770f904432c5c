"""A package as its first signer made it: what it is known by, whoever signs it after him.

The second signature may be put to it on another computer, after its digest was recorded as sent.
So the digest of a package is that of its first form, which follows from the file itself; for a
file with one signature it is the digest of the file.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress

from desktop_app.packages.opc import layout, relationships
from desktop_app.packages.opc.container import CanonicalZip, Container, read_container
from desktop_app.packages.verdict import Refused

_ENDS = (*layout.SIGNATURE_PARTS, layout.COUNTERSIGNATURE)
_TAIL = 1024
"""The last entry of the directory, which names the last part, is far shorter."""


def first_form(container: Container) -> bytes:
    """Return a package without its second signature; one that has none as it is.

    Raises:
        Refused: Its signature entries are damaged.
    """
    if tuple(container.entries)[-len(_ENDS) :] != _ENDS:
        return container.data
    return with_signatures(container, container.stored(layout.SIGNATURE))


def package_digest(data: bytes) -> str:
    """Return what a file is known by: the digest of its first form, or its own."""
    if layout.COUNTERSIGNATURE.encode() in data[-_TAIL:]:
        with suppress(Refused):
            return hashlib.sha256(first_form(read_container(data))).hexdigest()
    return hashlib.sha256(data).hexdigest()


def with_signatures(container: Container, *signatures: bytes) -> bytes:
    """Return a package with these signature parts instead of its own.

    Raises:
        Refused: The file would pass a cap.
    """
    file = io.BytesIO()
    made = CanonicalZip(file)
    for name in container.entries:
        if name == layout.ORIGIN:
            break
        made.add_copy(container, name)
    made.add_stored(layout.ORIGIN, b"")
    links = relationships.write(layout.origin_relationships(len(signatures)))
    made.add_stored(layout.ORIGIN_RELATIONSHIPS, links)
    for name, part in zip((layout.SIGNATURE, layout.COUNTERSIGNATURE), signatures, strict=False):
        made.add_stored(name, part)
    made.close()
    return file.getvalue()
