"""A screen of its own for the real window, with the keyboard before it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CLOSING = 5.0
"""Seconds after which a window is asked to close once more."""
PATIENCE = 120.0
FROM = (40, 24)
"""A point of the window of `drag_source`."""

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


@contextmanager
def dropped(screen: Screen, path: Path, at: tuple[int, int]) -> Iterator[None]:
    """Drag a file out of another program's window and drop it, as a person with a mouse.

    The other program lives as long as the block: what was dropped is asked of it afterwards.
    """
    with dragging(screen, path) as heard:
        screen.do("mousemove", *map(str, FROM), "mousedown", "1")
        heard("pressed")
        screen.do("mousemove", *map(str, at))
        # What lies under the pointer answers to a move, and this was the first one there.
        screen.do("mousemove_relative", "--", "3", "3")
        heard("over")
        screen.do("mouseup", "1")
        heard("taken")
        yield


@contextmanager
def dragging(screen: Screen, path: Path) -> Iterator[Callable[[str], None]]:
    """Show a window to drag a file from; gives what waits until it says a word."""
    script = Path(__file__).with_name("drag_source.py")
    source = subprocess.Popen(
        [sys.executable, str(script), str(path)],
        env=screen.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert source.stdout is not None
        lines = source.stdout

        def heard(word: str) -> None:
            for line in lines:
                assert line.strip() != "refused", f"refused before {word}"
                if line.strip() == word:
                    return
            raise AssertionError(f"ended before {word}")

        heard("ready")
        yield heard
    finally:
        source.kill()
        if source.stdout is not None:
            source.stdout.close()
        source.wait()


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


@contextmanager
def window(
    screen: Screen, title: str, *arguments: str, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """Start the program and show its window, and close it as a person does.

    Args:
        screen: Where it shows itself.
        title: Of the page that it shows first.
        arguments: Of the program.
        environment: What it finds set besides.
    """
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", *arguments],
        env={**screen.env, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        shown = str(wait(f"the window shows {title}", lambda: titled(screen, title), program))
        # Without a window manager nobody else gives the window the keyboard.
        screen.do("windowfocus", "--sync", shown)
        yield program
        said = closed(screen, int(shown), program)
        assert program.returncode == 0, said
        assert "Traceback" not in said
    finally:
        program.kill()
        if program.stdout is not None:
            program.stdout.close()
        program.wait()


def closed(screen: Screen, window: int, program: subprocess.Popen[str]) -> str:
    """Close a window and return what its program said; while work ends it is asked again."""
    end = time.monotonic() + PATIENCE
    while True:
        ask_to_close(screen, window)
        try:
            said, _nothing = program.communicate(timeout=CLOSING)
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                raise
        else:
            return said


def titled(screen: Screen, title: str) -> str:
    """Return the window that shows a page, or ""."""
    found = screen.do("search", "--onlyvisible", "--name", f"{title} - 双倍增报送")
    return found.split()[0] if found else ""


@contextmanager
def open_screen() -> Iterator[Screen]:
    """Start a screen, and end it with the block."""
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
