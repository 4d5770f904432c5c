"""The grid of a form with its filter bar, legend and the strip of a narrow window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_app.catalogue.model import Form
from desktop_app.i18n import _, plural
from desktop_app.ui.components.buttons import ghost
from desktop_app.ui.components.filter_bar import FilterBar, Segment
from desktop_app.ui.components.legend import Legend
from desktop_app.ui.components.messages import FindingStrip
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.columns import FROZEN
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.grid.source import Query, Row
from desktop_app.ui.grid.view import EntryGrid
from desktop_app.ui.pages.form.column_chooser import (
    ColumnChooser,
    Shown,
    in_order,
    keep_columns,
    kept_columns,
)
from desktop_app.ui.pages.form.sheet_source import SheetModel, SheetSource
from desktop_app.ui.type_ahead import TypeAhead

OPENING_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
QUIET = ("hint", "remark")
"""Segments that are shown only while there is something in them."""


def segments(form: Form) -> list[Segment]:
    """Return what the rows of a form can be narrowed to."""
    found = [
        Segment("", _("全部")),
        Segment("must", _("强制"), Sign.MUST),
        Segment("verify", _("核实"), Sign.VERIFY),
        Segment("hint", _("提示"), Sign.HINT),
        Segment("remark", _("未处理"), Sign.REMARK),
    ]
    if form.parent and form.key == (form.parent, "period"):
        found.append(Segment("unfilled", _("未填"), Sign.UNFILLED))
    return found


class GridArea(QWidget):
    """Filter, grid, legend, strip.

    Signals:
        cell_changed: Row and field code of the current cell.
        selection_told: Facts of the selection, as a tuple of texts.
        pending_changed: Number of cells that are not saved yet.
        record_wanted: Uid of a row whose form is to be opened.
        removal_wanted: Uids of records that are to be taken away.
        list_wanted: Key of a segment of the page's own, and the text of the filter.
    """

    cell_changed = Signal(object, str)
    selection_told = Signal(object)
    pending_changed = Signal(int)
    record_wanted = Signal(str)
    removal_wanted = Signal(object)
    list_wanted = Signal(str, str)

    def __init__(self, desk: Desk, form: Form, more: Sequence[Segment] = ()) -> None:
        super().__init__()
        self._desk = desk
        self.form = form
        self._own_keys = frozenset(segment.key for segment in more)
        self._aside: QWidget | None = None
        self._narrow = False
        self._prepared = False
        self._waiting = False
        self._loaded: str | None = None
        self._ahead = TypeAhead(self, self._tell_lost_keys)
        self._visited: set[str] = set()
        self.bar = FilterBar("", [*segments(form), *more])
        for key in QUIET:
            self.bar.segments.button(key).hide()
        self.columns_button = ghost(_("列"), self._choose_columns, icon="columns-3")
        self.bar.add_tool(self.columns_button)
        self.bar.changed.connect(self._on_filter)
        self.legend = Legend()
        self.legend.hidden.connect(self._keep_legend_hidden)
        self._show_legend()
        self.strip = FindingStrip()
        self.strip.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.legend)
        self._column.addWidget(self.strip)
        self.shown = kept_columns(desk, form)
        self._build()

    @property
    def source(self) -> SheetSource:
        """Where the rows come from."""
        return self.model.source

    # Rows

    def load_when_ready(self) -> None:
        """Ask the store again off the screen's thread, then show what it found."""
        self._prepared = True
        self._waiting = True
        self.source.prepare(self._on_ready)

    def _on_ready(self) -> None:
        """Show what was found, unless who had to go to a row has shown it already."""
        if not self._waiting:
            return
        if self._awaited:
            self.load()
        else:
            self.grid.when_left(self.load)

    @property
    def _awaited(self) -> bool:
        """Whether the rows that are to be shown are not there at all."""
        return self._waiting and self._loaded != self._desk.period

    def load(self) -> None:
        """Show the rows again, with the columns that the period's form has."""
        self._waiting = False
        kept = kept_columns(self._desk, self.form)
        wanted = {*kept.columns, *self._visited}
        columns = in_order(self.form, self._desk.period, wanted)
        if columns != self.shown.columns:
            self._show_columns(Shown(columns, self.shown.compared))
        else:
            self._on_filter(self.bar.field.text().strip(), self.bar.segments.current)
        self._loaded = self._desk.period
        self._ahead.release()

    def _tell_lost_keys(self) -> None:
        self._desk.toast(_("数据还没读出来，刚才键入的没有采用"))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows each segment has; what is not there at all takes no room."""
        chosen = self.bar.segments.current
        for key in QUIET:
            if key in counts:
                self.bar.segments.button(key).setVisible(counts[key] > 0 or key == chosen)
        self.bar.segments.set_counts(counts)

    def show_all(self) -> None:
        """Take text and segment out of the filter."""
        self.bar.clear()
        self.bar.segments.choose("")

    def choose_segment(self, key: str) -> None:
        """Show only the rows of a segment."""
        self.bar.clear()
        self.bar.segments.choose(key)

    def show_aside(self, widget: QWidget) -> None:
        """Show a list of the page's own in place of the grid."""
        if self._column.indexOf(widget) < 0:
            self._column.insertWidget(1, widget, 1)
        if self._aside is not None and self._aside is not widget:
            self._aside.hide()
        self._aside = widget
        self.grid.hide()
        self.columns_button.hide()
        self._show_legend()
        widget.show()

    def focus_target(self) -> QWidget:
        """Return what takes the focus: the grid, or the list in its place."""
        return self.grid if self._aside is None else self._aside

    def copy_all(self) -> int:
        """Copy all rows that are shown, with their headings; return how many they are."""
        table = self._aside.focusProxy() if self._aside is not None else None
        if isinstance(table, ListTable):
            return table.copy(everything=True)
        return self.grid.copy_all()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the strip in place of the legend."""
        self._narrow = narrow
        self.strip.setVisible(narrow)
        self._show_legend()

    def _show_legend(self) -> None:
        kept = self._desk.ws.settings.get("legend") != "hidden"
        self.legend.setVisible(kept and not self._narrow and self._aside is None)

    def go_to(self, uid: str, field: str = "") -> bool:
        """Make a cell current, showing its column and its row; return whether it is there."""
        if self._waiting:
            self.load()
        if field in self.form.by_code and field not in self.shown.columns:
            self._visited.add(field)
            codes = in_order(self.form, self._desk.period, {*self.shown.columns, field})
            self._show_columns(Shown(codes, self.shown.compared))
        if self.grid.go_to(uid, field):
            return True
        self.show_all()
        return self.grid.go_to(uid, field)

    def _on_filter(self, text: str, segment: str) -> None:
        if segment in self._own_keys:
            self.list_wanted.emit(segment, text)
            return
        if self._aside is not None:
            self._aside.hide()
            self._aside = None
            self.grid.show()
            self.columns_button.show()
            self._show_legend()
        query = self.model.query
        self.model.load(Query(text, segment, query.sort, query.descending))
        if not self.grid.currentIndex().isValid():
            self.grid.scrollToTop()
            # What stands beside the grid is about a row that is shown.
            if self.model.rowCount():
                self.grid.setCurrentIndex(self.model.index(0, FROZEN))

    def _keep_legend_hidden(self) -> None:
        ws = self._desk.ws
        self._desk.operations.run(lambda: ws.keep(legend="hidden"))

    # Columns

    def _choose_columns(self) -> None:
        chooser = ColumnChooser(self.form, self._desk.period, self.shown, self)
        chooser.chosen.connect(self._on_columns)
        chooser.open_under(self.columns_button)

    def _on_columns(self, shown: Shown) -> None:
        if shown.columns and shown != self.shown:
            self._visited.clear()
            keep_columns(self._desk, self.form, shown)
            self._show_columns(shown)

    def _show_columns(self, shown: Shown) -> None:
        """Show other columns: a new grid, at the cell where the old one was."""
        current = self.grid.current()
        old = self.grid
        self.shown = shown
        self._build()
        if old.hasFocus():
            self.grid.setFocus()
        old.hide()
        old.deleteLater()
        self._on_filter(self.bar.field.text().strip(), self.bar.segments.current)
        if current is not None:
            self.grid.go_to(current[0].uid, current[1])

    def _build(self) -> None:
        source = SheetSource(
            self._desk, self.form, self.shown.columns, compared=self.shown.compared
        )
        if self._prepared:
            source.prepare()
        self.model = SheetModel(source, self)
        self.model.pending_changed.connect(self.pending_changed)
        self.grid = EntryGrid(self.model, self)
        self.grid.cell_changed.connect(self.cell_changed)
        self.grid.selection_told.connect(self.selection_told)
        self.grid.overflowed.connect(self._on_overflow)
        self.grid.installEventFilter(self)
        self.grid.frozen.doubleClicked.connect(lambda index: self._open(index.row()))
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._open_menu)
        self._column.insertWidget(1, self.grid, 1)

    # Acts

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the form of a row with Enter or F2 on its name; take it away with Ctrl+Delete.

        What is typed before the rows are there is kept for the first cell of them.
        """
        if watched is self.grid and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._take_key(event):
                return True
        elif watched is self.grid and event.type() == QEvent.Type.FocusOut:
            self._ahead.drop()
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if self._awaited:
            self._ahead.hold(event)
            return True
        return self._act_on(event)

    def _act_on(self, event: QKeyEvent) -> bool:
        index = self.grid.currentIndex()
        key = Qt.Key(event.key())
        if not index.isValid():
            return False
        if key in OPENING_KEYS and index.column() < FROZEN:
            self._open(index.row())
            return True
        if key == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._remove()
            return True
        return False

    def _open(self, place: int) -> None:
        if 0 <= place < self.model.rowCount():
            self.record_wanted.emit(self.model.row(place).uid)

    def _remove(self) -> None:
        uids = [row.uid for row in self._selected_rows() if row.uid and not row.locked]
        if uids:
            self.removal_wanted.emit(uids)

    def _selected_rows(self) -> list[Row]:
        places = {index.row() for index in self.grid.selectionModel().selectedIndexes()}
        if not places and self.grid.currentIndex().isValid():
            places = {self.grid.currentIndex().row()}
        return [self.model.row(place) for place in sorted(places)]

    def _open_menu(self, where: QPoint) -> None:
        if not self.grid.currentIndex().isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("打开表单"), lambda: self._open(self.grid.currentIndex().row()))
        menu.addSeparator()
        menu.addAction(_("复制") + "\tCtrl+C", self.grid.copy)
        menu.addAction(_("粘贴") + "\tCtrl+V", self.grid.paste)
        menu.addSeparator()
        menu.addAction(_("清除这些记录") + "\tCtrl+Delete", self._remove)
        menu.popup(self.grid.viewport().mapToGlobal(where))

    def _on_overflow(self, rows: int) -> None:
        self._desk.toast(plural("剪贴板多出 {n} 行，表里没有对应的行，未粘贴", rows))
