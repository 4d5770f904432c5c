"""A workbook that was found valid: the judged bytes themselves, never the file again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
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

    def open_part(self, name: str) -> io.BufferedReader:
        """Return the content of a part as a stream, inflated as it is read.

        Raises:
            KeyError: There is no such part.
        """
        self.container.entries[name]
        return io.BufferedReader(_PartStream(self.container.blocks(name)))

    def read_part(self, name: str) -> bytes:
        """Return the content of a part at once.

        Raises:
            KeyError: There is no such part.
        """
        return b"".join(self.container.blocks(name))


class _PartStream(io.RawIOBase):
    """A stream over pieces of bytes."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
