"""What the command line writes: results, progress, and questions."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _

Progress = Callable[[int, int], None]
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


def meter(options: Options, what: str) -> Progress:
    """Return a progress function: a line on stderr, or JSON lines for the window."""
    if options.progress_json:
        return _json_meter()
    return _Line(what).show


def _json_meter() -> Progress:
    last = 0.0

    def show(done: int, whole: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > 0.1 or done == whole:
            last = now
            print_json({"progress": [done, whole]})
            sys.stdout.flush()

    return show


class _Line:
    """One line on a terminal that is written over, from the first second on."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._start = time.monotonic()
        self._shown = False

    def show(self, done: int, whole: int) -> None:
        if not sys.stderr.isatty():
            return
        if done < whole and time.monotonic() - self._start > SHOWN_AFTER:
            self._shown = True
            percent = 100 * done // max(whole, 1)
            click.echo(f"\r{self._what} {percent}% ({done:,}/{whole:,})", nl=False, err=True)
        elif self._shown:
            self._shown = False
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)


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
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                _("密码文件 {file} 读不了。").format(file=file), _("核对路径和权限。")
            ) from error
        return text.splitlines()[0] if text else ""
    return str(click.prompt(question, hide_input=True, confirmation_prompt=twice))
