"""The second step of 导入: which sheet is which form, which column is which field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.catalogue.model import Catalogue, Field
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, label_of, listed, noted, period_label, short_of, told
from desktop_app.importing.messages import column_reason, skip_text
from desktop_app.importing.model import Choice, Column, Outcome
from desktop_app.importing.preview import FilePreview, ImportPreview, SheetPreview
from desktop_app.sheets.table import Row
from desktop_app.ui.components.buttons import Button, ghost, secondary
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import ElidedLabel, text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.importing_rows import GROUNDS, SheetLines, heading_text, raw_text
from desktop_app.ui.pages.widths import field_word, width_of

UNITS = {
    FieldType.MONEY: ("元", "千元", "万元", "亿元"),
    FieldType.DECIMAL: ("平方米", "万平方米"),
}
SURE = 0.9
SAMPLED = 6

SheetKey = tuple[str, str]


class Choices(QComboBox):
    """A box whose wheel lets the page scroll; each entry carries a value."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, entries: Sequence[tuple[str, str]], current: str) -> None:
        """Offer (value, words) and show the current one, without telling anybody."""
        with QSignalBlocker(self):
            self.clear()
            for value, words in entries:
                self.addItem(words, value)
            self.setCurrentIndex(max(self.findData(current), 0))

    def value(self) -> str:
        """Return the value that is chosen."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must not change a decision."""
        event.ignore()


def key_of(sheet: SheetPreview) -> SheetKey:
    """Return what tells a sheet apart."""
    return sheet.file, sheet.name


class MatchStep(QWidget):
    """Sheets above, the columns of the chosen sheet below.

    Args:
        catalogue: Forms and fields.
        add: Adds files.
        leave: Takes a sheet, to be left out or taken in again.
        sheet_changed: Told the sheet that is chosen.
        column_changed: Told the column that is chosen, or None.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        add: Callable[[], object],
        leave: Callable[[SheetPreview], object],
        sheet_changed: Callable[[SheetPreview], object],
        column_changed: Callable[[Column | None], object],
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._sheets: list[SheetPreview | None] = []
        self._columns: Sequence[Column] = ()
        self._sheet: SheetPreview | None = None
        self._sheet_changed = sheet_changed
        self._column_changed = column_changed
        self.title = text("", "section")
        self.period = Choices()
        self.period.setAccessibleName(_("表里没有写期别时"))
        self.period.setMinimumWidth(140)
        self.adding = secondary(_("加文件"), add, "plus")
        self.leaving: Button = ghost("", lambda: self._sheet and leave(self._sheet))
        self.about = ElidedLabel("", "fact")
        self.caption = text("", "section")
        self.sheet_model = LinesModel(_sheet_headings(), self)
        self.sheets = ListTable(
            self.sheet_model,
            _sheet_headings(),
            _("文件与工作表"),
            margin=8,
            lines=True,
            density="standard",
            framed=True,
        )
        self.sheets.row_changed.connect(self._on_sheet)
        self.column_model = LinesModel(_column_headings(), self)
        self.columns = ListTable(
            self.column_model,
            _column_headings(),
            _("配列"),
            margin=8,
            lines=True,
            density="standard",
            framed=True,
        )
        self.columns.row_changed.connect(self._on_column)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(text(_("表里没有写期别时"), "label"))
        top.addWidget(self.period)
        top.addWidget(self.adding)
        column.addLayout(top)
        column.addWidget(self.sheets)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.caption)
        middle.addWidget(self.about, 1)
        middle.addWidget(self.leaving)
        column.addLayout(middle)
        column.addWidget(self.columns, 1)

    def show_preview(self, preview: ImportPreview, wanted: SheetKey | None) -> None:
        """Show the files; the sheet `wanted` is chosen, else the first that is taken."""
        self._sheets = []
        lines: list[Line] = []
        for file in preview.files:
            lines.append(_file_line(file))
            self._sheets.append(None)
            for sheet in file.sheets:
                lines.append(self._sheet_line(sheet))
                self._sheets.append(sheet)
        count = len(preview.sheets)
        words = _("{files} 个文件，{sheets} 张工作表")
        self.title.setText(words.format(files=len(preview.files), sheets=count))
        self.sheet_model.set_lines(lines)
        self.sheets.fit_height(8)
        taken = [key_of(s) for s in self._sheets if s is not None and s.mapping.main]
        known = [key_of(s) for s in self._sheets if s is not None]
        key = wanted if wanted in known else next(iter(taken or known), None)
        if key is None or not self.sheets.choose_key(key):
            self._show_sheet(None)

    def _sheet_line(self, sheet: SheetPreview) -> Line:
        mapping = sheet.mapping
        name = noted(sheet.name, _("隐藏") if sheet.hidden else "")
        lead = Cell(name, indent=12, tip=name)
        if not mapping.main:
            why = _("不导入：{why}").format(why=skip_text(mapping.why_not))
            said = Cell(why, sign=Sign.SKIPPED, tone="text2", tip=why)
            return Line((lead, said, *(Cell() for _n in range(4))), key=key_of(sheet))
        form = self._catalogue.form(mapping.main)
        doubtful = sum(1 for column in mapping.columns if is_doubtful(column))
        words = listed(short_of(self._catalogue.form(code)) for code in mapping.forms)
        period = period_label(mapping.period) if mapping.period else "—"
        if any(column.field == "period" and not column.form for column in mapping.columns):
            period = _("按列")
        cells = (
            lead,
            Cell(
                words or short_of(form),
                sign=Sign.DOUBTFUL if doubtful else Sign.CLEAN,
                tip=words,
            ),
            Cell(_rows(mapping.first_row, mapping.last_row), right=True),
            Cell(f"{len(sheet.outcomes):,}", right=True),
            Cell(period, tip=period),
            Cell(mapping.unit.word if mapping.unit else _("按表头")),
        )
        return Line(cells, key=key_of(sheet))

    def _on_sheet(self, place: int) -> None:
        if 0 <= place < len(self._sheets):
            sheet = self._sheets[place]
            if sheet is not None:
                self._show_sheet(sheet)

    def _show_sheet(self, sheet: SheetPreview | None) -> None:
        self._sheet = sheet
        self.leaving.setVisible(sheet is not None)
        self.caption.setText(_("配列：{name}").format(name=sheet.name) if sheet else "")
        if sheet is None:
            self._columns = ()
            self.column_model.set_lines([])
            self.about.setText("")
            self._column_changed(None)
            return
        is_out = sheet.mapping.why_not == "left_out"
        self.leaving.setText(_("导入这张表") if is_out else _("不导入这张表"))
        self.leaving.setEnabled(bool(sheet.mapping.main) or is_out)
        self._columns = sheet.mapping.columns
        self.about.setText(_about(sheet))
        self.column_model.set_lines([])
        self._sheet_changed(sheet)

    def show_columns(self, sheet: SheetPreview, sample: Sequence[Row], wanted: int | None) -> None:
        """Show the columns of the chosen sheet with the values of its first rows."""
        if sheet is not self._sheet:
            return
        first = sample[0] if sample else []
        self.column_model.set_lines(
            [self._column_line(column, raw_text(first, column.index)) for column in self._columns]
        )
        doubtful = next((c.index for c in self._columns if is_doubtful(c)), None)
        first_taken = next((c.index for c in self._columns if c.form), 0)
        choice = wanted if wanted is not None else doubtful if doubtful is not None else first_taken
        if not self.columns.choose_key(choice):
            self._column_changed(None)

    def _column_line(self, column: Column, first: str) -> Line:
        is_number, sure = False, f"{column.confidence:.0%}" if column.confidence else ""
        if column.form:
            field = self._catalogue.form(column.form).by_code[column.field]
            is_number = field.is_number
            words = told(short_of(self._catalogue.form(column.form)), field_word(field))
            doubt = is_doubtful(column)
            target = Cell(
                f"{words}？" if doubt else words,
                sign=Sign.DOUBTFUL if doubt else Sign.CLEAN,
                ground="amber_soft" if doubt else "",
                tip=words,
            )
        elif column.field:
            words = _("期别") if column.field == "period" else _("单位")
            target = Cell(words, sign=Sign.CLEAN)
        elif is_doubtful(column):
            target = Cell(_("选字段"), sign=Sign.REFUSED, ground="red_soft")
            sure = "—"
        else:
            target = Cell(_("不导入"), sign=Sign.SKIPPED, tone="text2")
            sure = ""
        unit = column.unit.word if column.unit and is_number else ""
        heading = heading_text(column)
        cells = (
            Cell(heading, tip=heading),
            Cell(first, tip=first),
            target,
            Cell(unit),
            Cell(column_reason(column.reason), tone="text2"),
            Cell(sure, right=True),
        )
        return Line(cells, key=column.index)

    def _on_column(self, place: int) -> None:
        if 0 <= place < len(self._columns):
            self._column_changed(self._columns[place])


def is_doubtful(column: Column) -> bool:
    """Whether a person should say what a column is."""
    if column.reason == "chosen":
        return False
    if column.form:
        return column.reason == "near" or column.confidence < SURE
    return column.near is not None or column.reason in {"ambiguous", "unit_unknown"}


def count_doubtful(preview: ImportPreview) -> int:
    """Return how many columns wait for a decision."""
    return sum(
        1
        for sheet in preview.sheets
        if sheet.mapping.main
        for column in sheet.mapping.columns
        if is_doubtful(column)
    )


class ColumnPanel(SidePanel):
    """What a column is taken for, and how its values come out.

    Args:
        catalogue: Forms and fields.
        decide: Takes the column and the decision about it.
    """

    def __init__(self, catalogue: Catalogue, decide: Callable[[Column, Choice], object]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._decide = decide
        self._column: Column | None = None
        self.form = Choices()
        self.field = Choices()
        self.unit = Choices()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No column is chosen."""
        self.clear()
        self._column = None
        self.add(text(_("选一列，这里改配到的字段和单位。"), "fact", wrap=True))
        self.body.addStretch(1)

    def show_column(self, column: Column, lines: SheetLines, sample: Sequence[Row]) -> None:
        """Show a column of a sheet with the first values, as read and as they will be stored."""
        self.clear()
        self._column = column
        self.add_heading(heading_text(column))
        if is_doubtful(column):
            self.add(Banner(self._doubt(column), Sign.VERIFY))
        self._add_choices(column)
        table = _samples(column, lines, sample)
        if table is not None:
            self.add(text(_("值：读到与将存"), "label"))
            self.add(table)
        self.body.addStretch(1)

    def _doubt(self, column: Column) -> str:
        if column.form:
            field = self._catalogue.form(column.form).by_code[column.field]
            return _("表头与“{label}”相近，看过再定。").format(label=label_of(field))
        if column.near is not None:
            form, name = column.near
            known = self._catalogue.form(form).by_code.get(name)
            label = label_of(known) if known else name
            words = _("可能是“{label}”：{why}。选定后再导入，否则不收这一列。")
            return words.format(label=label, why=column_reason(column.reason))
        return _("{why}，选定后再导入，否则不收这一列。").format(why=column_reason(column.reason))

    def _add_choices(self, column: Column) -> None:
        self.form, self.field, self.unit = Choices(), Choices(), Choices()
        forms = [("", _("不导入")), ("period", _("（期别）"))]
        forms += [(form.code, short_of(form)) for form in self._catalogue.reported]
        near_form = column.near[0] if column.near else ""
        now = "period" if not column.form and column.field == "period" else column.form
        self.form.offer(forms, now or near_form)
        self.add(LabelledField(_("报表"), self.form))
        self.add(LabelledField(_("配到字段"), self.field))
        self._unit_field = LabelledField(_("单位"), self.unit)
        self.add(self._unit_field)
        near_field = column.near[1] if column.near else ""
        self._offer_fields(column.field or near_field)
        self._offer_units(column.unit.word if column.unit else "")
        self.form.activated.connect(self._on_form)
        self.field.activated.connect(self._on_field)
        self.unit.activated.connect(lambda _place: self._on_unit())

    def _offer_fields(self, current: str) -> None:
        code = self.form.value()
        entries = []
        if code and code != "period":
            fields = self._catalogue.form(code).typed
            entries = [("", _("选字段"))] + [(field.code, label_of(field)) for field in fields]
        self.field.offer(entries, current)
        self.field.setEnabled(bool(entries))

    def _offer_units(self, current: str) -> None:
        field = self._field()
        units = UNITS.get(field.type, ()) if field is not None else ()
        entries = [("", _("按表头"))] + [(word, word) for word in units]
        if current and current not in units:
            entries.append((current, current))
        self.unit.offer(entries, current)
        self._unit_field.setVisible(bool(units))

    def _field(self) -> Field | None:
        code = self.form.value()
        if not code or code == "period":
            return None
        return self._catalogue.form(code).by_code.get(self.field.value())

    def _on_form(self, _place: int) -> None:
        code = self.form.value()
        self._offer_fields("")
        self._offer_units("")
        if code in {"", "period"}:
            self._tell(Choice("", "period" if code else ""))

    def _on_field(self, _place: int) -> None:
        self._offer_units("")
        if self.field.value():
            self._tell(Choice(self.form.value(), self.field.value()))

    def _on_unit(self) -> None:
        if self.field.value():
            self._tell(Choice(self.form.value(), self.field.value(), self.unit.value()))

    def _tell(self, choice: Choice) -> None:
        if self._column is not None:
            self._decide(self._column, choice)


def _samples(column: Column, lines: SheetLines, sample: Sequence[Row]) -> ListTable | None:
    if column.index not in {one.index for one in lines.columns}:
        return None
    entries = sorted(
        (entry for entry in lines.all if entry.outcome is not Outcome.SKIPPED),
        key=lambda entry: entry.number,
    )[: len(sample)]
    rows = []
    unit = ""
    is_right = False
    for entry, raw in zip(entries, sample, strict=False):
        value = next(v for v in lines.values(entry) if v.column.index == column.index)
        unit, is_right = value.label, value.right
        ground = GROUNDS.get(value.sign, "")
        read = raw_text(raw, column.index)
        rows.append(
            Line(
                (
                    Cell(read or "—", right=is_right, tip=read),
                    Cell(
                        value.new or _("空"),
                        right=is_right,
                        sign=value.sign,
                        ground=ground,
                        tip=value.said or value.new,
                    ),
                ),
                key=entry.number,
            )
        )
    if not rows:
        return None
    headings = [
        Heading(_("读到"), 120, right=is_right, stretch=True),
        Heading(_("将存为"), 150, right=is_right),
    ]
    model = LinesModel(headings)
    model.set_lines(rows)
    table = ListTable(model, headings, unit, margin=8, lines=True, density="standard", framed=True)
    model.setParent(table)
    table.fit_height()
    return table


def _sheet_headings() -> list[Heading]:
    return [
        Heading(_("文件与工作表"), 200, stretch=True),
        Heading(_("认作"), 220),
        Heading(_("标题行"), width_of([_("标题行")], 72), right=True),
        Heading(_("数据行"), width_of([_("数据行")], 76), right=True),
        Heading(_("期别"), 120),
        Heading(_("单位"), 84),
    ]


def _column_headings() -> list[Heading]:
    return [
        Heading(_("表中的列"), 190),
        Heading(_("第 1 行的值"), 150),
        Heading(_("配到字段"), 180, stretch=True),
        Heading(_("单位"), 72),
        Heading(_("依据"), 116),
        Heading(_("把握"), 64, right=True),
    ]


def _file_line(file: FilePreview) -> Line:
    blank = tuple(Cell() for _n in range(4))
    if file.problem is not None:
        said = f"{file.problem.message}{file.problem.hint}"
        words = Cell(said, sign=Sign.REFUSED, tip=said)
        return Line((Cell(file.path.name, bold=True, icon="file-spreadsheet"), words, *blank))
    name = Cell(file.path.name, bold=True, icon="file-spreadsheet", tip=str(file.path))
    return Line((name, Cell(), *blank), section=True)


def _rows(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _about(sheet: SheetPreview) -> str:
    columns = sheet.mapping.columns
    if not columns:
        return skip_text(sheet.mapping.why_not)
    matched = sum(1 for c in columns if c.field and not is_doubtful(c))
    waiting = sum(1 for c in columns if is_doubtful(c))
    return _("{n} 列，已配 {matched}，待定 {waiting}，不导入 {rest}").format(
        n=len(columns), matched=matched, waiting=waiting, rest=len(columns) - matched - waiting
    )
