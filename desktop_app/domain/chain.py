"""Where a package stands among those of its unit: each names the digest of the one before it.

One chain goes through all periods of a unit, so the city sees a gap, a fork or a step back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Link:
    """One package in its unit's chain.

    Attributes:
        digest: SHA-256 of the file.
        previous: Digest of the unit's package before it, or "".
        period: Code of its period.
        revision: 1 for the first package of a period.
    """

    digest: str
    previous: str
    period: str
    revision: int


class Place(StrEnum):
    """Where a package stands."""

    NEXT = "next"  # follows what is there, or fills a gap in it
    AGAIN = "again"  # is there already
    OLDER = "older"  # a newer revision of its period is there
    GAP = "gap"  # the package before it is not there
    FORK = "fork"  # another package stands where it would stand


def place_of(link: Link, known: Sequence[Link]) -> Place:
    """Return where a package stands among those that were merged."""
    by_digest = {one.digest: one for one in known}
    revisions = [one.revision for one in known if one.period == link.period]
    if link.digest in by_digest:
        return Place.AGAIN
    if max(revisions, default=0) > link.revision:
        return Place.OLDER
    if link.revision in revisions:
        return Place.FORK
    beside = [one for one in known if one.previous == link.previous]
    if not link.previous:
        # The first of a chain: nothing else may begin it.
        return Place.FORK if beside or (known and not _leads(link, known)) else Place.NEXT
    if link.previous not in by_digest:
        return Place.GAP
    return Place.FORK if beside else Place.NEXT


def _leads(link: Link, known: Iterable[Link]) -> bool:
    return any(one.previous == link.digest for one in known)


def after(digest: str, known: Sequence[Link]) -> list[Link]:
    """Return the packages that follow one in its chain, nearest first."""
    found: list[Link] = []
    waiting = [digest]
    while waiting:
        at = waiting.pop(0)
        following = [one for one in known if one.previous == at and one not in found]
        found += following
        waiting += [one.digest for one in following]
    return found


def in_order(links: Iterable[Link]) -> list[Link]:
    """Return packages of one unit so that each comes after the one that it names, if that is there.

    The outcome does not depend on the order in which they are given.
    """
    left = sorted(set(links), key=lambda one: (one.period, one.revision, one.digest))
    ordered: list[Link] = []
    while left:
        digests = {one.digest for one in left}
        chosen = next((one for one in left if one.previous not in digests), left[0])
        left.remove(chosen)
        ordered.append(chosen)
    return ordered
