"""A sheet's rows as the forms see them: value lists in a form's order, periods, what is alive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.names import name_key
from desktop_app.domain.periods import parse_period
from desktop_app.domain.plans import Stored
from desktop_app.importing.mapping.period_text import completed, is_open, until_end
from desktop_app.importing.model import FirmCandidate, Remark, SheetMapping
from desktop_app.importing.records.table import Table


@dataclass(slots=True)
class Asked:
    """A name of a sheet that no firm has, and the firms that may be meant.

    Attributes:
        name: The name.
        candidates: The firms.
        places: The rows that give it.
    """

    name: str
    candidates: tuple[FirmCandidate, ...]
    places: list[int] = field(default_factory=list)


def periods_of(group: str, table: Table, mapping: SheetMapping) -> list[str]:
    """Return the period of each row for a group of columns; "" where it stands nowhere.

    Args:
        group: The period that the headings of the columns name, or "".
        table: The rows.
        mapping: How they are understood.
    """
    height = len(table.numbers)
    if group and not is_open(group):
        found = [group] * height
    else:
        said = [period or mapping.period for period in table.periods or [""] * height]
        found = [completed(group, one) if one else "" for one in said] if group else said
    for place in table.to_date:
        found[place] = until_end(found[place]) if found[place] else ""
    return found


class SheetRows:
    """One sheet that was read, with its mapping."""

    def __init__(self, table: Table, mapping: SheetMapping, catalogue: Catalogue) -> None:
        self.table = table
        self.mapping = mapping
        self.height = len(table.numbers)
        self.made = [0] * self.height
        self.doubled = [0] * self.height
        self.asked: dict[str, Asked] = {}
        self._catalogue = catalogue
        self._said: dict[tuple[str, int, str], Remark] = {}

    def form(self, code: str) -> Form:
        """Return a form of the catalogue."""
        return self._catalogue.form(code)

    def groups(self, code: str) -> list[str]:
        """Return the periods that the headings of a form's columns name; "" for none.

        Beside figures of named periods, what is no figure belongs to each of them.
        """
        entry = self._catalogue.form(code)
        of_figures = {c.period for c in self.mapping.of(code) if entry.by_code[c.field].is_number}
        if of_figures - {""}:
            return sorted(of_figures)
        return sorted({column.period for column in self.mapping.of(code)} or {""})

    def values(self, code: str, field: str, period: str = "") -> Sequence[Stored] | None:
        """Return the values of a field, of all rows, or None where the sheet has none."""
        found = self._column(code, field, period)
        if found is not None:
            return found
        constant = self.mapping.constants.get((code, field))
        return None if constant is None else [constant] * self.height

    def tuples(
        self, code: str, columns: Sequence[str], period: str = ""
    ) -> Iterator[tuple[Stored, ...]]:
        """Yield what each row says of a form's fields, in the order of `columns`."""
        lists = [self.values(code, name, period) for name in columns]
        blank: list[Stored] = [None] * self.height
        return zip(*(blank if found is None else found for found in lists), strict=True)

    def own(self, code: str, columns: Sequence[str], period: str = "") -> list[bool]:
        """Return for each of `columns` whether a column of the sheet gives it."""
        return [self._column(code, name, period) is not None for name in columns]

    def has_figures(self, code: str, period: str) -> Sequence[bool]:
        """Return for each row whether a column of a period says anything of its record."""
        columns = [
            values
            for (form, _field, named), values in self.table.values.items()
            if (form, named) == (code, period)
        ]
        if len(columns) == 1:
            return [value is not None for value in columns[0]]
        return [any(v is not None for v in row) for row in zip(*columns, strict=True)]

    def _column(self, code: str, field: str, period: str) -> list[Stored] | None:
        """Return a column; beside figures of a period, what is no figure holds for all of them."""
        found = self.table.column(code, field, period)
        if found is not None or not period or self.form(code).by_code[field].is_number:
            return found
        return self.table.column(code, field)

    def waiting(self, code: str, period: str = "") -> frozenset[int]:
        """Return the rows that have a text for a form's field which is no value of it."""
        own = {column.index for column in self.mapping.of(code) if column.period == period}
        return frozenset(place for place, column in self.table.kept if column in own)

    def periods(self, group: str) -> list[str]:
        """Return the period of each row for a group of columns; "" where it stands nowhere."""
        return periods_of(group, self.table, self.mapping)

    def ranks(self) -> list[str]:
        """Return the last day of each row's period, by which standing values are ordered."""
        said = self.table.periods
        if not said:
            return [""] * self.height
        days = {period: parse_period(period).last_day for period in set(said) if period}
        return [days.get(period or "", "") for period in said]

    def is_alive(self, place: int) -> bool:
        """Whether a row was not rejected."""
        return place not in self.table.rejects

    def reject(self, place: int, reason: str, column: int = -1, other: str = "") -> None:
        """Note why a row cannot be stored."""
        self.table.rejects[place].append(Remark(reason, column, "", other))

    def ask(self, place: int, name: str, candidates: tuple[FirmCandidate, ...]) -> None:
        """Note that a person shall say which firm a name means."""
        key = name_key(name)
        if key not in self.asked:
            self.asked[key] = Asked(name, candidates)
        self.asked[key].places.append(place)

    def remark(self, place: int, flag: str, column: int = -1, other: str = "") -> None:
        """Note why a person should look at a row."""
        key = (flag, column, other)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = Remark(flag, column, "", other)
        self.table.remarks[place].append(said)

    def count_all(self, places: Sequence[int]) -> None:
        """Count the records that the rows gave."""
        for row, place in enumerate(places):
            if place >= 0:
                self.made[row] += 1

    def count_again(self, place: int, why: str) -> None:
        """Note that another row gave a row's record too: "doubled" or "contradictory".

        Of a table with a line for each figure, all lines of a record do.
        """
        if self.mapping.spread is not None:
            return
        if why == "doubled":
            self.doubled[place] += 1
        else:
            self.remark(place, why)
