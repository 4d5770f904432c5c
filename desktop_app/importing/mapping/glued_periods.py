"""Headings that say in one word of what time a figure is: 上年营业收入, 利润总额累计数."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from functools import lru_cache

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.layout.heading_periods import together
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon, lexicon
from desktop_app.importing.mapping.normal import HeadingKey, heading_key

_BRACKET = "("
_EARLIER = "<"
"""Begins a period before that of the sheet."""

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


def with_own_year_before(
    heads: Sequence[ColumnHead], named: Container[str], catalogue: Catalogue
) -> list[ColumnHead]:
    """Return headings of which 上年度销售收入 is the firm's figure of the year before.

    It is that of a filing where the title names filings, or another column can only be of one.

    Args:
        heads: The headings of a table whose title says its year.
        named: The forms that the title names.
        catalogue: Forms and code lists.
    """
    known = lexicon(catalogue)
    dated = [_dated(head, known) for head in heads]
    owners = [_owner(head, catalogue) for head in heads]
    rest = zip(heads, dated, owners, strict=True)
    spoken = {"", *(owner for head, one, owner in rest if one is head)}
    found = zip(heads, dated, owners, strict=True)
    return [head if owner in spoken or owner in named else one for head, one, owner in found]


def _owner(head: ColumnHead, catalogue: Catalogue) -> str:
    """Return the one form without periods that a heading can be of, or ""."""
    known = lexicon(catalogue)
    grades = [known.targets(key)[:1] for key in head.keys[:1]]
    forms = {one.form for found in grades for grade in found for one in grade}
    form = forms.pop() if len(forms) == 1 else ""
    return "" if not form or catalogue.form(form).periodic else form


def _dated(head: ColumnHead, known: Lexicon) -> ColumnHead:
    """Return a heading as a figure of the firm and the year before, where it says both."""
    for said, figure in _parted(head.keys[0].text) if head.keys and not head.period else ():
        if said.startswith(_EARLIER) and known.counts(figure):
            return replace(head, keys=(figure,), period=said)
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
        elif said and word in text and _BRACKET not in text:
            # 在孵企业当月营业收入: behind whose the figure is.
            found.append((len(word), said, text.replace(word, "", 1)))
    # The longest word says most: 上年同期 and not 上年.
    found.sort(reverse=True)
    return tuple((said, heading_key(rest)) for _length, said, rest in found if rest)
