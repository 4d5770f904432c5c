"""The program tries itself: the whole job and every page, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from desktop_app import __version__
from desktop_app.ui.page_table import entries

ASKED_FOR_THE_NETWORK = 99
WATCHED = f"""
import os, runpy, socket, sys

def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] not in (-1, getattr(socket, "AF_UNIX", None)):
        os._exit({ASKED_FOR_THE_NETWORK})
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        os._exit({ASKED_FOR_THE_NETWORK})

sys.addaudithook(watch)
sys.argv = ["shuangbei", "self-test"]
runpy.run_module("desktop_app", run_name="__main__")
"""


def test_that_the_program_passes_its_own_test_and_asks_for_no_network():
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        capture_output=True,
        text=True,
        env=env,
        timeout=240,
        check=False,
    )
    assert done.returncode != ASKED_FOR_THE_NETWORK
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    assert report["ok"] is True
    assert report["versions"]["shuangbei"] == __version__
    steps = {step["step"]: step for step in report["steps"]}
    assert steps["job"]["result"]["verdict"] == "有效"
    assert steps["pages"]["result"] == [entry.key for entry in entries()]
