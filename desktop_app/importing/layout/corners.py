"""Names the corner of tables at whose left names of figures stand.

项目 above what totals are called is 指标; 指标 beside 甬创孵化器 is a carrier's name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.heading_rows import LOOKED_AT
from desktop_app.importing.layout.headings import LONGEST, cell_text, is_summed
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

CARRIER, KIND = "载体名称", "载体类别"
"""Labels of a carrier's name and kind."""
FIRM, TOTAL, PLACE = "企业名称", "指标", "区县"
"""What stands over names of firms, of totals, and of districts."""

_OVER_COLUMNS = ("列标签", "值")
"""What a pivot table says over its columns where it does not name what they are of."""

_LEAST = 2
_LEFT = 4
"""Columns at the left in which names of figures stand."""
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class _Corner:
    """The cell above names of figures, what it says, and the columns of carriers beside it."""

    row: int
    column: int
    name: str
    carriers: Sequence[int] = ()

    def put(self, rows: Sequence[Row]) -> list[Row]:
        """Return rows in which the corner says so."""
        heading = list(rows[self.row])
        if self.carriers:
            # A unit or remark beside them is none.
            beside = set(range(self.column + 1, len(heading))) - {*self.carriers}
            heading = ["" if column in beside else cell for column, cell in enumerate(heading)]
        heading[self.column] = self.name
        return [*rows[: self.row], heading, *rows[self.row + 1 :]]


def with_corners_named(rows: Sequence[Row], known: Lexicon) -> Sequence[Row]:
    """Return rows whose corner says what stands below it, or beside it.

    Args:
        rows: The first rows of a sheet.
        known: The headings that are known.
    """
    for number in range(min(len(rows), LOOKED_AT)):
        rows = _with_places_named(_with_sum_titled(rows, number), number)
        found = _corner(rows, number, known)
        if found is not None:
            return found.put(rows)
        for blank in _left_blank(rows, number, known):
            rows = blank.put(rows)
    return rows


def kind_of_carrier(name: str) -> str:
    """Return the kind of a carrier as its name says it, or ""."""
    ends = layout_words().carriers
    return next((kind for kind, pattern in ends.items() if pattern.fullmatch(fold(name))), "")


def carrier_in(text: str, places: Collection[str]) -> str:
    """Return the carrier that a title begins with, a year before it or not, or "".

    Args:
        text: The title.
        places: Names of districts; 海曙区科技企业孵化器 is none of its own.
    """
    known = layout_words()
    found = known.titled_carrier.match(fold(text))
    name = found[1] if found else ""
    rest = name
    for place in sorted(places, key=len, reverse=True):
        rest = rest.removeprefix(place)
    return name if name and not known.any_carriers.fullmatch(rest) else ""


def _corner(rows: Sequence[Row], number: int, known: Lexicon) -> _Corner | None:
    row = rows[number]
    for column in _at_left(rows, number):
        core = fold(cell_text(row[column]))
        below = partial(_below, rows, number, column)
        if _may_be_over_totals(core, row[column + 1 :], known) and _are_totals(below(), known):
            return _Corner(number, column, TOTAL)
        names = _names_beside(row, column, core)
        if names and _are_of_carriers(below(), known):
            return _Corner(number, column, CARRIER, names)
    return None


def _at_left(rows: Sequence[Row], number: int) -> range:
    """Return the columns of a row in which names of figures stand."""
    edge = _edge(rows, number)
    return range(edge, min(len(rows[number]), edge + _LEFT))


def _edge(rows: Sequence[Row], number: int) -> int:
    """Return the column in which a table begins: columns left of it may be blank."""
    starts = (
        next((column for column, cell in enumerate(row) if is_filled(cell)), len(row))
        for row in rows[number : number + 2]
    )
    return min(starts, default=0)


def _with_sum_titled(rows: Sequence[Row], number: int) -> Sequence[Row]:
    """Return rows in which what a pivot table sums titles the years below: 求和项:加计扣除额."""
    first, *rest = [cell for cell in rows[number] if is_filled(cell)] or [""]
    if not (isinstance(first, str) and is_summed(first)) or not rest:
        return rows
    if any(fold(cell_text(cell)) not in {*words().period, *_OVER_COLUMNS} for cell in rest):
        return rows
    return [*rows[:number], [cell_text(first)], *rows[number + 1 :]]


def _with_places_named(rows: Sequence[Row], number: int) -> Sequence[Row]:
    """Return rows in which 区县 stands for 单位 over districts, which else names firms."""
    for column in _at_left(rows, number):
        cell = rows[number][column]
        is_unit = isinstance(cell, str) and fold(cell) in words().title_unit
        if is_unit and _are_places(_below(rows, number, column)):
            return _Corner(number, column, PLACE).put(rows)
    return rows


def _are_places(texts: Sequence[str]) -> bool:
    """Whether texts are districts, the sum of all apart: 海曙区, 江北区, 合计."""
    cores = [core for text in texts if (core := fold(text)) not in words().totals]
    return len(set(cores)) >= _LEAST and all(map(layout_words().places.fullmatch, cores))


def _left_blank(rows: Sequence[Row], number: int, known: Lexicon) -> list[_Corner]:
    """Return what stands left of years with no heading: firms, and names of their figures."""
    row = [cell_text(cell) for cell in rows[number]]
    times = [column for column, text in enumerate(row) if text and period_said(text) is not None]
    first = times[0] if len(times) > 1 else 0
    edge = _edge(rows, number)
    if not edge < first <= edge + _LEFT or len(times) < sum(map(bool, row[first:])):
        return []
    called = {
        column: _called(_below(rows, number, column), known)
        for column in range(edge, first)
        if not row[column] or known.knows(heading_key(row[column]))
        # 营业收入 above figures heads them.
        if row[column] or not any(map(is_number, _cells_below(rows, number, column)))
    }
    if sorted(filter(None, called.values())) != sorted((FIRM, TOTAL)):
        return []
    return [_Corner(number, c, name) for c, name in called.items() if name and not row[c]]


def _called(texts: Sequence[str], known: Lexicon) -> str:
    """Return what heads firms, or names of figures; "" over anything else."""
    if texts and all(is_firm_name(fold(text)) for text in texts):
        return FIRM
    figures = sum(1 for text in texts if known.counts(heading_key(text)))
    return TOTAL if texts and figures >= _MOSTLY * len(texts) else ""


def _cells_below(rows: Sequence[Row], number: int, column: int) -> list[Cell]:
    return [row[column] for row in rows[number + 1 :] if column < len(row)]


def _below(rows: Sequence[Row], number: int, column: int) -> list[str]:
    """Return the texts below a cell."""
    cells = _cells_below(rows, number, column)
    return [cell for cell in cells if isinstance(cell, str) and is_filled(cell)]


def _may_be_over_totals(core: str, beside: Row, known: Lexicon) -> bool:
    if known.is_total(heading_key(core)) or not any(map(is_filled, beside)):
        return False
    return core.endswith(layout_words().over_totals) or _is_over_years(core, beside)


def _is_over_years(core: str, beside: Row) -> bool:
    """Whether 年份 stands in the corner, beside years and nothing else."""
    texts = [cell_text(cell) for cell in beside if is_filled(cell)]
    is_dated = all((text and period_said(text) is not None) or text.isdecimal() for text in texts)
    return core in words().period and is_dated


def _are_totals(texts: Sequence[str], known: Lexicon) -> bool:
    if any(is_firm_name(fold(text)) for text in texts):
        # Of a list of firms, below which totals have a table of their own.
        return False
    return known.lists_totals(texts) or known.lists_own_totals(texts)


def _names_beside(row: Row, column: int, core: str) -> list[int]:
    """Return the columns beside a corner that may name carriers, where the corner may be one."""
    if core and not _is_corner(core):
        return []
    names = [c for c in range(column + 1, len(row)) if _may_be_named(row[c])]
    called = sum(1 for c in names if kind_of_carrier(cell_text(row[c])))
    # Nothing in the corner says no more than the names do.
    is_said = called > 0 or len(names) >= _LEAST if core else called == len(names)
    return names if is_said else []


def _is_corner(core: str) -> bool:
    known = layout_words()
    return core in known.corners or known.form_names.fullmatch(core) is not None


def _may_be_named(cell: Cell) -> bool:
    """Whether a cell may name a carrier, or the sum of all: no unit, period, firm or place."""
    text = cell_text(cell)
    core, known = fold(text), layout_words()
    patterns = (known.form_units, known.form_codes, known.form_values, known.measures, known.places)
    if core in words().totals:
        return True
    return (
        isinstance(cell, str)
        and 1 < len(core) <= LONGEST
        and not any(pattern.fullmatch(core) for pattern in patterns)
        and (not known.aimed.search(core) or bool(kind_of_carrier(core)))
        and period_said(text) is None
        and unit_of(text) is None
        and core not in words().remark | words().serial | words().unit
        and not is_firm_name(core)
    )


def _are_of_carriers(texts: Sequence[str], known: Lexicon) -> bool:
    """Whether most of the names in a column are figures of carriers."""
    forms = [
        {target.form for target in chain(*known.targets(heading_key(text))[:1])} for text in texts
    ]
    own = sum(1 for found in forms if found & known.carriers)
    is_sure = any(map(known.is_of_carriers, texts))
    return is_sure and own >= max(_LEAST, _MOSTLY * len([found for found in forms if found]))
