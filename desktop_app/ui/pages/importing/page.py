"""导入: files, what their sheets and columns are, what they would change, and the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.i18n import _, plural, told
from desktop_app.importing.memory.word_questions import word_questions
from desktop_app.importing.model import Choice, Column, Decision, ImportOptions
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview
from desktop_app.sheets.table import Row
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import primary, secondary
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.stepper import FootBar, Stepper
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.pages.importing.column import ColumnPanel
from desktop_app.ui.pages.importing.files import FilesStep
from desktop_app.ui.pages.importing.match import (
    QUESTIONS,
    SAMPLED,
    MatchStep,
    count_doubtful,
    key_of,
)
from desktop_app.ui.pages.importing.options import (
    following,
    with_answer,
    with_choice,
    with_form,
    with_names,
)
from desktop_app.ui.pages.importing.passwords import FilePasswords
from desktop_app.ui.pages.importing.preview import PreviewStep, RowPanel
from desktop_app.ui.pages.importing.problems import ProblemRows
from desktop_app.ui.pages.importing.questions import Asked, Question, QuestionPanel
from desktop_app.ui.pages.importing.reading import ImportReading
from desktop_app.ui.pages.importing.recipes import MemoryPanel, RecipeMenu
from desktop_app.ui.pages.importing.result import ResultStep
from desktop_app.ui.pages.importing.rows import RawRows, RowEntry, SheetLines
from desktop_app.ui.pages.importing.run import ImportRun
from desktop_app.work.importing.memory import Remembered

FILES, MATCH, PREVIEW, DONE = range(4)


def make(desk: Desk) -> QWidget:
    """Return the page."""
    return ImportPage(desk)


class ImportPage(Page):
    """Four steps; nothing is written before the last one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("导入"))
        self.paths: list[Path] = []
        self.options = ImportOptions()
        self.preview: ImportPreview | None = None
        self._raw = RawRows((), "")
        self._samples: list[Row] = []
        self._sheet: SheetPreview | None = None
        self._chosen: int | None = None
        self._reader = self._new_reader()
        self._reading = ImportReading(desk, self._reader, self)
        self.problem_rows = ProblemRows(desk, self, self._reader)
        self.recipes = RecipeMenu(desk, self, use=self.use_recipe, show=self._show_remembered)
        self.drawer = secondary(_("侧栏"), self.toggle_side, "layout-sidebar-right")
        self.drawer.setToolTip("F4")
        self.header.add_action(self.drawer)
        self.header.add_action(self.recipes.button)
        self.header.add_action(secondary(_("导入记录"), self._show_past, "history"))
        self.stepper = Stepper([_("选文件"), _("配列"), _("预览"), _("完成")])
        self.stepper.chosen.connect(self.go_to)
        self._make_steps()
        self._lay_out()
        self._make_panels()
        self._task = ImportRun(
            desk,
            self.progress,
            done=self._on_imported,
            undone=self.result.show_undone,
            ended=self._show_foot,
        )
        self._follow_reading()
        self.setAcceptDrops(True)
        self.go_to(FILES)

    def _new_reader(self) -> Operations:
        # Reading takes a while, and grids must go on loading: a thread of its own.
        reader = Operations(self, yielding=True)
        reader.failed.connect(self.desk.operations.failed)
        reader.crashed.connect(self.desk.operations.crashed)
        return reader

    def _make_panels(self) -> None:
        """Make what the side panel shows in turn."""
        self.set_side(SidePanel())
        self.columns = ColumnPanel(self.desk.ws.catalogue, self.decide)
        self.rows = RowPanel()
        self.questions = QuestionPanel(self.desk.ws.catalogue, self.answer)
        self.memory = MemoryPanel(self.desk, self.recipes.forget)
        self.asked = Asked()
        self._lend(self.columns)

    def _follow_reading(self) -> None:
        self.progress.cancel.clicked.connect(self._stop_reading)
        self._reading.told.connect(self._on_read)
        self._reading.staged.connect(self._on_sheet_read)
        self._reading.ended.connect(self.progress.end)
        self._reading.failed.connect(self.desk.operations.failed)
        self._reading.shown.connect(self._on_preview)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close_reader)

    def _make_steps(self) -> None:
        catalogue = self.desk.ws.catalogue
        self.passwords = FilePasswords(self, self._open_with)
        self.files = FilesStep(ask_files=self.ask_files, ask_folder=self._ask_folder)
        self.match = MatchStep(
            catalogue,
            add=self.ask_files,
            name=self._name,
            sheet_changed=self._on_sheet,
            column_changed=self._on_column,
            column_decided=self.decide,
            question_changed=self._on_question,
            row_opened=self._enter_side,
            file_opened=self.passwords.ask_for,
        )
        self.match.period.activated.connect(lambda _place: self._on_period())
        self.show_rows = PreviewStep(
            sheet_changed=self._show_lines, row_changed=self._on_row, row_opened=self._enter_side
        )
        self.result = ResultStep(self.desk, self.begin_again, self.problem_rows.ask)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for step in (self.files, self.match, self.show_rows, self.result):
            self.stack.addWidget(step)
        self.progress = ProgressStrip()
        self.stepper.add_aside(self.progress)
        self.foot = FootBar()
        self.problems = secondary("", self.problem_rows.ask, "download")
        self.back = secondary(_("上一步"), lambda: self.go_to(self.stepper.current - 1))
        self.act = primary("", self._do_next)
        self.foot.add_left(self.problems)
        self.foot.add_right(self.back)
        self.foot.add_right(self.act)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.foot)

    # Steps

    def go_to(self, step: int) -> None:
        """Show a step."""
        self.stepper.set_current(step)
        self.stack.setCurrentIndex(step)
        if step == MATCH:
            self._lend(self.columns)
        elif step == PREVIEW:
            self._lend(self.rows)
            if self.preview is not None:
                wanted = key_of(self._sheet) if self._sheet else None
                self.show_rows.show_preview(self.preview, wanted)
        self._show_side(shown=step in {MATCH, PREVIEW})
        self._show_foot()
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def _lend(self, panel: SidePanel) -> None:
        """Put another panel at the right."""
        old = self.side
        if old is panel:
            return
        if old is not None:
            self._row.removeWidget(old)
            old.hide()
            old.closed.disconnect(self.toggle_side)
        panel.setParent(self)
        self.set_side(panel)

    def _show_side(self, *, shown: bool) -> None:
        self.drawer.setVisible(shown and self.narrow)
        if self.side is not None and not self.narrow:
            self.side.setVisible(shown)

    def narrow_changed(self, *, narrow: bool) -> None:  # noqa: ARG002 - `self.narrow` has it
        """The panel comes back when the window is wide, where the step has one."""
        self._show_side(shown=self.stepper.current in {MATCH, PREVIEW})

    def _enter_side(self) -> None:
        """Go into the panel of the chosen row, and open it where the window is narrow."""
        if self.side is None:
            return
        if self.side.isHidden():
            self.toggle_side()
        self.side.enter()

    def _show_foot(self) -> None:
        step, preview = self.stepper.current, self.preview
        self.foot.setVisible(step in {MATCH, PREVIEW})
        self.problems.setVisible(False)
        busy = self._task.running if hasattr(self, "_task") else False
        if preview is None:
            self.act.setEnabled(False)
            return
        if step == MATCH:
            waiting = count_doubtful(preview) + self.asked.open
            note = _("还有 {n} 处待定，可先预览").format(n=waiting) if waiting else ""
            self.foot.note.setText(note or _("源文件只读，不会改动"))
            self.act.setText(_("预览"))
            self.act.setEnabled(any(sheet.mapping.main for sheet in preview.sheets))
        elif step == PREVIEW:
            taken = preview.taken
            odd = self.problem_rows.show(preview)
            self.problems.setVisible(bool(odd))
            self.problems.setText(_("导出问题行（{n}）").format(n=f"{odd:,}"))
            self.foot.note.setText(_("一次导入为一批，可整批撤销"))
            self.act.setText(plural("导入 {n} 行", taken))
            self.act.setEnabled(taken > 0 and not busy)

    def _do_next(self) -> None:
        if self.stepper.current == MATCH:
            self.go_to(PREVIEW)
        elif self.stepper.current == PREVIEW:
            self.import_all()

    def first_focus(self) -> QWidget | None:
        """Return what the step begins with."""
        return {
            FILES: self.files.choosing,
            MATCH: self.match.columns,
            PREVIEW: self.show_rows.table,
        }.get(self.stepper.current)

    def reload(self) -> None:
        """Offer the periods near the one that is shown."""
        self.match.offer_periods(self.desk.period, self.options.period)
        self.desk.tell(_("源文件只读，不会改动"))

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Begin with files that were given (`paths`)."""
        paths = target.get("paths")
        if paths:
            self.take([Path(path) for path in paths])

    def _show_past(self) -> None:
        self.desk.go("history", {"kind": "import"})

    # Files

    def ask_files(self) -> None:
        """Ask for files to import."""
        file_dialogs.ask_several(self, _("选要导入的表格"), file_dialogs.tables(), self.take)

    def _ask_folder(self) -> None:
        file_dialogs.ask_folder(self, _("选放着表格的文件夹"), lambda path: self.take([path]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in from anywhere."""
        if event.mimeData().hasUrls() and not self._task.running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if names:
            event.acceptProposedAction()
            self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Add files and look at them all; after an import begin anew."""
        if self._task.running:
            return
        if self.stepper.current in {FILES, DONE}:
            self.paths = []
            # A recipe may be taken before the files are; that of an import that is done is kept.
            taught = self.options.taught if self.stepper.current == FILES else ()
            self.options = ImportOptions(period=self.options.period, taught=taught)
            self.asked = Asked()
            self._sheet = None
            self.match.begin()
        self.passwords.forget()
        self.paths += [path for path in paths if path not in self.paths]
        self._look()

    def begin_again(self) -> None:
        """Go back to the first step."""
        self.paths, self.preview, self._sheet = [], None, None
        self.options = ImportOptions()
        self.asked = Asked()
        self.header.set_facts()
        self.match.offer_periods(self.desk.period, self.options.period)
        self.go_to(FILES)

    # Looking

    def _look(self) -> None:
        """Read the files in the background and show what they are."""
        self.progress.begin(_("读表"))
        self._reading.start(list(self.paths), self.options)

    def _stop_reading(self) -> None:
        """Leave off reading; what was shown before stays."""
        if not self._task.running:
            self._reading.stop()
            self.progress.end()
            if self.preview is None:
                taught = self.options.taught
                self.begin_again()
                self.options = ImportOptions(taught=taught)

    def _on_read(self, done: int, whole: int) -> None:
        if not self._task.running:
            self.progress.advance(done, whole)

    def _on_sheet_read(self, what: str) -> None:
        if not self._task.running:
            self.progress.name(told(_("读表"), what))

    def _on_preview(self, preview: ImportPreview) -> None:
        before, self.preview = self.preview, preview
        options = with_names(self.options, preview)
        self.options = following(options, before, preview)
        if self.options is not options:
            self._look()
            return
        self.problem_rows.show(preview)
        self._raw = RawRows(preview.files, self.options.password)
        names = [file.name for file in preview.files]
        shown = names[0] if len(names) == 1 else plural("{n} 个文件", len(names))
        self.header.set_facts(shown)
        wanted = key_of(self._sheet) if self._sheet else None
        if self.stepper.current != MATCH:
            self.go_to(MATCH)
        words = word_questions(preview, self.desk.ws.catalogue)
        self.asked.take([*preview.questions, *words])
        self.match.show_asked(self.asked, self.options.forms, self.options.choices)
        self.match.show_preview(preview, wanted)
        self._show_foot()
        self.passwords.ask(preview)

    def _open_with(self, password: str) -> None:
        # Each file may have its own.
        known = "\n".join(filter(None, (self.options.password, password)))
        self.options = replace(self.options, password=known)
        self._look()

    def _on_period(self) -> None:
        self.options = replace(self.options, period=self.match.period.value())
        self._look()

    # Matching

    def _on_sheet(self, sheet: SheetPreview) -> None:
        if self._sheet is None or key_of(self._sheet) != key_of(sheet):
            self._chosen = None
        self._sheet = sheet
        raw, numbers = self._raw, sheet.first_rows[:SAMPLED]

        def show(sample: list[Row]) -> None:
            if self._sheet is sheet:
                self._samples = sample
                self.match.show_columns(sheet, sample, self._chosen)

        self._reader.run(lambda: raw.sample(sheet, numbers), show, asker=self)

    def _on_column(self, column: Column | None) -> None:
        if column is None or self._sheet is None or self.preview is None:
            self.columns.show_nothing()
            return
        self._chosen = column.index
        if self.stepper.current == MATCH:
            # The first rows of a large sheet may come when one is a step further.
            self._lend(self.columns)
        lines = SheetLines(self._sheet, self.preview, self.desk.ws.catalogue)
        key, options = key_of(self._sheet), self.options
        said = options.choices.get(key, {}).get(column.index)
        named = options.forms.get(key, "")
        self.columns.show_column(column, lines, self._samples, said, named)

    def decide(self, column: Column, choice: Choice) -> None:
        """Take a column for what a person says, and look again."""
        if self._sheet is None:
            return
        self._chosen = column.index
        if self.columns.has_focus_inside:
            # The panel is made anew, and would leave the focus to nobody.
            self.match.columns.setFocus()
        self.options = with_choice(self.options, key_of(self._sheet), column.index, choice)
        self._look()

    def _name(self, sheet: SheetPreview, form: str) -> None:
        self.options = with_form(self.options, key_of(sheet), form)
        self._look()

    def _on_question(self, question: Question | None) -> None:
        if self.stepper.current != MATCH or self.match.parts.current != QUESTIONS:
            return
        self._lend(self.questions)
        if question is None:
            self.questions.show_nothing()
        else:
            self.questions.show_question(question, self.asked.answers.get(question))

    def answer(self, question: Question, said: str | None) -> None:
        """Take the answer to a question, or take it back, and look again."""
        if said is None:
            self.asked.answers.pop(question, None)
        else:
            self.asked.answers[question] = said
        if self.questions.has_focus_inside:
            # As above: with the arrow keys one goes on to the next question.
            self.match.questions.table.setFocus()
        self.options = with_answer(self.options, question, said)
        self._look()

    def use_recipe(self, decisions: Sequence[Decision]) -> None:
        """Take the decisions of a recipe, and look again where there are files."""
        self.options = replace(self.options, taught=(*self.options.taught, *decisions))
        if self.paths:
            self._look()

    def _show_remembered(self, found: Sequence[Remembered]) -> None:
        self._lend(self.memory)
        self.memory.show_all(found)
        self._show_side(shown=True)
        self._enter_side()

    # Previewing

    def _show_lines(self, sheet: SheetPreview) -> None:
        if self.preview is not None:
            self._sheet = sheet
            self.header.set_facts(f"{sheet.file} › {sheet.name}")
            lines = SheetLines(sheet, self.preview, self.desk.ws.catalogue)
            self.show_rows.show_lines(lines)

    def _on_row(self, lines: SheetLines, entry: RowEntry | None) -> None:
        if entry is None:
            self.rows.show_nothing()
            return
        raw = self._raw

        def show(row: Row) -> None:
            if self.show_rows.lines is lines:
                self.rows.show_row(lines, entry, row)

        self._reader.run(lambda: raw.row(lines.sheet, entry.number), show, asker=self)

    # Importing

    def import_all(self) -> None:
        """Import what was previewed, in a process of its own."""
        if self.preview is None or self._task.running:
            return
        self._task.start(self.preview, self.options)
        self._show_foot()

    def _on_imported(self, result: dict[str, object]) -> None:
        odd = self.problem_rows.show(self.preview) if self.preview is not None else 0
        left = [file.name for file in self.preview.files if file.problem] if self.preview else []
        self.result.show_result(result, odd, left)
        self.go_to(DONE)

    def close_reader(self) -> None:
        """Let go of the files that are being read."""
        self._reading.stop()
        self._reader.close()
