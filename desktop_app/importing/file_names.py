"""What the files of an import are called, so that no two of them share a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path


def names_of(paths: Sequence[Path], known: Mapping[str, str]) -> dict[Path, str]:
    """Return a name for each file: its own, with folders before it where others are called so.

    Decisions about sheets go by these names: what is said of 镇海/台账.xlsx is not said of
    北仑/台账.xlsx.

    Args:
        paths: The files; one that is given twice has one name.
        known: Names that files have already, by path. They stay, whatever files come to them.
    """
    found = {path: known[str(path)] for path in paths if str(path) in known}
    open_ones = [path for path in dict.fromkeys(paths) if path not in found]
    depth = 1
    while open_ones:
        tails = {path: "/".join(path.parts[-depth:]) for path in open_ones}
        counts = Counter(tails.values()) + Counter(found.values())
        found |= {
            path: tail
            for path, tail in tails.items()
            if counts[tail] == 1 or depth >= len(path.parts)
        }
        open_ones = [path for path in open_ones if path not in found]
        depth += 1
    return found
