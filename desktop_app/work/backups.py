"""备份与恢复: the copies of a workspace's database, and a copy in the place of a damaged one."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.paths import settle_names
from desktop_app.store.backup import copy_whole
from desktop_app.store.damage import check, copies, newest_good, stamp
from desktop_app.store.version import version_of
from desktop_app.work.workspace import Workspace, locked, open_workspace

_DATABASE = ("data.db", "data.db-wal", "data.db-shm")
"""The files of a database; what stands in the second belongs to the first, and to no other."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database: file, when it was made, why, bytes."""

    path: Path
    made_at: str
    reason: str
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace whose database was replaced by a copy.

    Attributes:
        copy: The copy that is in force now.
        aside: Folder with what was there before.
        later: Packages in `sent/` that the copy knows nothing of: they were sent after it was made.
    """

    copy: Backup
    aside: Path
    later: tuple[str, ...]


def backups(folder: Path) -> list[Backup]:
    """Return the copies of a workspace, the one that was made last first."""
    return [backup_of(path) for path in copies(folder / "backups")]


def backup_of(path: Path) -> Backup:
    """Return what is to be told of a copy."""
    stat = path.stat()
    moment = datetime.fromtimestamp(stat.st_mtime).astimezone()
    return Backup(path, f"{moment:%Y-%m-%d %H:%M:%S}", path.stem.split("-", 3)[-1], stat.st_size)


def reason_word(reason: str) -> str:
    """Return why a copy was made."""
    known = {"import": _("导入前"), "manual": _("手工备份"), "daily": _("每日备份")}
    if reason.startswith("v"):
        return _("升级前（{version}）").format(version=reason)
    return known.get(reason, reason)


def back_up_daily(ws: Workspace) -> Path | None:
    """Make a copy where there is none of today, and anything in the workspace to be copied.

    Who types all year and imports nothing has copies too, and every page is looked through.

    Raises:
        DamagedError: The database is damaged.
        UserError: The copy could not be written.
    """
    newest = next(iter(copies(ws.folder / "backups")), None)
    if (newest and newest.name[:8] == stamp()[:8]) or not ws.store.batches(limit=1):
        return None
    return ws.store.backup("daily")


def restore(folder: Path, copy: Path | None = None) -> Restored:
    """Put a copy in the place of the database, which is set aside and never thrown away.

    Args:
        folder: The workspace.
        copy: The copy; None for the newest that is whole.

    Raises:
        UserError: There is no copy that is whole, another program has the workspace open, or the
            disk is full. The workspace is as it was.
    """
    if not (folder / "settings.toml").is_file():
        raise UserError(
            _("{folder} 里没有工作区。").format(folder=folder), _("没有恢复。用 --workspace 选。")
        )
    chosen = _whole(copy) if copy else newest_good(folder / "backups")
    if chosen is None:
        raise UserError(
            _("{folder} 里没有完好的备份。").format(folder=folder / "backups"),
            _("没有恢复。用 rebuild 从上报过的报送包恢复。"),
        )
    lock = locked(folder, "", "restore")
    try:
        aside = _replace(folder, chosen)
    except (sqlite3.Error, OSError) as error:
        raise UserError(
            _("备份换不上：{cause}。").format(cause=getattr(error, "strerror", None) or error),
            _("原来的数据库没有动，或在 backups 文件夹里。检查磁盘空间和文件夹权限后再试。"),
        ) from error
    finally:
        if lock:
            lock.release()
    ws = open_workspace(folder)
    try:
        return Restored(backup_of(chosen), aside, _sent_later(ws))
    finally:
        ws.close()


def _whole(copy: Path) -> Path:
    try:
        check(copy)
    except (sqlite3.Error, OSError) as error:
        raise UserError(
            _("备份 {file} 不完好：{cause}。").format(file=copy.name, cause=error),
            _("没有恢复。另选一份，或不写文件名，取最近的完好备份。"),
        ) from error
    # One that this program could not open is none to put here, however whole it is.
    version_of(copy)
    return copy


def _replace(folder: Path, copy: Path) -> Path:
    """Set the files of the database aside and put the copy there; return where they are.

    Stopped in between it can be done again: what is gone from its place is in a folder beside it.
    """
    draft = folder / "data.db.new"
    for rest in folder.glob(f"{draft.name}*"):
        rest.unlink()
    try:
        copy_whole(copy, draft)
        check(draft)
        aside = folder / "backups" / f"aside-{stamp()}"
        aside.mkdir(parents=True)
        for name in _DATABASE:
            with suppress(FileNotFoundError):
                (folder / name).replace(aside / name)
        settle_names(aside)
        draft.replace(folder / "data.db")
        settle_names(folder)
    finally:
        for rest in folder.glob(f"{draft.name}*"):
            rest.unlink(missing_ok=True)
    return aside


def _sent_later(ws: Workspace) -> tuple[str, ...]:
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT package_name FROM report WHERE unit = ? UNION "
            "SELECT package_name FROM report_history WHERE unit = ? UNION "
            "SELECT file FROM exchange UNION SELECT file FROM exchange_history",
            (ws.unit, ws.unit),
        ).fetchall()
    known = {str(name) for (name,) in found if name}
    return tuple(sorted(path.name for path in ws.sent.glob("*.xlsx") if path.name not in known))
