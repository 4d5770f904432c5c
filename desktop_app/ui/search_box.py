"""The search in the top bar (Ctrl+K): firms, patents, fields, pages and commands as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.ui import icons, theme
from desktop_app.ui.components.filter_bar import FilterField
from desktop_app.ui.tokens import size

WAIT_MILLISECONDS = 40
SHOWN_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        words: Its name.
        kind: What it is, shown at the right ("企业").
        icon: File name in resources/icons.
        act: What choosing it does.
    """

    words: str
    kind: str
    icon: str
    act: Callable[[], object]


Found = Callable[[Sequence[Hit]], None]
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
        self._popup: _Popup | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MILLISECONDS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._wait.start())

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
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and popup is not None and popup.isVisible():
            popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and popup is not None:
            self._open(popup.chosen())
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

    def _ask(self) -> None:
        asked = self.text().strip()
        self._asked = asked
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
                self._show([hit for found in answers for hit in found][:SHOWN_AT_MOST])

        return take

    def _show(self, hits: Sequence[Hit]) -> None:
        if self._popup is None:
            self._popup = _Popup(self.window(), self._open)
        self._popup.show_hits(hits, self._asked)
        width = max(self.width(), 420)
        corner = self.mapTo(self.window(), QPoint(self.width() - width, self.height() + 4))
        self._popup.setGeometry(corner.x(), corner.y(), width, self._popup.wanted_height())
        self._popup.show()
        self._popup.raise_()

    def _open(self, hit: Hit | None) -> None:
        if hit is not None:
            self.clear()
            self._hide()
            self.left.emit()
            hit.act()

    def _hide(self) -> None:
        self._asked = ""
        if self._popup is not None:
            self._popup.hide()


class _HitDelegate(QStyledItemDelegate):
    """Paints a hit: icon, words, kind at the right."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """32 pixels high."""
        return QSize(200, 32)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        hit: Hit | None = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        widget = option.widget  # type: ignore[attr-defined]  # missing in the stubs
        chosen = isinstance(widget, QListWidget) and widget.currentRow() == index.row()
        if chosen and hit is not None:
            painter.fillRect(box, theme.colour("accent_soft"))
        left = box.left() + 12
        if hit is not None:
            ratio = painter.device().devicePixelRatio()
            picture = icons.pixmap(hit.icon, 16, theme.colour("text2"), ratio)
            painter.drawPixmap(QPoint(left, box.top() + 8), picture)
            left += 26
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if hit is not None else "text2"))
        words = QRect(left, box.top(), box.width() - left - 90, box.height())
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, shown)
        if hit is not None:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text3"))
            painter.drawText(
                box.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, hit.kind
            )


class _Popup(QFrame):
    """The floating list; the focus stays in the field."""

    def __init__(self, window: QWidget, opened: Callable[[Hit | None], None]) -> None:
        super().__init__(window)
        self.setProperty("k", "float")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        self._list = QListWidget()
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(_("搜索结果"))
        self._list.setMouseTracking(True)
        self._list.itemEntered.connect(self._list.setCurrentItem)
        self._list.viewport().installEventFilter(self)
        self._opened = opened
        column.addWidget(self._list)

    def show_hits(self, hits: Sequence[Hit], asked: str) -> None:
        """Show what was found; the first is chosen."""
        self._list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.words)
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.words}，{hit.kind}")
            self._list.addItem(item)
        if not hits:
            item = QListWidgetItem(_("没有找到“{text}”").format(text=asked))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def wanted_height(self) -> int:
        """Return the height of all lines."""
        return self._list.count() * 32 + 10

    def step(self, by: int) -> None:
        """Choose the next or previous line."""
        self._list.setCurrentRow((self._list.currentRow() + by) % self._list.count())

    def chosen(self) -> Hit | None:
        """Return what is chosen."""
        item = self._list.currentItem()
        hit = item.data(Qt.ItemDataRole.UserRole) if item else None
        return hit if isinstance(hit, Hit) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open what is pressed before the field loses the focus."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._opened(self.chosen())
            return True
        return super().eventFilter(watched, event)
