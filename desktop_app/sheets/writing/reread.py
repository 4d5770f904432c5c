"""Reads back the sheets that `stream` made, and no others: strict, streaming, quick.

One regular expression a sheet describes a whole row of it, so a row is taken in one step and
anything that our own writer would not have written is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop_app.domain.plans import Stored
from desktop_app.sheets import textguard
from desktop_app.sheets.writing.cells import (
    FLAG_TEXTS,
    NUMBERS,
    Column,
    Look,
    code_of,
    day_text,
)
from desktop_app.sheets.writing.stream import Values, letters_of

# A branch is quicker than an optional group, and these run over each sign of a package.
_SHOWN = r' t="inlineStr"><is><t(?:>| xml:space="preserve">)'
_TEXT = rf"(?:/>|{_SHOWN}([^<]*)</t></is></c>)"
_NUMBER = r"(?:/>|><v>((?:|-)\d{1,20}(?:\.\d{1,12}|))</v></c>)"
_DATE = rf"(?:/>|(><v>\d{{1,7}}|{_SHOWN}[^<]*)(?:</v>|</t></is>)</c>)"
_DAY_MARK = "><v>"
_ANY_CELL = re.compile(
    r'<c r="([A-Z]+)(\d+)" s="\d+"'
    r'(?:/>| t="n"></c>| t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
    r'|(?: t="n")?><v>([^<]*)</v></c>)'
)
_BEGIN, _END, _ROW_END = "<sheetData>", "</sheetData>", "</row>"
_CONTROLS = bytes((*range(9), 11, 12, 13, *range(14, 32), 127))
"""What no text may hold and XML itself does not need."""
_LARGEST = 2**63
_LONGEST_REST = 1024 * 1024
"""Characters that may wait for the end of their row; real rows have a few hundred."""


class NotOurs(Exception):  # noqa: N818 - an answer about the sheet, not an error of the program
    """The sheet is not as our own writer writes it; the message says where."""


def read_chunks(
    blocks: Iterable[bytes], columns: Sequence[Column], first_row: int
) -> Iterator[Values]:
    """Yield the rows of a streamed sheet from the row `first_row` on, column by column.

    `blocks` are the bytes of the sheet's part in pieces.

    Raises:
        NotOurs: The sheet is not one that the writer made with these columns.
    """
    pattern = _row_pattern(columns)
    decoders = [_decoder(column) for column in columns]
    number = first_row
    for text in _row_texts(blocks, first_row):
        rows = []
        place = 0
        for found in pattern.finditer(text):
            if found.start() != place or found[1] != str(number):
                break
            rows.append(found.groups())
            number += 1
            place = found.end()
        if place != len(text):
            raise NotOurs(f"row {number}")
        cells = list(zip(*rows, strict=True))[1:]
        try:
            values = [decode(column) for decode, column in zip(decoders, cells, strict=True)]
        except (LookupError, ValueError, OverflowError) as error:
            raise NotOurs(f"before row {number}") from error
        yield values


def read_cells(blocks: Iterable[bytes]) -> Iterator[dict[str, str]]:
    """Yield each row of a small sheet as texts by column letters; blanks are left out.

    Raises:
        NotOurs: The sheet is not one that the writer made.
    """
    try:
        text = _clean(b"".join(blocks)).decode()
        start, end = text.find(_BEGIN), text.find(_END)
        if start < 0 or end < start:
            raise NotOurs("no rows")
        for row in text[start + len(_BEGIN) : end].split(_ROW_END)[:-1]:
            yield _cells(row)
    except ValueError as error:
        raise NotOurs("a small sheet") from error


def _cells(row: str) -> dict[str, str]:
    cells = _ANY_CELL.findall(row)
    if row.count("<c ") != len(cells):
        raise NotOurs(row[:40])
    return {c: textguard.unescape(shown or v) for c, _row, shown, v in cells if shown or v}


def _clean(block: bytes) -> bytes:
    if len(block.translate(None, _CONTROLS)) != len(block):
        raise NotOurs("a control character")
    return block


def _row_texts(blocks: Iterable[bytes], first_row: int) -> Iterator[str]:
    """Yield the text of whole rows from `first_row` to the last, some at a time."""
    decode = codecs.getincrementaldecoder("utf-8")()
    source = iter(blocks)
    rest = ""
    start = -1
    head = re.compile(f'<row r="{first_row}">|{_END}')
    while start < 0:
        rest = _longer(rest, source, decode)
        found = head.search(rest)
        start = found.start() if found else -1
    rest = rest[start:]
    while (end := rest.find(_END)) < 0:
        cut = rest.rfind(_ROW_END) + len(_ROW_END)
        if cut >= len(_ROW_END):
            yield rest[:cut]
            rest = rest[cut:]
        rest = _longer(rest, source, decode)
    if end:
        yield rest[:end]
    # What follows is print set-up; reading on makes the container check its sum.
    for block in source:
        _clean(block)


def _longer(rest: str, source: Iterator[bytes], decode: codecs.IncrementalDecoder) -> str:
    if len(rest) > _LONGEST_REST:
        raise NotOurs("a row without end")
    try:
        return rest + decode.decode(_clean(next(source)))
    except StopIteration:
        raise NotOurs("the sheet ends early") from None
    except UnicodeDecodeError:
        raise NotOurs("no UTF-8") from None


def _row_pattern(columns: Sequence[Column]) -> re.Pattern[str]:
    cells = "".join(
        rf'<c r="{letters_of(n)}\1" s="\d+"{_cell_pattern(column)}'
        for n, column in enumerate(columns, 1)
    )
    return re.compile(rf'<row r="(\d+)">{cells}</row>')


def _cell_pattern(column: Column) -> str:
    if column.look in NUMBERS:
        return _NUMBER
    return _DATE if column.look is Look.DATE else _TEXT


Decoder = Callable[[Sequence[str | None]], Sequence[Stored]]


def _decoder(column: Column) -> Decoder:
    if column.look is Look.AMOUNT:
        return lambda texts: _amounts(column.digits, texts)
    if column.look in NUMBERS:
        return _whole_numbers
    if column.look in {Look.TEXT, Look.CODE}:
        return _plain
    return _remembering(_ONE[column.look])


def _plain(texts: Sequence[str | None]) -> Sequence[Stored]:
    joined = "".join(filter(None, texts))
    if "&" not in joined and "_x" not in joined:
        return texts
    return [text if text is None else textguard.unescape(text) for text in texts]


def _whole_numbers(texts: Sequence[str | None]) -> Sequence[Stored]:
    return _storable([None if text is None else int(text) for text in texts])


def _amounts(digits: int, texts: Sequence[str | None]) -> Sequence[Stored]:
    tens = [10 ** (digits - places) for places in range(digits + 1)]
    return _storable([None if text is None else _amount(text, tens) for text in texts])


def _amount(text: str, tens: Sequence[int]) -> int:
    """Return a decimal as whole number; `tens` are what it is to be taken times, by its places."""
    whole, _point, part = text.partition(".")
    return int(whole + part) * tens[len(part)]


def _storable(numbers: Sequence[int | None]) -> Sequence[Stored]:
    """Return numbers as they are; no database of ours holds larger ones."""
    given = [number for number in numbers if number is not None]
    if given and not -_LARGEST <= min(given) <= max(given) < _LARGEST:
        raise ValueError(_LARGEST)
    return numbers


class _Known(dict[str | None, Stored]):
    """The cells understood so far; understands the missing ones."""

    def __init__(self, decode: Callable[[str], Stored]) -> None:
        super().__init__({None: None})
        self._decode = decode

    def __missing__(self, text: str) -> Stored:
        made = self[text] = self._decode(text)
        return made


def _remembering(decode: Callable[[str], Stored]) -> Decoder:
    """Decode columns with few different cells: each is understood once."""
    known = _Known(decode)
    return lambda texts: [known[text] for text in texts]


def _date(cell: str) -> str:
    if cell.startswith(_DAY_MARK):
        return day_text(int(cell.removeprefix(_DAY_MARK)))
    return textguard.unescape(cell.rpartition(">")[2])


def _flag(cell: str) -> int:
    return FLAG_TEXTS.index(cell)


_ONE: dict[Look, Callable[[str], Stored]] = {
    Look.DATE: _date,
    Look.FLAG: _flag,
    Look.CODED: lambda cell: code_of(textguard.unescape(cell)),
}
