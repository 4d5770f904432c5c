"""任务文件 at the city: what is set, what an officer changes, and the signed file of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.task_sections import PERIOD
from desktop_app.i18n import _, plural
from desktop_app.packages.task import Row
from desktop_app.ui import file_dialogs
from desktop_app.ui.components.buttons import link, primary, secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.side_panel import FindingCard, FindingText
from desktop_app.ui.desk import Desk
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.task.making import MakingDialog, Wanted
from desktop_app.ui.pages.task.page import TaskPage
from desktop_app.ui.pages.task.period import PeriodEditor
from desktop_app.work.task.in_force import PeriodTask
from desktop_app.work.task.make import Draft, MadeTask, draft_task, make_task
from desktop_app.work.task.overview import TaskOverview
from desktop_app.work.task.sections import kept_sections
from desktop_app.work.task.source import Source, entry_of, laid_over, read_source, write_draft


class CityTaskPage(TaskPage):
    """What holds; changes are gathered from files and the period editor until a file is made."""

    def __init__(self, desk: Desk) -> None:
        self.source = Source()
        self.draft: Draft | None = None
        self.editor: PeriodEditor | None = None
        super().__init__(
            desk,
            EmptyPage(
                _("还没有设定任务"),
                _("设定期别和期限，或写出填写表，填好规则级别、目标、应报名录再取回。"),
                primary(_("设定期别"), self.new_period, "calendar-event"),
                secondary(_("写出填写表"), self.ask_draft, "file-spreadsheet"),
            ),
        )
        self.sheet = secondary(_("写出填写表"), self.ask_draft, "file-spreadsheet")
        self.header.add_action(self.sheet)
        self.header.add_action(secondary(_("取自文件"), self.ask_source, "folder-open"))
        self.making = primary(_("制作任务文件"), self.ask_making, "file-certificate")
        self.header.add_action(self.making)
        self.table.row_changed.connect(self._on_row)

    # Showing

    def show_known(self, known: TaskOverview) -> None:
        """Show what would change, where there is something, else what is set."""
        if self.draft is None:
            super().show_known(known)
            self._offer_periods()
        else:
            self._show_draft(self.draft)

    def _show_draft(self, draft: Draft) -> None:
        self.draft = draft
        self.editor = None
        self.show_items(draft.items)
        panel = self.panel
        panel.clear()
        panel.add_heading(_("要制作的任务"), draft.text)
        words = _("下面是与现行任务不同的各项。制作并签名以后，市局自己的审核和期限也按它。")
        count = len(draft.items)
        title = plural("改 {n} 项，还没有制作", count) if count else _("与现行任务相同")
        panel.add(FindingCard(FindingText(Sign.CHANGED, title, "", words)))
        self._offer_periods()
        panel.set_foot(secondary(_("不要这些改动"), self.put_away))

    def _offer_periods(self) -> None:
        self.panel.add_rule()
        self.panel.add(link(_("设定期别和期限"), self.new_period))

    def put_away(self) -> None:
        """Forget what was changed and not made."""
        self.source, self.draft = Source(), None
        self.mark_stale()

    # Gathering

    def ask_source(self) -> None:
        """Ask for an officer's file."""
        pattern = _("填写表或 TOML (*.xlsx *.toml);;所有文件 (*)")
        file_dialogs.ask_open(self, _("选填好的任务"), pattern, self.take_source)

    def take_source(self, path: Path) -> None:
        """Lay an officer's file over what is set."""
        ws, before = self.desk.ws, self.source

        def read() -> tuple[Source, Draft]:
            given = read_source(path, ws.store.base)
            merged = Source(_merged(before, given), given.text or before.text)
            return merged, draft_task(ws, merged)

        self.desk.operations.run(read, lambda found: self._take(*found), asker=self)

    def _take(self, source: Source, draft: Draft) -> None:
        self.source = source
        self._show_draft(draft)

    def ask_draft(self) -> None:
        """Ask where the workbook to fill in goes."""
        file_dialogs.ask_save(self, _("填写表存到哪里"), _("任务填写表.xlsx"), self.write_draft)

    def write_draft(self, path: Path) -> None:
        """Write the workbook to fill in."""
        ws, source = self.desk.ws, self.source

        def write() -> Path:
            write_draft(path, ws.store.base, laid_over(kept_sections(ws), source.sections))
            return path

        def tell(written: Path) -> None:
            show = (_("打开文件夹"), lambda: file_dialogs.show_folder(written))
            self.desk.toast(_("填写表已写好，填好后按“取自文件”"), show)

        self.desk.operations.run(write, tell, asker=self)

    # Periods

    def _on_row(self, place: int) -> None:
        if 0 <= place < self.model.rowCount():
            key = self.model.line(place).key
            if isinstance(key, tuple) and key[0] == PERIOD:
                self._edit_period(str(key[1]))

    def _edit_period(self, code: str) -> None:
        row = next((row for row in self._periods() if row[0] == code), None)
        if row is not None:
            self._show_editor(_period_task(row))

    def new_period(self) -> None:
        """Set the days of another period, or of the one at hand."""
        known = {str(row[0]): row for row in self._periods()}
        row = known.get(self.desk.period)
        self._show_editor(_period_task(row) if row else PeriodTask(self.desk.period))

    def _periods(self) -> Sequence[Row]:
        ws = self.desk.ws
        return laid_over(kept_sections(ws), self.source.sections)[PERIOD]

    def _show_editor(self, task: PeriodTask) -> None:
        self.panel.clear()
        self.editor = PeriodEditor(task, self.save_period, self.drop_period)
        self.panel.add_heading(_("期别和期限"))
        self.panel.add(self.editor)
        self.panel.set_foot(secondary(_("回到任务"), self.mark_stale))
        if self.narrow and not self.panel.isVisible():
            self.toggle_side()

    def save_period(self, texts: Mapping[str, str]) -> None:
        """Take the days of a period into what is to be made."""
        try:
            row = entry_of(self.desk.ws.store.base, PERIOD, texts)
        except UserError as error:
            self._refuse(error)
            return
        self._set_periods([*(one for one in self._periods() if one[0] != row[0]), row])

    def drop_period(self, code: str) -> None:
        """Take a period out of what is to be made."""
        self._set_periods([row for row in self._periods() if row[0] != code])

    def _set_periods(self, rows: Sequence[Row]) -> None:
        ws = self.desk.ws
        source = Source({**self.source.sections, PERIOD: sorted(rows, key=str)}, self.source.text)
        self.desk.operations.run(
            lambda: draft_task(ws, source), partial(self._take, source), failed=self._refuse
        )

    def _refuse(self, error: UserError) -> None:
        if self.editor is not None:
            self.editor.refuse(error)

    # Making

    def ask_making(self) -> MakingDialog:
        """Ask for whom the file is, and for the key that signs it."""
        dialog = MakingDialog(self.window(), self.desk, self.source.text, self._ask_place)
        dialog.open()
        return dialog

    def _ask_place(self, dialog: MakingDialog, wanted: Wanted) -> None:
        file_dialogs.ask_save(
            self,
            _("任务文件存到哪里"),
            _("任务文件.xlsx"),
            lambda path: self.make_task(dialog, wanted, path),
        )

    def make_task(self, dialog: MakingDialog, wanted: Wanted, path: Path) -> None:
        """Write, sign and record the task file."""
        from desktop_app.packages.pki.token_file import open_signer

        ws, source = self.desk.ws, self.source
        if self.desk.at_work:
            # A trial of packages writes for as long as it takes, and nobody else can.
            dialog.refuse(UserError(_("还在处理报送包。"), _("做完再制作，数据未动。")))
            return

        def act() -> MadeTask:
            return make_task(
                ws,
                draft_task(ws, source),
                signer=open_signer(wanted.key, wanted.password),
                out=path,
                units=wanted.units,
                text=wanted.text,
            )

        def tell(made: MadeTask) -> None:
            dialog.accept()
            self.put_away()
            words = _("任务文件 {n} 号已签名，发给各单位").format(n=made.task.number)
            show = (_("打开文件夹"), lambda: file_dialogs.show_folder(made.path))
            self.desk.toast(words, show)

        self.desk.operations.run(act, tell, failed=dialog.refuse, asker=self)


def _merged(before: Source, given: Source) -> dict[str, Sequence[Row]]:
    """Return the sections of one file laid over those of an earlier one."""
    known = {section: list(rows) for section, rows in before.sections.items()}
    return {
        **before.sections,
        **{name: laid_over(known, given.sections)[name] for name in given.sections},
    }


def _period_task(row: Row) -> PeriodTask:
    code, opening, deadline, closing, signatures = row
    return PeriodTask(
        str(code), str(opening or ""), str(deadline or ""), str(closing or ""), int(signatures or 1)
    )
