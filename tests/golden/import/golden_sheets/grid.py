r"""Sheets written down as text, one line a row and `|` between cells.

    序号 | 企业名称     | 研发费用 | <
    ^    | ^            | 2022年   | 2023年
    =1   | 宁波示例甲厂 | 12万元   | =1200.5

A cell is text as it stands. `=` makes it what Excel would hold: `=12.5` a number, `=2024-03-05` a
date, `=TRUE` a tick, `=#REF!` an error. `==A1+B1` is a formula saved without its result,
`==A1+B1→12` one with it; `\=` begins a text with that sign. `<` belongs to the cell at its left and
`^` to the one above, as merged cells do. `␣` is a space at an edge, `⍽` one that does not break,
`⏎` a new line, `¦` a bar. `{A}` is the code of a firm, `{甲}` the name 宁波示例甲有限公司; `{#07}`
and `{@07}` are code and name of the seventh of a hundred more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from desktop_app.domain.identifiers import org_check, uscc_check

CODES = {
    "A": "91330203MA2TE5T1XB",
    "B": "91330205MA2TE5T288",
    "C": "91330206MA2TE5T36H",
    "D": "91330211MA2TE5T44K",
    "E": "91330212MA2TE5T52W",
    "F": "91330213MA2TE5T606",
    "G": "91330225MA2TE5T79F",
    "H": "91330226MA2TE5T87Q",
    "I": "91330281MA2TE5T958",
    "J": "91330282MA2TE5TA3H",
    "K": "91330201MA2TE5TB12",
}
"""Credit codes of firms that do not exist."""

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36,
          "#N/A": 42}  # fmt: skip
"""Error values, and the numbers by which binary workbooks call them."""

_SIGNS = str.maketrans({"␣": " ", "⍽": "\xa0", "⏎": "\n", "¦": "|"})
_SHORT = re.compile(r"\{([A-K\u4e00-\u9fff])\}|\{([#@])(\d\d)\}")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class Formula(NamedTuple):
    """A formula, and the result that was saved with it; None for none."""

    text: str
    result: float | str | None = None


class Fault(NamedTuple):
    """An error value."""

    text: str


Value = str | float | bool | dt.date | Formula | Fault | None


class Merge(NamedTuple):
    """A merged range, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its rows, and what is merged or hidden; rows and columns count from 0."""

    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False
    comments: Mapping[str, str] = field(default_factory=dict)
    struck: tuple[str, ...] = ()

    def noted(self, row: int, column: int) -> str:
        """Return what is noted on a cell, whose row and column count from 0."""
        return self.comments.get(cell_name(row, column), "")

    def is_struck(self, row: int, column: int) -> bool:
        """Whether a cell is struck through; only .xlsb is written so."""
        return cell_name(row, column) in self.struck

    def covered(self) -> set[tuple[int, int]]:
        """Return the cells that a merged range hides."""
        return {
            (row, column)
            for top, left, bottom, right in self.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }


def cell_name(row: int, column: int) -> str:
    """Return what Excel calls a cell, whose row and column count from 0."""
    return f"{chr(ord('A') + column)}{row + 1}"


def grid(
    text: str,
    *,
    hidden_rows: tuple[int, ...] = (),
    hidden_columns: tuple[int, ...] = (),
    hidden: bool = False,
    comments: Mapping[str, str] = MappingProxyType({}),
    struck: tuple[str, ...] = (),
) -> Grid:
    """Return the sheet that a text draws; a line `.` is a blank row.

    Args:
        text: The drawing.
        hidden_rows: Rows as Excel shows them, from 1.
        hidden_columns: Columns from 0.
        hidden: Whether the tab is hidden.
        comments: What is noted on cells, by their names.
        struck: Names of cells that are struck through.
    """
    drawn = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    rows = tuple(() if line == ["."] else tuple(map(_value, line)) for line in drawn)
    merges, gone = _merges(drawn), tuple(n - 1 for n in hidden_rows)
    return Grid(rows, merges, gone, hidden_columns, hidden, comments, struck)


def _value(drawn: str) -> Value:
    if drawn in {"", "<", "^"}:
        return None
    if drawn.startswith("=="):
        text, _, result = drawn[1:].partition("→")
        return Formula(text, _result(result))
    if drawn.startswith("="):
        return _typed(drawn[1:])
    return spelled(drawn.removeprefix("\\")).translate(_SIGNS)


def spelled(text: str) -> str:
    """Return a text with `{A}` and `{甲}`, `{#07}` and `{@07}` written out."""
    return _SHORT.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    if found[1]:
        return CODES.get(found[1], f"宁波示例{found[1]}有限公司")
    if found[2] == "@":
        return f"宁波示例{found[3]}号有限公司"
    own = f"MA2GK0{found[3]}"
    body = f"91330203{own}{org_check(own)}"
    return body + uscc_check(body)


def _result(drawn: str) -> float | str | None:
    try:
        return float(drawn) if drawn else None
    except ValueError:
        return spelled(drawn.removeprefix("\\"))


def _typed(drawn: str) -> Value:
    if drawn.startswith("#"):
        return Fault(drawn)
    if drawn in {"TRUE", "FALSE"}:
        return drawn == "TRUE"
    day = _DAY.fullmatch(drawn)
    return dt.date(*map(int, day.groups())) if day else float(drawn)


def _merges(drawn: list[list[str]]) -> tuple[Merge, ...]:
    """Return the ranges that `<` and `^` draw, each grown from its upper left cell."""
    found = []
    for top, line in enumerate(drawn):
        for left, cell in enumerate(line):
            if cell in {"<", "^"}:
                continue
            right = _reach(line, left, "<")
            column = [row[left] if left < len(row) else "" for row in drawn]
            bottom = _reach(column, top, "^")
            if (top, left) != (bottom, right):
                found.append(Merge(top, left, bottom, right))
    return tuple(found)


def _reach(cells: list[str], start: int, sign: str) -> int:
    end = start
    while end + 1 < len(cells) and cells[end + 1] == sign:
        end += 1
    return end
