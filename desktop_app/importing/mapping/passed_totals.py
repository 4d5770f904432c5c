"""Why a table of figures by place, or by street and town, gives nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.texts import fold
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.heading_rows import LOOKED_AT
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.total_rows import has_figures, is_labelled
from desktop_app.importing.mapping.totals_grid import PARTS
from desktop_app.importing.mapping.totals_known import TotalsKnown, left_cells
from desktop_app.sheets.table import Row

NO_INDICATOR = "no_indicator"
"""Why a table of figures by place is passed over."""
_SEVERAL = 2


def why_side_by_side(block: Block, head: Sequence[Row], unit: str, catalogue: Catalogue) -> str:
    """Return why a table gives nothing above which places or their parts stand, or "".

    Args:
        block: The table.
        head: The rows of the sheet.
        unit: Code of the reporting unit.
        catalogue: Forms and code lists.
    """
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
        if sum(1 for text in texts if layout_words().parts.fullmatch(text)) >= _SEVERAL:
            return "" if unit in places else PARTS
        if block.turned is not None and len(places) >= _SEVERAL:
            return NO_INDICATOR
    return ""


def why_passed(rows: Sequence[Row], known: TotalsKnown) -> str:
    """Return why a table gives nothing down whose side places or their parts stand, or ""."""
    if sum(1 for row in rows if known.place(row) and is_labelled(row, known)) > 1:
        return NO_INDICATOR
    parts = [part for row in rows if (part := _part(row)) and has_figures(row)]
    # Several rows of a part are those of its firms.
    if len(parts) > 1 and len(parts) == len(set(parts)):
        return PARTS
    is_said = any(map(_heads_parts, rows)) or any(map(_titles_parts, rows))
    return PARTS if is_said and any(map(has_figures, rows)) else ""


def _titles_parts(row: Row) -> bool:
    """Whether a row speaks of all streets and towns: 各街道科技指标."""
    texts = (fold(cell) for cell in row if isinstance(cell, str))
    return any(map(layout_words().titled_parts.search, texts))


def _part(row: Row) -> str:
    """Return the street, town or park that a row is about, or ""."""
    texts = (fold(cell) for _column, cell in left_cells(row) if isinstance(cell, str) and cell)
    return next(filter(layout_words().parts.fullmatch, texts), "")


def _heads_parts(row: Row) -> bool:
    """Whether a row of headings begins with 街道, or after 序号 with it."""
    texts = [
        fold(cell) for _column, cell in left_cells(row) if isinstance(cell, str) and cell.strip()
    ]
    return len(texts) > 1 and any(map(layout_words().over_parts.fullmatch, texts[:2]))
