"""Finds tables with a line for each figure (firm, year, what, how much) and spreads them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.texts import fold
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.column_heads import head_of, is_role
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import LONGEST, ColumnHead, Heading
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.record_rows import records_among
from desktop_app.importing.mapping.lexicon import Lexicon, Target
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.mapping.period_text import period_of_cell
from desktop_app.importing.model import JOINT
from desktop_app.importing.moves.spread import Spread
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, is_filled

_HALF = 0.5
_FIRST = 2
_TOTAL = ("unit_total", "indicator")
FIGURE, VALUE = "figure", "value"
"""What a column of a long table says of its rows: what they are about, and how much."""


def is_long(heading: Heading, below: Sequence[Row], above: Sequence[Row], known: Lexicon) -> bool:
    """Whether a heading stands over a line for each figure.

    Args:
        heading: The heading.
        below: The first rows below it.
        above: The rows that title it.
        known: The headings that are known.
    """
    return _columns(heading, below, above, known) is not None


def spread_out(block: Block, known: Lexicon) -> Block:
    """Return a table as one with a column for each of its figures, if it has a line for each.

    Args:
        block: The table, with all its rows below it.
        known: The headings that are known.
    """
    found = _columns(block.heading, block.below, block.above, known)
    if found is None:
        return block
    names, values = found
    heads = list(block.heading.heads)
    width = max([len(heads), *map(len, block.below)])
    heads += [ColumnHead()] * (width - len(heads))
    places: dict[tuple[str, int], int] = {}
    said = _names(records_among(block.below, block.heading.heads), names)
    # 研究开发费用合计 is a figure, though sums are called so.
    sums = [one for one in _names(block.below, names) if _names_figure(one, known)]
    for name in dict.fromkeys([*said, *sums]):
        for value in values:
            places[fold(name), value] = len(heads)
            heads.append(_head(name, block.heading.heads[value], value, known))
    # 指标编码 beside 指标名称 names nothing.
    heads = [ColumnHead(one.text) if _names_total(one, known) else one for one in heads]
    heads[names] = ColumnHead(heads[names].text, role=FIGURE)
    for value in values:
        heads[value] = ColumnHead(heads[value].text, role=VALUE)
    spread = Spread(names, values, places)
    heading = replace(block.heading, heads=tuple(heads))
    return replace(block, heading=heading, below=[*map(spread.of, block.below)], spread=spread)


def _columns(
    heading: Heading, below: Sequence[Row], above: Sequence[Row], known: Lexicon
) -> tuple[int, tuple[int, ...]] | None:
    """Return the column of names of figures, and those of their values, or None."""
    heads, below = heading.heads, records_among(below, heading.heads)
    subjects = {
        column
        for column, head in enumerate(heads)
        if any(map(known.is_key, head.keys)) and _may_be_whose(below, column)
    }
    if not subjects and not (_is_dated(heads) and _names_firm(above)):
        return None
    free = [column for column, head in enumerate(heads) if head.text and column not in subjects]
    names = [c for c in free if _names_figures(heads[c], below, c, known)]
    if len(names) > 1:
        # 指标编码 of another system stands beside 指标名称.
        names = [c for c in names if _are_figures(below, c, known)]
    if len(names) != 1:
        return None
    values = tuple(c for c in free if c not in names and _may_be_values(heads[c], known))
    # 报告期 beside 数值 says of when each line is, though it may stand over values as well.
    values = tuple(c for c in values if not _says_when(heads[c], below, c)) or values
    return (names[0], values) if values else None


def _says_when(head: ColumnHead, below: Sequence[Row], column: int) -> bool:
    """Whether a heading of periods stands over nothing else."""
    cells = [row[column] for row in below if column < len(row) and is_filled(row[column])]
    is_named = any(key.text in words().period for key in head.keys)
    return is_named and bool(cells) and all(map(period_of_cell, cells))


def _may_be_whose(below: Sequence[Row], column: int) -> bool:
    """Whether a column names records: one called 单位 may hold units, or nothing.

    The first ones tell, for below them may stand another table.
    """
    filled = [row[column] for row in below if column < len(row) and is_filled(row[column])]
    return any(not isinstance(one, str) or unit_of(one) is None for one in filled[:_FIRST])


def _is_dated(heads: Sequence[ColumnHead]) -> bool:
    return any(key.text in words().period for head in heads for key in head.keys)


def _names_firm(above: Sequence[Row]) -> bool:
    """Whether the title of a table begins with the name of a firm, or is one."""
    texts = [fold(cell) for row in above for cell in row if isinstance(cell, str)]
    return any(is_firm_name(text[: end + 2]) for text in texts if (end := text.find("公司")) > 0)


def _names_figures(head: ColumnHead, below: Sequence[Row], column: int, known: Lexicon) -> bool:
    """Whether names of figures stand in a column: under 指标名称, or 项目, or nothing known."""
    if any(is_role(key) for key in head.keys):
        return False
    if _names_total(head, known):
        # Of those that come back to be put right, none may be known.
        return True
    is_open = not any(_first(known, key.text) for key in head.keys)
    return (_is_of_forms(head) or is_open) and _are_figures(below, column, known)


def _names_total(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading stands over names of totals elsewhere: 指标名称, 指标编码."""
    found = (one for key in head.keys for one in _first(known, key.text))
    return any((one.form, one.field) == _TOTAL for one in found)


def _first(known: Lexicon, text: str) -> Sequence[Target]:
    return next(iter(known.targets(heading_key(text))), [])


def _is_of_forms(head: ColumnHead) -> bool:
    leaf = head.text.rsplit(JOINT, maxsplit=1)[-1]
    return layout_words().form_names.fullmatch(fold(leaf)) is not None


def _are_figures(below: Sequence[Row], column: int, known: Lexicon) -> bool:
    """Whether at least half of the different texts of a column name fields, and no records.

    新增 among shares of growth names none.
    """
    filled = [row[column] for row in below if column < len(row) and is_filled(row[column])]
    if sum(isinstance(cell, str) for cell in filled) < _HALF * len(filled):
        return False
    texts = _names(below, column)
    named = [text for text in texts if _names_figure(text, known)]
    return bool(named) and len(named) >= _HALF * len(texts)


def _names_figure(text: str, known: Lexicon) -> bool:
    return any((one.form, one.field) in known.numbers for one in _first(known, text))


def _names(below: Sequence[Row], column: int) -> list[str]:
    """Return the different texts of a column, each once, as they come."""
    cells = (row[column] for row in below if column < len(row))
    texts = (" ".join(cell.split()) for cell in cells if isinstance(cell, str) and is_filled(cell))
    return list({fold(text): text for text in texts if 1 < len(text) <= LONGEST}.values())


def _may_be_values(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading stands over values of whatever a line names: 数值, 金额（万元）, 2023年."""
    leaf = head.text.rsplit(JOINT, maxsplit=1)[-1]
    key = heading_key(leaf)
    if not head.keys:
        return bool(head.period) or head.unit is not None
    is_said = (
        key.text in layout_words().generic
        or layout_words().form_values.fullmatch(key.text) is not None
    )
    return is_said or period_said(leaf) is not None or _is_total_value(leaf, known)


def _is_total_value(leaf: str, known: Lexicon) -> bool:
    return any(one.form == _TOTAL[0] and one.field == VALUE for one in _first(known, leaf))


def _head(name: str, over: ColumnHead, column: int, known: Lexicon) -> ColumnHead:
    """Return the heading of a figure's column: its name, with what its values' heading says."""
    head = head_of((name,))
    said = over.period or period_said(over.text.rsplit(JOINT, maxsplit=1)[-1]) or ""
    is_amount = any((t.form, t.field) in known.amounts for t in _first(known, name))
    return replace(
        head,
        text=JOINT.join((name, over.text)) if said else name,
        period=head.period or said,
        unit=head.unit or (over.unit if is_amount else None),
        at=column,
    )
