"""The window: starting, lists of 40,000 firms, a million rows, paging while an import runs.

Run: python tests/benchmarks/bench_window.py [rounds]

Offscreen, each case in a process of its own and all in turns. The floor of starting is a bare
PySide6 window of the same size; the floor of a list is to paint its rows once more; the floor of
scrolling is the same table over a model that holds nothing and answers with one constant. Data are
made up: 40,000 firms with two years of figures, a district of 400 firms, a register of 1,000,000
patents.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from common import (
    Line,
    Told,
    held,
    in_turns,
    is_child,
    middle,
    peak,
    ratio,
    rounds_from_arguments,
    run_case,
    seconds,
    share,
    show,
)
from window_data import DISTRICT, FIRMS, IMPORTED, PATENTS, make_data

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTableView, QWidget

    from desktop_app.ui.pages.form.page import FormPage
    from desktop_app.ui.shell import Shell

BESIDE = {"beside_import": "the import", "beside_preview": "the preview"}
DATA, STARTED = "BENCH_DATA", "BENCH_STARTED"
SIZE = (1440, 900)
PAGES, QUIET, PATIENCE = 60, 0.3, 60.0
AT_WORK = 0.002
"""CPU seconds of a round of events above which something was built or painted."""
TEXTS = ("海天", "宁波甬", "NBHT", "3302", "不存在")


# -- what the cases share ----------------------------------------------------------------------


def since_start() -> float:
    """Return the seconds since the parent started this process."""
    return time.time() - float(os.environ[STARTED])


def application() -> QApplication:
    """Return the application."""
    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["bench"])


def settled(app: QApplication, shell: Shell) -> float:
    """Let events run until nothing is at work or painted; return when the last work ended."""
    begun = last = time.perf_counter()
    while time.perf_counter() - last < QUIET:
        used = time.process_time()
        app.processEvents()
        painted = time.process_time() - used > AT_WORK
        if painted or shell.desk.operations.busy or shell.desk.workspace is None:
            last = time.perf_counter()
        time.sleep(0.002)
        if time.perf_counter() - begun > PATIENCE:
            raise SystemExit("the window does not come to rest")
    return last


def opened(name: str) -> tuple[QApplication, Shell]:
    """Return the window of a workspace, at rest on its first page."""
    from desktop_app.ui.app import STARTING_MILLISECONDS, show_window

    app = application()
    shell = show_window(Path(os.environ[DATA]) / name)
    begun = time.perf_counter()
    settled(app, shell)
    until(app, lambda: time.perf_counter() - begun > STARTING_MILLISECONDS / 1000)
    settled(app, shell)
    return app, shell


def paint(app: QApplication, widget: QWidget) -> None:
    """Let a widget lay itself out and paint what it shows now."""
    widget.update()
    app.processEvents()


def form_page(shell: Shell) -> FormPage:
    """Return the form page that is shown."""
    from desktop_app.ui.pages.form.many_forms import ManyFormsPage
    from desktop_app.ui.pages.form.page import FormPage

    page = shell.stack.currentWidget()
    if isinstance(page, ManyFormsPage):
        page = page.current
    if not isinstance(page, FormPage):
        raise SystemExit("no form page is shown")
    return page


def page_down(app: QApplication, table: QTableView, key: int | None = None) -> float:
    """Press PageDown; return how long it takes until the rows are painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    start = time.perf_counter()
    QTest.keyClick(table, Qt.Key(key or Qt.Key.Key_PageDown))
    paint(app, table.viewport())
    return time.perf_counter() - start


# -- starting ----------------------------------------------------------------------------------


def empty(_folder: Path) -> Callable[[], Told]:
    """Return the start of a window with nothing in it."""

    def run() -> Told:
        from PySide6.QtWidgets import QApplication, QMainWindow

        app = QApplication(["bench"])
        window = QMainWindow()
        window.resize(*SIZE)
        window.show()
        app.processEvents()
        window.grab()
        return {"painted": since_start()}

    return run


def start(name: str) -> Callable[[Path], Callable[[], Told]]:
    """Return the case that starts the program in a workspace and waits for its first page."""

    def prepare(_folder: Path) -> Callable[[], Told]:
        def run() -> Told:
            # As `shuangbei --workspace` does; imports are inside the clock.
            from PySide6.QtWidgets import QApplication

            from desktop_app.ui.app import show_window

            app = QApplication(["bench"])
            shell = show_window(Path(os.environ[DATA]) / name)
            told: Told = {}
            shell.painted.connect(lambda: told.setdefault("painted", since_start()))
            until(app, lambda: has_figures(shell))
            app.processEvents()
            told["figures"] = since_start()
            last = settled(app, shell)
            told["first_page"] = since_start() - (time.perf_counter() - last)
            shell.close()
            return told

        return run

    return prepare


def has_figures(shell: Shell) -> bool:
    """Whether the headline figures of the first page are there."""
    page = shell.page(shell.current)
    if page is None:
        return False
    from desktop_app.ui.components.cards import HeadlineCard

    return page.findChild(HeadlineCard) is not None


# -- lists -------------------------------------------------------------------------------------


def lists(_folder: Path) -> Callable[[], Told]:
    """Open lists of 40,000 firms, and filter them key by key."""
    app, shell = opened("city")

    def run() -> Told:
        told: Told = {}
        for key in ("firms", "rd"):
            told[f"{key}_first"] = seconds(lambda key=key: _open(app, shell, key))
            settled(app, shell)
            page = form_page(shell)
            told[f"{key}_again"] = seconds(lambda page=page: _reload(app, page))
            settled(app, shell)
            told[f"{key}_paint"] = share([_repainted(app, page) for _ in range(20)], 0.5)
            found = _typed(app, page)
            told[f"{key}_key"] = share(found, 0.5)
            told[f"{key}_key95"] = share(found, 0.95)
            settled(app, shell)
        shell.close()
        return told

    return run


def _open(app: QApplication, shell: Shell, key: str) -> None:
    """Go to a page and wait until its rows are painted."""
    shell.go(key)
    area = form_page(shell).area
    _await_paint(app, area.grid, lambda: area.model.rowCount() > 0)


def _reload(app: QApplication, page: FormPage) -> None:
    """Let a page read its rows again and wait until they are painted."""
    there: list[int] = []
    page.area.model.modelReset.connect(lambda: there.append(1))
    page.reload()
    _await_paint(app, page.area.grid, lambda: bool(there))


def _await_paint(app: QApplication, grid: QTableView, met: Callable[[], bool]) -> None:
    """Let events run until a grid is painted while something holds."""
    from PySide6.QtCore import QEvent, QObject

    painted: list[bool] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
            if event.type() == QEvent.Type.Paint and met():
                painted.append(True)
            return False

    watch = Watch(grid)
    grid.viewport().installEventFilter(watch)
    until(app, lambda: bool(painted))
    grid.viewport().removeEventFilter(watch)


def _repainted(app: QApplication, page: FormPage) -> float:
    """Return how long it takes to paint the rows that are shown, with nothing else to do."""
    grid = page.area.grid
    start = time.perf_counter()
    grid.frozen.viewport().update()
    paint(app, grid.viewport())
    return time.perf_counter() - start


def until(app: QApplication, met: Callable[[], bool]) -> None:
    """Let events run until something holds."""
    begun = time.perf_counter()
    while not met():
        app.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() - begun > PATIENCE:
            raise SystemExit("the rows do not come")


def _typed(app: QApplication, page: FormPage) -> list[float]:
    """Return how long each keystroke in the filter takes until the rows are painted."""
    found = []
    field = page.area.bar.field
    for text in TEXTS:
        for end in range(1, len(text) + 1):
            start = time.perf_counter()
            field.setText(text[:end])
            paint(app, page.area.grid.viewport())
            found.append(time.perf_counter() - start)
        field.clear()
        paint(app, page.area.grid.viewport())
    return found


# -- a million rows ----------------------------------------------------------------------------


def million(_folder: Path) -> Callable[[], Told]:
    """Page and jump through a register of a million patents."""
    app, shell = opened("million")

    def run() -> Told:
        before = held()
        told: Told = {"open": seconds(lambda: _open(app, shell, "patents"))}
        settled(app, shell)
        grid = form_page(shell).area.grid
        steps = [page_down(app, grid) for _ in range(PAGES)]
        bar = grid.verticalScrollBar()
        jumps = [
            seconds(
                lambda n=n: (bar.setValue(bar.maximum() * n // 97), paint(app, grid.viewport()))
            )
            for n in range(1, PAGES)
        ]
        told |= {"page": share(steps, 0.5), "page95": share(steps, 0.95)}
        told |= {"jump": share(jumps, 0.5), "jump95": share(jumps, 0.95)}
        told |= {"grown": held() - before, "most": peak()}
        shell.close()
        return told

    return run


def constant(_folder: Path) -> Callable[[], Told]:
    """Page through the same table over a source that answers with one row."""
    app, shell = opened("district")

    def run() -> Told:
        before = held()
        _open(app, shell, "patents")
        settled(app, shell)
        page = form_page(shell)
        row = page.area.model.row(0)
        model, grid = page.area.model, page.area.grid
        count = PATENTS // 10
        model.source.ids = lambda _query: range(count)  # type: ignore[method-assign,assignment,return-value]
        model.source.block = lambda ids: [row] * len(ids)  # type: ignore[method-assign]
        model.load()
        steps = [page_down(app, grid) for _ in range(PAGES)]
        told = {"page": share(steps, 0.5), "page95": share(steps, 0.95)}
        told |= {"grown": held() - before, "most": peak()}
        shell.close()
        return told

    return run


def beside_import(folder: Path) -> Callable[[], Told]:
    """Page through a list, first idle, then while a child process imports a file."""
    app, shell = _firms_of_a_copy(folder)

    def run() -> Told:
        from desktop_app.ui.long_work import LongWork

        grid = form_page(shell).area.grid
        idle = _paging(app, grid, lambda: False)
        work = LongWork(shell.desk.command("import", str(Path(os.environ[DATA]) / "figures.xlsx")))
        over: list[object] = []
        work.finished.connect(over.append)
        work.ended.connect(lambda: over.append(None))
        begun = time.perf_counter()
        work.start()
        busy = _paging(app, grid, lambda: not over)
        took = time.perf_counter() - begun
        told = _steps(idle, busy, took)
        if not isinstance(over[0], dict) or not over[0].get("records"):
            raise SystemExit(f"the import failed: {over}")
        shell.close()
        return told

    return run


def beside_preview(folder: Path) -> Callable[[], Told]:
    """Page through a list, first idle, then while the import page reads a file."""
    from desktop_app.ui.pages.importing.page import ImportPage

    app, shell = _firms_of_a_copy(folder)

    def run() -> Told:
        grid = form_page(shell).area.grid
        idle = _paging(app, grid, lambda: False)
        shell.go("importing")
        page = shell.page("importing")
        assert isinstance(page, ImportPage)
        settled(app, shell)
        page.take([Path(os.environ[DATA]) / "figures.xlsx"])
        shell.go("firms")
        begun = time.perf_counter()
        busy = _paging(app, grid, lambda: page.preview is None)
        took = time.perf_counter() - begun
        told = _steps(idle, busy, took)
        shell.close()
        return told

    return run


def _firms_of_a_copy(folder: Path) -> tuple[QApplication, Shell]:
    import shutil

    copy = folder / "city"
    shutil.copytree(Path(os.environ[DATA]) / "city", copy)
    app, shell = opened(str(copy))
    _open(app, shell, "firms")
    settled(app, shell)
    return app, shell


def _steps(idle: Sequence[float], busy: Sequence[float], took: float) -> Told:
    told = {"idle": share(idle, 0.5), "idle95": share(idle, 0.95), "import": took}
    return told | {"busy": share(busy, 0.5), "busy95": share(busy, 0.95), "steps": len(busy)}


def _paging(app: QApplication, grid: QTableView, going: Callable[[], bool]) -> list[float]:
    """Page down as a person does, with short rests; at least `PAGES` times if nothing goes on."""
    found: list[float] = []
    always = not going()
    while (always and len(found) < PAGES) or going():
        found.append(page_down(app, grid))
        rest = time.perf_counter() + 0.03
        while time.perf_counter() < rest:
            app.processEvents()
            time.sleep(0.002)
    return found


# -- table ------------------------------------------------------------------------------------

CASES = {
    "empty": empty,
    "district": start("district"),
    "city": start("city"),
    "lists": lists,
    "million": million,
    "constant": constant,
    "beside_import": beside_import,
    "beside_preview": beside_preview,
}


def main(rounds: int) -> None:
    """Make the data, run all cases in turns and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        make_data(Path(folder))
        os.environ[DATA] = folder
        starts = in_turns(__file__, ["empty", "district", "city"], rounds, clock=STARTED)
        opened_lists = in_turns(__file__, ["lists"], rounds)["lists"]
        once = in_turns(__file__, ["million", "constant", *BESIDE], 1)
    show(f"Starting: {rounds} rounds, medians", _starts(starts))
    show(f"Lists of {FIRMS:,} firms: {rounds} rounds, medians", _lists(opened_lists))
    show(f"A register of {PATENTS:,} patents", _million(once["million"][0], once["constant"][0]))
    for case, work in BESIDE.items():
        show(f"Paging during {work}", _beside(once[case][0], work))


def _starts(found: dict[str, list[Told]]) -> list[Line]:
    plain = found["empty"]
    floor = middle(plain, "painted")
    lines = []
    for case, words in (("district", f"{DISTRICT} firms"), ("city", f"{FIRMS:,} firms")):
        for key, what, most in (
            ("painted", "first painted window", 2.0),
            ("figures", "first page with its figures", 5.0),
            ("first_page", "first page with its charts too", 5.0),
        ):
            over = ratio(found[case], plain, key, "painted")
            took = middle(found[case], key)
            lines.append(
                Line(f"{what}, {words}", took, "s", goal=most * floor, floor=floor, ratio=over)
            )
    return lines


def _lists(runs: list[Told]) -> list[Line]:
    told, lines = {key: middle(runs, key) for key in runs[0]}, []
    for key, words in (("firms", "企业"), ("rd", "研发投入")):
        for part, what, goal in (
            ("first", "list opens for the first time", 150.0),
            ("again", "list is read again", 150.0),
            ("key", "keystroke in the filter", 30.0),
            ("key95", "keystroke in the filter, p95", 30.0),
        ):
            took, least = told[f"{key}_{part}"] * 1000, told[f"{key}_paint"] * 1000
            lines.append(Line(f"{words}: {what}", took, "ms", goal=goal, floor=least))
    return lines


def _million(told: Told, plain: Told) -> list[Line]:
    floor, floor95 = plain["page"] * 1000, plain["page95"] * 1000
    return [
        Line("page opens", told["open"] * 1000, "ms"),
        Line("page down", told["page"] * 1000, "ms", floor=floor),
        Line("page down, p95", told["page95"] * 1000, "ms", floor=floor95),
        Line("jump", told["jump"] * 1000, "ms", floor=floor),
        Line("jump, p95", told["jump95"] * 1000, "ms", floor=floor95),
        Line("memory that the register adds", told["grown"], "MB", floor=plain["grown"]),
        Line("peak memory of the process", told["most"], "MB", goal=150.0, floor=plain["most"]),
    ]


def _beside(told: Told, work: str) -> list[Line]:
    idle, idle95 = told["idle"] * 1000, told["idle95"] * 1000
    return [
        Line("page down, median", told["busy"] * 1000, "ms", floor=idle),
        Line("page down, p95", told["busy95"] * 1000, "ms", goal=2 * idle95, floor=idle95),
        Line(f"{work} of {IMPORTED:,} rows meanwhile", told["import"], "s"),
    ]


if __name__ == "__main__":
    if is_child():
        run_case(CASES)
    else:
        main(rounds_from_arguments(3))
