"""Cells of sheets that go back to people: values as they came, to XML."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from desktop_app.sheets import textguard
from desktop_app.sheets.table import PLAIN, Cell, Look

_EARLIEST = dt.date(1900, 3, 1)
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_LONGEST_NUMBER = 11
"""Digits beyond which a spreadsheet program would no longer show a retyped number in full."""

DAY = "yyyy-mm-dd"
MOMENT = "yyyy-mm-dd hh:mm:ss"
TIME = "hh:mm:ss"
TEXT = "@"
_DATES = {"y": "yyyy", "ym": 'yyyy"年"m"月"', "md": 'm"月"d"日"', "t": TIME}


def tidied(cell: Cell) -> Cell:
    """Return a value that a workbook can hold: texts without control signs, days it knows."""
    if isinstance(cell, str):
        text = textguard.FORBIDDEN.sub("", cell)
        return text if textguard.is_fit(text) else text[: textguard.LONGEST_TEXT // 2]
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    if isinstance(cell, dt.datetime):
        cell = cell.replace(tzinfo=None)
        return cell if cell.date() >= _EARLIEST else str(cell)
    if isinstance(cell, dt.date):
        return cell if cell >= _EARLIEST else str(cell)
    return cell


def number_format(cell: Cell, *, is_code: bool) -> str:
    """Return the format that keeps a value what it is where its cell has no format of its own."""
    if isinstance(cell, dt.datetime):
        return MOMENT if cell.time() != dt.time() else DAY
    if isinstance(cell, dt.date):
        return DAY
    if isinstance(cell, dt.time | dt.timedelta):
        return TIME
    if is_code or (isinstance(cell, str) and _looks_like_a_code(cell)):
        return TEXT
    return ""


def format_code(look: Look) -> str:
    """Return a number format that shows numbers as `look` says, or "" where none can."""
    if look == PLAIN or look.varies:
        return ""
    if look.date:
        return _DATES.get(look.date, "")
    if look.percent:
        return "0.00%"
    shifts = ((commas, shift) for commas in range(4) for shift in range(4))
    found = next((s for s in shifts if 1000 ** s[0] * 10 ** s[1] == look.divisor), None)
    if found is None:
        return ""
    unit = f'"{look.unit}"' if look.unit else ""
    if look.divisor == 1:
        return f"{'0' * look.digits or 'General'}{unit}"
    commas, shift = found
    return f"0{'!.' + '0' * shift if shift else ''}{',' * commas}{unit}"


def _looks_like_a_code(text: str) -> bool:
    """Whether retyping a text would turn it into a number that has lost digits."""
    core = text.strip()
    return core.isdecimal() and (core.startswith("0") or len(core) >= _LONGEST_NUMBER)


def is_formula_like(cell: Cell) -> bool:
    """Whether a spreadsheet program would take a text for a formula when it is typed again."""
    return isinstance(cell, str) and cell.startswith(textguard.FORMULA_STARTS)


def cell_xml(reference: str, style: int, cell: Cell) -> str:
    """Return the XML of one cell; a text is a text, whatever it looks like."""
    head = f'<c r="{reference}" s="{style}"'
    if cell == "":
        return f"{head}/>"
    for kind, make in _MAKERS:
        if isinstance(cell, kind):
            return head + make(cell)
    return f"{head}/>"


def _text(cell: Cell) -> str:
    text = str(cell)
    if text in _ERRORS:
        return f' t="e"><v>{text}</v></c>'
    space = ' xml:space="preserve"' if textguard.keeps_space(text) else ""
    return f' t="inlineStr"><is><t{space}>{textguard.escape(text)}</t></is></c>'


def _flag(cell: Cell) -> str:
    return f' t="b"><v>{int(bool(cell))}</v></c>'


def _number(cell: Cell) -> str:
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15
    return f"><v>{int(cell) if whole else cell!r}</v></c>"  # type: ignore[arg-type]


def _moment(cell: Cell) -> str:
    from openpyxl.utils.datetime import to_excel

    return f"><v>{to_excel(cell)!r}</v></c>"  # type: ignore[no-untyped-call]


# True is an int, so flags go before numbers.
_MAKERS: tuple[tuple[type | tuple[type, ...], Callable[[Cell], str]], ...] = (
    (str, _text),
    (bool, _flag),
    ((int, float), _number),
    ((dt.date, dt.time, dt.timedelta), _moment),
)
