"""Prints the lines of requirements.lock that the named distributions need, themselves included.

`python packaging/lock_lines.py shuangbei pyinstaller`: for building on another system, where the
tools of a developer have no business. What is installed here tells who needs whom.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
NAME = re.compile(r"[A-Za-z0-9._-]+")


def plain(name: str) -> str:
    """Return a distribution's name as the index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(names: list[str]) -> list[str]:
    """Return the names and all that they need, without what only extras need."""
    seen: set[str] = set()
    waiting = [plain(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _needs(name)
    return sorted(seen)


def _needs(name: str) -> list[str]:
    try:
        lines = requires(name) or []
    except PackageNotFoundError:  # needed on another system alone
        return []
    found = (NAME.match(line) for line in lines if "extra ==" not in line)
    return [plain(match[0]) for match in found if match]


def locked() -> dict[str, str]:
    """Return the entries of the lock file, hashes included, by name."""
    entries = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9#]|\Z)", LOCK.read_text("utf-8"), re.M | re.S)
    return {plain(entry.partition("==")[0].partition("[")[0]): entry for entry in entries}


def main() -> None:
    """Print them."""
    entries = locked()
    for name in closure(sys.argv[1:]):
        if name in entries:
            sys.stdout.write(entries[name])


if __name__ == "__main__":
    main()
