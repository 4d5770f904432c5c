"""What a database says of itself before it is opened: whose it is, and of which version."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

from db.create import SCHEMA_VERSION
from db.engine import APPLICATION_ID
from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.store.damage import damaged, is_damage


def version_of(path: Path) -> int:
    """Return the version of a workspace's database, having written nothing.

    Raises:
        UserError: It is missing, damaged, not ours, or of a newer version.
    """
    if not path.is_file():
        raise UserError(
            _("找不到数据库 {path}。").format(path=path),
            _("核对工作区文件夹，或用 init 新建一个。"),
        )
    try:
        application, version = _marks(path)
    except (sqlite3.Error, OSError) as error:
        if is_damage(error):
            raise damaged(path, str(error)) from error
        raise UserError(
            _("数据库 {path} 打不开：{cause}。").format(path=path, cause=error),
            _("文件没有改动。检查磁盘空间和文件夹权限后再试。"),
        ) from error
    if application != APPLICATION_ID:
        raise UserError(_("{path} 不是双倍增报送的数据库。").format(path=path), _("文件没有改动。"))
    if version > SCHEMA_VERSION:
        raise UserError(
            _("工作区由较新的版本建立（{theirs}，本程序为 {ours}）。").format(
                theirs=version, ours=SCHEMA_VERSION
            ),
            _("文件没有改动。换用新版程序打开。"),
        )
    return version


def _marks(path: Path) -> tuple[int, int]:
    """Return application id and version of a database, leaving no file beside it.

    They stand in its first hundred bytes, unless a crash has left the newest state in the WAL.
    """
    if not path.with_name(f"{path.name}-wal").exists():
        with path.open("rb") as file:
            head = file.read(100)
        if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
            raise sqlite3.DatabaseError("file is not a database")
        version, application = struct.unpack_from(">i4xi", head, 60)
        return application, version
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        return application, int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()
