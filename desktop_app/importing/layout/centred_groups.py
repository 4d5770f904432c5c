"""Puts names of groups that stand in the middle of theirs, unmerged, to where the groups begin."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.importing.mapping.period_text import find_period

_SEVERAL = 2


def put_first(upper: list[str], lower: Sequence[str]) -> None:
    """Move periods that stand over the middle of groups of alike columns to their first columns.

    2021年 over the second of 营业收入 | 研发费用 | 研发人员, and 2022年 over the second of the same
    again, are of all three each.

    Args:
        upper: A row of a heading, which is changed.
        lower: The row below it.
    """
    named = [place for place, text in enumerate(upper) if text and _names_time(text)]
    if len(named) < _SEVERAL or _is_beneath(upper, lower, named[0] - 1):
        return
    for first in range(named[0]):
        for end in range(len(lower), named[-1], -1):
            size, odd = divmod(end - first, len(named))
            groups = [range(first + n * size, first + (n + 1) * size) for n in range(len(named))]
            if not odd and _are_alike(groups, upper, lower, named):
                for place, group in zip(named, groups, strict=True):
                    text, upper[place] = upper[place], ""
                    upper[group.start] = text
                return


def _is_beneath(upper: Sequence[str], lower: Sequence[str], place: int) -> bool:
    """Whether the column before the first group is none of it."""
    return place < 0 or bool(upper[place]) or not lower[place]


def _are_alike(
    groups: Sequence[range], upper: Sequence[str], lower: Sequence[str], named: Sequence[int]
) -> bool:
    """Whether each group has a name of its own above, and all have the same columns below."""
    texts = [[lower[place] for place in group] for group in groups]
    if not all(texts[0]) or any(own != texts[0] for own in texts):
        return False
    held = [place for group in groups for place in group if upper[place]]
    return held == list(named) and all(
        place in group for place, group in zip(named, groups, strict=True)
    )


def _names_time(text: str) -> bool:
    found = find_period(text)
    return found is not None and bool(found.code or found.part)
