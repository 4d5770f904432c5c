"""Makes workbooks of pieces of a sheet, as calamine reads them: each piece is a sheet of its own.

The texts that cells share are read once a workbook, however many pieces it has.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from zipfile import ZipFile

from desktop_app.sheets import caps
from desktop_app.sheets.xlsx.book import XlsxBook

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="{office}"><workbookPr date1904="{is_1904:d}"/><sheets>{sheets}</sheets></workbook>'
)
_SHEET = '<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{links}</Relationships>"
)
_MAIN = '<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
_RELATION = '<Relationship Id="r{number}" Type="{office}/worksheet" Target="{number}.xml"/>'


class PieceBook:
    """What the pieces of a workbook's sheets have in common.

    Args:
        book: The workbook.
    """

    def __init__(self, book: XlsxBook) -> None:
        self._is_1904 = book.is_1904
        frame = io.BytesIO()
        parts = {"xl/styles.xml": book.styles_part, "xl/sharedStrings.xml": book.texts_part}
        with book.archive() as archive, ZipFile(frame, "w") as packed:
            main = _MAIN.format(office=_OFFICE)
            packed.writestr("_rels/.rels", _RELATIONS.format(links=main))
            for name, part in parts.items():
                if part:
                    packed.writestr(name, caps.read_part(archive, part))
        self._frame = frame.getvalue()

    def of(self, pieces: Sequence[Iterable[bytes]]) -> io.BytesIO:
        """Return a workbook with a sheet for each piece, named by its number from 1 on.

        Args:
            pieces: The XML of each, whole and in parts.
        """
        whole = io.BytesIO()
        whole.write(self._frame)
        numbers = range(1, len(pieces) + 1)
        sheets = "".join(_SHEET.format(number=number) for number in numbers)
        links = "".join(_RELATION.format(number=number, office=_OFFICE) for number in numbers)
        with ZipFile(whole, "a") as packed:
            book = _BOOK.format(office=_OFFICE, is_1904=self._is_1904, sheets=sheets)
            packed.writestr("xl/workbook.xml", book)
            packed.writestr("xl/_rels/workbook.xml.rels", _RELATIONS.format(links=links))
            for number, xml in zip(numbers, pieces, strict=True):
                with packed.open(f"xl/{number}.xml", "w") as part:
                    for window in xml:
                        part.write(window)
        whole.seek(0)
        return whole
