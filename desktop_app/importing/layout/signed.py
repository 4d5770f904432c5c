"""Lines of a sheet to be signed, and who says that he fills it in."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.labels import pair_of
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled


def is_sign_off(texts: Sequence[str]) -> bool:
    """Whether the folded texts of a row are those of a line to sign."""
    if texts and texts[0].startswith(words().notes):
        return False
    to_sign, beside = layout_words().to_sign, layout_words().beside_signs
    if any(map(to_sign.fullmatch, texts)) and all(
        to_sign.fullmatch(text) or beside.fullmatch(text) for text in texts
    ):
        return True
    whole = "".join(texts)
    known = sorted((*words().sign_off, *words().sign_off_words), key=len, reverse=True)
    left, signs = whole, 0
    for word in known:
        # 单位负责人 is one word to sign, though 负责人 is within it.
        signs += word in left
        left = left.replace(word, "\n")
    return signs >= 2 or any(word in whole for word in layout_words().signs)


def above_signatures(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows above the lines to sign at the end of a sheet; all where there are none.

    A firm that is said to fill the sheet in belongs to what stands above.
    """
    last = len(rows)
    while last and _is_signed(rows[last - 1]):
        last -= 1
    signed = [cells for row in rows[last:] if (cells := _filled(row))]
    is_closed = any(is_sign_off([fold(plain_text(cell)) for _, cell in row]) for row in signed)
    return rows if not is_closed or any(map(reporter_in, signed)) else rows[:last]


def _is_signed(row: Row) -> bool:
    """Whether a row is blank or one of the lines to sign: 报出日期：2024年1月15日."""
    texts = [fold(plain_text(cell)) for _column, cell in _filled(row)]
    return not texts or is_sign_off(texts) or all(t.startswith(words().sign_off) for t in texts)


def _filled(row: Row) -> list[tuple[int, Cell]]:
    return [(column, cell) for column, cell in enumerate(row) if is_filled(cell)]


def reporter_in(cells: Sequence[tuple[int, Cell]]) -> tuple[int, str] | None:
    """Return the firm that fills a form in, and its column: 填报单位（盖章）：甲有限公司.

    Args:
        cells: The filled cells of a row, with their columns.
    """
    beside = [*cells[1:], (0, "")]
    for (column, cell), (next_column, next_cell) in zip(cells, beside, strict=True):
        text = plain_text(cell)
        pair = pair_of(text)
        label, place, name = (
            (pair[1], column, pair[2]) if pair else (text, next_column, plain_text(next_cell))
        )
        is_reporter = layout_words().reporters.fullmatch(fold(label.rstrip(":：")))
        if is_reporter and is_firm_name(fold(name)):
            return place, name.strip()
    return None
