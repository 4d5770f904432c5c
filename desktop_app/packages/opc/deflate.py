"""Deflate streams of one exact shape: each ends in a full flush and the empty final block.

The end of such a stream is always `00 00 FF FF 03 00`, and the bits that fill the byte before it
are zero, so that nothing can be hidden in the places that a reader never looks at.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.packages.verdict import Refused

_END = b"\x00\x00\xff\xff\x03\x00"
_TAIL = len(_END) + 1
_INPUT = 32 * 1024
_OUTPUT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Deflated:
    """A part as it goes into the container, and what is known of its content.

    Attributes:
        blocks: The compressed stream, in pieces.
        crc: CRC-32 of the content.
        size: Bytes of the content.
        sha256: SHA-256 of the content.
    """

    blocks: tuple[bytes, ...]
    crc: int
    size: int
    sha256: bytes


class Deflater:
    """Compresses one part, piece by piece, and hashes it on the way.

    It keeps the compressed bytes and may run in a thread of its own: zlib and hashlib
    let go of the interpreter while they work on pieces of a few kilobytes and more.
    """

    def __init__(self, level: int = 6) -> None:
        """Begin a part; `level` is 1 to 9 (0 would store, and store cannot end in a flush)."""
        self._deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
        self._blocks: list[bytes] = []
        self._crc = 0
        self._size = 0
        self._hash = hashlib.sha256()

    def write(self, content: bytes) -> None:
        """Take the next piece of the content."""
        self._hash.update(content)
        self._crc = zlib.crc32(content, self._crc)
        self._size += len(content)
        self._keep(self._deflate.compress(content))

    def finish(self) -> Deflated:
        """Return the whole part; the deflater is used up."""
        self._keep(self._deflate.flush(zlib.Z_FULL_FLUSH))
        self._keep(self._deflate.flush(zlib.Z_FINISH))
        return Deflated(tuple(self._blocks), self._crc, self._size, self._hash.digest())

    def _keep(self, block: bytes) -> None:
        if block:
            self._blocks.append(block)


def deflate(content: bytes, level: int = 6) -> Deflated:
    """Return a whole small part compressed."""
    deflater = Deflater(level)
    deflater.write(content)
    return deflater.finish()


def inflate(compressed: memoryview, size: int) -> Iterator[bytes]:
    """Yield the content in pieces of at most 1 MB, never more than `size` bytes and one piece.

    Raises:
        Refused: The stream is not exactly one canonical stream of `size` bytes.
    """
    if bytes(compressed[-len(_END) :]) != _END or len(compressed) <= _TAIL:
        raise Refused("part-broken")
    stream = zlib.decompressobj(-15)
    left = size
    try:
        for block in _inflated(stream, compressed[:-_TAIL]):
            left -= len(block)
            if left < 0:
                raise Refused("part-broken")
            yield block
        block = _last_block(stream, bytes(compressed[-_TAIL:]), left)
    except zlib.error as error:
        raise Refused("part-broken") from error
    if block:
        yield block


def _inflated(stream: zlib._Decompress, compressed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(compressed), _INPUT):
        yield stream.decompress(compressed[start : start + _INPUT], _OUTPUT)
        while stream.unconsumed_tail:
            yield stream.decompress(stream.unconsumed_tail, _OUTPUT)


def _last_block(stream: zlib._Decompress, tail: bytes, left: int) -> bytes:
    """Return what the last bytes add, having made sure that no padding bit is set.

    zlib passes over the bits between the flush's block header and the byte boundary. When one is
    set it is the highest set bit of the first byte of the tail, and clearing it changes nothing.
    """
    twin = stream.copy()
    block = stream.decompress(tail, left + 1)
    if len(block) != left or not stream.eof or stream.unused_data:
        raise Refused("part-broken")
    if tail[0] and _inflates_alike(twin, tail, block):
        raise Refused("part-broken")
    return block


def _inflates_alike(twin: zlib._Decompress, tail: bytes, block: bytes) -> bool:
    cleared = tail[0] ^ (1 << (tail[0].bit_length() - 1))
    try:
        return twin.decompress(bytes((cleared,)) + tail[1:]) == block and twin.eof
    except zlib.error:
        return False
