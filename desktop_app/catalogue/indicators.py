"""Reads indicators.toml: the plan's indicators, and the queries of those computed from forms."""

from __future__ import annotations

from pathlib import Path

from desktop_app.catalogue.expressions import tokens
from desktop_app.catalogue.model import Indicator
from desktop_app.catalogue.reading import (
    FLAG,
    TEXT,
    TEXTS,
    WHOLE,
    Place,
    read_toml,
    take,
)

KINDS = ("stock", "cumulative", "annual", "ratio", "status", "none")
OPERATORS = ("", ">", ">=")
GROUPS = ("headline", "task", "annex", "extra")
NEEDS = ("name", "name_en", "unit", "kind", "group")
_KEYS = {
    "name": TEXT,
    "name_en": TEXT,
    "unit": TEXT,
    "kind": TEXT,
    "precision": WHOLE,
    "query": TEXT,
    "rows_query": TEXT,
    "factor": WHOLE,
    "reading_of": TEXT,
    "target": TEXT,
    "operator": TEXT,
    "stretch": TEXT,
    "annex": WHOLE,
    "group": TEXT,
    "clause": TEXT,
    "notes": TEXTS,
    "notes_en": TEXTS,
    "shown": FLAG,
}


def read_indicators(path: Path) -> dict[str, Indicator]:
    """Return the indicators by id, in the plan's order.

    Raises:
        CatalogueError: An entry is wrong; names file, entry and key.
    """
    indicators: dict[str, Indicator] = {}
    for code, entry in read_toml(path).items():
        place = Place(path.name, code)
        values = take(place, entry, _KEYS, NEEDS)
        indicators[code] = indicator = Indicator(id=code, **values)
        _check(place, indicator)
        if indicator.reading_of and indicator.reading_of not in indicators:
            raise place.error("reading_of", f"no indicator {indicator.reading_of!r} before it")
    return indicators


def _check(place: Place, indicator: Indicator) -> None:
    if indicator.kind not in KINDS:
        raise place.error("kind", f"{indicator.kind!r} is none of {KINDS}")
    if indicator.group not in GROUPS:
        raise place.error("group", f"{indicator.group!r} is none of {GROUPS}")
    if indicator.operator not in OPERATORS:
        raise place.error("operator", f"{indicator.operator!r} is none of {OPERATORS}")
    if bool(indicator.target) != bool(indicator.operator):
        raise place.error("target", "a target and its operator belong together")
    if bool(indicator.query) != bool(indicator.rows_query):
        raise place.error("rows_query", "every query has one that lists the records behind it")
    if indicator.shown and not indicator.query:
        raise place.error("shown", "only what has a query can be shown")
    if len(indicator.notes) != len(indicator.notes_en):
        raise place.error("notes_en", "as many notes in English as in Chinese")
    for key in ("query", "rows_query"):
        if any(token.text == "/" for token in tokens(getattr(indicator, key))):
            raise place.error(key, "`/` cuts whole numbers; give numerator and denominator")
