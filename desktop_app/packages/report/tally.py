"""Counts, control totals and digest of a sheet's records: made on writing, made again on checking.

The digest is SHA-256 over the logical rows: first the column codes, then the records in the order
of their uids. Values stand as canonical texts, separated by U+001F, rows end with U+001E, and a
blank is U+0000, which no text can hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.domain.plans import Stored
from desktop_app.packages.report.columns import UID, SheetColumn
from desktop_app.sheets.writing.cells import Texts, exact

_BLANK = "\0"
_UNIT = "\x1f"
_RECORD = "\x1e"
_AT_ONCE = 1000
"""Rows that are hashed in one go."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What 清单 says of a sheet's records.

    Attributes:
        rows: How many there are.
        totals: Sum of each column in its display unit as exact decimal text; "" for texts.
        digest: SHA-256 of the logical rows, hexadecimal.
        doubled: A uid that comes twice, or "".
    """

    rows: int
    totals: tuple[str, ...]
    digest: str
    doubled: str = ""


class Tally:
    """Takes the columns of a sheet, chunk by chunk."""

    def __init__(self, columns: Sequence[SheetColumn]) -> None:
        self._columns = columns
        kept = [index for index, column in enumerate(columns) if not column.shown_only]
        # The uid stands in front, so that sorting the rows sorts them by uid.
        self._order = sorted(kept, key=lambda index: columns[index].code != UID)
        self._sums = [0] * len(columns)
        self._rows: list[bytes] = []

    @property
    def rows(self) -> int:
        """How many records there were so far."""
        return len(self._rows)

    def take(self, values: Sequence[Sequence[Stored]], texts: Sequence[Texts]) -> None:
        """Count further records, given column by column as stored and as canonical texts."""
        for index, column in enumerate(self._columns):
            if column.summed:
                # Blanks and zeros add nothing.
                self._sums[index] += sum(filter(None, values[index]))  # type: ignore[arg-type]
        plain = [[_BLANK if t is None else t for t in texts[i]] for i in self._order]
        # Encoding many rows at once is quicker, and no text holds the sign that parts them again.
        joined = _RECORD.join(map(_UNIT.join, zip(*plain, strict=True)))
        self._rows.extend(joined.encode().split(_RECORD.encode()))

    def counted(self) -> Counted:
        """Return what was counted; the tally is used up."""
        self._rows.sort()
        codes = (self._columns[index].code for index in self._order)
        digest = hashlib.sha256((_UNIT.join(codes) + _RECORD).encode())
        end = _RECORD.encode()
        for start in range(0, len(self._rows), _AT_ONCE):
            digest.update(end.join((*self._rows[start : start + _AT_ONCE], b"")))
        totals = tuple(
            exact(total, column.column.digits) if column.summed else ""
            for column, total in zip(self._columns, self._sums, strict=True)
        )
        return Counted(len(self._rows), totals, digest.hexdigest(), self._doubled())

    def _doubled(self) -> str:
        """Return the first uid that comes twice in the ordered rows, or ""."""
        unit = _UNIT.encode()
        uids = [row.partition(unit)[0] for row in self._rows]
        return next((uid.decode() for uid, after in pairwise(uids) if uid == after), "")
