"""Files that were dropped on the window or opened with the program: what each of them is for.

This looks at names inside a file only and believes nothing: whoever takes the file judges it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SIGNATURES = "_xmlsignatures/"
NOTICES = ("回执", "退回单")
"""Names of the first sheet of what the city answers."""

TASK = "任务文件"
"""Name of the first sheet of what the city asks."""

_WORKBOOK, _LARGEST = "xl/workbook.xml", 1 << 20
_FIRST_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"')
_REVOCATIONS = b"-----BEGIN X509 CRL-----"
_ADMISSION = ".admit"
_BROKEN = (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, EOFError)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Files by what is to be done with them, each in the order of its dropping.

    Attributes:
        notices: Receipts, return slips, revocation lists, admissions: what a district takes.
        tasks: Task files, which a district installs.
        sealed: Other workbooks with a signature in them, valid or not.
        sheets: Everything else, to be imported.
    """

    notices: tuple[Path, ...] = ()
    tasks: tuple[Path, ...] = ()
    sealed: tuple[Path, ...] = ()
    sheets: tuple[Path, ...] = ()


def sort_files(paths: Sequence[Path]) -> Sorted:
    """Tell files apart by what they say they are."""
    found: dict[str, list[Path]] = {"notices": [], "tasks": [], "sealed": [], "sheets": []}
    for path in paths:
        found[_kind(path)].append(path)
    return Sorted(**{kind: tuple(those) for kind, those in found.items()})


def _kind(path: Path) -> str:
    try:
        if path.name.lower().endswith(_ADMISSION) or _begins_with(path, _REVOCATIONS):
            return "notices"
        with zipfile.ZipFile(path) as archive:
            if not any(name.startswith(SIGNATURES) for name in archive.namelist()):
                return "sheets"
            return _kind_of_sealed(_first_sheet(archive))
    except _BROKEN:
        return "sheets"


def _kind_of_sealed(first_sheet: str) -> str:
    if first_sheet == TASK:
        return "tasks"
    return "notices" if first_sheet in NOTICES else "sealed"


def _begins_with(path: Path, head: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(256).lstrip().startswith(head)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Return the name of the first sheet, or "" where it cannot be read."""
    try:
        with archive.open(_WORKBOOK) as part:
            found = _FIRST_SHEET.search(part.read(_LARGEST).decode("utf-8"))
    except (KeyError, zipfile.error, *_BROKEN):
        return ""
    return found[1] if found else ""
