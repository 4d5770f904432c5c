"""Headings that say in one word of what time a figure is: 上年营业收入, 利润总额累计数."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from desktop_app.importing.layout.headings import ColumnHead, together
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import HeadingKey, heading_key

# 2022年同期产值 is of 2022, and not of the year before it.
_OF_A_YEAR = re.compile(r"\d{4}同期")


def with_glued_period(head: ColumnHead, known: Lexicon) -> ColumnHead:
    """Return a heading that means nothing as a whole as its figure and the period before it.

    What is known as it stands stays so: 累计毕业企业数 and 上年研发费用 are fields of their forms.
    """
    if head.role or head.meant is not None:
        return head
    if head.summed is not None and known.counts(head.summed):
        # 上半年累计毕业企业数 is how many there are so far, at the end of the half-year.
        return replace(head, keys=(head.summed,))
    if any(map(known.knows, head.keys)):
        return head
    for key in head.keys:
        # 企业上年营收 is that of the year before as well.
        for said, figure in _parted(key.text) + _parted(key.short):
            if known.counts(figure):
                is_own = _OF_A_YEAR.match(f"{head.period}{key.text}") is not None
                period = head.period if is_own else together(head.period, said)
                return replace(head, keys=(figure,), period=period)
    return head


@lru_cache(maxsize=5_000)
def _parted(text: str) -> tuple[tuple[str, HeadingKey], ...]:
    """Return what a text may say: a period, and the figure that is left without its words."""
    found = []
    for word, said in layout_words().periods.items():
        if text.startswith(word):
            found.append((len(word), said, text.removeprefix(word)))
        elif text.endswith(word):
            found.append((len(word), said, text.removesuffix(word)))
    # The longest word says most: 上年同期 and not 上年.
    found.sort(reverse=True)
    return tuple((said, heading_key(rest)) for _length, said, rest in found if rest)
