"""Which records the rows of a sheet gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop_app.importing.records.collect import Collected


@dataclass(slots=True)
class Links:
    """Which records the rows of a sheet gave: by form and column period, a place or -1 a row.

    Attributes:
        places: See above.
        owners: Places of a patent's owners, by row.
    """

    places: dict[tuple[str, str], Sequence[int]] = field(default_factory=dict)
    owners: dict[int, list[int]] = field(default_factory=dict)

    def of(self, form: str, period: str, place: int) -> list[int]:
        """Return the records of a row that a column belongs to; one of no period to all of them."""
        groups = [(form, period)] if (form, period) in self.places else list(self.places)
        found = (self.places[group][place] for group in groups if group[0] == form)
        return [where for where in found if where >= 0]


class RowKeys:
    """Firm and period of the record that each row gave, put together anew each time."""

    def __init__(self, found: Collected, places: Iterable[int]) -> None:
        self._found = found
        self._places = places

    def __iter__(self) -> Iterator[tuple[str | None, str | None]]:
        parents, periods = self._found.parents, self._found.periods
        for place in self._places:
            yield (parents[place], periods[place]) if place >= 0 else (None, None)
