"""Collects the licences of all that the built program is made of, into its folder `licences/`.

Libraries of Python bring theirs along; those of the rest, and of libraries that bring none, lie in
`packaging/licences/`. THIRD-PARTY.md says whose each part is.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from lock_lines import closure

HERE = Path(__file__).resolve().parent
FOLDER = "licences"
"""In the built program."""

NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def libraries() -> list[str]:
    """Return the libraries of Python in the program, as far as this system needs them."""
    # From the project's own file, for the program itself is not installed where a release is built.
    settings = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [re.split(r"[^\w.-]", line)[0] for line in settings["project"]["dependencies"]]
    return [name for name in closure(wanted) if _is_here(name)]


def licence_files(name: str) -> list[Path]:
    """Return the files in which a distribution tells its licence and whose it is."""
    found = (file for file in files(name) or () if ".dist-info" in file.parts[0])
    return sorted(Path(str(file.locate())) for file in found if NAMES.search(file.name))


def collected() -> list[tuple[str, str]]:
    """Return each file and the folder of the built program that it goes to."""
    own = [HERE.parent / "THIRD-PARTY.md", *(HERE / "licences").iterdir()]
    icons = HERE.parent / "resources" / "icons" / "LICENSE"
    pairs = [(path, FOLDER) for path in sorted(own)] + [(icons, f"{FOLDER}/tabler-icons")]
    for name in (*libraries(), "pyinstaller"):
        pairs += [(path, f"{FOLDER}/{name}") for path in licence_files(name)]
    return [(str(path), folder) for path, folder in pairs]


def _is_here(name: str) -> bool:
    try:
        return files(name) is not None
    except PackageNotFoundError:
        return False
