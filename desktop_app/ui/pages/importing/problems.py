"""The rows that an import refuses or questions, written to go back to who made the sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, plural
from desktop_app.importing.sheet_preview import ImportPreview
from desktop_app.ui import file_dialogs
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.work.importing.errors import count_problems, write_errors


class ProblemRows:
    """Asks where they go, and writes them there.

    Args:
        desk: What all pages share.
        page: The page that asks.
        reader: Where the files are read once more.
    """

    def __init__(self, desk: Desk, page: QWidget, reader: Operations) -> None:
        self._desk = desk
        self._page = page
        self._reader = reader
        self._preview: ImportPreview | None = None

    def show(self, preview: ImportPreview) -> int:
        """Take the rows of a preview; return how many there are."""
        self._preview = preview
        return count_problems(preview)

    def ask(self) -> None:
        """Ask for the file."""
        if self._preview is not None:
            stem = self._preview.files[0].path.stem
            name = _("问题行_{file}.xlsx").format(file=stem)
            file_dialogs.ask_save(self._page, _("导出问题行"), name, self.write)

    def write(self, path: Path) -> None:
        """Write the rows as they stand, the reason in the first column."""
        ws, preview = self._desk.ws, self._preview
        if preview is None:
            return

        def tell(count: int) -> None:
            words = plural("已导出 {n} 行到 {file}", count, file=path.name)
            self._desk.toast(words, (_("打开文件夹"), lambda: file_dialogs.show_folder(path)))

        self._reader.run(lambda: write_errors(ws, preview, path), tell, asker=self)
