"""Parts headings that say two things in one text: 专精特新认定年份, 2021年入库编号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import ColumnHead, Heading
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.model import JOINT, NUMBERED

RECORDED = NUMBERED | {("tech_sme", "reg_no")}
"""Numbers of what a firm has, by which groups of columns are records of their own."""

_YEAR = "获评年份"
"""What only the year of a label is called."""

_BRACKETED = re.compile(r"[(]([^()]{2,})[)]$")
"""What stands in brackets at the end: 专精特新（认定年份）, but for a unit: 有效期（年）."""

_LEVEL = re.compile("^(?:国家级?|(?:浙江)?省级?|(?:宁波)?市级?|[区县]级)")
_YEAR_DIGITS = 4
_SEVERAL = 2


def with_named_groups(heading: Heading, known: Lexicon) -> Heading:
    """Return a heading whose columns of labels and years stand below what they are of.

    Args:
        heading: The heading.
        known: The headings that are known.
    """
    heads = [_of_label(head, known) for head in _by_scheme(heading.heads, known)]
    years = {head.period for head in heads if _numbers(head, known)}
    if len(years) >= _SEVERAL:
        heads = [_of_year(head) if head.period in years else head for head in heads]
    return replace(heading, heads=tuple(heads)) if heads != list(heading.heads) else heading


def label_over(head: ColumnHead, known: Lexicon) -> str:
    """Return the label that stands over a heading, or ""."""
    group, _joint, leaf = head.text.partition(JOINT)
    core = fold(group)
    is_one = not known.labels.isdisjoint({core, _LEVEL.sub("", core)})
    return group if leaf and (is_one or group in layout_words().filings) else ""


def _by_scheme(heads: Sequence[ColumnHead], known: Lexicon) -> list[ColumnHead]:
    """Return headings below the scheme of their filing, where several are beside each other.

    国家科技型中小企业入库登记编号 and 省科技型中小企业备案年份 are of two filings.
    """
    filed = {n: two for n, head in enumerate(heads) if (two := _filing(head))}
    found = list(heads)
    if len({group for group, _leaf in filed.values()}) < _SEVERAL:
        for n, (_group, leaf) in filed.items():
            if not any(map(known.knows, heads[n].keys)):
                found[n] = replace(head_of((leaf,)), text=heads[n].text)
        return found
    for n, two in filed.items():
        found[n] = head_of(two)
    return found


def _filing(head: ColumnHead) -> tuple[str, str] | None:
    """Return the scheme of filings that a heading names, and what it says of them."""
    core = _BRACKETED.sub(r"\1", fold(head.text.replace(JOINT, "")))
    filings = layout_words().filings.items()
    found = ((group, pattern.fullmatch(core)) for group, pattern in filings)
    return next(((group, said["leaf"]) for group, said in found if said), None)


def _of_label(head: ColumnHead, known: Lexicon) -> ColumnHead:
    """Return 专精特新 over 获评年份 for a heading that says both, in one text or two."""
    whole = fold(head.text.replace(JOINT, ""))
    core = _BRACKETED.sub(r"\1", whole)
    level = _LEVEL.match(core)
    before = level[0] if level else ""
    starts = (one for one in known.labels if core.startswith((one, before + one)))
    longest = max(starts, key=len, default="")
    name = longest if core.startswith(longest) else before + longest
    if not name or layout_words().label_years.fullmatch(core[len(name) :]) is None:
        bracket = _BRACKETED.search(whole)
        is_year = bracket is not None and layout_words().label_years.fullmatch(bracket[1])
        return replace(head_of((core,)), text=head.text) if is_year else head
    return head_of((name, _YEAR))


def _numbers(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading of one text names the year of a number: 2021年入库编号."""
    if JOINT in head.text or len(head.period) != _YEAR_DIGITS or not head.period.isdecimal():
        return False
    return bool(recorded(head, known))


def _of_year(head: ColumnHead) -> ColumnHead:
    return head if JOINT in head.text else replace(head, text=f"{head.period}年{JOINT}{head.text}")


def recorded(head: ColumnHead, known: Lexicon) -> set[tuple[str, str]]:
    """Return the numbers of what a firm has, by which a heading may tell records apart."""
    grades = (grade for key in head.keys for grade in known.targets(key)[:1])
    found = {one[:2] for grade in grades for one in grade}
    return found & known.keys & RECORDED


def lone_label(heads: Sequence[ColumnHead], known: Lexicon) -> str:
    """Return the one label that stands over columns of a table, or ""."""
    labels = {label for head in heads if (label := label_over(head, known))}
    return labels.pop() if len(labels) == 1 else ""
