"""The container of a sealed workbook: a zip file of which there is exactly one form.

Every header follows from name, method, CRC, sizes and place; times are fixed, there are no extra
fields, comments or data descriptors, and entries stand one behind the other from the first byte.
The reader builds all headers again and compares byte for byte, so that two readers of the same
file cannot see two different workbooks.

Writing (`seal.SealedWriter` does this for a workbook)::

    container = CanonicalZip(file)
    container.add_stored("[Content_Types].xml", data)
    container.add_deflated("xl/workbook.xml", deflate(data))
    container.close()

Reading::

    container = read_container(data)
    for block in container.blocks("xl/workbook.xml"):
        ...
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from desktop_app.packages.opc.deflate import Deflated, inflate
from desktop_app.packages.verdict import Refused

MAX_FILE = 64 * 1024 * 1024
MAX_ENTRIES = 200
MAX_INFLATED = 256 * 1024 * 1024
MAX_RATIO = 200
RATIO_FREE = 1024 * 1024
"""Parts up to this size may be compressed as far as they go."""

CONTENT_TYPES = "[Content_Types].xml"
SIGNATURES = "_xmlsignatures/"

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DATE = 0x0021  # 1980-01-01, the first day that the format knows
_STORED = 0
_DEFLATED = 8
_SEGMENT = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"
_NAME = re.compile(rf"\[Content_Types\]\.xml|_rels/\.rels|{_SEGMENT}(?:/{_SEGMENT})*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the container.

    Attributes:
        name: Its name, without a slash in front.
        deflated: Whether it is compressed (stored otherwise).
        crc: CRC-32 of the content.
        compressed: Bytes it takes in the file.
        size: Bytes of the content.
        offset: Where its local header stands.
    """

    name: str
    deflated: bool
    crc: int
    compressed: int
    size: int
    offset: int

    @property
    def start(self) -> int:
        """Where its data begins."""
        return self.offset + _LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Where the next entry begins."""
        return self.start + self.compressed


def must_be_stored(name: str, size: int) -> bool:
    """Tell whether an entry stands uncompressed: what describes the package, and empty ones."""
    return (
        not size or name == CONTENT_TYPES or name.endswith(".rels") or name.startswith(SIGNATURES)
    )


class CanonicalZip:
    """Writes a container, entry by entry, front to back (the file need not be seekable)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._entries: list[Entry] = []
        self._names: set[str] = set()
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> bytes:
        """SHA-256 of all bytes written so far."""
        return self._hash.digest()

    def add_stored(self, name: str, data: bytes) -> None:
        """Add an entry that stands uncompressed.

        Raises:
            Refused: A cap is passed ("too-large" …); `shown["name"]` is the entry.
        """
        crc = zlib.crc32(data)
        self._add(name, (data,), deflated=False, crc=crc, size=len(data))

    def add_deflated(self, name: str, part: Deflated) -> None:
        """Add an entry that a `Deflater` made.

        Raises:
            Refused: A cap is passed ("too-large" …); `shown["name"]` is the entry.
        """
        self._add(name, part.blocks, deflated=True, crc=part.crc, size=part.size)

    def add_copy(self, container: Container, name: str) -> None:
        """Add an entry of another container as it stands there.

        Raises:
            Refused: A cap is passed ("too-large" …); `shown["name"]` is the entry.
        """
        entry = container.entries[name]
        content = container.data[entry.start : entry.end]
        self._add(name, (content,), deflated=entry.deflated, crc=entry.crc, size=entry.size)

    def close(self, spare: int = 0) -> None:
        """Write the directory; the file itself stays open.

        Args:
            spare: Bytes that must be left below the cap for what is added later.

        Raises:
            Refused: The file passes its cap.
        """
        directory = _directory(self._entries)
        if self._end + len(directory) + spare > MAX_FILE:
            raise Refused("too-large", name=self._entries[-1].name)
        self._write(directory)

    @property
    def _end(self) -> int:
        return self._entries[-1].end if self._entries else 0

    def _add(
        self, name: str, blocks: tuple[bytes, ...], *, deflated: bool, crc: int, size: int
    ) -> None:
        if not _NAME.fullmatch(name) or name.lower() in self._names:
            raise ValueError(f"no name for a new entry: {name!r}")
        if deflated is must_be_stored(name, size):
            raise ValueError(f"{name} is kept in the wrong way")
        compressed = sum(map(len, blocks))
        entry = Entry(name, deflated, crc, compressed, size, self._end)
        _check_caps([*self._entries, entry])
        if entry.end > MAX_FILE:
            raise Refused("too-large", name=name)
        self._entries.append(entry)
        self._names.add(name.lower())
        self._write(_local_header(entry))
        for block in blocks:
            self._write(block)

    def _write(self, data: bytes) -> None:
        self._hash.update(data)
        self._file.write(data)


@dataclass(frozen=True, slots=True)
class Container:
    """A container that was found canonical; its bytes stay as they came.

    Attributes:
        data: The file.
        entries: Its entries by name, in the order of the file.
    """

    data: bytes
    entries: Mapping[str, Entry]

    def stored(self, name: str) -> bytes:
        """Return the content of an entry that stands uncompressed, with its CRC checked.

        Raises:
            Refused: It is compressed, or the CRC is not that of the data.
        """
        if self.entries[name].deflated:
            raise Refused("part-type", name=name)
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield the content of an entry in pieces of at most about 1 MB.

        Raises:
            Refused: The stream is broken or not canonical, or the CRC or size is another.
        """
        entry = self.entries[name]
        content = memoryview(self.data)[entry.start : entry.end]
        crc = 0
        try:
            for block in inflate(content, entry.size) if entry.deflated else (bytes(content),):
                crc = zlib.crc32(block, crc)
                yield block
        except Refused as refused:
            raise Refused(refused.cause.id, name=name) from refused
        if crc != entry.crc:
            raise Refused("part-broken", name=name)


def read_container(data: bytes) -> Container:
    """Return the container that `data` is, without inflating anything.

    Raises:
        Refused: It is not canonical or passes a cap; the cause says which.
    """
    if len(data) > MAX_FILE:
        raise Refused("too-large")
    entries = _read_directory(data)
    end = 0
    for entry in entries:
        if entry.offset != end or data[end : entry.start] != _local_header(entry):
            raise Refused("container")
        end = entry.end
    if data[end:] != _directory(entries):
        raise Refused("container")
    return Container(data, {entry.name: entry for entry in entries})


def _read_directory(data: bytes) -> list[Entry]:
    """Return the entries that the directory lists, each checked by itself."""
    if len(data) < _END.size:
        raise Refused("container")
    end = _END.unpack_from(data, len(data) - _END.size)
    count, offset = end[4], end[6]
    if end[0] != b"PK\5\6":
        raise Refused("container")
    if count > MAX_ENTRIES:
        raise Refused("too-many-parts", count=count)
    entries: list[Entry] = []
    for _ in range(count):
        entry, offset = _read_entry(data, offset)
        entries.append(entry)
    _check_names(entries)
    _check_caps(entries)
    return entries


def _read_entry(data: bytes, offset: int) -> tuple[Entry, int]:
    start = offset + _CENTRAL.size
    if start > len(data):
        raise Refused("container")
    fields = _CENTRAL.unpack_from(data, offset)
    name = data[start : start + fields[10]].decode("latin-1")
    entry = Entry(name, fields[4] == _DEFLATED, fields[7], fields[8], fields[9], fields[16])
    return entry, start + len(name)


def _check_names(entries: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if not _NAME.fullmatch(entry.name):
            raise Refused("part-name", name=ascii(entry.name)[1:81])
        if entry.name.lower() in seen:
            raise Refused("part-doubled", name=entry.name)
        if entry.deflated is must_be_stored(entry.name, entry.size):
            raise Refused("container")
        if not entry.deflated and entry.compressed != entry.size:
            raise Refused("container")
        seen.add(entry.name.lower())


def _check_caps(entries: list[Entry]) -> None:
    """Hold the sizes against the caps; inflating holds the content against the sizes."""
    if len(entries) > MAX_ENTRIES:
        raise Refused("too-many-parts", count=len(entries), name=entries[-1].name)
    inflated = 0
    for entry in entries:
        inflated += entry.size
        ratio = entry.size > RATIO_FREE and entry.size > MAX_RATIO * entry.compressed
        if ratio or inflated > MAX_INFLATED:
            raise Refused("inflates-too-large", name=entry.name)


def _local_header(entry: Entry) -> bytes:
    name = entry.name.encode("latin-1")
    return (
        _LOCAL.pack(
            b"PK\3\4",
            _VERSION,
            0,
            _DEFLATED if entry.deflated else _STORED,
            0,
            _DATE,
            entry.crc,
            entry.compressed,
            entry.size,
            len(name),
            0,
        )
        + name
    )


def _directory(entries: list[Entry]) -> bytes:
    """Return the central directory and the end record."""
    records = b"".join(map(_central_header, entries))
    offset = entries[-1].end if entries else 0
    count = len(entries)
    return records + _END.pack(b"PK\5\6", 0, 0, count, count, len(records), offset, 0)


def _central_header(entry: Entry) -> bytes:
    name = entry.name.encode("latin-1")
    method = _DEFLATED if entry.deflated else _STORED
    sizes = (entry.crc, entry.compressed, entry.size, len(name))
    return (
        _CENTRAL.pack(
            b"PK\1\2", _VERSION, _VERSION, 0, method, 0, _DATE, *sizes, 0, 0, 0, 0, 0, entry.offset
        )
        + name
    )
