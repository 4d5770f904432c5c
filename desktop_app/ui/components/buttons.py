"""Buttons of every kind; the primary one draws an inner ring while it has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.ui import glyphs, icons, theme
from desktop_app.ui.components.keys import press_by_enter
from desktop_app.ui.glyphs import Sign


class Button(QPushButton):
    """A button of one kind with an icon in the colours of that kind.

    Kinds: "plain", "primary" (one on a page), "ghost" (no border), "link" (a word in the text),
    "segment" (a checkable filter).
    """

    def __init__(
        self,
        words: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: str = "plain",
        icon: str = "",
        small: bool = False,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_shown(words), parent)
        self.kind = kind
        self._icon_name = icon
        self._sign = Sign.NONE
        if kind != "plain":
            self.setProperty("k", kind)
        if small:
            self.setProperty("small", "true")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor
        )
        if tip:
            self.setToolTip(tip)
            self.setAccessibleDescription(tip)
        if not words:
            self.setAccessibleName(tip)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        theme.look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def text(self) -> str:
        """Return the words as they were given."""
        return super().text().replace("&&", "&")

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._on_look_changed()

    def set_sign(self, sign: Sign) -> None:
        """Show the shape of a state in place of an icon."""
        self._sign = sign
        self._on_look_changed()

    def setText(self, words: str) -> None:
        """Show another word; an icon beside a word needs a gap, one alone does not."""
        had_words = bool(self.text())
        super().setText(_shown(words))
        if had_words != bool(words):
            self._on_look_changed()

    def _on_look_changed(self) -> None:
        gap = icons.GAP if self.text() else 0
        if self._sign is not Sign.NONE:
            self.setIcon(glyphs.icon(self._sign, gap=gap))
            self.setIconSize(QSize(12 + gap, 12))
        elif self._icon_name:
            role = {"primary": "on_accent", "link": "accent"}.get(self.kind, "text2")
            self.setIcon(icons.icon(self._icon_name, 16, role=role, gap=gap))
            self.setIconSize(QSize(16 + gap, 16))

    def sizeHint(self) -> QSize:
        """Keep room for the bold word of a chosen segment, so that nothing moves."""
        hint = super().sizeHint()
        if self.kind == "segment":
            usual = self.fontMetrics().horizontalAdvance(self.text())
            bold = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
            hint.setWidth(hint.width() + max(0, bold - usual))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the inner ring of a focused primary button."""
        super().paintEvent(event)
        if self.kind == "primary" and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("on_accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 3, 3)


def _shown(words: str) -> str:
    return words.replace("&", "&&")


def primary(words: str, on_click: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Return the page's one primary button; its words name the result."""
    return Button(words, on_click, kind="primary", icon=icon)


def secondary(words: str, on_click: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Return a bordered button."""
    return Button(words, on_click, icon=icon)


def ghost(words: str, on_click: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Return a button without border."""
    return Button(words, on_click, kind="ghost", icon=icon)


def link(words: str, on_click: Callable[[], object] | None = None, icon: str = "") -> Button:
    """Return a word in the text that does something."""
    return Button(words, on_click, kind="link", icon=icon)


def icon_only(name: str, icon: str, on_click: Callable[[], object] | None = None) -> Button:
    """Return one of the few buttons without a word (‹ › and close); `name` is spoken."""
    button = Button("", on_click, kind="ghost", icon=icon, tip=name)
    button.setFixedWidth(32)
    return button
