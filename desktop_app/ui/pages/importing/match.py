"""The second step of 导入: which sheet is which form, which column is which field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.periods import parse_period
from desktop_app.i18n import (
    _,
    in_turn,
    joined,
    listed,
    noted,
    period_label,
    plural,
    short_of,
    told,
    unit_word,
)
from desktop_app.importing.mapping.adding_columns import ADDS
from desktop_app.importing.messages import column_reason, role_word, skip_text
from desktop_app.importing.model import AS_FOUND, Choice, Column
from desktop_app.importing.sheet_preview import FilePreview, ImportPreview, SheetPreview
from desktop_app.importing.standing import own_columns
from desktop_app.sheets.table import Row
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.filter_bar import Segment, Segments
from desktop_app.ui.components.texts import ElidedLabel, text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.importing.column import Choices, is_doubtful
from desktop_app.ui.pages.importing.fields import ColumnTable
from desktop_app.ui.pages.importing.passwords import is_locked
from desktop_app.ui.pages.importing.questions import Asked, Question, QuestionList
from desktop_app.ui.pages.importing.rows import heading_text, raw_text
from desktop_app.ui.pages.widths import field_word, width_of

SAMPLED = 6
COLUMNS, QUESTIONS = "columns", "questions"

SheetKey = tuple[str, str]


def key_of(sheet: SheetPreview) -> SheetKey:
    """Return what tells a sheet apart."""
    return sheet.key


class MatchStep(QWidget):
    """Sheets above, the columns of the chosen sheet below.

    Args:
        catalogue: Forms and fields.
        add: Adds files.
        name: Takes a sheet and the form that a person says it holds; "" leaves it out.
        sheet_changed: Told the sheet that is chosen.
        column_changed: Told the column that is chosen, or None.
        column_decided: Takes a column and the field that was dropped on it.
        question_changed: Told the question that is chosen, or None.
        row_opened: Called when a column or question is entered.
        file_opened: Takes an encrypted file that is entered.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        add: Callable[[], object],
        name: Callable[[SheetPreview, str], object],
        sheet_changed: Callable[[SheetPreview], object],
        column_changed: Callable[[Column | None], object],
        column_decided: Callable[[Column, Choice], object],
        question_changed: Callable[[Question | None], object],
        row_opened: Callable[[], object],
        file_opened: Callable[[FilePreview], object],
    ) -> None:
        super().__init__()
        self._file_opened = file_opened
        self._catalogue = catalogue
        self._sheets: list[SheetPreview | None] = []
        self._problems: dict[int, FilePreview] = {}
        self._columns: Sequence[Column] = ()
        self._sheet: SheetPreview | None = None
        self._named: dict[SheetKey, str] = {}
        self._said: Mapping[SheetKey, Mapping[int, Choice]] = {}
        self._sheet_changed = sheet_changed
        self._column_changed = column_changed
        self.title = text("", "section")
        self.period = Choices()
        self.period.setAccessibleName(_("表里没有写期别时"))
        self.period.setMinimumWidth(140)
        self.adding = secondary(_("加文件"), add, "plus")
        self.form = self._form_choice(name)
        self.about = ElidedLabel("", "fact")
        self.parts = Segments([Segment(COLUMNS, _("配列")), Segment(QUESTIONS, _("待答"))])
        self.parts.chosen.connect(self._show_part)
        self.sheet_model = LinesModel(_sheet_headings(), self)
        self.sheets = self._sheet_table()
        self.column_model = LinesModel(_column_headings(), self)
        self.columns = self._column_table(column_decided, row_opened)
        self.questions = QuestionList(catalogue, question_changed)
        self.questions.table.row_opened.connect(lambda _place: row_opened())
        self.below = QStackedWidget()
        self.below.addWidget(self.columns)
        self.below.addWidget(self.questions)
        self._lay_out()

    def _form_choice(self, name: Callable[[SheetPreview, str], object]) -> Choices:
        form = Choices()
        form.setAccessibleName(_("认作哪张表"))
        form.setMinimumWidth(180)
        form.activated.connect(lambda _place: self._sheet and name(self._sheet, form.value()))
        return form

    def _sheet_table(self) -> ListTable:
        table = ListTable(
            self.sheet_model,
            _sheet_headings(),
            _("文件与工作表"),
            margin=8,
            lines=True,
            density="standard",
            framed=True,
        )
        table.row_changed.connect(self._on_sheet)
        table.row_opened.connect(self._on_opened)
        return table

    def _column_table(
        self, decided: Callable[[Column, Choice], object], opened: Callable[[], object]
    ) -> ColumnTable:
        table = ColumnTable(
            self.column_model,
            _column_headings(),
            _("配列"),
            margin=8,
            lines=True,
            density="standard",
            framed=True,
        )
        table.accept_fields()
        table.field_dropped.connect(lambda place, choice: decided(self._columns[place], choice))
        table.row_changed.connect(self._on_column)
        table.row_opened.connect(lambda _place: opened())
        return table

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
        middle.addWidget(self.parts)
        middle.addWidget(self.about, 1)
        self._form_label = text(_("认作"), "label")
        middle.addWidget(self._form_label)
        middle.addWidget(self.form)
        column.addLayout(middle)
        column.addWidget(self.below, 1)

    def begin(self) -> None:
        """Show the columns first: other files are looked at."""
        self.parts.choose(COLUMNS)

    def show_preview(self, preview: ImportPreview, wanted: SheetKey | None) -> None:
        """Show the files; the sheet `wanted` is chosen, else the first that is taken."""
        self._sheets, self._problems = [], {}
        lines: list[Line] = []
        for file in preview.files:
            if file.problem is not None:
                self._problems[len(lines)] = file
            lines.append(_file_line(file))
            self._sheets.append(None)
            for sheet in file.sheets:
                lines.append(self._sheet_line(sheet))
                self._sheets.append(sheet)
        files, sheets = len(preview.files), len(preview.sheets)
        self.title.setText(joined((plural("{n} 个文件", files), plural("{n} 张工作表", sheets))))
        self.sheet_model.set_lines(lines)
        self.sheets.fit_height(8, least=2)
        taken = [key_of(s) for s in self._sheets if s is not None and s.mapping.main]
        known = [key_of(s) for s in self._sheets if s is not None]
        key = wanted if wanted in known else next(iter(taken or known), None)
        if key is None or not self.sheets.choose_key(key):
            self._show_sheet(None)

    def _sheet_line(self, sheet: SheetPreview) -> Line:
        mapping = sheet.mapping
        name = sheet_words(sheet)
        lead = Cell(name, indent=12, tip=name)
        if not mapping.main:
            why = _("不导入：{why}").format(why=skip_text(mapping.why_not))
            said = Cell(why, sign=Sign.SKIPPED, tone="text2", tip=why)
            return Line((lead, said, *(Cell() for _n in range(4))), key=key_of(sheet))
        form = self._catalogue.form(mapping.main)
        doubtful = sum(1 for column in mapping.columns if is_doubtful(column))
        words = listed(short_of(self._catalogue.form(code)) for code in mapping.forms)
        cells = (
            lead,
            Cell(
                words or short_of(form),
                sign=Sign.DOUBTFUL if doubtful else Sign.CLEAN,
                tip=words,
            ),
            Cell(_rows(mapping.first_row, mapping.last_row), right=True),
            Cell(f"{len(sheet.outcomes):,}", right=True),
            _period_cell(sheet),
            Cell(_unit(mapping.unit.word) if mapping.unit else _("按表头")),
        )
        return Line(cells, key=key_of(sheet))

    def _on_sheet(self, place: int) -> None:
        if not 0 <= place < len(self._sheets):
            return
        # A file stands for its first sheet, and one that cannot be read for why.
        sheet = next(filter(None, self._sheets[place : place + 2]), None)
        if place in self._problems:
            self._show_sheet(None)
            self.about.setText(str(self._problems[place].problem))
        elif sheet is not None:
            self._show_sheet(sheet)

    def _on_opened(self, place: int) -> None:
        """Ask again for the password of a file, or go to the columns of a sheet."""
        file = self._problems.get(place)
        if file is None:
            is_columns = self.parts.current == COLUMNS
            (self.columns if is_columns else self.questions.table).setFocus()
        elif is_locked(file):
            self._file_opened(file)

    def _show_sheet(self, sheet: SheetPreview | None) -> None:
        self._sheet = sheet
        self.form.setVisible(sheet is not None)
        self._form_label.setVisible(sheet is not None)
        if sheet is None:
            self._columns = ()
            self.column_model.set_lines([])
            self.about.setText("")
            self._column_changed(None)
            return
        self._offer_forms(sheet)
        self._columns = own_columns(sheet, self._sheets)
        self.about.setText(_about(sheet, self._columns) if self.parts.current == COLUMNS else "")
        self.column_model.set_lines([])
        self._sheet_changed(sheet)

    def _offer_forms(self, sheet: SheetPreview) -> None:
        mapping = sheet.mapping
        found = AS_FOUND if mapping.main or mapping.why_not != "left_out" else ""
        entries = [(AS_FOUND, _("按表认")), ("", _("不导入"))]
        entries += [(form.code, short_of(form)) for form in self._catalogue.reported]
        self.form.offer(entries, self._named.get(sheet.key, found))

    def offer_periods(self, at: str, chosen: str) -> None:
        """Offer the period that one works on and those beside it, for sheets that name none."""
        period = parse_period(at)
        codes = sorted({at, period.previous, period.following}, reverse=True)
        entries = [("", _("不指定")), *((code, period_label(code)) for code in codes)]
        self.period.offer(entries, chosen)

    def show_asked(
        self,
        asked: Asked,
        named: Mapping[SheetKey, str],
        said: Mapping[SheetKey, Mapping[int, Choice]],
    ) -> None:
        """Show the questions of the import, and what a person said of its sheets and columns."""
        self._named, self._said = dict(named), said
        self.parts.set_counts({QUESTIONS: asked.open} if asked.questions else {})
        self.questions.show_asked(asked)

    def _show_part(self, part: str) -> None:
        is_columns = part == COLUMNS
        self.about.setText(_about(self._sheet, self._columns) if is_columns and self._sheet else "")
        self.below.setCurrentWidget(self.columns if is_columns else self.questions)
        if is_columns:
            self._on_column(self.columns.current_place())
        else:
            self.questions.choose_first()

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
        if not self.columns.choose_key(choice) and self.parts.current == COLUMNS:
            self._column_changed(None)

    def _waiting_words(self, column: Column) -> str:
        """Return the field that a person said of a column of a sheet that cannot be taken yet."""
        said = self._said.get(self._sheet.key, {}) if self._sheet else {}
        choice = said.get(column.index)
        if choice is None or not choice.form:
            return ""
        form = self._catalogue.form(choice.form)
        return told(short_of(form), field_word(form.by_code[choice.field]))

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
            words = role_word(column.field)
            target = Cell(words, sign=Sign.CLEAN)
        elif column.reason == ADDS:
            target = Cell(column_reason(ADDS), sign=Sign.CLEAN)
        elif words := self._waiting_words(column):
            target = Cell(words, sign=Sign.DOUBTFUL, ground="amber_soft", tip=words)
        elif is_doubtful(column):
            target = Cell(_("选字段"), sign=Sign.REFUSED, ground="red_soft")
            sure = "—"
        else:
            target = Cell(_("不导入"), sign=Sign.SKIPPED, tone="text2")
            sure = ""
        unit = _unit(column.unit.word) if column.unit and is_number else ""
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
        if self.parts.current == COLUMNS and 0 <= place < len(self._columns):
            self._column_changed(self._columns[place])


def sheet_words(sheet: SheetPreview) -> str:
    """Name a sheet: that it is hidden, and which of the tables of its tab it is."""
    part = _("第 {n} 块").format(n=sheet.part) if sheet.part > 1 else ""
    return noted(sheet.name, joined(filter(None, (_("隐藏") if sheet.hidden else "", part))))


def _period_cell(sheet: SheetPreview) -> Cell:
    """Say which period the rows are of, or that it stands nowhere."""
    mapping = sheet.mapping
    if any("no_period" in (one.code for one in said) for said in sheet.table.rejects.values()):
        return Cell(_("没有写"), sign=Sign.DOUBTFUL, tip=_("选“表里没有写期别时”用哪一期"))
    if any(column.field == "period" and not column.form for column in mapping.columns):
        return Cell(_("按列"))
    named = {column.period for column in mapping.columns if column.form} - {"", mapping.period}
    if named:
        return Cell(_("按表头"))
    said = period_label(mapping.period) if mapping.period else "—"
    return Cell(said, tip=said)


def count_doubtful(preview: ImportPreview) -> int:
    """Return how many columns wait for a decision."""
    return sum(
        1
        for sheet in preview.sheets
        if sheet.mapping.main
        for column in sheet.mapping.columns
        if is_doubtful(column)
    )


def _sheet_headings() -> list[Heading]:
    return [
        Heading(_("文件与工作表"), 200, stretch=True),
        Heading(_("认作"), 300),
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
        Heading(_("依据"), 200),
        Heading(_("把握"), 64, right=True),
    ]


def _file_line(file: FilePreview) -> Line:
    blank = tuple(Cell() for _n in range(4))
    if file.problem is not None:
        said = str(file.problem)
        words = Cell(said, sign=Sign.REFUSED, tip=said)
        return Line((Cell(file.name, bold=True, icon="file-spreadsheet"), words, *blank))
    name = Cell(file.name, bold=True, icon="file-spreadsheet", tip=str(file.path))
    return Line((name, Cell(), *blank), section=True)


def _unit(word: str) -> str:
    return unit_word(word) or word


def _rows(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _about(sheet: SheetPreview, columns: Sequence[Column]) -> str:
    if not columns:
        return skip_text(sheet.mapping.why_not)
    if not sheet.mapping.main:
        why = skip_text(sheet.mapping.why_not)
        return in_turn((why, _("在“认作”选报表，再给列选字段，或把字段拖到列上")))
    matched = sum(1 for c in columns if (c.field or c.reason == ADDS) and not is_doubtful(c))
    waiting = sum(1 for c in columns if is_doubtful(c))
    return plural(
        "{n} 列，已配 {matched}，待定 {waiting}，不导入 {rest}",
        len(columns),
        matched=matched,
        waiting=waiting,
        rest=len(columns) - matched - waiting,
    )
