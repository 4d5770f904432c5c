"""Tells over what time a sum goes that stands behind its quarters or months: 一季度 … | 合计."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.periods import parse_period
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.words import words

_LEAST = 2
_ANY_YEAR = "2001"
_ALONE = re.compile(r"(?:\+|\d{4})(?:Q\d|M\d\d)")


def with_sums(heads: Sequence[ColumnHead]) -> list[ColumnHead]:
    """Return headings of which 合计 right behind its parts names the period of them all.

    The parts are single quarters or months from January on, and name nothing else.
    """
    found: list[ColumnHead] = []
    parts: list[str] = []
    for head in heads:
        whole = _whole(parts) if _is_sum(head) and len(parts) >= _LEAST else ""
        if head.period and parts and _is_sum(replace(head, period="")):
            # 一季度合计 says itself over what time it goes.
            whole = head.period
        found.append(replace(head, period=whole, keys=()) if whole else head)
        is_part = bool(head.period) and not head.keys
        parts = [*parts, head.period] if is_part else []
    return found


def _is_sum(head: ColumnHead) -> bool:
    is_alone = head.above is None and bool(head.keys) and not head.period
    return is_alone and head.keys[0].text in words().totals


def _whole(parts: Sequence[str]) -> str:
    """Return the period that parts of one year come to, as `ColumnHead` has it, or ""."""
    if not all(map(_ALONE.fullmatch, parts)):
        return ""
    periods = [parse_period(part.replace("+", _ANY_YEAR)) for part in parts]
    if len({(one.kind, one.year) for one in periods}) > 1:
        return ""
    months = periods[0].last_month
    if [one.last_month for one in periods] != [months * n for n in range(1, len(periods) + 1)]:
        return ""
    whole = parse_period(f"{periods[0].year}M01-{periods[-1].last_month:02}").code
    return f"+{whole[4:] or 'year'}" if parts[0].startswith("+") else whole
