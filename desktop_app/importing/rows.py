"""Tells the rows that are no records: sums, sign-off lines, notes, headings said again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.heading_rows import is_firm_name
from desktop_app.importing.model import JOINT
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, is_filled

_LONGEST_TOTAL = 14
_FEW = 3
_REPEATED = 0.6
_COUNTED = re.compile(r"[共计]{1,2}[:：]?\d+(?:家|户|项|件|个|条|人)")
_AFTER = r"(?:[:：(].*)?"
_SIGNED = r"(?:[:：(]|[一-鿿]{0,4}$)"
"""What follows a short word of a sign-off: its end, or the name of who signed."""


class RowSieve:
    """Sorts out rows that hold no valid code, one by one.

    Attributes:
        closed: Whether a sign-off line has passed, after which only rows with a code are records.

    Args:
        headings: The headings of the columns.
        mapped: Columns that are taken.
        names: Those of them that name what a row is about; what stands there speaks first.
    """

    def __init__(
        self, headings: Collection[str], mapped: Sequence[int], names: Sequence[int] = ()
    ) -> None:
        # A heading of several rows comes again row by row.
        parts = {part for text in headings for part in (text, *text.split(JOINT))}
        self._headings = frozenset(map(fold, parts - {""}))
        self._mapped = tuple(mapped)
        self._names = tuple(names)
        known = words()
        self._total = re.compile(rf".{{0,10}}?(?:{_any(known.totals)}){_AFTER}|{_COUNTED.pattern}")
        self._share = re.compile(known.shares)
        self._sign_off = re.compile(
            rf"(?:{_any(known.sign_off)})|(?:{_any(known.sign_off_words)}){_SIGNED}"
        )
        self._note = re.compile(rf"(?:{_any(known.notes)})(?:[:：、.]|\d|$)")
        self._example = re.compile(rf"[(]?(?:{_any(known.examples)})(?:[)]|[:：]|\d|$)")
        self.closed = False

    def reason(self, row: Sequence[Cell]) -> str:
        """Return why a row is no record, or ""; the row holds no valid code."""
        filled = [cell for cell in row if is_filled(cell)]
        if not filled:
            return "blank"
        texts = [fold(cell) for cell in filled if isinstance(cell, str)]
        named = self._named(row)
        return (
            self._by_words([text for text in texts if text], named, len(filled))
            or self._by_shape(row, filled, texts)
            or ("after_sign_off" if self.closed else "")
        )

    def _named(self, row: Sequence[Cell]) -> list[str]:
        cells = [row[place] for place in self._names if place < len(row)]
        return [text for cell in cells if isinstance(cell, str) and (text := fold(cell))]

    def _by_words(self, texts: Sequence[str], named: Sequence[str], filled: int) -> str:
        if not texts:
            return ""
        first = texts[0]
        # Beside the name of a firm, 合计 belongs to another cell's own matter.
        is_firm = any(":" not in text and is_firm_name(text) for text in named)
        asked = named if is_firm else [*named, *texts[: 1 if named else _FEW]]
        if any(map(self._is_total, asked)) or any(map(self._is_share, named)):
            return "total"
        reason = "" if is_firm and first in named else self._by_first(first, filled)
        if reason:
            self.closed = self.closed or reason == "sign_off"
            return reason
        repeated = sum(1 for text in texts if text in self._headings)
        return "heading" if repeated >= 2 and repeated >= _REPEATED * len(texts) else ""

    def _by_first(self, first: str, filled: int) -> str:
        if self._note.match(first) and filled <= _FEW:
            return "note"
        if self._sign_off.match(first) and filled <= 2 * _FEW:
            return "sign_off"
        return "example" if self._example.match(first) else ""

    def _is_total(self, text: str) -> bool:
        if text in words().lone_totals:
            return True
        return len(text) <= _LONGEST_TOTAL and self._total.fullmatch(text) is not None

    def _is_share(self, text: str) -> bool:
        """Whether 其中：规上企业 or 同比增长 stands where a firm should."""
        return self._share.fullmatch(text) is not None and not is_firm_name(
            text.rsplit(":", maxsplit=1)[-1]
        )

    def _by_shape(self, row: Sequence[Cell], filled: Sequence[Cell], texts: Sequence[str]) -> str:
        if not any(is_filled(row[place]) for place in self._mapped if place < len(row)):
            # Only a row number, a remark or a note stands in it.
            return "note" if texts else "blank"
        ordinals = words().ordinals
        rest = [cell for cell in filled if not isinstance(cell, str) or fold(cell) not in ordinals]
        numbers = [_small(cell) for cell in rest]
        is_counting = len(filled) >= _FEW and None not in numbers and _rises(numbers)
        return "numbering" if is_counting else ""


def _any(texts: Sequence[str]) -> str:
    return "|".join(map(re.escape, texts))


def _small(cell: Cell) -> int | None:
    if isinstance(cell, str) and cell.strip().isdecimal():
        return int(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool) and float(cell).is_integer():
        return int(cell) if 0 <= cell < 200 else None
    return None


def _rises(numbers: Sequence[int | None]) -> bool:
    """Whether the numbers are 1, 2, 3 … as a row of column numbers has them."""
    known = [number for number in numbers if number is not None]
    return known == list(range(known[0], known[0] + len(known))) if known else True
