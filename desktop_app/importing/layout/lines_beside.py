"""Reads the lines of sheets that set the name of each field beside its value."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from desktop_app.domain.texts import fold, plain_width
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.layout.blocks import Spot
from desktop_app.importing.layout.cell_pairs import pairs_apart
from desktop_app.importing.layout.form_lines import Line, SheetLines, Value
from desktop_app.importing.layout.heading_periods import period_said
from desktop_app.importing.layout.headings import cell_text
from desktop_app.importing.layout.labels import (
    LONGEST_LABEL,
    is_label,
    is_period_label,
    label_of,
    pair_of,
)
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.layout.line_heads import ValueHeads
from desktop_app.importing.layout.line_roles import is_dash
from desktop_app.importing.layout.line_times import (
    columns_of_times,
    is_period,
    leads_figures,
)
from desktop_app.importing.layout.line_values import tell_values
from desktop_app.importing.layout.plain_rows import numbers_columns
from desktop_app.importing.layout.signed import is_sign_off, reporter_in
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.unit_of_title import is_unit_line, unit_said
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_SHORT_NAME = 3
"""Signs of a label that may as well be a value: 企业."""
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff\s]{2,12}")


def lines_beside(
    rows: Sequence[Row], labels: Collection[int], known: Lexicon, first: int = 0
) -> SheetLines:
    """Return the labels of a sheet with the values at their right.

    Args:
        rows: Its rows; cells that a merged range covers are blank.
        labels: The columns that hold names of fields.
        known: The headings that are known.
        first: How many rows of the sheet stand before them.
    """
    return _Taking(rows, labels, known, first).found


class _Taking:
    """Takes a sheet apart, row by row; see `lines_beside`.

    What a row means depends on those above it: `_groups` are captions by column, `_times` the
    columns that say when, `_time` what they said last, `_beside` the columns of a line that names
    several firms, and `_is_apart` whether no value of the row is of the time above it.
    """

    def __init__(
        self, rows: Sequence[Row], labels: Collection[int], known: Lexicon, before: int
    ) -> None:
        self._labels = frozenset(labels)
        self._known = known
        self._groups: dict[int, str] = {}
        self._times = columns_of_times(rows, self._labels)
        self._time = ""
        self._beside: frozenset[int] = frozenset()
        self._is_apart = False
        self.found = SheetLines()
        self._heads = ValueHeads(self.found, self._labels, known)
        for number, row in enumerate(rows, start=before):
            self._take(number, row)
        tell_values(self.found, self._labels, self._beside, known)
        if len(self.found.firms) > 1:
            self._give_unit_to_all()
        lines = self.found.lines
        self.found.lines = [one for one in lines if one.values or self._is_blank(one)]

    def _give_unit_to_all(self) -> None:
        """Take 单位：千元、人 above firms side by side as said of all of them."""
        named = words().title_unit
        for line in [one for one in self.found.lines if fold(one.label) in named and one.values]:
            said = f"{line.label}：{plain_text(line.values[0].cell)}"
            if unit_said(said) is not None:
                self.found.loose[line.at.row].append(said)
                self.found.lines.remove(line)

    def _take(self, number: int, row: Row) -> None:
        cells = [(column, cell) for column, cell in enumerate(row) if is_filled(cell)]
        texts = [fold(cell) for _column, cell in cells if isinstance(cell, str)]
        if not cells or numbers_columns([cell for _column, cell in cells]):
            return
        self._take_reporter(number, cells)
        if is_sign_off(texts) and not any(map(is_period_label, texts)):
            return
        if self._is_title([cell for _column, cell in cells]):
            self.found.loose[number] += [cell for _column, cell in cells]
            return
        if self._heads.is_head(number, cells):
            said = [cell for _column, cell in cells if isinstance(cell, str)]
            self.found.loose[number] += [cell for cell in said if is_unit_line(cell)]
            self._take_heads({column: Value(Spot(number, column), cell) for column, cell in cells})
            return
        first = len(self.found.lines)
        self._is_apart = self._has_label_below_time(cells)
        line = self._line_goes_on(number, cells) or self._waiting(number, cells)
        for column, cell in self._labels_first(self._without_times(cells)):
            for part in pairs_apart(cell) if isinstance(cell, str) else [cell]:
                line = self._take_cell(Spot(number, column), part, line)
        self._note_captions(first, cells)

    def _note_captions(self, first: int, cells: Sequence[tuple[int, Cell]]) -> None:
        """Note which of a row's lines are captions of those below, or titles, and when all are.

        Args:
            first: Place of the row's first line among all.
            cells: The row, by column.
        """
        for line in self.found.lines[first:]:
            line.time = self._time
            if not line.values and all(is_dash(value.cell) for value in line.cells):
                self._groups[line.at.column] = line.label
                is_title = len(cells) == 1 and not any(map(_is_filled, self.found.lines[:first]))
                if not line.cells and (is_title or not is_label(line.label, self._known)):
                    self.found.loose[line.at.row].append(line.label)

    def _is_title(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is the title with its period at the right: 某某统计表 | 2022年."""
        if len(cells) != 2:
            # 主要指标 | 2022年 | 2023年 heads two columns of figures.
            return False
        title, time = map(cell_text, cells)
        return (
            bool(period_said(time))
            and layout_words().titles.fullmatch(fold(title)) is not None
            and ":" not in plain_width(title)
            and not is_label(title, self._known)
        )

    def _take_reporter(self, number: int, cells: Sequence[tuple[int, Cell]]) -> None:
        said = reporter_in(cells) if self.found.reporter is None else None
        if said is not None:
            self.found.reporter = Value(Spot(number, said[0]), said[1])

    def _take_heads(self, heads: Mapping[int, Value]) -> None:
        """Take a row over columns of values, and note over which of them 年度 stands."""
        self._heads.take(heads)
        beside = heads.keys() - self._labels
        self._times |= {c for c in beside if is_period_label(cell_text(heads[c].cell))}

    def _without_times(self, cells: Sequence[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
        """Return the cells of a row that stand below no 年度, of which the others say the time."""
        said = [cell_text(cell) for column, cell in cells if column in self._times]
        is_before = bool(self._times) and min(self._times) < min(self._labels)
        # A year before the labels holds for the lines below it, one behind a label is its own.
        self._time = "".join(said) or (self._time if is_before else "")
        return [(column, cell) for column, cell in cells if column not in self._times]

    def _labels_first(self, cells: list[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
        """Return the cells of a row with what stands left of its label behind that.

        So do figures below 2021年 in 2021年 | 指标 | 2022年.
        """
        first = next((n for n, (column, cell) in enumerate(cells) if self._leads(column, cell)), 0)
        if any(self._heads.period_over(column) is None for column, _cell in cells[:first]):
            return cells
        return [*cells[first : first + 1], *cells[:first], *cells[first + 1 :]]

    def _leads(self, column: int, cell: Cell) -> bool:
        """Whether a cell stands where labels do, and is no figure of a time."""
        is_dated = self._heads.period_over(column) is not None
        is_named = isinstance(cell, str) and is_label(label_of(cell), self._known)
        return column in self._labels and (is_named or not is_dated)

    def _line_goes_on(self, number: int, cells: Sequence[tuple[int, Cell]]) -> Line | None:
        """Return a line of the label above for a row that has a time of its own and no label."""
        above = self.found.lines[-1] if self.found.lines else None
        columns = {column for column, _cell in cells}
        is_below = bool(columns & self._times) and not columns & self._labels
        if above is None or not (is_below or self._says_when_again(above, cells)):
            return None
        at = Spot(number, above.at.column)
        self.found.lines.append(Line(above.label, at, above.group, above.over))
        return self.found.lines[-1]

    def _says_when_again(self, above: Line, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a year stands before a figure, right below another that does."""
        before = above.cells[0] if above.cells else None
        is_below = before is not None and is_period(before.cell) and before.at.column == cells[0][0]
        return is_below and leads_figures([cell for _column, cell in cells])

    def _waiting(self, number: int, cells: Sequence[tuple[int, Cell]]) -> Line | None:
        """Return a label alone above periods, whose values stand below these without one."""
        above = self.found.lines[-1] if self.found.lines else None
        if above is None or above.cells or above.values or above.at.row != number - 2:
            return None
        is_dated = all(self._heads.period_over(column) for column, _cell in cells)
        is_bare = not any(isinstance(cell, str) for _column, cell in cells)
        return above if is_bare and is_dated and self._heads.are_above(number) else None

    def _is_blank(self, line: Line) -> bool:
        """Whether a label waits for its value; a caption has none, and dashes beside it."""
        waits = any(not is_dash(value.cell) for value in line.cells)
        return waits and is_label(line.label, self._known)

    def _head_over(self, column: int, line: Line) -> str:
        """Return what heads a value; the next firm's name is of no year of the one before."""
        head = self.found.over(column)
        is_key = self._is_apart or self._known.is_key(heading_key(line.label))
        return "" if is_key and period_said(head) else head

    def _has_label_below_time(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a label stands where figures of a time do, so that none of the row is of it.

        有效发明专利 | 12 | 研发机构 | 市级 below 指标 | 2020年 | 2021年 | 2022年.
        """
        return any(
            column in self._labels
            and self._heads.period_over(column) is not None
            and isinstance(cell, str)
            and is_label(cell, self._known)
            for column, cell in cells[1:]
        )

    def _take_cell(self, at: Spot, cell: Cell, line: Line | None) -> Line | None:
        """Add a cell to a line, or begin one; return the line that the next cell belongs to."""
        if isinstance(cell, str) and is_unit_line(cell) and unit_said(cell) is not None:
            self.found.loose[at.row].append(cell)
            return None
        pair = pair_of(cell.strip()) if isinstance(cell, str) else None
        if pair and is_label(pair[1], self._known):
            self.found.lines.append(Line(pair[1], at, values=[Value(at, pair[2].strip())]))
            return None
        if pair and _OTHER_LABEL.fullmatch(pair[1].strip()):
            self.found.loose[at.row].append(cell)
            return None
        if isinstance(cell, str) and self._begins(cell, at.column, line):
            group, over = self._groups.get(at.column, ""), self.found.over(at.column)
            line = Line(" ".join(cell.split()), at, group, over)
            self.found.lines.append(line)
        elif line is None or (is_period(cell) and self._is_no_period_of(line, at.column)):
            self.found.loose[at.row].append(cell)
        else:
            line.cells.append(Value(at, cell, self._head_over(at.column, line)))
            self._note_beside(line)
        return line

    def _note_beside(self, line: Line) -> None:
        """Note the columns of a line that names several, of which each has its figures below."""
        if len(line.cells) > 1 and self._known.is_key(heading_key(line.label)):
            self._beside = frozenset(value.at.column for value in line.cells)

    def _is_no_period_of(self, line: Line, column: int) -> bool:
        """Whether a period beside a line is none of its values: it has one, or names a firm.

        Below a firm or a year, "2005" in letters is a figure as any.
        """
        is_headed = bool(self.found.over(column)) or column in self._beside
        is_own = bool(line.cells) and not is_headed and not is_period(line.cells[0].cell)
        return is_own or self._known.is_key(heading_key(line.label))

    def _begins(self, text: str, column: int, line: Line | None) -> bool:
        """Whether a text is the label of a line of its own."""
        is_open = line is not None and not line.cells
        if is_label(text, self._known):
            is_sure = column in self._labels or text.rstrip().endswith((":", "："))
            return is_sure or not is_open or self._names_both(line, text)
        if column in self._labels and layout_words().asking.fullmatch(fold(text)):
            return True
        # 22家 is a value, wherever other rows have labels.
        is_value = (is_figure(text) and period_said(text) is None) or len(text) > LONGEST_LABEL
        return column in self._labels and not is_open and not is_value

    def _names_both(self, line: Line | None, text: str) -> bool:
        """Whether a label stands beside another, as in an empty table: 企业名称 | 信用代码.

        No firm is called 信用代码, and no code is 研发费用.
        """
        if line is None:
            return False
        before = self.found.lines[-2:-1]
        if any(one.at.row == line.at.row and not (one.cells or one.values) for one in before):
            # Nor is anything else in a row where one label follows another.
            return True
        labels = (line.label, text)
        is_key = any(self._known.is_key(heading_key(label)) for label in labels)
        return is_key and all(len(label.strip()) > _SHORT_NAME for label in labels)


def _is_filled(line: Line) -> bool:
    return bool(line.cells or line.values)
