"""Rows of a sheet as a stream of XML: a few thousand rows at a time, never a whole sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Stored
from desktop_app.i18n import _
from desktop_app.sheets import textguard
from desktop_app.sheets.writing.cells import Column, Styles, Texts, cell_maker, plain_texts

ROWS_A_CHUNK = 1000
LAST_ROW = 1_048_576
"""The last row that a sheet of a workbook has."""

Values = Sequence[Sequence[Stored]]
"""Some rows, column by column."""

Watch = Callable[[Values, Sequence[Texts]], None]
"""Is shown each chunk of columns, as stored and as plain texts, before it is written."""

Arrange = Callable[[Values], Values]
"""Turns the columns of the rows that come into the columns of the sheet."""


@dataclass(slots=True)
class Streamed:
    """Where a stream of rows stands; `next_row` is the number of the row after the last."""

    next_row: int


def letters_of(number: int) -> str:
    """Return the letters of the column `number`, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_chunks(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Stored]],
    *,
    sheet: str,
    styles: Styles,
    at: Streamed,
    watch: Watch | None = None,
    arrange: Arrange | None = None,
) -> Iterator[bytes]:
    """Yield the XML of `rows`, from the row `at.next_row` on, which moves along.

    `rows` have one value for each of `columns`, unless `arrange` makes them so, chunk by chunk;
    each chunk is shown to `watch` before it is written.

    Raises:
        UserError: A text that no sheet can hold (names `sheet` and cell), or too many rows.
    """
    letters = [letters_of(i) for i in range(1, len(columns) + 1)]
    makers = [cell_maker(column, styles) for column in columns]
    source = iter(rows)
    while chunk := list(islice(source, ROWS_A_CHUNK)):
        if at.next_row + len(chunk) > LAST_ROW + 1:
            raise _too_many(sheet)
        values: Values = list(zip(*chunk, strict=True))
        if arrange:
            values = arrange(values)
        texts = [plain_texts(c, v) for c, v in zip(columns, values, strict=True)]
        if watch:
            watch(values, texts)
        numbers = [str(n) for n in range(at.next_row, at.next_row + len(chunk))]
        pieces: list[str | Sequence[str]] = ['<row r="', numbers, '">']
        for letter, maker, column in zip(letters, makers, texts, strict=True):
            pieces += (f'<c r="{letter}', numbers)
            try:
                pieces += maker(column)
            except textguard.UnfitText as error:
                text = error.args[0]
                textguard.refuse(text, sheet=sheet, cell=letter + numbers[column.index(text)])
        at.next_row += len(chunk)
        yield _row_by_row([*pieces, "</row>"], len(chunk)).encode()


def _row_by_row(pieces: Sequence[str | Sequence[str]], count: int) -> str:
    """Join the pieces of `count` rows; one that is a single text stands in each row."""
    merged: list[str | Sequence[str]] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(before := merged[-1], str):
            merged[-1] = before + piece
        else:
            merged.append(piece)
    laid = [""] * (len(merged) * count)
    for place, piece in enumerate(merged):
        laid[place :: len(merged)] = [piece] * count if isinstance(piece, str) else piece
    return "".join(laid)


def _too_many(sheet: str) -> UserError:
    message = _("工作表“{sheet}”超过 {n} 行，工作簿放不下。")
    hint = _("分期别或分批上报，文件未生成。")
    return UserError(message.format(sheet=sheet, n=f"{LAST_ROW:,}"), hint)
