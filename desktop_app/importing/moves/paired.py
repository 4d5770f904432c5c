"""One column that holds two values a cell: 2022.1-2023.12, 王芳 0574-87654321, 省级企业研究院."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.identifiers import is_mobile
from desktop_app.domain.texts import fold, plain_width
from desktop_app.importing.cells.date_text import read_span, read_when
from desktop_app.importing.cells.person_text import (
    is_name,
    is_phone_or_mobile,
    person_and_phone,
)
from desktop_app.importing.firm_names import is_firm_among_projects
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.moves.move import Move, clear
from desktop_app.sheets.table import Cell, Row

_NUMBER_AND_DAY = re.compile(
    r"((?:ZL|CN)?\d{8,12}\.?[\dXx]|PCT/[A-Z]{2}\d{2,4}/\d{5,6})[\s,，;；、/(]+([^()]{6,12}?)[)]?",
    re.I,
)

_NAME_AND_LEVEL = re.compile(r"(.{2,}?)\s*[（(]((?:国家|[省市区县])级)(?:备案|认定)?[)）]")

FIRST, LAST, PERSON, CALLED, PHONE = "first", "last", "person", "called", "phone"
KIND, DATED, NAMED, WHOSE = "kind", "dated", "named", "whose"
"""What is read in the column itself, of two times, of a person and a telephone, of a kind or a name
and its level, or of a patent's number and its day; CALLED is a person beside the number of a mobile
telephone, PERSON one beside another; WHOSE are things below the firm that they are of."""
_SUM = "小计"


@dataclass(frozen=True, slots=True)
class Paired(Move):
    """A column of which cells hold two values.

    Attributes:
        column: Where they stand.
        holds: Which of the two is read there.
        place: The column that the other one is read in.
        is_own: Whether the sheet has that column; else it is behind all that the sheet has.
    """

    column: int
    holds: str
    place: int
    is_own: bool = False

    def apply(self, rows: Iterable[Row]) -> None:
        """Part each cell in two; what does not hold two, or one that differs beside, stays."""
        for row in rows:
            if not self.is_own:
                clear(row, self.place)
            cell = row[self.column] if self.column < len(row) else ""
            two = parted(cell, self.holds)
            if two is None:
                continue
            row.extend([""] * (self.place + 1 - len(row)))
            if not self.is_own or _fits(row[self.place], two[1]):
                row[self.column] = two[0]
                row[self.place] = two[1] if row[self.place] == "" else row[self.place]


def parted(cell: Cell, holds: str) -> tuple[str, str] | None:
    """Return what a cell holds for its own column and for the other, or None if not two values."""
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else cell
    if not isinstance(text, str):
        return None
    if holds in {FIRST, LAST}:
        # 2021-08-09 is a day where nothing says that both ends stand there.
        is_day = holds == LAST and not read_when(text).reject
        two = None if is_day else _times(text)
        return two and (two if holds == FIRST else (two[1], two[0]))
    if holds == DATED:
        return _dated(text)
    if holds == NAMED:
        found = _NAME_AND_LEVEL.fullmatch(text.strip())
        return (found[1], found[2]) if found else None
    if holds == WHOSE:
        # What stands beside a firm over its projects is the sum of these.
        return (_SUM, text.strip()) if is_firm_among_projects(text.strip()) else None
    return _levelled(text) if holds == KIND else _called(text.strip(), holds)


def _dated(text: str) -> tuple[str, str] | None:
    """Return a patent's number and the day behind it: 202310123456.7（2023.2.5）."""
    found = _NUMBER_AND_DAY.fullmatch(plain_width(text).strip())
    day = read_when(found[2]) if found else None
    return (found[1], day.iso) if found and day and day.iso and not day.flag else None


def _levelled(text: str) -> tuple[str, str] | None:
    """Return a kind and the level that stands before it."""
    found = layout_words().levelled.fullmatch(fold(text))
    return (found["kind"], found["level"]) if found else None


def without_level(core: str) -> str:
    """Return a folded kind without the level before it: 企业研究院 of 省级企业研究院."""
    two = _levelled(core)
    return two[0] if two else core


def _called(text: str, holds: str) -> tuple[str, str] | None:
    """Return a person and a number, the one that stands in its own column first; "" for none."""
    if holds == PHONE:
        # 张三 alone under 联系电话 is whom to call.
        two = ("", text) if is_name(text) else person_and_phone(text)
        is_person = two is not None and is_name(two[1] if two[0] == "" else two[0])
        return ((two[1], two[0]) if two[0] else two) if two is not None and is_person else None
    two = ("", text) if is_phone_or_mobile(text) else person_and_phone(text)
    return two if two is not None and is_mobile(two[1]) == (holds == CALLED) else None


def _times(cell: str) -> tuple[str, str] | None:
    found = read_span(cell)
    if found is None or any(one.flag for one in found):
        return None
    return found[0].iso, found[1].iso


def _fits(cell: Cell, value: str) -> bool:
    """Whether a cell of the other column is blank or says the same."""
    if isinstance(cell, dt.date):
        return cell.isoformat()[: len(value)] == value
    return cell in {"", value} or (isinstance(cell, str) and read_when(cell).iso == value)
