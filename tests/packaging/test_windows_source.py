"""The program itself on Python for Windows."""

from __future__ import annotations

import json

import pytest
import rig

LONG = 1500.0
"""Seconds for thirty tests, each of which may start processes, on a busy machine."""
STILL_BUSY = "still busy"
"""What the report says of a page where wine had no turn for long: the machine's fault, not ours."""


@pytest.fixture(scope="session")
def python(needs_wine):
    """Python for Windows with the program's libraries, put together for tests."""
    rig.build([rig.HERE / "make_rig.sh"])
    system = rig.Windows(rig.RIG / "prefix")
    system.serve()
    yield system
    system.stop()


def self_test(python, root):
    done = python.run(rig.PYTHON, "-X", "utf8", "-m", "desktop_app", "self-test", folder=root)
    return done.code, json.loads(done.text)


def test_that_the_program_passes_its_own_test_on_windows(python, root):
    code, report = self_test(python, root)
    if code and STILL_BUSY in json.dumps(report):
        code, report = self_test(python, root)
    assert code == 0, report
    assert report["ok"] is True


@pytest.mark.timeout(LONG + 60)
def test_that_what_only_windows_does_is_met(python, root):
    command = ("-X", "utf8", "-m", "pytest", "-q", "tests/windows")
    done = python.run(rig.PYTHON, *command, folder=root, seconds=LONG)
    assert done.code == 0, done.text
    assert " passed" in done.text
