"""What the search found, floating under its field; the focus stays in the field."""

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
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _, joined
from desktop_app.ui import icons, theme

NOTE_LEAST = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        words: Its name.
        kind: What it is, shown at the right ("企业").
        icon: File name in resources/icons.
        act: What choosing it does.
        note: What tells it from others of the same name, after it in a quiet colour.
    """

    words: str
    kind: str
    icon: str
    act: Callable[[], object]
    note: str = ""


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
        taken = painter.fontMetrics().horizontalAdvance(shown)
        if hit is not None:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text3"))
            _draw_note(painter, words.adjusted(taken + 10, 0, 0, 0), hit.note)
            painter.drawText(
                box.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, hit.kind
            )


def _draw_note(painter: QPainter, box: QRect, note: str) -> None:
    """Write what tells a hit from others, where there is room."""
    if note and box.width() > NOTE_LEAST:
        shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Results(QFrame):
    """The floating list."""

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
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                joined(part for part in (hit.words, hit.note, hit.kind) if part),
            )
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
