"""The frame of every page: header, body, side panel (a drawer in narrow windows), strip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.plans import Applied
from desktop_app.ui.components.filter_field import FilterField
from desktop_app.ui.components.header import PageHeader
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import rule
from desktop_app.ui.desk import Desk


class Page(QWidget):
    """A page of the window: subclasses fill `body` and implement `reload`.

    A page is made when it is first shown, and only after a workspace is open. It reloads when it
    is shown after its data, or the period, changed.

    Attributes:
        desk: What all pages share.
        header: Title, facts, actions.
        body: Layout of the part under the header, left of the side panel.
        forms: Codes of the forms that the page shows; a change of one of them reloads it.
    """

    forms: frozenset[str] = frozenset()

    def __init__(self, desk: Desk, title: str, *facts: str) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("k", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.header = PageHeader(title, *facts)
        self._column.addWidget(self.header)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._column.addLayout(self._row, 1)
        self._main = QWidget()
        self.body = QVBoxLayout(self._main)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._row.addWidget(self._main, 1)
        self.side: SidePanel | None = None
        self._narrow = False
        self._stale = True
        desk.period_changed.connect(self._on_period_changed)
        desk.operations.data_changed.connect(self._on_data_changed)

    # What subclasses give

    def reload(self) -> None:
        """Read the data again and show it; called when the page is shown and its data changed."""

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Show what another page asked for, in words that this page knows."""

    def next_finding(self, step: int) -> None:
        """Go to the next (1) or previous (-1) finding: F8, Shift+F8."""

    def first_focus(self) -> QWidget | None:
        """Return what takes the focus when the page is shown: its grid or first field."""
        return None

    def seek(self) -> bool:
        """Go to the field that narrows what is shown, as Ctrl+F does; return whether it has one."""
        fields: list[FilterField] = [*self.findChildren(FilterField)]
        for field in fields:
            if field.isVisible():
                field.setFocus()
                field.selectAll()
                return True
        return False

    def leave(self) -> None:
        """Save what was typed and not saved yet: the window closes."""

    def regions(self) -> list[QWidget]:
        """Return what F6 goes round on this page: header, filter, table, side panel."""
        found: list[QWidget] = [self.header, self._main]
        if self.side is not None and self.side.isVisible():
            found.append(self.side)
        return found

    # The side panel

    def set_side(self, panel: SidePanel) -> None:
        """Give the page a side panel; it stands at the right, or is a drawer when narrow."""
        self.side = panel
        panel.closed.connect(self.toggle_side)
        self._place_side()

    def toggle_side(self) -> None:
        """Show or hide the side panel: F4."""
        if self.side is None:
            return
        shown = self.side.isVisible()
        self.side.setVisible(not shown)
        if not shown:
            self._fit_drawer()
            self.side.raise_()
            self.side.setFocus()
        elif (target := self.first_focus()) is not None:
            target.setFocus()

    def set_narrow(self, *, narrow: bool) -> None:
        """The window became narrow or wide: the side panel changes between drawer and column."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_side()
            self.narrow_changed(narrow=narrow)

    def narrow_changed(self, *, narrow: bool) -> None:
        """Show or hide what stands in for the side panel (the finding strip)."""

    @property
    def narrow(self) -> bool:
        """Whether the window is narrow."""
        return self._narrow

    def _place_side(self) -> None:
        panel = self.side
        if panel is None:
            return
        if self._narrow:
            self._row.removeWidget(panel)
            panel.setParent(self)
            panel.hide()
            self._fit_drawer()
        else:
            self._row.addWidget(panel)
            panel.show()

    def _fit_drawer(self) -> None:
        if self.side is not None and self._narrow:
            width = max(self.side.minimumWidth(), min(self.side.sizeHint().width(), 380))
            top = self.header.height()
            self.side.setGeometry(self.width() - width, top, width, self.height() - top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawer at the right edge."""
        super().resizeEvent(event)
        self._fit_drawer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the drawer on Esc, wherever on the page that was pressed and not needed."""
        is_drawer = self._narrow and self.side is not None and self.side.isVisible()
        if event.key() == Qt.Key.Key_Escape and is_drawer:
            self.toggle_side()
        else:
            super().keyPressEvent(event)

    # Staying current

    def refresh(self) -> None:
        """Reload if something changed since the page was last shown."""
        if self._stale:
            self._stale = False
            self.reload()

    def mark_stale(self) -> None:
        """Reload now if the page is shown, else when it is shown next."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_period_changed(self, _code: str) -> None:
        self.mark_stale()

    def _on_data_changed(self, applied: Applied) -> None:
        # A task file moves rules, targets and codes, which every page may show.
        concerns = applied.forms & self.forms or any(f.startswith("task_") for f in applied.forms)
        if concerns and self.desk.operations.origin is not self:
            self.mark_stale()

    def add_rule(self) -> None:
        """Add a thin line to the body."""
        self.body.addWidget(rule())
