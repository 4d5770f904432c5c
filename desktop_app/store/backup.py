"""Copies of the database that were opened and checked before they are believed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.paths import settle_names, take_place
from desktop_app.processes import is_at_work
from desktop_app.store.damage import (
    check,
    copies,
    damaged,
    is_damage,
    look_next_time,
    look_through,
    stamp,
)

KEPT = 20
_DRAFT = "copy.new."
"""What the name of a copy begins with until it is checked; the number of the process follows."""


def backup(database: Path, folder: Path, reason: str) -> Path:
    """Copy the database into `folder`, open the copy and check it; return its path.

    Raises:
        DamagedError: The database itself does not pass the check.
        UserError: The copy could not be written or does not pass the check.
    """
    target = folder / f"{stamp()}-{reason}.db"
    # Another name until it is checked: no half copy may pass for a backup, or push one out. The
    # window makes the day's copy while its child makes one before an import: each has its own.
    draft = folder / f"{_DRAFT}{os.getpid()}-half"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_after_kills(folder)
        _clear(draft)
        copy_whole(database, draft)
        check(draft)
        take_place(draft, target)
        # No older copy goes before the new one is there to stay.
        settle_names(folder)
    except BaseException as error:
        with suppress(OSError):
            _clear(draft)
        if not isinstance(error, sqlite3.Error | OSError):
            # Whoever stops the program leaves no half copy either.
            raise
        _refuse_damaged(database, error)
        raise UserError(
            _("备份没有做成：{cause}。").format(cause=error),
            _("数据未动。检查磁盘空间和文件夹权限后再试。"),
        ) from error
    for old in [path for path in copies(folder) if path != target][KEPT - 1 :]:
        # One that another program has open goes next time.
        with suppress(OSError):
            old.unlink()
    return target


def _refuse_damaged(database: Path, error: Exception) -> None:
    """Raise DamagedError where the database, and not its copy, is what is wrong."""
    if not is_damage(error):
        return
    try:
        look_through(database)
    except sqlite3.DatabaseError as cause:
        if is_damage(cause):
            look_next_time(database)
            raise damaged(database, str(cause)) from error


def _clear_after_kills(folder: Path) -> None:
    """Remove the half copies of processes that are no more."""
    for rest in folder.glob(f"{_DRAFT}*"):
        number = rest.name.removeprefix(_DRAFT).partition("-")[0]
        if number.isdecimal() and not is_at_work(int(number)):
            with suppress(OSError):
                rest.unlink()


def _clear(draft: Path) -> None:
    for rest in draft.parent.glob(f"{draft.name}*"):
        rest.unlink(missing_ok=True)


def copy_whole(database: Path, target: Path) -> None:
    """Copy a database onto the disk as one file, with what still stands in its log.

    Raises:
        sqlite3.Error: It cannot be read, or the copy cannot be written.
    """
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
        source.close()
