"""How large a file from outside may be before it is refused unread."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

MAX_FILE = 200 * 1024 * 1024
"""Bytes of a file; a sheet of a million rows needs about a quarter of it."""
MAX_INFLATED = 2 * 1024 * 1024 * 1024
"""Bytes of all parts of a zipped file together."""
MAX_PART = 1024 * 1024 * 1024
"""Bytes of one part of a zipped file."""
MAX_SMALL_PART = 32 * 1024 * 1024
"""Bytes of a part that is held as a tree: which sheets there are, and how cells look."""
MOST_PACKED, LOOSE = 200, 16 * 1024 * 1024
"""Times that a part may be larger than it was packed, beyond so many bytes."""
MAX_ENTRIES = 5000
"""Parts of a zipped file."""
MAX_AT_ONCE = 4_000_000
"""Cells up to the last corner of a sheet that may be parsed at once; others come row by row."""
MAX_AT_ONCE_XML = 200 * 1024 * 1024
"""Bytes of a sheet's XML that may be parsed at once."""
MAX_AT_ONCE_TEXT = 1024 * 1024 * 1024
"""Bytes of text that the cells of a sheet that is parsed at once may come to."""
PIECE = 2 * 1024 * 1024
"""Bytes of a sheet's XML from which on it is parsed in pieces of so many."""
MAX_HELD_CELLS = 12_000_000
"""Cells of a sheet that is held as a whole while its rows are taken."""
MAX_ROW = 64 * 1024 * 1024
"""Bytes of XML that a row may take."""
WIDEST = 1_024
"""Columns of a sheet; a cell farther to the right is told, but not taken."""
WINDOW = 1024 * 1024
"""Bytes that are inflated at a time."""

# What zipfile raises besides BadZipFile when the bytes make no sense.
_DAMAGE = (
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


class OverCapError(Exception):
    """The file is larger than we read; the text says in what."""


def check_zip(data: bytes) -> zipfile.ZipFile:
    """Open a zipped file whose stated sizes lie within the caps.

    Raises:
        OverCapError: There are too many parts, or they grow too large.
        zipfile.BadZipFile: It is no zip, or is cut off.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise zipfile.BadZipFile from error
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_INFLATED:
        raise OverCapError
    for info in infos:
        is_bomb = info.file_size > max(LOOSE, MOST_PACKED * info.compress_size)
        if is_bomb or info.file_size > MAX_PART:
            raise OverCapError
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            # No program of sheets packs otherwise, and others may ask for any memory.
            raise zipfile.BadZipFile(info.filename)
    return archive


def inflated(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in windows, never more of it than its entry states.

    Raises:
        OverCapError: The part grows beyond its stated size.
        zipfile.BadZipFile: The part is damaged.
    """
    left = archive.getinfo(name).file_size
    try:
        with archive.open(name) as part:
            while window := part.read(WINDOW):
                left -= len(window)
                if left < 0:
                    raise OverCapError
                yield window
    except _DAMAGE as error:
        raise zipfile.BadZipFile(name) from error


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a small part as a whole, or b"" where there is none."""
    if name not in archive.NameToInfo:
        return b""
    return b"".join(inflated(archive, name))
