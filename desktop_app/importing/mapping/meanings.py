"""What the heading of a column can mean, by its words and then by its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.importing.layout.headings import ColumnHead
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.kinds_of_title import STATUS
from desktop_app.importing.mapping.lexicon import Lexicon, Target
from desktop_app.importing.mapping.normal import HeadingKey, heading_key
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.mapping.values import (
    corrected,
    named_by_values,
    told_by_kinds,
    told_by_lists,
)
from desktop_app.importing.model import Choice
from desktop_app.sheets.table import Cell

Grades = Sequence[Sequence[Target]]
_KIND = ("achievement", "kind")
_RESULT = Target("achievement", "title", 0.9, "meaning")


def meanings(head: ColumnHead, known: Lexicon) -> Grades:
    """Return what a column can mean, the surest grade first; the joined heading goes first."""
    if head.meant is not None:
        return [[Target(*head.meant, 1.0, "line")]]
    found = [grade for key in head.keys for grade in known.targets(key)]
    if found:
        return found
    # 新证书编号 beside 原证书编号 is 证书编号.
    rests = [rest for key in head.keys for rest in _behind(layout_words().later, key)]
    return [
        fit
        for rest in rests
        for grade in known.targets(rest)
        # 新员工数 counts others than 员工数 does.
        if (fit := [one for one in grade if one[:2] not in known.numbers])
    ]


def by_their_values(
    heads: Sequence[ColumnHead],
    named: Sequence[Grades],
    samples: Sequence[Sequence[Cell]],
    known: Lexicon,
) -> list[Grades]:
    """Return what columns can mean once their values were looked at.

    Args:
        heads: The headings.
        named: What each can mean by its words.
        samples: Some cells of each.
        known: The headings that are known.
    """
    return [
        own
        if _is_earlier(head, known) or _is_of_other(head, own)
        else corrected(own, cells, known.numbers)
        for head, own, cells in zip(heads, named, samples, strict=True)
    ]


def as_chosen(grades: Sequence[Grades], choices: Mapping[int, Choice]) -> list[Grades]:
    """Return what columns can mean where a person said it of some.

    What she said speaks for its form as well, whose other columns have no key without it.
    """
    return [
        _of_choice(choices[index]) or own if index in choices else own
        for index, own in enumerate(grades)
    ]


def _of_choice(choice: Choice) -> Grades:
    return [[Target(choice.form, choice.field, 1.0, choice.by)]] if choice.form else []


def _is_of_other(head: ColumnHead, own: Grades) -> bool:
    """Whether an unknown heading names another body than the firm: 买方信用代码."""
    bodies = layout_words().other_bodies
    return not own and any(bodies.search(key.plain) for key in head.keys)


def with_results(
    heads: Sequence[ColumnHead],
    grades: Sequence[Grades],
    samples: Sequence[Sequence[Cell]],
    title: TitleFacts,
    catalogue: Catalogue,
) -> list[Grades]:
    """Return what columns can mean where title or rows say of what kind records are.

    类别 over 企业研究院 is that of institutions, and makes 机构名称 beside it their name.
    产品名称 in 首台（套）装备认定名单 is what a result is called; in a list of firms it is nothing.
    """
    found = [
        told_by_kinds(own, cells, catalogue) for own, cells in zip(grades, samples, strict=True)
    ]
    named = {one[:2] for own in found for grade in own[:1] for one in grade}
    told = {grade[0][:2] for own in found for grade in own[:1] if len(grade) == 1}
    is_told = _KIND in title.constants or _KIND in told
    if not is_told or _RESULT[:2] in named:
        return found
    for index, head in enumerate(heads):
        names = {text for key in head.keys for text in (key.text, key.plain)}
        is_called = any(map(layout_words().results.fullmatch, names))
        if is_called and not found[index]:
            found[index] = [[_RESULT]]
            break
    return found


def _is_earlier(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading names what a firm had before, 原证书编号, whatever stands below it."""
    rests = (rest for key in head.keys for rest in _behind(layout_words().earlier, key))
    return any(map(known.is_key, rests)) and not any(map(known.knows, head.keys))


def of_what_was_lost(head: ColumnHead, known: Lexicon, title: TitleFacts) -> ColumnHead:
    """Return 证书编号 for 原证书编号 in a list of those whose certificates were revoked."""
    if title.constants.get(STATUS) is None or not _is_earlier(head, known):
        return head
    rests = tuple(rest for key in head.keys for rest in _behind(layout_words().earlier, key))
    return replace(head, keys=rests)


def _behind(pattern: re.Pattern[str], key: HeadingKey) -> Sequence[HeadingKey]:
    """Return what is left of a heading behind some word; nothing where it begins otherwise."""
    found = pattern.match(key.text)
    return (heading_key(key.text[found.end() :]),) if found else ()


def told_by_all(
    heads: Sequence[ColumnHead],
    grades: Sequence[Grades],
    samples: Sequence[Sequence[Cell]],
    title: TitleFacts,
    catalogue: Catalogue,
) -> list[Grades]:
    """Return what columns can mean once title and lists of codes have told of them."""
    found = with_results(heads, grades, samples, title, catalogue)
    found = named_by_values(heads, found, samples, catalogue)
    return told_by_lists(found, samples, catalogue)
