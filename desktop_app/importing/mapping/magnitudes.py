"""How large amounts are among ordinary firms, and what the middle of a column says of its unit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from typing import Any, NamedTuple

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.importing.words import words
from desktop_app.paths import resources

_FEN = 100
_FEWEST = 3
"""Amounts that a column is judged by."""

_LOOKED_AT = 401
_ALONE = 5.0
"""How much further one or two amounts must lie outside the bounds."""

_NEAR_POWER = 0.9
Place = tuple[str, str]
"""A field: (form, field)."""


class Bounds(NamedTuple):
    """Between what the middle of ordinary amounts lies, as log10 of 元 or of a share."""

    low: float
    high: float

    def shift(self, middle: float, count: int, part: float = 1.0) -> float:
        """Return how far a middle outside lies from the centre, below 0 for too small; 0 inside.

        Args:
            middle: The middle one of the amounts, as log10.
            count: How many there are.
            part: The part of a year that they are of.
        """
        slack = 0.0 if count >= _FEWEST else log10(_ALONE)
        is_inside = self.low + log10(part) - slack <= middle <= self.high + slack
        return 0.0 if is_inside else middle - self.centre

    @property
    def centre(self) -> float:
        """What is most ordinary."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Ratio:
    """What an amount comes to for each of another amount, or for each head."""

    of: Place
    per: Place
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Magnitudes:
    """What `magnitudes.toml` says.

    Attributes:
        sizes: Bounds of amounts, by field.
        ratios: Bounds of what one comes to for another.
    """

    sizes: Mapping[Place, Bounds]
    ratios: tuple[Ratio, ...]


@lru_cache(maxsize=1)
def magnitudes() -> Magnitudes:
    """Return the catalogue, read once."""
    path = resources() / "catalogues" / "magnitudes.toml"
    said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    sizes = {_place(name): _bounds(entry) for entry in said["size"] for name in entry["fields"]}
    ratios = tuple(
        Ratio(_place(of), _place(per), _bounds(entry))
        for entry in said["ratio"]
        for of in entry["of"]
        for per in entry["per"]
    )
    return Magnitudes(sizes, ratios)


def _place(name: str) -> Place:
    form, _dot, field = name.partition(".")
    return form, field


def _bounds(entry: dict[str, Any]) -> Bounds:
    return Bounds(log10(entry["low"]), log10(entry["high"]))


def factor(place: Place, catalogue: Catalogue) -> int:
    """Return what a stored number is divided by to be in 元, or as counted."""
    entry = catalogue.form(place[0]).by_code[place[1]]
    return _FEN if entry.type is FieldType.MONEY else entry.format.factor


def sampled(values: Sequence[Stored]) -> list[int]:
    """Return places of amounts spread evenly over a column, no more than a middle needs."""
    step = max(1, len(values) // _LOOKED_AT)
    places = [place for place in range(0, len(values), step) if values[place]]
    return places if len(places) >= _FEWEST or step == 1 else _all(values)


def _all(values: Sequence[Stored]) -> list[int]:
    return [place for place, value in enumerate(values) if value][:_LOOKED_AT]


def middle(logs: Sequence[float]) -> float:
    """Return the middle one."""
    ordered = sorted(logs)
    return ordered[len(ordered) // 2]


def likely_unit(word: str, too_large: float) -> str:
    """Return the unit that amounts are in, which were read too large by a power of ten.

    Args:
        word: The unit that they were read in.
        too_large: log10 of how much too large they came out; below 0 for too small.

    Returns:
        The unit, or "" where none is near.
    """
    power = words().money.get(word)
    if power is None:
        return ""
    wanted = power - too_large
    distance, unit = min((abs(words().money[unit] - wanted), unit) for unit in _USUAL)
    return unit if distance <= _NEAR_POWER and unit != word else ""


_USUAL = ("元", "千元", "万元", "百万元", "亿元")
