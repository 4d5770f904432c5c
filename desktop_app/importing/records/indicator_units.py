"""Brings totals of the office into the unit of their indicator: 亿元 of 万元."""

from __future__ import annotations

from fractions import Fraction

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import Unit, heading_key, unit_of
from desktop_app.importing.mapping.places_across import OTHERS, names_places
from desktop_app.importing.model import DOUBT, TOTALS, Column, Remark
from desktop_app.importing.records.sheet_rows import SheetRows
from desktop_app.importing.words import words

_NAMED = frozenset({"remark_in_cell", "near_word"})
_ONE = Unit("家", "count")
_YUAN = Unit("元", "money")
_AMOUNTS = frozenset({"value", "numerator", "denominator"})
_STOCKS = frozenset({"stock", "cumulative"})


def ask_about_title(sheet: SheetRows, catalogue: Catalogue) -> None:
    """Ask about totals of a sheet whose title speaks of others: 新增高企, 2024年目标, 全市."""
    title, known = fold(sheet.mapping.title), layout_words()
    aims, flows = known.titled_aims.search(title), known.titled_flows.search(title)
    others = aims[0] if aims else _wider_place(sheet, catalogue)
    indicators = sheet.values(TOTALS, "indicator")
    if indicators is None or not (others or flows):
        return
    for place, code in enumerate(indicators):
        one = catalogue.indicators.get(str(code))
        said = others or (flows[0] if flows and one is not None and one.kind in _STOCKS else "")
        if one is not None and said:
            sheet.remark(place, "title_differs", other=said)


def _wider_place(sheet: SheetRows, catalogue: Catalogue) -> str:
    """Return the place around a district that a title begins with, where nothing names its own."""
    mapping = sheet.mapping
    said = layout_words().titled_wider.match(fold(mapping.title))
    units = {unit.code for unit in catalogue.units}
    names = catalogue.codes["reporting_unit"].spellings.items()
    texts = [fold(mapping.title), *(fold(column.heading) for column in mapping.columns)]
    is_own = any(name in text for name, code in names if code in units for text in texts)
    is_own |= any(names_places(column.heading, catalogue) for column in mapping.columns)
    is_own |= any(reason == OTHERS for _row, reason in sheet.table.skipped)
    return said["place"] if said and not is_own else ""


def into_indicator_units(sheet: SheetRows, catalogue: Catalogue) -> None:
    """Convert the totals of a sheet whose cells, rows or headings name another unit.

    A unit that cannot be the indicator's is asked about; the figure is taken as it stands.
    """
    indicators = sheet.values(TOTALS, "indicator")
    own = {one.id: unit_of(one.unit) for one in catalogue.indicators.values()}
    if indicators is None:
        return
    named = _take_units_of_names(sheet, catalogue)
    for column in sheet.mapping.of(TOTALS):
        values = sheet.table.column(TOTALS, column.field, column.period)
        if column.field not in _AMOUNTS or values is None:
            continue
        for place, value in enumerate(values):
            wanted = own.get(str(indicators[place]))
            is_named = (place, column.index) in named
            said = _unit_said(sheet, column, place)
            said = _as_read(said, wanted, is_named=is_named) or _unit_of_title(sheet, wanted)
            is_bare = said is None or not _has_sign(sheet, column, place)
            if is_bare and wanted is not None and wanted.kind == "percent":
                _ask_about_share(sheet, catalogue, column, place, value)
            if said is None and value is not None and _is_scaled(wanted):
                sheet.table.remarks[place].append(Remark("unit_assumed", column.index))
            if not isinstance(value, int) or wanted is None or said is None:
                continue
            # 8万人 in a cell was read as 80000 already; of a name's unit nobody read anything.
            is_counted = said.kind == "count" and not is_named
            if said == wanted and not is_counted:
                continue
            values[place], flag = _converted(value, _ONE if is_counted else said, wanted)
            if flag:
                remark = Remark(flag, column.index, "", wanted.text if flag == DOUBT else "")
                sheet.table.remarks[place].append(remark)


def _converted(value: int, said: Unit, wanted: Unit) -> tuple[int, str]:
    """Return an amount in the unit of its indicator, and why it is to be looked at, or ""."""
    times = _times(said, wanted)
    if times is None:
        return value, DOUBT
    exact = value * times
    return round(exact), "" if round(exact) == exact else "rounded"


def _take_units_of_names(sheet: SheetRows, catalogue: Catalogue) -> set[tuple[int, int]]:
    """Let the unit behind an indicator's name, 技术合同交易额（万元）, be that of its amounts.

    Returns:
        The cells that have their unit from there, by row and column.
    """
    found: set[tuple[int, int]] = set()
    names = {column.index for column in sheet.mapping.of(TOTALS) if column.field == "indicator"}
    amounts = [column for column in sheet.mapping.of(TOTALS) if column.field in _AMOUNTS]
    spellings = catalogue.codes["indicator"].spellings
    for place, remarks in sheet.table.remarks.items():
        for remark in [one for one in remarks if one.column in names]:
            key = heading_key(remark.read)
            if remark.code not in _NAMED or key.unit is None:
                continue
            told = {one.column for one in remarks if one.names_unit}
            given = [column.index for column in amounts if column.index not in told]
            remarks += [Remark("unit_given", index, "", key.unit.text) for index in given]
            found |= {(place, index) for index in given}
            # What holds no name that is known was taught.
            is_known = key.text in spellings or not any(name in key.text for name in spellings)
            if remark.code == "remark_in_cell" and is_known:
                remarks.remove(remark)
    return found


def _ask_about_share(
    sheet: SheetRows, catalogue: Catalogue, column: Column, place: int, value: Stored
) -> None:
    """Ask about 0.493 where an indicator is so many per cent: it may be a share of one."""
    one = catalogue.form(TOTALS).by_code[column.field].format.factor
    if column.field == "value" and isinstance(value, int) and 0 < abs(value) <= one:
        sheet.table.remarks[place].append(Remark("percent_or_share", column.index))


def _is_scaled(unit: Unit | None) -> bool:
    """Whether a figure without a unit may as well be in a smaller one: 亿元, 万人."""
    if unit is None:
        return False
    return unit.kind == "money" or (unit.kind == "count" and words().counts[unit.word] != 1)


def _has_sign(sheet: SheetRows, column: Column, place: int) -> bool:
    """Whether the unit stands in the cell itself: 0.9%; the 单位 of its row says less."""
    remarks = sheet.table.remarks.get(place, ())
    return any(one.column == column.index and "%" in fold(one.read) for one in remarks)


def _unit_said(sheet: SheetRows, column: Column, place: int) -> Unit | None:
    """Return the unit that a cell names, or its row, or else its heading."""
    for remark in sheet.table.remarks.get(place, ()):
        if remark.column == column.index and remark.names_unit and remark.other:
            return unit_of(remark.other)
    return column.unit


def _as_read(said: Unit | None, wanted: Unit | None, *, is_named: bool) -> Unit | None:
    """Return the unit of a figure as it was read: 32.5亿 is 3250000000 of whatever it is of."""
    if said is None or wanted is None or is_named or said.word not in words().powers:
        return said
    return _YUAN if wanted.kind == "money" else _ONE


def _unit_of_title(sheet: SheetRows, wanted: Unit | None) -> Unit | None:
    """Return the unit of all amounts of a sheet, where the indicator is an amount: 单位：万元."""
    is_amount = wanted is not None and wanted.kind == "money"
    return sheet.mapping.unit if is_amount else None


def _times(said: Unit, wanted: Unit) -> Fraction | None:
    """Return how many of one unit another is, or None where they are of different kinds."""
    known = words()
    if wanted.kind == "count" and said.word in known.powers:
        return Fraction(known.powers[said.word], known.counts[wanted.word])
    if said.kind == wanted.kind == "money":
        return Fraction(10) ** (known.money[said.word] - known.money[wanted.word])
    if said.kind == wanted.kind == "count":
        return Fraction(known.counts[said.word], known.counts[wanted.word])
    if said.kind == wanted.kind == "area":
        return known.area[said.word] / known.area[wanted.word]
    return None
