"""What stands in a column beside the labels of a form: values, units, line codes or remarks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_ALL_BUT = 0.7
_LEAST_CODES = 5


def is_dash(cell: Cell) -> bool:
    """Whether a cell holds a mark that stands where no value can."""
    return isinstance(cell, str) and fold(cell) in layout_words().dashes


def role_beside(head: str, cells: Sequence[Cell]) -> str:
    """Return what stands in a column beside labels: "unit", "code", "note" or "value"."""
    core, known = fold(head), layout_words()
    if known.form_units.fullmatch(core):
        return "unit"
    if core and known.form_codes.fullmatch(core):
        return "code"
    if core in words().remark or core in words().serial or is_aside(core):
        return "note"
    texts = [cell for cell in cells if isinstance(cell, str)]
    units = sum(1 for text in texts if unit_of(text) is not None or is_dash(text))
    if len(cells) >= 2 and units >= _ALL_BUT * len(cells):
        return "unit"
    return "code" if not core and _are_codes(cells) else "value"


def is_aside(core: str) -> bool:
    """Whether what stands below a heading was aimed at or compares: 年度目标, 完成率, 同比."""
    known = layout_words()
    if is_firm_name(core):
        # 宁波甲有限责任公司 is no 责任单位.
        return False
    return bool(known.aimed.search(core)) or known.measures.fullmatch(core) is not None


def _are_codes(cells: Sequence[Cell]) -> bool:
    """Whether small numbers rise from line to line, as line codes do."""
    numbers = [int(text) for cell in cells if (text := plain_text(cell)).isdecimal()]
    rising = all(low < high for low, high in pairwise(numbers))
    return len(numbers) >= _LEAST_CODES and len(numbers) == len(cells) and rising
