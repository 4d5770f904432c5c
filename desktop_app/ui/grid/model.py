"""The rows of a grid by row id, in blocks; nothing is kept but the blocks last looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop_app.domain.plans import Stored
from desktop_app.i18n import _, joined, label_of, told, unit_word
from desktop_app.ui import glyphs
from desktop_app.ui.glyphs import WORST_FIRST, Sign
from desktop_app.ui.grid.cells import CELL, EMPTY, Cell, Editing
from desktop_app.ui.grid.columns import Column, Part, make_columns
from desktop_app.ui.grid.source import Mark, Query, Row, Saved, Source, Typed

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
BLOCK_ROWS = 40
BLOCKS_KEPT = 40
NO_MARK = Mark()
SHOWN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
TYPED = SHOWN | Qt.ItemFlag.ItemIsEditable
FLAWED = (Sign.MUST, Sign.VERIFY)


def percent_change(now: Stored, before: Stored) -> str:
    """Return the change as “+71.5”, “−0.4”, or “—” where there is nothing to divide by."""
    if not isinstance(now, int) or not isinstance(before, int):
        return ""
    if before == 0:
        return "—"
    share = Decimal((now - before) * 100) / Decimal(abs(before))
    rounded = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(rounded):,}"


def is_editable(row: Row, column: Column) -> bool:
    """Whether something can be typed into a column of a row."""
    if not column.editable or row.locked or column.field is None:
        return False
    return row.marks.get(column.field.code, NO_MARK).sign is not Sign.LOCKED


class GridModel(QAbstractTableModel):
    """A source as rows and columns.

    Signals:
        pending_changed: Number of cells that are typed and not yet saved.
        saved: A save arrived; counts over the grid may differ now.
    """

    pending_changed = Signal(int)
    saved = Signal()

    def __init__(self, source: Source, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.columns: list[Column] = make_columns(source)
        self.query = Query()
        self._ids: Sequence[int] = ()
        self._blocks: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._pending: dict[tuple[str, str], str] = {}
        self._refused: set[tuple[str, str]] = set()
        self._answers: Mapping[int, Callable[[Row, Column], object]] = {
            CELL: self.cell,
            Role.DisplayRole: lambda row, column: self.cell(row, column).text,
            Role.EditRole: self.edit_text,
            Role.AccessibleTextRole: self.spoken,
            Role.ToolTipRole: self.tip,
        }

    # Rows

    def load(self, query: Query | None = None) -> None:
        """Ask the source again, for `query` if it is given."""
        self.beginResetModel()
        self.query = query or self.query
        self._ids = self.source.ids(self.query)
        self._blocks.clear()
        self.endResetModel()

    def reread(self) -> None:
        """Read the rows again that are shown; their number and order stay."""
        self._blocks.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row(self, place: int) -> Row:
        """Return the row that stands at a place."""
        number, offset = divmod(place, BLOCK_ROWS)
        block = self._blocks.get(number)
        if block is None:
            block = self.source.block(self._ids[number * BLOCK_ROWS : (number + 1) * BLOCK_ROWS])
            self._blocks[number] = block
            if len(self._blocks) > BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block[offset]

    def find(self, uid: str) -> int:
        """Return the place of a record, or -1 if it is not shown."""
        row_id = self.source.place(uid)
        if row_id is None:
            return -1
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def column_of(self, field: str) -> int:
        """Return the column that a field is typed in, or the name column."""
        for place, column in enumerate(self.columns):
            if column.part is Part.NOW and column.field is not None and column.field.code == field:
                return place
        return 1

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of unlocked rows and typed columns can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        # The view asks this of each cell that it paints.
        column = self.columns[index.column()]
        if column.editable and is_editable(self.row(index.row()), column):
            return TYPED
        return SHOWN

    def is_editable(self, row: int, column: int) -> bool:
        """Whether something can be typed into a cell."""
        return is_editable(self.row(row), self.columns[column])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Give the heading as one line; the two-row header paints its own."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role in {Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole}:
            return self.columns[section].spoken
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Give the painted cell, the text to edit, what is said and shown as a tip."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        answer = self._answers.get(role)
        if answer is None:
            return None
        return answer(self.row(index.row()), self.columns[index.column()])

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Save a typed text, if it is another one."""
        if role != Role.EditRole or not index.isValid():
            return False
        return self.type_text(index.row(), self.columns[index.column()], str(value))

    def editing(self, index: Index) -> Editing:
        """Return how a cell is edited."""
        return self.editing_of(self.columns[index.column()])

    def editing_of(self, column: Column) -> Editing:
        """Return how the cells of a column are edited."""
        choices = self.source.choices(column.field) if column.field else ()
        return Editing(column.spoken, column.right, choices)

    def type_text(self, place: int, column: Column, text: str) -> bool:
        """Save a text typed into the row at a place; return whether it is another one."""
        row = self.row(place)
        text = text.strip()
        if column.field is None or text == self.edit_text(row, column):
            return False
        typed = Typed(row.uid, column.field.code, text)
        self._pending[typed.uid, typed.field] = text
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        self.pending_changed.emit(len(self._pending))
        self.source.save(typed, lambda saved: self._take(saved, (typed,)))
        return True

    # Typing many

    def paste(self, typed: Sequence[Typed]) -> None:
        """Save a block of texts as one call."""
        if typed:
            for one in typed:
                self._pending[one.uid, one.field] = one.text
            self._emit_all()
            self.source.paste(typed, lambda saved: self._take(saved, typed))

    def retry(self) -> None:
        """Save again what was refused: the disk is free again, the other program has ended."""
        refused = [
            Typed(uid, field, text)
            for (uid, field), text in self._pending.items()
            if (uid, field) in self._refused
        ]
        self._refused.clear()
        if refused:
            self.source.paste(refused, lambda saved: self._take(saved, refused))

    def _take(self, saved: Saved, typed: Sequence[Typed]) -> None:
        if saved.refused:
            self._refused |= {(one.uid, one.field) for one in typed}
            return
        for one in typed:
            if self._pending.get((one.uid, one.field)) == one.text:
                del self._pending[one.uid, one.field]
        if saved.rows is None:
            self.reread()
        else:
            self._replace(saved.rows)
        self.pending_changed.emit(len(self._pending))
        self.saved.emit()

    def _replace(self, rows: Mapping[int, Row]) -> None:
        left = dict(rows)
        for number, block in self._blocks.items():
            first = number * BLOCK_ROWS
            part = self._ids[first : first + BLOCK_ROWS]
            if left.keys().isdisjoint(part):
                continue
            self._blocks[number] = [
                left.pop(row_id, row) for row_id, row in zip(part, block, strict=True)
            ]
            last = self.index(first + len(part) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(first, 0), last)

    def _emit_all(self) -> None:
        last = self.index(len(self._ids) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.pending_changed.emit(len(self._pending))

    # What a cell shows

    def edit_text(self, row: Row, column: Column) -> str:
        """Return the text that editing begins with: no thousands commas."""
        if column.field is None or column.part is not Part.NOW:
            return self.cell(row, column).text
        waiting = self._pending.get((row.uid, column.field.code))
        if waiting is not None:
            return waiting
        raw = row.marks.get(column.field.code, NO_MARK).raw
        stored = row.values[column.place]
        if raw or stored is None:
            return raw
        if column.field.is_number:
            return column.field.format.plain(stored)
        return self.source.show(column.field, stored)

    def number(self, row: Row, column: Column) -> Decimal | None:
        """Return the number that a cell shows, in its display unit."""
        if column.field is None or not column.field.is_number:
            return None
        values = {Part.NOW: row.values, Part.PREVIOUS: row.previous}.get(column.part, ())
        stored = values[column.place] if values else None
        if not isinstance(stored, int):
            return None
        return Decimal(stored) / column.field.format.factor

    def cell(self, row: Row, column: Column) -> Cell:
        """Return what a column shows of a row."""
        ground = "sunken" if row.locked else ""
        field = column.field
        if column.part is Part.STATE:
            return Cell(sign=row.sign, ground=ground)
        if field is None:
            return _named(row)
        if column.part is Part.NOW:
            return self._now(row, column, row.marks.get(field.code, NO_MARK))
        before = row.previous[column.place] if row.previous else None
        if column.part is Part.PREVIOUS:
            text = field.format.show(before)
            return Cell(text, right=True, tone="text3", ground=ground)
        notable = row.marks.get(field.code, NO_MARK).notable
        text = percent_change(row.values[column.place], before)
        tone = "amber" if notable else "text2"
        return Cell(text, right=True, tone=tone, bold=notable, ground=ground)

    def _now(self, row: Row, column: Column, mark: Mark) -> Cell:
        field = column.field
        if field is None:
            return EMPTY
        waiting = self._pending.get((row.uid, field.code))
        if waiting is not None:
            text = waiting
        elif mark.raw:
            text = mark.raw
        else:
            text = self.source.show(field, row.values[column.place])
        muted = row.locked or column.computed or mark.sign is Sign.LOCKED
        # A locked row shows its padlock once, a computed column its sum sign in the heading.
        sign = mark.sign if mark.sign in WORST_FIRST else Sign.NONE
        return Cell(
            text,
            right=column.right,
            tone="text2" if muted and mark.sign not in FLAWED else "text",
            ground=_ground(mark, muted=muted and bool(text or row.locked)),
            sign=sign,
            bar=waiting is not None,
            corner=bool(mark.remark),
        )

    def spoken(self, row: Row, column: Column) -> str:
        """Return what screen readers say of a cell: line, figure, unit, finding, remark."""
        if column.part is Part.STATE:
            return glyphs.word(row.sign)
        if column.part is Part.NAME or column.field is None:
            return _with_remark(row.name, row.mark)
        cell = self.cell(row, column)
        mark = row.marks.get(column.field.code, NO_MARK) if column.part is Part.NOW else NO_MARK
        code = column.field.official.removeprefix("L")
        unit = unit_word(column.field.unit) if column.part is not Part.CHANGE else ""
        head = f"{code} {label_of(column.field)}".strip()
        if column.part is not Part.NOW:
            head = joined((head, column.title))
        parts = [head, f"{cell.text} {unit}".strip() if cell.text else _("空")]
        if mark.sign is not Sign.NONE:
            word = glyphs.word(mark.sign)
            parts.append(told(word, mark.reason) if mark.reason else word)
        elif column.computed:
            parts.append(glyphs.word(Sign.COMPUTED))
        if mark.remark:
            parts.append(told(glyphs.word(Sign.REMARK), mark.remark))
        if cell.bar:
            parts.append(glyphs.word(Sign.UNSAVED))
        return joined(parts)

    def tip(self, row: Row, column: Column) -> str:
        """Return the tooltip of a cell: a long text, the finding, the remark."""
        if column.part is Part.NAME:
            return "\n".join(part for part in (row.name, row.mark.remark) if part)
        if column.field is None or column.part is not Part.NOW:
            return ""
        mark = row.marks.get(column.field.code, NO_MARK)
        text = self.cell(row, column).text
        shown = text if len(text) >= 10 else ""
        return "\n".join(part for part in (shown, mark.reason, mark.remark) if part)


def _named(row: Row) -> Cell:
    """Return the cell of a row's name, which carries a remark on the whole record."""
    tone = "text2" if row.locked else "text"
    ground = _ground(row.mark, muted=row.locked)
    return Cell(row.name, tone=tone, ground=ground, corner=bool(row.mark.remark))


def _with_remark(words: str, mark: Mark) -> str:
    said = told(glyphs.word(Sign.REMARK), mark.remark) if mark.remark else ""
    return joined(part for part in (words, said) if part)


def _ground(mark: Mark, *, muted: bool) -> str:
    """Return the worst ground: 强制, 核实, open remark, locked or computed."""
    if mark.sign is Sign.MUST:
        return "red_soft"
    if mark.sign is Sign.VERIFY:
        return "amber_soft"
    if mark.remark and not mark.settled:
        return "violet_soft"
    return "sunken" if muted else ""
