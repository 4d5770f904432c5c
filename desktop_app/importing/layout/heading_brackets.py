"""What stands in the brackets of a heading: unit, period, or what makes another figure of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.normal import Unit, heading_key, unit_of

BRACKET = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_BETWEEN = re.compile(r"[,，;；、]")
_FILLING = re.compile("(?:(?:必|选)填项?|如有)?")
_UNIT_LABEL = re.compile(r"^(?:计量|金额|货币)?单位[:：为]?|(?:/年|每年)$")


class Bracketless(NamedTuple):
    """A row of a heading without what its brackets say.

    Attributes:
        text: The row; words that are neither unit nor period stay in their brackets.
        unit: Unit that they name, or the one known before, or None.
        by_other: Period that they name by another one ("<" for 上年), or "".
        is_other: Whether they make another figure of it, as 预计 does; then their words are a
            part of its name.
    """

    text: str
    unit: Unit | None
    by_other: str = ""
    is_other: bool = False


def without_brackets(text: str, unit: Unit | None) -> Bracketless:
    """Take unit and period out of the brackets of a row: 研发费用（上年，万元，不含税）.

    Args:
        text: The row.
        unit: Unit that a row above it names, or None.
    """
    row = Bracketless(text, unit)
    for bracket in BRACKET.finditer(text):
        left: list[str] = []
        for word in _words_of(bracket[1]):
            own = unit_of(_UNIT_LABEL.sub("", word))
            said = layout_words().periods.get(heading_key(word).text)
            # Of 元、角、分 the first is the unit.
            is_coin = row.unit is not None and own is not None and own.word in {"角", "分"}
            row = row._replace(
                unit=row.unit if is_coin else own or row.unit, by_other=said or row.by_other
            )
            # （必填） says how to fill in, and nothing of the figure.
            if own is None and said is None and not _FILLING.fullmatch(fold(word)):
                left.append(word)
        row = _with_rest(row, bracket[0], ",".join(left))
    return row


def _with_rest(row: Bracketless, bracket: str, rest: str) -> Bracketless:
    """Return a row with no more in a bracket than is left of it."""
    is_other = row.is_other or _is_other(rest, row.text.replace(bracket, ""))
    return row._replace(
        text=row.text.replace(bracket, f"({rest})" if rest else ""), is_other=is_other
    )


def _is_other(rest: str, level: str) -> bool:
    """Whether words in brackets make another figure of a heading.

    完成数（同比增长） is what was done, with its growth behind it.
    """
    known, core = layout_words(), fold(rest)
    is_beside = known.measures.fullmatch(core) and known.form_values.fullmatch(fold(level))
    return not is_beside and known.other_figures.fullmatch(core) is not None


def _words_of(bracket: str) -> Iterator[str]:
    """Yield the words that stand in brackets; signs with gaps between them are one: 单　位."""
    for part in _BETWEEN.split(bracket):
        words = part.split()
        yield from ["".join(words)] if all(len(word) == 1 for word in words) else words
