"""Below the tiles of 收件: the files of a preview, or what has come in, or how to begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.inbox.files import (
    preview_headings,
    preview_lines,
    traffic_headings,
    traffic_lines,
)
from desktop_app.ui.pages.inbox.state import Preview
from desktop_app.work.city.arrivals import Traffic
from desktop_app.work.workspace import Workspace


class FileLists(QStackedWidget):
    """One of the two lists, or the way to the first file.

    Attributes:
        preview: The files of a preview.
        traffic: What has come in.
        empty: Shown before anything has.
        file_changed: Another file of the preview is chosen; its place.
        arrival_changed: Another file that came in is chosen; its place.
        opened: A file is to be looked at.
    """

    file_changed = Signal(int)
    arrival_changed = Signal(int)
    opened = Signal()

    def __init__(self, ask_folder: Callable[[], None], ask_files: Callable[[], None]) -> None:
        super().__init__()
        self._previewed = LinesModel(preview_headings(), self)
        self._arrived = LinesModel(traffic_headings(), self)
        self.preview = self._table(self._previewed, _("合并预览"))
        self.preview.row_changed.connect(self.file_changed)
        self.traffic = self._table(self._arrived, _("收到的报送包"))
        self.traffic.row_changed.connect(self.arrival_changed)
        self.empty = EmptyPage(
            _("还没有收到本期的报送包"),
            _("把文件或放文件的文件夹拖到窗口任意处，也可以点选。"),
            secondary(_("选文件夹"), ask_folder, "folder-open"),
            secondary(_("选文件"), ask_files, "file-import"),
        )
        for widget in (self.empty, self.preview, self.traffic):
            self.addWidget(widget)

    def _table(self, model: LinesModel, name: str) -> ListTable:
        table = ListTable(model, model.headings, name, margin=12, density="standard", framed=True)
        table.row_opened.connect(lambda _place: self.opened.emit())
        return table

    def show_preview(self, ws: Workspace, preview: Preview) -> None:
        """Show the files of a preview."""
        self._previewed.set_lines(preview_lines(ws, preview))
        self.setCurrentWidget(self.preview)

    def show_traffic(self, ws: Workspace, traffic: Traffic) -> None:
        """Show what has come in, or how to begin."""
        self._arrived.set_lines(traffic_lines(ws, traffic))
        self.setCurrentWidget(self.traffic if traffic.arrivals else self.empty)
