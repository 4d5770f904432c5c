"""What the window shows when a workspace does not open: cause, way out, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.empty import EmptyPage


def trouble_page(
    error: UserError,
    folder: Path,
    *,
    again: Callable[[], object],
    elsewhere: Callable[[Path], object],
) -> QWidget:
    """Return a calm page; the data is as it was.

    Args:
        error: Why the workspace did not open.
        folder: Where it lies.
        again: Tries once more.
        elsewhere: Opens the workspace in another folder.
    """

    def ask() -> None:
        file_dialogs.ask_folder(page, _("另选工作区的文件夹"), elsewhere)

    retry = primary(_("再试"), again, "refresh")
    page = EmptyPage(
        error.message,
        error.hint,
        retry,
        secondary(_("另选文件夹"), ask, "folder-open"),
        shortcut=_("工作区：{folder}").format(folder=folder),
    )
    page.setFocusProxy(retry)
    return page
