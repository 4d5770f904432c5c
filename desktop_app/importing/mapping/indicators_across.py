"""Lays totals whose indicators stand across the top down: one a row, as a list of them has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.indicators import IndicatorReader
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.heading_rows import LOOKED_AT
from desktop_app.importing.layout.headings import (
    NO_HEADING,
    ColumnHead,
    Heading,
    Merges,
    Stretch,
    cell_text,
    filled,
)
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.passed_totals import NO_INDICATOR, why_passed, why_side_by_side
from desktop_app.importing.mapping.summed_kinds import with_sum_of_kinds
from desktop_app.importing.mapping.titled_totals import named_by_title, parted_by_period
from desktop_app.importing.mapping.total_columns import (
    FigureColumn,
    figure_columns,
    heads_beside,
    own_indicators,
    with_groups,
)
from desktop_app.importing.mapping.total_rows import are_below_totals, is_labelled, rows_taken
from desktop_app.importing.mapping.totals_apart import Part, tables_apart
from desktop_app.importing.mapping.totals_crossed import crossed
from desktop_app.importing.mapping.totals_grid import is_above_rows, is_period
from desktop_app.importing.mapping.totals_known import HEADED, TotalsKnown, left_cells
from desktop_app.sheets.table import Row, is_filled

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class BesideRows:
    """What is known of a sheet beside its rows.

    Attributes:
        merges: Its merged ranges.
        unit: Code of the reporting unit.
        titles: Its tab and the name of its file, which may name a firm.
        taught: Indicator that a word means, by folded word.
    """

    merges: Merges
    unit: str
    titles: tuple[str, ...]
    taught: Mapping[str, str]


def with_indicators_down(
    block: Block, head: Sequence[Row], around: BesideRows, catalogue: Catalogue
) -> list[Block]:
    """Return a table of places or years down the side with one row for each of its totals.

    A row of another place gives none: totals are those of the unit that reports them. Several
    such tables below each other are one each.

    Args:
        block: The table, as its heading alone tells of it.
        head: The rows of the sheet.
        around: What is known of the sheet beside them.
        catalogue: Forms and code lists.
    """
    known = lexicon(catalogue)
    codes = catalogue.codes["indicator"]
    entry = catalogue.form("unit_total").by_code["indicator"]
    reader = IndicatorReader(entry, codes, is_key=True, taught=around.taught)
    spellings = catalogue.codes["reporting_unit"].spellings
    known_here = TotalsKnown(
        spellings, around.unit, reader, around.titles, known.is_of_carriers, known.own_totals
    )
    head, known_here = with_sum_of_kinds(head, known_here)
    if (found := crossed(head, around.merges, known_here)) is not None:
        return [found]
    why_not = why_side_by_side(block, head, around.unit, catalogue)
    if why_not:
        return [Block(NO_HEADING, why_not=why_not)]
    if block.turned is not None or block.spread is not None:
        return [block]
    heads = enumerate(block.heading.heads)
    # 众创空间 over figures counts them and names none.
    named = [
        c for c, one in heads if any(map(known.is_key, one.keys)) and _are_texts(block.below, c)
    ]
    is_of_others = any(not _over_places(head, column, known_here) for column in named)
    passed = replace(block, why_not=why_passed(head[:LOOKED_AT], known_here))
    if is_of_others:
        return [passed]
    if apart := _laid_apart(head, around.merges, known_here):
        return apart
    return [_laid_down(head, around.merges, known_here) or passed]


def _are_texts(rows: Sequence[Row], column: int) -> bool:
    """Whether more than figures stands in a column."""
    cells = [row[column] for row in rows if column < len(row) and is_filled(row[column])]
    return not cells or not all(map(is_figure, cells))


def _over_places(rows: Sequence[Row], column: int, known: TotalsKnown) -> bool:
    """Whether a heading that names firms elsewhere stands over one's own place: 单位, 海曙区."""
    cells = [row[column] for row in rows[:LOOKED_AT] if column < len(row)]
    texts = [cell for cell in cells if isinstance(cell, str)]
    is_own = any(known.place([text]) == known.unit for text in texts)
    return is_own and not any(is_firm_name(fold(text)) for text in texts)


def _laid_down(head: Sequence[Row], merges: Merges, known: TotalsKnown) -> Block | None:
    """Return the one table of a sheet with a row for each total, or None where it is none."""
    grid = filled(Stretch(head, merges))
    for place, row in enumerate(grid[:LOOKED_AT]):
        if is_labelled(row, known) or are_below_totals(grid, place, known):
            first = place
            break
    else:
        return None
    last = first
    while last and is_above_rows(grid[last - 1]):
        last -= 1
    grid = named_by_title(grid, last, known)
    top = _top(grid, last, known)
    if top is None:
        return None
    named = [one for one in figure_columns(grid[top:last], top) if not known.is_aim(one.name)]
    # 1500 below 高企数 looks like a year and is a figure.
    figured = {one.column for one in named if known.is_indicator(one.name)}
    labels = {
        c
        for c, cell in left_cells(grid[first])
        if known.place([cell]) or (c not in figured and is_period(cell_text(cell)))
    }
    found = [one for one in named if one.column not in labels]
    whole, height = with_groups(found, grid[:top], known)
    figures = list(own_indicators(whole, known))
    laid = rows_taken(grid, last, figures, known)
    if laid is None or not _are_totals(whole, grid[:top], grid[first], known):
        return None
    untaken = heads_beside(grid[top:last], {one.column for one in figures} | labels)
    heading = Heading(top + 1, last, tuple(untaken))
    return laid.block(heading, head[: top - height], head[:last])


def _laid_apart(head: Sequence[Row], merges: Merges, known: TotalsKnown) -> list[Block]:
    """Return the tables that stand below each other, each under a heading of its own, or []."""
    parts = tables_apart(head)
    laid = [_laid_down(part.rows, merges, known) for part in parts]
    found = [one for one in laid if one is not None]
    for part, one in zip(parts, laid, strict=True):
        if found and one is None:
            heads = heads_beside(head[part.heading : part.heading + 1], ())
            found[0] = _with_untaken(found[0], heads, part)
    return found


def _with_untaken(block: Block, heads: Sequence[ColumnHead], other: Part) -> Block:
    """Return a table that tells of the columns and rows of one beside it that gives nothing."""
    rows = enumerate(other.rows, start=1)
    passed = [
        (n, NO_INDICATOR) for n, row in rows if n > other.heading and any(map(is_filled, row))
    ]
    heading = replace(block.heading, heads=(*block.heading.heads, *heads))
    turned = block.turned and replace(block.turned, passed=(*block.turned.passed, *passed))
    return replace(block, heading=heading, turned=turned)


def _are_totals(
    figures: Sequence[FigureColumn], above: Sequence[Row], row: Row, known: TotalsKnown
) -> bool:
    """Whether figures are totals of the office rather than a firm's by years."""
    texts = [cell for line in above for cell in line if isinstance(cell, str)]
    if known.are_of_firm(texts):
        return False
    if any(known.is_of_carriers(one.name) for one in figures):
        # 高新技术企业数 beside 在孵企业数 is that of an incubator.
        return False
    hits = sum(1 for one in figures if known.is_indicator(one.name))
    # 市级以上孵化器（众创空间）数 is what nobody else has.
    is_sure = bool(known.place(row)) or known.own_totals([one.name for one in figures]) > 0
    return hits > 0 and (is_sure or hits >= _HALF * len(figures))


def _top(grid: Sequence[Row], last: int, known: TotalsKnown) -> int | None:
    """Return the place of the row above the first of figures that names their indicators."""
    for place in range(last - 1, max(last - 1 - HEADED, -1), -1):
        texts = list(map(cell_text, grid[place]))
        if not all(map(may_be_heading, filter(is_filled, grid[place]))):
            return None
        if any(text and known.is_indicator(parted_by_period(text)[0]) for text in texts):
            return place
    return None
