"""Other processes: what they print, what they lack, and how they end."""

from __future__ import annotations

import os
import subprocess
import sys

from desktop_app.processes import ask_to_stop

BELOW_NORMAL = 0x4000
PATIENCE = 240
PROGRAM = (sys.executable, "-X", "utf8", "-m", "desktop_app")


def start(*words, **options):
    return subprocess.Popen(
        [*PROGRAM, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_that_it_speaks_utf_8_also_where_the_system_names_no_folder_for_data():
    kept = {name: value for name, value in os.environ.items() if name.upper() != "LOCALAPPDATA"}
    child = start("verify", "没有这个文件.xlsx", env=kept)
    _, said = child.communicate(timeout=PATIENCE)
    assert child.returncode == 2, said.decode("utf-8")
    assert "没有这个文件.xlsx" in said.decode("utf-8")


def test_that_it_works_where_the_system_names_no_user(workspace):
    silent = {"USERNAME", "APPDATA", "USERPROFILE"}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in silent}
    child = start("--workspace", workspace, "history", env=kept)
    out, said = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0, said.decode("utf-8")
    assert "导入" in out.decode("utf-8")


def test_that_a_command_that_is_asked_to_stop_takes_back_what_it_began(tmp_path):
    folder = tmp_path / "demo"
    child = start("demo", folder)
    begun = child.stdout.readline()
    asked = ask_to_stop(child.pid)
    _, said = child.communicate(timeout=PATIENCE)
    assert begun, said.decode("utf-8")
    assert asked
    assert child.returncode == 2, said.decode("utf-8")
    assert "已取消" in said.decode("utf-8")
    assert list(folder.rglob("*.part")) == []


def test_that_long_work_lets_others_go_first():
    code = (
        "import ctypes; from desktop_app.processes import give_way; give_way();"
        "print(ctypes.windll.kernel32.GetPriorityClass(ctypes.c_void_p(-1)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    assert int(done.stdout) == BELOW_NORMAL


def test_that_a_program_that_does_not_listen_is_not_said_to_stop():
    assert not ask_to_stop(os.getpid() + 1)
