"""Lays totals whose indicators stand across the top down: one a row, as a list of them has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, takewhile

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.indicators import IndicatorReader
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.texts import is_said
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.blocks import Block, Spot
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.heading_periods import period_said
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
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.firm_of_title import firm_in
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.mapping.summed_kinds import with_sum_of_kinds
from desktop_app.importing.mapping.titled_totals import (
    HEADED,
    TotalsKnown,
    named_by_title,
    parted_by_period,
)
from desktop_app.importing.mapping.totals_apart import Part, tables_apart
from desktop_app.importing.mapping.totals_crossed import crossed
from desktop_app.importing.mapping.totals_grid import (
    PARTS,
    Labels,
    Laid,
    is_aimed,
    is_period,
    passed_over,
    period_of,
    says_where,
    when_said,
)
from desktop_app.sheets.table import Cell, Row, is_filled

NO_INDICATOR = "no_indicator"
"""Why a table of figures by place is passed over."""

_YEAR = re.compile(r"(?:19|20)\d{2}")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_BEGIN_PERIODS = frozenset("0123456789QM")
_HALF = 0.5
_GROUPS = 2
"""Different texts of a row above the headings that groups them, and titles nothing."""


@dataclass(frozen=True, slots=True)
class _Figures:
    """A column of figures: what they are, when, and where that is said."""

    column: int
    name: str
    at: Spot
    period: str = ""


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
    why_not = _side_by_side(block, head, around, catalogue)
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
    passed = replace(block, why_not=_why_passed(head[:LOOKED_AT], known_here))
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


def _side_by_side(
    block: Block, head: Sequence[Row], around: BesideRows, catalogue: Catalogue
) -> str:
    """Return why a table gives nothing above which places or their parts stand, or ""."""
    known = lexicon(catalogue)
    heads = block.heading.heads
    if block.turned is None and not any(map(known.is_total, chain(*(h.keys for h in heads)))):
        return ""
    if any(known.is_key(key) for one in heads for key in one.keys):
        return ""
    spellings = catalogue.codes["reporting_unit"].spellings
    for row in head[:LOOKED_AT]:
        texts = [fold(cell) for cell in row[1:] if isinstance(cell, str)]
        places = [code for text in texts if (code := spellings.get(text))]
        if sum(1 for text in texts if layout_words().parts.fullmatch(text)) >= _GROUPS:
            return "" if around.unit in places else PARTS
        if block.turned is not None and len(places) >= _GROUPS:
            return NO_INDICATOR
    return ""


def _why_passed(rows: Sequence[Row], known: TotalsKnown) -> str:
    """Return why a table gives nothing down whose side places or their parts stand, or ""."""
    if sum(1 for row in rows if known.place(row) and _is_labelled(row, known)) > 1:
        return NO_INDICATOR
    parts = [part for row in rows if (part := _part(row)) and _has_figures(row)]
    # Several rows of a part are those of its firms.
    if len(parts) > 1 and len(parts) == len(set(parts)):
        return PARTS
    is_said = any(map(_heads_parts, rows)) or any(map(_titles_parts, rows))
    return PARTS if is_said and any(map(_has_figures, rows)) else ""


def _titles_parts(row: Row) -> bool:
    """Whether a row speaks of all streets and towns: 各街道科技指标."""
    texts = (fold(cell) for cell in row if isinstance(cell, str))
    return any(map(layout_words().titled_parts.search, texts))


def _part(row: Row) -> str:
    """Return the street, town or park that a row is about, or ""."""
    texts = (fold(cell) for cell in row[:HEADED] if isinstance(cell, str) and cell)
    return next(filter(layout_words().parts.fullmatch, texts), "")


def _heads_parts(row: Row) -> bool:
    """Whether a row of headings begins with 街道, or after 序号 with it."""
    texts = [fold(cell) for cell in row[:HEADED] if isinstance(cell, str) and cell.strip()]
    return len(texts) > 1 and any(map(layout_words().over_parts.fullmatch, texts[:2]))


def _laid_down(head: Sequence[Row], merges: Merges, known: TotalsKnown) -> Block | None:
    grid = filled(Stretch(head, merges))
    for place, row in enumerate(grid[:LOOKED_AT]):
        if _is_labelled(row, known) or _are_below_totals(grid, place, known):
            last = place
            break
    else:
        return None
    grid = named_by_title(grid, last, known)
    top = _top(grid, last, known)
    if top is None:
        return None
    named = [one for one in _figures(grid[top:last], top) if not known.is_aim(one.name)]
    # 1500 below 高企数 looks like a year and is a figure.
    figured = {one.column for one in named if known.is_indicator(one.name)}
    labels = {
        c
        for c, cell in enumerate(grid[last][:HEADED])
        if known.place([cell]) or (c not in figured and is_period(cell_text(cell)))
    }
    found = [one for one in named if one.column not in labels]
    places = [one.column for one in found]
    groups = list(takewhile(partial(_group, places), reversed(grid[:top])))
    again = Counter(one.name for one in found)
    alike = {one.column for one in found if again[one.name] > 1}
    groups = [_reaching(row, places, alike) for row in groups]
    # 2025年目标 over 高企数 is none of the office's.
    aims = {c for row in groups for c, cell in enumerate(row) if known.is_aim(cell_text(cell))}
    whole = [_grouped(one, groups, known) for one in found if one.column not in aims]
    figures = list(_own(whole, known))
    laid = _taken(grid, last, figures, known)
    if laid is None or not _are_totals(whole, grid[:top], grid[last], known):
        return None
    untaken = _beside(grid[top:last], {one.column for one in figures} | labels)
    heading = Heading(top + 1, last, tuple(untaken))
    return laid.block(heading, head[: top - len(groups)], head[:last])


def _laid_apart(head: Sequence[Row], merges: Merges, known: TotalsKnown) -> list[Block]:
    """Return the tables that stand below each other, each under a heading of its own, or []."""
    parts = tables_apart(head)
    laid = [_laid_down(part.rows, merges, known) for part in parts]
    found = [one for one in laid if one is not None]
    for part, one in zip(parts, laid, strict=True):
        if found and one is None:
            heads = _beside(head[part.heading : part.heading + 1], ())
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
    figures: Sequence[_Figures], above: Sequence[Row], row: Row, known: TotalsKnown
) -> bool:
    """Whether figures are totals of the office rather than a firm's by years."""
    texts = [cell for line in above for cell in line if isinstance(cell, str)]
    if any(map(firm_in, (*known.titles, *texts))) or any(is_firm_name(fold(x)) for x in texts):
        return False
    if any(known.is_of_carriers(one.name) for one in figures):
        # 高新技术企业数 beside 在孵企业数 is that of an incubator.
        return False
    hits = sum(1 for one in figures if known.is_indicator(one.name))
    # 市级以上孵化器（众创空间）数 is what nobody else has.
    is_sure = bool(known.place(row)) or known.own_totals([one.name for one in figures]) > 0
    return hits > 0 and (is_sure or hits >= _HALF * len(figures))


def _is_labelled(row: Row, known: TotalsKnown) -> bool:
    """Whether a row says a place or a period at its left, and figures beside it."""
    if known.place(row):
        # 2011 beside a place is a figure, though it looks like a year.
        return any(map(is_figure, row[1:]))
    # So it is beside the name of a total.
    first = next(filter(is_filled, row), "")
    is_named = isinstance(first, str) and known.is_indicator(first)
    figures = [column for column, cell in enumerate(row) if is_named and _is_bare(cell)]
    is_labelled = bool(period_of(row, figures)) or is_aimed(row, known)
    return _has_figures(row) and is_labelled


def _are_below_totals(grid: Sequence[Row], place: int, known: TotalsKnown) -> bool:
    """Whether figures that look like years stand beside a period, right below names of totals."""
    row, above = grid[place], grid[place - 1] if place else []
    pairs = zip(row, above, strict=False)
    # 2020年 is more of the heading.
    figures = [(c, text) for c, (cell, text) in enumerate(pairs) if c and _is_bare(cell)]
    named = [c for c, text in figures if isinstance(text, str) and known.is_indicator(text)]
    return bool(named) and bool(period_of(row, named))


def _is_bare(cell: Cell) -> bool:
    return fold(cell).isdecimal() if isinstance(cell, str) else is_figure(cell)


def _has_figures(row: Row) -> bool:
    """Whether figures stand in a row; 2022年 | 2023年 are more of the heading."""
    return any(is_figure(cell) and not is_period(cell_text(cell)) for cell in row[1:])


def _top(grid: Sequence[Row], last: int, known: TotalsKnown) -> int | None:
    """Return the place of the row above the first of figures that names their indicators."""
    for place in range(last - 1, max(last - 1 - HEADED, -1), -1):
        texts = list(map(cell_text, grid[place]))
        if not all(map(may_be_heading, filter(is_filled, grid[place]))):
            return None
        if any(text and known.is_indicator(parted_by_period(text)[0]) for text in texts):
            return place
    return None


def _figures(heading: Sequence[Row], top: int) -> Iterator[_Figures]:
    """Yield the columns of figures that a heading names; units and years may stand below."""
    for column, over in enumerate(_spread(heading)):
        name = over
        below = [cell_text(row[column]) for row in heading[1:] if column < len(row)]
        if not name or says_where(name) or layout_words().measures.fullmatch(fold(name)):
            continue
        unit = next((text for text in below if unit_of(text.strip("()（）")) is not None), "")
        periods = [text for text in below if text != name and period_said(text)]
        leaves = [text for text in below if text and text not in {name, unit, *periods}]
        # 全年目标 says a period too.
        if any(_is_aside(fold(text)) for text in (*leaves, *periods)):
            continue
        if any(map(says_where, leaves)):
            # 序号 or 备注, below a title that is an indicator.
            continue
        name, when = parted_by_period(name)
        periods = [*periods, when] if when else periods
        name = _whole(name, leaves)
        unit = unit or _unit_of_values(leaves)
        if unit and heading_key(name).unit is None:
            name = f"{name}（{unit.strip('()（）')}）"
        yield _Figures(column, name, Spot(top, column), next(iter(periods), ""))


def _unit_of_values(leaves: Sequence[str]) -> str:
    """Return the unit of the values below the name of a figure, which say no more: 金额（亿元）."""
    values = filter(layout_words().form_values.fullmatch, map(fold, leaves))
    return next((key.unit.text for key in map(heading_key, values) if key.unit), "")


def _spread(heading: Sequence[Row]) -> list[str]:
    """Return the names of figures, each also over the columns that only lines below it name.

    高企数 and blanks over 目标 完成 完成率, where no cells are merged.
    """
    names = list(map(cell_text, heading[0]))
    names += [""] * (max(map(len, heading)) - len(names))
    below = [[cell_text(row[c]) for row in heading[1:] if c < len(row)] for c in range(len(names))]
    for column in range(1, len(names)):
        left = [text for text in below[column - 1] if text and text != names[column - 1]]
        if not names[column] and any(below[column]) and left:
            names[column] = names[column - 1]
    return names


def _is_aside(leaf: str) -> bool:
    """Whether what stands below a figure's name says what was aimed at, or compares."""
    known = layout_words()
    return bool(known.measures.fullmatch(leaf)) or bool(known.aimed.search(leaf))


def _whole(name: str, leaves: Sequence[str]) -> str:
    """Return the name of a figure with what stands below it: 高企（家） over 新增, but not 数量."""
    said = [leaf for leaf in leaves if not layout_words().form_values.fullmatch(fold(leaf))]
    key = heading_key(name)
    if not said:
        return name
    if key.unit is None:
        return "".join((name, *said))
    return "".join((_BRACKETS.sub("", name), *said, f"（{key.unit.text}）"))


def _group(places: Collection[int], row: Row) -> bool:
    """Whether a row above figures groups them; a title says one thing of all."""
    texts = {cell_text(cell) for column, cell in enumerate(row) if column in places}
    return len(texts - {""}) >= _GROUPS


def _reaching(row: Row, places: Sequence[int], alike: Collection[int]) -> Row:
    """Return a row of groups that reach to the next one, where no cells are merged.

    Periods always do; what else stands there only over names that come again beside it: 吸纳技术
    over 项数 and 成交额, of which 输出技术 has the same.
    """
    spread, over = [*row], ""
    for column in range(min(places), max(places) + 1):
        text = cell_text(row[column]) if column < len(row) else ""
        over = text or over
        if not text and column < len(row) and column in places:
            spread[column] = over if is_period(over) or column in alike else ""
    return spread


def _grouped(figure: _Figures, groups: Sequence[Row], known: TotalsKnown) -> _Figures:
    """Return a column of figures with what the groups above it say of it: 新增, 2023年."""
    for row in groups:
        text = cell_text(row[figure.column]) if figure.column < len(row) else ""
        if not text or text == figure.name:
            continue
        if is_period(text):
            figure = replace(figure, period=figure.period or text)
        elif (whole := f"{text}{figure.name}") and known.is_changed(text, whole):
            figure = replace(figure, name=whole)
    return figure


def _taken(
    grid: Sequence[Row], first: int, figures: Sequence[_Figures], known: TotalsKnown
) -> Laid | None:
    """Return what the rows give, or None where some are not labelled as such a table's are."""
    laid, seen = Laid(), set[tuple[str, str]]()
    own = {one.column for one in figures}
    has_places, said = any(map(known.place, grid[first:])), Labels()
    for row in grid[max(first - HEADED, 0) : first]:
        said.line(row)
    for number in range(first, len(grid)):
        row = grid[number]
        if not any(map(is_filled, row)):
            continue
        said.line(row)
        place, period = said.of(row, known, own)
        reason = passed_over(row, place if has_places else None, known, period)
        if reason is None:
            return None
        if reason:
            laid.passes(row, number, reason)
            continue
        if (place, period) in seen:
            # Several rows of a place and time are those of firms, or of towns.
            return None
        seen.add((place, period))
        _put(row, number, figures, period, laid)
    return laid


def _put(row: Row, number: int, figures: Sequence[_Figures], period: str, laid: Laid) -> None:
    said = next((c for c, text in enumerate(map(cell_text, row)) if text == period), 0)
    for one in figures:
        cell = row[one.column] if one.column < len(row) else ""
        if is_said(cell):
            at = Spot(one.at.row + 1, one.column) if one.period else Spot(number, said)
            when = (when_said(period, one.period), at)
            laid.put(cell, Spot(number, one.column), (one.name, one.at), when)


def _own(figures: Sequence[_Figures], known: TotalsKnown) -> Iterator[_Figures]:
    """Yield the figures that are indicators, or may be one that no other column is.

    技术交易额 beside 技术合同成交额 is none of it.
    """
    surely = {known.indicators.read(one.name).value for one in figures} - {None}
    for one in figures:
        may = known.indicators.may_be(one.name)
        if known.is_indicator(one.name) and not (may and surely.issuperset(may)):
            yield one


def _beside(heading: Sequence[Row], own: Collection[int]) -> list[ColumnHead]:
    """Return the headings whose columns give nothing, so that they are told as not taken."""
    paths = (
        list(dict.fromkeys(filter(None, (cell_text(row[c]) for row in heading if c < len(row)))))
        for c in range(len(heading[0]))
        if c not in own
    )
    texts = dict.fromkeys("".join(path) for path in paths if path and not says_where(path[0]))
    return [ColumnHead(text) for text in texts]
