"""The first step of 导入: which files."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.empty import EmptyPage


class FilesStep(EmptyPage):
    """Asks for files or a folder.

    Args:
        ask_files: Asks for files.
        ask_folder: Asks for a folder.

    Attributes:
        choosing: The button that one begins with.
    """

    def __init__(
        self, *, ask_files: Callable[[], object], ask_folder: Callable[[], object]
    ) -> None:
        choosing = primary(_("选文件"), ask_files, "file-import")
        super().__init__(
            _("把表格拖到这里，或选文件"),
            _("Excel、WPS 的旧表原样拿来，先配列、预览，再写入。源文件只读，不会改动。"),
            choosing,
            secondary(_("选文件夹"), ask_folder, "folder-open"),
            shortcut=_(".xlsx　.xls　.csv　.et　.ods，可以一次选几个"),
        )
        self.choosing = choosing
