"""Static tables: a few hundred lines that a page has in hand (findings, history, previews)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.i18n import joined
from desktop_app.ui.grid.cells import CELL, EMPTY, Cell, Heading, Line

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class LinesModel(QAbstractTableModel):
    """Lines of cells under headings; filtered by a text over all their cells."""

    def __init__(self, headings: Sequence[Heading], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)
        self._all: Sequence[Line] = ()
        self._shown: Sequence[Line] = ()
        self._wanted = ""

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._all = lines
        self._shown = self._filtered()
        self.endResetModel()

    def show_again(self, place: int) -> None:
        """Paint a line anew whose cells are made when they are painted."""
        last = self.index(place, len(self.headings) - 1)
        self.dataChanged.emit(self.index(place, 0), last)

    def filter(self, text: str) -> None:
        """Show only lines of which a cell contains `text`."""
        wanted = text.casefold()
        if wanted != self._wanted:
            self.beginResetModel()
            self._wanted = wanted
            self._shown = self._filtered()
            self.endResetModel()

    def line(self, place: int) -> Line:
        """Return the line that is shown at a place."""
        return self._shown[place]

    def find(self, key: object) -> int:
        """Return the place of the line with a key, or -1."""
        return next((i for i, line in enumerate(self._shown) if line.key == key), -1)

    def _filtered(self) -> Sequence[Line]:
        if not self._wanted:
            return self._all
        return [
            line
            for line in self._all
            if line.section or any(self._wanted in cell.text.casefold() for cell in line.cells)
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Give a heading and its side."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.headings):
            return None
        heading = self.headings[section]
        if role == Role.DisplayRole:
            return heading.text
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Give the painted cell, its text, what is said, the tip."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        cells = self._shown[index.row()].cells
        cell: Cell = cells[index.column()] if index.column() < len(cells) else EMPTY
        if role == CELL:
            return cell
        if role == Role.DisplayRole:
            return cell.text
        if role == Role.AccessibleTextRole:
            heading = self.headings[index.column()].text
            return cell.spoken or joined(part for part in (heading, cell.text) if part)
        if role == Role.ToolTipRole:
            return cell.tip or (cell.text if len(cell.text) > 12 else None)
        return None
