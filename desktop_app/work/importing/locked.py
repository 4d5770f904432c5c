"""Which of the files of an import are encrypted and wait for their password."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.importing.preview import expand
from desktop_app.sheets.read import needs_password

__all__ = ["locked_files", "needs_password"]


def locked_files(paths: Sequence[Path], password: str) -> list[Path]:
    """Return the encrypted files that none of the passwords opens.

    Args:
        paths: Files, or folders of files.
        password: Passwords that are known, each on a line of its own.
    """
    return [path for path in expand(paths) if needs_password(path, password)]
