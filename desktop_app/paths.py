"""Where the program's own files lie, and where a person's data lies by default."""

from __future__ import annotations

import sys
from pathlib import Path

_FOLDER = "shuangbei"


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
