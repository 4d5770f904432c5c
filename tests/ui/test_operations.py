"""Background work: results, errors, faults and cancelled work each reach the right place."""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desktop_app.domain.errors import Cancelled, UserError
from desktop_app.domain.plans import Applied
from desktop_app.ui.long_work import Command, LongWork
from desktop_app.ui.operations import PAINT_MILLISECONDS, Operations

APPLIED = Applied(1, "edit", "改", 1, frozenset({"firm"}))


@pytest.fixture
def operations(qtbot):
    made = Operations()
    yield made
    made.close()


def test_that_a_job_runs_off_the_screens_thread_and_its_result_comes_back_to_it(operations, qtbot):
    here = threading.get_ident()
    seen = []
    operations.run(threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_that_closing_does_what_was_asked_for_but_tells_nobody_any_more(qtbot):
    operations = Operations()
    done, told = [], []
    operations.run(lambda: time.sleep(0.2))
    for number in range(3):
        operations.run(lambda n=number: done.append(n), lambda _result: told.append(1))
    operations.close()
    assert done == [0, 1, 2]
    qtbot.wait(20)
    assert not told


class Asker(QObject):
    """A page that asks in each of the ways in which pages do."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("said", "")

    def ways(self):
        def within(words):
            self.tell(words)

        return [
            self.tell,
            partial(self.tell, more="!"),
            lambda words: self.tell(words, "?"),
            within,
        ]

    def tell(self, words, more=""):
        self.setProperty("said", f"{words}{more}")


@pytest.mark.parametrize("way", range(4))
def test_that_a_page_that_is_gone_meanwhile_is_told_nothing(operations, qtbot, way):
    asker, other = Asker(), Asker()
    operations.run(lambda: "read", asker.ways()[way], asker=asker)
    operations.run(lambda: "read", other.ways()[way], asker=other)
    shiboken6.delete(asker)
    with qtbot.captureExceptions() as faults:
        qtbot.waitUntil(lambda: not operations.busy)
    assert not faults
    assert other.property("said").startswith("read")


def test_that_the_error_of_a_page_that_is_gone_is_told_all_the_same(operations, qtbot):
    def fail():
        raise UserError("打不开", "换一个文件。")

    asker, seen = Asker(), []
    operations.failed.connect(seen.append)
    operations.run(fail, failed=asker.tell)
    shiboken6.delete(asker)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].message == "打不开"


def test_that_work_may_wait_until_the_page_is_painted(operations, qtbot):
    seen = []
    operations.run_after_painting(lambda: 1, seen.append)
    operations.run(lambda: 2, seen.append)
    assert operations.busy
    qtbot.waitUntil(lambda: not operations.busy)
    assert seen == [2, 1]


def test_that_long_work_lets_the_screen_have_the_interpreter_more_often(qtbot):
    usual, seen = sys.getswitchinterval(), []
    reader = Operations(yielding=True)
    reader.run(sys.getswitchinterval, seen.append)
    qtbot.waitUntil(lambda: not reader.busy)
    assert seen[0] < usual
    assert sys.getswitchinterval() == usual
    reader.close()


def test_that_closing_drops_what_waits_for_a_painted_page(qtbot):
    closed, seen = Operations(), []
    closed.run_after_painting(lambda: 1, seen.append)
    closed.close()
    qtbot.wait(2 * PAINT_MILLISECONDS)
    assert not seen


def test_that_what_was_written_is_announced_even_inside_a_result(operations, qtbot):
    @dataclass
    class Edited:
        applied: Applied

    for job in (lambda: APPLIED, lambda: Edited(APPLIED)):
        with qtbot.waitSignal(operations.data_changed) as told:
            operations.run(job)
        assert told.args == [APPLIED]


def test_that_a_user_error_is_told_and_goes_to_the_caller_if_it_wants_it(operations, qtbot):
    def fail():
        raise UserError("打不开", "换一个文件。")

    with qtbot.waitSignal(operations.failed) as told:
        operations.run(fail)
    assert told.args[0].hint == "换一个文件。"
    caught = []
    operations.run(fail, failed=caught.append)
    qtbot.waitUntil(lambda: bool(caught))


def test_that_anything_else_is_a_fault(operations, qtbot):
    with qtbot.waitSignal(operations.crashed) as told:
        operations.run(lambda: 1 // 0)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_that_cancelled_work_says_nothing(operations, qtbot):
    def stop():
        raise Cancelled

    told = []
    operations.failed.connect(told.append)
    operations.crashed.connect(told.append)
    with qtbot.waitSignal(operations.busy_changed):
        operations.run(stop)
    qtbot.waitUntil(lambda: not operations.busy)
    assert told == []


@pytest.fixture
def child(monkeypatch, qtbot):
    """A long work whose child runs a few lines of Python in place of the program."""

    def make(code: str, **options) -> LongWork:
        command = Command(["import"], **options)
        monkeypatch.setattr(Command, "line", lambda _self: [sys.executable, "-c", code])
        return LongWork(command)

    return make


PROGRESS = """
import json, sys
for done in (1, 2):
    print(json.dumps({"progress": [done, 2]}), flush=True)
    print(json.dumps({"stage": f"step {done}"}), flush=True)
print("no json")
print(json.dumps({"rows": 203, "secrets": sys.stdin.read()}))
"""


def test_that_a_child_tells_its_progress_and_its_result(child, qtbot):
    work = child(PROGRESS, token="tok", secrets=("pass",))
    steps, stages = [], []
    work.progressed.connect(lambda done, total: steps.append((done, total)))
    work.staged.connect(stages.append)
    with qtbot.waitSignal(work.finished) as told:
        work.start()
    assert steps == [(1, 2), (2, 2)]
    assert stages == ["step 1", "step 2"]
    assert told.args[0] == {"rows": 203, "secrets": "tok\npass\n"}


def test_that_a_refusal_of_the_child_keeps_its_hint(child, qtbot):
    error = json.dumps({"error": {"message": "磁盘已满。", "hint": "腾出空间。", "code": 2}})
    work = child(f"import sys; print({error!r}); sys.exit(2)")
    with qtbot.waitSignal(work.failed) as told:
        work.start()
    assert (told.args[0].message, told.args[0].hint) == ("磁盘已满。", "腾出空间。")


def test_that_a_fault_of_the_child_gives_a_report(child, qtbot):
    work = child("import sys; sys.stderr.write('Traceback: x'); sys.exit(3)")
    with qtbot.waitSignal(work.crashed) as told:
        work.start()
    assert "Traceback: x" in told.args[0]


def test_that_a_cancelled_child_ends_and_only_says_so(child, qtbot):
    work = child("import time; time.sleep(30)")
    told = []
    work.failed.connect(told.append)
    work.crashed.connect(told.append)
    work.start()
    qtbot.waitUntil(lambda: work.running)
    with qtbot.waitSignal(work.cancelled):
        work.cancel()
    assert told == []


def test_that_a_child_cancelled_when_its_batch_stands_tells_the_batch(child, qtbot):
    said = json.dumps({"batch": 7})
    work = child(f"import time; print({said!r}, flush=True); time.sleep(30)")
    cancelled = []
    work.cancelled.connect(lambda: cancelled.append(True))
    work.start()
    qtbot.waitUntil(lambda: work._result == {"batch": 7})
    with qtbot.waitSignal(work.finished) as told:
        work.cancel()
    assert told.args[0] == {"batch": 7}
    assert not cancelled


def test_that_the_command_line_names_workspace_language_and_admission(tmp_path):
    line = Command(["import", "a.xlsx"], tmp_path, "tok", ("secret",)).line()
    assert line[1:3] == ["-m", "desktop_app"]
    assert line[-2:] == ["import", "a.xlsx"]
    assert "--token-stdin" in line
    assert "secret" not in line
    assert "tok" not in line


def test_that_what_is_done_at_once_is_told_after_who_asked_has_gone_on(operations, qtbot):
    """A page asks before it is whole, and quick work may be done before the asking ends."""

    class Done(ThreadPoolExecutor):
        def submit(self, job, /, *args, **kwargs):
            future = Future()
            future.set_result(job(*args, **kwargs))
            return future

    operations._thread.shutdown()
    operations._thread = Done(max_workers=1)
    told = []
    operations.run(lambda: 1, told.append)
    assert told == []
    qtbot.waitUntil(lambda: told == [1])
