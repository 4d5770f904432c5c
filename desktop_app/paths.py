"""Where the program's own files lie, and a person's data by default; how a name comes to stay."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

_FOLDER = "shuangbei"
_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds to wait for a file that another program has just opened."""


def resources() -> Path:
    """Return the folder of catalogues, templates, locale, icons and themes, frozen or not."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[1]
    return root / "resources"


def own_command() -> list[str]:
    """Return how the program's command line is started, frozen or not.

    On Windows the window is a program without a console, whose children would have no output.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "desktop_app"]
    started = Path(sys.executable)
    return [str(started.with_name(_FOLDER + started.suffix))]


def default_workspace() -> Path:
    """Return the workspace folder used when none is named; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path(_FOLDER, appauthor=False)


def settle_names(folder: Path) -> None:
    """Bring the names that files in `folder` were given onto the disk, where the system knows how.

    A file that was renamed is whole without it; but a database that speaks of the file may be on
    the disk before its name is, and a power cut would leave the one without the other.
    """
    if os.name == "nt":
        return
    # Some network shares know no such thing; what is in the files has been settled already.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def take_place(draft: Path, path: Path) -> Path:
    """Give a file or folder its name, also that of another file; return it.

    On Windows whatever scans new files holds them for a moment, and nobody can rename them then.

    Raises:
        OSError: It cannot have the name, also a little later.
    """
    for pause in _PAUSES if os.name == "nt" else ():
        try:
            return draft.replace(path)
        except PermissionError:
            time.sleep(pause)
    return draft.replace(path)
