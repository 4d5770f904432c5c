"""The bar over a table: a field that filters as one types, and segments with counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.filter_field import FilterField
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.tokens import size


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice of a filter: key, word, and the shape of the state that it picks."""

    key: str
    words: str
    sign: Sign = Sign.NONE


class Segments(QWidget):
    """Buttons of which one is chosen.

    Signals:
        chosen: Key of the segment that is chosen now.
    """

    chosen = Signal(str)

    def __init__(self, segments: Sequence[Segment] = ()) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._buttons: dict[str, Button] = {}
        self._segments: dict[str, Segment] = {}
        self.current = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_segments(segments)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Replace the choices; the first one is chosen."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._segments = {segment.key: segment for segment in segments}
        self._buttons = {}
        for segment in segments:
            button = Button(segment.words, kind="segment")
            button.setCheckable(True)
            button.set_sign(segment.sign)
            button.clicked.connect(lambda _on=False, key=segment.key: self.choose(key))
            self._buttons[segment.key] = button
            self._row.addWidget(button)
        self.current = segments[0].key if segments else ""
        self._show_current()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many there are of each."""
        for key, button in self._buttons.items():
            words = self._segments[key].words
            button.setText(f"{words} {counts[key]:,}" if key in counts else words)

    def choose(self, key: str) -> None:
        """Choose a segment, as a click does."""
        changed = key != self.current
        self.current = key
        self._show_current()
        if changed:
            self.chosen.emit(key)

    def button(self, key: str) -> Button:
        """Return the button of one choice."""
        return self._buttons[key]

    def _show_current(self) -> None:
        for key, button in self._buttons.items():
            button.setChecked(key == self.current)


class FilterBar(QWidget):
    """Filter field first, then segments, then tools at the right.

    Signals:
        changed: Text of the field and key of the segment, at each keystroke and choice.
    """

    changed = Signal(str, str)

    def __init__(self, hint: str = "", segments: Sequence[Segment] = ()) -> None:
        super().__init__()
        self.setFixedHeight(size("filter_bar"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(size("margin"), 0, size("margin"), 0)
        self._row.setSpacing(size("gap"))
        self.field = FilterField(hint or _("筛选本表"))
        self.segments = Segments(segments)
        self._row.addWidget(self.field)
        self._row.addWidget(self.segments)
        self._row.addStretch(1)
        self.field.textChanged.connect(self._on_changed)
        self.segments.chosen.connect(self._on_changed)

    def add_tool(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(widget)

    def clear(self) -> None:
        """Show everything again."""
        self.field.clear()

    def _on_changed(self, _value: str = "") -> None:
        self.changed.emit(self.field.text().strip(), self.segments.current)
