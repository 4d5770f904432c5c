"""The program tries itself: the whole job and every page, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from desktop_app import __version__
from desktop_app.ui.page_table import entries


def test_that_the_program_passes_its_own_test():
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "self-test"],
        capture_output=True,
        text=True,
        env=env,
        timeout=240,
        check=False,
    )
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    assert report["ok"] is True
    assert report["versions"]["shuangbei"] == __version__
    steps = {step["step"]: step for step in report["steps"]}
    assert steps["job"]["result"]["verdict"] == "有效"
    assert steps["pages"]["result"] == [entry.key for entry in entries()]
