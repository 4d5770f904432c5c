"""Reads indicator_names.toml: what sheets call the indicators, and what nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

from desktop_app.catalogue.model import Code, CodeList, Doubt, Indicator
from desktop_app.catalogue.reading import TEXT, TEXTS, Place, Table, read_toml, take
from desktop_app.domain.texts import fold

_WORDS, _ASKED = "words", "asked"
_NAMES = {"same": TEXTS, "near": TEXTS}
_DOUBT = {"names": TEXTS, "meant": TEXTS, "note": TEXT, "note_en": TEXT}
_SLOT = re.compile(r"\{([^{}]*)\}")


def indicator_codes(path: Path, indicators: Mapping[str, Indicator]) -> CodeList:
    """Return the code list that 单位汇总数 takes its indicators from.

    Args:
        path: The file of their names.
        indicators: The indicators by id.

    Raises:
        CatalogueError: An entry is wrong; names file, entry and key.
    """
    said = read_toml(path)
    names = _Names(path.name, said.pop(_WORDS, {}))
    doubts = tuple(names.doubt(entry) for entry in said.pop(_ASKED, []))
    own = {i.id: i for i in indicators.values() if i.kind != "none" and not i.reading_of}
    for code in (*said, *(code for doubt in doubts for code in doubt.meant)):
        if code not in own:
            raise Place(path.name, code).error("", "no indicator that can be supplied")
    same, near = dict[str, tuple[str, ...]](), list[tuple[str, str]]()
    for code, entry in said.items():
        same[code], also = names.of(code, entry)
        near += [(name, code) for name in also]
    codes = (Code(i.id, i.name, i.name_en, aliases=same.get(i.id, ())) for i in own.values())
    return CodeList("indicator", tuple(codes), tuple(near), doubts)


class _Names:
    """The names of a file, of which none may mean two things.

    Args:
        file: Name of the file.
        words: What stands for {…} in them.
    """

    def __init__(self, file: str, words: Table) -> None:
        self._file = file
        self._words: Mapping[str, tuple[str, ...]] = take(
            Place(file, _WORDS), words, dict.fromkeys(words, TEXTS)
        )
        self._meant: dict[str, str] = {}

    def of(self, code: str, entry: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what an indicator is called, and what it is called that is looked at."""
        place = Place(self._file, code)
        values = take(place, entry, _NAMES)
        same = tuple(self._all(place, "same", values.get("same", ())))
        return same, tuple(self._all(place, "near", values.get("near", ())))

    def doubt(self, entry: Table) -> Doubt:
        """Return names that are asked about."""
        first = next(iter(entry.get("names", ())), "")
        place = Place(self._file, f"{_ASKED} {first}")
        values = take(place, entry, _DOUBT, ("names", "note", "note_en"))
        names = tuple(self._all(place, "names", values["names"]))
        return Doubt(names, values.get("meant", ()), values["note"], values["note_en"])

    def _all(self, place: Place, key: str, patterns: tuple[str, ...]) -> Iterator[str]:
        """Yield the names that patterns stand for, each once."""
        for pattern in patterns:
            for name in self._made(place, key, pattern):
                meant = self._meant.get(fold(name))
                if meant is None:
                    self._meant[fold(name)] = f"{place.entry} {key}"
                    yield name
                elif meant != f"{place.entry} {key}":
                    raise place.error(key, f"{name!r} is {meant} as well")

    def _made(self, place: Place, key: str, pattern: str) -> Iterator[str]:
        # What stands between the slots and in them, by turns.
        parts = _SLOT.split(pattern)
        for slot in parts[1::2]:
            if slot not in self._words:
                raise place.error(key, f"no words {slot!r}")
        choices = [self._words[part] if n % 2 else (part,) for n, part in enumerate(parts)]
        yield from map("".join, product(*choices))
