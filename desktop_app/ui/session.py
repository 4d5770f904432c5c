"""Opens the workspace after the first paint and keeps the frame of the window current."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, plural
from desktop_app.ui.commands import take_notices, verify_file, window_commands
from desktop_app.ui.desk import CODES, Desk
from desktop_app.ui.finder import Finder
from desktop_app.ui.shell import Shell

if TYPE_CHECKING:
    from desktop_app.domain.plans import Applied
    from desktop_app.store import UndoPreview
    from desktop_app.work.backups import Restored
    from desktop_app.work.dropped import Sorted
    from desktop_app.work.frame import Frame
    from desktop_app.work.workspace import Workspace

COPY_MILLISECONDS = 20_000
"""Time from opening to the day's copy: whoever opens a page first shall not wait for it."""

UNDO, REDO = 0, 1
"""Places in the pair of next steps that the journal gives."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A change that was taken back or brought back, with the title of what it was."""

    applied: Applied
    title: str


class Session(QObject):
    """A workspace at work in a shell.

    Args:
        shell: The window.
        desk: What the pages share.
        folder: The workspace's folder.
        first_page: Key of the page to begin with.
        first_start: Makes what is shown where there is no workspace.
        files: What the program was started with; emptied when the workspace has opened.
    """

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        folder: Path,
        *,
        first_page: str,
        first_start: Callable[[Desk], QWidget],
        files: list[Path] | None = None,
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._folder = folder
        self._first_page = first_page
        self._first_start = first_start
        self._files = [] if files is None else files
        self._offered = ""
        shell.undo_wanted.connect(lambda: self._take_back(UNDO))
        shell.redo_wanted.connect(lambda: self._take_back(REDO))
        shell.help_wanted.connect(self._show_help)
        shell.user_clicked.connect(lambda: shell.go("settings"))
        shell.files_dropped.connect(self._take_files)
        shell.closing.connect(self.close)
        desk.opened.connect(self._on_opened)
        desk.period_changed.connect(self._on_period_changed)
        desk.report_changed.connect(self.refresh)
        desk.operations.data_changed.connect(self._on_data_changed)
        finder = Finder(desk, window_commands(shell))
        shell.top.search.add_finder(finder.find_commands)
        shell.top.search.add_finder(finder.find_records)

    def open(self) -> None:
        """Open the workspace on the data thread, or show the first start where there is none."""
        folder = self._folder
        if not (folder / "settings.toml").is_file():
            self._desk.folder = folder
            self._shell.show_instead(self._first_start(self._desk))
            return
        self._desk.operations.run(
            lambda: _open(folder),
            lambda found: self._desk.open(*found),
            failed=self._show_failure,
            asker=self,
        )

    def open_folder(self, folder: Path) -> None:
        """Open the workspace in another folder."""
        self._folder = folder
        self.open()

    def hand_over(self) -> tuple[Workspace | None, str]:
        """Give workspace and period to the session that follows; closing leaves them open then."""
        workspace, self._desk.workspace = self._desk.workspace, None
        return workspace, self._desk.period

    def close(self) -> None:
        """End the background work and close the workspace."""
        self._desk.operations.close()
        if self._desk.workspace is not None:
            self._desk.workspace.close()

    def refresh(self) -> None:
        """Read again what the frame shows."""
        if self._desk.workspace is None:
            return
        ws, period = self._desk.ws, self._desk.period

        def load() -> Frame:
            from desktop_app.work.frame import load_frame

            return load_frame(ws, period)

        self._desk.operations.run(load, self._show_frame)

    def _on_opened(self) -> None:
        ws = self._desk.ws
        self._shell.navigation.set_user(
            str(ws.settings.get("person", "")) or _("未填姓名"),
            str(ws.settings.get("person_role", "")),
        )
        self._shell.top.set_unit(ws.unit_label)
        self._shell.top.set_periods((self._desk.period,), self._desk.period)
        self._shell.go(self._first_page)
        self.refresh()
        QTimer.singleShot(COPY_MILLISECONDS, self, self._back_up)
        if self._files:
            given = self._files[:]
            self._files.clear()
            self._take_files(given)

    def _on_period_changed(self, code: str) -> None:
        ws = self._desk.ws
        self._desk.operations.run(lambda: ws.keep(period=code))
        self.refresh()

    def _on_data_changed(self, applied: Applied) -> None:
        if CODES in applied.forms:
            self._desk.codes_changed.emit()
        if self._offered:
            # What it offers to bring back is not what would be brought back now.
            self._shell.withdraw(self._offered)
            self._offered = ""
        self.refresh()

    def _show_frame(self, frame: Frame) -> None:
        if frame.period != self._desk.period:
            return
        top = self._shell.top
        top.set_periods(frame.periods, self._desk.period)
        top.set_report(frame.state, *_deadline(frame.deadline))
        top.set_undo(undo=frame.undo, redo=frame.redo)
        self._desk.counts_changed.emit(frame.counts)

    def _show_failure(self, error: UserError) -> None:
        from desktop_app.ui.trouble import trouble_page

        page = trouble_page(
            error, self._folder, again=self.open, elsewhere=self.open_folder, restore=self._restore
        )
        self._shell.show_instead(page)

    def _restore(self) -> None:
        """Put the newest whole copy in the place of a database that is damaged, and open it."""
        folder = self._folder

        def put_back() -> Restored:
            from desktop_app.work.backups import restore

            return restore(folder)

        def tell(done: Restored) -> None:
            from desktop_app.ui.trouble import restored_words

            self.open()
            self._desk.toast(restored_words(done))

        self._desk.operations.run(put_back, tell, failed=self._show_failure, asker=self)

    def _back_up(self) -> None:
        """Make the day's copy, once the window stands and the clerk has looked around."""
        ws = self._desk.workspace
        if ws is None:
            return

        def copy() -> object:
            from desktop_app.work.backups import back_up_daily

            return back_up_daily(ws)

        self._desk.operations.run(copy, failed=self._shell.show_error)

    def _show_help(self) -> None:
        from desktop_app.ui.help_dialog import HelpDialog

        HelpDialog(self._shell).open()

    def _take_files(self, paths: Sequence[Path]) -> None:
        """Take what the city asks and answers, verify other sealed workbooks, import other files.

        The city receives them all.
        """
        if self._desk.ws.role == "city":
            self._desk.go("inbox", {"paths": list(paths)})
            return

        def sort() -> Sorted:
            from desktop_app.work.dropped import sort_files

            return sort_files(paths)

        self._desk.operations.run(sort, self._take_sorted)

    def _take_sorted(self, found: Sorted) -> None:
        desk, shell = self._desk, self._shell
        if found.tasks:
            desk.go("task", {"paths": list(found.tasks)})
        elif found.notices:
            take_notices(shell, found.notices)
            if left := len(found.sealed) + len(found.sheets):
                desk.toast(plural("另有 {n} 个文件没有打开，单独拖进来", left))
        elif found.sealed:
            verify_file(shell, found.sealed[0])
        else:
            desk.go("importing", {"paths": list(found.sheets)})

    # Taking back

    def _take_back(self, place: int) -> None:
        if self._desk.workspace is None:
            return
        if self._desk.ws.role == "city" and self._desk.at_work:
            # A merge writes, and its trial too, for as long as a package takes.
            self._desk.toast(_("还在处理报送包，做完再撤销"))
            return
        ws = self._desk.ws

        def act() -> Taken:
            from desktop_app.work.frame import next_titles
            from desktop_app.work.history import redo_last, undo_last

            title = next_titles(ws)[place] or ""
            return Taken(redo_last(ws) if place == REDO else undo_last(ws), title)

        self._desk.operations.run(
            act,
            lambda taken: self._tell_taken(taken.title, place),
            failed=lambda error: self._on_blocked(error, place),
            asker=self,
        )

    def _tell_taken(self, title: str, place: int) -> None:
        if place == REDO:
            self._desk.toast(_("已重做：{title}").format(title=title))
        else:
            again = (_("重做"), lambda: self._take_back(REDO))
            self._offered = _("已撤销：{title}").format(title=title)
            self._desk.toast(self._offered, again)

    def _on_blocked(self, error: UserError, place: int) -> None:
        """Say who is in the way, or why there is nothing to take back."""
        from desktop_app.store import Conflict

        if not isinstance(error, Conflict):
            tell = self._shell.show_error if error.hint else self._tell_nothing
            tell(error)
            return
        ws = self._desk.ws

        def look() -> UndoPreview:
            from desktop_app.work.history import preview_undo

            number = ws.store.next_steps()[place]
            if number is None:
                raise error
            return preview_undo(ws, number)

        self._desk.operations.run(
            look, lambda preview: self._offer_rest(preview, place), asker=self
        )

    def _tell_nothing(self, error: UserError) -> None:
        self._desk.toast(error.message)

    def _offer_rest(self, preview: UndoPreview, place: int) -> None:
        from desktop_app.ui.undo_dialog import UndoDialog

        ws, desk = self._desk.ws, self._desk

        def take_rest() -> None:
            from desktop_app.work.history import undo

            desk.operations.run(
                lambda: undo(ws, preview.batch, free_only=True),
                lambda _applied: self._tell_taken(preview.title, place),
                asker=self,
            )

        UndoDialog(
            self._shell,
            preview,
            take_rest=take_rest,
            look=lambda: desk.go("history", {"batch": preview.batch}),
        ).open()


def _open(folder: Path) -> tuple[Workspace, str]:
    from desktop_app.work.report.reporting import periods_with_data
    from desktop_app.work.workspace import open_workspace

    try:
        ws = open_workspace(folder, program=_("窗口"))
    except OSError as error:
        raise UserError(
            _("文件夹 {folder} 读不了：{cause}。").format(folder=folder, cause=error.strerror),
            _("数据未动。检查文件夹权限后再试。"),
        ) from error
    period = ws.period
    if not period:
        known = periods_with_data(ws)
        period = known[-1] if known else str(_today().year - 1)
    return ws, period


def _deadline(day: str) -> tuple[str, str]:
    """Return a deadline in words, in full and as days that are left."""
    if not day:
        return "", ""
    last = date.fromisoformat(day)
    left = (last - _today()).days
    words = _("截止 {month} 月 {day} 日").format(month=last.month, day=last.day)
    rest = plural("还剩 {n} 天", left) if left >= 0 else plural("已过 {n} 天", -left)
    return words, rest


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the clerk's wall
