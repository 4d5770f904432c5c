"""Cells that name a field, beside or above its value."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from desktop_app.domain.texts import fold
from desktop_app.importing.layout.column_heads import head_of
from desktop_app.importing.layout.headings import LONGEST
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.glued_periods import with_glued_period
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row

LONGEST_LABEL = 40
"""Signs of a cell that may be a label."""

_OF_WHICH = 6
_PAIR = re.compile(r"([^:：]{2,20})[:：]\s*(.+)", re.DOTALL)
_EXPLANATION = re.compile(r"(?:是?指|反映|包括).{8,}|.*(?:填报|填写|应按|应与|是指).*。", re.DOTALL)
_CAPTION = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.]|[甲乙丙丁]$")


def label_columns(rows: Sequence[Row], known: Lexicon) -> dict[int, int]:
    """Return the columns that hold mostly names of fields, with how many different ones."""
    named: dict[int, set[str]] = defaultdict(set)
    hits: Counter[int] = Counter()
    others: Counter[int] = Counter()
    told: dict[str, str | None] = {}
    for row in rows:
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or not cell:
                continue
            if cell not in told:
                told[cell] = _named(cell.strip(), known)
            name = told[cell]
            if name:
                hits[column] += 1
                named[column].add(name)
            elif name is not None:
                others[column] += 1
    return {
        column: len(found)
        for column, found in named.items()
        if len(found) >= 2 and hits[column] >= others[column]
    }


def _named(text: str, known: Lexicon) -> str | None:
    """Return the folded name of a field, "" for what is none, None for what may stand beside."""
    if not 0 < len(text) <= LONGEST_LABEL:
        return None
    label = label_of(text)
    if is_label(label, known):
        return fold(label)
    return None if label != text or _CAPTION.match(fold(text)) else ""


def label_of(text: str) -> str:
    """Return what stands before the colon of 企业名称：…, else the text itself."""
    pair = pair_of(text)
    return pair[1] if pair else text


def pair_of(text: str) -> re.Match[str] | None:
    """Return label and value of 企业名称：…, or None for what is no such pair."""
    pair = _PAIR.fullmatch(text)
    if pair is None or fold(text[:_OF_WHICH]).startswith("其中"):
        return None
    # 加计扣除减免税金额：指报告期内… explains what to fill in.
    return None if _EXPLANATION.fullmatch(pair[2]) else pair


def is_label(text: str, known: Lexicon) -> bool:
    """Whether a text names a field, or the period of what stands beside it."""
    core = text.strip().rstrip(":：")
    if not 1 < len(core) <= LONGEST:
        return False
    if layout_words().official.fullmatch(fold(core)):
        # The code of a line stands beside its name: 营业收入 | 千元 | qc05_0.
        return False
    head = with_glued_period(head_of((core,)), known)
    # 2022年营业收入 and 上年营业收入 are names of a figure as well.
    is_dated = bool(head.period) and any(map(known.counts, head.keys))
    return is_dated or known.knows(heading_key(core)) or is_period_label(core)


def are_labels(row: Row, columns: Sequence[int], known: Lexicon) -> bool:
    """Whether some cells of a row are all names of fields, or ask whether something is so."""
    cells = [row[column] if column < len(row) else "" for column in columns]
    asks = layout_words().asking.fullmatch
    return all(isinstance(one, str) and (is_label(one, known) or asks(fold(one))) for one in cells)


def is_period_label(text: str) -> bool:
    """Whether a text is the label of a period, which no line to sign has: 所属年度."""
    return heading_key(text.rstrip(":：")).text in words().period
