"""Keys typed before the cell that they are meant for is there: it gets all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

GIVEN_UP_MILLISECONDS = 5000
"""After so long nobody means any more what was typed at the beginning."""


class TypeAhead(QObject):
    """Holds keys until what they are meant for has the focus.

    A figure of which the first digits were lost would be a wrong figure: a click, Esc or a long
    wait drops them all.

    Args:
        owner: The widget that the keys come to now; they go to where the focus of its window is.
        given_up: Called when a click or the long wait dropped keys.
    """

    def __init__(self, owner: QWidget, given_up: Callable[[], object]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._keys: list[QKeyEvent] = []
        self._lost = False
        self._given_up = given_up
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(GIVEN_UP_MILLISECONDS)
        self._wait.timeout.connect(self._give_up)

    def hold(self, event: QKeyEvent) -> None:
        """Keep a key; Esc drops those before it."""
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
            return
        if self._lost:
            # The rest of a figure without its beginning.
            return
        app = QCoreApplication.instance()
        if not self._keys and app is not None:
            # Only now: a filter in Python sees, and slows, everything that happens.
            app.installEventFilter(self)
            self._wait.start()
        self._keys.append(event.clone())

    def release(self) -> None:
        """Give the keys to what has the focus now."""
        self.give(self.take())

    def give(self, keys: Sequence[QKeyEvent]) -> None:
        """Give keys to what has the focus, one after the other: the first may open a field."""
        for key in keys:
            target = self._owner.window().focusWidget()
            if target is not None:
                QCoreApplication.sendEvent(target, key)

    def take(self) -> list[QKeyEvent]:
        """Return the keys and hold none."""
        keys, self._keys = self._keys, []
        self._lost = False
        app = QCoreApplication.instance()
        if keys and app is not None:
            app.removeEventFilter(self)
            self._wait.stop()
        return keys

    def drop(self) -> None:
        """Forget the keys."""
        self.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drop the keys when something else is clicked."""
        if event.type() == QEvent.Type.MouseButtonPress and self.take():
            self._given_up()
        return super().eventFilter(watched, event)

    def _give_up(self) -> None:
        self.take()
        self._lost = True
        self._given_up()
