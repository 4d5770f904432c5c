"""Makes the records of a form other than that of firms, of the rows of a sheet.

Each function returns where the record of each row is among those of its form, or -1.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from desktop_app.catalogue.model import Form
from desktop_app.domain.plans import Stored
from desktop_app.importing.firms.matching import FirmIndex
from desktop_app.importing.firms.owners import split_owners
from desktop_app.importing.model import TOTALS
from desktop_app.importing.records.collect import Collector
from desktop_app.importing.records.sheet_rows import SheetRows


def add_dated(
    collector: Collector, sheet: SheetRows, group: str, parents: Sequence[str | None]
) -> array[int]:
    """Add what rows say of records of a period.

    Args:
        collector: The records of the form.
        sheet: The rows.
        group: The period that the headings of the columns name, or "".
        parents: Parent of each row's record, or None.
    """
    form, columns = collector.found.form, collector.found.columns
    periods = sheet.periods(group)
    for period in sorted(set(periods) - {""}):
        collector.load(period)
    rows = list(sheet.tuples(form.code, columns, group))
    waiting = sheet.waiting(form.code, group)
    said = sheet.has_figures(form.code, group) if group else _say(form, columns, rows)
    is_blank = [not is_said and n not in waiting for n, is_said in enumerate(said)]
    owners = _owners(sheet, form, is_blank, parents, periods)
    if collector.is_dated:
        places, whys = collector.add_dated(owners, periods, rows)
        for place, why in whys.items():
            sheet.count_again(place, why)
    else:
        places = _add_named(collector, sheet, zip(rows, owners, periods, strict=True))
    sheet.count_all(places)
    return places


def _add_named(
    collector: Collector,
    sheet: SheetRows,
    rows: Iterable[tuple[tuple[Stored, ...], str | None, str]],
) -> array[int]:
    """Add records of a period of which a parent may have several, told apart by their names."""
    places = array("i")
    for place, (values, owner, period) in enumerate(rows):
        is_said = owner is not None
        found = collector.add(values, parent=owner, period=period) if is_said else None
        if found is None and is_said:
            sheet.remark(place, "left_out", other=collector.found.form.code)
        if found and found[1]:
            sheet.count_again(place, found[1])
        places.append(found[0] if found else -1)
    return places


def add_standing(
    collector: Collector, sheet: SheetRows, parents: Sequence[str | None], index: FirmIndex
) -> array[int]:
    """Add what rows say of records that hold until they change.

    Args:
        collector: The records of the form.
        sheet: The rows.
        parents: Parent of each row's record, or None.
        index: All firms, which former names are added to.
    """
    form, names = collector.found.form, _fields_of(collector)
    collector.load()
    places = array("i")
    denied = sheet.table.denied.get(form.code, {})
    rows = zip(_saying(sheet, form, names), sheet.tuples(form.code, names), parents, strict=True)
    for place, (said, values, parent) in enumerate(rows):
        if not said or not sheet.is_alive(place):
            places.append(-1)
            continue
        is_orphan = form.parent_required and form.parent and parent is None
        whole = (parent, *values) if form.parent else values
        found = None if is_orphan else collector.add(whole, parent=parent)
        if found is None:
            sheet.remark(place, "left_out", other=form.code)
            places.append(-1)
            continue
        places.append(found[0])
        if place in denied:
            sheet.remark(place, "claim_differs", denied[place])
        if found[1]:
            sheet.count_again(place, found[1])
        if form.parent and collector.found.final(found[0])[0] is None:
            _flag_orphan(sheet, place)
        if form.code == "former_name":
            index.put_former(str(parent), str(values[names.index("name")]))
    sheet.count_all(places)
    return places


def _saying(sheet: SheetRows, form: Form, names: Sequence[str]) -> list[bool]:
    """Return which rows say anything of a standing form in columns of its own."""
    columns = zip(names, sheet.own(form.code, names), strict=True)
    own = [sheet.values(form.code, name) or () for name, is_own in columns if is_own]
    if not own:
        # Of a list of firms the title says all.
        return [True] * sheet.height
    blank = (None,) * len(own)
    said = [row != blank for row in zip(*own, strict=True)]
    for place in sheet.waiting(form.code):
        said[place] = True
    return said


def add_owners(
    collector: Collector, sheet: SheetRows, patents: Sequence[str | None], index: FirmIndex
) -> dict[int, list[int]]:
    """Add one record of each owner that a cell names, in their order.

    Args:
        collector: The records of owners of patents.
        sheet: The rows.
        patents: The patent of each row, or None.
        index: All firms, of which one may have the code beside the names.

    Returns:
        The places of the records by row.
    """
    names = _fields_of(collector)
    collector.load()
    owners: dict[int, list[int]] = {}
    for place, values in enumerate(sheet.tuples("patent_owner", names)):
        patent = patents[place]
        given = dict(zip(names, values, strict=True))
        if patent is None or not given.get("name"):
            continue
        entries = split_owners(given, index)
        found = (collector.add((patent, *map(one.get, names)), parent=patent) for one in entries)
        owners[place] = [one[0] for one in found if one]
        if given.get("uscc") and not any(one["uscc"] for one in entries):
            # Which owner a code belongs to cannot be told.
            sheet.remark(place, "left_out", other="patent_owner")
    return owners


def _say(form: Form, columns: Sequence[str], rows: Sequence[tuple[Stored, ...]]) -> list[bool]:
    """Return which rows say anything of a form; a total's name says nothing without a figure."""
    if form.code != TOTALS:
        blank = (None,) * len(columns)
        return [row != blank for row in rows]
    figures = [place for place, name in enumerate(columns) if form.by_code[name].is_number]
    return [any(row[place] is not None for place in figures) for row in rows]


def _owners(
    sheet: SheetRows,
    form: Form,
    is_blank: Sequence[bool],
    parents: Sequence[str | None],
    periods: Sequence[str],
) -> list[str | None]:
    """Return the parent of each row with figures, or texts that wait; None for the others.

    A record without a parent by its form has "".
    """
    owners: list[str | None] = []
    rejects = sheet.table.rejects
    for place, (blank, parent, period) in enumerate(zip(is_blank, parents, periods, strict=True)):
        if blank or place in rejects:
            owners.append(None)
        elif period and (parent or not form.parent):
            owners.append(parent or "")
        else:
            owners.append(None)
            sheet.remark(place, "left_out", other=form.code)
    return owners


def _fields_of(collector: Collector) -> tuple[str, ...]:
    """Return the columns of a standing form without its parent."""
    form = collector.found.form
    return tuple(name for name in collector.found.columns if name != form.parent)


def _flag_orphan(sheet: SheetRows, place: int) -> None:
    """Say that no firm is known to own a patent, unless that was said already."""
    told = {remark.code for remark in sheet.table.remarks.get(place, ())}
    if not told & {"firm_unknown", "several_firms"}:
        column = sheet.table.sources.get(("patent_owner", "name", ""), -1)
        sheet.remark(place, "owner_unknown", column)
