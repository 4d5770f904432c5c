"""The one look of the application: palette, style sheet, fonts, row heights; changes live.

A look belongs to the whole application, as QPalette does, so it is reached by functions:
`colour("accent")`, `font(bold=True)`, `row_height()`. Whatever paints asks at the time of
painting; whatever keeps a picture listens to `look().changed`.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop_app.ui.tokens import MODES, themes_folder, tokens

SYSTEM = "system"


class Look(QObject):
    """The mode (light, dark, or as the system is) and the density that are now in use.

    Signals:
        changed: Mode or density changed; palette and style sheet are set already.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = SYSTEM
        self.mode = "light"
        self.density = "standard"
        self._colours: dict[str, QColor] = {}
        self._hairlines: dict[str, QPen] = {}

    def colour(self, name: str) -> QColor:
        """Return the colour of the token `name` in the mode in use."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(tokens().colours[self.mode][name])
        return found

    def hairline(self, name: str) -> QPen:
        """Return a pen of one device pixel in the colour of the token `name`."""
        found = self._hairlines.get(name)
        if found is None:
            found = self._hairlines[name] = QPen(self.colour(name), 0)
        return found

    def _forget(self) -> None:
        self._colours.clear()
        self._hairlines.clear()

    def set_mode(self, wanted: str) -> None:
        """Show `wanted`: "light", "dark" or "system"."""
        self.wanted = wanted
        _tell_system(wanted)
        mode = wanted if wanted in MODES else _system_mode()
        if mode != self.mode:
            self.mode = mode
            self._forget()
            self._dress()
            self.changed.emit()

    def set_density(self, density: str) -> None:
        """Use another row height: "compact", "standard" or "loose"."""
        if density != self.density:
            self.density = density
            self.changed.emit()

    def start(self, wanted: str = SYSTEM, density: str = "standard") -> None:
        """Dress the application for the first time."""
        self.wanted = wanted
        self.density = density
        _tell_system(wanted)
        self.mode = wanted if wanted in MODES else _system_mode()
        self._forget()
        # Loading a style costs as much as painting the window: only where it is not there yet.
        if QApplication.style().objectName().lower() != "fusion":
            QApplication.setStyle(QStyleFactory.create("Fusion"))
        QApplication.setFont(font())
        self._dress()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(
            self._on_system_changed, Qt.ConnectionType.UniqueConnection
        )

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self._palette())
            app.setStyleSheet(style_sheet(self.mode))

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.wanted not in MODES:
            self.set_mode(SYSTEM)

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text3"))
        return palette


_ROLES = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "red",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "header",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "input",
    QPalette.ColorRole.Shadow: "line2",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
}


def _tell_system(wanted: str) -> None:
    """Ask for title bars and native dialogs of the same mode."""
    hints = QGuiApplication.styleHints()
    if wanted in MODES:
        dark = wanted == "dark"
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    else:
        hints.unsetColorScheme()


def _system_mode() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


@cache
def look() -> Look:
    """Return the look of the application."""
    return Look()


def colour(name: str) -> QColor:
    """Return the colour of the token `name` in the mode in use."""
    return look().colour(name)


def hairline(name: str) -> QPen:
    """Return a pen of one device pixel in the colour of the token `name`."""
    return look().hairline(name)


@cache
def _families() -> list[str]:
    installed = set(QFontDatabase.families())
    wanted = [name for name in tokens().families if name in installed]
    return wanted or [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont(_families())
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def font(kind: str = "body", *, bold: bool = False) -> QFont:
    """Return the font of a kind of text: caption, body, section, title, figure or print."""
    weight = QFont.Weight.Bold if bold else QFont.Weight.Normal
    return QFont(_font(tokens().type_sizes[kind], weight))


def row_height(density: str | None = None) -> int:
    """Return the height of a table row: font height and padding, rounded up to 4 pixels."""
    padding = tokens().density[density or look().density]
    return -(-(QFontMetrics(font()).height() + padding) // 4) * 4


def style_sheet(mode: str) -> str:
    """Return the application's style sheet with the tokens of `mode` filled in."""
    folder = themes_folder()
    colours = tokens().colours[mode]
    words = {
        **colours,
        **{name: f"{value}px" for name, value in tokens().sizes.items()},
        **{f"type_{name}": f"{value}px" for name, value in tokens().type_sizes.items()},
        "tick": f"url({(folder / f'tick-{mode}.svg').as_posix()})",
        "arrow": f"url({(folder / f'arrow-{mode}.svg').as_posix()})",
    }
    text = (folder / "window.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda match: words[match[1]], text)
