"""Opens the workspace after the first paint and keeps the frame of the window current."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.ui.desk import Desk
from desktop_app.ui.shell import Shell

if TYPE_CHECKING:
    from desktop_app.domain.plans import Applied
    from desktop_app.work.workspace import Workspace

COUNTED = {"firms": "firm", "rd": "rd_activity", "patents": "patent", "incubators": "incubator"}
"""Pages whose count in the navigation is the number of records of a form."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame of the window shows of a period."""

    state: str
    deadline: str
    periods: tuple[str, ...]
    counts: dict[str, int | None]
    undo: bool
    redo: bool


class Session(QObject):
    """A workspace at work in a shell.

    Args:
        shell: The window.
        desk: What the pages share.
        folder: The workspace's folder.
        first_page: Key of the page to begin with.
        first_start: Makes what is shown where there is no workspace.
    """

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        folder: Path,
        *,
        first_page: str,
        first_start: Callable[[Desk], QWidget],
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._desk = desk
        self._folder = folder
        self._first_page = first_page
        self._first_start = first_start
        shell.undo_wanted.connect(self._undo)
        shell.redo_wanted.connect(self._redo)
        shell.closing.connect(self.close)
        desk.opened.connect(self._on_opened)
        desk.period_changed.connect(self._on_period_changed)
        desk.report_changed.connect(self.refresh)
        desk.operations.data_changed.connect(self._on_data_changed)

    def open(self) -> None:
        """Open the workspace on the data thread, or show the first start where there is none."""
        folder = self._folder
        if not (folder / "settings.toml").is_file():
            self._desk.folder = folder
            self._shell.show_instead(self._first_start(self._desk))
            return
        self._desk.operations.run(
            lambda: _open(folder), lambda found: self._desk.open(*found), failed=self._show_failure
        )

    def close(self) -> None:
        """End the background work and close the workspace."""
        self._desk.operations.close()
        if self._desk.workspace is not None:
            self._desk.workspace.close()

    def refresh(self) -> None:
        """Read again what the frame shows."""
        if self._desk.workspace is not None:
            ws, period = self._desk.ws, self._desk.period
            self._desk.operations.run(lambda: _frame(ws, period), self._show_frame)

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

    def _on_period_changed(self, code: str) -> None:
        ws = self._desk.ws
        self._desk.operations.run(lambda: ws.keep(period=code))
        self.refresh()

    def _on_data_changed(self, _applied: Applied) -> None:
        self.refresh()

    def _show_frame(self, frame: Frame) -> None:
        top = self._shell.top
        top.set_periods(frame.periods, self._desk.period)
        top.set_report(frame.state, *_deadline(frame.deadline))
        top.set_undo(undo=frame.undo, redo=frame.redo)
        self._desk.counts_changed.emit(frame.counts)

    def _show_failure(self, error: UserError) -> None:
        from desktop_app.ui.components.buttons import primary
        from desktop_app.ui.components.empty import EmptyPage

        again = primary(_("再试"), self.open)
        self._shell.show_instead(EmptyPage(error.message, error.hint, again))

    def _undo(self) -> None:
        from desktop_app.work.history import undo_last

        self._take_back(undo_last, _("已撤销：{title}"))

    def _redo(self) -> None:
        from desktop_app.work.history import redo_last

        self._take_back(redo_last, _("已重做：{title}"))

    def _take_back(self, act: Callable[[Workspace], Applied], words: str) -> None:
        if self._desk.workspace is None:
            return
        ws, desk = self._desk.ws, self._desk

        def tell(applied: Applied) -> None:
            desk.toast(words.format(title=applied.title))

        desk.operations.run(lambda: act(ws), tell)


def _open(folder: Path) -> tuple[Workspace, str]:
    from desktop_app.work.reporting import periods_with_data
    from desktop_app.work.workspace import open_workspace

    ws = open_workspace(folder, program=_("窗口"))
    period = ws.period
    if not period:
        known = periods_with_data(ws)
        period = known[-1] if known else str(_today().year - 1)
    return ws, period


def _frame(ws: Workspace, period: str) -> Frame:
    from desktop_app.work.reporting import periods_with_data, report_of

    report = report_of(ws, period)
    undo, redo = ws.store.next_steps()
    counts: dict[str, int | None] = {
        page: ws.store.count(form, period) for page, form in COUNTED.items()
    }
    open_findings = sum(1 for finding in ws.store.findings(period) if finding.open)
    counts["checks"] = open_findings or None
    return Frame(
        state=report.state.value,
        deadline=_period_deadline(ws, period),
        periods=_periods(periods_with_data(ws), period),
        counts=counts,
        undo=undo is not None,
        redo=redo is not None,
    )


def _periods(known: list[str], current: str) -> tuple[str, ...]:
    """Return the periods to choose from: with data, the current one, and those beside it."""
    from desktop_app.domain.periods import BadPeriod, parse_period

    codes = {*known, current}
    try:
        period = parse_period(current)
        codes |= {period.previous, period.following}
        return tuple(sorted(codes, key=_by_days))
    except BadPeriod:
        return tuple(sorted(codes))


def _by_days(code: str) -> tuple[str, str]:
    from desktop_app.domain.periods import parse_period

    period = parse_period(code)
    return period.last_day, period.first_day


def _period_deadline(ws: Workspace, period: str) -> str:
    with ws.store.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT deadline FROM period WHERE code = ?", (period,)
        ).scalar()
    return str(found or "")


def _deadline(day: str) -> tuple[str, str]:
    """Return a deadline in words, in full and as days that are left."""
    if not day:
        return "", ""
    last = date.fromisoformat(day)
    left = (last - _today()).days
    words = _("截止 {month} 月 {day} 日").format(month=last.month, day=last.day)
    rest = _("还剩 {n} 天").format(n=left) if left >= 0 else _("已过 {n} 天").format(n=-left)
    return words, rest


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the clerk's wall
