"""Writes drawn sheets as .ods, the way LibreOffice saves them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from golden_sheets.grid import Fault, Formula, Grid, Value
from golden_sheets.write_xlsx import write_zip

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
    for name, what in (("office", "office"), ("table", "table"), ("text", "text"),
                       ("style", "style"), ("of", "of"))
)  # fmt: skip
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_HIDDEN = (
    '<office:automatic-styles><style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def ods(path: Path, tabs: Mapping[str, Grid], *, stray_rows: int = 1) -> None:
    """Write sheets as LibreOffice does.

    Args:
        path: The file.
        tabs: Sheets by name.
        stray_rows: Blank rows that the last one stands for, as where a format reaches down.
    """
    sheets = "".join(_table(name, grid, stray_rows) for name, grid in tabs.items())
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content {_SPACES} office:version="1.3">{_HIDDEN}'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    write_zip(path, {"mimetype": _MIME, "content.xml": content, "META-INF/manifest.xml": _MANIFEST})


def _table(name: str, drawn: Grid, stray_rows: int) -> str:
    style = ' table:style-name="gone"' if drawn.hidden else ""
    width = max(map(len, drawn.rows), default=1)
    columns = "".join(
        f"<table:table-column{_gone(place in drawn.hidden_columns)}/>" for place in range(width)
    )
    rows = "".join(
        f"<table:table-row{_gone(number in drawn.hidden_rows)}>{_row(drawn, number)}"
        "</table:table-row>"
        for number in range(len(drawn.rows))
    )
    stray = (
        f'<table:table-row table:number-rows-repeated="{stray_rows}">'
        f'<table:table-cell table:number-columns-repeated="{width}"/></table:table-row>'
    )
    return f'<table:table table:name="{escape(name)}"{style}>{columns}{rows}{stray}</table:table>'


def _gone(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _row(drawn: Grid, number: int) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1)
             for top, left, bottom, right in drawn.merges}  # fmt: skip
    covered = drawn.covered()
    cells = []
    for column, cell in enumerate(drawn.rows[number]):
        kind = "covered-table-cell" if (number, column) in covered else "table-cell"
        down, across = spans.get((number, column), (1, 1))
        span = (
            f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
            if (down, across) != (1, 1)
            else ""
        )
        value, shown = _value(cell)
        text = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n") if shown)
        said = escape(drawn.noted(number, column))
        text += f"<office:annotation><text:p>{said}</text:p></office:annotation>" if said else ""
        cells.append(f"<table:{kind}{span}{value}>{text}</table:{kind}>")
    return "".join(cells) or "<table:table-cell/>"


def _value(cell: Value) -> tuple[str, str]:
    """Return the attributes of a cell and what it shows."""
    if isinstance(cell, Fault):
        return ' table:formula="of:=[.#REF!]" office:value-type="string"', cell.text
    if isinstance(cell, Formula):
        lead = f' table:formula="of:{escape(cell.text)}"'
        value, shown = _value(cell.result)
        return lead + value, shown
    if isinstance(cell, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(cell).lower()}"', str(cell)
    if isinstance(cell, dt.date):
        return f' office:value-type="date" office:date-value="{cell}"', f"{cell:%Y年%m月%d日}"
    if isinstance(cell, float):
        return f' office:value-type="float" office:value="{cell:.15g}"', f"{cell:,.2f}"
    return (' office:value-type="string"', cell) if cell else ("", "")
