"""Finds the forms of single firms that stand below a list in the same sheet."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.blocks import Block
from desktop_app.importing.layout.form_blocks import form_blocks
from desktop_app.importing.layout.form_lines import is_label, label_columns, lines_beside
from desktop_app.importing.layout.heading_rows import LOOKED_AT, find_heading, is_firm_name
from desktop_app.importing.layout.headings import Heading, Merges, Stretch
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.titles import blank, is_title
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.sheet_title import firm_in
from desktop_app.sheets.table import Row, is_filled

_HEADED = 2
"""Rows of title and heading of a form that its firm's name titles."""


def form_of_a_firm(rows: Sequence[Row], known: Lexicon, *, is_titled: bool = False) -> list[Block]:
    """Return what some rows say of the firm that they name, beside its name and code.

    Args:
        rows: Rows of a sheet, from its first one; those that are not meant are blank.
        known: The headings that are known.
        is_titled: Whether their title names the firm.
    """
    found = lines_beside(rows, label_columns(rows, known), known)
    foreign = layout_words().foreign
    said = [x for x in found.lines if x.values and not foreign.fullmatch(fold(x.label).rstrip(":"))]
    keys = [line for line in said if known.is_key(heading_key(line.label))]
    cells = [fold(plain_text(line.values[0].cell)) for line in keys]
    is_firm = is_titled or any(is_uscc(cell) or is_firm_name(cell) for cell in cells)
    return form_blocks(found, known) if is_firm and len(said) > len(keys) else []


def cards_below(
    head: Sequence[Row], merges: Merges, heading: Heading, known: Lexicon
) -> tuple[list[Block], range]:
    """Return the tables that forms below a list give, and the places of the rows they take up.

    Args:
        head: The rows of a sheet.
        merges: Its merged ranges.
        heading: What stands over the list.
        known: The headings that are known.
    """
    for start in range(heading.last_row, len(head)):
        is_titled = _titles_a_form(head, start)
        if not is_titled and not _begins(head[start], known):
            continue
        end = _end(head, merges, start + _HEADED * is_titled, known)
        top = _top(head, start, heading.last_row)
        rows = [*([[]] * top), *head[top:end]]
        blocks = form_of_a_firm(rows, known, is_titled=is_titled)
        if blocks:
            return blocks, range(top, end)
    return [], range(0)


def _begins(row: Row, known: Lexicon) -> bool:
    """Whether a row begins with what a firm is called by, and the firm beside it."""
    cells = [cell for cell in row if is_filled(cell)]
    if len(cells) < 2 or not isinstance(cells[0], str):
        return False
    if not known.is_key(heading_key(cells[0].strip().rstrip(":："))):
        return False
    said = fold(plain_text(cells[1]))
    return (is_firm_name(said) or is_uscc(said)) and not is_label(said, known)


def _titles_a_form(head: Sequence[Row], place: int) -> bool:
    """Whether a row names a firm in the title of its figures: 指标 | 数值 right below it."""
    cells = [cell for cell in head[place] if is_filled(cell)]
    if len(cells) != 1 or not isinstance(cells[0], str) or not firm_in(cells[0]):
        return False
    below = [cell for cell in head[place + 1] if is_filled(cell)] if place + 1 < len(head) else []
    names = layout_words().form_names
    return len(below) > 1 and names.fullmatch(fold(plain_text(below[0]))) is not None


def _end(head: Sequence[Row], merges: Merges, start: int, known: Lexicon) -> int:
    """Return the place of the first row behind forms: where another list is titled."""
    stretch = Stretch(head[start : start + LOOKED_AT], merges, start)
    found = find_heading(stretch, known)
    if found is None or not found.has_rows:
        return len(head)
    return _top(head, found.first_row - 1, start + 1)


def _top(head: Sequence[Row], first: int, least: int) -> int:
    """Return the place of the first row that titles what begins at a place."""
    top = first
    for place in range(first - 1, least - 1, -1):
        if is_title(head[place], frozenset()):
            top = place
        elif not blank([head[place]]):
            break
    return top
