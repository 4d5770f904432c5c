"""The golden workbooks by name, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Maker = Callable[[Path], None]
CASES: dict[str, Maker] = {}
"""What makes the files of a case in a folder, by the name of the case."""
SERIES: dict[str, Maker] = {}
"""What makes files that come in one after the other; what is expected is said of the last."""


def case(name: str) -> Callable[[Maker], Maker]:
    """Register what makes one file, of this name; the case is named after its stem."""

    def keep(make: Maker) -> Maker:
        _add(CASES, Path(name).stem, lambda folder: make(folder / name))
        return make

    return keep


def folder_case(name: str) -> Callable[[Maker], Maker]:
    """Register what fills a folder that is imported as a whole."""

    def keep(make: Maker) -> Maker:
        def fill(folder: Path) -> None:
            (folder / name).mkdir()
            make(folder / name)

        _add(CASES, name, fill)
        return make

    return keep


def series(name: str) -> Callable[[Maker], Maker]:
    """Register what makes files in a folder, to be imported in the order of their names."""

    def keep(make: Maker) -> Maker:
        _add(SERIES, name, make)
        return make

    return keep


def _add(known: dict[str, Maker], name: str, make: Maker) -> None:
    """Keep a case, of which a second under its name would take the place unseen."""
    if name in known:
        message = f"two golden cases are called {name}"
        raise ValueError(message)
    known[name] = make
