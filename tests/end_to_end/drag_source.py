"""A window of another program, from which files are dragged: run with their paths.

It lies over whatever is there and tells how it goes: `ready` to be dragged from, `pressed`, `over`
something that would take the files, and at last `taken` or `refused`.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

PLACE = (4, 4, 120, 40)
"""Left, top, width and height on the screen."""


class Source(QLabel):
    """What is pressed and dragged."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__("files")
        self._paths = paths
        # No window manager is there to keep it above the window that gets the files.
        self.setWindowFlags(Qt.WindowType.BypassWindowManagerHint | Qt.WindowType.Window)
        self.setGeometry(*PLACE)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt calls it
        """Drag, as soon as it is pressed."""
        tell("pressed")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in self._paths])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.actionChanged.connect(lambda _action: tell("over"))
        taken = drag.exec(Qt.DropAction.CopyAction)
        tell("taken" if taken is Qt.DropAction.CopyAction else "refused")


def tell(word: str) -> None:
    """Say a word to whoever has started this."""
    print(word, flush=True)  # noqa: T201 - a program of its own


def main() -> None:
    """Show the window until the program is ended."""
    app = QApplication(sys.argv)
    source = Source(sys.argv[1:])
    source.show()
    source.raise_()
    tell("ready")
    app.exec()


if __name__ == "__main__":
    main()
