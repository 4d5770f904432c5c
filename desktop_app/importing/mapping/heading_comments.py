"""Takes what people noted on the cells of a heading: the unit or the period of its column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.headings import ColumnHead, Heading
from desktop_app.importing.mapping.normal import Unit, unit_of
from desktop_app.importing.mapping.period_text import find_period

Comments = Mapping[tuple[int, int], str]

_MONEY = re.compile("百万元|亿元|万元|千元|元")
# 六位编码，如202301 shows how to fill in: what follows is no period of the column.
_EXAMPLE = re.compile("例|如|格式|样式|填报|填写|编码|位数字")
_LONGEST = 40
"""Signs of a comment that says of a column what it is; longer ones explain how to fill in."""


def said_in(comment: str) -> str:
    """Return a comment without the name of who made it, which programs put in its first line."""
    first, _end, rest = comment.strip().partition("\n")
    return (
        rest.strip() if rest.strip() and first.rstrip().endswith((":", "：")) else comment.strip()
    )


def titles_noted(heading: Heading, above: Sequence[object], comments: Comments) -> list[str]:
    """Return what is noted on the rows that title a table.

    Args:
        heading: Its heading.
        above: The rows that title it.
        comments: What is noted on the sheet.
    """
    last = heading.rows[0]
    rows = range(last - len(above), last)
    return [said_in(text) for (row, _column), text in sorted(comments.items()) if row in rows]


def with_comments(block: Block, comments: Comments) -> Block:
    """Return a table whose headings say what is noted on them, where they say nothing of it.

    Args:
        block: The table.
        comments: What is noted on the cells of its sheet.
    """
    first, last = block.heading.rows
    noted = {c: said_in(text) for (row, c), text in comments.items() if first <= row <= last}
    if not noted or block.turned is not None:
        return block
    heads = tuple(
        _noted(head, noted[column]) if column in noted and head.text else head
        for column, head in enumerate(block.heading.heads)
    )
    return replace(block, heading=replace(block.heading, heads=heads))


def _noted(head: ColumnHead, text: str) -> ColumnHead:
    if len(text) > _LONGEST:
        return head
    text = _EXAMPLE.split(text, maxsplit=1)[0]
    unit, found = _unit(text), find_period(text)
    period = found.code if found else ""
    differs = (unit is not None and head.unit not in {None, unit}) or (
        bool(period) and head.period not in {"", period}
    )
    return replace(
        head,
        unit=head.unit or unit,
        period=head.period or period,
        is_doubted=head.is_doubted or differs,
    )


def _unit(text: str) -> Unit | None:
    core = fold(text)
    whole = unit_of(core)
    words = set(_MONEY.findall(core))
    return whole or (unit_of(words.pop()) if len(words) == 1 else None)
