"""A workbook that was found valid: the judged bytes themselves, never the file again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop_app.packages.opc.container import Container
from desktop_app.packages.pki.identity import Identity


@dataclass(frozen=True, slots=True)
class VerifiedWorkbook:
    """What `verify` hands out for a valid file; merging takes nothing else.

    Attributes:
        container: The bytes and where each part stands in them.
        digest: SHA-256 of the file, hexadecimal; with two signatures that of its first form.
        signer: Who signed it.
        signed_at: When, as the signer claims (UTC).
        digests: SHA-256 of the content of each part, by its name, but not of relationships.
        countersigner: Who signed it as the second, or None.
    """

    container: Container
    digest: str
    signer: Identity
    signed_at: datetime
    digests: Mapping[str, bytes]
    countersigner: Identity | None = None

    @property
    def data(self) -> bytes:
        """The file."""
        return self.container.data

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its parts, in the order of the file."""
        return tuple(self.container.entries)

    def read_part(self, name: str) -> bytes:
        """Return the content of a part at once.

        Raises:
            KeyError: There is no such part.
        """
        return b"".join(self.container.blocks(name))
