"""What the words behind `shuangbei` mean."""

from __future__ import annotations

import pytest

from desktop_app import __main__ as program
from desktop_app.cli import main as command_line
from desktop_app.ui import app


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Start with some words; return what was begun."""

    def begin(*words):
        begun = []
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.argv", ["shuangbei", *words])
        monkeypatch.setattr(app, "run", lambda *given: begun.append(("window", *given[1:])) or 0)
        monkeypatch.setattr(command_line, "run", lambda given: begun.append(("line", given)) or 0)
        assert program.main() == 0
        return begun[0]

    return begin


def test_that_no_word_opens_the_window(start):
    assert start() == ("window", None, [])


def test_that_a_workspace_alone_opens_its_window(start, tmp_path):
    assert start("--workspace", str(tmp_path)) == ("window", tmp_path, [])


def test_that_files_open_in_the_window(start, tmp_path):
    paths = [tmp_path / "包.xlsx", tmp_path / "企业.csv"]
    for path in paths:
        path.touch()
    assert start(*map(str, paths)) == ("window", None, paths)
    words = ["--workspace", str(tmp_path), *map(str, paths)]
    assert start(*words) == ("window", tmp_path, paths)


def test_that_a_command_behind_a_workspace_stays_one(start, tmp_path):
    for words in (["--workspace", str(tmp_path), "history"], ["--workspace"]):
        assert start(*words) == ("line", words)


def test_that_a_command_stays_one_where_a_file_has_its_name(start, tmp_path):
    (tmp_path / "check").touch()
    (tmp_path / "包.xlsx").touch()
    assert start("check") == ("line", ["check"])
    assert start("verify", "包.xlsx") == ("line", ["verify", "包.xlsx"])
    assert start("没有.xlsx") == ("line", ["没有.xlsx"])
