"""Noticing a damaged database, and saying what leads out of it: the newest copy that is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _

LOOKED_THROUGH = 64 * 1024 * 1024
"""Bytes of a database that is looked through whenever it is opened: a moment's work. A larger one
is looked through with each copy, and once after anything has run into damage."""

_WORDS = ("malformed", "not a database")
"""What SQLite says where a page is none of its own; anything else may be mended otherwise."""


class DamagedError(UserError):
    """The database is damaged or gone; what is left of it is as it was.

    Attributes:
        copy: The newest copy that is whole, or None.
    """

    def __init__(self, message: str, copy: Path | None) -> None:
        super().__init__(message, _way_out(copy))
        self.copy = copy


def _way_out(copy: Path | None) -> str:
    if copy is None:
        return _(
            "文件没有改动，也没有完好的备份。用 rebuild 从上报过的报送包恢复；市局新建工作区，"
            "把 received 文件夹里的报送包再合并一次。"
        )
    return _(
        "文件没有改动。最近的完好备份是 {file}：在窗口里按“从备份恢复”，或运行 shuangbei restore。"
    ).format(file=copy.name)


def damaged(database: Path, cause: str) -> DamagedError:
    """Return the error for a database that does not hold together."""
    told = _("数据库 {path} 已损坏，打不开：{cause}。").format(path=database, cause=cause)
    return DamagedError(told, newest_good(database.parent / "backups"))


def is_damage(error: Exception) -> bool:
    """Whether an error of SQLite means that a page of the file is not what it was."""
    return any(words in str(error) for words in _WORDS)


def check(database: Path) -> None:
    """Open a database read-only and let SQLite check pages and references.

    Raises:
        sqlite3.DatabaseError: It is not whole.
    """
    look_through(database)
    with closing(_reading(database)) as connection:
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise sqlite3.DatabaseError(f"foreign key: {broken}")


def look_through(database: Path) -> None:
    """Open a database read-only and let SQLite look at every page of it.

    Raises:
        sqlite3.DatabaseError: A page is damaged, or the file cannot be read.
    """
    with closing(_reading(database)) as connection:
        verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"malformed: {verdict.strip().splitlines()[-1]}")


def _reading(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)


def insist_whole(database: Path) -> None:
    """Look through a database that is not too large, or that something has found damage in.

    Raises:
        DamagedError: A page of it is damaged.
    """
    mark = _mark(database)
    if database.stat().st_size > LOOKED_THROUGH and not mark.exists():
        return
    try:
        look_through(database)
    except sqlite3.DatabaseError as error:
        # What cannot be opened for another reason is told by who opens it for good.
        if is_damage(error):
            raise damaged(database, str(error)) from error
    else:
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def look_next_time(database: Path) -> None:
    """Let the next opening look through a database of any size."""
    with suppress(OSError):
        _mark(database).touch()


def _mark(database: Path) -> Path:
    return database.with_name(f"{database.name}.doubtful")


def copies(folder: Path) -> list[Path]:
    """Return the copies in a folder, the one that was made last first.

    A copy from the future was made before the clock was set back, so that any of now is newer.
    """
    now = stamp()
    by_name = sorted(folder.glob("*.db"), key=lambda path: path.name, reverse=True)
    return sorted(by_name, key=lambda path: path.name[: len(now)] > now)


def stamp() -> str:
    """Return what the name of a copy that is made now begins with."""
    return datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")[:-3]


def newest_good(folder: Path) -> Path | None:
    """Return the newest copy that passes the check, or None."""
    for path in copies(folder):
        with suppress(sqlite3.Error, OSError):
            check(path)
            return path
    return None
