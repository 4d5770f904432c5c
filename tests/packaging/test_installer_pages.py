"""The pages of the installer, walked through by keyboard on a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
import rig

PROGRAM = ("AppData", "Local", "Programs", "Shuangbei")
CANCELLED = 1
PATIENCE = 5
"""Seconds until a key is taken for unheard."""


class Screen:
    """A screen whose windows are counted and typed into.

    Attributes:
        display: Its name.
    """

    def __init__(self, number):
        self.display = f":{number}"

    def ask(self, *command):
        return subprocess.run(
            ["xdotool", *command],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        ).stdout.split()

    def windows(self):
        return len(self.ask("search", "--onlyvisible", "--name", "."))

    def press(self, key, fact, what):
        """Press a key, once more as long as a window that just came up has not heard it."""

        def press_and_look():
            self.ask("key", key)
            return _soon(fact)

        rig.wait_until(press_and_look, what)

    def wait_for(self, count):
        rig.wait_until(lambda: self.windows() == count, f"not {count} windows")


def _soon(fact):
    try:
        rig.wait_until(fact, "not yet", seconds=PATIENCE)
    except TimeoutError:
        return False
    return True


@pytest.fixture(scope="module")
def screen():
    """A screen without a window on it."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("not installed: Xvfb, xdotool")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1024x768x24", "-noreset"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield Screen(number)
    server.terminate()
    server.wait()


def test_that_it_is_cancelled_with_a_question_and_nothing_done(windows, setups, screen):
    with windows.started(setups["0.1.0"], "/CURRENTUSER", display=screen.display) as setup:
        screen.wait_for(1)
        screen.press("Escape", lambda: screen.windows() == 2, "no question")
        screen.press("Return", lambda: setup.poll() is not None, "it does not end")
        assert setup.returncode == CANCELLED
    assert not windows.home(*PROGRAM).exists()


def test_that_enter_alone_installs_and_uninstalls(windows, setups, screen):
    folder = windows.home(*PROGRAM)
    with windows.started(setups["0.1.0"], "/CURRENTUSER", display=screen.display) as setup:
        screen.wait_for(1)
        screen.press("Return", (folder / "uninstall.exe").exists, "not installed")
        screen.press("Return", lambda: setup.poll() is not None, "it does not end")
        assert setup.returncode == 0
    with windows.started(folder / "uninstall.exe", display=screen.display):
        screen.wait_for(1)
        screen.press("Return", lambda: not (folder / "uninstall.exe").exists(), "still there")
