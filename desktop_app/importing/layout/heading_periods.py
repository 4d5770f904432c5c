"""What headings say of when their figures are, and what two of them say together."""

from __future__ import annotations

from desktop_app.importing.layout.headings import LONGEST
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_text import (
    YEAR_TO_DATE,
    completed,
    find_period,
    is_open,
    part_until,
)


def both_said(outer: str, said: str) -> str:
    """Return what 上年同期 and 累计 say above each other, in either order."""
    is_earlier = outer.startswith("<") != said.startswith("<") and bool(outer and said)
    return f"<{outer.lstrip('<')}{said.lstrip('<')}" if is_earlier else said or outer


def period_within(outer: str, said: str) -> str:
    """Return the period of a row below another that names one: 1-6月 below 2023年, or above it."""
    if is_open(said) == is_open(outer) or not outer:
        return said
    part, whole = (said, outer) if is_open(said) else (outer, said)
    return completed(part, whole) or said


def together(period: str, by_other: str) -> str:
    """Return what 2023年 and 上年同期 above each other mean."""
    if not period or not by_other:
        return period or by_other
    if not is_open(period):
        return completed(by_other, period)
    if by_other.startswith("<"):
        # 上年同期 over 1月 takes the month a year earlier, of whatever year that is.
        return f"<{together(period, by_other[1:])}"
    return part_until(period) if by_other == YEAR_TO_DATE else period


def period_said(text: str) -> str | None:
    """Return the period that a text over values names, as `ColumnHead` has it, or None."""
    said = layout_words().periods.get(heading_key(text).text)
    if said is not None:
        return said
    found = find_period(text) if len(text) <= LONGEST else None
    if found is None or not (found.code or found.part):
        return None
    return found.said
