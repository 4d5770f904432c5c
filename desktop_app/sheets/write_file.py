"""A file that takes its place only when it is whole."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.paths import settle_names, take_place
from desktop_app.processes import is_at_work

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LONGEST = 259
"""Characters of a path that Windows takes."""
_MARK = 40
"""Characters of a name that stand in that of the file beside it, which must not be too long."""
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY}


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file beside `path` that becomes `path` when the block ends without an error.

    Whatever goes wrong, the new file is removed and `path` is as it was. Where the system can,
    the new file has no name until it is whole, so that nothing is left of it by a kill either.

    Raises:
        UserError: The disk is full, the folder is not there or not writable, or `path` is open
            in another program.
    """
    beside = part_of(path)
    try:
        nameless = _nameless(path.parent)
        with nameless or beside.open("x+b") as file:
            yield file
            settle(file)
            if nameless is not None:
                _give_first_name(file, beside)
        take_place(beside, path)
        settle_names(path.parent)
    except OSError as error:
        raise _in_words(error, path, beside) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _nameless(folder: Path) -> BinaryIO | None:
    """Return a new file in a folder that has no name, or None where the system has none."""
    if sys.platform != "linux":
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), "w+b")
    except OSError:
        # FAT on a stick, a share of the network: the file has a name from the beginning.
        return None


def _give_first_name(file: BinaryIO, path: Path) -> None:
    own = file.fileno()
    try:
        # Given a folder, also one that it does not need, Python lets the system follow the link.
        os.link(f"/proc/self/fd/{own}", path, src_dir_fd=own)
    except OSError:
        # Some systems show no descriptors, or let nobody link them.
        file.seek(0)
        with path.open("xb") as named:
            shutil.copyfileobj(file, named)
            settle(named)


def part_of(path: Path) -> Path:
    """Return a name beside `path` for what is to become it; what kills have left goes."""
    mark = path.name[:_MARK]
    _clear_after_kills(path.parent, mark)
    return path.with_name(f".{mark}.{os.getpid()}-{os.urandom(4).hex()}.part")


def give_name(draft: Path, path: Path) -> Path:
    """Let a file that is whole take its place, also that of another one; return it.

    Raises:
        UserError: `path` is open in another program, or must not be written.
    """
    try:
        made = take_place(draft, path)
    except OSError as error:
        raise _in_words(error, path, path) from error
    settle_names(path.parent)
    return made


def _clear_after_kills(folder: Path, mark: str) -> None:
    """Remove what programs that were killed have left beside a file."""
    with suppress(OSError):
        for rest in folder.glob(f".{glob.escape(mark)}.*.part"):
            number = rest.name.removesuffix(".part").rpartition(".")[2].partition("-")[0]
            if number.isdecimal() and not is_at_work(int(number)):
                rest.unlink(missing_ok=True)


def settle(file: BinaryIO) -> None:
    """Bring everything written so far onto the disk."""
    file.flush()
    os.fsync(file.fileno())


def _is_too_long(error: OSError, path: Path) -> bool:
    """Whether it is the length of a path; Windows says of such a one that it is not there."""
    if error.errno == errno.ENAMETOOLONG:
        return True
    return os.name == "nt" and len(str(path.absolute())) > _LONGEST


def _in_words(error: OSError, path: Path, beside: Path) -> UserError:
    left = _("原来的文件未动。")
    if _is_too_long(error, beside):
        message = _("“{name}”的路径太长，系统不收。").format(name=path.name)
        return UserError(message, _("换一个层数少的文件夹，或起个短些的名字。"))
    if error.errno in _FULL:
        message = _("磁盘空间不够，“{name}”没有写完。").format(name=path.name)
        return UserError(message, _("腾出空间或换一个文件夹再导出，") + left)
    if error.errno in _SHUT:
        message = _("“{name}”写不进去：文件夹不让写，或文件正被别的程序打开。")
        hint = _("关掉打开它的程序，或换一个文件夹再导出，") + left
        return UserError(message.format(name=path.name), hint)
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        message = _("文件夹“{folder}”不存在。").format(folder=path.parent)
        return UserError(message, _("换一个文件夹再导出。"))
    message = _("“{name}”写不进去：{reason}。").format(name=path.name, reason=error.strerror)
    return UserError(message, _("换一个文件夹再导出，") + left)
