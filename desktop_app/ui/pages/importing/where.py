"""Rows as a person finds them again: file, sheet, number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from desktop_app.i18n import _, listed


def named_rows(rows: Sequence[tuple[str, str, int]]) -> str:
    """Return where some rows stand: (file, sheet, number) each; each sheet is named once."""
    return listed(
        _("{sheet} 第 {row} 行").format(
            sheet=f"{file} › {sheet}", row=listed(f"{number:,}" for *_where, number in numbers)
        )
        for (file, sheet), numbers in groupby(rows, key=lambda row: row[:2])
    )
