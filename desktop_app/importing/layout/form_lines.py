"""Reads the lines of sheets that set the name of each field beside its value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from desktop_app.domain.texts import fold, plain_width
from desktop_app.importing.cells.number_text import is_figure
from desktop_app.importing.cells.texts import plain_text
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.blocks import Spot
from desktop_app.importing.layout.cell_pairs import pairs_apart
from desktop_app.importing.layout.column_heads import head_of
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
from desktop_app.importing.layout.line_roles import is_aside, is_dash, role_beside
from desktop_app.importing.layout.line_times import (
    are_periods,
    columns_of_times,
    is_period,
    leads_figures,
)
from desktop_app.importing.layout.signed import is_sign_off, reporter_in
from desktop_app.importing.mapping.lexicon import Lexicon
from desktop_app.importing.mapping.normal import heading_key, unit_of
from desktop_app.importing.mapping.unit_of_title import is_unit_line, unit_said
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell, Row, is_filled

_SHORT_NAME = 3
"""Signs of a label that may as well be a value: 企业."""
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff\s]{2,12}")


class Value(NamedTuple):
    """A value, where it stands, and the heading of its column."""

    at: Spot
    cell: Cell
    head: str = ""


@dataclass(slots=True)
class Line:
    """A label and what stands beside it.

    Attributes:
        label: As written; `group` the caption above it that has no value.
        at: Where it stands; `over` what heads its column: 指标（万元）.
        cells: What stands at its right, up to the next label.
        unit: Unit of its values, as written; `code` its line code.
        time: What a column 年度 says of when its values are.
        values: Its values.
    """

    label: str
    at: Spot
    group: str = ""
    over: str = ""
    cells: list[Value] = field(default_factory=list)
    unit: str = ""
    code: str = ""
    time: str = ""
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class SheetLines:
    """A sheet, taken apart into labels and values.

    Attributes:
        lines: The labels in reading order.
        heads: What stands over columns of values, the last of it; `firms` the firms among it,
            also where each stands over several columns.
        loose: What belongs to no label, by row: titles, notes.
        reporter: The firm that says that it fills the sheet in, if any.
    """

    lines: list[Line] = field(default_factory=list)
    heads: dict[int, Value] = field(default_factory=dict)
    firms: dict[int, Value] = field(default_factory=dict)
    loose: dict[int, Row] = field(default_factory=lambda: defaultdict(list))
    reporter: Value | None = None


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


_DATED_LEAST = 2
"""Cells of a row 年度 | 2021年 that head nothing."""


class _Taking:
    """Takes a sheet apart, row by row."""

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
        for number, row in enumerate(rows, start=before):
            self._take(number, row)
        self._sort()
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
        if not cells or _is_numbering([cell for _column, cell in cells]):
            return
        self._take_reporter(number, cells)
        if is_sign_off(texts) and not any(map(is_period_label, texts)):
            return
        if self._is_title([cell for _column, cell in cells]):
            self.found.loose[number] += [cell for _column, cell in cells]
            return
        if self._is_head(number, cells):
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
        for line in self.found.lines[first:]:
            line.time = self._time
            if not line.values and all(is_dash(value.cell) for value in line.cells):
                self._groups[line.at.column] = line.label
                is_title = len(cells) == 1 and not any(map(_is_filled, self.found.lines[:first]))
                if not line.cells and (is_title or not is_label(line.label, self._known)):
                    self.found.loose[number].append(line.label)

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
        """Take a row over columns of values; below a row of firms each of these is over several."""
        if self._below_head(next(iter(heads.values())).at.row):
            for column in sorted(heads):
                left = self.found.firms.get(column - 1)
                if column not in self.found.firms and left is not None:
                    self.found.firms[column] = left
        own = {c: v for c, v in heads.items() if c not in self._labels and _is_record_head(v.cell)}
        self.found.firms |= own
        self.found.heads |= heads

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
        if any(period_said(self._head(column)) is None for column, _cell in cells[:first]):
            return cells
        return [*cells[first : first + 1], *cells[:first], *cells[first + 1 :]]

    def _leads(self, column: int, cell: Cell) -> bool:
        """Whether a cell stands where labels do, and is no figure of a time."""
        is_dated = period_said(self._head(column)) is not None
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
        is_dated = all(period_said(self._head(column)) for column, _cell in cells)
        is_bare = not any(isinstance(cell, str) for _column, cell in cells)
        return above if is_bare and is_dated and self._below_head(number) else None

    def _below_head(self, number: int) -> bool:
        """Whether a row stands right below one that heads columns of values."""
        return any(head.at.row == number - 1 for head in self.found.heads.values())

    def _is_head(self, number: int, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a row heads the columns of values: 指标名称 | 计量单位 | 代码 | 本年 | 上年."""
        known = layout_words()
        # 年度 | 2021年 | 2022年 heads columns, 年度 | 2021年 says of all when they are.
        is_dated = len(cells) > _DATED_LEAST
        beside = [
            cell_text(cell)
            for column, cell in cells
            if column not in self._labels
            or not (
                known.form_names.fullmatch(fold(cell_text(cell)))
                or (is_dated and is_period_label(cell_text(cell)))
            )
        ]
        if self._is_corner(cells):
            # 费用类别 | 1月 | 2月: whatever stands over the labels.
            beside = beside[1:]
        if not any(map(period_said, beside)):
            # 指标 | 年度 | 单位 | firms: the year stands in each line.
            beside = [text for text in beside if not is_period_label(text)]
        is_led = len(beside) < len(cells) or self._below_head(number) or are_periods(beside)
        heads = is_led and bool(beside) and all(map(_heads_values, beside))
        return heads and not self._has_figures(cells)

    def _has_figures(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether numbers of a row look like years and are none.

        2000 beside 2023年营业收入 is its figure, and so is any number below 2023年.
        """
        texts = [text for _column, cell in cells if (text := cell_text(cell))]
        labels = map(label_of, filter(period_said, texts))
        is_named = any(is_label(label, self._known) for label in labels)
        numbers = (column for column, cell in cells if isinstance(cell, int | float))
        return is_named or any(period_said(self._head(column)) for column in numbers)

    def _is_corner(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a text over labels, which is none, stands beside two periods or more."""
        column, text = cells[0][0], cell_text(cells[0][1])
        said = [cell_text(cell) for _column, cell in cells[1:]]
        times = {one for one in said if period_said(one)}
        is_over = column in self._labels and not is_label(text, self._known)
        return is_over and len(times) > 1 and not is_period(text)

    def _is_blank(self, line: Line) -> bool:
        """Whether a label waits for its value; a caption has none, and dashes beside it."""
        waits = any(not is_dash(value.cell) for value in line.cells)
        return waits and is_label(line.label, self._known)

    def _head(self, column: int) -> str:
        head = self.found.heads.get(column)
        return cell_text(head.cell) if head else ""

    def _head_over(self, column: int, line: Line) -> str:
        """Return what heads a value; the next firm's name is of no year of the one before."""
        head = self._head(column)
        is_key = self._is_apart or self._known.is_key(heading_key(line.label))
        return "" if is_key and period_said(head) else head

    def _has_label_below_time(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a label stands where figures of a time do, so that none of the row is of it.

        有效发明专利 | 12 | 研发机构 | 市级 below 指标 | 2020年 | 2021年 | 2022年.
        """
        return any(
            column in self._labels
            and period_said(self._head(column)) is not None
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
            group, over = self._groups.get(at.column, ""), self._head(at.column)
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
        is_headed = bool(self._head(column)) or column in self._beside
        is_own = bool(line.cells) and not is_headed and not is_period(line.cells[0].cell)
        return is_own or self._known.is_key(heading_key(line.label))

    def _begins(self, text: str, column: int, line: Line | None) -> bool:
        """Whether a text is the label of a line of its own."""
        is_open = line is not None and not line.cells
        if is_label(text, self._known):
            is_sure = column in self._labels or text.rstrip().endswith((":", "："))
            return is_sure or not is_open or self._names_both(line, text)
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

    def _sort(self) -> None:
        """Tell units and line codes from values, column by column."""
        self.found.lines = [one for line in self.found.lines for one in self._by_time(line)]
        beside: dict[int, list[Cell]] = defaultdict(list)
        for line in self.found.lines:
            for value in line.cells:
                if not self._is_above_head(value, line):
                    beside[value.at.column].append(value.cell)
        roles = {column: role_beside(self._head(column), cells) for column, cells in beside.items()}
        for label in {line.at.column for line in self.found.lines}:
            self._keep_values(label, beside, roles)
        for line in self.found.lines:
            for before, value in pairwise([Value(line.at, ""), *line.cells]):
                role = "value" if self._is_above_head(value, line) else roles[value.at.column]
                if role == "unit" or _is_unit_behind(before.cell, value.cell):
                    line.unit = cell_text(value.cell)
                elif role == "code":
                    line.code = plain_text(value.cell).strip()
                elif role == "value" and not is_dash(value.cell):
                    line.values.append(value._replace(head=line.time or value.head))

    def _by_time(self, line: Line) -> list[Line]:
        """Return a line for each year that stands before a figure: 营业收入 | 2022年 | 100."""
        places = enumerate(line.cells)
        dated = [(place, value) for place, value in places if is_period(value.cell)]
        first = [n for n, one in dated if not one.head and one.at.column not in self._beside]
        runs = [line.cells[one:end] for one, end in pairwise([*first, len(line.cells)])]
        is_led = first[:1] == [0] and all(leads_figures([v.cell for v in run]) for run in runs)
        if not is_led or line.time or not any(map(self._known.counts, head_of((line.label,)).keys)):
            return [line]
        return [
            replace(line, cells=run[1:], time=cell_text(run[0].cell), values=[]) for run in runs
        ]

    def _is_above_head(self, value: Value, line: Line) -> bool:
        """Whether a value stands in a form's head: the firm, above a column of line codes."""
        head = self.found.heads.get(value.at.column)
        is_key = self._known.is_key(heading_key(line.label))
        # Below 填写说明 stands how to fill in, beside a name as beside a figure.
        is_remarked = bool(value.head) and fold(value.head) in words().remark
        return head is not None and not is_remarked and (is_key or not value.head)

    def _keep_values(
        self, label: int, beside: Mapping[int, Sequence[Cell]], roles: dict[int, str]
    ) -> None:
        """Take numbers that rise for values after all where no others stand beside a label."""
        until = min(
            (column for column in self._labels if column > label),
            default=max(beside, default=0) + 1,
        )
        own = [column for column in beside if label < column < until]
        if all(roles[column] != "value" for column in own):
            roles |= {c: "value" for c in own if roles[c] == "code" and not self._head(c)}


def _is_filled(line: Line) -> bool:
    return bool(line.cells or line.values)


def _is_unit_behind(number: Cell, cell: Cell) -> bool:
    """Whether a cell is no more than the unit of the number before it, whatever stands below."""
    is_number = isinstance(number, int | float)
    return is_number and isinstance(cell, str) and unit_of(cell) is not None


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """甲 乙 丙 1 stand below the heading of official forms."""
    texts = [fold(plain_text(cell)) for cell in cells]
    return len(texts) >= 2 and texts[0] in words().ordinals and all(len(t) <= 2 for t in texts)


def _heads_values(text: str) -> bool:
    core, known = fold(text), layout_words()
    patterns = (known.form_units, known.form_codes, known.form_values)
    return (
        is_aside(core)
        or period_said(text) is not None
        or any(pattern.fullmatch(core) for pattern in patterns)
        or core in words().remark | words().serial
        or is_firm_name(core)
    )


def _is_record_head(cell: Cell) -> bool:
    """Whether what stands over values names whose they are: a firm, or the sum of all."""
    core = fold(cell_text(cell))
    return is_firm_name(core) or core in words().totals
