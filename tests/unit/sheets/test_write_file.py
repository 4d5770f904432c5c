"""A file that takes its place only when it is whole."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from desktop_app.domain.errors import UserError
from desktop_app.sheets.write_file import give_name, part_of, whole_file


@pytest.fixture
def ended():
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_that_a_name_as_long_as_the_system_takes_is_written(tmp_path):
    path = tmp_path / ("说" * 83 + ".xlsx")
    with whole_file(path) as file:
        file.write(b"whole")
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_name_that_is_too_long_is_told_of(tmp_path):
    with (
        pytest.raises(UserError, match="路径太长") as told,
        whole_file(tmp_path / ("说" * 90 + ".xlsx")) as file,
    ):
        file.write(b"whole")
    assert "短" in told.value.hint
    assert list(tmp_path.iterdir()) == []


def test_that_what_a_kill_left_is_cleared_and_what_is_under_way_is_not(tmp_path, ended):
    path = tmp_path / "说明[1].xlsx"
    left = tmp_path / f".{path.name}.{ended}-0a0b0c0d.part"
    others = tmp_path / f".{path.name}.{os.getpid()}-0a0b0c0d.part"
    for one in (left, others):
        one.touch()
    beside = part_of(path)
    assert beside.parent == tmp_path
    assert not beside.exists()
    assert not left.exists()
    assert others.exists()


def test_that_a_file_that_cannot_take_its_place_stays_where_it_is(tmp_path):
    draft, place = tmp_path / "draft", tmp_path / "list.crl"
    draft.write_bytes(b"whole")
    place.mkdir()
    with pytest.raises(UserError, match="写不进去"):
        give_name(draft, place)
    assert draft.read_bytes() == b"whole"
    place.rmdir()
    assert give_name(draft, place).read_bytes() == b"whole"
    assert not draft.exists()


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files without a name")


@linux
def test_that_a_kill_leaves_nothing_of_a_file_that_is_not_whole(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from desktop_app.sheets.write_file import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as file:\n"
        "    file.write(b'half'); file.flush(); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.xlsx")], check=False)
    assert done.returncode == -9
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("refused", ["open", "link"])
def test_that_a_file_is_whole_where_the_system_has_none_without_a_name(
    tmp_path, monkeypatch, refused
):
    def refuse(*_args, **_named):
        raise OSError(errno.EOPNOTSUPP, "not here")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with monkeypatch.context() as patch:
        patch.setattr(os, refused, refuse)
        with whole_file(path) as file:
            file.write(b"whole" * 100_000)
    assert path.read_bytes() == b"whole" * 100_000
    assert list(tmp_path.iterdir()) == [path]
