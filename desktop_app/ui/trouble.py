"""What the window shows when a workspace does not open: cause, way out, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, listed
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import Button, primary, secondary
from desktop_app.ui.components.empty import EmptyPage

if TYPE_CHECKING:
    from desktop_app.work.backups import Restored


def trouble_page(
    error: UserError,
    folder: Path,
    *,
    again: Callable[[], object],
    elsewhere: Callable[[Path], object],
    restore: Callable[[], object],
) -> QWidget:
    """Return a calm page; the data is as it was.

    Args:
        error: Why the workspace did not open.
        folder: Where it lies.
        again: Tries once more.
        elsewhere: Opens the workspace in another folder.
        restore: Puts the newest whole copy in the place of a damaged database.
    """

    def ask() -> None:
        file_dialogs.ask_folder(page, _("另选工作区的文件夹"), elsewhere)

    first = _first(error, again, restore)
    others = [] if first.text() == _("再试") else [secondary(_("再试"), again, "refresh")]
    page = EmptyPage(
        error.message,
        error.hint,
        first,
        *others,
        secondary(_("另选文件夹"), ask, "folder-open"),
        shortcut=_("工作区：{folder}").format(folder=folder),
    )
    page.setFocusProxy(first)
    return page


def _first(error: UserError, again: Callable[[], object], restore: Callable[[], object]) -> Button:
    """Return what is likely to help: the newest copy for a damaged database, else another try."""
    from desktop_app.store.damage import DamagedError
    from desktop_app.work.backups import backup_of

    if isinstance(error, DamagedError) and error.copy is not None:
        moment = backup_of(error.copy).made_at
        return primary(_("从备份恢复（{moment}）").format(moment=moment), restore, "database")
    return primary(_("再试"), again, "refresh")


def restored_words(done: Restored) -> str:
    """Return what to tell of a database that was replaced by a copy."""
    words = _("已恢复到 {moment} 的备份，原来的数据库在 {folder}").format(
        moment=done.copy.made_at, folder=done.aside.name
    )
    if not done.later:
        return words
    later = _("备份之后上报过 {files}，备份里没有。再报之前，先与市局核对。")
    return f"{words}\n{later.format(files=listed(done.later))}"
