"""The real window on a real screen, driven by the keyboard alone as a clerk would."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace

PATIENCE = 120.0
FIRM = {"name": "宁波甬能科技有限公司", "uscc": "91330203MA2TE5T1XB"}

needs_screen = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="Xvfb or xdotool is not installed",
)


@dataclass
class Screen:
    """A screen without a window manager, and the keyboard before it."""

    display: str

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def do(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            capture_output=True,
            text=True,
            env=self.env,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout.strip()

    def press(self, *keys: str) -> None:
        self.do("key", "--clearmodifiers", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "20", text)


def wait(what: str, fact: Callable[[], object], program: subprocess.Popen[str]) -> object:
    """Return the first true answer of a program that runs."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = fact()
        if found:
            return found
        if program.poll() is not None:
            said, _nothing = program.communicate()
            raise AssertionError(f"ended with {program.returncode} before {what}: {said}")
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE:.0f} s in vain: {what}")


@pytest.fixture
def screen() -> Iterator[Screen]:
    reading, writing = os.pipe()
    # A number of one's own: a server that ends takes away the door of another of the same number.
    number = f":{1000 + os.getpid() % 30000}"
    command = ["Xvfb", number, "-displayfd", str(writing), "-screen", "0", "1440x900x24"]
    server = subprocess.Popen(
        # It would begin anew when xdotool goes and the window is not yet there, deaf meanwhile.
        [*command, "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        assert told.readline().strip() == number[1:], "the screen did not start"
    yield Screen(number)
    server.terminate()
    server.wait(PATIENCE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    ws = init_workspace(folder, role="district", unit="海曙区", person="王敏")
    firm, _ = add_record(ws, "firm", FIRM)
    add_record(ws, "rd_activity", {"rd_staff": "3"}, parent=firm, period="2024")
    ws.keep(period="2024")
    ws.close()
    return folder


def stored(folder: Path) -> int:
    """Return the figure as another program reads it beside the window."""
    uri = f"{(folder / 'data.db').as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True)
    try:
        return int(connection.execute("SELECT rd_staff FROM rd_activity").fetchone()[0])
    finally:
        connection.close()


@needs_screen
def test_that_a_figure_is_typed_saved_and_taken_back_with_the_keyboard(
    screen: Screen, folder: Path, picture_at: Path | None
):
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "--workspace", str(folder)],
        env=screen.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        window = find_window(screen, program)
        type_figure(screen, "12")
        wait("the figure is saved", lambda: stored(folder) == 12, program)
        if picture_at is not None:
            subprocess.run(
                ["import", "-window", "root", str(picture_at)], env=screen.env, check=False
            )
        screen.press("ctrl+z")
        wait("the figure is taken back", lambda: stored(folder) == 3, program)
        screen.press("ctrl+y")
        wait("the figure is brought back", lambda: stored(folder) == 12, program)
        ask_to_close(screen, int(window))
        said, _nothing = program.communicate(timeout=PATIENCE)
        assert program.returncode == 0, said
        assert "Traceback" not in said
    finally:
        program.kill()
        if program.stdout is not None:
            program.stdout.close()
        program.wait()
    assert (folder / "workspace.lock").read_text("utf-8") == ""
    assert stored(folder) == 12


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 24),
    )


def ask_to_close(screen: Screen, window: int) -> None:
    """Do what the close button of a window manager does: send WM_DELETE_WINDOW."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(screen.display.encode()))
    protocols, delete = (
        x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
    )
    message = ClientMessage(type=33, window=window, message_type=protocols, format=32)
    message.data[0] = delete
    x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(display)


def find_window(screen: Screen, program: subprocess.Popen[str]) -> str:
    """Return the window as soon as it shows its first page."""
    search = ("search", "--onlyvisible", "--name", "总览 - 双倍增报送")
    shown = wait("the window shows its first page", lambda: screen.do(*search), program)
    window = str(shown).split()[0]
    # Without a window manager nobody else gives the window the keyboard.
    screen.do("windowfocus", "--sync", window)
    return window


def type_figure(screen: Screen, figure: str) -> None:
    """Go to a cell by the number of its field and type at once, before its page is there."""
    screen.press("ctrl+k")
    screen.type("L01")
    screen.press("Return")
    screen.type(figure)
    screen.press("Return")


@pytest.fixture
def picture_at() -> Path | None:
    """Where a picture of the screen is kept; WINDOW_PICTURE names it."""
    name = os.environ.get("WINDOW_PICTURE")
    return Path(name) if name else None
