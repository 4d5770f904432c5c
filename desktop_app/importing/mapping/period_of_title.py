"""The period that stands above a table, in its title's lines or its tab."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop_app.domain.periods import parse_period
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import Found, completed, find_period

NO_PERIOD = "none"
"""Where a part of a year is named that is no period."""

DIFFERS = "differs"
"""Where the tab names another period than the title, which has the word."""

_SHORT_TAB = re.compile(r"([12]\d)(?:[.-](1[0-2]|0?[1-9])月?|(Q[1-4]))", re.I)
"""A tab that is called 23.11 or 23Q3."""

_OF_ALL_YEAR = re.compile(r"年度(?!.*[季月])|全年|年报")
_OF_FIGURES = re.compile(
    r"[(（](20\d\d年度?)(?:的?(?:经营|财务|统计|企业|经济)?(?:数据?|指标|情况|口径))[)）]"
    r"|(?:经营|财务|统计|经济)?(?:数据|指标)(?:均?[为是取按]|[:：])(20\d\d年度?"
    r"(?:第?[一二三四1-4]季度|前三季度|上半年|\d{1,2}(?:[-—~至]\d{1,2})?月)?)"
)
_TWO_YEARS = re.compile(r"([^\d]*(20\d\d)年[^\d()]+)(?=(20\d\d)年).+")
_A_YEAR_BEFORE = "<"
_OF_YEAR_BEFORE = re.compile("(?:上一?年|去年)度?(?!同)")
_BRACKETED = re.compile("[(（]([^()（）]+)[)）]")
_FROM_JANUARY = "M01-"
_UP_TO = frozenset("()[]截至止末底数据统计时间:")
_YEAR = 4
"""Signs of the code of a whole year."""
_EMPTY_WORDS = "()[]-_ 表报数份月快"
"""Signs beside a part of a year in a tab that say nothing else: 3月表."""


class Said(NamedTuple):
    """A period that is said of a whole table.

    Attributes:
        code: Its code, or "".
        source: Where it stands: "title" or "sheet", "short" where the year has two digits,
            DIFFERS where tab and title contradict each other, NO_PERIOD where a part of a year is
            named that is none, "option", "cover", "file", or "".
        is_coming: Whether it is the year for which firms apply, and not that of their figures.
        listed: The year of the list, where the title names another one of its figures; else "".
    """

    code: str = ""
    source: str = ""
    is_coming: bool = False
    listed: str = ""


NOT_SAID = Said()
_DAY_ALONE = re.compile(r"(?:19|20)\d{2}[年/.-]\d{1,2}[月/.-]\d{1,2}日?")


def period_said_by(texts: Sequence[str], sheet: str) -> Said:
    """Return the period that title or tab name, rather one that is not only applied for."""
    short = _SHORT_TAB.fullmatch(sheet)
    sheet = f"{short[1]}年{short[3] or f'{short[2]}月'}" if short else sheet
    texts = _without_cover_day(_with_balance_day(texts))
    texts, listed = _figures_first(list(map(_without_when_told, texts)))
    said = NOT_SAID
    for place, text in (*(("title", text) for text in (*texts, " ".join(texts))), ("sheet", sheet)):
        found = find_period(text)
        if not found or not (found.is_none or found.code):
            continue
        if not names_coming(text, found.code):
            own = _said(found, place, text, texts, sheet)
            # 2024年 on the tab of 2024年拟申报企业 says no more than the title.
            return own._replace(listed=said.code or listed) if own.code != said.code else said
        said = said if said.code else Said(found.code, place, is_coming=True)
    return said


def _figures_first(texts: Sequence[str]) -> tuple[list[str], str]:
    """Return titles with what says of when figures are before all, and the year of their list.

    （数据为2023年度） below 2024年高企培育库企业名单.
    """
    apart = [(text, *_figures_apart(text)) for text in texts]
    told = [figures for text, figures, _year in apart if figures != text]
    others = [text for text, figures, _year in apart if figures == text]
    listed = next((year for _text, _figures, year in apart if year), "")
    if told and not listed:
        named = map(find_period, others)
        listed = next((one.code for one in named if one and len(one.code) == _YEAR), "")
    return [*told, *others], listed


def _without_when_told(text: str) -> str:
    """Return a text of figures without when they were handed in: 2023年情况表（2024年3月填）."""
    bare = layout_words().handed_in.sub("", text)
    return bare if bare != text and find_period(bare) else text


def _figures_apart(text: str) -> tuple[str, str]:
    """Return what says of a title of when its figures are, and the other year that it names.

    2023年度推荐企业名单（2022年度数据）, 2024年第一批认定名单（财务数据为2023年度），
    拟申报2024年高新技术企业名单（以2023年数据为准）, 2024年高企申报企业2023年情况. Other titles
    are returned as they are.
    """
    core = fold(text)
    both = _TWO_YEARS.fullmatch(core)
    if both and both[2] != both[3] and names_coming(both[1], both[2]):
        return core[both.end(1) :], both[2]
    said = _OF_FIGURES.search(core)
    bare = core.replace(said[0], "") if said else _BRACKETED.sub("", text)
    named = find_period(bare)
    figures = (said[1] or said[2]) if said else ""
    if not said and named is not None and names_coming(bare, named.code):
        behind = (one for one in _BRACKETED.findall(text) if find_period(one))
        figures = next((one for one in behind if layout_words().of_figures.search(fold(one))), "")
    if not figures:
        return text, ""
    return figures, named.code if named is not None and len(named.code) == _YEAR else ""


def names_coming(text: str, code: str) -> bool:
    """Whether a year is that for which firms apply: 2024年拟申报高新技术企业名单."""
    return len(code) == _YEAR and layout_words().coming.fullmatch(fold(text)) is not None


def _said(found: Found, place: str, text: str, texts: Sequence[str], sheet: str) -> Said:
    if found.is_none:
        return Said("", NO_PERIOD)
    beside = [*_alone(find_period(sheet)), *_up_to(texts)]
    others = beside if place == "title" else list(map(find_period, texts))
    code = found.code if _OF_ALL_YEAR.search(fold(text)) else _narrowed(found, others)
    if not code:
        return Said("", NO_PERIOD)
    if place == "title" and _contradicts(find_period(sheet), found, " ".join(texts)):
        return Said(code, DIFFERS)
    return Said(code, "short" if found.is_short else place)


def _contradicts(tab: Found | None, title: Found, text: str) -> bool:
    """Whether a tab names another time than its title: 2022年研发 over 2021年研发情况."""
    if tab is None or tab.is_none or not title.code:
        return False
    if not (set(tab.rest) <= set(_EMPTY_WORDS) or tab.rest in fold(text)):
        # 2022年申报 may well be of 2021.
        return False
    if tab.code and tab.code[:_YEAR] != title.code[:_YEAR]:
        return True
    ends = [
        parse_period(f"{title.code[:_YEAR]}{one.part}") for one in (tab, title) if _is_part(one)
    ]
    return len({one.last_month for one in ends}) > 1


def _is_part(found: Found) -> bool:
    """Whether a part of the year is named, of this year."""
    return bool(found.part) and found.part != "year" and not found.before


def _with_balance_day(texts: Sequence[str]) -> Sequence[str]:
    """Let the day of a 资产负债表 say until when its figures are: 2022年12月31日."""
    if not any(map(layout_words().balances.search, texts)):
        return texts
    return [f"截至{text}" if _DAY_ALONE.fullmatch(fold(text)) else text for text in texts]


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


def is_of_earlier(texts: Sequence[str], tab: str) -> bool:
    """Whether title or tab say no more of when than 上年同期, or begin with 上年度."""
    said = (part for text in (*texts, tab) for part in (text, *_BRACKETED.findall(text)))
    periods = layout_words().periods
    is_begun = any(map(_OF_YEAR_BEFORE.match, map(fold, texts)))
    return is_begun or any(periods.get(heading_key(part).text) == _A_YEAR_BEFORE for part in said)


def part_said(texts: Sequence[str], tab: str) -> str:
    """Return the part of a year that a title names, or a tab that says nothing else, or ""."""
    said = [*map(find_period, texts), *_alone(find_period(tab))]
    return next((one.part for one in said if one is not None and one.part and not one.before), "")


def _alone(tab: Found | None) -> list[Found]:
    """Return what a tab says that names a period and nothing else."""
    is_alone = tab is not None and len(tab.rest.strip(_EMPTY_WORDS)) <= 1
    return [tab] if tab is not None and is_alone else []


def _up_to(texts: Iterable[str]) -> list[Found]:
    """Return what lines say that name no more than until when figures are: （截至2023年9月底）."""
    found = (find_period(text) for text in texts)
    return [
        one
        for one in found
        if one is not None and one.part.startswith(_FROM_JANUARY) and not set(one.rest) - _UP_TO
    ]


def _narrowed(found: Found, others: Iterable[Found | None]) -> str:
    """Return the period of a year that one of two names, and of a part that the other does.

    2024年产值月报 in a tab 3月 is of March; "" where the part is no period, as 下半年.
    """
    for other in others:
        if other is None or not other.part or other.before or found.part:
            continue
        if other.code[:4] not in {"", found.code}:
            continue
        return "" if other.is_none else completed(f"+{other.part}", found.code)
    return found.code
