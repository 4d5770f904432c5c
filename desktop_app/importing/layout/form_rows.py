"""Reads the lines of forms that set the name of each field above its value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from desktop_app.domain.texts import fold
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.firm_names import firm_in
from desktop_app.importing.layout.blocks import Spot
from desktop_app.importing.layout.form_lines import Line, SheetLines, Value
from desktop_app.importing.layout.heading_cells import may_be_heading
from desktop_app.importing.layout.headings import Heading
from desktop_app.importing.layout.labels import is_label
from desktop_app.importing.layout.signed import is_sign_off
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.sheets.table import Cell, Row, is_filled

_MOSTLY = 0.6


def lines_above(
    rows: Sequence[Row], known: Lexicon, heading: Heading | None = None
) -> SheetLines | None:
    """Return the labels of a sheet with the values below them, or None where it is no such form.

    In such a form rows of labels and rows of values take turns, and the labels change; a table has
    its heading once, or the same one again.

    Args:
        rows: The rows of the sheet; cells that a merged range covers are blank.
        known: The headings that are known.
        heading: What seems to head a table; its own rows are no labels with values below.
    """
    kinds = _kinds(rows, known)
    if kinds is None:
        return None
    places = [place for place, kind in enumerate(kinds) if kind == "labels"]
    pairs = [(place, _below(kinds, place)) for place in places]
    if len(pairs) < 2 or not all(_holds_values(rows, below, known) for _place, below in pairs):
        return None
    if heading and any(heading.first_row <= below < heading.last_row for _place, below in pairs):
        return None
    between = (row for row, kind in zip(rows, kinds, strict=True) if kind == "other")
    if len({name for row in between for cell in row if (name := _firm(cell))}) > 1:
        # Each firm's own table, of one row.
        return None
    names = {tuple(fold(cell) for cell in rows[place] if isinstance(cell, str)) for place in places}
    keys = [key for row in names for cell in row if (key := _key(cell, known))]
    # Two tables of one row each both name their firm, whatever they call it; a form names it once.
    if len(names) < 2 or len(keys) > len(set(keys)):
        return None
    found = SheetLines()
    for place, below in pairs:
        found.lines += _lines(rows, place, below)
    taken = {place for pair in pairs for place in pair}
    for number, row in enumerate(rows):
        if number not in taken and kinds[number] == "other":
            found.loose[number] += [cell for cell in row if is_filled(cell)]
    return found


def _kinds(rows: Sequence[Row], known: Lexicon) -> list[str] | None:
    """Return the kind of each row, or None where two rows of values stand below one of labels.

    That is a table, told by its first rows.
    """
    kinds: list[str] = []
    for row in rows:
        kinds.append(_kind(row, known))
        if kinds[-3:-2] == ["labels"] and not _below(kinds, len(kinds) - 3):
            return None
    for place, (row, below) in enumerate(pairwise(rows)):
        if kinds[place] == kinds[place + 1] == "other" and _is_lone_pair(row, below, known):
            kinds[place] = "labels"
    return kinds


def _is_lone_pair(row: Row, below: Row, known: Lexicon) -> bool:
    """Whether the one label of a row has its figure below it, and nothing else stands there."""
    labels, values = ([(c, v) for c, v in enumerate(one) if is_filled(v)] for one in (row, below))
    if len(labels) != 1 or len(values) != 1 or labels[0][0] != values[0][0]:
        return False
    label, value = labels[0][1], values[0][1]
    return isinstance(label, str) and is_label(label, known) and is_figure(value)


def _holds_values(rows: Sequence[Row], below: int, known: Lexicon) -> bool:
    """Whether a row of values stands there, and not the name of a field beside its own figure."""
    row = rows[below]
    texts = [cell for cell in row if isinstance(cell, str) and is_filled(cell)]
    is_line = len(texts) == 1 and is_label(texts[0], known) and any(map(is_figure, row[1:]))
    return below > 0 and not is_line


def _key(text: str, known: Lexicon) -> frozenset[tuple[str, str]]:
    """Return the fields that a name of what records are recognised by can mean; none for others."""
    key = heading_key(text)
    if not known.is_key(key):
        return frozenset()
    return frozenset((one.form, one.field) for one in known.targets(key)[0])


def _firm(cell: Cell) -> str:
    return firm_in(cell) if isinstance(cell, str) else ""


def _kind(row: Row, known: Lexicon) -> str:
    """Return "labels", "values", "blank", "sign" or "other" for a row."""
    cells = [cell for cell in row if is_filled(cell)]
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    if not cells:
        return "blank"
    if is_sign_off(texts):
        return "sign"
    labels = sum(1 for cell in cells if isinstance(cell, str) and is_label(cell, known))
    if labels and labels >= _MOSTLY * len(cells) and all(map(may_be_heading, cells)):
        return "labels" if len(cells) > 1 else "other"
    return "values" if len(cells) > 1 and not labels else "other"


def _below(kinds: Sequence[str], place: int) -> int:
    """Return the one row of values below a row of labels, or 0."""
    after = kinds[place + 1 : place + 3]
    if not after or after[0] not in {"values", "other"}:
        return 0
    return 0 if after[1:2] == ["values"] else place + 1


def _lines(rows: Sequence[Row], place: int, below: int) -> list[Line]:
    lines = []
    for column, cell in enumerate(rows[place]):
        if isinstance(cell, str) and is_filled(cell):
            line = Line(" ".join(cell.split()), Spot(place, column))
            if column < len(rows[below]) and is_filled(rows[below][column]):
                line.values.append(Value(Spot(below, column), rows[below][column]))
            lines.append(line)
    return lines
