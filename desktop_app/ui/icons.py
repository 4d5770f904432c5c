"""Line icons (Tabler, MIT) in the colours of the theme, sharp at every scale."""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.paths import resources
from desktop_app.ui import theme

STROKE = "1.75"
GAP = 4
"""Room at the right of an icon in a button, beside the 4 pixels that Fusion leaves."""

_pixmaps: dict[tuple[str, str, int, str, float], QPixmap] = {}
_icons: dict[tuple[str, int, str, str, int, tuple[float, ...]], QIcon] = {}


def icon(name: str, size: int = 16, *, role: str = "text2", on: str = "", gap: int = 0) -> QIcon:
    """Return an icon; `role` and `on` are colour tokens, plain and when selected or checked.

    Args:
        name: File name in resources/icons without ".svg".
        size: Edge in logical pixels.
        role: Token of its colour.
        on: Token of its colour when checked; "" for the same.
        gap: Empty pixels added at the right.
    """
    ratios = _ratios()
    key = (theme.look().mode, size, name, f"{role}/{on}", gap, ratios)
    found = _icons.get(key)
    if found is None:
        found = _icons[key] = _make(name, size, (role, on), gap)
    return found


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """Return the icon as a picture of `size` logical pixels at the device pixel `ratio`."""
    picture = QPixmap(math.ceil((size + gap) * ratio), math.ceil(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, _shape(name, size * ratio))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), colour)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def cached(name: str, size: int, role: str, ratio: float) -> QPixmap:
    """Return the icon as a picture from the cache, for delegates that paint many."""
    key = (theme.look().mode, name, size, role, ratio)
    found = _pixmaps.get(key)
    if found is None:
        found = _pixmaps[key] = pixmap(name, size, theme.colour(role), ratio)
    return found


def app_icon() -> QIcon:
    """Return the icon of the program."""
    return QIcon(str(resources() / "icons" / "app.svg"))


def _ratios() -> tuple[float, ...]:
    """The device pixel ratios of the screens."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


def _make(name: str, size: int, roles: tuple[str, str], gap: int) -> QIcon:
    role, on = roles
    made = QIcon()
    states = [
        (QIcon.Mode.Normal, QIcon.State.Off, role),
        (QIcon.Mode.Disabled, QIcon.State.Off, "line2"),
    ]
    if on:
        states.append((QIcon.Mode.Normal, QIcon.State.On, on))
    for ratio in _ratios():
        for mode, state, token in states:
            made.addPixmap(pixmap(name, size, theme.colour(token), ratio, gap), mode, state)
    return made


@cache
def _shape(name: str, edge: float) -> QPixmap:
    """Return the drawing in black, which every colour and state of an icon is made from."""
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    picture = QPixmap(math.ceil(edge), math.ceil(edge))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    return picture
