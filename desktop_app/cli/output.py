"""What the command line writes: results, progress, and questions."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from desktop_app.cli.help import width_of
from desktop_app.domain.errors import Cancelled, UserError
from desktop_app.i18n import _

SHOWN_AFTER = 1.0
"""Seconds after which work shows its progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the whole program.

    Attributes:
        folder: The workspace.
        progress_json: Progress and result as JSON lines on stdout, for the window's child process.
        token: Admits a child process to the window's lock.
    """

    folder: Path
    progress_json: bool = False
    token: str = ""


def print_json(value: Mapping[str, object]) -> None:
    """Print one JSON object and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def tell_window(value: Mapping[str, object]) -> None:
    """Print a line for the window that waits for it.

    Raises:
        Cancelled: There is no window any more: it was killed. What nobody waits for is not done to
            its end, least of all its last step, for which it may have been begun.
    """
    try:
        print_json(value)
        sys.stdout.flush()
    except OSError as error:
        # A pipe that nobody reads is broken; Windows says that the argument is wrong.
        raise Cancelled from error


class Meter(Protocol):
    """Shows how far work is; called with (done, all)."""

    def __call__(self, done: int, whole: int) -> None:
        """Show how far it is."""

    def stage(self, what: str) -> None:
        """Show what is being done now."""


def meter(options: Options, what: str) -> Meter:
    """Return what shows progress: a line on stderr, or JSON lines for the window."""
    return _Lines() if options.progress_json else _Line(what)


class _Lines:
    """JSON lines, ten a second at most."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, done: int, whole: int) -> None:
        now = time.monotonic()
        if now - self._last > 0.1 or done == whole:
            self._last = now
            tell_window({"progress": [done, whole]})

    def stage(self, what: str) -> None:
        """Name what is being done."""
        tell_window({"stage": what})


class _Line:
    """One line on a terminal that is written over, from the first second on."""

    def __init__(self, what: str) -> None:
        self._what = self._now = what
        self._start = time.monotonic()
        self._shown = 0

    def __call__(self, done: int, whole: int) -> None:
        if not sys.stderr.isatty():
            return
        if done < whole and time.monotonic() - self._start > SHOWN_AFTER:
            self._show(f"{self._now} {100 * done // max(whole, 1)}%")
        elif self._shown:
            self._show("")

    def stage(self, what: str) -> None:
        """Put what is being done behind the name of the work."""
        self._now = f"{self._what} {what}"

    def _show(self, text: str) -> None:
        """Write over what stood on the line; a Chinese sign takes two places."""
        width = width_of(text)
        click.echo(f"\r{text}{' ' * (self._shown - width)}", nl=False, err=True)
        if not text:
            click.echo("\r", nl=False, err=True)
        self._shown = width


def told_line() -> str:
    """Return the next line of standard input: what the window tells its child process."""
    return sys.stdin.readline().rstrip("\r\n")


def password(question: str, file: Path | None, *, twice: bool = False) -> str:
    """Return a password from a file's first line, or ask for it without echo.

    Raises:
        UserError: The file cannot be read.
    """
    if file is not None:
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                _("密码文件 {file} 读不了。").format(file=file), _("核对路径和权限。")
            ) from error
        return text.splitlines()[0] if text else ""
    return str(click.prompt(question, hide_input=True, confirmation_prompt=twice))
