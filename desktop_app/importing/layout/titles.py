"""Tells the rows that title a table from its records, and what they say anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from desktop_app.domain.identifiers import is_id_card, is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_number
from desktop_app.importing.firm_names import ends_as_firm, is_firm_name
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.mapping.period_text import find_period
from desktop_app.importing.mapping.sheet_title import TitleFacts
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_WIDEST = 6
_LONGEST = 60
_LEAST_SHARED = 3
"""Cells of rows of a table that stand below another of the same column."""


def names_whose(row: Row, known: Lexicon) -> bool:
    """Whether a row says whose the table below it is: 企业名称 | 甲公司 | 信用代码 | 9133…."""
    cells = [cell for cell in row if is_filled(cell)]
    if len(cells) % 2 or not all(isinstance(cell, str) for cell in cells):
        return False
    labels, values = cells[::2], [fold(str(cell)) for cell in cells[1::2]]
    keys = [known.is_key(heading_key(str(label))) for label in labels]
    firms = [is_firm_name(value) or is_uscc(value) for value in values]
    return any(firms) and all(
        known.knows(heading_key(str(label))) and (is_key or not is_firm)
        for label, is_key, is_firm in zip(labels, keys, firms, strict=True)
    )


def is_title(row: Row, places: frozenset[str], known: Lexicon) -> bool:
    """Whether a row right above a heading titles its table.

    Args:
        row: The row.
        places: Folded names of places, which title a table where they stand alone.
        known: The headings that are known.
    """
    if names_whose(row, known):
        return True
    cells = [cell for cell in row if is_filled(cell)]
    texts = [fold(cell_text(cell)) for cell in cells]
    if not 0 < len(set(texts)) <= _WIDEST or not all(texts) or max(map(len, texts)) > _LONGEST:
        return False
    if _ends_a_table(texts[0]) or ends_as_firm(texts[0]):
        return False
    # A record names a place or a year too, but never nothing else.
    return all(
        before.endswith(":") or _says_of_a_table(text, places)
        for before, text in pairwise(["", *texts])
    )


def _says_of_a_table(text: str, places: frozenset[str]) -> bool:
    known = layout_words()
    return (
        known.titles.fullmatch(text) is not None
        or known.foreign.fullmatch(text.partition(":")[0]) is not None
        or text in places
        or text in words().title_unit
        or unit_of(text) is not None
        or _is_period(text)
    )


def is_sample(above: Sequence[Row], tab: str) -> bool:
    """Whether a sheet shows how one fills in, by what stands above its heading or on its tab."""
    known = layout_words()
    texts = (fold(cell) for row in above for cell in row if isinstance(cell, str))
    in_title = any(known.sample_titles.fullmatch(text) for text in texts)
    return in_title or known.sample_tabs.fullmatch(fold(tab)) is not None


def _ends_a_table(text: str) -> bool:
    known = words()
    signed = (f"{word}:" for word in known.sign_off_words)
    return text.startswith((*known.notes, *known.sign_off, *signed, *known.totals))


def _is_period(text: str) -> bool:
    found = find_period(text)
    return found is not None and bool(found.code)


def says_the_same(new: TitleFacts, old: TitleFacts) -> bool:
    """Whether the title above a heading that comes again says nothing that was not known."""
    return (
        new.said.code in {"", old.said.code}
        and new.unit in {None, old.unit}
        # 三、科技型中小企业 below 二、专精特新中小企业.
        and (not old.scores or new.scores.keys() <= old.scores.keys())
        and all(old.constants.get(what) == value for what, value in new.constants.items())
    )


def blank(rows: Sequence[Row]) -> bool:
    """Whether nothing stands in some rows."""
    return not any(is_filled(cell) for row in rows for cell in row)


def stands_below_rows(above: Sequence[Row], known: Lexicon) -> bool:
    """Whether the rows above a heading are records, or a table of something else with a title.

    Args:
        above: The rows above the heading.
        known: The headings that are known.
    """
    if any(_is_record(row, known) for row in above):
        return True
    before: frozenset[int] = frozenset()
    shared = 0
    for row in above:
        columns = frozenset() if _speaks(row, known) else frozenset(_filled(row))
        alike = len(columns & before)
        if alike > 1:
            shared += alike
        elif shared >= _LEAST_SHARED:
            return True
        else:
            shared = 0
        before = columns
    return False


def _is_record(row: Row, known: Lexicon) -> bool:
    """Whether a row names a firm beside its code or a figure, and holds no label."""
    cells = [cell for cell in row if is_filled(cell)]
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    if any(_is_label(text) or known.knows(heading_key(text)) for text in texts):
        return False
    is_coded = any(is_uscc(text) and not is_id_card(text) for text in texts)
    is_figure = any(map(_is_figure, cells))
    return len(cells) > 1 and (is_coded or (is_figure and any(map(is_firm_name, texts))))


def _is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number that is no year, or a day."""
    number = float(cell.replace(",", "")) if isinstance(cell, str) and is_number(cell) else cell
    return not isinstance(number, str) and not cell_text(number)


def _filled(row: Row) -> Iterator[int]:
    """Yield the columns of a row that hold something, equal texts side by side once."""
    before: Cell = ""
    for column, cell in enumerate(row):
        if is_filled(cell) and cell != before:
            yield column
        before = cell


def _speaks(row: Row, known: Lexicon) -> bool:
    """Whether a row says something of a table below it: 填报单位：…, or names of fields."""
    texts = [cell for cell in row if isinstance(cell, str) and is_filled(cell)]
    labels = sum(1 for text in texts if _is_label(fold(text)) or known.knows(heading_key(text)))
    return 2 * labels >= len(texts) > 0


def _is_label(core: str) -> bool:
    signs = (*words().sign_off, *words().sign_off_words)
    return ":" in core or core.startswith(signs) or bool(layout_words().foreign.fullmatch(core))
