"""Copying to and pasting from Excel: tab-separated text, and HTML that keeps codes as text."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

TYPED_COLUMNS = "application/x-shuangbei-typed-columns"
"""Which of the copied columns can be typed, as 0 and 1; read when a block comes back to a grid."""

SIGNS = str.maketrans({"−": "-", "\u2003": " ", "\t": " ", "\r": " ", "\n": " "})
LONG_DIGITS = 11


def copy(rows: Sequence[Sequence[str]], typed: Sequence[bool] = ()) -> None:
    """Put a block of cells on the clipboard.

    Args:
        rows: Texts as they are shown; Excel-friendly texts are made of them here.
        typed: Which columns can be typed into.
    """
    data = QMimeData()
    data.setText(as_text(rows))
    data.setHtml(as_html(rows))
    if typed:
        data.setData(TYPED_COLUMNS, "".join("1" if one else "0" for one in typed).encode())
    QGuiApplication.clipboard().setMimeData(data)


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as tab-separated text; figures are plain, minus is one that Excel knows."""
    return "\n".join("\t".join(friendly(cell) for cell in row) for row in rows)


def friendly(text: str) -> str:
    """Return a cell's text so that Excel reads a figure as a figure."""
    plain = text.translate(SIGNS)
    bare = plain.replace(",", "")
    return bare if bare.lstrip("+-").replace(".", "", 1).isdigit() else plain


def as_html(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a table in which long numbers and leading zeros stay text."""
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            plain = friendly(cell)
            digits = plain.isdigit() and (len(plain) > LONG_DIGITS or plain.startswith("0"))
            style = ' style="mso-number-format:\\@"' if digits and plain != "0" else ""
            cells.append(f"<td{style}>{html.escape(plain)}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def pasted() -> list[list[str]]:
    """Return the block on the clipboard, [] if there is no text; a quoted cell may hold lines.

    Columns that were copied from a grid and cannot be typed into are left out.
    """
    data = QGuiApplication.clipboard().mimeData()
    text = data.text() if data is not None else ""
    if not text:
        return []
    rows = read_block(text)
    if data is not None and data.hasFormat(TYPED_COLUMNS):
        keep = bytes(data.data(TYPED_COLUMNS).data()).decode()
        if all(len(row) == len(keep) for row in rows):
            rows = [[c for c, k in zip(row, keep, strict=True) if k == "1"] for row in rows]
    return rows


def read_block(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text as Excel and WPS write it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if '"' not in text:
        return [line.split("\t") for line in text.split("\n")]
    rows: list[list[str]] = [[]]
    place, end = 0, len(text)
    while place <= end:
        if text.startswith('"', place) and (close := _closing(text, place)) > 0:
            rows[-1].append(text[place + 1 : close].replace('""', '"').replace("\n", " "))
            place = close + 1
        else:
            stop = min(_find(text, "\t", place), _find(text, "\n", place))
            rows[-1].append(text[place:stop])
            place = stop
        if place < end and text[place] == "\n":
            rows.append([])
        place += 1
    return rows


def _find(text: str, sign: str, start: int) -> int:
    found = text.find(sign, start)
    return len(text) if found < 0 else found


def _closing(text: str, start: int) -> int:
    """Return where a quoted cell ends, or 0 if the quote belongs to the text."""
    place = start + 1
    while (place := text.find('"', place)) > 0:
        if text.startswith('""', place):
            place += 2
            continue
        after = text[place + 1 : place + 2]
        return place if after in {"", "\t", "\n"} else 0
    return 0
