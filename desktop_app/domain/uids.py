"""Record ids (记录号): 16 characters that no two offices ever make alike."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from threading import Lock
from typing import overload

HALF = 8
"""Digits of either half of an id: its moment, then chance."""

LENGTH = 2 * HALF

AT_ONE_MOMENT = 64
"""Ids that share a moment at most; chance does not make two of so few alike."""

BEGINNING = 1_577_836_800_000
"""What moments are counted from, in ms since 1970: 2020-01-01. There is room for 34 years."""

_GROWN = 10_000
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
# The digits of base 32 in the order of their values, so that ids sort as they were made.
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
# Any byte as a digit: 256 is 8 times 32, so that chance stays even.
_BY_CHANCE = bytes(ord(_DIGITS[byte % 32]) for byte in range(256))


def new_uid() -> str:
    """Return a new record id of 16 lower-case base-32 characters; see `new_uids`."""
    return new_uids(1)[0]


def new_uids(count: int) -> list[str]:
    """Return new record ids in rising order, all greater than those that were made before.

    Since ids rise, the records of an import stand in the order of its rows and every index grows
    at its end. A clock that was set back changes nothing: the next id is greater all the same.
    """
    first = _moments.take(-(-count // AT_ONE_MOMENT))
    chance = os.urandom(HALF * count).translate(_BY_CHANCE).decode("ascii")
    ids = []
    for start in range(0, count, AT_ONE_MOMENT):
        moment = _digits(first + start // AT_ONE_MOMENT)
        end = min(start + AT_ONE_MOMENT, count)
        ids += sorted(
            moment + chance[place : place + HALF] for place in range(start * HALF, end * HALF, HALF)
        )
    return ids


class Uids(Sequence[str]):
    """Record ids, new ones at the end: of a million, a list would take four times the room."""

    def __init__(self) -> None:
        self._joined = bytearray()
        self._others: dict[int, str] = {}

    def grow(self, count: int) -> None:
        """Add so many new ids."""
        for start in range(0, count, _GROWN):
            self._joined += "".join(new_uids(min(_GROWN, count - start))).encode("ascii")

    def put(self, place: int, uid: str) -> None:
        """Let another id stand at a place; it may be an office's of whatever length."""
        if len(uid) == LENGTH and uid.isascii():
            self._joined[place * LENGTH : (place + 1) * LENGTH] = uid.encode("ascii")
        else:
            self._others[place] = uid

    def __len__(self) -> int:
        return len(self._joined) // LENGTH

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        places = range(len(self))[index]
        if isinstance(places, int):
            return self._between(places, places + 1)[0]
        if places.step == 1:
            return self._between(places.start, max(places.start, places.stop))
        return [self[place] for place in places]

    def _between(self, first: int, last: int) -> list[str]:
        text = self._joined[first * LENGTH : last * LENGTH].decode("ascii")
        ids = [text[at : at + LENGTH] for at in range(0, len(text), LENGTH)]
        if not self._others:
            return ids
        return [self._others.get(place, uid) for place, uid in enumerate(ids, first)]


def is_uid(text: str) -> bool:
    """Whether a text may be a record id: of letters and digits that stand for nothing else.

    Ids of whoever else are longer or shorter than ours, so the length only has an end.
    """
    return _ID.fullmatch(text) is not None


def _digits(number: int) -> str:
    """Return a whole number as digits of base 32."""
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(HALF)))


class _Moments:
    """Milliseconds, each handed out once."""

    def __init__(self) -> None:
        self._next = 0
        self._lock = Lock()

    def take(self, count: int) -> int:
        """Return the first of `count` moments that no id has yet."""
        with self._lock:
            first = max(self._next, time.time_ns() // 1_000_000 - BEGINNING)
            self._next = first + count
        return first


_moments = _Moments()
