"""Gathers the records of one form from all sheets of an import, each record once."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_app.catalogue.model import Form
from desktop_app.domain.names import name_key
from desktop_app.domain.plans import Stored
from desktop_app.domain.uids import Uids, new_uids
from desktop_app.domain.values import FieldType
from desktop_app.importing.existing import Existing

Key = tuple[Stored, ...]
SAME, CHANGED, NEW = 0, 1, 2
"""States of a record, the strongest last."""
_UIDS_AT_ONCE = 512


@dataclass(slots=True)
class Collected:
    """The records of one form, column by column.

    Attributes:
        form: The form.
        columns: What any sheet of the import gives: the parent of a standing record, and fields;
            parent and period of a periodic record, which are its key, stand apart.
        uids: Record ids; all further lists are in the same order.
        parents: Parent of a periodic record; `periods` its period.
        periods: See above.
        values: What the sheets say, in the order of `columns`; None where they say nothing.
        stored: Version and values of the records that are there already, by place.
    """

    form: Form
    columns: tuple[str, ...]
    uids: Sequence[str] = ()
    parents: list[str | None] = field(default_factory=list)
    periods: list[str | None] = field(default_factory=list)
    values: list[tuple[Stored, ...]] = field(default_factory=list)
    stored: dict[int, tuple[int, tuple[Stored, ...]]] = field(default_factory=dict)

    def states(self) -> bytearray:
        """Return for each record NEW, CHANGED or SAME."""
        states = bytearray([NEW]) * len(self.uids)
        for place in self.stored:
            states[place] = CHANGED if self.changes(place) else SAME
        return states

    def changes(self, place: int) -> dict[str, tuple[Stored, Stored]]:
        """Return the fields that a record changes, with the stored and the new value."""
        known = self.stored.get(place)
        old = known[1] if known else (None,) * len(self.columns)
        return {
            name: (kept, said)
            for name, kept, said in zip(self.columns, old, self.values[place], strict=True)
            if said is not None and said != kept
        }

    def final(self, place: int) -> tuple[Stored, ...]:
        """Return what will be stored: a blank cell leaves a stored value alone."""
        known = self.stored.get(place)
        new = self.values[place]
        return _laid_over(known[1], new) if known else new


class Collector:
    """Finds or makes the record of each row of one form.

    Attributes:
        found: The records.
        contradicted: Places of those of which two rows say different things.
    """

    def __init__(self, form: Form, columns: Sequence[str], existing: Existing) -> None:
        self.found = Collected(form, tuple(columns))
        self.contradicted: set[int] = set()
        self._existing = existing
        self._ways = tuple(tuple(way.split("+")) for way in form.identity)
        self._names = {
            field.code for field in form.fields if field.type is FieldType.TEXT and not field.codes
        }
        self._places: dict[tuple[int, Key], int] = {}
        self._dated: dict[str, dict[str, int]] = defaultdict(dict)
        self._stored: dict[tuple[int, Key], tuple[str, int, tuple[Stored, ...]]] = {}
        self._by_uid: dict[str, int] = {}
        self._ranks: dict[int, str] = {}
        self._loaded: set[str] = set()
        self._uids: list[str] = []
        self._named, self._listed = Uids(), list[str]()
        self.found.uids = self._named if self.is_dated else self._listed
        self._begun = 0

    def begin(self) -> None:
        """Begin a table: records that are there by now come from others."""
        self._begun = len(self.found.values)

    def forget(self) -> None:
        """Let go of what finds records, once all of them are gathered."""
        for keys in (self._places, self._dated, self._stored, self._by_uid, self._ranks):
            keys.clear()

    def load(self, period: str = "") -> None:
        """Make the stored records of a period, or of a standing form, findable."""
        form = self.found.form
        mark = period if form.periodic else ""
        if mark in self._loaded:
            return
        self._loaded.add(mark)
        lead = tuple(name for name in (form.parent, "period") if name and form.periodic)
        extra = self._extra()
        where = "r.period = ?" if form.periodic else ""
        params = (period,) if form.periodic else ()
        width = len(self.found.columns)
        for row in self._existing.rows(
            form.code, (*lead, *self.found.columns, *extra), where=where, params=params
        ):
            uid, version = str(row[0]), int(row[1] or 0)
            given = dict(zip((*lead, *self.found.columns, *extra), row[2:], strict=True))
            values = row[2 + len(lead) :][:width]
            for number, key in self._keys(given):
                self._stored.setdefault((number, key), (uid, version, values))

    def _extra(self) -> tuple[str, ...]:
        """Return identifying fields that the sheets do not give."""
        parts = dict.fromkeys(part for way in self._ways for part in way)
        return tuple(
            part
            for part in parts
            if part in self.found.form.by_code and part not in self.found.columns
        )

    def _keys(self, given: dict[str, Stored]) -> list[tuple[int, Key]]:
        keys = []
        for number, way in enumerate(self._ways):
            key = tuple(self._comparable(part, given.get(part)) for part in way)
            if None not in key:
                keys.append((number, key))
        return keys

    def _comparable(self, part: str, value: Stored) -> Stored:
        if isinstance(value, str) and part in self._names:
            return name_key(value)
        return value

    def add(
        self, values: tuple[Stored, ...], *, parent: str | None = None, period: str | None = None
    ) -> tuple[int, str] | None:
        """Add what a row says.

        Returns:
            The record's place and "", "doubled" or "contradictory"; None where the row says too
            little to tell its record apart.
        """
        form = self.found.form
        given = dict(zip(self.found.columns, values, strict=True))
        given[form.parent], given["period"] = parent, period
        keys = self._keys(given)
        if not keys:
            return None
        for key in keys:
            if key in self._places:
                place = self._places[key]
                self._places.update(dict.fromkeys(keys, place))
                return place, self._merge(place, values)
        stored = next((self._stored[key] for key in keys if key in self._stored), None)
        place = self._append(values, stored, parent, period)
        self._places.update(dict.fromkeys(keys, place))
        return place, ""

    def add_dated(
        self,
        parents: Iterable[str | None],
        periods: Iterable[str],
        rows: Iterable[tuple[Stored, ...]],
    ) -> tuple[array[int], dict[int, str]]:
        """Add what rows say of the one record that a parent has in a period.

        Args:
            parents: Parent of each row, or None for a row to pass over.
            periods: Period of each row.
            rows: Values of each row.

        Returns:
            The record's place by row, -1 for none; and "doubled" or "contradictory" by row.
        """
        found, known = self.found, self._dated
        places, count = array("i"), len(found.values)
        put_place, put_values = places.append, found.values.append
        put_parent, put_period = found.parents.append, found.periods.append
        whys: dict[int, str] = {}
        for row, (parent, period, values) in enumerate(zip(parents, periods, rows, strict=True)):
            if parent is None:
                put_place(-1)
                continue
            place = known[period].setdefault(parent, count)
            if place == count:
                count += 1
                put_values(values)
                put_parent(parent)
                put_period(period)
            elif why := self._merge(place, values):
                whys[row] = why
            put_place(place)
        self._name_dated()
        return places, whys

    def _name_dated(self) -> None:
        """Give the records that were just added their ids: the stored ones, or new ones."""
        found = self.found
        first, last = len(self._named), len(found.values)
        self._named.grow(last - first)
        for place in range(first, last) if self._stored else ():
            stored = self._stored.get((0, (found.parents[place], found.periods[place])))
            if stored is not None:
                self._named.put(place, stored[0])
                found.stored[place] = stored[1:]

    @property
    def is_dated(self) -> bool:
        """Whether parent and period alone tell its records apart."""
        form = self.found.form
        return form.periodic and self._ways == ((form.parent, "period"),)

    def add_known(
        self,
        uid: str,
        values: tuple[Stored, ...],
        stored: tuple[int, tuple[Stored, ...]] | None,
        rank: str,
    ) -> tuple[int, str]:
        """Add what a row says of a record whose uid is known already; see `add`.

        Of standing values the row of the latest period, given as `rank`, has the last word.
        """
        place = self._by_uid.get(uid)
        if place is not None:
            return place, self._merge(place, values, rank)
        found = self.found
        self._by_uid[uid] = place = len(found.uids)
        self._listed.append(uid)
        found.parents.append(None)
        found.periods.append(None)
        found.values.append(values)
        if stored is not None:
            found.stored[place] = stored
        if rank:
            self._ranks[place] = rank
        return place, ""

    def _append(
        self,
        values: tuple[Stored, ...],
        stored: tuple[str, int, tuple[Stored, ...]] | None,
        parent: str | None,
        period: str | None,
    ) -> int:
        found = self.found
        place = len(found.uids)
        self._listed.append(stored[0] if stored else self._new_uid())
        found.parents.append(parent)
        found.periods.append(period)
        found.values.append(values)
        if stored is not None:
            found.stored[place] = stored[1:]
        return place

    def _merge(self, place: int, values: tuple[Stored, ...], rank: str = "") -> str:
        """Let a further row speak of a record; the later one wins unless its period is earlier."""
        found = self.found
        old = found.values[place]
        before = self._ranks.get(place, "")
        if rank > before:
            self._ranks[place] = rank
        if values == old:
            return "doubled"
        is_later = rank >= before
        found.values[place] = _laid_over(old, values) if is_later else _laid_over(values, old)
        if rank != before:
            # Standing values may differ from year to year; within one period they contradict.
            return ""
        both = [(a, b) for a, b in zip(old, values, strict=True) if None not in {a, b}]
        if any(one != other for one, other in both):
            self.contradicted.add(place)
            return "contradictory"
        # Other figures of the same firm and period in a second table are no double.
        return "" if not both and place < self._begun else "doubled"

    def _new_uid(self) -> str:
        if not self._uids:
            # Taken from the end, so that ids rise with the rows.
            self._uids = new_uids(_UIDS_AT_ONCE)[::-1]
        return self._uids.pop()


def _laid_over(under: tuple[Stored, ...], over: tuple[Stored, ...]) -> tuple[Stored, ...]:
    """Return `over`, with what it leaves blank taken from `under`."""
    if None not in over:
        return over
    return tuple([low if high is None else high for low, high in zip(under, over, strict=True)])
