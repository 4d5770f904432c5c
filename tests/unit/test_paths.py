"""Folders, frozen or not."""

from __future__ import annotations

import sys

import pytest

from desktop_app.paths import default_workspace, own_command, resources, take_place


def test_that_the_resources_lie_beside_the_program():
    assert (resources() / "catalogues").is_dir()


def test_that_a_frozen_program_finds_its_resources_where_it_was_unpacked(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"


def test_that_the_default_workspace_is_a_folder_of_the_user_and_is_not_made(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    folder = default_workspace()
    assert folder.is_absolute()
    assert folder.name == "shuangbei"
    assert not folder.exists()


def test_that_children_run_this_python_or_the_program_on_the_console(monkeypatch, tmp_path):
    assert own_command() == [sys.executable, "-m", "desktop_app"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "shuangbei-window.exe"))
    assert own_command() == [str(tmp_path / "shuangbei.exe")]
    monkeypatch.setattr(sys, "executable", str(tmp_path / "shuangbei"))
    assert own_command() == [str(tmp_path / "shuangbei")]


def test_that_a_file_takes_the_place_of_another_or_stays(tmp_path):
    draft, place = tmp_path / "draft", tmp_path / "place"
    draft.write_bytes(b"new")
    place.mkdir()
    with pytest.raises(OSError, match="place"):
        take_place(draft, place)
    assert draft.exists()
    place.rmdir()
    place.write_bytes(b"old")
    assert take_place(draft, place).read_bytes() == b"new"
    assert not draft.exists()
