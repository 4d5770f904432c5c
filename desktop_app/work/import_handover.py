"""Hands a preview from the process that made it to the window that shows it.

It is pickled, as between all processes of Python's own pools: what is read back is what this
program wrote a moment ago, in a folder that nobody else may enter.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from desktop_app.importing.preview import uncollected
from desktop_app.importing.sheet_preview import ImportPreview

WORTHWHILE = 512 * 1024
"""Bytes of files from which on another process reads them; it takes a moment to come up."""


def is_much(paths: Sequence[Path]) -> bool:
    """Whether reading files may take so long that a window would be slow beside it."""
    if any(path.is_dir() for path in paths):
        return True
    return sum(path.stat().st_size for path in paths if path.is_file()) >= WORTHWHILE


def hand_over(preview: ImportPreview, path: Path) -> None:
    """Write a preview for the process that waits for it."""
    with path.open("wb") as file:
        pickle.dump(preview, file, pickle.HIGHEST_PROTOCOL)


def handed_over(path: Path) -> ImportPreview:
    """Return the preview that the other process wrote.

    It is read in small frames, and between two of them another thread may go on.
    """
    with uncollected(), path.open("rb") as file:
        preview = pickle.load(file)  # noqa: S301 - our own child wrote it
    assert isinstance(preview, ImportPreview)  # noqa: S101 - for the types
    return preview
