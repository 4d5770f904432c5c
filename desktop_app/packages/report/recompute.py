"""汇总 of a received package, made again from the records in it and held against what it shows.

What the package alone cannot tell is taken as it stands: figures of 上年同期 that come from other
periods, and targets where another task file set them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter

from desktop_app.catalogue.model import Catalogue, Form, Indicator
from desktop_app.i18n import _
from desktop_app.indicators.figures import headline_indicators
from desktop_app.indicators.summary import SummaryTable, tables
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import Row
from desktop_app.sheets.writing.shell import Line
from desktop_app.store.derived import SOURCE as NAME
from desktop_app.store.scratch import Given, scratch

Cell = str | int | Decimal | None

_WORD = re.compile(r"\w+")
_EARLIER, _BASE, _TARGET = 3, 5, 8
"""Columns of the figures: 上年同期, 2020 年末 and 2025 年目标."""
_BY_TARGET = range(_BASE, _TARGET + 1)
Judged = Callable[[Sequence[Cell], Sequence[Cell]], Iterable[int]]
"""Of a row as given and as made again: the columns that must agree."""


@dataclass(slots=True)
class Section:
    """A table of 汇总 as it stands: its title, headings and rows."""

    title: str
    columns: tuple[str, ...] = ()
    rows: list[tuple[Cell, ...]] = field(default_factory=list)

    def row(self, name: Cell) -> tuple[Cell, ...]:
        """Return the row that begins so; () if there is none."""
        return next((row for row in self.rows if row[0] == name), ())


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """Return the tables that the lines of 汇总 show; one without a title if rows stand in none."""
    found: list[Section] = []
    for line in lines:
        values = tuple(cell.value for cell in line.cells)
        style = line.cells[0].style if line.cells else ""
        if style == "section" and len(values) == 1:
            found.append(Section(str(values[0])))
        elif style == "table_head" and found and not found[-1].columns:
            found[-1].columns = tuple(map(str, values))
        elif len(values) > 1:
            # In whatever style it is: people read it as a row of the table above it.
            if not found:
                found.append(Section(""))
            found[-1].rows.append(values)
    return found


def unlike(
    lines: Sequence[Line],
    records: Mapping[str, Sequence[Row]],
    catalogue: Catalogue,
    unit: str,
    period: str,
) -> Iterator[str]:
    """Yield what 汇总 says otherwise than the records of the package add up to.

    Raises:
        ValueError: The records cannot be added up.
    """
    theirs = sections_of(lines)
    if not theirs:
        return  # it claims nothing
    earlier = dict(_not_here(theirs[0], catalogue))
    ours = made_again(records, catalogue, unit, period, earlier)
    if [one.title for one in theirs] != [one.title for one in ours]:
        yield _("“汇总”的表与本版制度的不一致。")
        return
    figures, *annexes = zip(theirs, ours, strict=True)
    yield from _compare(*figures, _figures_known)
    done = {
        f"{indicator.name}，{word}"
        for indicator in catalogue.indicators.values()
        for word in ("完成", "累计")
    }
    for given, made in annexes:
        targets = [row for row in made.rows if not _is_reading(row, catalogue)]
        same = all(_same(given.row(row[0]), row) for row in targets)
        yield from _compare(given, made, _all if same else _only(done))


def made_again(
    records: Mapping[str, Sequence[Row]],
    catalogue: Catalogue,
    unit: str,
    period: str,
    earlier: Mapping[str, Decimal | None],
) -> tuple[SummaryTable, ...]:
    """Return the tables of 汇总 as the records of a package make them.

    Args:
        records: The records by form, as they stand in a package.
        catalogue: The catalogues.
        unit: The reporting unit.
        period: Code of the period.
        earlier: Figures of 上年同期 that these records cannot tell, by indicator.

    Raises:
        ValueError: They cannot be added up.
    """
    asked = " ".join(one.query for one in catalogue.indicators.values())
    forms = [form for form in catalogue.reported if form.view in asked]
    words = {NAME, *_WORD.findall(asked)}
    given = {form.code: _asked_for(form, words, records.get(form.code, ())) for form in forms}
    with scratch(catalogue, unit, given) as reading:
        return tables(reading, catalogue, unit, period, earlier=earlier)


def _asked_for(form: Form, words: set[str], rows: Sequence[Row]) -> Given:
    """Return the columns of the records that queries speak of; the uid stands in front."""
    columns = stored_columns(form)
    places = [0, *(at for at, name in enumerate(columns) if at and name in words)]
    taken = map(itemgetter(*places), rows) if len(places) > 1 else ((row[0],) for row in rows)
    return [columns[at] for at in places], list(taken)


def _not_here(figures: Section, catalogue: Catalogue) -> Iterator[tuple[str, Decimal | None]]:
    """Yield figures of 上年同期 that are made of another period's records, as they stand."""
    periodic = [form.view for form in catalogue.reported if form.periodic]
    for indicator in headline_indicators(catalogue):
        if any(view in indicator.query for view in periodic):
            row = figures.row(indicator.name)
            value = row[_EARLIER] if len(row) > _EARLIER else None
            yield indicator.id, _number(value, indicator)


def _number(value: Cell, indicator: Indicator) -> Decimal | None:
    if not isinstance(value, int | Decimal):
        return None
    return Decimal(value).quantize(Decimal(1).scaleb(-indicator.precision))


def _is_reading(row: Sequence[Cell], catalogue: Catalogue) -> bool:
    return any(str(row[0]).startswith(f"{one.name}，") for one in catalogue.indicators.values())


def _figures_known(given: Sequence[Cell], made: Sequence[Cell]) -> Iterable[int]:
    """Return the columns of a figure that can be judged: not those of another task's target."""
    whole = range(len(made))
    if all(_same_cell(given[at], made[at]) for at in (_BASE, _TARGET)):
        return whole
    return set(whole) - set(_BY_TARGET)


def _all(_given: Sequence[Cell], made: Sequence[Cell]) -> range:
    return range(len(made))


def _only(done: set[str]) -> Judged:
    def judged(_given: Sequence[Cell], made: Sequence[Cell]) -> range:
        return range(len(made)) if made[0] in done else range(0)

    return judged


def _compare(given: Section, made: SummaryTable, judged: Judged) -> Iterator[str]:
    """Yield the first difference of each row."""
    if given.columns != made.columns or [row[0] for row in given.rows] != [
        row[0] for row in made.rows
    ]:
        yield _("“汇总”的“{table}”与本版制度的不一致。").format(table=made.title)
        return
    for told, row in zip(given.rows, made.rows, strict=True):
        if len(told) != len(row):
            yield _("“汇总”的“{table}”与本版制度的不一致。").format(table=made.title)
            return
        at = next((at for at in judged(told, row) if not _same_cell(told[at], row[at])), None)
        if at is not None:
            message = _("“汇总”的“{name}”{column}写的是 {told}，按包内各表是 {value}。")
            yield message.format(
                name=row[0], column=made.columns[at], told=_shown(told[at]), value=_shown(row[at])
            )


def _same(given: Sequence[Cell], made: Sequence[Cell]) -> bool:
    return len(given) == len(made) and all(map(_same_cell, given, made))


def _same_cell(given: Cell, made: Cell) -> bool:
    if isinstance(given, str) or isinstance(made, str):
        return (given or "") == (made or "")
    return given == made


def _shown(value: Cell) -> str:
    return "—" if value is None or value == "" else str(value)
