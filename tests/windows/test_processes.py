"""Other processes: what they print, what they lack, and how they end."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from desktop_app.stopping import ask_to_stop

PROGRAM = (sys.executable, "-X", "utf8", "-m", "desktop_app")


def start(*words, **options):
    return subprocess.Popen(
        [*PROGRAM, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_that_what_is_printed_is_utf_8(workspace):
    out, _ = start("--workspace", workspace, "history").communicate(timeout=240)
    assert "导入" in out.decode("utf-8")


@pytest.mark.parametrize("missing", [("LOCALAPPDATA",), ("USERNAME", "APPDATA", "USERPROFILE")])
def test_that_it_starts_where_the_system_says_little(missing, workspace):
    kept = {name: value for name, value in os.environ.items() if name.upper() not in missing}
    child = start("--workspace", workspace, "check", "--period", "2023", env=kept)
    _, said = child.communicate(timeout=240)
    assert child.returncode in (0, 1), said.decode()
    child = start("history", env=kept)
    _, said = child.communicate(timeout=240)
    assert child.returncode in (0, 2), said.decode()


def test_that_a_command_that_is_asked_to_stop_takes_back_what_it_began(tmp_path):
    folder = tmp_path / "demo"
    child = start("demo", folder)
    child.stdout.readline()
    assert ask_to_stop(child.pid)
    _, said = child.communicate(timeout=240)
    assert child.returncode == 2, said.decode()
    assert "已取消" in said.decode()
    assert list(folder.rglob("*.part")) == []


def test_that_a_program_that_does_not_listen_is_not_said_to_stop():
    assert not ask_to_stop(os.getpid() + 1)
