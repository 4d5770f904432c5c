"""The main window: navigation, top bar, pages made on their first visit, status bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import icons
from desktop_app.ui.components.status_bar import StatusBar
from desktop_app.ui.desk import Desk
from desktop_app.ui.navigation import Navigation
from desktop_app.ui.page_entry import PageEntry
from desktop_app.ui.search_box import Found
from desktop_app.ui.tokens import size
from desktop_app.ui.top_bar import TopBar

if TYPE_CHECKING:
    from desktop_app.domain.errors import UserError
    from desktop_app.ui.components.messages import Toast
    from desktop_app.ui.page import Page


class Shell(QMainWindow):
    """The window around all pages.

    Signals:
        painted: The window was painted for the first time.
        closing: The window is about to close.
        work_over: Nothing is at work that would end with the window.
        user_clicked: The user's name in the navigation was clicked.
        undo_wanted, redo_wanted, help_wanted: From buttons and shortcuts.
        files_dropped: Files that were dropped where no page takes them itself.
    """

    painted = Signal()
    closing = Signal()
    work_over = Signal()
    user_clicked = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    help_wanted = Signal()
    files_dropped = Signal(list)

    def __init__(self, desk: Desk, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.desk = desk
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, QWidget] = {}
        self._narrow = False
        self._was_painted = False
        self._said = ""
        self.current = ""
        self.setWindowTitle(_("双倍增报送"))
        self.setWindowIcon(icons.app_icon())
        self.navigation = Navigation(entries)
        self.top = TopBar()
        self.stack = QStackedWidget()
        self.status = StatusBar()
        self._lay_out()
        self._toast: Toast | None = None
        self._instead: QWidget | None = None
        self.setAcceptDrops(True)
        self._connect()
        self._add_shortcuts()
        self.top.search.add_finder(self._find_pages)

    def sizeHint(self) -> QSize:
        """The size of a first start."""
        return QSize(1440, 900)

    # Pages

    def go(self, key: str, target: Mapping[str, Any] | None = None) -> None:
        """Show a page, making it on its first visit, and let it show `target`."""
        entry = self._entries.get(key)
        if entry is None:
            return
        self.navigation.choose(key)
        self.current = key
        if self.desk.workspace is None:
            return
        if key not in self._pages:
            self._pages[key] = entry.make(self.desk)
            # Before it joins the others: a wide page would widen the window.
            self._fit_pages()
            self.stack.addWidget(self._pages[key])
        if self.stack.currentWidget() is not self._pages[key]:
            # What the page that stays has said still holds: it may have nothing to read again.
            self.desk.tell("")
        self.stack.setCurrentWidget(self._pages[key])
        self.setWindowTitle(_("{page} - 双倍增报送").format(page=entry.label()))
        page = self._page()
        if page is not None:
            page.refresh()
            if target:
                page.show_target(target)
            focus = page.first_focus()
            if focus is not None:
                focus.setFocus()

    def has_page(self, key: str) -> bool:
        """Whether the window of this role has a page."""
        return key in self._entries

    def page(self, key: str) -> QWidget | None:
        """Return a page that was visited already."""
        return self._pages.get(key)

    def show_instead(self, widget: QWidget) -> None:
        """Show something in place of the pages: the first start, a workspace that cannot open."""
        old, self._instead = self._instead, widget
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        widget.setFocus()

    # Keys

    def walk_regions(self, step: int) -> None:
        """Go to the next region: navigation, top bar, header, body, side panel (F6)."""
        regions = [self.navigation, self.top, *self._page_regions()]
        focused = self.focusWidget()
        place = next(
            (
                i
                for i, region in reversed(list(enumerate(regions)))
                if focused is not None and (region is focused or region.isAncestorOf(focused))
            ),
            -1 if step > 0 else 0,
        )
        for offset in range(1, len(regions) + 1):
            region = regions[(place + step * offset) % len(regions)]
            target = self._first_in(region)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _page_regions(self) -> list[QWidget]:
        page = self._page()
        if page is not None:
            return page.regions()
        shown = self.stack.currentWidget()
        return [shown] if shown is not None else []

    def _page(self) -> Page | None:
        """Return the page that is shown, or None before the workspace is open."""
        shown = self.stack.currentWidget()
        if shown is None:
            return None
        from desktop_app.ui.page import Page

        return shown if isinstance(shown, Page) else None

    def _first_in(self, region: QWidget) -> QWidget | None:
        if region is self.navigation:
            return self.navigation.current()
        page = self._page()
        if page is not None:
            first = page.first_focus()
            if first is not None and (region is first or region.isAncestorOf(first)):
                return first
        return next((w for w in [region, *region.findChildren(QWidget)] if _takes_tab(w)), None)

    def _add_shortcuts(self) -> None:
        keys = {
            "Ctrl+K": self.top.search.setFocus,
            "Ctrl+F": self._find,
            "F1": self.help_wanted.emit,
            "F4": self._toggle_side,
            "F6": lambda: self.walk_regions(1),
            "Shift+F6": lambda: self.walk_regions(-1),
            "F8": lambda: self._next_finding(1),
            "Shift+F8": lambda: self._next_finding(-1),
            "Ctrl+Z": self.undo_wanted.emit,
            "Ctrl+Y": self.redo_wanted.emit,
            "Ctrl+Shift+Z": self.redo_wanted.emit,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _find(self) -> None:
        page = self._page()
        if page is None or not page.seek():
            self.top.search.setFocus()

    def _toggle_side(self) -> None:
        page = self._page()
        if page is not None:
            page.toggle_side()

    def _next_finding(self, step: int) -> None:
        page = self._page()
        if page is not None:
            page.next_finding(step)

    def _find_pages(self, text: str, found: Found) -> None:
        from desktop_app.ui.search_results import Hit

        wanted, initials = text.casefold(), text.upper()
        hits = [
            Hit(entry.label(), _("页面"), entry.icon, lambda key=key: self.go(key))  # type: ignore[misc]  # bound now
            for key, entry in self._entries.items()
            if entry.group
            and (wanted in entry.label().casefold() or entry.initials.startswith(initials))
        ]
        found(hits)

    # Frame

    def _lay_out(self) -> None:
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        desk, operations = self.desk, self.desk.operations
        self.navigation.chosen.connect(self.go)
        self.navigation.user_clicked.connect(self.user_clicked)
        self.top.period_chosen.connect(desk.set_period)
        self.top.undo_wanted.connect(self.undo_wanted)
        self.top.redo_wanted.connect(self.redo_wanted)
        self.top.help_wanted.connect(self.help_wanted)
        self.top.search.left.connect(self._focus_page)
        desk.page_wanted.connect(self.go)
        desk.toast_wanted.connect(self.tell)
        desk.status_told.connect(self.status.tell)
        desk.facts_told.connect(lambda facts: self.status.set_facts(*facts))
        desk.counts_changed.connect(self._show_counts)
        desk.progress_told.connect(self._show_progress)
        operations.failed.connect(self.show_error)
        operations.crashed.connect(self.show_crash)

    def _show_counts(self, counts: Mapping[str, int | None]) -> None:
        for key, count in counts.items():
            if key in self.navigation.items:
                self.navigation.items[key].set_count(count)

    def _show_progress(self, key: str, share: float) -> None:
        if key in self.navigation.items:
            self.navigation.items[key].set_share(share)
        if not self.desk.unfinished:
            self.work_over.emit()

    def _focus_page(self) -> None:
        page = self._page()
        target = page.first_focus() if page is not None else self.stack.currentWidget()
        if target is not None:
            target.setFocus()

    def tell(self, words: str, action: tuple[str, Callable[[], object]] | None = None) -> Toast:
        """Show a toast at the bottom left of the page, with a button that takes it back."""
        if self._toast is None:
            from desktop_app.ui.components.messages import Toast

            self._toast = Toast(self, self.stack)
        self._toast.tell(words, action)
        return self._toast

    def withdraw(self, words: str) -> None:
        """Take a toast away, if it is still there."""
        if self._toast is not None and self._toast.words == words:
            self._toast.hide()

    def show_error(self, error: UserError) -> None:
        """Say what stopped the work and the way out."""
        from desktop_app.ui.components import dialogs

        dialogs.tell_error(self, error.message, error.hint)

    def show_crash(self, error: BaseException) -> None:
        """Say that the program has a fault, with a report to copy."""
        from desktop_app.ui import crash
        from desktop_app.ui.components import dialogs

        dialogs.tell_crash(self, crash.report(error))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint: what takes long begins after it."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between wide and narrow."""
        super().resizeEvent(event)
        narrow = self.width() < size("narrow_below")
        if narrow != self._narrow:
            self._narrow = narrow
            self.navigation.set_narrow(narrow=narrow)
            self.top.set_narrow(narrow=narrow)
            self._fit_pages()

    def _fit_pages(self) -> None:
        """Tell all pages, shown or not, since each of them holds the window open."""
        from desktop_app.ui.page import Page

        for page in self._pages.values():
            if isinstance(page, Page):
                page.set_narrow(narrow=self._narrow)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from anywhere, once a workspace is open."""
        if self.desk.workspace is not None and _files(event):
            event.acceptProposedAction()
            self._said = self.status.words.text()
            self.status.tell(_("松开鼠标，收下这些文件"))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say again what was said before."""
        super().dragLeaveEvent(event)
        self.status.tell(self._said)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        files = _files(event)
        self.status.tell(self._said)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def finish_typing(self) -> None:
        """Let every field save what was typed into it."""
        if self.desk.workspace is None:
            return
        typing = self.focusWidget()
        if typing is not None:
            typing.clearFocus()
        page = self._page()
        if page is not None:
            page.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed, then tell that the window closes; ask while work goes on."""
        self.finish_typing()
        if self.desk.unfinished:
            event.ignore()
            self._ask_to_stop(next(iter(self.desk.unfinished.values())))
            return
        self.closing.emit()
        super().closeEvent(event)

    def _ask_to_stop(self, what: str) -> None:
        """Ask whether work ends with the window; once it is over there is nothing to ask."""
        from desktop_app.ui.components.dialogs import ask

        def stop() -> None:
            self.desk.unfinished.clear()
            self.close()

        asked = ask(
            self,
            _("{what}，现在关闭？").format(what=what),
            _("关闭就停下：还没有写入的不会写入，已经写入的一批在“历史”里。"),
            (_("停下并关闭"), stop),
            _("接着做"),
        )
        self.work_over.connect(asked.reject)


def _files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return bool(policy & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
