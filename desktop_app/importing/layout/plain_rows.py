"""Tells rows that head nothing by what stands in them: banners, captions, sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_COLONS = (":", "：")
_STRETCHED = 0.7
_SEVERAL = 2
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.]|[(（][一二三四五六七八九十]{1,3}[)）]")


def is_banner(row: Row) -> bool:
    """Whether one text stretches over a row, as a title does."""
    texts = [text for cell in row if (text := cell_text(cell))]
    return len(texts) > 2 and len(set(texts)) == 1 and len(texts) >= _STRETCHED * len(row)


def sums_up(row: Row, upper: Row) -> bool:
    """Whether a row right below headings is the sum of the rows below it: 合计 | | 2000.

    Below a heading over several columns, 合计 heads the first of them.
    """
    said = ((column, cell_text(cell)) for column, cell in enumerate(row))
    texts = {column: "".join(fold(text).split()) for column, text in said if text}
    first = next(iter(texts), 0)
    if texts.get(first) not in words().totals or len(texts) == 1:
        return False
    over, beside = (cell_text(c) for c in [*upper, "", "", *[""] * len(row)][first : first + 2])
    rest = [text for column, text in texts.items() if column != first]
    return bool(over and beside) and over != beside and all(map(is_number, rest))


def are_labels_beside(row: Row) -> bool:
    """Whether labels with colons stand right beside each other, and no values."""
    ends = [cell_text(cell).endswith(_COLONS) for cell in row]
    return sum(one and other for one, other in pairwise(ends)) >= _SEVERAL


def is_caption(row: Row) -> bool:
    """Whether a row says no more than what group follows: 一、发明专利."""
    texts = {text for cell in row if (text := cell_text(cell))}
    return len(texts) == 1 and _NUMBERED.match(texts.pop()) is not None


def numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row below a heading numbers its columns, as official forms do: 甲 乙 1 2, 1 2 3."""
    texts = [fold(plain_text(cell)) for cell in cells if is_filled(cell)]
    is_led = bool(texts) and texts[0] in words().ordinals and all(len(one) <= 2 for one in texts)
    return len(texts) > 1 and (is_led or texts == list(map(str, range(1, max(len(texts), 3) + 1))))
