"""Asks for the passwords of encrypted files, where somebody sits at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from desktop_app.i18n import _

_TRIES = 3


def ask_passwords(files: Sequence[Path], known: str) -> str:
    """Return the passwords of encrypted files, each on a line of its own.

    They are typed unseen and kept nowhere. A file that is passed over is refused by its name.

    Args:
        files: The files, or folders of files, to import.
        known: Passwords that were given with the command.
    """
    from desktop_app.work.importing.locked import locked_files, needs_password

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return known
    for path in locked_files(files, known):
        if needs_password(path, known):
            known = "\n".join(filter(None, (known, _asked(path))))
    return known


def _asked(path: Path) -> str:
    """Return the password of one file, or "" where it is passed over."""
    from desktop_app.work.importing.locked import needs_password

    question = _("“{file}”的打开密码（直接回车跳过）").format(file=path.name)
    for _try in range(_TRIES):
        typed = str(
            click.prompt(question, default="", show_default=False, hide_input=True, err=True)
        )
        if not typed or not needs_password(path, typed):
            return typed
        click.echo(_("密码不对"), err=True)
    return ""
