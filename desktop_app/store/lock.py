"""One writer at a time: an OS lock on `workspace.lock`, whose text only names the owner."""

from __future__ import annotations

import json
import os
import secrets
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _

# The text stands after the locked byte, so that others can read it on Windows too.
LOCKED_BYTE = 1 << 30


class WriterLock:
    """Held by whoever may write to a workspace; the system frees it when the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self.token = ""

    def take(self, person: str, program: str) -> None:
        """Take the lock and write the owner's name.

        Raises:
            UserError: Another program holds it; names the owner.
        """
        self._path.touch(exist_ok=True)
        file = self._path.open("r+b")
        if not _try_lock(file):
            file.close()
            raise UserError(
                _("这个工作区正由 {owner} 打开。").format(owner=self.owner()),
                _("数据未动。先关掉那个窗口或命令，再打开。"),
            )
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        self.token = secrets.token_hex(16)
        owner = {
            "person": person,
            "program": program,
            "pid": os.getpid(),
            "since": since,
            "token": self.token,
        }
        file.seek(0)
        file.truncate()
        file.write(json.dumps(owner, ensure_ascii=False).encode())
        file.flush()
        self._file = file

    def admits(self, token: str) -> bool:
        """Whether the holder of the lock has given out this token.

        The window holds the lock and hands its token to the child process that does its long work.
        """
        try:
            owner = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return False
        return bool(token) and secrets.compare_digest(str(owner.get("token", "")), token)

    def release(self) -> None:
        """Free the lock, if it is held."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()
            self._file = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def owner(self) -> str:
        """Return who holds it: person, program, process number, since when."""
        try:
            owner = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return _("另一个程序")
        since = str(owner.get("since", ""))[11:16]
        return _("{person}（{program}，进程 {pid}，{since} 起）").format(
            person=owner.get("person") or _("未署名"),
            program=owner.get("program", ""),
            pid=owner.get("pid", ""),
            since=since,
        )


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
