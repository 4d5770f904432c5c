"""Hands a preview from the process that made it to the window that shows it.

It is pickled, as between all processes of Python's own pools: what is read back is what this
program wrote a moment ago, in a folder that nobody else may enter.
"""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from desktop_app.importing.preview import uncollected
from desktop_app.importing.sheet_preview import ImportPreview
from desktop_app.processes import is_at_work

WORTHWHILE = 512 * 1024
"""Bytes of files from which on another process reads them; it takes a moment to come up."""


_FRAME, _REST = 4096, 0.002
"""Bytes of a read that is a whole frame of a pickle, and seconds for other threads before it."""


_FOLDER = "shuangbei-preview-"
_DAY = 24 * 60 * 60


def new_folder() -> TemporaryDirectory[str]:
    """Return a folder in which a preview is handed over."""
    return TemporaryDirectory(prefix=f"{_FOLDER}{os.getpid()}-", ignore_cleanup_errors=True)


def clear_after_kills() -> None:
    """Remove the folders of windows that were killed: what an office reads shall not lie about."""
    with suppress(OSError):
        for rest in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
            number = rest.name.removeprefix(_FOLDER).partition("-")[0]
            if number.isdecimal() and _is_left(rest, int(number)):
                shutil.rmtree(rest, ignore_errors=True)


def _is_left(folder: Path, process: int) -> bool:
    # Windows does not say whose a number is; what lies there since yesterday is nobody's.
    is_old = os.name != "nt" or time.time() - folder.stat().st_mtime > _DAY
    return is_old and not is_at_work(process)


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
