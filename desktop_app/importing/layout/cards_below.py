"""Finds the forms of single firms that stand below a list in the same sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from desktop_app.domain.identifiers import is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.firm_names import firm_in, is_firm_name
from desktop_app.importing.layout.blocks import Block, Spot
from desktop_app.importing.layout.form_blocks import form_blocks
from desktop_app.importing.layout.heading_rows import LOOKED_AT, find_heading
from desktop_app.importing.layout.headings import Heading, Merges, Stretch
from desktop_app.importing.layout.labels import is_label, label_columns
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.tables_in_forms import lines_of_form
from desktop_app.importing.layout.titles import blank, is_title
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.model import JOINT
from desktop_app.sheets.table import Row, is_filled

_AHEAD = 2_000
"""Rows from the first of a form on that are looked at together."""

_NAMES = ("指标", "指标名称", "项目", "项目名称")
"""Head figures under the title that names their firm."""

_FIGURES = 2
"""Lines below a heading that tell whose figures it heads."""

_HEADED = 2
"""Rows of title and heading of a form that its firm's name titles."""


def form_of_a_firm(
    rows: Sequence[Row], known: Lexicon, first: int = 0, *, is_titled: bool = False
) -> list[Block]:
    """Return what some rows say of the firm that they name, beside its name and code.

    Args:
        rows: Rows of a sheet.
        known: The headings that are known.
        first: How many rows of the sheet stand before them.
        is_titled: Whether their title names the firm.
    """
    found = lines_of_form(rows, label_columns(rows, known), known, first)
    foreign = layout_words().foreign
    said = [x for x in found.lines if x.values and not foreign.fullmatch(fold(x.label).rstrip(":"))]
    keys = [line for line in said if known.is_key(heading_key(line.label))]
    cells = [fold(plain_text(line.values[0].cell)) for line in keys]
    is_firm = is_titled or any(is_uscc(cell) or is_firm_name(cell) for cell in cells)
    return form_blocks(found, known) if is_firm and len(said) > len(keys) else []


class CardsBelow:
    """The forms below a list, each taken with the rows behind it as the sheet is read.

    Args:
        merges: Merged ranges of the sheet.
        known: The headings that are known.
        heading: The heading of the list.
        is_small: Whether each row may be looked at closely.

    Attributes:
        taken: Numbers of the rows that forms take up.
    """

    def __init__(self, merges: Merges, known: Lexicon, heading: Heading, *, is_small: bool) -> None:
        self.taken: set[int] = set()
        self._is_small = is_small
        self._merges = merges
        self._known = known
        self._done = heading.last_row
        texts = (part for head in heading.heads for part in head.text.split(JOINT))
        self._headed = frozenset(map(fold, texts))
        self._starts = frozenset(
            f"{text}{colon}" for text in (*known.called, *_NAMES) for colon in ("", ":", "：")
        )

    def among(self, rows: list[Row], before: int, rest: Iterator[Row]) -> Iterator[Block]:
        """Yield the tables of the forms that begin among some rows.

        Args:
            rows: The rows; those that the forms need besides are added.
            before: How many rows of the sheet stand before them.
            rest: The rows behind them.
        """
        place = max(self._done - before, 0)
        while (place := self._first(rows, place)) < len(rows):
            is_cut = self._look_ahead(rows, place, rest)
            least = max(self._done - before, 0)
            found = self._at(rows, place, least, before, is_cut=is_cut)
            if found is None:
                place += 1
                continue
            blocks, span = found
            self.taken.update(before + row + 1 for row in span)
            place = span.stop
            self._done = before + place
            yield from blocks

    def _first(self, rows: Sequence[Row], place: int) -> int:
        """Return the place of the next row that a form may begin in, else the number of rows."""
        likely = range(place, len(rows)) if self._is_small else self._likely(rows, place)
        for number in likely:
            if not self._is_small and number > place and _titles_a_form(rows, number - 1):
                return number - 1
            row = rows[number]
            if _titles_a_form(rows, number) or _begins(row, self._known):
                return number
            if self._heads_a_form(rows, number):
                return number
        return len(rows)

    def _likely(self, rows: Sequence[Row], place: int) -> Iterator[int]:
        """Yield the places of rows whose first cell may begin a form, or its figures."""
        starts = self._starts
        first = [row[0] if row else "" for row in islice(rows, place, None)]
        # Rows are told all at once where they can be: nearly all of them begin otherwise.
        is_any = not starts.isdisjoint(first)
        for number, cell in enumerate(first, start=place):
            if cell == "":
                if _leads(rows[number], starts):
                    yield number
            elif is_any and cell in starts:
                yield number

    @staticmethod
    def _look_ahead(rows: list[Row], place: int, rest: Iterator[Row]) -> bool:
        """Add rows until a form can be seen as a whole; return whether there may be more."""
        missing = place + _AHEAD - len(rows)
        rows += islice(rest, max(missing, 0))
        return len(rows) >= place + _AHEAD

    def _at(
        self, rows: Sequence[Row], place: int, least: int, before: int, *, is_cut: bool
    ) -> tuple[list[Block], range] | None:
        """Return the forms that begin in a row, and the places of the rows that they take up."""
        is_headed = self._heads_a_form(rows, place)
        is_titled = _titles_a_form(rows, place) or is_headed
        if not is_titled and not _begins(rows[place], self._known):
            return None
        end = self._end(rows, place + (1 if is_headed else _HEADED * is_titled), before)
        top = _top(rows, place, least, self._known)
        blocks = form_of_a_firm(rows[top:end], self._known, before + top, is_titled=is_titled)
        if blocks and is_cut and end == len(rows):
            # What lies beyond was not seen: they end with their last line.
            end = max(spot.row for one in blocks for spot in _spots(one)) + 1 - before
        return (blocks, range(top, end)) if blocks else None

    def _heads_a_form(self, rows: Sequence[Row], place: int) -> bool:
        """Whether a row heads figures of a firm of which nothing says which one: 指标 | 数值.

        The list's own heading, which comes again, heads more of the list.
        """
        row = rows[place]
        if layout_words().form_names.fullmatch(fold(_first_text(row))) is None:
            return False
        if all(fold(plain_text(cell)) in self._headed for cell in row if is_filled(cell)):
            return False
        names = [_first_text(below) for below in rows[place + 1 : place + 1 + _FIGURES]]
        are_figures = all(_is_figure_of_firm(name, self._known) for name in names)
        return len(names) == _FIGURES and are_figures and sum(map(is_filled, row)) > 1

    def _end(self, rows: Sequence[Row], start: int, before: int) -> int:
        """Return the place of the first row behind forms: where another list is titled."""
        stretch = Stretch(rows[start : start + LOOKED_AT], self._merges, before + start)
        found = find_heading(stretch, self._known)
        if found is None or not found.has_rows:
            return len(rows)
        return _top(rows, found.first_row - 1 - before, start + 1, self._known)


def _spots(block: Block) -> Iterator[Spot]:
    for spots in block.turned.spots if block.turned else ():
        yield from spots.values()


def _leads(row: Row, starts: Collection[str]) -> bool:
    first = next((cell for cell in row if cell != ""), "")
    return first in starts


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


def _first_text(row: Row) -> str:
    first = next(filter(is_filled, row), "")
    return first if isinstance(first, str) else ""


def _is_figure_of_firm(name: str, known: Lexicon) -> bool:
    grades = known.targets(heading_key(name)) if name else []
    return bool(grades) and any((t.form, t.field) in known.numbers for t in grades[0])


def _top(head: Sequence[Row], first: int, least: int, known: Lexicon) -> int:
    """Return the place of the first row that titles what begins at a place."""
    top = first
    for place in range(first - 1, least - 1, -1):
        if is_title(head[place], frozenset(), known):
            top = place
        elif not blank([head[place]]):
            break
    return top
