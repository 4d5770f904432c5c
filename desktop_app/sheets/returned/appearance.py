"""How a sheet looks: widths, heights and the styles of some rows, as far as they are told."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from zipfile import BadZipFile, ZipFile

from lxml import etree

from desktop_app.sheets import caps
from desktop_app.sheets.read_errors import RefusedError
from desktop_app.sheets.returned.ods_look import OdsLook
from desktop_app.sheets.returned.xls_look import XlsLook, XlsStyles
from desktop_app.sheets.returned.xlsb_look import XlsbLook, XlsbStyles
from desktop_app.sheets.table import column_index
from desktop_app.sheets.xls.book import biff_book
from desktop_app.sheets.xls.read import records_of
from desktop_app.sheets.xlsb.read import sheet_parts
from desktop_app.sheets.xlsx import read_xml

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDEST = 16_384
_WITH_STYLES = 8
"""Version of .xls from which on its styles are read: Excel 97."""

_DAMAGES = (
    *(BadZipFile, caps.OverCapError, RefusedError, etree.XMLSyntaxError),
    *(ValueError, IndexError, EOFError, struct.error),
)


@dataclass(slots=True)
class Appearance:
    """How a sheet looks; rows are counted from 1 and columns from 0.

    Attributes:
        widths: Widths of columns in characters.
        heights: Heights of rows in points, where they were set by hand.
        fitted: Heights of other rows in points, as the program that saved them fitted them.
        frozen: How many rows and columns stay in view.
        styles: Number of the style of each cell of the rows asked for.
        book: The workbook that these numbers are of, or None.
    """

    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    fitted: dict[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    styles: dict[int, dict[int, int]] = field(default_factory=dict)
    book: Workbook | None = None


def appearances(
    data: bytes, kind: str, wanted: Mapping[str, Collection[int]]
) -> dict[str, Appearance]:
    """Return how some sheets of a file look; what cannot be told is left out.

    Args:
        data: The file's bytes.
        kind: "xlsx", "xls", "xlsb", "ods" or another, of which nothing is told.
        wanted: The tabs, and the rows of each whose styles are wanted.
    """
    found = {name: Appearance() for name in wanted}
    if kind == "xlsx":
        for name, rows in wanted.items():
            # Damage takes the look of its sheet away, and nothing else.
            with suppress(*_DAMAGES):
                _of_xlsx(data, name, rows, found[name])
    with suppress(*_DAMAGES):
        if kind == "ods":
            _of_ods(data, wanted, found)
        elif kind == "xls":
            _of_xls(data, wanted, found)
        elif kind == "xlsb":
            _of_xlsb(data, wanted, found)
    return found


def _of_xlsx(data: bytes, name: str, rows: Collection[int], found: Appearance) -> None:
    with caps.check_zip(data) as archive:
        part = read_xml.part_of(archive, name)
        if not part:
            return
        _look_through(archive, part, rows, found)
        if found.styles:
            found.book = _style_book(archive)


def _of_xls(
    data: bytes, wanted: Mapping[str, Collection[int]], found: Mapping[str, Appearance]
) -> None:
    book = biff_book(records_of(data))
    if book.version < _WITH_STYLES:
        return
    starts = {sheet.name: sheet.start for sheet in reversed(book.sheets)}
    styles = XlsStyles(book)
    for name, own in found.items():
        if name not in starts:
            continue
        with suppress(*_DAMAGES):
            look = XlsLook(book, starts[name], wanted[name])
            own.heights, own.fitted, own.frozen = look.heights, look.fitted, look.frozen
            _put_styles(own, look.cells, styles)


def _of_xlsb(
    data: bytes, wanted: Mapping[str, Collection[int]], found: Mapping[str, Appearance]
) -> None:
    parts = sheet_parts(data)
    with caps.check_zip(data) as archive:
        styles = XlsbStyles(_part(archive, "styles.bin"), _part(archive, "theme1.xml"))
        for name, own in found.items():
            if name not in parts:
                continue
            with suppress(*_DAMAGES):
                look = XlsbLook(caps.read_part(archive, parts[name]), wanted[name])
                own.widths, own.frozen = look.widths, look.frozen
                own.heights, own.fitted = look.heights, look.fitted
                _put_styles(own, look.cells, styles)


def _of_ods(
    data: bytes, wanted: Mapping[str, Collection[int]], found: Mapping[str, Appearance]
) -> None:
    with caps.check_zip(data) as archive:
        look = OdsLook(archive, wanted)
    for name, own in found.items():
        table = look.tables[name]
        own.widths, own.frozen = table.widths, table.frozen
        own.heights, own.fitted = table.heights, table.fitted
        _put_styles(own, table.cells, look.styles)


class _Numbered(Protocol):
    """Styles of a workbook of another kind, and the workbook of openpyxl that has them."""

    styled: Workbook

    def number(self, style: Any, /) -> int:  # noqa: ANN401 - a number or a name
        """Return the number of a style in that workbook."""
        ...


def _put_styles(
    found: Appearance, cells: Mapping[int, Mapping[int, object]], styles: _Numbered
) -> None:
    found.book = styles.styled
    found.styles = {
        number: {column: styles.number(one) for column, one in row.items()}
        for number, row in cells.items()
    }


class _Stream(io.RawIOBase):
    """The windows of a part as a file to read."""

    def __init__(self, windows: Iterator[bytes]) -> None:
        self._windows = windows
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            window = next(self._windows, None)
            if window is None:
                return 0
            self._rest = window
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _look_through(archive: ZipFile, part: str, rows: Collection[int], found: Appearance) -> None:
    last, number = max(rows, default=0), 0
    source = io.BufferedReader(_Stream(caps.inflated(archive, part)))
    parsing = etree.iterparse(
        source,
        events=("end",),
        tag=("{*}pane", "{*}col", "{*}row"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for _event, element in parsing:
        kind = etree.QName(element).localname
        if kind == "pane":
            found.frozen = _frozen(element)
        elif kind == "col":
            _note_width(element, found)
        else:
            number = int(element.get("r") or number + 1)
            if number in rows:
                _note_row(element, number, found)
            element.clear()
            if number >= last:
                break


def _frozen(pane: etree._Element) -> tuple[int, int]:
    if pane.get("state", "").startswith("frozen"):
        return int(float(pane.get("ySplit", "0"))), int(float(pane.get("xSplit", "0")))
    return 0, 0


def _note_width(column: etree._Element, found: Appearance) -> None:
    width = float(column.get("width", "0"))
    if width > 0:
        for index in range(int(column.get("min", "1")) - 1, int(column.get("max", "0"))):
            if index >= _WIDEST or len(found.widths) >= _WIDEST:
                break
            found.widths[index] = width


def _note_row(row: etree._Element, number: int, found: Appearance) -> None:
    if row.get("ht"):
        by_hand = row.get("customHeight") in {"1", "true"}
        (found.heights if by_hand else found.fitted)[number] = float(row.get("ht", "0"))
    cells: dict[int, int] = {}
    place = -1
    for cell in row.iterfind("{*}c"):
        letters = (cell.get("r") or "").rstrip("0123456789")
        place = column_index(letters) if letters else place + 1
        cells[place] = int(cell.get("s", "0"))
    found.styles[number] = cells


def _part(archive: ZipFile, name: str) -> bytes:
    found = [part for part in archive.namelist() if part.lower().endswith(f"/{name}")]
    return caps.read_part(archive, found[0]) if found else b""


def _style_book(archive: ZipFile) -> Workbook | None:
    """Return an empty workbook with the styles of another; None where they make no sense."""
    from openpyxl import Workbook
    from openpyxl.styles.stylesheet import apply_stylesheet

    book, alone = Workbook(), io.BytesIO()
    try:
        with ZipFile(alone, "w") as styles, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            styles.writestr("xl/styles.xml", _part(archive, "styles.xml"))
            apply_stylesheet(styles, book)
    except Exception:  # noqa: BLE001 - openpyxl stumbles over damaged styles in any way
        return None
    book.loaded_theme = _part(archive, "theme1.xml") or None
    return book
