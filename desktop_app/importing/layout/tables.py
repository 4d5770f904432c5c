"""Tells which tables a sheet holds, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold, plain_width
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.cards_below import form_of_a_firm
from desktop_app.importing.layout.cell_pairs import pairs_apart
from desktop_app.importing.layout.column_heads import is_role
from desktop_app.importing.layout.corners import with_corners_named
from desktop_app.importing.layout.foot import heading_at_foot
from desktop_app.importing.layout.form_blocks import form_blocks
from desktop_app.importing.layout.form_rows import lines_above
from desktop_app.importing.layout.heading_cells import is_known
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.heading_rows import LOOKED_AT, find_heading
from desktop_app.importing.layout.headings import (
    NO_HEADING,
    ColumnHead,
    Heading,
    Merges,
    Stretch,
    cell_text,
    filled,
)
from desktop_app.importing.layout.headless import heading_of_codes, heading_of_totals
from desktop_app.importing.layout.labels import is_label, label_columns
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.long_tables import is_long, spread_out
from desktop_app.importing.layout.named_groups import lone_label, with_named_groups
from desktop_app.importing.layout.side_by_side import (
    Window,
    forms_side_by_side,
    group_of,
    masked,
    windows_of,
)
from desktop_app.importing.layout.signed import above_signatures
from desktop_app.importing.layout.tables_in_forms import heads_years, labels_of_form, lines_of_form
from desktop_app.importing.layout.times_down import with_times_down
from desktop_app.importing.layout.titles import stands_below_rows
from desktop_app.importing.layout.two_line_rows import two_line_block
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.sheets.table import Cell, Row, is_filled

_CLEARLY = 2
_CARD = 3
"""Names of fields below each other that make a card of one firm."""
_HALF = 0.5
_LISTED = 2
"""Firms below each other that make a list."""


def lay_out(
    head: Sequence[Row], merges: Merges, known: Lexicon, said: Heading | None = None
) -> list[Block]:
    """Return the tables that begin at the top of a sheet, from the left.

    Those further below are found as the rows are read.

    Args:
        head: The first rows of the sheet.
        merges: Its merged ranges.
        known: The headings that are known.
        said: What a person takes for the heading where nothing else looks like one.
    """
    in_twos = two_line_block(head, merges, known)
    return _laid_out(head, merges, known, said) if in_twos is None else [in_twos]


def _laid_out(
    head: Sequence[Row], merges: Merges, known: Lexicon, said: Heading | None
) -> list[Block]:
    """Return the tables of a sheet of which each row is a record, or a line of a form."""
    shown = above_signatures(head)
    head = with_times_down([*with_corners_named(shown, known), *head[len(shown) :]], known)
    shown = above_signatures(head)
    heading = find_heading(Stretch(shown[:LOOKED_AT], merges), known)
    if heading is None or not heading.has_rows:
        heading = heading_of_totals(shown, known) or heading
    if heading is not None:
        above, below = head[: heading.first_row - 1], head[heading.last_row :]
        if is_long(heading, below, above, known):
            return blocks_under(heading, above, Stretch(head, merges), known)
    forms = _forms(shown, heading, known)
    if forms and len(shown) < len(head):
        # Lines to sign make no form of a list, but are read with one.
        forms = _forms(head, heading, known)
    if forms:
        return forms
    foot = heading_at_foot(head, merges, heading, known)
    if foot is not None:
        return blocks_under(foot, head[: foot.last_row], Stretch(head, merges), known)
    heading = heading or heading_of_codes(shown) or said
    if heading is None:
        return [Block(NO_HEADING)]
    above = head[: max(heading.last_row if _is_blank(heading) else heading.first_row - 1, 0)]
    if not _is_blank(heading) and stands_below_rows(above, known):
        # Rows that nothing known heads; what is known is found below them.
        other = heading_of_codes(above) or said
        if other is None:
            return [Block(NO_HEADING)]
        heading, above = other, head[: other.last_row if _is_blank(other) else other.first_row - 1]
    tables = blocks_under(heading, above, Stretch(head, merges), known)
    return [*form_of_a_firm(above, known), *tables] if heading.has_rows else tables


def _is_blank(heading: Heading) -> bool:
    """Whether nothing stands over a table, whose rows begin below `last_row`."""
    return not any(head.text for head in heading.heads)


def _forms(head: Sequence[Row], heading: Heading | None, known: Lexicon) -> list[Block]:
    """Return the tables of a sheet that sets the names of fields beside or above their values."""
    if heading is not None and _heads_totals(heading, head, known):
        return []
    above = lines_above(head, known, heading)
    if above is not None:
        return form_blocks(above, known)
    if heading is not None and (
        _heads_firms(heading, head, known) or _heads_one_firm(heading, head, known)
    ):
        # Figures below a list are nobody's of its firms, unless they say whose they are.
        return []
    labels = labels_of_form(head, known)
    # What stands over a table, as the firm's name does, belongs to its title.
    below = labels
    if heading and heads_years(head, heading.last_row - 1, known):
        # A card of one firm, whose years stand in a table.
        is_card = max(labels.values(), default=0) >= _CARD
        heading = None if is_card else heading
    if heading and heading.has_rows and not _known_heads(heading, known) <= labels.keys():
        below = label_columns(head[heading.last_row :], known)
    is_of_one = heading is not None and bool(below) and _is_of_one(heading, head, known)
    if not is_of_one and not _stand_below_each_other(below, heading, known):
        return []
    windows = forms_side_by_side(head, labels, known)
    sides = [masked(head, window) for window in windows] if windows else [head]
    lines = [lines_of_form(side, labels, known) for side in sides]
    return [block for one in lines for block in form_blocks(one, known)]


def _heads_firms(heading: Heading, head: Sequence[Row], known: Lexicon) -> bool:
    """Whether the first rows right below a heading name a firm each, as those of a list do."""
    named = [c for c, one in enumerate(heading.heads) if any(map(known.is_key, one.keys))]
    rows = head[heading.last_row : heading.last_row + _LISTED]
    return len(rows) == _LISTED and all(
        any(_is_firm(row[column]) for column in named if column < len(row)) for row in rows
    )


def _heads_one_firm(heading: Heading, head: Sequence[Row], known: Lexicon) -> bool:
    """Whether a heading stands over a list of one firm, as no form has it.

    All that it names is known, and below it stand a firm and no further names of fields.
    """
    named = {c: one for c, one in enumerate(heading.heads) if one.text}
    if len(named) < _CLEARLY or heading.last_row >= len(head):
        return False
    if not all(_is_known(one, known) for one in named.values()):
        return False
    row = head[heading.last_row]
    keys = [c for c, one in named.items() if any(map(known.is_key, one.keys))]
    texts = [cell for cell in row if isinstance(cell, str) and is_filled(cell)]
    is_firm = any(_is_firm(row[column]) for column in keys if column < len(row))
    return is_firm and not any(is_label(text, known) for text in texts)


def _is_known(head: ColumnHead, known: Lexicon) -> bool:
    """Whether a heading can mean something: 202301 is when the figure is that the title names."""
    is_time = bool(head.period) and not head.keys
    return is_time or any(known.knows(key) or is_role(key) for key in head.keys)


def _heads_totals(heading: Heading, head: Sequence[Row], known: Lexicon) -> bool:
    """Whether 指标 stands over what totals of the office are called."""
    if _is_of_firm(heading, head, known):
        return False
    rows = head[heading.last_row : heading.last_row + LOOKED_AT]
    places = sum(1 for h in heading.heads if layout_words().places.fullmatch(fold(h.text)))
    for column, one in enumerate(heading.heads):
        cells = (row[column] for row in rows if column < len(row))
        texts = [cell for cell in cells if isinstance(cell, str) and is_filled(cell)]
        if not any(map(known.is_total, one.keys)) or any(map(known.is_of_carriers, texts)):
            continue
        # Beside 海曙区 and 江北区 stand figures of offices, whatever most of them are; so they do
        # below 海曙区科技创新主要指标, where some are what no firm has.
        others = sum(1 for text in texts if is_label(text, known) and not known.calls_total(text))
        is_of_place = _is_titled_by_place(heading, head) and known.own_totals(texts) > 0
        least = (
            0
            if places >= _CLEARLY or is_of_place
            else max(_HALF, (others + 1) / max(len(texts), 1))
        )
        if known.lists_totals(texts, least):
            return True
    return False


def _is_of_firm(heading: Heading, head: Sequence[Row], known: Lexicon) -> bool:
    """Whether 指标 stands below the name of a firm, whose figures are no totals."""
    above = (cell for row in head[: heading.first_row - 1] for cell in row)
    texts = [text for cell in above if isinstance(cell, str) for text in pairs_apart(cell)]
    is_named = any(firm_in(text) or _says_firm(text, known) for text in texts)
    return is_named and any(known.is_total(key) for one in heading.heads for key in one.keys)


def _says_firm(text: str, known: Lexicon) -> bool:
    """Whether a text names a firm behind its label: 企业名称：甲公司."""
    label, colon, name = plain_width(text).partition(":")
    return bool(colon) and known.is_key(heading_key(label)) and is_firm_name(fold(name))


def _is_titled_by_place(heading: Heading, head: Sequence[Row]) -> bool:
    """Whether a text above a table begins with a place: 海曙区2023年主要指标."""
    above = (cell for row in head[: heading.first_row - 1] for cell in row)
    return any(layout_words().places.match(fold(cell)) for cell in above if isinstance(cell, str))


def _is_of_one(heading: Heading, head: Sequence[Row], known: Lexicon) -> bool:
    """Whether 指标 stands below a firm's name, or above figures that only carriers have."""
    totals = [c for c, h in enumerate(heading.heads) if any(map(known.is_total, h.keys))]
    rows = head[heading.last_row : heading.last_row + LOOKED_AT]
    cells = (row[column] for column in totals for row in rows if column < len(row))
    is_of_carrier = any(isinstance(cell, str) and known.is_of_carriers(cell) for cell in cells)
    return is_of_carrier or _is_of_firm(heading, head, known)


def _is_firm(cell: Cell) -> bool:
    core = fold(cell) if isinstance(cell, str) else ""
    return is_firm_name(core) or is_uscc(core)


def _known_heads(heading: Heading, known: Lexicon) -> set[int]:
    return {column for column, head in enumerate(heading.heads) if is_known(head, known)}


def _stand_below_each_other(
    labels: Mapping[int, int], heading: Heading | None, known: Lexicon
) -> bool:
    """Whether names of fields stand below each other rather than beside each other."""
    most = max(labels.values(), default=0)
    heads = heading.heads if heading else ()
    beside = len({head.text for head in heads if is_known(head, known)})
    # A table that nobody filled in yet has no rows to tell it by, but most of its names in one row.
    is_table = heading is not None and (heading.has_rows or beside >= _CLEARLY * most)
    return most >= 2 and most > (beside if is_table else 0)


def blocks_under(
    heading: Heading,
    above: Sequence[Row],
    stretch: Stretch,
    known: Lexicon,
) -> list[Block]:
    """Return the tables that one heading stands over; most often it is one.

    Args:
        heading: The heading.
        above: The rows that title it.
        stretch: Rows of the sheet, those of the heading and the first ones below it among them.
        known: The headings that are known.
    """
    written, heading = heading, with_named_groups(heading, known)
    shown = _as_written(heading, written)
    last = heading.last_row - stretch.before
    below = stretch.rows[last:]
    lead = stretch.rows[max(heading.first_row - 1 - len(above) - stretch.before, 0) : last]
    titles = filled(Stretch(above, stretch.merges, heading.first_row - 1 - len(above)))
    windows = windows_of(heading, titles, below, known)
    if len(windows) == 1:
        label = lone_label(heading.heads, known)
        above = [*above, [label]] if label else above
        return [spread_out(Block(shown, above, below, lead), known)]
    blocks = (
        Block(
            _within(shown, window),
            _above(titles, heading, window, windows[-1].shared),
            masked(below, window),
            masked(lead, _with_all(window)),
            window,
        )
        for window in windows
    )
    return [spread_out(block, known) for block in blocks]


def _as_written(heading: Heading, written: Heading) -> Heading:
    """Return a heading with the texts of its cells, by which people and memory know its columns."""
    pairs = zip(heading.heads, written.heads, strict=True)
    return replace(heading, heads=tuple(replace(one, text=own.text) for one, own in pairs))


def _within(heading: Heading, window: Window) -> Heading:
    """Return a heading that names nothing outside a window."""
    heads = tuple(
        head if window.holds(column) else ColumnHead() for column, head in enumerate(heading.heads)
    )
    return Heading(heading.first_row, heading.last_row, heads)


def _with_all(window: Window) -> Window:
    """Return a window that keeps all rows at the left of the sheet, for those above its records."""
    return window if window.first else window._replace(shared=0, tail=0)


def _above(titles: Sequence[Row], heading: Heading, window: Window, shared: int) -> list[Row]:
    """Return the rows that title a window; the year of its own goes before that of them all."""
    own, group = _titles(titles, window), _group(heading, window, shared)
    is_year = any(period_said(cell_text(row[0])) for row in group)
    return [*group, *own] if is_year else [*own, *group]


def _group(heading: Heading, window: Window, shared: int) -> list[Row]:
    """Return what stands over all headings of a window but the shared ones; it titles the table."""
    last = min(window.last + 1, len(heading.heads))
    group = group_of(heading.heads, range(max(window.first, shared), last))
    return [[group]] if group else []


def _titles(rows: Sequence[Row], window: Window) -> list[Row]:
    """Return what titles a window: what stands over it, and what stands alone in its row."""
    cut = masked(rows, _with_all(window))
    return [
        row if len({cell for cell in row if is_filled(cell)}) == 1 else part
        for row, part in zip(rows, cut, strict=True)
    ]
