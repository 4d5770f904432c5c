"""Writes OLE2 files: the folder of streams that .xls and .et files are."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

_SECTOR = 512
_SMALLEST = 4096
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def ole(path: Path, streams: Mapping[str, bytes]) -> None:
    """Write streams by name; each is filled up to a size that needs no short sectors."""
    filled = [_filled(data) for data in streams.values()]
    sizes = [len(data) // _SECTOR for data in filled]
    starts = [sum(sizes[:place]) for place in range(len(sizes) + 1)]
    folder = _folder(list(streams), filled, starts)
    ends = [*starts, starts[-1] + len(folder) // _SECTOR]
    table = [entry for first, last in pairwise(ends) for entry in (*range(first + 1, last), _END)]
    own = len(table)
    table += [_TABLE] * (own // 127 + 1)
    count = len(table) - own
    table += [_FREE] * (count * 128 - len(table))
    head = _head(first_table=own, tables=count, folder=starts[-1])
    path.write_bytes(head + b"".join(filled) + folder + struct.pack(f"<{len(table)}I", *table))


def _filled(data: bytes) -> bytes:
    size = max(len(data), _SMALLEST)
    return data.ljust(size + -size % _SECTOR, b"\0")


def _folder(names: list[str], filled: list[bytes], starts: list[int]) -> bytes:
    entries = [_entry("Root Entry", kind=5, child=1, start=_END, size=0)]
    for place, name in enumerate(names):
        right = place + 2 if place + 1 < len(names) else _NONE
        size = len(filled[place])
        entries.append(_entry(name, kind=2, right=right, start=starts[place], size=size))
    folder = b"".join(entries)
    return folder.ljust(len(folder) + -len(folder) % _SECTOR, b"\0")


def _entry(
    name: str, *, kind: int, start: int, size: int, right: int = _NONE, child: int = _NONE
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    lead = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text), kind, 1, _NONE, right, child)
    return lead + bytes(36) + struct.pack("<IQ", start, size)


def _head(*, first_table: int, tables: int, folder: int) -> bytes:
    lead = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    lead += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    lead += struct.pack("<3I4x", 0, tables, folder)
    lead += struct.pack("<5I", _SMALLEST, _END, 0, _END, 0)
    places = [*range(first_table, first_table + tables), *[_FREE] * (109 - tables)]
    return lead + struct.pack("<109I", *places)
