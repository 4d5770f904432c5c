"""Lists: whole rows are chosen, horizontal lines only, sorted by a click on a heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from desktop_app.i18n import _, joined
from desktop_app.ui import theme
from desktop_app.ui.grid import clipboard
from desktop_app.ui.grid.cells import CELL, Cell, Heading
from desktop_app.ui.grid.delegate import CellDelegate
from desktop_app.ui.grid.model import GridModel
from desktop_app.ui.grid.source import Query, Row
from desktop_app.ui.tokens import size

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
LEAST_STRETCH = 120
COPIED_AT_MOST = 200_000


class RowsModel(QAbstractTableModel):
    """A `GridModel`'s rows as a list: each row becomes cells by a function of the page."""

    def __init__(
        self,
        rows: GridModel,
        headings: Sequence[Heading],
        cells: Callable[[Row], Sequence[Cell]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        self.headings = tuple(headings)
        self._cells = cells
        self._last: tuple[Row, Sequence[Cell]] | None = None
        rows.modelAboutToBeReset.connect(self.beginResetModel)
        rows.modelReset.connect(self.endResetModel)
        rows.dataChanged.connect(self._on_data_changed)

    def row(self, place: int) -> Row:
        """Return the row that stands at a place."""
        return self.rows.row(place)

    def find(self, key: object) -> int:
        """Return the place of a record, or -1."""
        return self.rows.find(str(key))

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Ask the source for another order."""
        old = self.rows.query
        self.rows.load(Query(old.text, old.segment, key, descending))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else self.rows.rowCount()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Give a heading and its side."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.headings):
            return None
        if role == Role.DisplayRole:
            return self.headings[section].text
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Give the painted cell, its text, what is said, the tip."""
        if not index.isValid() or not 0 <= index.row() < self.rows.rowCount():
            return None
        cell = self._row_cells(index.row())[index.column()]
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

    def _row_cells(self, place: int) -> Sequence[Cell]:
        row = self.rows.row(place)
        if self._last is None or self._last[0] is not row:
            self._last = (row, self._cells(row))
        return self._last[1]

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._last = None
        if self.headings:
            end = self.index(last.row(), len(self.headings) - 1)
            self.dataChanged.emit(self.index(first.row(), 0), end)


class ListHeader(QHeaderView):
    """One heading row: words at their column's side, the sort arrow after the word."""

    def __init__(self, headings: Sequence[Heading], margin: int, *, vertical: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._headings = headings
        self._margin = margin
        self._vertical = vertical
        self.setFixedHeight(size("heading_row"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw one heading."""
        if not 0 <= logical < len(self._headings):
            return
        heading = self._headings[logical]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("header"))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text2"))
        left = self._margin if self.visualIndex(logical) == 0 else 8
        inner = rect.adjusted(left, 0, -8, 0)
        words = heading.text
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logical:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            words = f"{words} {'↑' if up else '↓'}"
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, inner.width() + 2
        )
        side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if self._vertical:
            painter.setPen(QPen(theme.colour("line"), 0))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QPen(theme.colour("line2"), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class ListTable(QTableView):
    """A list over a `RowsModel` or a `LinesModel`.

    Args:
        model: What it shows.
        headings: Its columns.
        name: Its accessible name.
        margin: Left padding of the first column: 24 where the list is as wide as the page.
        lines: Whether there are vertical lines too.
        density: Row height.
        framed: Whether it has a frame of its own.
        headless: Whether it has no heading row (the narrow list beside a form).
        tall: Whether its rows have room for two lines.
        many: Whether several rows can be selected: with Shift, Ctrl and Ctrl+A, as in Excel.

    Signals:
        row_changed: Place of the current row, -1 for none.
        row_opened: Place of a row that was double-clicked or entered with Enter.
        selected_changed: Other rows are selected; see `selected_places`.
    """

    row_changed = Signal(int)
    row_opened = Signal(int)
    selected_changed = Signal()

    def __init__(
        self,
        model: QAbstractItemModel,
        headings: Sequence[Heading],
        name: str,
        *,
        margin: int = 24,
        lines: bool = False,
        density: str = "loose",
        framed: bool = False,
        headless: bool = False,
        tall: bool = False,
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._density = density
        self._tall = tall
        self._kept: object = None
        self._fitted = 0
        self.setModel(model)
        self.setAccessibleName(name)
        header = ListHeader(self._headings, margin, vertical=lines)
        self.setHorizontalHeader(header)
        header.setVisible(not headless)
        header.setSectionsMovable(False)
        header.sectionClicked.connect(self._sort)
        self.setItemDelegate(CellDelegate(self, rows=True, vertical=lines, margin=margin))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if framed:
            self.setProperty("framed", "true")
            self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.selectionModel().selectionChanged.connect(
            lambda *_ranges: self.selected_changed.emit()
        )
        self.doubleClicked.connect(lambda index: self.row_opened.emit(index.row()))
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        theme.look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.fit_columns()

    def choose(self, place: int) -> None:
        """Make a row current and show it."""
        if 0 <= place < self.model().rowCount():
            index = self.model().index(place, 0)
            # Not as the view would: it looks at the keys that are held, and Shift+F8 is no range.
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def choose_key(self, key: object) -> bool:
        """Make the row of a record or key current; return whether it is shown."""
        place = self.model().find(key)  # type: ignore[attr-defined]  # both models have it
        self.choose(place)
        return bool(place >= 0)

    def current_place(self) -> int:
        """Return the place of the current row, or -1."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def selected_places(self) -> list[int]:
        """Return the places of the selected rows, from the top."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def fit_columns(self) -> None:
        """Give columns their widths and the stretching one what is left."""
        used = 0
        stretching = -1
        for place, heading in enumerate(self._headings):
            if self.isColumnHidden(place):
                continue
            if heading.stretch:
                stretching = place
                continue
            width = heading.width or self.fontMetrics().horizontalAdvance(heading.text) + 26
            self.setColumnWidth(place, width)
            # The header may not let it be so narrow.
            used += self.columnWidth(place)
        if stretching >= 0:
            left = self.viewport().width() - used
            least = self._headings[stretching].width or LEAST_STRETCH
            self.setColumnWidth(stretching, max(left, least))

    def fit_height(self, most: int = 12, least: int = 0) -> None:
        """Be as high as the rows, up to `most` of them: for tables in panels and cards.

        Where there is no room, `least` rows will do; 0 gives up none.
        """
        rows = min(self.model().rowCount(), most)
        head = size("heading_row") if self.horizontalHeader().isVisibleTo(self) else 0
        rest = head + 2 * self.frameWidth()
        self._fitted = rest + rows * self._row_height()
        self.setFixedHeight(self._fitted)
        if least:
            self.setMinimumHeight(min(self._fitted, rest + least * self._row_height()))

    def sizeHint(self) -> QSize:
        """As high as the rows that are to be seen, where that was asked for."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._fitted or hint.height())

    def copy(self, *, everything: bool = False) -> int:
        """Copy the selected rows, or all with headings, as text that Excel takes; count them."""
        model = self.model()
        columns = [c for c in range(model.columnCount()) if not self.isColumnHidden(c)]
        most = COPIED_AT_MOST // max(1, len(columns))
        rows = range(model.rowCount()) if everything else self.selected_places()
        rows = rows[:most]
        block = [[str(model.index(r, c).data() or "") for c in columns] for r in rows]
        if everything:
            block.insert(0, [self._headings[c].text for c in columns])
        clipboard.copy(block)
        return len(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the row; open it with Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.current_place() >= 0:
                self.row_opened.emit(self.current_place())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy, as Excel does."""
        if self.current_place() < 0:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("复制") + "\tCtrl+C", self.copy)
        menu.addAction(_("复制全部，带表头"), lambda: self.copy(everything=True))
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the stretching column."""
        super().resizeEvent(event)
        self.fit_columns()

    def focusInEvent(self, event: object) -> None:
        """Take the first row."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt hands a focus event
        if self.current_place() < 0:
            self.choose(0)

    def paintEvent(self, event: object) -> None:
        """Draw the focus ring, as everything that takes the focus has one."""
        super().paintEvent(event)  # type: ignore[arg-type]  # Qt hands a paint event
        if self.hasFocus() and self.current_place() < 0:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _sort(self, section: int) -> None:
        heading = self._headings[section]
        model = self.model()
        if not heading.sort or not isinstance(model, RowsModel):
            return
        old = model.rows.query
        again = old.sort == heading.sort
        key = "" if again and old.descending else heading.sort
        header = self.horizontalHeader()
        header.setSortIndicatorShown(bool(key))
        header.setSortIndicator(
            section, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        )
        model.sort_by(key, descending=again and bool(key))

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.viewport().update()
        self.row_changed.emit(current.row() if current.isValid() else -1)

    def _remember(self) -> None:
        place = self.current_place()
        model = self.model()
        if place >= 0 and hasattr(model, "line"):
            self._kept = model.line(place).key
        elif place >= 0 and isinstance(model, RowsModel):
            self._kept = model.row(place).uid

    def _restore(self) -> None:
        self.fit_columns()
        if self._kept is not None:
            self.choose_key(self._kept)

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height())

    def _row_height(self) -> int:
        height = theme.row_height(self._density)
        return height + QFontMetrics(theme.font()).lineSpacing() if self._tall else height
