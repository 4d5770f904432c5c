"""What is copied when the program has a fault: versions and the trace, no data."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime

from PySide6 import __version__ as pyside_version

from desktop_app import __version__


def report(error: BaseException) -> str:
    """Return the report of an exception."""
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    trace = "".join(traceback.format_exception(error))
    head = (
        f"shuangbei {__version__}, Python {platform.python_version()}, "
        f"PySide6 {pyside_version}, {platform.platform()}"
    )
    return f"{when}\n{head}\n\n{trace}"
