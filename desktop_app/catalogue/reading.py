"""Reads catalogue files and says exactly where an entry is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Table = dict[str, Any]

SAFE_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


class CatalogueError(Exception):
    """An entry of a catalogue is wrong: the program's own files, not the user's data.

    Attributes:
        file: Name of the file.
        entry: The entry in it ("fields.rd_total", "RDA-009"), or "" for its head.
        key: The key at fault, or "".
    """

    def __init__(self, file: str, entry: str, key: str, why: str) -> None:
        place = ", ".join(part for part in (file, entry, key) if part)
        super().__init__(f"{place}: {why}")
        self.file = file
        self.entry = entry
        self.key = key


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a file, to be named in errors."""

    file: str
    entry: str = ""

    def at(self, entry: str) -> Place:
        """Return the place of an entry of the same file."""
        return Place(self.file, entry)

    def error(self, key: str, why: str) -> CatalogueError:
        """Return the error that says what is wrong with `key`."""
        return CatalogueError(self.file, self.entry, key, why)


def read_toml(path: Path) -> Table:
    """Return the content of a TOML file.

    Raises:
        CatalogueError: It is missing or no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise CatalogueError(path.name, "", "", str(why)) from why


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


def _columns(value: object) -> tuple[tuple[str, ...], ...] | None:
    if not isinstance(value, list):
        return None
    rows = [_texts(item) for item in value]
    return None if None in rows else tuple(row for row in rows if row)


def _words(value: object) -> Mapping[str, str] | None:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        return None
    return value


TEXT, WHOLE, FLAG, TEXTS, COLUMNS, WORDS = _text, _whole, _flag, _texts, _columns, _words
"""Kinds of values that an entry's keys take; each returns None for a value of another kind."""

Kinds = Mapping[str, Callable[[object], object]]


def take(place: Place, entry: Table, kinds: Kinds, needed: tuple[str, ...] = ()) -> Table:
    """Return the entry's values by key, each of its kind.

    Args:
        place: Where the entry stands.
        entry: What was read.
        kinds: The keys that it may have, with the kind of their values.
        needed: The keys that it must have.

    Raises:
        CatalogueError: A key is unknown, missing, or has a value of another kind.
    """
    taken: Table = {}
    for key, value in entry.items():
        if key not in kinds:
            raise place.error(key, "unknown attribute")
        taken[key] = kinds[key](value)
        if taken[key] is None:
            raise place.error(key, f"{value!r} is not of the right kind")
    for key in needed:
        if key not in taken:
            raise place.error(key, "missing")
    return taken
