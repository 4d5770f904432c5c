"""What the command line tells its window, and what it does when that is gone."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from contextlib import suppress

import pytest

from desktop_app.cli.main import run
from desktop_app.work.workspace import init_workspace, open_workspace

BEGUN, WHOLE, STANDS = '"写入数据"', '{"progress": [1, 1]}', '"batch": 1'


class Window(io.TextIOBase):
    """The pipe to a window that is killed as soon as a word has reached it.

    Args:
        word: The word.
        as_windows: Whether a broken pipe is told as Windows tells it.
    """

    def __init__(self, word: str, *, as_windows: bool) -> None:
        self._word = word
        self._as_windows = as_windows
        self._end, out = os.pipe()
        self._out = os.fdopen(out, "w", encoding="utf-8")
        self._is_gone = False
        self.heard = ""

    def write(self, text: str) -> int:
        if self._is_gone and self._as_windows:
            raise OSError(errno.EINVAL, "Invalid argument")
        self._out.write(text)
        self._out.flush()
        self.heard += text
        if self._word in text:
            os.close(self._end)
            self._is_gone = True
        return len(text)

    def dismiss(self) -> None:
        if not self._is_gone:
            os.close(self._end)
        # What it could not write any more it would try again.
        with suppress(OSError):
            self._out.close()


@pytest.fixture
def window(monkeypatch):
    made = []

    def open_window(word, *, as_windows=False):
        made.append(Window(word, as_windows=as_windows))
        monkeypatch.setattr(sys, "stdout", made[-1])
        return made[-1]

    yield open_window
    monkeypatch.undo()
    for one in made:
        one.dismiss()


@pytest.fixture
def folder(tmp_path):
    init_workspace(tmp_path / "workspace", role="district", unit="海曙区").close()
    path = tmp_path / "企业名录.csv"
    path.write_text("企业名称,统一社会信用代码\n宁波甲有限公司,91330203MA2TE5T1XB\n", "utf-8")
    return tmp_path


def imported(folder):
    """Import as the window's child does; return its exit code and how many batches stand."""
    place = folder / "workspace"
    code = run(
        ["--progress-json", "--workspace", str(place), "import", str(folder / "企业名录.csv")]
    )
    ws = open_workspace(place)
    try:
        return code, len(ws.store.batches())
    finally:
        ws.close()


@pytest.mark.parametrize("as_windows", [False, True])
@pytest.mark.parametrize("word", ['"stage"', BEGUN])
def test_that_an_import_whose_window_was_killed_leaves_nothing(window, folder, word, as_windows):
    pipe = window(word, as_windows=as_windows)
    assert imported(folder) == (2, 0)
    assert word in pipe.heard
    assert not list((folder / "workspace" / "log").glob("fault-*"))


def test_that_an_import_whose_window_was_killed_after_it_stood_stands(window, folder):
    pipe = window(STANDS)
    assert imported(folder)[1] == 1
    assert json.loads(pipe.heard.strip().rpartition("\n")[2])["new"] == 1


def test_that_a_window_that_is_there_hears_all_of_it_before_the_batch_stands(window, folder):
    pipe = window("no such word")
    assert imported(folder) == (0, 1)
    assert pipe.heard.index(BEGUN) < pipe.heard.index(WHOLE) < pipe.heard.index(STANDS)
