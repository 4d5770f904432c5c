"""The program itself on Python for Windows."""

from __future__ import annotations

import json

import pytest
import rig


@pytest.fixture(scope="session")
def python(needs_wine):
    """Python for Windows with the program's libraries, put together for tests."""
    rig.build([rig.HERE / "make_rig.sh"])
    system = rig.Windows(rig.RIG / "prefix")
    system.serve()
    yield system
    system.stop()


def test_that_the_program_passes_its_own_test_on_windows(python, root):
    done = python.run(rig.PYTHON, "-X", "utf8", "-m", "desktop_app", "self-test", folder=root)
    report = json.loads(done.text)
    assert done.code == 0, report
    assert report["ok"] is True
