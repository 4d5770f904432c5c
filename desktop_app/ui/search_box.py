"""The search in the top bar (Ctrl+K): firms, patents, fields, pages and commands as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.filter_field import FilterField
from desktop_app.ui.tokens import size
from desktop_app.ui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from desktop_app.ui.search_results import Hit, Results

WAIT_MILLISECONDS = 40
SHOWN_AT_MOST = 12
POPUP_WIDTH = 500
"""Room for a long name with its credit code."""


Found = Callable[[Sequence["Hit"]], None]
Finder = Callable[[str, Found], None]
"""Takes the text and a function that takes what was found, now or later on this thread."""


class SearchBox(FilterField):
    """A field; what it finds floats under it.

    Signals:
        left: Esc was pressed: the focus should go back to the page.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__(_("搜索企业、专利、字段、命令"), icon="search", width=0)
        self.setMinimumWidth(size("search_width_narrow"))
        self.setMaximumWidth(size("search_width"))
        self.setAccessibleName(_("搜索"))
        self._finders: list[Finder] = []
        self._asked = ""
        self._missing: set[int] = set()
        self._eager = False
        self._ahead = TypeAhead(self, self._hide)
        self._popup: Results | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MILLISECONDS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._on_edited())

    def add_finder(self, finder: Finder) -> None:
        """Let something be found; results stand in the order of the finders."""
        self._finders.append(finder)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take less room in narrow windows."""
        self.setMaximumWidth(size("search_width_narrow" if narrow else "search_width"))
        self.setPlaceholderText(_("搜索") if narrow else _("搜索企业、专利、字段、命令"))

    def sizeHint(self) -> QSize:
        """As wide as the window lets it be."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the shortcut at the right while the field is empty."""
        super().paintEvent(event)
        if not self.text():
            painter = QPainter(self)
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text3"))
            box = self.rect().adjusted(0, 0, -9, 0)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "Ctrl+K"
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through what was found, open it with Enter, leave with Esc."""
        key = event.key()
        popup = self._popup
        if self._eager and key != Qt.Key.Key_Escape:
            # Meant for what Enter is about to open, not for the search.
            self._ahead.hold(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and popup is not None and popup.isVisible():
            # Who walks through the list has seen it: what comes late must not move it.
            self._asked, self._missing = "", set()
            popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self._hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        """Close the list."""
        super().focusOutEvent(event)  # type: ignore[arg-type]  # Qt hands a focus event
        self._hide()

    def _on_edited(self) -> None:
        self._eager = False
        self._ahead.drop()
        self._wait.start()

    def _enter(self) -> None:
        """Open what is chosen; who types fast gets what belongs to the whole text."""
        if self._wait.isActive():
            self._wait.stop()
            self._ask()
        if self._missing:
            self._eager = True
        elif self._popup is not None and self._popup.isVisible():
            self._open(self._popup.chosen())

    def _ask(self) -> None:
        asked = self.text().strip()
        self._asked = asked
        self._missing = set(range(len(self._finders))) if asked else set()
        if not asked:
            self._hide()
            return
        answers: list[Sequence[Hit]] = [() for _finder in self._finders]
        for place, finder in enumerate(self._finders):
            finder(asked, self._taker(asked, answers, place))

    def _taker(self, asked: str, answers: list[Sequence[Hit]], place: int) -> Found:
        def take(hits: Sequence[Hit]) -> None:
            if asked == self._asked:
                answers[place] = hits
                self._missing.discard(place)
                self._show([hit for found in answers for hit in found][:SHOWN_AT_MOST])
                if self._eager and not self._missing and self._popup is not None:
                    self._eager = False
                    self._open(self._popup.chosen())
                    self._ahead.drop()

        return take

    def _show(self, hits: Sequence[Hit]) -> None:
        if self._popup is None:
            from desktop_app.ui.search_results import Results

            self._popup = Results(self.window(), self._open)
        self._popup.show_hits(hits, self._asked)
        width = max(self.width(), POPUP_WIDTH)
        corner = self.mapTo(self.window(), QPoint(self.width() - width, self.height() + 4))
        self._popup.setGeometry(corner.x(), corner.y(), width, self._popup.wanted_height())
        self._popup.show()
        self._popup.raise_()

    def _open(self, hit: Hit | None) -> None:
        if hit is not None:
            typed = self._ahead.take()
            self.clear()
            self._hide()
            self.left.emit()
            hit.act()
            self._ahead.give(typed)

    def _hide(self) -> None:
        self._asked = ""
        self._missing = set()
        self._eager = False
        self._ahead.drop()
        self._wait.stop()
        if self._popup is not None:
            self._popup.hide()
