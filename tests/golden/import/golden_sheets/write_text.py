"""Writes drawn sheets as text tables, in the encodings and with the separators that are met."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from golden_sheets.grid import Fault, Formula, Grid, Value


def text(
    path: Path, drawn: Grid, *, encoding: str = "utf-8", separator: str = ",", lead: str = ""
) -> None:
    """Write a sheet as a text table.

    Args:
        path: The file.
        drawn: The sheet.
        encoding: Name as Python knows it; "utf-8-sig" and "utf-16" begin with their mark.
        separator: Between cells.
        lead: What stands before the first row.
    """
    out = io.StringIO(newline="")
    out.write(lead)
    csv.writer(out, delimiter=separator).writerows(
        [_shown(cell) for cell in row] for row in drawn.rows
    )
    path.write_bytes(out.getvalue().encode(encoding))


def _shown(cell: Value) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Fault):
        return cell.text
    if isinstance(cell, Formula):
        return "" if cell.result is None else str(cell.result)
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).upper() if isinstance(cell, bool) else str(cell)
