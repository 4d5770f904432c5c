"""Writes the pictures that Windows asks for from the icon of the window.

`python packaging/make_icons.py resources/icons/app.svg packaging/icons`: shuangbei.ico in all
sizes, from the title bar at 100 % to the large icons of the Explorer at 200 %, and setup.bmp,
which stands on the first and the last page of the setup.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
SMALLEST_PNG = 256
"""Older readers of icons, the installer's among them, take only the largest size as a PNG."""
SIDE, SIDE_ICON, SIDE_GROUND = (164, 314), 72, "#e4eef8"


def drawn(source: Path, size: int) -> QImage:
    """Return the icon at one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    return image


def as_png(image: QImage) -> bytes:
    """Return a picture as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())


def as_bitmap(image: QImage) -> bytes:
    """Return a picture as a bitmap of an icon: header, colours from below, mask for old readers."""
    size = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    row = 4 * size
    colours = bytes(image.constBits())
    lines = [colours[start : start + row] for start in range(0, len(colours), row)]
    mask_row = (size + 31) // 32 * 4
    return header + b"".join(reversed(lines)) + bytes(mask_row * size)


def icon(source: Path) -> bytes:
    """Return an .ico file with all sizes."""
    pictures = []
    for size in SIZES:
        image = drawn(source, size)
        pictures.append(as_png(image) if size >= SMALLEST_PNG else as_bitmap(image))
    place = 6 + 16 * len(SIZES)
    entries = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(SIZES)) + entries + b"".join(pictures)


def side(source: Path) -> QImage:
    """Return the picture beside the texts of the setup."""
    image = QImage(*SIDE, QImage.Format.Format_RGB888)
    image.fill(QColor(SIDE_GROUND))
    painter = QPainter(image)
    place = (SIDE[0] - SIDE_ICON) // 2
    QSvgRenderer(str(source)).render(painter, QRectF(place, place, SIDE_ICON, SIDE_ICON))
    painter.end()
    return image


def main() -> None:
    """Write the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    (folder / "shuangbei.ico").write_bytes(icon(source))
    side(source).save(str(folder / "setup.bmp"), "BMP")
    application.quit()


if __name__ == "__main__":
    main()
