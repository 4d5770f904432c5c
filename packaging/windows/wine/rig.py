"""Windows for tests: a wine prefix in which programs run, and whose registry can be read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

HERE = Path(__file__).resolve().parent
RIG = Path(os.environ.get("SHUANGBEI_RIG", HERE.parents[2] / "build" / "windows"))
PYTHON = RIG / "python" / "python.exe"
NEEDED = ("wine", "makensis", "osslsigncode", "x86_64-w64-mingw32-gcc")
PATIENCE = 300.0
IDLE_SECONDS = "60"
"""How long the server of a prefix waits for another program before it ends."""


def missing() -> list[str]:
    """Return which programs of the rig are not installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


def wine() -> str:
    """Return the command that runs 64-bit programs."""
    return shutil.which("wine64") or "/usr/lib/wine/wine64"


def wait_until(fact: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait for something that Windows does behind our back."""
    end = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.1)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended.

    Attributes:
        code: Its exit code.
        text: What it printed.
        seconds: How long it ran.
    """

    code: int
    text: str
    seconds: float


class Windows:
    """A wine prefix.

    Attributes:
        prefix: Its folder.
    """

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        self._env = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "WINEQT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        }
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONHOME", "PYTHONPATH", "QT_QPA_PLATFORM"):
            self._env.pop(name, None)

    def serve(self) -> None:
        """Start the server by itself: it would keep the pipes of the first program open."""
        self._quietly("wineserver", "-p" + IDLE_SECONDS)
        self._quietly(wine(), "wineboot")

    def boot(self) -> None:
        """Make the prefix and start it."""
        self.serve()
        self.pretend("win10")

    def lend(self, other: Path) -> None:
        """Take over the library of random bytes, which wine lacks, from another prefix."""
        place = Path("drive_c", "windows", "system32", "bcryptprimitives.dll")
        shutil.copy(other / place, self.prefix / place)

    def stop(self) -> None:
        """End all programs of this prefix."""
        self._quietly("wineserver", "-k")

    def pretend(self, version: str) -> None:
        """Be a version of Windows, as wine names it."""
        options = ("/v", "Version", "/d", version, "/f")
        self._quietly(wine(), "reg", "add", r"HKCU\Software\Wine", *options)

    def _quietly(self, *command: str) -> None:
        subprocess.run(
            command,
            env=self._env,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
        )

    def run(
        self,
        program: Path,
        *arguments: str,
        folder: Path | None = None,
        seconds: float = PATIENCE,
    ) -> Ended:
        """Run a program to its end, in a folder or in the present one."""
        start = time.monotonic()
        done = subprocess.run(
            [wine(), str(program), *arguments],
            env=self._env,
            cwd=folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
        )
        text = done.stdout.decode("utf-8", "replace").replace("\r", "")
        return Ended(done.returncode, text, time.monotonic() - start)

    @contextmanager
    def running(self, program: Path, *arguments: str) -> Iterator[None]:
        """Let a program run that says when it has started, and end it afterwards."""
        process = subprocess.Popen(
            [wine(), str(program), *arguments],
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            if process.stdout is None or not process.stdout.readline():
                raise RuntimeError(f"{program} did not start")
            yield
        finally:
            process.kill()
            process.communicate()

    @contextmanager
    def started(self, *command: Path | str, display: str = "") -> Iterator[subprocess.Popen[bytes]]:
        """Let a program run, on a screen if one is named, and end it if it has not ended itself."""
        screen = {"DISPLAY": display, "LC_ALL": "zh_CN.UTF-8"} if display else {}
        process = subprocess.Popen(
            [wine(), *map(str, command)],
            env={**self._env, **screen},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def place(self, path: str) -> Path:
        """Return where a file of drive C lies."""
        return self.prefix.joinpath("drive_c", *PureWindowsPath(path).parts[1:])

    def home(self, *parts: str) -> Path:
        """Return a place in the folder of the user."""
        users = self.prefix / "drive_c" / "users"
        own = next(path for path in sorted(users.iterdir()) if path.name != "Public")
        return own.joinpath(*parts)

    def values(self, key: str) -> dict[str, str]:
        """Return the values of a key of the registry by name, "" for the unnamed one."""
        target = self.prefix / "drive_c" / "exported.reg"
        target.unlink(missing_ok=True)
        self._quietly(wine(), "reg", "export", key, r"C:\exported.reg", "/y")
        if not target.exists():
            return {}
        return dict(_entries(target.read_text("utf-16"), key))


def _entries(text: str, key: str) -> Iterator[tuple[str, str]]:
    """Read the lines of one key; keys below it are left out."""
    here = False
    for line in text.splitlines():
        if line.startswith("["):
            here = line.strip("[]").upper().endswith(key.split("\\", 1)[1].upper())
        elif here and (found := re.fullmatch(r'(@|"(?P<name>.*?)")=(?P<value>.*)', line)):
            yield found["name"] or "", _plain(found["value"])


def _plain(value: str) -> str:
    if value.startswith("dword:"):
        return str(int(value.removeprefix("dword:"), 16))
    return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def build(command: Sequence[str | Path]) -> None:
    """Run a program of this system that has to succeed."""
    done = subprocess.run(
        list(map(str, command)), check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
