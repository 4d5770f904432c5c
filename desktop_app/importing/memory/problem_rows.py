"""The refused and questioned rows of one sheet: as they came, with what is to be said of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.identifiers import PERSON_LEFT_OUT, holds_id_card
from desktop_app.i18n import _, in_turn, told
from desktop_app.importing.layout.groups import LASTING
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.period_of_title import period_said_by
from desktop_app.importing.mapping.unit_of_title import unit_said
from desktop_app.importing.messages import remark_text, row_message
from desktop_app.importing.model import NOTES, Column, Outcome, SheetMapping
from desktop_app.importing.records.sheet_marks import broken_cells, mend
from desktop_app.importing.sheet_preview import SheetPreview
from desktop_app.importing.standing import columns_between, named_columns, tables_beside
from desktop_app.sheets.returned.cells import format_code
from desktop_app.sheets.returned.sheet import ASKED, REFUSED, Line
from desktop_app.sheets.table import Cell, Content, Merge, Row, is_filled

PROBLEMS = frozenset({Outcome.REJECTED, Outcome.QUESTIONED})
_NAMED = frozenset({"money", "foreign", "area"})
"""Kinds of units that go back in the headings of a form."""
_MANY_DIGITS = 10**13
_NAMING = frozenset({"uscc", "name"})
"""Fields of firms and carriers by which rows name them."""


@dataclass(frozen=True, slots=True)
class _Problem:
    """A row of a table that goes back.

    Attributes:
        part: The table.
        place: Place of the row in it.
        own: Columns of the table, where another one stands beside it.
    """

    part: SheetPreview
    place: int
    own: Container[int] | None


class ProblemRows:
    """The rows of one sheet that go back.

    Args:
        parts: All tables of the sheet, in the order in which they begin.

    Attributes:
        parts: Those of them that have such rows.
    """

    def __init__(self, parts: Sequence[SheetPreview]) -> None:
        self.parts = [part for part in parts if PROBLEMS & set(part.outcomes)]
        self._forms = [part for part in self.parts if part.table.turned is not None]
        tables = [part for part in self.parts if part.table.turned is None]
        self._leads: dict[int, list[Container[int] | None]] = defaultdict(list)
        self._problems: dict[int, list[_Problem]] = defaultdict(list)
        for part in tables:
            beside = tables_beside(part, parts)
            own = columns_between(part, beside) if beside else _own_columns(part, parts)
            for number in _leads(part, [one for one in parts if one not in beside]):
                self._leads[number].append(own if beside else None)
            for place, outcome in enumerate(part.outcomes):
                if outcome in PROBLEMS:
                    row = part.table.numbers[place]
                    self._problems[row].append(_Problem(part, place, own))

    @property
    def numbers(self) -> list[int]:
        """Numbers of all rows that go back, titles and headings among them."""
        return sorted(self._leads.keys() | self._problems.keys())

    def counts(self, outcome: Outcome) -> int:
        """Return how many rows of one outcome go back."""
        return sum(part.counts[outcome] for part in self.parts)

    def lines(self, content: Content, figures: frozenset[int] = frozenset()) -> Iterator[Line]:
        """Yield the rows in their order.

        Args:
            content: The sheet, read again.
            figures: Its columns of numbers: merged downwards, one is of its first row alone.
        """
        for part in self._forms:
            yield from _form_lines(part)
        numbers = self.numbers
        if not numbers:
            return
        if all(is_read_anew(part.mapping) for part in self.parts):
            yield from _told_elsewhere(self.parts[0])
        wanted = frozenset(numbers)
        downward = _Downward(content.merges, numbers)
        broken = broken_cells(content.marks)
        for number, row in enumerate(content.rows, start=1):
            downward.note(number, row)
            if number in wanted:
                own = frozenset[int]() if number in self._leads else figures
                cells = downward.filled(number, row, own)
                mend(cells, broken.get(number, ()))
                yield from self._lines(number, cells, content)
            if number >= numbers[-1]:
                break

    def _lines(self, number: int, cells: Row, content: Content) -> Iterator[Line]:
        formats = _formats(number, cells, content)
        safe, persons = _without_persons(cells)
        if number in self._leads:
            yield Line(number, _cut(safe, *self._leads[number]), formats=formats)
        for problem in self._problems[number]:
            reason, ground, comments = _said(problem)
            comments |= {
                index: _("身份证号码不写出，已去掉") for index in persons if index not in comments
            }
            own = _with_firm_above(problem, _cut(safe, problem.own))
            yield Line(number, own, reason, ground, comments, formats)


def _with_firm_above(problem: _Problem, cells: Row) -> Row:
    """Return a row with the firm of the row above it, which may not go back."""
    table = problem.part.table
    if all(one.code != "from_above" for one in table.remarks.get(problem.place, ())):
        return cells
    named = list(cells)
    for (form, name, period), column in table.sources.items():
        value = table.values[form, name, period][problem.place]
        is_free = column >= 0 and (column >= len(named) or not is_filled(named[column]))
        if name in _NAMING and is_free and isinstance(value, str):
            named.extend([""] * (column + 1 - len(named)))
            named[column] = value
    return named


def is_read_anew(mapping: SheetMapping) -> bool:
    """Whether a table that comes back is understood anew: its cells move to columns of their own.

    Those that go back may name others than all of them did. That some hold two values is known
    without looking at them.
    """
    return len(mapping.moves) > len(mapping.pairs)


def _told_elsewhere(part: SheetPreview) -> Iterator[Line]:
    """Yield what a note below a table, which does not go back, says of unit and period."""
    mapping = part.mapping
    if mapping.unit is not None and unit_said(mapping.title) is None:
        yield Line(0, [f"单位：{mapping.unit.text}"])
    if mapping.period and not period_said_by([mapping.title], part.name).code:
        yield Line(0, [f"报告期：{mapping.period}"])


def title_of_form(part: SheetPreview) -> str:
    """Return what titles a form that goes back as a list: the firm and period of its own title."""
    name, period = part.mapping.constants.get(("firm", "name"), ""), part.mapping.period
    title = f"{name}情况表" if name or period else ""
    return f"{title}（{period}）" if period else title


def headings_of_form(mapping: SheetMapping) -> list[str]:
    """Return what heads the columns of a form that goes back as a list.

    The unit of its amounts may have stood in a column of its own, or in the title. One that was
    assumed is asked about again.
    """
    return [_with_unit(column) for column in mapping.columns]


def _with_unit(column: Column) -> str:
    unit, heading = column.unit, column.heading
    is_said = unit is not None and unit.kind in _NAMED and column.unit_from != "assumed"
    if unit is None or not is_said or not heading or heading_key(heading).unit:
        return heading
    return f"{heading}（{unit.text}）"


def _form_lines(part: SheetPreview) -> Iterator[Line]:
    """Yield what forms gave as a list, one record a row: their own rows hold no records."""
    turned, table = part.table.turned, part.table
    assert turned is not None  # noqa: S101 - the caller has looked
    title = title_of_form(part)
    if title:
        yield Line(0, [title])
    yield Line(part.mapping.first_row, [*headings_of_form(part.mapping)])
    for place, outcome in enumerate(part.outcomes):
        if outcome in PROBLEMS:
            cells, persons = _without_persons(list(turned.rows[table.origins[place]]))
            reason, ground, comments = _said(_Problem(part, place, None))
            comments |= {index: _("身份证号码不写出，已去掉") for index in persons}
            yield Line(table.numbers[place], cells, reason, ground, comments)


def _leads(part: SheetPreview, parts: Sequence[SheetPreview]) -> frozenset[int]:
    """Return the rows that go back with those of a table, to be understood as they were.

    These are its title and heading, from what stands above it down to its rows, and the lines that
    say what holds for the rows below them. A form above a list is a part of its title: 企业名称 |
    甲公司 over the firm's institutions.

    Args:
        part: The table.
        parts: All tables of the sheet that do not stand beside it.
    """
    rows = (p.table.numbers for p in parts if p.table.turned is None or PROBLEMS & set(p.outcomes))
    accounted = sorted(
        {0}.union(*rows) | {number for one in parts for number, _why in one.table.skipped}
    )
    above = accounted[bisect_left(accounted, part.mapping.first_row) - 1]
    found = {*range(above + 1, part.mapping.last_row + 1)}
    first = min(part.table.numbers)
    if first < part.mapping.first_row:
        # The heading stands at the foot, and the title above the rows.
        found.update(range(accounted[bisect_left(accounted, first) - 1] + 1, first))
    return _lines_over(part) | found


def _lines_over(part: SheetPreview) -> frozenset[int]:
    """Return the lines between the rows that say something of those that go back."""
    lines, rows = part.table.lines, part.table.numbers
    starts = [number for number, _said in lines]
    groups = {
        bisect_left(starts, rows[place])
        for place, outcome in enumerate(part.outcomes)
        if outcome in PROBLEMS
    }
    return frozenset().union(*(_in_force(lines, count) for count in groups))


def _in_force(lines: Sequence[tuple[int, frozenset[tuple[str, str]]]], count: int) -> set[int]:
    """Return the last of the first `count` lines, and those whose place or period it leaves."""
    found: set[int] = set()
    wanted = LASTING
    for number, said in reversed(lines[:count]):
        if not found or wanted & said:
            found.add(number)
            wanted -= said
        if not wanted:
            break
    return found


def _own_columns(part: SheetPreview, parts: Sequence[SheetPreview]) -> frozenset[int] | None:
    """Return the columns of one of several tables below one heading, or None.

    The firms at the left may be shared by several groups of columns, each a table of its own.
    """
    heading = (part.mapping.first_row, part.mapping.last_row)
    beside = [p for p in parts if (p.mapping.first_row, p.mapping.last_row) == heading]
    own = named_columns(part)
    if len(beside) < 2 or not own:
        return None
    others = frozenset().union(*map(named_columns, beside)) - own
    return frozenset(range(min(own), max(own) + 1)) - others


def _cut(cells: Row, *owned: Container[int] | None) -> Row:
    """Return a row with the cells of some columns alone; None is all of them."""
    own = [columns for columns in owned if columns is not None]
    if len(own) < len(owned):
        return cells
    return [cell if any(index in one for one in own) else "" for index, cell in enumerate(cells)]


def _said(problem: _Problem) -> tuple[str, str, dict[int, str]]:
    """Return why a row goes back, its ground, and what is to be said of its cells."""
    part, place = problem.part, problem.place
    is_refused = part.outcomes[place] is Outcome.REJECTED
    refused = part.table.rejects[place] if is_refused else ()
    # What a refused row is also asked about would be asked once it is put right.
    asked = [*refused, *(one for one in part.remarks(place) if one.code not in NOTES)]
    headings = {column.index: column.heading for column in part.mapping.columns}
    reasons = dict.fromkeys(row_message(one, headings.get(one.column, "")) for one in asked)
    comments: dict[int, list[str]] = defaultdict(list)
    for remark in asked:
        text = remark_text(remark)
        column = part.table.at.get(remark.column, remark.column)
        if column >= 0 and text not in comments[column]:
            comments[column].append(text)
    word = _("拒收") if is_refused else _("存疑")
    reason = told(word, in_turn(_safe_text(text) for text in reasons))
    return (
        reason,
        REFUSED if is_refused else ASKED,
        {column: _safe_text("\n".join(texts)) for column, texts in comments.items()},
    )


def _safe_text(text: str) -> str:
    return _("身份证号码不写出，已去掉") if holds_id_card(text) else text


def _without_persons(cells: Row) -> tuple[Row, list[int]]:
    """Return cells without the numbers of persons, and where these stood."""
    persons = [index for index, cell in enumerate(cells) if _is_person(cell)]
    safe = [PERSON_LEFT_OUT if index in persons else cell for index, cell in enumerate(cells)]
    return (safe if persons else cells), persons


def _is_person(cell: Cell) -> bool:
    if isinstance(cell, str):
        return holds_id_card(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return abs(cell) >= _MANY_DIGITS and holds_id_card(f"{cell:.0f}")


def _formats(number: int, cells: Row, content: Content) -> dict[int, str]:
    """Return the formats of numbers that a person saw otherwise than their cells hold them."""
    marks = content.marks
    found = {
        index: format_code(marks.look(number, index))
        for index in marks.looks
        if index < len(cells) and not isinstance(cells[index], str | bool)
    }
    return {index: code for index, code in found.items() if code}


class _Downward:
    """Cells that are merged downwards, of which only the first one holds the value."""

    def __init__(self, merges: Sequence[Merge], numbers: Sequence[int]) -> None:
        self._tops: dict[int, set[int]] = defaultdict(set)
        self._below: dict[int, dict[int, int]] = defaultdict(dict)
        self._values: dict[tuple[int, int], Cell] = {}
        for top, left, bottom, _right in merges:
            first, last = bisect_right(numbers, top), bisect_right(numbers, bottom)
            if first < last:
                self._tops[top].add(left)
                for number in numbers[first:last]:
                    self._below[number][left] = top

    def note(self, number: int, row: Row) -> None:
        """Keep the values of merged cells that begin in a row."""
        for column in self._tops.get(number, ()):
            if column < len(row):
                self._values[number, column] = row[column]

    def filled(self, number: int, row: Row, own: Container[int]) -> Row:
        """Return a row with the values that reach down to it, but for columns of its own."""
        reach: Mapping[int, int] = self._below.get(number, {})
        below = {column: top for column, top in reach.items() if column not in own}
        if not below:
            return row
        cells = [*row, *[""] * (max(below) + 1 - len(row))]
        for column, top in below.items():
            if cells[column] == "":
                cells[column] = self._values.get((top, column), "")
        return cells
