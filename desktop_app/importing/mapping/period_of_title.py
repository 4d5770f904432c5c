"""The period that stands above a table, in its title's lines or its tab."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.mapping.period_text import Found, completed, find_period

NO_PERIOD = "none"
"""Where a part of a year is named that is no period."""

_OF_ALL_YEAR = re.compile(r"年度(?!.*[季月])|全年|年报")
_YEAR = 4
"""Signs of the code of a whole year."""
_EMPTY_WORDS = "()[]-_ 表报数份月快"
"""Signs beside a part of a year in a tab that say nothing else: 3月表."""


def period_said_by(texts: Sequence[str], sheet: str) -> tuple[str, str]:
    """Return the period that title or tab name, and which of them does, as `TitleFacts` has it."""
    tab = find_period(sheet)
    texts = _without_cover_day(texts)
    for place, said in (*(("title", text) for text in (*texts, " ".join(texts))), ("sheet", sheet)):
        found = find_period(said)
        if found and found.is_none:
            return "", NO_PERIOD
        if found and found.code:
            others = _alone(tab) if place == "title" else list(map(find_period, texts))
            code = found.code if _OF_ALL_YEAR.search(fold(said)) else _narrowed(found, others)
            return (code, "short" if found.is_short else place) if code else ("", NO_PERIOD)
    return "", ""


def _without_cover_day(texts: Sequence[str]) -> Sequence[str]:
    """Leave out a month alone above a title of another year: when the sheet was put together."""
    found = [find_period(text) for text in texts]
    years = [one.code[:4] if one else "" for one in found]
    months = [bool(_alone(one)) and one is not None and len(one.code) > _YEAR for one in found]
    titled = [n for n, one in enumerate(found) if years[n] and not _alone(one)]
    if not titled or not any(months[: titled[0]]):
        return texts
    first = titled[0]
    return [
        text
        for n, text in enumerate(texts)
        if not (n < first and months[n] and years[n] != years[first])
    ]


def part_said(texts: Sequence[str], tab: str) -> str:
    """Return the part of a year that a title names, or a tab that says nothing else, or ""."""
    said = [*map(find_period, texts), *_alone(find_period(tab))]
    return next((one.part for one in said if one is not None and one.part), "")


def _alone(tab: Found | None) -> list[Found]:
    """Return what a tab says that names a period and nothing else."""
    is_alone = tab is not None and len(tab.rest.strip(_EMPTY_WORDS)) <= 1
    return [tab] if tab is not None and is_alone else []


def _narrowed(found: Found, others: Iterable[Found | None]) -> str:
    """Return the period of a year that one of two names, and of a part that the other does.

    2024年产值月报 in a tab 3月 is of March; "" where the part is no period, as 下半年.
    """
    for other in others:
        if other is None or not other.part or found.part:
            continue
        if other.code[:4] not in {"", found.code}:
            continue
        return "" if other.is_none else completed(f"+{other.part}", found.code)
    return found.code
