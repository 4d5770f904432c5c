"""What an .xls says of itself as a whole: sheets, texts, number formats, dates."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_app.sheets.formats import BUILT_IN, GENERAL, Format, struck, understood
from desktop_app.sheets.read_errors import FileProblem, RefusedError
from desktop_app.sheets.xls.strings import byte_text, shared_texts, wide_text

BOF_KINDS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
EOF = 0x000A
_CODE_PAGE, _DATE_MODE, _FILE_PASS, _RECALC = 0x0042, 0x0022, 0x002F, 0x01C1
_BOUND_SHEET, _SST, _CONTINUE = 0x0085, 0x00FC, 0x003C
_FORMATS = {0x001E: 3, 0x041E: 5}
_XFS = {0x0043: 2, 0x0243: 3, 0x0443: 4, 0x00E0: 5}
_FONTS = frozenset({0x0031, 0x0231})
_STRUCK, _NO_FONT = 0x0008, 4
_VERSIONS = {0x0009: 2, 0x0209: 3, 0x0409: 4}
_BIFF8 = 0x0600
_WORKBOOK_GLOBALS, _WORKSHEET = 0x0005, 0x0010
_OLD_WORKBOOK = 0x0100
_HEAD = struct.Struct("<HH")


@dataclass(frozen=True, slots=True)
class BiffSheet:
    """A sheet of an .xls and where its records begin."""

    name: str
    hidden: bool
    start: int


@dataclass(slots=True)
class BiffBook:
    """An .xls before its sheets are read.

    Attributes:
        stream: All its records.
        version: 2, 3, 4, 5 or 8.
        code_page: Of its texts before Unicode.
        is_1904: Whether day 0 is 1904-01-01.
        is_calculated: Whether the program that saved it says that it worked out the formulas.
        sheets: Its worksheets.
        texts: Texts that cells share.
        struck_texts: Numbers of those of which letters are struck through, and left out.
        looks: Number format of each cell format, by its number.
    """

    stream: bytes
    version: int = 8
    code_page: int = 936
    is_1904: bool = False
    is_calculated: bool = False
    sheets: list[BiffSheet] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    struck_texts: frozenset[int] = frozenset()
    looks: list[Format] = field(default_factory=list)

    def text(self, body: bytes, place: int) -> str:
        """Return a cell's or formula's text that begins with its length at `place`."""
        if self.version == 8:
            return wide_text(body, place)
        width = 1 if self.version == 2 else 2
        length = int.from_bytes(body[place : place + width], "little")
        start = place + width
        return byte_text(body[start : start + length], self.code_page)

    def look(self, cell_format: int) -> Format:
        """Return how a cell format shows numbers."""
        return self.looks[cell_format] if cell_format < len(self.looks) else GENERAL


def records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of each record's body."""
    unpack, last = _HEAD.unpack_from, len(stream) - 4
    while place <= last:
        kind, size = unpack(stream, place)
        yield kind, place + 4, size
        place += 4 + size


def sheet_records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield the records of the sheet that begins at `start`, without those of charts within it.

    Raises:
        EOFError: The sheet breaks off.
    """
    depth = 0
    for record in records(stream, start):
        if record[0] in BOF_KINDS:
            depth += 1
        elif record[0] == EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield record
    raise EOFError


def biff_book(stream: bytes) -> BiffBook:
    """Return what an .xls says of itself.

    Raises:
        RefusedError: It is encrypted, damaged, or no workbook.
    """
    book = BiffBook(stream)
    kind, start, size = next(records(stream, 0), (0, 0, 0))
    if kind not in BOF_KINDS or size < 4:
        raise RefusedError(FileProblem.CORRUPT)
    version, content = struct.unpack_from("<HH", stream, start)
    book.version = _VERSIONS.get(kind) or (8 if version == _BIFF8 else 5)
    if content == _OLD_WORKBOOK:
        raise RefusedError(FileProblem.UNSUPPORTED, "Excel 4 Workbook")
    _Globals(book).run()
    if book.version < 5 or content == _WORKSHEET:
        book.sheets = [BiffSheet("", hidden=False, start=0)]
    if not book.sheets:
        raise RefusedError(FileProblem.CORRUPT)
    return book


def has_password(stream: bytes) -> bool:
    """Whether the records before the first sheet say that the others are encrypted."""
    for kind, _place, _size in records(stream, 0):
        if kind in {_FILE_PASS, EOF}:
            return kind == _FILE_PASS
    return False


class _Globals:
    """Runs through the records before the first sheet; in the oldest files, through all."""

    def __init__(self, book: BiffBook) -> None:
        self._book = book
        self._codes: dict[int, str] = {}
        self._cell_formats: list[tuple[int, int]] = []
        self._fonts = 0
        self._struck: set[int] = set()
        self._shared: list[bytes] = []

    def run(self) -> None:
        """Take what the records say."""
        last = 0
        stream = self._book.stream
        for kind, place, size in records(stream, 0):
            if kind == EOF:
                break
            if kind == _SST or (kind == _CONTINUE and last == _SST):
                self._shared.append(stream[place : place + size])
                last = _SST
                continue
            last = kind
            if kind in _WANTED:
                self._take(kind, stream[place : place + size])
        if self._shared:
            texts = shared_texts(self._shared, self._struck)
            self._book.texts, self._book.struck_texts = texts
        self._book.looks = [self._look(*shown) for shown in self._cell_formats]

    def _take(self, kind: int, body: bytes) -> None:
        book = self._book
        if kind == _BOUND_SHEET:
            self._take_sheet(body)
        elif kind in _XFS:
            self._cell_formats.append((_format_number(body, _XFS[kind]), _font(body, _XFS[kind])))
        elif kind in _FONTS:
            # No font has the number 4.
            self._fonts += 1 + (self._fonts == _NO_FONT)
            if int.from_bytes(body[2:4], "little") & _STRUCK:
                self._struck.add(self._fonts - 1)
        elif kind in _FORMATS:
            self._take_format(body)
        elif kind == _CODE_PAGE:
            book.code_page = int.from_bytes(body[:2], "little")
        elif kind == _DATE_MODE:
            book.is_1904 = body[:2] == b"\1\0"
        elif kind == _RECALC:
            book.is_calculated = True
        elif kind == _FILE_PASS:
            raise RefusedError(FileProblem.PASSWORD)

    def _take_sheet(self, body: bytes) -> None:
        start, state, kind = struct.unpack_from("<IBB", body)
        if kind:
            return
        book = self._book
        if book.version == 8:
            name = wide_text(body, 6, is_long=False)
        else:
            name = byte_text(body[7 : 7 + body[6]], book.code_page)
        book.sheets.append(BiffSheet(name, bool(state & 3), start))

    def _take_format(self, body: bytes) -> None:
        book = self._book
        if book.version == 8:
            self._codes[int.from_bytes(body[:2], "little")] = wide_text(body, 2)
        elif book.version >= 4:
            number = int.from_bytes(body[:2], "little") if book.version == 5 else len(self._codes)
            self._codes[number] = byte_text(body[3 : 3 + body[2]], book.code_page)
        else:
            self._codes[len(self._codes)] = byte_text(body[1 : 1 + body[0]], book.code_page)

    def _look(self, number: int, font: int) -> Format:
        code = self._codes.get(number) or BUILT_IN.get(number)
        found = understood(code) if code else GENERAL
        return struck(found) if font in self._struck else found


_WANTED = frozenset(
    {*_FONTS, _BOUND_SHEET, _CODE_PAGE, _DATE_MODE, _RECALC, _FILE_PASS, *_XFS, *_FORMATS}
)


def _font(body: bytes, version: int) -> int:
    """Return the number of the font that a cell format names."""
    return int.from_bytes(body[:2], "little") if version == 5 else body[0]


def _format_number(body: bytes, version: int) -> int:
    """Return the number of the number format that a cell format names."""
    if version == 5:
        return int.from_bytes(body[2:4], "little")
    return body[2] & 0x3F if version == 2 else body[1]
