"""Tells which rows cannot be stored as a whole: without a key, without a period, a wrong code."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.codes import FIRM_CODES
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.model import Remark, shortened
from desktop_app.importing.records.sheet_rows import SheetRows

_STATELESS = frozenset({"label", "tech_sme"})
_YEAR = 4
"""Digits of a year."""


def excepted_codes(sheet: SheetRows) -> frozenset[str]:
    """Return the credit codes that fail their check in rows that say why (代码例外说明)."""
    reasons = sheet.values("firm", "uscc_exception")
    if reasons is None:
        return frozenset()
    return frozenset(
        fold(remark.read)
        for place in sheet.table.rejects
        if reasons[place] is not None
        for remark in _wrong(sheet, place)
    )


def allow_exceptions(sheet: SheetRows, excepted: Collection[str], stored: Container[str]) -> None:
    """Keep a code that fails its check where a row of the import, or the register, says why.

    Args:
        sheet: The rows.
        excepted: Codes that a row of the import gives with a reason.
        stored: Codes of the firms that are there already.
    """
    codes = sheet.table.column("firm", "uscc")
    if codes is None:
        return
    for place in tuple(sheet.table.rejects):
        for remark in _wrong(sheet, place):
            code = fold(remark.read)
            if code in excepted or code in stored:
                codes[place] = code
                sheet.remark(place, "code_exception", remark.column)
                _forgive(sheet, place, remark)


def _wrong(sheet: SheetRows, place: int) -> list[Remark]:
    """Return what is said of a row's own credit code that fails its check."""
    own = {column.index for column in sheet.mapping.of("firm") if column.field in FIRM_CODES}
    return [
        remark
        for remark in sheet.table.rejects[place]
        if remark.code == "wrong_check_digit" and remark.column in own
    ]


def _forgive(sheet: SheetRows, place: int, remark: Remark) -> None:
    left = [one for one in sheet.table.rejects[place] if one is not remark]
    if left:
        sheet.table.rejects[place] = left
    else:
        del sheet.table.rejects[place]


def reject_keyless(sheet: SheetRows) -> None:
    """Reject rows that do not say what the sheet's own form recognises a record by."""
    if sheet.mapping.is_of_firms_alone:
        for place in range(sheet.height):
            sheet.remark(place, "firm_alone")
    form: Form | None = sheet.form(sheet.mapping.main)
    while form is not None and form.code != "firm":
        ways = [way.split("+") for way in form.identity]
        fields = [[part for part in way if part in form.by_code] for way in ways]
        if all(fields):
            lists = [[_filled(sheet, form.code, name) for name in way] for way in fields]
            silent = _silent(sheet, form)
            if form.code == sheet.mapping.main and not form.periodic:
                for place in _alone(sheet, form, silent):
                    sheet.remark(place, "firm_alone")
            for place in range(sheet.height):
                if place not in silent and not any(all(c[place] for c in way) for way in lists):
                    _reject_blank_key(sheet, place, form.code)
        form = sheet.form(form.parent) if form.parent and form.parent_required else None


def _alone(sheet: SheetRows, form: Form, silent: Collection[int]) -> Iterator[int]:
    """Yield the rows that say nothing of a form, nor of any other but their firm."""
    denied = sheet.table.denied.get(form.code, {})
    of_others = [
        values
        for (other, _field, _period), values in sheet.table.values.items()
        if other not in {"firm", form.code}
    ]
    for place in silent:
        if place not in denied and all(values[place] is None for values in of_others):
            yield place


def _silent(sheet: SheetRows, form: Form) -> Collection[int]:
    """Return the rows that say nothing of a form, and name a firm: they are of that alone."""
    if not form.parent_required or form.parent != "firm":
        return ()
    own = [
        values
        for (code, _field, _period), values in sheet.table.values.items()
        if code == form.code
    ]
    codes = sheet.values("firm", "uscc")
    if codes is None or not own:
        return ()
    kept = {place for place, _column in sheet.table.kept}
    blank = (place for place, row in enumerate(zip(*own, strict=True)) if not any(
        value is not None for value in row))  # fmt: skip
    return {place for place in blank if codes[place] is not None and place not in kept}


def _filled(sheet: SheetRows, code: str, name: str) -> Sequence[bool]:
    values = sheet.values(code, name)
    return [False] * sheet.height if values is None else [value is not None for value in values]


def _reject_blank_key(sheet: SheetRows, place: int, code: str) -> None:
    """Say that a row has no key, unless its key cell was refused already."""
    sources = {column for (form, _n, _p), column in sheet.table.sources.items() if form == code}
    told = sheet.table.rejects.get(place, ())
    if any(remark.column in sources for remark in told):
        return
    remarks = sheet.table.remarks.get(place, ())
    said = {remark.code: remark.column for remark in remarks if remark.column in sources}
    if "several_values" in said:
        sheet.reject(place, "several_values", said["several_values"])
        return
    is_broken = not said.keys().isdisjoint({"error_cell", "no_value"})
    sheet.reject(place, "error_in_key" if is_broken else "no_identity")


def reject_figureless(sheet: SheetRows, form: Form) -> None:
    """Reject totals of which the figure is an error, or kept back: nothing of them is known."""
    fields = [c for c in sheet.mapping.of(form.code) if form.by_code[c.field].is_number]
    lists = [sheet.table.values[form.code, c.field, c.period] for c in fields]
    told_already = {place for place, _column in sheet.table.kept} | sheet.table.rejects.keys()
    for place, row in enumerate(zip(*lists, strict=True)):
        if place not in told_already and not any(value is not None for value in row):
            told = sheet.table.remarks.get(place, ())
            column = next((one.column for one in told if one.column >= 0), fields[0].index)
            sheet.reject(place, "no_figure", column)


def settle_years(sheet: SheetRows) -> None:
    """Let numbers that begin with a year say it; flag those that say another than their row."""
    for code in sheet.mapping.forms:
        pattern = layout_words().claimed_numbers.get(code)
        for field in sheet.form(code).fields if pattern is not None else ():
            numbers = sheet.values(code, field.code) if field.year_in else None
            if numbers is None or pattern is None:
                continue
            blank: list[Stored] = [None] * sheet.height
            years = list(sheet.values(code, field.year_in) or blank)
            column = sheet.table.sources.get((code, field.code, ""), -1)
            for place, (number, year) in enumerate(zip(numbers, years, strict=True)):
                if not isinstance(number, str) or number.startswith(str(year)):
                    continue
                if not pattern.fullmatch(fold(number)):
                    continue
                if year is None:
                    years[place] = int(fold(number)[:_YEAR])
                else:
                    remark = Remark("year_differs", column, shortened(number), str(year))
                    sheet.table.remarks[place].append(remark)
            if None in (sheet.values(code, field.year_in) or blank):
                sheet.table.values[code, field.year_in, ""] = years
                sheet.table.sources.setdefault((code, field.year_in, ""), column)


def ask_about_revoked(sheet: SheetRows) -> None:
    """Flag the rows of a list of those that lost what no field says they lost.

    A certificate has a state for that; labels and filings have none.
    """
    is_stateless = not _STATELESS.isdisjoint(sheet.mapping.forms)
    if is_stateless and layout_words().revoked.search(fold(sheet.mapping.title)):
        for place in filter(sheet.is_alive, range(sheet.height)):
            sheet.remark(place, "title_revokes")


def reject_undated(sheet: SheetRows) -> None:
    """Reject rows with figures of a period where no period stands."""
    for code in sheet.mapping.forms:
        if not sheet.form(code).periodic:
            continue
        for group in sheet.groups(code):
            periods = sheet.periods(group)
            if "" not in periods:
                continue
            names = [column.field for column in sheet.mapping.of(code) if column.period == group]
            for place, values in enumerate(sheet.tuples(code, names, group)):
                if not periods[place] and any(value is not None for value in values):
                    told = sheet.table.rejects.get(place, ())
                    if all(remark.code not in {"no_period", "bad_period"} for remark in told):
                        sheet.reject(place, "no_period")
