"""A preview comes out of another process as it is made here."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from golden_sheets import CASES

from desktop_app.importing.listing import entries
from desktop_app.sheets.read_errors import BadFile, FileProblem
from desktop_app.work.importing.files import preview_files
from desktop_app.work.importing.handover import (
    WORTHWHILE,
    clear_after_kills,
    hand_over,
    handed_over,
    is_much,
    new_folder,
)


def _file(file):
    """Return what there is to say of a file; two errors are never equal."""
    return file.path, file.sha256, file.size, str(file.problem)


@pytest.mark.parametrize("name", sorted(CASES)[::9])
def test_that_a_preview_is_the_same_after_it_was_handed_over(name, ws, tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    CASES[name](folder)
    preview = preview_files(ws, [folder])
    hand_over(preview, tmp_path / "preview")
    found = handed_over(tmp_path / "preview")
    assert found.sheets == preview.sheets
    assert list(map(_file, found.files)) == list(map(_file, preview.files))
    assert found.questions == preview.questions
    assert found.options == preview.options
    assert list(entries(found, ws.catalogue)) == list(entries(preview, ws.catalogue))


def test_that_what_is_wrong_with_a_file_is_handed_over_too(ws, tmp_path):
    sheet = tmp_path / "坏.xlsx"
    sheet.write_bytes(b"PK\3\4 and no more")
    preview = preview_files(ws, [sheet])
    hand_over(preview, tmp_path / "preview")
    [problem] = handed_over(tmp_path / "preview").problems
    assert isinstance(problem, BadFile)
    assert (problem.problem, problem.path) == (FileProblem.CORRUPT, sheet)
    assert str(problem) == str(preview.problems[0])


def test_that_large_files_and_folders_are_much(tmp_path):
    small, large = tmp_path / "小.csv", tmp_path / "大.csv"
    small.write_bytes(b"x")
    large.write_bytes(bytes(WORTHWHILE))
    assert not is_much([small])
    assert is_much([small, large])
    assert is_much([tmp_path])
    assert not is_much([tmp_path / "没有.csv"])


def test_that_the_folders_of_windows_that_were_killed_are_cleared(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    left = tmp_path / f"shuangbei-preview-{child.pid}-abc"
    other = tmp_path / "shuangbei-preview-of-somebody"
    for folder in (left, other):
        folder.mkdir()
        (folder / "preview").touch()
        os.utime(folder, (0, 0))
    with new_folder() as mine:
        clear_after_kills()
        assert {one.name for one in tmp_path.iterdir()} == {Path(mine).name, other.name}
    assert [one.name for one in tmp_path.iterdir()] == [other.name]
