"""The navigation at the left: pages with icon, word and count; Up and Down walk through it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.i18n import _, language, noted
from desktop_app.ui import icons, theme
from desktop_app.ui.components.texts import rule, text
from desktop_app.ui.page_entry import PageEntry
from desktop_app.ui.tokens import size

WALKING = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NavItem(QAbstractButton):
    """One line of the navigation."""

    def __init__(self, key: str, words: str, icon: str) -> None:
        super().__init__()
        self.key = key
        self._icon_name = icon
        self._count = ""
        self._share = -1.0
        self.narrow = False
        self.setText(words)
        self.setCheckable(True)
        self.setToolTip(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(size("nav_item"))
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        """Show how many there are, None for nothing."""
        self._count = "" if count is None else f"{count:,}"
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
        self.update()

    def set_share(self, share: float) -> None:
        """Show long work as a thin bar: 0 to 1, or -1 when it is over."""
        self._share = share
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows and Enter to the navigation; a button would walk its own way."""
        if event.key() in WALKING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The navigation decides on the width."""
        return QSize(80, size("nav_item"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, bar, icon, word and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = _edge(narrow=self.narrow)
        box = QRectF(edge, 2, self.width() - 2 * edge - 1, self.height() - 4)
        self._paint_ground(painter, box)
        chosen = self.isChecked()
        left = self._left()
        tone = theme.colour("accent" if chosen else "text2")
        picture = icons.pixmap(self._icon_name, 18, tone, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(left - 1, (self.height() - 18) // 2), picture)
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme.colour("text" if chosen else "text2"))
        left = self._left_of_words()
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.room()
        )
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, shown)
        if self._count and not self.narrow:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text2" if chosen else "text3"))
            right = QRectF(0, 0, self.width() - 21, self.height())
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, self._count)

    def room(self) -> int:
        """Return the width that the words may have."""
        return self.width() - self._left_of_words() - _edge(narrow=self.narrow)

    def _left(self) -> int:
        """Return where the icon begins; English words need more room in the narrow navigation."""
        if not self.narrow:
            return 24
        return 20 if language() == "zh" else 10

    def _left_of_words(self) -> int:
        if not self.narrow:
            return self._left() + 26
        return self._left() + (22 if language() == "zh" else 20)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box, 6, 6)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - 8, 3, 16), 1, 1)
        elif self.underMouse():
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(box, 6, 6)
        if self._share >= 0:
            painter.setBrush(theme.colour("accent"))
            painter.drawRect(QRectF(box.left(), box.bottom() - 2, box.width() * self._share, 2))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)


def _edge(*, narrow: bool) -> int:
    """Return how far the ground of an item stays from the sides."""
    return 4 if narrow and language() == "en" else 8


class Navigation(QWidget):
    """All pages in three groups: data, work, and at the foot settings and user.

    Signals:
        chosen: Key of a page.
        user_clicked: The user's name was clicked.
    """

    chosen = Signal(str)
    user_clicked = Signal()

    def __init__(self, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setProperty("k", "nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("导航"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 9)
        self._column.setSpacing(0)
        self.items: dict[str, NavItem] = {}
        self._add_mark()
        for group in ("data", "work"):
            if group == "work":
                self._add_rule()
            for entry in entries:
                if entry.group == group:
                    self._add(entry)
        self._column.addStretch(1)
        for entry in entries:
            if entry.group == "foot":
                self._add(entry)
        self.user = NavItem("user", _("未填姓名"), "user")
        self.user.setCheckable(False)
        self.user.clicked.connect(self.user_clicked)
        self._column.addWidget(self.user)
        self._full_user = self.user.text()
        self._short_user = self._full_user
        self.set_narrow(narrow=False)

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        for name, item in self.items.items():
            item.setChecked(name == key)
            item.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus
            )

    def current(self) -> NavItem | None:
        """Return the item of the page that is shown."""
        return next((item for item in self.items.values() if item.isChecked()), None)

    def set_user(self, name: str, role: str) -> None:
        """Show who works here."""
        self._full_user = noted(name, role)
        self._short_user = name
        self._show_user()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icon and word only, without counts."""
        self.setFixedWidth(size("nav_width_narrow" if narrow else "nav_width"))
        self._name.setVisible(not narrow)
        for item in (*self.items.values(), self.user):
            item.narrow = narrow
            item.update()
        self._show_user()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with Up and Down; Enter and Space open, as buttons do."""
        order = [*self.items.values(), self.user]
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        place = next((i for i, item in enumerate(order) if item.hasFocus()), None)
        if step and place is not None:
            order[(place + step) % len(order)].setFocus()
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and place is not None:
            order[place].click()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _show_user(self) -> None:
        self.user.setText(self._short_user if self.user.narrow else self._full_user)
        self.user.setToolTip(self._full_user)
        self.user.set_count(None)

    def _add(self, entry: PageEntry) -> None:
        item = NavItem(entry.key, entry.label(), entry.icon)
        item.clicked.connect(lambda _on=False, key=entry.key: self.chosen.emit(key))
        self.items[entry.key] = item
        self._column.addWidget(item)

    def _add_mark(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 0, 0)
        row.setSpacing(10)
        mark = _Mark()
        self._name = text(_("双倍增报送"), "strong")
        row.addWidget(mark)
        row.addWidget(self._name)
        row.addStretch(1)
        holder = QWidget()
        holder.setFixedHeight(size("top_bar") + 4)
        holder.setLayout(row)
        self._column.addWidget(holder)

    def _add_rule(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(8, 6, 9, 6)
        column.addWidget(rule())
        self._column.addWidget(holder)


class _Mark(QWidget):
    """The sign of the program, 24 pixels wide."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(24, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw two bars, the second twice the first, on the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, 24, 24), 5, 5)
        painter.setBrush(theme.colour("on_accent"))
        painter.drawRoundedRect(QRectF(6, 13, 5, 5.5), 0.8, 0.8)
        painter.drawRoundedRect(QRectF(13, 6, 5, 12.5), 0.8, 0.8)
