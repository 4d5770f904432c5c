"""Handing out what is sent: it is recorded before it is out, and kept in `sent/`.

A file that left the house unrecorded would be one that the workspace knows nothing of.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied
from desktop_app.i18n import _
from desktop_app.packages.envelope import Recipient, seal_for
from desktop_app.packages.report.model import PackageSummary
from desktop_app.paths import settle_names, take_place
from desktop_app.sheets.write_file import part_of, settle
from desktop_app.work.report.sent import draft_of, half_folder, settle_sent
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A file that was made, recorded and handed out.

    Attributes:
        path: Where it was wanted, or the next free name beside it.
        made: Digest, size, counts.
        applied: The batch that recorded it.
    """

    path: Path
    made: PackageSummary
    applied: Applied


def hand_out(
    ws: Workspace,
    kept: Path,
    out: Path,
    *,
    make: Callable[[Path], PackageSummary],
    record: Callable[[PackageSummary], Applied],
    readers: Sequence[Recipient] = (),
) -> HandedOut:
    """Make a file, record it, keep it as `kept` and give it to a person as `out`.

    Where `out` cannot be written over after all, it gets the next free name beside it.

    Args:
        ws: The workspace.
        kept: Its place in `sent/`, where nothing is yet.
        out: Where it is wanted; what was there stays until the record is written.
        make: Writes the file to the path that it is given.
        record: Records what was made.
        readers: For whom `out` is an envelope; () for none.

    Raises:
        UserError: What `make` and `record` raise, or `out` cannot be written. Nothing was recorded,
            or the message says where the file is.
    """
    refuse_unwritable(out)
    draft = _draft(kept)
    copy = part_of(out)
    try:
        made = make(draft)
        _copy(draft, copy, out, readers)
        refuse_unwritable(out)
        applied = record(made)
    except BaseException:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise
    finally:
        # Whether it is kept is for the record to say, also after a sudden end.
        settle_sent(ws, draft)
    return HandedOut(_give(copy, out, kept), made, applied)


def refuse_unwritable(out: Path) -> None:
    """Raise UserError if a file cannot be made at `out`, or not written over what is there."""
    if not out.parent.is_dir():
        raise UserError(
            _("没有文件夹 {folder}。").format(folder=out.parent),
            _("没有导出，数据未动。换一个文件夹。"),
        )
    if out.is_dir():
        raise UserError(
            _("{path} 是文件夹。").format(path=out), _("没有导出，数据未动。写上文件名。")
        )
    if out.exists():
        try:
            # Where a program has it open that does not share it, this fails and changes nothing.
            out.open("r+b").close()
        except OSError as error:
            raise _unwritable(out, error) from error


def free_name(path: Path) -> Path:
    """Return a path that no earlier file has; what was sent is never written over."""
    number = 1
    fresh = path
    while fresh.exists():
        number += 1
        fresh = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return fresh


def _draft(kept: Path) -> Path:
    try:
        return draft_of(kept)
    except OSError as error:
        raise UserError(
            _("{path} 写不进去：{cause}。").format(path=kept.parent, cause=error.strerror),
            _("没有导出，数据未动。检查文件夹权限后再试。"),
        ) from error


def _copy(draft: Path, copy: Path, out: Path, readers: Sequence[Recipient]) -> None:
    try:
        with copy.open("wb") as file, draft.open("rb") as source:
            if readers:
                file.write(seal_for(source.read(), readers))
            else:
                shutil.copyfileobj(source, file)
            settle(file)
    except OSError as error:
        raise _unwritable(out, error) from error


def _unwritable(out: Path, error: OSError) -> UserError:
    return UserError(
        _("{path} 写不进去：{cause}。").format(path=out, cause=error.strerror),
        _("没有导出，数据未动。关掉打开它的程序，或换一个文件夹再试。"),
    )


def _give(copy: Path, out: Path, kept: Path) -> Path:
    """Give the copy its name; return the one it got."""
    cause = OSError()
    for target in (out, free_name(out)):
        try:
            take_place(copy, target)
        except OSError as error:
            cause = error
        else:
            settle_names(target.parent)
            return target
    with suppress(OSError):
        copy.unlink(missing_ok=True)
    half = half_folder(kept.parent) / kept.name
    place = half if half.is_file() and not kept.is_file() else kept
    raise UserError(
        _("{path} 写不进去：{cause}。").format(path=out, cause=cause.strerror),
        _("上报或签发已经记下，文件在 {path}，从那里取。").format(path=place),
    ) from cause
