"""Hands a preview from the process that made it to the window that shows it.

It is pickled, as between all processes of Python's own pools: what is read back is what this
program wrote a moment ago, in a folder that nobody else may enter.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from desktop_app.importing.preview import uncollected
from desktop_app.importing.sheet_preview import ImportPreview

WORTHWHILE = 512 * 1024
"""Bytes of files from which on another process reads them; it takes a moment to come up."""


_FRAME, _REST = 4096, 0.002
"""Bytes of a read that is a whole frame of a pickle, and seconds for other threads before it."""


class _Rested:
    """A file that lets go of the interpreter for a while before each large read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.readline = file.readline

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        if size >= _FRAME:
            time.sleep(_REST)
        return self._file.read(size)


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

    It takes twice as long as it could, so that a window paints meanwhile nearly as it always does.
    """
    with uncollected(), path.open("rb") as file:
        preview = pickle.load(_Rested(file))  # noqa: S301 - our own child wrote it
    assert isinstance(preview, ImportPreview)  # noqa: S101 - for the types
    return preview
