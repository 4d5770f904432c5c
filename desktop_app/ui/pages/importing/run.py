"""The import itself, in a process of its own, and what follows it in the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop_app.i18n import _, plural
from desktop_app.importing.model import ImportOptions, Outcome
from desktop_app.importing.sheet_preview import ImportPreview
from desktop_app.ui.components.progress import ProgressStrip
from desktop_app.ui.desk import Desk
from desktop_app.ui.tasks import LongTask
from desktop_app.work.history import undo
from desktop_app.work.importing.decisions import as_line
from desktop_app.work.report.reporting import periods_with_data

Result = dict[str, object]


class ImportRun:
    """Imports what was previewed, and takes the window to it.

    Args:
        desk: What all pages share.
        strip: Where the progress is shown.
        done: Told the result.
        undone: Told when the import was taken back.
        ended: Told when no import is at work any more, whatever became of it.
    """

    def __init__(
        self,
        desk: Desk,
        strip: ProgressStrip,
        *,
        done: Callable[[Result], object],
        undone: Callable[[], object],
        ended: Callable[[], object],
    ) -> None:
        self._desk = desk
        self._task = LongTask(desk, "importing", strip)
        self._done = done
        self._undone = undone
        self._ended = ended

    @property
    def running(self) -> bool:
        """Whether an import is at work."""
        return self._task.running

    def start(self, preview: ImportPreview, options: ImportOptions) -> None:
        """Import the files of a preview, with the options that it was made with."""
        paths = [str(file.path) for file in preview.files if file.problem is None]
        self._task.start(
            _("正在导入"),
            ["import", *paths, "--decisions-stdin"],
            self._on_imported,
            secrets=[as_line(options, preview)],
            cancelled=lambda: self._desk.toast(_("已停下，没有导入，数据未动")),
            ended=self._ended,
            holds=True,
        )

    def _on_imported(self, result: Result) -> None:
        self._done(result)
        number = int(str(result.get("batch") or 0))
        if not number:
            return
        ws, operations = self._desk.ws, self._desk.operations
        self._desk.reload_all(number)
        operations.run(lambda: periods_with_data(ws), self._go_where_data_is)

        def take_back() -> None:
            operations.run(lambda: undo(ws, number), lambda _applied: self._undone(), asker=self)

        words = plural("已导入 {n} 行", _taken(result))
        self._desk.toast(words, (_("撤销"), take_back))

    def _go_where_data_is(self, periods: list[str]) -> None:
        """Leave a period that has nothing for the newest one that has something."""
        if periods and self._desk.period not in periods:
            self._desk.set_period(periods[-1])


def _taken(result: Mapping[str, object]) -> int:
    return sum(
        int(str(result.get(outcome.value, 0)))
        for outcome in Outcome
        if outcome not in {Outcome.REJECTED, Outcome.SKIPPED}
    )
