"""Record ids (记录号): 16 characters that no two offices ever make alike."""

from __future__ import annotations

import base64
import os

UID_BYTES = 10


def new_uid() -> str:
    """Return a new random record id of 16 lower-case base-32 characters (80 bits)."""
    return base64.b32encode(os.urandom(UID_BYTES)).decode().lower()


def new_uids(count: int) -> list[str]:
    """Return `count` new record ids; one call of the random source for all of them."""
    raw = os.urandom(UID_BYTES * count)
    text = base64.b32encode(raw).decode().lower()
    return [text[i : i + 16] for i in range(0, 16 * count, 16)]
