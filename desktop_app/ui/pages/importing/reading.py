"""Reading the files of an import: few in the window's own process, large ones in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import Cancelled, UserError
from desktop_app.importing.model import ImportOptions
from desktop_app.importing.sheet_preview import ImportPreview
from desktop_app.ui.desk import Desk
from desktop_app.ui.long_work import LongWork
from desktop_app.ui.operations import Operations
from desktop_app.ui.tasks import ChildFault
from desktop_app.work.importing.decisions import as_line
from desktop_app.work.importing.files import preview_files
from desktop_app.work.importing.handover import clear_after_kills, handed_over, is_much, new_folder


class ImportReading(QObject):
    """Previews files; what was asked before is given up.

    Args:
        desk: What all pages share.
        reader: Runs what is read here, and what comes from the other process.
        parent: The page.

    Signals:
        told: How much is read: done and all.
        staged: Which file and sheet is being read.
        shown: The preview.
        failed: A UserError: nothing could be read.
        ended: After the last two, and after a fault of the program.
    """

    told = Signal(int, int)
    staged = Signal(str)
    shown = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, reader: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reader = reader
        self._stop = Event()
        self._work: LongWork | None = None
        # Not here: a folder for such files may hold very many.
        reader.run(clear_after_kills)

    def start(self, paths: Sequence[Path], options: ImportOptions) -> None:
        """Preview some files."""
        self.stop()
        self._stop = Event()
        if is_much(paths):
            self._start_process(paths, options)
        else:
            self._start_here(paths, options)

    def stop(self) -> None:
        """Give up what is being read; nothing more is told of it."""
        self._stop.set()
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _start_here(self, paths: Sequence[Path], options: ImportOptions) -> None:
        ws, stop = self._desk.ws, self._stop

        def tell(done: int, whole: int) -> None:
            if stop.is_set():
                raise Cancelled
            self.told.emit(done, whole)

        self._run(lambda: preview_files(ws, paths, options, tell, self._naming(stop)), stop)

    def _naming(self, stop: Event) -> Callable[[str], None]:
        def name(what: str) -> None:
            if not stop.is_set():
                self.staged.emit(what)

        return name

    def _run(self, job: Callable[[], ImportPreview], stop: Event) -> None:
        def show(preview: ImportPreview) -> None:
            if not stop.is_set():
                self.ended.emit()
                self.shown.emit(preview)

        self._reader.run(job, show, failed=lambda error: self._fail(error, stop), asker=self)

    def _fail(self, error: UserError, stop: Event) -> None:
        if not stop.is_set():
            self.ended.emit()
            self.failed.emit(error)

    def _start_process(self, paths: Sequence[Path], options: ImportOptions) -> None:
        stop, folder = self._stop, new_folder()
        made = Path(folder.name) / "preview"
        files = [*map(str, paths), "--dry-run", "--preview-into", str(made), "--decisions-stdin"]
        work = LongWork(self._desk.command("import", *files, secrets=[as_line(options)]), self)

        def tell(done: int, whole: int) -> None:
            if not stop.is_set():
                self.told.emit(done, whole)

        def take() -> ImportPreview:
            with folder:
                if stop.is_set():
                    raise Cancelled
                return handed_over(made)

        def crash(report: str) -> None:
            self.ended.emit()
            self._desk.operations.crashed.emit(ChildFault(report))

        def end() -> None:
            if self._work is work:
                self._work = None
            work.deleteLater()

        work.progressed.connect(tell)
        work.staged.connect(self._naming(stop))
        work.finished.connect(lambda _result: self._run(take, stop))
        work.failed.connect(lambda error: self._fail(error, stop))
        work.crashed.connect(crash)
        for over in (work.failed, work.crashed, work.cancelled):
            over.connect(lambda *_said: folder.cleanup())
        work.ended.connect(end)
        self._work = work
        work.start()
