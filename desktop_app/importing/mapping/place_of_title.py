"""What a title or tab says of the place and town of all records: 鄞州, 石碶街道."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.kinds_of_title import code_named
from desktop_app.importing.mapping.title_texts import Constant

PLACE = ("firm", "reporting_unit")
"""Field of the place that a title speaks of."""
TOWN = ("firm", "town")
"""Field of the town that a title speaks of."""


def place_said(texts: Sequence[str], tab: str, catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the one reporting unit that title or tab name."""
    title = " ".join(texts)
    place = place_in(f"{title} {tab}", (tab, title), catalogue)
    if place:
        yield PLACE, place


def place_in(text: str, parts: Iterable[str], catalogue: Catalogue) -> str:
    """Return the one reporting unit that a text names, or that one of its parts is, or ""."""
    places = catalogue.codes["reporting_unit"]
    # A tab or title may be no more than a short name, or begin with one: 鄞州, 鄞州2020.
    short = (places.spellings.get(_begun(fold(one)), "") for one in parts)
    place = code_named(fold(text), places) or next(filter(None, short), "")
    return place if place in {unit.code for unit in catalogue.units} else ""


def _begun(part: str) -> str:
    found = layout_words().titled_place.match(part)
    return found[1] if found else part


def town_said(texts: Sequence[str], tab: str, catalogue: Catalogue) -> Iterator[Constant]:
    """Yield the one town that a tab is called after, or whose firms a title speaks of."""
    known = layout_words()
    alone = known.towns.fullmatch(fold(tab))
    towns = {found[1] for text in texts if (found := known.titled_town.match(fold(text)))}
    said = fold(tab) if alone else towns.pop() if len(towns) == 1 else ""
    if said and not known.many_towns.search(said):
        yield TOWN, _without_district(said, catalogue)


def _without_district(town: str, catalogue: Catalogue) -> str:
    """Return a town's name without that of the district before it: 海曙石碶街道."""
    places = catalogue.codes["reporting_unit"].spellings
    rests = (town.removeprefix(place) for place in places if town.startswith(place))
    return min(filter(layout_words().towns.fullmatch, rests), key=len, default=town)
