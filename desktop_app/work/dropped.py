"""Files that were dropped on the window: sealed workbooks to verify, other sheets to import."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

SIGNATURES = "_xmlsignatures/"


def is_sealed(path: Path) -> bool:
    """Whether a file is a workbook with a signature in it, valid or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith(SIGNATURES) for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def first_sealed(paths: Sequence[Path]) -> Path | None:
    """Return the first sealed workbook among files, or None where all are sheets to import."""
    return next((path for path in paths if is_sealed(path)), None)
