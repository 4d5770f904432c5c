"""Puts names of groups that stand in the middle of theirs, unmerged, over the whole of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from desktop_app.importing.mapping.period_text import find_period

_SEVERAL = 2


def put_over_all(upper: list[str], lower: Sequence[str]) -> None:
    """Let names that stand over the middle of groups of alike columns reach over all of each.

    2021年 over the second of 营业收入 | 研发费用 | 研发人员, and 2022年 over the second of the same
    again, are of all three each; so is a figure over the second of several years.

    Args:
        upper: A row of a heading, which is changed.
        lower: The row below it.
    """
    named = _runs(upper, lower)
    if len(named) < _SEVERAL or _is_beneath(upper, lower, named[0][0] - 1):
        return
    for first in range(named[0][0]):
        for end in range(len(lower), named[-1][-1], -1):
            size, odd = divmod(end - first, len(named))
            groups = [range(first + n * size, first + (n + 1) * size) for n in range(len(named))]
            if not odd and _are_alike(groups, upper, lower, named):
                for run, group in zip(named, groups, strict=True):
                    upper[group.start : group.stop] = [upper[run[0]]] * size
                return


def _runs(upper: Sequence[str], lower: Sequence[str]) -> list[list[int]]:
    """Return the places of each name with others below it, a merged one's all together."""
    places = [n for n, text in enumerate(upper) if text and lower[n] and text != lower[n]]
    runs = groupby(places, key=lambda n: upper[n])
    return [list(run) for _text, run in runs]


def _is_beneath(upper: Sequence[str], lower: Sequence[str], place: int) -> bool:
    """Whether the column before the first group is none of it."""
    return place < 0 or bool(upper[place]) or not lower[place]


def _are_alike(
    groups: Sequence[range],
    upper: Sequence[str],
    lower: Sequence[str],
    named: Sequence[Sequence[int]],
) -> bool:
    """Whether each group has a name of its own above, and all have the same columns below."""
    texts = [[lower[place] for place in group] for group in groups]
    if not all(texts[0]) or any(own != texts[0] for own in texts):
        return False
    held = [[place for place in group if upper[place]] for group in groups]
    if held != [list(run) for run in named]:
        return False
    names = [upper[run[0]] for run in named]
    return all(map(_names_time, names)) or all(map(_names_time, texts[0]))


def _names_time(text: str) -> bool:
    found = find_period(text)
    return found is not None and bool(found.code or found.part)
